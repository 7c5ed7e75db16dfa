"""Forms that other distributions bring: modules named by entry points of the group `paperatlas.formats`.

A plug-in that can't be used, or fails in a file, is told by the name of its distribution, and everything else is read.
"""

import functools
import hashlib
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from paperatlas.base.errors import InputError, UsageError
from paperatlas.base.input import MAX_MEGABYTES
from paperatlas.graph.records import PaperRecord, ParsedFile, Problem
from paperatlas.graph.unexpected import traced

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

GROUP = "paperatlas.formats"
UNUSABLE = "unusable-plugin"
FAILED = "failed-plugin"
_SUFFIX = re.compile(r"\.[^\s/\\.A-Z]+")


class PluginFailed(InputError):
    """A plug-in raised in a file.

    Attributes:
        trace: Where in it.
    """

    trace = ""


@dataclass(frozen=True, slots=True)
class Plugin:
    """A form of another distribution, as a parser that lets none of its errors through.

    Attributes:
        name: Of the entry point.
        distribution: Name and version of what brings it.
        code: A fingerprint of its code.
        module: Its `accepts` and `parse`.
        suffixes: Of files that may be in it.
        CUT: Where big files may be cut; None where they are read whole.
        MOST_MEGABYTES: That a file which is read whole may have.
    """

    name: str
    distribution: str
    code: str
    module: Any
    suffixes: tuple[str, ...]
    CUT: re.Pattern[bytes] | None = None
    MOST_MEGABYTES: int = MAX_MEGABYTES
    is_catch_all: bool = False

    def parser(self) -> "Plugin":
        """Itself."""
        return self

    def accepts(self, text: str) -> bool:
        """Whether the text is in this form.

        Raises:
            PluginFailed: It can't say.
        """
        try:
            return bool(self.module.accepts(text))
        except (Exception, SystemExit) as error:
            raise self._failed(error) from error

    def parse(self, text: str, source: str) -> ParsedFile:
        """Reads the text; records that are none become problems.

        Raises:
            PluginFailed: It can't.
        """
        try:
            parsed = self.module.parse(text, source)
            if not isinstance(parsed, ParsedFile):
                raise TypeError(f"parse gives a {type(parsed).__name__}, not a paperatlas.ParsedFile")
            problems = [_told(problem, source) for problem in parsed.problems]
            papers = [each for paper in parsed.papers for each in self._checked(paper, source, problems)]
            return ParsedFile(tuple(papers), tuple(sorted(problems)))
        except (Exception, SystemExit) as error:
            raise self._failed(error) from error

    def _checked(self, paper: PaperRecord, source: str, problems: list[Problem]) -> Iterable[PaperRecord]:
        """The record as one of ours is: what of it is not as it should be is left out and told."""
        from paperatlas.parsers.decoding import decode
        from paperatlas.parsers.record_lines import parse, record_lines

        line = paper.line if isinstance(getattr(paper, "line", None), int) else 1
        try:
            written = "".join(record_lines([paper])).encode(errors="backslashreplace")  # as JSON writes half a letter
            read = parse(decode(written, source)[0], source)
        except UsageError as error:
            reason = str(error).partition(" ")[2]
            message = f"the plug-in {self.distribution} gives no record here: it {reason}; it is left out"
            problems.append(Problem(source, line, FAILED, message, ""))
            return
        by = f" (plug-in {self.distribution})"
        problems += [replace(problem, line=line, message=problem.message + by) for problem in read.problems]
        for record in read.papers:
            passages = record.passages
            if len(passages) == len(paper.passages):
                pairs = zip(passages, paper.passages, strict=True)
                passages = tuple(ours._replace(line=theirs.line) for ours, theirs in pairs)
            yield replace(record, line=line, passages=passages)

    def _failed(self, error: BaseException) -> PluginFailed:
        if isinstance(error, MemoryError):
            raise error
        failed = PluginFailed(
            f"the plug-in {self.distribution} failed in this file ({_described(error)}), which is read without it; "
            "please tell its authors"
        )
        failed.trace = traced(error)
        return failed


