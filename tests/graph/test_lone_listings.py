"""Listings that share nothing are not compared; what comes out is what comparing all gives."""

from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.graph.concepts.overrides import Overrides
from paperatlas.graph.editions import Entry
from paperatlas.graph.joining import READ
from paperatlas.graph.listings import placed_listings
from paperatlas.graph.paper_names import title_key
from paperatlas.graph.records import Trust
from paperatlas.graph.same_papers import Listed, same_papers

_IDS = ["arxiv:2401.00001", "arxiv:2402.00002", "doi:10.1000/1", "doi:10.1000/2", "doi:10.1000/3"]
_TITLES = [
    "On the Weaving of Looms by Hand",
    "on the weaving of looms by hand!",
    "Preface",
    "A Second Work of the Weavers",
]
_AUTHORS = ["name:ada quux", "name:bo quux", "name:a quux"]
_NAMED = [*_IDS, "key:quux24", "key:lee", f"title:{title_key(_TITLES[0])}"]
_LISTED = ("ids", "title", "url", "published", "authors", "source")
_ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "ids": st.lists(st.sampled_from(_IDS), max_size=2),
            "title": st.sampled_from(_TITLES) | st.text("abc ", min_size=1, max_size=4),
            "url": st.sampled_from([None, "", "https://looms.example/1"]),
            "published": st.sampled_from([None, "2024", "2030-01-02"]),
            "authors": st.lists(st.sampled_from(_AUTHORS), max_size=2, unique=True),
            "citation_key": st.sampled_from([None, "quux24", "lee"]),
            "source": st.sampled_from(["a.md", "b.md"]),
        }
    ),
    max_size=8,
)
_GROUPS = st.lists(st.lists(st.sampled_from(_NAMED), min_size=2, max_size=3, unique=True).map(tuple), max_size=1)


@settings(max_examples=600)
@given(_ROWS, _GROUPS, _GROUPS)
def test_what_is_compared_with_nothing_is_what_it_would_be(
    rows: list[dict[str, Any]],
    same: list[tuple[str, ...]],
    different: list[tuple[str, ...]],
) -> None:
    listings = [
        row
        | {
            "listing": number,
            "line": 10 * number,
            "printed_title": row["title"],
            "authors": [{"name": author, "author": author} for author in row["authors"]],
            "authors_complete": True,
            "authors_in_order": True,
            "details": [],
            "trust": int(Trust.BIBLIOGRAPHY),
        }
        for number, row in enumerate(rows)
    ]
    table = pa.Table.from_pylist(listings, READ.append(pa.field("listing", pa.int64())))
    placed = placed_listings(table, Overrides(same_papers=tuple(same), different_papers=tuple(different)))

    listed = [
        Listed(
            **{name: row[name] for name in _LISTED},
            line=10 * number,
            entry=Entry(row["citation_key"], published=row["published"]),
        )
        for number, row in enumerate(rows)
    ]
    whole = same_papers(listed, same, different)
    assert placed.rows["paper"].to_pylist() == whole.papers
    assert [tuple(row.values()) for row in placed.ids.to_pylist()] == [tuple(each) for each in whole.ids]
    assert [problem for problem in placed.problems if problem.code != "shared-key"] == whole.problems
