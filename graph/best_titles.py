r"""Which of a paper's printed titles are worth showing: not *PDF*, and not one whose `\times` has become a tab."""

import re
from collections.abc import Iterable

# What a link is called, not the paper behind it.
_NO_TITLE = frozenset(
    "pdf arxiv paper link here html abs abstract doi preprint code untitled title none null read more".split()
) | {"read more", "full text", "no title", "n/a"}
_ESCAPE = re.compile(r"\\([abfnrtv0])")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f]+")


def is_title(title: str) -> bool:
    """Whether a text can be the title of a paper.

    >>> is_title("[PDF]"), is_title("Attention Is All You Need"), is_title("2404.09656")
    (False, True, False)
    """
    bare = title.casefold().strip(" []()*_:.-#\t")
    return any(map(str.isalpha, bare)) and bare not in _NO_TITLE and not bare.startswith(("http://", "https://"))


def is_mangled(title: str, others: Iterable[str]) -> bool:
    r"""Whether a title is one of the others after its backslashes were taken for control characters, or lost letters.

    >>> is_mangled("LLM$ imes$MapReduce", [r"LLM$\times$MapReduce"]), is_mangled("A B", ["A C"])
    (True, False)
    """
    if "�" in title:
        return True
    bare = _bare(title)
    return any(
        "\\" in other and bare in (_bare(_ESCAPE.sub(" ", other)), _bare(_ESCAPE.sub("", other))) for other in others
    )


def _bare(title: str) -> str:
    return _SPACES.sub("", title)
