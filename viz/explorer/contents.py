"""What the page knows: the atlas and its maps as packed blocks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from itertools import pairwise
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from paperatlas.base.addresses import web_address
from paperatlas.base.visible import visible
from paperatlas.viz.explorer.blocks import Block
from paperatlas.viz.layout.colours import PALETTE
from paperatlas.viz.layout.pairs import Rows
from paperatlas.viz.layout.views import DrawnView
from paperatlas.viz.numbered import Numbered, row_numbers
from paperatlas.viz.text import one_for_one

STEPS_IN_PIXEL = 8
MOST_TEXT = 80_000_000
"""Bytes of summaries that a page holds; packed they are a fifth."""
LONGEST_LABEL = 20
"""A longer name gives way to an acronym on the map."""
ACRONYM = 6
"""How long an acronym is at most."""
ARXIV = "https://arxiv.org/abs/"
ARXIV_PREFIX = "arxiv:"
"""Left out where it stands, as most papers have it."""
NOWHERE = "-"


def topics_block(graph: Numbered, views: Mapping[str, DrawnView], opens: str, max_team: int) -> str:
    """What must be there before anything is drawn: the concepts and their map."""
    concepts = graph.nodes["concepts"]
    names, ids = _shown(concepts["name"]), concepts["id"].to_pylist()
    aliases = _aliases(concepts)
    block = Block("topics")
    block.add_texts("concept.id", _keys(ids, "concept:", names))
    block.add_texts("concept.name", names)
    block.add_texts("concept.label", map(_label, names, aliases))
    block.add_texts("concept.aliases", map("\t".join, aliases))
    block.add_numbers("concept.papers", concepts["papers"].to_numpy())
    _add_map(block, views["topics"])
    counts = {"papers": graph.count("papers"), "authors": graph.count("authors"), "concepts": graph.count("concepts")}
    return block.packed(
        palette=PALETTE,
        opens=opens,
        maxTeam=max_team,
        counts=counts,
        regions={"topics": [asdict(region) for region in views["topics"].regions]},
    )


def graph_block(graph: Numbered, views: Mapping[str, DrawnView]) -> str:
    """Papers, people, days, who wrote and what mentions what, and the other two maps."""
    papers, authors = graph.nodes["papers"], graph.nodes["authors"]
    names = _shown(authors["name"])
    ids = [paper.removeprefix(ARXIV_PREFIX) for paper in papers["id"].to_pylist()]
    titles = map(shown_title, papers["title"].to_pylist())
    complete = [value is not False for value in papers["authors_complete"].to_pylist()]
    votes = [-1 if value is None else value for value in papers["votes"].to_pylist()]
    block = Block("graph")
    block.add_texts("day", graph.days)
    block.add_texts("paper.id", map(one_for_one, ids))
    block.add_texts("paper.title", (title or one_for_one(each) for title, each in zip(titles, ids, strict=True)))
    block.add_texts("paper.url", map(_address, papers["url"].to_pylist(), ids))
    block.add_numbers("paper.votes", votes)
    block.add_numbers("paper.complete", np.array(complete, np.uint8))
    block.add_texts("author.id", _keys(authors["id"].to_pylist(), "author:", names))
    block.add_texts("author.name", names)
    captions = _shown(authors["caption"])
    block.add_texts("author.caption", ("" if one == name else one for one, name in zip(captions, names, strict=True)))
    block.add_numbers("author.resolved", authors["resolved"].cast(pa.uint8()).to_numpy())
    block.add_texts("author.ids", ("\t".join(map(visible, ids)) for ids in authors["ids"].to_pylist()))
    block.add_texts("author.aliases", map("\t".join, _aliases(authors)))
    for column, edges in (("featured", graph.featured), ("mentions", graph.mentions), ("authored", graph.authored)):
        block.add_lists(column, _counts(edges[:, 0], len(papers)), edges[:, 1])
    for name in ("people", "papers"):
        _add_map(block, views[name])
    for name, table in (("coupled", "coupled_with"), ("cited", "co_cited_with")):
        _add_ties(block, name, graph.tables[table], papers["id"])
    regions = {name: [asdict(region) for region in views[name].regions] for name in ("people", "papers")}
    return block.packed(regions=regions)


def texts_block(graph: Numbered, longest: int = MOST_TEXT) -> tuple[str, int]:
    """The summaries, and where in them each concept was read; of a very large atlas, those of the newest papers.

    Args:
        graph: The atlas.
        longest: Bytes that all summaries together may have.

    Returns:
        The block, and how many papers have their summaries in it.
    """
    passages = graph.tables["passages"]
    papers = row_numbers(passages["paper"], graph.nodes["papers"]["id"])
    lengths = np.bincount(papers, pc.binary_length(passages["text"]).to_numpy(), graph.count("papers"))
    told = _told_papers(graph, lengths, longest)
    order = np.lexsort((passages["number"].to_numpy(), papers))
    order = order[told[papers[order]]]
    passages, papers = passages.take(order), papers[order]
    pa.default_memory_pool().release_unused()  # those that find no room may be most
    sections = [visible(section) for section in passages["section"].to_pylist()]
    changed = [new if new != old else "" for old, new in pairwise(["", *sections])]
    # A paper's first passage says its section again, so that papers can be read one by one.
    for row in np.flatnonzero(np.diff(papers, prepend=-1)).tolist():
        changed[row] = sections[row]
    block = Block("texts")
    block.add_numbers("passages", _counts(papers, graph.count("papers")))
    block.add_texts("passage.section", changed)
    block.add_texts("passage.text", map(one_for_one, passages["text"].to_pylist()))
    _add_evidence(block, graph, passages, told)
    count = int(told.sum())
    return block.packed(summaries=count), count


def _told_papers(graph: Numbered, lengths: NDArray[Any], longest: int) -> NDArray[np.bool_]:
    """Which papers' summaries, of some lengths, find room, the newest first."""
    last_day = np.full(len(lengths), -1)
    np.maximum.at(last_day, graph.featured[:, 0], graph.featured[:, 1])
    newest = np.argsort(-last_day, kind="stable")
    told = np.zeros(len(lengths), bool)
    told[newest[np.cumsum(lengths[newest]) <= longest]] = True
    return told


