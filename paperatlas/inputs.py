"""Finds what a user names: files, directories and standard input."""

import atexit
import contextlib
import functools
import hashlib
import itertools
import os
import re
import stat
import sys
import tempfile
import weakref
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath

from paperatlas.base.errors import InputError, UsageError
from paperatlas.base.temporary import clear_left, new_directory
from paperatlas.base.unpacking import PACKED, beginning_of, is_packed, packed_suffix, unpack, write_stream
from paperatlas.candidates import Candidate, by_source, written
from paperatlas.graph.records import Problem
from paperatlas.parsers import CUT_OFF, form_of, installed_plugins, suffix_of, suffixes
from paperatlas.parsers.unrecognised import suffix_by_content
from paperatlas.pieces import Piece, pieces_of
from paperatlas.places import RECORDS, STREAM, Places, place_of
from paperatlas.sources import JOURNAL

STANDARD_INPUT = "stdin"
UNREADABLE = "unreadable-file"
_ATLAS = ".paperatlas"
_BEGINNING = 10_000
_MOST_BEGINNING = 1_000_000
_NUMBERS = itertools.count(1)
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{1,20}://")


@dataclass(frozen=True, slots=True)
class InputFile:
    """A file that should hold papers, or a piece of a big one.

    Attributes:
        source: Its path relative to the root that was given, with `/`; its name where it was given itself, and as much
            of the path before as tells it apart from others.
        path: Where it is.
        piece: What of it.
    """

    source: str
    path: Path
    piece: Piece


@dataclass(frozen=True, slots=True, order=True)
class SkippedFile:
    """A file or directory under the paths given that is not looked into.

    Attributes:
        path: Where it is.
        reason: Why.
    """

    path: str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}: skipped, {self.reason}"


@dataclass(frozen=True, slots=True, weakref_slot=True)
class FoundInputs:
    """What is under some paths. What was unpacked for it goes with it.

    Attributes:
        files: What is to be read, in the order of the source.
        problems: Of what should be read and can't be.
        skipped: What is not to be read.
        places: Where everything with a source is.
    """

    files: tuple[InputFile, ...]
    problems: tuple[Problem, ...]
    skipped: tuple[SkippedFile, ...]
    places: Places


def find_inputs(paths: Iterable[str | Path], records: Path | None = None) -> FoundInputs:
    """The files under some paths; the same ones in any order of the paths.

    Args:
        paths: Files, directories (searched for files with the suffixes of known forms), or `-` for standard input.
        records: A file of ours with records that were made in Python.

    Raises:
        InputError: A path is missing, or there is no file at all that may hold papers.
        UsageError: No path is given, or one is an address of the web.
    """
    given = [str(path) for path in paths]
    if not given and records is None:
        raise UsageError("name at least one file or directory of files")
    search = _Search()
    for root in dict.fromkeys(given):
        search.add(root)
    if records is not None:
        search.candidates.append(replace(_candidate(records, records.name), place=RECORDS))
    if not search.candidates and not search.problems:
        raise InputError(
            f"{', '.join(given)}: no list of papers in there; what is read: {what_is_read()}{_there(search.skipped)}"
        )
    problems = [*installed_plugins().problems, *search.problems]
    files: list[InputFile] = []
    places = dict(search.places)
    for found in by_source(search.candidates):
        places[found.source] = found.place or place_of(found.path)
        if found.error is None:
            files += [InputFile(found.source, found.unpacked or found.path, piece) for piece in found.pieces]
        else:
            problems.append(unreadable(found.source, found.path, found.error))
        if found.fault:
            problems.append(Problem(found.source, 1, CUT_OFF, found.fault, ""))
    inputs = FoundInputs(tuple(files), tuple(sorted(problems)), tuple(sorted(search.skipped)), places)
    weakref.finalize(inputs, _remove, [each.unpacked for each in search.candidates if each.unpacked != each.path])
    return inputs


def _remove(files: Iterable[Path | None]) -> None:
    for each in files:
        if each is not None:
            each.unlink(missing_ok=True)


def unreadable(source: str, path: Path, error: InputError) -> Problem:
    """The problem of a file that can't be read."""
    return Problem(source, 1, UNREADABLE, str(error).removeprefix(f"{path}: "), "")


def _candidate(path: Path, source: str) -> Candidate:
    where, fault = path, ""
    try:
        if is_packed(path):  # its content goes to a file of ours
            where = _temporary_folder() / f"unpacked-{next(_NUMBERS)}"
            fault = unpack(path, where)
        pieces = pieces_of(where, source, path)
    except InputError as error:
        _remove([where] if where != path else [])
        return Candidate(path, written(source), error=error)
    hashes = [piece.sha256 for piece in pieces]
    whole = hashes[0] if len(hashes) == 1 else hashlib.sha256(" ".join(hashes).encode()).hexdigest()
    return Candidate(path, written(source), whole, pieces=pieces, unpacked=where, fault=fault)


