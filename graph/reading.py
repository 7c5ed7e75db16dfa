"""What is read from one digest, as an Arrow table with a row a listing; and all readings together as flat tables.

The first half is pure and per digest, so it is cached and spread over processes. The second half joins the readings of
all digests into the tables that the relations (SQL) start from.
"""

import datetime
import itertools
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from operator import attrgetter
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.concepts.languages import LETTERS, local_key, terms
from paperatlas.graph.concepts.overrides import NO_OVERRIDES, Overrides, override_tables
from paperatlas.graph.concepts.vocabulary import NO_VOCABULARY, Vocabulary, vocabulary_table
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.identity import author_id
from paperatlas.graph.language import main_language
from paperatlas.graph.records import ParsedDigest, Problem, squeezed_record

_MENTION = pa.struct(  # the fields of CandidateMention, in its order
    [
        ("key", pa.string()),
        ("text", pa.string()),
        ("passage", pa.int64()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("score", pa.float64()),
        ("zipf", pa.float64()),
        ("names_paper", pa.bool_()),
    ]
)
_ACRONYM = pa.struct([("acronym", pa.string()), ("expansion", pa.string()), ("sought", pa.string())])
_GLOSS = pa.struct(
    [
        ("name", pa.string()),
        ("name_key", pa.string()),
        ("language", pa.string()),
        ("english", pa.string()),
        ("key", pa.string()),
        ("passage", pa.int64()),
        ("start", pa.int64()),
        ("well_formed", pa.bool_()),
    ]
)
_AUTHOR = pa.struct([("name", pa.string()), ("author", pa.string())])
_PASSAGE = pa.struct([("section", pa.string()), ("text", pa.string()), ("line", pa.int64())])
_ACRONYM_VALUES = attrgetter(*(field.name for field in _ACRONYM))
_GLOSS_VALUES = attrgetter(*(field.name for field in _GLOSS))
_PASSAGE_VALUES = attrgetter(*(field.name for field in _PASSAGE))
SCHEMA = pa.schema(
    [
        ("arxiv_id", pa.string()),
        ("title", pa.string()),
        ("url", pa.string()),
        ("day", pa.date32()),
        ("votes", pa.int64()),
        ("authors_complete", pa.bool_()),
        ("language", pa.string()),
        ("image", pa.string()),
        ("video", pa.string()),
        ("line", pa.int64()),
        ("words", pa.int64()),
        ("links", pa.list_(pa.string())),
        ("authors", pa.list_(_AUTHOR)),
        ("passages", pa.list_(_PASSAGE)),
        ("mentions", pa.list_(_MENTION)),
        ("acronyms", pa.list_(_ACRONYM)),
        ("glosses", pa.list_(_GLOSS)),
    ]
)


def read_digest(digest: ParsedDigest) -> pa.Table:
    """Finds the mentions of each paper; `SCHEMA`, a row a listing, the problems in the schema's metadata."""
    if not digest.papers:
        return _with_problems(SCHEMA.empty_table(), digest.problems)
    from paperatlas.graph.concepts.mentions import find_mentions

    papers = [squeezed_record(paper) for paper in digest.papers]
    found = [find_mentions(paper) for paper in papers]
    plain = ("arxiv_id", "title", "url", "day", "votes", "authors_complete", "image", "video", "line", "links")
    columns: dict[str, Any] = {name: [getattr(paper, name) for paper in papers] for name in plain}
    columns["language"] = [main_language(passage.text for passage in paper.passages) for paper in papers]
    columns["words"] = [mentions.words for mentions in found]
    arrays = {name: pa.array(values, SCHEMA.field(name).type) for name, values in columns.items()}
    arrays["authors"] = _nested([[(name, author_id(name)) for name in paper.authors] for paper in papers], _AUTHOR)
    arrays["passages"] = _nested([list(map(_PASSAGE_VALUES, paper.passages)) for paper in papers], _PASSAGE)
    arrays["mentions"] = _nested([mentions.mentions for mentions in found], _MENTION)
    arrays["acronyms"] = _nested([list(map(_ACRONYM_VALUES, mentions.acronyms)) for mentions in found], _ACRONYM)
    arrays["glosses"] = _nested([list(map(_GLOSS_VALUES, mentions.glosses)) for mentions in found], _GLOSS)
    reading = pa.Table.from_arrays([arrays[name] for name in SCHEMA.names], schema=SCHEMA)
    return _with_problems(reading, digest.problems)


def _nested(lists: Sequence[Sequence[tuple[Any, ...]]], struct: pa.StructType) -> pa.Array:
    """A list of structs a row, made column by column: far faster than value by value."""
    offsets = [0, *itertools.accumulate(map(len, lists))]
    columns = list(zip(*itertools.chain.from_iterable(lists), strict=True)) or [()] * len(struct)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, struct, strict=True)]
    return pa.ListArray.from_arrays(
        pa.array(offsets, pa.int32()), pa.StructArray.from_arrays(arrays, fields=list(struct))
    )


