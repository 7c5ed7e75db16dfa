"""Write digests of any size, the same for the same seed.

Run from the project's root:

    python -m tests.benchmarks.generate OUT_DIR --papers 5500 [--digests 357] [--seed 1]
"""

import argparse
import dataclasses
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

from tests.benchmarks import words
from tests.benchmarks.entries import Composer, Entry, Identifiers
from tests.benchmarks.variants import Plan, Variant

FIRST_DAY = date(2023, 5, 4)
# Years in arXiv ids have two digits.
LAST_DAY = date(2099, 12, 31)
WEEKDAYS = 5
PAPERS_PER_DIGEST = 15.4
COUNTED_DIGESTS = 357
TWICE_HEADED_DIGESTS = 5
SURROUNDED_DIGESTS = 6
LATEST_RELISTING = 20


@dataclass(frozen=True, slots=True)
class Totals:
    """What the digests truly hold. Variants count papers; none of a paper listed twice has one.

    `authorships` counts a paper's printed authors, `authors` the people behind all spellings. `listings` is `papers`
    plus `relisted`. Teams are counted as printed, a cut list without what is missing.
    """

    papers: int
    digests: int
    listings: int
    relisted: int
    authorships: int
    authors: int
    largest_team: int
    english_papers: int
    sectioned_papers: int
    no_vote_line: int
    dash_votes: int
    cut_author_lists: int
    python_list_authors: int
    no_authors: int
    videos: int
    avatars: int
    versioned_ids: int
    ids_with_space: int
    literals: int
    malformed_literals: int
    linked_pages: int
    glued_addresses: int
    twice_headed_digests: int
    surrounded_digests: int
    size: int

    @property
    def unknown_votes(self) -> int:
        """How many papers have no number of votes."""
        return self.no_vote_line + self.dash_votes


@dataclass(frozen=True, slots=True)
class Schedule:
    """The days with a digest, and how many new papers each brings."""

    days: list[date]
    counts: list[int]

    @classmethod
    def drawn(cls, papers: int, digests: int, random: Random) -> "Schedule":
        """Spread papers over consecutive weekdays, at least one a day."""
        weights = [0.4 + random.random() for _ in range(digests)]
        share = (papers - digests) / sum(weights)
        counts, owed = [], 0.0
        for weight in weights:
            owed += weight * share
            counts.append(1 + int(owed))
            owed -= int(owed)
        counts[-1] += papers - sum(counts)
        return cls(weekdays(digests), counts)


def weekdays(count: int) -> list[date]:
    """Return the first `count` weekdays since the first digest.

    >>> [f"{day:%a %d}" for day in weekdays(3)]
    ['Thu 04', 'Fri 05', 'Mon 08']
    """
    days: list[date] = []
    day = FIRST_DAY
    while len(days) < count:
        if day.weekday() < WEEKDAYS:
            days.append(day)
        day += timedelta(days=1)
    return days


def possible_days() -> int:
    """Count the weekdays that arXiv ids can tell apart."""
    weeks, rest = divmod((LAST_DAY - FIRST_DAY).days + 1, 7)
    started_week = (FIRST_DAY + timedelta(days=day) for day in range(rest))
    return WEEKDAYS * weeks + sum(day.weekday() < WEEKDAYS for day in started_week)


def usual_digests(papers: int) -> int:
    """Return how many digests hold that many papers in the publisher's usual portions.

    >>> usual_digests(5_500), usual_digests(110_000), usual_digests(3)
    (357, 7143, 1)
    """
    return min(possible_days(), max(1, round(papers / PAPERS_PER_DIGEST)))


