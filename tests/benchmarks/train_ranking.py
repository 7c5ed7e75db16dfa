"""Learns the weights that rank terms, and says how well they do on texts they have not seen.

python -m tests.benchmarks.train_ranking SETS       cross-validates, then writes graph/concepts/weights.toml

SETS is a directory of keyphrase sets (see keyphrase_sets.py). Logistic regression with ridge, by Newton's method.
"""

import argparse
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import paperatlas.graph.concepts
from paperatlas.graph.concepts.component import blank_component, likely, title_and_text
from paperatlas.graph.concepts.features import Role
from paperatlas.graph.concepts.ranking import AFTER, BEFORE, TERM, term_features
from paperatlas.graph.concepts.terms import term_spans
from tests.benchmarks.keyphrase_sets import Marked, f1, read_sets, stemmed

OUT = Path(paperatlas.graph.concepts.__path__[0]) / "weights.toml"
FOLDS = 5
MIN_TERMS = 100
"""A feature that fewer terms have is left out: it would be learned by heart."""
RIDGE = 100.0
SMALL_SET, SMALL_SET_WEIGHT = 100, 3.0
"""A set of fewer texts counts for more than its size."""
PLACES = 3

Feature = tuple[str, str]
Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A text's terms: their stems, their features, and whether they were marked."""

    set_name: str
    weight: float
    keys: frozenset[str]
    stems: list[str]
    features: list[dict[Feature, float]]

    @property
    def marked(self) -> list[bool]:
        """Which of the terms people marked."""
        return [stem in self.keys for stem in self.stems]


def main() -> None:
    """Cross-validates and writes the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", type=Path)
    examples = [
        example(name, SMALL_SET_WEIGHT if len(texts) < SMALL_SET else 1.0, text)
        for name, texts in read_sets(options.parse_args().sets)
        for text in texts
    ]
    cross_validate(examples)
    weights = learn(examples)
    OUT.write_text(toml(weights), encoding="utf-8")
    print(f"{len(weights)} weights in {OUT.name}")


def example(set_name: str, weight: float, text: Marked) -> Example:
    """The terms of a text as the extractor finds them."""
    doc = title_and_text(text.title, text.abstract)
    words = blank_component().words(doc)
    spans = list(term_spans(words).values())
    stems = [stemmed(doc[slice(*mentions[0])].text) for mentions in spans]
    features = [term_features(words, mentions, doc.user_data["title_tokens"]) for mentions in spans]
    return Example(set_name, weight, text.keys, stems, features)


def cross_validate(examples: Sequence[Example]) -> None:
    """Prints the F1 at 10 of each set, each text ranked with weights learned from other texts."""
    scores: dict[str, list[float]] = {}
    for fold in range(FOLDS):
        weights = learn([one for number, one in enumerate(examples) if number % FOLDS != fold])
        for one in examples[fold::FOLDS]:
            likelihoods = [1 / (1 + math.exp(-_total(features, weights))) for features in one.features]
            ranked = sorted(zip(likelihoods, one.stems, strict=True), key=lambda pair: -pair[0])
            found = [stem for _, stem in likely(ranked, lambda pair: pair[0])]
            scores.setdefault(one.set_name, []).append(f1(found, one.keys))
    for name, each in sorted(scores.items()):
        print(f"{name}: F1@10 {100 * sum(each) / len(each):.1f} ({FOLDS}-fold)")


def _total(features: Mapping[Feature, float], weights: Mapping[Feature, float]) -> float:
    return sum(weights.get(feature, 0.0) * value for feature, value in features.items())


def learn(examples: Sequence[Example]) -> dict[Feature, float]:
    """The weight of each feature that enough terms have."""
    counts = Counter(feature for one in examples for features in one.features for feature in features)
    names = sorted(feature for feature, count in counts.items() if count >= MIN_TERMS)
    columns = {feature: column for column, feature in enumerate(names)}
    rows = [features for one in examples for features in one.features]
    matrix = np.zeros((len(rows), len(names)))
    for row, features in enumerate(rows):
        for feature, value in features.items():
            if feature in columns:
                matrix[row, columns[feature]] = value
    marked = np.array([value for one in examples for value in one.marked], dtype=float)
    importance = np.repeat([one.weight for one in examples], [len(one.stems) for one in examples])
    scale = np.sqrt((matrix**2).mean(axis=0))  # features of all sizes are held back alike
    fitted = regression(matrix / scale, marked, importance) / scale
    return dict(zip(names, (round(float(weight), PLACES) for weight in fitted), strict=True))


def regression(matrix: Numbers, marked: Numbers, importance: Numbers) -> Numbers:
    """The weights of a logistic regression."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(30):
        expected = 1 / (1 + np.exp(-matrix @ weights))
        gradient = matrix.T @ (importance * (marked - expected)) - RIDGE * weights
        curvature = importance * expected * (1 - expected)
        step = np.linalg.solve((matrix.T * curvature) @ matrix + RIDGE * np.eye(len(weights)), gradient)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def toml(weights: Mapping[Feature, float]) -> str:
    """The weights as a file: a table a kind of feature, by name."""
    lines = ["# How much each feature counts for or against a term; written by tests/benchmarks/train_ranking.py."]
    for table in (TERM, *Role, BEFORE, AFTER):
        lines += ["", f"[{table}]"]
        lines += [f"{_quoted(name)} = {weight}" for (owner, name), weight in weights.items() if owner == table]
    return "\n".join([*lines, ""])


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


if __name__ == "__main__":
    main()
