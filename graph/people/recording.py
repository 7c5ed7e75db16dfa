"""The decisions as rows: what was joined to what and who was parted from whom, each with its reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.people.blocks import Wanted
from paperatlas.graph.people.claims import Claims
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.evidence import rounded_score
from paperatlas.graph.people.explaining import Compared, reasons
from paperatlas.graph.people.mentions import Mentions
from paperatlas.graph.people.merging import Candidate
from paperatlas.graph.people.naming import Naming, earliest_papers
from paperatlas.graph.people.parts import Parts, parts_of
from paperatlas.graph.people.resolution import EVIDENCE, REASONS
from paperatlas.graph.people.solving import Solved

ONE_NAME = "one name"
KEY = ("action", "rule", "name", "other_name", "paper", "other_paper")
"""What tells a decision from all others on the same parts."""


@dataclass(frozen=True, slots=True)
class Story:
    """All that was decided.

    Attributes:
        corpus: The papers.
        mentions: By number.
        parts: Groups of papers.
        naming: Whose they are.
        claims: What was given.
        wanted: Names whose papers were compared.
        solved: What became of those that several people bear.
        merged: Parts of different names that were joined.
    """

    corpus: Corpus
    mentions: Mentions
    parts: Parts
    naming: Naming
    claims: Claims
    wanted: Sequence[Wanted]
    solved: Mapping[int, Solved]
    merged: Sequence[Candidate]


@dataclass(frozen=True, slots=True)
class Decision:
    """One of them, before its reasons are looked up."""

    person: str
    other: str | None
    rule: str
    score: float | None
    compared: Compared


def evidence_table(story: Story, known: pa.Table | None) -> pa.Table:
    """All decisions in a fixed order.

    Args:
        story: What was decided.
        known: Evidence of before, whose reasons hold where the same is decided again.
    """
    decisions = [*_within_names(story), *_between_names(story), *_given(story)]
    decided = _decided(story, decisions)
    known = EVIDENCE.empty_table() if known is None else known
    rows = pc.fill_null(pc.index_in(_keys(decided), _keys(known)), -1).to_numpy().astype(np.int64)
    new = np.flatnonzero(rows < 0)
    rows[new] = len(known) + np.arange(len(new))
    fresh = reasons(story.corpus, [decisions[at].compared for at in new.tolist()])
    whys = pa.concat_tables([known.select(REASONS), fresh.cast(known.select(REASONS).schema)])
    whys = whys.combine_chunks().take(pa.array(rows))
    made = pa.Table.from_arrays(
        [(whys if name in REASONS else decided)[name] for name in EVIDENCE.names], schema=EVIDENCE
    )
    return made.take(_order(made))


def _decided(story: Story, decisions: Sequence[Decision]) -> pa.Table:
    """What is to be said of decisions, but for their reasons."""
    authors, compared = story.corpus.names.authors, [each.compared for each in decisions]
    columns = {
        "person": [each.person for each in decisions],
        "other": [each.other for each in decisions],
        "action": ["joined" if each.other is None else "apart" for each in decisions],
        "rule": [each.rule for each in decisions],
        "name": authors.take(pa.array([each.name for each in compared], pa.int64())),
        "other_name": authors.take(pa.array([each.other_name for each in compared], pa.int64())),
        "paper": _papers(story.corpus, [(each.name, each.places) for each in compared]),
        "other_paper": _papers(story.corpus, [(each.other_name, each.other_places) for each in compared]),
        "score": [None if each.score is None else rounded_score(each.score) for each in decisions],
    }
    return pa.table(columns, pa.schema([EVIDENCE.field(name) for name in columns]))


def _keys(decisions: pa.Table) -> pa.Array:
    """What tells decisions apart, as one text each."""
    return pc.binary_join_element_wise(*(decisions[name].combine_chunks() for name in KEY), "\0")


def _order(evidence: pa.Table) -> pa.Array:
    """The rows by whom and what they are about, then by score."""
    names = ("person", "action", "other", "rule", "name", "other_name", "paper", "other_paper")
    ordered = {name: pc.fill_null(evidence[name], "") for name in names}
    ordered["score"] = pa.array(map(str, evidence["score"].to_pylist()), pa.string())
    return pc.sort_indices(pa.table(ordered), [(name, "ascending") for name in ordered])


def _papers(corpus: Corpus, groups: Sequence[tuple[int, Sequence[int]]]) -> list[str]:
    """The first paper of each of some groups of a name's papers."""
    parts = parts_of(corpus, np.array([name for name, _ in groups], np.int64), [places for _, places in groups])
    return [corpus.papers[row] for row in earliest_papers(corpus, parts)]


