"""Known names where they stand in the texts, by one pass of a multi-pattern search over all of them."""

import functools
import re
from collections.abc import Iterator, Sequence

import ahocorasick_rs
import numpy as np
import pyarrow as pa

from paperatlas.graph.concepts.korean import korean_lists

_SYLLABLE = rb"(?:[\xea-\xed][\x80-\xbf]{2})"  # of Hangul, in UTF-8
_ENDS_IN_SYLLABLE = re.compile(_SYLLABLE + rb"$")
_ENDS_IN_WORD = re.compile(rb"[\w/-]$")
_GOES_ON = re.compile(rb"[\w/-]")
_LONGEST_ENDING = 30

Place = tuple[int, int, int, int, int, str]
"""Number of the name, listing, passage, start, end, text."""


def find_names(listing: pa.Table, listed_passage: pa.Table, sought: pa.Table) -> pa.Table:
    """Where the sought names stand, the longest where several do.

    Args:
        listing: With `listing` and `title`.
        listed_passage: With `listing`, `position` and `text`.
        sought: With `name` (in lower case), `concept` and `rule`.

    Returns:
        A row a place: `listing`, `passage` (0 is the title), `start`, `end`, `text`, `concept`, `rule`.
    """
    names = [name.encode() for name in sought["name"].to_pylist()]
    titles = pa.table(
        {
            "listing": listing["listing"],
            "position": pa.array(np.zeros(len(listing), np.int64)),
            "text": listing["title"],
        }
    )
    places = [place for table in (titles, listed_passage) for place in _places(names, table)] if names else []
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


def _places(names: Sequence[bytes], table: pa.Table) -> Iterator[Place]:
    """Searches the column `text` chunk by chunk: its bytes stand one text behind the other in memory."""
    automaton = ahocorasick_rs.BytesAhoCorasick(names, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    for batch in table.select(["listing", "position", "text"]).to_batches():
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
            if end <= last and _is_whole(
                lower[max(first, begin - 3) : begin], lower[end : min(last, end + _LONGEST_ENDING)], lower[end - 1]
            ):
                start = len(str(original[first:begin], "utf-8"))
                text = str(original[begin:end], "utf-8")
                yield number, listings[row], positions[row], start, start + len(text), text


def _is_whole(before: bytes, after: bytes, last: int) -> bool:
    """Whether a name is no part of a longer word, by what stands before and after it and by its last byte."""
    if _ENDS_IN_WORD.search(before) or _ENDS_IN_SYLLABLE.search(before):
        return False
    if last < 0x80:  # a Latin name; a Korean particle may follow
        return not _GOES_ON.match(after)
    return _endings().match(after) is not None


@functools.cache
def _endings() -> re.Pattern[bytes]:
    """What may follow a Korean name within its word: particles, or the verb that is made of it."""
    lists = korean_lists()
    particles, verbs = (
        b"|".join(each.encode() for each in words) for words in (lists.particles, lists.verb_beginnings)
    )
    return re.compile(rb"(?:(?:" + particles + rb"){0,3}(?!" + _SYLLABLE + rb")|(?:" + verbs + rb"))(?![A-Za-z0-9])")
