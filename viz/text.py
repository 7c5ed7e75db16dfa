"""Text of strangers, made fit to be shown."""

from urllib.parse import urlsplit

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


def web_address(text: str | None) -> str | None:
    """The text where it is an http(s) address, else None.

    >>> web_address("https://arxiv.org/abs/2404.09656"), web_address("javascript:alert(1)")
    ('https://arxiv.org/abs/2404.09656', None)
    """
    if text is None or not text.isprintable() or " " in text:
        return None
    try:
        address = urlsplit(text)
    except ValueError:
        return None
    return text if address.scheme in {"http", "https"} and address.hostname else None
