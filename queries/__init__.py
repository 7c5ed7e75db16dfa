"""Saved queries: Cypher for what people ask most, with a title and typed parameters.

Each is a file beside this module and starts with its header: the title, then a line for each parameter with its type,
its default as JSON unless a value is required, and its meaning.

    // Top collaborators of an author
    // param author: author; a name in any spelling
    // param limit: integer = 10; how many people

A parameter of the type author, concept, paper, day or month must name something that the atlas has: it is looked up
first, in any spelling, and the query gets its id, for an author or a concept the list of ids that have the name (see
`lookup`); a column `author_id` then says whose a row is. One that only filters is of a plain type; one of letters to
look for in names says what some must be found in.

They run on every Cypher store and give equal rows there: each ends in a total order, rounds to 6 places, returns plain
values, and keeps to the Cypher that Neo4j 5 and the embedded store share. Where many rows are counted they are grouped
by ids, and nodes are looked up again by them: Neo4j counts as fast by nodes, the embedded store takes twice as long.
To add one, write the file and, in the tests, its reference in plain Python.
"""

import functools
import itertools
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from paperatlas.base.errors import UsageError
from paperatlas.base.suggestion import suggestion
from paperatlas.base.visible import quoted
from paperatlas.queries.lookup import LOOKUPS, Ask
from paperatlas.queries.parameters import PARAMETER_TYPES, Parameter, ParameterType, free_value

__all__ = [
    "PARAMETER_TYPES",
    "Parameter",
    "ParameterType",
    "SavedQuery",
    "find_saved_query",
    "free_value",
    "is_name",
    "parse_saved_query",
    "resolve",
    "saved_queries",
]

_NAME = re.compile(r"[\w-]+")
_PARAMETER = re.compile(
    r"// param (?P<name>[a-z_]+): (?P<type>[a-z-]+)(?: = (?P<default>[^;]+))?; (?P<meaning>\S.*)", re.ASCII
)


