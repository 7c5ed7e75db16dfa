"""Measure the GraphML export against `networkx.write_graphml`, on the same whole graph in the same run.

Run from the project's root, on Linux:

    python -m tests.benchmarks.graphml TABLES_DIR [--rounds 3]

TABLES_DIR holds a Parquet file a table, as `atlas/current/tables` does. Ours is timed from the tables to the file,
NetworkX from a graph that is built already, with lists and dates made texts beforehand, to the file.
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import networkx as nx
import pyarrow as pa
import pyarrow.parquet as pq

from paperatlas.graph.schema import EDGES, NODES
from paperatlas.graph.views import VIEWS
from paperatlas.loaders.graphml import write
from paperatlas.loaders.networkx import to_networkx
from tests.loaders.graphs import as_text

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Measured:
    """What writing the file took.

    Attributes:
        seconds: The median over the rounds.
        peak: Bytes of memory at the height of the first round, over what stood before it.
        size: Bytes of the file.
    """

    seconds: float
    peak: int
    size: int


def measure_ours(directory: Path, rounds: int) -> Measured:
    """Measures the export from the tables."""
    return _measure(partial(_write_ours, _read_tables(directory)), rounds)


def measure_networkx(directory: Path, rounds: int) -> Measured:
    """Measures NetworkX's writer, its default (lxml's where that is installed)."""
    graph = as_text(to_networkx(_read_tables(directory), VIEWS["all"]))
    return _measure(partial(nx.write_graphml, graph), rounds)


def _read_tables(directory: Path) -> dict[str, pa.Table]:
    return {kind.table: pq.read_table(directory / f"{kind.table}.parquet") for kind in (*NODES, *EDGES)}


def _write_ours(tables: dict[str, pa.Table], path: Path) -> None:
    with path.open("wb") as file:
        write(tables, VIEWS["all"], file)


def _measure(write_to: Callable[[Path], None], rounds: int) -> Measured:
    seconds, peaks = [], []
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "graph.graphml"
        for _ in range(rounds):
            Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # forgets the highest use of memory
            before = _memory("VmRSS")
            start = time.perf_counter()
            write_to(path)
            seconds.append(time.perf_counter() - start)
            peaks.append(_memory("VmHWM") - before)
        return Measured(statistics.median(seconds), peaks[0], path.stat().st_size)


def _memory(name: str) -> int:
    """A figure of this process, in bytes."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def main() -> None:
    """Measures both and prints the figures."""
    parser = argparse.ArgumentParser(description="Measure the GraphML export against networkx.write_graphml.")
    parser.add_argument("tables", type=Path, help="directory with a Parquet file a table")
    parser.add_argument("--rounds", type=int, default=3, help="times each writes the file (default: 3)")
    options = parser.parse_args()
    figures = {}
    for name, measure in (("paperatlas", measure_ours), ("networkx", measure_networkx)):
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
            figures[name] = fresh.submit(measure, options.tables, options.rounds).result()
    for name, measured in figures.items():
        sys.stdout.write(
            f"{name:10}{measured.seconds:8.2f} s{measured.size / MEGABYTE:8.1f} MB"
            f"{measured.peak / MEGABYTE:8.1f} MB of memory over its input\n"
        )
    sys.stdout.write(f"{figures['networkx'].seconds / figures['paperatlas'].seconds:.1f} times as fast\n")


if __name__ == "__main__":
    main()
