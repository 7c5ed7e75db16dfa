"""What bytes are that are no UTF-8 text: another encoding, a file of another kind, damage."""

import codecs
import re
import shlex
from pathlib import PurePath

SHIFTS = b"\x1b$"
"""How the encodings with seven bits, such as ISO-2022-JP, go over to other letters."""

_MARKS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x1f\x8b": "compressed by gzip; unpack it first",
    b"\x28\xb5\x2f\xfd": "compressed by zstd; unpack it first",
    b"\xfd7zXZ": "compressed by xz; unpack it first",
    b"BZh": "compressed by bzip2; unpack it first",
    b"SQLite format": "an SQLite database",
    b"PAR1": "a Parquet table",
}
_NAMES = {
    "euc_jis_2004": "EUC-JP",
    "iso2022_jp": "ISO-2022-JP",
    "iso2022_kr": "ISO-2022-KR",
    "latin_1": "ISO-8859-1",
    "mac_roman": "MACINTOSH",
    "shift_jis_2004": "SHIFT_JISX0213",
}
"""As iconv calls them, where that is not Python's name."""
_ALSO_CALLED = {"CP949": "CP949 (EUC-KR)", "CP932": "CP932 (Shift-JIS)", "CP1252": "CP1252 (Latin-1)"}
_UNPACK = {".gz": "gzip -dc", ".bz2": "bzip2 -dc", ".zst": "zstd -dc", ".xz": "xz -dc"}
_CONVERT = "; convert it: "
_ENCODING = re.compile(r"iconv -f ([\w-]+) -t UTF-8", re.ASCII)
_CONTROL = bytes({*range(32), 127} - {*b"\t\n\r\x0c\x1b"})
_HIGH = bytes(range(0x80, 0x100))
_FEW = 3
_DENSE = 2_000
"""Bytes of a file of which one is a letter of Latin-1 is so many at most; in a longer one it is damage."""
_WESTERN = re.compile(
    rb"(?<=[A-Za-z])[\xe0-\xf6\xf8-\xfe]|[\xe0-\xf6\xf8-\xfe](?=[A-Za-z])|(?<![a-z\x80-\xff])[\xc0-\xd6\xd8-\xde](?=[A-Za-z])"
    rb"|(?<=[A-Z])[\xc0-\xd6\xd8-\xde]"
)
"""Letters of CP1252 where letters of the West stand: in words of others, capitals not behind small ones."""
_SIGNS = re.compile(rb"[\x85\x91-\x97\xa0\xab\xbb]|\xdf(?=[a-z\s.,;}-])|(?<=[\s\"{(])[\xe0\xe9](?=\s)")
_ODD = 0.05
"""Of the letters in a text of the West; of one of Central Europe, where many are the same, more."""
_SAMPLE = 200_000


