"""What is given: ids that sources print beside a name, and what the user says; mentions that it joins or parts.

The user is believed first, then ids that people or curators keep, then those that services make up. An id is not
believed where it stands on two authors of one paper, or beside a name that has nothing in common with its other names.
"""

import functools
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from paperatlas.graph.identity import mention_id
from paperatlas.graph.people.mentions import Mentions
from paperatlas.graph.people.names import Name, take_apart
from paperatlas.graph.people.resolution import Contradiction
from paperatlas.graph.people.variants import rule_of

KEPT_BY_PEOPLE = ("orcid", "dblp", "acl")
"""Schemes of which nobody has two ids: these part people too."""


@dataclass(frozen=True, slots=True)
class GivenJoin:
    """Two mentions that are one person's, by number, and why: "told" or "id"."""

    one: int
    other: int
    rule: str


class Claims:
    """Groups of mentions that are one person's for sure, and which of them are not.

    Attributes:
        joins: What joined them.
        problems: What contradicts.
    """

    def __init__(self, mentions: Mentions, told: Iterable[tuple[str, str, str]]) -> None:
        self.joins: list[GivenJoin] = []
        self.problems: list[Contradiction] = []
        self._mentions = mentions
        self._leader: dict[int, int] = {}
        self._papers: dict[int, set[str]] = {}
        self._ids: dict[int, set[str]] = {}
        self._parted: defaultdict[int, set[int]] = defaultdict(set)
        self._different: list[tuple[int, int, str, str]] = []
        believed = _believed(mentions, self.problems)
        for number, ids in believed.items():
            self._ids[number] = {each for each in ids if each.partition(":")[0] in KEPT_BY_PEOPLE}
        self._take_told(sorted(set(told)), believed)
        self._take_ids(believed)

    def group(self, mention: int) -> int:
        """The number of the first mention that is the same person's for sure."""
        while mention in self._leader:
            mention = self._leader[mention]
        return mention

    @functools.cached_property
    def given(self) -> frozenset[int]:
        """The mentions of which something is given."""
        return frozenset(number for number in (*self._leader, *self.groups) if self.group(number) in self.groups)

    @functools.cached_property
    def groups(self) -> frozenset[int]:
        """The groups of which something is given."""
        kept = {self.group(number) for number, ids in self._ids.items() if ids}
        return frozenset(kept | set(self._papers) | {group for group, parted in self._parted.items() if parted})

    def papers(self, group: int) -> set[str]:
        """The papers of a group."""
        return self._papers.get(group) or {self._mentions[group].paper}

    def apart(self, one: int, other: int) -> bool:
        """Whether two groups can't be one person's."""
        if other in self._parted.get(one, ()):
            return True
        return bool(_two_ids(self._ids.get(one, ()), self._ids.get(other, ()))) or not self.papers(one).isdisjoint(
            self.papers(other)
        )

    def told_apart(self, one: int, other: int) -> bool:
        """Whether the user says that two groups are different people."""
        return other in self._parted.get(one, ())

    def _join(self, one: int, other: int) -> None:
        first, second = sorted((self.group(one), self.group(other)))
        if first == second:
            return
        self._papers[first] = self.papers(first) | self.papers(second)
        self._ids[first] = self._ids.get(first, set()) | self._ids.get(second, set())
        for parted in self._parted.pop(second, set()):
            self._parted[parted].discard(second)
            self._parted[parted].add(first)
            self._parted[first].add(parted)
        self._leader[second] = first

    def _take_told(self, told: Sequence[tuple[str, str, str]], believed: Mapping[int, tuple[str, ...]]) -> None:
        """What the user says, joining first."""
        if not told:
            return
        bearers = _bearers(self._mentions, believed, {name for _, *names in told for name in names})
        for kind, one, other in told:
            for name in (one, other):
                if name not in bearers:
                    self._problem("override-unmatched", f"no author or id {name} is in these papers", name, "")
            if kind == "same" and one in bearers and other in bearers:
                self._told_same(bearers[one] + bearers[other], one, other)
        for kind, one, other in told:
            if kind == "different":
                self._told_different(bearers.get(one, []), bearers.get(other, []), one, other)

    def _told_same(self, numbers: Sequence[int], one: str, other: str) -> None:
        first = numbers[0]
        for number in numbers[1:]:
            mine, theirs = self._ids.get(self.group(first), set()), self._ids.get(self.group(number), set())
            if self.group(first) != self.group(number) and (two := _two_ids(mine, theirs)):
                told = f"{one} and {other} are joined as an override says, though {two[0]} and {two[1]} are two people"
                self._problem("override-contradicts-id", told, one, other)
            if self.group(first) != self.group(number):
                self.joins.append(GivenJoin(first, number, "told"))
            self._join(first, number)

    def _told_different(self, ones: Sequence[int], others: Sequence[int], one: str, other: str) -> None:
        for first in ones:
            for second in others:
                mine, theirs = self.group(first), self.group(second)
                if mine == theirs:
                    if first != second:
                        told = f"{one} and {other} are told to be the same and to be different; they stay the same"
                        self._problem("override-contradicts-itself", told, one, other)
                    continue
                self._parted[mine].add(theirs)
                self._parted[theirs].add(mine)
                self._different.append((mine, theirs, one, other))

    def _take_ids(self, believed: Mapping[int, tuple[str, ...]]) -> None:
        """Joins what has the same id, those that people keep first."""
        bearers: defaultdict[str, list[int]] = defaultdict(list)
        for number, ids in believed.items():
            for each in ids:
                bearers[each].append(number)
        for each in sorted(bearers, key=lambda each: (each.partition(":")[0] not in KEPT_BY_PEOPLE, each)):
            groups = [bearers[each][0]]
            for number in bearers[each][1:]:
                fits = next((one for one in groups if not self._parts(one, number, each)), None)
                if fits is None:
                    groups.append(number)
                elif self.group(fits) != self.group(number):
                    self.joins.append(GivenJoin(fits, number, "id"))
                    self._join(fits, number)

    def _parts(self, one: int, other: int, each: str) -> bool:
        """Whether something speaks against what an id says of two mentions."""
        mine, theirs = self.group(one), self.group(other)
        if mine == theirs or not self.apart(mine, theirs):
            return False
        if theirs in self._parted.get(mine, ()):
            names = self._mentions[one].author, self._mentions[other].author
            told = f"{names[0]} and {names[1]} are two people as an override says, though both have {each}"
            self._problem("override-contradicts-id", told, each, names[0])
        elif two := _two_ids(self._ids.get(mine, ()), self._ids.get(theirs, ())):
            message = f"{each} stands beside {two[0]} and {two[1]}, which are two people; they are kept apart"
            self._problem("ids-contradict", message, two[0], two[1])
        return True

    def _problem(self, code: str, message: str, one: str, other: str) -> None:
        problem = Contradiction(code, message, one, other)
        if problem not in self.problems:
            self.problems.append(problem)


