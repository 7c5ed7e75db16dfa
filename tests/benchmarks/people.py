"""People with unique names, who write papers in research groups and meet again."""

import math
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any

from tests.benchmarks import words

PAPERS_PER_GROUP = 7
LARGEST_TEAM = 663
LARGE_TEAM = 50
LARGEST_USUAL_TEAM = 250
LARGE_TEAM_SHARE = 0.007
MEDIAN_TEAM = 6.4
TEAM_SPREAD = 0.6
NEWCOMER_SHARE = 0.385
VISITOR_SHARE = 0.08
HOME_CULTURE_SHARE = 0.7
BARE_INITIAL_SHARE = 0.03
MIDDLE_INITIAL_SHARE = 0.09
ODD_NAME_SHARE = 0.002
OTHER_SCRIPT_SHARE = 0.3
RESPELLED_SHARE = 0.02
RESPELLED_SHARE_WITH_MARKS = 0.2
OTHER_SPELLING_SHARE = 0.35
UNDECOMPOSED = str.maketrans({"ø": "o", "ł": "l", "ß": "ss", "ı": "i", "đ": "d", "æ": "ae"})
NOT_ALPHANUMERIC = re.compile(r"[\W_]+")


def without_marks(name: str) -> str:
    """Drop the diacritics of a name.

    >>> without_marks("José Núñez")
    'Jose Nunez'
    """
    if name.isascii():
        return name
    return "".join(char for char in unicodedata.normalize("NFKD", name) if not unicodedata.combining(char))


def identity(name: str) -> str:
    """Reduce a name to what no two people share, whatever spelling a reader treats as equal.

    >>> identity("Min-Jun  O'Brien") == identity("Minjun OBrien")
    True
    """
    return NOT_ALPHANUMERIC.sub("", without_marks(name.casefold().translate(UNDECOMPOSED)))


def other_spelling(name: str) -> str:
    """Spell a name as a careless second source would.

    >>> other_spelling("José Ruiz"), other_spelling("Y. Wu"), other_spelling("Anna Berg")
    ('Jose Ruiz', 'Y Wu', 'Anna  Berg')
    """
    if not name.isascii():
        name_without_marks = without_marks(name)
        if name_without_marks.isascii():
            return name_without_marks
    if ". " in name and name[0].isalpha():
        return name.replace(". ", " ", 1)
    return name.replace(" ", "  ", 1)


@dataclass(frozen=True, slots=True)
class Culture:
    """How the names of one part of the world are built."""

    share: float
    given: list[str]
    given_ending: list[str]
    family: list[str]
    joint: str
    compound: float

    @classmethod
    def read(cls, table: dict[str, Any]) -> "Culture":
        """Make a culture from its table in the word file."""
        return cls(
            share=table["share"],
            given=table["given"].split(),
            given_ending=table["given_ending"].split(),
            family=table["family"].split(),
            joint=table["joint"],
            compound=table["compound"],
        )

    def given_name(self, random: Random) -> str:
        """Choose a given name, of one part or two."""
        given = words.leaning(self.given, random, 1.3)
        if random.random() < self.compound:
            return given + self.joint + words.leaning(self.given_ending, random, 1.2)
        return given

    def name(self, random: Random) -> str:
        """Choose a full name; not always a new one."""
        given, family = self.given_name(random), words.leaning(self.family, random, 1.5)
        shape = random.random()
        if shape < BARE_INITIAL_SHARE:
            return f"{given[0]}. {family}"
        if shape < BARE_INITIAL_SHARE + MIDDLE_INITIAL_SHARE:
            return f"{given} {initial(random)}. {family}"
        return f"{given} {family}"


def initial(random: Random) -> str:
    """Choose a capital letter."""
    return random.choice("ABCDEFGHIJKLMNOPRSTVW")


