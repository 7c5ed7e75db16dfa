"""Standard streams that are full, closed or cut off."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import paperatlas
from paperatlas.loaders import EXPORTS
from tests.harness import unmeasured

COMMANDS = [
    ["info"],
    ["query", "MATCH (p:Paper) RETURN p.id AS id"],
    ["query", "MATCH (p:Paper) RETURN p.id AS id", "--format", "jsonl"],
    ["sql", "SELECT id FROM papers", "--format", "jsonl"],
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
    (root / "bad.md").write_text(DIGEST.replace("Vote: 3", "Vote: x"), encoding="utf-8")
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


UNREAD = [
    *COMMANDS,
    ["check", "bad.md"],
    ["queries"],
    ["queries", "most-voted"],
    ["--help"],
    ["query", "--help"],
    ["--version"],
    ["query", "MATCH (p:Paper) RETURN p.id AS id", "--format", "csv"],
    ["query", "MATCH (p:Paper) RETURN p.id AS id", "--format", "json"],
    ["query", "MATCH (p:Paper) RETURN p.id AS id", "--format", "xlsx"],
    ["concept", "sparse attention", "--format", "json"],
    *(["export", "-", "--format", form] for form, export in EXPORTS.items() if not export.directory),
    ["export", "/dev/stdout", "--format", "graphml"],
    ["view", "-o", "-", "--renderer", "pyvis"],
]
WITHOUT_ATLAS = {"build", "check", "queries", "--help", "--version"}


def words(command: list[str], atlas: Path) -> list[str]:
    known = [] if command[0] in WITHOUT_ATLAS or "--help" in command else ["--atlas", str(atlas)]
    return [sys.executable, "-m", "paperatlas", *command, *known]


@pytest.mark.parametrize("command", UNREAD, ids=" ".join)
def test_output_that_nobody_reads_ends_the_program_without_a_word(command: list[str], atlas: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as unread:
        done = subprocess.run(
            words(command, atlas), stdout=unread, stderr=subprocess.PIPE, cwd=atlas.parent, env=unmeasured()
        )
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.parametrize("command", UNREAD, ids=" ".join)
def test_a_reader_that_has_seen_enough_is_no_error(command: list[str], atlas: Path) -> None:
    script = '"$@" | head -c 1 > /dev/null; exit "${PIPESTATUS[0]}"'
    shell = ["bash", "-c", script, "bash", *words(command, atlas)]
    done = subprocess.run(shell, capture_output=True, cwd=atlas.parent, env=unmeasured())
    # A short output may be whole before its reader goes.
    assert done.returncode in ({0, 1, 141} if command[0] == "check" else {0, 141})
    assert b"Traceback" not in done.stderr
    assert done.stderr == b"" or done.returncode != 141


@pytest.mark.parametrize("out", ["/dev/stdout", ">(cat)"])
def test_pipes_without_a_name_are_written_to(out: str, atlas: Path) -> None:
    script = f'"$@" -q --format json --view papers {out} | cat'
    done = subprocess.run(["bash", "-c", script, "bash", *words(["export"], atlas)], capture_output=True)
    assert done.stderr == b""
    assert json.loads(done.stdout)["nodes"][0]["id"] == "arxiv:2404.00001"


@pytest.mark.parametrize(
    "command", [["build", "missing.md"], ["query", "--nothing"], ["build", "digest.md"]], ids=" ".join
)
def test_words_that_nobody_reads_end_it_too(command: list[str], atlas: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as unread:
        done = subprocess.run(words(command, atlas), stdout=subprocess.PIPE, stderr=unread, cwd=atlas.parent)
    assert (done.returncode, done.stdout) == (141, b"")
