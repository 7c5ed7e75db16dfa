"""How often a term is in the titles of the papers that name it: what a paper uses is seldom in its title.

*Image generation* is, *latent space* and *neural network* hardly ever are, though as many papers name them. The atlas
counts its own titles; what stands in `weights/title_shares.tsv`, counted by `tests/benchmarks/count_titles.py`, speaks
for terms of which it has few. A name is exempt: a paper uses ImageNet, and a reader looks for those that do.
"""

import functools
import re
from importlib.resources import files

_SHARE, _MOST = 0.15, 20
"""What a paper of another collection counts, and how many may speak for a term."""
_NAME = re.compile(r"[^\W_][A-Z]|\d")


def is_name(spelling: str) -> bool:
    """Whether a term is written as only names are: ImageNet, CLIP, GPT-4.

    >>> [is_name(each) for each in ("GPT-4", "CLIP", "Image Generation", "latent space")]
    [True, True, False, False]
    """
    return _NAME.search(spelling) is not None


def known_titles(key: str) -> tuple[float, float]:
    """Papers of another collection that name a term, and those that have it in the title, as far as they count."""
    papers, titles = _counts().get(key, (0, 0))
    share = min(_SHARE, _MOST / papers) if papers else 0.0
    return round(papers * share, 2), round(titles * share, 2)


@functools.cache
def _counts() -> dict[str, tuple[int, int]]:
    text = (files("paperatlas.graph.concepts") / "weights" / "title_shares.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {key: (int(papers), int(titles)) for key, papers, titles in list(rows)[1:]}
