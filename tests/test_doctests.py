"""What docstrings show is what happens."""

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("base", "parsers", "graph", "loaders", "queries", "sources", "viz")


def _modules_with_examples() -> list[str]:
    files = [*(ROOT / "paperatlas").glob("*.py"), *(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))]
    shown = [path.relative_to(ROOT) for path in files if ">>> " in path.read_text(encoding="utf-8")]
    names = [".".join(path.with_suffix("").parts) for path in shown]
    return sorted(name if name.startswith("paperatlas.") else f"paperatlas.{name}" for name in names)


@pytest.mark.parametrize("name", _modules_with_examples())
def test_examples_in_docstrings_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(name))
    assert results.attempted > 0
    assert results.failed == 0
