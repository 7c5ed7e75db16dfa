"""The readings of all files together on Spark, as the flat tables of `paperatlas.graph.joining`.

Which listings are of one paper is decided group by group: all that share an id or a title, also over others, are one
group, and what joins them looks at nothing outside it.
"""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import pyarrow as pa
from pyspark.sql import DataFrame
from pyspark.sql import functions as F
from pyspark.sql.types import StructType

from paperatlas.graph.calendar import calendar
from paperatlas.graph.concepts.overrides import Overrides, override_tables
from paperatlas.graph.concepts.vocabulary import Vocabulary, vocabulary_table
from paperatlas.graph.consistency import title_conflicts
from paperatlas.graph.engines.spark import Spark
from paperatlas.graph.joining import UNNESTED, boilerplate, known_names
from paperatlas.graph.listings import placed_listings
from paperatlas.graph.paper_names import OF_MANY, address_id, called, tells, title_id, title_key
from paperatlas.graph.people.told import told_people
from paperatlas.graph.problems import written
from paperatlas.graph.records import Problem
from paperatlas.graph.work_names import work_names

PROBLEM = pa.schema([("problem", pa.string())])
UNMATCHED = pa.schema([("place", pa.int64()), ("rule", pa.string()), ("name", pa.string())])


def join_readings(
    engine: Spark, readings: DataFrame, overrides: Overrides, vocabulary: Vocabulary
) -> tuple[dict[str, DataFrame], DataFrame]:
    """The flat tables that the relations start from, and the problems that show when all listings are seen together.

    Beside them, `unmatched_people` has whom the user names and no paper has.

    Args:
        engine: With a place for what is made on the way.
        readings: The readings of all files, with `source`, and the `place` of each row in its own.
        overrides: What the user says of names.
        vocabulary: Broader terms, where the user gives some.
    """
    rows = engine.numbered(readings, ("day", "source", "line", "place"), "listing").drop("place")
    placed = _placed(engine, rows, overrides)
    listing, nested = placed["listing"], set(UNNESTED.values())
    inputs = {
        "listing": listing.drop(*nested, "ids", "keywords", "reference_ids"),
        "given_id": placed["given_id"],
        **{name: engine.kept(_unnested(listing, column)) for name, column in UNNESTED.items()},
    }
    authors = inputs["listed_author"]
    for name, column in (("listed_affiliation", "affiliations"), ("listed_person_id", "ids")):
        inputs[name] = authors.select("listing", "author", F.explode(column).alias("value"))
    given = placed["given_id"].select("id", "paper")
    inputs |= engine.in_one_task(_work_names, "work_name", [listing.select("reference_ids"), given])
    dates = listing.select("day", "published").distinct()
    inputs |= engine.in_one_task(_calendar, "calendar", [dates])
    small = {"boilerplate": boilerplate(), "known_name": known_names(), "vocabulary": vocabulary_table(vocabulary)}
    inputs |= {name: engine.table(rows) for name, rows in (small | override_tables(overrides)).items()}
    inputs |= _told(engine, inputs, overrides)
    return inputs, placed["problems"]


def _placed(engine: Spark, rows: DataFrame, overrides: Overrides) -> dict[str, DataFrame]:
    components = _components(engine, rows, overrides)
    grouped = rows.join(components, "listing", "left").withColumn("component", F.coalesce("component", "listing"))
    grouped = grouped.repartition("component").sortWithinPartitions("component", "listing")
    return engine.in_groups(partial(_listings, overrides=overrides), "listing", "component", grouped)


def _listings(rows: pa.Table, overrides: Overrides) -> dict[str, pa.Table]:
    """The listings of some groups with their papers, the ids of these, and what contradicts."""
    found = placed_listings(rows.sort_by("listing").drop_columns("component").combine_chunks(), overrides)
    columns = (found.rows[name].to_pylist() for name in ("paper", "title", "source", "line"))
    problems = [*found.problems, *title_conflicts(zip(*columns, strict=True))]
    return {"listing": found.rows, "given_id": found.ids, "problems": problem_table(problems)}


def problem_table(problems: Sequence[Problem]) -> pa.Table:
    """Problems as text, which sorts as they do."""
    return pa.table({"problem": list(map(written, problems))}, PROBLEM)


