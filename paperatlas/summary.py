"""What is in an atlas, at a glance."""

from collections import Counter
from dataclasses import dataclass

from paperatlas.atlas import Atlas

TOP = 10


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of an atlas.

    Attributes:
        counts: Rows of each table.
        days: First and last day; empty where no digest has one.
        top_authors: Names with their number of papers, most first.
        top_concepts: The same for concepts.
        problems: How often each kind of problem occurred, by its code.
        papers_without_collaborations: Papers whose team is too large to count as a collaboration.
        max_team: The largest team that counts.
    """

    counts: dict[str, int]
    days: tuple[str, ...]
    top_authors: tuple[tuple[str, int], ...]
    top_concepts: tuple[tuple[str, int], ...]
    problems: dict[str, int]
    papers_without_collaborations: int
    max_team: int


def summarize(atlas: Atlas) -> Summary:
    """Reads the figures of an atlas."""
    return Summary(
        counts=dict(atlas.manifest["counts"]),
        days=tuple(atlas.manifest["days"]),
        top_authors=_most_papers(atlas, "authors"),
        top_concepts=_most_papers(atlas, "concepts"),
        problems=dict(sorted(Counter(problem.code for problem in atlas.problems).items())),
        papers_without_collaborations=atlas.manifest["papers_without_collaborations"],
        max_team=atlas.manifest["settings"]["max_team"],
    )


def _most_papers(atlas: Atlas, table: str) -> tuple[tuple[str, int], ...]:
    rows = atlas.tables[table].select(["name", "papers", "id"])
    top = rows.sort_by([("papers", "descending"), ("id", "ascending")]).slice(0, TOP)
    return tuple(zip(top["name"].to_pylist(), top["papers"].to_pylist(), strict=True))
