"""The papers of a graph as references: what BibTeX, RIS and CSL-JSON are written from.

A paper has the key that the user's bibliography gives it, so that what he wrote still cites it; where sources give
several, the first one, and biblatex is told the others. One without a key has its id, or `lee2020looms`. Keys are
unique in an export, whatever their capitals: the paper whose entry stands first keeps a key, the next one gets a
letter, `lee2020loomsa`.
"""

import itertools
import re
import string
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.base.errors import UsageError
from paperatlas.graph.citation_keys import citation_key
from paperatlas.graph.details import AND_MORE, OTHER_KEYS
from paperatlas.graph.identifiers import address_of
from paperatlas.graph.name_parts import NameParts, listed, parted
from paperatlas.graph.records import KEYWORDS, Trust
from paperatlas.graph.schema import AUTHORED, PAPER
from paperatlas.graph.side_tables import DETAILS, LISTINGS, PASSAGES
from paperatlas.graph.views import View
from paperatlas.graph.whitespace import squeezed
from paperatlas.graph.work_types import PREPRINT, names_preprint_server, place_of

_NO_KEY = re.compile(r"[^\w:./+-]")
_MOST_TRUSTED = max(Trust) + 1
_NOTE = 0
"""The trust in what notes, chats and lists of links say of a paper: it is no abstract."""


class Person(NamedTuple):
    """Somebody as printed, given name first, and what of the name is the family name, where a source says it."""

    name: str
    family: str | None = None

    @property
    def parts(self) -> NameParts:
        """The name as it is cut."""
        return parted(self.name, self.family)


@dataclass(frozen=True, slots=True)
class Reference:
    """A paper as bibliographies have it.

    Attributes:
        id: Of the paper in the graph.
        key: What documents cite it by; no two in an export have the same.
        is_own_key: Whether it is the user's.
        other_keys: What else the user's bibliographies call it by.
        work_type: One of `paperatlas.graph.work_types.WORK_TYPES`; None where no source says it.
        ids: All its ids by scheme, without the scheme.
        title: Plain text.
        url: Empty where there is none.
        published: `2024`, `2024-04` or `2024-04-16`, of the publication where there is a preprint, too; where no source
            says it the year of the arXiv id; else empty.
        venue: Empty where it is not known.
        authors: As printed for this paper, in order.
        is_cut: Whether the list of authors is not whole.
        abstract: The passages of the source that is trusted most and has some, one after the other.
        keywords: As its sources print them.
        details: What else a bibliography says, by the names of `paperatlas.graph.details.DETAILS`.
    """

    id: str
    key: str
    is_own_key: bool
    other_keys: tuple[str, ...]
    work_type: str | None
    ids: Mapping[str, str]
    title: str
    url: str
    published: str
    venue: str
    authors: tuple[Person, ...]
    is_cut: bool
    abstract: str
    keywords: tuple[str, ...]
    details: Mapping[str, str]

    def people(self, role: str) -> tuple[tuple[Person, ...], bool]:
        """The editors or translators, and whether their list is cut."""
        people = [Person(*each) for each in listed(self.details.get(role, ""))]
        return tuple(each for each in people if each.name != AND_MORE), any(each.name == AND_MORE for each in people)

    def own_url(self, *schemes: str) -> str:
        """The address, but for one that only says where an id leads, and that the user's bibliography does not give.

        Args:
            schemes: Of ids that need no address in any bibliography, for they have fields of their own.
        """
        known = self.ids if self.is_own_key else self.ids.keys() & {*schemes}
        of_ids = (address_of(f"{scheme}:{self.ids[scheme]}") for scheme in known)
        return self.details.get("URL") or ("" if self.url in of_ids else self.url)

    def has_only_editors(self) -> bool:
        """Whether those who are its authors in the graph are its editors, as of a volume."""
        is_part = self.work_type is not None and place_of(self.work_type) in ("booktitle", "journal")
        authors, editors = ([each.name for each in people] for people in (self.authors, self.people("editor")[0]))
        return bool(authors) and authors == editors and not is_part  # who edits the whole may write a part

    def joined_keywords(self) -> str:
        """The keywords in one text, between commas, or where one has a comma between semicolons."""
        if not any("," in keyword for keyword in self.keywords):
            return ", ".join(self.keywords)
        return "; ".join(self.keywords) + ";" * (len(self.keywords) == 1)


