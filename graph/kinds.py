"""What the shape of the graph is said with: kinds of nodes and edges, tables beside them, typed properties."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import Enum

_TAKEN_ANYWHERE = {"end", "id", "kind", "label", "slices", "spells", "start", "type", "viz"}  # most of them by GEXF
RESERVED_OF_NODES = frozenset(_TAKEN_ANYWHERE | {"parents", "pid", "value"})
RESERVED_OF_EDGES = frozenset(_TAKEN_ANYWHERE | {"key", "source", "target", "weight"})
"""What exports and graph libraries call a node's or an edge's own parts; a property of the name would replace one."""
_NAME = re.compile("[a-z][a-z0-9_]*")
"""What every store and format takes for a name, also those that don't tell capitals from small letters."""


class PropertyType(Enum):
    """What every store can hold."""

    STRING = "string"
    INTEGER = "integer"
    FLOAT = "float"
    BOOLEAN = "boolean"
    DATE = "date"
    STRINGS = "list of strings"


class Index(Enum):
    """How a store that keeps indexes lets people find nodes by a property; by id they are found anyway."""

    RANGE = "equal, less or greater"
    WORDS = "words in it"


@dataclass(frozen=True, slots=True)
class Property:
    """A named, typed value of a node, an edge or a row.

    Attributes:
        name: As it stands in tables, queries and exports.
        type: One of the types that every store can hold.
        meaning: For people, with its unit.
        optional: Whether it may be null: unknown, never zero.
        index: How it is searched, where it is.
    """

    name: str
    type: PropertyType
    meaning: str
    optional: bool = False
    index: Index | None = None


@dataclass(frozen=True, slots=True)
class NodeKind:
    """A kind of node; its table has `id` and the properties as columns.

    Attributes:
        label: As in Cypher.
        table: Name of its table.
        caption: The property that names a node to people.
        id_form: What its ids look like.
        properties: Without the id.
    """

    label: str
    table: str
    caption: str
    id_form: str
    properties: tuple[Property, ...]

    def __post_init__(self) -> None:
        _refuse_names(self.label, self.properties, RESERVED_OF_NODES)

    @property
    def columns(self) -> tuple[Property, ...]:
        """All columns of the table."""
        return (Property("id", PropertyType.STRING, self.id_form), *self.properties)


@dataclass(frozen=True, slots=True)
class EdgeKind:
    """A kind of edge; its table has `source`, `target` and the properties as columns.

    Attributes:
        type: As in Cypher.
        table: Name of its table.
        source: Label of the nodes it comes from.
        target: Label of the nodes it goes to.
        directed: False where it is stored once, smaller id first, and found from both ends.
        meaning: For people.
        weight: The property that says how strong an edge is, where there is one.
        properties: Without the ends.
    """

    type: str
    table: str
    source: str
    target: str
    directed: bool
    meaning: str
    weight: str | None
    properties: tuple[Property, ...]

    def __post_init__(self) -> None:
        _refuse_names(self.type, self.properties, RESERVED_OF_EDGES - {self.weight})

    @property
    def columns(self) -> tuple[Property, ...]:
        """All columns of the table."""
        ends = (
            Property("source", PropertyType.STRING, f"id of the {self.source}"),
            Property("target", PropertyType.STRING, f"id of the {self.target}"),
        )
        return (*ends, *self.properties)


@dataclass(frozen=True, slots=True)
class SideTable:
    """A table beside the graph: what is deeper than a property."""

    table: str
    meaning: str
    columns: tuple[Property, ...]

    def __post_init__(self) -> None:
        _refuse_names(self.table, self.columns, ())


def _refuse_names(owner: str, properties: Collection[Property], reserved: Collection[str]) -> None:
    """Refuses properties that could not be told from something else in a store or an export.

    Raises:
        ValueError: A name is reserved, taken, or none that every format knows.
    """
    names = [each.name for each in properties]
    for name in names:
        if name in reserved:
            raise ValueError(f"{owner}: a property can't be called {name!r}; exports call a part of their own so")
        if not _NAME.fullmatch(name):
            raise ValueError(f"{owner}: a property's name is small letters, digits and _, not {name!r}")
        if names.count(name) > 1:
            raise ValueError(f"{owner}: there are two properties {name!r}")


Table = NodeKind | EdgeKind | SideTable
