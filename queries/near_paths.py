"""Shortest paths between many people and many others: a few short ones, without looking for the long ones.

`shortest-path` looks at each two bearers of two names, up to ten steps: most of a minute where two common names
have dozens of bearers. Its rows come by length; where there are enough short ones, these are the answer. Paths of so
many steps are plain patterns, which stores join from both ends.
"""

from collections.abc import Mapping
from typing import Any

from paperatlas.queries.lookup import Ask

SHORTEST_PATH = "shortest-path"
COLUMNS = ("length", "people", "author_id", "other_id")
MOST_STEPS = 3
"""Of longer ones there are too many to join."""


def near_paths(values: Mapping[str, Any], ask: Ask) -> list[tuple[Any, ...]] | None:
    """The rows of `shortest-path`; None where it has to be asked.

    Args:
        values: Of its parameters.
        ask: Asks the store.
    """
    limit = values["limit"]
    if len(values["author"]) * len(values["other"]) < 2:
        return None
    rows: list[tuple[Any, ...]] = []
    for steps in range(1, MOST_STEPS + 1):
        nearer = sorted({f"{one} {other}" for *_, one, other in rows})  # of these no longer path is a shortest one
        rows += ask(_paths_of(steps), {**values, "nearer": nearer})
        if len(rows) >= limit:
            return rows[:limit]
    return None


def _paths_of(steps: int) -> str:
    between = [f"p{at}" for at in range(1, steps)]
    pattern = "".join(f"-[:COLLABORATED_WITH]-({each}:Author)" for each in (*between, "b"))
    captions = ", ".join(f"{each}.caption" for each in ("a", *between, "b"))
    return f"""
        MATCH (a:Author){pattern}
        WHERE a.id IN $author AND b.id IN $other AND a.id <> b.id AND NOT (a.id + ' ' + b.id) IN $nearer
        RETURN {steps} AS length, [{captions}] AS people, a.id AS author_id, b.id AS other_id
        ORDER BY length, people, author_id, other_id
        LIMIT $limit"""
