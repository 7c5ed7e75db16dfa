"""What papers lack is told once a file, also of one that is read in pieces."""

from pathlib import Path

import pytest

import paperatlas
from paperatlas import pieces
from paperatlas.checking import check
from tests.parsers.forms import FORMS, Printed


@pytest.mark.parametrize("form", ["link-list", "arxiv-snapshot"])
def test_what_is_lacking_is_told_once_a_file(form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "PIECE", 3_000)
    name, write = FORMS[form]
    path = tmp_path / name
    path.write_text(write([Printed(number, f"Knots {number}", authors=()) for number in range(1, 101)]))
    assert len(pieces.pieces_of(path, name)) > 2
    told = [problem for problem in check(path).problems if problem.code == "no-authors"]
    assert [(problem.count, problem.message) for problem in told] == [(100, "no authors")]
    assert "no authors: 100 papers, here is the first" in str(told[0])
    atlas = paperatlas.build(path, tmp_path / "atlas", jobs=1)
    assert [problem for problem in atlas.problems if problem.code == "no-authors"] == told
