"""The decisions as rows: what was joined to what and who was parted from whom, each with its reasons."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa

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
    columns = _columns(story, decisions)
    known = EVIDENCE.empty_table() if known is None else known
    row_of = {key: row for row, key in enumerate(zip(*(known[name].to_pylist() for name in KEY), strict=True))}
    rows = [row_of.get(key, -1) for key in zip(*(columns[name] for name in KEY), strict=True)]
    new = [at for at, row in enumerate(rows) if row < 0]
    for number, at in enumerate(new):
        rows[at] = len(known) + number
    fresh = reasons(story.corpus, [decisions[at].compared for at in new])
    whys = pa.concat_tables([known.select(REASONS), fresh.cast(known.select(REASONS).schema)])
    whys = whys.combine_chunks().take(pa.array(rows, pa.int64()))
    made = [
        whys[name] if name in REASONS else pa.array(columns[name], EVIDENCE.field(name).type) for name in EVIDENCE.names
    ]
    return pa.Table.from_arrays(made, schema=EVIDENCE).take(pa.array(_in_order(columns), pa.int64()))


def _columns(story: Story, decisions: Sequence[Decision]) -> dict[str, list[Any]]:
    """What is to be said of decisions, but for their reasons."""
    authors, compared = story.corpus.authors, [each.compared for each in decisions]
    return {
        "person": [each.person for each in decisions],
        "other": [each.other for each in decisions],
        "action": ["joined" if each.other is None else "apart" for each in decisions],
        "rule": [each.rule for each in decisions],
        "name": [authors[each.name] for each in compared],
        "other_name": [authors[each.other_name] for each in compared],
        "paper": _papers(story.corpus, [(each.name, each.places) for each in compared]),
        "other_paper": _papers(story.corpus, [(each.other_name, each.other_places) for each in compared]),
        "score": [None if each.score is None else rounded_score(each.score) for each in decisions],
    }


def _in_order(columns: Mapping[str, Sequence[Any]]) -> list[int]:
    names = ("person", "action", "other", "rule", "name", "other_name", "paper", "other_paper")
    ordered = [[each or "" for each in columns[name]] for name in names]
    rows = list(zip(*ordered, map(str, columns["score"]), strict=True))
    return sorted(range(len(rows)), key=rows.__getitem__)


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
