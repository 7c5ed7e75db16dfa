"""What is in an atlas, at a glance."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from paperatlas.graph.records import Problem
from paperatlas.queries.unmatched import warnings

if TYPE_CHECKING:
    import pyarrow as pa

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
        warnings: A sentence for each name in the overrides that stands in no file.
    """

    counts: dict[str, int]
    days: tuple[str, ...]
    top_authors: tuple[tuple[str, int], ...]
    top_concepts: tuple[tuple[str, int], ...]
    problems: dict[str, int]
    papers_without_collaborations: int
    max_team: int
    warnings: tuple[str, ...] = ()


def summarize(manifest: Mapping[str, Any], tables: Mapping[str, "pa.Table"], problems: Iterable[Problem]) -> Summary:
    """The figures of a build.

    Args:
        manifest: What it was made of.
        tables: Its tables by name.
        problems: What could not be read.
    """
    return Summary(
        counts=dict(manifest["counts"]),
        days=tuple(manifest["days"]),
        top_authors=_most_papers(tables["authors"].filter(tables["authors"]["resolved"])),
        top_concepts=_most_papers(tables["concepts"]),
        problems=dict(sorted(Counter(problem.code for problem in problems).items())),
        papers_without_collaborations=manifest["papers_without_collaborations"],
        max_team=manifest["settings"]["max_team"],
        warnings=tuple(warnings(manifest["unmatched_overrides"])),
    )


def _most_papers(nodes: "pa.Table") -> tuple[tuple[str, int], ...]:
    caption = "caption" if "caption" in nodes.column_names else "name"
    rows = nodes.select([caption, "papers", "id"])
    top = rows.sort_by([("papers", "descending"), ("id", "ascending")]).slice(0, TOP)
    return tuple(zip(top[caption].to_pylist(), top["papers"].to_pylist(), strict=True))