def _add_map(block: Block, view: DrawnView) -> None:
    name, drawn = view.name, view.map
    block.add_numbers(f"{name}.x", np.rint(drawn.points[:, 0] * STEPS_IN_PIXEL).astype(int))
    block.add_numbers(f"{name}.y", np.rint(drawn.points[:, 1] * STEPS_IN_PIXEL).astype(int))
    block.add_numbers(f"{name}.radius", np.rint(drawn.radii * STEPS_IN_PIXEL).astype(int))
    block.add_numbers(f"{name}.community", drawn.community)
    block.add_numbers(f"{name}.from", drawn.edges.ends[:, 0])
    block.add_numbers(f"{name}.to", drawn.edges.ends[:, 1])
    block.add_numbers(f"{name}.weight", drawn.edges.papers)


def _add_ties(block: Block, name: str, ties: pa.Table, papers: pa.ChunkedArray) -> None:
    ties = ties.sort_by([("weight", "descending"), ("source", "ascending"), ("target", "ascending")])
    block.add_numbers(f"{name}.from", row_numbers(ties["source"], papers))
    block.add_numbers(f"{name}.to", row_numbers(ties["target"], papers))
    block.add_numbers(f"{name}.weight", ties["count"].to_numpy())


def _add_evidence(block: Block, graph: Numbered, passages: pa.Table, told: NDArray[np.bool_]) -> None:
    """Where each concept was read; in a title that is not shown as it was, where the same words are."""
    evidence = graph.tables["mentions_evidence"]
    papers = row_numbers(evidence["paper"], graph.nodes["papers"]["id"])
    evidence, papers = evidence.filter(pa.array(told[papers])), papers[told[papers]]
    concepts = row_numbers(evidence["concept"], graph.nodes["concepts"]["id"])
    places = _places_among_mentions(graph, papers, concepts)
    numbers, starts, ends = (evidence[column].to_numpy() for column in ("passage", "start", "end"))
    starts, ends = starts.copy(), ends.copy()
    titles = graph.nodes["papers"]["title"].to_pylist()
    shown = [shown_title(title) for title in titles]
    altered = np.array([one != other for one, other in zip(shown, titles, strict=True)], bool)
    for row in np.flatnonzero((numbers == 0) & altered[papers]).tolist():
        place = _place_in(shown[papers[row]], titles[papers[row]], int(starts[row]), int(ends[row]))
        starts[row], ends[row] = place, place + ends[row] - starts[row]
    kept = (places >= 0) & (starts >= 0)
    order = np.flatnonzero(kept)[np.lexsort((starts[kept], numbers[kept], papers[kept]))]
    units = _Utf16(shown, passages, graph.nodes["papers"]["id"])
    start = units.places(papers[order], numbers[order], starts[order])
    end = units.places(papers[order], numbers[order], ends[order])
    block.add_lists("evidence", _counts(papers[order], len(titles)), places[order])
    block.add_numbers("evidence.passage", numbers[order])
    block.add_numbers("evidence.start", start)
    block.add_numbers("evidence.length", end - start)


