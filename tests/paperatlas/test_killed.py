"""Whatever is killed at whatever moment: what was there stays, or the new is whole; the next run clears the rest."""

import contextlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from paperatlas import Atlas, AtlasError
from paperatlas.building import build_atlas
from paperatlas.settings import Settings
from tests.harness import LONG
from tests.paperatlas.conftest import DIGEST, OTHER_DIGEST

TIMES = 60 if LONG else 2
"""That each thing is killed."""
OURS = {".paperatlas", ".lock"}


@dataclass(frozen=True)
class Case:
    """A thing to be killed: its command, the folders that it changes, and how often it does so at least."""

    command: tuple[str, ...]
    folders: tuple[str, ...]
    changes: int


CASES = {
    "build": Case(("build", "digests", "-o", "new", "--jobs", "2"), (".",), 12),
    "rebuild": Case(("build", "digests", "-o", "atlas", "--jobs", "2"), ("atlas",), 12),
    "export": Case(("export", "out/graph.graphml", "--atlas", "atlas"), ("out",), 2),
    "export-directory": Case(("export", "out/tables", "--format", "csv", "--atlas", "atlas"), ("out",), 8),
    "view": Case(("view", "-o", "out/page.html", "--atlas", "atlas"), ("out", "atlas/cache"), 4),
    "query": Case(("query", "MATCH (p:Paper) RETURN p.id", "--atlas", "atlas"), ("atlas/builds",), 4),
}


def moments(case: Case) -> list[int]:
    """After how many changes to kill it; other ones each time the tests run long."""
    chance = random.Random() if LONG else random.Random(" ".join(case.command))
    return [chance.randint(1, case.changes) for _ in range(TIMES)]


KILLS = [(name, after) for name, case in CASES.items() for after in moments(case)]


def content(root: Path) -> dict[str, bytes]:
    """The files of a build that are promised to repeat, or of an output."""
    paths = [path for path in sorted(root.rglob("*")) if path.is_file() and path.suffix != ".kgl"]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}


@dataclass(frozen=True)
class Before:
    """What is there before something is killed, and what is to be there after it ran through."""

    root: Path
    old: dict[str, bytes]
    new: dict[str, bytes]
    graph: bytes
    tables: dict[str, bytes]


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Before:
    root = tmp_path_factory.mktemp("before")
    (root / "digests").mkdir()
    (root / "digests" / "2024-04-15.md").write_text(DIGEST, encoding="utf-8")
    (root / "digests" / "2024-04-16.md").write_text(OTHER_DIGEST, encoding="utf-8")
    old = build_atlas([root / "digests"], root / "atlas", Settings(), jobs=1).build
    other = DIGEST.replace("2024-04-15", "2024-04-17").replace("2404.00001", "2404.00003")
    (root / "digests" / "2024-04-17.md").write_text(other, encoding="utf-8")
    fresh = tmp_path_factory.mktemp("fresh")
    new = build_atlas([root / "digests"], fresh / "atlas", Settings(), jobs=1).build
    with Atlas.open(root / "atlas") as atlas:
        atlas.export(fresh / "graph.graphml")
        atlas.export(fresh / "tables", format="csv")
    (root / "out").mkdir()
    (root / "out" / "graph.graphml").write_bytes(b"older")
    (root / "out" / "page.html").write_bytes(b"older")
    (root / "out" / "mine.part").write_bytes(b"mine")
    return Before(root, content(old), content(new), (fresh / "graph.graphml").read_bytes(), content(fresh / "tables"))


def listing(folders: list[Path]) -> set[tuple[str, int]]:
    """All that is in some folders, with its size."""
    found = set()
    for folder in folders:
        for directory, subdirectories, names in os.walk(folder):
            for name in (*subdirectories, *names):
                with contextlib.suppress(OSError):
                    path = Path(directory, name)
                    found.add((str(path), path.lstat().st_size))
    return found


