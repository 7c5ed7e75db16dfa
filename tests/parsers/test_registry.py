"""How a format is found, and that adding one is one module and one line."""

import sys
from pathlib import Path

import pytest

from paperatlas.base.errors import InputError
from paperatlas.graph.records import ParsedFile
from paperatlas.parsers import FORMATS, Format, claimants, parse, parse_bytes
from tests.conftest import REAL_DIGESTS

SHOUTING = """
from paperatlas.graph.records import ParsedFile
def accepts(text): return text.startswith("PAPERS")
def parse(text, source): return ParsedFile((), ())
"""


def test_every_format_offers_what_the_registry_needs() -> None:
    for form in FORMATS.values():
        assert {"accepts", "parse"} <= set(dir(form.parser()))
        assert all(suffix.startswith(".") and suffix == suffix.lower() for suffix in form.suffixes)


def test_a_new_format_is_a_module_and_a_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "shouting_digest.py").write_text(SHOUTING)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(FORMATS, "shouting", Format("shouting_digest", (".md",)))
    assert claimants("PAPERS", "x.md") == {"shouting": sys.modules["shouting_digest"]}
    assert parse_bytes(b"PAPERS OF TODAY", "x.md") == ParsedFile((), ())


def test_of_two_forms_the_first_is_read_and_the_other_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "second_form.py").write_text(SHOUTING.replace("PAPERS", "## Daily"))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setitem(FORMATS, "shouting", Format("second_form", (".md",)))
    text = "## Daily Papers (2024-04-16)\n\n### [T](https://arxiv.org/abs/2404.00001)\n\nVote: 1\n"
    digest = parse_bytes(text.encode(), "x.md")
    assert [paper.title for paper in digest.papers] == ["T"]
    (problem,) = digest.problems
    assert (problem.code, "daily-digest" in problem.message, "shouting" in problem.message) == ("several-forms", 1, 1)


def test_a_missing_file_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere\.md: there is no such file"):
        parse(tmp_path / "nowhere.md")


def test_a_directory_is_an_error_with_its_path(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="this is a directory"):
        parse(tmp_path)


if REAL_DIGESTS is not None:

    def test_the_real_digests_hold_what_was_counted_by_hand() -> None:
        digests = [parse(path) for path in sorted(Path(REAL_DIGESTS or "").glob("2*.md"))]
        papers = [paper for digest in digests for paper in digest.papers]
        names = {name for paper in papers for name in paper.names}
        assert (len(papers), sum(len(paper.names) for paper in papers), len(names)) == (74, 512, 502)
        assert [problem for digest in digests for problem in digest.problems] == []
