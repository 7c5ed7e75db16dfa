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
from collections.abc import Iterator, Mapping, Sequence

from paperatlas.base.addresses import web_address
from paperatlas.graph.citation_keys import citation_key, own_key
from paperatlas.graph.details import DETAILS, PEOPLE, pages
from paperatlas.graph.identifiers import address_of, ids_in, paper_id, recognised
from paperatlas.graph.name_parts import has_initial
from paperatlas.graph.records import MAX_RAW, AuthorRecord, PaperRecord, ParsedFile, Problem, Trust
from paperatlas.graph.whitespace import squeezed
from paperatlas.graph.work_types import has_issues, is_of_publisher, ris_type, service_type
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.bibtex_names import name_of_parts
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.details import details_of, own_address, people, serial_number
from paperatlas.parsers.fields.names import CUT_LIST, clean_name, is_suffix, person
from paperatlas.parsers.fields.noted_ids import noted_ids
from paperatlas.parsers.fields.undated import status_in
from paperatlas.parsers.missing import missing_in
from paperatlas.parsers.service_answers import one_of_each_scheme
from paperatlas.parsers.unread import told_up_to, unread

_FIRST_TAG = re.compile(r"^[ \t]{0,9}TY\s{1,3}-", re.MULTILINE)
_FIRST_OF_WOS = re.compile(r"^PT [A-Z]\b[^\n]{0,20}\n(?:[A-Z][A-Z0-9] |   )", re.MULTILINE)
CUT = re.compile(
    rb"^[ \t]{0,9}TY[ \t]{1,3}-|(?:(?<=\nER\n\n)|(?<=\nER\n)|(?<=\nER\r\n\r\n)|(?<=\nER\r\n))PT [A-Z]\b", re.MULTILINE
)
_RIS_LINE = re.compile(r"[ \t]{0,9}([A-Z][A-Z0-9])\s{1,3}-(?:\s{0,9}|\s(.*))$")
_WOS_LINE = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?$")
_TITLES = ("TI", "T1", "CT", "BT", "ST")
_VENUES = {"ris": ("JF", "T2", "JO", "JA", "BT", "T3"), "wos": ("SO", "CT", "BS")}
_TAGS = tuple(
    (tag, field.name)
    for field in DETAILS.values()
    for tag in field.ris
    if field.name not in ("page", "ISBN", "ISSN", "URL", "annote", *PEOPLE)
)
_ONLY_OF = {"C1": ("paper-conference",), "SE": ("book", "chapter")}
"""Tags that mean something else for works of other types."""
_OF_WOS = {
    "VL": "volume",
    "IS": "issue",
    "AR": "number",
    "PU": "publisher",
    "PI": "publisher-place",
    "SN": "ISSN",
    "BN": "ISBN",
    "LA": "language",
    "SE": "collection-title",
    "J9": "container-title-short",
}
_DATES = ("DA", "PY", "Y1")
_SAID = {"doi": ("DO", "DI"), "date": ("PY", "Y1", "DA")}
_ONE_A_LINE = frozenset({"AU", "AF", "BA", "BF", "BE", "CA", "CR"})
"""Tags of Web of Science under which each line is a person or a cited work of its own."""
_HEADER = {
    "ris": re.compile(r"\s*(?:\d{1,6}[.):]?|(?:Provider|Database|Content|Charset)\s?:.*)\s*", re.IGNORECASE),
    "wos": re.compile(r"(?:FN|VR|EF)\b.*"),
}
_CITED_BY = re.compile(r"(?:^|;)\s{0,9}Cited By\s?:\s?(\d{1,9})\b", re.IGNORECASE)
_REFERENCES = re.compile(r"\s*(?:Cited )?References\s?:", re.IGNORECASE)
_OF_DATABASE = re.compile(r"\bCited By\b|^Export Date\b", re.IGNORECASE)
"""Notes that a database makes of a record, not of the work."""
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
    left_out: list[Problem] = []
    for line, fields, is_whole in _references(text, form, source, problems):
        raw = "\n".join(f"{tag}  - {value}" for tag, values in fields.items() for value in values)[:MAX_RAW]
        if not is_whole:
            message = "this reference has no end (`ER`); what stands there is read"
            problems.append(Problem(source, line, "cut-reference", message, raw))
        paper = _paper(fields, form, source, line)
        if paper.ids or paper.title:
            papers.append(paper)
            left_out += unread({name: _first(fields, tags) for name, tags in _SAID.items()}, paper)
        else:
            message = "this reference has neither a title nor an id of a paper; it is left out"
            problems.append(Problem(source, line, "no-title", message, raw))
    problems += [*told_up_to(left_out), *missing_in(papers, source)]
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
            fields = defaultdict(list, {first: [(found[2] or "").strip()]}) if found[1] == first else None
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
    ids = _ids(fields, addresses)
    of_ids = set(map(address_of, ids))  # where an id leads is no further link
    url = links[0] if links else ""
    work_type = _type(fields, form)
    venue = _venue(fields, form, work_type)
    return PaperRecord(
        ids=ids,
        title=_first(fields, _TITLES),
        url=url,
        published=_published(fields, form),
        authors=authors,
        authors_complete=complete if authors else None,
        passages=sentences(abstract, line),
        keywords=_keywords(fields, form),
        venue=venue,
        work_type=work_type,
        citation_key=_key(fields) if form == "ris" else None,
        details=details_of((*own_address(url, ids), *_named(fields, form, work_type)), work_type, venue),
        references=_cited(fields),
        citations=_citations(fields),
        links=tuple(dict.fromkeys(link for link in links[1:] if link not in of_ids)),
        trust=Trust.BIBLIOGRAPHY,
        source=source,
        line=line,
    )