def stop(root: Path, case: Case, after: int, how: signal.Signals) -> None:
    """Runs a command until the files that it works on have changed so many times, then stops it."""
    folders = [root / folder for folder in case.folders]
    seen = listing(folders)
    command = [sys.executable, "-m", "paperatlas", *case.command]
    with subprocess.Popen(command, cwd=root, stderr=subprocess.PIPE, start_new_session=True) as process:
        while process.poll() is None and after:
            now = listing(folders)
            if now != seen:
                seen, after = now, after - 1
            time.sleep(0.001)
        helpers: list[psutil.Process] = []
        with contextlib.suppress(psutil.NoSuchProcess):
            helpers = psutil.Process(process.pid).children(recursive=True)
        process.send_signal(how)
        _, errors = process.communicate()
    psutil.wait_procs(helpers)  # they end by themselves
    assert b"Traceback" not in errors
    assert how == signal.SIGKILL or process.returncode in (0, 130)


@contextlib.contextmanager
def copied(before: Before, tmp_path: Path) -> Iterator[Path]:
    root = tmp_path / "root"
    shutil.copytree(before.root, root, symlinks=True)
    yield root
    assert (root / "out" / "mine.part").read_bytes() == b"mine"
    assert {path.name for path in root.rglob(".*")} <= OURS


def check_build(root: Path, out: str, before: Before) -> None:
    """An atlas is the old or the new one, and the next run makes the new one and leaves nothing else."""
    try:
        with Atlas.open(root / out) as atlas:
            there = content(atlas.path)
            assert there in (before.old, before.new)
            papers = 2 if there == before.old else 3
            assert atlas.query("MATCH (p:Paper) RETURN count(*) AS papers").rows == ((papers,),)
    except AtlasError:
        assert out == "new"
    assert content(build_atlas([root / "digests"], root / out, Settings(), jobs=1).build) == before.new
    assert len(list((root / out / "builds").iterdir())) == 1 + (out == "atlas")
    assert len(list((root / out / "cache").glob("*.arrow"))) == 3


def check_output(root: Path, name: str, before: Before) -> None:
    """An output is the old or the new one, and the next run makes the new one."""
    out = root / "out"
    with Atlas.open(root / "atlas") as atlas:
        assert content(atlas.path) == before.old
        if name == "export":
            assert (out / "graph.graphml").read_bytes() in (b"older", before.graph)
            atlas.export(out / "graph.graphml")
            assert (out / "graph.graphml").read_bytes() == before.graph
        elif name == "export-directory":
            if (out / "tables").exists():
                assert content(out / "tables") == before.tables
                shutil.rmtree(out / "tables")
            atlas.export(out / "tables", format="csv")
            assert content(out / "tables") == before.tables
        else:
            page = (out / "page.html").read_bytes()
            assert page == b"older" or page.rstrip().endswith(b"</html>")
            assert atlas.view(out / "page.html").html == (out / "page.html").read_bytes()
            assert len(list((root / "atlas" / "cache" / "maps").iterdir())) == 1


@pytest.mark.parametrize(("name", "after"), KILLS, ids=[f"{name}-{number}" for number, (name, _) in enumerate(KILLS)])
def test_what_is_killed_leaves_nothing_half_done(before: Before, name: str, after: int, tmp_path: Path) -> None:
    with copied(before, tmp_path) as root:
        if name == "query":
            next(root.glob("atlas/builds/*/graph.kgl")).unlink()
        stop(root, CASES[name], after, signal.SIGKILL)
        if name in ("build", "rebuild", "query"):
            check_build(root, "new" if name == "build" else "atlas", before)
        else:
            check_output(root, name, before)


@pytest.mark.parametrize("after", moments(CASES["rebuild"]))
def test_an_interrupted_build_cleans_up_itself(before: Before, after: int, tmp_path: Path) -> None:
    with copied(before, tmp_path) as root:
        stop(root, CASES["rebuild"], after, signal.SIGINT)
        assert {path.name for path in root.rglob(".*")} <= OURS
        check_build(root, "atlas", before)
