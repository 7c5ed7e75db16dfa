"""Files to records: one module a form, found by what the text looks like.

To add a form, write a module with `accepts(text)` and `parse(text, source)` and name it in `FORMATS`.
"""

import importlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Protocol, cast

from paperatlas.base.errors import InputError
from paperatlas.base.input import read_file
from paperatlas.graph.records import ParsedFile, Problem
from paperatlas.parsers.decoding import decode


class Parser(Protocol):
    """What a form's module offers.

    A module whose files may be of any size has besides a pattern of bytes `CUT`: before each match of it a file may be
    cut, and `parse` reads every piece as if it were a file. One whose files are only read whole may have a number
    `MOST_MEGABYTES` that they may have.
    """

    def accepts(self, text: str) -> bool:
        """Whether the text is in this form; it sees the whole of a file, or the first piece of a big one."""

    def parse(self, text: str, source: str) -> ParsedFile:
        """Reads the text; what can't be read becomes a problem."""


@dataclass(frozen=True, slots=True)
class Format:
    """A form in which papers come.

    Attributes:
        module: Where it is read.
        suffixes: Of files that may be in it.
        is_catch_all: Whether it is asked only where no other form accepts a text.
    """

    module: str
    suffixes: tuple[str, ...]
    is_catch_all: bool = False

    def parser(self) -> Parser:
        """The module."""
        return cast(Parser, importlib.import_module(self.module))


_MARKDOWN = (".md", ".markdown")
_YAML = (".yaml", ".yml")
_JSON = (".json", ".jsonl", ".ndjson")
_XML = (".xml",)

# The first that accepts a text reads it.
FORMATS: dict[str, Format] = {
    "records": Format("paperatlas.parsers.record_lines", _JSON),
    "daily-digest": Format("paperatlas.parsers.daily_digest", _MARKDOWN),
    "arxiv-daily-markdown": Format("paperatlas.parsers.arxiv_daily_markdown", _MARKDOWN),
    "markdown-table": Format("paperatlas.parsers.markdown_table", _MARKDOWN),
    "chinese-digest": Format("paperatlas.parsers.chinese_digest", _MARKDOWN),
    "front-matter": Format("paperatlas.parsers.front_matter", (*_MARKDOWN, *_YAML)),
    "daily-json": Format("paperatlas.parsers.daily_json", _JSON),
    "arxiv-daily": Format("paperatlas.parsers.arxiv_daily", _JSON),
    "arxiv-snapshot": Format("paperatlas.parsers.arxiv_snapshot", _JSON),
    "openalex": Format("paperatlas.parsers.openalex", _JSON),
    "semantic-scholar": Format("paperatlas.parsers.semantic_scholar", _JSON),
    "crossref": Format("paperatlas.parsers.crossref", _JSON),
    "csl-json": Format("paperatlas.parsers.csl_json", _JSON),
    "ris": Format("paperatlas.parsers.ris", (".ris", ".wos", ".ciw")),
    "bibtex": Format("paperatlas.parsers.bibtex", (".bib", ".bibtex", ".biblatex")),
    "arxiv-atom": Format("paperatlas.parsers.arxiv_atom", (*_XML, ".atom")),
    "dblp": Format("paperatlas.parsers.dblp", _XML),
    "pubmed": Format("paperatlas.parsers.pubmed", _XML),
    "acl-anthology": Format("paperatlas.parsers.acl_anthology", _XML),
    "other-json": Format("paperatlas.parsers.other_json", _JSON, is_catch_all=True),
    "link-list": Format("paperatlas.parsers.link_list", _MARKDOWN, is_catch_all=True),
}


PACKED = {".gz": "gzip", ".bz2": "bz2", ".zst": "zstd", ".xz": "xz"}
"""How a file is compressed, by its last suffix; the one before says what is in it."""


class UnknownFormat(InputError):
    """The text is in none of the known forms."""


def suffixes() -> frozenset[str]:
    """The suffixes of all files that may hold papers."""
    return frozenset(suffix for each in FORMATS.values() for suffix in each.suffixes)


def suffix_of(source: str) -> str:
    """The suffix that says what is in a file, also in a compressed one.

    >>> suffix_of("dblp.XML.gz"), suffix_of("2024-04-16.md")
    ('.xml', '.md')
    """
    path = PurePath(source)
    return PurePath(path.stem if path.suffix.lower() in PACKED else path.name).suffix.lower()


def form_of(head: bytes, source: str) -> Parser | None:
    """The form that reads a big file; None where none does.

    Args:
        head: The first bytes of the file.
        source: Its name.
    """
    try:
        return next(iter(claimants(head.decode("utf-8", errors="replace"), source).values()))
    except UnknownFormat:
        return None


def claimants(text: str, source: str) -> Mapping[str, Parser]:
    """The forms that accept a text, the one to read it first.

    Where the suffix of the source is one of the known ones, only its forms are asked.

    Raises:
        UnknownFormat: None does.
    """
    suffix = suffix_of(source)
    asked = {name: each for name, each in FORMATS.items() if suffix in each.suffixes} or FORMATS
    found = {n: p for n, each in asked.items() if not each.is_catch_all and (p := each.parser()).accepts(text)}
    if not found:
        last = (name for name, each in asked.items() if each.is_catch_all and each.parser().accepts(text))
        found = {name: FORMATS[name].parser() for name in itertools.islice(last, 1)}
    if not found:
        reason = "the file is empty" if not text.strip() else "no form of papers that is known is found in it"
        raise UnknownFormat(f"{source}: this is no list of papers ({reason})")
    return found


def parse_bytes(data: bytes, source: str, first_line: int = 1) -> ParsedFile:
    """Reads papers from the bytes of a file, or of a piece of one.

    Args:
        data: The content.
        source: Its name, for messages and the records.
        first_line: The number of its first line in the file.

    Raises:
        UnknownFormat: The text is in none of the known forms.
        InputError: The data is no text.
    """
    text, problems = decode(data, source)
    found = claimants(text, source)
    name, *others = found
    parsed = found[name].parse(text, source)
    if others:
        message = f"this file is read as {name}; what of {', '.join(others)} is in it too is left out"
        problems.append(Problem(source, 1, "several-forms", message, ""))
    papers, problems = parsed.papers, [*problems, *parsed.problems]
    if first_line > 1:
        papers = tuple(replace(paper, line=paper.line + first_line - 1) for paper in papers)
        problems = [replace(problem, line=problem.line + first_line - 1) for problem in problems]
    return ParsedFile(papers, tuple(sorted(problems)))


def parse(path: str | Path) -> ParsedFile:
    """Reads one file.

    Raises:
        InputError: The file can't be read or holds no papers.
    """
    path = Path(path)
    return parse_bytes(read_file(path), path.name)
