"""How a format is found, and that adding one is one module and one line."""

import importlib
import sys
from pathlib import Path

import pytest

from paperatlas import parsers
from paperatlas.base.errors import InputError
from paperatlas.graph.records import ParsedDigest
from paperatlas.parsers import FORMATS, detect, parse, parse_digest
from tests.conftest import REAL_DIGESTS

SHOUTING = """
from paperatlas.graph.records import ParsedDigest
def accepts(text): return text.startswith("PAPERS")
def parse(text, source): return ParsedDigest((), ())
"""


def test_every_format_offers_what_the_registry_needs() -> None:
    for module in FORMATS.values():
        assert {"accepts", "parse"} <= set(dir(importlib.import_module(module)))


def test_a_new_format_is_a_module_and_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "shouting_digest.py").write_text(SHOUTING)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(FORMATS, "shouting", "shouting_digest")
    assert detect("PAPERS", "x.md") is sys.modules["shouting_digest"]
    assert parse_digest(b"PAPERS OF TODAY", "x.md") == ParsedDigest((), ())


def test_two_claimants_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FORMATS, "twin", FORMATS["daily-digest"])
    with pytest.raises(InputError, match=r"x\.md: more than one format claims this file: daily-digest, twin"):
        parsers.detect("## Daily Papers (2024-04-16)", "x.md")


def test_a_missing_file_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.md: there is no such file"):
        parse(tmp_path / "nowhere.md")


def test_a_directory_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Is a directory"):
        parse(tmp_path)


if REAL_DIGESTS is not None:

    def test_the_real_digests_hold_what_was_counted_by_hand() -> None:
        digests = [parse(path) for path in sorted(Path(REAL_DIGESTS or "").glob("2*.md"))]
        papers = [paper for digest in digests for paper in digest.papers]
        names = {name for paper in papers for name in paper.names}
        assert (len(papers), sum(len(paper.names) for paper in papers), len(names)) == (74, 512, 502)
        assert [problem for digest in digests for problem in digest.problems] == []
