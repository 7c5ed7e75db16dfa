"""Counts how often the terms of papers are in their titles.

python -m tests.benchmarks.count_titles SET.jsonl ...      writes graph/concepts/weights/title_shares.tsv

A set has a text a line (see keyphrase_sets.py). Of those with an arXiv number each term that `LEAST` name is counted.
"""

import argparse
from collections import Counter
from pathlib import Path

import paperatlas.graph.concepts
from tests.benchmarks.train_specificity import examples, read_texts

OUT = Path(paperatlas.graph.concepts.__path__[0]) / "weights" / "title_shares.tsv"
LEAST = 8


def main() -> None:
    """Writes the counts."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", type=Path, nargs="+")
    given = options.parse_args()
    texts = [text for path in given.sets for text in read_texts(path) if text.id]
    words = [f" {text.title.lower().replace('-', ' ')}" for text in texts]
    papers: Counter[str] = Counter()
    titles: Counter[str] = Counter()
    for example in examples(texts):
        papers[example.term.key] += 1
        titles[example.term.key] += f" {example.term.key}" in words[example.text]
    rows = [f"{key}\t{count}\t{titles[key]}" for key, count in sorted(papers.items()) if count >= LEAST]
    head = ["# Written by tests/benchmarks/count_titles.py.", "term\tpapers\ttitles"]
    OUT.write_text("\n".join([*head, *rows, ""]), encoding="utf-8")
    print(f"{len(rows)} terms of {len(texts)} papers in {OUT.name}")


if __name__ == "__main__":
    main()
