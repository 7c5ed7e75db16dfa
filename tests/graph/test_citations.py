"""Who cites the same works, and who is cited together: by hand on small atlases, and against a count in Python."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.graph.extraction import reading_of
from paperatlas.graph.joining import join_readings
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, ReferenceId
from paperatlas.graph.relations import relation
from paperatlas.graph.schema import DEFAULT_MAX_TEAM
from paperatlas.graph.validation import validate
from tests.benchmarks.citations import RELATIONS
from tests.conftest import relations_of

Edges = dict[tuple[str, str], tuple[float, int]]


def tables_of(files: Mapping[str, Iterable[PaperRecord]], spill: Path) -> dict[str, pa.Table]:
    readings = [(source, reading_of(ParsedFile(tuple(records), ()))) for source, records in files.items()]
    tables = relations_of(join_readings(readings).tables, spill, DEFAULT_MAX_TEAM)
    validate(tables)
    return tables


def citing(number: int, *references: str, ids: tuple[str, ...] = ()) -> PaperRecord:
    return PaperRecord(ids=(f"arxiv:2404.{number:05}", *ids), references=references, line=number + 1)


def edges(tables: Mapping[str, pa.Table], name: str) -> Edges:
    rows = tables[name].to_pylist()
    return {(row["source"][-5:], row["target"][-5:]): (row["weight"], row["count"]) for row in rows}


def test_works_that_are_not_in_the_atlas_couple_papers(tmp_path: Path) -> None:
    records = [citing(1, "doi:10.1/a", "doi:10.1/b"), citing(2, "doi:10.1/a", "doi:10.1/b"), citing(3, "doi:10.1/b")]
    tables = tables_of({"a.jsonl": records}, tmp_path)
    # Two papers cite a, which adds 1; three cite b, which adds 1/2.
    assert edges(tables, "coupled_with") == {
        ("00001", "00002"): (1.5, 2),
        ("00001", "00003"): (0.5, 1),
        ("00002", "00003"): (0.5, 1),
    }
    assert len(tables["co_cited_with"]) == len(tables["cites"]) == 0


def test_a_work_outside_that_sources_call_by_other_ids_is_one(tmp_path: Path) -> None:
    several = PaperRecord(
        ids=("arxiv:2404.00001",),
        references=("arxiv:2301.00001", "doi:10.1/b"),
        reference_ids=(ReferenceId("arxiv:2301.00001", "doi:10.1/a"), ReferenceId("doi:10.1/a", "pmid:7")),
        line=2,
    )
    records = [several, citing(2, "doi:10.1/a", "doi:10.1/b"), citing(3, "pmid:7")]
    for order in (records, records[::-1]):
        tables = tables_of({"a.jsonl": order}, tmp_path)
        assert edges(tables, "coupled_with") == {
            ("00001", "00002"): (1.5, 2),
            ("00001", "00003"): (0.5, 1),
            ("00002", "00003"): (0.5, 1),
        }


def test_a_paper_of_the_atlas_is_cited_by_an_id_that_only_who_cites_it_gives(tmp_path: Path) -> None:
    by_its_preprint = PaperRecord(
        ids=("arxiv:2404.00001",),
        references=("arxiv:2301.00001",),
        reference_ids=(ReferenceId("arxiv:2301.00001", "doi:10.1/a"),),
        line=2,
    )
    records = [by_its_preprint, PaperRecord(ids=("doi:10.1/a",), line=1)]
    cites = tables_of({"a.jsonl": records}, tmp_path)["cites"].to_pylist()
    assert [(row["source"], row["target"]) for row in cites] == [("arxiv:2404.00001", "doi:10.1/a")]


def test_ids_of_two_papers_of_the_atlas_do_not_become_one_by_what_others_cite(tmp_path: Path) -> None:
    mistaken = PaperRecord(
        ids=("arxiv:2404.00009",),
        references=("arxiv:2404.00001", "arxiv:2404.00002"),
        reference_ids=(ReferenceId("arxiv:2404.00001", "arxiv:2404.00002"),),
        line=9,
    )
    cites = tables_of({"a.jsonl": [citing(1), citing(2), mistaken]}, tmp_path)["cites"].to_pylist()
    assert [row["target"] for row in cites] == ["arxiv:2404.00001", "arxiv:2404.00002"]


def test_papers_are_cited_together_by_papers_of_the_atlas(tmp_path: Path) -> None:
    one, two, three = "arxiv:2404.00001", "arxiv:2404.00002", "arxiv:2404.00003"
    records = [
        citing(1),
        citing(2),
        citing(3),
        citing(4, one, two, three),
        citing(5, one, two, "doi:10.1/a", "doi:10.1/b"),
    ]
    tables = tables_of({"a.jsonl": records}, tmp_path)
    # The fourth paper cites three works, each tie of which weighs 1/2; the fifth four, two of them not in the atlas.
    assert edges(tables, "co_cited_with") == {
        ("00001", "00002"): (0.833333, 2),
        ("00001", "00003"): (0.5, 1),
        ("00002", "00003"): (0.5, 1),
    }
    assert edges(tables, "coupled_with") == {("00004", "00005"): (2, 2)}


def test_a_work_of_several_ids_is_one(tmp_path: Path) -> None:
    preprint, published = "arxiv:2404.00009", "doi:10.1/nine"
    records = [
        citing(9, ids=(published,)),
        citing(1, preprint, published, published),
        citing(2, published, "doi:10.1/a"),
    ]
    tables = tables_of({"a.jsonl": records}, tmp_path)
    assert edges(tables, "coupled_with") == {("00001", "00002"): (1, 1)}
    assert len(tables["cites"]) == 2
    assert len(tables["co_cited_with"]) == 0  # else the first paper would cite the ninth together with itself


def test_a_paper_that_cites_itself_does_not(tmp_path: Path) -> None:
    one, published = "arxiv:2404.00001", "doi:10.1/one"
    records = [
        citing(1, one, published, "doi:10.1/a", ids=(published,)),
        citing(2, published),
        citing(3, one, "doi:10.1/b"),
    ]
    tables = tables_of({"a.jsonl": records}, tmp_path)
    assert edges(tables, "coupled_with") == {("00002", "00003"): (1, 1)}
    assert len(tables["co_cited_with"]) == 0


def test_references_of_several_listings_are_united(tmp_path: Path) -> None:
    files = {
        "a.jsonl": [citing(1, "doi:10.1/a"), citing(2, "doi:10.1/a", "doi:10.1/b")],
        "b.jsonl": [citing(1, "doi:10.1/b", "doi:10.1/a")],
    }
    tables = tables_of(files, tmp_path)
    assert edges(tables, "coupled_with") == {("00001", "00002"): (2, 2)}
    again = tables_of(dict(reversed(files.items())), tmp_path)
    assert all(tables[name].equals(again[name]) for name in ("cites", "coupled_with", "co_cited_with"))


def test_people_who_cite_their_own_papers_count_as_others(tmp_path: Path) -> None:
    ann = (AuthorRecord("Ann Lee"),)
    records = [
        PaperRecord(ids=(f"arxiv:2404.{number:05}",), authors=ann, references=references)
        for number, references in enumerate([(), ("arxiv:2404.00000",), ("arxiv:2404.00000",)])
    ]
    assert edges(tables_of({"a.jsonl": records}, tmp_path), "coupled_with") == {("00001", "00002"): (1, 1)}


@pytest.mark.parametrize(("papers", "expected"), [(200, 55 + 189 * 10), (201, 0)])
def test_a_work_that_too_many_papers_cite_couples_none(tmp_path: Path, papers: int, expected: int) -> None:
    tables = tables_of({"a.jsonl": [citing(number, "doi:10.1/a") for number in range(papers)]}, tmp_path)
    found = edges(tables, "coupled_with")
    # Of equally strong neighbours the ten first: the eleven first papers have each other, the others ten of them.
    assert len(found) == expected
    assert set(found.values()) == ({(0.005025, 1)} if expected else set())


@pytest.mark.parametrize(("others", "expected"), [(198, {("00001", "00002"): (0.005025, 1)}), (199, {})])
def test_a_paper_that_cites_too_many_works_ties_none(tmp_path: Path, others: int, expected: Edges) -> None:
    references = [f"doi:10.1/{number}" for number in range(others)]
    records = [citing(1), citing(2), citing(3, "arxiv:2404.00001", "arxiv:2404.00002", *references)]
    assert edges(tables_of({"a.jsonl": records}, tmp_path), "co_cited_with") == expected


def test_digests_have_neither(example_tables: dict[str, pa.Table]) -> None:
    assert len(example_tables["coupled_with"]) == len(example_tables["co_cited_with"]) == 0


Listings = Sequence[tuple[str, Sequence[str]]]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 14).map("p{}".format), st.lists(st.sampled_from(
        [*(f"p{number}" for number in range(15)), *(f"q{number}" for number in range(15)), "x", "y", "z"]
    ))), max_size=30)
)  # fmt: skip
def test_every_weight_is_that_of_a_plain_count(listings: Listings) -> None:
    """Papers `p1` are also called `q1`; what is neither is not in the atlas."""
    assert by_relations(listings) == by_counting(listings)


@pytest.mark.parametrize("seed", range(3))
def test_so_it_is_where_groups_are_too_large_and_neighbours_too_many(seed: int) -> None:
    chance = Random(seed)
    works = [f"p{number}" for number in range(260)] + [f"x{number}" for number in range(400)]
    listings = [(f"p{number}", chance.sample(works, chance.choice((0, 3, 20, 200, 201, 202)))) for number in range(260)]
    listings += [(f"p{number}", ["y", "z"] if number < 200 else ["y"]) for number in range(260)]
    found = by_relations(listings)
    assert found == by_counting(listings)
    assert min(len(rows) for rows in found) > 1000


def by_relations(listings: Listings) -> list[list[tuple[Any, ...]]]:
    papers = sorted({paper for paper, _ in listings})
    references = [(number, value) for number, (_, values) in enumerate(listings) for value in values]
    inputs = {
        "listing": pa.table(
            {"listing": range(len(listings)), "paper": pa.array([paper for paper, _ in listings], pa.string())}
        ),
        "listed_reference": pa.table(
            {
                "listing": pa.array([number for number, _ in references], pa.int64()),
                "value": pa.array([value for _, value in references], pa.string()),
            }
        ),
        "paper_ids": pa.table(
            {
                "paper": pa.array([*papers, *papers], pa.string()),
                "id": pa.array([*papers, *(paper.replace("p", "q") for paper in papers)], pa.string()),
            }
        ),
        "papers": pa.table({"id": pa.array(papers, pa.string())}),
        "work_name": pa.schema([("id", pa.string()), ("name", pa.string())]).empty_table(),
    }
    with duckdb.connect() as connection:
        for name, rows in inputs.items():
            connection.register(name, rows)
        for name in RELATIONS:
            connection.register(name, connection.sql(relation(name)).to_arrow_table())
        return [
            connection.sql(f"SELECT * FROM {name}").fetchall() for name in ("cites", "coupled_with", "co_cited_with")
        ]


def by_counting(listings: Listings) -> list[list[tuple[Any, ...]]]:
    papers = {paper for paper, _ in listings}
    cited: dict[str, set[str]] = defaultdict(set)
    for paper, values in listings:
        for value in values:
            known = value.replace("q", "p")
            work = known if known in papers else value
            if work != paper:
                cited[paper].add(work)
    citing_papers: dict[str, set[str]] = defaultdict(set)
    for paper, works in cited.items():
        for work in works:
            citing_papers[work].add(paper)
    cites = sorted((paper, work) for paper, works in cited.items() for work in works & papers)
    coupled = [(len(group), group) for group in citing_papers.values()]
    together = [(len(works), works & papers) for works in cited.values()]
    return [cites, strongest(coupled), strongest(together)]


def strongest(groups: Iterable[tuple[int, set[str]]]) -> list[tuple[str, str, Decimal, int]]:
    weights: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    counts: Counter[tuple[str, str]] = Counter()
    for size, group in groups:
        if 2 <= size <= 200:
            share = Fraction(1, size - 1)
            rounded = (Decimal(share.numerator) / share.denominator).quantize(Decimal("1e-6"), ROUND_HALF_UP)
            for pair in combinations(sorted(group), 2):
                weights[pair] += rounded
                counts[pair] += 1
    neighbours: dict[str, list[tuple[Decimal, str, tuple[str, str]]]] = defaultdict(list)
    for pair, weight in weights.items():
        neighbours[pair[0]].append((-weight, pair[1], pair))
        neighbours[pair[1]].append((-weight, pair[0], pair))
    kept = {pair for of_paper in neighbours.values() for _, _, pair in sorted(of_paper)[:10]}
    return [(*pair, weights[pair], counts[pair]) for pair in sorted(kept)]
