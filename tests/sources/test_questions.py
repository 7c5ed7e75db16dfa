"""What services are asked for, and what nobody can be asked for."""

import datetime

import pytest

from paperatlas.base.errors import UsageError
from paperatlas.sources import ASKED_BY_IDS, arxiv, hugging_face, openalex, semantic_scholar
from paperatlas.sources.by_ids import ABSTRACT, AUTHORS, ID_SERVICES, ORCIDS, VENUE, WantedPaper, asked_by
from paperatlas.sources.days import read_day, read_range

TODAY = datetime.date(2024, 5, 1)
FIRST, LAST = datetime.date(2024, 4, 1), datetime.date(2024, 4, 30)


@pytest.mark.parametrize(
    ("query", "categories", "days", "asked"),
    [
        ("graph networks", [], (None, None), "all:graph AND all:networks"),
        ("ti:attention AND au:vaswani", [], (None, None), "ti:attention AND au:vaswani"),
        ('"graph networks"', ["cs.LG"], (None, None), '("graph networks") AND cat:cs.LG'),
        (
            None,
            ["cs.CL", "hep-th"],
            (FIRST, LAST),
            "(cat:cs.CL OR cat:hep-th) AND submittedDate:[202404010000 TO 202404302359]",
        ),
        ("looms", [], (FIRST, None), "all:looms AND submittedDate:[202404010000 TO 210001012359]"),
        ("a OR b", ["math.GT"], (None, None), "(a OR b) AND cat:math.GT"),
    ],
)
def test_what_arxiv_is_asked(
    query: str | None, categories: list[str], days: tuple[datetime.date | None, datetime.date | None], asked: str
) -> None:
    assert arxiv.search(query, categories, *days, None).parameters == (("search_query", asked),)


def test_names_of_files_tell_what_is_in_them() -> None:
    names = [
        arxiv.search("graph networks", ["cs.LG"], FIRST, LAST, None).name,
        openalex.search("그래프", "type:article", None, None, None).name,
        semantic_scholar.search("../../etc/passwd", None, None, None).name,
    ]
    assert [name.rpartition("-")[0] for name in names] == [
        "arxiv-graph-networks-cs.LG-2024-04-01-2024-04-30",
        "openalex-그래프-type-article",
        "s2-etc-passwd",
    ]
    long = arxiv.search("word " * 100, [], None, None, None).name
    assert len(long) < 80


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2024-04-16", "2024-04-15", "is before 2024-04-16"),
        ("2020-01-01", "2024-04-15", "begin on 2023-05-04"),
        ("2024-04-16", "2024-05-02", r"has not come: it is 2024-05-01 \(UTC\)"),
    ],
)
def test_days_without_daily_papers(first: str, last: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        hugging_face.days(read_day(first, TODAY), read_day(last, TODAY), TODAY)


def test_days_as_they_are_written() -> None:
    assert read_day(" Today ", TODAY) == TODAY
    assert read_day(datetime.datetime(2024, 4, 16, 12), TODAY) == datetime.date(2024, 4, 16)
    assert read_range("2024-04-16", "yesterday", TODAY) == (datetime.date(2024, 4, 16), LAST)
    for word in ("2024-02-30", "soon", "16.4.2024", "", "2024-4"):
        with pytest.raises(UsageError, match="is no day"):
            read_day(word, TODAY)
    with pytest.raises(UsageError, match="is before"):
        read_range("2024-04-16", "2024-04-01", TODAY)


def test_questions_about_nothing() -> None:
    with pytest.raises(UsageError, match="say what"):
        arxiv.search(None, [], FIRST, None, None)
    with pytest.raises(UsageError, match="say what"):
        arxiv.search(" ", [], None, None, None)
    with pytest.raises(UsageError, match="no category"):
        arxiv.search(None, ["cs.CL OR all:x"], None, None, None)
    with pytest.raises(UsageError, match="say what"):
        openalex.search("", None, FIRST, None, None)
    with pytest.raises(UsageError, match="say what"):
        semantic_scholar.search("  ", None, None, None)


def test_who_is_asked_for_what() -> None:
    cut = WantedPaper(("arxiv:2404.00001", "doi:10.1000/1"), frozenset({AUTHORS}))
    published = WantedPaper(("doi:10.1000/2", "s2:" + "f" * 40), frozenset({ABSTRACT, VENUE}))
    anonymous = WantedPaper(("pmid:31978945",), frozenset({ORCIDS}))
    nowhere = WantedPaper(("openreview:rJXMpikCZ", "title:a b"), frozenset({AUTHORS}))
    papers = [cut, published, anonymous, nowhere]
    assert tuple(ID_SERVICES) == ASKED_BY_IDS
    found = {name: asked_by(of, papers, set()) for name, of in ID_SERVICES.items()}
    assert {name: list(asked) for name, asked in found.items()} == {
        "arxiv": ["arxiv:2404.00001"],
        "openalex": ["doi:10.1000/1", "doi:10.1000/2", "pmid:31978945"],
        "s2": ["arxiv:2404.00001", "doi:10.1000/2"],
    }
    assert asked_by(ID_SERVICES["s2"], papers, {"doi:10.1000/1"}) == {"doi:10.1000/2": published}  # by any of its ids


def test_ids_as_services_write_them() -> None:
    ids = ["doi:10.1000/1", "arxiv:hep-th/9711200", "pmid:3", "pmcid:PMC123", "openalex:W42", "doi:10.1000/2"]
    assert [question.parameters[0][1] for question in openalex.SERVICE.by_ids(ids)] == [
        "doi:10.1000/1|10.48550/arxiv.hep-th/9711200|10.1000/2",
        "ids.pmid:3",
        "ids.pmcid:https://www.ncbi.nlm.nih.gov/pmc/articles/PMC123",
        "ids.openalex:W42",
    ]
    (question,) = semantic_scholar.SERVICE.by_ids(["pmcid:PMC123", "corpusid:7", "s2:" + "a" * 40, "acl:W12-3903"])
    body = semantic_scholar.SERVICE.request(question, None, 0).body
    assert body == {"ids": ["PMCID:123", "CorpusId:7", "a" * 40, "ACL:W12-3903"]}
