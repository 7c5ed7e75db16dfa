"""What a saved query is asked about must be there: a person, a concept, a paper, a day, a month, letters in a name.

Each kind is a `Lookup` in `LOOKUPS`, by the type of parameter that names it. It finds the value that the query takes by
asking the store that the query goes to, and raises `NotInAtlas` with the nearest names where nothing is there.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from paperatlas.base.errors import NotInAtlas, UsageError
from paperatlas.base.visible import quoted
from paperatlas.graph.concepts.languages import is_local
from paperatlas.graph.concepts.overrides import name_key
from paperatlas.graph.identifiers import recognised
from paperatlas.graph.identity import author_key, concept_id
from paperatlas.graph.paper_names import KEY, TITLE, title_key
from paperatlas.graph.person_references import AUTHOR, parted, person_reference
from paperatlas.graph.teams import is_same_name
from paperatlas.queries.letters import letters_pattern
from paperatlas.queries.nearest import LEAST, letters_of, nearest, or_list, spelling

Ask = Callable[[str, Mapping[str, Any]], Iterable[tuple[Any, ...]]]
"""Answers Cypher with parameters, in rows."""
Lookup = Callable[[Any, str, Ask], Any]
"""Takes a value, the text that a person gave for it, and a store; gives the value that a query takes."""

NamedConcept = tuple[str, str, Sequence[str], int]
"""Id, name, aliases and number of papers."""

SUGGESTED = 3
ONE_SLIP = 0.93
"""How alike two papers' ids are that differ in one sign: most differ in few."""


def find_author(author: str, given: str, ask: Ask) -> list[str]:
    """The ids of the authors that a person means: one by an id, all who bear it by a name, also as `Last, First`.

    Args:
        author: As `paperatlas.graph.person_references` spells it.
        given: What the person wrote.
        ask: Asks the store.

    Raises:
        NotInAtlas: There is none.
    """
    read = [*_turned(author, given), (author, given)]
    for reference, text in read:
        if found := _meant(reference, text, ask):
            return found
    keys = [parted(reference)[0].removeprefix(AUTHOR) for reference, _ in read]
    ids = [id_ for key in keys for id_ in (*_authors_spelled_like(key, ask), *_authors_with_the_words_of(key, ask))]
    names: dict[str, str] = dict(
        ask("MATCH (a:Author) WHERE a.id IN $ids RETURN a.id AS id, a.name AS name", {"ids": ids})
    )
    shown = list(dict.fromkeys(names[id_] for id_ in ids))
    raise _not_there("author", given, shown, "find-authors finds people by part of their name")


def _turned(author: str, given: str) -> Iterator[tuple[str, str]]:
    """`Smith, Anna` with the given name in front, then as where the family name stands first, each with its text."""
    name, tilde, paper = given.strip().partition("~")
    parts = [part.strip() for part in name.split(",")]
    if len(parts) != 2 or not all(parts) or not author.startswith(AUTHOR) or name.startswith(AUTHOR):
        return
    for text in (f"{parts[1]} {parts[0]} {tilde}{paper}", f"{parts[0]} {parts[1]} {tilde}{paper}"):
        if reference := person_reference(text):
            yield reference, text


def _meant(author: str, given: str, ask: Ask) -> list[str]:
    name, paper = parted(author)
    if not author.startswith(AUTHOR):
        return _ids(ask("MATCH (a:Author) WHERE $id IN a.ids RETURN a.id AS id", {"id": author}))
    if paper is not None or given.strip().startswith(AUTHOR):
        found = _ids(ask("MATCH (a:Author {id: $id}) RETURN a.id AS id", {"id": author}))
        return found or (_bearers(name, ask) if paper is None else _who_signed(name, paper, ask))
    called = "MATCH (a:Author) WHERE a.caption = $caption RETURN a.id AS id"
    return _bearers(name, ask) or _ids(ask(called, {"caption": given.strip()}))


def _ids(rows: Iterable[tuple[Any, ...]]) -> list[str]:
    return sorted(id_ for id_, *_ in rows)


