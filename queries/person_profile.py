"""Who bears a name: each person with papers, co-authors, topics, spellings, ids, and why that is one person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.base.errors import UsageError
from paperatlas.base.visible import quoted
from paperatlas.graph.identity import author_key
from paperatlas.graph.person_references import AUTHOR
from paperatlas.queries.lookup import Ask, find_author
from paperatlas.queries.parameters import PARAMETER_TYPES
from paperatlas.queries.person_reasons import Evidence, sentence


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a person is printed, and on how many papers."""

    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class SignedPaper:
    """A paper of a person, and how the person is printed on it."""

    id: str
    title: str
    time: str | None
    as_written: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoAuthor:
    """Whom a person wrote with, and how many papers."""

    id: str
    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class Topic:
    """A concept of a person's papers, and how many name it."""

    id: str
    name: str
    papers: int


@dataclass(frozen=True, slots=True)
class Reason:
    """Why parts of a person were joined, or why a person is not another one.

    Attributes:
        sentence: It in words.
        evidence: What it rests on.
    """

    sentence: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class PersonProfile:
    """A person as the graph has it.

    Attributes:
        id: Of the Author.
        name: The spelling shown.
        caption: What tells the person from others of the name.
        resolved: False for papers of people who could not be told apart.
        ids: That sources give.
        affiliations: Most papers first.
        known_for: Topics that tell the person from others of the name.
        spellings: All of them, most papers first.
        papers: The latest first.
        co_authors: Most papers first.
        topics: Most papers first.
        reasons: Of each joining and parting.
    """

    id: str
    name: str
    caption: str
    resolved: bool
    ids: tuple[str, ...]
    affiliations: tuple[str, ...]
    known_for: tuple[str, ...]
    spellings: tuple[Spelling, ...]
    papers: tuple[SignedPaper, ...]
    co_authors: tuple[CoAuthor, ...]
    topics: tuple[Topic, ...]
    reasons: tuple[Reason, ...]


def describe_people(tables: Mapping[str, pa.Table], person: str, ask: Ask) -> tuple[PersonProfile, ...]:
    """Everybody who bears a name, or the one of an id; most papers first, and last what could not be told apart.

    Args:
        tables: Of the atlas.
        person: A name in any spelling, a name and a paper, or an id.
        ask: Asks the atlas's store.

    Raises:
        NotInAtlas: Nobody is there; with the nearest names.
        UsageError: The text names nobody.
    """
    try:
        wanted = PARAMETER_TYPES["author"].read(person)
    except ValueError as error:
        raise UsageError(f"{quoted(person)} is no name of a person, nor an id of one") from error
    known = _Known(tables)
    people = [known.person(each) for each in find_author(wanted, person, ask)]
    people.sort(key=lambda row: (not row["resolved"], -row["papers"], row["id"]))
    return tuple(_profile(row, tables, known) for row in people)


class _Known:
    """The people and concepts of an atlas by id."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        self._authors = tables["authors"].combine_chunks()
        self._places = {id_: place for place, id_ in enumerate(self._authors["id"].to_pylist())}
        concepts = tables["concepts"]
        self.concepts = dict(zip(concepts["id"].to_pylist(), concepts["name"].to_pylist(), strict=True))

    def person(self, id_: str) -> dict[str, Any]:
        """The row of somebody; an empty one of nobody."""
        if id_ not in self._places:
            return {}
        (row,) = self._authors.slice(self._places[id_], 1).to_pylist()
        return dict(row)

    def caption(self, person: str) -> str:
        """What somebody is called."""
        return str(self.person(person).get("caption", person.removeprefix(AUTHOR)))

    def spelled(self, name: str, *people: str) -> str:
        """A name as it is printed for one of some people, else as its key is."""
        key = name.removeprefix(AUTHOR)
        for row in filter(None, map(self.person, (*people, name))):
            for spelling in (row["name"], *row["aliases"]):
                if author_key(spelling) == key:
                    return str(spelling)
        return key


def _profile(row: Mapping[str, Any], tables: Mapping[str, pa.Table], known: _Known) -> PersonProfile:
    signed = {edge["target"]: edge["as_written"] for edge in _of(tables["authored"], "source", [row["id"]])}
    papers = sorted(_of(tables["papers"], "id", signed), key=lambda paper: paper["id"])
    papers.sort(key=lambda paper: paper["time"] or "", reverse=True)
    team = Counter(edge["source"] for edge in _of(tables["authored"], "target", signed) if edge["source"] != row["id"])
    topics = Counter(edge["target"] for edge in _of(tables["mentions"], "source", signed))
    spellings = Counter(name for names in signed.values() for name in names)
    return PersonProfile(
        **{name: row[name] for name in ("id", "name", "caption", "resolved")},
        ids=tuple(row["ids"]),
        affiliations=tuple(row["affiliations"]),
        known_for=tuple(row["known_for"]),
        spellings=tuple(Spelling(*counted) for counted in _most_first(spellings)),
        papers=tuple(SignedPaper(it["id"], it["title"], it["time"], tuple(signed[it["id"]])) for it in papers),
        co_authors=tuple(CoAuthor(other, known.caption(other), count) for other, count in _most_first(team)),
        topics=tuple(Topic(concept, known.concepts[concept], count) for concept, count in _most_first(topics)),
        reasons=tuple(_reasons(row["id"], tables["people_evidence"], known, team)),
    )


def _reasons(person: str, table: pa.Table, known: _Known, team: Iterable[str]) -> Iterable[Reason]:
    """What was joined first, then what was parted; a parting may be told from the other side."""
    rows = [*_of(table, "person", [person]), *_of(table, "other", [person])]
    rows.sort(key=lambda row: (row["action"] != "joined", row["other"] or "", row["name"], row["other_name"]))
    for row in rows:
        other = row["other"] if row["person"] == person else row["person"]
        turned = row["person"] != person
        first, second = ("other_", "") if turned else ("", "other_")
        told = Evidence(
            action=row["action"],
            resolved=all(known.person(each).get("resolved", True) for each in (person, other or person)),
            rule=row["rule"],
            other=other,
            other_caption=known.caption(other) if other else None,
            name=known.spelled(row[f"{first}name"], person),
            other_name=known.spelled(row[f"{second}name"], *filter(None, (other, person))),
            paper=row[f"{first}paper"],
            other_paper=row[f"{second}paper"],
            co_authors=tuple(
                known.spelled(name, *(each for each in team if each.startswith(f"{name}~")))
                for name in row["co_authors"]
            ),
            words=tuple(row["words"]),
            **{name: row[name] for name in ("score", "ties", "gap")},
        )
        yield Reason(sentence(told), told)


def _most_first(counted: "Counter[str]") -> list[tuple[str, int]]:
    return sorted(counted.items(), key=lambda item: (-item[1], item[0]))


def _of(table: pa.Table, column: str, values: Iterable[str]) -> list[dict[str, Any]]:
    wanted = pa.array(sorted(values), pa.string())
    rows: list[dict[str, Any]] = table.filter(pc.is_in(table[column], wanted)).to_pylist()
    return rows
