"""Commands on a real terminal."""

import contextlib
import os
import pty
import subprocess
import sys
from pathlib import Path


def on_terminal(*arguments: str | Path, code: int = 0, kind: str = "xterm") -> str:
    """What a command writes to a terminal, on standard output and standard error.

    Args:
        *arguments: Of `paperatlas`.
        code: What it ends with.
        kind: Of terminal, as in TERM; `dumb` is one that our own tables need no escape sequences for.
    """
    ours, terminal = pty.openpty()
    variables = {**os.environ, "TERM": kind, "COLUMNS": "200"}
    with os.fdopen(ours, "rb", buffering=0) as seen:
        command = [sys.executable, "-m", "paperatlas", *map(str, arguments)]
        process = subprocess.Popen(command, stdin=terminal, stdout=terminal, stderr=terminal, env=variables)
        os.close(terminal)
        shown = b""
        with contextlib.suppress(OSError):  # Linux: the terminal's other end was closed
            while part := seen.read(4096):
                shown += part
        assert process.wait() == code, shown.decode()
    return shown.decode()