def _bearers(name: str, ask: Ask) -> list[str]:
    """Everybody who bears a name, by whichever spelling; also whom nobody could tell from others of the name."""
    key = name.removeprefix(AUTHOR)
    found = set(_ids(ask("MATCH (a:Author {id: $id}) RETURN a.id AS id", {"id": name})))  # with OR, no index is used
    found.update(_ids(ask("MATCH (a:Author) WHERE a.id STARTS WITH $parted RETURN a.id AS id", {"parted": f"{name}~"})))
    spelled = """
        MATCH (a:Author)
        WHERE size(a.aliases) > 0 AND (a.name =~ $pattern OR any(alias IN a.aliases WHERE alias =~ $pattern))
        RETURN a.id AS id, a.name AS name, a.aliases AS aliases"""
    for id_, shown, aliases in ask(spelled, {"pattern": letters_pattern(key)}):
        if any(author_key(spelling) == key for spelling in (shown, *aliases)):
            found.add(id_)
    return sorted(found)


def _who_signed(name: str, paper: str, ask: Ask) -> list[str]:
    """Who wrote a paper under a name, or under the only one there that can be short for it."""
    cypher = """
        MATCH (a:Author)-[r:AUTHORED]->(p:Paper)
        WHERE p.id = $paper OR $paper IN p.ids OR p.citation_key = $called
        RETURN a.id AS id, r.as_written AS names"""
    called = paper.removeprefix(KEY) if paper.startswith(KEY) else None
    key, signed = name.removeprefix(AUTHOR), list(ask(cypher, {"paper": paper, "called": called}))
    exact = [id_ for id_, names in signed if key in map(author_key, names)]
    alike = [id_ for id_, names in signed if any(is_same_name(each, key) for each in names)]
    return sorted(exact) or (alike if len(alike) == 1 else [])


def _authors_spelled_like(key: str, ask: Ask) -> list[str]:
    # What is nearer than LEAST is not much longer or shorter, in letters or in Korean syllables.
    cypher = """
        MATCH (a:Author) WHERE size(a.id) >= $shortest AND (size(a.id) <= $longest OR a.id CONTAINS '~')
        RETURN a.id AS id, a.papers AS papers"""
    shortest, longest = int(len(key) * LEAST) - 1, int(len(key) / LEAST) + 1
    known = list(ask(cypher, {"shortest": len(AUTHOR) + shortest, "longest": len(AUTHOR) + longest}))
    spellings = [letters_of(parted(id_)[0].removeprefix(AUTHOR)) for id_, _ in known]
    return [known[at][0] for at in nearest(letters_of(key), spellings, lambda at: (-known[at][1], known[at][0]))]


def _authors_with_the_words_of(key: str, ask: Ask) -> list[str]:
    cypher = """
        MATCH (a:Author) WHERE all(word IN $words WHERE a.id CONTAINS word)
        RETURN a.id AS id, a.papers AS papers ORDER BY papers DESC, id LIMIT $limit"""
    words = key.split()
    return [id_ for id_, _ in ask(cypher, {"words": words, "limit": SUGGESTED})] if words else []


def find_concept(name: str, given: str, ask: Ask) -> list[str]:
    """The ids of the concepts of a name, an alias or an id.

    Raises:
        NotInAtlas: There is none.
    """
    cypher = """
        MATCH (c:Concept)
        WHERE any(spelling IN c.aliases + [c.name, c.id] WHERE toLower(spelling) = toLower($name))
        RETURN c.id AS id ORDER BY id"""
    found = [id_ for (id_,) in ask(cypher, {"name": name.strip()})]
    if found:
        return found
    rows = ask("MATCH (c:Concept) RETURN c.id AS id, c.name AS name, c.aliases AS aliases, c.papers AS papers", {})
    return concepts_called(given, [(id_, label, aliases, papers) for id_, label, aliases, papers in rows])


def concepts_called(name: str, concepts: Sequence[NamedConcept]) -> list[str]:
    """The ids of the concepts of a name, alias or id in any spelling.

    Raises:
        NotInAtlas: There is none.
    """
    names = [(text, at) for at, (id_, label, aliases, _) in enumerate(concepts) for text in (label, *aliases)]
    spelled: list[str] = []
    for fold in (str.casefold, spelling):
        wanted, spelled = fold(name.strip()), [fold(text) for text, _ in names]
        found = {concepts[at][0] for (_, at), text in zip(names, spelled, strict=True) if text == wanted}
        found |= {id_ for id_, *_ in concepts if fold(id_) == wanted}
        if found:
            return sorted(found)
    found = _of_key(name, concepts)
    if found:
        return sorted(found)
    near = _concepts_like(spelling(name.removeprefix(concept_id(""))), spelled, [concepts[at] for _, at in names])
    suggestions = list(dict.fromkeys(names[at][0] for at in near))  # two may have one alias
    raise _not_there("concept", name, suggestions, "find-concepts finds them by part of their name")


