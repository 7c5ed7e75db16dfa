"""What `korean.toml` says of where Korean names begin and end."""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class KoreanLists:
    """The lists of the file; it says what each is for."""

    broken_endings: frozenset[str]
    kept_endings: frozenset[str]
    outside_words: frozenset[str]
    particles: tuple[str, ...]
    verb_beginnings: tuple[str, ...]
    adjectives: Mapping[str, str]
    heads: Mapping[str, str]


@functools.cache
def korean_lists() -> KoreanLists:
    """Reads the file."""
    table = tomllib.loads((files("paperatlas.graph.concepts") / "korean.toml").read_text(encoding="utf-8"))
    return KoreanLists(
        broken_endings=frozenset(table["broken_endings"]),
        kept_endings=frozenset(table["kept_endings"]),
        outside_words=frozenset(table["outside_words"]),
        particles=tuple(table["particles"]),
        verb_beginnings=tuple(table["verb_beginnings"]),
        adjectives=table["adjectives"],
        heads=table["heads"],
    )


def korean_key(name: str) -> str:
    """A Korean name without spaces and hyphens, which vary.

    >>> korean_key("시각-언어 모델")
    '시각언어모델'
    """
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFC", name).lower())


@functools.cache
def korean_terms() -> Mapping[str, str]:
    """English names of common terms by Korean ones, of `korean_terms.toml`."""
    return tomllib.loads((files("paperatlas.graph.concepts") / "korean_terms.toml").read_text(encoding="utf-8"))


@functools.cache
def english_by_korean_key() -> Mapping[str, str]:
    """The same by the keys of the Korean names."""
    return {korean_key(korean): english for korean, english in korean_terms().items()}
