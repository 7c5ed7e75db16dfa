"""Printed dates, to the day, the month or the year."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.parsers.fields.days import read_day, read_published


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("2024", "2024"),
        ("2024-04", "2024-04"),
        ("2024/4", "2024-04"),
        ("2024.04.16", "2024-04-16"),
        ("2024/04/16", "2024-04-16"),
        ("2024-4-6", "2024-04-06"),
        ("20240416", "2024-04-16"),
        ("20240416T101112", "2024-04-16"),
        ("2024-04-16T23:59:59+09:00", "2024-04-16"),
        ("2020-06-30T09:15:18.Z", "2020-06-30"),
        ("2024-04-16 10:11:12", "2024-04-16"),
        ("2024-04-16Z", "2024-04-16"),
        ("**2024-04-16**", "2024-04-16"),
        ("[May 2022]", "2022-05"),
        ("Sept. 2022", "2022-09"),
        ("September, 2022", "2022-09"),
        ("Apr 16, 2024", "2024-04-16"),
        ("April 16th 2024", "2024-04-16"),
        ("16 April 2024", "2024-04-16"),
        ("16-Apr-2024", "2024-04-16"),
        ("Tue, 16 Apr 2024 17:34:15 GMT", "2024-04-16"),
        ("Tuesday, April 16, 2024", "2024-04-16"),
        ("1979 Jul-Sep", "1979-07"),
        ("Jul-Sep 1979", "1979-07"),
        ("1979 Dec-1980 Jan", "1979-12"),
        ("2024年4月16日", "2024-04-16"),
        ("2024년 4월", "2024-04"),
    ],
)
def test_a_date_is_as_exact_as_it_is_printed(text: str, date: str) -> None:
    assert read_published(text) == date


@pytest.mark.parametrize(
    "text",
    ["", "20244", "20244-01-01", "0000", "9999", "soon", "12", "2404.09656", "9" * 10_000, "20240416" + "0" * 100_000],
)
def test_what_no_calendar_has_is_no_date(text: str) -> None:
    assert read_published(text) is None


@given(st.dates(datetime.date(1400, 1, 1), datetime.date(2099, 12, 31)))
def test_every_day_is_read_back_from_every_way_to_print_it(day: datetime.date) -> None:
    for form in ("%Y-%m-%d", "%Y.%m.%d", "%Y/%m/%d", "%Y%m%d", "%b %d, %Y", "%d %B %Y", "%a, %d %b %Y 10:11:12 GMT"):
        assert read_day(day.strftime(form)) == day


@pytest.mark.parametrize("text", ["2024-04", "2024", "20244-01-01", "May 2022"])
def test_what_is_less_exact_is_no_day(text: str) -> None:
    assert read_day(text) is None


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("2024-04-16.md", datetime.date(2024, 4, 16)),
        ("20240416.jsonl", datetime.date(2024, 4, 16)),
        ("2024_04_16.md", datetime.date(2024, 4, 16)),
        ("2024.04.16.md.gz", datetime.date(2024, 4, 16)),
        ("20230926-hf-daily-papers.md", datetime.date(2023, 9, 26)),
        ("daily_2026-07-01-cut.md", datetime.date(2026, 7, 1)),
        ("2024-02-30.md", None),
        ("2024-04.md", None),
        ("9202404161.md", None),
        ("readme.md", None),
    ],
)
def test_the_day_in_a_name(name: str, day: datetime.date | None) -> None:
    assert read_day(name) == day
