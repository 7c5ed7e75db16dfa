"""Ids and dates that can't be read are told with their values and places, up to a number of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from paperatlas.parsers import parse_bytes
from paperatlas.parsers.unread import MOST
from tests.conftest import tables_of_texts
from tests.loaders.test_references import exported
from tests.parsers.reading import read

OPENALEX = {"id": "https://openalex.org/W12345", "title": "Looms"}
CROSSREF = {"DOI": "10.1000/1", "title": ["Looms"]}
CSL = {"type": "book", "id": "loom2024", "title": "Looms", "author": [{"family": "Loom"}]}


def told(text: str, name: str) -> list[tuple[int, str, str]]:
    codes = ("unreadable-id", "unreadable-date")
    return [(each.line, each.code, each.raw) for each in read(text, name).problems if each.code in codes]


@pytest.mark.parametrize(
    ("record", "code", "value"),
    [
        ({"title": "Looms", "arxiv_id": "2404.00001", "published": "20244-01-01"}, "unreadable-date", "20244-01-01"),
        ({"title": "Looms", "arxiv_id": "2404.00001", "date": "2024-13-45"}, "unreadable-date", "2024-13-45"),
        ({"title": "Looms", "year": 2024, "authors": "Ann", "id": "9999.99999"}, "unreadable-id", "9999.99999"),
        ({"title": "Looms", "year": 2024, "authors": "Ann", "doi": "N/A"}, "unreadable-id", "N/A"),
        (OPENALEX | {"publication_year": 20244}, "unreadable-date", "20244"),
        (OPENALEX | {"publication_year": 2024, "doi": "pending"}, "unreadable-id", "pending"),
        (CROSSREF | {"issued": {"date-parts": [[20244, 1]]}}, "unreadable-date", "20244-1"),
        (CSL | {"issued": {"raw": "soon"}}, "unreadable-date", "soon"),
        (CSL | {"issued": {"raw": "2024"}, "DOI": "to appear"}, "unreadable-id", "to appear"),
    ],
)
def test_of_json(record: dict[str, Any], code: str, value: str) -> None:
    other = {"title": "Knots", "year": 2020, "authors": "Bo"} if "authors" in record or "arxiv_id" in record else None
    assert told(json.dumps([record, other] if other else [record]), "x.json") == [(1, code, value)]


@pytest.mark.parametrize(
    "record",
    [
        {"title": "Looms", "year": None, "authors": "Ann", "doi": "", "id": 17, "abstract": "x"},
        CROSSREF | {"issued": {"date-parts": [[None]]}},
        CSL | {"issued": {"date-parts": [["2024"]]}, "DOI": "https://doi.org/10.48550/arXiv.2404.00001"},
        {"title": "Looms", "id": "smith2020", "authors": "Ann", "date": "2024"},
    ],
)
def test_what_is_not_there_is_not_told(record: dict[str, Any]) -> None:
    assert told(json.dumps([record]), "x.json") == []


def test_of_bibtex_and_ris() -> None:
    entry = "@article{a,\n title={Looms}, doi={N/A}, year={20244}}\n@article{b, title={Knots}, year={soon}}\n"
    assert told(entry, "x.bib") == [
        (1, "unreadable-date", "20244"),
        (1, "unreadable-id", "N/A"),
        (3, "unreadable-date", "soon"),
    ]
    reference = "TY  - JOUR\nTI  - Looms\nDO  - none yet\nPY  - 20244\nER  - \n"
    assert told(reference, "x.ris") == [(1, "unreadable-date", "20244"), (1, "unreadable-id", "none yet")]


@pytest.mark.parametrize(
    "printed",
    [
        "in press",
        "In Press",
        "forthcoming",
        "to appear",
        "accepted",
        "submitted",
        "under review",
        "im Druck",
        "sous presse",
    ],
)
def test_a_work_that_is_to_appear_lacks_no_date_and_keeps_what_is_said(printed: str, tmp_path: Path) -> None:
    forms = {
        "refs.bib": "@book{a, title={Looms}, author={Lee, Ann}, year={%s}}",
        "refs.ris": "TY  - BOOK\nTI  - Looms\nAU  - Lee, Ann\nPY  - %s\nER  - \n",
        "refs.json": '[{"id": "a", "type": "book", "title": "Looms", "author": [{"literal": "Ann Lee"}],'
        ' "issued": {"raw": "%s"}}]',
    }
    for file, text in forms.items():
        (paper,) = (parsed := parse_bytes((text % printed).encode(), file)).papers
        assert (paper.published, parsed.problems) == (None, ())
        assert [tuple(each) for each in paper.details] == [("status", printed)]
    tables = tables_of_texts({"refs.bib": forms["refs.bib"] % printed}, tmp_path)
    assert f"  pubstate = {{{printed}}},\n".encode() in exported("bibtex", tables)
    for name, file in (("bibtex", "refs.bib"), ("csl-json", "refs.json")):
        (paper,) = parse_bytes(exported(name, tables), file).papers
        assert [tuple(each) for each in paper.details] == [("status", printed)]


@pytest.mark.parametrize("printed", ["n.d.", "N. d.", "(n.d.)", "s.d.", "o. J.", "no date", "undated", "TBA"])
def test_a_date_that_nobody_knows_is_no_false_one(printed: str) -> None:
    parsed = parse_bytes(f"@book{{a, title={{Looms}}, author={{Lee, Ann}}, year={{{printed}}}}}".encode(), "refs.bib")
    assert ([each.code for each in parsed.problems], parsed.papers[0].details) == (["no-date"], ())


@pytest.mark.parametrize(
    ("fields", "published"),
    [
        ("date={2020-05/2020-06}", "2020-05"),
        ("date={2020-05-30/2020-06-02}", "2020-05-30"),
        ("date={2020/2021}", "2020"),
        ("date={2020-05/}", "2020-05"),
        ("date={2020-05/..}", "2020-05"),
        ("date={2020~}", "2020"),
        ("year={2020--2021}", "2020"),
        ("year={2020\u20132021}", "2020"),
        ("year={2020/21}", "2020"),
        ("year={2020}, month={5/6}", "2020-05"),
        ("year={2020}, month={5--6}", "2020-05"),
        ("year={2020}, month={may # { -- } # jun}", "2020-05"),
        ("year={2020}, month={May/June}", "2020-05"),
    ],
)
def test_a_range_of_dates_begins_with_the_date(fields: str, published: str) -> None:
    parsed = parse_bytes(f"@book{{a, title={{Looms}}, author={{Lee, Ann}}, {fields}}}".encode(), "refs.bib")
    assert ([paper.published for paper in parsed.papers], parsed.problems) == ([published], ())


@pytest.mark.parametrize(("kind", "lacks"), [("article", True), ("inproceedings", True), ("book", False)])
def test_only_what_has_ids_by_nature_lacks_one(kind: str, lacks: bool) -> None:
    parsed = parse_bytes(f"@{kind}{{a, title={{Looms}}, author={{Lee, Ann}}, year=2020}}".encode(), "refs.bib")
    assert [each.code for each in parsed.problems] == ["no-id"] * lacks


def test_so_many_are_told_and_the_others_counted() -> None:
    records = [
        {"title": f"Looms {number}", "doi": "N/A", "authors": "Ann", "year": 2024} for number in range(MOST + 20)
    ]
    found = [each for each in read(json.dumps(records), "x.json").problems if each.code == "unreadable-id"]
    assert len(found) == MOST + 1
    assert found[-1].message.startswith("20 more of these")
