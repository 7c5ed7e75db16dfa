"""What TeX prints of a field of BibTeX: braces that only group, blanks of every width, quotes."""

import re

from paperatlas.graph.plain_titles import with_symbols
from paperatlas.parsers.fields.names import without_tex

_MARKED = re.compile(r"[{\\~]|``")
_ACCENTED = re.compile(r"(?<!\\.)\{\\(?![%&#_]|text(?:backslash|brace|ascii))[^{}$]{1,20}(?:\{[^{}]{0,9}\})?\}")
_SYMBOLS = {"backslash": "\\", "braceleft": "{", "braceright": "}", "asciicircum": "^", "asciitilde": "~"}
_SYMBOL = re.compile(rf"\\text({'|'.join(_SYMBOLS)})(?:\{{\}}|\s{{1,9}}|(?![A-Za-z]))")
_ALONE = {"~": "\\textasciitilde{}", "^": "\\textasciicircum{}"}
_ACCENT_ALONE = re.compile(r"(?<!\\)\\([~^])\{\}")
# An address keeps its `~`; one before a number and behind a blank says *about*.
_BLANK = re.compile(
    r"(?P<kept>\\(?:url|href)\s{0,9}\{[^{}]{0,2000}\}|https?://[^\s{}]+|\\[~%&#$_{}\[\]()]|(?<![^\s({])~(?=\d))|"
    r"(?P<blank>\\[\s,;:>\\]|~|\\(?:nobreakspace|thinspace|enspace|space|q?quad)(?:\{\}|\s{1,9}|(?![A-Za-z])))|"
    r"\\[!/@-]"
)
_QUOTED = re.compile(r"``(?=[^\s`])([^`]{1,1000}?)(?<=\S)''")
_ENQUOTED = re.compile(r"\\enquote\*?\s{0,9}\{((?:[^{}]|\{[^{}]{0,300}\}){0,1000})\}")
# A group after one of these is a command's, and so is one right behind it.
_TOKEN = re.compile(r"\\[A-Za-z]+\*?\s{0,9}|\\.|[{}]|[\^_]\s{0,9}", re.DOTALL)
_SWITCH = re.compile(r"\\(?:em|it|bf|tt|sc|rm|sf|sl)(?![A-Za-z])")


def printed_text(text: str) -> str:
    r"""The text without the braces that keep capitals, with plain blanks and quotes; braces of commands stay.

    >>> printed_text(r"The {BERT} of $x_{2}$"), printed_text(r"Na{\"i}ve \emph{sets}")
    ('The BERT of $x_{2}$', 'Naïve \\emph{sets}')
    >>> printed_text(r"Proc.\ of~5\,\% {$H_\infty$}"), printed_text(r"On {``}Quoted{''} \enquote{Looms}")
    ('Proc. of 5 \\% $H_\\infty$', 'On “Quoted” “Looms”')
    """
    if not _MARKED.search(text):
        return text
    if "\\" in text:
        text = with_symbols(_ACCENT_ALONE.sub(lambda found: _ALONE[found[1]], text))
    text = _BLANK.sub(lambda found: found["kept"] or (" " if found["blank"] else ""), text)
    if "\\" in text:
        text = _ACCENTED.sub(lambda found: without_tex(found[0]), text)
    if "\\enquote" in text:
        text = _ENQUOTED.sub(r"“\1”", text)
    if "{" in text:
        text = _without_groups(text)
    if "``" in text:
        text = _QUOTED.sub(r"“\1”", text)
    return _SYMBOL.sub(lambda found: _SYMBOLS[found[1]], text) if "\\" in text else text


def _without_groups(text: str) -> str:
    """The text without braces that only group; one that has no other half stays."""
    drop: list[int] = []
    opened: list[tuple[int, bool]] = []
    of_command = -1
    """Where a brace would be a command's."""
    for found in _TOKEN.finditer(text):
        start, end = found.span()
        if found[0] == "{":
            opened.append((start, start == of_command or _SWITCH.match(text, end) is not None))
        elif found[0] == "}":
            if opened:
                place, stays = opened.pop()
                if stays:
                    of_command = end
                else:
                    drop += (place, start)
        elif found[0][0] in "^_" or found[0][1].isalpha():
            of_command = end
    if not drop:
        return text
    dropped = sorted(drop)
    edges = zip([-1, *dropped], [*dropped, len(text)], strict=True)
    return "".join(text[before + 1 : after] for before, after in edges)
