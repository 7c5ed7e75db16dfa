"""BibTeX and BibLaTeX: an entry a paper; `@string`, `crossref` and LaTeX are resolved."""

import logging
import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import ids_in, paper_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedDigest, Problem, Trust
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.latex import plain_latex
from paperatlas.parsers.fields.names import clean_name, given_first
from paperatlas.parsers.json_records import JsonRecord
from paperatlas.parsers.service_answers import distinct, distinct_authors, one_of_each_scheme, papers_of

if TYPE_CHECKING:
    from bibtexparser.library import Library

_ENTRY = re.compile(r"^\s{0,20}@[a-z]{3,30}\s?[{(]\s?[^\s,{}=]{0,300}\s?,\s{0,200}[\w:-]{1,50}\s{0,60}=", re.I | re.M)
_START = re.compile(r"@(?!comment|string|preamble)[a-z]{3,30}\b", re.I)
_AND = re.compile(r"\sand(?=\s)", re.I)
_JOINED = re.compile(r"""[}"]\s*#|#\s*[{"]""")
_PIECE = re.compile(r"""\s*(?:"((?:[^"{}]|\{[^{}]*\})*)"|\{([^{}]*)\}|([^#\s"{}]+))\s*(?:#|$)""")
_ID_FIELDS = ("doi", "arxivid", "arxiv", "pmid", "pmcid", "url", "ee", "howpublished", "note", "journal", "archive")
_VENUES = ("journal", "journaltitle", "booktitle", "maintitle", "school", "institution")
_INHERITED = ("year", "date", "month", "journal", "journaltitle", "booktitle", "publisher")
_EXCERPT = 200


def accepts(text: str) -> bool:
    """Whether an entry with a field stands in the text."""
    return _ENTRY.search(text) is not None


def parse(text: str, source: str) -> ParsedDigest:
    """Reads every entry; a broken one is a problem."""
    from bibtexparser.entrypoint import parse_string

    logging.getLogger("bibtexparser").setLevel(logging.CRITICAL)  # what it says becomes a problem
    library = parse_string(text)
    problems = list(_broken(library, source))
    return papers_of(_records(library), lambda entry, line: _paper(entry, line, source), source, problems)


def _broken(library: "Library", source: str) -> Iterator[Problem]:
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, ImplicitComment

    found = [(block, str(block.error)) for block in library.failed_blocks]
    found = [each for each in found if not isinstance(each[0], DuplicateBlockKeyBlock | DuplicateFieldKeyBlock)]
    plain = [block for block in library.blocks if isinstance(block, ImplicitComment)]
    comments = [(block, "its braces are missing") for block in plain if _START.match(block.comment.lstrip())]
    for block, reason in (*found, *comments):
        message = (
            f"this entry is broken ({squeezed(reason) or 'it does not end'}); it is left out. Do its braces match?"
        )
        yield Problem(source, (block.start_line or 0) + 1, "broken-entry", message, (block.raw or "")[:_EXCERPT])


def _records(library: "Library") -> Iterator[JsonRecord]:
    """The fields of each entry by their names in small letters, with what it has from the one it refers to."""
    from bibtexparser.model import DuplicateBlockKeyBlock, DuplicateFieldKeyBlock, Entry

    entries = []
    strings = {each.key.lower(): str(each.value) for each in library.strings}
    for block in library.blocks:
        if isinstance(block, DuplicateBlockKeyBlock | DuplicateFieldKeyBlock):
            block = block.ignore_error_block or block
        if isinstance(block, Entry):
            fields: dict[str, str] = {}
            for field in block.fields:
                fields.setdefault(field.key.lower(), _value(str(field.value), strings))
            entries.append((block.key.lower(), (block.start_line or 0) + 1, fields))
    by_key = {key: fields for key, _, fields in reversed(entries)}
    parents = {fields["crossref"].lower() for _, _, fields in entries if fields.get("crossref")}
    for key, line, fields in entries:
        if key in parents and "author" not in fields:
            continue  # a volume, which its papers name as their venue
        yield JsonRecord(line, _with_inherited(fields, by_key.get(fields.get("crossref", "").lower(), {})))


