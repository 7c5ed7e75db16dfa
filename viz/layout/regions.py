"""Names and colours of a map's regions."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sparse

from paperatlas.viz.layout.colours import region_colours
from paperatlas.viz.layout.forces import Numbers
from paperatlas.viz.layout.maps import Map
from paperatlas.viz.layout.pairs import Rows
from paperatlas.viz.numbered import Numbered

NAMES = 3
"""How many concepts tell what a region is about; the first is its title."""
LEADERS = 3
CANDIDATES = 40
OFTEN, ENOUGH = 5, 2
"""In how many papers a concept must stand to name a region of a large atlas, of a small one."""
FEW_PAPERS = 1000
RARER = 0.1
"""What counts one for each paper that it stands in less."""
ONE_WORD = 0.55
"""A topic is a phrase rather than one word."""
UNTITLED, ENOUGH_TITLED = 0.1, 0.3
"""It stands in titles: what counts one that does in none, and the share of its papers that is enough."""


@dataclass(frozen=True, slots=True)
class Region:
    """A community as a reader sees it.

    Attributes:
        title: The concept that names it.
        subtitle: Another line, the person who leads a group of people; or empty.
        about: More that tells what it is.
        colour: Number of its colour.
    """

    title: str
    subtitle: str
    about: tuple[str, ...]
    colour: int


def regions_of_topics(graph: Numbered, drawn: Map, fitness: Numbers) -> tuple[Region, ...]:
    """Regions of concepts, named by their own."""
    count = _count(drawn.community)
    if not count:
        return ()
    papers_in = _majority(graph.mentions[:, 0], drawn.community[graph.mentions[:, 1]], graph.count("papers"), count)
    names = _names(graph, fitness, papers_in, count, drawn.community)
    return _regions(drawn, graph.values("concepts", "papers"), names, [""] * count)


def regions_of_papers(graph: Numbered, drawn: Map, fitness: Numbers) -> tuple[Region, ...]:
    """Regions of papers, named by what they share."""
    count = _count(drawn.community)
    if not count:
        return ()
    names = _names(graph, fitness, drawn.community, count)
    return _regions(drawn, np.ones(graph.count("papers")), names, [""] * count)


def regions_of_people(graph: Numbered, drawn: Map, fitness: Numbers) -> tuple[Region, ...]:
    """Regions of people, named by what they write about and who wrote most."""
    count = _count(drawn.community)
    if not count:
        return ()
    papers_in = _majority(graph.authored[:, 0], drawn.community[graph.authored[:, 1]], graph.count("papers"), count)
    written = graph.values("authors", "papers")
    leaders = [_leaders(graph, np.flatnonzero(drawn.community == number), written) for number in range(count)]
    named = [
        (names[0], *names[1:], *people) if names else people
        for names, people in zip(_names(graph, fitness, papers_in, count), leaders, strict=True)
    ]
    return _regions(drawn, written, named, [people[0] for people in leaders])


def _count(community: Rows) -> int:
    return int(community.max(initial=-1)) + 1


def _leaders(graph: Numbered, members: Rows, written: Numbers) -> tuple[str, ...]:
    first = members[np.argsort(-written[members], kind="stable")[:LEADERS]]
    return tuple(graph.nodes["authors"]["name"].take(first).to_pylist())


def _majority(groups: Rows, regions: Rows, count: int, regions_count: int) -> Rows:
    """The region that most members of each group are in, -1 where none is in any."""
    known = regions >= 0
    votes = sparse.csr_matrix((np.ones(known.sum()), (groups[known], regions[known])), shape=(count, regions_count))
    most = np.asarray(votes.argmax(axis=1)).ravel()
    return np.where(np.diff(votes.indptr) > 0, most, -1)


def _names(
    graph: Numbered, fitness: Numbers, papers_in: Rows, count: int, own: Rows | None = None
) -> list[tuple[str, ...]]:
    """What each region is about: often used in its papers and seldom elsewhere.

    Args:
        graph: The atlas.
        fitness: Of its concepts; see `fitness_of_concepts`.
        papers_in: The region of each paper, -1 for none.
        count: How many regions there are.
        own: The region of each concept, where only its own may name one.
    """
    names = graph.nodes["concepts"]["name"].to_pylist()
    taken: set[str] = set()
    named = []
    for best in _best_concepts(graph, fitness, papers_in, count, own):
        chosen = list(_told_apart(names[concept] for concept in best))
        free = [name for name in chosen if name.casefold() not in taken]
        ordered = tuple([*free[:1], *(name for name in chosen if name not in free[:1])][:NAMES])
        taken.update(name.casefold() for name in ordered[:1])
        named.append(ordered)
    return named


def _best_concepts(
    graph: Numbered, fitness: Numbers, papers_in: Rows, count: int, own: Rows | None
) -> Iterator[Sequence[int]]:
    """The concepts that tell most of each region, best first."""
    papers, concepts = graph.mentions.T
    known = papers_in[papers] >= 0
    inside = sparse.csr_matrix(
        (np.ones(known.sum()), (papers_in[papers[known]], concepts[known])), shape=(count, graph.count("concepts"))
    )
    frequency = np.maximum(1, graph.values("concepts", "papers"))
    least = OFTEN if graph.count("papers") >= FEW_PAPERS else ENOUGH
    for region in range(count):
        row = inside[region]
        found, used = row.indices, row.data
        score = fitness[found] * used**0.6 * (used / frequency[found]) ** 1.5
        if own is not None:
            score = score * (own[found] == region)
        score = score * RARER ** np.maximum(0, least - used)
        best = np.lexsort((found, -score))[:CANDIDATES]
        yield found[best[score[best] > 0]].tolist()


def fitness_of_concepts(graph: Numbered) -> Numbers:
    """How well each would do as a title: a phrase, and one that stands in titles of papers."""
    names = [f" {_folded(name)}" for name in graph.nodes["concepts"]["name"].to_pylist()]
    titles = [f" {_folded(title)}" for title in graph.nodes["papers"]["title"].to_pylist()]
    papers, concepts = graph.mentions.T
    places = zip(papers.tolist(), concepts.tolist(), strict=True)
    titled = np.fromiter((names[concept] in titles[paper] for paper, concept in places), bool, len(papers))
    counts = np.bincount(concepts[titled], minlength=len(names))
    phrase = np.array([1.0 if " " in name[1:] else ONE_WORD for name in names])
    frequency = np.maximum(1, graph.values("concepts", "papers"))
    return np.asarray(phrase * (UNTITLED + np.minimum(ENOUGH_TITLED, counts / frequency)))


def _folded(name: str) -> str:
    return name.casefold().replace("-", " ").removesuffix("s")


def _told_apart(names: Iterator[str]) -> Iterator[str]:
    """Leaves out a name whose words another, better one has."""
    before: list[set[str]] = []
    for name in names:
        words = {word.rstrip("s") for word in name.casefold().replace("-", " ").split()}
        if not any(words <= other or other <= words or len(words & other) > 1 for other in before):
            before.append(words)
            yield name


def _regions(
    drawn: Map, weight: Numbers, names: Sequence[tuple[str, ...]], subtitles: Sequence[str]
) -> tuple[Region, ...]:
    colours = region_colours(drawn.points, drawn.community, weight)
    regions = []
    used: Counter[str] = Counter()
    for named, subtitle, colour in zip(names, subtitles, colours, strict=True):
        title = named[0] if named else "without a name"
        used[title] += 1
        unlike = title if used[title] == 1 else f"{title} ({used[title]})"
        regions.append(Region(unlike, subtitle, named[1:], colour))
    return tuple(regions)
