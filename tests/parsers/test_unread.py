"""Ids and dates that can't be read are told with their values and places, up to a number of them."""

import json
from typing import Any

import pytest

from paperatlas.parsers.unread import MOST
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
        (CSL | {"issued": {"raw": "in press"}}, "unreadable-date", "in press"),
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
    entry = "@article{a,\n title={Looms}, doi={N/A}, year={20244}}\n@article{b, title={Knots}, year={in press}}\n"
    assert told(entry, "x.bib") == [
        (1, "unreadable-date", "20244"),
        (1, "unreadable-id", "N/A"),
        (3, "unreadable-date", "in press"),
    ]
    reference = "TY  - JOUR\nTI  - Looms\nDO  - none yet\nPY  - 20244\nER  - \n"
    assert told(reference, "x.ris") == [(1, "unreadable-date", "20244"), (1, "unreadable-id", "none yet")]


def test_so_many_are_told_and_the_others_counted() -> None:
    records = [
        {"title": f"Looms {number}", "doi": "N/A", "authors": "Ann", "year": 2024} for number in range(MOST + 20)
    ]
    found = [each for each in read(json.dumps(records), "x.json").problems if each.code == "unreadable-id"]
    assert len(found) == MOST + 1
    assert found[-1].message.startswith("20 more of these")
