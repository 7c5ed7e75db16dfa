"""What a form of Markdown leaves of a text, for the forms that read other parts of it.

A list above a digest, a table above front matter: a form's `rest(text)` gives the text again with blank lines for what
it reads itself, so that another may read the rest with the lines that it has in the file.
"""

from collections.abc import Collection, Sequence

from paperatlas.graph.records import ParsedFile, Problem
from paperatlas.parsers.bibtex_blocks import bibtex_blocks
from paperatlas.parsers.fences import find_fences

SEVERAL = "several-forms"
_LEFT_OUT = frozenset({"unclear-heading"})
"""What is said of a part that is left out, where it begins."""


def blanked(lines: Sequence[str], taken: Collection[int]) -> str:
    r"""A text with blank lines for some of it, by their numbers from 1, and for code fences but of BibTeX.

    >>> blanked(["# Looms", "|a|", "```", "- an example", "```", "- a paper"], {2})
    '# Looms\n\n\n\n\n- a paper'
    """
    fences = find_fences(lines, ())
    kept = {line for block in bibtex_blocks(lines) for line in block.lines} if fences.inside else set()
    away = {*taken, *({*fences.inside, *fences.marks} - kept)}
    return "\n".join("" if number in away else line for number, line in enumerate(lines, start=1))


def both(first: ParsedFile, name: str, rest: ParsedFile, other: str, source: str) -> ParsedFile:
    """What two forms read of one text, and that they are two.

    Args:
        first: What the one read.
        name: Of this one.
        rest: What the other read of the rest.
        other: Its name.
        source: The file.
    """
    if not rest.papers:
        return first
    line = min(paper.line for paper in rest.papers)
    message = f"this file is read as {name}; what stands here is in another form and is read as {other}"
    told = Problem(source, line, SEVERAL, message, "")
    problems = (problem for problem in first.problems if not _is_read_now(problem, first, rest))
    papers = sorted((*first.papers, *rest.papers), key=lambda paper: paper.line)
    return ParsedFile(tuple(papers), tuple(sorted((told, *problems, *rest.problems))))


def _is_read_now(problem: Problem, first: ParsedFile, rest: ParsedFile) -> bool:
    """Whether what a problem says is left out, or not there, was read of the rest."""
    if problem.code == "no-papers":
        return True
    lines = [paper.line for paper in rest.papers if paper.line > problem.line]
    own = [paper.line for paper in first.papers if paper.line > problem.line]
    return problem.code in _LEFT_OUT and bool(lines) and (not own or min(lines) < min(own))
