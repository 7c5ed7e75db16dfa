"""Records that a user made in Python, in a file for the processes that read papers."""

import contextlib
import itertools
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from paperatlas.base.errors import OutputError, UsageError
from paperatlas.base.temporary import clear_left, new_directory
from paperatlas.graph.records import PaperRecord

NAME = "records.jsonl"


@contextlib.contextmanager
def file_of(records: Iterable[PaperRecord]) -> Iterator[Path | None]:
    """A file with the records; None where there are none.

    Raises:
        UsageError: They are no list of records, or one is none.
        OutputError: The file can't be written.
    """
    if isinstance(records, PaperRecord | str | bytes | Mapping) or not isinstance(records, Iterable):
        what = type(records).__name__
        raise UsageError(f"records must be a list of paperatlas.PaperRecord, not {what}; a single one goes in brackets")
    given = iter(records)
    first = list(itertools.islice(given, 1))
    if not first:
        yield None
        return
    from paperatlas.parsers.record_lines import record_lines

    folder = Path(tempfile.gettempdir())
    clear_left(folder)
    with new_directory(folder) as made:
        path = made / NAME
        try:
            with path.open("w", encoding="utf-8", errors="backslashreplace") as file:  # as JSON writes half a letter
                file.writelines(record_lines(itertools.chain(first, given)))
        except OSError as error:
            raise OutputError(f"{path}: can't be written ({error.strerror or error})") from error
        yield path
