"""Learns the weights that tell topics from everyday words of papers, and says how well they do on texts not seen.

python -m tests.benchmarks.train_specificity SET.jsonl ...      checks, then writes graph/concepts/specificity.toml

A set has a text a line (see keyphrase_sets.py). Each is tested on texts that were not learned from: on those after
`--until` where the lines have an arXiv `id`, else on every fifth. An example is a term in a text that holds it; terms
of many texts count a little less, so that they do not drown the others.
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

import paperatlas.graph.concepts
from paperatlas.graph.concepts.definitions import find_definitions
from paperatlas.graph.concepts.explained import find_explained
from paperatlas.graph.concepts.features import ROLES
from paperatlas.graph.concepts.keyphrases import learned_ranker, named_spans, read_words, title_and_text
from paperatlas.graph.concepts.specificity import (
    TERM,
    TERM_ITSELF,
    WORD,
    Feature,
    JudgedTerm,
    SpecificityModel,
    specificity_features,
)
from paperatlas.graph.concepts.terms import find_terms, phrase_key
from tests.benchmarks.keyphrase_sets import f1, normalised, stemmed

OUT = Path(paperatlas.graph.concepts.__path__[0]) / "specificity.toml"
MIN_TEXTS = 40
"""A feature of fewer examples is left out: it would be learned by heart."""
RIDGE = 30.0
PLACES = 2

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A term in a text: whether readers marked it there."""

    text: int
    term: JudgedTerm
    stem: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its keyphrases, and its place in time where that is known."""

    id: str
    title: str
    abstract: str
    keys: frozenset[str]
    written: tuple[str, ...]


def main() -> None:
    """Tests on later texts, learns from all and writes the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", type=Path, nargs="+")
    options.add_argument("--until", default="2509", help="the last month to learn from, as in an arXiv id")
    given = options.parse_args()
    sets = {path.stem: list(read_texts(path)) for path in given.sets}
    for name, texts in sets.items():
        later = [text for text in texts if text.id and text.id[:4] > given.until]
        tested = later or texts[::5]
        unseen = {id(text) for text in tested}
        others = [examples([text for text in each if id(text) not in unseen]) for each in sets.values()]
        print(f"{name}: {check(tested, SpecificityModel(learn(others)))}")
    weights = learn([examples(texts) for texts in sets.values()])
    OUT.write_text(toml(weights), encoding="utf-8")
    print(f"{sum(map(len, weights.values()))} weights in {OUT.name}")


def read_texts(path: Path) -> Iterable[Text]:
    """The texts of a set."""
    for row in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        yield Text(row.get("id", ""), row["title"], row["abstract"], normalised(row["keys"]), tuple(row["keys"]))


def examples(texts: Sequence[Text]) -> list[Example]:
    """The terms of the texts; an acronym that a text defines is marked where its long form is, and the other way."""
    agreed = agreed_long_forms(texts)
    found = []
    for number, text in enumerate(texts):
        whole = title_and_text(text.title, text.abstract)
        read = read_words(whole, text.title, learned_ranker())
        same: dict[str, str] = {}
        for definition in find_definitions(whole):
            same[stemmed(definition.acronym)] = stemmed(definition.long_form)
            same[stemmed(definition.long_form)] = stemmed(definition.acronym)
        for term in find_terms(read, learned_ranker(), named_spans(read, find_explained(whole))):
            start, stop = term.spans[0]
            spelling = whole[read.begins[start] : read.begins[stop]].rstrip()
            stem = stemmed(spelling)
            marked = stem in text.keys or same.get(stem) in text.keys
            found.append(Example(number, JudgedTerm(term.key, spelling, term.key in agreed), stem, marked))
    return found


def agreed_long_forms(texts: Sequence[Text]) -> set[str]:
    """The keys of what two texts have the same acronym for."""
    pairs = Counter(
        pair
        for text in texts
        for pair in {
            (phrase_key(it.acronym), phrase_key(it.long_form))
            for it in find_definitions(f"{text.title}.\n{text.abstract}")
        }
    )
    return {long_form for (_, long_form), count in pairs.items() if count > 1}