def _key(fields: Fields) -> str | None:
    """The citation key; a label that says the same shows that what looks like a program's number is one, too."""
    key = _first(fields, ("ID",))
    return citation_key(key) if key == _first(fields, ("LB",)) else own_key(key)


def _type(fields: Fields, form: str) -> str | None:
    """What it is; Web of Science says it in its document type more exactly than in the one letter of `PT`."""
    if form == "ris":
        return ris_type(_first(fields, ("TY",)))
    return service_type(_first(fields, ("DT",)).split(";")) or service_type(fields.get("PT", ()))


def _venue(fields: Fields, form: str, work_type: str | None) -> str | None:
    tags = ("PB", *_VENUES[form]) if form == "ris" and is_of_publisher(work_type) else _VENUES[form]
    return _first(fields, tags) or None


def _named(fields: Fields, form: str, work_type: str | None) -> Iterator[tuple[str, str]]:
    """What else stands in the tags, by CSL's names."""
    first, last = _first(fields, ("SP", "BP")), _first(fields, ("EP",))
    yield "page", first if "-" in first and last and first.endswith(last) else pages(first, last)
    if form == "wos":
        yield "editor", people(_named_people(fields.get("BE", ())))
        yield from ((name, _first(fields, (tag,))) for tag, name in _OF_WOS.items())
        return
    yield "editor", _people(fields, ("A2", "ED", *(["A3"] if work_type == "book" else [])))
    yield "translator", _people(fields, ("A4",))
    yield from ((serial_number(value), value) for value in fields.get("SN", ()))
    notes = (value for value in fields.get("N1", ()) if not (_REFERENCES.match(value) or _OF_DATABASE.search(value)))
    yield "annote", "; ".join(notes)
    yield "status", next(filter(None, map(status_in, (_first(fields, (tag,)) for tag in _DATES))), "")
    for tag, name in _TAGS:
        value = _first(fields, (tag,))
        if value and _is_detail(tag, value, work_type):
            yield name, value


