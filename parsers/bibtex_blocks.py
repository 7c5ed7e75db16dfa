"""Code fences in Markdown that hold BibTeX: entries of a list, or how to cite the list itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paperatlas.graph.records import PaperRecord, Problem
from paperatlas.parsers.fences import find_fences
from paperatlas.parsers.sections import is_foot


@dataclass(frozen=True, slots=True)
class Block:
    """A fence.

    Attributes:
        lines: The numbers of its lines and its marks.
        text: What is in it, at its place in a text that is blank else.
        is_of_list: Whether it is not below a heading that says how the list is to be cited.
    """

    lines: range
    text: str
    is_of_list: bool


def bibtex_blocks(lines: Sequence[str]) -> Iterator[Block]:
    """The fences with BibTeX of a text."""
    if not any("```" in line or "~~~" in line for line in lines):
        return
    inside = find_fences(lines, ()).inside
    heading = ""
    first = 0
    for number, line in enumerate([*lines, ""], start=1):
        if number in inside:
            first = first or number
            continue
        if first:
            text = "\n".join(lines[first - 1 : number - 1])
            opened = lines[first - 2].strip().lstrip("`~-*+ ").lower()
            if text.lstrip().startswith("@") and (opened.startswith(("bib", "tex", "latex")) or not opened):
                yield Block(range(first - 1, number + 1), "\n" * (first - 1) + text, not is_foot(heading))
            first = 0
        if line.startswith("#"):
            heading = line


def papers_in_blocks(lines: Sequence[str], source: str) -> tuple[list[PaperRecord], list[Problem], str]:
    """The papers of the blocks of a list, what is wrong in these, and the text without blocks.

    Args:
        lines: The text.
        source: The file.
    """
    from paperatlas.parsers import bibtex  # few lists have such blocks

    papers: list[PaperRecord] = []
    problems: list[Problem] = []
    left = list(lines)
    for block in bibtex_blocks(lines):
        for number in block.lines:
            if number <= len(left):
                left[number - 1] = ""
        if block.is_of_list:
            parsed = bibtex.parse(block.text, source)
            papers.extend(parsed.papers)
            problems.extend(parsed.problems)
    return papers, problems, "\n".join(left)
