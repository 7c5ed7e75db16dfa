"""What two states of a table differ in."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.loaders.neo4j.chunks import key_columns
from paperatlas.loaders.neo4j.statements import Kind

_CREATED, _VANISHED = -1, -2  # else a bit a property that differs


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
    """Compares two tables whose rows are in the order of their keys."""
    keys, names = key_columns(kind), [declared.name for declared in kind.properties]
    if not len(before) or not len(after):
        return Difference(before.select(keys), after, [])
    rows = _joined(keys, names, before, after)
    outcomes = rows["outcome"]
    changed = []
    for mask in sorted(mask for mask in pc.unique(outcomes).to_pylist() if mask > 0):
        differing = [name for position, name in enumerate(names) if mask & 2**position]
        changed.append((differing, rows.filter(pc.equal(outcomes, mask)).select([*keys, *differing])))
    return Difference(
        rows.filter(pc.equal(outcomes, _VANISHED)).select(keys),
        rows.filter(pc.equal(outcomes, _CREATED)).select([*keys, *names]),
        changed,
    )


def _joined(keys: Sequence[str], names: Sequence[str], before: pa.Table, after: pa.Table) -> pa.Table:
    """The rows that differ, as they are afterwards, and how."""
    differing = " + ".join(
        f'CASE WHEN after."{name}" IS DISTINCT FROM before."{name}" THEN {2**position} ELSE 0 END'
        for position, name in enumerate(names)
    )
    columns = ", ".join(f'"{name}"' for name in keys)
    properties = "".join(f', after."{name}"' for name in names)
    query = f"""
        SELECT {columns}{properties}, CASE WHEN before.there IS NULL THEN {_CREATED}
               WHEN after.there IS NULL THEN {_VANISHED} ELSE {differing or 0} END AS outcome
        FROM (SELECT *, true AS there FROM rows_before) AS before
        FULL JOIN (SELECT *, true AS there FROM rows_after) AS after USING ({columns})
        WHERE outcome <> 0
        ORDER BY {columns}
    """
    with duckdb.connect() as connection:
        connection.register("rows_before", before)
        connection.register("rows_after", after)
        return connection.sql(query).to_arrow_table()
