"""LaTeX in titles and names to plain text; formulas stay as they are."""

import functools
import itertools
import re

_FORMULA = re.compile(r"((?<!\\)\$[^$]{1,2000}(?<!\\)\$)")
_BARE = re.compile(r"(?<!\\)([&%])")
_SIGNS = (("~", " "), ("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"))
_COMMAND = re.compile(r"\\[a-zA-Z]+\s?|\\")
_BOX = re.compile(r"\\(?:[mhf]box|uppercase|lowercase|protect|textsc)\b\s?")
_LOGO = re.compile(r"\\((?:La|Bib|Xe|Lua)?TeX)\b\s?(?:\{\})?")
_SORTED_BY = re.compile(r"\{?\\noopsort\s?\{[^{}]{0,100}\}\}?")
_LONGEST = 20_000
_DEEPEST = 60


@functools.lru_cache(maxsize=1 << 14)
def plain_latex(text: str) -> str:
    r"""The text without braces and commands, accents and signs as letters.

    >>> plain_latex(r"Paul Erd\H{o}s, {\'E}va~{K{\"o}nig}"), plain_latex("{BERT} -- on $x_{1}$")
    ('Paul Erdős, Éva König', 'BERT – on $x_{1}$')
    """
    if "\\" in text and len(text) < _LONGEST and _depth(text) < _DEEPEST:
        from pylatexenc.latex2text import LatexNodes2Text

        ready = _BARE.sub(r"\\\1", text.replace(r"\^{}", "^").replace(r"\textbraceleft{}", r"\{"))
        ready = _SORTED_BY.sub("", _LOGO.sub(r"\1", _BOX.sub("", ready))).replace(r"\textbraceright{}", r"\}")
        found: str = LatexNodes2Text(math_mode="verbatim").latex_to_text(ready)
        return found.replace("\u00a0", " ")
    pieces = _FORMULA.split(text) if "$" in text else [text]
    pieces[::2] = map(_without_marks, pieces[::2])
    return "".join(pieces)


def _depth(text: str) -> int:
    """How deep braces stand in each other."""
    steps = (1 if sign == "{" else -1 for sign in text if sign in "{}")
    return max(itertools.accumulate(steps), default=0)


def _without_marks(text: str) -> str:
    if "\\" in text:
        text = _COMMAND.sub("", text)
    for mark, sign in _SIGNS:
        text = text.replace(mark, sign)
    return text.replace("{", "").replace("}", "")
