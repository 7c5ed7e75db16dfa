"""What a cold build costs beside spaCy's own tokenizer on the same texts, in processor time.

python -m tests.benchmarks.cold_build DIGESTS

The cost of a build is that of all its processes, less that of a build of one paper (start-up, empty joins). Both, and
the tokenizer in a process of its own, take turns; medians of the rounds.
"""

import argparse
import json
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import spacy

from paperatlas.parsers import parse_bytes

ROUNDS = 5
ONE_PAPER = """\
## 2024-04-16

### [Sparse Attention](https://arxiv.org/abs/2404.00001)

- Sparse attention is an attention with zeros.
"""


def main() -> None:
    """Prints the figures."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("digests", type=Path)
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--tokenizer", action="store_true", help="print the seconds of spaCy's tokenizer alone")
    given = options.parse_args()
    if given.tokenizer:
        print(json.dumps(tokenizer_seconds(given.digests)))
        return
    whole, single, tokenizer = [], [], []
    for _ in range(given.rounds):
        whole.append(build_seconds(given.digests))
        with tempfile.TemporaryDirectory() as scratch:
            digest = Path(scratch, "2024-04-16.md")
            digest.write_text(ONE_PAPER, encoding="utf-8")
            single.append(build_seconds(digest))
        command = [sys.executable, "-m", "tests.benchmarks.cold_build", str(given.digests), "--tokenizer"]
        tokenizer.append(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))
    print("| | processor seconds (median) | least | most |\n|---|---|---|---|")
    for what, seconds in (("build", whole), ("build of one paper", single), ("spaCy's tokenizer", tokenizer)):
        print(f"| {what} | {statistics.median(seconds):.2f} | {min(seconds):.2f} | {max(seconds):.2f} |")
    ratio = (statistics.median(whole) - statistics.median(single)) / statistics.median(tokenizer)
    print(f"\n(build - build of one paper) / tokenizer = {ratio:.2f}")


def build_seconds(digests: Path) -> float:
    """Processor time of a build where nothing is, over all its processes."""
    before = _children_seconds()
    with tempfile.TemporaryDirectory(prefix="paperatlas-bench-") as scratch:
        command = [sys.executable, "-m", "paperatlas", "build", str(digests), "-o", str(Path(scratch, "atlas")), "-q"]
        subprocess.run(command, check=True)
    return _children_seconds() - before


def _children_seconds() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def tokenizer_seconds(digests: Path) -> float:
    """Processor time of spaCy's English tokenizer on every title and passage, in this process."""
    found = list(texts(digests))
    tokenizer = spacy.blank("en").tokenizer
    start = time.process_time()
    for text in found:
        tokenizer(text)
    return time.process_time() - start


def texts(digests: Path) -> Iterator[str]:
    """The titles and passages of some digests."""
    for path in sorted(digests.glob("*.md")):
        for paper in parse_bytes(path.read_bytes(), path.name).papers:
            yield paper.title
            yield from (passage.text for passage in paper.passages)


if __name__ == "__main__":
    main()
