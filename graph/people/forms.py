"""All names of a corpus as arrays: the words that are counted of them, and what each has in common with others.

What a name gives follows from the name alone, so that of those that were known before nothing is looked at again.
"""

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from paperatlas.graph.people.arrays import Whole, spans, starts
from paperatlas.graph.people.names import Name, take_apart, turning_families
from paperatlas.graph.people.variants import nicknames, sound

AT_ONCE = 20_000
"""Names that are taken apart at once; for memory."""
_BASE = 0x9E3779B97F4A7C15
_MIX = 0xBF58476D1CE4E5B9


@dataclass(frozen=True, slots=True)
class Forms:
    """Names taken apart, by number.

    Attributes:
        authors: Their ids.
        families: Family names, each once.
        family: Which of them each name has.
        givens: First given names, each once.
        given: Which of them each name has; -1 where it has none.
        further: How many further given names it has, of two at most.
        turns: Whether its family name may stand first.
        first_signature: Where in `signatures` those of each name begin, and where the last one's end.
        signatures: What names have in common that can be the same person's, as numbers.
        initial: The first letter and the family name as a number; 0 of a name of one word.
        is_short: Whether the first word is an initial.
    """

    authors: pa.Array
    families: pa.Array
    family: Whole
    givens: pa.Array
    given: Whole
    further: Whole
    turns: NDArray[np.bool_]
    first_signature: Whole
    signatures: Whole
    initial: Whole
    is_short: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.authors)

    def name(self, number: int) -> Name:
        """A name taken apart."""
        return _recent_name(self.authors[number].as_py())


def forms_of(authors: pa.Array, known: Forms | None = None) -> Forms:
    """Takes names apart.

    Args:
        authors: Their ids, each once.
        known: Some that were taken apart before; the result does not depend on it.
    """
    if known is None:
        return _joined(_taken_apart(authors))
    place = pc.index_in(authors, known.authors)
    new = pc.indices_nonzero(pc.is_null(place))
    both = _joined(iter((known, *_taken_apart(authors.take(new)))))
    at = pc.fill_null(place, 0).to_numpy().astype(np.int64)
    at[new.to_numpy()] = np.arange(len(new)) + len(known)
    return _taken(both, authors, at)


def _name(author: str) -> Name:
    return take_apart(author.partition(":")[2])


_recent_name = functools.lru_cache(maxsize=1 << 14)(_name)
"""Pairs of names are asked for in their order: those of one name, then those of the next."""


def _taken(forms: Forms, authors: pa.Array, at: Whole) -> Forms:
    """Some of the names."""
    sizes = np.diff(forms.first_signature)[at]
    return Forms(
        authors=authors,
        families=forms.families,
        family=forms.family[at],
        givens=forms.givens,
        given=forms.given[at],
        further=forms.further[at],
        turns=forms.turns[at],
        first_signature=starts(sizes),
        signatures=forms.signatures[spans(forms.first_signature[at], sizes)],
        initial=forms.initial[at],
        is_short=forms.is_short[at],
    )


def _joined(lots: Iterator[Forms]) -> Forms:
    """Names after names."""
    each = list(lots)
    families, family = _each_once([(one.families, one.family) for one in each])
    givens, given = _each_once([(one.givens, one.given) for one in each])
    return Forms(
        authors=pa.concat_arrays([one.authors for one in each]),
        families=families,
        family=family,
        givens=givens,
        given=given,
        further=np.concatenate([one.further for one in each]),
        turns=np.concatenate([one.turns for one in each]),
        first_signature=starts(np.concatenate([np.diff(one.first_signature) for one in each])),
        signatures=np.concatenate([one.signatures for one in each]),
        initial=np.concatenate([one.initial for one in each]),
        is_short=np.concatenate([one.is_short for one in each]),
    )


def _each_once(lots: Sequence[tuple[pa.Array, Whole]]) -> tuple[pa.Array, Whole]:
    """Words of several lists in one, and which of them each name has."""
    encoded = pa.concat_arrays([words for words, _ in lots]).dictionary_encode()
    places = encoded.indices.to_numpy().astype(np.int64)
    first = starts(np.array([len(words) for words, _ in lots], np.int64))
    codes = [
        np.where(numbers < 0, -1, places[np.maximum(numbers, 0) + begin] if len(places) else -1)
        for (_, numbers), begin in zip(lots, first.tolist(), strict=False)
    ]
    return encoded.dictionary, np.concatenate(codes)