def _is_detail(tag: str, value: str, work_type: str | None) -> bool:
    """Whether a tag means for a work of a type what it is taken for: programs put other things in some of them."""
    if tag in ("M1", "C7"):
        return (tag == "C7") == has_issues(work_type)
    if tag == "M3":
        return not noted_ids(value) and service_type([value]) is None
    return work_type in _ONLY_OF.get(tag, (work_type,))


def _people(fields: Fields, tags: tuple[str, ...]) -> str:
    names = next((fields[tag] for tag in tags if fields.get(tag)), [])
    whole = [name for name in names if not CUT_LIST.fullmatch(name)]
    return people(_named_people(whole), len(whole) == len(names))


def _named_people(printed: Sequence[str]) -> list[AuthorRecord]:
    """The people of a list; where names are given family name first, one without a comma is not to be cut.

    So is a single one, unless initials show that it has a given name: `AU  - World Bank`, but `AU  - A. Lee`.
    """
    is_turned = any("," in name for name in printed) or (len(printed) == 1 and not has_initial(printed[0]))
    return [_person(name, is_turned=is_turned) for name in printed]


def _person(printed: str, *, is_turned: bool) -> AuthorRecord:
    parts = [part.strip() for part in printed.split(",") if part.strip()]
    if printed.rstrip().endswith(",") and len(parts) > 1:  # as EndNote tells organisations
        return person(clean_name(", ".join(parts)))
    if len(parts) == 3 and not is_suffix(parts[1]):  # `Last, First, Jr.`, not as in BibTeX
        parts[1:] = parts[:0:-1]
    named = name_of_parts(parts)
    if len(parts) == 1:
        return person(named.name) if is_turned else AuthorRecord(named.name)
    return named


def _first(fields: Fields, tags: tuple[str, ...]) -> str:
    return next((text for tag in tags for value in fields.get(tag, ()) if (text := squeezed(value))), "")


def _authors(fields: Fields, form: str) -> tuple[tuple[AuthorRecord, ...], bool]:
    if form == "wos":
        printed = fields.get("AF") or fields.get("AU") or fields.get("BE") or []
    else:
        printed = fields.get("AU") or fields.get("A2") or fields.get("ED") or []
    whole = [name for name in printed if not CUT_LIST.fullmatch(name)]
    groups = [person(name) for name in (fields.get("CA", ()) if form == "wos" else ())]
    named: dict[str, AuthorRecord] = {}
    for each in (*_named_people(whole), *groups):
        if each.name:
            named.setdefault(each.name, each)
    return tuple(named.values()), len(whole) == len(printed)


def _ids(fields: Fields, addresses: list[str]) -> tuple[str, ...]:
    found: list[str | None] = [paper_id("doi", each) for tag in ("DO", "DI") for each in fields.get(tag, ())]
    found += [paper_id("pmid", each) for each in fields.get("PM", ())]
    found += map(recognised, filter(None, addresses))
    if not any(found):
        noted = (text for tag in ("AN", "M3", "N1") for text in fields.get(tag, ()) if not _REFERENCES.match(text))
        found += [each for text in noted for each in noted_ids(text)]
    found += [paper_id("pmcid", each) for each in fields.get("C2", ())]
    return one_of_each_scheme(found)


def _published(fields: Fields, form: str) -> str | None:
    """The most exact of the dates; of Web of Science month and year stand apart."""
    if form == "wos":
        year, day = _first(fields, ("PY",)), _first(fields, ("PD",))
        return (read_published(f"{day} {year}") if day else None) or read_published(year)
    dates = [read_published(value) for tag in _DATES for value in fields.get(tag, ())]
    year = _first(fields, ("PY", "Y1"))[:4]
    dates += [read_published(f"{value} {year}") for value in fields.get("DA", ()) if not read_published(value)]
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
    noted = (found[1] for value in fields.get("N1", ()) if (found := _CITED_BY.search(value)))
    text = count if _COUNT.fullmatch(count) else next(noted, "")
    return int(text) if text else None
