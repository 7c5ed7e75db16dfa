"""What people are called: the ids of their nodes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from paperatlas.graph.identity import mention_id
from paperatlas.graph.people.arrays import Whole
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.mentions import Mentions
from paperatlas.graph.people.parts import Parts
from paperatlas.graph.people.persons import People
from paperatlas.graph.people.resolution import NAMES, PEOPLE, fullest


@dataclass(frozen=True, slots=True)
class Naming:
    """The node of each part.

    Attributes:
        ids: By part.
        unresolved: Parts that can't be placed.
        bearers: By name, how many people bear it.
    """

    ids: list[str]
    unresolved: frozenset[int]
    bearers: Whole


def name_people(corpus: Corpus, parts: Parts, people: People, unresolved: set[int]) -> Naming:
    """Calls each person by the fullest name; where others bear it too, with the earliest paper under it."""
    joined = people.joined()
    person = np.arange(len(parts))
    for one, its in joined.items():
        person[its] = one
    placed = np.ones(len(parts), bool)
    placed[list(unresolved)] = False
    bearers = _bearers(len(corpus.authors), parts.name[placed], person[placed])
    ids = [corpus.authors[name] for name in parts.name.tolist()]
    of_several = np.flatnonzero(placed & (bearers[parts.name] > 1))
    for part, row in zip(of_several.tolist(), earliest_papers(corpus, parts.some(of_several)), strict=True):
        ids[part] = mention_id(ids[part], corpus.papers[row])
    for its in joined.values():
        called = _call(corpus, parts, its, bearers)
        for part in its:
            ids[part] = called
    for part in unresolved:
        ids[part] = f"{corpus.authors[parts.name[part]]}~"
    return Naming(ids, frozenset(unresolved), bearers)


def _bearers(names: int, name: Whole, person: Whole) -> Whole:
    """How many people bear each name."""
    pairs = np.unique(np.stack([name, person]), axis=1) if len(name) else np.zeros((2, 0), np.int64)
    return np.bincount(pairs[0], minlength=names)


def _call(corpus: Corpus, parts: Parts, own: Sequence[int], bearers: Whole) -> str:
    columns = {corpus.authors[parts.name[part]]: int(parts.name[part]) for part in own}
    author = fullest(sorted(columns)) if len(columns) > 1 else next(iter(columns))
    if bearers[columns[author]] == 1:
        return author
    papers = [row for part in own if parts.name[part] == columns[author] for row in parts.papers(part)]
    return mention_id(author, corpus.papers[earliest(corpus, papers)])


def earliest(corpus: Corpus, papers: Sequence[int]) -> int:
    """The first of some papers by year, then id; those of unknown year come last."""
    return min(papers, key=lambda row: (corpus.years[row] == 0, corpus.years[row], row))


def earliest_papers(corpus: Corpus, parts: Parts) -> list[int]:
    """The first paper of each part."""
    years = corpus.years[parts.rows]
    part = np.repeat(np.arange(len(parts)), parts.sizes())
    found: list[int] = parts.rows[np.lexsort((parts.rows, years, years == 0, part))][parts.first[:-1]].tolist()
    return found


def people_table(mentions: Mentions, parts: Parts, naming: Naming) -> pa.Table:
    """A row a mention: whose it is."""
    part_of = parts.of_mentions()
    resolved = np.ones(len(parts), bool)
    resolved[list(naming.unresolved)] = False
    persons = pa.array(naming.ids, pa.string()).take(pa.array(part_of))
    papers, authors = mentions.papers.take(pa.array(mentions.paper)), mentions.authors.take(pa.array(mentions.author))
    columns = [papers, authors, persons, pa.array(resolved[part_of])]
    return pa.Table.from_arrays(columns, schema=PEOPLE)


def names_table(corpus: Corpus, naming: Naming) -> pa.Table:
    """A row a name: how many bear it."""
    columns = [corpus.names.authors, pa.array(corpus.expected), pa.array(naming.bearers)]
    return pa.Table.from_arrays(columns, schema=NAMES)
