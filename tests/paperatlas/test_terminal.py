"""Nothing that strangers wrote reaches a terminal as it is, whichever command shows it."""

import csv
import io
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import paperatlas
from paperatlas import Atlas
from paperatlas.base.visible import written_out
from tests.paperatlas.conftest import DIGEST
from tests.paperatlas.terminals import on_terminal
from tests.paperatlas.test_cli import run

NAMES = "SELECT name, caption FROM authors ORDER BY name"
HOSTILE = "\x1b]0;owned\x07 \x1b[2J \x9b2J \x9d0;x\x9c \x00\x7f \u202egnp.exe\u202c \u2066a\u2069\u200f \u2028\ufeff"


def assert_harmless(text: str) -> None:
    assert written_out(text, kept="\r\n") == text


@pytest.fixture(scope="module")
def foreign(example_atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas whose tables someone else filled: every text that is no id has escape sequences in it."""
    directory = tmp_path_factory.mktemp("foreign") / "atlas"
    shutil.copytree(example_atlas.path.parent.parent, directory, symlinks=True)
    build = directory / "builds" / example_atlas.path.name
    (build / "graph.kgl").unlink()
    spoil(build / "tables" / "papers.parquet", "title", lambda title: f"{title} {HOSTILE}")
    spoil(build / "tables" / "authors.parquet", "name", lambda name: f"{name} {HOSTILE}")
    spoil(build / "tables" / "authors.parquet", "aliases", lambda aliases: [*aliases, HOSTILE])
    spoil(build / "tables" / "concepts.parquet", "name", lambda name: f"{name} {HOSTILE}")
    spoil(build / "tables" / "concept_names.parquet", "name", lambda name: f"{name} {HOSTILE}")
    spoil(build / "tables" / "passages.parquet", "text", lambda text: HOSTILE + text)
    manifest = json.loads((build / "manifest.json").read_text(encoding="utf-8"))
    (build / "manifest.json").write_text(json.dumps(manifest | {"days": [HOSTILE]}), encoding="utf-8")
    problem = {"file": HOSTILE, "line": 1, "code": HOSTILE, "message": HOSTILE, "raw": HOSTILE}
    (build / "problems.jsonl").write_text(json.dumps(problem) + "\n", encoding="utf-8")
    return directory


def spoil(path: Path, column: str, change: Callable[[Any], Any]) -> None:
    table = pq.read_table(path)
    field = table.schema.field(column)
    made = pa.array([change(value) for value in table[column].to_pylist()], field.type)
    pq.write_table(table.set_column(table.schema.get_field_index(column), field, made), path)


AUTHORS = "MATCH (a:Author) RETURN a.name AS name, a.aliases AS aliases ORDER BY name LIMIT 3"
NAMED = f"RETURN 1 AS `{HOSTILE.replace(chr(0), '')}`"


@pytest.mark.parametrize(
    "arguments",
    [
        ["info"],
        ["concept", "concept:reinforcement learning from human feedback"],
        ["concept", "concept:reinforcement learning from human feedback", "--format", "json"],
        *(["query", AUTHORS, "--format", form] for form in ("table", "json", "jsonl", "csv")),
        *(["query", NAMED, "--format", form] for form in ("table", "json", "jsonl", "csv")),
        *(["sql", NAMES, "--format", form] for form in ("table", "json", "jsonl", "csv")),
    ],
    ids=lambda arguments: " ".join((arguments[0], *arguments[2:])),
)
def test_foreign_tables_do_no_harm(arguments: list[str], foreign: Path) -> None:
    shown = on_terminal(*arguments, "--atlas", foreign, kind="dumb")
    assert_harmless(shown)
    escaped = json.dumps("\u202egnp.exe")[1:-1] if "json" in " ".join(arguments) else "[U+202E]gnp.exe"
    assert escaped in shown


@pytest.mark.parametrize("form", ["json", "jsonl", "csv"])
def test_what_goes_to_other_programs_is_exact(form: str, foreign: Path) -> None:
    printed = run("query", AUTHORS, "--format", form, "--atlas", foreign).stdout
    name = Atlas.open(foreign).query(AUTHORS).rows[0][0]
    assert name.endswith(HOSTILE)
    if form == "csv":
        assert next(csv.DictReader(io.StringIO(printed, newline="")))["name"] == name
    else:
        assert_harmless(printed)
        rows = json.loads(printed) if form == "json" else [json.loads(line) for line in printed.splitlines()]
        assert rows[0]["name"] == name


@pytest.mark.parametrize(
    "arguments",
    [
        ["export", "-", "--format", "graphml"],
        ["view", "-o", "-"],
        ["query", "RETURN 1 AS x", "--format", "xlsx"],
        ["sql", "SELECT 1", "--format", "xlsx"],
    ],
)
def test_files_do_not_go_to_a_terminal(arguments: list[str], foreign: Path) -> None:
    shown = on_terminal(*arguments, "--atlas", foreign, code=2, kind="dumb")
    assert "standard output is a terminal" in shown
    assert_harmless(shown)


NAME = "bad\x1b[2J\x9b2J\u202e\nforged.md:1: line"


def test_names_of_files_do_no_harm_and_keep_their_line(tmp_path: Path) -> None:
    digests = tmp_path / "digests"
    digests.mkdir()
    (digests / f"{NAME}.md").write_text(DIGEST.replace("Vote: 3", "Vote: x"), encoding="utf-8")
    shown = on_terminal("check", digests, code=1, kind="dumb")
    assert_harmless(shown)
    assert "bad[U+001B][2J[U+009B]2J[U+202E][U+000A]forged.md:1: line.md:5: votes are a number" in shown
    assert not any(line.startswith("forged") for line in shown.splitlines())
    for out in (f"atlas{NAME}", "other"):
        built = on_terminal("build", digests, "-o", tmp_path / out, "--jobs", "1", kind="dumb")
        assert_harmless(built)
        assert "[U+001B][2J[U+009B]2J[U+202E][U+000A]forged" in built
    file = tmp_path / f"{NAME}.graphml"
    assert_harmless(on_terminal("export", file, "--atlas", tmp_path / "other", kind="dumb"))
    assert file.exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ["info", "--atlas", NAME],
        ["check", NAME],
        ["check", "bad\udc9b2J"],
        ["build", NAME],
        ["query", NAME, "--atlas", "{atlas}"],
        ["query", "top-collaborators", "-p", f"{NAME}=1", "--atlas", "{atlas}"],
        ["query", "RETURN 1", "-p", NAME, "--atlas", "{atlas}"],
        ["queries", NAME],
        ["concept", NAME, "--atlas", "{atlas}"],
        ["export", NAME, "--atlas", "{atlas}"],
        ["export", "x", "--format", NAME, "--atlas", "{atlas}"],
        ["view", "--renderer", NAME, "--atlas", "{atlas}"],
        ["load", "--login", NAME, "--atlas", "{atlas}"],
        [NAME],
        [f"--{NAME}"],
        ["query", f"--{NAME}"],
        ["query", "RETURN 1", "--format", NAME],
        ["queries", "a", NAME],
    ],
    ids=lambda arguments: " ".join(argument if argument.isprintable() else "HOSTILE" for argument in arguments),
)
def test_errors_do_no_harm(
    arguments: list[str], foreign: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*(argument.replace("{atlas}", str(foreign)) for argument in arguments))
    assert (result.exit_code, result.stdout) == (2, "")
    assert_harmless(result.stderr)
    assert "Error" in result.stderr


def test_there_is_one_way_out() -> None:
    for path in Path(str(paperatlas.__file__)).parent.glob("*.py"):
        direct = re.findall(r"click\.s?echo|sys\.std(?:out|err)\.write|\bprint\(", path.read_text(encoding="utf-8"))
        assert not direct or path.name == "terminal.py", path
