"""paperatlas turns daily paper digests into a knowledge graph to query, walk, export and look at.

    import paperatlas

    atlas = paperatlas.build(["digests/"], out="atlas")
    atlas.query("MATCH (a:Author) RETURN a.name AS name ORDER BY a.papers DESC, name LIMIT 10")
    atlas.networkx(view="collaborations")
    atlas.export("graph.graphml")

What stands in `__all__` is public; everything is imported when it is first used.
"""

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from paperatlas.asking import query
    from paperatlas.atlas import Atlas, build
    from paperatlas.base.errors import (
        AtlasError,
        InputError,
        NotInAtlas,
        OutputError,
        PaperatlasError,
        ProblemsError,
        QueryError,
        StoreError,
        StoreUnavailable,
        UsageError,
    )
    from paperatlas.graph.concepts.component import extract_concepts
    from paperatlas.loaders.neo4j.store import Neo4jStore
    from paperatlas.loaders.store import CypherStore, QueryResult, StreamedRows
    from paperatlas.parsers import parse
    from paperatlas.queries.concept_profile import ConceptProfile

__all__ = [
    "Atlas",
    "AtlasError",
    "ConceptProfile",
    "CypherStore",
    "InputError",
    "Neo4jStore",
    "NotInAtlas",
    "OutputError",
    "PaperatlasError",
    "ProblemsError",
    "QueryError",
    "QueryResult",
    "StoreError",
    "StoreUnavailable",
    "StreamedRows",
    "UsageError",
    "build",
    "extract_concepts",
    "parse",
    "query",
]

_HOME = {"extract_concepts": "paperatlas.graph.concepts.component", "parse": "paperatlas.parsers"}
_HOME |= dict.fromkeys(["Atlas", "build"], "paperatlas.atlas")
_HOME |= {"query": "paperatlas.asking", "Neo4jStore": "paperatlas.loaders.neo4j.store"}
_HOME |= dict.fromkeys(["CypherStore", "QueryResult", "StreamedRows"], "paperatlas.loaders.store")
_HOME["ConceptProfile"] = "paperatlas.queries.concept_profile"


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'paperatlas' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME.get(name, "paperatlas.base.errors")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
