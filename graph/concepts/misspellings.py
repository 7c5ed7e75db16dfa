"""Words that are a slip of the pen: *tansformer*, *inplicit*, next to a word that many papers write.

A name is no misspelling, be it one letter from a word: only words that neither a dictionary nor the frequency list has
count, that hardly any paper writes, and that begin and end as the right one does (a denoiser is nothing denoised).
"""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.concepts.dictionaries import lemmas, zipf_frequencies

_LEAST_LETTERS = 7
_MOST_WRONG, _LEAST_RIGHT = 2, 10
_ENDING = 2


def corrected_keys(terms: pa.Table) -> dict[str, str]:
    """The right key by the one with a wrong word.

    Args:
        terms: With `key`, and `listings`, how many papers hold it.
    """
    words = pc.split_pattern(terms["key"].combine_chunks(), " ")
    word, of = pc.list_flatten(words), pc.list_parent_indices(words)
    counts = pa.table({"word": word, "papers": terms["listings"].take(of)})
    counts = counts.filter(pc.greater_equal(pc.utf8_length(word), _LEAST_LETTERS))
    counts = counts.group_by("word").aggregate([("papers", "sum")])
    corrections = corrected_words(dict(zip(*(column.to_pylist() for column in counts.columns), strict=True)))
    wrong = pc.is_in(word, value_set=pa.array(corrections, pa.string()))
    keys = terms["key"].take(pc.unique(of.filter(wrong))).to_pylist()
    return {key: correct(key, corrections) for key in keys}


def corrected_words(counts: Mapping[str, int]) -> dict[str, str]:
    """The right word by the wrong one, of words with the papers that hold each."""
    known, frequent = lemmas(), zipf_frequencies()
    shortened: dict[str, set[str]] = {}
    edges = set()
    for word in (word for word, count in counts.items() if count >= _LEAST_RIGHT and word in known):
        edges.add(_edges(word))
        for less in (word, *_less_a_letter(word)):
            shortened.setdefault(less, set()).add(word)
    found = {}
    for word in (word for word, count in counts.items() if 0 < count <= _MOST_WRONG and _edges(word) in edges):
        if word.isalpha() and word not in known and word not in frequent:
            near = {other for less in (word, *_less_a_letter(word)) for other in shortened.get(less, ())}
            near = {other for other in near if _edges(other) == _edges(word)}
            if len(near) == 1:
                found[word] = near.pop()
    return found


def _edges(word: str) -> str:
    return word[0] + word[-_ENDING:]


def _less_a_letter(word: str) -> list[str]:
    return [word[:place] + word[place + 1 :] for place in range(1, len(word))]


def correct(key: str, corrections: Mapping[str, str]) -> str:
    """A key with its words corrected.

    >>> correct("vision tansformer", {"tansformer": "transformer"})
    'vision transformer'
    """
    return " ".join([corrections.get(word, word) for word in key.split(" ")])
