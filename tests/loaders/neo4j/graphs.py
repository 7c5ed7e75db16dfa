"""What stands on a server, to hold against tables."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa

from paperatlas.graph.schema import EDGES, NODES
from paperatlas.loaders.neo4j.loading import LoadReport, load
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.store import Neo4jStore

Tables = Mapping[str, pa.Table]


def load_tables(server: Server, tables: Tables, build: str) -> LoadReport:
    return load(server, tables.__getitem__, build, lambda done, total: None)


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


def transactions(server: Server) -> int:
    """The number of the last transaction that changed something, as the server counts."""
    rows = server.read("SHOW DEFAULT DATABASE YIELD lastCommittedTxn RETURN lastCommittedTxn AS number")
    return int(rows[0]["number"])
