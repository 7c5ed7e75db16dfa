r"""Reads a Python literal of lists, dicts and strings out of untrusted text.

`ast.literal_eval` would do for well-formed input, but it compiles: deep nesting exhausts the interpreter's stack, and
LaTeX in a string (`'\method'`) is a warning or a mangled character. This reader is linear and bounded in depth.
"""

import re

Literal = str | list["Literal"] | dict[str, "Literal"]

MAX_DEPTH = 20
MAX_LENGTH = 1_000_000
_TOKEN = re.compile(r"""\s*('[^'\\]*(?:\\.[^'\\]*)*'|"[^"\\]*(?:\\.[^"\\]*)*"|[\[\](){},:]|[-+]?[\w.]+)""", re.DOTALL)
_ESCAPE = re.compile(r"\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|[\\'\"n])")
_CLOSING = {"[": "]", "(": ")", "{": "}"}


class Bare(str):
    """A number or a name in a literal: no quotes around it."""

    __slots__ = ()


class MalformedLiteral(ValueError):
    """The text is not a Python literal of lists, dicts, strings and numbers."""


def looks_like_literal(text: str) -> bool:
    """Whether a text opens like a literal that holds strings.

    >>> looks_like_literal("[{'code': 'x'}]"), looks_like_literal("[a link](https://example.org)")
    (True, False)
    """
    head = text[:40].lstrip()
    inner = head[1:].lstrip(" [{(")
    return head[:1] in ("[", "{") and (inner[:1] in ("'", '"') or head in ("[]", "{}"))


def read_literal(text: str) -> Literal:
    r"""Reads a literal; tuples come back as lists, numbers and names as their text, of type `Bare`.

    >>> read_literal("[{'code': 'fast', 'math': [1, None]}]")
    [{'code': 'fast', 'math': ['1', 'None']}]
    >>> read_literal("['the \\method name']")
    ['the \\method name']
    >>> read_literal("{'twice': 'one', 'twice': 'two'}")
    {'twice': ['one', 'two']}

    Raises:
        MalformedLiteral: The text is not a literal, is nested deeper than `MAX_DEPTH`, or goes on after its end.
    """
    if len(text) > MAX_LENGTH:
        raise MalformedLiteral(f"longer than {MAX_LENGTH:,} characters")
    reader = _Reader(text)
    value = reader.value(0)
    if reader.text[reader.position :].strip():
        raise MalformedLiteral("text after the end of the literal")
    return value


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def take(self) -> str:
        match = _TOKEN.match(self.text, self.position)
        if match is None:
            raise MalformedLiteral(f"unreadable at character {self.position + 1}")
        self.position = match.end()
        return match[1]

    def value(self, depth: int) -> Literal:
        token = self.take()
        if token in _CLOSING:
            if depth == MAX_DEPTH:
                raise MalformedLiteral(f"nested deeper than {MAX_DEPTH}")
            return self.dictionary(depth) if token == "{" else self.sequence(_CLOSING[token], depth)
        if token[0] in "'\"":
            return _ESCAPE.sub(_unescape, token[1:-1])
        if token in "])}:,":
            raise MalformedLiteral(f"unexpected {token!r} at character {self.position}")
        return Bare(token)

    def sequence(self, closing: str, depth: int) -> list[Literal]:
        values: list[Literal] = []
        while not self.closes(closing):
            values.append(self.value(depth + 1))
            self.separate(closing)
        return values

    def dictionary(self, depth: int) -> dict[str, Literal]:
        values: dict[str, Literal] = {}
        while not self.closes("}"):
            key = self.value(depth + 1)
            if not isinstance(key, str) or self.take() != ":":
                raise MalformedLiteral(f"no key and colon before character {self.position}")
            value = self.value(depth + 1)
            values[key] = [values[key], value] if key in values else value
            self.separate("}")
        return values

    def closes(self, closing: str) -> bool:
        before = self.position
        if self.take() == closing:
            return True
        self.position = before
        return False

    def separate(self, closing: str) -> None:
        before = self.position
        token = self.take()
        if token == closing:
            self.position = before
        elif token != ",":
            raise MalformedLiteral(f"no comma before character {self.position}")


def _unescape(match: re.Match[str]) -> str:
    body = match[1]
    if body == "n":
        return "\n"
    character = chr(int(body[1:], 16)) if body[0] in "xu" else body
    return character if character.isprintable() else " "
