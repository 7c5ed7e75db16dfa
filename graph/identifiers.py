"""How the ids that others give to papers are written, and recognised in text."""

import re

ARXIV_ID = re.compile(
    r"(?:^|[/:=])(\d\d(?:0[1-9]|1[0-2])\.\d{4,5})(?:v\d{1,3})?(?:\.pdf)?/?(?:[?#]\S*)?$",
    re.ASCII | re.IGNORECASE,
)
"""An address, a number or an id that ends in an arXiv id; the group is the id without its version."""


def find_arxiv_id(text: str) -> str | None:
    """The arXiv id, without its version, that an address, a number or an id ends in.

    >>> find_arxiv_id("https://arxiv.org/pdf/2404.09656v2.pdf?download=1#page=3"), find_arxiv_id("arXiv:2404.09656")
    ('2404.09656', '2404.09656')
    >>> find_arxiv_id("https://arxiv.org/abs/2413.00001") is None
    True
    """
    found = ARXIV_ID.search(text.strip())
    return found[1] if found else None
