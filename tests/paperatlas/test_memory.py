"""Too little memory is a sentence, and the atlas is as it was."""

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import paperatlas
from paperatlas.base.errors import AtlasError, OutputError
from paperatlas.base.memory import means_too_little, told_when_short
from paperatlas.building import LEAST_MEMORY, build_atlas
from paperatlas.joins import JOINS_LEAST, JOINS_MOST
from paperatlas.settings import Settings

MEGABYTE = 2**20


def run_with(megabytes: int, *command: str) -> subprocess.CompletedProcess[str]:
    """Runs the program where the system allows it little memory."""
    code = (
        "import resource, sys; from paperatlas.__main__ import main\n"
        f"resource.setrlimit(resource.RLIMIT_AS, ({megabytes * MEGABYTE},) * 2)\n"
        "main()"
    )
    return subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True)


def content(atlas: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in atlas.rglob("*") if path.is_file() and path.name != ".lock"}


@pytest.mark.parametrize("megabytes", [300, LEAST_MEMORY - 1])
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_build_with_too_little_memory_says_so_and_changes_nothing(
    digests: Path, tmp_path: Path, megabytes: int, jobs: str
) -> None:
    atlas = tmp_path / "atlas"
    build_atlas([digests], atlas, Settings(), jobs=1)
    before = content(atlas)
    done = run_with(megabytes, "build", str(digests), "-o", str(atlas), "--max-team", "2", "--jobs", jobs)
    assert done.returncode == 2
    assert done.stderr == (
        f"Error: the system allows {megabytes:,} MB of memory, at least {LEAST_MEMORY:,} MB are needed; "
        "see `ulimit -v`; nothing was changed\n"
    )
    assert content(atlas) == before


@pytest.mark.parametrize("command", [["info"], ["concept", "sparse attention"], ["export", "-"], ["view", "-o", "-"]])
def test_an_atlas_that_does_not_fit_says_so(digests: Path, tmp_path: Path, command: list[str]) -> None:
    atlas = tmp_path / "atlas"
    build_atlas([digests], atlas, Settings(), jobs=1)
    more = ["--format", "graphml"] if command[0] == "export" else []
    done = run_with(300, *command, *more, "--atlas", str(atlas))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Error: the system allows 300 MB of memory, ")


@pytest.fixture
def little_memory() -> Iterator[None]:
    """Next to no addresses more than this process has."""
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    used = int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    resource.setrlimit(resource.RLIMIT_AS, (used + 16 * MEGABYTE, hard))
    yield
    resource.setrlimit(resource.RLIMIT_AS, (soft, hard))


@pytest.mark.usefixtures("little_memory")
def test_memory_that_is_used_up_is_told_as_such() -> None:
    with pytest.raises(OutputError, match="there is too little memory"), told_when_short():
        bytearray(10**12)
    with pytest.raises(OutputError, match="there is too little memory"), told_when_short():
        import pyarrow as pa

        pa.allocate_buffer(10**12)


def test_other_errors_are_told_as_they_are() -> None:
    for error in (ValueError("no"), AtlasError("no"), OSError(2, "no such file")):
        assert not means_too_little(error)
        with pytest.raises(type(error)), told_when_short():
            raise error
    with pytest.raises(OutputError, match="mine"), told_when_short():
        raise OutputError("mine") from MemoryError()
    assert paperatlas.OutputError is OutputError


def test_what_the_joins_may_take_changes_no_byte(digests: Path, tmp_path: Path) -> None:
    """Of little memory and of much: the one build is allowed 12 GB of addresses, the other what there is.

    Old versions of Arrow set 10 GB aside, of which they use next to nothing.
    """
    done = run_with(3 * LEAST_MEMORY, "build", str(digests), "-o", str(tmp_path / "little"), "--jobs", "1", "--quiet")
    assert (done.returncode, done.stderr) == (0, "")
    build_atlas([digests], tmp_path / "much", Settings(), jobs=1)
    little, much = (
        {path.name: path.read_bytes() for path in (tmp_path / name / "current" / "tables").iterdir()}
        for name in ("little", "much")
    )
    assert little
    assert little == much


def test_the_limit_of_the_joins_follows_the_machine() -> None:
    code = (
        "import resource, sys; from paperatlas.joins import limit_of_joins\n"
        "if sys.argv[1:]: resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]) * 2**20,) * 2)\n"
        "print(limit_of_joins())"
    )

    def limit(*megabytes: str) -> int:
        done = subprocess.run([sys.executable, "-c", code, *megabytes], capture_output=True, text=True, check=True)
        return int(done.stdout)

    assert limit("1000") == JOINS_LEAST
    assert JOINS_LEAST <= limit("4000") <= 1000
    assert JOINS_LEAST <= limit() <= JOINS_MOST
