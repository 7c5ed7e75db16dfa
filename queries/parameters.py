"""The typed parameters of saved queries, and how values are read from text."""

import datetime
import json
import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn

from paperatlas.graph.identifiers import find_arxiv_id, recognised
from paperatlas.graph.paper_names import TITLE, paper_reference
from paperatlas.graph.person_references import person_reference
from paperatlas.queries.letters import letters_pattern

_LARGEST_INTEGER = 2**63 - 1
_LIKE_ARXIV = re.compile(r"(?:arxiv:)?(\d{4}\.\d{4,5})", re.ASCII)
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class ParameterType:
    """What a parameter takes.

    Attributes:
        expected: For people, completes "it takes …".
        read: Reads a text or takes a right-typed value; a ValueError where it is neither.
    """

    expected: str
    read: Callable[[object], Any]


@dataclass(frozen=True, slots=True)
class Parameter:
    """A named value that a saved query takes.

    Attributes:
        name: As in the query, without `$`.
        type: A key of `PARAMETER_TYPES`.
        meaning: For people.
        required: Whether it has no default.
        default: What it is where no value is given; null stands for what the meaning says.
    """

    name: str
    type: str
    meaning: str
    required: bool = True
    default: Any = None

    def __str__(self) -> str:
        default = "" if self.required or self.default is None else f" = {json.dumps(self.default, default=str)}"
        return f"{self.name}: {self.type}{default}; {self.meaning}"

    @property
    def expected(self) -> str:
        """What it takes, for people."""
        return PARAMETER_TYPES[self.type].expected

    def read(self, value: object) -> Any:
        """The value as the query takes it; null where that is the default.

        Raises:
            ValueError: It does not fit the type.
            OverflowError: It is a whole number too large for the type.
        """
        if value is None and not self.required and self.default is None:
            return None
        return PARAMETER_TYPES[self.type].read(value)


def free_value(text: str) -> Any:
    """A value for a query that declares no types: read as JSON, else the text itself.

    >>> free_value("12"), free_value("[1, 2]"), free_value("Tri Dao"), free_value('"12"')
    (12, [1, 2], 'Tri Dao', '12')
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return text


def _refuse(value: object) -> NoReturn:
    """Takes nothing: what JSON does not know, or a value of no type that fits."""
    raise ValueError(value)


def _read_string(value: object) -> str:
    return value if isinstance(value, str) else _refuse(value)


def _read_integer(value: object) -> int:
    number = int(value) if isinstance(value, str) else value
    if not isinstance(number, int) or isinstance(number, bool) or not 0 <= number <= _LARGEST_INTEGER:
        _refuse(value)
    return number


def _read_float(value: object) -> float:
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        _refuse(value)
    number = float(value)
    return number if math.isfinite(number) else _refuse(value)


def _read_boolean(value: object) -> bool:
    words = {"true": True, "false": False}
    truth = words.get(value.lower()) if isinstance(value, str) else value
    return truth if isinstance(truth, bool) else _refuse(value)


def _read_date(value: object) -> datetime.date:
    if isinstance(value, str):
        return datetime.date.fromisoformat(value)
    # A datetime is a date to Python, not to a store.
    return value if type(value) is datetime.date else _refuse(value)


def _read_month(value: object) -> str:
    return value if isinstance(value, str) and _MONTH.fullmatch(value) else _refuse(value)


def _read_author(value: object) -> str:
    """What names a person in its one spelling; who that is, the lookup says."""
    return person_reference(_read_string(value)) or _refuse(value)


def _read_paper(value: object) -> str:
    """What names a paper: the one spelling of an id, else a text, of which the lookup says whose key or title it is."""
    text = _read_string(value).strip()
    if text.startswith((TITLE, "url:")):
        return paper_reference(text) or text
    number = find_arxiv_id(text)
    if number is None and (like := _LIKE_ARXIV.fullmatch(text)):
        number = like[1]  # none that arXiv gives, which is told when it is looked up
    return f"arxiv:{number}" if number else recognised(text) or text or _refuse(value)


def _read_concept(value: object) -> str:
    name = _read_string(value)
    return name if name.strip() else _refuse(value)


_LETTERS = ParameterType("some letters", lambda value: letters_pattern(_read_string(value)))

PARAMETER_TYPES = {
    "string": ParameterType("text", _read_string),
    "letters-of-author": _LETTERS,
    "letters-of-concept": _LETTERS,
    "letters-of-paper": _LETTERS,
    "letters-of-venue": _LETTERS,
    "integer": ParameterType(f"a whole number such as 10, from 0 to {_LARGEST_INTEGER}", _read_integer),
    "float": ParameterType("a number such as 0.5", _read_float),
    "boolean": ParameterType("true or false", _read_boolean),
    "date": ParameterType("a day such as 2024-04-16", _read_date),
    "day": ParameterType("a day such as 2024-04-16", _read_date),
    "month": ParameterType("a month such as 2024-04", _read_month),
    "author": ParameterType(
        "a person's name, a name and a paper as in Wei Zhang ~ 2404.09656, or the id of an author", _read_author
    ),
    "concept": ParameterType("a name or the id of a concept", _read_concept),
    "paper": ParameterType("an arXiv number, address or id such as 2404.09656, a citation key or a title", _read_paper),
}
"""How values are read from text. What a day, month, author, concept or paper names must be there, and a thing
that has the letters: see `lookup`."""