def _value(printed: str, strings: Mapping[str, str]) -> str:
    """A field's value without quotes or braces around it, its pieces between `#` put together."""
    if _JOINED.search(printed):
        pieces = _PIECE.findall(printed)
        return "".join(quoted or braced or strings.get(name.lower(), name) for quoted, braced, name in pieces)
    if len(printed) > 1 and printed[0] == printed[-1] == '"':
        return printed[1:-1]
    return strings.get(printed.lower(), printed)


def _with_inherited(fields: dict[str, str], parent: Mapping[str, str]) -> dict[str, str]:
    if parent:
        inherited = {name: parent[name] for name in _INHERITED if name in parent}
        if not any(name in inherited for name in _VENUES) and "title" in parent:
            inherited["booktitle"] = parent["title"]
        return inherited | fields
    return fields


def _paper(entry: dict[str, Any], line: int, source: str) -> PaperRecord:
    names, complete = _authors(entry.get("author") or entry.get("editor") or "")
    links = distinct(web_address(each) for each in entry.get("url", "").replace("\\", "").split())
    return PaperRecord(
        ids=_ids(entry),
        title=squeezed(plain_latex(squeezed(entry.get("title", "")))),
        url=links[0] if links else "",
        published=_published(entry),
        authors=distinct_authors(map(AuthorRecord, names)),
        authors_complete=complete if names else None,
        passages=sentences(plain_latex(entry.get("abstract", "")), line),
        keywords=distinct(map(squeezed, re.split(r"[,;]", plain_latex(entry.get("keywords", ""))))),
        venue=next((squeezed(plain_latex(entry[name])) for name in _VENUES if entry.get(name)), None),
        links=links[1:],
        trust=Trust.BIBLIOGRAPHY,
        source=source,
        line=line,
    )


def _ids(entry: dict[str, Any]) -> tuple[str, ...]:
    found = []
    eprint = entry.get("eprint", "").strip()
    archive = (entry.get("archiveprefix") or entry.get("eprinttype") or "arxiv").lower()
    scheme = {"arxiv": "arxiv", "pubmed": "pmid", "pmid": "pmid", "openreview": "openreview"}.get(archive)
    if eprint and scheme:
        found.append(paper_id(scheme, eprint))
    for name in _ID_FIELDS:
        value = entry.get(name, "").replace("\\", "").strip()
        if name in ("doi", "pmid", "pmcid"):
            found.append(paper_id(name, value))
        elif value:
            found += [each for each in (recognised(value), *ids_in(value)) if each]
    return one_of_each_scheme(found)


def _published(entry: dict[str, Any]) -> str | None:
    if entry.get("date"):
        return read_published(entry["date"])
    year = re.search(r"(?<!\d)\d{4}(?!\d|.*(?<!\d)\d{4}(?!\d))", plain_latex(entry.get("year", ""))[-30:])
    month = squeezed(plain_latex(entry.get("month", ""))).split("-")[0].split("/")[0]
    if year is None:
        return None
    if month.isdecimal():
        return read_published(f"{year[0]}-{month}") or year[0]
    day = re.search(r"\d{1,2}", month)
    word = re.search(r"[A-Za-z]{3,9}", month)
    number = entry.get("day", "").strip() or (day[0] if day else "")
    return (read_published(f"{year[0]} {word[0]} {number}") if word else None) or year[0]


def _authors(text: str) -> tuple[list[str], bool]:
    """The names of a list that "and" divides, and whether it is complete."""
    names = [name for name in map(str.strip, _outside(_AND, f" {text} ")) if name]
    others = [name for name in names if name.lower() in ("others", "et al.")]
    return [found for name in names if name not in others and (found := _name(name))], not others


def _name(printed: str) -> str:
    parts = [part.strip() for part in _outside(re.compile(","), printed)]
    if len(parts) > 2:
        return clean_name(plain_latex(given_first(parts[0], parts[2], parts[1])))
    return clean_name(plain_latex(given_first(*parts)))


def _outside(separator: re.Pattern[str], text: str) -> list[str]:
    """The pieces of a text between what separates them outside of braces."""
    pieces, start, depth, at = [], 0, 0, 0
    for found in separator.finditer(text):
        between = text[at : found.start()]
        depth += between.count("{") - between.count("}")
        at = found.start()
        if depth <= 0:
            pieces.append(text[start:at])
            start = at = found.end()
    return [*pieces, text[start:]]
