"""What the user's word makes of the concepts of the evidence: `same` only joins them, `different` only parts them.

The rules speak of names, and mean what the names mean: where 강화 학습 and RL are names of one concept already, *RL is
the same as X* joins all that is so called. What is different stays apart, whatever joins it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import pyarrow as pa

_COLUMNS = ("kind", "key", "concept", "instead")
Row = tuple[str, str, str, str | None]
Pair = tuple[str, str]


@dataclass(slots=True)
class _Joined:
    """Concepts with those that they were joined to; the first of them stands for all."""

    main: dict[str, str] = field(default_factory=dict)

    def of(self, concept: str) -> str:
        while concept in self.main:
            concept = self.main[concept]
        return concept

    def join(self, first: str, other: str) -> None:
        first, other = self.of(first), self.of(other)
        if first != other:
            self.main[other] = first


def decide(names: pa.Table, different: pa.Table) -> pa.Table:
    """Applies the rules to the concepts that their names have by the evidence.

    Args:
        names: Of the names in `same` and `different`: `key`; `unit`, the first name that it is the same as, or itself;
            `concept`, that of the evidence; in the order of the file.
        different: `key` and `other`, both ways, and `later`, whether the key is the later one in the file.

    Returns:
        `kind`, `key`, `concept`, `instead`; by kind:
        `name`: a name that means the concept everywhere.
        `concept`: a concept of the evidence that is part of another.
        `called`: the first name of a list, after which its concept is called.
        `barred`: a name that does not mean the concept, but the one in `instead`.
        `wanted`: a name that has the concept whatever else speaks against it.
    """
    units = dict(zip(names["key"].to_pylist(), names["unit"].to_pylist(), strict=True))
    concepts = dict(zip(names["key"].to_pylist(), names["concept"].to_pylist(), strict=True))
    columns = (different[name].to_pylist() for name in ("key", "other", "later"))
    pairs = [(key, other) for key, other, later in zip(*columns, strict=True) if later]
    _part(units, concepts, pairs)
    joined = _join(units, concepts, pairs)
    rows = sorted(set(_rows(units, concepts, pairs, joined)), key=lambda row: [value or "" for value in row])
    return pa.table({name: pa.array([row[at] for row in rows], pa.string()) for at, name in enumerate(_COLUMNS)})


def _part(units: Mapping[str, str], concepts: dict[str, str], pairs: Sequence[Pair]) -> None:
    """Gives one of two different names with one concept its own: not that whose key the concept has, else the later."""
    for later, first in pairs:
        if concepts[units[later]] == concepts[units[first]]:
            loser = units[first] if concepts[units[later]] == units[later] else units[later]
            concepts[loser] = loser


def _join(units: Mapping[str, str], concepts: Mapping[str, str], pairs: Sequence[Pair]) -> _Joined:
    """Joins the concepts of names that are the same, but for what would make one of two different ones."""
    joined = _Joined()
    for key, unit in units.items():
        before = dict(joined.main)
        joined.join(concepts[unit], concepts[key])
        if any(joined.of(concepts[units[one]]) == joined.of(concepts[units[other]]) for one, other in pairs):
            joined.main = before
    return joined


def _rows(
    units: Mapping[str, str],
    concepts: Mapping[str, str],
    pairs: Sequence[Pair],
    joined: _Joined,
) -> Iterator[Row]:
    lists = {unit for key, unit in units.items() if unit != key}
    for key, unit in units.items():
        concept = joined.of(concepts[unit])
        if unit in lists:
            yield "name", key, concept, None
        yield "wanted", key, concept, None
    for unit in lists:
        if joined.of(concepts[unit]) == concepts[unit]:
            yield "called", unit, concepts[unit], None
    for concept in joined.main:
        yield "concept", concept, joined.of(concept), None
    for later, first in pairs:
        own, other = joined.of(concepts[units[later]]), joined.of(concepts[units[first]])
        yield "barred", later, other, own
        yield "barred", first, own, other
