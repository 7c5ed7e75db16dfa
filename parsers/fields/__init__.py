"""Readers of single fields that several forms have: names, titles, days, abstracts."""
