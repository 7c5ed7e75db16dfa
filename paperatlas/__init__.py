"""paperatlas turns lists of papers into a knowledge graph to query, walk, export and look at.

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
    from paperatlas.checking import CheckReport, check
    from paperatlas.graph.concepts.keyphrases import extract_concepts
    from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem
    from paperatlas.inputs import SkippedFile
    from paperatlas.loaders.neo4j.loading import LoadReport
    from paperatlas.loaders.neo4j.store import Neo4jStore
    from paperatlas.loaders.store import CypherStore, QueryResult, StreamedRows
    from paperatlas.parsers import parse
    from paperatlas.queries.concept_profile import ConceptProfile
    from paperatlas.queries.paper_profile import PaperProfile
    from paperatlas.queries.person_profile import PersonProfile
    from paperatlas.servers import remove_neo4j
    from paperatlas.summary import Summary
    from paperatlas.viz import Page

    __version__: str

__all__ = [
    "Atlas",
    "AtlasError",
    "AuthorRecord",
    "CheckReport",
    "ConceptProfile",
    "CypherStore",
    "InputError",
    "LoadReport",
    "Neo4jStore",
    "NotInAtlas",
    "OutputError",
    "Page",
    "PaperProfile",
    "PaperRecord",
    "PaperatlasError",
    "ParsedFile",
    "Passage",
    "PersonProfile",
    "Problem",
    "ProblemsError",
    "QueryError",
    "QueryResult",
    "SkippedFile",
    "StoreError",
    "StoreUnavailable",
    "StreamedRows",
    "Summary",
    "UsageError",
    "__version__",
    "build",
    "check",
    "extract_concepts",
    "parse",
    "query",
    "remove_neo4j",
]

_HOMES = {
    "Atlas": "paperatlas.atlas",
    "AuthorRecord": "paperatlas.graph.records",
    "CheckReport": "paperatlas.checking",
    "ConceptProfile": "paperatlas.queries.concept_profile",
    "CypherStore": "paperatlas.loaders.store",
    "LoadReport": "paperatlas.loaders.neo4j.loading",
    "Neo4jStore": "paperatlas.loaders.neo4j.store",
    "Page": "paperatlas.viz",
    "PaperProfile": "paperatlas.queries.paper_profile",
    "PersonProfile": "paperatlas.queries.person_profile",
    "PaperRecord": "paperatlas.graph.records",
    "ParsedFile": "paperatlas.graph.records",
    "Passage": "paperatlas.graph.records",
    "Problem": "paperatlas.graph.records",
    "QueryResult": "paperatlas.loaders.store",
    "SkippedFile": "paperatlas.inputs",
    "StreamedRows": "paperatlas.loaders.store",
    "Summary": "paperatlas.summary",
    "build": "paperatlas.atlas",
    "check": "paperatlas.checking",
    "extract_concepts": "paperatlas.graph.concepts.keyphrases",
    "parse": "paperatlas.parsers",
    "query": "paperatlas.asking",
    "remove_neo4j": "paperatlas.servers",
}
"""Where what is public comes from, if not from the errors."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'paperatlas' has no attribute {name!r}")
    if name == "__version__":
        from importlib.metadata import version

        return version("paperatlas")
    return getattr(importlib.import_module(_HOMES.get(name, "paperatlas.base.errors")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
