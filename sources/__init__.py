"""Answers of public services to files that `build` reads: one module a service, one polite client for all of them."""

DEFAULT_FOLDER = "fetched"
JOURNAL = ".fetched.jsonl"
"""In the folder of answers: a line an answer."""
DEFAULT_MOST = 1000
"""Papers of a search."""
DEFAULT_TIMEOUT = 60.0
"""Seconds that a service may be silent."""
ASKED_BY_IDS = ("arxiv", "openalex", "s2")
"""The services that can be asked for papers by their ids."""
