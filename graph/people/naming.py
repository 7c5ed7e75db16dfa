"""What people are called: the ids of their nodes."""

from collections.abc import Sequence
from dataclasses import dataclass

import pyarrow as pa

from paperatlas.graph.identity import mention_id
from paperatlas.graph.people.claims import Mention
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.parts import Parts
from paperatlas.graph.people.persons import People
from paperatlas.graph.people.resolution import NAMES, PEOPLE, fullest


@dataclass(frozen=True, slots=True)
class Naming:
    """The node of each part.

    Attributes:
        ids: By part.
        unresolved: Parts that can't be placed.
    """

    ids: list[str]
    unresolved: frozenset[int]


def name_people(corpus: Corpus, parts: Parts, people: People, unresolved: set[int]) -> Naming:
    """Calls each person by the fullest name; where others bear it too, with the earliest paper under it."""
    bearers: dict[int, set[int]] = {}
    for part, name in enumerate(parts.name.tolist()):
        if part not in unresolved:
            bearers.setdefault(name, set()).add(people.of(part))
    called: dict[int, str] = {}
    ids = []
    for part, name in enumerate(parts.name.tolist()):
        if part in unresolved:
            ids.append(f"{corpus.authors[name]}~")
            continue
        person = people.of(part)
        if person not in called:
            called[person] = _call(corpus, parts, people.parts(person), bearers)
        ids.append(called[person])
    return Naming(ids, frozenset(unresolved))


def _call(corpus: Corpus, parts: Parts, own: Sequence[int], bearers: dict[int, set[int]]) -> str:
    columns = {corpus.authors[parts.name[part]]: int(parts.name[part]) for part in own}
    author = fullest(sorted(columns)) if len(columns) > 1 else next(iter(columns))
    if len(bearers[columns[author]]) == 1:
        return author
    papers = [int(row) for part in own if parts.name[part] == columns[author] for row in parts.papers[part]]
    return mention_id(author, corpus.papers[earliest(corpus, papers)])


def earliest(corpus: Corpus, papers: Sequence[int]) -> int:
    """The first of some papers by year, then id; those of unknown year come last."""
    return min(papers, key=lambda row: (corpus.years[row] == 0, corpus.years[row], row))


def people_table(mentions: Sequence[Mention], parts: Parts, naming: Naming) -> pa.Table:
    """A row a mention: whose it is."""
    persons = [""] * len(mentions)
    resolved = [True] * len(mentions)
    for part, numbers in enumerate(parts.mentions):
        for number in numbers:
            persons[number] = naming.ids[part]
            resolved[number] = part not in naming.unresolved
    columns = [[each.paper for each in mentions], [each.author for each in mentions], persons, resolved]
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, PEOPLE, strict=True)], schema=PEOPLE
    )


def names_table(corpus: Corpus, parts: Parts, naming: Naming) -> pa.Table:
    """A row a name: how many bear it."""
    bearers: list[set[str]] = [set() for _ in corpus.authors]
    for part, name in enumerate(parts.name.tolist()):
        if part not in naming.unresolved:
            bearers[name].add(naming.ids[part])
    columns = [corpus.authors, corpus.expected.tolist(), list(map(len, bearers))]
    return pa.Table.from_arrays(
        [pa.array(column, field.type) for column, field in zip(columns, NAMES, strict=True)], schema=NAMES
    )
