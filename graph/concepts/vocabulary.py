"""A published list of topics that tells which are broader than which, as a CSV file that the user gives.

Either two columns, a term and a broader one, or the three of the Computer Science Ontology (https://cso.kmi.open.ac.uk):
a topic, a relation, a topic. Of its relations only superTopicOf counts.
"""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from paperatlas.base.errors import InputError
from paperatlas.graph.concepts.overrides import name_key
from paperatlas.graph.whitespace import squeezed

if TYPE_CHECKING:
    import pyarrow as pa

_SUPER_TOPIC = "superTopicOf"
_HEADER = ["term", "broader"]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Terms and broader ones.

    Attributes:
        sha256: Of the file, to know it by; empty where there is none.
        broader: Pairs of a term and one that is broader.
    """

    sha256: str = ""
    broader: tuple[tuple[str, str], ...] = ()


NO_VOCABULARY = Vocabulary()


def parse_vocabulary(text: str, source: str, sha256: str) -> Vocabulary:
    """Reads the file.

    Args:
        text: Its content.
        source: Its name, for errors.
        sha256: Of its bytes.

    Raises:
        InputError: A line has neither two nor three columns, or no line has a broader term.
    """
    rows = csv.reader(text.splitlines(keepends=True))
    try:
        pairs = tuple(dict.fromkeys(pair for row in rows for pair in _pairs(row, f"{source}:{rows.line_num}")))
    except csv.Error as error:
        raise InputError(f"{source}:{rows.line_num}: this is no CSV ({error})") from error
    if not pairs:
        raise InputError(f"{source}: no line has a term and a broader one")
    return Vocabulary(sha256, pairs)


def _pairs(row: Sequence[str], place: str) -> Iterator[tuple[str, str]]:
    cells = [_name(cell) for cell in row]
    if not any(cells) or cells == _HEADER:
        return
    if len(cells) not in (2, 3) or not all(cells):
        raise InputError(
            f"{place}: a line has a term and a broader one, or topic, relation, topic; not {len(cells)} cells"
        )
    if len(cells) == 2:
        yield cells[0], cells[1]
    elif cells[1].endswith(_SUPER_TOPIC):
        yield cells[2], cells[0]


def _name(cell: str) -> str:
    """The name in a cell, also in that of an address.

    >>> _name("<https://cso.kmi.open.ac.uk/topics/neural_networks>")
    'neural networks'
    """
    cell = squeezed(cell)
    if cell.startswith("<") and cell.endswith(">"):
        return unquote(cell[1:-1].rpartition("/topics/")[2] or cell[1:-1]).replace("_", " ")
    return cell


def vocabulary_table(vocabulary: Vocabulary) -> "pa.Table":
    """The terms by key with the names of broader ones."""
    import pyarrow as pa

    rows = sorted({(name_key(term), broader) for term, broader in vocabulary.broader})
    return pa.table(
        {
            "key": pa.array([key for key, _ in rows], pa.string()),
            "broader": pa.array([broader for _, broader in rows], pa.string()),
        }
    )
