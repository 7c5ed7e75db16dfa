"""RIS, a tag and a value a line, as reference managers write it; and the like form of Web of Science."""

import re
from collections.abc import Iterator
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import ids_in, paper_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedDigest, Problem, Trust
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.names import clean_name, turned
from paperatlas.parsers.json_records import JsonRecord
from paperatlas.parsers.service_answers import distinct, distinct_authors, one_of_each_scheme, papers_of

CUT = re.compile(rb"(?<=\n)TY {1,2}- ")
_RIS = re.compile(r"^\ufeff?TY {1,2}- {0,3}\w", re.MULTILINE)
_WEB_OF_SCIENCE = re.compile(r"\A\ufeff?\s*(?:FN [^\n]*\n(?:VR [^\n]*\n)?|)\s*PT \w", re.MULTILINE)
_RIS_LINE = re.compile(r"([A-Z][A-Z\d]) {1,2}-(?: (.*)|\s*)$")
_WOS_LINE = re.compile(r"([A-Z][A-Z\d])(?: (.*)|\s*)$")
_CUT_NAMES = re.compile(r"et al\.?|and others|others", re.IGNORECASE)
_CITED = re.compile(r"\bDOI \[?(10\.[^\s,\]]+)")
_TITLES = ("TI", "T1", "CT", "BT")
_VENUES = ("JF", "JO", "SO", "T2", "JA", "J2", "BT", "T3")
_AUTHORS = (("AU", "A1"), ("AF",))


def accepts(text: str) -> bool:
    """Whether a reference begins in the text."""
    return _RIS.search(text) is not None or _WEB_OF_SCIENCE.match(text) is not None


def parse(text: str, source: str) -> ParsedDigest:
    """Reads every reference; one that does not end is read as far as it goes."""
    problems: list[Problem] = []
    is_ris = _RIS.search(text) is not None
    records = _records(text, source, problems, is_ris=is_ris)
    return papers_of(records, lambda record, line: _paper(record, line, source, is_ris=is_ris), source, problems)


def _records(text: str, source: str, problems: list[Problem], *, is_ris: bool) -> Iterator[JsonRecord]:
    """The values of each reference by their tags."""
    pattern, first = (_RIS_LINE, "TY") if is_ris else (_WOS_LINE, "PT")
    fields: dict[str, list[str]] | None = None
    start, tag = 1, ""
    for number, line in enumerate(text.split("\n"), 1):
        found = pattern.match(line.lstrip("\ufeff"))
        if found is None:
            if fields is not None and tag and line.strip():
                _go_on(fields[tag], line.strip(), is_list=not is_ris and tag in ("AU", "AF", "CR"))
            continue
        tag, value = found[1], (found[2] or "").strip()
        if tag == first:
            if fields is not None:
                problems.append(_unended(source, start))
                yield JsonRecord(start, fields)
            fields, start = {}, number
        if tag in ("ER", "EF") and fields is not None:
            yield JsonRecord(start, fields)
            fields = None
        elif fields is not None:
            fields.setdefault(tag, []).append(value)
        elif is_ris:
            message = "this line stands outside of a reference; it is left out. Is its TY missing?"
            problems.append(Problem(source, number, "outside-reference", message, line[:200]))
    if fields is not None:
        problems.append(_unended(source, start))
        yield JsonRecord(start, fields)


def _go_on(values: list[str], text: str, *, is_list: bool) -> None:
    """Takes a line that has no tag: the value before goes on, or the next value of a list."""
    values.append(text if is_list or not values[-1] else " " + text)


def _unended(source: str, line: int) -> Problem:
    message = "this reference has no end (ER); it is read as far as it goes. Is the file cut off?"
    return Problem(source, line, "unended-reference", message, "")


def _paper(record: dict[str, Any], line: int, source: str, *, is_ris: bool) -> PaperRecord:
    values = {tag: _joined(found) for tag, found in record.items()}
    tags = next((each for each in reversed(_AUTHORS) if any(record.get(tag) for tag in each)), ())
    printed = _names(values, tags)
    names = [clean_name(turned(name)) for name in printed if not _CUT_NAMES.fullmatch(name)]
    addresses = distinct(web_address(each) for tag in ("UR", "L1", "L2", "LK") for each in _split(values.get(tag, [])))
    texts = [*values.get("KW", ())] if is_ris else [each for tag in ("DE", "ID") for each in values.get(tag, ())]
    return PaperRecord(
        ids=_ids(values, is_ris=is_ris),
        title=_first(values, _TITLES),
        url=addresses[0] if addresses else "",
        published=_published(values),
        authors=distinct_authors(map(AuthorRecord, names)),
        authors_complete=len(printed) == len(names) if names else None,
        passages=sentences(_first(values, ("AB", "N2")), line),
        keywords=distinct(squeezed(word) for text in texts for word in re.split(";", text)),
        venue=_first(values, _VENUES if is_ris else ("SO",)) or None,
        references=()
        if is_ris
        else distinct(paper_id("doi", doi) for cited in values.get("CR", ()) for doi in _CITED.findall(cited)),
        links=addresses[1:],
        trust=Trust.BIBLIOGRAPHY,
        source=source,
        line=line,
    )


def _joined(values: list[str]) -> list[str]:
    """The values of a tag, those that begin with a blank added to the one before."""
    found: list[list[str]] = []
    for value in values:
        if value.startswith(" ") and found:
            found[-1].append(value)
        elif value.strip():
            found.append([value])
    return [squeezed("".join(parts)) for parts in found]


def _names(values: dict[str, list[str]], tags: tuple[str, ...]) -> list[str]:
    return [name for tag in tags for name in values.get(tag, ())]


def _split(values: list[str]) -> list[str]:
    return [each for value in values for each in re.split(r"[;\s]+", value)]


def _first(values: dict[str, list[str]], tags: tuple[str, ...]) -> str:
    return next((values[tag][0] for tag in tags if values.get(tag)), "")


def _ids(values: dict[str, list[str]], *, is_ris: bool) -> tuple[str, ...]:
    found = [paper_id("doi", value) for tag in ("DO", "DI") for value in values.get(tag, ())]
    if not is_ris:
        found += [paper_id("pmid", value) for value in values.get("PM", ())]
    texts = [value for tag in ("UR", "M3", "ID", "AN", "N1", "C1", "L1") for value in values.get(tag, ()) if is_ris]
    for text in texts:
        found += [each for each in (recognised(text), *ids_in(text)) if each]
    return one_of_each_scheme(found)


def _published(values: dict[str, list[str]]) -> str | None:
    """The year and, where a date of the same year is given, its month and day."""
    year = _first(values, ("PY", "Y1", "DA"))
    dates = [date for tag in ("DA", "Y1", "PY") for each in values.get(tag, ()) if (date := _date(each))]
    if "PD" in values and year:
        dates.append(read_published(f"{year} {values['PD'][0].title()}") or "")
    kept = [date for date in dates if date[:4] == (_date(year) or date)[:4]]
    return max(kept, key=len, default=None) or None


def _date(value: str) -> str | None:
    """`2024/04/16/` and what is cut of it."""
    parts = [part.strip() for part in value.split("/")]
    return read_published("-".join(part for part in parts[:3] if part.isdecimal()) or value)
