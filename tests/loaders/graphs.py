"""Graphs to compare: as NetworkX holds them, as a text format can hold them, and one full of hostile text."""

import datetime
import json
from collections.abc import Mapping
from typing import Any

import networkx as nx
import pyarrow as pa

from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.kinds import Table
from paperatlas.graph.schema import AUTHOR, AUTHORED, COLLABORATED_WITH, PAPER, tables

HOSTILE_TEXTS = (
    "&<>\"'",
    "]]>",
    "<![CDATA[ & ]]> <!-- --> <?x?> </data></node>",
    "&amp; &#0; &lt;",
    "nul\x00 bell\x07 escape\x1b unit\x1f",
    "noncharacters \ufffe \uffff",
    "delete \x7f next line \x85 separator \u2028",
    "line\nfeed, tab\there, return\rhere, both\r\n",
    "  blanks around  ",
    " ",
    "",
    "홍길동 🧪 𝒢raph e\u0301",
    "\u202eright to left\u202c \u2066isolated\u2069 \u061c\u200e\u200f",
    "\x9b2J \x9d0;title\x9c \u2029",
    'quotes "and" \\ backslashes \\" ',
    '["a","b"]',
    "=1+1",
    "null",
    "NaN",
    "x" * 2000,
)
DAY = datetime.date(2024, 2, 29)


def empty_tables() -> dict[str, pa.Table]:
    """The tables of a graph without papers."""
    return {kind.table: arrow_schema(kind).empty_table() for kind in tables()}


def hostile_tables() -> dict[str, pa.Table]:
    """A graph with hostile text in ids, captions, properties and lists, with nulls beside it."""
    papers = [
        {
            "id": f"arxiv:{number}{text}",
            "title": text,
            "url": text if number % 2 else None,
            "votes": number if number % 3 else None,
            "authors_complete": (None, True, False)[number % 3],
            "published_month": "2024-02",
            "links": [text] * (number % 4),
            "ids": [text] * (number % 2),
            "venue": text if number % 3 else None,
        }
        for number, text in enumerate(HOSTILE_TEXTS)
    ]
    authors = [
        {
            "id": f"author:{number}{text}",
            "name": text,
            "caption": text,
            "aliases": [text, "", text],
            "papers": 2**53 + 1,
            "first": (None, datetime.date(1, 1, 1))[number % 2],
            "resolved": number % 3 > 0,
            "ids": [],
            "affiliations": [text],
            "known_for": [],
        }
        for number, text in enumerate(HOSTILE_TEXTS)
    ]
    authored = [
        {
            "source": author["id"],
            "target": paper["id"],
            "listed": 1,
            "as_written": [author["name"]],
            "affiliations": ["", author["name"]],
        }
        for author, paper in zip(authors, papers, strict=True)
    ]
    collaborated = [
        {
            "source": one["id"],
            "target": other["id"],
            "papers": 1,
            "weight": weight,
            "first": None,
            "last": DAY,
        }
        for one, other, weight in zip(authors, authors[1:], (0.1 + 0.2, 1.0, 1e-06, -0.5) * 5, strict=False)
    ]
    rows: dict[Table, list[dict[str, Any]]] = {
        PAPER: papers,
        AUTHOR: authors,
        AUTHORED: authored,
        COLLABORATED_WITH: collaborated,
    }
    filled = {kind.table: pa.Table.from_pylist(listed, arrow_schema(kind)) for kind, listed in rows.items()}
    return empty_tables() | filled


def in_small_chunks(made: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The same tables, cut into chunks of a few rows."""
    return {
        name: pa.concat_tables([table.slice(0, 0), *(table.slice(start, 7) for start in range(0, len(table), 7))])
        for name, table in made.items()
    }


def as_text(graph: "nx.Graph[str]", xml: bool = True) -> "nx.Graph[str]":
    """The graph as XML holds it: dates and lists as strings, U+FFFD for characters that are forbidden there.

    Args:
        graph: The graph.
        xml: False for what JSON holds: only dates become strings.
    """
    clean = xml_clean if xml else str
    made = graph.__class__()
    made.add_nodes_from((clean(node), _values_as_text(values, xml)) for node, values in graph.nodes(data=True))
    for source, target, values in graph.edges(data=True):
        key = {"key": values["type"]} if graph.is_multigraph() else {}
        made.add_edge(clean(source), clean(target), **key, **_values_as_text(values, xml))
    return made


def xml_clean(text: str) -> str:
    """The text with U+FFFD in place of the characters that XML 1.0 forbids."""
    allowed = "\t\n\r"
    return "".join("\ufffd" if (c < " " and c not in allowed) or c in "\ufffe\uffff" else c for c in text)


def _values_as_text(values: Mapping[str, Any], xml: bool) -> dict[str, Any]:
    made = {name: value.isoformat() if isinstance(value, datetime.date) else value for name, value in values.items()}
    if not xml:
        return made
    for name, value in made.items():
        if isinstance(value, list):
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
            made[name] = "".join(c if c.isprintable() or c in "\ufffe\uffff" else json.dumps(c)[1:-1] for c in text)
        if isinstance(made[name], str):
            made[name] = xml_clean(made[name])
    return made


def content(graph: "nx.Graph[str]") -> tuple[dict[Any, Any], dict[Any, Any]]:
    """Nodes and edges with the types of their values; edges by their ends and their type, whatever their keys are."""
    nodes = {node: _typed(values) for node, values in graph.nodes(data=True)}
    edges = {}
    for source, target, values in graph.edges(data=True):
        ends = (source, target) if graph.is_directed() else frozenset((source, target))
        edges[ends, values["type"]] = _typed(values)
    assert len(edges) == graph.number_of_edges()
    return nodes, edges


def _typed(values: Mapping[str, Any]) -> dict[str, tuple[str, Any]]:
    return {name: (type(value).__name__, value) for name, value in values.items()}
