"""Records out of Python and back."""

import datetime
import json
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.base.errors import UsageError
from paperatlas.graph.records import AuthorRecord, Detail, PaperRecord, Passage, ReferenceId, Trust
from paperatlas.parsers import parse_bytes
from paperatlas.parsers.fields.names import is_name
from paperatlas.parsers.record_lines import record_lines

words = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=12).map(
    lambda text: unicodedata.normalize("NFC", text)
)
dates = st.dates(datetime.date(1500, 1, 1), datetime.date(2100, 1, 1))
ids = st.sampled_from(["arxiv:2404.09656", "doi:10.1000/182", "openalex:W123456", "pmid:12345"])
authors = st.builds(
    AuthorRecord,
    words.filter(is_name),
    st.sampled_from([(), ("orcid:0000-0002-1825-0097",), ("openalex:A123", "s2:45")]),
    st.lists(words, max_size=2, unique=True).map(tuple),
    st.none(),
)
people = authors | st.builds(lambda given, of: of._replace(name=f"{given} {of.name}", family=of.name), words, authors)
addresses = st.sampled_from(["https://example.org/a", "http://example.org/b?c=d"])
records = st.builds(
    PaperRecord,
    ids=st.lists(ids, min_size=1, max_size=3, unique=True).map(tuple),
    title=words,
    url=addresses | st.just(""),
    day=st.none() | dates,
    published=st.none() | dates.map(str) | st.sampled_from(["1999", "2024-04"]),
    votes=st.none() | st.integers(0, 10**9),
    authors=st.lists(people, max_size=3, unique_by=lambda author: author.name).map(tuple),
    authors_complete=st.none() | st.booleans(),
    authors_in_order=st.booleans(),
    passages=st.lists(st.builds(Passage, words | st.just(""), words, st.just(1)), max_size=3).map(tuple),
    keywords=st.lists(words, max_size=3, unique=True).map(tuple),
    reference_ids=st.lists(st.builds(ReferenceId, ids, ids), max_size=2).map(tuple),
    venue=st.none() | words,
    references=st.lists(ids, max_size=2, unique=True).map(tuple),
    citations=st.none() | st.integers(0, 10**9),
    links=st.lists(addresses, max_size=2, unique=True).map(tuple),
    image=st.none() | addresses,
    video=st.none() | addresses,
    trust=st.sampled_from(Trust),
    source=st.just("records.jsonl"),
)


@given(records)
def test_any_record_comes_back(record: PaperRecord) -> None:
    digest = parse_bytes("".join(record_lines([record])).encode(), "records.jsonl")
    assert digest.problems == ()
    assert digest.papers == parse_bytes("".join(record_lines(digest.papers)).encode(), "records.jsonl").papers
    (read,) = digest.papers
    assert read == record


def test_what_is_no_record_is_an_error_with_its_place() -> None:
    with pytest.raises(UsageError, match=r"records\[1\] is a dict, not a paperatlas\.PaperRecord"):
        list(record_lines([PaperRecord(title="x"), {}]))  # type: ignore[list-item]


def test_a_family_name_is_part_of_the_name() -> None:
    authors = (AuthorRecord("Ann Lee", family="Roe"), AuthorRecord("Bo Li Poe", family="Li Poe"))
    digest = parse_bytes("".join(record_lines([PaperRecord(title="Boxes", authors=authors)])).encode(), "records.jsonl")
    assert [author.family for author in digest.papers[0].authors] == [None, "Li Poe"]
    assert [(problem.code, problem.raw) for problem in digest.problems] == [("unreadable-author", "Roe")]


def test_what_is_wrong_in_a_record_is_told_and_the_rest_comes_through() -> None:
    record = PaperRecord(
        ids=("nonsense",), title="Boxes", published="20244", references=("x",), authors=(AuthorRecord("7"),)
    )
    lines = "".join(record_lines([record, PaperRecord(ids=("nonsense",))]))
    digest = parse_bytes(lines.encode(), "records.jsonl")
    assert [(paper.title, paper.ids, paper.published) for paper in digest.papers] == [("Boxes", (), None)]
    assert sorted((problem.line, problem.code) for problem in digest.problems) == [
        (1, "unreadable-author"),
        (1, "unreadable-date"),
        (1, "unreadable-id"),
        (1, "unreadable-id"),
        (2, "no-paper"),
        (2, "unreadable-id"),
    ]


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"authors": ("Ann Lee",)}, "authors[0] must be AuthorRecord, not str: 'Ann Lee'"),
        ({"authors": "Ann Lee"}, "authors must be a tuple of AuthorRecord, not str: 'Ann Lee'"),
        ({"ids": "arxiv:2404.09656"}, "ids must be a tuple of str, not str: 'arxiv:2404.09656'"),
        ({"ids": (240409656,)}, "ids[0] must be str, not int: 240409656"),
        ({"published": 2024}, "published must be str, not int: 2024"),
        ({"votes": "12"}, "votes must be int, not str: '12'"),
        ({"votes": True}, "votes must be int, not bool: True"),
        ({"venue": 5}, "venue must be str, not int: 5"),
        ({"citations": "7"}, "citations must be int, not str: '7'"),
        ({"day": "2024-04-16"}, "day must be date, not str: '2024-04-16'"),
        ({"authors_complete": 1}, "authors_complete must be bool, not int: 1"),
        ({"keywords": None}, "keywords must be a tuple of str, not NoneType: None"),
    ],
)
def test_a_field_of_another_type_is_an_error_with_its_place(fields: dict[str, Any], told: str) -> None:
    with pytest.raises(UsageError) as error:
        list(record_lines([PaperRecord(title="L", **fields)]))
    assert str(error.value) == f"records[0].{told}"


def test_a_line_of_another_program_with_a_value_that_can_not_be_read_is_told() -> None:
    line = {"paperatlas": 1, "title": "L", "published": 2024, "votes": "12", "venue": 5, "citations": -1, "authors": 7}
    digest = parse_bytes(json.dumps(line | {"url": "nowhere", "authors_complete": "no"}).encode(), "records.jsonl")
    told = [problem.message.partition(" is ")[0] for problem in digest.problems if problem.code == "unreadable-value"]
    assert told == sorted(["published", "votes", "venue", "citations", "authors", "url", "authors_complete"])


def test_an_entry_or_key_that_would_end_an_export_is_left_out() -> None:
    details = [
        {"name": "entry", "value": "misc{x,}\n\\write18{id}\n@manual"},
        {"name": "other-keys", "value": "one,k}, note={INJECTED,two"},
        {"name": "volume", "value": "3"},
    ]
    record = {"paperatlas": 1, "title": "Knots", "ids": ["doi:10.1000/1"], "details": details}
    parsed = parse_bytes(json.dumps(record).encode(), "x.jsonl")
    assert parsed.papers[0].details == (Detail("volume", "3"), Detail("other-keys", "one,two"))
    assert [problem.code for problem in parsed.problems] == ["unreadable-value"]
