"""MEDLINE's tagged text, as PubMed saves its results (`.nbib`).

    PMID- 31978945
    TI  - A title that goes on
          in the next line.
    FAU - Roe, Sam
    AUID- ORCID: 0000-0002-1825-0097

What stands behind an author (`AUID`, `AD`) is of this author. Titles and keywords are as in PubMed's XML.
"""

import re
from collections.abc import Iterator, Sequence

from paperatlas.graph.identifiers import ids_in, paper_id, recognised_person
from paperatlas.graph.records import MAX_RAW, AuthorRecord, PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.graph.whitespace import squeezed
from paperatlas.graph.work_types import service_type
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.details import details_of
from paperatlas.parsers.fields.names import CUT_LIST, person
from paperatlas.parsers.missing import missing_in
from paperatlas.parsers.pubmed import plain_end
from paperatlas.parsers.service_answers import distinct, distinct_authors, one_of_each_scheme

_FIRST = re.compile(r"^PMID- ?\d", re.MULTILINE)
CUT = re.compile(rb"^PMID- ?\d", re.MULTILINE)
_LINE = re.compile(r"([A-Z]{2,4}) {0,2}- ?(.*)")
_PLACE = re.compile(r"(?P<value>.+?) \[(?P<kind>doi|pii|pmc)\]")
_DETAILS = (
    ("VI", "volume"), ("IP", "issue"), ("PG", "page"), ("IS", "ISSN"), ("TA", "container-title-short"),
    ("PB", "publisher"), ("ISBN", "ISBN"),
)  # fmt: skip
_KIND = re.compile(r" \((?:Print|Electronic|Linking)\)$")
_LABEL = re.compile(r"(?:^|(?<=[.!?)] ))([A-Z][A-Z &/,-]{2,60}): ")
_SUFFIXED = re.compile(r"(.+),? (Jr|Sr|[2-4](?:nd|rd|th))\.?")
_SHORT = re.compile(r"(?P<family>.+) (?P<initials>[A-Z]{1,4})(?P<suffix> (?:Jr|Sr|[2-4](?:nd|rd|th)))?")

Fields = Sequence[tuple[str, str]]


def accepts(text: str) -> bool:
    """Whether a line begins a citation."""
    return _FIRST.search(text) is not None


def parse(text: str, source: str) -> ParsedFile:
    """Reads every citation."""
    papers: list[PaperRecord] = []
    problems: list[Problem] = []
    for line, fields in _citations(text, source, problems):
        paper = _paper(fields, source, line)
        if paper.ids or paper.title:
            papers.append(paper)
        else:
            raw = "\n".join(f"{tag} - {value}" for tag, value in fields)[:MAX_RAW]
            message = "this citation has neither a title nor an id of a paper; it is left out"
            problems.append(Problem(source, line, "no-title", message, raw))
    problems.extend(missing_in(papers, source))
    return ParsedFile(tuple(papers), tuple(sorted(problems)))


def _citations(text: str, source: str, problems: list[Problem]) -> Iterator[tuple[int, Fields]]:
    """Each with the line that it begins in; what stands in none is told."""
    fields: list[tuple[str, list[str]]] = []
    start = 0
    for number, line in enumerate(text.split("\n"), start=1):
        found = _LINE.fullmatch(line)
        if found is not None and found[1] == "PMID" and found[2]:
            if fields:
                yield start, _joined(fields)
            fields, start = [("PMID", [found[2]])], number
        elif found is not None and fields:
            fields.append((found[1], [found[2]]))
        elif fields and line[:1].isspace():
            fields[-1][1].append(line)
        elif line.strip():
            message = "what stands here is in no citation; it is left out"
            problems.append(Problem(source, number, "stray-text", message, line[:MAX_RAW]))
    if fields:
        yield start, _joined(fields)


def _joined(fields: list[tuple[str, list[str]]]) -> Fields:
    return [(tag, squeezed(" ".join(lines))) for tag, lines in fields]


