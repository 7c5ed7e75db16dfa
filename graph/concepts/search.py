"""Known names where they stand in the texts, by one pass of a multi-pattern search over all of them."""

import functools
import itertools
import re
from collections.abc import Iterator
from typing import Any

import ahocorasick_rs
import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from paperatlas.graph.concepts.languages import LETTERS, grammar

_SYLLABLE = rb"(?:[\xea-\xed][\x80-\xbf]{2})"  # of Hangul, in UTF-8
_JOINS = np.isin(np.arange(256), np.frombuffer(b"_/-abcdefghijklmnopqrstuvwxyz0123456789", np.uint8))
"""By byte: whether it makes a longer word, path or name of a name that it touches; texts are in lower case."""

_FIRST_BYTES, _FIRST_BYTES_UNSPACED = np.arange(0xEA, 0xEE), np.arange(0xE3, 0xEA)  # of Hangul; of kana and Han
_FIRST_OF_MANY = 0x80
_KATAKANA = rb"(?:\xe3\x82[\xa1-\xbf]|\xe3\x83[\x80-\xbf])"
_KATAKANA_BEFORE = re.compile(rb"(?<=" + _KATAKANA + rb")" + _KATAKANA)
_FEW_BYTES = 1_000_000
"""Of texts."""
_BEGINNING = 8
"""Bytes: two Hangul syllables and most of a third."""
LATIN = ""
"""The language of a name that is no name in another language."""

_Bytes = NDArray[np.uint8]
_Numbers = NDArray[np.integer[Any]]
_Truths = NDArray[np.bool_]
_PLACES = pa.schema(
    [
        ("name", pa.int64()),
        ("listing", pa.int64()),
        ("passage", pa.int64()),
        ("start", pa.int64()),
        ("end", pa.int64()),
        ("text", pa.string()),
    ]
)
"""Of places: the number of the name, where it stands, the words."""


def find_places(titles: pa.Table, passages: pa.Table, sought: pa.Table) -> pa.Table:
    """Where the sought names stand, also inside one another; a name in another language only where it is a noun.

    Args:
        titles: With `listing`, `position` (0) and `text`.
        passages: The same.
        sought: With `name` (in lower case), `name_key`, `language`, `concept` and `rule`.

    Returns:
        A row a place: `listing`, `passage` (its position), `start`, `end`, `text`, `name_key`, `concept`, `rule`.
    """
    if sum(table["text"].nbytes for table in (titles, passages)) <= _FEW_BYTES:
        sought = _that_may_occur(sought, titles, passages)
    automaton = ahocorasick_rs.BytesAhoCorasick([name.encode() for name in sought["name"].to_pylist()])
    languages = np.array([language or LATIN for language in sought["language"].to_pylist()], str)
    batches = [batch for table in (titles, passages) for batch in _places(automaton, languages, table)]
    places = pa.Table.from_batches(batches, _PLACES)
    for name in ("name_key", "concept", "rule"):
        places = places.append_column(name, sought[name].combine_chunks().take(places["name"]))
    return places.drop_columns("name")


def _that_may_occur(sought: pa.Table, *tables: pa.Table) -> pa.Table:
    """The names that begin as something in the texts does: to prepare for all takes longer than to search few texts."""
    texts = "\0".join(itertools.chain.from_iterable(table["text"].to_pylist() for table in tables))
    there = np.frombuffer(texts.encode().lower() + bytes(_BEGINNING), np.uint8)
    beginnings = np.unique(_beginnings(there, np.arange(len(there) - _BEGINNING)))
    _, offset_buffer, data = (names := sought["name"].combine_chunks()).buffers()
    if data is None:
        return sought
    offsets = np.frombuffer(offset_buffer, np.int32)[names.offset : names.offset + len(names) + 1]
    written = np.frombuffer(data.to_pybytes() + bytes(_BEGINNING), np.uint8)
    is_short = np.diff(offsets) < _BEGINNING
    return sought.filter(pa.array(is_short | np.isin(_beginnings(written, offsets[:-1]), beginnings)))


def _beginnings(letters: _Bytes, starts: _Numbers) -> _Numbers:
    """The first bytes from each of some places on, as one number."""
    found = np.zeros(len(starts), np.uint64)
    for at in range(_BEGINNING):
        found |= letters[starts + at].astype(np.uint64) << np.uint64(8 * at)
    return found


def longest_places(places: pa.Table) -> pa.Table:
    """Of places that overlap only the one that begins first, of these the longest.

    Args:
        places: Ordered by `listing`, `passage`, `start`, the longest first.
    """
    columns = (places[name].to_pylist() for name in ("listing", "passage", "start", "end"))
    kept = []
    last = (-1, -1, 0)
    for row, (listing, passage, start, end) in enumerate(zip(*columns, strict=True)):
        if (listing, passage, start) >= last:
            kept.append(row)
            last = (listing, passage, end)
    return places.take(pa.array(kept, pa.int64()))


