"""Parts as people, who are joined one by one."""

from paperatlas.graph.people.claims import Claims
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.pairing import NamePairs
from paperatlas.graph.people.parts import Parts


class People:
    """Parts as people: at first what is given, then what is joined."""

    def __init__(self, corpus: Corpus, parts: Parts, claims: Claims) -> None:
        """Starts with a person a part, and joins those that are given to be one."""
        self._corpus = corpus
        self._parts = parts
        self._claims = claims
        self._given: dict[int, set[int]] = {}
        self._leader = list(range(len(parts)))
        self._members: dict[int, list[int]] = {}
        self._papers: dict[int, set[int]] = {}
        first: dict[int, int] = {}
        for part, groups in sorted(_given(parts, claims).items()):
            self._given.setdefault(self.of(part), set()).update(groups)
            for group in sorted(groups):
                self.join(first.setdefault(group, part), part)

    def of(self, part: int) -> int:
        """The number of the first part of a part's person."""
        while self._leader[part] != part:
            self._leader[part] = self._leader[self._leader[part]]
            part = self._leader[part]
        return part

    def parts(self, person: int) -> list[int]:
        """All parts of a person."""
        return self._members.get(person) or [person]

    def papers(self, person: int) -> set[int]:
        """All papers of a person."""
        return self._papers.get(person) or set(self._parts.papers(person))

    def joined(self) -> dict[int, list[int]]:
        """The parts of each person of several."""
        return {person: parts for person, parts in self._members.items() if self._leader[person] == person}

    def join(self, one: int, other: int) -> None:
        """Makes two people one."""
        first, second = sorted((self.of(one), self.of(other)))
        if first == second:
            return
        self._members[first] = self.parts(first) + self.parts(second)
        self._papers[first] = self.papers(first) | self.papers(second)
        if second in self._given:
            self._given[first] = self._given.get(first, set()) | self._given.pop(second)
        self._leader[second] = first

    def is_given(self, part: int) -> bool:
        """Whether something is given for a part's person."""
        return self.of(part) in self._given

    def can_be_one(self, one: int, other: int, pairs: NamePairs) -> bool:
        """Whether nothing parts two people: a paper of both, what is given, two names that do not go together."""
        names = [{int(self._parts.name[part]) for part in self.parts(person)} for person in (one, other)]
        if not names[0].isdisjoint(names[1]) or not self.papers(one).isdisjoint(self.papers(other)):
            return False
        if any(
            self._claims.apart(mine, theirs)
            for mine in self._given.get(one, ())
            for theirs in self._given.get(other, ())
        ):
            return False
        return all(
            pairs.rule(mine, theirs) is not None or self._in_two_scripts(mine, theirs)
            for mine in names[0]
            for theirs in names[1]
        )

    def _in_two_scripts(self, one: int, other: int) -> bool:
        names = self._corpus.authors
        return names[one].isascii() != names[other].isascii()


def _given(parts: Parts, claims: Claims) -> dict[int, set[int]]:
    """The groups of mentions that are given, by the parts that have some of them."""
    found: dict[int, set[int]] = {}
    given = sorted(claims.given)
    for number, part in zip(given, parts.of_mentions()[given].tolist(), strict=True) if given else ():
        found.setdefault(part, set()).add(claims.group(number))
    return found
