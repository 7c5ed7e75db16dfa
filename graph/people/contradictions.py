"""Where papers or the user contradict who is who, as problems with their places."""

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.person_references import AUTHOR, parted
from paperatlas.graph.records import MAX_RAW, Problem


def contradicted_people(contradictions: pa.Table, made: Mapping[str, pa.Table]) -> list[Problem]:
    """What papers or the user contradict of who is who, each at the first listing of a paper that it speaks of.

    Args:
        contradictions: `code`, `message`, `one`, `other`: names, mentions or ids of people.
        made: The tables of the atlas.
    """
    if not len(contradictions):
        return []
    read = {name: made[name] for name in ("people", "authors", "listings")}  # once: those of a large atlas are not kept
    problems = []
    for row in contradictions.to_pylist():
        papers = (_paper_of(each, read) for each in (row["one"], row["other"]) if each)
        source, line = _first_listing(next(filter(None, papers), None), read["listings"])
        raw = " ".join(filter(None, (row["one"], row["other"])))
        problems.append(Problem(source, line, row["code"], row["message"], raw[:MAX_RAW]))
    return problems


def _paper_of(reference: str, made: Mapping[str, pa.Table]) -> str | None:
    """A paper that a name, a mention or an id of a person stands on."""
    name, paper = parted(reference)
    if paper is not None:
        return paper
    people = made["people"]
    if reference.startswith(AUTHOR):
        found = people.filter(pc.equal(people["name"], name))
    else:
        lists = made["authors"]["ids"].combine_chunks()
        rows = pc.list_parent_indices(lists).filter(pc.equal(lists.flatten(), reference))
        found = people.filter(pc.is_in(people["person"], made["authors"]["id"].take(rows).combine_chunks()))
    papers: list[str] = found["paper"].to_pylist()
    return min(papers, default=None)


def _first_listing(paper: str | None, listings: pa.Table) -> tuple[str, int]:
    found = listings.filter(pc.equal(listings["paper"], paper)) if paper is not None else listings
    return (found["source"][0].as_py(), found["line"][0].as_py()) if len(found) else ("", 1)
