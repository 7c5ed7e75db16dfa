"""The grain of a relation: what a change of its inputs touches of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """A table of which a relation needs only the rows of the touched keys.

    Attributes:
        touched: A SELECT of the keys that its changed rows touch, from `changed`, the rows that are gone or new.
        chosen: A condition for the rows to read, by `touched`, a table of one column, `key`.
    """

    touched: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Grain:
    """How a relation takes a difference.

    Attributes:
        replaced: A condition for the rows of the relation that the touched keys replace.
        parts: Tables of which it needs only what is touched.
        routes: Tables that it reads whole: a SELECT of the keys that changed rows touch. What stands neither here nor
            in `parts` makes the relation anew where it changes.
        widened: A SELECT, by `touched`, of the keys whose rows follow from those of touched ones.
    """

    replaced: str
    parts: Mapping[str, Part]
    routes: Mapping[str, str] = field(default_factory=dict)
    widened: str = ""


def by(key: str) -> Part:
    """Rows of a table by a column of it."""
    return Part(f"SELECT {key} AS key FROM changed", within(key))


def within(key: str) -> str:
    """A condition: what is touched."""
    return f"{key} IN (SELECT key FROM touched)"


def other(key: str, column: str, condition: str = "true") -> str:
    """A SELECT of the keys that came, went, or have another value than before, from `changed`.

    Args:
        key: A column of which no two rows of the table that meet the condition have the same value.
        column: Of no nulls.
        condition: Which rows count.
    """
    changes = f"count(*) = 1 OR count(DISTINCT {column}) > 1"
    return f"SELECT {key} FROM changed WHERE {condition} GROUP BY {key} HAVING {changes}"


OF_LISTING = Part(
    "SELECT paper AS key FROM changed JOIN listing USING (listing)",
    "listing IN (SELECT listing FROM listing WHERE paper IN (SELECT key FROM touched))",
)
"""Rows of listings, in a relation by paper; where a listing comes, goes or changes its paper, `listing` tells."""
LISTING = {"listing": by("paper")}


def by_paper(listed: str = "", papers: str = "", routes: Mapping[str, str] | None = None, key: str = "paper") -> Grain:
    """A relation by paper, of tables of listings and of papers, by their names with blanks between."""
    parts = LISTING | dict.fromkeys(listed.split(), OF_LISTING) | {name: by("paper") for name in papers.split()}
    return Grain(within(key), parts, routes or {})
