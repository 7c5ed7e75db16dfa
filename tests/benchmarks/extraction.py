"""How well and how fast terms are found: F1 at 10 and texts a second on keyphrase sets, through spaCy, on one core.

python -m tests.benchmarks.extraction SETS

SETS is a directory of keyphrase sets (see keyphrase_sets.py). Where YAKE is installed (`pip install yake`; its licence
keeps it out of the project), it runs on the same texts for comparison.
"""

import argparse
import importlib.util
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from paperatlas import extract_concepts
from tests.benchmarks.keyphrase_sets import Marked, f1, read_sets, stemmed

LIMIT = 10

Extract = Callable[[str, str], list[str]]


def main() -> None:
    """Prints a table with a row a set and extractor."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", type=Path)
    sets = list(read_sets(options.parse_args().sets))
    print("| set | extractor | F1@10 | texts/s |\n|---|---|---|---|")
    for name, texts in sets:
        for extractor, extract in extractors().items():
            score, speed = measured(extract, texts)
            print(f"| {name} | {extractor} | {100 * score:.1f} | {speed:,.0f} |", flush=True)


def extractors() -> dict[str, Extract]:
    """What is compared, by name."""
    found: dict[str, Extract] = {"paperatlas": extract_concepts}
    if importlib.util.find_spec("yake"):
        yake = importlib.import_module("yake")
        keywords = yake.KeywordExtractor(lan="en", n=3, top=LIMIT)
        found["YAKE"] = lambda title, text: [phrase for phrase, _ in keywords.extract_keywords(f"{title}. {text}")]
    return found


def measured(extract: Extract, texts: Sequence[Marked]) -> tuple[float, float]:
    """Mean F1 at 10, and texts per second of processor time."""
    extract("warm up", "A short text that loads whatever the first call loads.")
    start = time.process_time()
    found = [extract(text.title, text.abstract) for text in texts]
    seconds = time.process_time() - start
    scores = [
        f1([stemmed(phrase) for phrase in phrases], text.keys) for phrases, text in zip(found, texts, strict=True)
    ]
    return sum(scores) / len(scores), len(texts) / seconds


if __name__ == "__main__":
    main()