def references(tables: Mapping[str, pa.Table], view: View) -> Iterator[Reference]:
    """Every paper of a view, in the order of the one file that they come from, else in that of the table.

    Raises:
        UsageError: The view has no papers.
    """
    if PAPER not in view.nodes:
        raise UsageError(f"the view {view.name!r} has no papers to write as references; the views all and papers have")
    authors, keywords, details = _authors(tables), _keywords(tables), _own_details(tables)
    abstracts, dates = _abstracts(tables), _dates_of_publications(tables)
    keys = _Keys(tables)
    columns = ("id", "ids", "title", "url", "published", "year", "venue", "work_type", "authors_complete")
    for row in _rows(_in_order(tables), *columns):
        is_publication = row["id"] in dates and row["work_type"] != PREPRINT
        published = (dates[row["id"]] if is_publication else "") or row["published"] or str(row["year"] or "")
        venue = "" if is_publication and names_preprint_server(row["venue"]) else row["venue"]
        printed = authors.get(row["id"], ())
        title = squeezed(row["title"] or "")
        own = details.get(row["id"], {})
        key = keys.of(row["id"], made_key(row["id"], title, published, printed))
        yield Reference(
            id=row["id"],
            key=key,
            is_own_key=row["id"] in keys.given,
            other_keys=keys.others(row["id"], key, own.get(OTHER_KEYS, "")),
            work_type=row["work_type"],
            ids=dict(each.split(":", 1) for each in row["ids"] or () if ":" in each),
            title=title,
            url=row["url"] or "",
            published=published,
            venue=squeezed(venue or ""),
            authors=printed,
            is_cut=row["authors_complete"] is False,
            abstract=abstracts.get(row["id"], ""),
            keywords=tuple(keywords.get(row["id"], ())),
            details=own,
        )


def _authors(tables: Mapping[str, pa.Table]) -> dict[str, tuple[Person, ...]]:
    """The authors by paper, in the order of its list."""
    found: dict[str, list[tuple[int, Person]]] = defaultdict(list)
    for row in _rows(tables[AUTHORED.table], "source", "target", "listed", "as_written", "family"):
        printed = row["as_written"][0] if row["as_written"] else row["source"].partition(":")[2]
        family = squeezed(row["family"]) if row["family"] else None
        found[row["target"]].append((row["listed"], Person(squeezed(printed), family)))
    return {paper: tuple(person for _, person in sorted(its, key=itemgetter(0))) for paper, its in found.items()}


def _keywords(tables: Mapping[str, pa.Table]) -> dict[str, dict[str, None]]:
    """The keywords by paper, each once."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for row in _rows(tables[PASSAGES.table], "paper", "section", "text"):
        if row["section"] == KEYWORDS:
            found[row["paper"]].update(dict.fromkeys(filter(None, map(squeezed, row["text"].split(";")))))
    return found


def _own_details(tables: Mapping[str, pa.Table]) -> dict[str, dict[str, str]]:
    """The details by paper and name; further keys, of which several bibliographies may have some, together."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in _rows(tables[DETAILS.table], "paper", "name", "value"):
        said, name = found[row["paper"]], row["name"]
        said[name] = f"{said[name]},{row['value']}" if name == OTHER_KEYS and name in said else row["value"]
    return found


