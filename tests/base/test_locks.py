"""Locks that go with their holder."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from paperatlas.base.locks import InUse, hold, locked

HOLDER = """
import sys
from pathlib import Path
from paperatlas.base.locks import hold
hold(Path(sys.argv[1]), shared=True)
print("held", flush=True)
sys.stdin.read()
"""


@pytest.mark.parametrize("kind", ["file", "directory"])
def test_a_lock_of_another_process_holds_until_that_one_dies(kind: str, tmp_path: Path) -> None:
    path = tmp_path / kind
    path.touch() if kind == "file" else path.mkdir()
    command = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "held\n"
        with pytest.raises(InUse), locked(path):
            pass
        beside = hold(path, shared=True)
        assert beside is not None
        os.close(beside)
        process.kill()
    with locked(path) as is_sure:
        assert is_sure


def test_readers_do_not_get_what_is_being_removed(tmp_path: Path) -> None:
    with locked(tmp_path), pytest.raises(InUse):
        hold(tmp_path, shared=True)


def test_a_link_is_not_followed_and_nothing_waits_for_a_pipe(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="link"):
        hold(tmp_path / "link", shared=True)
    with locked(tmp_path / "pipe"):
        pass


def test_where_there_are_no_such_locks_nothing_is_locked_and_nothing_cleared(tmp_path: Path) -> None:
    code = """
import sys
from pathlib import Path
sys.platform = "win32"
sys.modules["fcntl"] = sys.modules["resource"] = None
from paperatlas.base.locks import hold
from paperatlas.base.memory import require_memory
from paperatlas.base.output import whole_file
require_memory(10**9)
assert hold(Path(sys.argv[1]), shared=True) is None
with whole_file(Path(sys.argv[1], "out")) as file:
    file.write(b"new")
"""
    (tmp_path / ".paperatlas-0123456789abcdef.part").touch()
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=True)
    assert (tmp_path / "out").read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 2
