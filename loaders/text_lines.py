"""Rows of a table as lines of text, made column by column: fast, and in little memory."""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

ROWS_AT_ONCE = 4096
HARMFUL = (*range(0x7F, 0xA0), 0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))
"""Controls, marks of direction, line ends beyond ASCII: escaped in JSON and XML, lest what shows them obeys them."""
HARMFUL_CLASS = "".join(f"\\x{{{code:X}}}" for code in HARMFUL)
_JSON_SPECIAL = rf'["\\\x00-\x1f{HARMFUL_CLASS}]'
_JSON_HARMFUL = {code: f"\\u{code:04x}" for code in HARMFUL}


@dataclass(frozen=True, slots=True)
class Field:
    """The text of a column's value between two fixed texts; nothing at all where the value is null.

    Attributes:
        before: Stands before the value.
        column: Where the values are.
        after: Stands behind the value.
        change: What is done to the values before they are encoded.
    """

    before: str
    column: str
    after: str = ""
    change: Callable[[pa.Array], pa.Array] | None = None


Encoder = Callable[[pa.Array], pa.Array]  # makes texts that are ready to be written, from values of a declared type


def lines(rows: pa.Table, parts: Sequence[str | Field], encode: Encoder) -> Iterator[memoryview]:
    """A line a row, some thousand at once, in UTF-8.

    Args:
        rows: The table.
        parts: Fixed texts and fields, in the order in which they stand in a line.
        encode: Makes the texts of a column.
    """
    for batch in rows.to_batches(max_chunksize=ROWS_AT_ONCE):
        if not batch.num_rows:
            continue
        made = pc.binary_join_element_wise(*_pieces(batch, parts, encode), "\n", "")
        size = pc.sum(pc.binary_length(made)).as_py()
        yield memoryview(made.buffers()[-1])[:size]


def _pieces(batch: pa.RecordBatch, parts: Sequence[str | Field], encode: Encoder) -> Iterator[str | pa.Array]:
    encoded: dict[tuple[str, object], pa.Array] = {}
    for part in parts:
        if isinstance(part, str):
            yield part
            continue
        if (part.column, part.change) not in encoded:
            values = batch[part.column]
            encoded[part.column, part.change] = encode(part.change(values) if part.change else values)
        texts = encoded[part.column, part.change]
        if texts.null_count:
            yield pc.fill_null(pc.binary_join_element_wise(part.before, texts, part.after, ""), "")
        else:
            yield from (part.before, texts, part.after)


def rewritten(texts: pa.Array, pattern: str, rewrite: Callable[[str], str]) -> pa.Array:
    """The texts, those that match a regular expression rewritten: one by one, so it is meant for few."""
    matching = pc.match_substring_regex(texts, pattern)
    if not pc.any(matching).as_py():
        return texts
    made = [rewrite(text) for text in texts.filter(matching).to_pylist()]
    return pc.replace_with_mask(texts, matching, pa.array(made, pa.string()))


def json_values(values: pa.Array) -> pa.Array:
    """JSON from values of a declared type; a date becomes a string, null stays null."""
    if pa.types.is_list(values.type):
        offsets = pc.subtract(values.offsets, values.offsets[0])
        elements = pa.ListArray.from_arrays(offsets, json_values(values.flatten()), mask=values.is_null())
        return pc.binary_join_element_wise("[", pc.binary_join(elements, ","), "]", "")
    texts = pc.cast(values, pa.string())
    if pa.types.is_string(values.type) or pa.types.is_date(values.type):
        return pc.binary_join_element_wise('"', rewritten(texts, _JSON_SPECIAL, _json_escaped), '"', "")
    return texts


def _json_escaped(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1].translate(_JSON_HARMFUL)
