"""An atlas that is to be loaded: its tables are read in parts, cut into chunks, and what is new of these is kept."""

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import IO

import pyarrow as pa

from paperatlas.base.errors import OutputError, StoreError
from paperatlas.graph.validation import InvalidTables, PartsCheck
from paperatlas.loaders.neo4j import ledger
from paperatlas.loaders.neo4j.chunks import Chunk, split, unpacked
from paperatlas.loaders.neo4j.ledger import State
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.statements import KINDS, Kind

ReadParts = Callable[[str], Iterable[pa.Table]]
"""Gives the table of a name in parts, whose rows are in the order of their keys."""
IN_MEMORY = 32 * 2**20
"""Bytes up to which what is kept needs no disk."""


class Coming:
    """The chunks of an atlas.

    Args:
        server: Where it is to go.
        read_parts: Gives its tables.
        build: Its content id.
        kept: Takes the chunks that the server lacks.

    Attributes:
        state: What the server holds when it is loaded.

    Raises:
        StoreError: The tables hold what no store can keep.
        OutputError: There is no room for what is new.
    """

    def __init__(self, server: Server, read_parts: ReadParts, build: str, kept: IO[bytes]) -> None:
        self._server = server
        self._kept = kept
        self._places: dict[str, tuple[int, int]] = {}
        self.state = State(build, tuple(self._names(read_parts, ledger.chunk_names(server))))

    def _names(self, read_parts: ReadParts, known: set[str]) -> Iterator[str]:
        check = PartsCheck()
        for kind in KINDS:
            try:
                for chunk in split(kind, check.checked(kind, read_parts(kind.table))):
                    if chunk.name not in known:
                        self._keep(chunk)
                    yield chunk.name
            except InvalidTables as error:
                raise StoreError(f"the tables can't be loaded, build the atlas again: {error}") from error

    def _keep(self, chunk: Chunk) -> None:
        self._places[chunk.name] = self._kept.tell(), len(chunk.content)
        try:
            self._kept.write(chunk.content)
        except OSError as error:
            raise OutputError(
                f"{tempfile.gettempdir()}: no room for what is to be loaded ({error.strerror})"
            ) from error

    def missing(self) -> Iterator[Chunk]:
        """The chunks that the server lacks."""
        for name in self._places:
            yield Chunk(name, self._content(name))

    def rows(self, kind: Kind, names: Sequence[str]) -> pa.Table:
        """The rows of some chunks."""
        elsewhere = [name for name in names if name not in self._places]
        stored = dict(zip(elsewhere, ledger.read_chunks(self._server, elsewhere), strict=True))
        return unpacked(kind, (stored.get(name) or self._content(name) for name in names))

    def _content(self, name: str) -> bytes:
        place, length = self._places[name]
        self._kept.seek(place)
        return self._kept.read(length)