def _of_key(name: str, concepts: Sequence[NamedConcept]) -> set[str]:
    """As the graph joins names: plural and singular, Korean with and without spaces."""
    key = name_key(name)

    def keys(id_: str, label: str, aliases: Iterable[str]) -> set[str]:
        return {id_, *(name_key(text) for text in (label, *aliases) if not text.isascii() and is_local(text))}

    wanted = {concept_id(key), key}
    return {id_ for id_, label, aliases, _ in concepts if not wanted.isdisjoint(keys(id_, label, aliases))}


def _concepts_like(wanted: str, spelled: Sequence[str], owners: Sequence[NamedConcept]) -> list[int]:
    """Where names like one stand, one for each concept, then names that have it in them, else words like all of its."""

    def order(at: int) -> tuple[int, str, str]:
        id_, *_, papers = owners[at]
        return -papers, id_, spelled[at]

    parts = sorted((at for at, text in enumerate(spelled) if wanted and wanted in text), key=order)
    found: dict[str, int] = {}
    for at in (*nearest(wanted, spelled, order), *(parts or sorted(_with_words_like(wanted, spelled), key=order))):
        found.setdefault(owners[at][0], at)
    return list(found.values())


def _with_words_like(wanted: str, spelled: Sequence[str]) -> list[int]:
    """Where names stand that have a word much like each of some words."""
    words = [set(text.split()) for text in spelled]
    known = sorted(set().union(*words))
    near = [{known[at] for at in nearest(word, known, lambda at: known[at])} for word in wanted.split()]
    return [at for at, own in enumerate(words) if near and not any(own.isdisjoint(each) for each in near)]


def find_paper(paper: str, given: str, ask: Ask, keyed: Callable[[str], Iterable[str]] = lambda key: ()) -> str:
    """The id of a paper, of whichever of its ids, its citation key, or else its title, whatever its capitals and signs.

    Args:
        paper: The id, where it is one.
        given: What the person wrote.
        ask: Asks the store.
        keyed: The papers of which a key is a further one, where that is known.

    Raises:
        NotInAtlas: There is none.
        UsageError: Several have the key or the title; the message names them.
    """
    key, title = given.strip().removeprefix(KEY), title_key(given.strip().removeprefix(TITLE))
    for condition in ("p.id = $id", "$id IN p.ids", "p.citation_key = $key"):
        cypher = f"MATCH (p:Paper) WHERE {condition} RETURN p.id AS id ORDER BY id"
        if found := _ids(ask(cypher, {"id": paper, "key": key})):
            return found[0] if "$id" in condition else _only(found, given)
    if found := sorted(keyed(key)):
        return _only(found, given)
    known = list(ask("MATCH (p:Paper) RETURN p.id AS id, p.title AS title, p.citation_key AS key ORDER BY id", {}))
    titles = {id_: title_key(text or "") for id_, text, _ in known}
    if not given.strip().startswith(KEY) and (found := [id_ for id_ in titles if title and titles[id_] == title]):
        return _only(found, given)
    near = _papers_like(paper, key, title, titles, {id_: key for id_, _, key in known if key})[:SUGGESTED]
    printed = {id_: text for id_, text, _ in known}
    otherwise = "find-papers finds them by part of their title"
    raise _not_there("paper", given, near, otherwise, [f"{id_} ({printed[id_]})" for id_ in near])


def _only(papers: Sequence[str], given: str) -> str:
    if len(papers) == 1:
        return papers[0]
    raise UsageError(f"{quoted(given)} is the title or the key of several papers; say {or_list(papers)}")


def _papers_like(paper: str, key: str, title: str, titles: Mapping[str, str], keys: Mapping[str, str]) -> list[str]:
    """Papers of an id or a key that differs in a sign, then those whose titles hold what is given or nearly are it."""
    ids = list(titles)
    found = [ids[at] for at in nearest(paper, ids, lambda at: ids[at], least=ONE_SLIP)]
    called = list(keys)
    found += [called[at] for at in nearest(key.lower(), [keys[id_].lower() for id_ in called], lambda at: called[at])]
    if title and recognised(paper) is None:
        found += [id_ for id_ in ids if title in titles[id_]]
        found += [ids[at] for at in nearest(title, list(titles.values()), lambda at: ids[at])]
    return list(dict.fromkeys(found))


