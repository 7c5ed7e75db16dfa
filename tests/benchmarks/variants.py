"""Which paper shows which of the oddities that real digests have, in the counted proportions."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from enum import Enum, auto
from random import Random

COUNTED_PAPERS = 5_487
SECTIONED_SHARE = 0.7
LARGEST_TEAM_NEEDS = 1_000


class Variant(Enum):
    """A way in which a paper's entry differs from the regular form."""

    NO_VOTE_LINE = auto()
    DASH_VOTE = auto()
    CUT_AUTHORS = auto()
    PYTHON_LIST_AUTHORS = auto()
    NO_AUTHORS = auto()
    LARGEST_TEAM = auto()
    VIDEO = auto()
    AVATAR = auto()
    VERSIONED_ID = auto()
    SPACE_AFTER_ID = auto()
    TITLE_LATEX = auto()
    TITLE_BRACKETS = auto()
    TITLE_MARKUP = auto()
    LITERAL = auto()
    MALFORMED_LITERAL = auto()
    NESTED_BULLETS = auto()
    NUMBERED_LINES = auto()
    LATEX = auto()
    TAB = auto()
    LINK = auto()
    GLUED_ADDRESS = auto()
    RELISTED = auto()


# Papers per 5,487. A paper shows at most one variant of a row.
COUNTS: tuple[dict[Variant, int], ...] = (
    {Variant.NO_VOTE_LINE: 85, Variant.DASH_VOTE: 24},
    {Variant.CUT_AUTHORS: 115, Variant.PYTHON_LIST_AUTHORS: 137, Variant.NO_AUTHORS: 11},
    {Variant.VIDEO: 420, Variant.AVATAR: 60},
    {Variant.VERSIONED_ID: 6, Variant.SPACE_AFTER_ID: 4},
    {Variant.TITLE_LATEX: 40, Variant.TITLE_BRACKETS: 14, Variant.TITLE_MARKUP: 36},
    {Variant.NESTED_BULLETS: 150},
    {Variant.NUMBERED_LINES: 70},
    {Variant.LATEX: 110},
    {Variant.TAB: 25},
    {Variant.LINK: 260},
    {Variant.GLUED_ADDRESS: 90},
)
SECTION_COUNTS: dict[Variant, int] = {Variant.LITERAL: 48, Variant.MALFORMED_LITERAL: 8}
RELISTED_COUNT = 1


def in_proportion(count: int, papers: int) -> int:
    """Scale a count to a corpus of `papers`, keeping at least one.

    >>> in_proportion(85, 110_000), in_proportion(85, 10)
    (1704, 1)
    """
    return max(1, round(count * papers / COUNTED_PAPERS))


class Plan:
    """The variants of every paper, drawn before the first one is written."""

    def __init__(self, papers: int, relistable: int, random: Random) -> None:
        """Draw the variants.

        Args:
            papers: How many papers there are.
            relistable: How many of them, from the first on, have a later day to be listed on again.
            random: Where chance comes from.
        """
        self.first_sectioned = round(papers * (1 - SECTIONED_SHARE))
        self._random = random
        self._variants: defaultdict[int, set[Variant]] = defaultdict(set)
        for row in COUNTS:
            self._draw(range(papers), {kind: in_proportion(count, papers) for kind, count in row.items()})
        sectioned = range(self.first_sectioned, papers)
        self._draw(sectioned, {kind: in_proportion(count, papers) for kind, count in SECTION_COUNTS.items()})
        if papers >= LARGEST_TEAM_NEEDS:
            self._draw(self._regular(papers), {Variant.LARGEST_TEAM: 1})
        self._draw(self._regular(relistable), {Variant.RELISTED: in_proportion(RELISTED_COUNT, papers)})

    def of(self, paper: int) -> frozenset[Variant]:
        """Return the variants of a paper, by its place in the order of writing."""
        return frozenset(self._variants.get(paper, ()))

    def count(self, variant: Variant) -> int:
        """Count the papers that show a variant."""
        return sum(variant in variants for variants in self._variants.values())

    def _regular(self, papers: int) -> list[int]:
        return [paper for paper in range(papers) if paper not in self._variants]

    def _draw(self, candidates: Sequence[int], counts: dict[Variant, int]) -> None:
        kinds = itertools.chain.from_iterable([kind] * count for kind, count in counts.items())
        chosen = self._random.sample(candidates, min(len(candidates), sum(counts.values())))
        for paper, kind in zip(chosen, kinds, strict=False):
            self._variants[paper].add(kind)