def _components(engine: Spark, rows: DataFrame, overrides: Overrides) -> DataFrame:
    """`listing` and `component`, the first listing of its group, of those that share something with another.

    Each step gives every listing the first one that its keys lead to; the last step changes nothing.
    """
    author = F.get("authors", 0)["author"].alias("author")
    read = rows.select("listing", "ids", "title", "url", "citation_key", "published", author)
    keys = engine.in_rows(partial(_keys, overrides=overrides), read)
    shared = keys.groupBy("key").agg(F.min("listing").alias("first"), F.count("*").alias("of")).where("of > 1")
    ties = engine.kept(keys.join(shared.select("key", "first"), "key"))
    labels = engine.kept(ties.groupBy("listing").agg(F.min("first").alias("component")))
    ties = ties.drop("first")
    while True:
        first = ties.join(labels, "listing").groupBy("key").agg(F.min("component").alias("first"))
        found = engine.kept(ties.join(first, "key").groupBy("listing").agg(F.min("first").alias("component")))
        is_new = found.join(labels.withColumnRenamed("component", "before"), "listing").where("component <> before")
        if is_new.isEmpty():
            return found
        labels = found


def _keys(rows: pa.Table, overrides: Overrides) -> pa.Table:
    """What ties listings to others: ids, titles that tell papers apart, and, without ids, what a paper is named by."""
    told = {each: f"same:{number}" for number, group in enumerate(overrides.same_papers) for each in group}
    names = ("listing", "ids", "title", "url", "citation_key", "published", "author")
    columns = (rows[name].to_pylist() for name in names)
    found = [
        (listing, key)
        for listing, *given in zip(*columns, strict=True)
        for key in dict.fromkeys(_keys_of(told, *given))
    ]
    return pa.table(
        {
            "listing": pa.array([listing for listing, _ in found], pa.int64()),
            "key": pa.array([key for _, key in found], pa.string()),
        }
    )


def _keys_of(
    told: dict[str, str],
    ids: Sequence[str],
    title: str,
    url: str | None,
    citation_key: str | None,
    published: str | None,
    author: str | None,
) -> Iterator[str]:
    yield from ids
    if told:
        key = citation_key or ""
        marks = ((published or "")[:4], (author or "").partition(":")[2])
        yield from (told[each] for each in (*ids, *called(ids, title, url, key, *marks)) if each in told)
    folded = title_key(title)
    if tells(folded) or not ids or folded not in OF_MANY:
        yield title_id(title)
    if not ids and (address := address_id(url)):
        yield address
    if citation_key is not None:  # what ties papers that a bibliography calls alike, which is told
        yield f"key:{citation_key.lower()}"


def _unnested(listing: DataFrame, column: str) -> DataFrame:
    """A row an element of a list column, with its listing and its position in the list, from 1."""
    rows = listing.select("listing", F.posexplode(column).alias("position", "value"))
    rows = rows.withColumn("position", (F.col("position") + 1).cast("bigint"))
    if isinstance(rows.schema["value"].dataType, StructType):
        return rows.select("listing", "position", "value.*")
    return rows


def _work_names(listing: pa.Table, given: pa.Table) -> pa.Table:
    return work_names(listing["reference_ids"], given)


def _calendar(dates: pa.Table) -> pa.Table:
    return calendar(dates["day"], dates["published"])


def _told(engine: Spark, inputs: dict[str, DataFrame], overrides: Overrides) -> dict[str, DataFrame]:
    """What is told of people, and whom no paper has."""
    names = ("given_id", "listing", "listed_author", "listed_person_id")
    function = partial(_told_people, overrides=overrides)
    if not overrides.same_people and not overrides.different_people:
        return {name: engine.table(table) for name, table in _of_people(*told_people((), (), {})).items()}
    columns: list[list[Any]] = [["id", "paper"], ["listing", "paper", "citation_key"], ["listing", "author"], ["value"]]
    asked = [inputs[name].select(*each) for name, each in zip(names, columns, strict=True)]
    return engine.in_one_task(function, "told_people", asked)


def _told_people(*tables: pa.Table, overrides: Overrides) -> dict[str, pa.Table]:
    names = ("given_id", "listing", "listed_author", "listed_person_id")
    inputs = dict(zip(names, tables, strict=True))
    return _of_people(*told_people(overrides.same_people, overrides.different_people, inputs))


def _of_people(told: pa.Table, unmatched: Sequence[tuple[str, str]]) -> dict[str, pa.Table]:
    rows = [{"place": place, "rule": rule, "name": name} for place, (rule, name) in enumerate(unmatched)]
    return {"told_people": told, "unmatched_people": pa.Table.from_pylist(rows, UNMATCHED)}
