"""How long BibTeX takes, beside what its library alone needs for it.

Run from the project's root:

    python -m tests.benchmarks.bibtex [FILE.bib] [--rounds 5]

Without a file, 10,000 generated entries. The library is measured twice: its bare parse, which leaves the names of a
field one string, and with its middleware that parts them, which anybody needs who wants authors. (Its decoding of
LaTeX, which paperatlas does too, takes forty times as long as all the rest and is left out.) Rounds go in turn, without
collecting garbage in cycles, as in a build's workers; times are of the processor.
"""

import argparse
import gc
import logging
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts

from paperatlas.parsers import parse_bytes
from tests.benchmarks.people import People

ENTRIES = 10_000
_SENTENCE = (
    "We show that the {number}th of these methods finds a good answer in far less time than all that were known. "
)
_TEX = str.maketrans({"é": "{\\'e}", "ü": '{\\"u}', "ö": '{\\"o}', "ñ": "{\\~n}", "ł": "{\\l}", "ç": "{\\c{c}}"})


def main() -> None:
    """Measures reading a file, or a generated one."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("file", type=Path, nargs="?")
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    text = given.file.read_text(encoding="utf-8") if given.file else generated()
    data = text.encode()
    logging.disable()  # the library tells of every broken entry
    gc.disable()
    ours, bare, named = fastest(
        given.rounds,
        lambda: parse_bytes(data, "papers.bib"),
        lambda: parse_string(text),
        lambda: parse_string(text, append_middleware=[SeparateCoAuthors(), SplitNameParts()]),
    )
    papers = len(parse_bytes(data, "papers.bib").papers)
    print(f"{papers:,} papers, {len(data) / 1e6:.1f} MB: {ours:.2f} s")
    print(f"the library with names {named:.2f} s ({ours / named - 1:+.0%}), bare {bare:.2f} s ({ours / bare - 1:+.0%})")


def generated(entries: int = ENTRIES) -> str:
    """A bibliography as reference managers write it."""
    people = People(entries, Random("bibtex"))
    texts = []
    for number in range(entries):
        group = people.group()
        names = [people.spelling(person).rpartition(" ") for person in people.team(group, min(10, people.team_size()))]
        authors = " and ".join(f"{last}, {first}" if first else f"{{{last}}}" for first, _, last in names)
        texts.append(
            f"@article{{roe{number},\n  title = {{A Study of {{Graphs}} Number {number}}},\n"
            f"  author = {{{authors.translate(_TEX)}}},\n"
            f"  journal = {{Journal of Things}},\n  year = 2020,\n  month = mar,\n  doi = {{10.1000/x{number}}},\n"
            f"  keywords = {{graphs, methods}},\n  abstract = {{{_SENTENCE.format(number=number) * 8}}},\n}}\n"
        )
    return "\n".join(texts)


def fastest(rounds: int, *acts: Callable[[], object]) -> list[float]:
    """The shortest of some rounds of each, in seconds of the processor."""
    seconds = [float("inf")] * len(acts)
    for _ in range(rounds):
        for at, act in enumerate(acts):
            began = time.process_time()
            act()
            seconds[at] = min(seconds[at], time.process_time() - began)
    return seconds


if __name__ == "__main__":
    main()
