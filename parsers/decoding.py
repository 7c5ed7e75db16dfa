"""Bytes to clean text: every later step may rely on NFC, plain line feeds and no invisible characters."""

import unicodedata

from paperatlas.graph.errors import InputError
from paperatlas.graph.records import Problem

# Zero-width space, word joiner, byte order mark, soft hyphen: invisible, and they split names and terms in two.
_INVISIBLE = "\u200b\u2060\ufeff\u00ad"
_LINE_ENDS = "\x85\u2028\u2029"
_CONTROL = bytes({*range(1, 32), 127} - {*b"\t\n\r"})
_REPLACED = str.maketrans(dict.fromkeys(_INVISIBLE, "") | dict.fromkeys(_CONTROL, " ") | dict.fromkeys(_LINE_ENDS, " "))


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
        problems.append(Problem(source, line, "invalid-utf8", message, raw))
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Looking first is much faster than replacing, and clean text is the rule.
    if len(data.translate(None, _CONTROL)) < len(data) or any(sign in text for sign in _INVISIBLE + _LINE_ENDS):
        text = text.translate(_REPLACED)
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return text, problems