def _places(
    automaton: ahocorasick_rs.BytesAhoCorasick, languages: NDArray[np.str_], table: pa.Table
) -> Iterator[pa.RecordBatch]:
    """Searches the column `text` chunk by chunk: its bytes stand one text behind the other in memory."""
    for batch in table.to_batches():
        texts = batch.column("text")
        _, offset_buffer, data = texts.buffers()
        if not len(texts) or data is None:
            continue
        offsets = np.frombuffer(offset_buffer, np.int32)[texts.offset : texts.offset + len(texts) + 1]
        written = data.to_pybytes()
        lower = written.lower()  # ASCII only: every byte keeps its place
        if not (matches := automaton.find_matches_as_indexes(lower, overlapping=True)):
            continue
        found = np.array(matches, np.int64)
        rows = np.searchsorted(offsets, found[:, 1], side="right") - 1
        found, rows = found[(rows >= 0) & (rows < len(texts))], rows[(rows >= 0) & (rows < len(texts))]
        firsts, lasts = offsets[rows], offsets[rows + 1]
        whole = _stand_alone(np.frombuffer(lower, np.uint8), found, firsts, lasts)
        found, rows, lasts = found[whole], rows[whole], lasts[whole]
        nouns = _are_nouns(lower, languages[found[:, 0]], found, lasts)
        yield _rows(batch, written, offsets, found[nouns], rows[nouns])


def _are_nouns(lower: bytes, languages: NDArray[np.str_], found: _Numbers, lasts: _Numbers) -> _Truths:
    """Where a Latin name stands, or one in another language that is a whole word and used as a noun."""
    nouns = np.ones(len(found), bool)
    is_local = np.frombuffer(lower, np.uint8)[found[:, 2] - 1] >= _FIRST_OF_MANY
    for language in LETTERS:
        chosen = np.flatnonzero(is_local & (languages == language))
        parts_words = language == "ko"
        followed = _endings(language).match
        nouns[chosen] = [
            followed(lower, end, last) is not None and (parts_words or not _KATAKANA_BEFORE.match(lower, begin))
            for begin, end, last in zip(*(each[chosen].tolist() for each in (*found.T[1:], lasts)), strict=True)
        ]
    return nouns


def _rows(batch: pa.RecordBatch, data: bytes, offsets: _Numbers, found: _Numbers, rows: _Numbers) -> pa.RecordBatch:
    """The places by characters instead of bytes."""
    starts, ends = _characters(data, offsets, found, rows)
    words = [data[begin:end] for begin, end in zip(*(edge.tolist() for edge in found.T[1:]), strict=True)]
    columns = [
        pa.array(found[:, 0]),
        batch.column("listing").take(pa.array(rows)),
        batch.column("position").take(pa.array(rows)).cast(pa.int64()),
        pa.array(starts, pa.int64()),
        pa.array(ends, pa.int64()),
        pa.array(words, pa.binary()).view(pa.string()),
    ]
    return pa.RecordBatch.from_arrays(columns, schema=_PLACES)


def _characters(data: bytes, offsets: _Numbers, found: _Numbers, rows: _Numbers) -> tuple[_Numbers, _Numbers]:
    """Where names begin and end in their texts, in characters; only texts with names are counted through."""
    with_names, at = np.unique(rows, return_inverse=True)
    firsts, sizes = offsets[with_names], offsets[with_names + 1] - offsets[with_names]
    chosen = (data[first : first + size] for first, size in zip(firsts, sizes, strict=True))
    texts = np.frombuffer(b"".join(chosen), np.uint8)
    characters = np.concatenate([[0], np.cumsum((texts & 0xC0) != 0x80, dtype=np.int32)])
    begins = np.concatenate([[0], np.cumsum(sizes)])[at]
    starts, ends = (characters[found[:, edge] - firsts[at] + begins] - characters[begins] for edge in (1, 2))
    return starts, ends


def _stand_alone(lower: _Bytes, found: _Numbers, firsts: _Numbers, lasts: _Numbers) -> _Truths:
    """Which names lie within one text and touch no word to the left, nor a Latin one to the right.

    Args:
        lower: Texts, one behind the other.
        found: A row a name: its number, where it begins, where it ends.
        firsts: Where each name's text begins.
        lasts: Where it ends.
    """
    begins, ends = found[:, 1], found[:, 2]
    before = np.where(begins > firsts, lower[begins - 1], ord(" "))
    syllable = (before >= 0x80) & (begins >= firsts + 3) & np.isin(lower[np.maximum(begins - 3, 0)], _FIRST_BYTES)
    after = np.where(ends < lasts, lower[np.minimum(ends, len(lower) - 1)], ord(" "))
    latin = lower[ends - 1] < 0x80  # a Korean particle may follow a Latin name
    unspaced = np.isin(lower[begins], _FIRST_BYTES_UNSPACED)  # a Latin word before it is another word
    return (ends <= lasts) & ~(_JOINS[before] & ~unspaced) & ~syllable & ~(latin & _JOINS[after])


@functools.cache
def _endings(language: str) -> re.Pattern[bytes]:
    """What may follow a noun: particles where they part words, and no word that makes something else of it."""
    lists = grammar(language)
    particles, uses, words = (
        b"|".join(each.encode() for each in sorted(group, key=len, reverse=True))
        for group in (lists.particles, lists.other_uses, lists.words_of_other_uses)
    )
    if language != "ko":
        return re.compile(rb"(?!" + uses + rb")(?!(?<=" + _KATAKANA + rb")" + _KATAKANA + rb")")
    return re.compile(
        rb"(?! ?(?:" + uses + rb"))(?! (?:" + words + rb")(?!" + _SYLLABLE + rb"))"
        rb"(?:" + particles + rb"){0,3}(?!" + _SYLLABLE + rb")(?![a-z0-9])(?!-(?:" + _SYLLABLE + rb"|[a-z0-9]))"
    )