@dataclass(frozen=True, slots=True)
class Plugins:
    """What is installed.

    Attributes:
        usable: By name.
        problems: Of those that can't be used.
    """

    usable: dict[str, Plugin]
    problems: tuple[Problem, ...]

    def versions(self) -> dict[str, str]:
        """What readings depend on, by name."""
        return {f"plug-in {name}": f"{each.distribution} {each.code}" for name, each in self.usable.items()}


def plugins(taken: Iterable[str]) -> Plugins:
    """The plug-ins of this environment.

    Args:
        taken: Names that forms of ours have.
    """
    return _installed(tuple(sys.path), frozenset(taken))


@functools.lru_cache(maxsize=4)
def _installed(path: tuple[str, ...], taken: frozenset[str]) -> Plugins:
    from importlib.metadata import entry_points  # slow to import, and only needed where something is read

    usable: dict[str, Plugin] = {}
    problems = []
    for entry in sorted(entry_points(group=GROUP), key=lambda entry: (entry.name, entry.value)):
        distribution = " ".join((entry.dist.name, entry.dist.version)) if entry.dist else "of an unknown distribution"
        try:
            if entry.name in taken or entry.name in usable:
                raise ValueError("there is another form of this name")
            usable[entry.name] = _loaded(entry, distribution)
        except (Exception, SystemExit) as error:
            message = (
                f"the form {entry.name!r} of this plug-in can't be used ({_described(error)}), and files are read "
                "without it; update the plug-in, or uninstall it"
            )
            problems.append(Problem(distribution, 1, UNUSABLE, message, entry.value))
    return Plugins(usable, tuple(problems))


def _loaded(entry: "EntryPoint", distribution: str) -> Plugin:
    """The plug-in of an entry point.

    Raises:
        Exception: It can't be imported, or lacks something.
    """
    module = entry.load()
    for name in ("accepts", "parse"):
        if not callable(getattr(module, name, None)):
            raise TypeError(f"{entry.value} has no function {name}")
    suffixes = getattr(module, "SUFFIXES", None)
    if not (isinstance(suffixes, tuple) and suffixes and all(map(_is_suffix, suffixes))):
        raise TypeError(f'{entry.value} has no SUFFIXES such as (".odd",)')
    cut = getattr(module, "CUT", None)
    if not (cut is None or (isinstance(cut, re.Pattern) and isinstance(cut.pattern, bytes))):
        raise TypeError(f"CUT in {entry.value} is no compiled pattern of bytes")
    most = getattr(module, "MOST_MEGABYTES", MAX_MEGABYTES)
    if not isinstance(most, int):
        raise TypeError(f"MOST_MEGABYTES in {entry.value} is no number")
    return Plugin(entry.name, distribution, _fingerprint(entry.module), module, suffixes, cut, most)


def _told(problem: Problem, source: str) -> Problem:
    """A problem of a plug-in, in the file that it is in.

    Raises:
        TypeError: It is none.
    """
    texts = (problem.code, problem.message, problem.raw)
    numbers = (problem.line, problem.count)
    if not (all(isinstance(number, int) for number in numbers) and all(isinstance(text, str) for text in texts)):
        raise TypeError(f"{problem!r} has other types than a Problem")
    return replace(problem, file=source)


def _is_suffix(value: object) -> bool:
    return isinstance(value, str) and _SUFFIX.fullmatch(value) is not None


def _fingerprint(module: str) -> str:
    """Of the code of a module, or of all in a package: one that is being written changes without a new version."""
    file = getattr(sys.modules.get(module), "__file__", None)
    if file is None:
        return ""
    path = Path(file)
    paths = sorted(path.parent.rglob("*.py")) if path.name == "__init__.py" else [path]
    return hashlib.sha256(b"".join(each.read_bytes() for each in paths)).hexdigest()[:16]


def _described(error: BaseException) -> str:
    first = str(error).strip().partition("\n")[0][:200]
    return f"{type(error).__name__}: {first}" if first else type(error).__name__
