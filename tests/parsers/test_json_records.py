"""Records are read out of JSON of every shape, and around whatever is broken in it."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.graph.records import Problem
from paperatlas.parsers.json_records import MAX_BROKEN, first_objects, json_records

LISTS = frozenset({"message", "items", "results", "data"})
RECORDS: list[dict[str, Any]] = [{"id": number, "name": f"N{number}", "of": [{"id": 0}]} for number in range(1, 6)]


def read(text: str) -> tuple[list[tuple[int, Any]], list[str]]:
    problems: list[Problem] = []
    records = [(number, value) for number, value, *_ in json_records(text, "x.json", problems, LISTS)]
    return records, [f"{problem.line} {problem.code}" for problem in problems]


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(RECORDS),
        json.dumps(RECORDS, indent=2),
        json.dumps({"meta": {"count": 5}, "results": RECORDS, "group_by": []}),
        json.dumps({"status": "ok", "message": {"total": 5, "items": RECORDS}}, indent=1),
        "\n".join(json.dumps(record) for record in RECORDS),
        "\n\n".join(json.dumps(record) for record in RECORDS) + "\n",
        "\n".join(json.dumps(record, indent=2) for record in RECORDS),
        " ".join(json.dumps(record) for record in RECORDS),
        ",\n".join(json.dumps(record) for record in RECORDS),
        "[\n" + ",\n".join(json.dumps(record) for record in RECORDS) + ",\n]",
    ],
)
def test_every_shape_holds_the_same_records(text: str) -> None:
    records, problems = read(text)
    assert [value for _, value in records] == RECORDS
    assert problems == []
    assert next(first_objects(text, LISTS)) == RECORDS[0]


def test_the_number_is_the_line_of_json_lines_and_the_place_in_a_list() -> None:
    assert read('{"a": 1}\n\n{"a": 2}\n')[0] == [(1, {"a": 1}), (3, {"a": 2})]
    assert read('[\n\n{"a": 1},\n\n{"a": 2}]')[0] == [(1, {"a": 1}), (2, {"a": 2})]


@pytest.mark.parametrize(
    ("text", "ids", "problems"),
    [
        ('{"id": 1}\n{"id": \n{"id": 3}\n{"i', [1, 3], ["2 broken-json", "4 broken-json"]),
        ('{"id": 1}}\n{"id": 2}', [1, 2], ["1 trailing-text"]),
        ('[{"id": 1}, {"id": oops}, {"id": 3}]', [1, 3], ["2 broken-json"]),
        ('[{"id": 1, "n": 2}, {"id": "x}, {"id": 3, "n": 4}]', [1, 3], ["2 broken-json"]),
        ('[\n {"id": 1,\n  "n": {"id": 9}},\n {"id": 2,\n  "n": [},\n {"id": 3}]', [1, 3], ["2 broken-json"]),
        ('{"results": [{"id": 1}, {"id": 2}', [1, 2], ["2 cut-off"]),
        ('{"results": [{"id": 1}, {"id"', [1], ["2 broken-json"]),
        ('{"results": [{"id": 1}]}\n<p>Served in 3 ms</p>', [1], ["1 trailing-text"]),
        ('{"meta": {"count": oops}, "results": [{"id": 1}]}', [1], ["1 broken-json"]),
        ('{\n "id": 1\n}\n{\n "id": \n{\n "id": 3\n}', [1, 3], ["2 broken-json"]),
        ('[{"id": 1}, {"id": ' + "9" * 5_000 + '}, {"id": 3}]', [1, 3], ["2 broken-json"]),
        ('[{"id": 1}, ' + "[" * 100_000 + "]" * 100_000 + ', {"id": 3}]', [1, 3], ["2 broken-json"]),
        ('{"data":' * 100_000, [], ["1 broken-json"]),
        ("[" * 100_000, [], ["1 broken-json"]),
    ],
)
def test_around_what_is_broken_all_is_read(text: str, ids: list[int], problems: list[str]) -> None:
    records, told = read(text)
    assert ([value["id"] for _, value in records], told) == (ids, problems)


@given(st.integers(0, 200), st.sampled_from([None, 2]))
def test_a_list_cut_anywhere_gives_what_stands_before(place: int, indent: int | None) -> None:
    whole = json.dumps({"results": RECORDS}, indent=indent)
    records, problems = read(whole[: len(whole) * place // 200])
    held = [value for _, value in records if value.get("id")]
    assert held == RECORDS[: len(held)]
    assert problems or len(records) == len(RECORDS) or place == 0


@given(
    st.recursive(st.none() | st.integers() | st.text(), lambda each: st.lists(each) | st.dictionaries(st.text(), each))
)
def test_any_json_is_read_as_what_it_is(value: Any) -> None:
    records, problems = read(json.dumps([value, {"a": value}]))
    assert (len(records), problems) == (2, [])


@given(st.text(st.sampled_from('[]{}",:\\ \na1'), max_size=80))
def test_nothing_throws(text: str) -> None:
    read(text)
    list(first_objects(text, LISTS))


def test_escapes_bring_nothing_in_that_a_text_may_not_hold() -> None:
    text = r'{"a\u0000": ["x\ud800\u0007y", "e\u0301", "\\beta", "\ud83d\ude00", "l\r\nm"]}'
    expected = {"a": ["x\ufffdy", "é", r"\beta", "😀", "l\nm"]}
    assert read(text)[0] == read(f"[{text}]")[0] == [(1, expected)]
    assert read(f"{text}\n{text}")[0] == [(1, expected), (2, expected)]


def test_what_stands_before_a_break_tells_the_form() -> None:
    assert list(first_objects('{"results": [{"id": "W1", "title": "Fine-tun', LISTS)) == [{"id": "W1"}]
    assert list(first_objects("<html><body>[{", LISTS)) == []


@pytest.mark.parametrize("piece", ['{"a":1} x ', '\n{"a":', '{"a":x,"results":[', '[{"a":1,"b":2},x', "[", "}", '"'])
def test_much_that_is_broken_is_told(piece: str) -> None:  # after hours, were the work quadratic
    assert read("[" + piece * (4_000_000 // len(piece)))[1]


def test_giving_up_is_told() -> None:
    _, problems = read("[" + '{"a": x},' * (2 * MAX_BROKEN) + "]")
    assert len(problems) == MAX_BROKEN + 1
