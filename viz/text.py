"""Text of strangers, made fit to be shown."""

_JOINERS = "\u200c\u200d"
"""Unseen marks that some scripts and emoji need."""


def visible(text: str) -> str:
    r"""One line in which nothing is hidden: control characters and marks that turn the direction are written out.

    >>> visible("two\n lines,\u202etxt.exe")
    'two lines,[U+202E]txt.exe'
    """
    line = " ".join(text.split())
    if line.isprintable():
        return line
    return "".join(c if c.isprintable() or c in _JOINERS else f"[U+{ord(c):04X}]" for c in line)


def one_for_one(text: str) -> str:
    r"""The text with a mark for each character that `visible` would write out, so that places in it stay the same.

    >>> one_for_one("two\n lines,\u202etxt.exe")
    'two  lines,�txt.exe'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in _JOINERS else " " if c.isspace() else "\ufffd" for c in text)


def shortened(text: str, length: int) -> str:
    """At most so many characters; an ellipsis stands for the rest.

    >>> shortened("Attention Is All You Need", 12)
    'Attention I…'
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
