"""Learns the weights that rank terms, and says how well they do on texts that they have not seen.

python -m tests.benchmarks.train_ranking SETS --month 2510     tests, learning from earlier months; writes nothing
python -m tests.benchmarks.train_ranking SETS                  learns from everything, writes graph/concepts/weights/

SETS is a directory of keyphrase sets (see keyphrase_sets.py). A set whose texts have arXiv numbers is of the register
`ai` and is tested by time; any other is of the register `general` and is tested by cross-validation. The weights of a
register are those that all texts share and what its own texts add: one ridge regression, so that a feature that a
register hardly knows keeps the shared weight.
"""

import argparse
from array import array
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import scipy.optimize
import scipy.sparse
from numpy.typing import NDArray

import paperatlas.graph.concepts
from paperatlas.graph.concepts.cleaning import blank_noise
from paperatlas.graph.concepts.features import Place
from paperatlas.graph.concepts.keyphrases import ranked_phrases, read_words, title_and_text
from paperatlas.graph.concepts.ranking import BIAS, REGISTERS, Ranker, Table, Weights, term_features
from paperatlas.graph.concepts.terms import scored_mentions
from tests.benchmarks.keyphrase_sets import Marked, f1, read_sets, stemmed

OUT = Path(paperatlas.graph.concepts.__path__[0]) / "weights"
FOLDS = 5
MIN_TEXTS = 10
"""A feature that fewer texts have is left out: it would be learned by heart."""
RIDGE, RIDGE_OF_REGISTER = 10.0, 30.0
PRIOR = 1.0
"""A text that says nothing of its field is read as one on AI."""
SMALLEST = 0.02
"""A smaller weight is none."""
PLACES = 2
STEPS = 150

