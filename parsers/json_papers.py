"""The paper that an object of JSON of any origin describes, by what its fields are mostly called.

`title`, `authors`, `abstract`, `url`, `date`, `arxiv_id`, and the like, with any capitals and underscores, also in an
object inside of the paper's.
"""

import datetime
import functools
from collections.abc import Iterator
from typing import Any, NamedTuple

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import paper_id, recognised
from paperatlas.graph.records import PaperRecord, Passage
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.counts import read_count
from paperatlas.parsers.fields.days import read_day, read_published
from paperatlas.parsers.json_authors import authors_in
from paperatlas.parsers.json_authors import folded as folded_name
from paperatlas.parsers.service_answers import (
    count_of,
    date_of,
    distinct,
    objects_of,
    one_of_each_scheme,
    text_of,
    texts_of,
)

_TITLES = ("title", "papertitle", "titles", "titleen", "englishtitle", "name")
_ID_KEYS = {
    "arxivid": "arxiv", "arxiv": "arxiv", "doi": "doi", "pmid": "pmid", "pubmed": "pmid", "pmcid": "pmcid",
    "pubmedcentral": "pmcid", "s2id": "s2", "aclid": "acl", "openreviewid": "openreview", "corpusid": "corpusid",
    "dblp": "dblp", "openalexid": "openalex",
}  # fmt: skip
_ID_OBJECTS = ("externalids", "identifiers", "ids", "articleids")
_ADDRESSES = (
    "url", "link", "paperurl", "arxivurl", "arxivpageurl", "absurl", "abs", "pdf", "pdfurl", "pdflink", "href",
    "pageurl", "paperlink", "paper", "entryid", "id", "paperid", "hfurl", "sourceurl", "s2url", "doiurl", "arxivlink",
    "urlabs", "urlpdf",
)  # fmt: skip
_LINK_OBJECTS = ("links", "urls", "sourceurls", "resources")
_SUMMARIES = ("abstract", "summary", "abstractlines", "paperabstract", "description", "tldr", "aisummary")
AUTHORS = ("authors", "author", "authornames", "authorlist", "authorstring", "creators")
_DATES = (
    "published", "publishedat", "publisheddate", "publicationdate", "firstpublicationdate", "date", "pubdate",
    "submitteddate", "year", "pubyear", "publicationyear",
)  # fmt: skip
_MILLISECONDS = ("pdate", "cdate")
"""Of OpenReview: when a paper was published there, and when it was handed in."""
_VOTES = ("upvotes", "votes", "likes", "numvotes")
_KEYWORDS = ("keywords", "tags", "aikeywords")
_VENUES = ("venue", "journal", "conference", "journalref", "journalname", "journaltitle", "publicationtitle")
_OF_PAPERS = ("abstract", "paperabstract", "abstractlines", "tldr", *_VENUES)
"""What only papers have: whatever has an author and a date may be a program, an issue or a piece of news."""
_CITATIONS = ("citationcount", "citedbycount", "ncitation", "numcitations")
_DAYS = ("scrapeddate", "reportdate", "announcementdate", "listdate")
_INNER = ("details", "metadata", "paper", "info", "data", "content", "attributes")


class Around(NamedTuple):
    """What is known of an object besides what stands in it.

    Attributes:
        number: Of the paper.
        source: The file.
        day: Of the list that it is in.
    """

    number: int
    source: str
    day: datetime.date | None


def folded_values(fields: dict[str, Any]) -> dict[str, Any]:
    """Values by their folded names, those of objects inside that describe the same paper among them."""
    values = {_folded(key): _unwrapped(value) for key, value in fields.items()}
    for key in _INNER:
        if isinstance(inner := values.get(key), dict):
            for name, value in inner.items():
                values[_folded(name)] = values.get(_folded(name)) or _unwrapped(value)
    return values


