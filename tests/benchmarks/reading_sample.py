"""A sheet for a reader who does not know the rules: mentions drawn at random, and the most frequent concepts.

python -m tests.benchmarks.reading_sample ATLAS sheet.csv --seed 1        draws
python -m tests.benchmarks.reading_sample --count sheet.csv ...           counts the marks

The reader fills the column `mark`. Of a mention: `right` where the marked words mean the concept there, `wrong` where
they mean something else or are no term as they stand, `generic` where they mean it and it says nothing of the paper.
Of one of the most frequent concepts: `keep` where a researcher would look for papers by it, else `strike`. Evidence and
rules are not on the sheet. The figures go into docs/benchmarks.md with their date; each is drawn with another seed.
"""

import argparse
import csv
import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import paperatlas

MENTIONS, FREQUENT = 150, 100
CONTEXT = 160
OTHER_NAMES = 4
COLUMNS = ("part", "number", "concept", "other names", "text", "mark")
MARKS: Mapping[str, Sequence[str]] = {"mention": ("right", "wrong", "generic"), "frequent": ("keep", "strike")}
"""What may stand in the column `mark`, by part of the sheet."""

Row = dict[str, str]


def drawn_mentions(atlas: paperatlas.Atlas, count: int, seed: int) -> Iterator[Row]:
    """Places where papers name concepts, drawn from all with equal chance."""
    concepts = {row["id"]: row for row in atlas.tables["concepts"].to_pylist()}
    texts = {(row["id"], 0): row["title"] for row in atlas.tables["papers"].to_pylist()}
    texts |= {(row["paper"], row["number"]): row["text"] for row in atlas.tables["passages"].to_pylist()}
    evidence = atlas.tables["mentions_evidence"].to_pylist()
    chosen = random.Random(seed).sample(evidence, min(count, len(evidence)))
    for number, place in enumerate(chosen, 1):
        text, start, end = texts[place["paper"], place["passage"]], place["start"], place["end"]
        shown = f"{text[max(0, start - CONTEXT) : start]}[[{text[start:end]}]]{text[end : end + CONTEXT]}"
        yield _row("mention", number, concepts[place["concept"]], " ".join(shown.split()))


def frequent_concepts(atlas: paperatlas.Atlas, count: int) -> Iterator[Row]:
    """The concepts of the most papers."""
    ordered = sorted(atlas.tables["concepts"].to_pylist(), key=lambda row: (-row["papers"], row["id"]))
    for number, concept in enumerate(ordered[:count], 1):
        yield _row("frequent", number, concept, f"{concept['papers']} papers")


def _row(part: str, number: int, concept: Mapping[str, object], text: str) -> Row:
    aliases = concept["aliases"]
    others = ", ".join(aliases[:OTHER_NAMES]) if isinstance(aliases, list) else ""
    return dict(zip(COLUMNS, (part, str(number), str(concept["name"]), others, text, ""), strict=True))


def counted(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """The marks of a sheet in words.

    Raises:
        ValueError: A mark is missing, or none of those that may stand there.
    """
    for row in rows:
        if row["mark"].strip() not in MARKS[row["part"]]:
            place = f"{row['part']} {row['number']} ({row['concept']})"
            raise ValueError(f"{place}: the mark is {row['mark']!r}, not one of {', '.join(MARKS[row['part']])}")
    lines = []
    for part, marks in MARKS.items():
        found = Counter(row["mark"].strip() for row in rows if row["part"] == part)
        shares = (f"{found[mark]} {mark} ({100 * found[mark] / max(1, found.total()):.1f} %)" for mark in marks)
        lines.append(f"{found.total()} of part {part}: {', '.join(shares)}")
    return lines


def read_sheets(paths: Sequence[Path]) -> list[Row]:
    """The rows of filled sheets."""
    rows: list[Row] = []
    for path in paths:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def main() -> None:
    """Draws a sheet, or counts the marks of some."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--mentions", type=int, default=MENTIONS)
    options.add_argument("--frequent", type=int, default=FREQUENT)
    options.add_argument("--count", action="store_true", help="the paths are filled sheets")
    given = options.parse_args()
    if given.count:
        print("\n".join(counted(read_sheets(given.paths))))
        return
    directory, sheet = given.paths
    with paperatlas.Atlas.open(directory) as atlas, sheet.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(drawn_mentions(atlas, given.mentions, given.seed))
        writer.writerows(frequent_concepts(atlas, given.frequent))


if __name__ == "__main__":
    main()
