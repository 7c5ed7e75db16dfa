"""What two states of a table differ in."""

from collections.abc import Iterator

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.loaders.neo4j.chunks import key_columns
from paperatlas.loaders.neo4j.statements import Kind


def vanished(kind: Kind, before: pa.Table, after: pa.Table) -> pa.Table:
    """The keys that are no longer there, in order."""
    keys = key_columns(kind)
    if not len(before) or not len(after):
        return before.select(keys)
    return _answer(before, after, f"SELECT {_list(keys)} FROM before ANTI JOIN after USING ({_list(keys)}) ORDER BY ALL")


def created(kind: Kind, before: pa.Table, after: pa.Table) -> pa.Table:
    """The rows that were not there, in the order of their keys."""
    if not len(before) or not len(after):
        return after
    keys = _list(key_columns(kind))
    return _answer(before, after, f"SELECT * FROM after ANTI JOIN before USING ({keys}) ORDER BY {keys}")


def changed(kind: Kind, before: pa.Table, after: pa.Table) -> Iterator[tuple[list[str], pa.Table]]:
    """The rows whose properties differ, by the names of these properties; keys and these columns, in order."""
    names = [declared.name for declared in kind.properties]
    if not len(before) or not len(after) or not names:
        return
    keys = key_columns(kind)
    differing = " + ".join(
        f'CASE WHEN after."{name}" IS DISTINCT FROM before."{name}" THEN {2**position} ELSE 0 END'
        for position, name in enumerate(names)
    )
    query = (
        f"SELECT after.*, CAST({differing} AS BIGINT) AS differing FROM after JOIN before USING ({_list(keys)}) "
        f"WHERE differing > 0 ORDER BY differing, {_list(keys)}"
    )
    rows = _answer(before, after, query)
    for mask in pc.unique(rows["differing"]).to_pylist():
        chosen = [name for position, name in enumerate(names) if mask & 2**position]
        yield chosen, rows.filter(pc.equal(rows["differing"], mask)).select([*keys, *chosen])


def _answer(before: pa.Table, after: pa.Table, query: str) -> pa.Table:
    with duckdb.connect() as connection:
        connection.register("before", before)
        connection.register("after", after)
        return connection.sql(query).to_arrow_table()


def _list(names: list[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)