def _within_names(story: Story) -> Iterator[Decision]:
    """Papers of a name that several people bear."""
    part_of = story.parts.by_label(np.array(list(story.solved), np.int64))
    for wanted in story.wanted:
        name, solved = wanted.name, story.solved.get(wanted.name)
        if solved is None:
            continue
        lots = [[list(unit)] for unit in wanted.units] if solved.joins else []
        lot_of = {place: lot for lot in lots for place in lot[0]}
        for kept, gone, score in solved.joins:
            mine, theirs = lot_of[kept], lot_of[gone]
            (one,), (other,) = mine, theirs
            person = story.naming.ids[part_of[name, solved.labels[kept]]]
            rule = ONE_NAME if score is not None else "rare co-author"
            yield Decision(person, None, rule, score, Compared(name, one, name, other))
            mine[0] = one + other  # a new list: what is decided of the one before stays as it is
            lot_of.update(dict.fromkeys(other, mine))
        for label, (nearest, score) in sorted(solved.nearest.items()):
            if nearest < label and solved.nearest.get(nearest, (None,))[0] == label:
                continue  # told from the other side
            yield from _apart(story, ONE_NAME, score, part_of[name, label], part_of[name, nearest])


def _apart(story: Story, rule: str, score: float | None, one: int, other: int) -> Iterator[Decision]:
    """Two parts of a name that are not one person's; nothing where other names joined them."""
    mine, theirs = story.naming.ids[one], story.naming.ids[other]
    if mine != theirs:
        name, places = int(story.parts.name[one]), story.parts.places
        yield Decision(mine, theirs, rule, score, Compared(name, places(one), name, places(other)))


def _between_names(story: Story) -> Iterator[Decision]:
    """Names that one person bears."""
    parts = story.parts
    for each in story.merged:
        compared = Compared(
            int(parts.name[each.one]), parts.places(each.one), int(parts.name[each.other]), parts.places(each.other)
        )
        yield Decision(story.naming.ids[each.one], None, each.rule, each.score, compared)


def _given(story: Story) -> Iterator[Decision]:
    """What ids and the user say; once for each two names of a person."""
    parts = story.parts
    given = sorted(story.claims.given)
    part_of = dict(zip(given, parts.of_mentions()[given].tolist(), strict=True)) if given else {}
    seen: set[tuple[str, tuple[int, int], str]] = set()
    for join in story.claims.joins:
        one, other = part_of[join.one], part_of[join.other]
        person, names = story.naming.ids[one], (int(parts.name[one]), int(parts.name[other]))
        if (names[0] != names[1] or join.rule == "told") and (person, names, join.rule) not in seen:
            seen.add((person, names, join.rule))
            mine, theirs = (
                parts.places(part)[parts.mentions(part).index(at)]
                for part, at in ((one, join.one), (other, join.other))
            )
            yield Decision(person, None, join.rule, None, Compared(names[0], [mine], names[1], [theirs]))
    by_label = parts.by_label(np.array([each.name for each in story.wanted if each.apart], np.int64))
    for wanted in story.wanted:
        solved = story.solved.get(wanted.name)
        if solved is None:
            continue
        parted: set[tuple[int, int]] = set()
        for pair in wanted.apart:
            one, other = (by_label[wanted.name, solved.labels[wanted.units[unit][0]]] for unit in pair)
            pair_of_parts = min(one, other), max(one, other)
            if pair_of_parts not in parted:
                parted.add(pair_of_parts)
                yield from _apart(story, _parting(story, wanted, pair), None, one, other)


def _parting(story: Story, wanted: Wanted, pair: tuple[int, int]) -> str:
    """Who says that two units are two people's."""
    mentions = story.corpus.mentions(wanted.name)
    one, other = (story.claims.group(mentions[wanted.units[unit][0]]) for unit in pair)
    return "told" if story.claims.told_apart(one, other) else "id"
