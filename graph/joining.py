"""The readings of all files together, as the flat tables that the relations (SQL) start from."""

import datetime
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.calendar import calendar
from paperatlas.graph.concepts.languages import LETTERS, local_key, terms
from paperatlas.graph.concepts.overrides import NO_OVERRIDES, Overrides, override_tables
from paperatlas.graph.concepts.vocabulary import NO_VOCABULARY, Vocabulary, vocabulary_table
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.extraction import SCHEMA
from paperatlas.graph.listings import PlacedListings, placed_listings
from paperatlas.graph.people.told import told_people
from paperatlas.graph.records import Problem
from paperatlas.graph.work_names import work_names

# A flat table a list column of the readings, with a row an element.
UNNESTED = {
    "listed_author": "authors",
    "listed_passage": "passages",
    "listed_link": "links",
    "listed_reference": "references",
    "listed_detail": "details",
    "candidate": "mentions",
    "listed_acronym": "acronyms",
    "listed_gloss": "glosses",
}
_OF_PAPERS = {table: column for table, column in UNNESTED.items() if column in ("authors", "details")}
OF_TEXT = {table: column for table, column in UNNESTED.items() if table not in _OF_PAPERS}
"""Those that say nothing of which paper a listing is of, nor of who wrote it."""
READ = SCHEMA.append(pa.field("source", pa.string()))
ORDER = [("day", "ascending"), ("source", "ascending"), ("line", "ascending")]


class Inputs(NamedTuple):
    """What the relations start from.

    Attributes:
        tables: The flat tables by name.
        problems: What only shows when all listings are seen together.
        unmatched_people: Whom the user names and no paper has, each with the rule.
    """

    tables: dict[str, pa.Table]
    problems: list[Problem]
    unmatched_people: list[tuple[str, str]]


def join_readings(
    readings: Iterable[tuple[str, pa.Table]],
    overrides: Overrides = NO_OVERRIDES,
    vocabulary: Vocabulary = NO_VOCABULARY,
) -> Inputs:
    """The flat tables that the relations start from.

    Args:
        readings: The source and the reading of each file, in any order.
        overrides: What the user says of names.
        vocabulary: Broader terms, where the user gives some.

    Returns:
        `listing` numbers the listings by day, source and line, undated first; `listed_author`, `listed_passage`,
        `listed_link`, `listed_reference`, `candidate`, `listed_acronym` and `listed_gloss` refer to it. Besides
        `given_id`, `work_name`, `calendar`, `boilerplate`, `known_name`, `vocabulary` and the tables of
        `paperatlas.graph.concepts.overrides`.
    """
    tables = [with_source(table, source) for source, table in readings]
    rows = pa.concat_tables([READ.empty_table(), *tables])
    places = pc.sort_indices(listing_order(rows), sort_keys=ORDER)
    if not places.equals(pa.array(range(len(places)), places.type)):  # mostly they are in order, and taking is slow
        rows = rows.take(places)
    rows = rows.combine_chunks()
    rows = rows.append_column("listing", pa.array(range(len(rows)), pa.int64()))
    placed = placed_listings(rows, overrides)
    inputs = of_placed(placed) | {name: unnested(placed.rows, column) for name, column in OF_TEXT.items()}
    inputs |= of_user(overrides, vocabulary)
    told, unmatched = told_people(overrides.same_people, overrides.different_people, inputs)
    return Inputs(inputs | {"told_people": told}, placed.problems, unmatched)


def with_source(reading: pa.Table, source: str) -> pa.Table:
    """A reading with the column `source`."""
    repeated = pa.repeat(pa.scalar(source, pa.string()), len(reading))
    return reading.append_column("source", repeated).replace_schema_metadata(None)


def listing_order(rows: pa.Table) -> pa.Table:
    """What listings are ordered by, in `ORDER`: undated ones come first."""
    return rows.select(["source", "line"]).append_column("day", pc.fill_null(rows["day"], datetime.date.min))


def of_placed(placed: PlacedListings) -> dict[str, pa.Table]:
    """The flat tables that follow from the listings and their papers, texts apart."""
    rows = placed.rows
    lists = [name for name in (*UNNESTED.values(), "ids", "keywords", "reference_ids") if name in rows.column_names]
    of_papers = {table: unnested(rows, column) for table, column in _OF_PAPERS.items()}
    return {
        "listing": rows.drop_columns(lists),
        "given_id": placed.ids,
        "work_name": work_names(rows["reference_ids"], placed.ids),
        "calendar": calendar(rows["day"], rows["published"]),
        **of_papers,
        **of_people(of_papers["listed_author"]),
    }


def of_user(overrides: Overrides, vocabulary: Vocabulary) -> dict[str, pa.Table]:
    """The flat tables that follow from what the user says, or from nothing."""
    return {
        "boilerplate": boilerplate(),
        "known_name": known_names(),
        "vocabulary": vocabulary_table(vocabulary),
    } | override_tables(overrides)


def of_people(listed: pa.Table) -> dict[str, pa.Table]:
    """`listed_affiliation` and `listed_person_id`: a row a name and an institution, or an id that a source gives it."""
    return {
        table: pa.table(
            {
                "listing": pc.take(listed["listing"], pc.list_parent_indices(listed[column])),
                "author": pc.take(listed["author"], pc.list_parent_indices(listed[column])),
                "value": pc.list_flatten(listed[column]),
            }
        )
        for table, column in (("listed_affiliation", "affiliations"), ("listed_person_id", "ids"))
    }


def boilerplate() -> pa.Table:
    """Words that are no topics."""
    return pa.table({"key": pa.array(sorted(word_list("boilerplate")), pa.string())})


def known_names() -> pa.Table:
    """Names of common terms in other languages, with their keys."""
    names = {local_key(name): (name, code, english) for code in LETTERS for name, english in terms(code).items()}
    return pa.table(
        {
            "name": pa.array([name for name, _, _ in names.values()], pa.string()),
            "name_key": pa.array(names.keys(), pa.string()),
            "language": pa.array([code for _, code, _ in names.values()], pa.string()),
            "english": pa.array([english for _, _, english in names.values()], pa.string()),
            "key": pa.array([english.lower().replace("-", " ") for _, _, english in names.values()], pa.string()),
        }
    )


def unnested(rows: pa.Table, column: str) -> pa.Table:
    """A row an element of a list column, with its listing and its position in the list, from 1."""
    lists = rows[column].combine_chunks() if rows[column].num_chunks != 1 else rows[column].chunk(0)
    parents = pc.list_parent_indices(lists)
    values = pc.list_flatten(lists)
    starts = pc.take(lists.offsets, parents)
    first = lists.offsets[0].as_py() if len(lists) else 0
    position = pc.subtract(pa.array(np.arange(first + 1, first + len(values) + 1)), starts)
    columns = {"listing": pc.take(rows["listing"], parents), "position": pc.cast(position, pa.int64())}
    if pa.types.is_struct(values.type):
        columns |= {field.name: values.field(field.name) for field in values.type}
    else:
        columns["value"] = values
    return pa.table(columns)