def _with_problems(reading: pa.Table, problems: Sequence[Problem]) -> pa.Table:
    rows = json.dumps([asdict(problem) for problem in problems], ensure_ascii=False)
    return reading.replace_schema_metadata({"problems": rows})


def problems_of(reading: pa.Table, source: str) -> list[Problem]:
    """The problems met when a digest was read, under the name it has now."""
    return [Problem(**{**row, "file": source}) for row in json.loads(reading.schema.metadata[b"problems"])]


def join_readings(
    readings: Iterable[tuple[str, pa.Table]],
    overrides: Overrides = NO_OVERRIDES,
    vocabulary: Vocabulary = NO_VOCABULARY,
) -> dict[str, pa.Table]:
    """The flat tables that the relations start from.

    Args:
        readings: The source and the reading of each digest, in any order.
        overrides: What the user says of names.
        vocabulary: Broader terms, where the user gives some.

    Returns:
        `listing` numbers the listings by day, source and line, undated first; `listed_author`, `listed_passage`,
        `listed_link`, `candidate`, `listed_acronym` and `listed_gloss` refer to it. Besides `calendar`, `boilerplate`,
        `known_name`, `vocabulary` and the tables of `paperatlas.graph.concepts.overrides`.
    """
    tables = [table.append_column("source", _repeated(source, len(table))) for source, table in readings]
    empty = SCHEMA.append(pa.field("source", pa.string())).empty_table()
    rows = pa.concat_tables([empty, *(table.replace_schema_metadata(None) for table in tables)])
    keys = rows.select(["source", "line"]).append_column("day", pc.fill_null(rows["day"], datetime.date.min))
    order = [("day", "ascending"), ("source", "ascending"), ("line", "ascending")]
    places = pc.sort_indices(keys, sort_keys=order)
    if not places.equals(pa.array(range(len(places)), places.type)):  # mostly they are in order, and taking is slow
        rows = rows.take(places)
    rows = rows.combine_chunks()
    rows = rows.append_column("listing", pa.array(range(len(rows)), pa.int64()))
    rows = rows.append_column("paper", pc.binary_join_element_wise("arxiv:", rows["arxiv_id"], ""))
    return {
        "listing": rows.drop_columns(["links", "authors", "passages", "mentions", "acronyms", "glosses"]),
        "listed_author": _unnested(rows, "authors"),
        "listed_passage": _unnested(rows, "passages"),
        "listed_link": _unnested(rows, "links"),
        "candidate": _unnested(rows, "mentions"),
        "listed_acronym": _unnested(rows, "acronyms"),
        "listed_gloss": _unnested(rows, "glosses"),
        "calendar": _calendar(rows["day"]),
        "boilerplate": pa.table({"key": pa.array(sorted(word_list("boilerplate")), pa.string())}),
        "known_name": _known_names(),
        "vocabulary": vocabulary_table(vocabulary),
    } | override_tables(overrides)


def _known_names() -> pa.Table:
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


def _repeated(value: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(value, pa.string()), count)


def _unnested(rows: pa.Table, column: str) -> pa.Table:
    """A row an element of a list column, with its listing and its position in the list, from 1."""
    lists = rows[column].combine_chunks() if rows[column].num_chunks != 1 else rows[column].chunk(0)
    parents = pc.list_parent_indices(lists)
    values = pc.list_flatten(lists)
    starts = pc.take(lists.offsets, parents)
    first = lists.offsets[0].as_py() if len(lists) else 0
    position = pc.subtract(pc.add(pa.array(range(first, first + len(values)), pa.int64()), 1), starts)
    columns = {"listing": pc.take(rows["listing"], parents), "position": pc.cast(position, pa.int64())}
    if pa.types.is_struct(values.type):
        columns |= {field.name: values.field(field.name) for field in values.type}
    else:
        columns["value"] = values
    return pa.table(columns)


def _calendar(days: pa.ChunkedArray) -> pa.Table:
    """Year, month and ISO week of each day that occurs."""
    distinct: list[datetime.date] = sorted(day for day in days.unique().to_pylist() if day is not None)
    weeks = [day.isocalendar() for day in distinct]
    return pa.table(
        {
            "id": pa.array([day.isoformat() for day in distinct], pa.string()),
            "date": pa.array(distinct, pa.date32()),
            "year": pa.array([day.year for day in distinct], pa.int64()),
            "month": pa.array([f"{day.year:04}-{day.month:02}" for day in distinct], pa.string()),
            "week": pa.array([f"{week.year:04}-W{week.week:02}" for week in weeks], pa.string()),
        }
    )
