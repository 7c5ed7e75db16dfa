"""The program `paperatlas`, also `python -m paperatlas`."""

import atexit
import contextlib
import os
import sys
from typing import NoReturn

INTERRUPTED = 130
READING = frozenset(("concept", "export", "info", "load", "paper", "person", "query", "sql", "view"))
"""Commands that make no frames; stores that they ask are made in processes of their own."""


def main() -> None:
    """Runs the command line and ends the program; Ctrl-C is no error of ours, however early it comes."""
    status: object = 0
    try:
        _open_closed_streams()
        is_for_spark = any(each.endswith("spark") for each in sys.argv)  # which needs pandas
        if READING.intersection(sys.argv[1:2]) and not is_for_spark:
            from paperatlas.base.no_pandas import refuse_pandas

            refuse_pandas()
        from paperatlas.base.output import quiet_when_unread
        from paperatlas.cli import main as commands

        with quiet_when_unread():  # also while click tells what is wrong
            commands()
    except KeyboardInterrupt:
        status = INTERRUPTED
    except SystemExit as end:
        status = end.code or 0
    if not isinstance(status, int):
        sys.exit(str(status))
    _end(status)


def _end(status: int) -> NoReturn:
    """Ends the program without taking libraries apart: threads that Arrow has just started would abort it then."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):
            stream.flush()
    atexit._run_exitfuncs()
    os._exit(status)


def _open_closed_streams() -> None:
    """Fills the place of streams that are closed, which the next file to be opened would take."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for as long as we run


if __name__ == "__main__":
    main()
