"""What a load must not do: mix with what others put there, or take it away."""

from paperatlas.base.errors import StoreError
from paperatlas.graph.kinds import EdgeKind
from paperatlas.graph.schema import NODES
from paperatlas.loaders.neo4j.batches import Plan
from paperatlas.loaders.neo4j.chunks import rows_in
from paperatlas.loaders.neo4j.ledger import State
from paperatlas.loaders.neo4j.server import Server
from paperatlas.loaders.neo4j.statements import KINDS, Kind, counts, exact_count, foreign_links


def refuse_strangers(server: Server, held: State) -> None:
    """Holds what the server counts against what was loaded.

    Raises:
        StoreError: There are nodes or edges of ours more, or fewer.
    """
    excess = {kind: number - rows_in(held.of(kind.table)) for kind, number in _numbers(server, held).items()}
    more = [f"{number:,} {_name(kind)}" for kind, number in excess.items() if number > 0]
    fewer = [f"{-number:,} {_name(kind)}" for kind, number in excess.items() if number < 0]
    if more:
        raise StoreError(
            f"{server.login.uri} holds {', '.join(more)} that paperatlas did not load; a database holds one atlas: "
            "name another one with NEO4J_DATABASE, or take them out"
        )
    if fewer:
        raise StoreError(
            f"{server.login.uri} lacks {', '.join(fewer)} of what was loaded, something else removed them; take the "
            "rest out with `paperatlas load --remove`, and load again"
        )


def _numbers(server: Server, held: State) -> dict[Kind, int]:
    """How many nodes and edges of each kind there are."""
    numbers: dict[str, int] = {}
    for row in server.read(counts()):
        numbers[row["table"]] = min(row["number"], numbers.get(row["table"], row["number"]))
    for kind in KINDS:
        # What is counted by one end only may include edges to foreign nodes.
        if isinstance(kind, EdgeKind) and numbers[kind.table] > rows_in(held.of(kind.table)):
            numbers[kind.table] = server.read(exact_count(kind))[0]["number"]
    return {kind: numbers[kind.table] for kind in KINDS}


def _name(kind: Kind) -> str:
    return kind.type if isinstance(kind, EdgeKind) else kind.label


def refuse_links(server: Server, plan: Plan) -> None:
    """Nodes that vanish must not take along what others linked to them.

    Raises:
        StoreError: There are such links; it names the first.
    """
    for kind in NODES:
        for ids in plan.vanishing(kind):
            links = server.read(foreign_links(kind), ids=ids)
            if links:
                named = "; ".join(f"{row['id']} ({row['type']}, {':'.join(row['labels'])})" for row in links)
                raise StoreError(
                    f"{server.login.uri}: {kind.label} nodes that are no longer in the atlas are linked to what is not "
                    f"ours: {named}; take these links away, then load again"
                )
