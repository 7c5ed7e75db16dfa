"""The embedded store of a large build is made at the first question, by a process of its own."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from paperatlas import Atlas, building
from paperatlas.building import build_atlas
from paperatlas.loaders import embedded
from paperatlas.settings import Settings

PAPERS = "MATCH (p:Paper) RETURN p.id AS id, p.title AS title ORDER BY id"


@pytest.fixture
def without_store(example_atlas: Atlas, tmp_path: Path) -> Path:
    """An atlas as a large build leaves it."""
    directory = tmp_path / "atlas"
    shutil.copytree(example_atlas.path.parent.parent, directory, symlinks=True)
    (directory / "builds" / example_atlas.path.name / "graph.kgl").unlink()
    return directory


def test_a_large_build_leaves_the_store_to_the_first_question(
    digests: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level("INFO", "paperatlas")
    whole = build_atlas([digests], tmp_path / "whole", Settings(), jobs=1).build
    assert (whole / "graph.kgl").exists()
    monkeypatch.setattr(building, "LARGE", 0)
    monkeypatch.setattr(embedded, "LARGE", 0)
    build = build_atlas([digests], tmp_path / "atlas", Settings(), jobs=1).build
    assert not (build / "graph.kgl").exists()
    with Atlas.open(tmp_path / "atlas") as atlas, Atlas(whole) as other:
        papers = atlas.manifest["counts"]["papers"]
        assert capfd.readouterr().err == ""
        assert atlas.query(PAPERS).rows == other.query(PAPERS).rows
        assert caplog.messages == [f"making the embedded store of {papers} papers, once for this build"]
    assert (build / "graph.kgl").exists()
    with Atlas.open(tmp_path / "atlas") as atlas:
        assert len(atlas.query(PAPERS)) == papers
    assert len(caplog.messages) == 1
    assert capfd.readouterr().err == ""


QUESTIONS = (["query", "top-collaborators", "-p", "author=Tri Dao"], ["person", "Tri Dao"], ["paper", "2205.14135"])


@pytest.mark.parametrize("is_damaged", [False, True])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_command_that_asks_makes_it(
    question: list[str], is_damaged: bool, without_store: Path, example_atlas: Atlas
) -> None:
    if is_damaged:
        (without_store / "builds" / example_atlas.path.name / "graph.kgl").write_bytes(b"no store" * 20)
    for directory in (without_store, example_atlas.path.parent.parent):
        command = [sys.executable, "-m", "paperatlas", *question, "--atlas", str(directory)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if directory == without_store:
            answer = done.stdout
    assert (done.returncode, done.stderr) == (0, "")
    assert answer == done.stdout != ""
