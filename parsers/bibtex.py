"""BibTeX, as reference managers and publishers write it.

Names, dates, venue, abstract, keywords and ids are read; what a `crossref` names lends the fields that are missing.
An entry that is broken is a problem, and all others are read. `@string` and `#` are resolved, `@comment` and
`@preamble` left out, also what reference managers keep for themselves: files, notes, numbers of pages.
"""

import functools
import logging
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import PAPER_SCHEMES, ids_in, paper_id, recognised
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.records import MAX_RAW, AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.broken_entries import NO_COMMA, fields_of, head_of, is_rest_of_entry
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.bibtex_names import bibtex_names
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.names import without_tex
from paperatlas.parsers.missing import missing_in
from paperatlas.parsers.service_answers import distinct, one_of_each_scheme

if TYPE_CHECKING:
    from bibtexparser.model import Block, Entry

_ENTRY = re.compile(r"^[ \t]{0,9}@[A-Za-z]{3,30}\s{0,9}[{(]\s{0,9}[^\s,{}()\"=]{0,200}\s{0,9}[,=]", re.MULTILINE)
_BROKEN = re.compile(r"^\s{0,99}@(?!comment\b)[A-Za-z]{3,30}\b", re.IGNORECASE)
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), start=1)}
_MONTH = re.compile("|".join(_MONTHS))
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_ACCENTED = re.compile(r"\{\\[^{}$]{1,20}(?:\{[^{}]{0,9}\})?\}")
_BRACED = re.compile(r"(?<![\\\w}^_$])\{(?!\\)([^{}$]*)\}")
_SYMBOLS = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciicircum": "^", "asciitilde": "~"}
_SYMBOL = re.compile(rf"\\text({'|'.join(_SYMBOLS)})\{{\}}")
_NO_SORTING = re.compile(r"\{?\\noopsort\s?\{[^{}]{0,100}\}\}?")
MOST_MEGABYTES = 200
"""Names of strings and crossrefs lead across a whole file, so that it is never cut."""
_PUBLISHED_IN = ("journal", "journaltitle", "booktitle", "school", "institution", "series", "howpublished")
_IDS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid"}
_CITED = ("cited-references", "references")
"""Fields of Web of Science and Scopus."""
_CITED_BY = re.compile(r"\{?\s*(?:cited By\s?:?\s?)?(\d{1,9})\s*\}?", re.IGNORECASE)
_JOINED = {"keywords": "; ", "keyword": "; ", "url": " ", "ids": ","}
"""Fields of which a second one counts too, and what is put between."""
_NO_PAPERS = frozenset({"string", "comment", "preamble", "xdata", "set"})


def accepts(text: str) -> bool:
    """Whether a text holds an entry of BibTeX or one of its `@string`s."""
    return _ENTRY.search(text) is not None


def parse(text: str, source: str) -> ParsedFile:
    """Reads the entries of a bibliography."""
    return _Reader(source).read(text)


