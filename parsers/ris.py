"""RIS, as reference managers write it, and the tagged form of Web of Science, which is often named so.

    TY  - JOUR                  PT J
    AU  - Roe, Sam              AF Roe, Sam
    TI  - A title                  Lee, Ann
    ER  -                       ER

A tag may stand several times; a line without one goes on with the field above. What the tags of another program mean
is left out, but for what Web of Science (`CR`) and Scopus (`N1  - References: …`) say is cited: its ids.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import ids_in, paper_id, recognised
from paperatlas.graph.records import MAX_RAW, AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.bibtex_names import name_of_parts
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.names import CUT_LIST
from paperatlas.parsers.missing import missing_in
from paperatlas.parsers.service_answers import one_of_each_scheme

_FIRST_TAG = re.compile(r"^[ \t]{0,9}TY\s{1,3}-", re.MULTILINE)
_FIRST_OF_WOS = re.compile(r"^PT [A-Z]\b[^\n]{0,20}\n(?:[A-Z][A-Z0-9] |   )", re.MULTILINE)
CUT = re.compile(
    rb"^[ \t]{0,9}TY[ \t]{1,3}-|(?:(?<=\nER\n\n)|(?<=\nER\n)|(?<=\nER\r\n\r\n)|(?<=\nER\r\n))PT [A-Z]\b", re.MULTILINE
)
_RIS_LINE = re.compile(r"[ \t]{0,9}([A-Z][A-Z0-9])\s{1,3}-(?:\s{0,9}|\s(.*))$")
_WOS_LINE = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?$")
_TITLES = ("TI", "T1", "CT", "BT", "ST")
_VENUES = {"ris": ("JF", "T2", "JO", "JA", "BT", "T3"), "wos": ("SO", "CT", "BS")}
_DATES = ("DA", "PY", "Y1")
_ONE_A_LINE = frozenset({"AU", "AF", "BA", "BF", "BE", "CA", "CR"})
"""Tags of Web of Science under which each line is a person or a cited work of its own."""
_HEADER = {
    "ris": re.compile(r"\s*(?:\d{1,6}[.):]?|(?:Provider|Database|Content|Charset)\s?:.*)\s*", re.IGNORECASE),
    "wos": re.compile(r"(?:FN|VR|EF)\b.*"),
}
_CITED_BY = re.compile(r"\s*Cited By\s?:\s?(\d{1,9})\b", re.IGNORECASE)
_REFERENCES = re.compile(r"\s*(?:Cited )?References\s?:", re.IGNORECASE)
_COUNT = re.compile(r"\d{1,9}")

Fields = Mapping[str, list[str]]


def accepts(text: str) -> bool:
    """Whether a text holds a reference of one of the two forms."""
    return _FIRST_TAG.search(text) is not None or _FIRST_OF_WOS.search(text) is not None


def parse(text: str, source: str) -> ParsedFile:
    """Reads the references of a file."""
    form = "ris" if _FIRST_TAG.search(text) else "wos"
    papers: list[PaperRecord] = []
    problems: list[Problem] = []
    for line, fields, is_whole in _references(text, form, source, problems):
        raw = "\n".join(f"{tag}  - {value}" for tag, values in fields.items() for value in values)[:MAX_RAW]
        if not is_whole:
            message = "this reference has no end (`ER`); what stands there is read"
            problems.append(Problem(source, line, "cut-reference", message, raw))
        paper = _paper(fields, form, source, line)
        if paper.ids or paper.title:
            papers.append(paper)
        else:
            message = "this reference has neither a title nor an id of a paper; it is left out"
            problems.append(Problem(source, line, "no-title", message, raw))
    problems.extend(missing_in(papers, source, "line"))
    return ParsedFile(tuple(papers), tuple(sorted(problems)))


def _references(text: str, form: str, source: str, problems: list[Problem]) -> Iterator[tuple[int, Fields, bool]]:
    """Each with the line that it begins in, its fields by tag, whether its end is there; what is outside is told."""
    pattern, first = (_RIS_LINE, "TY") if form == "ris" else (_WOS_LINE, "PT")
    fields: dict[str, list[str]] | None = None
    start, tag = 0, ""
    outside: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        found = pattern.match(line)
        if found is not None and found[1] in (first, "ER"):
            if fields is not None:
                yield start, fields, found[1] == "ER"
            fields = defaultdict(list) if found[1] == first else None
            start, tag = number, ""
        elif fields is None:
            if line.strip() and not _HEADER[form].fullmatch(line):
                outside.append((number, line))
        elif found is not None:
            tag = "AU" if found[1] == "A1" else found[1]  # in one order, whichever stands there
            fields[tag].append((found[2] or "").strip())
        elif tag and line.strip():
            if form == "wos" and tag in _ONE_A_LINE:
                fields[tag].append(line.strip())
            else:
                fields[tag].append(f"{fields[tag].pop()} {line.strip()}")
        elif line.strip():
            outside.append((number, line))
    if fields is not None:
        yield start, fields, False
    problems.extend(_told(outside, source))


def _told(outside: list[tuple[int, str]], source: str) -> Iterator[Problem]:
    """A problem for each stretch of lines that stand in no reference."""
    stretch: list[tuple[int, str]] = []
    for number, line in [*outside, (0, "")]:
        if stretch and number != stretch[-1][0] + 1:
            raw = "\n".join(each for _, each in stretch)[:MAX_RAW]
            message = (
                "what stands here is in no reference; it is left out. Does the first tag of one (`TY`, `PT`) lack?"
            )
            yield Problem(source, stretch[0][0], "stray-text", message, raw)
            stretch = []
        stretch.append((number, line))


def _paper(fields: Fields, form: str, source: str, line: int) -> PaperRecord:
    authors, complete = _authors(fields, form)
    addresses = [each.strip() for value in fields.get("UR", ()) for each in re.split(r";\s*(?=http)|\s", value)]
    links = [safe for each in addresses if each and (safe := web_address(each))]
    abstract = next((" ".join(fields[tag]) for tag in ("AB", "N2") if fields.get(tag)), "")
    return PaperRecord(
        ids=_ids(fields, addresses),
        title=_first(fields, _TITLES),
        url=links[0] if links else "",
        published=_published(fields, form),
        authors=tuple(map(AuthorRecord, authors)),
        authors_complete=complete if authors else None,
        passages=sentences(abstract, line),
        keywords=_keywords(fields, form),
        venue=_first(fields, _VENUES[form]) or None,
        references=_cited(fields),
        citations=_citations(fields),
        links=tuple(dict.fromkeys(links[1:])),
        trust=Trust.BIBLIOGRAPHY,
        source=source,
        line=line,
    )


def _first(fields: Fields, tags: tuple[str, ...]) -> str:
    return next((text for tag in tags for value in fields.get(tag, ()) if (text := squeezed(value))), "")


def _authors(fields: Fields, form: str) -> tuple[tuple[str, ...], bool]:
    if form == "wos":
        printed = fields.get("AF") or fields.get("AU") or fields.get("BE") or []
    else:
        printed = fields.get("AU") or fields.get("A2") or fields.get("ED") or []
    cut = [name for name in printed if CUT_LIST.fullmatch(name)]
    names = (name_of_parts([part.strip() for part in name.split(",") if part.strip()]) for name in printed)
    groups = fields.get("CA", []) if form == "wos" else []
    return tuple(dict.fromkeys(name for name in (*names, *groups) if name and not CUT_LIST.fullmatch(name))), not cut


def _ids(fields: Fields, addresses: list[str]) -> tuple[str, ...]:
    found: list[str | None] = [paper_id("doi", each) for tag in ("DO", "DI") for each in fields.get(tag, ())]
    found += [paper_id("pmid", each) for each in fields.get("PM", ())]
    found += map(recognised, filter(None, addresses))
    if not any(found):
        noted = (text for tag in ("AN", "M3", "N1") for text in fields.get(tag, ()) if not _REFERENCES.match(text))
        found += [each for text in noted for each in ids_in(text)]
    return one_of_each_scheme(found)


def _published(fields: Fields, form: str) -> str | None:
    """The most exact of the dates; of Web of Science month and year stand apart."""
    if form == "wos":
        year, day = _first(fields, ("PY",)), _first(fields, ("PD",))
        return (read_published(f"{day} {year}") if day else None) or read_published(year)
    dates = [read_published(value) for tag in _DATES for value in fields.get(tag, ())]
    return max((date for date in dates if date), key=len, default=None)


def _keywords(fields: Fields, form: str) -> tuple[str, ...]:
    tags = ("DE", "ID") if form == "wos" else ("KW",)
    parts = (part for tag in tags for value in fields.get(tag, ()) for part in value.split(";"))
    return tuple(dict.fromkeys(filter(None, map(squeezed, parts))))


def _cited(fields: Fields) -> tuple[str, ...]:
    """The ids of what the paper cites: one of each line of `CR`, all in a note of references."""
    lines = [each for value in fields.get("CR", ()) for each in ids_in(value)[:1]]
    notes = (value for value in fields.get("N1", ()) if _REFERENCES.match(value))
    return tuple(dict.fromkeys([*lines, *(each for note in notes for each in ids_in(note))]))


def _citations(fields: Fields) -> int | None:
    count = _first(fields, ("TC",))
    noted = (found[1] for value in fields.get("N1", ()) if (found := _CITED_BY.match(value)))
    text = count if _COUNT.fullmatch(count) else next(noted, "")
    return int(text) if text else None