@dataclass(frozen=True, slots=True)
class SavedQuery:
    """A query with a name.

    Attributes:
        name: What it is called by, `top-collaborators`.
        title: For people.
        cypher: The query with its header, which is a comment to the stores.
        parameters: What it takes, in the order of the header.
    """

    name: str
    title: str
    cypher: str
    parameters: tuple[Parameter, ...]

    def bind(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """A value for every parameter: those given, read by type, and defaults.

        Args:
            given: Texts or right-typed values by name.

        Raises:
            UsageError: A parameter is unknown, missing or of the wrong type.
        """
        names = [parameter.name for parameter in self.parameters]
        for name in given:
            if name not in names:
                raise UsageError(
                    f"{self.name} has no parameter {quoted(name)}{suggestion(name, names)} {self._usage()}"
                )
        return {parameter.name: self._value(parameter, given) for parameter in self.parameters}

    def prepare(self, given: Mapping[str, Any], ask: Ask) -> dict[str, Any]:
        """The values that the query takes: those given, read by type and looked up where they name something.

        Args:
            given: Texts or right-typed values by name.
            ask: Asks the store that the query goes to.

        Raises:
            UsageError: A parameter is unknown, missing or of the wrong type.
            NotInAtlas: What it names is not there.
        """
        values = self.bind(given)
        for parameter in self.parameters:
            value = values[parameter.name]
            if parameter.type in LOOKUPS and value is not None:
                shown = str(given.get(parameter.name, value))
                values[parameter.name] = LOOKUPS[parameter.type](value, shown, ask)
        return values

    def _value(self, parameter: Parameter, given: Mapping[str, Any]) -> Any:
        if parameter.name not in given:
            if parameter.required:
                raise UsageError(f"{self.name} needs a value for {quoted(parameter.name)}. {self._usage()}")
            return parameter.default
        value = given[parameter.name]
        try:
            return parameter.read(value)
        except (ValueError, OverflowError) as error:
            raise UsageError(
                f"{self.name}: {quoted(parameter.name)} takes {parameter.expected}, not {quoted(value)}"
            ) from error

    def _usage(self) -> str:
        """What it takes, `It takes author, limit (10).`, for people."""
        return f"It takes {', '.join(map(_with_default, self.parameters)) or 'none'}."


def saved_queries() -> dict[str, SavedQuery]:
    """Every saved query by name, sorted."""
    return {query.name: query for query in _packaged_queries()}


def is_name(text: str) -> bool:
    """Whether a text can only be the name of a saved query: Cypher has more than one word.

    Raises:
        UsageError: It is no text.
    """
    if not isinstance(text, str):
        raise UsageError(f"a query is Cypher or the name of a saved query, not {quoted(text)}")
    return _NAME.fullmatch(text) is not None


def find_saved_query(name: str) -> SavedQuery:
    """The saved query of a name.

    Raises:
        UsageError: There is none.
    """
    known = saved_queries()
    if name not in known:
        raise UsageError(
            f"there is no saved query {quoted(name)}{suggestion(name, known)} The saved ones are {', '.join(known)}."
        )
    return known[name]


def refuse_unfit(query: str, given: Mapping[str, Any]) -> None:
    """Refuses what no store needs to be asked for, as making one of a large atlas takes long.

    Args:
        query: Cypher, or the name of a saved query.
        given: Values by name.

    Raises:
        UsageError: There is no such saved query, or a parameter is missing, unknown or of the wrong type.
    """
    if is_name(query):
        find_saved_query(query).bind(given)


def resolve(query: str, given: Mapping[str, Any], ask: Ask) -> tuple[str, Mapping[str, Any]]:
    """Cypher and its parameters, from these or from the name of a saved query and values for it.

    Args:
        query: Cypher, or the name of a saved query.
        given: Values by name.
        ask: Asks the store that the query goes to.

    Raises:
        UsageError: There is no such saved query, or a parameter is missing, unknown or of the wrong type.
        NotInAtlas: What a parameter names is not there.
    """
    if not is_name(query):
        return query, given
    saved = find_saved_query(query)
    return saved.cypher, saved.prepare(given, ask)


def parse_saved_query(name: str, text: str) -> SavedQuery:
    """Reads a query with its header.

    Raises:
        ValueError: The header is not as the module says.
    """
    header = list(itertools.takewhile(lambda line: line.startswith("//"), text.splitlines()))
    title = header[0].removeprefix("//").strip() if header else ""
    if not title or title.startswith("param "):
        raise ValueError(f"{name}: the first line is the title, `// Top collaborators of an author`")
    return SavedQuery(name, title, text, tuple(_parse_parameter(name, line) for line in header[1:]))


def _parse_parameter(query: str, line: str) -> Parameter:
    """Reads `// param NAME: TYPE = DEFAULT; MEANING`, where the default may be missing."""
    match = _PARAMETER.fullmatch(line)
    if match is None:
        raise ValueError(f"{query}: {line!r} is not `// param limit: integer = 10; how many people`")
    name, type_, default, meaning = match.groups()
    if type_ not in PARAMETER_TYPES:
        raise ValueError(f"{query}: {name} is of type {type_}; the types are {', '.join(PARAMETER_TYPES)}")
    if default is None:
        return Parameter(name, type_, meaning)
    value = json.loads(default)
    if value is not None:
        value = PARAMETER_TYPES[type_].read(value)
    return Parameter(name, type_, meaning, required=False, default=value)


@functools.cache
def _packaged_queries() -> tuple[SavedQuery, ...]:
    paths = (path for path in files(__name__).iterdir() if path.name.endswith(".cypher"))
    queries = (parse_saved_query(path.name.removesuffix(".cypher"), path.read_text("utf-8")) for path in paths)
    return tuple(sorted(queries, key=lambda query: query.name))


def _with_default(parameter: Parameter) -> str:
    if parameter.required:
        return parameter.name
    return f"{parameter.name} ({'optional' if parameter.default is None else parameter.default})"
