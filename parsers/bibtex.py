"""BibTeX, as reference managers and publishers write it.

Type, key, names, dates, venue, abstract, keywords and ids are read, volume, pages and the like; what a `crossref` names
lends the fields that are missing. An entry that is broken is a problem, and all others are read. `@string` and `#` are
resolved, `@comment` and `@preamble` left out, also what reference managers keep for themselves: files, time stamps.
"""

import functools
import re
from collections.abc import Iterator, Mapping

from paperatlas.base.addresses import web_address
from paperatlas.graph.citation_keys import citation_key
from paperatlas.graph.identifiers import PAPER_SCHEMES, address_of, ids_in, paper_id, recognised
from paperatlas.graph.months import MONTHS
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.records import MAX_RAW, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.graph.whitespace import squeezed
from paperatlas.graph.work_types import bibtex_type, place_of
from paperatlas.parsers.bibtex_cutting import cut_bibtex
from paperatlas.parsers.bibtex_details import details_of_entry, type_of_entry
from paperatlas.parsers.bibtex_entries import BibtexEntry, Block, Kind, blocks_of, resolved
from paperatlas.parsers.broken_entries import fields_of, head_of, is_rest_of_entry
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.bibtex_names import bibtex_names
from paperatlas.parsers.fields.bibtex_text import printed_text
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.journal_macros import JOURNALS
from paperatlas.parsers.fields.noted_ids import noted_ids
from paperatlas.parsers.fields.subtitles import with_subtitle
from paperatlas.parsers.missing import missing_in
from paperatlas.parsers.service_answers import distinct, one_of_each_scheme
from paperatlas.parsers.unread import told_up_to, unread

