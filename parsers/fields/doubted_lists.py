"""Lists of authors that are not what they seem: all cut at one length, or made of the names of users."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from paperatlas.graph.records import PaperRecord, Problem

MAX_CUT = 10
"""A longer list is not taken for one that was cut."""
MIN_CUT = 3
"""So many lists are cut at one length not by chance."""
_USER_NAME = re.compile(
    r"[a-z][a-z\d_-]*|[A-Za-z_-]*\d[\w-]*|[A-Z]?[a-z]+[A-Z][\w-]*|[A-Z]{2,}[a-z]\w*|\w+[-_][a-z]\w*"
)


def with_doubts(papers: Sequence[PaperRecord], source: str) -> tuple[list[PaperRecord], list[Problem]]:
    """The papers of one list; lists of authors that are likely cut say so, and names of users are told.

    Where several lists are as long as the longest, and that is short, these are cut. Where names of users stand among
    the authors, the list is of those who have an account: neither whole nor in the paper's order.
    """
    lengths = Counter(len(paper.authors) for paper in papers)
    longest = max(lengths, default=0)
    is_cut = 1 < longest <= MAX_CUT and lengths[longest] >= MIN_CUT
    users = [name for paper in papers for name in paper.names if _USER_NAME.fullmatch(name)]
    problems = []
    if users:
        message = f"{len(users):,} authors are printed as what look like names of users ({users[0]}); they are kept so"
        problems.append(Problem(source, papers[0].line, "user-names", message, ", ".join(users)[:200]))
    doubted = []
    for paper in papers:
        if paper.authors and (users or (is_cut and len(paper.authors) == longest)):
            paper = replace(paper, authors_complete=False, authors_in_order=paper.authors_in_order and not users)
        doubted.append(paper)
    return doubted, problems
