"""Bytes to clean text: every later step may rely on NFC, plain line feeds and no invisible characters."""

import re
import unicodedata

from paperatlas.base.errors import InputError
from paperatlas.graph.records import Problem

# Zero-width space, word joiner, byte order mark, soft hyphen: invisible, and they split names and terms in two.
_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
_LINE_ENDS = "\x85\u2028\u2029"
_CONTROL = bytes({*range(1, 32), 127} - {*b"\t\n\r"})
_REPLACED = str.maketrans(dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_CONTROL, " ") | dict.fromkeys(_LINE_ENDS, " "))
# Ends before an ASCII character, which no mark behind it can change, where there is one nearby.
_PIECE = re.compile(r"[\s\S]{1,512}[^\x00-\x7f]{0,256}")


def decode(data: bytes, source: str) -> tuple[str, list[Problem]]:
    r"""Decodes a digest.

    Args:
        data: The file's bytes; UTF-8, with or without a byte order mark.
        source: Its name, for messages.

    Returns:
        The text in NFC with `\n` as line end, and a problem where bytes were no UTF-8 (they become U+FFFD).

    Raises:
        InputError: The data is no text.
    """
    if b"\0" in data:
        raise InputError(f"{source}: this is not UTF-8 text (it holds NUL bytes); give Markdown files")
    problems = []
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        text = data.decode("utf-8", errors="replace")
        if text.count("\ufffd") * 10 > len(text):
            raise InputError(f"{source}: this is not UTF-8 text; give Markdown files") from None
        line = data.count(b"\n", 0, error.start) + 1
        raw = data[max(0, error.start - 20) : error.end + 20].decode("utf-8", errors="backslashreplace")
        message = "bytes that are no UTF-8 were replaced by U+FFFD; is the file cut off or in another encoding?"
        problems.append(Problem(source, line, "invalid-utf8", message, raw.translate(_REPLACED)))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Looking first is much faster than replacing, and clean text is the rule.
    if len(data.translate(None, _CONTROL)) < len(data) or any(sign in text for sign in _INVISIBLE + _LINE_ENDS):
        text = text.translate(_REPLACED)
    return _composed(text), problems


def _composed(text: str) -> str:
    """The text in NFC, piece by piece: over a long run of combining marks it takes quadratic time."""
    if text.isascii():
        return text
    return "".join(
        piece if unicodedata.is_normalized("NFC", piece) else unicodedata.normalize("NFC", piece)
        for piece in _PIECE.findall(text)
    )
