"""How a build grows with the number of papers, by DuckDB and by Spark; the figures of docs/scale.md.

python -m tests.benchmarks.scale --papers 5000 20000                        generated papers
python -m tests.benchmarks.scale --papers 5000 --master 'local[2]'          by Spark too, and whether rows are equal
python -m tests.benchmarks.scale --digests DIR --master 'local[2]'          real digests
"""

import argparse
import json
import math
import os
import shlex
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

import paperatlas
from tests.benchmarks.generate import generate
from tests.benchmarks.run import run
from tests.spark import spark_environment

BESIDE_PAPERS = 1.05
"""A table that grows by more than the papers to this power grows worse than linear."""


@dataclass(frozen=True, slots=True)
class Built:
    """A build.

    Attributes:
        papers: In it.
        processor: Seconds, of all processes.
        megabytes: Of memory, at most.
        rows: By table.
        bytes: Of its tables.
    """

    papers: int
    processor: float
    megabytes: float
    rows: Mapping[str, int]
    bytes: int


def main() -> None:
    """Prints the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--papers", type=int, nargs="+", default=[5000, 20000])
    options.add_argument("--digests", type=Path, help="a directory of digests instead")
    options.add_argument("--master", help="of Spark, to build there too")
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="paperatlas-scale-") as scratch:
        built = []
        for number, papers in enumerate([0] if given.digests else given.papers):
            digests, place = given.digests or Path(scratch, f"{papers}"), Path(scratch, f"build-{number}")
            if given.digests is None:
                generate(digests, papers)
            built.append(by_duckdb(digests, place))
            print(told("DuckDB", built[-1]), flush=True)
            if given.master:
                by_spark(digests, place, given.master)
    if len(built) > 1:
        print("\n".join(growth(built)))


def by_duckdb(digests: Path, place: Path) -> Built:
    """Builds on this machine."""
    done = run("build", digests, "-o", place / "duckdb", "--jobs", "2", "--quiet")
    return read(place / "duckdb", done.processor, done.megabytes)


def by_spark(digests: Path, place: Path, master: str) -> None:
    """Builds on Spark, and holds the rows against those of DuckDB."""
    log = place / "log"
    log.mkdir(parents=True)
    told_spark = ["spark.eventLog.enabled=true", f"spark.eventLog.dir={log.as_uri()}", "spark.eventLog.compress=false"]
    settings = " ".join(f"--conf {shlex.quote(each)}" for each in [*told_spark, "spark.sql.shuffle.partitions=2"])
    home = os.environ.get("JAVA_HOME") or spark_environment(place)["JAVA_HOME"]
    os.environ |= {"PYSPARK_SUBMIT_ARGS": f"{settings} --driver-memory 3g pyspark-shell", "JAVA_HOME": home}
    done = run("build", digests, "-o", place / "spark", "--engine", "spark", "--master", master, "--quiet")
    figures = [json.loads(line) for path in log.rglob("events_*") for line in path.open(encoding="utf-8")]
    tasks = [each["Task Metrics"] for each in figures if each["Event"] == "SparkListenerTaskEnd"]
    java = sum(each["Executor CPU Time"] for each in tasks) / 1e9
    shuffled = sum(each["Shuffle Write Metrics"]["Shuffle Bytes Written"] for each in tasks) / 1e6
    print(told("Spark", read(place / "spark", done.processor, done.megabytes)), end=", ")
    print(f"{java:.0f} s of it in the tasks' Java, {done.seconds:.0f} s in all,", end=" ")
    print(f"{len(tasks):,} tasks, {shuffled:.1f} MB shuffled;", *unequal(place), flush=True)


def unequal(place: Path) -> Iterator[str]:
    """Which tables have other rows."""
    one, other = (place / engine / "current" / "tables" for engine in ("duckdb", "spark"))
    names, others = ({path.name for path in tables.glob("*.parquet")} for tables in (one, other))
    different = [f"{name} of one alone" for name in sorted(names ^ others)]
    for path in sorted(one / name for name in names & others):
        sides = [f"SELECT * FROM '{path}'", f"SELECT * FROM '{other / path.name}/*.parquet'"]
        rows = " UNION ALL ".join(f"({here} EXCEPT ALL {there})" for here, there in (sides, reversed(sides)))
        if duckdb.execute(f"SELECT count(*) FROM ({rows})").fetchall() != [(0,)]:
            different.append(path.stem)
    yield f"other rows: {', '.join(different)}" if different else "equal rows in every table"


def read(place: Path, processor: float, megabytes: float) -> Built:
    """What was built."""
    with paperatlas.Atlas.open(place) as atlas:
        counts = atlas.manifest["counts"]
        size = sum(path.stat().st_size for path in (atlas.path / "tables").rglob("*.parquet") if path.is_file())
    return Built(counts["papers"], processor, megabytes, counts, size)


def told(engine: str, built: Built) -> str:
    """A line on a build."""
    size = f"{built.megabytes:.0f} MB of memory, {built.bytes / 1e6:.1f} MB of tables"
    return f"{engine}: {built.papers:,} papers, {built.processor:.1f} s of the processor, {size}"


def growth(built: Sequence[Built]) -> Iterator[str]:
    """A row a table: its rows at each size, and the power of the number of papers that they grow with."""
    yield "| table | " + " | ".join(f"{each.papers:,} papers" for each in built) + " | power |"
    yield "|---" * (len(built) + 2) + "|"
    figures = {name: [each.rows[name] for each in built] for name in built[0].rows}
    figures["seconds of the processor"] = [round(each.processor) for each in built]
    figures["MB of memory"] = [round(each.megabytes) for each in built]
    figures["KB of tables"] = [round(each.bytes / 1000) for each in built]
    by = math.log(built[-1].papers / built[0].papers)
    for name, row in figures.items():
        power = math.log(row[-1] / row[0]) / by if row[0] and row[-1] else 0.0
        mark = " (worse than linear)" if power > BESIDE_PAPERS else ""
        yield f"| {name} | " + " | ".join(f"{each:,}" for each in row) + f" | {power:.2f}{mark} |"


if __name__ == "__main__":
    main()
