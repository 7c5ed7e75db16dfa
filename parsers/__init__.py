"""Files to records: one module a form, found by what the text looks like.

To add a form, write a module with `accepts(text)` and `parse(text, source)` and name it in `FORMATS`. Other
distributions bring theirs as plug-ins (`paperatlas.parsers.plugins`).
"""

import importlib
import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import Protocol, cast

from paperatlas.base.errors import InputError
from paperatlas.base.input import read_file
from paperatlas.base.unpacking import PACKED, is_packed, unpacked_content
from paperatlas.graph.records import PaperRecord, ParsedFile, Problem
from paperatlas.parsers.decoding import decode
from paperatlas.parsers.left_over import SEVERAL, both
from paperatlas.parsers.plugins import FAILED, Plugin, PluginFailed, Plugins, plugins
from paperatlas.parsers.several_forms import parts_of
from paperatlas.parsers.unrecognised import broken_data, suffix_by_content, unfit, unread_form


class Parser(Protocol):
    """What a form's module offers.

    A module whose files may be of any size has besides a `CUT` (`paperatlas.parsers.cutting`), mostly a pattern of
    bytes: before each match of it a file may be cut, and `parse` reads every piece as if it were a file. One whose
    files are only read whole may have a number `MOST_MEGABYTES` that they may have. One that reads only parts of a text
    has `rest(text)` (`paperatlas.parsers.left_over`): what it leaves is read by others.
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


ANY_TEXT = ".txt"
"""The suffix of files that may hold anything: all forms are asked but the list in Markdown, which takes any links."""
_MARKDOWN = (".md", ".markdown")
_YAML = (".yaml", ".yml")
_JSON = (".json", ".jsonl", ".ndjson")
_XML = (".xml",)

# The first that accepts a text reads it.
FORMATS: dict[str, Format] = {
    "records": Format("paperatlas.parsers.record_lines", _JSON),
    "markdown-table": Format("paperatlas.parsers.markdown_table", _MARKDOWN),
    "daily-digest": Format("paperatlas.parsers.daily_digest", _MARKDOWN),
    "arxiv-daily-markdown": Format("paperatlas.parsers.arxiv_daily_markdown", _MARKDOWN),
    "chinese-digest": Format("paperatlas.parsers.chinese_digest", _MARKDOWN),
    "front-matter": Format("paperatlas.parsers.front_matter", (*_MARKDOWN, *_YAML)),
    "arxiv-mail": Format("paperatlas.parsers.arxiv_mail", (".eml", ANY_TEXT, *_MARKDOWN)),
    "daily-json": Format("paperatlas.parsers.daily_json", _JSON),
    "arxiv-daily": Format("paperatlas.parsers.arxiv_daily", _JSON),
    "arxiv-snapshot": Format("paperatlas.parsers.arxiv_snapshot", _JSON),
    "openalex": Format("paperatlas.parsers.openalex", _JSON),
    "semantic-scholar": Format("paperatlas.parsers.semantic_scholar", _JSON),
    "crossref": Format("paperatlas.parsers.crossref", _JSON),
    "zotero-json": Format("paperatlas.parsers.zotero_json", _JSON),
    "dblp-search": Format("paperatlas.parsers.dblp_search", (*_JSON, *_XML)),
    "csl-json": Format("paperatlas.parsers.csl_json", _JSON),
    "ris": Format("paperatlas.parsers.ris", (".ris", ".wos", ".ciw", ANY_TEXT)),
    "medline": Format("paperatlas.parsers.medline", (".nbib", ".medline", ANY_TEXT)),
    "bibtex": Format("paperatlas.parsers.bibtex", (".bib", ".bibtex", ".biblatex", ANY_TEXT)),
    "csv-table": Format("paperatlas.parsers.csv_table", (".csv", ".tsv", ".tab", ANY_TEXT)),
    "arxiv-rss": Format("paperatlas.parsers.arxiv_rss", (*_XML, ".atom", ".rss")),
    "arxiv-atom": Format("paperatlas.parsers.arxiv_atom", (*_XML, ".atom")),
    "dblp": Format("paperatlas.parsers.dblp", _XML),
    "pubmed": Format("paperatlas.parsers.pubmed", _XML),
    "acl-anthology": Format("paperatlas.parsers.acl_anthology", _XML),
    "other-json": Format("paperatlas.parsers.other_json", _JSON, is_catch_all=True),
    "link-list": Format("paperatlas.parsers.link_list", _MARKDOWN, is_catch_all=True),
    "text-list": Format("paperatlas.parsers.text_list", (ANY_TEXT,), is_catch_all=True),
}


CUT_OFF = "cut-off"
"""The code of the problem that a file ends too early."""


class UnknownFormat(InputError):
    """The text is in none of the known forms.

    Attributes:
        line: Where that shows.
        is_fault: Whether that is to be told of any file: it is broken, or a plug-in failed in it.
        is_empty: Whether there is nothing in it.
    """

    line = 1
    is_fault = False
    is_empty = False


def installed_plugins() -> Plugins:
    """The forms that other distributions bring."""
    return plugins(FORMATS)


def forms() -> Mapping[str, Format | Plugin]:
    """All forms by name, the first to be asked first: a plug-in goes before ours, as somebody wanted it here."""
    return {**installed_plugins().usable, **FORMATS}


def suffixes() -> frozenset[str]:
    """The suffixes of all files that may hold papers."""
    return frozenset(suffix for each in forms().values() for suffix in each.suffixes)


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


def claimants(
    text: str, source: str, failed: dict[str, PluginFailed] | None = None, suffix: str = ""
) -> Mapping[str, Parser]:
    """The forms that accept a text, the one to read it first.

    Where the suffix of the source is one of the known ones, only its forms are asked.

    Args:
        text: What is to be read.
        source: Its name.
        failed: Plug-ins that are not asked, as they failed in this text; those that do now are added.
        suffix: Stands in for that of the source.

    Raises:
        UnknownFormat: None does.
    """
    failed = {} if failed is None else failed
    suffix = suffix or suffix_of(source)
    known = forms()
    asked = {name: each for name, each in known.items() if suffix in each.suffixes} or known
    if suffix == ANY_TEXT:
        asked = {name: each for name, each in known.items() if name != "link-list"}
    found = {}
    for name, each in asked.items():
        try:
            if not each.is_catch_all and name not in failed and (parser := each.parser()).accepts(text):
                found[name] = parser
        except PluginFailed as error:
            failed[name] = error
    if not found:
        last = (name for name, each in asked.items() if each.is_catch_all and each.parser().accepts(text))
        found = {name: asked[name].parser() for name in itertools.islice(last, 1)}
    if not found:
        broken = broken_data(text, suffix)
        not_read = unread_form(text)
        reason = broken[1] if broken else not_read or unfit(text, suffix)
        told = "; ".join([reason, *map(str, failed.values()), *_unusable(installed_plugins())])
        unknown = UnknownFormat(f"{source}: this is no list of papers: {told}")
        unknown.line = broken[0] if broken else 1
        unknown.is_fault = bool(broken or failed or not_read)
        unknown.is_empty = not text.strip()
        raise unknown
    return found


def parse_bytes(data: bytes, source: str, first_line: int = 1, own_lines: tuple[int, int] | None = None) -> ParsedFile:
    """Reads papers from the bytes of a file, or of a piece of one.

    Args:
        data: The content.
        source: Its name, for messages and the records.
        first_line: The number of its first line in the file.
        own_lines: The first and the last line whose papers and problems count; None where all do.

    Raises:
        UnknownFormat: The text is in none of the known forms.
        InputError: The data is no text.
    """
    text, problems = decode(data, source)
    papers: list[PaperRecord] = []
    name = ""
    for line, suffix, part in _parts(text, source):
        before = name
        parsed, name = _parse_text(part, source, suffix)
        if before not in ("", name) and not any(problem.code == SEVERAL for problem in parsed.problems):
            message = f"from here on this file is in another form; it is read as {name}"
            problems.append(Problem(source, line, SEVERAL, message, part[:200]))
        papers += (_moved(paper, line - 1) for paper in parsed.papers) if line > 1 else parsed.papers
        problems += [replace(problem, line=problem.line + line - 1) for problem in parsed.problems]
    if first_line != 1:
        papers = [_moved(paper, first_line - 1) for paper in papers]
        problems = [replace(problem, line=problem.line + first_line - 1) for problem in problems]
    if own_lines is not None:
        first, last = own_lines
        papers = [paper for paper in papers if first <= paper.line <= last]
        problems = [problem for problem in problems if first <= problem.line <= last]
    return ParsedFile(tuple(papers), tuple(sorted(problems)))


def _parts(text: str, source: str) -> list[tuple[int, str, str]]:
    """The parts of a text that are of different kinds: the line, the suffix where it is another, the text."""
    suffix = suffix_of(source)
    parts = parts_of(text, suffix_by_content(text) if suffix == ANY_TEXT else suffix)
    found: list[tuple[int, str, str]] = []
    counted, line = 0, 1
    for start, suffix, part in parts:
        if len(parts) > 1 and not _is_known(part if found else text[: start + len(part)], source, suffix):
            if found:  # it belongs to what is before it
                found[-1] = (*found[-1][:2], found[-1][2] + part)
            continue
        begin = start if found or not start or _is_known(part, source, suffix) else 0
        line += text.count("\n", counted, begin)
        counted = begin
        found.append((line, suffix if found else "", text[begin:start] + part))
    return found or [(1, "", text)]


def _is_known(text: str, source: str, suffix: str) -> bool:
    try:
        return bool(claimants(text, source, suffix=suffix))
    except UnknownFormat:
        return False


def _parse_text(text: str, source: str, suffix: str) -> tuple[ParsedFile, str]:
    """Reads a text of one kind; with the name of the form that reads it."""
    failed: dict[str, PluginFailed] = {}
    parsed = None
    while parsed is None:
        name, *others = found = claimants(text, source, failed, suffix)
        try:
            parsed = found[name].parse(text, source)
        except PluginFailed as error:
            failed[name] = error
    problems = [Problem(source, 1, FAILED, str(error), error.trace) for error in failed.values()]
    if rest := getattr(found[name], "rest", None):
        others = [other for other in others if not hasattr(found[other], "rest")]
        left = rest(text)
        parsed = _with_rest(parsed, name, left if left != text else "", source, suffix)
    if hasattr(found[name], "papers_in"):
        others = [other for other in others if not hasattr(found[other], "papers_in")]
    if others:
        message = f"this file is read as {name}; what of {', '.join(others)} is in it too is left out"
        problems.append(Problem(source, 1, SEVERAL, message, ""))
    return ParsedFile(parsed.papers, tuple(sorted((*problems, *parsed.problems)))), name


def _with_rest(parsed: ParsedFile, name: str, rest: str, source: str, suffix: str) -> ParsedFile:
    """What a form read, and what others read of the rest that it leaves."""
    if not rest.strip():
        return parsed
    try:
        left, other = _parse_text(rest, source, suffix)
    except UnknownFormat:
        return parsed
    return both(parsed, name, left, other, source)


def _unusable(installed: Plugins) -> list[str]:
    return [f"{problem.file}: {problem.message}" for problem in installed.problems]


def _moved(paper: PaperRecord, lines: int) -> PaperRecord:
    """The paper of a piece with the lines that it has in the file."""
    passages = tuple(passage._replace(line=passage.line + lines) for passage in paper.passages)
    return replace(paper, line=paper.line + lines, passages=passages)


def parse(path: str | Path) -> ParsedFile:
    """Reads one file, also a compressed one; of one that is cut off everything before that.

    Raises:
        InputError: The file can't be read or holds no papers.
    """
    path = Path(path)
    data, fault = unpacked_content(path) if is_packed(path) else (read_file(path), "")
    parsed = parse_bytes(data, path.name)
    if not fault:
        return parsed
    return replace(parsed, problems=(Problem(path.name, 1, CUT_OFF, fault, ""), *parsed.problems))
