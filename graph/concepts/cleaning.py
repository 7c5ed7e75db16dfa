"""Blanks out what looks like a term and is none; every character keeps its place, so that offsets stay true."""

import re

_NOISE = re.compile(
    r"""
    https?://[!-~]{1,2000}                                              # addresses
    | \\[A-Za-z]{1,40}                                                  # LaTeX commands; their argument stays
    | \(?[A-Z][\w-]{1,40}\ (?:et\ al\.?|외)\ ?[^\W\d_]{0,3}\ ?,?\ ?\(?(?:19|20)\d\d[a-z]?\)?   # Smith et al., 2023
    | \(?[A-Z][\w-]{1,40}\ (?:and|&)\ [A-Z][\w-]{1,40},?\ \(?(?:19|20)\d\d[a-z]?\)?            # Smith and Doe, 2023
    """,
    re.VERBOSE,
)
# Without one of these there is no noise; looking for them is much faster.
_SIGNS = re.compile(r"://|\\|(?:19|20)\d\d")


def blank_noise(text: str) -> str:
    """The text with addresses, LaTeX commands and citations replaced by white space of the same length.

    >>> blank_noise("as GPT-3 (Brown et al., 2020) did")
    'as GPT-3                      did'
    """
    if not _SIGNS.search(text):
        return text
    return _NOISE.sub(lambda match: " " * len(match[0]), text)
