"""A title as plain text: what is printed holds Markdown, TeX and HTML."""

import html
import re
import unicodedata
from collections.abc import Callable

_MARKED = re.compile(r"[\\*`$<&^]|_\{")
_TAG = re.compile(
    r"</?(?:i|b|em|strong|sub|sup|u|tt|span|scp|sc|jats:\w+|mml:\w+)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)
_ACCENTS = {
    '"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307",
    "H": "\u030b", "c": "\u0327", "v": "\u030c", "u": "\u0306", "b": "\u0331", "d": "\u0323",
    "k": "\u0328", "r": "\u030a",
}  # fmt: skip
# A sign stands before its letter with or without braces; a letter needs braces or a blank.
_ACCENT = re.compile(r"""\\(["'`^~=.]|[Hcvubdkr](?=\s*\{|\s))\s*(?:\{(\\?[A-Za-z])\}|(\\?[A-Za-z]))""")
_EMPHASIS = re.compile(r"(?<!\\)(\*\*|``?)(?=\S)(.+?)(?<=\S)\1|(?<![\w*\\])\*(?=[^\s*])([^*]*?[^\s*])\*(?![\w*])")
# With blanks at its edges, or between `\(` and `\)`, only what no prose has is a formula.
_FORMULA = re.compile(
    r"(?<!\\)\$(\$?)(?=\S)(?P<tight>[^$]+?)(?<=[^\s\\])\$\1|"
    r"(?<!\\)\$\s?(?P<loose>[^$\s]{0,40}[\\^_{][^$]{0,200}?)\s?(?<!\\)\$|"
    r"\\\((?P<bracketed>(?=[^()]{0,200}[\\^_{][^\\()]|\\[a-z])[^()]{1,200})\\\)"
)
_FRACTION = re.compile(r"\\[td]?frac\s*\{((?:[^{}]|\{[^{}]*\})*+)\}\s*\{((?:[^{}]|\{[^{}]*\})*+)\}")
_SWITCHED = re.compile(r"\{\\(?:em|it|bf|tt|sc|rm|sf|sl)(?:\s+|(?=[^A-Za-z]))([^{}]*)\}")
_BARE_RAISED = re.compile(r"(?<=[\w)\]])\^(?:\{([-+]?\d+)\}|([-+]?\d+))")
_MARK = re.compile(r"\^(?:\{\s?([†‡′*⋆∘]+)\s?\}|([†‡′*⋆∘]+))")
_BARE_LOWERED = re.compile(r"(?<=[A-Za-z)\]])_\{(\d+)\}")
_COMMAND_ON = re.compile(r"\\(?!sqrt)[a-zA-Z]+\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\s*\\([a-zA-Z]+)\s*")
_SPACE = re.compile(r"\\[ ,;:!]|(?<!\\)~")
_ESCAPED = re.compile(r"\\([^a-zA-Z0-9\s])")
_BRACE = re.compile(r"(?<!\\)[{}]")
_RAISED = re.compile(r"\^(?:\{([-+()\dni]+)\}|([-+\dni]))")
_LOWERED = re.compile(r"_(?:\{([-+()\d]+)\}|(\d))")
_SUPERSCRIPTS = str.maketrans("0123456789+-()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱ")
_SUBSCRIPTS = str.maketrans("0123456789+-()", "₀₁₂₃₄₅₆₇₈₉₊₋₍₎")
_SYMBOLS = {
    "sim": "~", "approx": "≈", "times": "×", "cdot": "·", "pm": "±", "infty": "∞", "nabla": "∇", "partial": "∂",
    "to": "→", "rightarrow": "→", "leftarrow": "←", "leq": "≤", "le": "≤", "geq": "≥", "ge": "≥", "neq": "≠",
    "dagger": "†", "ddagger": "‡", "prime": "′", "colon": ":", "dots": "…", "ldots": "…", "cdots": "…", "mid": "|",
    "langle": "⟨", "rangle": "⟩", "forall": "∀", "exists": "∃", "subset": "⊂", "otimes": "⊗", "oplus": "⊕",
    "propto": "∝", "lambda": "λ", "Lambda": "Λ", "sqrt": "√", "sum": "∑", "prod": "∏", "int": "∫", "perp": "⊥",
    "ell": "ℓ", "star": "⋆", "ast": "*", "circ": "∘", "in": "∈", "quad": " ", "varepsilon": "ε", "varphi": "φ",
}  # fmt: skip
"""Commands of TeX that are no Greek letter."""


# What TeX calls a sign that is no letter; white space behind a name ends it.
_SIGNS = {
    "textquotesingle": "'", "textquoteright": "’", "textquoteleft": "‘", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotedbl": '"', "textendash": "–", "textemdash": "—", "textless": "<",
    "textgreater": ">", "textbar": "|", "textdegree": "°", "textregistered": "®", "texttrademark": "™",
    "textcopyright": "©", "textmu": "μ", "textellipsis": "…", "textunderscore": "_", "textbullet": "•",
    "textperiodcentered": "·", "texteuro": "€", "textsection": "§", "textpm": "±", "texttimes": "×", "slash": "/",
}  # fmt: skip
_LOGOS = ("TeX", "LaTeX", "LaTeXe", "BibTeX", "XeTeX", "LuaTeX", "ConTeXt")
_SIGN = re.compile(
    rf"\{{\\(?P<group>{'|'.join((*_SIGNS, *_LOGOS))})\s{{0,9}}(?:\{{\}})?\}}|"
    rf"\\(?:(?P<logo>{'|'.join(_LOGOS)})(?![A-Za-z])(?:\{{\}}|\\(?=\s))?|"
    rf"(?P<name>{'|'.join(_SIGNS)})(?:\{{\}}|\s{{1,9}}|(?![A-Za-z])))"
)
_LINK = re.compile(r"\\href\s{0,9}\{[^{}]{0,2000}\}\s{0,9}\{((?:[^{}]|\{[^{}]{0,300}\}){0,500})\}")


def with_symbols(text: str) -> str:
    r"""A text with the signs that commands of TeX stand for.

    >>> with_symbols(r"The {\TeX}book{\textquotesingle}s \LaTeX\ part, 1\textendash 2")
    "The TeXbook's LaTeX part, 1–2"
    """

    def sign(found: re.Match[str]) -> str:
        name = found["group"] or found["logo"] or found["name"]
        return _SIGNS.get(name, name)

    return _SIGN.sub(sign, _LINK.sub(r"\1", text))


def plain_title(printed: str) -> str:
    r"""A title without the marks of Markdown, TeX and HTML; what they say is kept as far as plain text can.

    >>> plain_title(r"**New:** M$^{2}$UGen with $\textbf{big}$ $\pi$ models"), plain_title("Beyond A*: a * b for $200k")
    ('New: M²UGen with big π models', 'Beyond A*: a * b for $200k')
    >>> plain_title(r"\[Re\] R&amp;D of <i>E. coli</i> by Erd\H{o}s")
    '[Re] R&D of E. coli by Erdős'
    >>> plain_title(r"L^2M on M$ ^{2}$ and \(x^{2}\) for $\{0, \frac{1}{2}\}$ and $5 to $10 bills, a ^ b_2")
    'L²M on M² and x² for {0, 1/2} and $5 to $10 bills, a ^ b_2'
    >>> plain_title(r"$O(n \log n)$, $O(n\log\log n)$ and $\frac{1}{\sqrt{n}}$ for $\alpha x \in A$")
    'O(n log n), O(n log log n) and 1/√n for αx ∈A'
    """
    if not _MARKED.search(printed):
        return printed
    if "\\" in printed:
        printed = with_symbols(printed)
    title = html.unescape(html.unescape(_TAG.sub("", printed))) if "<" in printed or "&" in printed else printed
    if "\\" in title:
        title = _ACCENT.sub(_accented, title)
    text = _FORMULA.sub(lambda found: _plain_formula(found["tight"] or found["loose"] or found["bracketed"]), title)
    text = _BARE_RAISED.sub(lambda found: (found[1] or found[2]).translate(_SUPERSCRIPTS), text)
    text = _BARE_LOWERED.sub(lambda found: found[1].translate(_SUBSCRIPTS), text)
    text = _until_settled(_SWITCHED, lambda found: found[1], text)
    text = _until_settled(_COMMAND_ON, lambda found: found[1], text)
    text = _until_settled(_EMPHASIS, lambda found: found[2] or found[3], text)
    return _ESCAPED.sub(r"\1", text)


def _accented(found: re.Match[str]) -> str:
    """An accent of TeX on a letter."""
    mark = _ACCENTS[found[1]]
    letter = {"\\i": "i", "\\j": "j"}.get(found[2] or found[3], found[2] or found[3])
    return unicodedata.normalize("NFC", letter + mark)


def _plain_formula(formula: str) -> str:
    formula = _until_settled(_FRACTION, lambda found: f"{found[1]}/{found[2]}", formula)
    formula = _until_settled(_COMMAND_ON, lambda found: found[1], formula)
    formula = _SPACE.sub(lambda found: "" if found[0] == "\\!" else " ", formula)
    formula = _COMMAND.sub(_printed, formula)
    formula = _MARK.sub(lambda found: found[1] or found[2], formula)
    formula = _RAISED.sub(lambda found: (found[1] or found[2]).translate(_SUPERSCRIPTS), formula)
    formula = _LOWERED.sub(lambda found: (found[1] or found[2]).translate(_SUBSCRIPTS), formula)
    return _BRACE.sub("", formula).replace("\\{", "{").replace("\\}", "}")


def _until_settled(pattern: re.Pattern[str], inner: Callable[[re.Match[str]], str], text: str) -> str:
    """What is inside of marks, also of those that stand in others."""
    before = ""
    while before != text:
        before, text = text, pattern.sub(inner, text)
    return text


def _printed(found: re.Match[str]) -> str:
    """What a command prints: a sign, or its own name, `log`, set off from letters around it."""
    command, text = found[1], found.string
    symbol = _symbol(command)
    before = found[0][: found[0].index("\\")]
    if symbol != command:
        return before + symbol
    is_behind = not before and text[: found.start()][-1:].isalnum()
    is_before = text[found.end() :][:1].isalnum()
    return f"{' ' * is_behind}{before}{symbol}{' ' * is_before}"


def _symbol(command: str) -> str:
    size = "CAPITAL" if command[0].isupper() else "SMALL"
    try:
        return unicodedata.lookup(f"GREEK {size} LETTER {command.upper()}")
    except KeyError:
        return _SYMBOLS.get(command, command)
