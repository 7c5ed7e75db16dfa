"""The entries of a digest: one paper as listed on one day."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from tests.benchmarks.people import LARGEST_TEAM, Group, People
from tests.benchmarks.text import Writer
from tests.benchmarks.variants import Plan, Variant
from tests.benchmarks.vocabulary import Vocabulary

ENGLISH_SHARE = 0.2
SERIALS_PER_MONTH = 99_999
WIDEST_STEP = 40
DAYS_FROM_PAPER_TO_DIGEST = timedelta(days=2)
PICTURES = "https://pictures.example.org"


@dataclass(frozen=True, slots=True)
class Entry:
    """A listing, ready to print. `votes` is None when unknown; only then `vote_line` says how."""

    heading: str
    picture: str
    votes: int | None
    vote_line: str
    authors: str
    summary: str

    def printed(self) -> str:
        """Return the entry as Markdown, without the blank line after it."""
        votes = self.vote_line if self.votes is None else f"Vote: {self.votes}"
        parts = (self.heading, self.picture, votes, self.authors, self.summary)
        return "\n\n".join(part for part in parts if part) + "\n"


class Identifiers:
    """Unique arXiv ids that rise within a month, submitted shortly before their digest."""

    def __init__(self, days: Sequence[date], counts: Sequence[int], random: Random) -> None:
        """Look at the whole schedule, so that no month runs out of numbers.

        Raises:
            ValueError: A month has more papers than there are ids.
        """
        self._random = random
        self._serials: Counter[str] = Counter()
        papers: Counter[str] = Counter()
        for day, count in zip(days, counts, strict=True):
            papers[self._month(day)] += count
        most = max(papers.values())
        if most > SERIALS_PER_MONTH:
            raise ValueError(f"{most} papers in one month; arXiv ids allow {SERIALS_PER_MONTH}: use more digests")
        self._step = min(WIDEST_STEP, SERIALS_PER_MONTH // most)

    def take(self, day: date) -> str:
        """Return a new id for a paper in the digest of `day`."""
        month = self._month(day)
        self._serials[month] += self._random.randint(1, self._step)
        return f"{month}.{self._serials[month]:05}"

    @staticmethod
    def _month(day: date) -> str:
        return f"{day - DAYS_FROM_PAPER_TO_DIGEST:%y%m}"


class Composer:
    """Composes entries one after the other and keeps count of who wrote them."""

    def __init__(self, papers: int, plan: Plan, identifiers: Identifiers, seed: int) -> None:
        # One stream of chance for each concern: a new sentence must not change who wrote with whom.
        self._random = Random(f"{seed} entries")
        self.people = People(papers, Random(f"{seed} people"))
        self._vocabulary = Vocabulary(papers, Random(f"{seed} vocabulary"))
        self._writer = Writer(Random(f"{seed} text"))
        self._plan = plan
        self._identifiers = identifiers
        self.authorships = 0
        self.largest_team = 0
        self.english = 0

    def entry(self, paper: int, day: date) -> Entry:
        """Compose the entry of the next paper, listed on `day`."""
        variants = self._plan.of(paper)
        group = self.people.group()
        subject = self._vocabulary.subject(group.number)
        identifier = self._identifiers.take(day)
        korean = self._random.random() >= ENGLISH_SHARE
        self.english += not korean
        sectioned = paper >= self._plan.first_sectioned
        unknown_votes = not variants.isdisjoint({Variant.NO_VOTE_LINE, Variant.DASH_VOTE})
        return Entry(
            heading=f"### [{self._writer.title(subject, variants)}]({address(identifier, variants)})",
            picture=picture(identifier, variants),
            votes=None if unknown_votes else self.votes(),
            vote_line="Vote: -" if Variant.DASH_VOTE in variants else "",
            authors="" if Variant.NO_AUTHORS in variants else self._authors(self._team(group, variants), variants),
            summary="\n".join(self._writer.summary(subject, variants, korean, sectioned)),
        )

    def votes(self) -> int:
        """Draw a number of votes: mostly a few, at times hundreds."""
        return 1 + int(self._random.lognormvariate(2.2, 0.95))

    def _team(self, group: Group, variants: frozenset[Variant]) -> list[int]:
        size = LARGEST_TEAM if Variant.LARGEST_TEAM in variants else self.people.team_size()
        team = self.people.team(group, size)
        self.authorships += size
        self.largest_team = max(self.largest_team, size)
        return team

    def _authors(self, team: list[int], variants: frozenset[Variant]) -> str:
        names = [self.people.spelling(person) for person in team]
        self._random.shuffle(names)
        if Variant.PYTHON_LIST_AUTHORS in variants:
            return f"Authors: {names!r}"
        if Variant.CUT_AUTHORS in variants:
            names.insert(-1, "+")
        return "Authors: " + ", ".join(names)


def address(identifier: str, variants: frozenset[Variant]) -> str:
    """Return the address of a paper as its heading links to it."""
    version = "v2" if Variant.VERSIONED_ID in variants else ""
    space = " " if Variant.SPACE_AFTER_ID in variants else ""
    return f"https://arxiv.org/abs/{identifier}{version}{space}"


def picture(identifier: str, variants: frozenset[Variant]) -> str:
    """Return the picture or video of a paper.

    >>> picture("2404.00017", frozenset({Variant.AVATAR}))
    '![](/avatars/2404-00017.svg)'
    """
    if Variant.AVATAR in variants:
        return f"![](/avatars/{identifier.replace('.', '-')}.svg)"
    if Variant.VIDEO in variants:
        film = f"{PICTURES}/films/{identifier}.mp4"
        return f'[Watch Video]({film})\n<div><video controls src="{film}" muted="false"></video></div>'
    return f"![]({PICTURES}/papers/{identifier}.png)"
