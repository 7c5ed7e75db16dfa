"""Entries of BibTeX that are written as nearly all are, read the quick way; what is left is for bibtexparser.

That library finds every brace, comma and line break of a file one by one, in Python; here a field is one match. An
entry that is broken, joins strings with `#` or stands in round brackets is left, as are `@string` and comments.
"""

import logging
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from paperatlas.graph.months import MONTHS
from paperatlas.parsers.broken_entries import lacks_comma

_BEGIN = re.compile(r"^[^\S\n]*@\w*[ \t]*[{(]", re.MULTILINE)
"""Where bibtexparser begins a new block, whatever is open."""
_HEAD = re.compile(
    r"\s*@(?!(?:string|comment|preamble)\b)(?P<kind>\w++)[ \t]*\{\s*(?P<key>[^\s,={}()\"\\@#%]++)\s*,", re.IGNORECASE
)
_STRING = re.compile(r"\s*@string[ \t]*\{", re.IGNORECASE)
_DEPTH = 4
_GROUP = r"\{(?:[^{}\\]++|\\[{}]?+)*+\}"
for _ in range(_DEPTH):
    _GROUP = rf"\{{(?:[^{{}}\\]++|\\[{{}}]?+|{_GROUP})*+\}}"
_FIELD = re.compile(
    rf"\s*+(?P<name>[^\s,={{}}()\"\\@#%]++)\s*+=\s*+"
    rf"(?:(?P<group>{_GROUP})|\"(?P<quoted>(?:[^\"\\]++|\\\"?+)*+)\"|(?P<bare>[^\s,={{}}()\"\\@#]++))\s*+(?:,|(?=\}}))"
)
_END = re.compile(r"\s*+\}\s*+\Z")
_QUOTE = '{"}'


@dataclass(frozen=True, slots=True)
class BibtexEntry:
    """An entry.

    Attributes:
        kind: `article`, as written.
        key: As written.
        fields: Names and values, as written but for the braces or quotes around these; `@string`s are resolved.
        line: Its first line in the text, from 1.
        raw: All of it.
    """

    kind: str
    key: str
    fields: tuple[tuple[str, str], ...]
    line: int
    raw: str


class Kind(Enum):
    """What a block is that is no entry."""

    BROKEN = auto()
    BETWEEN = auto()
    """Text between blocks."""
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class Block:
    """What is no entry: its kind, its first line in the text, from 1, and all of it."""

    kind: Kind
    line: int
    raw: str


def blocks_of(text: str) -> tuple[list[BibtexEntry | Block], Mapping[str, str]]:
    """The entries of a bibliography and what else is in it, in order; and what its `@string`s stand for."""
    strings = {name: name for name in MONTHS}
    pieces = list(_pieces(text))
    if any(word in text for word in ("@string", "@String", "@STRING")):
        strings |= _plain_strings(pieces)
    plain: list[BibtexEntry] = []
    left: list[str] = []
    line = 1
    for piece in pieces:
        entry = _entry(piece, strings, line)
        lines = piece.count("\n")
        if entry is None:
            left.append(piece)
        else:
            plain.append(entry)
            left.append("\n" * lines)  # so that what is left keeps its lines
        line += lines
    rest = "".join(left)
    others = list(others_of(rest, strings)) if not rest.isspace() else []
    return sorted([*others, *plain], key=lambda block: block.line), strings


def _plain_strings(pieces: Iterable[str]) -> dict[str, str]:
    """What `@string`s define plainly, by their names in small letters; of one that stands twice the first counts."""
    found: dict[str, str] = {}
    for piece in pieces:
        if (head := _STRING.match(piece)) and (field := _FIELD.match(piece, head.end())):
            name, group, quoted, _ = field.groups()
            if _END.match(piece, field.end()) and (group or quoted is not None):
                found.setdefault(name, group[1:-1] if group else quoted)
    return {name.lower(): value for name, value in found.items()}


def others_of(text: str, strings: dict[str, str]) -> Iterator[BibtexEntry | Block]:
    """What bibtexparser finds; an entry is broken where a field seems to stand in another."""
    from bibtexparser import model  # slow to import, and few files need it
    from bibtexparser.splitter import Splitter

    log = logging.getLogger("bibtexparser.splitter")
    log.disabled = True  # what is broken is a problem, and said once
    try:
        library = Splitter(text).split()
    finally:
        log.disabled = False
    for defined in library.strings:
        strings[defined.key.lower()] = resolved(defined.value, strings)
    for block in library.blocks:
        entry = block
        if isinstance(block, model.DuplicateFieldKeyBlock | model.DuplicateBlockKeyBlock):
            entry = block.ignore_error_block or block
        line, raw = (block.start_line or 0) + 1, block.raw or ""
        if isinstance(entry, model.Entry) and not any(lacks_comma(str(field.value)) for field in entry.fields):
            fields = tuple((field.key, resolved(field.value, strings)) for field in entry.fields)
            yield BibtexEntry(entry.entry_type, entry.key, fields, line, raw)
        elif isinstance(entry, model.Entry | model.ParsingFailedBlock):
            yield Block(Kind.BROKEN, line, raw)
        else:
            yield Block(Kind.BETWEEN if isinstance(block, model.ImplicitComment) else Kind.OTHER, line, raw)


def _pieces(text: str) -> Iterator[str]:
    """The text cut where blocks begin."""
    start = 0
    for begin in _BEGIN.finditer(text):
        yield text[start : begin.start()]
        start = begin.start()
    yield text[start:]


def _entry(piece: str, strings: Mapping[str, str], line: int) -> BibtexEntry | None:
    head = _HEAD.match(piece)
    if head is None or _QUOTE in piece:
        return None
    fields = []
    at = head.end()
    while field := _FIELD.match(piece, at):
        name, group, quoted, bare = field.groups()
        if group is not None:
            value = group[1:-1]
        elif quoted is not None:
            value = quoted
        elif bare[0].isdecimal() or bare.lower() in strings:
            value = strings.get(bare.lower(), bare)
        else:
            return None
        fields.append((name, value))
        at = field.end()
    if _END.match(piece, at) is None:
        return None
    return BibtexEntry(head["kind"], head["key"], tuple(fields), line, piece.strip())


def resolved(value: str, strings: Mapping[str, str]) -> str:
    """A value without its braces or quotes, names of strings replaced, parts joined."""
    value = str(value).strip()
    if "#" in value and (parts := _parts(value)) is not None:
        return "".join(resolved(part, strings) for part in parts)
    if value[:1] + value[-1:] in ("{}", '""') and len(value) > 1:
        return value[1:-1]
    return strings.get(value.lower(), value)


def _parts(value: str) -> list[str] | None:
    """What stands between the `#` outside of braces and quotes; None where there is none."""
    parts, start, depth, quoted = [], 0, 0, False
    for at, character in enumerate(value):
        if character in "{}":
            depth += 1 if character == "{" else -1
        elif character == '"' and depth == 0:
            quoted = not quoted
        elif character == "#" and depth == 0 and not quoted:
            parts.append(value[start:at])
            start = at + 1
    return [*parts, value[start:]] if parts else None