def _taken_apart(authors: pa.Array) -> Iterator[Forms]:
    """Names taken apart, some thousand at a time; at least once."""
    for start in range(0, max(len(authors), 1), AT_ONCE):
        lot = authors.slice(start, AT_ONCE)
        names = [_name(author) for author in lot.to_pylist()]
        signatures = [_signatures(name) for name in names]
        family = pa.array([name.family_name for name in names], pa.string()).dictionary_encode()
        given = pa.array([name.given[0] if name.given else None for name in names], pa.string()).dictionary_encode()
        initials = [f"{name.tokens[0][0]} {name.family[-1]}" if len(name.tokens) > 1 else "" for name in names]
        yield Forms(
            authors=lot,
            families=family.dictionary,
            family=family.indices.to_numpy().astype(np.int64),
            givens=given.dictionary,
            given=pc.fill_null(given.indices, -1).to_numpy().astype(np.int64),
            further=np.array([min(max(len(name.given) - 1, 0), 2) for name in names], np.int64),
            turns=np.array([name.may_turn for name in names], np.bool_),
            first_signature=starts(np.array([len(its) for its in signatures], np.int64)),
            signatures=numbers_of([each for its in signatures for each in its]),
            initial=numbers_of(initials),
            is_short=np.array([len(name.tokens) > 1 and len(name.tokens[0]) == 1 for name in names], np.bool_),
        )


def numbers_of(texts: Sequence[str]) -> Whole:
    """A number of 64 bits for each text, the same for the same text at any time; 0 for none.

    That two of some million texts have the same is less likely than that the machine errs; then two names would be
    looked at that need not be.
    """
    encoded = pa.array(texts, pa.large_binary())
    _, offsets, data = encoded.buffers()
    ends = np.frombuffer(offsets, np.int64, len(encoded) + 1)
    letters = np.frombuffer(data, np.uint8, ends[-1]) if data is not None else np.zeros(0, np.uint8)
    sizes = np.diff(ends)
    powers = np.full(int(sizes.max(initial=0)) + 1, _BASE, np.uint64)
    powers[:1] = 1
    place = np.arange(len(letters)) - np.repeat(ends[:-1], sizes)
    terms = (letters.astype(np.uint64) + np.uint64(1)) * np.multiply.accumulate(powers)[place]
    found = np.zeros(len(encoded), np.uint64)
    some = sizes > 0
    if some.any():
        found[some] = np.add.reduceat(terms, ends[:-1][some])
    found ^= found >> np.uint64(30)
    found *= np.uint64(_MIX)
    found ^= found >> np.uint64(27)
    return found.view(np.int64)


def _signatures(name: Name) -> set[str]:
    """What a name has in common with those that can be the same person's."""
    tokens = name.tokens
    found = {"joined " + "".join(tokens)}
    if len(tokens) < 2:
        return found
    first, family = tokens[0], tokens[-1]
    families = turning_families()
    turning = first in families or family in families
    if turning or len(tokens) == 2:
        found.add("joined " + "".join(tokens[1:] + tokens[:1]))
    if len(first) > 1:
        found.add(f"given {first} {family}")
        found.update(f"given {first} {middle}" for middle in tokens[1:-1] if len(middle) > 1)
        found.add(f"spelling {first} {family[:4]}")
    tails = ("".join(tokens[at:-1]) for at in range(1, len(tokens) - 1))
    found.update(f"given {tail} {family}" for tail in tails if len(tail) > 1)
    if len(tokens) > 2:
        found.add("letters " + "".join(sorted("".join(tokens))))
    if not turning:
        found.add(f"sound {sound(''.join(tokens[:-1]))} {sound(family)}")
        found.add(f"nickname {first} {family}")
        found.update(f"nickname {short} {family}" for short in nicknames().get(first, ()))
        if len(first) > 2:
            found.add(f"beginning {first[:3]} {family}")
    return found
