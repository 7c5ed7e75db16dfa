r"""Listings of new papers that arXiv sends by e-mail.

    \\
    arXiv:2404.09656
    Date: Tue, 16 Apr 2024 03:12:45 GMT   (1234kb,D)

    Title: A title that goes on
      in the next line
    Authors: First Last (1), Second Last (2) ((1) Somewhere, (2) Elsewhere)
    Categories: cs.LG cs.AI
    \\
      The abstract.
    \\ ( https://arxiv.org/abs/2404.09656 ,  1234kb)

The date is that of the submission; where a paper is replaced its first one is not said. Categories are no keywords.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import BinaryIO

from paperatlas.graph.identifiers import paper_id
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Trust
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.arxiv_snapshot import journal_of
from paperatlas.parsers.cutting import AtMatches, Cutter, Setting
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_day, read_published
from paperatlas.parsers.fields.names import read_authors
from paperatlas.parsers.missing import day_of_file
from paperatlas.parsers.service_answers import addresses_in, distinct, distinct_authors, one_of_each_scheme
from paperatlas.parsers.xml_papers import papers_of

_CUT = re.compile(rb"^\\\\[ \t]*\r?\n(?=(?:arXiv:|Paper:))", re.MULTILINE)
_ENTRY = re.compile(r"^\\\\[ \t]*\n(?=arXiv:|Paper:)", re.MULTILINE)
_RULE = re.compile(r"\\\\(?:\s|$)")
_END = re.compile(r"-{20,}\s*$|(?:%%--){3}|\\\\\s*\(")
_LAST = re.compile(r"^\\\\\s*\([^\n]*\n?", re.MULTILINE)
_LABEL = re.compile(r"([A-Za-z][A-Za-z-]{1,30}(?: \([^()\n]{1,60}\))?):(?:\s|$)")
_ID = re.compile(r"(?:arXiv|Paper):\s?(?P<id>\S+)")
_MAIL_DATE = re.compile(r"^Date: ([^\n]{5,60})$", re.MULTILINE)
_ADDRESS = re.compile(r"https?://[^\s(),]{1,500}")
_INSTITUTIONS = re.compile(r"\s*\(\(.*$", re.DOTALL)


class _Entries(AtMatches):
    """Cuts before entries; each piece goes below the date of the mail."""

    def __init__(self, date: bytes) -> None:
        super().__init__(_CUT)
        self.date = date

    def take(self, piece: bytes) -> Setting:
        """The piece below the date."""
        setting = super().take(piece)
        return setting if setting.first_line == 1 else Setting(self.date, first_line=setting.first_line - 1)


def cut_mail(head: bytes, file: BinaryIO) -> Cutter | None:
    """Before entries."""
    first = _CUT.search(head)
    if first is None:
        return None
    found = _MAIL_DATE.search(head[: first.start()].decode("ascii", errors="replace"))
    return _Entries(f"{found[0] if found else ''}\n".encode())


CUT = cut_mail


def accepts(text: str) -> bool:
    """Whether an entry of such a listing stands in the text."""
    found = _ENTRY.search(text)
    return found is not None and "\nTitle:" in text[found.end() : found.end() + 5_000]


def parse(text: str, source: str) -> ParsedFile:
    """Reads every entry; one without an end is read as far as it goes."""
    papers = []
    starts = [found.start() for found in _ENTRY.finditer(text)]
    day = day_of_file(source) or _day_of_mail(text[: starts[0]] if starts else "")
    line, counted = 1, 0
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        line, counted = line + text.count("\n", counted, start), start
        papers.append(_paper(text[start:end].split("\n"), line, source, day))
    return papers_of(papers, source, [])


def rest(text: str) -> str:
    """The text without the entries and what stands above the first of them."""
    starts = [found.start() for found in _ENTRY.finditer(text)]
    ends = [start + len(_entry(text[start:end])) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    return "\n" * text.count("\n", 0, ends[-1]) + text[ends[-1] :] if ends else text


def _entry(text: str) -> str:
    """An entry up to the line that ends it."""
    found = _LAST.search(text)
    return text[: found.end()] if found else text


def _day_of_mail(head: str) -> datetime.date | None:
    """The day on which the mail was sent; the papers were announced then."""
    found = _MAIL_DATE.search(head)
    return read_day(found[1]) if found else None


def _paper(lines: Sequence[str], line: int, source: str, day: datetime.date | None) -> PaperRecord:
    """The paper of an entry, from the mark above its id on."""
    parts = list(_parts(lines))
    fields = dict(_fields(parts[0]))
    abstract = "\n".join(parts[1]) if len(parts) > 1 else ""
    printed = _ID.match(parts[0][0]) if parts[0] else None
    address = next((found[0] for each in lines if each.startswith("\\\\ (") and (found := _ADDRESS.search(each))), "")
    names, complete = read_authors(_INSTITUTIONS.sub("", fields.get("authors", "")))
    authors = distinct_authors(map(AuthorRecord, names))
    arxiv = paper_id("arxiv", printed["id"]) if printed else None
    reference = fields.get("journal-ref")
    return PaperRecord(
        ids=one_of_each_scheme((arxiv, paper_id("doi", fields.get("doi", "").partition(" ")[0]))),
        title=fields.get("title", ""),
        url=address,
        day=day,
        published=read_published(fields.get("date", "") or fields.get("date (v1)", "")),
        authors=authors,
        authors_complete=complete if authors else None,
        passages=sentences(abstract, line),
        venue=journal_of(reference) if reference else None,
        work_type=None if reference else "article",  # what is in a journal may be of a conference, too
        links=distinct(each for each in addresses_in(fields.get("comments", "")) if each != address),
        trust=Trust.SERVICE,
        source=source,
        line=line + 1,
    )


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    """What stands between the marks of an entry: its fields, then its abstract."""
    part: list[str] = []
    for line in lines[1:]:
        if _END.match(line):
            break
        if _RULE.match(line):
            yield part
            part = []
        else:
            part.append(line)
    yield part


def _fields(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The fields by their labels in small letters, each with the indented lines that go on."""
    label, value = "", ""
    for line in lines:
        if line.startswith((" ", "\t")):
            value = f"{value} {line}"
        elif found := _LABEL.match(line):
            if label:
                yield label, squeezed(value)
            label, value = found[1].lower(), line[found.end() :]
    if label:
        yield label, squeezed(value)
