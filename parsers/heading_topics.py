"""Topics of papers that the headings of a list give, each with those that it stands under."""

import bisect
from collections.abc import Iterator, Sequence
from dataclasses import replace

from paperatlas.graph.records import PaperRecord
from paperatlas.parsers.fields.topics import says_papers, topic_of
from paperatlas.parsers.outline import Part
from paperatlas.parsers.service_answers import distinct


def with_topics(papers: Sequence[PaperRecord], root: Part) -> list[PaperRecord]:
    """The papers with the topics that they stand under as keywords.

    Args:
        papers: Of the text; the heading of a paper itself is none of its topics.
        root: The text's outline.
    """
    headings = sorted(_topics(root))
    lines = [line for line, _, _ in headings]
    found = []
    for paper in papers:
        at = bisect.bisect_right(lines, paper.line) - 1
        line, above, below = headings[max(at, 0)]
        topics = above if line == paper.line else below
        found.append(replace(paper, keywords=distinct([*paper.keywords, *topics])) if topics else paper)
    return found


def _topics(root: Part) -> Iterator[tuple[int, tuple[str, ...], tuple[str, ...]]]:
    """The line of each heading, the topics it stands under, and those of what stands under it, the nearest first."""
    title = root.parts[0] if root.parts else root
    is_title = title.level == 1 and bool(title.parts) and not says_papers(title.heading)  # of a page about anything
    waiting: list[tuple[Part, tuple[str, ...]]] = [(root, ())]
    while waiting:
        part, above = waiting.pop()
        topic = None if part is root or (part is title and is_title) else topic_of(part.heading)
        below = distinct([topic, *above])
        yield (part.line if part is not root else 0), above, below
        waiting.extend((each, below) for each in part.parts)
