"""Blanks out what looks like a term and is none; every character keeps its place, so that offsets stay true."""

import re
from typing import NamedTuple

_FILES = r"\.(?:py|ipynb|jsonl?|md|txt|csv|tsv|ya?ml|toml|sh|html?|pdf|png|jpe?g|parquet|safetensors|gguf)(?![\w-])"
_SITES = r"\.(?:com|org|net|io|edu|dev)\b"
_WITH_ARGUMENT = "begin|end|cite[a-z]{0,8}|c?ref|label|url|includegraphics"
_YEAR = r"(?:19|20)\d\d[a-z]?\)?"


class _Noise(NamedTuple):
    """Something to blank out; where its letters or its sign are missing, which is found much faster, there is none."""

    letters: str
    sign: re.Pattern[str]
    noise: re.Pattern[str]


_NOISE = tuple(
    _Noise(letters, re.compile(sign, re.ASCII), re.compile(noise, re.ASCII | re.DOTALL))
    for letters, sign, noise in (
        # Addresses, of mail too, and numbers of papers.
        ("://", "", r"https?://[!-~]{1,2000}"),
        ("www.", "", r"\bwww\.[!-~]{1,200}"),
        ("@", "", r"(?<![\w.-])[\w.+-]{1,64}@[\w-]{1,64}\.[\w.-]{1,64}"),
        (".", _SITES, rf"(?<![\w.-])(?:[A-Za-z0-9-]{{1,63}}\.){{0,4}}[A-Za-z0-9-]{{1,63}}{_SITES}(?:/[!-~]{{0,200}})?"),
        ("/", r"\.[a-z]{2,4}/", r"(?<![\w.-])(?:[A-Za-z0-9-]{1,63}\.){1,4}[a-z]{2,4}/[!-~]{1,200}"),
        ("arXiv:", "", r"\barXiv:\s?[\w./-]{1,40}"),
        # How costs grow: O(n log n).
        ("O(", "", r"(?<!\w)O\([^()\n]{1,40}(?:\([^()\n]{1,20}\)[^()\n]{0,20})?\)"),
        # Formulas; LaTeX commands, whose argument stays if it is text.
        ("$", "", r"\$(?=\S)[^$\n]{0,200}?(?<=[^\s\\])\$(?!\d)"),
        (
            "\\",
            "",
            r"\\\(.{1,200}?\\\)|\\\[.{1,200}?\\\]"
            rf"|\\(?:{_WITH_ARGUMENT})\*?(?:\[[^\]\n]{{0,80}}\])?\{{[^}}\n]{{0,200}}\}}|\\[A-Za-z]{{1,40}}",
        ),
        # Code, tags, snake_case, calls, dotted names, options, files, paths.
        ("`", "", r"```.{0,2000}?```|`[^`\n]{0,100}[=(){}<>;/][^`\n]{0,100}`"),
        ("<", "", r"</?[A-Za-z][\w-]{0,30}\s?/?>"),
        ("_", "", r"(?<!\w)\w{0,60}[A-Za-z0-9]_[A-Za-z0-9]\w{0,60}"),
        ("()", "", r"(?<![\w.])[A-Za-z][\w.]{0,80}\(\)"),
        (".", r"\.[a-z]\w+\.[a-z]", r"(?<![\w.])[a-z]\w{1,40}(?:\.[a-z]\w{1,40}){2,8}(?!\w)"),
        ("--", "", r"(?<![\w-])--[a-z][\w-]{1,40}"),
        (".", _FILES, rf"(?<![\w./~-])[\w./~-]{{1,200}}{_FILES}"),
        ("/", "/[^/ ]+/", r"(?<![\w./~-])[.~]{0,2}/[\w.-]{1,80}/[\w./-]{0,200}"),
        # What a bracket adds to a name, or what a function is of: GPT-4V(ision), f(x).
        ("(", r"[A-Za-z0-9]\([a-z]", r"(?<=[A-Za-z0-9])\([a-z]{1,12}\)"),
        # Tokens that stand for something: [CLS], [MASK].
        ("[", r"\[[A-Z]", r"\[[A-Z][A-Z0-9]{1,9}\](?!\()"),
        # Citations: Smith et al., 2023; Smith and Doe, 2023; (Smith, 2023).
        (
            "",
            _YEAR,
            rf"\(?[A-Z][\w-]{{1,40}} (?:et al\.?|외) ?[A-Za-z가-힣]{{0,3}} ?,? ?\(?{_YEAR}"
            rf"|\(?[A-Z][\w-]{{1,40}} (?:and|&) [A-Z][\w-]{{1,40}},? \(?{_YEAR}"
            rf"|(?<=\()[A-Z][a-z-]{{1,40}}, {_YEAR}",
        ),
    )
)


def blank_noise(text: str) -> str:
    """The text with addresses, formulas, code and citations replaced by white space of the same length.

    >>> blank_noise("as GPT-3 (Brown et al., 2020) did")
    'as GPT-3                      did'
    """
    for letters, sign, noise in _NOISE:
        if letters in text and sign.search(text):
            text = noise.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])
