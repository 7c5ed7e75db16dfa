"""The listings of all sources together: which paper each is of, whose title is shown, who of a cut list is who."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.best_titles import is_mangled, is_title
from paperatlas.graph.concepts.overrides import Overrides
from paperatlas.graph.editions import Entry
from paperatlas.graph.identifiers import address_of
from paperatlas.graph.lone_listings import are_lone, ids_of_lone, names_of_lone
from paperatlas.graph.records import MAX_RAW, Problem, Trust
from paperatlas.graph.same_papers import Listed, PaperId, same_papers
from paperatlas.graph.teams import PrintedTeam, renamed

_OF_ENTRIES = ("citation_key", "work_type", "venue", "published", "details")
_COMPARED = ("ids", "title", "url", "authors", "source", "line", "trust", *_OF_ENTRIES)
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


def placed_listings(rows: pa.Table, overrides: Overrides) -> PlacedListings:
    """Finds the paper of each listing.

    Args:
        rows: The listings in their order, with `listing`, their number.
        overrides: What the user says is one paper, or two.
    """
    named = {each for group in (*overrides.same_papers, *overrides.different_papers) for each in group}
    lone = are_lone(rows, named)
    alone = rows.select(["ids", "source", "line"]).filter(pa.array(lone))
    others = rows.select(list(_COMPARED)).filter(pa.array(~lone))
    found = same_papers(_listed(others), overrides.same_papers, overrides.different_papers)
    names, other_names = names_of_lone(alone), pa.array(found.papers, pa.string())
    order = np.argsort(np.concatenate([np.flatnonzero(lone), np.flatnonzero(~lone)]))
    rows = rows.append_column("paper", pa.concat_arrays([names, other_names]).take(order))
    rows = rows.set_column(rows.schema.get_field_index("url"), "url", _addresses(rows))
    rows = rows.append_column("title_rank", pa.array(_title_ranks(rows, ~lone)))
    ids = pa.concat_tables([pa.table(ids_of_lone(alone, names), _IDS), _id_table(found.ids)])
    ids = ids.sort_by([("paper", "ascending"), ("id", "ascending")]).combine_chunks()
    return PlacedListings(_with_people(rows), ids, [*found.problems, *_shared_keys(rows)])


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
    columns = (rows[name].to_pylist() for name in ("citation_key", "paper", "source", "line"))
    for key, paper, source, line in zip(*columns, strict=True):
        if key is None:
            continue
        other, *place = first.setdefault(key.lower(), (paper, source, line))
        if other != paper:
            where = f"{place[0]}:{place[1]}"
            message = (
                f"the citation key {key} is of another paper in {where} ({other}); exports put a letter behind one"
            )
            yield Problem(source, line, "shared-key", message, key[:MAX_RAW])


def _title_ranks(rows: pa.Table, are_compared: np.ndarray) -> np.ndarray:
    """How much is to be said for each listing's title: it is one, it is whole, and its source is trusted.

    Args:
        rows: The listings.
        are_compared: Whether each may have others of its paper.
    """
    titles: dict[str, dict[str, None]] = defaultdict(dict)
    columns = [rows[name].filter(pa.array(are_compared)).to_pylist() for name in ("paper", "printed_title")]
    for paper, title in zip(*columns, strict=True):
        titles[paper][title] = None
    ranks = {
        (paper, title): 100 * is_title(title) + 10 * (not is_mangled(title, [other for other in of if other != title]))
        for paper, of in titles.items()
        if len(of) > 1
        for title in of
    }
    found = np.full(len(rows), 110, np.int64)
    found[are_compared] = [ranks.get(each, 110) for each in zip(*columns, strict=True)]
    found += rows["trust"].to_numpy()
    return found


def _with_people(rows: pa.Table) -> pa.Table:
    """The listings with the names of cut and shortened lists given to the people of whole ones."""
    counts = pc.value_counts(rows["paper"])
    several = pc.filter(counts.field("values"), pc.greater(counts.field("counts"), 1))
    wanted = ["listing", "paper", "authors", "authors_complete", "authors_in_order", "trust"]
    teams = rows.select(wanted).filter(pc.is_in(rows["paper"], several)).to_pylist()
    other = renamed([row["paper"] for row in teams], [_team(row) for row in teams])
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
