"""Text of strangers, made fit to be shown."""

from paperatlas.base.visible import JOINERS


def one_for_one(text: str) -> str:
    r"""The text with a mark for each character that `visible` would write out, so that places in it stay the same.

    >>> one_for_one("two\n lines,\u202etxt.exe")
    'two  lines,�txt.exe'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in JOINERS else " " if c.isspace() else "\ufffd" for c in text)


def shortened(text: str, length: int) -> str:
    """At most so many characters; an ellipsis stands for the rest.

    >>> shortened("Attention Is All You Need", 12)
    'Attention I…'
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
