"""Writes abstracts with keywords as digests, so that an English atlas can be built of them.

python -m tests.benchmarks.keyphrase_digests SET.jsonl DIRECTORY

A line of the set has `id` (arXiv), `title` and `abstract`. The papers of a month are spread over its first 28 days in
the order of their ids; the same set gives the same digests.
"""

import argparse
import json
from collections.abc import Iterable, Mapping
from itertools import groupby
from pathlib import Path

DAYS = 28


def write_digests(papers: Iterable[Mapping[str, str]], directory: Path) -> int:
    """Writes one digest a day, and returns how many.

    Args:
        papers: With `id`, `title` and `abstract`.
        directory: Made when needed.
    """
    directory.mkdir(parents=True, exist_ok=True)
    days: dict[str, list[str]] = {}
    for month, of_month in groupby(sorted(papers, key=lambda paper: paper["id"]), lambda paper: paper["id"][:4]):
        listed = list(of_month)
        for place, paper in enumerate(listed):
            day = f"20{month[:2]}-{month[2:]}-{1 + place * DAYS // len(listed):02}"
            days.setdefault(day, []).append(_entry(paper))
    for day, entries in days.items():
        text = "\n".join([f"## Daily Papers ({day})\n", *entries])
        (directory / f"{day}.md").write_text(text, encoding="utf-8")
    return len(days)


def _entry(paper: Mapping[str, str]) -> str:
    title = " ".join(paper["title"].split()).replace("[", "(").replace("]", ")")
    abstract = " ".join(paper["abstract"].split())
    return f"### [{title}](https://arxiv.org/abs/{paper['id']})\n\n- {abstract}\n"


def main() -> None:
    """Writes the digests of a set."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("set", type=Path)
    options.add_argument("directory", type=Path)
    given = options.parse_args()
    rows = map(json.loads, given.set.read_text(encoding="utf-8").splitlines())
    print(f"{write_digests(rows, given.directory)} digests in {given.directory}")


if __name__ == "__main__":
    main()
