"""How well people are told apart, held against curated person ids.

python -m tests.benchmarks.identity BIBLIOGRAPHY.bib.gz GOLD.jsonl.gz [--papers N]

GOLD has lines with `paper` (an id of the ACL Anthology), `name`, `person` and `label`; "id" and "orcid" are strong.
"""

import argparse
import gzip
import json
import random
import resource
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa

from paperatlas.graph.identity import author_key
from paperatlas.graph.people import tell_apart
from paperatlas.graph.people.resolution import MENTIONS, PAPERS, TOLD
from paperatlas.parsers.bibtex import parse

FIRST_YEAR = 2023
"""Of the papers that a sample is drawn from."""


def main() -> None:
    """Prints the rows of docs/benchmarks.md."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("bibliography", type=Path)
    options.add_argument("gold", type=Path)
    options.add_argument("--papers", type=int, default=0)
    given = options.parse_args()
    mentions, papers = read(given.bibliography, given.papers)
    start = time.perf_counter()
    people = tell_apart(mentions, papers, TOLD.empty_table()).people.to_pylist()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{len(papers)} papers, {time.perf_counter() - start:.1f} s, {memory} MB")
    mine = {(row["paper"].lower(), row["author"]): row["person"] for row in people if row["resolved"]}
    with gzip.open(given.gold, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    listed = {paper.lower() for paper in papers["paper"].to_pylist()}
    keys = [(f"acl:{row['paper']}".lower(), f"author:{author_key(row['name'])}") for row in rows]
    found = [
        (mine.get(key, at), key[1], row)
        for at, (key, row) in enumerate(zip(keys, rows, strict=True))
        if key[0] in listed
    ]
    strong = [each for each in found if each[2]["label"] in ("id", "orcid")]
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for _, name, row in strong:
        bearers[name].add(row["person"])
    for title, part in (
        ("homonyms", [each for each in strong if len(bearers[each[1]]) > 1]),
        ("strong", strong),
        ("everything", found),
    ):
        print(f"{title:12} ours {scores((each[0], each[2]['person']) for each in part)}")
        print(f"{'':12} name {scores((each[1], each[2]['person']) for each in part)}")


def read(path: Path, number: int) -> tuple[pa.Table, pa.Table]:
    """Mentions and papers of a bibliography, or of a sample of it."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        records = {record.ids[0]: record for record in parse(file.read(), path.name).papers if record.ids}
    if number:
        late = [each for each, record in sorted(records.items()) if int((record.published or "0")[:4]) >= FIRST_YEAR]
        records = {each: records[each] for each in random.Random(1).sample(late, number)}
    papers: list[dict[str, Any]] = []
    mentions: list[dict[str, Any]] = []
    for paper, record in records.items():
        year = int(record.published[:4]) if record.published else None
        papers.append({"paper": paper, "year": year, "title": record.title, "terms": []})
        names: defaultdict[str, list[str]] = defaultdict(list)
        for author in record.authors:
            names[author_key(author.name)].append(author.name)
        mentions += [
            {"paper": paper, "author": f"author:{key}", "names": its, "ids": []} for key, its in names.items() if key
        ]
    return pa.Table.from_pylist(mentions, MENTIONS), pa.Table.from_pylist(papers, PAPERS)


def scores(pairs: Iterable[tuple[object, str]]) -> str:
    """Pairwise and B3 precision, recall and F1."""
    predicted: Counter[object] = Counter()
    gold: Counter[str] = Counter()
    both: Counter[tuple[object, str]] = Counter()
    for one, other in pairs:
        predicted[one] += 1
        gold[other] += 1
        both[one, other] += 1

    def two(counts: Iterable[int]) -> float:
        return sum(n * (n - 1) / 2 for n in counts)

    def f1(p: float, r: float) -> str:
        return f"{p:.3f}/{r:.3f}/{2 * p * r / max(p + r, 1e-9):.3f}"

    n = max(sum(both.values()), 1)
    joined = two(both.values())
    pairwise = f1(joined / max(two(predicted.values()), 1), joined / max(two(gold.values()), 1))
    precision = sum(v * v / predicted[one] for (one, _), v in both.items()) / n
    recall = sum(v * v / gold[other] for (_, other), v in both.items()) / n
    return f"{n:6d} mentions  pairwise {pairwise}  B3 {f1(precision, recall)}"


if __name__ == "__main__":
    main()
