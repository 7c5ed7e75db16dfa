"""Files and directories that appear whole or not at all."""

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from paperatlas.base.errors import OutputError
from paperatlas.base.output import whole_directory, whole_file


def test_a_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    path = tmp_path / "out"
    with whole_file(path) as file:
        file.write(b"new")
        file.flush()
        assert not path.exists()
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    with whole_file(tmp_path / "out") as file:
        file.write(b"new")
    assert (tmp_path / "out").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_an_error_in_the_block_leaves_the_older_file(tmp_path: Path) -> None:
    path = tmp_path / "out"
    path.write_bytes(b"older")
    with pytest.raises(ZeroDivisionError), whole_file(path) as file:
        file.write(b"new")
        raise ZeroDivisionError
    assert path.read_bytes() == b"older"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_in_place_of_the_directory_is_explained(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for whole in (whole_file, whole_directory):
        with pytest.raises(OutputError, match="file is no directory; name another"), whole(tmp_path / "file" / "out"):
            pass


def test_a_missing_directory_is_explained(tmp_path: Path) -> None:
    for whole in (whole_file, whole_directory):
        with (
            pytest.raises(OutputError, match=r"there is no directory .*missing; make it first"),
            whole(tmp_path / "missing" / "out"),
        ):
            pass


def test_a_directory_in_place_of_the_file_stays(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with pytest.raises(OutputError, match="Is a directory"), whole_file(tmp_path / "out") as file:
        file.write(b"new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_a_full_device_is_explained_and_stays(tmp_path: Path) -> None:
    (tmp_path / "out").symlink_to("/dev/full")
    with pytest.raises(OutputError, match="No space left on device"), whole_file(tmp_path / "out") as file:
        file.write(b"new")
    assert (tmp_path / "out").readlink() == Path("/dev/full")


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "out"
    os.mkfifo(path)
    reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    with whole_file(path) as file:
        file.write(b"new")
    assert os.read(reader, 10) == b"new"
    os.close(reader)
    assert path.is_fifo()


def test_a_dash_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with whole_file("-") as file:
        file.write(b"new")
    assert capfdbinary.readouterr().out == b"new"


def test_a_directory_appears_when_the_block_ends(tmp_path: Path) -> None:
    with whole_directory(tmp_path / "out") as made:
        (made / "file").write_bytes(b"new")
        assert not (tmp_path / "out").exists()
    assert (tmp_path / "out" / "file").read_bytes() == b"new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_an_empty_directory_is_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with whole_directory(tmp_path / "out") as made:
        (made / "file").write_bytes(b"new")
    assert (tmp_path / "out" / "file").read_bytes() == b"new"


def test_what_stands_in_the_place_of_a_directory_stays(tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_bytes(b"older")
    (tmp_path / "file").write_bytes(b"older")
    for name in ("full", "file"):
        with pytest.raises(OutputError, match="is there already"), whole_directory(tmp_path / name):
            pass
    assert (tmp_path / "full" / "file").read_bytes() == (tmp_path / "file").read_bytes() == b"older"


def test_an_error_in_the_block_leaves_no_directory(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), whole_directory(tmp_path / "out") as made:
        (made / "file").write_bytes(b"new")
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("there", [True, False], ids=["file", "nothing"])
def test_a_link_stays_and_the_file_it_leads_to_is_replaced(there: bool, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "near").mkdir()
    target = tmp_path / "far" / "graph"
    if there:
        target.write_bytes(b"older")
        target.chmod(0o640)
    (tmp_path / "near" / "second").symlink_to("../far/graph")
    link = tmp_path / "near" / "out"
    link.symlink_to("second")
    with whole_file(link) as file:
        file.write(b"new")
        file.flush()
        assert target.exists() == there
    assert link.readlink() == Path("second")
    assert target.read_bytes() == b"new"
    assert not there or target.stat().st_mode & 0o777 == 0o640
    assert [len(list((tmp_path / name).iterdir())) for name in ("far", "near")] == [1, 2]


def test_a_link_to_a_directory_stays_and_the_directory_is_filled(tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    (tmp_path / "empty").symlink_to("far")
    (tmp_path / "none").symlink_to("later")
    for name, target in (("empty", "far"), ("none", "later")):
        with whole_directory(tmp_path / name) as made:
            (made / "file").write_bytes(b"new")
        assert (tmp_path / name).readlink() == Path(target)
        assert (tmp_path / target / "file").read_bytes() == b"new"
        with pytest.raises(OutputError, match=f"{name}: is there already"), whole_directory(tmp_path / name):
            pass


@pytest.mark.parametrize("whole", [whole_file, whole_directory])
@pytest.mark.parametrize(
    ("name", "message"),
    [("n" * 300, "name too long"), ("a\0b", "no NUL"), ("loop", "symbolic links"), ("locked/out", "")],
    ids=["long", "nul", "loop", "under-a-file"],
)
def test_a_path_that_can_hold_nothing_is_explained(
    whole: Callable[[Path], AbstractContextManager[Any]], name: str, message: str, tmp_path: Path
) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "locked").touch()
    with pytest.raises(OutputError, match=f"can't be written .*{message}"), whole(tmp_path / name):
        pass
    assert sorted(path.name for path in tmp_path.iterdir()) == ["locked", "loop"]


def test_a_name_of_any_bytes_that_fits_is_written(tmp_path: Path) -> None:
    for name in (b"\xff\xfe.graphml", b"n" * 255):
        with whole_file(tmp_path / os.fsdecode(name)) as file:
            file.write(b"new")
    assert sorted(os.fsencode(path.name) for path in tmp_path.iterdir()) == [b"n" * 255, b"\xff\xfe.graphml"]


WRITER = """
import sys
from paperatlas.base.output import whole_directory, whole_file
if sys.argv[1] == "file":
    with whole_file(sys.argv[2]) as file:
        file.write(b"half of it")
        file.flush()
        print("writing", flush=True)
        sys.stdin.read()
else:
    with whole_directory(sys.argv[2]) as made:
        (made / "half").write_bytes(b"half of it")
        print("writing", flush=True)
        sys.stdin.read()
"""


@contextlib.contextmanager
def writer(kind: str, out: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that is in the middle of writing."""
    command = [sys.executable, "-c", WRITER, kind, str(out)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "writing\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.mark.parametrize("kind", ["file", "directory"])
def test_the_next_write_clears_what_a_killed_one_left_and_nothing_else(kind: str, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"mine")
    others = [".out.abcd1234", ".paperatlas-0123456789abcdef.part.txt", ".paperatlas-0123.part"]
    for name in others:
        (tmp_path / name).write_bytes(b"mine")
    (tmp_path / ".paperatlas-00000000000000aa.part").symlink_to("elsewhere")
    others += [".paperatlas-00000000000000aa.part", "elsewhere"]
    with writer(kind, tmp_path / "dead") as killed:
        killed.kill()
        killed.wait()
    assert len(list(tmp_path.iterdir())) == len(others) + 1
    with writer(kind, tmp_path / "alive") as alive:
        with whole_file(tmp_path / "out") as file:
            file.write(b"new")
        left = {path.name for path in tmp_path.iterdir()} - {*others, "out"}
        assert len(left) == 1
        alive.communicate()
    assert {path.name for path in tmp_path.iterdir()} == {*others, "out", "alive"}


def test_a_full_standard_output_is_explained() -> None:
    code = "from paperatlas.base.output import whole_file\nwith whole_file('-') as file: file.write(b'x' * 100_000)"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([sys.executable, "-c", code], stdout=full, stderr=subprocess.PIPE, text=True)
    assert done.returncode == 1
    assert done.stderr.splitlines()[-1] == (
        "paperatlas.base.errors.OutputError: standard output: can't be written (No space left on device)"
    )
