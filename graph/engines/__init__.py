"""What runs the relations: one interface, and a module for each that has it.

A relation is a SELECT, or a function over tables where SQL does not reach (`paperatlas.graph.relations`). An engine
knows tables by their names and gives rows of its own kind, which stay where it keeps them.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol, TypeVar

from paperatlas.graph.kinds import Table
from paperatlas.graph.relations import Computed

Rows = TypeVar("Rows")


class Engine(Protocol[Rows]):
    """Runs statements over named tables."""

    def register(self, name: str, rows: Rows) -> None:
        """Lets statements know rows by a name, in place of what had it before."""
        ...

    def unregister(self, name: str) -> None:
        """Forgets a name, and the rows if nobody else has them."""
        ...

    def select(self, name: str, statement: str) -> Rows:
        """The answer to a SELECT, a relation's of that name or what goes into the computed one of it."""
        ...

    def step(self, name: str, statement: str) -> None:
        """Lets statements know the answer to a SELECT by a name, where nobody else asks for it."""
        ...

    def begin(self, name: str, computed: Computed, asked: Sequence[Rows]) -> Callable[[], Mapping[str, Rows]]:
        """Begins to make a computed relation of what its SELECTs gave; calling the result waits for its tables."""
        ...

    def conform(self, rows: Rows, kind: Table) -> Rows:
        """The rows with the declared columns and types; exact decimals become the nearest floats."""
        ...

    def count(self, rows: Rows) -> int:
        """How many rows there are."""
        ...

    def write(self, rows: Rows, directory: str, name: str) -> None:
        """Writes rows as Parquet, by their name in a directory that is there."""
        ...
