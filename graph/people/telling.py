"""From mentions of authors to people."""

from collections.abc import Iterable, Mapping

import numpy as np
import pyarrow as pa

from paperatlas.graph.people.blocks import Wanted
from paperatlas.graph.people.claims import Claims
from paperatlas.graph.people.corpus import Corpus, basis_of, corpus_of
from paperatlas.graph.people.difference import difference
from paperatlas.graph.people.evidence import Model, learned_model
from paperatlas.graph.people.last_run import Findings, Known, LastRun, candidates_of, compared_of
from paperatlas.graph.people.mentions import mentions_of
from paperatlas.graph.people.merging import Candidate, in_order, merge, rated
from paperatlas.graph.people.naming import name_people, names_table, people_table
from paperatlas.graph.people.pairing import NamePairs, pairs_of
from paperatlas.graph.people.parts import Parts, parts_at
from paperatlas.graph.people.persons import People
from paperatlas.graph.people.recording import Story, evidence_table
from paperatlas.graph.people.resolution import BLOCKS, EVIDENCE, NAMES, PEOPLE, Resolution
from paperatlas.graph.people.solving import Solved, is_parted, read
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
    return tell_apart_again(mentions, papers, told, None, known=known)[0]


def tell_apart_again(
    mentions: pa.Table, papers: pa.Table, told: pa.Table, last: LastRun | None, *, known: pa.Table | None = None
) -> tuple[Resolution, LastRun | None]:
    """Says the same as `tell_apart`, but looks again only at what changed since the last run.

    Args:
        mentions: As there.
        papers: As there.
        told: As there.
        last: What the last run found; the result does not depend on it.
        known: As there.

    Returns:
        People, with reasons; and what the next run can go on from.
    """
    listed = mentions_of(mentions)
    del mentions  # this and what follows are large, and the caller may have let them go
    if not len(listed):
        people, evidence, names, blocks = (schema.empty_table() for schema in (PEOPLE, EVIDENCE, NAMES, BLOCKS))
        return Resolution(people, evidence, names, blocks, Claims(listed, _told(told)).problems), None
    corpus = corpus_of(listed, papers, None if last is None else last.basis)
    del papers
    model = learned_model()
    claims = Claims(listed, _told(told))
    wanted = _wanted(corpus, claims)
    holds = None if last is None else Known(last.findings, difference(corpus, last.basis), wanted)
    del last
    blocks = solve_all(corpus, wanted, model, _results(known), holds.results if holds else {})
    parted = ((each.name, result) for each, (_, result) in zip(wanted, blocks, strict=True) if is_parted(result))
    solved = {name: read(result) for name, result in parted}
    parts = _parts(corpus, solved)
    people = People(corpus, parts, claims)
    pairs = pairs_of(corpus.names)
    candidates = _candidates(corpus, parts, pairs, model, holds)
    merged = merge(candidates, people, pairs, model)
    naming = name_people(corpus, parts, people, _unresolved(parts, people, solved, model))
    story = Story(corpus, listed, parts, naming, claims, wanted, solved, merged)
    evidence = evidence_table(story, holds.reasons(corpus.names.authors) if holds else None)
    resolution = Resolution(
        people=people_table(listed, parts, naming),
        evidence=evidence,
        names=names_table(corpus, naming),
        blocks=_blocks_table(blocks),
        problems=claims.problems,
    )
    found = Findings(
        compared_of(wanted, blocks), (pairs.ones, pairs.others), candidates_of(candidates, parts), evidence
    )
    return resolution, LastRun(basis_of(corpus), found)


def _candidates(corpus: Corpus, parts: Parts, pairs: NamePairs, model: Model, holds: Known | None) -> list[Candidate]:
    if holds is None:
        return in_order(rated(corpus, parts, pairs, model))
    fresh = rated(corpus, parts, pairs, model, ~holds.is_rated(pairs))
    return in_order([*holds.candidates(pairs, parts), *fresh])


def _blocks_table(blocks: Iterable[tuple[str, str]]) -> pa.Table:
    columns = zip(*sorted(set(blocks)), strict=True) if blocks else ((), ())
    return pa.Table.from_arrays([pa.array(column, pa.string()) for column in columns], schema=BLOCKS)


def _told(told: pa.Table) -> Iterable[tuple[str, str, str]]:
    return zip(*(told[name].to_pylist() for name in ("kind", "one", "other")), strict=True)


def _results(known: pa.Table | None) -> dict[str, str]:
    if known is None:
        return {}
    return dict(zip(known["fingerprint"].to_pylist(), known["result"].to_pylist(), strict=True))


def _wanted(corpus: Corpus, claims: Claims) -> list[Wanted]:
    """Names of which two papers may be two people's: common ones, and those that something is given of."""
    sizes = np.diff(corpus.by.indptr)
    common = corpus.expected >= COMMON
    given, has_given = np.zeros(corpus.by.nnz, bool), np.zeros(len(sizes), bool)
    given[list(claims.given)] = True
    has_given[np.repeat(np.arange(len(sizes)), sizes)[given[corpus.by.data]]] = True
    names = np.flatnonzero((common | has_given) & (sizes > 1))
    alone = tuple((place,) for place in range(int(sizes.max(initial=0))))  # the same for all names
    each_of = zip(*(each.tolist() for each in (names, sizes[names], has_given[names])), strict=True)
    found = [
        _wanted_of_given(name, corpus, claims) if is_given else Wanted(name, alone[:size], ())
        for name, size, is_given in each_of
    ]
    return [each for each in found if each is not None]


def _wanted_of_given(name: int, corpus: Corpus, claims: Claims) -> Wanted | None:
    """What to find out of a name that something is given of; None where all its papers are one person's for sure."""
    mentions = corpus.mentions(name)
    common = corpus.expected[name] >= COMMON
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
    begins = corpus.by.indptr[:-1].astype(np.int64)
    leader = np.repeat(begins, np.diff(corpus.by.indptr))
    for name, each in solved.items():
        leader[begins[name] : begins[name] + len(each.labels)] += each.labels
    at = np.argsort(leader, kind="stable")
    first, sizes = np.unique(leader, return_counts=True)
    return parts_at(corpus, np.searchsorted(begins, first, "right") - 1, sizes, at)


def _unresolved(parts: Parts, people: People, solved: Mapping[int, Solved], model: Model) -> set[int]:
    """Parts of a single paper that may as well be the likeliest other one's, who has more."""
    of_several = [name for name, each in solved.items() if each.nearest]
    numbers, sizes = parts.by_label(np.array(of_several, np.int64)), parts.sizes()
    found = set()
    for name in of_several:
        for label, (nearest, score) in solved[name].nearest.items():
            part, other = numbers[name, label], numbers[name, nearest]
            if score <= model.unsure or sizes[part] > 1 or sizes[other] == 1 or people.is_given(part):
                continue
            if len(people.parts(people.of(part))) == 1:
                found.add(part)
    return found
