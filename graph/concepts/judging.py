"""Whether a bracket is believed: 정보(prior) explains its own sentence only, 사전 학습(pre-training) holds everywhere.

What speaks for a pair of a name and a concept is counted over all papers and looked up word by word; how much each
counts is learned (`judging.toml`). Counts enter by their powers of two, so that a day more moves few of them.
"""

import functools
import itertools
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import pyarrow as pa

from paperatlas.graph.concepts.dictionaries import zipf_frequencies
from paperatlas.graph.concepts.languages import content_words, grammar, local_key
from paperatlas.graph.concepts.translation import Meanings, Translation, spells_acronym, translation

PLACES = 3
_LEAST_PAIRS = 3
_LEAST_SHARE = 0.15
_LEAST_WITHIN = 0.5
"""What of an English name that says more may be missing where it is explained: 언어 모델(large language model)."""
_ACRONYM = re.compile(r"[A-Z0-9][A-Za-z0-9-]*[A-Z0-9]s?")
_ONE_TO_ANOTHER = re.compile(r"\w+[ -]to[ -]\w+|\w[2]\w", re.IGNORECASE)
_SPLIT = re.compile(r"[\s-]+")


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is thought of a pair.

    Attributes:
        probability: Of the name meaning the concept wherever it is a noun.
        verdict: `everywhere`, `explained` (in the papers that explain it) or `no`.
    """

    probability: float
    verdict: str


@dataclass(frozen=True, slots=True)
class Judge:
    """The learned weights, and the probabilities from which on a pair is believed."""

    bias: float
    weights: Mapping[str, float]
    everywhere: float
    explained: float

    def __call__(self, features: Mapping[str, float]) -> Judgement:
        """Weighs the features of a pair."""
        logit = self.bias + sum(self.weights.get(name, 0.0) * value for name, value in features.items())
        probability = round(1 / (1 + math.exp(-max(-30.0, min(30.0, logit)))), PLACES)
        if features["no noun"]:
            return Judgement(probability, "no")
        if probability >= self.everywhere and not features["both ends"]:
            return Judgement(probability, "everywhere")
        supported = features["translated"] or features["spelled acronym"] or features["papers"]
        says_less = features["translated"] == 1 > features["english translated"]
        if says_less and features["one word"]:  # a scheduler is no cosine scheduler, not even where one is explained so
            return Judgement(probability, "no")
        within = features["translated"] == 1 and features["english translated"] >= _LEAST_WITHIN
        explained = within or (supported and probability >= self.explained)
        return Judgement(probability, "explained" if explained else "no")


@functools.cache
def learned_judge() -> Judge:
    """Reads `judging.toml`."""
    table = tomllib.loads((files("paperatlas.graph.concepts") / "judging.toml").read_text(encoding="utf-8"))
    return Judge(table["bias"], table["weights"], table["everywhere"], table["explained"])


def word_meanings(pairs: pa.Table) -> pa.Table:
    """What the words of all names seem to mean: `word`, `english`, of `name` and `concept` of `gloss_pairs`."""
    learned = learned_meanings(zip(pairs["name"].to_pylist(), pairs["concept"].to_pylist(), strict=True))
    rows = [(word, english) for word, found in learned.items() for (english,) in found]
    columns = [pa.array([row[at] for row in rows], pa.string()) for at in range(2)]
    return pa.table(columns, ["word", "english"])


def weigh_pairs(pairs: pa.Table, meanings: pa.Table) -> pa.Table:
    """Adds what is thought of each pair of `gloss_pairs` alone, and the figures that it comes from.

    Args:
        pairs: Of `gloss_pairs`.
        meanings: Of `word_meanings`, in their order.
    """
    learned: dict[str, list[tuple[str]]] = {}
    for word, english in zip(meanings["word"].to_pylist(), meanings["english"].to_pylist(), strict=True):
        learned.setdefault(word, []).append((english,))
    judge = learned_judge()
    columns: dict[str, list[Any]] = {name: [] for name in _ADDED.names}
    for row in pairs.to_pylist():
        found = figures(row, learned)
        judgement = judge(features(row, found))
        for name, value in {**found, "probability": judgement.probability, "verdict": judgement.verdict}.items():
            columns[name].append(value)
    for field in _ADDED:
        pairs = pairs.append_column(field, pa.array(columns[field.name], field.type))
    return pairs


_ADDED = pa.schema(
    [
        ("translated", pa.float64()),
        ("english_translated", pa.float64()),
        ("sound", pa.float64()),
        ("usual_meaning", pa.float64()),
        ("everyday", pa.float64()),
        ("probability", pa.float64()),
        ("verdict", pa.string()),
    ]
)


def learned_meanings(pairs: Iterable[tuple[str, str]]) -> Meanings:
    """What words of names seem to mean: English words that stand beside them in several pairs, and in most.

    Args:
        pairs: Names and their concepts.
    """
    together: Counter[tuple[str, str]] = Counter()
    alone: Counter[str] = Counter()
    alone_in_english: Counter[str] = Counter()
    key_of = functools.cache(local_key)
    for name, concept in pairs:
        words = set(map(key_of, _SPLIT.split(name)))
        english_words = set(concept.split(" "))
        alone.update(words)
        alone_in_english.update(english_words)
        together.update(itertools.product(words, english_words))
    found: dict[str, list[tuple[str]]] = {}
    for (word, english), count in sorted(pair for pair in together.items() if pair[1] >= _LEAST_PAIRS):
        mutual = 2 * count > alone[word] and _LEAST_SHARE * alone_in_english[english] <= count
        if mutual and english.isalpha():
            found.setdefault(word, []).append((english,))
    return found


def figures(row: Mapping[str, Any], learned: Meanings) -> dict[str, float]:
    """How far the names of a pair translate each other, and how common the one is in general language."""
    name, language = row["name"], row["language"]
    best = translation(name, row["concept"], language, learned)
    if best.local * best.english < 1 and content_words(row["english"]) != content_words(row["concept"]):
        best = max(best, translation(name, row["english"], language, learned), key=_covered)
    return {
        "translated": round(best.local, PLACES),
        "english_translated": round(best.english, PLACES),
        "sound": round(best.sound, PLACES),
        "usual_meaning": round(best.usual, PLACES),
        "everyday": round(zipf(row["name_key"], language), PLACES),
    }


def _covered(found: Translation) -> tuple[float, float]:
    return found.local * found.english, found.local + found.english


def features(row: Mapping[str, Any], found: Mapping[str, float]) -> dict[str, float]:
    """What counts for or against a pair, by name.

    Args:
        row: Of `gloss_pairs`.
        found: Its figures: `translated`, `english_translated`, `sound`, `usual_meaning`, `everyday`.
    """
    name, english = row["name"], row["english"]
    unexplained = row["using_papers"] - row["explained"]
    acronym = _ACRONYM.fullmatch(english) is not None
    # An acronym whose long form no paper gives has no words to translate.
    bare = acronym and " " not in row["concept"]
    english_words = len(content_words(row["concept"]))
    words = len(_SPLIT.split(name)) if row["language"] == "ko" else english_words  # others part no words
    single = float(words == 1)
    both = found["translated"] * found["english_translated"]
    whole = float(found["translated"] == found["english_translated"] == 1)
    return {
        "translated": found["translated"],
        "english translated": found["english_translated"],
        "translated, one word": both * single,
        "translated, several words": both * (1 - single),
        "wholly, one word": whole * single,
        "wholly, several words": whole * (1 - single),
        "usual meaning, one word": found["usual_meaning"] * whole * single,
        "usual meaning, several words": found["usual_meaning"] * whole * (1 - single),
        "sound": found["sound"],
        "papers": _power(row["explaining"]),
        "share of its explanations": row["explaining"] / row["explained"],
        "share explained": _power(row["explaining"]) - _power(max(1, row["using_papers"])),
        "named beside it": _power(row["together"] + 1) - _power(unexplained + 2),
        "everyday, one word": found["everyday"] * single,
        "one word": single,
        "letters": min(8.0, len(row["name_key"])),
        "fewer words": float(max(0, english_words - words)),
        "more words": float(max(0, words - english_words)),
        "bare acronym": float(bare),
        "spelled acronym": float(bare and spells_acronym(name, english, row["language"])),
        "digits": float(any(map(str.isdigit, english))),
        "well formed": float(row["well_formed"]),
        "known": float(row["is_known"]),
        "known otherwise": float(row["is_other"]),
        "both ends": float(_names_both_ends(name, english)),
        "no noun": float(_is_no_noun(name, row["language"])),
    }


def _power(count: int) -> float:
    """The power of two nearest to a count, as its exponent."""
    return float(round(math.log2(count)))


def zipf(key: str, language: str) -> float:
    """Zipf frequency of a word in general language, 0 where it is none."""
    return zipf_frequencies(language).get(key, 0.0)


def _names_both_ends(name: str, english: str) -> bool:
    """Whether a name has no word for *to*: 이미지-텍스트 is *image-to-text*, and more often a pair of both."""
    return len(_SPLIT.split(name)) == 2 and _ONE_TO_ANOTHER.fullmatch(english) is not None


def _is_no_noun(name: str, language: str) -> bool:
    """Whether a name ends as an adverb or adjective does."""
    lists = grammar(language)
    last = _SPLIT.split(name)[-1]
    return last.endswith(lists.adjectival_endings) and last not in lists.nouns_like_adjectives
