"""Names in the overrides that nothing has, found on Spark's machines; what comes of it is as short as the overrides."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from paperatlas.graph.concepts.overrides import Overrides, name_key
from paperatlas.graph.paper_names import KEY, unmarked
from paperatlas.queries.unmatched import (
    given_names,
    given_papers,
    suggest,
    suggest_people,
    told_of,
    told_of_papers,
    written_names,
)

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import DataFrame

    from paperatlas.graph.engines.spark import Spark

Rows = list[dict[str, Any]]


def unmatched_on_spark(
    engine: "Spark", overrides: Overrides, inputs: "Mapping[str, DataFrame]"
) -> "Callable[[DataFrame], Rows]":
    """Looks for what the overrides name, while the readings are there.

    Args:
        engine: With a place for what is made on the way.
        overrides: The rules.
        inputs: The flat tables of `spark_joining.join_readings`.

    Returns:
        Gives, of the table `concept_names`, what the manifest says of the names that nothing has, as DuckDB's.
    """
    names = told_of(overrides, _missing(engine, given_names(overrides), inputs))
    papers = told_of_papers(overrides, _known_papers(overrides, inputs))
    people = [(row["rule"], row["name"]) for row in inputs["unmatched_people"].orderBy("place").collect()]
    authors = inputs["listed_author"].select("author").distinct()
    near = _suggested(engine, suggest_people, people, authors, lambda known: {"listed_author": known})
    return lambda made: [*_suggested(engine, suggest, names, made.select("name", "mentions")), *papers, *near]


def _known_papers(overrides: Overrides, inputs: "Mapping[str, DataFrame]") -> set[str]:
    given = {each for _, each in given_papers(overrides)}
    wanted = {*given, *map(unmarked, given)}
    keys = _known(inputs["listing"], "citation_key", {each.removeprefix(KEY) for each in wanted})
    known = _known(inputs["given_id"], "id", wanted) | _known(inputs["listing"], "paper", wanted)
    return known.union(f"{KEY}{key}" for key in keys)


def _missing(engine: "Spark", names: Sequence[str], inputs: "Mapping[str, DataFrame]") -> set[str]:
    """The names that were neither read as terms nor stand in a text."""
    keys = {name_key(name) for name in names}
    read = {*_known(inputs["candidate"], "key", keys), *_known(inputs["listed_gloss"], "name_key", keys)}
    left = {name for name in names if name_key(name) not in read}
    if not left:
        return left
    texts = inputs["listing"].selectExpr("title AS text").unionByName(inputs["listed_passage"].select("text"))
    found = texts.mapInArrow(partial(_written, names=frozenset(left)), "name string").distinct().collect()
    return left - {row["name"] for row in found}


def _written(batches: "Iterator[pa.RecordBatch]", names: frozenset[str]) -> "Iterator[pa.RecordBatch]":
    import pyarrow as pa

    for batch in batches:
        found = sorted(written_names(names, batch.column(0).to_pylist()))
        yield pa.RecordBatch.from_pydict({"name": pa.array(found, pa.string())})


def _known(rows: "DataFrame", column: str, wanted: set[str]) -> set[str]:
    """Which values stand in a column."""
    if not wanted:
        return set()
    return {row[column] for row in rows.select(column).where(rows[column].isin(sorted(wanted))).distinct().collect()}


def _suggested(
    engine: "Spark",
    function: Callable[..., Rows],
    unmatched: Sequence[tuple[str, str]],
    known: "DataFrame",
    named: "Callable[[pa.Table], Any]" = lambda known: known,
) -> Rows:
    """The names with those most like them, which one task finds."""
    if not unmatched:
        return []
    told = partial(_told, function=function, unmatched=unmatched, named=named)
    (row,) = engine.in_one_task(told, "unmatched", [known])["unmatched"].collect()
    rows: Rows = json.loads(row["rows"])
    return rows


def _told(
    known: "pa.Table", function: Callable[..., Rows], unmatched: Sequence[tuple[str, str]], named: Callable[..., Any]
) -> "pa.Table":
    import pyarrow as pa

    return pa.table({"rows": [json.dumps(function(unmatched, named(known)))]})
