"""How alike a name in Hangul or katakana and a Latin one sound: 프롬프트 is *prompt* spelt out.

Both become the row of their consonants, folded to the few classes that survive being borrowed: l and r are one, so are
p, b, f and v; vowels, h and what English does not pronounce are gone.
"""

import functools
import re
import unicodedata

_FIRST_SYLLABLE = ord("가")
_VOWELS, _FINALS = 21, 28
# Consonants by their place in Unicode's order of initials and of finals; ㅇ is silent at the beginning of a syllable.
_INITIALS = "KKNTTLMPPSS-SSSKTP-"
_FINAL_CLASSES = ["", *"K K K N N N T L K M P S T P L M P P T T N S S K T P".split(), ""]
_LATIN_FOLDS = (
    (r"[^a-z]", ""),
    (r"tion|sion|cean|cian", "SN"),
    (r"igh|eigh|augh|ough", "-"),
    (r"ng(?![aeiouy])|ngs?$|nk?g?$", "N"),
    (r"sch|sh|tch|ch|dge|th(?=m)", "S"),
    (r"ph", "P"),
    (r"th", "T"),
    (r"ck|qu|q", "K"),
    (r"x", "KS"),
    (r"^kn", "N"),
    (r"^wr", "L"),
    (r"mb$", "M"),
    (r"c(?=[eiy])|g(?=[eiy])", "S"),
    (r"r(?![aeiouy])", ""),
    (r"t(?=ure)", "S"),
)
_LETTER_FOLDS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "-PKT-PK--SKLMN-P-LST-P---S")
_FOLDS = tuple((re.compile(pattern), folded) for pattern, folded in _LATIN_FOLDS)
_TWICE = re.compile(r"(.)\1+")
LEAST_CONSONANTS = 2
_LETTERS_FOR_AN_EDIT = 5


@functools.cache
def hangul_consonants(word: str) -> str:
    """The consonants of a Korean word.

    >>> hangul_consonants("프롬프트"), hangul_consonants("트랜스포머")
    ('PLMPT', 'TLNSPM')
    """
    found: list[str] = []
    for letter in word:
        code = ord(letter) - _FIRST_SYLLABLE
        if 0 <= code < len(_INITIALS) * _VOWELS * _FINALS:
            found += (_INITIALS[code // (_VOWELS * _FINALS)], "-", _FINAL_CLASSES[code % _FINALS])
    return _TWICE.sub(r"\1", "".join(found)).replace("-", "")


@functools.cache
def katakana_consonants(word: str) -> str:
    """The consonants of a word in katakana, by the Latin names that Unicode gives its letters.

    >>> katakana_consonants("トランスフォーマー"), katakana_consonants("プロンプト")
    ('TLNSPM', 'PLNPT')
    """
    names = [unicodedata.name(letter, "").rpartition("LETTER ")[2].lower() for letter in word]
    parts = [name.removeprefix("small ") if not name.startswith("small tu") else "" for name in names]
    return latin_consonants("".join(part for part in parts if part.isalpha()).replace("hu", "fu"))


@functools.cache
def latin_consonants(word: str) -> str:
    """The consonants of a Latin word as they are spoken.

    >>> latin_consonants("prompt"), latin_consonants("transformer")
    ('PLMPT', 'TLNSPM')
    """
    folded = word.lower()
    for pattern, kind in _FOLDS:
        folded = pattern.sub(kind, folded)
    return _TWICE.sub(r"\1", folded.translate(_LETTER_FOLDS)).replace("-", "")


def likeness(one: str, other: str) -> float:
    """How alike two rows of consonants are, 0 to 1, by the edits that lead from one to the other; 0 from a fifth on."""
    if one == other:
        return float(len(one) >= LEAST_CONSONANTS)
    longer = max(len(one), len(other))
    edits = longer // _LETTERS_FOR_AN_EDIT
    if not edits or abs(len(one) - len(other)) > edits:
        return 0.0
    row = list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        before, row[0] = row[0], place
        for at, second in enumerate(other, start=1):
            before, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, before + (letter != second))
    return 1 - row[-1] / longer if row[-1] <= edits else 0.0
