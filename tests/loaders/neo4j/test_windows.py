"""What leads from one state to another is found a part of the tables at a time; no server needed."""

import io
import itertools
import random
from collections.abc import Iterator

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from paperatlas.base.errors import StoreError
from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.schema import COLLABORATED_WITH
from paperatlas.loaders.neo4j import batches, chunks, windows
from paperatlas.loaders.neo4j.batches import BATCH, Batch, Plan, Side
from paperatlas.loaders.neo4j.chunks import MOST_ROWS, split, unpacked
from paperatlas.loaders.neo4j.ledger import State

Row = tuple[str, str, int]


def table(rows: list[Row]) -> pa.Table:
    schema = arrow_schema(COLLABORATED_WITH)
    columns = [[row[at] for row in rows] for at in range(3)]
    none = [None] * len(rows)
    weights = [1.0] * len(rows)
    return pa.table([*columns, weights, none, none], schema=schema) if rows else schema.empty_table()


def side(rows: list[Row], parts: int = 7) -> Side:
    """A state of the table, its chunks kept as bytes."""
    whole = table(rows)
    length = len(whole) // parts + 1
    cut = {
        it.name: it.content
        for it in split(COLLABORATED_WITH, (whole.slice(at, length) for at in range(0, len(whole), length)))
    }
    return Side(State("x", tuple(cut)), lambda kind, names: unpacked(kind, map(cut.__getitem__, names)))


def led_to(rows: list[Row], plan: Iterator[Batch]) -> list[Row]:
    """The rows after the batches, each taken as it says."""
    state = {row[:2]: row[2] for row in rows}
    for batch in plan:
        assert 0 < len(batch.rows) <= BATCH
        for row in batch.rows.to_pylist():
            key = (row["source"], row["target"])
            assert (key in state) == (batch.outcome != "created")
            if batch.outcome == "removed":
                del state[key]
            else:
                state[key] = row["papers"]
    return [(*key, papers) for key, papers in sorted(state.items())]


def some(chance: random.Random, number: int) -> list[Row]:
    keys = sorted({(f"a{chance.randrange(300):03}", f"b{chance.randrange(10**6)}") for _ in range(number)})
    return [(*key, chance.randrange(3)) for key in keys]


@pytest.mark.parametrize("seed", range(4))
def test_windows_lead_from_any_state_to_any_other(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "WINDOW", 1500)
    monkeypatch.setattr(windows, "LOT", 1)
    monkeypatch.setattr(batches, "KEPT", 5000)
    chance = random.Random(seed)
    one = some(chance, 6_000)
    stays = [row for row in one if chance.random() < (0.999, 0.9, 0.3, 0.0)[seed]]
    other = sorted({row[:2]: row for row in [*stays, *some(chance, (5, 50, 3000, 5000)[seed])]}.values())
    for before, after in itertools.permutations((one, other, []), 2):
        plan = Plan(side(before), side(after, parts=3))
        assert led_to(before, iter(plan)) == after
        touched = sum(len(batch.rows) for batch in plan)
        common = {row[:2] for row in before} & {row[:2] for row in after}
        changed = sum(
            old != new
            for old, new in zip(*([row for row in rows if row[:2] in common] for rows in (before, after)), strict=True)
        )
        assert touched == len(before) + len(after) - 2 * len(common) + changed


def test_rows_in_no_order_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "LOT", 1)
    rows = [(f"a{number:05}", "b", 1) for number in range(20_000)]
    held = side(rows)
    turned = Side(State("x", held.state.chunks[::-1]), held.rows)
    with pytest.raises(StoreError, match=r"an order that is not known.*load --remove"):
        list(Plan(turned, side([(*row[:2], 2) for row in rows])))


def test_a_chunk_ends_where_no_key_ends_one() -> None:
    rows = [("a", f"{number:07}-same-tail", 1) for number in range(MOST_ROWS * 2)]
    cut = list(split(COLLABORATED_WITH, [table(rows)]))
    assert [chunk.rows for chunk in cut] in ([MOST_ROWS, MOST_ROWS], [1] * len(rows))


def test_no_more_than_some_windows_are_in_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """A table is read from its file, cut, and compared with one of which each row differs."""
    monkeypatch.setattr(chunks, "USUAL_ROWS", 128)
    monkeypatch.setattr(chunks, "MOST_ROWS", 1024)
    monkeypatch.setattr(windows, "WINDOW", 1000)
    monkeypatch.setattr(windows, "LOT", 500)
    monkeypatch.setattr(batches, "KEPT", 1000)
    schema = arrow_schema(COLLABORATED_WITH)
    rows = [(f"author:{number // 10:06}", f"author:{number:09}", 1) for number in range(40_000)]
    held, file, whole = side(rows, parts=50), io.BytesIO(), table(rows).nbytes
    pq.write_table(table([(*row[:2], 2) for row in rows]), file, row_group_size=5000)
    before, most = pa.total_allocated_bytes(), 0

    def seen(part: pa.Table) -> pa.Table:
        nonlocal most
        most = max(most, pa.total_allocated_bytes() - before)
        return part

    parts = (seen(pa.Table.from_batches([it]).cast(schema)) for it in pq.ParquetFile(file).iter_batches(1000))
    cut = {seen(it).name: it.content for it in split(COLLABORATED_WITH, parts)}
    coming = Side(State("y", tuple(cut)), lambda kind, names: seen(unpacked(kind, map(cut.__getitem__, names))))
    assert sum(len(seen(batch).rows) for batch in Plan(held, coming) if batch.outcome == "changed") == len(rows)
    assert most < whole / 3
