"""The folder that answers go to: each a file when it is whole, and a journal of what was asked.

    fetched/
      hf-2024-04-16.json, arxiv-cat-cs.CL-5e6f7a8b.xml, …    answers as they came, but for those without a paper
      .fetched.jsonl                                         a line an answer: what was asked, what asks for more

A line follows its file: what a line speaks of is there, or was taken away. A run that is killed between the two asks
for that page again, under the same name.
"""

import contextlib
import datetime
import errno
import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Self

from paperatlas.base.errors import OutputError
from paperatlas.base.locks import InUse, locked
from paperatlas.base.paths import is_regular
from paperatlas.base.temporary import clear_left, new_file
from paperatlas.sources import JOURNAL
from paperatlas.sources.service import Page, Question, Service

_ATLAS = ".paperatlas"


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the journal: an answer.

    Attributes:
        service: Who was asked.
        question: The key of what was asked for.
        asked: The same for people to read.
        ids: The papers that were asked for.
        page: Which page of the answer, from 1.
        file: Its name; None where no paper is in it.
        papers: How many are.
        following: What asks for the next page.
        total: How many papers the whole answer has.
        unknown: Those of the papers asked for that the service does not have.
        at: When it came, UTC.
    """

    service: str
    question: str
    asked: dict[str, str]
    ids: list[str]
    page: int
    file: str | None
    papers: int
    following: str | None
    total: int | None
    unknown: list[str]
    at: str

    @property
    def day(self) -> datetime.date:
        """On which it came."""
        return datetime.date.fromisoformat(self.at[:10])


class Folder:
    """A folder of answers that this process alone writes to."""

    def __init__(self, path: Path, entries: list[Entry]) -> None:
        self.path = path
        self._pages: dict[tuple[str, str], list[Entry]] = {}
        self._ids: dict[str, set[str]] = {}
        for entry in entries:
            if entry.file is None or is_regular(path / entry.file):
                self._note(entry)

    @classmethod
    @contextlib.contextmanager
    def opened(cls, path: str | Path) -> Iterator[Self]:
        """The folder at a path, made where there is none.

        Raises:
            OutputError: It can't be made, written or read, is an atlas, or another process is at work there.
        """
        place = Path(path)
        with contextlib.ExitStack() as held:
            with _explained(place):
                journal = _journal_of(place)
                try:
                    held.enter_context(locked(journal))
                except InUse as error:
                    message = "another `paperatlas fetch` is at work there; wait until it is done"
                    raise OutputError(f"{place}: {message}") from error
                clear_left(place)
                folder = cls(place, _read(journal))
            yield folder

    def pages(self, service: Service, question: Question) -> list[Entry]:
        """The pages of an answer that are there, from the first on without a gap."""
        return self._pages.get((service.name, question.key), [])

    def asked(self, service: Service) -> set[str]:
        """The papers that the service was asked for by id."""
        return self._ids.setdefault(service.name, set())

    def keep(self, service: Service, question: Question, number: int, data: bytes, page: Page, at: str) -> Entry:
        """Writes an answer and notes it.

        Raises:
            OutputError: It can't be written.
        """
        name = f"{question.name}{f'-{number}' if number > 1 else ''}{service.suffix}" if page.papers else None
        entry = Entry(
            service.name,
            question.key,
            dict(question.parameters),
            list(question.ids),
            number,
            name,
            page.papers,
            page.following,
            page.total,
            list(page.unknown),
            at,
        )
        with _explained(self.path):
            if name is not None:
                with new_file(self.path / name) as file:
                    file.write(data)
            _append(self.path / JOURNAL, json.dumps(asdict(entry), ensure_ascii=False))
        self._note(entry)
        return entry

    def _note(self, entry: Entry) -> None:
        pages = self._pages.setdefault((entry.service, entry.question), [])
        if entry.page == 1:
            pages.clear()
        if entry.page == len(pages) + 1:
            pages.append(entry)
            self._ids.setdefault(entry.service, set()).update(entry.ids)


def _journal_of(place: Path) -> Path:
    """The journal of a folder, both made where there is none."""
    if "\0" in str(place):
        raise OSError(errno.EINVAL, "a path holds no NUL")
    if os.path.lexists(place / _ATLAS):
        raise OutputError(f"{place}: this is an atlas; name another folder with -o, and build from that")
    place.mkdir(parents=True, exist_ok=True)
    journal = place / JOURNAL
    if os.path.lexists(journal) and not is_regular(journal):
        raise OutputError(f"{journal}: is no plain file; remove it")
    journal.touch()
    return journal


def _append(journal: Path, line: str) -> None:
    """Puts a line at the end; what a killed run left of one is ended."""
    with journal.open("r+b") as file:
        end = file.seek(0, os.SEEK_END)
        if end:
            file.seek(end - 1)
            line = line if file.read(1) == b"\n" else f"\n{line}"
        file.write(f"{line}\n".encode())


def _read(journal: Path) -> list[Entry]:
    """The lines that are whole."""
    entries = []
    for line in journal.read_text(encoding="utf-8", errors="replace").split("\n"):
        with contextlib.suppress(ValueError, TypeError, RecursionError):
            entries.append(_entry(json.loads(line)))
    return entries


def _entry(value: Any) -> Entry:
    """A line of ours.

    Raises:
        ValueError: It is none; neither is one whose file is not in the folder.
        TypeError: It is none.
    """
    entry = Entry(**value)
    texts = (entry.service, entry.question, entry.at, entry.following or "", entry.file or "", *entry.ids)
    if not all(isinstance(text, str) for text in texts) or not all(
        isinstance(number, int) for number in (entry.page, entry.papers, entry.total or 0)
    ):
        raise ValueError("a line of something else")
    if entry.file is not None and (Path(entry.file).name != entry.file or entry.file.startswith(".")):
        raise ValueError("leads elsewhere")
    datetime.date.fromisoformat(entry.at[:10])
    return entry


@contextlib.contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        kind = "it is no directory" if isinstance(error, FileExistsError | NotADirectoryError) else error.strerror
        raise OutputError(f"{path}: can't be written ({kind}); what was fetched before stays there") from error
