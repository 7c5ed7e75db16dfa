"""Words that are a slip of the pen: *tansformer*, *inplicit*, next to a word that many papers write.

A name is no misspelling, be it one letter from a word: only words that neither a dictionary nor the frequency list has
count, that hardly any paper writes, and that begin and end as the right one does (a denoiser is nothing denoised).
"""

from collections import Counter
from collections.abc import Mapping, Sequence

from paperatlas.graph.concepts.dictionaries import lemmas, zipf_frequencies

_LEAST_LETTERS = 7
_MOST_WRONG, _LEAST_RIGHT = 2, 10
_ENDING = 2


def corrected_words(keys: Sequence[str], listings: Sequence[int]) -> dict[str, str]:
    """The right word by the wrong one.

    Args:
        keys: Of terms.
        listings: How many papers hold each.
    """
    counts: Counter[str] = Counter()
    for key, count in zip(keys, listings, strict=True):
        for word in key.split(" "):
            if len(word) >= _LEAST_LETTERS:
                counts[word] += count
    known, frequent = lemmas(), zipf_frequencies()
    right = [word for word, count in counts.items() if count >= _LEAST_RIGHT and word in known]
    shortened: dict[str, set[str]] = {}
    for word in right:
        for less in (word, *_less_a_letter(word)):
            shortened.setdefault(less, set()).add(word)
    found = {}
    for word, count in counts.items():
        if 0 < count <= _MOST_WRONG and word.isalpha() and word not in known and word not in frequent:
            near = {other for less in (word, *_less_a_letter(word)) for other in shortened.get(less, ())}
            near = {other for other in near if (other[0], other[-_ENDING:]) == (word[0], word[-_ENDING:])}
            if len(near) == 1:
                found[word] = near.pop()
    return found


def _less_a_letter(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(1, len(word))]


def correct(key: str, corrections: Mapping[str, str]) -> str:
    """A key with its words corrected.

    >>> correct("vision tansformer", {"tansformer": "transformer"})
    'vision transformer'
    """
    return " ".join([corrections.get(word, word) for word in key.split(" ")])
