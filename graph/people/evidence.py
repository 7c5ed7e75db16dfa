"""What speaks for two groups of papers being by one person, in figures that weights are learned for."""

import functools
import math
import tomllib
from dataclasses import dataclass

import numpy as np

from paperatlas.graph.people.arrays import Numbers
from paperatlas.graph.people.names import DATA

FEATURES = (
    "rare name",
    "co-authors",
    "strongest co-author",
    "ties",
    "words",
    "share of co-authors",
    "gap",
    "nobody shared",
    "papers",
    "papers of a common name",
)
MOST_DECADES = 2.0
MOST_BEARERS = 3.0


@dataclass(frozen=True, slots=True)
class Side:
    """One of two groups of papers, or many: each figure is an array.

    Attributes:
        papers: How many there are.
        listed: Co-authors on them, each time they are.
        different: Co-authors on them, each once.
        weight: What all co-authors together say, each time they are on a paper.
        first: The earliest year; 0 where none is known.
        last: The latest.
    """

    papers: Numbers
    listed: Numbers
    different: Numbers
    weight: Numbers
    first: Numbers
    last: Numbers


@dataclass(frozen=True, slots=True)
class Meeting:
    """What two groups have in common; each figure is an array.

    Attributes:
        weight: What the shared co-authors say together.
        count: How many they are.
        strongest: What the strongest of them says.
        ties: Co-authors of one who wrote elsewhere with co-authors of the other, by weight.
        words: The cosine of their words.
    """

    weight: Numbers
    count: Numbers
    strongest: Numbers
    ties: Numbers
    words: Numbers


@dataclass(frozen=True, slots=True)
class Model:
    """Learned weights.

    Attributes:
        bias: Of a score.
        weights: Of FEATURES.
        splitting: From which score on papers of one name are one person's.
        strangers: From which score on two groups that share no co-author are joined at all.
        unsure: From which score on a single paper may as well be the likeliest other one's.
        merging: From which score on people of two names are one.
        rules: What is added to a score by the rule that leads from one name to the other.
    """

    bias: float
    weights: Numbers
    splitting: float
    strangers: float
    unsure: float
    merging: float
    rules: dict[str, float]


@functools.cache
def learned_model() -> Model:
    """The model that ships."""
    learned, chosen = (
        tomllib.loads((DATA / name).read_text(encoding="utf-8")) for name in ("weights.toml", "model.toml")
    )
    weights = np.array([learned["weights"][feature] for feature in FEATURES])
    return Model(learned["bias"], weights, **chosen["stops"], rules=dict(chosen["rules"]))


def features(expected: Numbers | float, one: Side, other: Side, meeting: Meeting) -> Numbers:
    """The FEATURES, in a first axis."""
    # many papers meet a co-author as many times as easily
    size = np.log(np.maximum(np.minimum(one.papers, other.papers), 1))
    shared = np.maximum(meeting.weight - size * meeting.count, 0)
    gap = np.maximum(one.first - other.last, other.first - one.last)
    gap = np.where((one.last > 0) & (other.last > 0), np.clip(gap / 10, 0, MOST_DECADES), 0)
    nobody = np.sqrt(np.log1p(one.different) * np.log1p(other.different))
    columns = (
        np.log(np.asarray(expected) + 1e-3),
        np.log1p(shared),
        np.maximum(meeting.strongest - size, 0),
        np.log1p(meeting.ties / np.sqrt(np.maximum(one.listed, 1) * np.maximum(other.listed, 1))),
        meeting.words,
        shared / np.maximum(np.minimum(one.weight, other.weight), 1),
        gap,
        np.where(shared == 0, nobody, 0),
        size,
        size * np.minimum(expected, MOST_BEARERS),
    )
    return np.stack(np.broadcast_arrays(*columns))


def score(found: Numbers, model: Model) -> Numbers:
    """Log odds that two groups are one person's, of the features of each; rounded, so that no machine differs."""
    total = np.full(found.shape[1:], model.bias)
    for weight, figures in zip(model.weights, found, strict=True):  # no product: its order of summing is its own affair
        total += weight * figures
    return np.round(total, 6)


def rounded_score(figure: float) -> float | None:
    """A score to show; None where it is none."""
    return round(figure, 2) if math.isfinite(figure) else None
