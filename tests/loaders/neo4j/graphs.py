"""What stands on a server, to hold against tables."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from paperatlas.graph.schema import COLLABORATED_WITH, EDGES, NODES
from paperatlas.loaders.neo4j.chunks import key_columns
from paperatlas.loaders.neo4j.coming import ReadParts
from paperatlas.loaders.neo4j.loading import LoadReport, load
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.store import Neo4jStore
from tests.loaders.graphs import hostile_tables

Tables = Mapping[str, pa.Table]


def load_tables(server: Server, tables: Tables, build: str) -> LoadReport:
    return load(server, in_parts(tables), build, lambda done, total: None)


def in_parts(tables: Tables) -> ReadParts:
    """The tables as a load reads them: in parts, which end anywhere."""
    return lambda name: (tables[name].slice(0, 1), tables[name].slice(1, 98), tables[name].slice(99))


def loadable_hostile_tables() -> dict[str, pa.Table]:
    """The graph full of hostile text, in order as a build leaves it."""
    tables = hostile_tables()
    rows = tables[COLLABORATED_WITH.table].to_pylist()
    turned = [
        row | dict(zip(("source", "target"), sorted((row["source"], row["target"])), strict=True)) for row in rows
    ]
    tables[COLLABORATED_WITH.table] = pa.Table.from_pylist(turned, tables[COLLABORATED_WITH.table].schema)
    keys = {kind.table: [(key, "ascending") for key in key_columns(kind)] for kind in (*NODES, *EDGES)}
    return tables | {name: tables[name].sort_by(order) for name, order in keys.items()}


def rows_of(tables: Tables) -> dict[str, list[dict[str, Any]]]:
    """The rows of nodes and edges, by table."""
    return {kind.table: tables[kind.table].to_pylist() for kind in (*NODES, *EDGES)}


def rows_on(server: Server) -> dict[str, list[dict[str, Any]]]:
    """The same from a server, with every property there is, in the order of keys; nulls as the schema has them."""
    found = {}
    with Neo4jStore(server.login) as store:
        for kind in NODES:
            answer = store.query(f"MATCH (n:{kind.label}) RETURN n ORDER BY n.id")
            empty = dict.fromkeys(column.name for column in kind.columns)
            found[kind.table] = [empty | row["n"] for row in answer]
        for edge in EDGES:
            answer = store.query(
                f"MATCH (a:{edge.source})-[r:{edge.type}]->(b:{edge.target}) "
                "RETURN a.id AS source, b.id AS target, r ORDER BY source, target"
            )
            empty = dict.fromkeys(column.name for column in edge.columns)
            ends = [{"source": row["source"], "target": row["target"]} for row in answer]
            found[edge.table] = [empty | end | row["r"] for end, row in zip(ends, answer, strict=True)]
    return found


def last_change(server: Server) -> frozenset[str]:
    """The mark of the last transaction that changed something, as the server counts them."""
    with server.session() as session:
        session.run("RETURN 1").consume()
        return session.last_bookmarks().raw_values
