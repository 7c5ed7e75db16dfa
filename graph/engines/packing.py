"""Tables as bytes in rows of one shape: so a function of a cluster takes several tables, and gives several."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import pyarrow as pa

PACKED = pa.schema([("name", pa.string()), ("place", pa.int64()), ("content", pa.binary())])
"""A batch of rows a row: of which table, and in which order."""
PACKED_DDL = "name string, place bigint, content binary"
ROWS, BYTES = 10_000, 1_000_000
"""In a batch that is given, at most, unless a row alone is larger."""
Batches = Iterable[pa.RecordBatch]
Function = Callable[..., pa.Table | Mapping[str, pa.Table]]


def packed(name: str, table: pa.Table) -> Iterator[pa.RecordBatch]:
    """The batches of a table as bytes; of an empty one too, so that it is there."""
    batches = table.to_batches(ROWS) or [pa.RecordBatch.from_pylist([], table.schema)]
    for place, piece in enumerate(piece for batch in batches for piece in _pieces(batch)):
        yield _packed(name, place, piece)


def _packed(name: str, place: int, piece: pa.RecordBatch) -> pa.RecordBatch:
    return pa.RecordBatch.from_pydict({"name": [name], "place": [place], "content": [written(piece)]}, PACKED)


def _pieces(batch: pa.RecordBatch) -> Iterator[pa.RecordBatch]:
    """A batch in pieces of few bytes."""
    if len(batch) < 2 or batch.nbytes <= BYTES:
        yield batch
        return
    half = len(batch) // 2
    yield from _pieces(batch.slice(0, half))
    yield from _pieces(batch.slice(half))


def packing(name: str) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    """A function over batches that packs them."""

    def pack(batches: Batches) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            yield from (_packed(name, 0, piece) for piece in _pieces(batch))

    return pack


def unpacking(schema: pa.Schema) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    """A function over packed rows that gives the rows in them."""

    def unpack(batches: Batches) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            for content in batch.column("content"):
                yield from as_declared(read(content.as_py()), schema).to_batches()

    return unpack


def in_one_task(
    function: Function, name: str, schemas: Sequence[pa.Schema]
) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    """A function over the packed rows of several tables, whose names are their numbers, that gives packed tables."""

    def compute(batches: Batches) -> Iterator[pa.RecordBatch]:
        parts: list[list[tuple[int, pa.Table]]] = [[] for _ in schemas]
        for batch in batches:
            for number, place, content in zip(*(batch.column(each).to_pylist() for each in PACKED.names), strict=True):
                parts[int(number)].append((place, read(content)))
        tables = []
        for schema, pieces in zip(schemas, parts, strict=True):
            pieces.sort(key=lambda piece: piece[0])
            tables.append(pa.concat_tables([schema.empty_table(), *(as_declared(it, schema) for _, it in pieces)]))
        yield from _all_packed(name, function(*tables))

    return compute


def in_groups(function: Function, name: str, key: str, rows: int) -> Callable[[Batches], Iterator[pa.RecordBatch]]:
    """A function over rows that are sorted by a column, called with at least so many rows, no group of them parted."""

    def compute(batches: Batches) -> Iterator[pa.RecordBatch]:
        for table in whole_groups(batches, key, rows):
            yield from _all_packed(name, function(table))

    return compute


def whole_groups(batches: Batches, key: str, rows: int) -> Iterator[pa.Table]:
    """Tables of at least so many rows, cut where the key changes."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        if sum(len(each) for each in waiting) >= rows and len(batch):
            table = pa.Table.from_batches(waiting)
            keys = table[key].combine_chunks()
            last = keys[-1].as_py()
            first = keys.index(keys[-1]).as_py()
            if first > 0:
                yield table.slice(0, first)
                waiting = table.slice(first).to_batches()
            elif batch.column(key)[0].as_py() != last:
                yield table
                waiting = []
        waiting.append(batch)
    if waiting:
        yield pa.Table.from_batches(waiting)


def chunks(batches: Batches, rows: int) -> Iterator[pa.Table]:
    """Tables of at least so many rows."""
    waiting: list[pa.RecordBatch] = []
    for batch in batches:
        waiting.append(batch)
        if sum(map(len, waiting)) >= rows:
            yield pa.Table.from_batches(waiting)
            waiting = []
    if waiting:
        yield pa.Table.from_batches(waiting)


def _all_packed(name: str, made: pa.Table | Mapping[str, pa.Table]) -> Iterator[pa.RecordBatch]:
    for table, rows in ({name: made} if isinstance(made, pa.Table) else made).items():
        yield from packed(table, rows)


def as_declared(table: pa.Table, schema: pa.Schema) -> pa.Table:
    """A table whose types differ at most in what may be null."""
    return table if table.schema.equals(schema) else table.select(schema.names).cast(schema)


def nullable(schema: pa.Schema) -> pa.Schema:
    """The same columns, where everything may be null: what a cluster says of its own."""
    return pa.schema([pa.field(each.name, _nullable(each.type)) for each in schema])


def _nullable(kind: pa.DataType) -> pa.DataType:
    if pa.types.is_list(kind):
        return pa.list_(_nullable(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([pa.field(each.name, _nullable(each.type)) for each in kind])
    return kind


def written(batch: pa.RecordBatch) -> bytes:
    """A batch as bytes."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as writer:
        writer.write_batch(batch)
    content: bytes = sink.getvalue().to_pybytes()
    return content


def read(content: bytes) -> pa.Table:
    """The rows that were written as bytes."""
    return pa.ipc.open_stream(content).read_all()
