"""How far a term is a topic and no everyday word of papers: *diffusion model*, not *strong performance*.

A logistic regression over the term's words alone: what the dictionary and the frequency list say of them, whether they
are written with inner capitals, whether there is an acronym for them, how often readers marked terms of these words.
Its weights are data, `specificity.toml`, learned by `tests/benchmarks/train_specificity.py`. No frequency of the corpus
goes in, so that a day more changes nothing for the terms there are.
"""

import functools
import math
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files
from typing import NamedTuple

import pyarrow as pa

from paperatlas.graph.concepts.features import ROLES, roles, suffix
from paperatlas.graph.concepts.title_shares import is_name, known_titles
from paperatlas.graph.concepts.tokens import HYPHENS
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.concepts.words import UNSEEN_ZIPF, Word, classify

TERM = "term"
WORD, TERM_ITSELF = "word ", "is "
"""What the features that stand for a single word, or for a whole term, begin with."""
APART = "~"
"""In a concept that shares its name with others, before what tells it from them."""
PLACES = 2
LEAST = 0.01
"""Of what is no topic whatever its words are."""
EVERYDAY_ZIPF = 3.0
"""Frequency of a word, log10 per billion, from which on it is one of general English."""
_LONGEST = 5
_OF_GENERIC_HEAD = 0.3
"""What a generic head takes from the score, beyond what readers' marks say: of one paper it makes no topic."""
_ZIPF_STEPS = (2, 3, 4, 5)
_MODEL_NUMBER = re.compile(r"(?:\d+x)?[a-z]?\d{2,4}[a-z]{0,2}|\d\.\d|\d")
_QUANTITY = re.compile(r"\d+[a-z]{1,2}|\d(?:\.\d+)?e \d+")
_GPU = re.compile(r"(?:\d+x)?[ahv]\d00\d?")
_ZIPF_OF_SIZES = 4.5
"""Adjectives of such a frequency stand behind names: Arena-Hard, BERT-Large."""
_OF_ADJECTIVES = ("al", "ar", "ic", "ive", "ous", "ble")
"""What ends words that are adjectives in a compound, be they nouns too: cross-modal."""
_OF_ACTIONS = ("ing", "ation", "ition", "ysis", "esis")
"""What ends words that are generic as heads, but name what is done: generation."""
_PARTS = re.compile(f"[{HYPHENS} ]")

Feature = tuple[str, str]
Weights = Mapping[str, Mapping[str, float]]
"""Tables of weights by feature: `term`, and a table a role."""


def specificity_features(term: "JudgedTerm") -> Iterator[tuple[Feature, float]]:
    """Every feature of a term by table and name; the score is their weighted sum."""
    words = term.words()
    found = _term_features(words, [_zipf(word) for word in words], term.has_acronym)
    yield from (((TERM, name), value) for name, value in found)
    for word, role in zip(words, roles(len(words)), strict=True):
        yield from (((role, name), value) for name, value in _word_features(word))


