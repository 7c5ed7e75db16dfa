"""What is installed is what stands in the tree: the rooms are mapped into the package by hand."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
ROOMS = ("base", "parsers", "graph", "loaders", "queries", "sources", "viz")
SHIPPED = {".py", ".sql", ".cypher", ".toml", ".tsv", ".txt", ".typed", ".html", ".css", ".js", ".json"}


def _tree() -> set[str]:
    files = {
        f"paperatlas/{path.name}"
        for path in (ROOT / "paperatlas").iterdir()
        if path.suffix in SHIPPED or path.name == "py.typed"
    }
    for room in ROOMS:
        found = (path for path in (ROOT / room).rglob("*") if path.suffix in SHIPPED)
        files |= {f"paperatlas/{path.relative_to(ROOT).as_posix()}" for path in found}
    return files


def test_the_wheel_holds_the_tree_and_nothing_else(tmp_path: Path) -> None:
    # From a copy: what an earlier build left in the tree would go into the wheel.
    leave_out = shutil.ignore_patterns(".*", "build", "*.egg-info", "tests", "demo", "atlas", "node_modules")
    shutil.copytree(ROOT, tmp_path / "tree", symlinks=True, ignore=leave_out)
    options = ["--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", "."]
    subprocess.run([sys.executable, "-m", "pip", "wheel", *options, "./tree"], check=True, cwd=tmp_path)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert names == _tree()


def test_the_links_lead_to_the_rooms() -> None:
    for room in ROOMS:
        link = ROOT / "paperatlas" / room
        assert link.is_symlink()
        assert link.resolve() == ROOT / room
