"""Who is who, from mentions to people."""

from typing import Any

import pyarrow as pa

from paperatlas.graph.people import Resolution, tell_apart
from paperatlas.graph.people.resolution import BLOCKS, EVIDENCE, MENTIONS, NAMES, PAPERS, PEOPLE, TOLD


def resolve(mentions: list[tuple[Any, ...]], papers: dict[str, int | None] | None = None) -> Resolution:
    rows = [
        {"paper": paper, "author": f"author:{key}", "names": [key], "ids": list(ids)} for paper, key, *ids in mentions
    ]
    years: dict[str, int | None] = papers or {row[0]: 2020 for row in mentions}
    listed: list[dict[str, Any]] = [
        {"paper": paper, "year": year, "title": "", "terms": []} for paper, year in years.items()
    ]
    return tell_apart(pa.Table.from_pylist(rows, MENTIONS), pa.Table.from_pylist(listed, PAPERS), TOLD.empty_table())


def people(resolution: Resolution) -> dict[tuple[str, str], str]:
    return {(row["paper"], row["author"]): row["person"] for row in resolution.people.to_pylist()}


def test_a_name_alone_is_one_person_and_keeps_its_id() -> None:
    found = resolve([("arxiv:1", "ada lovelace"), ("arxiv:2", "ada lovelace")])
    assert set(people(found).values()) == {"author:ada lovelace"}
    assert found.people["resolved"].to_pylist() == [True, True]
    assert found.names.to_pylist()[0]["persons"] == 1


def test_names_with_the_same_id_are_one_person_called_by_the_fullest_name() -> None:
    found = resolve([("arxiv:1", "j smith", "orcid:1"), ("arxiv:2", "jane smith", "orcid:1"), ("arxiv:3", "bo li")])
    assert people(found) == {
        ("arxiv:1", "author:j smith"): "author:jane smith",
        ("arxiv:2", "author:jane smith"): "author:jane smith",
        ("arxiv:3", "author:bo li"): "author:bo li",
    }
    (why,) = found.evidence.to_pylist()
    assert (why["rule"], why["name"], why["other_name"]) == ("id", "author:j smith", "author:jane smith")


def test_nothing_gives_empty_tables_of_the_declared_columns() -> None:
    found = resolve([])
    assert (found.people.schema, found.evidence.schema, found.names.schema, found.blocks.schema) == (
        PEOPLE,
        EVIDENCE,
        NAMES,
        BLOCKS,
    )