class JudgedTerm(NamedTuple):
    """A term to judge.

    Attributes:
        key: Its words in lower case.
        spelling: As it is mostly written.
        has_acronym: Whether a paper explains an acronym by it.
    """

    key: str
    spelling: str
    has_acronym: bool

    def words(self) -> list[str]:
        """The words of the key, but those with inner capitals as they are written: CLIP is no clip."""
        words = self.key.split(" ")
        if not any(map(str.isupper, self.spelling)):
            return words
        written = _PARTS.split(self.spelling)
        if len(written) != len(words):
            return words
        return [shape if _is_made_up(shape) else word for word, shape in zip(words, written, strict=True)]

    def is_modifier(self) -> bool:
        """Whether the term ends as no noun does, so that something is missing behind it: memory-efficient."""
        *front, written = _PARTS.split(self.spelling)
        if self.has_acronym or not written.isalpha() or any(map(str.isupper, written[1:])):
            return False
        word = classify(written)
        is_compound = self.spelling.endswith(f"-{written}")
        if self._is_compound_modifier(word) or (is_compound and "A" in word.tags and written.endswith(_OF_ADJECTIVES)):
            return True
        is_named = written[0].isupper() and (word.zipf > _ZIPF_OF_SIZES or any(map(_is_coined, front)))
        if is_named or word.ends_term or word.breaks or (written.endswith("s") and not word.key.endswith("s")):
            return False
        return "A" in word.tags or written.endswith("ed") or not word.tags

    def _is_compound_modifier(self, last: Word) -> bool:
        """Whether the term is a noun behind what makes it a modifier of another: low-resolution; no name, Open-Sora."""
        first, _, rest = self.spelling.partition("-")
        is_word = rest == last.text and "N" in last.tags and (rest.islower() or last.zipf > EVERYDAY_ZIPF)
        return is_word and first.lower() in word_list("attributive_beginnings")

    def has_generic_head(self) -> bool:
        """Whether the term ends in a word that ends nearly any, and that names no action: loss function."""
        _, between, head = self.key.rpartition(" ")
        return between != "" and head in word_list("generic_heads") and not head.endswith(_OF_ACTIONS)

    def is_symbol(self) -> bool:
        """Whether two capitals are all there is, which mean something else in each paper, or a number: 16k, 1e-04."""
        letters = self.spelling.rstrip("s")
        return (len(letters) == 2 and letters.isalpha() and letters.isupper()) or bool(_QUANTITY.fullmatch(self.key))

    def is_said_of_any(self) -> bool:
        """Whether nothing but words that any paper says of itself are in the term: unified framework."""
        *front, head = self.key.split(" ")
        is_general = word_list("generic_adjectives").issuperset(front) and head in word_list("generic_heads")
        return len(front) > 0 and is_general

    def is_equipment(self) -> bool:
        """Whether the term is only of what experiments run on: RTX 3090, frames per second."""
        words = self.key.split(" ")
        named = [word for word in words if not _MODEL_NUMBER.fullmatch(word)]
        return (len(named) > 0 or any(map(_GPU.fullmatch, words))) and word_list("equipment").issuperset(named)


def _is_coined(word: str) -> bool:
    """Whether no dictionary has a word that stands before another: the Mistral of Mistral Large."""
    return not classify(word).tags


def _is_made_up(word: str) -> bool:
    """Whether a capital stands behind the first letter: CLIP, LoRA; two letters, VL, say too little."""
    return len(word) > 2 and any(map(str.isupper, word[1:]))


def _term_features(words: list[str], zipfs: list[float], has_acronym: bool) -> Iterator[tuple[str, float]]:
    yield "bias", 1.0
    yield f"length {min(len(zipfs), _LONGEST)}", 1.0
    yield "rarest zipf", min(zipfs)
    yield "commonest zipf", max(zipfs)
    yield "mean zipf", sum(zipfs) / len(zipfs)
    if has_acronym:
        yield "has acronym", 1.0
    yield TERM_ITSELF + " ".join(words), 1.0


def _word_features(word: str) -> Iterator[tuple[str, float]]:
    if _is_made_up(word):
        yield "inner capital", 1.0
        yield "digit", float(any(map(str.isdigit, word)))
        return
    yield from _dictionary_features(classify(word))
    yield WORD + word, 1.0


def _dictionary_features(word: Word) -> Iterator[tuple[str, float]]:
    """What the dictionary and the frequency list say of a word."""
    tags = "".join(sorted(set(word.tags.replace("R", "A").replace("X", "A"))))
    marks = (
        ("hyphen", " " in word.key),
        ("capitals", len(word.text) > 1 and word.text.isupper()),
        ("inner capital", not word.text[1:].islower() and _is_made_up(word.text)),
        ("digit", any(map(str.isdigit, word.text))),
        ("generic head", word.generic_head),
        ("generic adjective", word.generic_adjective),
        ("gerund", word.text.isalpha() and word.text.endswith("ing") and tags == "V"),
        ("name", word.name),
    )
    yield from ((name, 1.0) for name, holds in marks if holds)
    yield f"tags {tags or 'none'}", 1.0
    yield f"ending {suffix(word.last_part)}", 1.0
    yield "zipf", word.zipf
    yield from ((f"zipf over {step}", word.zipf - step) for step in _ZIPF_STEPS if word.zipf > step)


