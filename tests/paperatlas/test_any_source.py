"""Papers of several sources in one atlas."""

import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

import paperatlas
from paperatlas import AuthorRecord, PaperRecord, Passage
from paperatlas.base.errors import InputError, NotInAtlas, ProblemsError, UsageError
from paperatlas.cli import main

BOXES = PaperRecord(
    ids=("doi:10.1000/182", "arxiv:2404.00001"),
    title="A Title",
    published="2024-04-12",
    authors=(AuthorRecord("Ann Lee", ("orcid:0000-0002-1825-0097",), ("Box University",)), AuthorRecord("Bo Roe")),
    authors_complete=True,
    passages=(Passage("", "We stack boxes with reinforcement learning.", 1),),
    venue="Journal of Boxes",
    references=("doi:10.1000/183",),
    citations=12,
    trust=3,
)
CITED = PaperRecord(ids=("doi:10.1000/183",), title="Boxes Before", authors=(AuthorRecord("Cy Poe"),), published="2020")


def test_records_and_a_digest_are_one_graph(digests: Path, tmp_path: Path) -> None:
    def records() -> Iterator[PaperRecord]:
        yield BOXES
        yield CITED

    atlas = paperatlas.build(digests, tmp_path / "atlas", records=records(), jobs=1)
    (paper,) = atlas.query(
        "MATCH (p:Paper {id: 'arxiv:2404.00001'}) RETURN p.ids AS ids, p.venue AS venue, p.published AS published, "
        "p.time AS time, p.citations AS citations"
    )
    assert paper == {
        "ids": ["arxiv:2404.00001", "doi:10.1000/182"],
        "venue": "Journal of Boxes",
        "published": "2024-04-12",
        "time": "2024-04-15",
        "citations": 12,
    }
    assert [row["id"] for row in atlas.query("references-of", paper="10.1000/182")] == ["doi:10.1000/183"]
    (date,) = atlas.query("MATCH (:Paper {title: 'Boxes Before'})-[:PUBLISHED_ON]->(d:Date) RETURN d.id, d.precision")
    assert tuple(date.values()) == ("2020", "year")
    (author,) = atlas.query(
        "MATCH (a:Author {name: 'Ann Lee'})-[w:AUTHORED]->(p {venue: 'Journal of Boxes'}) "
        "RETURN a.ids, w.affiliations, p.id"
    )
    assert tuple(author.values()) == (["orcid:0000-0002-1825-0097"], ["Box University"], "arxiv:2404.00001")
    assert list(tmp_path.glob("*.jsonl")) == []


def test_check_sees_papers_without_ids_and_under_other_titles(tmp_path: Path) -> None:
    (tmp_path / "a.bib").write_text(
        "@article{a, title={Stacking Boxes With Robot Arms}, author={Lee, Ann}, year=2020}\n"
        "@article{b, title={Boxes}, author={Lee, Ann}, year=2020, doi={10.1000/1}}\n"
        "@article{c, title={Balls}, author={Lee, Ann}, year=2020, doi={10.1000/1}}\n",
        encoding="utf-8",
    )
    report = paperatlas.check(tmp_path)
    assert len(report.listings) == 3
    assert [(problem.line, problem.code) for problem in report.problems] == [(1, "no-id"), (3, "title-differs")]


def test_records_alone_make_an_atlas_that_every_part_takes(tmp_path: Path) -> None:
    atlas = paperatlas.build(out=tmp_path / "atlas", records=[BOXES, CITED], jobs=1)
    assert atlas.summary().days == ("2020", "2024-04-12")
    assert len(atlas.query("papers-of-author", author="Cy Poe")) == 1
    assert len(atlas.query("papers-of-year", year=2020)) == 1
    assert [row["month"] for row in atlas.query("papers-by-month")] == ["2024-04"]
    assert atlas.networkx(view="all").number_of_nodes() > 4
    atlas.export(tmp_path / "graph.graphml")
    page = tmp_path / "page.html"
    atlas.view(page)
    assert "Boxes Before" in page.read_text(encoding="utf-8")


