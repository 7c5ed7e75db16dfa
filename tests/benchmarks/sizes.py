"""Whether bad and endless input costs time in proportion to its size, and memory no more than a piece of it.

Run from the project's root:

    python -m tests.benchmarks.sizes [--lines 1000000] [--only KIND]

Each kind is written with a quarter of so many lines, and with all, and read in pieces, as a build reads a big file, in
a process of its own. Times are of the processor.
"""

import argparse
import itertools
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ADDRESS = "https://arxiv.org/abs/2404.{:05}"


def item(number: int) -> str:
    """A line of an awesome list."""
    return f"- [Knots of {number} kinds of carpets]({ADDRESS.format(number % 100_000)}) - woven by hand, slowly"


def items(lines: int) -> Iterator[str]:
    """An awesome list with a heading for each hundred items."""
    return (f"## Topic {number // 100}" if number % 100 == 0 else item(number) for number in range(lines))


def one_topic(lines: int) -> Iterator[str]:
    """An awesome list without a heading."""
    return map(item, range(lines))


def rows(lines: int) -> Iterator[str]:
    """One table."""
    head = ["|Date|Title|Authors|PDF|", "|---|---|---|---|"]
    return itertools.chain(
        head,
        (f"|2024-04-16|Knots {at}|Ann Lee|[pdf]({ADDRESS.format(at % 100_000)})|" for at in range(lines)),
    )


def broken_rows(lines: int) -> Iterator[str]:
    """A table whose rows are broken over two lines."""
    head = ["|Date|Title|PDF|", "|---|---|---|"]
    pairs = (
        (f"|2024-04-16|Knots {at}", f"and more|[pdf]({ADDRESS.format(at % 100_000)})|") for at in range(lines // 2)
    )
    return itertools.chain(head, itertools.chain.from_iterable(pairs))


def fences(lines: int) -> Iterator[str]:
    """Items, and fences that nothing closes."""
    return (item(number) if number % 2 else "`" * (3 + number % 90) + "x" for number in range(lines))


def rules(lines: int) -> Iterator[str]:
    """What may be front matter everywhere, and is nowhere."""
    return (("---", "title: Knots", item(number), "note: x")[number % 4] for number in range(lines))


def json_lines(lines: int) -> Iterator[str]:
    """JSON Lines, each tenth broken."""
    return (
        f'{{"id": "2404.{at % 100_000:05}", "title": "Knots {at}", "submitter": "Ann Lee"' + ("}" if at % 10 else "")
        for at in range(lines)
    )


def json_list(lines: int) -> Iterator[str]:
    """A list of records of two services in turn, with a record of neither now and then."""
    yield "["
    for at in range(lines):
        yield (
            f'{{"id": "https://openalex.org/W{at + 1000}", "title": "Knots {at}"}},',
            f'{{"paperId": "{at:040}", "title": "Knots {at}", "externalIds": {{"ArXiv": "2404.{at % 100_000:05}"}}}},',
            f'{{"title": "Knots {at}", "arxiv_id": "2404.{at % 100_000:05}"}},',
        )[at % 3]
    yield '{"id": "https://openalex.org/W1", "title": "Knots"}]'


def entries(lines: int) -> Iterator[str]:
    """BibTeX, each tenth entry without its brace."""
    for at in range(lines // 3):
        yield f"@article{{k{at}, title={{Knots {at}}},"
        yield f"  author={{Ann Lee and Bo Weft}}, year={{2024}}, doi={{10.1000/{at}}}"
        yield "}" if at % 10 else ""


KINDS: dict[str, tuple[str, Callable[[int], Iterator[str]]]] = {
    "awesome list": ("x.md", items),
    "awesome list of one topic": ("x.md", one_topic),
    "table": ("x.md", rows),
    "broken rows": ("x.md", broken_rows),
    "unclosed fences": ("x.md", fences),
    "rules": ("x.md", rules),
    "broken JSON Lines": ("x.jsonl", json_lines),
    "JSON of several services": ("x.json", json_list),
    "broken BibTeX": ("x.bib", entries),
}


def main() -> None:
    """Measures each kind, in processes of their own."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--lines", type=int, default=1_000_000)
    arguments.add_argument("--only")
    arguments.add_argument("--file", help="read one file, and say what it took")
    given = arguments.parse_args()
    if given.file:
        read(Path(given.file))
        return
    with tempfile.TemporaryDirectory() as scratch:
        for kind, (name, write) in KINDS.items():
            if given.only in (None, kind):
                for lines in (given.lines // 4, given.lines):
                    path = Path(scratch) / name
                    with path.open("w") as file:
                        file.writelines(f"{line}\n" for line in write(lines))
                    print(f"{kind}, {lines:,} lines, {path.stat().st_size / 1e6:.0f} MB: ", end="", flush=True)
                    subprocess.run([sys.executable, "-m", "tests.benchmarks.sizes", "--file", path], check=True)


def read(path: Path) -> None:
    """Reads a file in pieces."""
    from paperatlas.parsing import parse_or_problem
    from paperatlas.pieces import pieces_of, read_piece

    papers = problems = 0
    for each in pieces_of(path, path.name):
        parsed = parse_or_problem(read_piece(path, each), path.name, each.first_line, each.own_lines)
        papers += len(parsed.papers)
        problems += len(parsed.problems)
        del parsed
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
    print(f"{papers:,} papers, {problems:,} problems, {time.process_time():.1f} s, at most {peak:.0f} MB")


if __name__ == "__main__":
    main()
