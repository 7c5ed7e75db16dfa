"""Answers of public services to files that `build` reads: one module a service, one polite client for all of them."""
