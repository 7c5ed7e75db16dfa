"""From mentions of authors to people."""

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa

from paperatlas.graph.people.blocks import Wanted
from paperatlas.graph.people.claims import Claims, mentions_of
from paperatlas.graph.people.corpus import Corpus, corpus_of
from paperatlas.graph.people.evidence import Model, learned_model
from paperatlas.graph.people.merging import merge, rated
from paperatlas.graph.people.naming import name_people, names_table, people_table
from paperatlas.graph.people.pairing import pairs_of
from paperatlas.graph.people.parts import Parts, parts_of
from paperatlas.graph.people.persons import People
from paperatlas.graph.people.recording import Story, evidence_rows
from paperatlas.graph.people.resolution import BLOCKS, EVIDENCE, NAMES, PEOPLE, Resolution, table
from paperatlas.graph.people.solving import Solved, read
from paperatlas.graph.people.working import solve_all

COMMON = 0.2
"""From so many expected bearers on, the papers of a name are compared; a rarer name is one person's without a look."""


def tell_apart(mentions: pa.Table, papers: pa.Table, told: pa.Table, *, known: pa.Table | None = None) -> Resolution:
    """Says of each mention of an author which person it is.

    Args:
        mentions: A row a paper and name: `paper`, `author` (the name's id), `names` as printed, `ids` of persons.
        papers: `paper`, `year`, `title`, `terms`; a row a paper at least that is mentioned.
        told: What the user says: `kind` ("same" or "different"), `one`, `other`: each a name's id, a name's id with
            `~` and a paper, or a person's id.
        known: The `blocks` of the last run; the result does not depend on it.

    Returns:
        People, with reasons.
    """
    listed = mentions_of(mentions)
    if not listed:
        people, evidence, names, blocks = (schema.empty_table() for schema in (PEOPLE, EVIDENCE, NAMES, BLOCKS))
        return Resolution(people, evidence, names, blocks, Claims([], _told(told)).problems)
    corpus = corpus_of(mentions, papers)
    model = learned_model()
    claims = Claims(listed, _told(told))
    several = np.flatnonzero(np.diff(corpus.by.indptr) > 1).tolist()
    wanted = [each for name in several if (each := _wanted(name, corpus, claims))]
    before = _results(known)
    blocks = solve_all(corpus, wanted, model, before)
    solved = {each.name: read(result) for each, (_, result) in zip(wanted, blocks, strict=True)}
    parts = _parts(corpus, solved)
    people = People(corpus, parts, claims)
    pairs = pairs_of(corpus.names)
    merged = merge(rated(corpus, parts, pairs, model), people, pairs, model)
    naming = name_people(corpus, parts, people, _unresolved(parts, people, solved, model))
    story = Story(corpus, listed, parts, naming, claims, wanted, solved, merged)
    return Resolution(
        people=people_table(listed, parts, naming),
        evidence=table(evidence_rows(story), EVIDENCE),
        names=names_table(corpus, parts, naming),
        blocks=table([{"fingerprint": key, "result": result} for key, result in sorted(set(blocks))], BLOCKS),
        problems=claims.problems,
    )


def _told(told: pa.Table) -> Iterable[tuple[str, str, str]]:
    return zip(*(told[name].to_pylist() for name in ("kind", "one", "other")), strict=True)


def _results(known: pa.Table | None) -> dict[str, str]:
    if known is None:
        return {}
    return dict(zip(known["fingerprint"].to_pylist(), known["result"].to_pylist(), strict=True))


def _wanted(name: int, corpus: Corpus, claims: Claims) -> Wanted | None:
    """What to find out of a name; None where all its papers are one person's without a look."""
    mentions = corpus.mentions(name)
    common = corpus.expected[name] >= COMMON
    if not common and claims.given.isdisjoint(mentions):
        return None
    places: dict[int, list[int]] = {}
    for place, mention in enumerate(mentions):
        places.setdefault(claims.group(mention), []).append(place)
    groups = list(places)
    apart = [
        (one, other)
        for other in range(len(groups))
        if groups[other] in claims.groups
        for one in range(len(groups))
        if (one < other or groups[one] not in claims.groups) and claims.apart(groups[one], groups[other])
    ]
    if len(groups) < 2 or not (common or apart):
        return None
    return Wanted(name, tuple(map(tuple, places.values())), tuple(sorted(apart)))


def _parts(corpus: Corpus, solved: Mapping[int, Solved]) -> Parts:
    """The papers of each name, as they were told apart."""
    names: list[int] = []
    places: list[list[int]] = []
    for name, number in enumerate(np.diff(corpus.by.indptr).tolist()):
        of: dict[int, list[int]] = {}
        for place, label in enumerate(solved[name].labels if name in solved else [0] * number):
            of.setdefault(label, []).append(place)
        for label in sorted(of):
            names.append(name)
            places.append(of[label])
    return parts_of(corpus, np.array(names, np.int64), places)


def _unresolved(parts: Parts, people: People, solved: Mapping[int, Solved], model: Model) -> set[int]:
    """Parts of a single paper that may as well be the likeliest other one's, who has more."""
    numbers = parts.by_label(solved)
    found = set()
    for (name, label), part in numbers.items():
        nearest = solved[name].nearest.get(label) if name in solved else None
        if nearest is None or len(parts.papers[part]) > 1 or len(people.parts(people.of(part))) > 1:
            continue
        other = numbers[name, nearest[0]]
        if nearest[1] > model.unsure and len(parts.papers[other]) > 1 and not people.is_given(part):
            found.add(part)
    return found
