"""The program `paperatlas`, also `python -m paperatlas`."""

import atexit
import os
import sys
from typing import NoReturn

INTERRUPTED = 130


def main() -> None:
    """Runs the command line; Ctrl-C is no error of ours, however early it comes."""
    try:
        _open_closed_streams()
        from paperatlas.base.output import quiet_when_unread
        from paperatlas.cli import main as commands

        with quiet_when_unread():  # also while click tells what is wrong
            commands()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except SystemExit as end:
        from paperatlas.base.output import UNREAD

        if end.code == UNREAD:
            _end_at_once(UNREAD)
        raise


def _end_at_once(status: int) -> NoReturn:
    """Ends the program at once: threads of a library that still read a table abort it while they are undone."""
    atexit._run_exitfuncs()
    os._exit(status)


def _open_closed_streams() -> None:
    """Fills the place of streams that are closed, which the next file to be opened would take."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - for as long as we run


if __name__ == "__main__":
    main()
