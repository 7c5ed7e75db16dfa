"""A Zotero library as Zotero's interface gives it, and as Better BibTeX exports it (BetterBibTeX JSON).

Of the people only those who made the work are its authors: neither its editors nor its translators. Notes, attachments
and annotations are no papers and are left out.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from paperatlas.base.addresses import web_address
from paperatlas.graph.citation_keys import citation_key
from paperatlas.graph.details import DETAILS
from paperatlas.graph.identifiers import ids_in, paper_id, recognised
from paperatlas.graph.records import PaperRecord, ParsedFile, Problem, Trust
from paperatlas.graph.work_types import zotero_type
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.days import read_published
from paperatlas.parsers.fields.details import details_of, own_address, people
from paperatlas.parsers.json_authors import authors_in
from paperatlas.parsers.json_cutting import cut_json
from paperatlas.parsers.json_records import JsonRecord, first_objects
from paperatlas.parsers.mixed_json import parse_json
from paperatlas.parsers.service_answers import (
    distinct,
    iso_date,
    object_of,
    objects_of,
    one_of_each_scheme,
    papers_of,
    text_of,
    texts_of,
)

CUT = cut_json
LISTS = frozenset({"items"})
_NO_PAPERS = frozenset({"attachment", "note", "annotation"})
_VENUES = (
    "publicationTitle", "proceedingsTitle", "bookTitle", "conferenceName", "encyclopediaTitle", "dictionaryTitle",
    "websiteTitle", "blogTitle", "meetingName", "university", "institution",
)  # fmt: skip


def accepts(text: str) -> bool:
    """Whether there is an item of Zotero's."""
    return any(map(is_record, first_objects(text, LISTS)))


def is_record(value: Any) -> bool:
    """Whether it has a type of Zotero's, itself or in `data`."""
    return isinstance(value, dict) and bool(text_of(_item(value).get("itemType")))


def parse(text: str, source: str) -> ParsedFile:
    """Reads every item that is no note, attachment or annotation."""
    return parse_json("zotero-json", text, source)


def papers_in(records: Iterable[JsonRecord], source: str, problems: list[Problem]) -> ParsedFile:
    """Reads records of this form."""
    items = (each for each in records if text_of(_item(object_of(each.value)).get("itemType")) not in _NO_PAPERS)
    return papers_of(items, lambda record, number: _paper(record, number, source), source, problems)


def _item(record: dict[str, Any]) -> dict[str, Any]:
    """The item, which Zotero's interface wraps up."""
    data = record.get("data")
    return data if isinstance(data, dict) and "itemType" in data else record


def _paper(record: dict[str, Any], number: int, source: str) -> PaperRecord:
    item = _item(record)
    authors, complete = authors_in(item.get("creators"))
    ids, url = _ids(item), web_address(text_of(item.get("url"))) or ""
    work_type = zotero_type(text_of(item.get("itemType")))
    venue = next(filter(None, (text_of(item.get(key)) for key in _VENUES)), None)
    tags = (text_of(each.get("tag")) for each in objects_of(item.get("tags")))
    return PaperRecord(
        ids=ids,
        title=text_of(item.get("title")),
        url=url,
        published=iso_date(object_of(record.get("meta")).get("parsedDate"))
        or read_published(text_of(item.get("date"))),
        authors=authors,
        authors_complete=complete,
        passages=sentences(text_of(item.get("abstractNote")), number),
        keywords=distinct((*tags, *texts_of(item.get("tags")))),
        venue=venue,
        work_type=work_type,
        citation_key=_key(item),
        details=details_of((*own_address(url, ids), *_details(item)), work_type, venue),
        trust=Trust.BIBLIOGRAPHY,
        source=source,
        line=number,
    )


def _key(item: dict[str, Any]) -> str | None:
    """The citation key, of a field of its own or a line of what is extra; Zotero's own key is none."""
    lines = (line.partition(":") for line in str(item.get("extra") or "").splitlines())
    noted = (value for name, _, value in lines if name.strip().lower() == "citation key")
    found = (text_of(item.get("citationKey")), text_of(item.get("citekey")), *noted)
    return next(filter(None, map(citation_key, found)), None)


def _details(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for field in DETAILS.values():
        if field.name == "URL":
            continue
        yield from ((field.name, text_of(item.get(name))) for name in field.zotero)
    for role in ("editor", "translator"):
        authors, complete = authors_in(
            [
                {key: each.get(key) for key in ("creatorType", "firstName", "lastName", "name")}
                for each in objects_of(item.get("creators"))
                if each.get("creatorType") == role
            ]
        )
        yield role, people(authors, complete is not False)


def _ids(item: dict[str, Any]) -> tuple[str, ...]:
    named = (paper_id(key.lower(), text) for key in ("DOI", "PMID", "PMCID") if (text := text_of(item.get(key))))
    own = (recognised(text_of(item.get(key))) for key in ("archiveID", "url"))
    # "Extra" has a line for each thing that Zotero has no field for.
    extra = (each for line in str(item.get("extra") or "").splitlines() for each in _extra(line))
    return one_of_each_scheme((*named, *own, *extra))


def _extra(line: str) -> list[str]:
    name, _, value = line.partition(":")
    scheme = name.strip().lower()
    found = paper_id(scheme, value) if scheme in ("doi", "pmid", "pmcid") else None
    return [found] if found else ids_in(line) if scheme == "arxiv" else []
