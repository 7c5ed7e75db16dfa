"""Finished tables that break the declared shape are refused, each kind of break by name."""

from collections.abc import Callable

import pyarrow as pa
import pytest

from paperatlas.graph.validation import InvalidTables, validate

Tables = dict[str, pa.Table]


def test_the_examples_are_valid(example_tables: Tables) -> None:
    validate(example_tables)


def _twice(tables: Tables, name: str) -> pa.Table:
    return pa.concat_tables([tables[name], tables[name].slice(0, 1)])


def _replaced(tables: Tables, name: str, column: str, value: object) -> pa.Table:
    table = tables[name]
    index = table.schema.get_field_index(column)
    values = [value, *table[column].to_pylist()[1:]]
    return table.set_column(index, table.schema.field(index), pa.array(values, table.schema.field(index).type))


@pytest.mark.parametrize(
    ("name", "broken", "message"),
    [
        ("authors", lambda t: _twice(t, "authors"), "authors: 1 repeated ids"),
        ("authored", lambda t: _twice(t, "authored"), "authored: 1 repeated edges"),
        ("authors", lambda t: _replaced(t, "authors", "id", "author:" + "x" * 5000), "an id of 5007 bytes"),
        (
            "authored",
            lambda t: _replaced(t, "authored", "source", "author:?"),
            "authored.source: ids that no Author has",
        ),
        (
            "mentions",
            lambda t: _replaced(t, "mentions", "weight", float("nan")),
            "mentions.weight: numbers that are not",
        ),
        ("papers", lambda t: _replaced(t, "papers", "title", None), "papers.title: 1 nulls"),
        ("dates", lambda t: t["dates"].drop_columns("week"), "dates: columns"),
        (
            "shares_concept",
            lambda t: t["shares_concept"].rename_columns(["target", "source", "weight", "concepts", "count"]),
            "shares_concept: columns",
        ),
    ],
)
def test_each_break_is_named(
    example_tables: Tables, name: str, broken: Callable[[Tables], pa.Table], message: str
) -> None:
    with pytest.raises(InvalidTables, match=message):
        validate(dict(example_tables) | {name: broken(example_tables)})


def test_undirected_edges_stand_smaller_id_first(example_tables: Tables) -> None:
    rows = example_tables["collaborated_with"]
    first, second = rows["source"][0].as_py(), rows["target"][0].as_py()
    turned = _replaced({"t": _replaced({"t": rows}, "t", "source", second)}, "t", "target", first)
    with pytest.raises(InvalidTables, match="collaborated_with: ends that are not in order"):
        validate(dict(example_tables) | {"collaborated_with": turned})
