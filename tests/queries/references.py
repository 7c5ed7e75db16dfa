"""What each saved query must answer, in plain Python over the rows of the tables.

Written from the queries' titles, not from their Cypher; a reference yields its rows in order. It is given values as the
types read them, but people, concepts and letters as a person writes them.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from itertools import combinations, islice
from typing import Any

import pyarrow as pa

from paperatlas.graph.identity import author_key

Row = dict[str, Any]
Answer = Iterable[tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Reference:
    """The columns of a query's answer, and what makes its rows from the graph and the parameters."""

    columns: tuple[str, ...]
    rows: Callable[..., Answer]


REFERENCES: dict[str, Reference] = {}


def reference(name: str, *columns: str) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Registers the reference of a saved query."""

    def register(rows: Callable[..., Answer]) -> Callable[..., Answer]:
        REFERENCES[name] = Reference(columns, rows)
        return rows

    return register


class Graph:
    """The tables as rows, with what is next to what."""

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        rows = {name: table.to_pylist() for name, table in tables.items()}
        self.papers = _by_id(rows["papers"])
        self.authors = _by_id(rows["authors"])
        self.dates = _by_id(rows["dates"])
        self.concepts = _by_id(rows["concepts"])
        self.pairs: list[Row] = rows["collaborated_with"]
        self.featured: list[Row] = rows["featured_on"]
        self.papers_of = _neighbours(rows["authored"], "source", "target")
        self.authors_of = _neighbours(rows["authored"], "target", "source")
        self.days_of = _neighbours(self.featured, "source", "target")
        self.concepts_of = _neighbours(rows["mentions"], "source", "target")
        self.mentioned_by = _neighbours(rows["mentions"], "target", "source")
        self.collaborators = _both_ways(self.pairs)
        self.similar = _both_ways(rows["shares_concept"])
        self.cites = _neighbours(rows["cites"], "source", "target")
        self.cited_by = _neighbours(rows["cites"], "target", "source")
        self.coupled: list[Row] = rows["coupled_with"]
        self.co_cited: list[Row] = rows["co_cited_with"]
        self.published: list[Row] = rows["published_on"]
        self.related = _both_ways(rows["co_occurs_with"])

    def time(self, paper: str) -> str | None:
        """The first day in a digest, else the date of publication."""
        first: str | None = min(self.days_of[paper], default=self.papers[paper]["published"])
        return first

    def day(self, paper: str) -> date | None:
        """The same as a day."""
        time = self.time(paper)
        return date.fromisoformat(time + "-01" * (2 - time.count("-"))) if time else None

    def month(self, paper: str) -> str | None:
        time = self.time(paper)
        return time[:7] if time and len(time) >= 7 else None

    def latest_month(self) -> str | None:
        return max((month for paper in self.papers if (month := self.month(paper))), default=None)

    def called(self, spelling: str) -> list[str]:
        """The concepts of a name, alias or id; else but for accents, blanks and a plural s."""
        for fold in (str.lower, author_key, lambda text: author_key(text).replace(" ", "").removesuffix("s")):
            found = [
                concept["id"]
                for concept in self.concepts.values()
                if fold(spelling) in {fold(text) for text in (concept["id"], concept["name"], *concept["aliases"])}
            ]
            if found:
                return found
        return []

    def bearers(self, given: str) -> list[str]:
        """The people of an id, of a name, or of a name and one of their papers."""
        key, _, paper = given.removeprefix("author:").partition("~")
        paper = paper.strip().replace("%2F", "/")
        known = [
            person["id"]
            for person in self.authors.values()
            if author_key(key) in map(author_key, (person["name"], *person["aliases"]))
        ]
        if given.startswith("author:") and given in self.authors:
            return [given]
        if paper:
            return [person for person in known if {paper, f"arxiv:{paper}"} & self.papers_of[person].keys()]
        return sorted(known)

    def has(self, type_: str, value: Any) -> bool:
        """Whether there is what a parameter of a type names."""
        if type_ in ("day", "month"):
            return value in {day["date" if type_ == "day" else "month"] for day in self.dates.values()}
        if type_ == "concept":
            return bool(self.called(value))
        if type_.startswith("letters-of-"):
            return any(has_letters(name, value) for name in self.names_of(type_.removeprefix("letters-of-")))
        if type_ == "author":
            return bool(self.bearers(value))
        return {"paper": self.papers}.get(type_, {value: {}}).keys() >= {value}

    def names_of(self, kind: str) -> Iterator[str]:
        """What things of a kind are called."""
        if kind in ("author", "concept"):
            for node in (self.authors if kind == "author" else self.concepts).values():
                yield from (node["name"], *node["aliases"])
        for paper in self.papers.values():
            name = {"paper": paper["title"], "venue": paper["venue"]}.get(kind)
            if name is not None:
                yield name

    def papers_on(self, spelling: str) -> set[str]:
        return {paper for concept in self.called(spelling) for paper in self.mentioned_by[concept]}


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}


def _neighbours(edges: Iterable[Row], end: str, other: str) -> dict[str, dict[str, Row]]:
    """For each node at one end: the nodes at the other, with the edge."""
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for edge in edges:
        found[edge[end]][edge[other]] = edge
    return found


def _both_ways(edges: Iterable[Row]) -> dict[str, dict[str, Row]]:
    found: dict[str, dict[str, Row]] = defaultdict(dict)
    for edge in edges:
        found[edge["source"]][edge["target"]] = found[edge["target"]][edge["source"]] = edge
    return found


def rounded(number: float) -> float:
    """To 6 places, a half away from zero as the stores do."""
    return float(Decimal(repr(number)).quantize(Decimal("0.000001"), ROUND_HALF_UP))


def most_first(votes: int | None) -> int:
    """A sort key; the unknown comes last."""
    return -votes if votes is not None else 1


def has_letters(text: str, word: str) -> bool:
    """Whether a text holds some letters; blanks between Korean or Chinese ones do not count."""
    between = re.compile("(?<=[가-힣一-鿿]) (?=[가-힣一-鿿])")
    return between.sub("", author_key(word)) in between.sub("", author_key(text))


@reference("top-collaborators", "name", "papers", "strength", "first", "last", "id", "author_id")
def top_collaborators(graph: Graph, author: str, limit: int) -> Answer:
    edges = [(edge, person, one) for one in graph.bearers(author) for person, edge in graph.collaborators[one].items()]
    edges.sort(key=lambda item: (-item[0]["papers"], -item[0]["weight"], *item[1:]))
    for edge, person, one in edges[:limit]:
        name = graph.authors[person]["caption"]
        yield name, edge["papers"], rounded(edge["weight"]), edge["first"], edge["last"], person, one


@reference("people-to-meet", "name", "shared", "through", "id", "author_id")
def people_to_meet(graph: Graph, author: str, limit: int) -> Answer:
    through = defaultdict(list)
    for one in graph.bearers(author):
        friends = graph.collaborators[one].keys()
        for friend in friends:
            for person in graph.collaborators[friend].keys() - friends - {one}:
                through[person, one].append(graph.authors[friend]["caption"])
    for person, one in sorted(through, key=lambda pair: (-len(through[pair]), pair))[:limit]:
        names = sorted(through[person, one])
        yield graph.authors[person]["caption"], len(names), names, person, one


@reference("shortest-path", "length", "people", "author_id", "other_id")
def shortest_path(graph: Graph, author: str, other: str, limit: int) -> Answer:
    found = []
    for one in graph.bearers(author):
        for another in graph.bearers(other):
            found += [
                (len(path) - 1, [graph.authors[person]["caption"] for person in path], one, another)
                for path in _shortest_paths(graph, one, another)
            ]
    return sorted(found)[:limit]


def _shortest_paths(graph: Graph, one: str, other: str) -> list[list[str]]:
    paths, seen = [[one]], {one}
    while one != other and paths and not any(path[-1] == other for path in paths):
        paths = [[*path, person] for path in paths for person in graph.collaborators[path[-1]].keys() - seen]
        seen |= {path[-1] for path in paths}
    return [path for path in paths if path[-1] == other != one]


@reference("papers-together", "time", "title", "authors", "id", "author_id", "other_id")
def papers_together(graph: Graph, author: str, other: str) -> Answer:
    together = [
        (graph.time(paper) or "~", paper, one, another)
        for one in graph.bearers(author)
        for another in graph.bearers(other)
        for paper in graph.papers_of[one].keys() & graph.papers_of[another].keys()
        if one != another
    ]
    for _, paper, one, another in sorted(together):
        yield graph.time(paper), graph.papers[paper]["title"], len(graph.authors_of[paper]), paper, one, another


@reference("steady-pairs", "name", "other", "papers", "strength", "first", "last", "id", "other_id")
def steady_pairs(graph: Graph, papers: int, limit: int) -> Answer:
    steady = [pair for pair in graph.pairs if pair["papers"] >= papers]
    steady.sort(key=lambda pair: (-pair["papers"], -pair["weight"], pair["source"], pair["target"]))
    for pair in steady[:limit]:
        one, other = pair["source"], pair["target"]
        names = graph.authors[one]["caption"], graph.authors[other]["caption"]
        yield *names, pair["papers"], rounded(pair["weight"]), pair["first"], pair["last"], one, other


@reference("steady-trios", "names", "papers", "ids")
def steady_trios(graph: Graph, papers: int, limit: int) -> Answer:
    together = Counter(trio for team in graph.authors_of.values() for trio in combinations(sorted(team), 3))
    steady = [trio for trio in together if together[trio] >= papers and _all_work_together(graph, trio, papers)]
    for trio in sorted(steady, key=lambda trio: (-together[trio], trio))[:limit]:
        yield [graph.authors[person]["caption"] for person in trio], together[trio], list(trio)


def _all_work_together(graph: Graph, trio: Iterable[str], papers: int) -> bool:
    """Whether each two of them have so many papers, those of very large teams not counted."""
    return all(
        other in graph.collaborators[one] and graph.collaborators[one][other]["papers"] >= papers
        for one, other in combinations(trio, 2)
    )


@reference("bridges", "name", "papers", "other_papers", "id")
def bridges(graph: Graph, concept: str, other: str, limit: int) -> Answer:
    papers, other_papers = graph.papers_on(concept), graph.papers_on(other)
    counts = {
        person: (len(papers & written.keys()), len(other_papers & written.keys()))
        for person, written in graph.papers_of.items()
        if graph.authors[person]["resolved"]
    }
    both = [person for person in counts if min(counts[person]) > 0]
    for person in sorted(both, key=lambda person: (-min(counts[person]), -sum(counts[person]), person))[:limit]:
        yield graph.authors[person]["caption"], *counts[person], person


@reference("concept-by-month", "month", "papers", "share")
def concept_by_month(graph: Graph, concept: str) -> Answer:
    all_papers = Counter(month for paper in graph.papers if (month := graph.month(paper)))
    papers = Counter(month for paper in graph.papers_on(concept) if (month := graph.month(paper)))
    return ((month, papers[month], rounded(papers[month] / all_papers[month])) for month in sorted(papers))


@reference("similar-papers", "title", "weight", "concepts", "id")
def similar_papers(graph: Graph, paper: str, limit: int) -> Answer:
    edges = sorted(graph.similar[paper].items(), key=lambda item: (-item[1]["weight"], item[0]))
    for other, edge in edges[:limit]:
        yield graph.papers[other]["title"], rounded(edge["weight"]), edge["concepts"], other


@reference("most-voted", "votes", "title", "time", "id")
def most_voted(graph: Graph, month: str | None, limit: int) -> Answer:
    month = month or graph.latest_month()
    found = [row for row in graph.papers.values() if row["votes"] is not None and graph.month(row["id"]) == month]
    found.sort(key=lambda row: (-row["votes"], row["id"]))
    return ((row["votes"], row["title"], graph.time(row["id"]), row["id"]) for row in found[:limit])


@reference("new-authors", "name", "papers", "time", "id")
def new_authors(graph: Graph, month: str | None, limit: int) -> Answer:
    month = month or graph.latest_month()
    found = []
    for person, written in graph.papers_of.items():
        times = [time for paper in written if (time := graph.time(paper))]
        of_month = [time for time in times if len(time) >= 7 and time[:7] == month]
        if month and of_month and min(times) >= month and graph.authors[person]["resolved"]:
            found.append((graph.authors[person]["caption"], len(of_month), min(of_month), person))
    return sorted(found, key=lambda row: (-row[1], row[2], row[3]))[:limit]


@reference("new-concepts", "name", "papers", "first_seen", "id")
def new_concepts(graph: Graph, month: str | None, limit: int) -> Answer:
    month = month or graph.latest_month()
    new = [concept for concept in graph.concepts.values() if concept["first_seen"]]
    new = [concept for concept in new if concept["first_seen"].strftime("%Y-%m") == month]
    new.sort(key=lambda concept: (-concept["papers"], concept["first_seen"], concept["id"]))
    return ((concept["name"], concept["papers"], concept["first_seen"], concept["id"]) for concept in new[:limit])


@reference("rising-concepts", "name", "papers", "before", "rise", "id")
def rising_concepts(graph: Graph, days: int, limit: int) -> Answer:
    latest = max((day for paper in graph.papers if (day := graph.day(paper))), default=date.max)
    middle, start = latest - timedelta(days), latest - timedelta(2 * days)
    rows = []
    for concept, mentions in graph.mentioned_by.items():
        seen = [day for paper in mentions if (day := graph.day(paper))]
        papers = sum(day > middle for day in seen)
        before = sum(start < day <= middle for day in seen)
        if papers > before:
            rows.append((graph.concepts[concept]["name"], papers, before, papers - before, concept))
    return sorted(rows, key=lambda row: (-row[3], -row[1], row[4]))[:limit]


@reference("concepts-of-author", "concept", "papers", "weight", "id", "author_id")
def concepts_of_author(graph: Graph, author: str, limit: int) -> Answer:
    weights = defaultdict(list)
    for one in graph.bearers(author):
        for paper in graph.papers_of[one]:
            for concept, mention in graph.concepts_of[paper].items():
                weights[concept, one].append(mention["weight"])
    rows = [
        (graph.concepts[concept]["name"], len(several), rounded(sum(several)), concept, one)
        for (concept, one), several in weights.items()
    ]
    return sorted(rows, key=lambda row: (-row[1], -row[2], *row[3:]))[:limit]


@reference("authors-of-concept", "name", "papers", "weight", "id")
def authors_of_concept(graph: Graph, concept: str, limit: int) -> Answer:
    weights = defaultdict(list)
    for one in graph.called(concept):
        for paper, mention in graph.mentioned_by[one].items():
            weights[paper].append(mention["weight"])
    rows = []
    for person, written in graph.papers_of.items():
        papers = weights.keys() & written.keys()
        if papers and graph.authors[person]["resolved"]:
            weight = rounded(sum(weight for paper in papers for weight in weights[paper]))
            rows.append((graph.authors[person]["caption"], len(papers), weight, person))
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[3]))[:limit]


@reference("papers-of-concept", "title", "weight", "mentions", "votes", "id")
def papers_of_concept(graph: Graph, concept: str, limit: int) -> Answer:
    mentions = defaultdict(list)
    for one in graph.called(concept):
        for paper, mention in graph.mentioned_by[one].items():
            mentions[paper].append(mention)
    rows = []
    for paper, several in mentions.items():
        weight = rounded(max(mention["weight"] for mention in several))
        count = sum(mention["count"] for mention in several)
        rows.append((graph.papers[paper]["title"], weight, count, graph.papers[paper]["votes"], paper))
    return sorted(rows, key=lambda row: (-row[1], -row[2], row[4]))[:limit]


@reference("related-concepts", "concept", "papers", "weight", "id")
def related_concepts(graph: Graph, concept: str, limit: int) -> Answer:
    edges = defaultdict(list)
    for one in graph.called(concept):
        for other, edge in graph.related[one].items():
            edges[other].append(edge)
    rows = []
    for other, several in edges.items():
        papers, weight = max(edge["papers"] for edge in several), max(edge["weight"] for edge in several)
        rows.append((graph.concepts[other]["name"], papers, rounded(weight), other))
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[3]))[:limit]


@reference("papers-of-author", "time", "title", "votes", "authors", "id", "author_id")
def papers_of_author(graph: Graph, author: str, limit: int) -> Answer:
    papers = sorted((paper, one) for one in graph.bearers(author) for paper in graph.papers_of[one])
    papers.sort(key=lambda signed: graph.time(signed[0]) or "", reverse=True)
    for paper, one in papers[:limit]:
        row = graph.papers[paper]
        yield graph.time(paper), row["title"], row["votes"], len(graph.authors_of[paper]), paper, one


@reference("papers-of-day", "votes", "title", "url", "id")
def papers_of_day(graph: Graph, day: date | None) -> Answer:
    days = (each for each, row in graph.dates.items() if row["date"])
    wanted = day.isoformat() if day else max(days, default=None)
    votes: dict[str, int | None] = {edge["source"]: None for edge in graph.published if edge["target"] == wanted}
    votes |= {edge["source"]: edge["votes"] for edge in graph.featured if edge["target"] == wanted}
    for paper in sorted(votes, key=lambda paper: (most_first(votes[paper]), paper)):
        yield votes[paper], graph.papers[paper]["title"], graph.papers[paper]["url"], paper


@reference("papers-by-month", "month", "days", "papers", "votes")
def papers_by_month(graph: Graph) -> Answer:
    by_month = defaultdict(list)
    for paper in graph.papers:
        if month := graph.month(paper):
            by_month[month].append(paper)
    for month, papers in sorted(by_month.items()):
        days = {time for paper in papers if len(time := graph.time(paper) or "") == 10}
        yield month, len(days), len(papers), sum(graph.papers[paper]["votes"] or 0 for paper in papers)


@reference("papers-of-year", "title", "venue", "published", "citations", "id")
def papers_of_year(graph: Graph, year: int, limit: int) -> Answer:
    found = [row for row in graph.papers.values() if row["year"] == year]
    found.sort(key=lambda row: (most_first(row["citations"]), row["id"]))
    return ((row["title"], row["venue"], row["published"], row["citations"], row["id"]) for row in found[:limit])


@reference("papers-of-venue", "venue", "published", "title", "citations", "id")
def papers_of_venue(graph: Graph, word: str, limit: int) -> Answer:
    found = [row for row in graph.papers.values() if row["venue"] and has_letters(row["venue"], word)]
    found.sort(key=lambda row: row["id"])
    found.sort(key=lambda row: row["published"] or "", reverse=True)
    return ((row["venue"], row["published"], row["title"], row["citations"], row["id"]) for row in found[:limit])


@reference("most-cited-here", "title", "cited", "citations", "published", "id")
def most_cited_here(graph: Graph, limit: int) -> Answer:
    cited = [paper for paper, citing in graph.cited_by.items() if citing]
    for paper in sorted(cited, key=lambda paper: (-len(graph.cited_by[paper]), paper))[:limit]:
        row = graph.papers[paper]
        yield row["title"], len(graph.cited_by[paper]), row["citations"], row["published"], paper


@reference("cited-by", "title", "published", "id")
def cited_by(graph: Graph, paper: str, limit: int) -> Answer:
    found = [graph.papers[other] for other in sorted(graph.cited_by[paper])]
    found.sort(key=lambda row: row["published"] or "", reverse=True)
    return ((row["title"], row["published"], row["id"]) for row in found[:limit])


@reference("references-of", "title", "cited", "published", "id")
def references_of(graph: Graph, paper: str, limit: int) -> Answer:
    for other in sorted(graph.cites[paper], key=lambda other: (-len(graph.cited_by[other]), other))[:limit]:
        yield graph.papers[other]["title"], len(graph.cited_by[other]), graph.papers[other]["published"], other


@reference("coupled-papers", "title", "weight", "works", "id")
def coupled_papers(graph: Graph, paper: str, limit: int) -> Answer:
    return _tied_papers(graph, graph.coupled, paper, limit)


@reference("co-cited-papers", "title", "weight", "papers", "id")
def co_cited_papers(graph: Graph, paper: str, limit: int) -> Answer:
    return _tied_papers(graph, graph.co_cited, paper, limit)


def _tied_papers(graph: Graph, edges: list[Row], paper: str, limit: int) -> Answer:
    tied = _both_ways(edges)[paper]
    for other in sorted(tied, key=lambda other: (-tied[other]["weight"], other))[:limit]:
        yield graph.papers[other]["title"], rounded(tied[other]["weight"]), tied[other]["count"], other


@reference("most-coupled", "title", "other", "weight", "works", "id", "other_id")
def most_coupled(graph: Graph, limit: int) -> Answer:
    return _tied_pairs(graph, graph.coupled, limit)


@reference("most-co-cited", "title", "other", "weight", "papers", "id", "other_id")
def most_co_cited(graph: Graph, limit: int) -> Answer:
    return _tied_pairs(graph, graph.co_cited, limit)


def _tied_pairs(graph: Graph, edges: list[Row], limit: int) -> Answer:
    for edge in sorted(edges, key=lambda edge: (-edge["weight"], edge["source"], edge["target"]))[:limit]:
        one, other = edge["source"], edge["target"]
        titles = graph.papers[one]["title"], graph.papers[other]["title"]
        yield *titles, rounded(edge["weight"]), edge["count"], one, other


@reference("citation-paths", "length", "papers")
def citation_paths(graph: Graph, paper: str, other: str, limit: int) -> Answer:
    paths, seen = [[paper]], {paper}
    while paper != other and paths and not any(path[-1] == other for path in paths):
        paths = [[*path, cited] for path in paths for cited in graph.cites[path[-1]].keys() - seen]
        seen |= {path[-1] for path in paths}
    titles = sorted([graph.papers[each]["title"] for each in path] for path in paths if path[-1] == other != paper)
    return ((len(each) - 1, each) for each in titles[:limit])


@reference("authors-citing-authors", "name", "cited", "papers", "id", "cited_id")
def authors_citing_authors(graph: Graph, papers: int, limit: int) -> Answer:
    citing = defaultdict(set)
    for paper, cited in graph.cites.items():
        for one in graph.authors_of[paper]:
            for other in (person for each in cited for person in graph.authors_of[each]):
                citing[one, other].add(paper)
    pairs = [
        (pair, len(found))
        for pair, found in citing.items()
        if pair[0] != pair[1] and len(found) >= papers and all(graph.authors[person]["resolved"] for person in pair)
    ]
    for (one, other), count in sorted(pairs, key=lambda item: (-item[1], item[0]))[:limit]:
        yield graph.authors[one]["caption"], graph.authors[other]["caption"], count, one, other


@reference("prolific-authors", "name", "papers", "id")
def prolific_authors(graph: Graph, papers: int, limit: int) -> Answer:
    people = [person for person in graph.authors.values() if person["papers"] >= papers and person["resolved"]]
    people.sort(key=lambda person: (-person["papers"], person["id"]))
    return ((person["caption"], person["papers"], person["id"]) for person in people[:limit])


@reference("busiest-days", "day", "papers")
def busiest_days(graph: Graph, limit: int) -> Answer:
    days = [day for day in graph.dates.values() if day["date"]]
    days.sort(key=lambda day: (-day["papers"], day["date"]))
    return ((day["date"], day["papers"]) for day in days[:limit])


@reference("find-authors", "name", "aliases", "papers", "id")
def find_authors(graph: Graph, word: str, limit: int) -> Answer:
    for person in islice(_spelled_with(word, graph.authors), limit):
        yield person["caption"], person["aliases"], person["papers"], person["id"]


@reference("find-concepts", "name", "aliases", "papers", "first_seen", "id")
def find_concepts(graph: Graph, word: str, limit: int) -> Answer:
    for concept in islice(_spelled_with(word, graph.concepts), limit):
        yield concept["name"], concept["aliases"], concept["papers"], concept["first_seen"], concept["id"]


def _spelled_with(word: str, nodes: Mapping[str, Row]) -> Iterator[Row]:
    found = [
        node
        for node in nodes.values()
        if any(has_letters(spelling, word) for spelling in (node["name"], *node["aliases"]))
    ]
    yield from sorted(found, key=lambda node: (-node["papers"], node["id"]))


@reference("find-papers", "title", "votes", "published_month", "id")
def find_papers(graph: Graph, word: str, limit: int) -> Answer:
    found = [paper for paper in graph.papers.values() if has_letters(paper["title"], word)]
    found.sort(key=lambda paper: (most_first(paper["votes"]), paper["id"]))
    return ((paper["title"], paper["votes"], paper["published_month"], paper["id"]) for paper in found[:limit])


@reference("incomplete-papers", "title", "authors", "url", "id")
def incomplete_papers(graph: Graph, limit: int) -> Answer:
    papers = [paper for paper in graph.papers.values() if not paper["authors_complete"]]
    for paper in sorted(papers, key=lambda paper: paper["id"])[:limit]:
        yield paper["title"], len(graph.authors_of[paper["id"]]), paper["url"], paper["id"]
