"""Chunks are named by their content, and a row that comes or goes changes few of them; no server needed."""

import pyarrow as pa
import pytest

from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.schema import AUTHOR, COLLABORATED_WITH
from paperatlas.loaders.neo4j.chunks import USUAL_ROWS, rows_in, split, table_of, unpacked
from paperatlas.loaders.neo4j.difference import difference
from tests.loaders.graphs import in_small_chunks

ROWS = 40_000


@pytest.fixture(scope="module")
def authors() -> pa.Table:
    ids = [f"author:{number:06}" for number in range(ROWS)]
    columns = arrow_schema(AUTHOR)
    rows = [
        {column: [] if pa.types.is_list(columns.field(column).type) else None for column in columns.names}
        | {"id": name, "name": name.title(), "aliases": [name] * (number % 3), "papers": number}
        | {"caption": name.title(), "resolved": True}
        for number, name in enumerate(ids)
    ]
    return pa.Table.from_pylist(rows, columns)


def test_chunks_hold_the_table(authors: pa.Table) -> None:
    chunks = list(split(AUTHOR, [authors]))
    assert rows_in(chunk.name for chunk in chunks) == ROWS
    assert {table_of(chunk.name) for chunk in chunks} == {"authors"}
    assert unpacked(AUTHOR, [chunk.content for chunk in chunks]).to_pylist() == authors.to_pylist()
    assert USUAL_ROWS / 3 < ROWS / len(chunks) < USUAL_ROWS * 3


def test_how_a_table_lies_in_memory_does_not_matter(authors: pa.Table) -> None:
    pieces = in_small_chunks({"authors": authors})["authors"]
    assert [chunk.name for chunk in split(AUTHOR, [pieces])] == [chunk.name for chunk in split(AUTHOR, [authors])]


def test_a_row_that_goes_changes_one_chunk_and_one_that_changes_too(authors: pa.Table) -> None:
    names = {chunk.name for chunk in split(AUTHOR, [authors])}
    less = pa.concat_tables([authors.slice(0, 20_000), authors.slice(20_001)])
    assert len({chunk.name for chunk in split(AUTHOR, [less])} - names) <= 2
    assert len(names) > 10


def test_an_empty_table_has_no_chunks(authors: pa.Table) -> None:
    assert list(split(AUTHOR, [authors.slice(0, 0)])) == []
    assert len(unpacked(AUTHOR, [])) == 0


def test_a_property_that_is_new_is_null_in_old_chunks(authors: pa.Table) -> None:
    old = authors.drop_columns("aliases")
    rows = unpacked(AUTHOR, [chunk.content for chunk in split(AUTHOR, [old])])
    assert rows["aliases"].null_count == ROWS
    differs = difference(AUTHOR, rows, authors)
    assert [(names, len(table)) for names, table in differs.changed] == [(["aliases"], ROWS)]


def test_differences_are_told_by_property() -> None:
    def pairs(*rows: tuple[str, str, int, float]) -> pa.Table:
        columns = ("source", "target", "papers", "weight")
        made = [dict(zip(columns, row, strict=True)) | {"first": None, "last": None} for row in rows]
        types = {"papers": pa.int64(), "weight": pa.float64(), "first": pa.date32(), "last": pa.date32()}
        return pa.Table.from_pylist(made, pa.schema([(name, types.get(name, pa.string())) for name in made[0]]))

    before = pairs(("a", "b", 1, 1.0), ("a", "c", 1, 1.0), ("b", "c", 1, 1.0), ("c", "d", 1, 1.0))
    after = pairs(("a", "b", 1, 1.0), ("a", "c", 1, 2.0), ("b", "c", 2, 2.0), ("d", "e", 1, 1.0))
    differs = difference(COLLABORATED_WITH, before, after)
    assert differs.vanished.to_pylist() == [{"source": "c", "target": "d"}]
    assert differs.created.to_pylist() == after.slice(3).to_pylist()
    assert [(names, rows.to_pylist()) for names, rows in differs.changed] == [
        (["weight"], [{"source": "a", "target": "c", "weight": 2.0}]),
        (["papers", "weight"], [{"source": "b", "target": "c", "papers": 2, "weight": 2.0}]),
    ]