def find_day(day: datetime.date, given: str, ask: Ask) -> datetime.date:
    """A day, if it has a digest.

    Raises:
        NotInAtlas: It has none.
    """
    days = {found for (found,) in ask("MATCH (d:Date) WHERE d.date IS NOT NULL RETURN d.date AS day", {})}
    if day in days:
        return day
    near = sorted(days, key=lambda other: (abs((other - day).days), other))
    raise _not_then("day", given, str(day), [str(found) for found in near], "busiest-days lists some")


def find_month(month: str, given: str, ask: Ask) -> str:
    """A month, if it has a digest.

    Raises:
        NotInAtlas: It has none.
    """
    cypher = "MATCH (d:Date) WHERE d.month IS NOT NULL RETURN DISTINCT d.month AS month"
    months = {found for (found,) in ask(cypher, {})}
    if month in months:
        return month
    near = sorted(months, key=lambda other: (abs(_months(other) - _months(month)), other))
    raise _not_then("month", given, month, near, "papers-by-month lists them")


def _not_then(kind: str, given: str, wanted: str, near: Sequence[str], otherwise: str) -> NotInAtlas:
    """The error for a time without a digest; far from all of them it is rather mistyped than the next to one."""
    if not near or min(near) <= wanted <= max(near):
        return _not_there(kind, given, near, otherwise)
    slips = [near[at] for at in nearest(wanted, near, lambda at: at, least=1 - 1 / len(wanted))]
    return _not_there(
        kind,
        given,
        list(dict.fromkeys([*slips, *near])),
        otherwise,
        between=f"the {kind}s go from {min(near)} to {max(near)}; ",
    )


def _months(month: str) -> int:
    year, number = month.split("-")
    return 12 * int(year) + int(number)


def _finder(kind: str, label: str, column: str) -> Lookup:
    """Looks whether some names hold letters that are searched for.

    Args:
        kind: Of thing, for people.
        label: Of its nodes.
        column: Their property that holds the name; those that have aliases are found by them, too.
    """
    aliases = "n.aliases" if column == "name" else "[]"

    def find(pattern: str, given: str, ask: Ask) -> str:
        found = f"n.{column} =~ $word OR any(alias IN {aliases} WHERE alias =~ $word)"
        if list(ask(f"MATCH (n:{label}) WHERE {found} RETURN n.id AS id LIMIT 1", {"word": pattern})):
            return pattern
        names = f"MATCH (n:{label}) WHERE n.{column} IS NOT NULL RETURN DISTINCT n.{column} AS name"
        known = sorted(name for (name,) in ask(names, {}))
        parts = list(dict.fromkeys([*known, *(word for name in known for word in name.split())]))
        near = nearest(spelling(given), [spelling(part) for part in parts], lambda at: at)
        suggestions = list(dict.fromkeys(parts[at] for at in near))
        raise _not_there(kind, given, suggestions, "none has these letters in its name; give fewer of them")

    return find


def _not_there(
    kind: str, given: str, near: Sequence[str], otherwise: str, shown: Sequence[str] | None = None, between: str = ""
) -> NotInAtlas:
    """The error for what is not there.

    Args:
        kind: Of thing.
        given: What was asked for.
        near: What can be asked for instead, the nearest first.
        otherwise: What to do where nothing is near.
        shown: How those near are told, where that is not all to say of them.
        between: What else is to say before them.
    """
    suggestions = tuple(near[:SUGGESTED])
    if suggestions:
        told = or_list((shown or near)[:SUGGESTED])
        return NotInAtlas(f"no {kind} {quoted(given)}; {between}did you mean {told}?", suggestions)
    return NotInAtlas(f"no {kind} {quoted(given)}; {otherwise}")


LOOKUPS: dict[str, Lookup] = {
    "author": find_author,
    "concept": find_concept,
    "day": find_day,
    "month": find_month,
    "paper": find_paper,
    "letters-of-author": _finder("author", "Author", "name"),
    "letters-of-concept": _finder("concept", "Concept", "name"),
    "letters-of-paper": _finder("paper", "Paper", "title"),
    "letters-of-venue": _finder("venue", "Paper", "venue"),
}
"""By type of parameter."""