def test_a_paper_shows_its_ids_and_which_source_gives_what(digests: Path, tmp_path: Path) -> None:
    atlas = paperatlas.build(digests, tmp_path / "atlas", records=[BOXES, CITED], jobs=1)
    profile = atlas.paper("https://doi.org/10.1000/182")
    assert (profile.id, profile.venue, profile.time) == ("arxiv:2404.00001", "Journal of Boxes", "2024-04-15")
    assert profile.authors[:2] == ("Ann Lee", "Bo Roe")
    assert {(each.id, each.rule) for each in profile.ids} == {
        ("arxiv:2404.00001", "given"),
        ("doi:10.1000/182", "given"),
    }
    gives = {Path(listing.source).suffix: listing.gives for listing in profile.listings}
    assert gives == {".md": (), ".jsonl": ("published", "title", "venue")}
    with pytest.raises(NotInAtlas, match=r"no paper '10\.1000/184'; did you mean doi:10\.1000/183 \(Boxes Before\)"):
        atlas.paper("10.1000/184")
    with pytest.raises(UsageError, match="'Boxes' is no id or address of a paper"):
        atlas.paper("Boxes")
    shown = CliRunner().invoke(main, ["paper", "2404.00001", "--atlas", str(tmp_path / "atlas")])
    assert shown.exit_code == 0
    assert "doi:10.1000/182" in shown.stdout
    assert "Journal of Boxes" in shown.stdout