def _standard_input() -> Candidate:
    """What is on standard input, in a file for the processes that read it."""
    path = _temporary_folder() / "standard-input"
    path.touch(mode=0o600)
    try:
        write_stream(sys.stdin.buffer, path, "standard input")
    except InputError as error:
        return Candidate(Path("standard input"), f"{STANDARD_INPUT}.md", error=error, place=STREAM)
    with path.open("rb") as file:
        data = file.read(_BEGINNING)
    suffix = packed_suffix(data)
    if suffix:
        packed = path.replace(path.with_suffix(suffix))
        data, path = beginning_of(packed, _BEGINNING), packed
    beginning = data.decode("utf-8", errors="replace").removeprefix("\ufeff")
    return replace(_candidate(path, STANDARD_INPUT + suffix_by_content(beginning)), place=STREAM)


@functools.cache
def _temporary_folder() -> Path:
    """A folder that goes when this process ends; where this one is killed, the next clears it."""
    folder = Path(tempfile.gettempdir())
    clear_left(folder)
    stack = contextlib.ExitStack()
    atexit.register(stack.close)
    return stack.enter_context(new_directory(folder))


@dataclass(slots=True)
class _Search:
    """Looks through what was given."""

    candidates: list[Candidate] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    skipped: list[SkippedFile] = field(default_factory=list)
    places: dict[str, str] = field(default_factory=dict)
    """Of the directories that have problems."""
    suffixes: frozenset[str] = field(default_factory=suffixes)

    def add(self, root: str) -> None:
        path = Path(root)
        if root == "-":
            self.candidates.append(_standard_input())
        elif _ADDRESS.match(root) and not os.path.lexists(root):
            raise UsageError(f"{root}: addresses of the web are not read; fetch the file first, then name it")
        elif _is_directory(root):
            self.search(path)
        else:
            self.candidates.append(_candidate(path, path.name))

    def search(self, root: Path) -> None:
        waiting = [root]
        while waiting:
            directory = waiting.pop()
            try:
                with os.scandir(directory) as found:
                    entries = sorted(found, key=lambda entry: entry.name)
            except OSError as error:
                source = written(directory.relative_to(root).as_posix())
                if source in self.places:  # of another root
                    source = written(str(directory))
                self.places[source] = place_of(directory)
                message = f"this directory can't be read ({error.strerror}); what is in it is left out"
                self.problems.append(Problem(source, 1, "unreadable-directory", message, ""))
                continue
            if directory != root and any(entry.name == _ATLAS for entry in entries):
                self.skip(str(directory), "an atlas")
            else:
                waiting += [Path(entry.path) for entry in entries if self.is_to_search(entry, root)]

    def is_to_search(self, entry: "os.DirEntry[str]", root: Path) -> bool:
        """Takes a file, and says of a directory whether to look into it."""
        is_directory = _is_directory_entry(entry)
        if entry.name == JOURNAL:
            pass  # of ours, beside what was fetched
        elif entry.name.startswith("."):
            self.skip(entry.path, "its name begins with a dot")
        elif is_directory and entry.is_symlink():
            self.skip(entry.path, "a link to a directory; name it to have it read")
        elif is_directory:
            return True
        elif (suffix := suffix_of(entry.name)) in self.suffixes or _holds_data(entry):
            path = Path(entry.path)
            self.candidates.append(_candidate(path, path.relative_to(root).as_posix()))
        else:
            kind = f"a {suffix} file" if suffix else "a file without a suffix"
            self.skip(entry.path, f"{kind}; what is read: {what_is_read()}")
        return False

    def skip(self, path: str, reason: str) -> None:
        self.skipped.append(SkippedFile(written(path), reason))


def _is_directory(path: str) -> bool:
    """Whether a path that was given is a directory.

    Raises:
        InputError: It is not there.
    """
    try:
        return stat.S_ISDIR(Path(path).stat().st_mode)
    except PermissionError:
        return False  # what is wrong with it shows when it is read
    except (FileNotFoundError, NotADirectoryError) as error:
        raise InputError(f"{path}: there is no such file or directory") from error
    except (OSError, ValueError) as error:
        raise InputError(f"{path[:100]!r}: this is no path ({getattr(error, 'strerror', None) or error})") from error


def _is_directory_entry(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads to itself
        return False


def _holds_data(entry: "os.DirEntry[str]") -> bool:
    """Whether a compressed file whose name does not say what is in it holds data of a known form."""
    if not is_packed(entry.name):
        return False
    head = beginning_of(Path(entry.path), _BEGINNING)
    is_data = suffix_by_content(head.decode("utf-8", errors="replace").removeprefix("\ufeff")) != ".md"
    return is_data and form_of(beginning_of(Path(entry.path), _MOST_BEGINNING), entry.name) is not None


def what_is_read() -> str:
    """What is looked for in directories."""
    return f"lists of papers ({', '.join(sorted(suffixes()))}, also compressed: {', '.join(PACKED)})"


def _there(skipped: Iterable[SkippedFile]) -> str:
    """What else was found, by suffix."""
    counted = Counter(PurePath(file.path).suffix.lower() or PurePath(file.path).name for file in skipped)
    listed = ", ".join(f"{count} {kind}" for kind, count in sorted(counted.items())[:10])
    return f"; found: {listed}" if listed else ""
