"""The relations on small digests whose figures can be worked out by hand."""

import datetime
import math
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from tests.conftest import tables_of_texts

DAY_ONE, DAY_TWO = datetime.date(2024, 4, 15), datetime.date(2024, 4, 16)


def digest(day: str, *entries: str) -> str:
    return f"## Daily Papers ({day})\n\n" + "\n".join(entries)


def paper(number: int, authors: str = "", votes: str = "", summary: str = "", title: str = "") -> str:
    lines = [f"### [{title or f'On {number}'}](https://arxiv.org/abs/2404.{number:05})"]
    lines += [f"Vote: {votes}"] if votes else []
    lines += [f"Authors: {authors}"] if authors else []
    return "\n\n".join([*lines, *(f"- {line}" for line in summary.splitlines())]) + "\n"


def rows(tables: dict[str, pa.Table], name: str, *columns: str) -> list[Any]:
    table = tables[name].select(list(columns)) if columns else tables[name]
    found = [tuple(row.values()) for row in table.to_pylist()]
    return [row[0] for row in found] if len(columns) == 1 else found


def test_listings_of_a_paper_are_merged(tmp_path: Path) -> None:
    first = paper(1, "Ann Lee, +, Bo Roe", "5", "see https://example.org/a", "Old title")
    second = paper(1, "Bo Roe, Cy Poe", "3", "see https://example.org/b", "New title")
    tables = tables_of_texts({"b.md": digest("2024-04-16", second), "a.md": digest("2024-04-15", first)}, tmp_path)
    (merged,) = tables["papers"].to_pylist()
    assert (merged["title"], merged["votes"], merged["authors_complete"]) == ("New title", 5, True)
    assert merged["links"] == ["https://example.org/a", "https://example.org/b"]
    assert merged["published_month"] == "2024-04"
    assert rows(tables, "authored", "source", "listed") == [
        ("author:ann lee", 1),
        ("author:bo roe", 2),
        ("author:cy poe", 3),
    ]
    assert rows(tables, "featured_on", "target", "votes") == [("2024-04-15", 5), ("2024-04-16", 3)]
    assert rows(tables, "listings", "source", "line", "votes") == [("a.md", 3, 5), ("b.md", 3, 3)]
    assert rows(tables, "passages", "number", "text", "source") == [
        (1, "see https://example.org/a", "a.md"),
        (2, "see https://example.org/b", "b.md"),
    ]


def test_listed_twice_on_a_day_is_featured_once_with_the_best_votes(tmp_path: Path) -> None:
    tables = tables_of_texts({"a.md": digest("2024-04-15", paper(1, votes="3"), paper(1, votes="9"))}, tmp_path)
    assert rows(tables, "featured_on", "source", "target", "votes") == [("arxiv:2404.00001", "2024-04-15", 9)]
    assert len(tables["listings"]) == 2


def test_unknown_stays_null(tmp_path: Path) -> None:
    tables = tables_of_texts({"a.md": digest("2024-02-30", paper(1))}, tmp_path)
    (only,) = tables["papers"].to_pylist()
    assert (only["votes"], only["authors_complete"], only["language"], only["image"]) == (None, None, None, None)
    assert (only["links"], len(tables["featured_on"]), len(tables["dates"])) == ([], 0, 0)


def test_calendar_uses_iso_weeks(tmp_path: Path) -> None:
    tables = tables_of_texts({"a.md": digest("2024-12-30", paper(1))}, tmp_path)
    assert rows(tables, "dates") == [("2024-12-30", datetime.date(2024, 12, 30), 2024, "2024-12", "2025-W01", "day", 1)]


def test_an_author_is_named_by_the_most_printed_spelling(tmp_path: Path) -> None:
    texts = {"a.md": digest("2024-04-15", paper(1, "José Roe"), paper(2, "Jose Roe"), paper(3, "Jose Roe, JOSE ROE"))}
    tables = tables_of_texts(texts, tmp_path)
    assert rows(tables, "authors", "id", "name", "caption", "aliases", "papers") == [
        ("author:jose roe", "Jose Roe", "Jose Roe", ["JOSE ROE", "José Roe"], 3)
    ]
    assert rows(tables, "authored", "target", "as_written") == [
        ("arxiv:2404.00001", ["José Roe"]),
        ("arxiv:2404.00002", ["Jose Roe"]),
        ("arxiv:2404.00003", ["Jose Roe", "JOSE ROE"]),
    ]


def test_collaboration_has_newmans_weight(tmp_path: Path) -> None:
    texts = {
        "a.md": digest("2024-04-15", paper(1, "Ann Lee, Bo Roe, Cy Poe, Di Moe")),
        "b.md": digest("2024-04-16", paper(2, "Bo Roe, Ann Lee"), paper(3, "Ann Lee")),
    }
    tables = tables_of_texts(texts, tmp_path)
    edges = {(row[0], row[1]): row[2:] for row in rows(tables, "collaborated_with")}
    assert edges["author:ann lee", "author:bo roe"] == (2, 1.333333, DAY_ONE, DAY_TWO)
    assert edges["author:ann lee", "author:cy poe"] == (1, 0.333333, DAY_ONE, DAY_ONE)
    assert len(edges) == 6


