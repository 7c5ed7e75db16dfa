"""Records that a user made in Python, in a file for the processes that read papers."""

import contextlib
import itertools
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from paperatlas.base.errors import OutputError
from paperatlas.base.temporary import clear_left, new_directory
from paperatlas.graph.records import PaperRecord

NAME = "records.jsonl"


@contextlib.contextmanager
def file_of(records: Iterable[PaperRecord]) -> Iterator[Path | None]:
    """A file with the records; None where there are none.

    Raises:
        UsageError: One is no record.
        OutputError: The file can't be written.
    """
    given = iter(records)
    first = next(given, None)
    if first is None:
        yield None
        return
    from paperatlas.parsers.record_lines import record_lines

    folder = Path(tempfile.gettempdir())
    clear_left(folder)
    with new_directory(folder) as made:
        path = made / NAME
        try:
            with path.open("w", encoding="utf-8", errors="backslashreplace") as file:  # as JSON writes half a letter
                file.writelines(record_lines(itertools.chain([first], given)))
        except OSError as error:
            raise OutputError(f"{path}: can't be written ({error.strerror or error})") from error
        yield path
