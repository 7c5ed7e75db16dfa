"""What two states of a table differ in."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from paperatlas.loaders.neo4j.chunks import key_columns
from paperatlas.loaders.neo4j.statements import Kind

Rows = NDArray[np.int64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Difference:
    """Rows in the order of their keys.

    Attributes:
        vanished: The keys of those that are no longer there.
        created: Those that were not there.
        changed: The names of properties that differ, with keys and these properties of the rows that they differ in.
    """

    vanished: pa.Table
    created: pa.Table
    changed: Sequence[tuple[list[str], pa.Table]]


def difference(kind: Kind, before: pa.Table, after: pa.Table) -> Difference:
    """Compares two tables whose rows have different keys."""
    keys, names = key_columns(kind), [declared.name for declared in kind.properties]
    if not len(before) or not len(after):
        return Difference(before.select(keys), after, [])
    numbers_before, numbers_after = _numbered_keys(keys, before, after)
    order_before, order_after = np.argsort(numbers_before, kind="stable"), np.argsort(numbers_after, kind="stable")
    stays = np.isin(numbers_before[order_before], numbers_after, assume_unique=True)
    was = np.isin(numbers_after[order_after], numbers_before, assume_unique=True)
    vanished, kept_before = order_before[~stays], order_before[stays]
    created, kept_after = order_after[~was], order_after[was]
    bits = np.zeros(len(kept_after), np.int64)
    for position, name in enumerate(names):
        differ = _distinct(before[name].take(pa.array(kept_before)), after[name].take(pa.array(kept_after)))
        bits |= differ.astype(np.int64) << position
    changed = []
    for mask in np.unique(bits[bits > 0]).tolist():
        differing = [name for position, name in enumerate(names) if mask & 2**position]
        changed.append((differing, after.select([*keys, *differing]).take(pa.array(kept_after[bits == mask]))))
    return Difference(before.select(keys).take(pa.array(vanished)), after.take(pa.array(created)), changed)


def _numbered_keys(keys: Sequence[str], before: pa.Table, after: pa.Table) -> tuple[Rows, Rows]:
    """A number for each key of both tables, in the order of the keys."""
    numbers = np.zeros(len(before) + len(after), np.int64)
    for name in keys:
        encoded = pa.chunked_array([*before[name].chunks, *after[name].chunks]).combine_chunks().dictionary_encode()
        ranks = np.empty(len(encoded.dictionary), np.int64)
        ranks[pc.sort_indices(encoded.dictionary).to_numpy()] = np.arange(len(ranks))
        numbers = numbers * len(ranks) + ranks[encoded.indices.to_numpy()]
    return numbers[: len(before)], numbers[len(before) :]


def _distinct(before: pa.ChunkedArray, after: pa.ChunkedArray) -> Mask:
    """Where two columns differ; null is equal to null only."""
    if pa.types.is_list(after.type):
        return _distinct_lists(before.combine_chunks(), after.combine_chunks())
    unequal = pc.fill_null(pc.not_equal(before, after), False)
    return _as_mask(pc.or_(unequal, pc.xor(pc.is_null(before), pc.is_null(after))))


def _distinct_lists(before: pa.ListArray, after: pa.ListArray) -> Mask:
    lengths = pa.chunked_array([pc.list_value_length(before)]), pa.chunked_array([pc.list_value_length(after)])
    differ = _distinct(*lengths)
    same = np.flatnonzero(~differ)
    one, other = (values.take(pa.array(same)) for values in (before, after))
    unequal = _as_mask(pc.not_equal(pc.list_flatten(one), pc.list_flatten(other)))
    differ[same[pc.list_parent_indices(one).to_numpy()[unequal]]] = True
    return differ


def _as_mask(column: pa.ChunkedArray | pa.Array) -> Mask:
    return np.array(column.to_numpy(zero_copy_only=False) if isinstance(column, pa.Array) else column.to_numpy(), bool)
