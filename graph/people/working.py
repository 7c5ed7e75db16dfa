"""Blocks solved, those of about the same size at once; none that is known."""

from collections.abc import Iterator, Mapping, Sequence

from paperatlas.graph.people.blocks import Wanted, blocks_of, fingerprints
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.evidence import Model
from paperatlas.graph.people.solving import solve, written

PAIRS_AT_ONCE = 100_000
"""Pairs of groups of the blocks that are solved at once; for memory."""
LIKE = 0.7
"""The size of the smallest of them, as a share of the largest's."""
Known = dict[str, str]
"""Results by fingerprint."""


def solve_all(
    corpus: Corpus, wanted: Sequence[Wanted], model: Model, known: Known, same: Mapping[int, tuple[str, str]]
) -> list[tuple[str, str]]:
    """The fingerprint and the result of each block.

    In this process alone: what any block rests on takes longer to send to others than they would save.

    Args:
        corpus: All papers.
        wanted: Which names to solve.
        model: What is likely.
        known: Results of before.
        same: What is to be given of those that nothing changed of, by their place.
    """
    solved: dict[int, tuple[str, str]] = dict(same)
    left = [at for at in range(len(wanted)) if at not in same]
    for places in in_lots([wanted[at] for at in left]):
        lot = [left[place] for place in places]
        blocks = blocks_of(corpus, [wanted[at] for at in lot])
        keys = list(fingerprints(blocks, model))
        new = [place for place, key in enumerate(keys) if key not in known]
        if 0 < len(new) < len(lot):
            blocks = blocks_of(corpus, [wanted[lot[place]] for place in new])
        results = solve(blocks, model) if new else []
        found = {keys[place]: written(result) for place, result in zip(new, results, strict=True)}
        solved |= {at: (key, found.get(key) or known[key]) for at, key in zip(lot, keys, strict=True)}
    return [solved[at] for at in range(len(wanted))]


def in_lots(wanted: Sequence[Wanted]) -> Iterator[list[int]]:
    """Blocks by number, in lots of those of about the same size: they are solved at once."""
    lot: list[int] = []
    largest = 0
    for at in sorted(range(len(wanted)), key=lambda at: (-len(wanted[at].units), at)):
        size = len(wanted[at].units)
        if lot and (size < LIKE * largest or (len(lot) + 1) * largest**2 > PAIRS_AT_ONCE):
            yield lot
            lot = []
        if not lot:
            largest = size
        lot.append(at)
    if lot:
        yield lot
