"""Whether two entries of one bibliography are two works of one title, by what they say of how each was published.

Who keeps two entries under two keys in one file, a conference's paper and the journal's, two volumes, two editions, a
thesis and the article, means two works where they say different things. Where one only says more, they are a work kept
twice; and what is no publication, a preprint or a manuscript, goes with the publication of its title.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from paperatlas.graph.details import ENTRY, MASTERS_THESIS, RANGE
from paperatlas.graph.work_types import names_preprint_server

_PERIODICALS = ("article-journal", "article-magazine", "article-newspaper")
_PARTS = ("paper-conference", "chapter", "entry-dictionary", "entry-encyclopedia")
_CLASSES = dict.fromkeys(_PERIODICALS, "periodical") | dict.fromkeys(_PARTS, "part")
_IN_SERIES = frozenset(("book",))
"""What stands in a series, which not every entry names: it is no venue that tells works apart."""
_UNPUBLISHED = frozenset(("article", "document", "manuscript", "webpage", "post", "post-weblog"))
"""What may be a form of something that is published elsewhere; so may an entry of no known type."""
_NUMBERS = ("volume", "issue", "number", "chapter-number", "page", "edition", "version")
_PROVING = ("volume", "page")
"""What two entries of a work share whatever their years."""
_ORDINALS = {
    word: str(at)
    for at, word in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth".split(), start=1)
}
_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]+")
_SMALL = frozenset("a an and at der des die et for für in la le of on the und".split())
_OF_MEETINGS = frozenset("proc proceedings annual meeting advances".split())
_JOURNALS = frozenset("j journal letters lett magazine trans transactions zeitschrift".split())
_MEETINGS = frozenset("conf conference proc proceedings symposium meeting workshop workshops".split())
_WORKSHOPS = frozenset(("workshop", "workshops"))


class Entry(NamedTuple):
    """What a bibliography says of how a work was published.

    Attributes:
        key: The citation key.
        work_type: One of `paperatlas.graph.work_types.WORK_TYPES`.
        venue: As printed.
        published: The date.
        details: `volume` and the like, by the names of `paperatlas.graph.details.DETAILS`.
    """

    key: str | None = None
    work_type: str | None = None
    venue: str | None = None
    published: str | None = None
    details: Sequence[Mapping[str, Any]] = ()


def are_two_works(one: Entry, other: Entry) -> bool:
    """Whether two entries of one title and author say different things of their publication.

    >>> talk = Entry("lee20", "paper-conference", "Proceedings of the ACL", "2020")
    >>> are_two_works(talk, Entry("lee20a", "paper-conference", "Association for Computational Linguistics"))
    False
    >>> are_two_works(talk, Entry("lee20b", "article-journal", "Journal of Looms", "2020"))
    True
    >>> are_two_works(talk, Entry("lee19", "article", "arXiv", "2019"))
    False
    """
    if _is_preprint(one) or _is_preprint(other):
        return False
    said, heard = _facts(one), _facts(other)
    shared = said.keys() & heard.keys()
    if any(said[name].isdisjoint(heard[name]) for name in shared):
        return True
    if not (_is_publication(one) and _is_publication(other)):
        return False
    is_one_year = not one.published or not other.published or one.published[:4] == other.published[:4]
    is_one_class = _class(one) == _class(other)
    are_in_series = is_one_class and _class(one) in _IN_SERIES
    if one.venue and other.venue and not are_in_series and not may_be_one_venue(one.venue, other.venue):
        return True
    if not is_one_class:
        return not (is_one_year and one.venue and other.venue)
    return not is_one_year and not any(name in shared for name in _PROVING)


def are_one_publication(one: Entry, other: Entry) -> bool:
    """Whether two entries of one title say the same of where it stands: year, venue, and volume or first page.

    >>> pages = ({"name": "page", "value": "97-111"},)
    >>> first = Entry("a", "article-journal", "The Computer Journal", "1984", pages)
    >>> are_one_publication(first, Entry("b", "article-journal", "Comput. J.", "1984-05", pages)), are_one_publication(
    ...     first, Entry("b", "article-journal", "The Computer Journal", "1984")
    ... )
    (True, False)
    """
    said, heard = _facts(one), _facts(other)
    return (
        bool(one.venue and other.venue and one.published and other.published)
        and (one.published or "")[:4] == (other.published or "")[:4]
        and any(name in said and name in heard for name in _PROVING)
        and may_be_one_venue(one.venue or "", other.venue or "")
        and not are_two_works(one, other)
    )


def _is_preprint(entry: Entry) -> bool:
    return entry.work_type == "article" or names_preprint_server(entry.venue)


def _is_publication(entry: Entry) -> bool:
    return entry.work_type is not None and entry.work_type not in _UNPUBLISHED


def _class(entry: Entry) -> str:
    return _CLASSES.get(entry.work_type or "", entry.work_type or "")


def _facts(entry: Entry) -> dict[str, frozenset[str]]:
    """What an entry says that another entry of the work says alike; of each the values that are one of it."""
    details = {each["name"]: each["value"] for each in entry.details}
    found = {name: frozenset((value,)) for name in _NUMBERS if (value := _number(name, details.get(name, "")))}
    if entry.work_type == "thesis":
        is_masters = details.get("genre") == MASTERS_THESIS or details.get(ENTRY) == "mastersthesis"
        found["genre"] = frozenset(("master" if is_masters else "",))
    if entry.work_type not in (*_PERIODICALS, *_PARTS) and (books := frozenset(_books(details.get("ISBN", "")))):
        found["ISBN"] = books
    return found


def _number(name: str, printed: str) -> str:
    """A number in one spelling; of pages the first. What has no digit is left out: it may be spelled otherwise.

    >>> _number("page", "12-19"), _number("edition", "Second edition"), _number("volume", "Vol. 03")
    ('12', '2', '3')
    """
    if name == "page":
        printed = re.split(rf"[,;\s]|{RANGE}|-", printed.strip(), maxsplit=1)[0]
    if name == "edition":
        printed = " ".join(_ORDINALS.get(word, word) for word in printed.lower().split())
    digits = _NUMBER.search(printed)
    return digits[0].lstrip("0") or "0" if digits else ""


def _books(printed: str) -> Iterator[str]:
    """ISBNs without the digit that checks them and what the longer ones begin with."""
    for each in re.findall(r"(?<!\d)(?:97[89][- ]?)?((?:\d[- ]?){9})[\dXx](?!\d)", printed):
        yield re.sub(r"\D", "", each)


def may_be_one_venue(one: str, other: str) -> bool:
    """Whether two names can be those of one venue: one has the words of the other, or shortens them.

    >>> may_be_one_venue("J. Mach. Learn. Res.", "Journal of Machine Learning Research"), may_be_one_venue(
    ...     "NeurIPS", "Advances in Neural Information Processing Systems 33"
    ... )
    (True, True)
    >>> may_be_one_venue("ACM Transactions on Graphics", "ACM Computing Surveys")
    False
    >>> may_be_one_venue("Machine Learning Journal", "International Conference on Machine Learning"), may_be_one_venue(
    ...     "ACL", "ACL Workshop on Looms"
    ... )
    (False, False)
    """
    first, second = _words(one), _words(other)
    lowered = [[word.lower() for word in words] for words in (first, second)]
    kinds = [{*words} for words in lowered]
    if bool(kinds[0] & _WORKSHOPS) != bool(kinds[1] & _WORKSHOPS):
        return False
    if any(a & _JOURNALS and b & _MEETINGS and not (a & _MEETINGS or b & _JOURNALS) for a, b in (kinds, kinds[::-1])):
        return False
    if any(_shortens(word, lowered[1]) for word in first) or any(_shortens(word, lowered[0]) for word in second):
        return True
    shorter, longer = sorted(([word for word in words if word not in _OF_MEETINGS] for words in lowered), key=len)
    rest = iter(longer)
    return all(any(each.startswith(word) or word.startswith(each) for each in rest) for word in shorter)


def _words(venue: str) -> list[str]:
    shown = venue.lower() if venue.isupper() and " " in venue else venue
    return [word for word in _WORD.findall(shown) if word.lower() not in _SMALL]


def _shortens(word: str, words: Sequence[str]) -> bool:
    """Whether a word with capitals inside is made of how some words begin, in their order.

    >>> _shortens("NeurIPS", ["neural", "information", "processing", "systems"]), _shortens("Looms", ["looms"])
    (True, False)
    """
    if not any(map(str.isupper, word[1:])):
        return False
    short, reached = word.lower(), {0}
    for each in words:
        if each == short:  # both may have the publisher's name: ACM
            continue
        for at in sorted(reached):
            size = 1
            while short[at : at + size] == each[:size] and at + size <= len(short) and size <= len(each):
                reached.add(at + size)
                size += 1
    return len(short) in reached
