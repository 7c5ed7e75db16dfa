"""The program `paperatlas`, also `python -m paperatlas`."""

import sys

INTERRUPTED = 130


def main() -> None:
    """Runs the command line; Ctrl-C is no error of ours, however early it comes."""
    try:
        from paperatlas.cli import main as commands

        commands()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


if __name__ == "__main__":
    main()
