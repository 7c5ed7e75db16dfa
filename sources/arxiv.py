"""arXiv's interface: a search, newest first, and papers by id; Atom feeds.

Now and then a feed comes empty or short though there is more. A short page is followed from where it ends. An empty one
is asked for again; the first page of a search is believed to be empty when it comes so twice.
"""

import datetime
import re
from collections.abc import Sequence

from lxml import etree

from paperatlas.base.errors import UsageError
from paperatlas.base.visible import quoted, visible
from paperatlas.graph.identifiers import paper_id
from paperatlas.sources.service import (
    DoubtfulAnswer,
    NotAnAnswer,
    Page,
    Question,
    Refused,
    Request,
    Service,
    fingerprint,
    said,
    slug,
)

MOST_IDS = 100
PAGE_SIZE = 500
"""Slices of up to 2,000 are allowed; the larger they are, the more often they come short."""
MOST_RESULTS = 30_000
_CATEGORY = re.compile(r"[a-z]+(?:-[a-z]+)?(?:\.[A-Za-z]+(?:-[A-Za-z]+)?)?")
_IS_QUERY = re.compile(
    r"\b(?:ti|au|abs|co|jr|cat|rn|id|all|submittedDate|lastUpdatedDate):|\b(?:AND|OR|ANDNOT)\b|[\"()]"
)
_ATOM = "{http://www.w3.org/2005/Atom}"
_TOTAL = "{http://a9.com/-/spec/opensearch/1.1/}totalResults"
_ERROR = "/api/errors"


def search(
    query: str | None,
    categories: Sequence[str],
    first: datetime.date | None,
    last: datetime.date | None,
    most: int | None,
) -> Question:
    """A question for the papers of a search.

    Args:
        query: In arXiv's language, or words that must all be there.
        categories: `cs.CL` and the like, any of which the paper must be in.
        first: The first day on which it was submitted.
        last: The last one.
        most: With so many papers no further page is asked for.

    Raises:
        UsageError: There is neither a query nor a category, or a category is none.
    """
    for category in categories:
        if not _CATEGORY.fullmatch(category):
            raise UsageError(f"{quoted(category)} is no category of arXiv's; they look like cs.CL, hep-th, math.GT")
    query = (query or "").strip()
    if not (query or categories):
        raise UsageError("say what to search arXiv for: words, or --category cs.CL, or both")
    limits = []
    if categories:
        any_of = " OR ".join(f"cat:{category}" for category in categories)
        limits.append(f"({any_of})" if len(categories) > 1 else any_of)
    if first or last:
        begin, end = first or datetime.date(1991, 1, 1), last or datetime.date(2100, 1, 1)
        limits.append(f"submittedDate:[{begin:%Y%m%d}0000 TO {end:%Y%m%d}2359]")
    is_words = not _IS_QUERY.search(query)
    words = " AND ".join(f"all:{word}" for word in query.split()) if is_words else query
    asked = " AND ".join((*([words if is_words or not limits else f"({words})"] if query else []), *limits))
    about = "-".join((query, *categories, *(f"{day}" for day in (first, last) if day)))
    parameters = (("search_query", asked),)
    return Question(f"arxiv-{slug(about)}-{fingerprint(parameters)[:8]}", parameters, last_day=last, most=most)


def _by_ids(ids: Sequence[str]) -> list[Question]:
    """Questions for papers whose ids of arXiv are known, so many at once as the service takes."""
    batches = [tuple(ids[at : at + MOST_IDS]) for at in range(0, len(ids), MOST_IDS)]
    return [
        Question(
            f"arxiv-ids-{fingerprint(batch)}",
            (("id_list", ",".join(each.removeprefix("arxiv:") for each in batch)),),
            batch,
        )
        for batch in batches
    ]


def _request(question: Question, at: str | None, had: int) -> Request:
    asked = dict(question.parameters)
    if question.ids:
        return Request("/api/query", {**asked, "max_results": str(len(question.ids))})
    size = PAGE_SIZE if question.most is None else min(PAGE_SIZE, question.most - had)
    order = {"sortBy": "submittedDate", "sortOrder": "descending"}
    return Request("/api/query", {**asked, "start": at or "0", "max_results": str(size), **order})


def _read(question: Question, at: str | None, data: bytes) -> Page:
    feed = _feed(data)
    entries = feed.findall(f"{_ATOM}entry")
    ids = [(entry.findtext(f"{_ATOM}id") or "").strip() for entry in entries]
    if len(entries) == 1 and _ERROR in ids[0]:
        raise Refused(f"arXiv does not take the question: {visible(entries[0].findtext(f'{_ATOM}summary') or '')}")
    start, total = int(at or 0), _total(feed)
    if question.ids:
        found = {paper_id("arxiv", each) for each in ids}
        page = Page(len(entries), None, None, tuple(each for each in question.ids if each not in found))
    else:
        end = start + len(entries)
        page = Page(len(entries), str(end) if end < min(total, MOST_RESULTS) else None, total)
    if entries:
        return page
    if start or total:
        raise NotAnAnswer("answers with an empty feed where there are more papers")
    raise DoubtfulAnswer("answers with an empty feed", page)


def _feed(data: bytes) -> etree._Element:
    """The root of a feed; nothing in it is fetched or expanded."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise NotAnAnswer(f"answers with what is no whole feed: {said(data)}") from error
    if root is None or root.tag != f"{_ATOM}feed":
        raise NotAnAnswer(f"answers with what is no feed: {said(data)}")
    return root


def _total(feed: etree._Element) -> int:
    text = str(feed.findtext(_TOTAL) or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 12 else 0


SERVICE = Service(
    name="arxiv",
    title="arXiv",
    address="https://export.arxiv.org",
    suffix=".xml",
    page_size=PAGE_SIZE,
    request=_request,
    read=_read,
    pause=lambda access: 3.0,
    late_days=7,  # what is submitted before a holiday is announced after it
    by_ids=_by_ids,
)
