"""Texts whose keyphrases people marked, and how far an extractor agrees with them.

A set is a file of JSON lines with `title`, `abstract` and `keys`. The published sets Inspec, SemEval-2017 task 10 and
SciERC are in this form easily made; they do not come with the project.
"""

import functools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from nltk.stem.porter import PorterStemmer

_stem = functools.lru_cache(500_000)(PorterStemmer().stem)


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and its keyphrases, stemmed; `month` is that of its arXiv number, such as `2509`, or empty."""

    title: str
    abstract: str
    keys: frozenset[str]
    month: str


def read_sets(directory: Path) -> Iterator[tuple[str, list[Marked]]]:
    """Every set in a directory, by name."""
    for path in sorted(directory.glob("*.jsonl")):
        rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
        yield (
            path.stem,
            [
                Marked(row["title"], row["abstract"], normalised(row["keys"]), arxiv_month(row.get("id", "")))
                for row in rows
            ],
        )


def arxiv_month(number: str) -> str:
    """The year and month in an arXiv number; empty where it is something else.

    >>> arxiv_month("2509.01234"), arxiv_month("1461")
    ('2509', '')
    """
    return number[:4] if re.fullmatch(r"\d{4}\.\d{4,5}", number) else ""


def normalised(phrases: Iterable[str]) -> frozenset[str]:
    """Phrases by the stems of their words."""
    return frozenset(map(stemmed, phrases)) - {""}


def stemmed(phrase: str) -> str:
    """A phrase's words as their Porter stems.

    >>> stemmed("Diffusion Models")
    'diffus model'
    """
    return " ".join(_stem(word) for word in re.findall(r"[^\W_]+(?:\+\+|#)?", phrase.lower()))


def f1(found: Sequence[str], keys: frozenset[str], limit: int = 10) -> float:
    """Harmonic mean of precision and recall of the first distinct phrases, which are stemmed."""
    seen = list(dict.fromkeys(filter(None, found)))[:limit]
    hits = sum(phrase in keys for phrase in seen)
    return 2 * hits / (len(seen) + len(keys)) if hits else 0.0
