"""The three maps of an atlas: topics, people, papers."""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import scipy.sparse as sparse
from numpy.typing import NDArray

from paperatlas.viz.layout.forces import Forces, Numbers, Points
from paperatlas.viz.layout.maps import Map, Recipe, draw_map
from paperatlas.viz.layout.pairs import Mask, Pairs, joined_pairs, pairs_of
from paperatlas.viz.layout.regions import (
    Region,
    fitness_of_concepts,
    regions_of_papers,
    regions_of_people,
    regions_of_topics,
)
from paperatlas.viz.numbered import Numbered, row_numbers

LEAST_TOGETHER = 0.62
"""Papers that name two concepts, times 1 + NPMI, for each power of ten of all papers: among few, one counts."""
LEAST_NPMI = 0.15
"""Of two concepts that say something about each other."""
DRAWN_NPMI = 0.1
DISCOUNT = 2.0
"""Rare pairs count less (P. Pantel, D. Lin, KDD 2002)."""
MAPS_AT_ONCE = 2
"""Maps drawn at the same time; what draws them computes outside of Python nearly always."""
DRAWN_FIRST = ("people", "papers", "topics")
"""People take longest, and most memory at their beginning; topics take it at their end."""

TOPICS = Recipe(2.0, 12, 8, 4, 0.45, Forces(0.2, 6.0, 1.0, 250), smallest=0.8, growth=0.68, largest=16)
PEOPLE = Recipe(0.8, 120, 3, 3, 0.25, Forces(0.2, 4.0, 1.5, 220), smallest=0.6, growth=0.5, largest=6, crowding=0.75)
PAPERS = Recipe(1.5, 30, 6, 3, 0.4, Forces(0.2, 5.0, 1.2, 220), smallest=1.0, growth=0.25, largest=6)


@dataclass(frozen=True, slots=True)
class DrawnView:
    """A map with the names of its regions.

    Attributes:
        name: `topics`, `people` or `papers`.
        table: The nodes' table.
        map: Where they stand, in the order of the table.
        regions: By number of community.
    """

    name: str
    table: str
    map: Map
    regions: tuple[Region, ...]


@dataclass(frozen=True, slots=True)
class _MapKind:
    """How a view is made: its nodes' table, their importance, recipe, edges (with which of them shape it), regions."""

    table: str
    importance: str
    recipe: Recipe
    pairs: Callable[[Numbered], tuple[Pairs, Mask]]
    regions: Callable[[Numbered, Map, Numbers], tuple[Region, ...]]


def _topic_pairs(graph: Numbered) -> tuple[Pairs, Mask]:
    papers, frequency = graph.count("papers"), graph.values("concepts", "papers")
    parts = [_telling_pairs(part, frequency, papers) for part in pairs_of(*graph.mentions.T)]
    solid = np.concatenate([np.zeros(0, bool), *(solid for _, solid in parts)])
    return joined_pairs(part for part, _ in parts), solid


def _telling_pairs(pairs: Pairs, frequency: Numbers, papers: int) -> tuple[Pairs, Mask]:
    """Those that say something about each other, and which say enough to shape the map."""
    together = pairs.papers.astype(float)
    one, other = (frequency.take(ends) for ends in pairs.ends.T)
    everywhere = together >= papers
    surprise = np.log(np.where(everywhere, 1, together) * papers / (one * other))
    npmi = np.where(everywhere, 1.0, surprise / -np.log(np.where(everywhere, 0.5, together / papers)))
    rarer = np.minimum(one, other)
    strength = npmi * together / (together + DISCOUNT) * rarer / (rarer + DISCOUNT)
    telling = np.flatnonzero(npmi > DRAWN_NPMI)
    kept, npmi = Pairs(pairs.ends, pairs.papers, strength).take(telling), npmi.take(telling)
    least = LEAST_TOGETHER * np.log10(max(1, papers))
    return kept, (kept.papers * (1 + npmi) >= least) & (npmi > LEAST_NPMI)


def _people_pairs(graph: Numbered) -> tuple[Pairs, Mask]:
    rows = graph.tables["collaborated_with"]
    people = graph.nodes["authors"]["id"]
    ends = np.stack([row_numbers(rows[end], people) for end in ("source", "target")], axis=1)
    papers = rows["papers"].to_numpy()
    # Small teams count more, though not as much as Newman's weight alone: teams of two would shape the whole map.
    pairs = Pairs(ends, papers, np.asarray(np.sqrt(papers) * (1 + rows["weight"].to_numpy()), float))
    return pairs, np.ones(len(pairs), bool)


def _paper_pairs(graph: Numbered) -> tuple[Pairs, Mask]:
    rows = graph.tables["shares_concept"]
    pairs = Pairs(graph.shared, _shared_concepts(graph), np.asarray(rows["weight"].to_numpy(), float))
    return pairs, np.ones(len(pairs), bool)


def _shared_concepts(graph: Numbered) -> NDArray[np.int64]:
    """How many concepts both papers of each row of `shares_concept` mention, also those too frequent to tie papers."""
    papers, concepts = graph.mentions.T
    shape = (graph.count("papers"), graph.count("concepts"))
    mentions = sparse.csr_matrix((np.ones(len(papers), np.int64), (papers, concepts)), shape=shape)
    ones, others = graph.shared.T
    return np.asarray(mentions[ones].multiply(mentions[others]).sum(axis=1), np.int64).ravel()


MAPS: Mapping[str, _MapKind] = {
    "topics": _MapKind("concepts", "papers", TOPICS, _topic_pairs, regions_of_topics),
    "people": _MapKind("authors", "papers", PEOPLE, _people_pairs, regions_of_people),
    "papers": _MapKind("papers", "votes", PAPERS, _paper_pairs, regions_of_papers),
}


def draw_views(graph: Numbered, starts: Mapping[str, Points | None]) -> dict[str, DrawnView]:
    """Makes the maps of all views.

    Args:
        graph: The atlas.
        starts: Balanced places of an earlier layout by name of the view, not a number for new nodes.
    """
    fitness = fitness_of_concepts(graph)
    pool = ThreadPoolExecutor(MAPS_AT_ONCE)
    try:
        drawing = {name: pool.submit(_draw_view, name, graph, fitness, starts.get(name)) for name in DRAWN_FIRST}
        return {name: drawing[name].result() for name in MAPS}
    finally:
        pool.shutdown(wait=False, cancel_futures=True)  # who interrupts does not wait for maps


def _draw_view(name: str, graph: Numbered, fitness: Numbers, start: Points | None) -> DrawnView:
    view = MAPS[name]
    pairs, solid = view.pairs(graph)
    pa.default_memory_pool().release_unused()  # the tables that they were made from
    importance = np.nan_to_num(graph.values(view.table, view.importance)).clip(0)
    drawn = draw_map(pairs, solid, importance, view.recipe, start)
    return DrawnView(name, view.table, drawn, view.regions(graph, drawn, fitness))


def known_places(ids: list[str], balanced: Points, graph: Numbered, table: str) -> Points:
    """Places by id of an earlier layout, in the order of a table; not a number for new nodes."""
    rows = row_numbers(graph.nodes[table]["id"], pa.chunked_array([ids], pa.string()))
    return np.asarray(np.concatenate([balanced, [[np.nan, np.nan]]])[rows])