def marked_encoding(data: bytes) -> str | None:
    """UTF-16 or UTF-32 where the data begins with their byte order mark and has a space or an end of line in it."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[:_SAMPLE].decode(encoding, errors="replace")
            is_text = text.count("\ufffd") * 10 <= len(text) and not {" ", "\n", "\r"}.isdisjoint(text)
            return encoding if is_text else None
    return None


def is_text_with_nul_bytes(data: bytes) -> bool:
    """Whether data is text but for the NUL bytes in it, as a crash or a copy that failed leaves behind."""
    rest = data.replace(b"\0", b"")
    return bool(rest.strip()) and _utf_without_mark(data) is None and not _kind(data) and not _is_binary(rest)


def is_other_encoding(data: bytes) -> bool:
    """Whether data that is no UTF-8 is not UTF-8 with some damage either: most of what is not ASCII is wrong."""
    text = data.decode("utf-8", errors="replace")
    replaced = text.count("\ufffd")
    read = len(text) - len(text.encode("ascii", errors="ignore")) - replaced
    if not read and replaced * _DENSE >= len(data) and _is_western(data, wrong=0.0):
        return True
    return replaced * 10 > len(text) or replaced > max(read, _FEW)


def _is_western(data: bytes, *, wrong: float) -> bool:
    """Whether what is not ASCII are letters and quotes of CP1252, each where such a one may stand.

    Args:
        data: It.
        wrong: The part that may be something else.
    """
    high = len(data) - len(data.translate(None, _HIGH))
    letters = len(_WESTERN.findall(data))
    return letters > 0 and high - letters - len(_SIGNS.findall(data)) <= wrong * high


def looks_like(data: bytes, source: str) -> str:
    """Says what data is that is no UTF-8, and how to make it such: a part of a sentence."""
    kind = _kind(data)
    if kind:
        return f"it is {kind}"
    encoding = _utf_without_mark(data)
    seems = f"{encoding} without a byte order mark"
    if encoding is None and b"\0" not in data and not _is_binary(data):
        encoding = _legacy(data)
        seems = _ALSO_CALLED.get(encoding or "", encoding or "")
    if encoding is None:
        holds = "it holds NUL bytes" if b"\0" in data else "it fits no encoding"
        return f"it looks like binary data ({holds}); give Markdown files"
    return f"it looks like {seems}{_CONVERT}{_conversion(encoding, PurePath(source).name)}"


def with_place(message: str, place: str | None) -> str:
    """The message in which the command that converts the file is one for where the file is; others as they are.

    Args:
        message: Holds what `looks_like` says.
        place: The file's path; None for standard input.
    """
    said, convert, command = message.partition(_CONVERT)
    encoding = _ENCODING.search(command)
    return f"{said}{convert}{_conversion(encoding[1], place)}" if encoding else message


def _conversion(encoding: str, place: str | None) -> str:
    """The command that makes UTF-8 of a file, beside it, or of what is in a pipe."""
    convert = f"iconv -f {encoding} -t UTF-8"
    if place is None:
        return convert
    path = PurePath(place)
    unpack = _UNPACK.get(path.suffix.lower())
    inner = PurePath(path.stem) if unpack else PurePath(path.name)
    end = f"> {shlex.quote(f'{place.removesuffix(path.name)}{inner.stem}.utf8{inner.suffix}')}"
    return f"{unpack} {shlex.quote(place)} | {convert} {end}" if unpack else f"{convert} {shlex.quote(place)} {end}"


def _kind(data: bytes) -> str:
    return next((kind for start, kind in _KINDS.items() if data.startswith(start)), "")


def _is_binary(data: bytes) -> bool:
    """Whether more than two in a hundred bytes are control characters that no text has."""
    return (len(data) - len(data.translate(None, _CONTROL))) * 50 > len(data)


def _utf_without_mark(data: bytes) -> str | None:
    """UTF-16 or UTF-32 without its mark: ASCII in it has a NUL byte in the same place of each character."""
    sample = data[:_SAMPLE]
    by_four = [sample[place::4].count(0) * 4 for place in range(4)]
    for name, places in (("UTF-32LE", (2, 3, 0)), ("UTF-32BE", (0, 1, 3))):
        *high, low = places
        if by_four[low] * 10 < len(sample) and all(by_four[place] * 10 > len(sample) * 9 for place in high):
            return name
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    for name, here, there in (("UTF-16LE", odd, even), ("UTF-16BE", even, odd)):
        if here * 40 > len(sample) and there * 20 < here:
            return name
    return None


def _is_korean(data: bytes) -> bool:
    """Whether data as CP949 has hardly any letter but Hangul: other encodings would give Chinese characters as well."""
    try:
        text = data.decode("cp949")
    except UnicodeDecodeError:
        return False
    letters = [character for character in text if character > "\xff" and character.isalpha()]
    return sum("가" <= letter <= "힣" for letter in letters) * 20 > len(letters) * 19


def _legacy(data: bytes) -> str | None:
    """The encoding that fits best of those from before UTF-8."""
    import charset_normalizer

    sample = data if len(data) <= _SAMPLE else data[: data.rfind(b"\n", 0, _SAMPLE) + 1 or _SAMPLE]
    if _is_korean(sample):
        return "CP949"
    matches = charset_normalizer.from_bytes(sample)
    best = matches.best()
    if best is None or best.encoding in ("utf_8", "ascii"):
        return None
    # Of encodings that fit equally well, as those with one byte a letter do, the usual one.
    equal = {match.encoding for match in matches if match.chaos <= best.chaos and not best.multi_byte_usage}
    is_usual = "cp1252" in equal and best.encoding != "cp1250"  # which is told from it above all by its letters
    encoding = "cp1252" if is_usual or _is_western(sample, wrong=_ODD) else best.encoding
    return _NAMES.get(encoding, encoding.upper().replace("_", "-"))
