"""The parts of the graph that are looked at, exported and analysed on their own."""

from dataclasses import dataclass

from paperatlas.base.errors import UsageError
from paperatlas.base.visible import quoted
from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.graph.schema import (
    AUTHOR,
    CITES,
    CO_CITED_WITH,
    CO_OCCURS_WITH,
    COLLABORATED_WITH,
    CONCEPT,
    COUPLED_WITH,
    EDGES,
    NODES,
    PAPER,
    SHARES_CONCEPT,
)


@dataclass(frozen=True, slots=True)
class View:
    """A named part of the graph: its kinds of nodes and of edges."""

    name: str
    meaning: str
    nodes: tuple[NodeKind, ...]
    edges: tuple[EdgeKind, ...]


VIEWS = {
    view.name: view
    for view in (
        View("all", "every node and every edge", NODES, EDGES),
        View("collaborations", "who works with whom", (AUTHOR,), (COLLABORATED_WITH,)),
        View("papers", "papers that share concepts", (PAPER,), (SHARES_CONCEPT,)),
        View("concepts", "concepts that occur together", (CONCEPT,), (CO_OCCURS_WITH,)),
        View("citations", "which papers cite which", (PAPER,), (CITES,)),
        View("coupling", "papers that cite the same works", (PAPER,), (COUPLED_WITH,)),
        View("co-citation", "papers that are cited together", (PAPER,), (CO_CITED_WITH,)),
    )
}
DEFAULT_VIEW = "all"


def find_view(name: str) -> View:
    """The view of a name.

    Raises:
        UsageError: There is none.
    """
    if name not in VIEWS:
        raise UsageError(f"there is no view {quoted(name)}; the views are {', '.join(VIEWS)}")
    return VIEWS[name]
