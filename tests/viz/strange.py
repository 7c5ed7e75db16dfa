"""Tables with a few nodes of one's own making."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.kinds import EdgeKind
from paperatlas.graph.schema import NODES, SHARES_CONCEPT, tables

HOSTILE = "</script><img src=x onerror=alert(1)>&lt;b&gt; <!-- \u202egnp.exe"
SHOWN = "</script><img src=x onerror=alert(1)>&lt;b&gt; <!-- [U+202E]gnp.exe"
DEFAULTS: Mapping[str, dict[str, Any]] = {
    "papers": {"published_month": "2024-04", "links": []},
    "authors": {"aliases": [], "papers": 1, "resolved": True, "ids": [], "affiliations": [], "known_for": []},
    "dates": {"papers": 1},
    "concepts": {"aliases": [], "papers": 1},
}


def node_tables(**rows: list[dict[str, Any]]) -> dict[str, pa.Table]:
    """Node tables with the given rows; what they leave out has a plain value."""
    kinds = {kind.table: kind for kind in NODES}
    return {
        name: pa.Table.from_pylist([_default(name, row) | row for row in some], schema=arrow_schema(kinds[name]))
        for name, some in rows.items()
    }


def _default(name: str, row: Mapping[str, Any]) -> dict[str, Any]:
    return DEFAULTS[name] | ({"caption": row["name"]} if name == "authors" else {})


def paper(number: int, **values: Any) -> dict[str, Any]:
    """A row of the papers."""
    return {"id": f"arxiv:2404.{number:05}", "title": f"Paper {number}", "votes": number} | values


def shared(weights: Mapping[tuple[int, int], float]) -> pa.Table:
    """Papers, by number, that share concepts."""
    rows = [
        {"source": f"arxiv:2404.{one:05}", "target": f"arxiv:2404.{other:05}", "weight": weight, "concepts": ["LLM"]}
        | {"count": 1}
        for (one, other), weight in weights.items()
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(SHARES_CONCEPT))


def tied(kind: EdgeKind, ties: Mapping[tuple[int, int], tuple[float, int]]) -> pa.Table:
    """Papers, by number, that citations tie: weight and count."""
    rows = [
        {"source": f"arxiv:2404.{one:05}", "target": f"arxiv:2404.{other:05}", "weight": weight, "count": count}
        for (one, other), (weight, count) in ties.items()
    ]
    return pa.Table.from_pylist(rows, schema=arrow_schema(kind))


def complete(given: Mapping[str, pa.Table]) -> dict[str, pa.Table]:
    """The given tables, and empty ones for the rest of an atlas."""
    empty = {kind.table: pa.Table.from_pylist([], schema=arrow_schema(kind)) for kind in tables()}
    return empty | dict(given)
