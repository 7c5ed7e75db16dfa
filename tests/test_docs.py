"""The pages that derive from the code are up to date, and the guides name what there is."""

import importlib.util
import subprocess
import sys
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


def test_the_python_of_the_readme_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = (part.split("```")[0] for part in readme.split("```python\n")[1:])
    kept = [line for line in block.splitlines() if "eo4j" not in line and "query(server" not in line]
    (tmp_path / "tests").symlink_to(ROOT / "tests")
    monkeypatch.chdir(tmp_path)
    page = "print(repr(atlas.view()))"
    done = subprocess.run(
        [sys.executable, "-c", "\n".join([*kept, page])], capture_output=True, text=True, encoding="utf-8", check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert len(done.stdout) < 2_000
