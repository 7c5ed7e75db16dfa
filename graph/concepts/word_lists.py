"""The word lists beside this module, one entry a line; `#` starts a comment."""

import functools
from importlib.resources import files


@functools.cache
def word_list(name: str) -> frozenset[str]:
    """The entries of `lists/NAME.txt`."""
    text = (files("paperatlas.graph.concepts") / "lists" / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line for line in map(str.strip, text.splitlines()) if line and not line.startswith("#"))