class Printer:
    """Prints digests, with the oddities a whole file can have."""

    def __init__(self, digests: int, random: Random) -> None:
        surroundings = words.load("sentences")["surroundings"]
        self._preamble: str = surroundings["preamble"].lstrip("\n")
        self._postscript: str = surroundings["postscript"]
        self.twice_headed = self._some(digests, TWICE_HEADED_DIGESTS, random)
        self.surrounded = self._some(digests, SURROUNDED_DIGESTS, random)

    def printed(self, number: int, day: date, entries: Sequence[Entry]) -> str:
        """Return the text of a digest, the most voted papers first."""
        header = f"## Daily Papers ({day.isoformat()})\n"
        best_first = sorted(entries, key=lambda entry: -1 if entry.votes is None else entry.votes, reverse=True)
        blocks = [header, *(entry.printed() for entry in best_first)]
        if number in self.twice_headed:
            blocks.insert(1 + len(entries) // 2, header)
        text = "\n".join(blocks)
        if number in self.surrounded:
            return self._preamble + text + self._postscript
        return text

    @staticmethod
    def _some(digests: int, counted: int, random: Random) -> frozenset[int]:
        count = max(1, round(counted * digests / COUNTED_DIGESTS))
        return frozenset(random.sample(range(digests), count))


def composed_digests(schedule: Schedule, plan: Plan, composer: Composer, random: Random) -> Iterator[list[Entry]]:
    """Compose day after day, bringing some papers back on a later one with other votes."""
    returning: defaultdict[int, list[Entry]] = defaultdict(list)
    paper = 0
    for number, (day, count) in enumerate(zip(schedule.days, schedule.counts, strict=True)):
        entries = returning.pop(number, [])
        for _ in range(count):
            entry = composer.entry(paper, day)
            entries.append(entry)
            if Variant.RELISTED in plan.of(paper):
                later = random.randint(number + 1, min(number + LATEST_RELISTING, len(schedule.days) - 1))
                returning[later].append(dataclasses.replace(entry, votes=composer.votes()))
            paper += 1
        yield entries


def generate(out_dir: Path, papers: int, digests: int | None = None, seed: int = 1) -> Totals:
    """Write digests into a directory, one file at a time.

    Args:
        out_dir: Where to write; made when missing. Files of other days in it are left alone.
        papers: How many different papers to write.
        digests: How many files to spread them over; by default as many as the publisher would.
        seed: Another number gives other digests.

    Returns:
        The true totals, to hold a reader of the digests against.

    Raises:
        ValueError: There is no way to spread that many papers over that many digests.
    """
    digests = usual_digests(papers) if digests is None else digests
    if not 1 <= digests <= min(papers, possible_days()):
        raise ValueError(f"{papers} papers cannot be spread over {digests} digests")
    random = Random(f"{seed} digests")
    schedule = Schedule.drawn(papers, digests, random)
    plan = Plan(papers, papers - schedule.counts[-1], random)
    printer = Printer(digests, random)
    composer = Composer(papers, plan, Identifiers(schedule.days, schedule.counts, random), seed)
    out_dir.mkdir(parents=True, exist_ok=True)
    size = 0
    for number, entries in enumerate(composed_digests(schedule, plan, composer, random)):
        day = schedule.days[number]
        size += (out_dir / f"{day.isoformat()}.md").write_bytes(printer.printed(number, day, entries).encode())
    return totals(papers, digests, size, plan, printer, composer)


def totals(papers: int, digests: int, size: int, plan: Plan, printer: Printer, composer: Composer) -> Totals:
    """Gather the totals after the last digest."""
    relisted = plan.count(Variant.RELISTED)
    return Totals(
        papers=papers,
        digests=digests,
        listings=papers + relisted,
        relisted=relisted,
        authorships=composer.authorships,
        authors=len(composer.people),
        largest_team=composer.largest_team,
        english_papers=composer.english,
        sectioned_papers=papers - plan.first_sectioned,
        no_vote_line=plan.count(Variant.NO_VOTE_LINE),
        dash_votes=plan.count(Variant.DASH_VOTE),
        cut_author_lists=plan.count(Variant.CUT_AUTHORS),
        python_list_authors=plan.count(Variant.PYTHON_LIST_AUTHORS),
        no_authors=plan.count(Variant.NO_AUTHORS),
        videos=plan.count(Variant.VIDEO),
        avatars=plan.count(Variant.AVATAR),
        versioned_ids=plan.count(Variant.VERSIONED_ID),
        ids_with_space=plan.count(Variant.SPACE_AFTER_ID),
        literals=plan.count(Variant.LITERAL),
        malformed_literals=plan.count(Variant.MALFORMED_LITERAL),
        linked_pages=plan.count(Variant.LINK),
        glued_addresses=plan.count(Variant.GLUED_ADDRESS),
        twice_headed_digests=len(printer.twice_headed),
        surrounded_digests=len(printer.surrounded),
        size=size,
    )


def main() -> None:
    """Write digests as the command line asks, and print their totals."""
    parser = argparse.ArgumentParser(description="Write generated digests, the same for the same seed.")
    parser.add_argument("out_dir", type=Path, help="where to write the files")
    parser.add_argument("--papers", type=int, default=5_500, help="how many papers (default: %(default)s)")
    parser.add_argument("--digests", type=int, help="how many files (default: one for 15.4 papers)")
    parser.add_argument("--seed", type=int, default=1, help="another number gives other digests (default: %(default)s)")
    options = parser.parse_args()
    started = time.perf_counter()
    try:
        result = generate(options.out_dir, options.papers, options.digests, options.seed)
    except ValueError as error:
        parser.error(str(error))
    for name, value in dataclasses.asdict(result).items():
        sys.stdout.write(f"{name:22}{value:>12,}\n")
    sys.stdout.write(f"{'seconds':22}{time.perf_counter() - started:>12.1f}\n")


if __name__ == "__main__":
    main()
