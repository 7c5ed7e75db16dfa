"""How much of an atlas a few digests more change: what they say of their own papers apart, hardly anything should.

python -m tests.benchmarks.stability DIGESTS --last 2

Makes the tables without the last digests and with them, and counts the rows of each that are new, gone or changed,
leaving out the papers that only the last digests list, and the concepts that only they made. Names are compared by what
they are (concept, name, rule), not by how often they occur.
"""

import argparse
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from paperatlas.graph.extraction import reading_of
from paperatlas.graph.joining import join_readings
from paperatlas.graph.relations import run_relations
from paperatlas.graph.schema import DEFAULT_MAX_TEAM, DEFAULT_MIN_SPECIFICITY
from paperatlas.parsers import parse

COMPARED: Mapping[str, tuple[str, ...]] = {
    "mentions": ("source", "target", "weight", "count", "in_title"),
    "concepts": ("id", "name", "specificity", "broader"),
    "concept_names": ("concept", "name", "rule"),
    "shares_concept": ("source", "target", "weight"),
    "co_occurs_with": ("source", "target", "npmi"),
}
"""What is compared of each table."""

Reading = tuple[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the rows of a table.

    Attributes:
        table: Its name.
        before: Number of rows.
        gone: Rows that are no more, or have other values.
        new: Rows of papers and concepts that were there before that are new, or have other values.
    """

    table: str
    before: int
    gone: int
    new: int

    @property
    def share(self) -> float:
        """Of the rows before."""
        return max(self.gone, self.new) / max(1, self.before)


def changes(before: Mapping[str, pa.Table], after: Mapping[str, pa.Table]) -> list[Change]:
    """Compares two makings of the tables, for the papers of the first."""
    papers, concepts = (
        set(after[table]["id"].to_pylist()) - set(before[table]["id"].to_pylist()) for table in ("papers", "concepts")
    )
    found = []
    for table, columns in COMPARED.items():
        added = papers if table == "mentions" else papers | concepts
        old, new = (_rows(tables[table], columns, added) for tables in (before, after))
        found.append(Change(table, len(old), len(old - new), len(new - old)))
    return found


def _rows(table: pa.Table, columns: Sequence[str], added: set[str]) -> set[tuple[str, ...]]:
    lists = (list(map(repr, table[name].to_pylist())) for name in columns)
    rows = zip(*lists, strict=True)
    return {row for row in rows if added.isdisjoint(cell.strip("'") for cell in row[:2])}


def make_tables(readings: Sequence[Reading]) -> dict[str, pa.Table]:
    """The tables of some readings."""
    with tempfile.TemporaryDirectory(prefix="paperatlas-stability-") as spill:
        limits = DEFAULT_MAX_TEAM, DEFAULT_MIN_SPECIFICITY
        return dict(run_relations(join_readings(readings).tables, *limits, 1, "1500MB", Path(spill)))


def read_digests(directory: Path) -> list[Reading]:
    """The readings of the digests in a directory, in the order of their names."""
    return [(path.name, reading_of(parse(path))) for path in sorted(directory.glob("*.md"))]


def main() -> None:
    """Prints what changed, table by table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("digests", type=Path)
    options.add_argument("--last", type=int, default=1, help="how many digests are added")
    given = options.parse_args()
    readings = read_digests(given.digests)
    before, after = make_tables(readings[: -given.last]), make_tables(readings)
    print(f"{len(before['papers'])} papers, and {len(after['papers']) - len(before['papers'])} more")
    for change in changes(before, after):
        print(
            f"{change.table}: {change.before} rows, {change.gone} gone or changed, {change.new} new or changed", end=""
        )
        print(f", {100 * change.share:.2f} %")


if __name__ == "__main__":
    main()
