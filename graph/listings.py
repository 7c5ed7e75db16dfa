"""The listings of all sources together: which paper each is of, whose title is shown, who of a cut list is who."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from paperatlas.graph.best_titles import is_mangled, is_title
from paperatlas.graph.concepts.overrides import Overrides
from paperatlas.graph.editions import Entry
from paperatlas.graph.identifiers import address_of
from paperatlas.graph.lone_listings import are_lone, ids_of_lone, names_of_lone
from paperatlas.graph.paper_names import title_key
from paperatlas.graph.records import MAX_RAW, Problem, Trust
from paperatlas.graph.same_papers import Listed, PaperId, same_papers
from paperatlas.graph.teams import PrintedTeam, renamed

_OF_ENTRIES = ("citation_key", "work_type", "venue", "published", "details")
READ_OF_ALL = ("ids", "title_key", "citation_key", "url", "source", "line", "trust")
"""What is read of each listing."""
_IDS = pa.schema([(name, pa.int64() if name == "line" else pa.string()) for name in PaperId._fields])


class PlacedListings(NamedTuple):
    """The listings with the paper that each is of.

    Attributes:
        rows: As given, with `paper`, and `title_rank`: the title of the greatest is shown, the latest of equal ones.
        ids: `paper`, `id`, `rule`, `source`, `line`: every id of each paper.
        problems: Ids that cannot be of one paper, citation keys that are of several.
    """

    rows: pa.Table
    ids: pa.Table
    problems: list[Problem]


class FoundPapers(NamedTuple):
    """The same, where what is compared with nothing is not read wholly.

    Attributes:
        placed: `rows` has the columns that were given.
        compared: Those that may have others of their paper, wholly, with `paper`.
        renamed: Who the names of cut and shortened lists are, by listing and id of the name.
    """

    placed: PlacedListings
    compared: pa.Table
    renamed: Mapping[tuple[int, str], str]


def placed_listings(rows: pa.Table, overrides: Overrides) -> PlacedListings:
    """Finds the paper of each listing.

    Args:
        rows: The listings in their order, with `listing`, their number.
        overrides: What the user says is one paper, or two.
    """
    keyed = rows.append_column("title_key", title_keys(rows["title"]))
    found = found_papers(keyed, lambda are_compared: rows.filter(pa.array(are_compared)), overrides)
    placed = found.placed.rows.drop_columns("title_key")
    return found.placed._replace(rows=with_people(placed, found.renamed))


def found_papers(rows: pa.Table, whole: Callable[[NDArray[np.bool_]], pa.Table], overrides: Overrides) -> FoundPapers:
    """Finds the paper of each listing.

    Args:
        rows: The listings in their order, with `listing`, their number, and what `READ_OF_ALL` names.
        whole: Gives some of them with all columns.
        overrides: What the user says is one paper, or two.
    """
    named = {each for group in (*overrides.same_papers, *overrides.different_papers) for each in group}
    lone = are_lone(rows, named)
    alone = rows.select(["ids", "source", "line"]).filter(pa.array(lone))
    others = whole(~lone)
    found = same_papers(_listed(others), overrides.same_papers, overrides.different_papers)
    names, other_names = names_of_lone(alone), pa.array(found.papers, pa.string())
    order = np.argsort(np.concatenate([np.flatnonzero(lone), np.flatnonzero(~lone)]))
    rows = rows.append_column("paper", pa.concat_arrays([names, other_names]).take(order))
    rows = rows.set_column(rows.schema.get_field_index("url"), "url", _addresses(rows))
    others = others.append_column("paper", other_names)
    rows = rows.append_column("title_rank", pa.array(_title_ranks(rows["trust"].to_numpy(), ~lone, others)))
    ids = pa.concat_tables([pa.table(ids_of_lone(alone, names), _IDS), _id_table(found.ids)])
    ids = ids.sort_by([("paper", "ascending"), ("id", "ascending")]).combine_chunks()
    placed = PlacedListings(rows, ids, [*found.problems, *_shared_keys(rows)])
    return FoundPapers(placed, others, _renamed(others))


def title_keys(titles: pa.ChunkedArray) -> pa.Array:
    """The folded titles."""
    return pa.array(map(title_key, titles.to_pylist()), pa.string())


def _listed(rows: pa.Table) -> list[Listed]:
    lists = rows["authors"].combine_chunks()
    authors = pa.ListArray.from_arrays(lists.offsets, lists.values.field("author")).to_pylist()
    given = (rows[name].to_pylist() for name in ("ids", "title", "url", "published"))
    places = (rows[name].to_pylist() for name in ("source", "line"))
    return [Listed(*each) for each in zip(*given, authors, *places, _entries(rows), strict=True)]


def _id_table(ids: Sequence[PaperId]) -> pa.Table:
    columns = zip(*ids, strict=True) if ids else ([] for _ in PaperId._fields)
    return pa.table([pa.array(values, of.type) for values, of in zip(columns, _IDS, strict=True)], _IDS)


def _addresses(rows: pa.Table) -> pa.ChunkedArray:
    """Where each listing's title leads; where that is not said, where the id of its paper does."""
    is_missing = pc.equal(pc.fill_null(rows["url"], ""), "")
    missing = pa.array(map(address_of, rows["paper"].filter(is_missing).to_pylist()), pa.string())
    return pc.replace_with_mask(rows["url"].combine_chunks(), is_missing.combine_chunks(), missing)


