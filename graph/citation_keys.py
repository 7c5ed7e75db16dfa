"""Whether what a reference is called by is a citation key of the user's, `lee2020looms`, or a number of a service."""

import re

from paperatlas.graph.identifiers import recognised

_BREAKS = re.compile(r"[\s{}(),=\"\\\x00-\x1f\x7f]")
MOST_LETTERS = 300
# What programs and databases number their records with: 1234/ABCD2345, W2741809807, WOS:000123, ITEM-1, pmid:123.
_NUMBERED = re.compile(r"(?:\d+|https?://.*|\d+/[A-Z0-9]{8}|[A-Z0-9]{8}|[A-Z]{1,8}[:_-]?\d+|pmc?id:\d+)")


def citation_key(printed: str) -> str | None:
    """A key that BibTeX takes; None where there is none.

    >>> citation_key(" lee2020looms "), citation_key("DBLP:conf/nips/LeeR20"), citation_key("a b"), citation_key("")
    ('lee2020looms', 'DBLP:conf/nips/LeeR20', None, None)
    """
    key = printed.strip()
    return key if key and len(key) <= MOST_LETTERS and not _BREAKS.search(key) else None


def own_key(printed: str) -> str | None:
    """The same of a field that may as well hold the number of a database or an id of the paper.

    >>> own_key("DBLP:conf/nips/LeeR20"), own_key("lee2020looms"), own_key("W2741809807"), own_key("6162/ABCD2345"), own_key("https://doi.org/10.1/x")
    ('DBLP:conf/nips/LeeR20', 'lee2020looms', None, None, None)
    """
    key = citation_key(printed)
    if key is None or _NUMBERED.fullmatch(key):
        return None
    found = recognised(key)  # those of DBLP are made to be keys
    return key if found is None or found.startswith("dblp:") else None
