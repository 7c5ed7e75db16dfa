"""Printed counts."""

import pytest

from paperatlas.parsers.fields.counts import read_count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("0", 0), ("54", 54), ("1,234", 1234), ("1.2k", 1200), ("1.25K", 1250), ("3k+", 3000), ("1.5M", 1_500_000),
        ("👍 54", 54), ("⬆️ 54", 54), ("▲54", 54), ("(54)", 54), ("+54", 54), ("54 upvotes", 54), ("1 vote", 1),
        ("54표", 54), ("1.2만", 12_000), ("999,999,999", 999_999_999),
    ],
)  # fmt: skip
def test_a_printed_count(text: str, count: int) -> None:
    assert read_count(text) == count


@pytest.mark.parametrize(
    "text",
    ["", "-", "-3", "1.5", "12,34", "many", "54 of 60", "5/10", "١٢", "1e9", "9" * 5_000, "999999M", "v2", "54-60"],
)
def test_what_is_no_count(text: str) -> None:
    assert read_count(text) is None
