"""JSON as people write it by hand: with a comma before a closing bracket, with comments."""

import re

from paperatlas.graph.records import Problem

LENIENT = "lenient-json"
SKIPPED = re.compile(r"[\s,;]*+(?:(//[^\n]*|/\*(?s:.*?)\*/)[\s,;]*+)*+")
"""What may stand between values; the group is a comment."""
_TOKEN = re.compile(
    r'"(?:[^"\\]|\\.)*+"|(?P<left>//[^\n]*|/\*.*?\*/|,(?=(?:\s|//[^\n]*|/\*.*?\*/)*+[\]}]))|(?P<open>[\[{])|[\]}]',
    re.DOTALL,
)


def begin(text: str) -> int:
    """Where a text begins that may have blanks and comments before it."""
    found = SKIPPED.match(text)
    return found.end() if found else 0


def first_sign(text: str) -> str:
    r"""The first character of a text that is neither blank nor in a comment.

    >>> first_sign('// by hand\n[{"title": "Looms"},]')
    '['
    """
    at = begin(text)
    return text[at : at + 1]


def mended(text: str, start: int = 0, most: int | None = None) -> tuple[str, int] | None:
    """The value that begins at a bracket, without what is left out of it, and where it ends.

    None where nothing is to be left out, or it does not end.

    Args:
        text: JSON.
        start: The place of the bracket.
        most: So many characters are looked at.

    >>> mended('[{"title": "Looms // knots",}, /* more */]')
    ('[{"title": "Looms // knots"} ]', 42)
    """
    kept: list[str] = []
    depth, at = 0, start
    for token in _TOKEN.finditer(text, start, len(text) if most is None else start + most):
        if token["left"]:
            kept.append(text[at : token.start()])
            at = token.end()
        elif token["open"]:
            depth += 1
        elif token[0] in ("]", "}"):
            depth -= 1
            if depth == 0:
                return ("".join((*kept, text[at : token.end()])), token.end()) if kept else None
    return None


def told(source: str, number: int, line: int, raw: str) -> Problem:
    """That something is left out, once a file."""
    message = (
        f"line {line:,}: a comma too many or a comment, which JSON does not have; it is read as if it were not there"
    )
    return Problem(source, number, LENIENT, f"{message}, and all others like it in this file", raw.partition("\n")[0])
