"""Which language a summary is mainly in."""

import itertools
import re
from collections.abc import Iterable

from paperatlas.graph.scripts import HAN, HANGUL, KANA

SAMPLE = 200
LEAST_SHARE = 0.2
_KINDS = {
    kind: re.compile(f"[{letters}]+") for kind, letters in (("ko", HANGUL), ("ja", KANA), ("zh", HAN), ("en", "A-Za-z"))
}


def main_language(texts: Iterable[str]) -> str | None:
    """`ko`, `ja` or `zh` where at least a fifth of the first letters are its own, `en` where there are Latin ones.

    Kana make Han characters Japanese.

    >>> main_language(["LLM의 정렬을 다룬다."]), main_language(["Aligns a model."]), main_language([])
    ('ko', 'en', None)
    >>> main_language(["LLM的对齐问题。"]), main_language(["LLMの整合を扱う。"])
    ('zh', 'ja')
    """
    sample = " ".join(itertools.islice(texts, 3))[:SAMPLE]
    if sample.isascii():
        return "en" if _KINDS["en"].search(sample) else None
    counts = {kind: len("".join(letters.findall(sample))) for kind, letters in _KINDS.items()}
    least = LEAST_SHARE * sum(counts.values())
    if not any(counts.values()):
        return None
    if counts["ko"] >= least and counts["ko"]:
        return "ko"
    if counts["ja"] + counts["zh"] >= least and counts["ja"] + counts["zh"]:
        return "ja" if counts["ja"] else "zh"
    return "en"
