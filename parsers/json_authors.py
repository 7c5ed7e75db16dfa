"""Authors as JSON of any origin lists them: names, objects with a name or its parts, lists in an object, one text."""

import re
from collections.abc import Iterator
from typing import Any

from paperatlas.graph.identifiers import person_id
from paperatlas.graph.records import AuthorRecord
from paperatlas.parsers.fields.names import CUT_LIST, SUFFIX, clean_name, cleaned, person, read_people
from paperatlas.parsers.literals import MalformedLiteral, read_literal
from paperatlas.parsers.service_answers import distinct, distinct_authors, text_of, texts_of

_WHOLE = ("name", "fullname", "displayname", "authorname", "text", "literal")
_FAMILY = ("family", "last", "lastname", "familyname", "surname")
_GIVEN = ("given", "first", "firstname", "givenname", "forename")
_NOT_CUT = frozenset({"creatortype", "literal"})
"""Fields of Zotero and CSL: a name that these have in one field is not to be cut."""
_PLACES = ("affiliation", "affiliations", "institution", "institutions", "org", "organization")
_LISTS = ("author", "authors", "creator")
_MORE = re.compile(r"\+?\s?\d*\s?(?:more|others)|et\.? al\.?|…|\.\.\.", re.IGNORECASE)
_NUMBERED = re.compile(r"\s\d{4}$")
_LAST_FIRST = re.compile(r"([^,]+),(?!\s*(?:[JS]r|I{2,3}|IV|Inc|Ltd|LLC|Corp|GmbH|Ph\.?\s?D|M\.?\s?D)\b)\s*([^,]+)")
_CUT_END = re.compile(r"[\s,]+(et\.? al\.?|and others)\s*$", re.IGNORECASE)
_IN_LIST = re.compile(r";|\band\b|&")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\([^()\s]{0,1000}\)")
_WORD = re.compile(r"[^\W\d_][\w.'-]*\s*")
_SINGLE = re.compile(r"[^\W\d_][\w'’-]+")
_GIVEN_NAMES = re.compile(r"[^\W\d_][\w'’-]*\.?(?:[\s-]?[^\W\d_]\.?){0,3}")
"""A first name, or initials."""
_INITIALS_LAST = re.compile(rf"(\S.{{0,100}}) ([A-Z]{{1,3}})(?: ({SUFFIX.pattern}))?")
_MAX_DEPTH = 3


def authors_in(printed: Any) -> tuple[tuple[AuthorRecord, ...], bool | None]:
    """The authors, and whether these are all of them; None where there are none.

    >>> authors_in([{"first": "Ann", "middle": ["B."], "last": "Loom"}, "Bo Weft", "et al."])[1]
    False
    """
    if isinstance(printed, str):
        printed = _names_of(printed)
    if isinstance(printed, str):
        people, complete = read_people(_with_semicolons(printed))
        authors = distinct_authors(people)
    else:
        found = list(_with_suffixes(_listed(printed, 0)))
        complete = not any(map(_is_cut, found))
        authors = distinct_authors(each for each in found if not _is_cut(each))
    return authors, complete if authors else None


def _names_of(printed: str) -> Any:
    """A text that lists names in a way that is no sentence: on lines, between bars, as Python prints a list."""
    printed = _LINK.sub(r"\1", printed.strip())
    if printed[:1] == "[" and printed[-1:] == "]":
        try:
            return read_literal(printed)
        except MalformedLiteral:
            return printed
    if "|" in printed:
        return re.split(r"\s*\|\s*", printed)
    lines = [line.strip().rstrip(",;") for line in printed.split("\n")]
    are_names = all(line.count(",") < 2 and not _IN_LIST.search(line) for line in lines)
    is_wrapped = len({line.count(",") for line in lines}) > 1  # a list in a sentence, over several lines
    return lines if len(lines) > 1 and are_names and not is_wrapped else printed


def _with_semicolons(printed: str) -> str:
    """*Lee, Ann, Roe, Bo* with what shows that it is two people: all words single, so that none is a whole name.

    >>> _with_semicolons("Lee, Ann, Roe, B."), _with_semicolons("Ann Lee, Bo Roe"), _with_semicolons("Lee, Ann, Roe")
    ('Lee, Ann; Roe, B.', 'Ann Lee, Bo Roe', 'Lee, Ann, Roe')
    """
    cut = _CUT_END.search(printed)
    parts = [part.strip() for part in (printed[: cut.start()] if cut else printed).split(",")]
    are_pairs = len(parts) > 2 and len(parts) % 2 == 0
    if not are_pairs or not all(_SINGLE.fullmatch(family) for family in parts[::2]):
        return printed
    if not all(part[:1].isupper() for part in parts):  # names of users, or in a script where a word is a whole name
        return printed
    if any(SUFFIX.fullmatch(part) for part in parts) or not all(_GIVEN_NAMES.fullmatch(given) for given in parts[1::2]):
        return printed
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return "; ".join(f"{family}, {given}" for family, given in pairs) + ("; et al." if cut else "")


