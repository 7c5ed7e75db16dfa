"""Digests to records: one module a format, found by what the text looks like.

To add a format, write a module with `accepts(text)` and `parse(text, source)` and name it in `FORMATS`.
"""

import importlib
from pathlib import Path
from typing import Protocol, cast

from paperatlas.base.errors import InputError
from paperatlas.base.input import read_file
from paperatlas.graph.records import ParsedDigest
from paperatlas.parsers.decoding import decode

FORMATS = {
    "daily-digest": "paperatlas.parsers.daily_digest",
}


class DigestFormat(Protocol):
    """What a format's module offers."""

    def accepts(self, text: str) -> bool:
        """Whether the text is in this format."""

    def parse(self, text: str, source: str) -> ParsedDigest:
        """Reads the text; what can't be read becomes a problem."""


class NoDigest(InputError):
    """The text is in none of the known formats."""


def detect(text: str, source: str) -> DigestFormat:
    """The one format that accepts a text.

    Raises:
        NoDigest: None does.
        InputError: More than one does.
    """
    formats = {name: cast(DigestFormat, importlib.import_module(module)) for name, module in FORMATS.items()}
    claimants = [name for name, digest_format in formats.items() if digest_format.accepts(text)]
    if len(claimants) > 1:
        raise InputError(f"{source}: more than one format claims this file: {', '.join(claimants)}")
    if not claimants:
        reason = "the file is empty" if not text.strip() else "no day header and no paper with an arXiv link in it"
        raise NoDigest(f"{source}: this is no digest ({reason})")
    return formats[claimants[0]]


def parse_digest(data: bytes, source: str) -> ParsedDigest:
    """Reads a digest from its bytes.

    Args:
        data: The file's content.
        source: Its name, for messages and the records.

    Raises:
        NoDigest: The text is in none of the known formats.
        InputError: The data is no text.
    """
    text, problems = decode(data, source)
    parsed = detect(text, source).parse(text, source)
    return ParsedDigest(parsed.papers, tuple(sorted((*problems, *parsed.problems))))


def parse(path: str | Path) -> ParsedDigest:
    """Reads one digest file.

    Raises:
        InputError: The file can't be read or holds no digest.
    """
    path = Path(path)
    return parse_digest(read_file(path), path.name)
