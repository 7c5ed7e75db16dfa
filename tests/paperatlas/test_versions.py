"""What is read again, and what only made again, after the code has changed."""

import ast
import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import paperatlas
from paperatlas.versions import only_joins
from tests.harness import unmeasured

PACKAGE = Path(paperatlas.__file__).parent
BUILD = """
import json, sys, paperatlas
from paperatlas.building import build_atlas
from paperatlas.settings import Settings
report = build_atlas([sys.argv[1]], sys.argv[2], Settings(), jobs=1)
print(json.dumps([paperatlas.__file__, report.changed, report.read]))
"""


@pytest.fixture
def changed_package(tmp_path: Path) -> Path:
    """A copy of the package, to be changed."""
    copy = tmp_path / "site" / "paperatlas"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def build_with(package: Path, digests: Path, out: Path) -> tuple[bool, int]:
    """Builds with a copy of the package: whether anything changed, and how many digests were read."""
    done = subprocess.run(
        [sys.executable, "-P", "-c", BUILD, str(digests), str(out)],
        env={**unmeasured(), "PYTHONPATH": str(package.parent)},
        capture_output=True,
        text=True,
        check=True,
    )
    home, changed, read = json.loads(done.stdout)
    assert Path(home).is_relative_to(package)
    return changed, read


def test_a_changed_select_rereads_nothing_and_a_changed_parser_everything(
    changed_package: Path, digests: Path, tmp_path: Path
) -> None:
    out = tmp_path / "atlas"
    assert build_with(changed_package, digests, out) == (True, 2)
    for name, comment, read in (("graph/relations/teams.sql", "-- why", 0), ("parsers/markdown.py", "# why", 2)):
        with (changed_package / name).open("a", encoding="utf-8") as file:
            file.write(f"\n{comment}\n")
        assert build_with(changed_package, digests, out) == (True, read)
    assert build_with(changed_package, digests, out) == (False, 0)


def imported(name: str) -> set[str]:
    """The files of the package that one of them imports, anywhere in it; named as `graph/schema.py`."""
    found = set()
    for node in ast.walk(ast.parse((PACKAGE / name).read_text(encoding="utf-8"))):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for module in names:
            path = Path(*module.split(".")[1:]) if module.startswith("paperatlas.") else Path("?")
            found |= {file.as_posix() for file in (path.with_suffix(".py"), path / "__init__.py")}
    return {file for file in found if (PACKAGE / file).is_file()}


def test_no_reading_depends_on_what_is_said_to_only_join() -> None:
    seen: set[str] = set()
    waiting = {"workers.py", *(f"parsers/{path.name}" for path in (PACKAGE / "parsers").glob("*.py"))}  # by a registry
    while waiting:
        name = waiting.pop()
        seen.add(name)
        waiting |= imported(name) - seen
    assert {"graph/language.py", "graph/concepts/mentions.py", "base/errors.py"} <= seen
    assert [name for name in sorted(seen) if only_joins(name)] == []
    assert only_joins("graph/relations/teams.sql")
