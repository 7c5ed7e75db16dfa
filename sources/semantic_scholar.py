"""Semantic Scholar: a bulk search, with a token from page to page, and papers by their ids."""

import datetime
from collections.abc import Sequence

from paperatlas.base.errors import UsageError
from paperatlas.sources.service import (
    Access,
    Credentials,
    NotAnAnswer,
    Page,
    Question,
    Request,
    Service,
    fingerprint,
    read_json,
    slug,
)

PAGE_SIZE = 1000
MOST_IDS = 200
"""The service takes 500, and gives 10 MB: with the references of so many papers it would be more."""
_FIELDS = (
    "corpusId", "externalIds", "url", "title", "abstract", "venue", "publicationVenue", "journal", "year",
    "publicationDate", "publicationTypes", "referenceCount", "citationCount", "openAccessPdf", "authors",
)  # fmt: skip
_MORE_FIELDS = ("tldr", "references.externalIds", "authors.name", "authors.externalIds", "authors.affiliations")
"""Those that a search does not give."""
_NAMES = {
    "arxiv": "ARXIV", "doi": "DOI", "acl": "ACL", "pmid": "PMID", "pmcid": "PMCID", "corpusid": "CorpusId", "s2": "",
}  # fmt: skip
SCHEMES = tuple(_NAMES)
"""Of ids by which papers are found; the first that a paper has is taken."""


def search(query: str, first: datetime.date | None, last: datetime.date | None, most: int | None) -> Question:
    """A question for the papers of a search in titles and abstracts.

    Args:
        query: In the service's language; words must all be there.
        first: The first day of publication.
        last: The last one.
        most: With so many papers no further page is asked for.

    Raises:
        UsageError: The query is empty.
    """
    if not query.strip():
        raise UsageError("say what to search Semantic Scholar for")
    days = {"publicationDateOrYear": f"{first or ''}:{last or ''}"} if first or last else {}
    parameters = (("query", query.strip()), *days.items())
    about = "-".join((query, *(f"{day}" for day in (first, last) if day)))
    return Question(f"s2-{slug(about)}-{fingerprint(parameters)[:8]}", parameters, last_day=last, most=most)


def _by_ids(ids: Sequence[str]) -> list[Question]:
    """Questions for papers whose ids are known, so many at once as the service takes."""
    batches = [tuple(ids[at : at + MOST_IDS]) for at in range(0, len(ids), MOST_IDS)]
    return [Question(f"s2-ids-{fingerprint(batch)}", (("ids", " ".join(batch)),), batch) for batch in batches]


def _named(each: str) -> str:
    """An id as the service writes it."""
    scheme, _, value = each.partition(":")
    value = value.removeprefix("PMC") if scheme == "pmcid" else value
    return f"{_NAMES[scheme]}:{value}" if _NAMES[scheme] else value


def _request(question: Question, at: str | None, _had: int) -> Request:
    if question.ids:
        fields = {"fields": ",".join((*_FIELDS, *_MORE_FIELDS))}
        return Request("/graph/v1/paper/batch", fields, {"ids": [_named(each) for each in question.ids]})
    token = {"token": at} if at else {}
    asked = {**dict(question.parameters), "fields": ",".join(_FIELDS), **token}
    return Request("/graph/v1/paper/search/bulk", asked)


def _read(question: Question, _at: str | None, data: bytes) -> Page:
    value = read_json(data)
    if question.ids:
        if not isinstance(value, list) or len(value) != len(question.ids):
            raise NotAnAnswer("answers with JSON that is no list of the papers asked for")
        unknown = tuple(each for each, paper in zip(question.ids, value, strict=True) if not isinstance(paper, dict))
        return Page(len(value) - len(unknown), unknown=unknown)
    papers = value.get("data") if isinstance(value, dict) else None
    if not isinstance(papers, list) or not all(isinstance(each, dict) for each in papers):
        raise NotAnAnswer("answers with JSON that holds no papers")
    following, total = value.get("token"), value.get("total")
    more = following if papers and isinstance(following, str) and following else None
    return Page(len(papers), more, total if isinstance(total, int) else None)


def _credentials(access: Access) -> Credentials:
    key = access.keys.get("s2")
    return Credentials(headers={"x-api-key": key} if key else {})


def _refusal(question: Question, status: int, words: str) -> Page | None:
    """A batch of which the service has no paper at all."""
    is_empty = status in (400, 404) and "no valid paper ids" in words.lower()
    return Page(0, unknown=question.ids) if is_empty and question.ids else None


SERVICE = Service(
    name="s2",
    title="Semantic Scholar",
    address="https://api.semanticscholar.org",
    suffix=".json",
    page_size=PAGE_SIZE,
    request=_request,
    read=_read,
    pause=lambda access: 1.0 if access.keys.get("s2") else 3.0,  # without a key, one hundred in five minutes
    credentials=_credentials,
    refusal=_refusal,
    by_ids=_by_ids,
)
