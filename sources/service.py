"""What a service is to the client: which requests a question takes, and what is in an answer."""

import datetime
import hashlib
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from paperatlas.base.visible import visible

MAX_SAID = 200
"""Characters of a service's own words in a message."""
_SLUG = 60


class NotAnAnswer(Exception):
    """What came is not what the service gives: cut, of another form, or empty where there must be something."""


class DoubtfulAnswer(NotAnAnswer):
    """An answer that may be wrong, and is believed when it comes a second time.

    Attributes:
        page: What is in it.
    """

    def __init__(self, message: str, page: "Page") -> None:
        super().__init__(message)
        self.page = page


class Refused(Exception):
    """The service does not take the question; asked again it would answer the same."""


@dataclass(frozen=True, slots=True)
class Question:
    """What a service is asked for; it answers in one page or in several.

    Attributes:
        name: How the files of the answers are called, without what tells the pages apart: `hf-2024-04-16`.
        parameters: What is asked, none of them secret.
        ids: The papers that are asked for, where they are known.
        last_day: The last day that it asks about; None where it has no end, or asks for papers that are known.
        most: With so many papers no further page is asked for.
    """

    name: str
    parameters: tuple[tuple[str, str], ...]
    ids: tuple[str, ...] = ()
    last_day: datetime.date | None = None
    most: int | None = None

    @property
    def key(self) -> str:
        """The same for the same question, however much of the answer is wanted."""
        return fingerprint((self.parameters, self.ids))


@dataclass(frozen=True, slots=True)
class Request:
    """One request of HTTP, without what only this user has: keys, addresses of mail.

    Attributes:
        path: Below the address of the service.
        parameters: Of the query.
        body: What is posted, as JSON; None where nothing is.
    """

    path: str
    parameters: Mapping[str, str]
    body: Any = None


@dataclass(frozen=True, slots=True)
class Page:
    """What is in an answer.

    Attributes:
        papers: How many.
        following: What asks for the next page; None where this is the last.
        total: How many papers the whole answer has, where the service says it.
        unknown: Of the papers asked for by id, those that the service does not have.
    """

    papers: int
    following: str | None = None
    total: int | None = None
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Access:
    """What the user has for services; nothing of it is ever written down or shown.

    Attributes:
        email: For pools in which services put those who say who they are.
        keys: By service.
    """

    email: str | None = None
    keys: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Credentials:
    """How a request says who asks."""

    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


def _no_credentials(access: Access) -> Credentials:
    return Credentials()


def _no_page(question: Question, status: int, words: str) -> Page | None:
    return None


@dataclass(frozen=True, slots=True)
class Service:
    """A public service.

    Attributes:
        name: As commands and files have it.
        title: As people call it.
        address: Where it is.
        suffix: Of the files with its answers.
        page_size: How many papers a page has at most.
        request: Makes the request for a page of a question: the first where what asks for it is None, after so many
            papers.
        read: Says what is in an answer to it.
        pause: The seconds between requests that it states.
        late_days: So many days after a day papers of it may still come.
        credentials: How a request says who asks.
        busy: Statuses besides the usual ones that it answers with when it is asked too much.
        refusal: What is in an answer that refuses, where it means that there is nothing.
        has_exact_totals: Whether the number of all papers that it says is no estimate.
        by_ids: Makes questions for papers whose ids are known, so many at once as it takes.

    Raises of `read`:
        NotAnAnswer: It is none.
        Refused: It says that the question is wrong.
    """

    name: str
    title: str
    address: str
    suffix: str
    page_size: int
    request: Callable[[Question, str | None, int], Request]
    read: Callable[[Question, str | None, bytes], Page]
    pause: Callable[[Access], float]
    late_days: int = 0
    credentials: Callable[[Access], Credentials] = _no_credentials
    busy: frozenset[int] = frozenset()
    refusal: Callable[[Question, int, str], Page | None] = _no_page
    has_exact_totals: bool = False
    by_ids: Callable[[Sequence[str]], list[Question]] = lambda ids: []


def fingerprint(value: Any) -> str:
    """A short text that stands for a value of lists and texts."""
    return hashlib.sha256(json.dumps(value, ensure_ascii=False).encode()).hexdigest()[:12]


def slug(text: str) -> str:
    """A text as a part of the name of a file.

    >>> slug("cat:cs.CL AND all:graph"), slug("그래프 신경망"), slug("../?")
    ('cat-cs.CL-AND-all-graph', '그래프-신경망', '')
    """
    return re.sub(r"[^\w.]+", "-", text).strip("-.")[:_SLUG].strip("-.")


def read_json(data: bytes) -> Any:
    """The JSON of an answer.

    Raises:
        NotAnAnswer: It is none.
    """
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise NotAnAnswer(f"answers with what is no JSON: {said(data)}") from error


def said(data: bytes) -> str:
    """The beginning of an answer, for a message."""
    text = visible(data[: MAX_SAID * 4].decode("utf-8", "replace"))
    return f"“{text[:MAX_SAID]}{'…' * (len(text) > MAX_SAID)}”" if text else "nothing"


def sayings(data: bytes) -> str:
    """What a service says in an answer that is an error; empty where it is a page for people."""
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return "" if data.lstrip()[:1] in (b"<", b"") else said(data)
    found = [value.get(key) for key in ("error", "message")] if isinstance(value, dict) else []
    words = visible(": ".join(word for word in found if isinstance(word, str)))
    return f"“{words[:MAX_SAID]}{'…' * (len(words) > MAX_SAID)}”" if words else ""
