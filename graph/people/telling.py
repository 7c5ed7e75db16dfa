"""From mentions of authors to people."""

from collections import defaultdict
from typing import Any

import pyarrow as pa

from paperatlas.graph.people.resolution import (
    BLOCKS,
    EVIDENCE,
    NAMES,
    PEOPLE,
    Resolution,
    fullest,
    table,
)


def tell_apart(
    mentions: pa.Table, papers: pa.Table, told: pa.Table, *, jobs: int = 1, known: pa.Table | None = None
) -> Resolution:
    """Says of each mention of an author which person it is.

    Args:
        mentions: A row a paper and name: `paper`, `author` (the name's id), `names` as printed, `ids` of persons.
        papers: `paper`, `year`, `title`, `terms`.
        told: What the user says: `kind` ("same" or "different"), `one`, `other`: each a name's id, a name's id with
            `~` and a paper, or a person's id.
        jobs: Over how many processes blocks are spread; the result does not depend on it.
        known: The `blocks` of the last run; the result does not depend on it.

    Returns:
        People, with reasons.
    """
    columns = mentions.select(["paper", "author", "ids"])
    rows = sorted(columns.to_pylist(), key=lambda row: (row["paper"], row["author"]))
    years = dict(zip(papers["paper"].to_pylist(), papers["year"].to_pylist(), strict=True))
    leader = _joined_names(rows)
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for name in sorted(leader):
        groups[leader[name]].append(name)
    person = {name: fullest(names) for names in groups.values() for name in names}
    people = [{**row, "person": person[row["author"]], "resolved": True} for row in rows]
    return Resolution(
        people=table([{key: row[key] for key in PEOPLE.names} for row in people], PEOPLE),
        evidence=table(_joinings(rows, person, years), EVIDENCE),
        names=table([{"author": name, "expected": 0.0, "persons": 1} for name in sorted(person)], NAMES),
        blocks=table([], BLOCKS),
        problems=[],
    )


def _joined_names(rows: list[dict[str, Any]]) -> dict[str, str]:
    """A leader of each name: names with an id in common have the same."""
    leader = {row["author"]: row["author"] for row in rows}

    def find(name: str) -> str:
        while leader[name] != name:
            name = leader[name]
        return name

    first: dict[str, str] = {}
    for row in rows:
        for each in row["ids"] or ():
            one, other = sorted((find(first.setdefault(each, row["author"])), find(row["author"])))
            leader[other] = one
    return {name: find(name) for name in leader}


def _joinings(rows: list[dict[str, Any]], person: dict[str, str], years: dict[str, int | None]) -> list[dict[str, Any]]:
    """Why names are one person."""
    earliest: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: (years.get(row["paper"]) is None, years.get(row["paper"]), row["paper"])):
        earliest.setdefault(row["author"], row["paper"])
    return [
        {
            "person": person[name],
            "other": None,
            "action": "joined",
            "rule": "id",
            "name": person[name],
            "other_name": name,
            "paper": earliest[person[name]],
            "other_paper": earliest[name],
            "score": None,
            "co_authors": [],
            "ties": 0.0,
            "words": [],
            "gap": None,
        }
        for name in sorted(person)
        if person[name] != name
    ]