Name = TypeVar("Name")
Feature = tuple[str, str]
Numbers = NDArray[np.floating[Any]]
Matrix = Any  # a SciPy sparse matrix; it has no types
Start = list[dict[Feature, float]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text, its candidates' features by number and value, and which of them people marked."""

    set_name: str
    text: Marked
    register: int
    keys: Counter[str]
    features: list[list[tuple[int, float]]]
    marked: list[bool]


def main() -> None:
    """Tests or learns."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", type=Path)
    options.add_argument("--month", help="the first month to test on, as in an arXiv number")
    options.add_argument("--until", default="9999", help="the last")
    options.add_argument("--folds", type=int, default=FOLDS)
    given = options.parse_args()
    numbers: dict[Feature, int] = {}
    examples = [example(name, text, numbers) for name, texts in read_sets(given.sets) for text in texts]
    if given.month:
        test(examples, list(numbers), given.month, given.until, given.folds)
        return
    weights = learn(examples, list(numbers), no_start())
    OUT.mkdir(exist_ok=True)
    for name, table in zip(REGISTERS, weights.tables, strict=True):
        (OUT / f"{name}.tsv").write_text(tsv(table, tuple(Place)), encoding="utf-8")
    register = {("weight", key): value for key, value in weights.register.items()}
    (OUT / "register.tsv").write_text(tsv(register, ("weight",)), encoding="utf-8")


def example(set_name: str, text: Marked, numbers: dict[Feature, int]) -> Example:
    """The candidates of a text as the extractor finds them; features get numbers as they come."""
    title = blank_noise(text.title)
    whole = title_and_text(title, blank_noise(text.abstract))
    read = read_words(whole, title, NO_RANKER)
    features, marked = [], []
    for mentions in scored_mentions(read.words, NO_RANKER, 0).values():
        spans = [(start, stop) for _, start, stop in mentions]
        start, stop = spans[0]
        found: dict[int, float] = {}
        for place, name, value in term_features(read.words, spans, read.begins[start], read.title_words):
            number = numbers.setdefault((place, name), len(numbers))
            found[number] = found.get(number, 0.0) + value
        features.append(list(found.items()))
        marked.append(stemmed(whole[read.begins[start] : read.begins[stop]]) in text.keys)
    keys = Counter(ranked.key for ranked in read.words if ranked.inside)
    return Example(set_name, text, REGISTERS.index("ai" if text.month else "general"), keys, features, marked)


def no_start() -> Start:
    """Nothing learned yet: what registers share, and what each has of its own."""
    return [{} for _ in range(1 + len(REGISTERS))]


NO_RANKER = Ranker(Weights(({},), {BIAS: 0.0}))


def test(examples: Sequence[Example], features: Sequence[Feature], month: str, until: str, folds: int) -> None:
    """Prints the F1 at 10 of each set: of later months where texts have one, else by cross-validation."""
    scores: dict[str, list[float]] = {}
    start = no_start()
    for fold in range(folds):
        held_back = [
            month <= one.text.month if one.text.month else number % FOLDS == fold for number, one in enumerate(examples)
        ]
        weights = learn([one for one, held in zip(examples, held_back, strict=True) if not held], features, start)
        ranker = Ranker(weights)
        for one, held in zip(examples, held_back, strict=True):
            if held and (not one.text.month or (fold == 0 and one.text.month <= until)):
                found = map(stemmed, ranked_phrases(one.text.title, one.text.abstract, ranker))
                scores.setdefault(one.set_name, []).append(f1(list(found), one.text.keys))
    for name, each in sorted(scores.items()):
        print(f"{name}: F1@10 {100 * sum(each) / len(each):.1f} of {len(each)} texts")


def learn(examples: Sequence[Example], features: Sequence[Feature], start: Start) -> Weights:
    """The weight of each feature that enough texts have, in each register.

    Args:
        examples: To learn from.
        features: By number.
        start: Where the search begins, and where it ended: folds differ little from one another.
    """
    texts = Counter(number for one in examples for number in {number for row in one.features for number, _ in row})
    columns = {
        number: column for column, number in enumerate(sorted(n for n, count in texts.items() if count >= MIN_TEXTS))
    }
    matrices, marked = [], []
    for register in range(len(REGISTERS)):
        own = [one for one in examples if one.register == register]
        matrices.append(sparse([row for one in own for row in one.features], columns))
        marked.append(np.array([value for one in own for value in one.marked], dtype=np.float32))
    names = [features[number] for number in columns]
    begin = np.array([[weights.get(name, 0.0) for name in names] for weights in start])
    fitted = regression(matrices, marked, begin, (RIDGE, RIDGE_OF_REGISTER))
    start[:] = [dict(zip(names, row, strict=True)) for row in fitted]
    tables = tuple(rounded(dict(zip(names, fitted[0] + own, strict=True))) for own in fitted[1:])
    return Weights(tables, learn_register(examples))


def learn_register(examples: Sequence[Example]) -> dict[str, float]:
    """How much each word says that a text is of the first register."""
    texts = Counter(key for one in examples for key in one.keys)
    columns = {
        key: column for column, key in enumerate(sorted(key for key, count in texts.items() if count >= MIN_TEXTS))
    }
    matrix = sparse([list(one.keys.items()) for one in examples], columns)
    first = np.array([one.register == 0 for one in examples], dtype=np.float32)
    nothing = np.zeros((2, len(columns)))
    shared, own = regression([matrix], [first], nothing, (RIDGE, RIDGE), PRIOR)
    return {BIAS: PRIOR, **rounded(dict(zip(columns, shared + own, strict=True)))}


def sparse(rows: Sequence[Sequence[tuple[Any, float]]], columns: Mapping[Any, int]) -> Matrix:
    """Rows of features and values as a matrix with the columns wanted."""
    ends, places, values = [0], array("l"), array("f")
    for row in rows:
        for feature, value in row:
            if feature in columns:
                places.append(columns[feature])
                values.append(value)
        ends.append(len(places))
    return scipy.sparse.csr_matrix((np.array(values), np.array(places), ends), shape=(len(rows), len(columns)))


def regression(
    matrices: Sequence[Matrix],
    marked: Sequence[Numbers],
    start: Numbers,
    ridges: tuple[float, float],
    offset: float = 0.0,
) -> Numbers:
    """The weights of logistic regressions that share a part: a row for that, and a row for what each has of its own."""
    signs = [2 * each - 1 for each in marked]
    ridge = np.array([ridges[0], *[ridges[1]] * len(matrices)])[:, None]

    def loss(flat: Numbers) -> tuple[float, Numbers]:
        weights = flat.reshape(start.shape)
        slope = ridge * weights
        total = float((slope * weights).sum() / 2)
        for place, (matrix, sign) in enumerate(zip(matrices, signs, strict=True), start=1):
            margins = sign * (matrix @ (weights[0] + weights[place]).astype(np.float32) + np.float32(offset))
            total += float(np.logaddexp(0, -margins).sum(dtype=float))
            own = matrix.T @ (-sign / (1 + np.exp(margins)))
            slope[0] += own
            slope[place] += own
        return total, slope.ravel()

    found = scipy.optimize.minimize(loss, start.ravel(), jac=True, method="L-BFGS-B", options={"maxiter": STEPS})
    fitted: Numbers = found.x.reshape(start.shape)
    return fitted


def rounded(weights: Mapping[Name, float]) -> dict[Name, float]:
    """The weights that are worth keeping."""
    return {name: round(float(weight), PLACES) for name, weight in weights.items() if abs(weight) >= SMALLEST}


def tsv(table: Table, places: Sequence[str]) -> str:
    """A table of weights as a file: a row a feature, a column a place."""
    rows: dict[str, dict[str, float]] = {}
    for (place, name), weight in sorted(table.items(), key=lambda item: item[0][1]):
        rows.setdefault(name, {})[place] = weight
    lines = ["# Written by tests/benchmarks/train_ranking.py.", "\t".join(["feature", *places])]
    lines += [
        "\t".join([name, *(f"{row[place]:g}" if place in row else "" for place in places)])
        for name, row in rows.items()
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
