"""Which language a summary is mainly in."""

import itertools
import re
from collections.abc import Iterable

from paperatlas.graph.scripts import HANGUL

SAMPLE = 200
KOREAN_SHARE = 0.2
_HANGUL = re.compile(f"[{HANGUL}]")
_LATIN = re.compile("[A-Za-z]")


def main_language(texts: Iterable[str]) -> str | None:
    """`ko` where at least a fifth of the first letters are Hangul, `en` where there are other Latin ones, else None.

    >>> main_language(["LLM의 정렬을 다룬다."]), main_language(["Aligns a model."]), main_language([])
    ('ko', 'en', None)
    """
    sample = " ".join(itertools.islice(texts, 3))[:SAMPLE]
    hangul, latin = len(_HANGUL.findall(sample)), len(_LATIN.findall(sample))
    if not hangul and not latin:
        return None
    return "ko" if hangul >= KOREAN_SHARE * (hangul + latin) else "en"
