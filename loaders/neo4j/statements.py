"""Cypher derived from the declared shape of the graph.

Rows travel as a list a column, which the driver packs several times faster than a map a row. Texts and days, which
repeat themselves, travel as a list of the distinct ones and a list of positions in it.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from paperatlas.graph.kinds import EdgeKind, Index, NodeKind, Property, PropertyType
from paperatlas.graph.schema import EDGES, NODES

Kind = NodeKind | EdgeKind
KINDS: tuple[Kind, ...] = (*NODES, *EDGES)

PREFIX = "paperatlas_"
"""Of the names of all constraints and indexes that are ours."""

_REPEATED = (PropertyType.STRING, PropertyType.DATE)
_EACH_ROW = "UNWIND range(0, $rows - 1) AS row"
_COUNT = "RETURN count(*) AS rows"


def row_parameters(kind: Kind, rows: pa.Table, by_target: bool = False) -> dict[str, Any]:
    """The parameters of a statement about some rows; those columns that the table has.

    Args:
        kind: What the rows are of.
        rows: The rows.
        by_target: Whether edges are to be found from their sources, as `change` does.
    """
    parameters: dict[str, Any] = {"rows": len(rows)}
    for declared in kind.columns:
        if declared.name not in rows.column_names:
            continue
        column = rows[declared.name].combine_chunks()
        if declared.type in _REPEATED:
            encoded = column.dictionary_encode()
            parameters[f"distinct_{declared.name}"] = encoded.dictionary.to_pylist()
            column = encoded.indices
        parameters[f"row_{declared.name}"] = column.to_pylist()
    if by_target and isinstance(kind, EdgeKind):
        parameters["rows_by_target"] = _rows_by_target(rows)
    return parameters


def _rows_by_target(rows: pa.Table) -> list[dict[str, int]]:
    """For each distinct source, in the order in which they come first: the row of each target."""
    found: dict[str, dict[str, int]] = {}
    for row, (source, target) in enumerate(zip(rows["source"].to_pylist(), rows["target"].to_pylist(), strict=True)):
        found.setdefault(source, {})[target] = row
    return list(found.values())


def create(kind: Kind) -> str:
    """Creates nodes, or edges between nodes that are there; tells how many.

    Each distinct end of the edges is looked up once: three quarters of the time of looking up both ends of each edge.
    Where one is missing, no edge is made.
    """
    if isinstance(kind, NodeKind):
        return f"{_EACH_ROW} CREATE (n:{kind.label} {_map(kind.columns)}) {_COUNT}"
    return (
        f"WITH {_distinct_ends(kind.source, 'source')} AS sources, {_distinct_ends(kind.target, 'target')} AS targets "
        "WHERE size(sources) = size($distinct_source) AND size(targets) = size($distinct_target) "
        f"{_EACH_ROW} WITH row, sources[$row_source[row]] AS source, targets[$row_target[row]] AS target "
        f"CREATE (source)-[:{kind.type} {_map(kind.properties)}]->(target) {_COUNT}"
    )


def change(kind: Kind, names: Sequence[str]) -> str:
    """Sets some properties of nodes or edges; null takes one away.

    Edges are found from their sources, all of one source at once: half the time of looking for both ends of each.
    """
    declared = {column.name: column for column in kind.properties}
    assignments = ", ".join(f"it.`{name}` = {_value(declared[name])}" for name in names)
    if isinstance(kind, NodeKind):
        return f"{_EACH_ROW} MATCH {_pattern(kind)} SET {assignments} {_COUNT}"
    return (
        "UNWIND range(0, size($distinct_source) - 1) AS position "
        f"MATCH (:{kind.source} {{id: $distinct_source[position]}})-[it:{kind.type}]->(target:{kind.target}) "
        "WITH it, $rows_by_target[position][target.id] AS row WHERE row IS NOT NULL "
        f"SET {assignments} {_COUNT}"
    )


def delete(kind: Kind) -> str:
    """Deletes nodes that have no edges left, or edges; tells how many, each once."""
    return f"{_EACH_ROW} MATCH {_pattern(kind)} WITH DISTINCT it DELETE it {_COUNT}"


def definitions() -> Iterator[tuple[str, str]]:
    """The constraints and indexes, by name: ids are unique, and what the schema says is searched."""
    for kind in NODES:
        name = f"{PREFIX}{kind.table}_id"
        yield name, f"CREATE CONSTRAINT {name} IF NOT EXISTS FOR (n:{kind.label}) REQUIRE n.id IS UNIQUE"
        for column in kind.properties:
            if column.index is Index.RANGE:
                name = f"{PREFIX}{kind.table}_{column.name}"
                yield name, f"CREATE INDEX {name} IF NOT EXISTS FOR (n:{kind.label}) ON (n.`{column.name}`)"
        words = ", ".join(f"n.`{column.name}`" for column in kind.properties if column.index is Index.WORDS)
        if words:
            name = f"{PREFIX}{kind.table}_words"
            yield name, f"CREATE FULLTEXT INDEX {name} IF NOT EXISTS FOR (n:{kind.label}) ON EACH [{words}]"


def counts() -> str:
    """How many nodes of each label there are, and edges of each type; the server knows without looking."""
    parts = [f"MATCH (n:{kind.label}) WITH count(n) AS number RETURN '{kind.table}' AS table, number" for kind in NODES]
    for edge in EDGES:
        patterns = (f"(:{edge.source})-[r:{edge.type}]->()", f"()-[r:{edge.type}]->(:{edge.target})")
        parts += [f"MATCH {it} WITH count(r) AS number RETURN '{edge.table}' AS table, number" for it in patterns]
    return " UNION ALL ".join(parts)


def exact_count(edge: EdgeKind) -> str:
    """How many edges of a kind there are, both ends looked at."""
    return f"MATCH (:{edge.source})-[r:{edge.type}]->(:{edge.target}) RETURN count(r) AS number"


def foreign_links(kind: NodeKind) -> str:
    """What links some nodes to others in a way that is none of ours."""
    labels, types = [node.label for node in NODES], [edge.type for edge in EDGES]
    return (
        f"UNWIND $ids AS id MATCH (n:{kind.label} {{id: id}})-[link]-(other) "
        f"WHERE NOT type(link) IN {types} OR NOT any(label IN labels(other) WHERE label IN {labels}) "
        "RETURN id, type(link) AS type, labels(other) AS labels ORDER BY id, type LIMIT 5"
    )


def _distinct_ends(label: str, column: str) -> str:
    """The nodes at the distinct values of a column, in their order."""
    return (
        f"COLLECT {{ UNWIND range(0, size($distinct_{column}) - 1) AS position "
        f"MATCH (end:{label} {{id: $distinct_{column}[position]}}) RETURN end ORDER BY position }}"
    )


def _pattern(kind: Kind) -> str:
    if isinstance(kind, NodeKind):
        return f"(it{_end(kind.label, kind.columns[0])})"
    source, target = _end(kind.source, kind.columns[0]), _end(kind.target, kind.columns[1])
    return f"({source})-[it:{kind.type}]->({target})"


def _end(label: str, column: Property) -> str:
    return f":{label} {{id: {_value(column)}}}"


def _map(columns: Sequence[Property]) -> str:
    return "{" + ", ".join(f"`{column.name}`: {_value(column)}" for column in columns) + "}"


def _value(column: Property) -> str:
    position = f"$row_{column.name}[row]"
    return f"$distinct_{column.name}[{position}]" if column.type in _REPEATED else position
