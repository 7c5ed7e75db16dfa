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
    from paperatlas.atlas import Atlas, build
    from paperatlas.base.errors import (
        AtlasError,
        InputError,
        OutputError,
        PaperatlasError,
        ProblemsError,
        QueryError,
        StoreError,
        StoreUnavailable,
        UsageError,
    )
    from paperatlas.checking import CheckReport, check
    from paperatlas.digests import SkippedFile
    from paperatlas.graph.concepts.component import extract_concepts
    from paperatlas.graph.records import PaperRecord, ParsedDigest, Passage, Problem
    from paperatlas.parsers import parse

__all__ = [
    "Atlas",
    "AtlasError",
    "CheckReport",
    "InputError",
    "OutputError",
    "PaperRecord",
    "PaperatlasError",
    "ParsedDigest",
    "Passage",
    "Problem",
    "ProblemsError",
    "QueryError",
    "SkippedFile",
    "StoreError",
    "StoreUnavailable",
    "UsageError",
    "build",
    "check",
    "extract_concepts",
    "parse",
]

_HOME = {"extract_concepts": "paperatlas.graph.concepts.component", "parse": "paperatlas.parsers"}
_HOME |= dict.fromkeys(["Atlas", "build"], "paperatlas.atlas")
_HOME |= dict.fromkeys(["CheckReport", "check"], "paperatlas.checking") | {"SkippedFile": "paperatlas.digests"}
_HOME |= dict.fromkeys(["PaperRecord", "ParsedDigest", "Passage", "Problem"], "paperatlas.graph.records")


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'paperatlas' has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME.get(name, "paperatlas.base.errors")), name)


def __dir__() -> list[str]:
    return sorted(__all__)
