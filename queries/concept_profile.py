"""Everything that the tables know of one concept, for people to judge it by."""

import datetime
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.base.errors import NotInAtlas, UsageError
from paperatlas.base.visible import quoted
from paperatlas.graph.concepts.overrides import name_key
from paperatlas.queries.lookup import concepts_called

SHOWN_EXPLANATIONS = 10
NEIGHBOURS = 15


@dataclass(frozen=True, slots=True)
class ConceptName:
    """A name of a concept, the rule by which it is one, and how often it is written so in how many papers."""

    name: str
    rule: str
    mentions: int
    papers: int


@dataclass(frozen=True, slots=True)
class Explanation:
    """A name in another language that papers explain by the concept's, and why it is believed or not; see the glossary.

    Attributes:
        name: As most papers print it.
        english: What stands in the brackets.
        verdict: `everywhere`, `explained` (only in the papers that explain it) or `no`; `override` or `no (override)`
            where the user said so.
        probability: Of the name meaning the concept wherever it stands.
        papers: How many explain the one by the other.
        explained: How many explain the name at all.
        using_papers: How many use it.
        together: Of those that do not explain it, how many name the concept too.
        translated: Share of the name's letters that mean or spell words of the English one.
        english_translated: Share of the English words that they mean or spell.
        sound: Share of the letters that spell it.
        everyday: Zipf frequency of the name in general language.
    """

    name: str
    english: str
    verdict: str
    probability: float
    papers: int
    explained: int
    using_papers: int
    together: int
    translated: float
    english_translated: float
    sound: float
    everyday: float


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place where a paper names the concept.

    Attributes:
        passage: Number of the passage, 0 for the title.
        start: First character in the text, from 0.
        end: The character after the last.
        text: The whole passage or title.
    """

    passage: int
    start: int
    end: int
    text: str

    def excerpt(self, width: int) -> str:
        """The mention with some characters around it, on one line."""
        first, last = max(0, self.start - width), min(len(self.text), self.end + width)
        words = re.sub(r"\s+", " ", self.text[first:last])
        return "…" * (first > 0) + words + "…" * (last < len(self.text))


@dataclass(frozen=True, slots=True)
class ConceptMention:
    """A paper that names the concept, with every place where it does."""

    paper: str
    title: str
    weight: float
    in_title: bool
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Neighbour:
    """Another concept that the same papers name."""

    id: str
    name: str
    papers: int
    weight: float


@dataclass(frozen=True, slots=True)
class ConceptProfile:
    """A concept as the graph has it.

    Attributes:
        id: Of the Concept.
        name: As it is shown.
        papers: How many name it.
        first_seen: Day of the first digest that does.
        names: All of them, the most frequent first.
        explanations: Names in other languages that papers give it in brackets, believed or not.
        mentions: The papers, those that are most about it first.
        neighbours: Concepts named together with it, the most telling by `weight`; the first 15.
        months: Number of papers by the month of their time.
    """

    id: str
    name: str
    papers: int
    first_seen: datetime.date | None
    names: tuple[ConceptName, ...]
    explanations: tuple[Explanation, ...]
    mentions: tuple[ConceptMention, ...]
    neighbours: tuple[Neighbour, ...]
    months: tuple[tuple[str, int], ...]


def describe_concept(tables: Mapping[str, pa.Table], name: str) -> ConceptProfile:
    """Looks a concept up by one of its names or its id.

    Raises:
        NotInAtlas: No concept has the name.
        UsageError: Several have.
    """
    concept = _find(tables, name)
    mentions = _where(tables["mentions"], "target", [concept["id"]])
    papers = mentions["source"].to_pylist()
    names = _where(tables["concept_names"], "concept", [concept["id"]]).drop_columns("concept").to_pylist()
    return ConceptProfile(
        id=concept["id"],
        name=concept["name"],
        papers=concept["papers"],
        first_seen=concept["first_seen"],
        names=tuple(ConceptName(**row) for row in names),
        explanations=_explanations(_where(tables["glossary"], "concept", [concept["id"]])),
        mentions=_mentions(tables, concept["id"], mentions),
        neighbours=_neighbours(tables, concept["id"]),
        months=_months(tables["papers"], papers),
    )


def _explanations(glossary: pa.Table) -> tuple[Explanation, ...]:
    shown = [field.name for field in fields(Explanation)]
    found = [Explanation(**row) for row in glossary.select(shown).to_pylist()]
    return tuple(sorted(found, key=lambda it: (-it.probability, it.name, it.english)))


def _find(tables: Mapping[str, pa.Table], name: str) -> dict[str, Any]:
    concepts = tables["concepts"]
    named = concepts.select(["id", "name", "aliases", "papers"]).to_pylist()
    try:
        found = concepts_called(name, [(row["id"], row["name"], row["aliases"], row["papers"]) for row in named])
    except NotInAtlas as error:
        raise NotInAtlas(f"{error}{_unbelieved(tables['glossary'], name)}", error.suggestions) from error
    found = [id_ for id_ in found if id_ == name.strip()] or found
    if len(found) > 1:
        raise UsageError(f"{quoted(name)} is a name of {len(found)} concepts; ask for one of these: {', '.join(found)}")
    row: dict[str, Any] = _where(concepts, "id", found).to_pylist()[0]
    return row


def _unbelieved(glossary: pa.Table, name: str) -> str:
    """What the papers say of a name that leads to no concept."""
    rows = glossary.select(["name", "english", "papers", "probability", "verdict"]).to_pylist()
    said = [row for row in rows if name_key(row["name"]) == name_key(name)]
    if not said:
        return ""
    pairs = ", ".join(
        f"{quoted(row['english'])} ({row['papers']}, probability {row['probability']})"
        for row in said[:SHOWN_EXPLANATIONS]
    )
    if any("override" in row["verdict"] for row in said):
        return f" (papers explain it as {pairs}; an override says that it is not)"
    return f" (papers explain it as {pairs}, which is not believed everywhere)"


def _where(table: pa.Table, column: str, values: Sequence[str]) -> pa.Table:
    return table.filter(pc.is_in(table[column], pa.array(values, pa.string())))


def _mentions(tables: Mapping[str, pa.Table], concept: str, mentions: pa.Table) -> tuple[ConceptMention, ...]:
    papers = mentions["source"].to_pylist()
    titles = {row["id"]: row["title"] for row in _where(tables["papers"], "id", papers).to_pylist()}
    passages = _where(tables["passages"].select(["paper", "number", "text"]), "paper", papers).to_pylist()
    texts = {(row["paper"], row["number"]): row["text"] for row in passages}
    texts |= {(paper, 0): title for paper, title in titles.items()}
    evidence: dict[str, list[Evidence]] = {}
    for row in _where(tables["mentions_evidence"], "concept", [concept]).to_pylist():
        place = Evidence(row["passage"], row["start"], row["end"], texts[row["paper"], row["passage"]])
        evidence.setdefault(row["paper"], []).append(place)
    found = [
        ConceptMention(
            row["source"], titles[row["source"]], row["weight"], row["in_title"], tuple(evidence.get(row["source"], ()))
        )
        for row in mentions.to_pylist()
    ]
    return tuple(sorted(found, key=lambda mention: (-mention.weight, mention.paper)))


def _neighbours(tables: Mapping[str, pa.Table], concept: str) -> tuple[Neighbour, ...]:
    edges = tables["co_occurs_with"]
    rows = edges.filter(pc.or_(pc.equal(edges["source"], concept), pc.equal(edges["target"], concept))).to_pylist()
    others = {row["target"] if row["source"] == concept else row["source"]: row for row in rows}
    names = {row["id"]: row["name"] for row in _where(tables["concepts"], "id", list(others)).to_pylist()}
    found = [Neighbour(other, names[other], row["papers"], row["weight"]) for other, row in others.items()]
    return tuple(sorted(found, key=lambda it: (-it.weight, -it.papers, it.id))[:NEIGHBOURS])


def _months(papers: pa.Table, mentioning: Sequence[str]) -> tuple[tuple[str, int], ...]:
    times = _where(papers.select(["id", "time"]), "id", mentioning)["time"].to_pylist()
    return tuple(sorted(Counter(time[:7] for time in times if time and len(time) >= 7).items()))
