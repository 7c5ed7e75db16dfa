"""How much of an atlas a few digests more change: what they say of their own papers apart, hardly anything should.

python -m tests.benchmarks.stability DIGESTS --last 1

Makes the tables without the last digests and with them, and compares them row by row, all columns. Touched are the
papers that the last digests list, their people, concepts and days, and the rows about one of these or with one of these
at an end. Everything else that is new, gone or has other values is counted: it should be at most one row in a hundred.
"""

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from paperatlas.graph.engines.duckdb import DuckDB
from paperatlas.graph.extraction import reading_of
from paperatlas.graph.joining import join_readings
from paperatlas.graph.relations.running import run_relations, settings_tables
from paperatlas.graph.schema import DEFAULT_MAX_TEAM, DEFAULT_MIN_SPECIFICITY, tables
from paperatlas.parsers import parse

ABOUT = ("id", "source", "target", "paper", "concept")
"""The columns that say what a row is about; the `source` of a listing is a file, which no node is called as."""

Reading = tuple[str, pa.Table]
Tables = Mapping[str, pa.Table]


@dataclass(frozen=True, slots=True)
class Change:
    """What became of the rows of a table.

    Attributes:
        table: Its name.
        rows: Number of rows before.
        touched: Rows of what is touched that are new, gone or have other values.
        beyond: All others.
        columns: How many of these others only one column tells from what they were, by column.
    """

    table: str
    rows: int
    touched: int
    beyond: int
    columns: Mapping[str, int]


def changes(before: Tables, after: Tables, listed: set[str]) -> list[Change]:
    """Compares two makings of the tables.

    Args:
        before: Without the last digests.
        after: With them.
        listed: The papers that these list.
    """
    touched = listed | _around(before, listed) | _around(after, listed)
    found = []
    for kind in tables():
        name = kind.table
        old, new = _rows(before[name]), _rows(after[name])
        gone, come = old - new, new - old
        about = [number for number, column in enumerate(before[name].column_names) if column in ABOUT]
        far = [
            Counter({row: times for row, times in rows.items() if touched.isdisjoint(row[number] for number in about)})
            for rows in (gone, come)
        ]
        beyond = max(far[0].total(), far[1].total())
        changed = max(gone.total(), come.total())
        columns = Counter(before[name].column_names[number] for number in _only_columns(*far))
        found.append(Change(name, len(before[name]), changed - beyond, beyond, columns))
    return found


def _around(made: Tables, papers: set[str]) -> set[str]:
    """The people, concepts and days of papers."""
    ends = {"authored": ("target", "source"), "mentions": ("source", "target")}
    ends |= dict.fromkeys(("featured_on", "published_on"), ("source", "target"))
    return {
        other
        for table, (paper, end) in ends.items()
        for one, other in zip(made[table][paper].to_pylist(), made[table][end].to_pylist(), strict=True)
        if one in papers
    }


def _rows(table: pa.Table) -> Counter[tuple[object, ...]]:
    columns = (
        [str(value) if isinstance(value, list) else value for value in table[name].to_pylist()]
        for name in table.column_names
    )
    return Counter(zip(*columns, strict=True))


def _only_columns(gone: Counter[tuple[object, ...]], come: Counter[tuple[object, ...]]) -> Iterator[int]:
    """The column of each pair of rows that differ in one only."""
    width = len(next(iter(gone), ()))
    for number in range(width):
        others = {row[:number] + row[number + 1 :] for row in gone}
        yield from (number for row in come if row[:number] + row[number + 1 :] in others)


def make_tables(readings: Sequence[Reading]) -> dict[str, pa.Table]:
    """The tables of some readings."""
    inputs = join_readings(readings).tables | settings_tables(DEFAULT_MAX_TEAM, DEFAULT_MIN_SPECIFICITY)
    with (
        tempfile.TemporaryDirectory(prefix="paperatlas-stability-") as spill,
        DuckDB(1, "1500MB", Path(spill)) as engine,
    ):
        return dict(run_relations(engine, inputs))


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
    sources = {source for source, _ in readings[-given.last :]}
    listings = zip(after["listings"]["source"].to_pylist(), after["listings"]["paper"].to_pylist(), strict=True)
    listed = {paper for source, paper in listings if source in sources}
    print(f"{len(before['papers'])} papers; {len(listed)} are listed, and may be, once more or for the first time\n")
    print("| table | rows | touched | beyond | % | one column only |\n|---|---|---|---|---|---|")
    found = changes(before, after, listed)
    for change in found:
        columns = ", ".join(f"{name} {count}" for name, count in change.columns.items())
        share = 100 * change.beyond / max(1, change.rows)
        print(f"| {change.table} | {change.rows} | {change.touched} | {change.beyond} | {share:.2f} | {columns} |")
    rows, touched, beyond = (sum(getattr(it, name) for it in found) for name in ("rows", "touched", "beyond"))
    print(f"| all | {rows} | {touched} | {beyond} | {100 * beyond / rows:.2f} | |")


if __name__ == "__main__":
    main()
