"""Files and directories that appear whole or not at all."""

import os
from pathlib import Path

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
        with pytest.raises(OutputError, match="Not a directory"), whole(tmp_path / "file" / "out"):
            pass


def test_a_missing_directory_is_explained(tmp_path: Path) -> None:
    for whole in (whole_file, whole_directory):
        with pytest.raises(OutputError, match="No such file or directory"), whole(tmp_path / "missing" / "out"):
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