def _dates_of_publications(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """The dates of the papers that are listed as preprints, too, as those say it who tell what they are.

    That is the user's bibliography, else a service; of these the most exact date, of equals the first.
    """
    listings = tables[LISTINGS.table]
    preprints = set(listings.filter(pc.equal(listings["work_type"], PREPRINT))["paper"].to_pylist())
    if not preprints:
        return {}
    papers = tables[PAPER.table]
    types = dict(zip(papers["id"].to_pylist(), papers["work_type"].to_pylist(), strict=True))
    found = dict.fromkeys(sorted(preprints), "")
    ranks: dict[str, tuple[int, int]] = {}
    for row in _rows(listings, "paper", "published", "work_type", "trust"):
        paper, date = row["paper"], row["published"]
        if paper in preprints and date and row["work_type"] == types.get(paper):
            rank = (_MOST_TRUSTED if row["trust"] == Trust.BIBLIOGRAPHY else row["trust"], len(date))
            if rank > ranks.get(paper, (0, 0)):
                found[paper], ranks[paper] = date, rank
    return found


def _in_order(tables: Mapping[str, pa.Table]) -> pa.Table:
    """The papers in the order of the file, where a single one lists them all."""
    papers, listings = tables[PAPER.table], tables[LISTINGS.table]
    if len(listings["source"].unique()) != 1:
        return papers
    first = listings.group_by("paper").aggregate([("line", "min")])
    places = pc.take(first["line_min"], pc.index_in(papers["id"], first["paper"].combine_chunks()))
    order = pa.table({"line": places, "id": papers["id"]})
    return papers.take(pc.sort_indices(order, [("line", "ascending"), ("id", "ascending")]))


def _abstracts(tables: Mapping[str, pa.Table]) -> dict[str, str]:
    """The abstracts by paper, each of the most trusted source; what notes say of a paper is none."""
    trust: dict[tuple[str, str], int] = {}
    for row in _rows(tables[LISTINGS.table], "paper", "source", "trust", "authors", "votes"):
        place = (row["paper"], row["source"])
        is_note = row["trust"] == Trust.LIST and not row["authors"] and row["votes"] is None
        trust[place] = max(_NOTE if is_note else row["trust"], trust.get(place, _NOTE))
    texts: dict[str, dict[tuple[int, str], list[str]]] = defaultdict(dict)
    for row in _rows(tables[PASSAGES.table], "paper", "section", "text", "source"):
        trusted = trust.get((row["paper"], row["source"]), Trust.LIST)
        if row["section"] != KEYWORDS and trusted != _NOTE:
            texts[row["paper"]].setdefault((trusted, row["source"]), []).append(squeezed(row["text"]))
    best = {paper: max(sources, key=itemgetter(0)) for paper, sources in texts.items()}
    return {paper: " ".join(texts[paper][source]) for paper, source in best.items()}


class _Keys:
    """The citation keys of an export, each of one paper.

    Attributes:
        given: The user's keys, by the id of the paper.
    """

    def __init__(self, tables: Mapping[str, pa.Table]) -> None:
        rows = _rows(tables[PAPER.table], "id", "citation_key")
        self.given = {row["id"]: key for row in rows if (key := row["citation_key"]) and is_key(key)}
        self._of_user = {key.lower() for key in self.given.values()}
        self._taken: set[str] = set()
        self._letters: dict[str, Iterator[str]] = {}
        self._listed: dict[str, dict[str, None]] = defaultdict(dict)
        places: list[tuple[str, int, str, str]] = []
        for row in _rows(tables[LISTINGS.table], "paper", "citation_key", "source", "line"):
            if (key := row["citation_key"]) and is_key(key):
                self._listed[row["paper"]][key] = None
                if self.given.get(row["paper"]) == key:
                    places.append((row["source"], row["line"], row["paper"], key.lower()))
        self._first: dict[str, str] = {}
        """The paper that keeps a key: the one whose entry stands first."""
        for _, _, paper, key in sorted(places):
            self._first.setdefault(key, paper)
        for paper, key in self.given.items():
            self._first.setdefault(key.lower(), paper)

    def of(self, paper: str, made: str) -> str:
        """The key of the next paper: the user's, else the one that is made for it."""
        key: str = self.given.get(paper, made)
        keeps = paper in self.given and self._first[key.lower()] == paper
        if not keeps and not self._is_free(key):
            letters = self._letters.setdefault(key.lower(), _letters())
            key = next(each for letter in letters if self._is_free(each := f"{key}{letter}"))
        self._taken.add(key.lower())
        return key

    def others(self, paper: str, key: str, told: str) -> tuple[str, ...]:
        """What else the paper is called by, and no other paper is."""
        named = [*self._listed.get(paper, ()), *filter(is_key, told.split(","))]
        found = tuple(dict.fromkeys(each for each in named if each != key and self._is_free(each)))
        self._taken.update(each.lower() for each in found)
        return found

    def _is_free(self, key: str) -> bool:
        return key.lower() not in self._taken and key.lower() not in self._of_user


def _letters() -> Iterator[str]:
    """a, b, ..., z, aa, ab, and so on."""
    for size in itertools.count(1):
        yield from map("".join, itertools.product(string.ascii_lowercase, repeat=size))


def is_key(text: str) -> bool:
    """Whether a text can be a key in BibTeX. An atlas may come from somebody else: no key may end its entry."""
    return citation_key(text) == text


def made_key(paper: str, title: str, published: str, authors: Sequence[Person]) -> str:
    """The key of a paper that has none: its id; author, year and the title's first long word where that is no id.

    >>> made_key("doi:10.1000/182", "Looms", "2020", ())
    'doi:10.1000/182'
    >>> made_key("title:on looms", "On looms", "2020", [Person("Ann Lee")])
    'lee2020looms'
    >>> made_key("title:深度学习综述", "深度学习综述", "2020", [Person("李 明")])
    'title:深度学习综述'
    """
    if paper.partition(":")[0] not in ("url", "title"):
        return _NO_KEY.sub("-", paper)
    family = authors[0].parts.family if authors else ""
    words = [word for word in re.findall(r"\w+", title) if len(word) > 3] or [title]
    plain = unicodedata.normalize("NFKD", f"{family}{published[:4]}{words[0]}")
    key = re.sub(r"[^a-z0-9]", "", plain.lower())
    return key if any(map(str.isalpha, key)) else _NO_KEY.sub("-", paper)


def _rows(rows: pa.Table, *columns: str) -> Iterator[Mapping[str, Any]]:
    for batch in rows.select(columns).to_batches(max_chunksize=4096):
        yield from batch.to_pylist()
