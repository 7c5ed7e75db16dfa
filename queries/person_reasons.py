"""Why papers are one person's, or two people's, in plain sentences."""

from collections.abc import Sequence
from dataclasses import dataclass

# How the names of two parts are alike, to stand after "A and B".
_ALIKE = {
    "one name": "are one name",
    "letters joined": "are one name but for blanks and hyphens",
    "middle name": "differ in a middle name",
    "middle initial": "differ in a middle initial",
    "initials": "are alike, the one with initials of the other's given names",
    "first name left out": "are alike, the one without the other's first given name",
    "nickname": "are alike, the one with a short form of the other's given name",
    "beginning": "are alike, a given name of the one beginning that of the other",
    "reversed": "are one name, in one of them the family name first",
    "reordered": "have the same parts in another order",
    "compound": "share a part of a family name of several parts",
    "sound": "sound alike",
    "spelling": "differ in few letters",
}


@dataclass(frozen=True, slots=True)
class Evidence:
    """What joins two parts of a person, or parts two people.

    Attributes:
        action: `joined` or `apart`.
        resolved: Whether both are people; false where one is papers of people who could not be told apart.
        rule: How the names are alike, `id` or `told`.
        other: The id of the other person, where they are apart.
        other_caption: What that one is called.
        name: Of the one part.
        other_name: Of the other part.
        paper: The earliest of the one part.
        other_paper: The earliest of the other part.
        score: How much speaks for one person.
        co_authors: Whom both wrote with, the most telling first.
        ties: How many co-authors of the one wrote with co-authors of the other, of how many.
        words: Of titles and terms of both, the most telling first.
        gap: Years between their papers.
    """

    action: str
    resolved: bool
    rule: str
    other: str | None
    other_caption: str | None
    name: str
    other_name: str
    paper: str
    other_paper: str
    score: float | None
    co_authors: tuple[str, ...]
    ties: float
    words: tuple[str, ...]
    gap: int | None


def sentence(evidence: Evidence) -> str:
    """The evidence in words.

    >>> told = Evidence("joined", True, "initials", None, None, "Jane Smith", "J. Smith", "arxiv:1", "arxiv:2", 3.2,
    ...                 ("Bo Li",), 0.0, ("diffusion", "image"), 2)
    >>> print(sentence(told))
    Jane Smith of arxiv:1 is J. Smith of arxiv:2: the names are alike, the one with initials of the other's given \
names; both wrote with Bo Li; both write of diffusion and image; 2 years lie between them (score 3.20).
    """
    names = f"{evidence.name} of {evidence.paper}", f"{evidence.other_name} of {evidence.other_paper}"
    if evidence.action == "joined":
        said = f"{names[0]} is {names[1]}"
    elif not evidence.resolved:
        said = f"{names[0]} may be another than {names[1]} ({evidence.other_caption}, {evidence.other})"
    else:
        said = f"{names[0]} is not {names[1]}, who is {evidence.other_caption} ({evidence.other})"
    if evidence.rule == "told":
        return f"{said}: the overrides say so."
    if evidence.rule == "id":
        ground = "a source gives both one id" if evidence.action == "joined" else "sources give them different ids"
        return f"{said}: {ground}."
    alike = "" if evidence.name == evidence.other_name else f"the names {_alike(evidence.rule)}; "
    score = "" if evidence.score is None else f" (score {evidence.score:.2f})"
    return f"{said}: {alike}{_grounds(evidence)}{score}."


def _alike(rule: str) -> str:
    return _ALIKE.get(rule, f"are alike ({rule})")


def _grounds(evidence: Evidence) -> str:
    """What both share, and what parts them."""
    grounds = [
        f"both wrote with {_and(evidence.co_authors)}" if evidence.co_authors else "no telling co-author is shared"
    ]
    if evidence.ties:
        grounds.append("people whom the one wrote with wrote with people whom the other wrote with")
    grounds.append(f"both write of {_and(evidence.words)}" if evidence.words else "no telling word is shared")
    if evidence.gap:
        years = "1 year lies" if evidence.gap == 1 else f"{evidence.gap} years lie"
        grounds.append(f"{years} between them")
    return "; ".join(grounds)


def _and(names: Sequence[str]) -> str:
    """Names as a sentence has them.

    >>> _and(["a", "b", "c"])
    'a, b and c'
    """
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
