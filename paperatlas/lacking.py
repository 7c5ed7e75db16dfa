"""What the papers of an atlas lack, and services may have."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from paperatlas.sources.by_ids import ABSTRACT, AUTHORS, CITATIONS, ORCIDS, VENUE, WantedPaper

if TYPE_CHECKING:
    import pyarrow as pa


def papers_that_lack(tables: "Mapping[str, pa.Table]") -> list[WantedPaper]:
    """The papers that are not complete, in the order of their ids.

    Args:
        tables: Of an atlas.
    """
    told = set(tables["passages"]["paper"].to_pylist())
    people = tables["authors"].select(["id", "ids"]).to_pylist()
    known = {person["id"] for person in people if any(each.startswith("orcid:") for each in person["ids"] or ())}
    authored = tables["authored"]
    ends = zip(authored["source"].to_pylist(), authored["target"].to_pylist(), strict=True)
    identified = {paper for person, paper in ends if person in known}
    columns = ["id", "ids", "authors_complete", "venue", "citations"]
    found = []
    for paper in sorted(tables["papers"].select(columns).to_pylist(), key=lambda paper: str(paper["id"])):
        wanting = {
            AUTHORS: not paper["authors_complete"],
            ABSTRACT: paper["id"] not in told,
            VENUE: paper["venue"] is None,
            CITATIONS: paper["citations"] is None,
            ORCIDS: paper["id"] not in identified,
        }
        lacks = frozenset(name for name, is_wanting in wanting.items() if is_wanting)
        if lacks:
            found.append(WantedPaper(tuple(dict.fromkeys((paper["id"], *(paper["ids"] or ())))), lacks))
    return found
