"""One file to its reading: an Arrow table with a row a listing; pure, so it is cached and spread over processes."""

import itertools
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pyarrow as pa

from paperatlas.graph.columns import record_fields, value_type
from paperatlas.graph.identity import author_id
from paperatlas.graph.language import main_language
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.problems import read_of_file, written_of_file
from paperatlas.graph.records import KEYWORDS, PaperMentions, PaperRecord, ParsedFile, Passage, Problem
from paperatlas.graph.unexpected import unexpected
from paperatlas.graph.whitespace import squeezed
from paperatlas.graph.work_types import type_at


class ListedAuthor(NamedTuple):
    """An author as printed, and the id of the node whose name it is."""

    name: str
    ids: tuple[str, ...]
    affiliations: tuple[str, ...]
    family: str | None
    author: str


# The source is known only when readings are joined: two files with the same content share a reading.
_OF_RECORD = [field for field in record_fields(PaperRecord) if field.name not in ("authors", "source")]
_OF_MENTIONS = record_fields(PaperMentions)
_NO_MENTIONS = PaperMentions((), (), (), 0)
_AUTHORS = pa.field("authors", value_type(tuple[ListedAuthor, ...]))
SCHEMA = pa.schema(
    [*_OF_RECORD, pa.field("printed_title", pa.string()), pa.field("language", pa.string()), _AUTHORS, *_OF_MENTIONS]
)


def reading_of(parsed: ParsedFile) -> pa.Table:
    """Finds the mentions of each paper; `SCHEMA`, a row a listing, the problems in the schema's metadata."""
    if not parsed.papers:
        return _with_problems(SCHEMA.empty_table(), parsed.problems)
    from paperatlas.graph.concepts.mentions import find_mentions

    papers = [readable(paper) for paper in parsed.papers]
    problems = list(parsed.problems)
    found = []
    for paper in papers:
        try:
            found.append(find_mentions(paper))
        except Exception as error:
            problems.append(unexpected(paper.source, paper.line, "the concepts of this paper are left out", error))
            found.append(_NO_MENTIONS)
    columns: dict[str, Sequence[Any]] = {
        "printed_title": [squeezed(paper.title) for paper in parsed.papers],
        "language": [main_language(passage.text for passage in paper.passages) for paper in papers],
        "authors": [[ListedAuthor(*author, author_id(author.name)) for author in paper.authors] for paper in papers],
    }
    columns |= {field.name: [getattr(paper, field.name) for paper in papers] for field in _OF_RECORD}
    columns |= {field.name: [getattr(mentions, field.name) for mentions in found] for field in _OF_MENTIONS}
    arrays = [_array(columns[field.name], field.type) for field in SCHEMA]
    return _with_problems(pa.Table.from_arrays(arrays, schema=SCHEMA), sorted(problems))


def readable(paper: PaperRecord) -> PaperRecord:
    """The record as it is read: a plain title, single blanks, so that places are those of what is shown; its type.

    The keywords that a source gives are a passage of their own, so that they are mentions like any other.
    """
    passages = [
        passage if (text := squeezed(passage.text)) == passage.text else passage._replace(text=text)
        for passage in paper.passages
    ]
    if paper.keywords:
        passages.append(Passage(KEYWORDS, squeezed("; ".join(paper.keywords)), paper.line))
    return replace(
        paper,
        title=squeezed(plain_title(paper.title)),
        passages=tuple(passages),
        work_type=type_at(paper.venue, paper.work_type),
    )


def _array(values: Sequence[Any], wanted: pa.DataType) -> pa.Array:
    """The values of a column; lists of records, which are tuples, are made field by field: far faster than by value."""
    if not pa.types.is_list(wanted) or not pa.types.is_struct(wanted.value_type):
        return pa.array(values, wanted)
    fields = list(wanted.value_type)
    columns = list(zip(*itertools.chain.from_iterable(values), strict=True)) or [()] * len(fields)
    arrays = [pa.array(column, field.type) for column, field in zip(columns, fields, strict=True)]
    offsets = pa.array([0, *itertools.accumulate(map(len, values))], pa.int32())
    return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(arrays, fields=fields))


def _with_problems(reading: pa.Table, problems: Sequence[Problem]) -> pa.Table:
    return reading.replace_schema_metadata({"problems": written_of_file(problems)})


def problems_of(reading: pa.Table, source: str) -> list[Problem]:
    """The problems met when a file was read, under the name it has now."""
    return read_of_file(reading.schema.metadata[b"problems"].decode(), source)
