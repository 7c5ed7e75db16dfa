"""Packs columns into a block of text that a page holds and its script unpacks.

A block is base64 of gzip of: the length of the header as four bytes (little endian), the header as JSON, then the
columns. The header says of each column its type, where it starts and how many values it has (bytes, for text). Header
and columns are padded to 8 bytes. A list column has a column of counts beside it. `schema.json` declares every column.
"""

import base64
import gzip
import json
import struct
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

NUMBER_TYPES = ("uint8", "int8", "uint16", "int16", "uint32", "int32")
"""From small to large; the first that holds all values of a column is taken."""
LEVEL = 6
ALIGNMENT = 8
COUNTS = ".counts"
"""What the name of the counts adds to that of their list."""


@cache
def schema() -> Mapping[str, Any]:
    """The declaration of all blocks."""
    read: Mapping[str, Any] = json.loads((files("paperatlas.viz.explorer") / "schema.json").read_text("utf-8"))
    return read


class Block:
    """A block in the making."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.declared: Mapping[str, Mapping[str, str]] = schema()["blocks"][name]
        self.columns: dict[str, tuple[str, int, int]] = {}
        self.parts: list[bytes] = []
        self.size = 0

    def add_numbers(self, column: str, values: ArrayLike) -> None:
        """Adds a column of whole numbers."""
        self._expect(column, "number")
        self._add_numbers(column, values)

    def add_lists(self, column: str, counts: ArrayLike, values: ArrayLike) -> None:
        """Adds a list of whole numbers for each row, given as how many each has, and all of them in order."""
        self._expect(column, "list")
        self._add_numbers(column + COUNTS, counts)
        self._add_numbers(column, values)

    def add_texts(self, column: str, values: Iterable[str]) -> None:
        """Adds a column of texts, none of which holds a line end."""
        self._expect(column, "text")
        data = "\n".join(values).encode()
        self._add(column, "text", data, len(data))

    def packed(self, **facts: Any) -> str:
        """The block as text, with some facts in its header.

        Raises:
            ValueError: A declared column is missing.
        """
        added = {column.removesuffix(COUNTS) for column in self.columns}
        if added != self.declared.keys():
            raise ValueError(f"block {self.name} lacks {sorted(self.declared.keys() - added)}")
        header = {"version": schema()["version"], "block": self.name, "columns": self.columns, **facts}
        text = json.dumps(header, separators=(",", ":"), ensure_ascii=False).encode()
        text += b" " * (-(len(text) + 4) % ALIGNMENT)
        data = b"".join([struct.pack("<I", len(text)), text, *self.parts])
        return base64.b64encode(gzip.compress(data, LEVEL, mtime=0)).decode()

    def _expect(self, column: str, kind: str) -> None:
        declared = self.declared.get(column, {}).get("kind")
        if declared != kind:
            raise ValueError(f"column {column} of block {self.name} is declared as {declared}, not as {kind}")

    def _add_numbers(self, column: str, values: ArrayLike) -> None:
        array = np.asarray(values)
        low, high = (int(array.min()), int(array.max())) if array.size else (0, 0)
        fitting = (name for name in NUMBER_TYPES if np.iinfo(name).min <= low and high <= np.iinfo(name).max)
        kind = next(fitting)
        self._add(column, kind, array.astype(np.dtype(kind).newbyteorder("<")).tobytes(), array.size)

    def _add(self, column: str, kind: str, data: bytes, length: int) -> None:
        self.columns[column] = (kind, self.size, length)
        padded = data + b"\0" * (-len(data) % ALIGNMENT)
        self.parts.append(padded)
        self.size += len(padded)