def _entries(rows: pa.Table) -> list[Entry | None]:
    """How each listing was published, of those that are entries of a bibliography."""
    is_entry = pc.equal(rows["trust"], int(Trust.BIBLIOGRAPHY))
    if not pc.any(is_entry).as_py():
        return [None] * len(rows)
    columns = (rows[name].to_pylist() for name in _OF_ENTRIES)
    found = zip(is_entry.to_pylist(), *columns, strict=True)
    return [Entry(*each) if kept else None for kept, *each in found]


def _shared_keys(rows: pa.Table) -> Iterator[Problem]:
    """Citation keys that two papers have; in an export one of them gets a letter."""
    first: dict[str, tuple[str, str, int]] = {}
    with_key = rows.filter(pc.is_valid(rows["citation_key"]))
    columns = (with_key[name].to_pylist() for name in ("citation_key", "paper", "source", "line"))
    for key, paper, source, line in zip(*columns, strict=True):
        other, *place = first.setdefault(key.lower(), (paper, source, line))
        if other != paper:
            where = f"{place[0]}:{place[1]}"
            message = (
                f"the citation key {key} is of another paper in {where} ({other}); exports put a letter behind one"
            )
            yield Problem(source, line, "shared-key", message, key[:MAX_RAW])


def _title_ranks(trust: NDArray[np.int64], are_compared: NDArray[np.bool_], others: pa.Table) -> NDArray[np.int64]:
    """How much is to be said for each listing's title: it is one, it is whole, and its source is trusted.

    Args:
        trust: In the source of each listing.
        are_compared: Whether each may have others of its paper.
        others: Those that may.
    """
    titles: dict[str, dict[str, None]] = defaultdict(dict)
    columns = [others[name].to_pylist() for name in ("paper", "printed_title")]
    for paper, title in zip(*columns, strict=True):
        titles[paper][title] = None
    ranks = {
        (paper, title): 100 * is_title(title) + 10 * (not is_mangled(title, [other for other in of if other != title]))
        for paper, of in titles.items()
        if len(of) > 1
        for title in of
    }
    found = np.full(len(trust), 110, np.int64)
    found[are_compared] = [ranks.get(each, 110) for each in zip(*columns, strict=True)]
    found += trust
    return found


def _renamed(rows: pa.Table) -> Mapping[tuple[int, str], str]:
    """Who of a whole list the names of cut and shortened ones are, by listing and id of the name."""
    counts = pc.value_counts(rows["paper"])
    several = pc.filter(counts.field("values"), pc.greater(counts.field("counts"), 1))
    wanted = ["listing", "paper", "authors", "authors_complete", "authors_in_order", "trust"]
    teams = rows.select(wanted).filter(pc.is_in(rows["paper"], several)).to_pylist()
    return renamed([row["paper"] for row in teams], [_team(row) for row in teams])


def with_people(rows: pa.Table, other: Mapping[tuple[int, str], str]) -> pa.Table:
    """The listings with some authors' ids replaced.

    Args:
        rows: The listings.
        other: What is to be said, by listing and what is said there.
    """
    if not other:
        return rows
    lists = rows["authors"].combine_chunks()
    people = lists.values
    parents = pc.take(rows["listing"].combine_chunks(), pc.list_parent_indices(lists)).to_pylist()
    named = zip(parents, people.field("author").to_pylist(), strict=True)
    authors = pa.array([other.get(key, key[1]) for key in named], pa.string())
    fields = [authors if field.name == "author" else people.field(field.name) for field in people.type]
    struct = pa.StructArray.from_arrays(fields, fields=list(people.type))
    changed = pa.ListArray.from_arrays(lists.offsets, struct)
    return rows.set_column(rows.schema.get_field_index("authors"), rows.schema.field("authors"), changed)


def _team(row: dict[str, Any]) -> PrintedTeam:
    names = [author["name"] for author in row["authors"]]
    authors = [author["author"] for author in row["authors"]]
    rank = 10 * row["trust"] + row["authors_in_order"]
    return PrintedTeam(row["listing"], names, authors, row["authors_complete"] is True, rank)
