"""Known names where they stand in the texts, by one pass of a multi-pattern search over all of them."""

import functools
import re
from collections.abc import Iterator

import ahocorasick_rs
import numpy as np
import pyarrow as pa

from paperatlas.graph.concepts.korean import korean_lists

_SYLLABLE = rb"(?:[\xea-\xed][\x80-\xbf]{2})"  # of Hangul, in UTF-8
_FIRST_BYTES = range(0xEA, 0xEE)
_JOINS = frozenset(b"_/-abcdefghijklmnopqrstuvwxyz0123456789")
"""Bytes that make a longer word, path or name of a name that they touch; texts are in lower case."""

Place = tuple[int, int, int, int, int, str]
"""Number of the name, listing, passage, start, end, text."""


def find_names(titles: pa.Table, passages: pa.Table, sought: pa.Table) -> pa.Table:
    """Where the sought names stand, the longest where several do.

    Args:
        titles: With `listing`, `position` (0) and `text`.
        passages: The same.
        sought: With `name` (in lower case), `concept` and `rule`.

    Returns:
        A row a place: `listing`, `passage` (its position), `start`, `end`, `text`, `concept`, `rule`.
    """
    names = [name.encode() for name in sought["name"].to_pylist()]
    automaton = ahocorasick_rs.BytesAhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    places = [place for table in (titles, passages) for place in _places(automaton, table)]
    number, listings, passages, starts, ends, texts = zip(*places, strict=True) if places else [()] * 6
    numbers = pa.array(number, pa.int64())
    return pa.table(
        {
            "listing": pa.array(listings, pa.int64()),
            "passage": pa.array(passages, pa.int64()),
            "start": pa.array(starts, pa.int64()),
            "end": pa.array(ends, pa.int64()),
            "text": pa.array(texts, pa.string()),
            "concept": sought["concept"].combine_chunks().take(numbers),
            "rule": sought["rule"].combine_chunks().take(numbers),
        }
    )


def _places(automaton: ahocorasick_rs.BytesAhoCorasick, table: pa.Table) -> Iterator[Place]:
    """Searches the column `text` chunk by chunk: its bytes stand one text behind the other in memory."""
    for batch in table.to_batches():
        texts = batch.column("text")
        _, offset_buffer, data = texts.buffers()
        if not len(texts) or data is None:
            continue
        offsets = np.frombuffer(offset_buffer, np.int32)[texts.offset : texts.offset + len(texts) + 1]
        original = memoryview(data)
        lower = data.to_pybytes().lower()  # ASCII only: every byte keeps its place
        found = automaton.find_matches_as_indexes(lower)
        begins = np.fromiter((begin for _, begin, _ in found), np.int64, len(found))
        rows = np.searchsorted(offsets, begins, side="right") - 1
        listings, positions = batch.column("listing").to_pylist(), batch.column("position").to_pylist()
        limits = offsets.tolist()
        for (number, begin, end), row in zip(found, rows.tolist(), strict=True):
            if not 0 <= row < len(texts):
                continue
            first, last = limits[row], limits[row + 1]
            if end <= last and _is_whole(lower, begin, end, first, last):
                start = len(str(original[first:begin], "utf-8"))
                text = str(original[begin:end], "utf-8")
                yield number, listings[row], positions[row], start, start + len(text), text


def _is_whole(lower: bytes, begin: int, end: int, first: int, last: int) -> bool:
    """Whether a name is no part of a longer word.

    Args:
        lower: Texts, one behind the other.
        begin: Where the name begins.
        end: Where it ends.
        first: Where its text begins.
        last: Where its text ends.
    """
    if begin > first and lower[begin - 1] in _JOINS:
        return False
    if begin >= first + 3 and lower[begin - 1] >= 0x80 and lower[begin - 3] in _FIRST_BYTES:
        return False
    if lower[end - 1] < 0x80:  # a Latin name; a Korean particle may follow
        return end == last or lower[end] not in _JOINS
    return _endings().match(lower, end, last) is not None


@functools.cache
def _endings() -> re.Pattern[bytes]:
    """What may follow a Korean name within its word: particles, or the verb that is made of it."""
    lists = korean_lists()
    particles, verbs = (
        b"|".join(each.encode() for each in words) for words in (lists.particles, lists.verb_beginnings)
    )
    return re.compile(rb"(?:(?:" + particles + rb"){0,3}(?!" + _SYLLABLE + rb")|(?:" + verbs + rb"))(?![a-z0-9])")
