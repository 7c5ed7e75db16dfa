"""What a run found, for the next one to go on from: it looks again only at what is touched."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.people.arrays import Numbers, Truths, Whole
from paperatlas.graph.people.blocks import Wanted
from paperatlas.graph.people.corpus import Basis
from paperatlas.graph.people.difference import Difference
from paperatlas.graph.people.merging import Candidate
from paperatlas.graph.people.pairing import NamePairs
from paperatlas.graph.people.parts import Parts


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates as arrays: two names each, of both the place of the first paper of the part, and what was found.

    Attributes:
        names: Of one, and of the other.
        labels: The same.
        rules: By which names can be one person's.
        scores: How likely they are one person's.
        shared: How many co-authors they share.
    """

    names: tuple[Whole, Whole]
    labels: tuple[Whole, Whole]
    rules: pa.Array
    scores: Numbers
    shared: Whole


@dataclass(frozen=True, slots=True)
class Findings:
    """What was found.

    Attributes:
        compared: `name`, the column of one whose papers were compared, `given`, what was given of them, `fingerprint`
            and `result`.
        pairs: The names of each pair that was worth a look.
        candidates: Parts whose names can be one person's.
        evidence: Why parts were joined or parted.
    """

    compared: pa.Table
    pairs: tuple[Whole, Whole]
    candidates: Candidates
    evidence: pa.Table


@dataclass(frozen=True, slots=True)
class LastRun:
    """A run.

    Attributes:
        basis: What it went by; most of its size.
        findings: What was found.
    """

    basis: Basis
    findings: Findings


class Known:
    """What of the last run still holds.

    Attributes:
        results: Fingerprint and result of the papers of names of whom nothing changed, by their place.
    """

    def __init__(self, last: Findings, changed: Difference, wanted: Sequence[Wanted]) -> None:
        """Finds what still holds.

        Args:
            last: What was found.
            changed: What changed since.
            wanted: Names whose papers are to be compared now.
        """
        self._last = last
        self._now = changed.now
        self._untouched = changed.untouched.copy()
        self.results = self._known_results(wanted)
        others = np.ones(len(wanted), bool)
        others[list(self.results)] = False
        names = self._now[last.compared["name"].to_numpy()]
        told_otherwise = np.zeros(len(self._untouched), bool)  # also whose papers are compared no longer
        told_otherwise[names[names >= 0]] = True
        wanted_names = np.array([each.name for each in wanted], np.int64)
        told_otherwise[wanted_names] = others
        self._untouched &= ~told_otherwise

    def _known_results(self, wanted: Sequence[Wanted]) -> dict[int, tuple[str, str]]:
        compared = self._last.compared
        names = self._now[compared["name"].to_numpy()]
        kept = np.flatnonzero(self._are_untouched(names))
        rows = compared.select(["given", "fingerprint", "result"]).take(pa.array(kept))
        columns = (column.to_pylist() for column in rows.itercolumns())
        by_name = {name: row for name, *row in zip(names[kept].tolist(), *columns, strict=True)}
        found = {}
        for place, each in enumerate(wanted):
            row = by_name.get(each.name)
            if row is not None and row[0] == given_of(each):
                found[place] = row[1], row[2]
        return found

    def is_rated(self, pairs: NamePairs) -> Truths:
        """Which pairs of names were looked at, and neither of the two is touched."""
        ones, others = (self._now[side] for side in self._last.pairs)
        kept = self._are_untouched(ones) & self._are_untouched(others)
        return pairs.are_among(ones[kept], others[kept])

    def candidates(self, pairs: NamePairs, parts: Parts) -> list[Candidate]:
        """Those of pairs that are rated."""
        last = self._last.candidates
        names = [self._now[side] for side in last.names]
        kept = np.flatnonzero(self._are_untouched(names[0]) & self._are_untouched(names[1]))
        kept = kept[pairs.have(names[0][kept], names[1][kept])]
        ones, others = (parts.labelled(names[side][kept], last.labels[side][kept]).tolist() for side in (0, 1))
        figures = (last.rules.take(pa.array(kept)).to_pylist(), last.scores[kept].tolist(), last.shared[kept].tolist())
        return [
            Candidate(one, other, rule, score, shared)
            for one, other, rule, score, shared in zip(ones, others, *figures, strict=True)
        ]

    def reasons(self, authors: pa.Array) -> pa.Table:
        """The evidence of decisions on names that are not touched.

        Args:
            authors: The names of now.
        """
        last = self._last.evidence
        kept = np.ones(len(last), bool)
        for column in ("name", "other_name"):
            place = pc.fill_null(pc.index_in(last[column].combine_chunks(), authors), -1)
            kept &= self._are_untouched(place.to_numpy())
        return last.filter(pa.array(kept))

    def _are_untouched(self, names: Whole) -> Truths:
        return (names >= 0) & self._untouched[names]


def given_of(wanted: Wanted) -> str:
    """What is given of a name's papers, as text; empty where nothing is."""
    if not wanted.apart and sum(map(len, wanted.units)) == len(wanted.units):
        return ""
    return repr((wanted.units, wanted.apart))


def compared_of(wanted: Sequence[Wanted], blocks: Sequence[tuple[str, str]]) -> pa.Table:
    """What was found of names whose papers were compared."""
    columns = {
        "name": pa.array([each.name for each in wanted], pa.int64()),
        "given": pa.array([given_of(each) for each in wanted], pa.string()),
        "fingerprint": pa.array([fingerprint for fingerprint, _ in blocks], pa.string()),
        "result": pa.array([result for _, result in blocks], pa.string()),
    }
    return pa.table(columns)


def candidates_of(candidates: Sequence[Candidate], parts: Parts) -> Candidates:
    """Candidates as arrays."""
    pair = [np.array([getattr(each, side) for each in candidates], np.int64) for side in ("one", "other")]
    labels = parts.at[parts.first[:-1]] - parts.begins
    return Candidates(
        names=(parts.name[pair[0]], parts.name[pair[1]]),
        labels=(labels[pair[0]], labels[pair[1]]),
        rules=pa.array([each.rule for each in candidates], pa.string()),
        scores=np.array([each.score for each in candidates], np.float64),
        shared=np.array([each.shared for each in candidates], np.int64),
    )
