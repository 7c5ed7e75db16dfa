"""The daily papers of Hugging Face, a question a day.

A page may hold fewer papers than were asked for, though there are more: papers that are hidden are taken out of it. One
that is at least half full is therefore followed by another, which may be empty.
"""

import datetime
from typing import Any

from paperatlas.base.errors import UsageError
from paperatlas.sources.service import NotAnAnswer, Page, Question, Request, Service, fingerprint, read_json

FIRST_DAY = datetime.date(2023, 5, 4)
_LIMIT = 100


def days(first: datetime.date, last: datetime.date, today: datetime.date) -> list[Question]:
    """A question for each day of a range.

    Raises:
        UsageError: There are no daily papers of some of it.
    """
    if last < first:
        raise UsageError(f"{last} is before {first}; give the earlier day first")
    if first < FIRST_DAY:
        raise UsageError(f"{first} is too early: the daily papers begin on {FIRST_DAY}")
    if last > today:
        raise UsageError(f"{last} has not come: it is {today} (UTC)")
    found = (first + datetime.timedelta(days=number) for number in range((last - first).days + 1))
    return [Question(f"hf-{day}", (("date", f"{day}"),), last_day=day) for day in found]


def _request(question: Question, at: str | None, _had: int) -> Request:
    page = {"p": at.partition(" ")[0]} if at else {}
    return Request("/api/daily_papers", {**dict(question.parameters), "limit": str(_LIMIT), **page})


def _read(_question: Question, at: str | None, data: bytes) -> Page:
    """What is in an answer; what asks for the next are its number and what tells that it is not the same again."""
    value = read_json(data)
    if not isinstance(value, list) or not all(isinstance(each, dict) and "paper" in each for each in value):
        raise NotAnAnswer("answers with JSON that is no list of papers")
    number, _, before = (at or "0 ").partition(" ")
    same = fingerprint([_id_of(each) for each in value])
    if same == before:
        return Page(0)
    return Page(len(value), f"{int(number) + 1} {same}" if len(value) * 2 >= _LIMIT else None)


def _id_of(record: dict[str, Any]) -> str:
    paper = record["paper"]
    return str(paper.get("id")) if isinstance(paper, dict) else ""


SERVICE = Service(
    name="hf",
    title="Hugging Face",
    address="https://huggingface.co",
    suffix=".json",
    page_size=_LIMIT,
    request=_request,
    read=_read,
    pause=lambda access: 1.0,  # 500 requests in 5 minutes
)