def test_large_teams_make_no_collaborations(tmp_path: Path) -> None:
    team = ", ".join(f"Person {chr(97 + number)}" for number in range(4))
    texts = {"a.md": digest("2024-04-15", paper(1, team))}
    assert len(tables_of_texts(texts, tmp_path, max_team=4)["collaborated_with"]) == 6
    assert len(tables_of_texts(texts, tmp_path, max_team=3)["collaborated_with"]) == 0


@pytest.fixture(scope="module")
def concept_tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    texts = {
        "a.md": digest(
            "2024-04-15",
            paper(1, summary="Latent diffusion models with sparse attention.", title="Zorblax: a study"),
            paper(2, summary="A latent diffusion model and sparse attention.\nSparse attention again."),
        ),
        "b.md": digest("2024-04-16", paper(3, summary="Kernel fusion and sparse attention."), paper(4)),
    }
    return tables_of_texts(texts, tmp_path_factory.mktemp("spill"))


def test_concepts_merge_their_spellings(concept_tables: dict[str, pa.Table]) -> None:
    concepts = {row["id"]: row for row in concept_tables["concepts"].to_pylist()}
    assert concepts["concept:latent diffusion model"]["papers"] == 2
    assert concepts["concept:latent diffusion model"]["aliases"] == ["latent diffusion model"]
    assert concepts["concept:sparse attention"]["name"] == "sparse attention"
    assert concepts["concept:sparse attention"]["first_seen"] == DAY_ONE
    assert concepts["concept:kernel fusion"]["first_seen"] == DAY_TWO
    assert "concept:zorblax" in concepts


def test_mentions_have_weight_count_and_evidence(concept_tables: dict[str, pa.Table]) -> None:
    second = "arxiv:2404.00002"
    mentions = {row[1]: row[2:] for row in rows(concept_tables, "mentions") if row[0] == second}
    assert mentions["concept:sparse attention"][1:] == (2, False)
    assert max(weight for weight, _, _ in mentions.values()) == 1
    assert all(0 < weight <= 1 for weight, _, _ in mentions.values())
    passages = {(row[0], row[1]): row[3] for row in rows(concept_tables, "passages")}
    evidence = [row for row in rows(concept_tables, "mentions_evidence") if row[0] == second]
    texts = [passages[second, passage][start:end] for _, _, passage, start, end in evidence]
    assert sorted(texts) == ["Sparse attention", "latent diffusion model", "sparse attention"]


def test_papers_share_concepts_by_their_rarity(concept_tables: dict[str, pa.Table]) -> None:
    edges = {(row[0], row[1]): row[2:] for row in rows(concept_tables, "shares_concept")}
    both = edges["arxiv:2404.00001", "arxiv:2404.00002"]
    of_two, of_three = round(1 / math.log(2), 6), round(1 / math.log(2**1.5), 6)  # 3 is next to that power
    assert both == (pytest.approx(of_two + of_three, abs=1e-9), ["Latent diffusion models", "sparse attention"], 2)
    assert edges["arxiv:2404.00001", "arxiv:2404.00003"] == (of_three, ["sparse attention"], 1)
    assert len(edges) == 3


def test_ties_leave_out_how_many_papers_there_are(tmp_path: Path) -> None:
    few = digest("2024-04-15", *(paper(number, summary="sparse attention and kernel fusion") for number in range(1, 5)))
    others = digest("2024-04-16", *(paper(number, summary="latent diffusion models") for number in range(100, 160)))
    alone = tables_of_texts({"a.md": few}, tmp_path)
    among = tables_of_texts({"a.md": few, "b.md": others}, tmp_path)
    for table in ("shares_concept", "co_occurs_with"):
        kept = [row for row in rows(among, table) if not row[0].startswith(("arxiv:2404.001", "concept:latent"))]
        assert kept == rows(alone, table)
        assert kept


@pytest.mark.parametrize(("papers", "ties"), [(30, True), (38, True), (39, False), (101, False)])
def test_one_concept_ties_papers_where_few_name_it(papers: int, ties: bool, tmp_path: Path) -> None:
    named = [paper(number, summary="sparse attention", title=f"On {number}") for number in range(1, papers + 1)]
    tables = tables_of_texts({"a.md": digest("2024-04-15", *named)}, tmp_path)
    assert ("concept:sparse attention", papers) in rows(tables, "concepts", "id", "papers")
    assert bool(rows(tables, "shares_concept")) == ties


def test_concepts_that_occur_together_have_a_cosine(concept_tables: dict[str, pa.Table]) -> None:
    expected = 2 / math.sqrt(2 * 3)
    assert rows(concept_tables, "co_occurs_with") == [
        ("concept:latent diffusion model", "concept:sparse attention", 2, round(expected, 6))
    ]