class PaperFields:
    """The fields of an object that may be a paper.

    Attributes:
        values: By folded names.
        key: The id that the object stands under.
    """

    def __init__(self, values: dict[str, Any], key: str | None = None) -> None:
        self.values = values
        self.key = key

    @functools.cached_property
    def title(self) -> str:
        """Empty where there is none."""
        return next((text for key in _TITLES if key in self.values and (text := _name_in(self.values[key]))), "")

    @functools.cached_property
    def ids(self) -> tuple[str, ...]:
        """Under the names of schemes, and in the addresses."""
        values = self.values
        named = (paper_id(scheme, text) for scheme, text in self._named_ids() if text)
        linked = (recognised(text) for key in _ADDRESSES if (text := text_of(values.get(key))))
        forum = paper_id("openreview", text_of(values.get("forum"))) if "content" in values else None
        return one_of_each_scheme((self.key, *named, *linked, forum)) or self._only_linked()

    def is_paper(self, *, is_listed: bool = False, needs_id: bool = False) -> bool:
        """Whether it is one.

        Args:
            is_listed: Whether it is among papers: less is needed, then.
            needs_id: Whether it is one only with a title and an id.
        """
        if not self.title and (needs_id or not is_listed):
            return False
        if self.title and self.ids:
            return True
        if needs_id or not (self.title or self.ids):
            return False
        has_people, has_more = self._has(AUTHORS), self._has((*_SUMMARIES, *_DATES, *_VENUES))
        if is_listed:
            return has_people or has_more
        is_of_papers = self._has(_OF_PAPERS) or self._has(tuple(key for key in AUTHORS if key != "author"))
        return has_people and has_more and is_of_papers and any(key in self.values for key in _TITLES[:-1])

    def said_day(self) -> datetime.date | None:
        """The day of a list that the object says it is of."""
        texts = (text_of(self.values[key]) for key in _DAYS if key in self.values)
        return next((day for text in texts if (day := read_day(text))), None)

    def paper(self, around: Around) -> PaperRecord:
        """The paper."""
        values = self.values
        authors, complete = authors_in(next((value for key in AUTHORS if (value := values.get(key))), None))
        addresses = distinct(web_address(text_of(values[key])) for key in _ADDRESSES if key in values)
        more = distinct(web_address(text) for text in self._other_addresses())
        return PaperRecord(
            ids=self.ids,
            title=self.title,
            url=addresses[0] if addresses else "",
            day=around.day,
            published=self.published(),
            votes=self._count(_VOTES),
            authors=authors,
            authors_complete=complete,
            passages=self._passages(around.number),
            keywords=distinct(text for key in _KEYWORDS if key in values for text in _words(values[key])),
            venue=next((text for key in _VENUES if key in values and (text := _name_in(values[key]))), None),
            citations=self._count(_CITATIONS),
            links=tuple(each for each in distinct((*addresses, *more)) if each not in addresses[:1]),
            source=around.source,
            line=around.number,
        )

    def published(self) -> str | None:
        """The date."""
        values = self.values
        found = next(
            (date for key in _DATES if key in values and (date := read_published(_printed(values[key])))), None
        )
        if found and len(found) == 4 and "month" in values:
            return date_of(found, values["month"], values.get("day")) or found
        times = (count_of(values.get(key)) for key in _MILLISECONDS if found is None and "content" in values)
        return found or next((date for time in times if time and (date := _date_of_time(time))), None)

    def _has(self, keys: tuple[str, ...]) -> bool:
        return any(self.values.get(key) for key in keys)

    def _count(self, keys: tuple[str, ...]) -> int | None:
        counts = (_count(self.values[key]) for key in keys if key in self.values)
        return next((count for count in counts if count is not None), None)

    def _named_ids(self) -> Iterator[tuple[str, str]]:
        """What stands under the name of a scheme, here or in an object of ids."""
        values = self.values
        yield from ((scheme, _printed(values[key])) for key, scheme in _ID_KEYS.items() if key in values)
        for held in (values[key] for key in _ID_OBJECTS if key in values):
            pairs = list(held.items()) if isinstance(held, dict) else []
            for each in objects_of(held):  # {"type": "doi", "value": …}
                fields = {_folded(name): value for name, value in each.items()}
                name = next((text for key in ("type", "idtype", "scheme") if (text := text_of(fields.get(key)))), "")
                pairs.append((name, fields.get("value", fields.get("id"))))
            for name, value in pairs:
                if (scheme := _ID_KEYS.get(_folded(name))) is not None:
                    yield scheme, _printed(value)

    def _only_linked(self) -> tuple[str, ...]:
        """The ids in lists of links, where these are of one paper."""
        found = distinct(
            map(recognised, (text for key in _LINK_OBJECTS for text in _texts_within(self.values.get(key))))
        )
        return found if len(one_of_each_scheme(found)) == len(found) else ()

    def _other_addresses(self) -> Iterator[str]:
        for key, value in self.values.items():
            texts = _texts_within(value) if key in _LINK_OBJECTS else texts_of(value)
            yield from (text for text in texts if text.startswith("http"))

    def _passages(self, number: int) -> tuple[Passage, ...]:
        """The abstract; one that is only the title again is none."""
        passages: list[Passage] = []
        for key in _SUMMARIES:
            if key not in self.values:
                continue
            text = self.values[key]
            lines = texts_of(text) if isinstance(text, list) else [text] if isinstance(text, str) else []
            for line in lines:
                if squeezed(line) != self.title:
                    passages.extend(sentences(line, number, "" if not passages or isinstance(text, list) else key))
        return tuple(passages)


_folded = functools.lru_cache(1 << 12)(folded_name)


def _unwrapped(value: Any) -> Any:
    """A value that is the only thing in an object."""
    return value["value"] if isinstance(value, dict) and len(value) == 1 and "value" in value else value


def _name_in(value: Any) -> str:
    """A text, or the name of what an object describes; of several the first."""
    first = value[0] if isinstance(value, list) and value else value
    if isinstance(first, dict):
        return next((text for key in ("name", "title", "raw") if (text := text_of(first.get(key)))), "")
    return text_of(first)


def _texts_within(value: Any) -> list[str]:
    """The texts in a list or an object, also of objects in it."""
    values = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
    return [text for each in values for text in texts_of(list(each.values()) if isinstance(each, dict) else each)]


def _words(value: Any) -> list[str]:
    """The texts of a list, also of objects that hold each one: {"tag": "looms"}."""
    values = value if isinstance(value, list) else [value]
    return [text for each in values if (text := text_of(each) or _only_text(each))]


def _only_text(value: Any) -> str:
    texts = texts_of(list(value.values())) if isinstance(value, dict) else []
    return texts[0] if len(texts) == 1 else ""


def _printed(value: Any) -> str:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else text_of(value)


def _count(value: Any) -> int | None:
    return read_count(value) if isinstance(value, str) else count_of(value)


def _date_of_time(milliseconds: int) -> str | None:
    try:
        return datetime.datetime.fromtimestamp(milliseconds / 1_000, datetime.UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):
        return None
