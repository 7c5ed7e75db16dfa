"""A pattern for letters finds what folds to them, and nothing else; the stores read it alike (see test_conformance)."""

import random
import re
import unicodedata

import pytest

from paperatlas.graph.identity import author_key
from paperatlas.queries.letters import letters_pattern

SIGNS = [
    sign
    for number in (*range(0x20, 0x250), *range(0x370, 0x530), *range(0x1E00, 0x1F00), *range(0xAC00, 0xD7A4, 97))
    if unicodedata.category(sign := chr(number))[0] not in "CZ"
]


def found(letters: str, text: str) -> bool:
    # Python writes a character's number otherwise.
    pattern = re.sub(r"\\x\{([0-9a-f]+)\}", lambda match: re.escape(chr(int(match[1], 16))), letters_pattern(letters))
    return re.fullmatch(pattern, text) is not None


@pytest.mark.parametrize(
    ("letters", "text"),
    [
        ("Christopher Re", "Christopher Ré"),
        ("christopher ré", "Christopher Re"),
        ("lukasz", "Łukasz Kaiser"),
        ("arik", "Sercan Arık"),
        ("re", unicodedata.normalize("NFD", "Christopher Ré")),
        ("strasse", "Straße"),
        ("finn f", "ﬁnn ﬂynn"),
        ("lynn", "ﬂynn"),
        ("Aether", "Æther"),
        ("oneil", "O'Neil"),
        ("o'neil", "ONeil"),
        ("Y Wu", "Y. Wu"),
        ("y. wu", "Y  Wu"),
        ("y wu", "Y\u00a0Wu"),
        ("jean-pierre", "Jean\u2010Pierre"),
        ("GPT-3.5", "On GPT-3.5 and others"),
        ("c++", "Modern C++ code"),
        ("Иван", "ИВАНОВ"),
        ("강화", "심층 강화 학습"),
        ("ＬＬＭ", "An LLM"),
        ("llm", "ＬＬＭ"),
        ("", "anything\nat all"),
    ],
)
def test_finds(letters: str, text: str) -> None:
    assert found(letters, text)


@pytest.mark.parametrize(
    ("letters", "text"),
    [("c++", "ccc"), (".*", "anything"), ("re", "r e"), ("강화", "강하"), ("[a-z]", "b"), ("a|b", "a")],
)
def test_does_not_find(letters: str, text: str) -> None:
    if author_key(letters):
        assert not found(letters, text)


@pytest.mark.parametrize("seed", range(300))
def test_finds_any_part_of_a_text_of_any_signs(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choices(SIGNS, k=chance.randrange(1, 12)))
    first = chance.randrange(len(text))
    part = text[first : chance.randrange(first, len(text)) + 1]
    if author_key(part):
        assert found(part, part)
        assert found(part.upper(), part) or author_key(part.upper()) != author_key(part)
        assert found(part, text) or author_key(part) not in author_key(text)