def _zipf(word: str) -> float:
    return UNSEEN_ZIPF if _is_made_up(word) else classify(word).zipf


class _ByRole(NamedTuple):
    """What a word adds to the score of a term it stands in, and its frequency."""

    zipf: float
    only: float
    first: float
    inner: float
    last: float


class SpecificityModel:
    """Judges terms with some weights; what a word adds is summed up once a word."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._words: dict[str, _ByRole] = {}

    def specificity(self, term: JudgedTerm) -> float:
        """How likely a reader would mark the term in a paper that names it, 0 to 1, coarsely rounded.

        A single everyday word counts for less: readers mark *motion* and *bias* now and then, and *segmentation* no
        more often, but only the last tells what a paper is about. So does what ends as nearly any term: *hybrid model*.
        """
        if term.key in word_list("commonplace") or term.is_modifier() or term.is_equipment():
            return LEAST
        is_empty = term.is_said_of_any() and not term.has_acronym
        if is_empty or (term.is_symbol() and TERM_ITSELF + term.key not in self._weights[TERM]):
            return LEAST
        words = term.words()
        score = self._score(words, term.has_acronym)
        if len(words) == 1:
            score -= max(0.0, _zipf(words[0]) - EVERYDAY_ZIPF)
        if term.has_generic_head() and not term.has_acronym:
            score -= _OF_GENERIC_HEAD
        return round(1 / (1 + math.exp(-score)), PLACES)

    def score(self, term: JudgedTerm) -> float:
        """The weighted sum of `specificity_features`."""
        return self._score(term.words(), term.has_acronym)

    def _score(self, words: list[str], has_acronym: bool) -> float:
        known = [self._word(word) for word in words]
        weights = self._weights[TERM]
        found = _term_features(words, [word.zipf for word in known], has_acronym)
        total = sum([weights.get(name, 0.0) * value for name, value in found])
        if len(known) == 1:
            return total + known[0].only
        return total + known[0].first + sum([word.inner for word in known[1:-1]]) + known[-1].last

    def _word(self, word: str) -> _ByRole:
        known = self._words.get(word)
        if known is None:
            found = list(_word_features(word))
            sums = (sum(self._weights[role].get(name, 0.0) * value for name, value in found) for role in ROLES)
            known = self._words[word] = _ByRole(_zipf(word), *sums)
        return known


@functools.cache
def specificity_model() -> SpecificityModel:
    """The model with the weights in `specificity.toml`."""
    text = (files("paperatlas.graph.concepts") / "specificity.toml").read_text(encoding="utf-8")
    return SpecificityModel(tomllib.loads(text))


def specificities(spellings: pa.Table) -> pa.Table:
    """The specificity of each concept, whether it is a name, and in how many titles of other papers it is known to be.

    Args:
        spellings: Columns `concept`, a key, `spelling`, `has_acronym`, `is_capital` and `is_measure`.
    """
    model = specificity_model()
    columns = (spellings[name].to_pylist() for name in ("concept", "spelling", "has_acronym"))
    kinds = zip(spellings["is_capital"].to_pylist(), spellings["is_measure"].to_pylist(), strict=True)
    rows = [(concept.partition(APART)[0], *others) for concept, *others in zip(*columns, strict=True)]
    known = [known_titles(key) for key, *_ in rows]
    names = [
        not is_measure and (is_capital or is_name(spelling))
        for (_, spelling, _), (is_capital, is_measure) in zip(rows, kinds, strict=True)
    ]
    found = {
        "specificity": pa.array([model.specificity(JudgedTerm(*row)) for row in rows], pa.float64()),
        "is_name": pa.array(names, pa.bool_()),
        "known_papers": pa.array([papers for papers, _ in known], pa.float64()),
        "known_titles": pa.array([titles for _, titles in known], pa.float64()),
    }
    return pa.table({"concept": spellings["concept"], **found})
