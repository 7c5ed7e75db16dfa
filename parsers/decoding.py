"""Bytes to clean text: every later step may rely on NFC, plain line feeds and no invisible characters."""

import functools
import re
import unicodedata

from paperatlas.base.counts import counted
from paperatlas.base.errors import InputError
from paperatlas.graph.records import Problem
from paperatlas.parsers.encodings import SHIFTS, is_other_encoding, is_text_with_nul_bytes, looks_like, marked_encoding

# Zero-width space, word joiner, byte order mark, soft hyphen: invisible, and they split names and terms in two.
_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
# They turn the direction of what is around them, so that it looks like something else.
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_SPACES = "\x0b\x0c\x1c\x1d\x1e\x1f\x85\u2028\u2029"
_C1 = "".join(map(chr, range(0x80, 0xA0)))
_CONTROL = bytes({*range(1, 32), 127} - {*b"\t\n\r"})
_DROPPED = dict.fromkeys([*_CONTROL, *map(ord, _C1 + _INVISIBLE + _BIDI)], "")
# "í" of UTF-8 read as Latin-1: its second half is a character that is dropped.
_MOJIBAKE = re.compile("[\xc3-\xc5](?:[\x80-\x9f]|\xad(?=[a-z]))")
_SURROGATE = re.compile("[\ud800-\udfff]")
_REPLACED = str.maketrans(_DROPPED | dict.fromkeys(map(ord, _SPACES), " "))
_HIDDEN = re.compile(f"[{re.escape(''.join(map(chr, _REPLACED)))}]")
# Whole sequences for a terminal: CSI, and those with a text in them (OSC, DCS, SOS, PM, APC) up to their end.
_SEQUENCE = re.compile(
    r"(?:\x1b\[[0-?]{0,99}|\x9b[0-?]{1,99})[ -/]{0,9}[@-~]"
    r"|(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c\r\n]{0,2000}(?:\x07|\x1b\\|\x9c)"
)
_SEQUENCE_STARTS = "\x1b\x90\x98\x9b\x9d\x9e\x9f"
# What of the above is not ASCII, in UTF-8, by its first byte, which is quick to look for.
_IN_UTF8 = {
    b"\xc2": re.compile(rb"\xc2[\x80-\x9f\xad]"),
    b"\xd8": re.compile(rb"\xd8\x9c"),
    b"\xe2": re.compile(rb"\xe2(?:\x80[\x8b\x8e\x8f\xa8-\xae]|\x81[\xa0\xa6-\xa9])"),
    b"\xef": re.compile(rb"\xef\xbb\xbf"),
}
# Ends before an ASCII character, which no mark behind it can change, where there is one nearby.
_PIECE = re.compile(r"[\s\S]{1,512}[^\x00-\x7f]{0,256}")


class NotText(InputError):
    """The data is no UTF-8 text, nor UTF-16 or UTF-32 that says so."""


def decode(data: bytes, source: str) -> tuple[str, list[Problem]]:
    r"""Decodes a file.

    Args:
        data: The file's bytes; UTF-8, with or without a byte order mark, or UTF-16 or UTF-32 with one.
        source: Its name, for messages.

    Returns:
        The text in NFC with `\n` as line end and neither control nor invisible characters; and a problem where bytes
        were no UTF-8 (they become U+FFFD) or NUL.

    Raises:
        NotText: The data is something else; the message says what it looks like.
    """
    encoding = marked_encoding(data)
    if encoding is not None:
        data = data.decode(encoding, errors="replace").encode()
    problems = []
    if SHIFTS in data or (b"\0" in data and not is_text_with_nul_bytes(data)):
        raise NotText(f"{source}: this is not UTF-8 text; {looks_like(data, source)}")
    if b"\0" in data:
        nul = counted(data.count(0), "NUL byte")
        message = f"{nul} {'is' if data.count(0) == 1 else 'are'} left out; is the file damaged?"
        problems.append(_problem(source, data, data.index(0), data.index(0) + 1, "nul-bytes", message))
        data = data.replace(b"\0", b"")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        if is_other_encoding(data):
            raise NotText(f"{source}: this is not UTF-8 text; {looks_like(data, source)}") from None
        text = data.decode("utf-8", errors="replace")
        message = "bytes that are no UTF-8 were replaced by U+FFFD; is the file cut off or in another encoding?"
        problems.append(_problem(source, data, error.start, error.end, "invalid-utf8", message))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Looking first is much faster than replacing, and clean text is the rule.
    hidden = (first in data and pattern.search(data) for first, pattern in _IN_UTF8.items())
    if len(data.translate(None, _CONTROL)) < len(data) or any(hidden):
        text = _visible(text)
    return _composed(text), problems


def cleaned(text: str) -> str:
    r"""A string that was written with escapes, as clean as decoded text: `\u0000` in JSON, `&#8203;` in XML.

    >>> cleaned("a\u200bb\r\n\ud800")
    'ab\n\ufffd'
    """
    if text.isascii() and text.isprintable():
        return text
    text = _SURROGATE.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _composed(_visible(text.replace("\0", "")))


def _visible(text: str) -> str:
    """The text without what is not seen; halves of letters that would be lost so are joined first."""
    text = _MOJIBAKE.sub(lambda found: found[0].encode("latin-1").decode(), text)
    if any(start in text for start in _SEQUENCE_STARTS):
        text = _SEQUENCE.sub("", text)
    return _HIDDEN.sub(lambda found: _REPLACED[ord(found[0])], text)  # ten times as fast as `translate` in long texts


@functools.cache
def is_clean_character(code: str) -> bool:
    """Whether the character of a hexadecimal number stays as it is in clean text, whatever stands around it."""
    try:
        character = chr(int(code, 16))
    except ValueError:
        return True  # it is no number, then
    return (
        character.isprintable()
        and ord(character) not in _REPLACED
        and unicodedata.is_normalized("NFC", character)
        and unicodedata.category(character) not in ("Mn", "Mc", "Me", "Cs")
        and not 0x1160 <= ord(character) <= 0x11FF  # the second half of a Hangul syllable
    )


def _problem(source: str, data: bytes, start: int, end: int, code: str, message: str) -> Problem:
    line = data.count(b"\n", 0, start) + 1
    raw = data[max(0, start - 20) : end + 20].decode("utf-8", errors="backslashreplace")
    return Problem(source, line, code, message, raw.replace("\0", "\\x00").translate(_REPLACED))


def _composed(text: str) -> str:
    """The text in NFC, piece by piece: over a long run of combining marks it takes quadratic time."""
    if text.isascii():
        return text
    return "".join(
        piece if unicodedata.is_normalized("NFC", piece) else unicodedata.normalize("NFC", piece)
        for piece in _PIECE.findall(text)
    )
