"""Counts how many names of authors have a family name and a given name.

python -m tests.benchmarks.count_names BIBLIOGRAPHY.bib.gz     writes graph/people/data/name_counts.tsv
"""

import argparse
import gzip
from collections import Counter, defaultdict
from pathlib import Path

import paperatlas.graph.people
from paperatlas.graph.identity import author_key
from paperatlas.graph.people.names import take_apart
from paperatlas.parsers.bibtex import parse

OUT = Path(paperatlas.graph.people.__path__[0]) / "data" / "name_counts.tsv"
FEWEST = 2
"""Names of fewer are not written."""


def main() -> None:
    """Counts distinct names, each once in however many papers it is."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("bibliography", type=Path)
    path = options.parse_args().bibliography
    read = gzip.open if path.suffix == ".gz" else open
    with read(path, "rt", encoding="utf-8") as file:
        digest = parse(file.read(), path.name)
    write({key for paper in digest.papers for author in paper.authors if (key := author_key(author.name))})


def write(keys: set[str]) -> None:
    """Writes the table: what kind of name, how many have it, and which names these are."""
    counts: Counter[tuple[str, str]] = Counter()
    for name in map(take_apart, keys):
        counts["family", name.family_name] += 1
        counts["turning given" if name.may_turn else "given", name.given[0] if name.given else ""] += 1
    grouped: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
    for (kind, part), count in counts.items():
        if count >= FEWEST and part:
            grouped[kind, count].append(part)
    totals = [sum(name.may_turn == turning for name in map(take_apart, keys)) for turning in (False, True)]
    lines = [f"names\t{totals[0]}", f"turning names\t{totals[1]}"]
    lines += [
        f"{kind}\t{count}\t{','.join(sorted(names))}"
        for (kind, count), names in sorted(grouped.items(), key=lambda item: (item[0][0], -item[0][1]))
    ]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