_ENTRY = re.compile(r"^[ \t]{0,9}@[A-Za-z]{3,30}\s{0,9}[{(]\s{0,9}[^\s,{}()\"=]{0,200}\s{0,9}[,=]", re.MULTILINE)
_BROKEN = re.compile(r"^\s{0,99}@(?!comment\b)[A-Za-z]{3,30}\b", re.IGNORECASE)
_MONTH = re.compile("|".join(MONTHS))
_MONTH_NUMBER = re.compile(r"(\d{1,2})(?:\s?(?:[-–/]|--)\s?\d{1,2})?")
_YEAR = re.compile(r"(?<!\d)[12]\d{3}(?!\d)")
_NO_SORTING = re.compile(r"\{?\\noopsort\s?\{[^{}]{0,100}\}\}?")
CUT = cut_bibtex
_PUBLISHED_IN = ("journal", "journaltitle", "booktitle", "school", "institution", "howpublished", "series")
_IDS = {"doi": "doi", "pmid": "pmid", "pmcid": "pmcid"}
_LISTED = re.compile(r"[;,]?\s+")
_CITED = ("cited-references", "references")
"""Fields of Web of Science and Scopus."""
_CITED_BY = re.compile(r"(?:^|;)[\s{]{0,9}cited by\s?:?\s?(\d{1,9})\b", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,9}")
_KEYWORDS = ("author_keywords", "author-keywords", "keywords", "keyword", "keywords-plus")
_ON_A_PAPER = re.compile(r"\b(?:on|to|of|for) arxiv:", re.IGNORECASE)
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
        self.unread: list[Problem] = []
        self.problems: list[Problem] = []
        self.line_starts: list[int] = []
        self.strings: Mapping[str, str] = {}

    def problem(self, line: int, code: str, message: str, raw: str) -> None:
        raw = raw if len(raw) <= MAX_RAW else raw[:MAX_RAW] + "…"
        self.problems.append(Problem(self.source, line, code, message, raw))

    def read(self, text: str) -> ParsedFile:
        entries = list(self.entries(text))
        fields = [self.fields(each) for each in entries]
        by_key = {each.key.lower(): own for each, own in zip(entries, fields, strict=True)}
        for each, own in zip(entries, fields, strict=True):
            if each.kind.lower() not in _NO_PAPERS:
                self.read_entry(each, _with_parent(own, by_key))
        self.problems += [*told_up_to(self.unread), *missing_in(self.papers, self.source)]
        return ParsedFile(tuple(self.papers), tuple(sorted(self.problems)))

    def entries(self, text: str) -> Iterator[BibtexEntry]:
        """The entries, and what can be read of broken ones."""
        following: BibtexEntry | Block | None = None  # what begins an entry, a string or a comment
        rest = ""
        found: list[tuple[BibtexEntry | None, BibtexEntry | Block, BibtexEntry | Block | None]] = []
        blocks, self.strings = blocks_of(text)
        for block in reversed(blocks):
            if isinstance(block, BibtexEntry):
                found.append((None if rest and is_rest_of_entry(rest) else block, block, following))
            elif block.kind is Kind.BETWEEN and not _BROKEN.match(block.raw):
                rest = block.raw
                continue
            elif block.kind is not Kind.OTHER:
                found.append((None, block, following))
            following, rest = block, ""
        for whole, block, after in reversed(found):
            yield from [whole] if whole is not None else self.broken_entry(block, after, text)

    def broken_entry(
        self, block: BibtexEntry | Block, following: BibtexEntry | Block | None, text: str
    ) -> Iterator[BibtexEntry]:
        """What can be read of an entry that is broken; it is told with its raw text."""
        raw = text[self.place(block, text) : self.place(following, text) if following else None]
        fields: dict[str, str] = {}
        for name, value in fields_of(raw, is_cut=following is None):
            fields.setdefault(name, resolved(value, self.strings))
        read = f"read of it: {', '.join(fields)}" if fields else "it is left out"
        message = f"this entry is broken (is a brace, a quote or a comma missing?); {read}"
        self.problem(block.line, "broken-entry", message, raw)
        if fields:
            kind, key = head_of(raw)
            yield BibtexEntry(kind, key, tuple(fields.items()), block.line, raw)

    def place(self, block: BibtexEntry | Block, text: str) -> int:
        """Where a block begins."""
        if not self.line_starts:
            self.line_starts = [0, *(found.end() for found in re.finditer("\n", text))]
        start = self.line_starts[block.line - 1]
        return max(start, text.find(block.raw[:100].strip(), start, start + 100_000))

    def fields(self, entry: BibtexEntry) -> dict[str, str]:
        """The fields by name; of one that stands twice, the first, as for BibTeX, unless both count."""
        fields: dict[str, str] = {}
        for printed, value in entry.fields:
            name = printed.lower()
            if name not in fields:
                fields[name] = value
            elif name in _JOINED and value.strip():
                fields[name] = f"{fields[name]}{_JOINED[name]}{value}"
            elif value.strip() and value != fields[name]:
                kept = "the first one counts" if fields[name].strip() else "the one that is not empty counts"
                message = f"the field {name!r} stands twice in this entry; {kept}"
                self.problem(entry.line, "repeated-field", message, value)
                fields[name] = fields[name] if fields[name].strip() else value
        return fields

    def read_entry(self, entry: BibtexEntry, fields: Mapping[str, str]) -> None:
        line = entry.line
        ids = _ids(entry.key, fields)
        title = squeezed(printed_text(fields.get("title", "")))
        if "subtitle" in fields:
            title = with_subtitle(title, squeezed(printed_text(fields["subtitle"])))
        if not ids and not title:
            message = "this entry has neither a title nor an id of a paper; it is left out"
            self.problem(line, "no-title", message, entry.raw)
            return
        authors, complete, doubted = bibtex_names(fields.get("author") or fields.get("editor") or "")
        if doubted:
            message = "names between commas that may be of several people; put `and` between people"
            self.problem(line, "doubted-names", message, "\n".join(doubted))
        venue = _venue(entry.kind, fields)
        work_type = type_of_entry(entry.kind, fields, ids, venue)
        urls = [_address(each) for each in fields.get("url", "").split()]
        url = next(filter(None, urls), "")
        own = {**fields, "url": url if url in map(address_of, ids) else ""} if "url" in fields else fields
        self.papers.append(
            PaperRecord(
                ids=ids,
                title=title,
                url=url,
                published=_published(fields),
                authors=authors,
                authors_complete=complete if authors else None,
                passages=sentences(printed_text(fields.get("abstract", "")), line),
                keywords=distinct(each for name in _KEYWORDS if name in fields for each in _keywords(fields[name])),
                venue=venue,
                work_type=work_type,
                citation_key=citation_key(entry.key),
                details=details_of_entry(entry.kind, own, work_type, venue, _plain),
                references=_references(fields),
                citations=_citations(fields),
                links=distinct(urls[1:]),
                trust=Trust.BIBLIOGRAPHY,
                source=self.source,
                line=line,
            )
        )
        self.unread.extend(unread(fields, self.papers[-1]))


def _address(printed: str) -> str | None:
    return web_address(printed.removeprefix("\\url{").rstrip("}"))


