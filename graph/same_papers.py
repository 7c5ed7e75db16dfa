"""Which listings are of one paper, by the ids that sources give, then by title and authors; and what it is called."""

import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from paperatlas.graph.editions import Entry, are_one_publication, are_two_works
from paperatlas.graph.identifiers import best_id
from paperatlas.graph.paper_names import MADE_UP, OF_MANY, TITLE, address_id, called, tells, title_id, title_key
from paperatlas.graph.records import Problem
from paperatlas.graph.teams import is_same_team

MOST_YEARS = 2
"""A preprint and its publication are at most so far apart."""
MOST_NAMESAKES = 50
"""Papers of one title and author that a further one is compared with."""

_OLD_ARXIV = re.compile(r"/(\d\d)\d{5}$")


class Listed(NamedTuple):
    """What of a listing tells whose it is.

    Attributes:
        ids: As the source gives them.
        title: As text.
        url: Where the title leads, or nothing.
        published: `2024`, `2024-04` or `2024-04-16`.
        authors: Ids of the authors' names, in order.
        source: The file.
        line: The place in it.
        entry: How it was published, where the file is a bibliography that somebody keeps.
    """

    ids: Sequence[str]
    title: str
    url: str | None
    published: str | None
    authors: Sequence[str]
    source: str
    line: int
    entry: Entry | None = None


class PaperId(NamedTuple):
    """An id of a paper, and why it is one.

    Attributes:
        paper: The id that it is called by.
        id: One that a source gives, or `title:` and the folded title where it gives none.
        rule: `given` with the paper's id by a source; joined to it by `title` and author, by the `title alone`, or
            told `same` by the user.
        source: The first that gives it.
        line: The place in it.
    """

    paper: str
    id: str
    rule: str
    source: str
    line: int


@dataclass(frozen=True, slots=True)
class SamePapers:
    """The answer.

    Attributes:
        papers: The id of the paper of each listing.
        ids: Every id of each paper.
        problems: Ids that cannot be of one paper.
    """

    papers: Sequence[str]
    ids: Sequence[PaperId]
    problems: Sequence[Problem]


@dataclass(slots=True, eq=False)
class _Paper:
    """Listings that are one paper as far as is known.

    Attributes:
        years: For each part whose listings share an id, the years that these give: one of them may be wrong.
        entries: The rows that are entries of bibliographies, by file.
    """

    rows: list[int]
    ids: set[str] = field(default_factory=set)
    titles: set[str] = field(default_factory=set)
    authors: set[str] = field(default_factory=set)
    years: list[set[int]] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    entries: dict[str, list[int]] = field(default_factory=dict)

    @property
    def rank(self) -> int:
        return self.rows[0]


def year_of(published: str | None, ids: Iterable[str]) -> int | None:
    """The year of a paper, of its date or its arXiv id."""
    if published:
        return int(published[:4])
    for each in ids:
        if each.startswith("arxiv:"):
            old = _OLD_ARXIV.search(each)
            short = int(old[1] if old else each[6:8])
            return short + (1900 if old and short > 90 else 2000)
    return None


def same_papers(
    listings: Sequence[Listed], same: Iterable[Sequence[str]] = (), different: Iterable[Sequence[str]] = ()
) -> SamePapers:
    """Puts listings together.

    Listings are of one paper where they share an id; or where their folded titles are equal, the years at most
    `MOST_YEARS` apart and an author is shared, or all are the same but for initials. A short title joins only where all
    authors are the same and the years at most one apart. One without authors joins by its title alone where a single
    paper is left. Two ids of one scheme are two papers, unless a source gives both. Entries of one bibliography that
    say different things of their publication are two works, unless they share an id.

    Args:
        listings: In an order that does not depend on how files were given.
        same: Ids that are one paper, whatever speaks against it.
        different: Ids that are different papers, whatever speaks for one.
    """
    joining = _Joining(listings, different)
    joining.by_ids()
    joining.by_override(same)
    joining.by_titles()
    return joining.result()