class Names:
    """An endless supply of names, each belonging to one person."""

    def __init__(self, random: Random) -> None:
        lists = words.load("names")
        coined = words.load("terms")["coined"]
        self._random = random
        self._syllables: list[str] = coined["syllables"].split()
        self._odd_kinds: list[str] = lists["odd_kinds"]
        self._other_scripts: list[str] = [name.replace("_", " ") for name in lists["other_scripts"].split()]
        self._taken: set[str] = set()
        self.cultures = [Culture.read(table) for table in lists["culture"]]

    def take(self, culture: Culture) -> str:
        """Return a name nobody has yet."""
        odd = self._random.random() < ODD_NAME_SHARE
        for name in self._attempts(culture, odd):
            key = identity(name)
            if key not in self._taken:
                self._taken.add(key)
                return name
        raise AssertionError("attempts never end")

    def _attempts(self, culture: Culture, odd: bool) -> Iterator[str]:
        if odd:
            yield self._odd_name(culture)
        yield culture.name(self._random)
        while True:
            given, *_, family = culture.name(self._random).split(" ")
            yield f"{given} {initial(self._random)}. {family}"

    def _odd_name(self, culture: Culture) -> str:
        random = self._random
        if random.random() < OTHER_SCRIPT_SHARE:
            return random.choice(self._other_scripts)
        return random.choice(self._odd_kinds).format(
            coined=words.coin(random, self._syllables, [""]),
            digit=random.randint(1, 9),
            initial=initial(random),
            given=words.leaning(culture.given, random),
            family=words.leaning(culture.family, random),
        )


@dataclass(slots=True)
class Group:
    """A research group; `history` names a member once for each paper, so the busy are asked again."""

    culture: Culture
    number: int
    history: list[int] = field(default_factory=list)


class People:
    """Everybody who writes papers: groups whose teams mix members, visitors and newcomers.

    After the team assembly model of Guimerà and others (Science 308, 2005).
    """

    def __init__(self, papers: int, random: Random) -> None:
        self._random = random
        self._supply = Names(random)
        self._names: list[str] = []
        self._other_spellings: dict[int, str] = {}
        shares = [culture.share for culture in self._supply.cultures]
        cultures = random.choices(self._supply.cultures, shares, k=max(3, papers // PAPERS_PER_GROUP))
        self._shares = shares
        self._groups = [Group(culture, number) for number, culture in enumerate(cultures)]

    def __len__(self) -> int:
        return len(self._names)

    def group(self) -> Group:
        """Choose the group that writes the next paper."""
        return words.leaning(self._groups, self._random, 1.6)

    def team_size(self) -> int:
        """Draw a team size: most often 3 to 10, sometimes far more."""
        if self._random.random() < LARGE_TEAM_SHARE:
            return min(LARGEST_USUAL_TEAM, int(LARGE_TEAM * self._random.paretovariate(1.9)) + 1)
        return max(1, min(LARGE_TEAM, round(self._random.lognormvariate(math.log(MEDIAN_TEAM), TEAM_SPREAD))))

    def team(self, group: Group, size: int) -> list[int]:
        """Gather `size` different people around `group`."""
        members: dict[int, None] = {}
        while len(members) < size:
            members[self._next_member(group, members)] = None
        team = list(members)
        group.history.extend(team)
        return team

    def spelling(self, person: int) -> str:
        """Spell a person's name as this paper prints it."""
        other = self._other_spellings.get(person)
        if other is not None and self._random.random() < OTHER_SPELLING_SHARE:
            return other
        return self._names[person]

    def _next_member(self, group: Group, members: dict[int, None]) -> int:
        kind = self._random.random()
        if kind > NEWCOMER_SHARE:
            host = self.group() if kind > 1 - VISITOR_SHARE else group
            for _ in range(3):
                if host.history and (person := self._random.choice(host.history)) not in members:
                    return person
        return self._newcomer(group.culture)

    def _newcomer(self, home: Culture) -> int:
        random = self._random
        at_home = random.random() < HOME_CULTURE_SHARE
        culture = home if at_home else random.choices(self._supply.cultures, self._shares)[0]
        name = self._supply.take(culture)
        person = len(self._names)
        self._names.append(name)
        share = RESPELLED_SHARE if name.isascii() else RESPELLED_SHARE_WITH_MARKS
        if " " in name and random.random() < share:
            self._other_spellings[person] = other_spelling(name)
        return person
