"""How long each step of who is who takes, on the mentions of an atlas that keeps its joins: whole, and as papers come.

python -m tests.benchmarks.telling ATLAS
"""

import argparse
import functools
import random
import resource
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.people import telling
from paperatlas.graph.relations import COMPUTED

STEPS = (
    "mentions_of",
    "corpus_of",
    "solve_all",
    "_parts",
    "pairs_of",
    "_candidates",
    "merge",
    "name_people",
    "evidence_table",
)
DIGEST = 18
"""Papers that come."""


def main() -> None:
    """Prints the rows of docs/benchmarks.md."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("atlas", type=Path)
    given = options.parse_args()
    with duckdb.connect(str(given.atlas / "cache" / "joins.duckdb"), read_only=True) as kept:
        tables = [kept.sql(select).to_arrow_table() for select in COMPUTED["told_apart"].selects[:3]]
    seconds: dict[str, float] = {}
    for name in STEPS:
        setattr(telling, name, timed(getattr(telling, name), name, seconds))
    tell = timed(telling.tell_apart_again, "all of it", seconds)
    new = random.Random(5).sample(tables[1]["paper"].to_pylist(), DIGEST)
    _, last = tell(*without(new, tables), None)
    whole = dict(seconds)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    seconds.clear()
    tell(*tables, last)
    print(f"{len(tables[1]):,} papers, {len(tables[0]):,} mentions, {memory:,.0f} MB with the tables")
    for name, taken in whole.items():
        print(f"| {name.strip('_')} | {taken:.1f} | {seconds[name]:.1f} |")


def without(papers: Sequence[str], tables: Sequence[pa.Table]) -> list[pa.Table]:
    """The tables without some papers; what is told as it is."""
    gone = pa.array(papers)
    return [*(table.filter(pc.invert(pc.is_in(table["paper"], gone))) for table in tables[:2]), *tables[2:]]


def timed(function: Callable[..., Any], name: str, seconds: dict[str, float]) -> Callable[..., Any]:
    """The function, and in `seconds` of the processor how long it takes."""

    @functools.wraps(function)
    def measured(*arguments: Any, **options: Any) -> Any:
        start = time.process_time()
        try:
            return function(*arguments, **options)
        finally:
            seconds[name] = seconds.get(name, 0.0) + time.process_time() - start

    return measured


if __name__ == "__main__":
    main()