def _place_in(shown: str, title: str, start: int, end: int) -> int:
    """Where the words between two places of a title are in what is shown of it, -1 where they are not."""
    words = title[start:end]
    place = shown.find(words)
    for _ in range(title[:start].count(words)):
        place = shown.find(words, place + 1)
    return place


def _places_among_mentions(graph: Numbered, papers: Rows, concepts: Rows) -> Rows:
    """The position of each concept among its paper's mentions, -1 where it is not among them."""
    width = graph.count("concepts") + 1
    keys = graph.mentions[:, 0] * width + graph.mentions[:, 1]
    order = np.argsort(keys)
    wanted = papers * width + concepts
    found = order[np.searchsorted(keys[order], wanted).clip(max=max(0, len(keys) - 1))] if len(keys) else wanted
    firsts = np.searchsorted(graph.mentions[:, 0], np.arange(graph.count("papers")))
    known = keys[found] == wanted if len(keys) else np.zeros(len(wanted), bool)
    return np.where(known, found - firsts[papers], -1)


class _Utf16:
    """Turns places in Python's characters into those in JavaScript's units, where a text has characters of two."""

    def __init__(self, titles: Sequence[str], passages: pa.Table, ids: pa.ChunkedArray) -> None:
        papers = row_numbers(passages["paper"], ids).tolist()
        numbered = zip(papers, passages["number"].to_pylist(), passages["text"].to_pylist(), strict=True)
        texts = [*((paper, 0, title) for paper, title in enumerate(titles)), *numbered]
        self.long = {
            (paper, number): text for paper, number, text in texts if len(text.encode("utf-16-le")) > 2 * len(text)
        }

    def places(self, papers: Rows, numbers: Rows, places: Rows) -> Rows:
        moved = places.copy()
        owners = np.unique([paper for paper, _ in self.long]) if self.long else np.empty(0, np.intp)
        for row in np.flatnonzero(np.isin(papers, owners)).tolist():
            before = self.long.get((int(papers[row]), int(numbers[row])), "")[: int(places[row])]
            moved[row] += sum(character > "\uffff" for character in before)
        return moved


def _counts(rows: Rows, count: int) -> NDArray[np.int64]:
    return np.bincount(rows, minlength=count)


def shown_title(title: str) -> str:
    """A paper's title as the page shows and searches it."""
    return visible(title)


def _shown(column: pa.ChunkedArray) -> list[str]:
    return [visible(text) for text in column.to_pylist()]


def _aliases(rows: pa.Table) -> list[list[str]]:
    """Other names, without those that differ in case only."""
    result = []
    for name, aliases in zip(rows["name"].to_pylist(), rows["aliases"].to_pylist(), strict=True):
        told = {name.casefold()}
        kept = []
        for alias in map(visible, aliases):
            if alias.casefold() not in told:
                told.add(alias.casefold())
                kept.append(alias)
        result.append(kept)
    return result


def _keys(ids: Sequence[str], prefix: str, names: Sequence[str]) -> Iterable[str]:
    keys = (identity.removeprefix(prefix) for identity in ids)
    return ("" if key == name.lower() else key.replace("\n", " ") for key, name in zip(keys, names, strict=True))


def _label(name: str, aliases: Sequence[str]) -> str:
    if len(name) <= LONGEST_LABEL:
        return ""
    acronyms = (alias for alias in aliases if 2 <= len(alias) <= ACRONYM and alias[:2].isupper())
    return next(acronyms, "")


def _address(url: str | None, paper: str) -> str:
    address = web_address(url)
    if address is None:
        return NOWHERE
    return "" if address == ARXIV + paper else address