def check(texts: Sequence[Text], model: SpecificityModel) -> str:
    """How far the terms of each text, ordered by specificity alone, are those that readers marked."""
    rows = examples(texts)
    by_text: dict[int, list[tuple[float, str]]] = {}
    for row in rows:
        by_text.setdefault(row.text, []).append((-model.score(row.term), row.stem))
    scores = [f1([stem for _, stem in sorted(by_text.get(number, []))], text.keys) for number, text in enumerate(texts)]
    marked = np.array([row.marked for row in rows])
    ranks = np.argsort(np.argsort([model.score(row.term) for row in rows]))
    above = ranks[marked].mean() - (marked.sum() - 1) / 2
    area = above / max(1, (~marked).sum())
    return f"F1@10 {100 * sum(scores) / len(scores):.1f}, area under the curve {area:.3f} ({len(texts)} texts not seen)"


def learn(sets: Sequence[Sequence[Example]]) -> dict[str, dict[str, float]]:
    """The weight of each feature that enough examples have, by table and name."""
    rows = [row for each in sets for row in each]
    importance = np.concatenate([_importance(each) for each in sets if each])
    features = [dict(_summed(row)) for row in rows]
    counts = Counter(feature for each in features for feature in each)
    names = sorted(feature for feature, count in counts.items() if count >= MIN_TEXTS)
    columns = {feature: column for column, feature in enumerate(names)}
    cells = [
        (row, columns[feature], value)
        for row, each in enumerate(features)
        for feature, value in each.items()
        if feature in columns
    ]
    at_row, at_column, values = zip(*cells, strict=True)
    matrix = sparse.csr_matrix((values, (at_row, at_column)), shape=(len(rows), len(names)))
    scale = np.sqrt(np.asarray(matrix.power(2).mean(axis=0)).ravel())
    fitted = regression(matrix @ sparse.diags(1 / scale), np.array([row.marked for row in rows], float), importance)
    weights: dict[str, dict[str, float]] = {table: {} for table in (TERM, *ROLES)}
    for (table, name), weight in zip(names, fitted / scale, strict=True):
        if rounded := round(float(weight), PLACES):
            weights[table][name] = rounded
    return weights


def _importance(rows: Sequence[Example]) -> Numbers:
    texts = Counter(row.term.key for row in rows)
    return np.array([texts[row.term.key] ** -0.25 for row in rows])


def _summed(row: Example) -> Mapping[Feature, float]:
    found: dict[Feature, float] = {}
    for feature, value in specificity_features(row.term):
        found[feature] = found.get(feature, 0.0) + value
    return found


def regression(matrix: sparse.csr_matrix, marked: Numbers, importance: Numbers) -> Numbers:
    """The weights of a logistic regression with ridge, by Newton's method."""
    weights = np.zeros(matrix.shape[1])
    for _ in range(20):
        expected = 1 / (1 + np.exp(-(matrix @ weights)))
        gradient = matrix.T @ (importance * (marked - expected)) - RIDGE * weights
        curvature = sparse.diags(importance * expected * (1 - expected))
        step = np.linalg.solve((matrix.T @ curvature @ matrix).toarray() + RIDGE * np.eye(len(weights)), gradient)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def toml(weights: Mapping[str, Mapping[str, float]]) -> str:
    """The weights as a file: a table a role, single words and terms last."""
    lines = ["# How much each feature speaks for a topic; written by tests/benchmarks/train_specificity.py."]
    for table, by_name in weights.items():
        ordered = sorted(by_name.items(), key=lambda item: (item[0].startswith((WORD, TERM_ITSELF)), item[0]))
        lines += ["", f"[{table}]", *(f"{_quoted(name)} = {weight}" for name, weight in ordered)]
    return "\n".join([*lines, ""])


def _quoted(name: str) -> str:
    escaped = name.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


if __name__ == "__main__":
    main()
