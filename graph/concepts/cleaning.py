"""Blanks out what looks like a term and is none; every character keeps its place, so that offsets stay true."""

import re

_FILES = "py|ipynb|jsonl?|md|txt|csv|tsv|ya?ml|toml|sh|html?|pdf|png|jpe?g|parquet|safetensors|gguf"
_NOISE = re.compile(
    rf"""
    https?://[!-~]{{1,2000}} | \bwww\.[!-~]{{1,200}}                         # addresses
    | (?<![\w.-])[\w.+-]{{1,64}}@[\w-]{{1,64}}\.[\w.-]{{1,64}}               # of mail
    | (?<![\w.-])(?:[A-Za-z0-9-]{{1,63}}\.){{1,4}}(?:(?:com|org|net|io|edu|dev)\b(?:/[!-~]{{0,200}})?
        | [a-z]{{2,4}}/[!-~]{{1,200}})
    | \barXiv:\s?[\w./-]{{1,40}}
    | \$(?=\S)[^$\n]{{0,200}}?(?<=[^\s\\])\$(?!\d)                           # formulas
    | \\\(.{{1,200}}?\\\) | \\\[.{{1,200}}?\\\]
    | \\(?:begin|end|cite[a-z]{{0,8}}|c?ref|label|url|includegraphics)\*?(?:\[[^\]\n]{{0,80}}\])?\{{[^}}\n]{{0,200}}\}}
    | \\[A-Za-z]{{1,40}}                                                     # LaTeX commands; their argument stays
    | ```.{{0,2000}}?``` | `[^`\n]{{0,100}}[=(){{}}<>;/][^`\n]{{0,100}}`     # code
    | </?[A-Za-z][\w-]{{0,30}}\s?/?>                                         # tags
    | (?<!\w)\w{{0,60}}[A-Za-z0-9]_[A-Za-z0-9]\w{{0,60}}                     # snake_case, x_i
    | (?<![\w.])[A-Za-z][\w.]{{0,80}}\(\) | (?<![\w.])[a-z]\w{{1,40}}(?:\.[a-z]\w{{1,40}}){{2,8}}(?!\w)
    | (?<![\w-])--[a-z][\w-]{{1,40}}                                         # options
    | (?<![\w./~-])[\w./~-]{{1,200}}\.(?:{_FILES})(?![\w-]) | (?<![\w./~-])[.~]{{0,2}}/[\w.-]{{1,80}}/[\w./-]{{0,200}}
    | \(?[A-Z][\w-]{{1,40}}\ (?:et\ al\.?|외)\ ?[A-Za-z가-힣]{{0,3}}\ ?,?\ ?\(?(?:19|20)\d\d[a-z]?\)?
      # Smith et al., 2023
    | \(?[A-Z][\w-]{{1,40}}\ (?:and|&)\ [A-Z][\w-]{{1,40}},?\ \(?(?:19|20)\d\d[a-z]?\)?
      # Smith and Doe, 2023
    """,
    re.VERBOSE | re.ASCII | re.DOTALL,
)
# Without one of these there is no noise; looking for them is much faster.
_SIGNS = re.compile(
    rf"[\\$`@<_/]|--|(?:19|20)\d\d|\(\)|www\.|arXiv:|\.(?:com|org|net|io|edu|dev|{_FILES})\b|[a-z]\.[a-z]", re.ASCII
)


def blank_noise(text: str) -> str:
    """The text with addresses, formulas, code and citations replaced by white space of the same length.

    >>> blank_noise("as GPT-3 (Brown et al., 2020) did")
    'as GPT-3                      did'
    """
    if not _SIGNS.search(text):
        return text
    return _NOISE.sub(lambda match: " " * len(match[0]), text)
