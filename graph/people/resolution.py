"""What telling people apart gives: tables, declared once."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import pyarrow as pa

MENTIONS = pa.schema(
    [
        ("paper", pa.string()),
        ("author", pa.string()),
        ("names", pa.list_(pa.string())),
        ("ids", pa.list_(pa.string())),
    ]
)
PAPERS = pa.schema(
    [("paper", pa.string()), ("year", pa.int64()), ("title", pa.string()), ("terms", pa.list_(pa.string()))]
)
TOLD = pa.schema([("kind", pa.string()), ("one", pa.string()), ("other", pa.string())])
PEOPLE = pa.schema(
    [
        pa.field("paper", pa.string(), nullable=False),
        pa.field("author", pa.string(), nullable=False),
        pa.field("person", pa.string(), nullable=False),
        pa.field("resolved", pa.bool_(), nullable=False),
    ]
)
EVIDENCE = pa.schema(
    [
        pa.field("person", pa.string(), nullable=False),
        pa.field("other", pa.string()),
        pa.field("action", pa.string(), nullable=False),
        pa.field("rule", pa.string(), nullable=False),
        pa.field("name", pa.string(), nullable=False),
        pa.field("other_name", pa.string(), nullable=False),
        pa.field("paper", pa.string(), nullable=False),
        pa.field("other_paper", pa.string(), nullable=False),
        pa.field("score", pa.float64()),
        pa.field("co_authors", pa.list_(pa.string()), nullable=False),
        pa.field("ties", pa.float64(), nullable=False),
        pa.field("words", pa.list_(pa.string()), nullable=False),
        pa.field("gap", pa.int64()),
    ]
)
REASONS = ("co_authors", "ties", "words", "gap")
"""The columns of it that say what two groups of papers have in common."""
NAMES = pa.schema(
    [
        pa.field("author", pa.string(), nullable=False),
        pa.field("expected", pa.float64(), nullable=False),
        pa.field("persons", pa.int64(), nullable=False),
    ]
)
BLOCKS = pa.schema(
    [pa.field("fingerprint", pa.string(), nullable=False), pa.field("result", pa.string(), nullable=False)]
)


class Contradiction(NamedTuple):
    """Where papers, ids or the user contradict each other.

    Attributes:
        code: Of the problem.
        message: A sentence that says what contradicts what, and what was done.
        one: A name, a mention or an id.
        other: What contradicts it; empty where there is none.
    """

    code: str
    message: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Resolution:
    """Who is who.

    Attributes:
        people: A row a mention: whose it is. Sorted by paper and name.
        evidence: Why parts of a person were joined, and why people of one name were parted.
        names: A row a name: how many people are expected to bear it, and how many do.
        blocks: What each block gave, for the next run's `known`.
        problems: What contradicts.
    """

    people: pa.Table
    evidence: pa.Table
    names: pa.Table
    blocks: pa.Table
    problems: list[Contradiction]


def table(rows: Iterable[Mapping[str, Any]], schema: pa.Schema) -> pa.Table:
    """A table of rows, whose columns are those of the schema."""
    return pa.Table.from_pylist(list(rows), schema=schema)


def letters(author: str) -> int:
    """How many letters a name has.

    >>> letters("author:j. o'neil-smith")
    11
    """
    return sum(map(str.isalnum, author.partition(":")[2]))


def fullest(authors: Sequence[str]) -> str:
    """The name that most of the others are short for: the one of most letters.

    >>> fullest(["author:j smith", "author:jane smith", "author:janet smit"])
    'author:jane smith'
    """
    return min(authors, key=lambda author: (-letters(author), author))
