"""Text of strangers, made fit to be shown: nothing in it can hide, move the cursor, or turn what stands beside it."""

import unicodedata

JOINERS = "\u200c\u200d"
"""Unseen marks that some scripts and emoji need."""
_LONGEST = 200


def written_out(text: str, kept: str = "") -> str:
    r"""The text in which each character that is not seen is named: controls, marks of direction, line ends, surrogates.

    Args:
        text: Any text.
        kept: Characters that stay as they are, a line end for one.

    >>> written_out("two\nlines\u202etxt.exe"), written_out("two\nlines", kept="\n")
    ('two[U+000A]lines[U+202E]txt.exe', 'two\nlines')
    """
    if text.isprintable():
        return text
    return "".join(c if is_harmless(c) or c in kept else f"[U+{ord(c):04X}]" for c in text)


def quoted(value: object) -> str:
    r"""What someone gave, as a message has it: between quotes, with nothing hidden, and not endless.

    >>> print(quoted("a\x1b[31m"), quoted("O'Neil"), quoted(1.5))
    'a[U+001B][31m' "O'Neil" 1.5
    """
    text = value if isinstance(value, str) else repr(value)
    text = written_out(text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…")
    if not isinstance(value, str):
        return text
    mark = '"' if "'" in text and '"' not in text else "'"
    return f"{mark}{text}{mark}"


def is_harmless(character: str) -> bool:
    """Whether a character is seen, is a blank of some width, or joins others."""
    return character.isprintable() or character in JOINERS or unicodedata.category(character) == "Zs"


def visible(text: str) -> str:
    r"""One line in which nothing is hidden; white space of any kind and length is one blank.

    >>> visible("two\n lines,\u202etxt.exe")
    'two lines,[U+202E]txt.exe'
    """
    return written_out(" ".join(text.split()))
