"""What the system tells of memory, in the files of Linux."""

import subprocess
import sys
from pathlib import Path

import pytest

from paperatlas.base.memory import available_megabytes


def told(root: Path, files: dict[str, str]) -> int | None:
    """What is available where these files stand."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return available_megabytes(root / "proc", root / "cgroup")


FREE = {"proc/meminfo": "MemTotal:       16000000 kB\nMemAvailable:    8192000 kB\n"}
SECOND = {"proc/self/cgroup": "0::/user/build.scope\n"}
FIRST = {"proc/self/cgroup": "9:name=systemd:/\n4:cpu,memory:/docker/abc\n"}


@pytest.mark.parametrize(
    ("files", "megabytes"),
    [
        ({}, None),
        (FREE, 8000),
        (FREE | SECOND | {"cgroup/user/build.scope/memory.max": "max\n"}, 8000),
        (FREE | SECOND | {"cgroup/user/build.scope/memory.max": "2147483648\n"}, 2048),
        (FREE | SECOND | {"cgroup/user/memory.max": "1073741824\n"}, 1024),
        (FREE | SECOND | {"cgroup/memory.max": "536870912\n"}, 512),
        (FREE | FIRST | {"cgroup/memory/docker/abc/memory.limit_in_bytes": "2147483648\n"}, 2048),
        (FREE | FIRST | {"cgroup/memory/memory.limit_in_bytes": "1073741824\n"}, 1024),
        (FREE | FIRST | {"cgroup/memory/docker/abc/memory.limit_in_bytes": "9223372036854771712\n"}, 8000),
        (SECOND | {"cgroup/memory.max": "junk\n"}, None),
    ],
)
def test_the_least_of_what_is_told_is_available(tmp_path: Path, files: dict[str, str], megabytes: int | None) -> None:
    assert told(tmp_path, files) == megabytes


def test_what_the_process_is_allowed_counts() -> None:
    code = (
        "import resource; resource.setrlimit(resource.RLIMIT_AS, (3 * 2**30,) * 2)\n"
        "from paperatlas.base.memory import available_megabytes; print(available_megabytes())"
    )
    printed = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert 0 < int(printed) <= 3072