def _is_cut(author: AuthorRecord) -> bool:
    return bool(_MORE.fullmatch(author.name) or CUT_LIST.fullmatch(author.name))


def folded(key: str) -> str:
    """A field's name without capitals, underscores and the like."""
    return re.sub(r"[\W_]", "", key).lower()


def _listed(printed: Any, depth: int) -> Iterator[AuthorRecord]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(printed, list):
        are_pairs = all(map(_is_pair, printed))
        for each in _of_authors(printed):
            yield from _listed(" ".join(each) if are_pairs else each, depth + 1)
    elif isinstance(printed, str):
        cut = _CUT_END.search(printed)
        yield _turned(_LINK.sub(r"\1", printed[: cut.start()] if cut else printed))
        if cut:
            yield AuthorRecord(cut[1])
    elif isinstance(printed, dict):
        values = {folded(key): value for key, value in printed.items()}
        if author := _author(values):
            yield author
        else:
            held = next((values[key] for key in _LISTS if key in values), None)
            numbered = list(values.values()) if values and all(map(str.isdecimal, values)) else None
            yield from _listed(held or numbered, depth + 1)


def _of_authors(printed: list[Any]) -> list[Any]:
    """The people of a list without those who did something else for the paper, such as its editors."""
    roles = [_role(each) for each in printed]
    if not any(roles):
        return printed
    kept = "author" if "author" in roles else next(filter(None, roles))
    return [each for each, role in zip(printed, roles, strict=True) if role in ("", kept)]


def _role(person: Any) -> str:
    """As Zotero and others say it: `{"creatorType": "editor"}`."""
    return text_of(person.get("creatorType")).lower() if isinstance(person, dict) else ""


def _is_pair(each: Any) -> bool:
    """Whether it is a name in two parts, a word each."""
    return (
        isinstance(each, list)
        and len(each) == 2
        and all(isinstance(part, str) and _WORD.fullmatch(part) for part in each)
    )


def _with_suffixes(authors: Iterator[AuthorRecord]) -> Iterator[AuthorRecord]:
    """The authors; a "Jr." that stands alone in a list belongs to the name before it."""
    before: AuthorRecord | None = None
    for each in authors:
        if before is not None and SUFFIX.fullmatch(each.name) and not SUFFIX.fullmatch(before.name):
            before = before._replace(name=f"{before.name} {each.name}")
            continue
        if before is not None:
            yield before
        before = each
    if before is not None:
        yield before


def _author(values: dict[str, Any]) -> AuthorRecord | None:
    """The author whose fields these are."""
    whole, family, given = (_first(values, keys) for keys in (_WHOLE, _FAMILY, _GIVEN))
    given = f"{given} {' '.join(texts_of(values.get('middle') or values.get('middlename')))}".strip()
    number = _NUMBERED.search(whole) if "pid" in values else None  # of DBLP, which tells namesakes apart so
    if whole or not given:
        author = _undivided(whole[: number.start()] if number else whole or family, family, values)
    else:
        author = cleaned(person(family, given, text_of(values.get("suffix"))))
    if not (whole or family or given):
        return None
    ids = (person_id("orcid", text_of(values.get("orcid"))), person_id("dblp", whole) if number else None)
    places = (place for key in _PLACES for place in _places(values.get(key)))
    return author._replace(ids=distinct(ids), affiliations=distinct(places))


def _first(values: dict[str, Any], keys: tuple[str, ...]) -> str:
    return next((text for key in keys if (text := text_of(values.get(key)))), "")


def _undivided(name: str, family: str, values: dict[str, Any]) -> AuthorRecord:
    """Somebody whose name stands in one field; others may say what its family name is, or that it is not to be cut."""
    if "authtype" in values and (turned := _INITIALS_LAST.fullmatch(name)):  # as PubMed shortens names
        return cleaned(person(turned[1], turned[2], turned[3] or ""))
    author = _turned(name)
    if author.family is not None:
        return author
    if family and (said := clean_name(family)) in author.name:
        return author._replace(family=said)
    kind = text_of(values.get("nametype")) or text_of(values.get("authtype"))
    is_whole = kind.lower().startswith(("organi", "collective")) or not values.keys().isdisjoint(_NOT_CUT)
    return person(author.name) if is_whole else author


def _turned(name: str) -> AuthorRecord:
    """A name with the given one first, also where a comma says that it is last."""
    found = _LAST_FIRST.fullmatch(name)
    return cleaned(person(found[1].strip(), found[2].strip()) if found else AuthorRecord(name))


def _places(value: Any) -> Iterator[str]:
    for each in value if isinstance(value, list) else [value]:
        if isinstance(each, dict):
            yield next((text for key in ("name", "display_name") if (text := text_of(each.get(key)))), "")
        else:
            yield text_of(each)