def _with_parent(fields: dict[str, str], by_key: Mapping[str, dict[str, str]]) -> dict[str, str]:
    """The fields, those that are missing lent by what a `crossref` names; its title is the title of the book."""
    named = fields.get("crossref", "").strip().lower()
    parent = by_key.get(named, {}) if named else {}
    if not parent or parent is fields:
        return fields
    lent = {name: value for name, value in parent.items() if name not in ("doi", "url", "abstract", "eprint")}
    book = lent.pop("title", None)
    if book and "title" in fields:
        lent.setdefault("booktitle", book)
    elif book:
        lent["title"] = book
    return {**lent, **fields}


def _ids(key: str, fields: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of an entry, from the fields that hold them; the key only where DBLP made it."""
    found: list[str | None] = [
        paper_id(scheme, each)
        for name, scheme in _IDS.items()
        if name in fields
        for each in _LISTED.split(fields[name])
        if each
    ]
    eprint = fields["eprint"].strip() if "eprint" in fields else ""
    prefix = (fields.get("archiveprefix") or fields.get("eprinttype") or "arxiv").strip().lower() if eprint else ""
    if eprint and prefix == "arxiv":
        archive = fields.get("primaryclass", "").strip().partition(".")[0]  # of a number as it was before 2007
        found.append(paper_id("arxiv", eprint) or (paper_id("arxiv", f"{archive}/{eprint}") if archive else None))
    elif eprint and prefix in ("pubmed", "pmid"):
        found.append(paper_id("pmid", eprint))
    keys = (key, *fields["ids"].split(",")) if "ids" in fields else (key,) if ":" in key else ()
    for each in keys:  # DBLP's keys, and those that are exported here
        scheme, _, value = each.strip().partition(":")
        if scheme.lower() in PAPER_SCHEMES:
            found.append(paper_id(scheme.lower(), value))
    if "url" in fields:
        found.extend(map(recognised, fields["url"].replace("\\_", "_").split()))
    if not any(found):
        for name in ("journal", "note", "howpublished", "volume", "number"):
            found.extend(noted_ids(fields[name]) if fields.get(name) else ())
    return one_of_each_scheme(found)


def _published(fields: Mapping[str, str]) -> str | None:
    """The date as exact as the fields say it."""
    date, year, month, day = (fields.get(name, "") for name in ("date", "year", "month", "day"))
    return (read_published(date) if date else None) or _date_of(year, month.strip().lower(), day.strip())


@functools.lru_cache(1 << 12)
def _date_of(printed_year: str, month: str, day: str) -> str | None:
    year = _YEAR.search(_NO_SORTING.sub("", printed_year))
    if year is None:
        return None
    word = _MONTH.search(month)
    printed = None if word else _MONTH_NUMBER.fullmatch(month)
    number = MONTHS[word[0]] if word else int(printed[1]) if printed else 0
    written = re.search(r"(?<!\d)\d{1,2}(?!\d)", month) if word else None
    day = day or (written[0] if written else "")
    parts = [year[0], f"{number:02}" if number else "", day if number else ""]
    return read_published("-".join(filter(None, parts))) or read_published(year[0])


def _references(fields: Mapping[str, str]) -> tuple[str, ...]:
    cited = [fields[name] for name in _CITED if name in fields]
    return tuple(ids_in("\n".join(cited))) if cited else ()


def _citations(fields: Mapping[str, str]) -> int | None:
    """How often it is cited, as Web of Science and Scopus say."""
    if "times-cited" in fields and _COUNT.fullmatch(count := fields["times-cited"].strip("{} ")):
        return int(count)
    found = _CITED_BY.search(fields["note"]) if "note" in fields else None
    return int(found[1]) if found else None


@functools.lru_cache(1 << 12)
def _keywords(text: str) -> tuple[str, ...]:
    parts = re.split(r"[;；]" if ";" in text or "；" in text else r"[,，、\n]", printed_text(text))
    return distinct(plain_title(squeezed(part)) for part in parts)


def _venue(entry: str, fields: Mapping[str, str]) -> str | None:
    """Where it was published, as the field says in which an entry of its type has it, else another one."""
    place = place_of(bibtex_type(entry))
    for name in _PUBLISHED_IN if place == "howpublished" else (place, *_PUBLISHED_IN):
        if name in fields and (venue := _venue_name(fields[name])):
            is_arxiv = "arxiv" in venue.lower() and not _ON_A_PAPER.search(venue)
            return "arXiv" if is_arxiv and name in ("journal", "journaltitle", "howpublished") else venue
    return None


@functools.lru_cache(1 << 12)
def _venue_name(printed: str) -> str:
    macro = printed.strip(" {}")
    if macro.startswith("\\") and macro[1:] in JOURNALS:
        return JOURNALS[macro[1:]]
    return _plain(printed)


def _plain(printed: str) -> str:
    return plain_title(squeezed(printed_text(printed)))
