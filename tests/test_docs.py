"""The pages that derive from the code are up to date, and the guides name what there is."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from paperatlas.cli import main
from paperatlas.loaders import EXPORTS
from paperatlas.viz import RENDERERS

ROOT = Path(__file__).parent.parent


def _generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("path", "page"), _generator().PAGES.items(), ids=lambda item: getattr(item, "name", ""))
def test_generated_pages_are_not_stale(path: Path, page: object) -> None:
    assert callable(page)
    assert path.read_text(encoding="utf-8") == page(), "run `make docs`"


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_has_help_and_stands_in_the_readme(command: str) -> None:
    assert main.commands[command].help
    assert f"paperatlas {command}" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", [*EXPORTS, *RENDERERS])
def test_every_export_and_renderer_stands_in_the_readme(name: str) -> None:
    assert name in (ROOT / "README.md").read_text(encoding="utf-8").lower()


def test_links_between_pages_lead_somewhere() -> None:
    import re

    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").glob("*.md")]:
        for target in re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"
