"""A tokenizer for technical text: one regular expression, two to three times as fast as spaCy's rules."""

import re
from pathlib import Path
from typing import Any

from spacy.tokens import Doc
from spacy.vocab import Vocab

from paperatlas.graph.scripts import EAST_ASIAN, HAN, HANGUL, KANA

HYPHENS = "-‐‑–−"
_LETTER = rf"[^\W_{EAST_ASIAN}]"
# One token: possessive | Latin word (inner hyphens, decimal points, C++ and C#) | run of Hangul, Han or kana | sign |
# white space.
# A single space after a token belongs to it, as spaCy has it; any other white space is a token of its own.
_TOKEN = re.compile(
    rf"((?<=\w)['’](?:s\b)?"
    rf"|{_LETTER}+(?:(?:[{HYPHENS}]|(?<=\d)\.(?=\d)){_LETTER}+)*(?:\+\+|\#)?|[{HANGUL}]+|[{HAN}]+|[{KANA}]+|\S|\s+)( ?)"
)


class TermTokenizer:
    """Splits a text into words; a change of script ends one, so that `Llama2-7B와` gives `Llama2-7B`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Makes a Doc that gives the text back exactly."""
        found = _TOKEN.findall(text)
        return Doc(self.vocab, [word for word, _ in found], [space == " " for _, space in found])

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to store."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "TermTokenizer":
        """Nothing to restore."""
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:
        """Nothing to store."""

    def from_disk(self, _path: Path, **_: Any) -> "TermTokenizer":
        """Nothing to restore."""
        return self


def tokens(text: str) -> list[str]:
    """The tokens that the tokenizer makes of a text."""
    return [token for token, _ in _TOKEN.findall(text)]