class _Reader:
    """Collects the papers and the problems of one bibliography."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.papers: list[PaperRecord] = []
        self.problems: list[Problem] = []
        self.line_starts: list[int] = []

    def problem(self, line: int, code: str, message: str, raw: str) -> None:
        raw = raw if len(raw) <= MAX_RAW else raw[:MAX_RAW] + "…"
        self.problems.append(Problem(self.source, line, code, message, raw))

    def read(self, text: str) -> ParsedFile:
        from bibtexparser.splitter import Splitter  # slow to import, and few runs need it

        log = logging.getLogger("bibtexparser.splitter")
        log.disabled = True  # what is broken is a problem, and said once
        try:
            library = Splitter(text).split()
        finally:
            log.disabled = False
        strings = {name: name for name in _MONTHS}
        for defined in library.strings:
            strings[defined.key.lower()] = _resolved(defined.value, strings)
        entries = list(self.entries(library.blocks, text))
        fields = [self.fields(each, strings) for each in entries]
        by_key = {each.key.lower(): own for each, own in zip(entries, fields, strict=True)}
        for each, own in zip(entries, fields, strict=True):
            if each.entry_type.lower() not in _NO_PAPERS:
                self.read_entry(each, _with_parent(own, by_key))
        self.problems.extend(missing_in(self.papers, self.source, "line"))
        return ParsedFile(tuple(self.papers), tuple(sorted(self.problems)))

    def entries(self, blocks: "Sequence[Block]", text: str) -> "Iterator[Entry]":
        """The entries, also those that only repeat a key or a field, and what can be read of broken ones."""
        from bibtexparser import model

        may_lack_commas = NO_COMMA.search(text) is not None
        following: Block | None = None  # what begins an entry, a string or a comment
        rest: Block | None = None
        found: list[tuple[Entry | None, Block, Block | None]] = []
        for block in reversed(blocks):
            is_rest = isinstance(block, model.ImplicitComment) and not _BROKEN.match(block.comment)
            if is_rest:
                rest = block
                continue
            entry = block
            if isinstance(block, model.DuplicateFieldKeyBlock | model.DuplicateBlockKeyBlock):
                entry = block.ignore_error_block or block
            if isinstance(entry, model.Entry):
                lacks = may_lack_commas and any(NO_COMMA.search(field.value) for field in entry.fields)
                ends_early = isinstance(rest, model.ImplicitComment) and is_rest_of_entry(rest.comment)
                found.append((None if lacks or ends_early else entry, block, following))
            elif isinstance(block, model.ParsingFailedBlock | model.ImplicitComment):
                found.append((None, block, following))
            following, rest = block, None
        for whole, block, after in reversed(found):
            yield from [whole] if whole is not None else self.broken_entry(block, after, text)

    def broken_entry(self, block: "Block", following: "Block | None", text: str) -> "Iterator[Entry]":
        """What can be read of an entry that is broken; it is told with its raw text."""
        from bibtexparser.model import Entry, Field

        raw = text[self.place(block, text) : self.place(following, text) if following else None]
        fields: dict[str, str] = {}
        for name, value in fields_of(raw, is_cut=following is None):
            fields.setdefault(name, value)
        read = f"read of it: {', '.join(fields)}" if fields else "it is left out"
        message = f"this entry is broken (is a brace, a quote or a comma missing?); {read}"
        self.problem((block.start_line or 0) + 1, "broken-entry", message, raw)
        if fields:
            kind, key = head_of(raw)
            yield Entry(kind, key, [Field(name, value) for name, value in fields.items()], block.start_line, raw)

    def place(self, block: "Block", text: str) -> int:
        """Where a block begins."""
        if not self.line_starts:
            self.line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
        start = self.line_starts[block.start_line or 0]
        return max(start, text.find((block.raw or "")[:100], start, start + 100_000))

    def fields(self, entry: "Entry", strings: Mapping[str, str]) -> dict[str, str]:
        """The fields by name; of one that stands twice, the first, as for BibTeX, unless both count."""
        fields: dict[str, str] = {}
        for field in entry.fields:
            name, value = field.key.lower(), _resolved(field.value, strings)
            if name not in fields:
                fields[name] = value
            elif name in _JOINED and value.strip():
                fields[name] = f"{fields[name]}{_JOINED[name]}{value}"
            elif value.strip() and value != fields[name]:
                kept = "the first one counts" if fields[name].strip() else "the one that is not empty counts"
                message = f"the field {name!r} stands twice in this entry; {kept}"
                self.problem((entry.start_line or 0) + 1, "repeated-field", message, value)
                fields[name] = fields[name] if fields[name].strip() else value
        return fields

    def read_entry(self, entry: "Entry", fields: Mapping[str, str]) -> None:
        line = (entry.start_line or 0) + 1
        ids = _ids(entry.key, fields)
        title = squeezed(_unbraced(fields.get("title", "")))
        if not ids and not title:
            message = "this entry has neither a title nor an id of a paper; it is left out"
            self.problem(line, "no-title", message, entry.raw or "")
            return
        names, complete = bibtex_names(fields.get("author") or fields.get("editor") or "")
        urls = [_address(each) for each in fields.get("url", "").split()]
        self.papers.append(
            PaperRecord(
                ids=ids,
                title=title,
                url=next(filter(None, urls), ""),
                published=_published(fields),
                authors=tuple(map(AuthorRecord, names)),
                authors_complete=complete if names else None,
                passages=sentences(_unbraced(fields.get("abstract", "")), line),
                keywords=_keywords(fields.get("keywords") or fields.get("keyword") or ""),
                venue=_venue(fields),
                references=tuple(ids_in("\n".join(fields.get(name, "") for name in _CITED))),
                citations=_citations(fields),
                links=distinct(urls[1:]),
                trust=Trust.BIBLIOGRAPHY,
                source=self.source,
                line=line,
            )
        )


def _address(printed: str) -> str | None:
    return web_address(printed.removeprefix("\\url{").rstrip("}"))


def _with_parent(fields: dict[str, str], by_key: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """The fields, those that are missing lent by what a `crossref` names; its title is the title of the book."""
    parent = by_key.get(fields.get("crossref", "").strip().lower(), {})
    if not parent or parent is fields:
        return fields
    lent = {name: value for name, value in parent.items() if name not in ("doi", "url", "abstract", "eprint")}
    book = lent.pop("title", None)
    if book and "title" in fields:
        lent.setdefault("booktitle", book)
    elif book:
        lent["title"] = book
    return {**lent, **fields}


def _resolved(value: str, strings: Mapping[str, str]) -> str:
    """A value without its braces or quotes, names of strings replaced, parts joined."""
    value = str(value).strip()
    if "#" in value and (parts := _parts(value)) is not None:
        return "".join(_resolved(part, strings) for part in parts)
    if value[:1] + value[-1:] in ("{}", '""') and len(value) > 1:
        return value[1:-1]
    return strings.get(value.lower(), value)


def _parts(value: str) -> list[str] | None:
    """What stands between the `#` outside of braces and quotes; None where there is none."""
    parts, start, depth, quoted = [], 0, 0, False
    for at, character in enumerate(value):
        if character in "{}":
            depth += 1 if character == "{" else -1
        elif character == '"' and depth == 0:
            quoted = not quoted
        elif character == "#" and depth == 0 and not quoted:
            parts.append(value[start:at])
            start = at + 1
    return [*parts, value[start:]] if parts else None


def _unbraced(text: str) -> str:
    r"""The text without the braces that keep capitals; those of commands stay.

    >>> _unbraced(r"The {BERT} of $x_{2}$"), _unbraced(r"Na{\"i}ve \emph{sets}")
    ('The BERT of $x_{2}$', 'Naïve \\emph{sets}')
    """
    if "{" not in text:
        return text
    for _ in range(5):
        if not _is_one_group(text):
            break
        text = text[1:-1]
    if "\\" in text:
        text = _ACCENTED.sub(lambda found: without_tex(found[0]), text)
    for _ in range(5):
        changed = _BRACED.sub(r"\1", text)
        if changed == text:
            break
        text = changed
    return _SYMBOL.sub(lambda found: _SYMBOLS[found[1]], text) if "\\" in text else text


def _is_one_group(text: str) -> bool:
    """Whether the first brace is closed by the last."""
    if text[:1] != "{" or text[-1:] != "}":
        return False
    depth = 0
    for found in re.finditer(r"(?<!\\)[{}]", text):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end() == len(text)
    return False


def _ids(key: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of an entry, from the fields that hold them; the key only where DBLP made it."""
    found: list[str | None] = [paper_id(scheme, fields[name]) for name, scheme in _IDS.items() if fields.get(name)]
    eprint = fields.get("eprint", "").strip()
    prefix = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").strip().lower()
    if eprint and prefix == "arxiv":
        found.append(paper_id("arxiv", eprint))
    elif eprint and prefix in ("pubmed", "pmid"):
        found.append(paper_id("pmid", eprint))
    for each in (key, *fields.get("ids", "").split(",")):  # DBLP's keys, and those that are exported here
        scheme, _, value = each.strip().partition(":")
        if scheme.lower() in PAPER_SCHEMES:
            found.append(paper_id(scheme.lower(), value))
    found.extend(map(recognised, fields.get("url", "").replace("\\_", "_").split()))
    if not any(found):
        for name in ("journal", "note", "howpublished", "volume"):
            found.extend(ids_in(fields.get(name, "")))
    return one_of_each_scheme(found)


