"""Who is who: the ids of authors and concepts."""

import functools
import re
import unicodedata

QUOTES = "\"'`´‘’‚‛“”„‟′″«»"
# Letters whose stroke is no combining mark, so that Unicode does not take it off.
STROKES = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ŧ": "t", "æ": "ae", "œ": "oe"})
_FOLDED_AWAY = str.maketrans(dict.fromkeys(QUOTES) | {".": " "})
HYPHENS = "\u2010\u2011\u2012\u2013\u2212\ufe63\uff0d"
_ONE_HYPHEN = str.maketrans(dict.fromkeys(HYPHENS, "-"))
# Han, kana, Hangul: these are written with or without a blank between last and given name.
_UNSPACED = re.compile(
    "[\u3005\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff ]+"
)
# Only the marks of Latin, Greek and Cyrillic: in Japanese or Hindi a mark makes another letter.
_DIACRITICS = re.compile("[\u0300-\u036f]+")


@functools.lru_cache(maxsize=1 << 17)
def author_key(name: str) -> str:
    """Folds a printed name to the key under which its spellings are one author.

    It is folded as `folded` does; a name in Han, kana or Hangul has no blanks in its key.

    >>> author_key('Sercan "O. Arık')
    'sercan o arik'
    >>> author_key("Y.  Wu") == author_key("Y Wu"), author_key("김 민수") == author_key("김민수")
    (True, True)
    """
    key = folded(name)
    return key.replace(" ", "") if not key.isascii() and _UNSPACED.fullmatch(key) else key


def folded(text: str) -> str:
    """The text with Unicode NFKC, case, periods, white space, hyphens, quotes and diacritics folded.

    It is empty where nothing is left.
    """
    if text.isascii():
        kept = text.lower()
    else:
        # Quotes go first: compatibility makes a space and a mark of some.
        kept = (
            unicodedata.normalize("NFKC", text.translate(_ONE_HYPHEN).translate(_FOLDED_AWAY))
            .casefold()
            .translate(STROKES)
        )
        kept = unicodedata.normalize("NFC", _DIACRITICS.sub("", unicodedata.normalize("NFD", kept)))
        kept = "".join(c for c in kept if unicodedata.category(c) != "Cf")
    return " ".join(kept.translate(_FOLDED_AWAY).split())


def author_id(name: str) -> str:
    """The id of the author node for a printed name."""
    return f"author:{author_key(name)}"


def concept_id(key: str) -> str:
    """The id of the concept node for a term's key."""
    return f"concept:{key}"
