"""What all XML of bibliographic services shares: records of papers with what is missing in them."""

from collections.abc import Sequence

from paperatlas.graph.records import PaperRecord, ParsedFile, Problem
from paperatlas.parsers.missing import missing_in


def papers_of(papers: Sequence[PaperRecord], source: str, problems: Sequence[Problem]) -> ParsedFile:
    """The papers that have an id or a title, and all problems."""
    empty = [
        Problem(source, paper.line, "no-paper", "this record has neither an id nor a title; it is left out", "")
        for paper in papers
        if not (paper.ids or paper.title)
    ]
    kept = tuple(paper for paper in papers if paper.ids or paper.title)
    return ParsedFile(kept, tuple(sorted((*problems, *empty, *missing_in(kept, source)))))
