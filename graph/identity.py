"""Who is who: the ids of authors and concepts."""

import functools
import re
import unicodedata

QUOTES = "\"'`´‘’‚‛“”„‟′″«»"
# Letters whose stroke is no combining mark, so that Unicode does not take it off.
STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe"})
_FOLDED_AWAY = str.maketrans(dict.fromkeys(QUOTES) | {".": " "})
# Only the marks of Latin, Greek and Cyrillic: in Japanese or Hindi a mark makes another letter.
_DIACRITICS = re.compile("[\u0300-\u036f]+")


@functools.lru_cache(maxsize=1 << 17)
def author_key(name: str) -> str:
    """Folds a printed name to the key under which its spellings are one author.

    Unicode NFKC, case, periods, white space, quotes and diacritics are folded. The key is empty where nothing of the
    name is left.

    >>> author_key('Sercan "O. Arık')
    'sercan o arik'
    >>> author_key("Y.  Wu") == author_key("Y Wu")
    True
    """
    if name.isascii():
        folded = name.lower()
    else:
        # Quotes go first: compatibility makes a space and a mark of some.
        folded = unicodedata.normalize("NFKC", name.translate(_FOLDED_AWAY)).casefold().translate(STROKES)
        folded = unicodedata.normalize("NFC", _DIACRITICS.sub("", unicodedata.normalize("NFD", folded)))
        folded = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    return " ".join(folded.translate(_FOLDED_AWAY).split())


def author_id(name: str) -> str:
    """The id of the author node for a printed name."""
    return f"author:{author_key(name)}"


def concept_id(key: str) -> str:
    """The id of the concept node for a term's key."""
    return f"concept:{key}"
