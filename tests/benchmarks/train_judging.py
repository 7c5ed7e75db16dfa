"""Learns which brackets to believe, and says how well that does on later digests.

python -m tests.benchmarks.train_judging DIGESTS      writes graph/concepts/judging.toml

DIGESTS is a directory of digests with a day in their names. `judged_pairs.csv` has pairs that a reader judged: whether
the name means the English one wherever it is used, only where it is explained, or not even there. Each is learned from
corpora of several sizes, so that few digests are judged as well as many. Logistic regression with ridge.
"""

import argparse
import csv
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

import paperatlas.graph.concepts
from paperatlas.graph.concepts.judging import features, figures, learned_meanings, weigh_pairs
from paperatlas.graph.engines.duckdb import DuckDB
from paperatlas.graph.extraction import reading_of
from paperatlas.graph.joining import join_readings
from paperatlas.graph.relations import COMPUTED
from paperatlas.graph.relations.running import run_relations, settings_tables
from paperatlas.graph.schema import DEFAULT_MAX_TEAM, DEFAULT_MIN_SPECIFICITY
from paperatlas.parsers import parse

OUT = Path(paperatlas.graph.concepts.__path__[0]) / "judging.toml"
JUDGED = Path(__file__).parent / "judged_pairs.csv"
RIDGE = 2.0
EVERYWHERE, EXPLAINED = 0.8, 0.35
"""From which probability on a pair is believed; by the figures that this prints."""
SIZES = (5, 20, 60, 120)
"""Of the corpora besides all digests, in digests."""
NO_FEATURES = ("no noun", "both ends")

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Example:
    """A judged pair in a corpus: what counts for it, whether it is right everywhere, and how much it weighs."""

    pair: tuple[str, str]
    features: Mapping[str, float]
    right: bool
    weight: float


def main() -> None:
    """Tests on the later half, then learns from all and writes the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("digests", type=Path)
    files = sorted(options.parse_args().digests.glob("*.md"))
    judged = read_judged()
    everything = examples(files, judged)
    early = {example.pair for example in examples(files[: len(files) // 2], judged)}
    corpora = [everything]
    for size in SIZES:
        corpora += [examples(files[at : at + size], judged) for at in range(0, len(files) - size + 1, max(size, 40))]
    learned = [it for corpus in corpora for it in corpus]
    names = sorted(learned[0].features.keys() - set(NO_FEATURES))
    tested = fit([it for it in learned if it.pair in early], names)
    show("later pairs, not learned", [it for it in everything if it.pair not in early], names, tested)
    weights = fit(learned, names)
    show("all pairs, learned", everything, names, weights)
    write(names, weights)


def read_judged() -> dict[tuple[str, str], str]:
    """The judged pairs with what is right."""
    with JUDGED.open(encoding="utf-8", newline="") as file:
        return {(row["name"], row["english"]): row["verdict"] for row in csv.DictReader(file)}


def examples(files: Sequence[Path], judged: Mapping[tuple[str, str], str]) -> list[Example]:
    """The judged pairs that some digests have."""
    rows = gloss_pairs(files)
    learned = learned_meanings((row["name"], row["concept"]) for row in rows)
    found = []
    for row in rows:
        pair = row["name"], row["english"]
        if pair in judged:
            weight = math.log2(2 + row["using_papers"])
            found.append(Example(pair, features(row, figures(row, learned)), judged[pair] == "everywhere", weight))
    return found


def gloss_pairs(files: Sequence[Path]) -> list[dict[str, Any]]:
    """The relation of that name over some digests."""
    taken: list[dict[str, Any]] = []

    def take(pairs: pa.Table, meanings: pa.Table) -> pa.Table:
        taken.extend(pairs.to_pylist())
        return weigh_pairs(pairs, meanings)

    inputs = join_readings([(path.name, reading_of(parse(path))) for path in files]).tables
    inputs |= settings_tables(DEFAULT_MAX_TEAM, DEFAULT_MIN_SPECIFICITY)
    computed = {**COMPUTED, "weighed_pairs": COMPUTED["weighed_pairs"]._replace(function=take)}
    with (
        TemporaryDirectory() as spill,
        DuckDB(2, "2GB", Path(spill)) as engine,
        patch("paperatlas.graph.relations.running.COMPUTED", computed),
    ):
        for name, _ in run_relations(engine, inputs):
            if name == "glossary":
                break
    return taken


def matrix(found: Sequence[Example], names: Sequence[str]) -> Numbers:
    """A row an example: 1 for the bias, then the features."""
    return np.array([[1.0, *(it.features[name] for name in names)] for it in found])


def fit(found: Sequence[Example], names: Sequence[str]) -> Numbers:
    """Bias and weights, by Newton's method; a pair counts once, in however many corpora it is."""
    rows, right = matrix(found, names), np.array([it.right for it in found], float)
    times = Counter(it.pair for it in found)
    importance = np.array([it.weight / times[it.pair] for it in found])
    penalty = RIDGE * np.diag([0.0, *[1.0] * len(names)])
    weights = np.zeros(rows.shape[1])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-rows @ weights))
        gradient = rows.T @ (importance * (right - chance)) - penalty @ weights
        hessian = (rows * (importance * chance * (1 - chance))[:, None]).T @ rows + penalty
        weights += np.linalg.solve(hessian, gradient)
    return weights


def show(title: str, found: Sequence[Example], names: Sequence[str], weights: Numbers) -> None:
    """Prints how many pairs are believed at some thresholds, and how many of them are right."""
    chance = 1 / (1 + np.exp(-matrix(found, names) @ weights))
    right, weight = np.array([it.right for it in found]), np.array([it.weight for it in found])
    print(f"{title}: {len(found)}, {right.sum()} right")
    for threshold in (0.5, 0.7, EVERYWHERE, 0.9, 0.95):
        chosen = chance >= threshold
        precision = (right * weight)[chosen].sum() / weight[chosen].sum()
        recall = (right & chosen).sum() / right.sum()
        print(f"  from {threshold}: {chosen.sum()}, precision {precision:.3f} by use, recall {recall:.3f}")


def write(names: Sequence[str], weights: Numbers) -> None:
    """Writes the file."""
    OUT.write_text("\n".join(_lines(names, weights)) + "\n", encoding="utf-8")


def _lines(names: Sequence[str], weights: Numbers) -> Iterator[str]:
    yield "# Written by tests/benchmarks/train_judging.py. The features are those of judging.py."
    yield f"bias = {weights[0]:.3f}"
    yield "# From which probability on a name is believed everywhere, and in the papers that explain it."
    yield f"everywhere = {EVERYWHERE}"
    yield f"explained = {EXPLAINED}"
    yield ""
    yield "[weights]"
    for name, weight in zip(names, weights[1:], strict=True):
        yield f'"{name}" = {weight:.3f}'


if __name__ == "__main__":
    main()