def test_the_user_says_which_papers_are_one_or_two(tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('[papers]\nsame = [["https://doi.org/10.1000/183", "10.1000/182"]]\n', encoding="utf-8")
    atlas = paperatlas.build(out=tmp_path / "atlas", records=[BOXES, CITED], overrides=rules, jobs=1)
    assert atlas.tables["papers"]["id"].to_pylist() == ["arxiv:2404.00001"]
    assert "same" in atlas.tables["paper_ids"]["rule"].to_pylist()
    rules.write_text('[papers]\nsame = [["nonsense", "10.1000/182"]]\n', encoding="utf-8")
    with pytest.raises(InputError, match=r"papers\.same: 'nonsense' is no id of a paper"):
        paperatlas.build(out=tmp_path / "atlas", records=[BOXES], overrides=rules, jobs=1)


def test_what_is_no_record_leaves_the_atlas_as_it_was(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"records\[0\] is a str"):
        paperatlas.build(out=tmp_path / "atlas", records=["x"], jobs=1)  # type: ignore[list-item]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("packed", [False, True])
def test_a_big_file_is_read_in_pieces_and_only_where_it_changed(
    packed: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("paperatlas.pieces.PIECE", 20_000)
    lines = [
        json.dumps(
            {"id": f"2404.{number:05}", "categories": ["cs.CL"], "authors": [f"Ann Lee{number}"]}
            | {"title": f"Box {number}", "summary": "We stack boxes with arms. " * 5}
        )
        for number in range(400)
    ]
    file = tmp_path / ("2024-04-16.jsonl.gz" if packed else "2024-04-16.jsonl")

    def write(text: str) -> None:
        file.write_bytes(gzip.compress(text.encode()) if packed else text.encode())

    write("\n".join(lines))
    atlas = paperatlas.build(file, tmp_path / "atlas", jobs=1)
    listings = atlas.tables["listings"].to_pylist()
    assert [(row["paper"], row["line"]) for row in listings] == [
        (f"arxiv:2404.{number:05}", number + 1) for number in range(400)
    ]
    readings = set((tmp_path / "atlas" / "cache").glob("*.arrow"))
    assert len(readings) > 4
    write("\n".join([*lines, lines[0].replace("2404.00000", "2404.09999")]))
    again = paperatlas.build(file, tmp_path / "atlas", jobs=1)
    assert again.tables["papers"].num_rows == 401
    assert len(readings - set((tmp_path / "atlas" / "cache").glob("*.arrow"))) <= 2  # the last two


def test_a_packed_file_that_is_cut_is_a_problem(digests: Path, tmp_path: Path) -> None:
    (digests / "cut.jsonl.gz").write_bytes(gzip.compress(b'{"id": "2404.00001"}' * 1000)[:-20])
    report = paperatlas.check(digests)
    (problem,) = report.problems
    assert (problem.file, problem.code) == ("cut.jsonl.gz", "unreadable-file")
    assert len(report.listings) > 1


def test_problems_of_records_name_their_numbers_and_no_file_of_ours(tmp_path: Path) -> None:
    records = [BOXES, PaperRecord(title="A", ids=("nonsense",)), PaperRecord(title="Half a letter \ud800")]
    atlas = paperatlas.build(records=records, out=tmp_path / "atlas", jobs=1)
    assert [(each.file, each.line, each.code) for each in atlas.problems] == [("records.jsonl", 2, "unreadable-id")]
    assert {row["p.title"] for row in atlas.query("MATCH (p:Paper) RETURN p.title")} == {
        "A Title",
        "A",
        "Half a letter \ufffd",
    }
    with pytest.raises(ProblemsError, match=r"\n<records>:2: ids: this is no id of a paper") as strict:
        paperatlas.build(records=records, out=tmp_path / "strict", jobs=1, strict=True)
    with pytest.raises(InputError, match=r"\n  <records>:1: ids: this is no id") as empty:
        paperatlas.build(records=[PaperRecord(ids=("nonsense",))], out=tmp_path / "empty", jobs=1)
    assert ".paperatlas-" not in f"{strict.value}{empty.value}"


def test_records_beside_a_file_of_their_name_are_built_the_same_again(tmp_path: Path) -> None:
    paperatlas.build(records=[BOXES], out=tmp_path / "one", jobs=1)
    (tmp_path / "records.jsonl").write_text('{"paperatlas": 1, "title": "From a file", "line": 1}\n')
    builds = [
        paperatlas.build(tmp_path / "records.jsonl", tmp_path / "two", records=[BOXES], jobs=1).path.name for _ in "ab"
    ]
    assert builds[0] == builds[1]


@pytest.mark.parametrize(
    "text",
    [
        "% mine\n@misc{a, title = {Boxes}, author = {Lee, Ann}}\n",
        '[{"paper": {"id": "2404.00001", "title": "Boxes", "upvotes": 1}}]',
        "TY  - JOUR\nTI  - Boxes\nER  - \n",
        "PT J\nTI Boxes\nAU Lee, A\nER\n",
        '<?xml version="1.0"?>\n<dblp><article key="journals/x/Lee20"><title>Boxes.</title></article></dblp>',
        "\n- [Boxes](https://arxiv.org/abs/2404.00001)\n",
    ],
)
def test_every_form_is_read_from_standard_input(text: str) -> None:
    result = CliRunner().invoke(main, ["check", "-"], input=text)
    assert "1 listing, " in result.output


def test_a_later_title_that_is_none_or_has_lost_its_backslashes_is_not_shown(tmp_path: Path) -> None:
    heading = "## Daily Papers ({})\n\n### [{}](https://arxiv.org/abs/2404.0000{})\n\nVote: 1\n\n- x\n"
    listed = [r"LLM$\times$Boxes: Simplified", "LLM$\times$Boxes: Simplified", "Boxes", "PDF"]
    for number, title in enumerate(listed):
        day = f"2024-04-{16 + number}"
        (tmp_path / f"{day}.md").write_text(heading.format(day, title, number // 2), encoding="utf-8")
    atlas = paperatlas.build(tmp_path, tmp_path / "atlas", jobs=1)
    assert [*atlas.tables["papers"]["title"].to_pylist()] == ["LLM×Boxes: Simplified", "Boxes"]


def test_any_json_with_addresses_of_papers_has_their_ids_and_printed_votes(tmp_path: Path) -> None:
    votes = [3, "1.2k", "👍 54", "1,234", None, "x", 0]
    address = "https://arxiv.org/abs/2404.0000{}"
    papers = [{"title": f"Boxes {i}", "url": address.format(i), "upvotes": each} for i, each in enumerate(votes)]
    (tmp_path / "papers.json").write_text(json.dumps(papers))
    read = paperatlas.check(tmp_path / "papers.json").listings
    assert [(each.ids, each.votes) for each in read] == [
        ((f"arxiv:2404.0000{i}",), each) for i, each in enumerate([3, 1200, 54, 1234, None, None, 0])
    ]
