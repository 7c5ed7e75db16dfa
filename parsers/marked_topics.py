"""Topics of papers that are no headings: a bold line above a list, and the item that papers are nested under.

**Weaving**
- Looms
  - [Title](https://arxiv.org/abs/2404.00001)
"""

import re
from collections.abc import Collection, Iterator, Sequence

from paperatlas.parsers.fields.topics import topic_of
from paperatlas.parsers.markdown_links import bullet_of, links_of

_BOLD = re.compile(r"\s{0,3}(?:\*\*|__)([^*_\n]{1,200})(?:\*\*|__)\s?[:：]?\s*")


def marked_topics(lines: Sequence[tuple[int, str]], papers: Collection[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The lines of papers with the topics that they stand under, the nearest first.

    Args:
        lines: What stands right under a heading, numbered.
        papers: The lines at which papers begin.
    """
    bold: str | None = None
    above: list[tuple[int, str | None, bool]] = []
    for at, (number, line) in enumerate(lines):
        if not line.strip():
            continue
        item = bullet_of(line)
        indent = len(line) - len(line.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        if number in papers:
            yield number, tuple(topic for topic in (*(topic for _, topic, _ in reversed(above)), bold) if topic)
        elif item is None:
            if (marked := _BOLD.fullmatch(line)) and _is_above_list(lines, at + 1):
                bold = topic_of(marked[1])
            continue
        is_below_paper = bool(above) and above[-1][2]
        is_topic = number not in papers and not is_below_paper and item is not None and not links_of(item)
        topic = topic_of(item.strip(" *_:：")) if item is not None and is_topic else None
        above.append((indent, topic, number in papers or is_below_paper))


def _is_above_list(lines: Sequence[tuple[int, str]], start: int) -> bool:
    """Whether what follows is a list or a table, not the text of a paper."""
    following = next((line for _, line in lines[start : start + 5] if line.strip()), "")
    return following.lstrip().startswith("|") or bullet_of(following) is not None
