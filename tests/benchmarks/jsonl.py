"""How quickly JSON Lines are read: papers as in arXiv's snapshot, from bytes to records.

Run from the project's root:

    python -m tests.benchmarks.jsonl [--papers 75000] [--seed 1] [--keep FILE]

The file is read as a build reads a big one: in pieces that are cut at line ends, one after the other, so that memory is
that of a piece, and without collecting garbage in cycles, of which there is none. Times are of the processor, not the
clock: others may be at work.
"""

import argparse
import gc
import json
import resource
import tempfile
import textwrap
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from paperatlas.parsers import arxiv_snapshot
from paperatlas.parsers.decoding import decode
from tests.benchmarks.people import People
from tests.benchmarks.text import Writer
from tests.benchmarks.vocabulary import Vocabulary

FIRST_DAY = date(2007, 4, 2)
ABSTRACT = range(300, 1_000)
PIECE = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Reading:
    """What one pass over a file gave and cost."""

    papers: int
    authors: int
    sentences: int
    problems: int
    seconds: float
    decoding_seconds: float
    json_seconds: float


def main() -> None:
    """Writes a file and measures reading it."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--papers", type=int, default=75_000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--keep", type=Path, help="write the file there, or read it where it is there")
    given = arguments.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        path = given.keep or Path(scratch) / "arxiv.jsonl"
        if not path.exists():
            write(path, given.papers, given.seed)
        size = path.stat().st_size / 1e6
        before = peak_memory()
        gc.disable()  # as in a build's workers
        reading = read(path)
        print(f"{size:.0f} MB, {reading.papers:,} papers, {reading.authors:,} authors, {reading.sentences:,} sentences")
        print(f"{reading.problems} problems; memory {before:.0f} MB before, at most {peak_memory():.0f} MB")
        parsing = reading.seconds
        print(f"parsing alone: {parsing:.2f} s, {size / parsing:.1f} MB/s; json {size / reading.json_seconds:.0f} MB/s")
        both = parsing + reading.decoding_seconds
        print(f"with decoding: {both:.2f} s, {size / both:.1f} MB/s")


def write(path: Path, papers: int, seed: int) -> None:
    """Writes so many papers, the same for the same seed."""
    with path.open("w", encoding="utf-8") as lines:
        for paper in composed(papers, seed):
            lines.write(json.dumps(paper, separators=(",", ":")) + "\n")


def composed(papers: int, seed: int) -> Iterator[dict[str, Any]]:
    """Papers as arXiv's snapshot has them."""
    random = Random(f"{seed} jsonl")
    people = People(papers, Random(f"{seed} people"))
    vocabulary = Vocabulary(papers, Random(f"{seed} vocabulary"))
    writer = Writer(Random(f"{seed} text"))
    for number in range(papers):
        group = people.group()
        subject = vocabulary.subject(group.number)
        names = [" ".join(people.spelling(person).split()) for person in people.team(group, people.team_size())]
        length = random.choice(ABSTRACT)
        abstract = ""
        while len(abstract) < length:
            lines = writer.summary(subject, frozenset(), False, False)
            abstract += " ".join(line.lstrip("-* ").strip() for line in lines) + " "
        abstract = abstract[: abstract.find(". ", length) + 1] or abstract
        day = FIRST_DAY + timedelta(days=number // 15)
        yield {
            "id": f"{day:%y%m}.{number % 100_000:05}",
            "submitter": names[0],
            "authors": ", ".join(names),
            "title": writer.title(subject, frozenset()),
            "comments": f"{random.randint(4, 40)} pages, {random.randint(1, 12)} figures",
            "journal-ref": f"J.Ex.{random.randint(1, 90)}:{number},{day.year}" if number % 3 == 0 else None,
            "doi": f"10.1000/ex.{number}" if number % 3 == 0 else None,
            "report-no": None,
            "categories": "cs.CL cs.LG",
            "license": "http://arxiv.org/licenses/nonexclusive-distrib/1.0/",
            "abstract": "  " + textwrap.fill(abstract, 80, break_on_hyphens=False) + "\n",
            "versions": [{"version": "v1", "created": f"{day:%a, %d %b %Y} 19:18:42 GMT"}],
            "update_date": day.isoformat(),
            "authors_parsed": [[*reversed(name.rpartition(" ")[::2]), ""] for name in names],
        }


def read(path: Path) -> Reading:
    """Reads all pieces of a file, one after the other."""
    papers = authors = sentences = problems = 0
    decoding = parsing = alone = 0.0
    for data in pieces(path):
        start = time.process_time()
        text, _ = decode(data, path.name)
        decoded = time.process_time()
        parsed = arxiv_snapshot.parse(text, path.name)
        end = time.process_time()
        for line in text.splitlines():
            json.loads(line)
        alone += time.process_time() - end
        decoding += decoded - start
        parsing += end - decoded
        papers += len(parsed.papers)
        authors += sum(len(paper.authors) for paper in parsed.papers)
        sentences += sum(len(paper.passages) for paper in parsed.papers)
        problems += len(parsed.problems)
    return Reading(papers, authors, sentences, problems, parsing, decoding, alone)


def pieces(path: Path) -> Iterator[bytes]:
    """The file in pieces of about `PIECE` bytes, cut at line ends."""
    with path.open("rb") as file:
        while data := file.read(PIECE):
            yield data + file.readline()


def peak_memory() -> float:
    """The most memory that this process had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
