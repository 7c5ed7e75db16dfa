"""JSON whose records are of several forms: an answer of one service behind that of another, a list of both.

A form of JSON has besides `accepts` and `parse`:

    LISTS                                   keys under which an object around records holds the list of them
    is_record(value)                        whether a value is a record of this form, by itself
    papers_in(records, source, problems)    reads such records

The form that a file is told to be in leads: it reads its own records and those that nobody knows. What is a record of
another form, wherever in the text it stands, is read by that one.
"""

import functools
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol, cast

from paperatlas.graph.records import PaperRecord, ParsedFile, Problem
from paperatlas.parsers.json_records import JsonRecord, are_lines, json_records
from paperatlas.parsers.left_over import SEVERAL


class JsonForm(Protocol):
    """What a form's module offers whose records may stand among those of others."""

    LISTS: frozenset[str]

    def is_record(self, value: Any) -> bool:
        """Whether a value is a record of this form, by itself."""

    def papers_in(self, records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
        """Reads records; `problems` has what the reader of the records tells, and is part of the result."""


@functools.cache
def json_forms() -> Mapping[str, JsonForm]:
    """The forms of JSON whose records can be told from others', by name."""
    from paperatlas.parsers import FORMATS  # which names the modules that use this one

    parsers = {name: each.parser() for name, each in FORMATS.items() if ".json" in each.suffixes}
    return {name: cast(JsonForm, each) for name, each in parsers.items() if hasattr(each, "is_record")}


def form_of_record(value: Any) -> str | None:
    """The form that a value is a record of."""
    return next((name for name, form in json_forms().items() if form.is_record(value)), None)


def is_any_record(value: Any) -> bool:
    """Whether a value is a record of a form."""
    return form_of_record(value) is not None


def parse_json(name: str, text: str, source: str) -> ParsedFile:
    """Reads a text.

    Args:
        name: The form that leads.
        text: It.
        source: The file.
    """
    form = json_forms()[name]
    problems: list[Problem] = []
    others = Others(source)
    records = json_records(text, source, problems, form.LISTS, is_any_record)
    parsed = form.papers_in(_own(records, form, others, on_lines=are_lines(text)), source, problems)
    return others.beside(parsed, name)


def _own(records: Iterable[JsonRecord], form: JsonForm, others: "Others", *, on_lines: bool) -> Iterator[JsonRecord]:
    """The records that the form itself reads; the others are set aside."""
    more = 0  # so many more records are held by objects before than these objects are
    for record in records:
        if more:
            record = record._replace(number=record.number + more)
        if form.is_record(record.value) or (found := others.take(record, form, counts=not on_lines)) is None:
            yield record
        else:
            more += 0 if on_lines else found - 1


class Others:
    """What in a text is not of the form that leads.

    Attributes:
        source: The file.
        records: By form.
        papers: What is in no known form.
    """

    def __init__(self, source: str) -> None:
        self.source = source
        self.records: dict[str, list[JsonRecord]] = {}
        self.papers: list[PaperRecord] = []

    def claim(self, record: JsonRecord) -> bool:
        """Sets a record aside if a form knows it as its own."""
        name = form_of_record(record.value)
        if name is not None:
            self.records.setdefault(name, []).append(record)
        return name is not None

    def __len__(self) -> int:
        """How many records are set aside."""
        return len(self.papers) + sum(map(len, self.records.values()))

    def take(self, record: JsonRecord, form: JsonForm, *, counts: bool) -> int | None:
        """Sets aside what is no record of a form, with all that it holds; how many papers, or None where none is."""
        if self.claim(record):
            return 1
        if not isinstance(record.value, dict | list):
            return None
        mine = form.papers_in([record], self.source, []).papers if isinstance(record.value, dict) else ()
        if mine and mine[0].ids:
            return None
        from paperatlas.parsers.missing import day_of_file
        from paperatlas.parsers.other_json import Walk

        walk = Walk(self.source, self.claim, counts=counts, needs_id=bool(mine))
        walk.read(record._replace(day=day_of_file(self.source)), is_listed=not mine)
        self.papers += walk.papers
        return walk.found or None

    def beside(self, parsed: ParsedFile, name: str) -> ParsedFile:
        """What was set aside beside what the form that leads read, and that it is told."""
        papers, problems = list(parsed.papers), list(parsed.problems)
        name = name if papers else ""
        for other, records in self.records.items():
            form = json_forms()[other]
            found = form.papers_in(records, self.source, [])
            papers += found.papers
            problems += found.problems
            if name not in ("", other):
                problems.append(_told(self.source, name, other, [record.number for record in records]))
            name = name or other  # all is of one form, with things around it that nobody knows
        if self.papers:
            from paperatlas.parsers.missing import missing_in

            papers += self.papers
            numbers = [paper.line for paper in self.papers]
            problems += [*missing_in(self.papers, self.source), _told(self.source, name, "other-json", numbers)]
        if len(papers) > len(parsed.papers):
            papers.sort(key=lambda paper: paper.line)
            problems = [problem for problem in problems if problem.code != "no-papers"]
        return ParsedFile(tuple(papers), tuple(sorted(problems)))


def _told(source: str, name: str, other: str, numbers: list[int]) -> Problem:
    message = f"this file is read as {name}; what in it is in another form is read as {other}"
    return Problem(source, numbers[0], SEVERAL, message, "", len(numbers))
