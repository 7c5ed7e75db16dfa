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
_HYPHENS = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2212", "-"))
# Names in these are written with a blank between family and given name, or without.
EAST_ASIAN = re.compile(
    "[\u1100-\u11ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\\s]+"
)


@functools.lru_cache(maxsize=1 << 17)
def author_key(name: str) -> str:
    """Folds a printed name to the key under which its spellings are one author.

    Unicode NFKC, case, periods, white space, quotes, hyphens and diacritics are folded; blanks in a name in
    Han characters, kana or Hangul do not count. The key is empty where nothing of the name is left.

    >>> author_key('Sercan "O. Arık')
    'sercan o arik'
    >>> author_key("Y.  Wu") == author_key("Y Wu"), author_key("김 민수")
    (True, '김민수')
    """
    if name.isascii():
        folded = name.lower()
    else:
        # Quotes go first: compatibility makes a space and a mark of some.
        folded = (
            unicodedata.normalize("NFKC", name.translate(_FOLDED_AWAY))
            .translate(_HYPHENS)
            .casefold()
            .translate(STROKES)
        )
        folded = unicodedata.normalize("NFC", _DIACRITICS.sub("", unicodedata.normalize("NFD", folded)))
        folded = "".join(c for c in folded if unicodedata.category(c) != "Cf")
    parts = folded.translate(_FOLDED_AWAY).split()
    return ("" if len(parts) > 1 and all(map(EAST_ASIAN.fullmatch, parts)) else " ").join(parts)


def author_id(name: str) -> str:
    """The id of the author node for a printed name."""
    return f"author:{author_key(name)}"


def mention_id(author: str, paper: str) -> str:
    """What the person who wrote a paper under a name is called, where the name alone does not tell.

    >>> mention_id("author:wei zhang", "arxiv:math/0309136")
    'author:wei zhang~arxiv:math%2F0309136'
    """
    return f"{author}~{paper.replace('/', '%2F')}"


def concept_id(key: str) -> str:
    """The id of the concept node for a term's key."""
    return f"concept:{key}"
