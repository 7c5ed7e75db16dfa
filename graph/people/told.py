"""What the user says of people, found in the papers."""

import itertools
from collections.abc import Iterable, Mapping, Sequence

import pyarrow as pa

from paperatlas.graph.people.resolution import TOLD
from paperatlas.graph.person_references import signed


def told_people(
    same: Iterable[Sequence[str]], different: Iterable[Sequence[str]], inputs: Mapping[str, pa.Table]
) -> tuple[pa.Table, list[tuple[str, str]]]:
    """The table that people are told apart by, and what is there of it in no paper, each with its rule.

    Args:
        same: References that are one person, as `paperatlas.graph.person_references` spells them.
        different: References that are several.
        inputs: The tables of `paperatlas.graph.joining.join_readings`.
    """
    groups = [("same", group) for group in same] + [("different", group) for group in different]
    if not groups:
        return TOLD.empty_table(), []
    known = signed(inputs, [each for _, group in groups for each in group])
    rows: dict[tuple[str, str, str], None] = {}
    missing: dict[tuple[str, str], None] = {}
    for kind, group in groups:
        found = {each: known.found(each) for each in group}
        missing |= {(f"people.{kind}", each): None for each, meant in found.items() if meant is None}
        meant = sorted({each for each in found.values() if each is not None})
        pairs = itertools.combinations(meant, 2) if kind == "different" else ((meant[0], it) for it in meant[1:])
        rows |= {(kind, one, other): None for one, other in pairs}
    columns = zip(*sorted(rows), strict=True) if rows else ((),) * len(TOLD)
    return pa.table(dict(zip(TOLD.names, map(list, columns), strict=True)), TOLD), list(missing)
