"""The people of one paper as several sources print them: who of a cut or shortened list is who of a whole one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from paperatlas.graph.identity import author_key


class PrintedTeam(NamedTuple):
    """The authors of a listing.

    Attributes:
        listing: Its number.
        names: As printed.
        authors: The id of each name.
        is_whole: Whether nobody is missing.
        rank: Of several whole ones the one with the greatest counts.
    """

    listing: int
    names: Sequence[str]
    authors: Sequence[str]
    is_whole: bool
    rank: int


def renamed(papers: Sequence[str], teams: Sequence[PrintedTeam]) -> Mapping[tuple[int, str], str]:
    """The author that a listing's name stands for, where the paper's whole list prints that person otherwise.

    Args:
        papers: The paper of each team.
        teams: What listings print.

    Returns:
        The id of the author by listing and id of the name.
    """
    of_paper: dict[str, list[PrintedTeam]] = defaultdict(list)
    for paper, team in zip(papers, teams, strict=True):
        if team.authors:
            of_paper[paper].append(team)
    answer: dict[tuple[int, str], str] = {}
    for printed in of_paper.values():
        whole = max((team for team in printed if team.is_whole), key=lambda team: team.rank, default=None)
        if whole is None or all(team.authors == whole.authors for team in printed):
            continue
        known = set(whole.authors)
        for team in printed:
            unknown = [(a, name) for a, name in zip(team.authors, team.names, strict=True) if a not in known]
            free = [
                (author, name)
                for author, name in zip(whole.authors, whole.names, strict=True)
                if author not in set(team.authors)
            ]
            for author, name in unknown:
                fitting = [other for other, printed_so in free if is_same_name(name, printed_so)]
                if len(fitting) == 1:
                    answer[team.listing, author] = fitting[0]
    return answer


def is_same_name(one: str, other: str) -> bool:
    """Whether two names on one paper can be one person's: initials, a middle name more, the family name first.

    >>> is_same_name("J. Smith", "Jane Smith"), is_same_name("Jane Smith", "Jane A. Smith")
    (True, True)
    >>> is_same_name("JA Smith", "Jane Ann Smith"), is_same_name("JB Smith", "Jane Ann Smith")
    (True, False)
    >>> is_same_name("Zhang Wei", "Wei Zhang"), is_same_name("John Smith", "Jane Smith")
    (True, False)
    """
    first, second = author_key(one).replace("-", " ").split(), author_key(other).replace("-", " ").split()
    if sorted(first) == sorted(second):
        return True
    if not first or not second or first[-1] != second[-1]:
        return False
    shorter, longer = sorted((first[:-1], second[:-1]), key=len)
    if not shorter:
        return False
    if len(shorter) == 1 and 1 < len(shorter[0]) <= len(longer):
        shorter = list(shorter[0]) if all(a == b[0] for a, b in zip(shorter[0], longer, strict=False)) else shorter
    return all(a == b or (1 in (len(a), len(b)) and a[0] == b[0]) for a, b in zip(shorter, longer, strict=False))


def is_same_team(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether the people of two lists can be the same, each name another spelling of one in the other list.

    Of a longer list the shorter one must be the beginning, and of several people.

    >>> is_same_team(["W. Zhang", "A. B. Lee"], ["Wei Zhang", "Ann Lee"]), is_same_team(["W. Zhang"], ["Wei Zhang"])
    (True, True)
    >>> is_same_team(["W. Zhang"], ["Wei Zhang", "Ann Lee"]), is_same_team(["W. Zhang"], ["Li Zhang"])
    (False, False)
    """
    shorter, longer = sorted((one, other), key=len)
    if not shorter or (len(shorter) == 1 and len(longer) > 1):
        return False
    return all(is_same_name(a, b) for a, b in zip(shorter, longer, strict=False))