def _published(fields: Mapping[str, str]) -> str | None:
    """The date as exact as the fields say it."""
    date, year, month, day = (fields.get(name, "") for name in ("date", "year", "month", "day"))
    return read_published(date) or _date_of(year, month.strip().lower(), day.strip())


@functools.lru_cache(1 << 12)
def _date_of(printed_year: str, month: str, day: str) -> str | None:
    year = _YEAR.search(_NO_SORTING.sub("", printed_year))
    if year is None:
        return None
    word = _MONTH.search(month)
    number = _MONTHS[word[0]] if word else int(month) if month.isdecimal() and month.isascii() and len(month) < 3 else 0
    written = re.search(r"(?<!\d)\d{1,2}(?!\d)", month) if word else None
    day = day or (written[0] if written else "")
    parts = [year[0], f"{number:02}" if number else "", day if number else ""]
    return read_published("-".join(filter(None, parts))) or read_published(year[0])


def _citations(fields: Mapping[str, str]) -> int | None:
    """How often it is cited, as Web of Science and Scopus say."""
    found = _CITED_BY.fullmatch(fields.get("times-cited", "") or fields.get("note", "").partition(";")[0].strip("{} "))
    return int(found[1]) if found else None


def _keywords(text: str) -> tuple[str, ...]:
    parts = re.split(r"[;；]" if ";" in text or "；" in text else r"[,，、\n]", _unbraced(text))
    return tuple(dict.fromkeys(filter(None, (plain_title(squeezed(part)) for part in parts))))


def _venue(fields: Mapping[str, str]) -> str | None:
    for name in _PUBLISHED_IN:
        if name in fields and (venue := _venue_name(fields[name])):
            return "arXiv" if "arxiv" in venue.lower() and name in ("journal", "howpublished") else venue
    return None


@functools.lru_cache(1 << 12)
def _venue_name(printed: str) -> str:
    return plain_title(squeezed(_unbraced(printed)))
