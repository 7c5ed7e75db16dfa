"""Every figure of docs/benchmarks.md: generates digests and times whole commands, as a user would run them.

python -m tests.benchmarks.run                 5,500 papers
python -m tests.benchmarks.run --papers 110000
"""

import argparse
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from paperatlas.parsers import parse_bytes
from tests.benchmarks.generate import generate

ROUNDS = 5
SAVED_QUERY = ("query", "top-collaborators", "-p", "author={author}")


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a command.

    Attributes:
        seconds: Of wall time.
        processor: Seconds of it, of all its processes.
        megabytes: Most memory at one time over all its processes, sampled every 20 ms.
    """

    seconds: float
    processor: float
    megabytes: float


def main() -> None:
    """Prints the table."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--papers", type=int, default=5500)
    options.add_argument("--digests", type=Path, help="a directory that tests.benchmarks.generate made")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    given = options.parse_args()
    machine = f"{platform.platform()}, Python {platform.python_version()}, {psutil.cpu_count()} processors"
    print(f"{machine}, {time.strftime('%F')}")
    print("\n| what | seconds (median of rounds) | least | most | processor | MB over all processes |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="paperatlas-bench-") as scratch:
        digests = given.digests or Path(scratch, "digests")
        if given.digests is None:
            generate(digests, given.papers)
        measure(digests, Path(scratch), given.rounds)


def measure(digests: Path, scratch: Path, rounds: int) -> None:
    """Times the commands on some digests."""
    atlas = scratch / "atlas"
    report("parse alone, one core", [parse_all(digests) for _ in range(rounds)])

    build = ("build", digests, "-o", atlas, "--jobs", "2", "--quiet")
    with held_back(digests, rounds, scratch / "held") as newest:
        report("build, nothing cached, 2 jobs", [fresh(atlas, build) for _ in range(rounds)])
        report("build again, nothing changed", [run(*build) for _ in range(rounds)])
        one_added = []
        for digest in newest:
            digest.rename(digests / digest.name)
            one_added.append(run(*build))
        report("build again, one digest added", one_added)

    report("paperatlas --help", [run("--help") for _ in range(rounds)])
    author = first_author(atlas)
    query = [argument.format(author=author) for argument in SAVED_QUERY]
    here = ("--atlas", atlas)
    report("open the atlas and answer a saved query", [run(*query, *here) for _ in range(rounds)])
    report("export GraphML of everything", [run("export", scratch / "g.graphml", *here) for _ in range(rounds)])
    report("write the page", [run("view", "-o", scratch / "p.html", *here) for _ in range(rounds)])


def report(what: str, runs: list[Run]) -> None:
    """Prints a row of the table."""
    seconds = [each.seconds for each in runs]
    memory = max(each.megabytes for each in runs)
    middle = statistics.median(seconds)
    processor = statistics.median(each.processor for each in runs)
    row = f"{middle:.2f} | {min(seconds):.2f} | {max(seconds):.2f} | {processor:.2f} | {memory:.0f}"
    print(f"| {what} | {row} |", flush=True)


def run(*arguments: object) -> Run:
    """Runs paperatlas with some arguments, to its end."""
    command = [sys.executable, "-m", "paperatlas", *map(str, arguments)]
    start, before = time.perf_counter(), processor_of_children()
    process = psutil.Popen(command, stdout=subprocess.DEVNULL)
    with sampled(process) as used:
        code = process.wait()
    seconds = time.perf_counter() - start
    if code:
        raise SystemExit(f"{' '.join(command)} ended with {code}")
    processor, megabytes = used()
    return Run(seconds, max(processor, processor_of_children() - before), megabytes)


def processor_of_children() -> float:
    """Seconds of the processor that all processes took that this one began and has seen end."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def fresh(atlas: Path, build: tuple[object, ...]) -> Run:
    """Builds where nothing is."""
    subprocess.run(["rm", "-rf", str(atlas)], check=True)
    return run(*build)


def parse_all(digests: Path) -> Run:
    """Parses all digests in this process; processor time, reading of files left out."""
    files = [(path.name, path.read_bytes()) for path in sorted(digests.glob("*.md"))]
    start = time.process_time()
    for name, data in files:
        parse_bytes(data, name)
    seconds = time.process_time() - start
    return Run(seconds, seconds, psutil.Process().memory_info().rss / 1e6)


def first_author(atlas: Path) -> str:
    """A person with the most papers, to ask about."""
    from paperatlas import Atlas

    with Atlas.open(atlas) as opened:
        return str(opened.query("prolific-authors", limit=1).rows[0][0])


@contextmanager
def held_back(digests: Path, count: int, place: Path) -> Iterator[list[Path]]:
    """Takes the newest digests away for the time of the block: what comes later are papers that were not there."""
    place.mkdir()
    newest = [digest.rename(place / digest.name) for digest in sorted(digests.glob("*.md"))[-count:]]
    try:
        yield newest
    finally:
        for digest in place.iterdir():
            digest.rename(digests / digest.name)


@contextmanager
def sampled(process: psutil.Popen) -> Iterator[Callable[[], tuple[float, float]]]:
    """Watches a process and its children.

    What it gives tells the seconds of the processor that were seen of them all, also of those that nobody waits for,
    such as Spark's Java, and their largest memory together in megabytes; shared pages count in each.
    """
    peak, done = 0.0, threading.Event()
    processor: dict[int, float] = {}

    def watch() -> None:
        nonlocal peak
        while not done.wait(0.02):
            resident = 0
            try:
                for each in (process, *process.children(recursive=True)):
                    resident += each.memory_info().rss
                    times = each.cpu_times()
                    processor[each.pid] = times.user + times.system
            except psutil.NoSuchProcess:
                pass
            peak = max(peak, resident / 1e6)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield lambda: (sum(processor.values(), 0.0), peak)
    finally:
        done.set()
        watcher.join()


if __name__ == "__main__":
    main()
