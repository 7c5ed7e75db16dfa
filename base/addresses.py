"""What may become a link: addresses of the web in the text of strangers."""

import re

MAX_ADDRESS = 2_000
# A host, no user in front of it (`https://known.org@elsewhere.org`), and none of the signs that no address has.
_ADDRESS = re.compile(
    r"""https?://(?:[^\s/?\#@:\[\]<>"`{}|\\^]+|\[[\da-f:.]+\])(?::\d{1,5})?(?:[/?\#][^\s<>"`{}|\\^]*)?""", re.IGNORECASE
)


def web_address(text: str | None) -> str | None:
    """The text, without white space around it, where it is an http(s) address, else None.

    >>> web_address("https://example.org/a "), web_address("javascript:alert(1)"), web_address("/avatars/1.svg")
    ('https://example.org/a', None, None)
    """
    address = (text or "").strip(" ")
    whole = len(address) <= MAX_ADDRESS and address.isprintable() and _ADDRESS.fullmatch(address)
    return address if whole else None
