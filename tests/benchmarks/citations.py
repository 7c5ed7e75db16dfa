"""How long the relations of citations take, on papers that cite as papers do.

Run from the project's root:

    python -m tests.benchmarks.citations [--papers 75000] [--references 40] [--seed 1]

Each paper has a topic and cites mostly works of it, a few of them far more often than the others; one work in eight is
in the atlas, and one paper in a hundred is a review with ten times as many references. Only the SELECTs on citations
run; seconds are of the processors, not the clock: others may be at work.
"""

import argparse
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import numpy as np
import pyarrow as pa

from paperatlas.graph.relations import relation

RELATIONS = (
    "cited_works",
    "cites",
    "paper_numbers",
    "citation_groups",
    "citation_pairs",
    "coupled_with",
    "co_cited_with",
)
WORKS_PER_PAPER = 8
TOPIC = 150
"""Papers in a topic."""
AT_HOME = 0.7
"""The share of references to works of the paper's own topic."""
REVIEWS = 100
"""One paper in so many is a review."""


def main() -> None:
    """Prints a row a relation."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--papers", type=int, default=75_000)
    options.add_argument("--references", type=int, default=40)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    tables = generate(given.papers, given.references, given.seed)
    print("| relation | rows | seconds of the processors |\n|---|---|---|")
    for name, rows, seconds in measure(tables):
        print(f"| {name} | {rows:,} | {seconds:.1f} |")
    print(f"\nat most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")


def generate(papers: int, references: int, seed: int) -> dict[str, pa.Table]:
    """The tables that the relations start from."""
    chance = np.random.default_rng(seed)
    topics = max(1, papers // TOPIC)
    works = papers * WORKS_PER_PAPER
    counts = chance.poisson(references, papers)
    counts[::REVIEWS] *= 10
    listings = np.repeat(np.arange(papers), counts)
    # The rank of a cited work is log-uniform: the tenth work is cited a tenth as often as the first.
    ranks = np.exp(chance.random(len(listings)) * np.log(works // topics)).astype(int) - 1
    topic = np.where(
        chance.random(len(listings)) < AT_HOME, listings % topics, chance.integers(0, topics, len(listings))
    )
    cited = ranks * topics + topic
    ids = pa.array([f"doi:10.1000/{number:07}" for number in range(works)])
    own = ids.take(pa.array(chance.permutation(works)[:papers]))
    return {
        "listing": pa.table({"listing": pa.array(range(papers), pa.int64()), "paper": own}),
        "listed_reference": pa.table({"listing": listings, "value": ids.take(pa.array(cited))}),
        "paper_ids": pa.table({"paper": own, "id": own}),
        "papers": pa.table({"id": own}),
        "work_name": pa.table({"id": own[:0], "name": own[:0]}),
    }


def measure(tables: dict[str, pa.Table]) -> Iterator[tuple[str, int, float]]:
    """Runs the relations as a build on two processors does."""
    with (
        TemporaryDirectory() as spill,
        duckdb.connect(
            config={"threads": "2", "memory_limit": "2GB", "temp_directory": str(Path(spill))}
        ) as connection,
    ):
        for name, table in tables.items():
            connection.register(name, table)
        for name in RELATIONS:
            start = time.process_time()
            made = connection.sql(relation(name)).to_arrow_table()
            connection.register(name, made)
            yield name, len(made), time.process_time() - start


if __name__ == "__main__":
    main()
