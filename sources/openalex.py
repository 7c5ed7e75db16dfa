"""OpenAlex: a search or a filter of works, with a cursor from page to page, and works by their ids."""

import datetime
from collections.abc import Iterator, Sequence

from paperatlas.base.errors import UsageError
from paperatlas.graph.identifiers import paper_id
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

PAGE_SIZE = 100
MOST_IDS = 50
_FILTERS = {"doi": "doi", "arxiv": "doi", "pmid": "ids.pmid", "pmcid": "ids.pmcid", "openalex": "ids.openalex"}
_PREFIXES = {"arxiv": "10.48550/arxiv.", "pmcid": "https://www.ncbi.nlm.nih.gov/pmc/articles/"}
SCHEMES = tuple(_FILTERS)
"""Of ids by which works are found; the first that a paper has is taken."""


def search(
    text: str | None, given: str | None, first: datetime.date | None, last: datetime.date | None, most: int | None
) -> Question:
    """A question for works.

    Args:
        text: What is searched for in titles, abstracts and full texts.
        given: A filter in OpenAlex's language, `type:article,is_oa:true`.
        first: The first day of publication.
        last: The last one.
        most: With so many works no further page is asked for.

    Raises:
        UsageError: There is neither a text nor a filter.
    """
    text, given = (text or "").strip(), (given or "").strip()
    if not (text or given):
        raise UsageError("say what to search OpenAlex for: words, or --filter, or both")
    limits = (("from_publication_date", first), ("to_publication_date", last))
    filters = ",".join((*([given] if given else []), *(f"{name}:{day}" for name, day in limits if day)))
    parameters = tuple((name, value) for name, value in (("search", text), ("filter", filters)) if value)
    about = "-".join(value for _, value in parameters)
    return Question(f"openalex-{slug(about)}-{fingerprint(parameters)[:8]}", parameters, last_day=last, most=most)


def _by_ids(ids: Sequence[str]) -> list[Question]:
    """Questions for works whose ids are known, so many at once as the service takes."""
    return [
        Question(f"openalex-ids-{fingerprint(batch)}", (_asked_by(batch),), batch)
        for scheme in dict.fromkeys(_FILTERS.values())
        for batch in _batches([each for each in ids if _FILTERS[_scheme(each)] == scheme])
    ]


def _batches(ids: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Ids that go into one filter; one with a sign that a filter has for itself goes alone."""
    together = [each for each in ids if not _is_alone(each)]
    yield from (tuple(together[at : at + MOST_IDS]) for at in range(0, len(together), MOST_IDS))
    yield from ((each,) for each in ids if _is_alone(each))


def _is_alone(each: str) -> bool:
    return "," in each or "|" in each


def _scheme(each: str) -> str:
    return each.partition(":")[0]


def _asked_by(batch: tuple[str, ...]) -> tuple[str, str]:
    values = [f"{_PREFIXES.get(_scheme(each), '')}{each.partition(':')[2]}" for each in batch]
    if _is_alone(batch[0]):
        return "work", f"doi:{values[0]}"
    return "filter", f"{_FILTERS[_scheme(batch[0])]}:{'|'.join(values)}"


def _request(question: Question, at: str | None, _had: int) -> Request:
    asked = dict(question.parameters)
    if "work" in asked:
        return Request(f"/works/{asked['work']}", {})
    if question.ids:  # one page: a cursor beyond the first is not for everybody
        return Request("/works", {**asked, "per_page": str(PAGE_SIZE)})
    return Request("/works", {**asked, "per_page": str(PAGE_SIZE), "cursor": at or "*"})


def _read(question: Question, _at: str | None, data: bytes) -> Page:
    value = read_json(data)
    works = (
        [value] if "work" in dict(question.parameters) else value.get("results") if isinstance(value, dict) else None
    )
    if not isinstance(works, list) or not all(isinstance(each, dict) and "id" in each for each in works):
        raise NotAnAnswer("answers with JSON that holds no works")
    if question.ids:
        found = {each for work in works for each in _ids_of(work)}
        return Page(len(works), unknown=tuple(each for each in question.ids if each not in found))
    meta = value.get("meta") if isinstance(value.get("meta"), dict) else {}
    following, total = meta.get("next_cursor"), meta.get("count")
    total = total if isinstance(total, int) else None
    is_last = not works or not isinstance(following, str)  # a page that is short need not be the last
    return Page(len(works), None if is_last else following, total)


def _ids_of(work: dict[str, object]) -> Iterator[str | None]:
    others = work.get("ids")
    named = {"openalex": work.get("id"), "doi": work.get("doi"), **(others if isinstance(others, dict) else {})}
    for scheme, value in named.items():
        if scheme in ("openalex", "doi", "pmid", "pmcid") and isinstance(value, str):
            yield paper_id(scheme, value)


def _credentials(access: Access) -> Credentials:
    found = {"api_key": access.keys.get("openalex"), "mailto": access.email}
    return Credentials({name: value for name, value in found.items() if value})


def _refusal(question: Question, status: int, _words: str) -> Page | None:
    """A single work that is not there."""
    return Page(0, unknown=question.ids) if status == 404 and question.ids else None


SERVICE = Service(
    name="openalex",
    title="OpenAlex",
    address="https://api.openalex.org",
    suffix=".json",
    page_size=PAGE_SIZE,
    request=_request,
    read=_read,
    pause=lambda access: 0.1,  # ten requests a second were allowed before it were a hundred
    credentials=_credentials,
    busy=frozenset({403}),
    has_exact_totals=True,
    refusal=_refusal,
    by_ids=_by_ids,
)
