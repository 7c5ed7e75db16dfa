"""Topics of papers that the headings of a list give, and what is marked like one, each with those it stands under."""

import bisect
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from paperatlas.graph.records import PaperRecord
from paperatlas.parsers.fields.topics import says_papers, topic_of
from paperatlas.parsers.marked_topics import marked_topics
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
    marked = dict(_marked(root, {paper.line for paper in papers}))
    found = []
    for paper in papers:
        at = bisect.bisect_right(lines, paper.line) - 1
        line, above, below = headings[max(at, 0)]
        topics = above if line == paper.line else (*marked.get(paper.line, ()), *below)
        found.append(replace(paper, keywords=distinct([*paper.keywords, *topics])) if topics else paper)
    return found


def _marked(root: Part, papers: Set[int]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The lines of papers with the topics that bold lines and outer items give."""
    waiting = [root]
    while waiting:
        part = waiting.pop()
        if part is root or part.line not in papers:
            yield from marked_topics(part.lines, papers)
            waiting.extend(part.parts)


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
