"""Text of strangers, made fit to be shown."""

import re
import unicodedata
from collections.abc import Callable

from paperatlas.base.visible import JOINERS

_EMPHASIS = re.compile(r"(?<!\\)(\*\*|``?)(?=\S)(.+?)(?<=\S)\1|(?<![\w*\\])\*(?=[^\s*])([^*]*?[^\s*])\*(?![\w*])")
_FORMULA = re.compile(r"(?<!\\)\$(?=\S)([^$]+?)(?<=[^\s\\])\$")
_COMMAND_ON = re.compile(r"\\[a-zA-Z]+\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([a-zA-Z]+)\s*")
_ESCAPED = re.compile(r"\\([^a-zA-Z0-9\s])")
_RAISED = re.compile(r"\^(?:\{([-+()\dni]+)\}|([-+\dni]))")
_LOWERED = re.compile(r"_(?:\{([-+()\d]+)\}|(\d))")
_SUPERSCRIPTS = str.maketrans("0123456789+-()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_SYMBOLS = {
    "sim": "~", "approx": "≈", "times": "×", "cdot": "·", "pm": "±", "infty": "∞", "nabla": "∇", "partial": "∂",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
    "ell": "ℓ", "star": "⋆", "ast": "*", "circ": "∘", "in": "∈", "quad": " ", "varepsilon": "ε", "varphi": "φ",
}  # fmt: skip
"""Commands of TeX that are no Greek letter."""


def plain(title: str) -> str:
    r"""A title without the marks of Markdown and TeX; what they say is kept as far as plain text can.

    >>> plain(r"**New:** M$^{2}$UGen with $\textbf{big}$ $\pi$ models"), plain("Beyond A*: a * b for $200k")
    ('New: M²UGen with big π models', 'Beyond A*: a * b for $200k')
    """
    text = _FORMULA.sub(lambda found: _plain_formula(found[1]), title)
    text = _until_settled(_COMMAND_ON, lambda found: found[1], text)
    text = _until_settled(_EMPHASIS, lambda found: found[2] or found[3], text)
    return _ESCAPED.sub(r"\1", text)


def _plain_formula(formula: str) -> str:
    formula = _until_settled(_COMMAND_ON, lambda found: found[1], formula)
    formula = _COMMAND.sub(lambda found: _symbol(found[1]), formula)
    formula = _RAISED.sub(lambda found: (found[1] or found[2]).translate(_SUPERSCRIPTS), formula)
    formula = _LOWERED.sub(lambda found: (found[1] or found[2]).translate(_SUBSCRIPTS), formula)
    return formula.replace("{", "").replace("}", "")


def _until_settled(pattern: re.Pattern[str], inner: Callable[[re.Match[str]], str], text: str) -> str:
    """What is inside of marks, also of those that stand in others."""
    before = ""
    while before != text:
        before, text = text, pattern.sub(inner, text)
    return text


def _symbol(command: str) -> str:
    size = "CAPITAL" if command[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {command.upper()}")
    except KeyError:
        return _SYMBOLS.get(command, command)


def one_for_one(text: str) -> str:
    r"""The text with a mark for each character that `visible` would write out, so that places in it stay the same.

    >>> one_for_one("two\n lines,\u202etxt.exe")
    'two  lines,�txt.exe'
    """
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() or c in JOINERS else " " if c.isspace() else "\ufffd" for c in text)


def shortened(text: str, length: int) -> str:
    """At most so many characters; an ellipsis stands for the rest.

    >>> shortened("Attention Is All You Need", 12)
    'Attention I…'
    """
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"
