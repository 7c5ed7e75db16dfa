"""What a user says of people is found in the papers, by name, by name and paper, by ids."""

import pytest

from paperatlas.base.errors import InputError
from paperatlas.graph.concepts.overrides import parse_overrides
from paperatlas.graph.extraction import reading_of
from paperatlas.graph.joining import Inputs, join_readings
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile
from paperatlas.queries.unmatched import suggest_people, warnings

ORCID = "orcid:0000-0002-1825-0097"
PAPERS = (
    PaperRecord(
        ids=("doi:10.1000/182", "arxiv:math/0309136"),
        title="On the stacking of wooden boxes",
        authors=(AuthorRecord("Wei Zhang", (ORCID,)), AuthorRecord("J. Smith"), AuthorRecord("Ann Lee")),
        authors_complete=True,
    ),
    PaperRecord(
        ids=("arxiv:2404.00002",),
        title="On leaves",
        authors=(AuthorRecord("Wei Zhang"),),
        citation_key="Zhang/2024",
        line=2,
    ),
    PaperRecord(title="On boxes", authors=(AuthorRecord("Eva Roe"),), authors_complete=True, line=3),
    PaperRecord(title="On boxes", authors=(AuthorRecord("Ida Ivy"),), authors_complete=True, line=4),
)


def joined(overrides: str) -> Inputs:
    reading = reading_of(ParsedFile(PAPERS, ()))
    return join_readings([("papers.jsonl", reading)], parse_overrides(f"[people]\n{overrides}", "o.toml"))


def told(overrides: str) -> list[tuple[str, ...]]:
    return [tuple(row.values()) for row in joined(overrides).tables["told_people"].to_pylist()]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("ann LEE", "author:ann lee"),
        ("author:wei zhang", "author:wei zhang"),
        ("Wei Zhang ~ 2404.00002", "author:wei zhang~arxiv:2404.00002"),
        ("Wei Zhang ~ key:Zhang/2024", "author:wei zhang~arxiv:2404.00002"),
        ("Wei  Zhang~https://arxiv.org/abs/2404.00002v2", "author:wei zhang~arxiv:2404.00002"),
        ("author:wei zhang~arxiv:math%2F0309136", "author:wei zhang~arxiv:math%2F0309136"),
        ("Wei Zhang ~ doi:10.1000/182", "author:wei zhang~arxiv:math%2F0309136"),  # the node is called by another id
        ("author:jane smith~arxiv:math%2F0309136", "author:j smith~arxiv:math%2F0309136"),  # as the paper prints it
        ("author:ida ivy~title:on boxes~ida ivy", "author:ida ivy~title:on boxes~ida ivy"),  # its id
        ("https://orcid.org/0000-0002-1825-0097", ORCID),
        ("0000-0002-1825-0097", ORCID),
    ],
)
def test_a_person_is_named_in_many_ways(given: str, meant: str) -> None:
    other = "Ann Lee ~ 10.1000/182"
    for kind in ("same", "different"):
        expected = sorted({meant, "author:ann lee~arxiv:math%2F0309136"})
        assert told(f'{kind} = [["{given}", "{other}"]]') == [(kind, *expected)]


def test_a_key_of_two_papers_names_none() -> None:
    papers = [
        PaperRecord(title=f"On {what}", authors=(AuthorRecord("Eva Roe"),), citation_key="roe", line=line)
        for line, what in enumerate(("boxes", "leaves"), start=1)
    ]
    rules = parse_overrides('[people]\nsame = [["Eva Roe ~ key:roe", "Eva Roe"]]', "o.toml")
    found = join_readings([("papers.jsonl", reading_of(ParsedFile(tuple(papers), ())))], rules)
    assert found.unmatched_people == [("people.same", "author:eva roe~key:roe")]


def test_of_several_each_is_the_first_one_or_another_than_each() -> None:
    group = '["Ann Lee", "J. Smith", "Wei Zhang"]'
    names = ["author:ann lee", "author:j smith", "author:wei zhang"]
    assert told(f"same = [{group}]") == [("same", names[0], names[1]), ("same", names[0], names[2])]
    assert told(f"different = [{group}]") == [
        ("different", names[0], names[1]),
        ("different", names[0], names[2]),
        ("different", names[1], names[2]),
    ]


def test_whom_no_paper_has_is_told_with_names_like_it() -> None:
    inputs = joined(
        'same = [["Wei Zhnag", "Ann Lee"], ["Ann Lee ~ 2404.00002", "J. Smith"],'
        ' ["orcid:0000-0001-5109-3700", "Ann Lee"]]'
    )
    assert inputs.tables["told_people"].to_pylist() == []
    assert list(warnings(suggest_people(inputs.unmatched_people, inputs.tables))) == [
        "overrides: people.same has 'author:wei zhnag', which stands in no file; did you mean 'author:wei zhang'?",
        "overrides: people.same has 'author:ann lee~arxiv:2404.00002', a name that the paper is not signed with",
        "overrides: people.same has 'orcid:0000-0001-5109-3700', which stands in no file",
    ]


@pytest.mark.parametrize(
    ("overrides", "said"),
    [
        ('same = ["Ann Lee"]', "people.same takes lists of two names or ids or more"),
        ('same = [["Ann Lee"]]', "people.same takes lists of two names or ids or more"),
        ('same = [["Ann Lee", "..."]]', "people.same: '...' is no person"),
        ('different = [["Ann Lee", "Wei Zhang ~ 12"]]', "people.different: 'Wei Zhang ~ 12' is no person"),
        ("never = []", r"\[people\] has the lists same and different"),
        (
            'same = [["A B", "C D"], ["C D", "E F"]]\ndifferent = [["E F", "a b"]]',
            "people.different has 'author:.*' and 'author:.*', yet they are the same",
        ),
    ],
)
def test_what_makes_no_sense_is_refused(overrides: str, said: str) -> None:
    with pytest.raises(InputError, match=f"^o.toml: {said}"):
        parse_overrides(f"[people]\n{overrides}", "o.toml")
