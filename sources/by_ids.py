"""Which service is asked for which papers that are known by their ids."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from paperatlas.sources import arxiv, openalex, semantic_scholar
from paperatlas.sources.service import Service

AUTHORS, ABSTRACT, VENUE, CITATIONS, ORCIDS = "authors", "abstract", "venue", "citations", "ORCIDs"
LACKS = (AUTHORS, ABSTRACT, VENUE, CITATIONS, ORCIDS)
"""What papers may lack: all of the authors, an abstract, a venue, how often they are cited, who the authors are."""


@dataclass(frozen=True, slots=True)
class IdService:
    """A service that gives papers by their ids.

    Attributes:
        service: It.
        schemes: Of the ids that it knows; of several that a paper has, the first is asked by.
        gives: What of `LACKS` it may have.
    """

    service: Service
    schemes: tuple[str, ...]
    gives: frozenset[str]


ID_SERVICES: Mapping[str, IdService] = {
    each.service.name: each
    for each in (
        IdService(arxiv.SERVICE, ("arxiv",), frozenset({AUTHORS, ABSTRACT})),
        IdService(openalex.SERVICE, openalex.SCHEMES, frozenset(LACKS)),
        IdService(semantic_scholar.SERVICE, semantic_scholar.SCHEMES, frozenset({AUTHORS, ABSTRACT, VENUE, CITATIONS})),
    )
}


@dataclass(frozen=True, slots=True)
class WantedPaper:
    """A paper of which something is wanted.

    Attributes:
        ids: All that are known of it.
        lacks: What of `LACKS` is wanted.
    """

    ids: tuple[str, ...]
    lacks: frozenset[str] = frozenset(LACKS)


def asked_by(of: IdService, papers: Iterable[WantedPaper], asked: Set[str]) -> dict[str, WantedPaper]:
    """The papers that a service is asked for, by the ids that they are asked for by.

    Args:
        of: The service.
        papers: What is wanted.
        asked: Ids that it was asked for before.
    """
    found: dict[str, WantedPaper] = {}
    for paper in papers:
        if paper.lacks & of.gives and asked.isdisjoint(paper.ids):
            by = next((each for scheme in of.schemes for each in paper.ids if each.startswith(f"{scheme}:")), None)
            if by is not None:
                found.setdefault(by, paper)
    return found


def is_known_somewhere(ids: Iterable[str]) -> bool:
    """Whether some service can be asked by one of the ids."""
    schemes = {scheme for each in ID_SERVICES.values() for scheme in each.schemes}
    return any(each.partition(":")[0] in schemes for each in ids)
