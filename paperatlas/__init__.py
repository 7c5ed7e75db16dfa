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
        ServiceUnavailable,
        StoreError,
        StoreUnavailable,
        UsageError,
    )
    from paperatlas.checking import CheckReport, check
    from paperatlas.fetching import fetch_arxiv, fetch_hf, fetch_ids, fetch_openalex, fetch_s2
    from paperatlas.graph.concepts.keyphrases import extract_concepts
    from paperatlas.graph.records import (
        AuthorRecord,
        Detail,
        PaperRecord,
        ParsedFile,
        Passage,
        Problem,
        ReferenceId,
        Trust,
    )
    from paperatlas.inputs import SkippedFile
    from paperatlas.loaders.neo4j.loading import LoadReport
    from paperatlas.loaders.neo4j.store import Neo4jStore
    from paperatlas.loaders.store import CypherStore, QueryResult, Store, StreamedRows
    from paperatlas.parsers import parse
    from paperatlas.queries.concept_profile import ConceptProfile
    from paperatlas.queries.paper_profile import PaperProfile
    from paperatlas.queries.person_profile import PersonProfile
    from paperatlas.servers import remove_neo4j
    from paperatlas.sources.gathering import FetchReport
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
    "Detail",
    "FetchReport",
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
    "ReferenceId",
    "ServiceUnavailable",
    "SkippedFile",
    "Store",
    "StoreError",
    "StoreUnavailable",
    "StreamedRows",
    "Summary",
    "Trust",
    "UsageError",
    "__version__",
    "build",
    "check",
    "extract_concepts",
    "fetch_arxiv",
    "fetch_hf",
    "fetch_ids",
    "fetch_openalex",
    "fetch_s2",
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
    "Detail": "paperatlas.graph.records",
    "FetchReport": "paperatlas.sources.gathering",
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
    "ReferenceId": "paperatlas.graph.records",
    "SkippedFile": "paperatlas.inputs",
    "Store": "paperatlas.loaders.store",
    "StreamedRows": "paperatlas.loaders.store",
    "Summary": "paperatlas.summary",
    "Trust": "paperatlas.graph.records",
    "build": "paperatlas.atlas",
    "check": "paperatlas.checking",
    "extract_concepts": "paperatlas.graph.concepts.keyphrases",
    "fetch_arxiv": "paperatlas.fetching",
    "fetch_hf": "paperatlas.fetching",
    "fetch_ids": "paperatlas.fetching",
    "fetch_openalex": "paperatlas.fetching",
    "fetch_s2": "paperatlas.fetching",
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