def _paper(fields: Fields, source: str, line: int) -> PaperRecord:
    authors, complete = _authors(fields)
    title = next((plain_end(value) for tag in ("TI", "BTI", "TT") for value in _all(fields, tag) if value), "")
    venue = next((value for tag in ("JT", "TA") for value in _all(fields, tag) if value), None)
    work_type = service_type(_all(fields, "PT"))
    return PaperRecord(
        ids=_ids(fields),
        title=title,
        published=next(
            filter(None, (read_published(each) for tag in ("DP", "DEP") for each in _all(fields, tag))), None
        ),
        authors=authors,
        authors_complete=complete if authors else None,
        passages=tuple(_abstract(" ".join(_all(fields, "AB")), line)),
        keywords=_keywords(fields),
        venue=venue,
        work_type=work_type,
        details=details_of(
            ((name, _place_free(value)) for tag, name in _DETAILS for value in _all(fields, tag)), work_type, venue
        ),
        trust=Trust.SERVICE,
        source=source,
        line=line,
    )


def _place_free(value: str) -> str:
    """A value without what says of which edition an ISSN is."""
    return _KIND.sub("", value)


def _all(fields: Fields, *tags: str) -> list[str]:
    return [value for tag, value in fields if tag in tags]


def _ids(fields: Fields) -> tuple[str, ...]:
    found = [paper_id("pmid", value) for value in _all(fields, "PMID")]
    found += [paper_id("pmcid", value) for value in _all(fields, "PMC")]
    for value in _all(fields, "AID", "LID"):
        if (place := _PLACE.fullmatch(value)) and place["kind"] == "doi":
            found.append(paper_id("doi", place["value"]))
    if len(found) < 2:
        found += [each for value in _all(fields, "SO") for each in ids_in(value)]
    return one_of_each_scheme(found)


def _authors(fields: Fields) -> tuple[tuple[AuthorRecord, ...], bool]:
    """The people and groups in order, each with the ids and places behind it, and whether they are all."""
    has_full = any(tag == "FAU" for tag, _ in fields)
    people: list[AuthorRecord] = []
    complete = True
    is_author = False
    for tag, value in fields:
        if tag in ("FAU", "CN") or (tag == "AU" and not has_full):
            is_author = not CUT_LIST.fullmatch(value)
            complete = complete and is_author
            people += [_author(tag, value)] if is_author else []
        elif tag in ("FED", "ED", "FIR", "IR"):
            is_author = False
        elif tag == "AUID" and is_author:
            orcid = recognised_person(value.removeprefix("ORCID:"))
            people[-1] = people[-1]._replace(ids=distinct((*people[-1].ids, orcid)))
        elif tag == "AD" and is_author:
            people[-1] = people[-1]._replace(affiliations=distinct((*people[-1].affiliations, value)))
    return distinct_authors(people), complete


def _author(tag: str, value: str) -> AuthorRecord:
    if tag == "AU" and (short := _SHORT.fullmatch(value)):
        return person(short["family"], short["initials"], (short["suffix"] or "").strip())
    if tag == "CN":
        return person(value)
    family, _, given = value.partition(", ")
    suffixed = _SUFFIXED.fullmatch(given)
    return person(family, suffixed[1], suffixed[2]) if suffixed else person(family, given)


def _abstract(text: str, line: int) -> Iterator[Passage]:
    """The abstract, cut at its labels."""
    before, *sections = _LABEL.split(text)
    yield from sentences(before, line)
    for label, section in zip(sections[::2], sections[1::2], strict=True):
        yield from sentences(section, line, label)


def _keywords(fields: Fields) -> tuple[str, ...]:
    """The authors' keywords, and the main headings, which bear a star."""
    main = [value.replace("*", "").partition("/")[0] for value in _all(fields, "MH") if "*" in value]
    return distinct((*(value.lstrip("*") for value in _all(fields, "OT")), *main))