def _two_ids(mine: Iterable[str], theirs: Iterable[str]) -> tuple[str, str] | None:
    """Two ids of one scheme, where neither side has the other's."""
    ours, others = _by_scheme(mine), _by_scheme(theirs)
    for scheme in sorted(ours.keys() & others.keys()):
        if ours[scheme].isdisjoint(others[scheme]):
            return min(ours[scheme]), min(others[scheme])
    return None


def _by_scheme(ids: Iterable[str]) -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for each in ids:
        found[each.partition(":")[0]].add(each)
    return found


def _bearers(
    mentions: Mentions, believed: Mapping[int, tuple[str, ...]], meant: Collection[str]
) -> dict[str, list[int]]:
    """The mentions that a user means: by name, by name and paper, by id."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    parts = [each.split("~") for each in meant]
    for number in mentions.of_names({"~".join(each[:at]) for each in parts for at in range(1, len(each) + 1)}):
        mention = mentions[number]
        found[mention.author].append(number)
        found[mention_id(mention.author, mention.paper)].append(number)
    for number, ids in believed.items():
        for each in ids:
            found[each].append(number)
    return found


def _believed(mentions: Mentions, problems: list[Contradiction]) -> dict[int, tuple[str, ...]]:
    """The ids of mentions that are believed."""
    bearers: defaultdict[str, list[int]] = defaultdict(list)
    for number, mention in mentions.with_ids.items():
        for each in mention.ids:
            bearers[each].append(number)
    believed: defaultdict[int, list[str]] = defaultdict(list)
    for each in sorted(bearers):
        numbers = bearers[each]
        papers = Counter(mentions[number].paper for number in numbers)
        for paper in sorted(paper for paper, times in papers.items() if times > 1):
            message = f"{each} stands on {papers[paper]} authors of {paper}; it is not believed there"
            problems.append(Contradiction("id-of-two-authors", message, each, paper))
        once = [number for number in numbers if papers[mentions[number].paper] == 1]
        strangers = _strangers(Counter(mentions[number].author for number in once))
        for author in sorted(strangers):
            message = f"{each} stands beside {author} and beside names unlike it; it is not believed there"
            problems.append(Contradiction("id-of-another-name", message, each, author))
        for number in once:
            if mentions[number].author not in strangers:
                believed[number].append(each)
    return {number: tuple(ids) for number, ids in sorted(believed.items())}


def _strangers(times: Mapping[str, int]) -> set[str]:
    """The names with an id that are unlike its most frequent name; all where another one is as frequent."""
    ranked = sorted(times, key=lambda author: (-times[author], author))
    if len(ranked) < 2:
        return set()
    main = take_apart(ranked[0].partition(":")[2])
    unlike = {author for author in ranked[1:] if not _alike(main, take_apart(author.partition(":")[2]))}
    if any(times[author] == times[ranked[0]] for author in unlike):
        return set(ranked)
    return unlike


def _alike(one: Name, other: Name) -> bool:
    """Whether two names can be one person's at all: also after a wedding, and in two scripts."""
    if rule_of(one, other) is not None:
        return True
    if "".join(one.tokens).isascii() != "".join(other.tokens).isascii():
        return True
    words = {word for word in one.tokens if len(word) > 2}
    return not words.isdisjoint(other.tokens)
