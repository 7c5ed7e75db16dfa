"""Standard streams that are full, closed or cut off."""

import subprocess
import sys
from pathlib import Path

import pytest

import paperatlas

COMMANDS = [
    ["info"],
    ["query", "MATCH (p:Paper) RETURN p.id AS id"],
    ["query", "MATCH (p:Paper) RETURN p.id AS id", "--format", "jsonl"],
    ["concept", "sparse attention"],
    ["export", "-", "--format", "graphml"],
    ["view", "-o", "-"],
]
NAMES = [" ".join(command[:4:2]) for command in COMMANDS]


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tests.paperatlas.conftest import DIGEST

    root = tmp_path_factory.mktemp("streams")
    (root / "digest.md").write_text(DIGEST, encoding="utf-8")
    paperatlas.build(root / "digest.md", root / "atlas", jobs=1).close()
    return root / "atlas"


def run(command: list[str], atlas: Path, redirections: str) -> subprocess.CompletedProcess[str]:
    """Runs the program in a shell, which can close and redirect."""
    words = [sys.executable, "-m", "paperatlas", *command, *(["--atlas", str(atlas)] if command[0] != "build" else [])]
    return subprocess.run(
        ["sh", "-c", f'"$@" {redirections}', "sh", *words], capture_output=True, text=True, cwd=atlas.parent
    )


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_a_full_standard_output_is_a_sentence(command: list[str], atlas: Path) -> None:
    done = run(command, atlas, "> /dev/full")
    first, *_ = done.stderr.splitlines()  # now and then, a library has its own words at the very end
    assert first == "Error: standard output: can't be written (No space left on device)"
    assert "Traceback" not in done.stderr
    assert done.returncode != 0


@pytest.mark.parametrize("command", COMMANDS, ids=NAMES)
def test_a_closed_standard_output_takes_nothing(command: list[str], atlas: Path) -> None:
    before = sorted(atlas.parent.iterdir())
    done = run(command, atlas, ">&-")
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(atlas.parent.iterdir()) == before


def test_a_closed_standard_input_holds_no_digest(atlas: Path) -> None:
    done = run(["build", "-", "-o", "new"], atlas, "<&-")
    assert done.returncode == 2
    assert done.stderr.startswith("Error: ")
    assert not (atlas.parent / "new").exists()


def test_a_reader_that_has_seen_enough_is_no_error(atlas: Path) -> None:
    done = run(["view", "-o", "-"], atlas, "| head -c 10")
    assert (done.returncode, done.stdout, done.stderr) == (0, "<!doctype ", "")
