"""The papers of the listings in a database that is kept, and what follows: of each listing only what is other now."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from paperatlas.graph.calendar import calendar
from paperatlas.graph.concepts.overrides import Overrides
from paperatlas.graph.joining import OF_TEXT, READ, UNNESTED, of_people, unnested
from paperatlas.graph.listings import READ_OF_ALL, FoundPapers, found_papers, title_keys, with_people
from paperatlas.graph.records import Problem
from paperatlas.graph.relations.differences import KeptTables
from paperatlas.graph.work_names import work_names

KEPT = "kept_listings"
"""The listings as they were read."""
_NUMBER = pa.field("listing", pa.int64())
_KEPT = pa.schema(
    [
        pa.field("file", pa.string()),
        *(field for field in READ if field.name not in OF_TEXT.values()),
        _NUMBER,
        pa.field("title_key", pa.string()),
    ]
)
"""All of a listing but its text, which says of which paper it is and who wrote it."""
_PLACE = pa.schema([("paper", pa.string()), ("title_rank", pa.int64())])
_LISTING = pa.schema([*(field for field in READ if not pa.types.is_list(field.type)), _NUMBER, *_PLACE])
_RENAMED = pa.schema([_NUMBER, ("author", pa.string()), ("other", pa.string())])
_RENAMED_TABLE = "kept_renamed"
"""Who the names of cut and shortened lists are."""


class Placed(NamedTuple):
    """What only shows when all listings are seen together.

    Attributes:
        problems: Ids that cannot be of one paper, citation keys that are of several.
        titles: `paper`, `title`, `source` and `line` of the listings whose paper may have others.
    """

    problems: list[Problem]
    titles: pa.Table


def declare_listings(kept: KeptTables) -> None:
    """Makes the tables of a new database."""
    kept.declare(KEPT, _KEPT)
    kept.declare("listing", _LISTING)
    kept.declare(_RENAMED_TABLE, _RENAMED)
    for name, rows in _of_lists(pa.schema([*READ, _NUMBER]).empty_table()).items():
        kept.declare(name, rows.schema)


def remove_listings(kept: KeptTables, condition: str) -> None:
    """Takes listings away.

    Args:
        kept: The database.
        condition: Which, as SQL of the columns of `KEPT`.
    """
    numbers = f"listing IN (SELECT listing FROM {KEPT} WHERE {condition})"
    for name in ("listing", _RENAMED_TABLE, *UNNESTED, "listed_affiliation", "listed_person_id"):
        kept.remove(name, numbers)
    kept.remove(KEPT, condition)


def append_listings(kept: KeptTables, rows: pa.Table) -> None:
    """Puts listings in, which then need a place.

    Args:
        kept: The database.
        rows: With the columns of readings, `file`, `source` and `listing`, in the order of that.
    """
    kept.append(KEPT, rows.append_column("title_key", title_keys(rows["title"])).select(_KEPT.names))
    for name, values in _of_lists(rows).items():
        kept.append(name, values)


def place_listings(kept: KeptTables, overrides: Overrides) -> Placed:
    """Finds the paper of each listing, and puts in what follows from that."""
    rows = _kept_rows(kept, ", ".join(("listing", *READ_OF_ALL)))

    def whole(are_wanted: NDArray[np.bool_]) -> pa.Table:
        return _whole(kept, rows["listing"].filter(pa.array(are_wanted)))

    found = found_papers(rows, whole, overrides)
    _put_places(kept, found.placed.rows)
    _put_names(kept, found)
    kept.put("given_id", found.placed.ids)
    references = _kept_rows(kept, "reference_ids", "len(reference_ids) > 0")
    kept.put("work_name", work_names(references["reference_ids"], found.placed.ids))
    days, published = (_kept_rows(kept, f"DISTINCT {name}", order=name)[name] for name in ("day", "published"))
    kept.put("calendar", calendar(days, published))
    titles = found.compared.select(["paper", "title", "source", "line"])
    return Placed(found.placed.problems, titles)


def _of_lists(rows: pa.Table) -> dict[str, pa.Table]:
    flat = {name: unnested(rows, column) for name, column in UNNESTED.items()}
    return flat | of_people(flat["listed_author"])


def _kept_rows(kept: KeptTables, columns: str, condition: str = "true", order: str = "listing") -> pa.Table:
    select = f"SELECT {columns} FROM {KEPT} WHERE {condition} ORDER BY {order}"
    rows = kept.connection.sql(select).to_arrow_table()
    return rows.cast(pa.schema([_KEPT.field(name) for name in rows.column_names])).combine_chunks()


def _whole(kept: KeptTables, listings: pa.ChunkedArray) -> pa.Table:
    """Some listings as they were read."""
    with kept.given(pa.table({"listing": listings})):
        return _kept_rows(kept, "* EXCLUDE file", "listing IN (SELECT listing FROM given_rows)")


def _put_places(kept: KeptTables, rows: pa.Table) -> None:
    """Puts the listings in the place of those that are of another paper than they were, or not there yet."""
    with kept.given(rows.select(["listing", "url", *_PLACE.names])):
        kept.connection.execute("""
            CREATE TEMP TABLE places AS
            SELECT given_rows.*
            FROM given_rows LEFT JOIN listing was USING (listing)
            WHERE was.paper IS DISTINCT FROM given_rows.paper
               OR was.title_rank IS DISTINCT FROM given_rows.title_rank
               OR was.url IS DISTINCT FROM given_rows.url
        """)
    if kept.count("SELECT count(*) FROM places"):
        _exchange_placed(kept)
    kept.connection.execute("DROP TABLE places")


def _exchange_placed(kept: KeptTables) -> None:
    kept.remove("listing", "listing IN (SELECT listing FROM places)")
    of_place = ("url", *_PLACE.names)
    columns = ", ".join(f"{'places' if name in of_place else 'kept'}.{name}" for name in _LISTING.names)
    kept.append("listing", f"SELECT {columns} FROM {KEPT} kept JOIN places USING (listing) ORDER BY listing")


def _put_names(kept: KeptTables, found: FoundPapers) -> None:
    """Puts the authors of listings in the place of those that are called otherwise now."""
    renamed = _renamed_table(found.renamed)
    before = kept.connection.sql(f"FROM {_RENAMED_TABLE} ORDER BY ALL").to_arrow_table().cast(_RENAMED)
    changed = {each["listing"] for each in _either(renamed, before)}
    if not changed:
        return
    rows = with_people(_whole(kept, pa.chunked_array([sorted(changed)], pa.int64())), found.renamed)
    authors = unnested(rows, UNNESTED["listed_author"])
    with kept.given(rows.select(["listing"])):
        kept.connection.execute("CREATE TEMP TABLE called AS SELECT listing FROM given_rows")
    for name, values in {"listed_author": authors, **of_people(authors)}.items():
        kept.remove(name, "listing IN (SELECT listing FROM called)")
        kept.append(name, values)
    kept.connection.execute("DROP TABLE called")
    kept.remove(_RENAMED_TABLE, "true")
    kept.append(_RENAMED_TABLE, renamed)


def _renamed_table(renamed: Mapping[tuple[int, str], str]) -> pa.Table:
    rows = sorted((listing, author, other) for (listing, author), other in renamed.items())
    return pa.table([*map(list, zip(*rows, strict=True))] if rows else [[], [], []], _RENAMED)


def _either(one: pa.Table, other: pa.Table) -> list[dict[str, int | str]]:
    """The rows that only one of two tables has."""
    counts = pa.concat_tables([one, other]).group_by(one.column_names).aggregate([([], "count_all")])
    rows: list[dict[str, int | str]] = counts.filter(pc.equal(counts["count_all"], 1)).to_pylist()
    return rows