class _Joining:
    def __init__(self, listings: Sequence[Listed], different: Iterable[Sequence[str]]) -> None:
        self.listings = listings
        self.paper_of: list[_Paper] = []
        self.by_id: dict[str, _Paper] = {}
        self.problems: list[Problem] = []
        self.must_agree = False
        self.keys: dict[str, set[str]] | None = None
        self.called: dict[str, list[str]] | None = None
        self.apart: dict[str, set[str]] = defaultdict(set)
        for group in different:
            named = [set(ids) for ids in self._ids_of(group)]
            for one, other in itertools.permutations(named, 2):
                for each in one - other:
                    self.apart[each] |= other - one

    def by_ids(self) -> None:
        for row, listing in enumerate(self.listings):
            ids = listing.ids
            if len(ids) == 1 and ids[0] not in self.by_id:  # nearly all listings of a digest
                self.paper_of.append(self._new(row, ids))
                continue
            own = ids or [self._nameless(row)]
            found = {id(paper): paper for each in own if (paper := self.by_id.get(each))}
            paper = self._new(row, own)
            self.paper_of.append(paper)
            for older in found.values():
                self._join_given(older, paper, row)

    def _nameless(self, row: int) -> str:
        """What stands for a listing without ids; a title alone joins nothing here, so each has one of its own."""
        return f"{title_id(self.listings[row].title)}\0{row:012d}"  # in the order of rows, whatever else is compared

    def _ids_of(self, group: Sequence[str]) -> list[list[str]]:
        """The ids of the listings that the user names; a title alone names the first that is not named otherwise."""
        if self.called is None:
            wanted = any(each.startswith(MADE_UP) for each in group)
            self.called = self._called() if wanted else None
        called = self.called or {}
        found = [called.get(each, []) if each.startswith(MADE_UP) else [each] for each in group]
        alone = [each.startswith(TITLE) and "~" not in each for each in group]
        named = {each for ids, is_title in zip(found, alone, strict=True) if not is_title for each in ids}
        return [
            [each for each in ids if each not in named][:1] if is_title else ids
            for ids, is_title in zip(found, alone, strict=True)
        ]

    def _called(self) -> dict[str, list[str]]:
        """The ids of listings by what the user may call them besides."""
        found: dict[str, list[str]] = defaultdict(list)
        for row, listing in enumerate(self.listings):
            own = (listing.ids or [self._nameless(row)])[0]
            for each in called(listing.ids, listing.title, listing.url, *_marks(listing)):
                found[each].append(own)
        return found

    def _keyed(self, row: int) -> Iterator[str]:
        """What the user calls an entry by that no source gives an id, where another key has its title."""
        listing = self.listings[row]
        if listing.ids or not listing.entry or not listing.entry.key:
            return
        if self.keys is None:
            self.keys = defaultdict(set)
            for each in self.listings:
                if each.entry and each.entry.key and not each.ids:
                    self.keys[title_id(each.title)].add(each.entry.key)
        if len(self.keys[title_id(listing.title)]) > 1:
            yield title_id(listing.title, listing.entry.key)

    def _new(self, row: int, ids: Sequence[str]) -> _Paper:
        listing = self.listings[row]
        years = {year for given in (listing.published, None) if (year := year_of(given, ids))}
        paper = _Paper([row], set(ids), {title_key(listing.title)}, set(), [years] if years else [])
        if listing.entry:
            paper.entries[listing.source] = [row]
        for each in ids:
            self.by_id.setdefault(each, paper)
        return paper

    def _join_given(self, older: _Paper, paper: _Paper, row: int) -> None:
        older, paper = self._whole(older), self._whole(paper)
        if older is paper:
            return
        if self._clash(older, paper):
            listing = self.listings[row]
            shared = sorted(older.ids & set(listing.ids))
            other = self.listings[older.rows[0]]
            message = (
                f"{', '.join(shared)} is of another paper in {other.source}:{other.line} "
                f"({best_id(older.ids) or other.title}); they are kept apart"
            )
            self.problems.append(Problem(listing.source, listing.line, "ids-conflict", message, listing.title[:200]))
            paper.ids -= set(shared)
            if not paper.ids:
                paper.ids = {self._nameless(row)}
            return
        self._merge(older, paper, "given")

    def _whole(self, paper: _Paper) -> _Paper:
        """The paper that another one went into."""
        return self.paper_of[paper.rows[0]]

    def _clash(self, one: _Paper, other: _Paper) -> bool:
        """Whether two papers have different ids of one scheme, or the user says that they are two."""
        if self.apart and any(self.apart[each] & other.ids for each in one.ids if each in self.apart):
            return True
        schemes = defaultdict(set)
        for each in one.ids:
            schemes[each.partition(":")[0]].add(each)
        for scheme in {each.partition(":")[0] for each in other.ids} & schemes.keys() - {"title", "url"}:
            if not schemes[scheme] & other.ids:
                return True
        return False

    def _merge(self, into: _Paper, paper: _Paper, rule: str) -> None:
        """The second becomes part of the first, or the first of the second where that was listed earlier."""
        if paper.rank < into.rank:
            into, paper = paper, into
        kept = best_id(into.ids | paper.ids)
        joined = into if kept in paper.ids and kept not in into.ids else paper
        for each in joined.ids:
            if rule != "given":
                into.rules[each] = rule
        into.rules |= {each: how for each, how in paper.rules.items() if each not in into.rules}
        into.rows = sorted({*into.rows, *paper.rows})
        into.ids |= paper.ids
        into.titles |= paper.titles
        into.authors |= paper.authors
        into.years = into.years + paper.years
        for source, rows in paper.entries.items():
            into.entries.setdefault(source, []).extend(rows)
        if rule in ("given", "same") and into.years:
            into.years = [set().union(*into.years)]
        for row in paper.rows:
            self.paper_of[row] = into
        for each in paper.ids:
            self.by_id[each] = into

    def by_override(self, same: Iterable[Sequence[str]]) -> None:
        for group in same:
            there = [self._whole(self.by_id[each]) for ids in self._ids_of(group) for each in ids if each in self.by_id]
            for other in there[1:]:
                first = self._whole(there[0])
                if self._whole(other) is not first:
                    self._merge(first, self._whole(other), "same")

    def by_titles(self) -> None:
        titled: dict[str, list[_Paper]] = defaultdict(list)
        for paper in self._distinct():
            for title in paper.titles:
                titled[title].append(paper)
        for title, papers in titled.items():
            if len(papers) < 2:
                continue
            for paper in papers:
                paper.authors = {author for row in paper.rows for author in self.listings[row].authors}
            # First what says the same of its publication, then what may be another form of it.
            for must_agree in (True, False) if any(paper.entries for paper in papers) else (False,):
                self.must_agree = must_agree
                self._by_title(title, papers)

    def _by_title(self, title: str, papers: Sequence[_Paper]) -> None:
        authored = [paper for paper in papers if paper.authors]
        if tells(title):
            self._by_author(authored)
            self._by_initials(authored)
            self._by_title_alone(papers)
        elif title not in OF_MANY:
            self._by_whole_team(authored)
            self._by_publication(authored)

    def _by_author(self, papers: Sequence[_Paper]) -> None:
        with_author: dict[str, list[_Paper]] = defaultdict(list)
        for paper in papers:
            for author in sorted(paper.authors):
                paper = self._whole(paper)
                namesakes = with_author[author]
                for other in [self._whole(each) for each in namesakes[:MOST_NAMESAKES]]:
                    if other is paper:
                        break
                    if self._fit(other, paper):
                        self._merge(other, paper, "title")
                        break
                namesakes.append(self._whole(paper))

    def _by_initials(self, papers: Sequence[_Paper]) -> None:
        """Teams of which one is printed otherwise, mostly with initials."""
        found: list[_Paper] = []
        for paper in papers:
            whole = self._whole(paper)
            for other in map(self._whole, found[:MOST_NAMESAKES]):
                if other is whole:
                    break
                if other.authors.isdisjoint(whole.authors) and self._is_same_but_for_initials(other, whole):
                    self._merge(other, whole, "title")
                    break
            else:
                found.append(whole)

    def _by_whole_team(self, papers: Sequence[_Paper]) -> None:
        """A short title joins papers of about one year whose teams are wholly the same people."""
        by_team: dict[frozenset[str], list[_Paper]] = defaultdict(list)
        for paper in papers:
            whole = self._whole(paper)
            if not whole.years or not any(map(_is_full_name, whole.authors)):
                continue
            same = by_team[frozenset(whole.authors)]
            for other in map(self._whole, same[:MOST_NAMESAKES]):
                if other is whole:
                    break
                if self._fit(other, whole, years=1):
                    self._merge(other, whole, "title")
                    break
            else:
                same.append(whole)

    def _by_publication(self, papers: Sequence[_Paper]) -> None:
        """A short title joins papers whose teams are the same but for initials where they stand in one place."""
        found: list[_Paper] = []
        for paper in papers:
            whole = self._whole(paper)
            if not whole.entries:
                continue
            for other in map(self._whole, found[:MOST_NAMESAKES]):
                if other is whole:
                    break
                if self._are_one_publication(other, whole) and self._is_same_but_for_initials(other, whole):
                    self._merge(other, whole, "title")
                    break
            else:
                found.append(whole)

    def _are_one_publication(self, one: _Paper, other: _Paper) -> bool:
        """Whether entries of each say the same of their publication, and teams are of one size."""
        if len(self._team(one)) != len(self._team(other)):
            return False
        firsts, seconds = (
            [entry for rows in paper.entries.values() for row in rows if (entry := self.listings[row].entry)]
            for paper in (one, other)
        )
        pairs = itertools.islice(itertools.product(firsts, seconds), MOST_NAMESAKES**2)
        return any(are_one_publication(first, second) for first, second in pairs)

    def _is_same_but_for_initials(self, one: _Paper, other: _Paper) -> bool:
        return self._fit(one, other) and is_same_team(self._team(one), self._team(other))

    def _team(self, paper: _Paper) -> list[str]:
        """The names of the longest list of authors."""
        lists = (self.listings[row].authors for row in paper.rows)
        return [author.partition(":")[2] for author in max(lists, key=len)]

    def _by_title_alone(self, papers: Sequence[_Paper]) -> None:
        named = list({id(whole): whole for each in papers if (whole := self._whole(each)).authors}.values())
        found: list[_Paper] = []
        for paper in papers:
            if paper.authors or self._whole(paper) is not paper:
                continue
            wholes = {id(whole): whole for whole in map(self._whole, named[:MOST_NAMESAKES])}
            authored = [other for other in wholes.values() if self._fit(other, paper)]
            alone = (other for other in map(self._whole, found[:MOST_NAMESAKES]) if not other.authors)
            others = authored or [other for other in alone if self._fit(other, paper)][:1]
            if len(others) == 1:
                self._merge(others[0], paper, "title alone")
            else:
                found.append(paper)

    def _fit(self, one: _Paper, other: _Paper, years: int = MOST_YEARS) -> bool:
        given = one.years + other.years
        if one.years and other.years and not _are_near(given, years):
            return False
        return not self._clash(one, other) and not self._are_two_works(one, other)

    def _are_two_works(self, one: _Paper, other: _Paper) -> bool:
        """Whether entries, those of one file or where all must agree any, say different things of their publication."""
        for file, rows in one.entries.items():
            others = other.entries.items() if self.must_agree else [(file, other.entries.get(file, ()))]
            pairs = ((row, to, each == file) for each, tos in others for to in tos[:MOST_NAMESAKES] for row in rows)
            for row, to, is_one_file in itertools.islice(pairs, MOST_NAMESAKES**2):
                first, second = self.listings[row].entry, self.listings[to].entry
                is_copy = is_one_file and first and second and first.key and first.key == second.key
                if first and second and not is_copy and are_two_works(first, second):
                    return True
        return False

    def _distinct(self) -> Iterator[_Paper]:
        seen = set()
        for paper in self.paper_of:
            if id(paper) not in seen:
                seen.add(id(paper))
                yield paper

    def result(self) -> SamePapers:
        names = self._names()
        papers = [names[id(paper)] for paper in self.paper_of]
        ids: dict[tuple[str, str], PaperId] = {}
        for row, listing in enumerate(self.listings):
            paper = self.paper_of[row]
            for each in listing.ids or [self._nameless(row)]:
                if each in paper.ids:
                    for shown in (each.partition("\0")[0], *self._keyed(row)):
                        rule = paper.rules.get(each, "given")
                        known = PaperId(papers[row], shown, rule, listing.source, listing.line)
                        ids.setdefault((papers[row], shown), known)
        return SamePapers(papers, sorted(ids.values()), self.problems)

    def _names(self) -> dict[int, str]:
        """What each paper is called by: its best id, else its address, else its title; no two the same."""
        names: dict[int, str] = {}
        taken: dict[str, _Paper] = {}
        for paper in self._distinct():
            given = best_id(each for each in paper.ids if "\0" not in each)
            name = given or next(name for name in self._made_up(paper, taken) if name not in taken)
            taken[name] = paper
            names[id(paper)] = name
        return names

    def _made_up(self, paper: _Paper, taken: Mapping[str, _Paper]) -> Iterator[str]:
        first = self.listings[paper.rows[0]]
        if address := address_id(first.url):
            yield address
        yield (title := title_id(first.title))
        author = _first_author(first)
        if title in taken and author == _first_author(self.listings[taken[title].rows[0]]):
            yield from (title_id(first.title, mark) for mark in _marks(first)[:2] if mark)
        if author:
            yield (title := title_id(first.title, author))
        for number in itertools.count(2):
            yield f"{title}~{number}"


def _marks(listing: Listed) -> tuple[str, str, str]:
    """What tells a listing from others of its title: its key, its year, its first author."""
    key = listing.entry.key if listing.entry else None
    return key or "", (listing.published or "")[:4], _first_author(listing)


def _first_author(listing: Listed) -> str:
    return listing.authors[0].partition(":")[2] if listing.authors else ""


def _are_near(given: Sequence[set[int]], years: int) -> bool:
    """Whether each gives a year that is at most so many from those of the others."""
    return any(
        all(any(first <= year <= first + years for year in each) for each in given) for first in set().union(*given)
    )


def _is_full_name(author: str) -> bool:
    """Whether a name has more than initials before the family name."""
    return any(len(word) > 1 for word in author.partition(":")[2].split()[:-1]) or not author.isascii()
