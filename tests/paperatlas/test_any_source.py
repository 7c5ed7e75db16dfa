"""Papers of several sources in one atlas."""

import bz2
import gzip
import json
import lzma
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest
from click.testing import CliRunner

import paperatlas
from paperatlas import AuthorRecord, PaperRecord, Passage
from paperatlas.base.errors import InputError, NotInAtlas, ProblemsError, UsageError
from paperatlas.cli import main
from paperatlas.queries.unmatched import warnings

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
    assert atlas.paper("boxes  BEFORE").id == "doi:10.1000/183"
    for wrong in ("Boxes", "Boxes Befor"):
        with pytest.raises(
            NotInAtlas, match=rf"no paper '{wrong}'; did you mean doi:10\.1000/183 \(Boxes Before\)"
        ) as error:
            atlas.paper(wrong)
        assert error.value.suggestions == ("doi:10.1000/183",)
    with pytest.raises(NotInAtlas, match="no paper 'Nothing of the kind'; find-papers finds"):
        atlas.paper("Nothing of the kind")
    shown = CliRunner().invoke(main, ["paper", "2404.00001", "--atlas", str(tmp_path / "atlas")])
    assert shown.exit_code == 0
    assert shown.stdout.splitlines()[1].startswith("2024-04-12, listed on 2024-04-15, Journal of Boxes")
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
    with pytest.raises(UsageError, match=r"records\[0\] is a NoneType"):
        paperatlas.build(out=tmp_path / "atlas", records=[None], jobs=1)  # type: ignore[list-item]
    with pytest.raises(UsageError, match=r"records must be a list of .*, not PaperRecord; a single one goes in bra"):
        paperatlas.build(out=tmp_path / "atlas", records=BOXES, jobs=1)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match=r"records\[0\]\.authors\[0\] must be AuthorRecord, not str: 'Ann Lee'"):
        record = PaperRecord(title="L", authors=("Ann Lee",))  # type: ignore[arg-type]
        paperatlas.build(out=tmp_path / "atlas", records=[record], jobs=1)
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
    told = CliRunner().invoke(main, ["build", str(file), "-o", str(tmp_path / "atlas"), "--jobs", "1"])
    atlas = paperatlas.Atlas.open(tmp_path / "atlas")
    listings = atlas.tables["listings"].to_pylist()
    assert [(row["paper"], row["line"]) for row in listings] == [
        (f"arxiv:2404.{number:05}", number + 1) for number in range(400)
    ]
    readings = set((tmp_path / "atlas" / "cache").glob("*.arrow"))
    assert len(readings) > 4
    assert " read 1 file, 400 papers" in told.stderr
    write("\n".join([*lines, lines[0].replace("2404.00000", "2404.09999")]))
    again = paperatlas.build(file, tmp_path / "atlas", jobs=1)
    assert again.tables["papers"].num_rows == 401
    assert len(readings - set((tmp_path / "atlas" / "cache").glob("*.arrow"))) <= 2  # the last two


PACKERS: dict[str, Callable[[bytes], bytes]] = {
    ".gz": gzip.compress,
    ".bz2": bz2.compress,
    ".xz": lzma.compress,
    ".zst": lambda data: pa.compress(data, "zstd", asbytes=True),
}
RANDOM = random.Random(7)
MANY = "".join(
    json.dumps({"id": f"2405.{number:05}", "title": f"Box {number}", "noise": RANDOM.randbytes(600).hex()}) + "\n"
    for number in range(2_000)
)


@pytest.mark.parametrize("suffix", PACKERS)
def test_of_a_packed_file_that_is_cut_all_before_the_cut_is_read(suffix: str, digests: Path, tmp_path: Path) -> None:
    packed = PACKERS[suffix](MANY.encode())
    file = digests / f"cut.jsonl{suffix}"
    file.write_bytes(packed[: len(packed) // 2])
    report = paperatlas.check(digests)
    told = [(problem.file, problem.code) for problem in report.problems]
    assert told[0] == (file.name, "cut-off")
    assert {code for _, code in told[1:]} <= {"broken-json", "no-authors", "no-date"}
    read = [paper.title for paper in report.listings if paper.source == file.name]
    assert read == [f"Box {number}" for number in range(len(read))]
    least = 300 if suffix == ".bz2" else 900  # it packs 900,000 bytes at once
    assert least < len(read) <= 1_010
    assert [paper.title for paper in paperatlas.parse(file).papers] == read
    assert paperatlas.parse(file).problems[0].code == "cut-off"


@pytest.mark.parametrize("suffix", PACKERS)
def test_a_packed_file_that_is_damaged_at_its_beginning_can_not_be_read(suffix: str, digests: Path) -> None:
    (digests / f"cut.jsonl{suffix}").write_bytes(b"no such thing" * 30)
    report = paperatlas.check(digests)
    assert [(problem.file, problem.code) for problem in report.problems] == [(f"cut.jsonl{suffix}", "unreadable-file")]
    assert len(report.listings) > 1


@pytest.mark.parametrize(
    "content", [b"a,b\rc\n", b"\x80\x04\x95" + bytes(range(256)), b"{", b"[" * 90_000, b"<" * 90_000]
)
def test_a_packed_file_that_holds_something_else_is_skipped(content: bytes, digests: Path) -> None:
    (digests / "atlas.dat.gz").write_bytes(gzip.compress(content))
    assert [Path(file.path).name for file in paperatlas.check(digests).skipped] == ["atlas.dat.gz"]


@pytest.mark.parametrize("suffix", PACKERS)
def test_packed_files_are_read_by_parse_and_from_a_pipe_and_without_a_telling_name(suffix: str, tmp_path: Path) -> None:
    packed = PACKERS[suffix](MANY[:20_000].rpartition("\n")[0].encode())
    (tmp_path / f"part_000{suffix}").write_bytes(packed)
    (tmp_path / f"notes{suffix}").write_bytes(PACKERS[suffix](b"# Notes\n\n- no papers\n"))
    file = tmp_path / f"x.jsonl{suffix}"
    file.write_bytes(packed)
    read = [paper.title for paper in paperatlas.parse(file).papers]
    assert read[:2] == ["Box 0", "Box 1"]
    report = paperatlas.check(tmp_path)
    assert sorted(paper.title for paper in report.listings) == sorted(2 * read)
    assert [Path(skipped.path).name for skipped in report.skipped] == [f"notes{suffix}"]
    result = CliRunner().invoke(main, ["check", "-"], input=packed)
    assert f"{len(read)} listings" in result.stderr + result.stdout


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


def test_more_than_20_megabytes_are_read_from_standard_input() -> None:
    papers = [{"title": f"T {number}", "url": f"https://arxiv.org/abs/2404.{number:05}"} for number in range(30)]
    text = json.dumps({"papers": [paper | {"notes": "x" * 700_000} for paper in papers]})
    assert len(text) > 20_000_000
    assert "30 listings, " in CliRunner().invoke(main, ["check", "-"], input=text).output


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


def test_ids_of_overrides_that_no_file_has_are_told(tmp_path: Path) -> None:
    records = [
        PaperRecord(ids=(each,), title=f"Knots of {each}", published="2024", references=("doi:10.1000/9",))
        for each in ("arxiv:2404.00001", "doi:10.1000/1")
    ]
    overrides = tmp_path / "overrides.toml"
    overrides.write_text(
        "[papers]\n"
        'same = [["arxiv:2404.00001", "doi:10.1000/1"], ["arxiv:2404.00001", "doi:10.1000/8"]]\n'
        'different = [["https://arxiv.org/abs/2404.00001v2", "doi:10.1000/9"]]\n'
    )
    atlas = paperatlas.build(out=tmp_path / "atlas", records=records, overrides=overrides, jobs=1)
    assert list(warnings(atlas.manifest["unmatched_overrides"])) == [
        "overrides: papers.same has 'doi:10.1000/8', which stands in no file",
        "overrides: papers.different has 'doi:10.1000/9', which stands in no file",
    ]


def test_the_longest_of_equally_trusted_lists_of_authors_gives_the_order(tmp_path: Path) -> None:
    title = "{Weaving with Two Hands and a Foot}"
    (tmp_path / "a.bib").write_text(
        f"@article{{a, title={title}, author={{Dao, Tri and Roe, Bo}}, year=2022, doi={{10.1000/1}}}}\n"
    )
    (tmp_path / "b.bib").write_text(
        f"@article{{a, title={title}, author={{Dao, Tri and Fu, Dan and Ermon, Ann and Roe, Bo}}, year=2022,"
        " doi={10.1000/1}}\n"
    )
    atlas = paperatlas.build(tmp_path, tmp_path / "atlas", jobs=1)
    rows = sorted((row["listed"], row["as_written"][0]) for row in atlas.tables["authored"].to_pylist())
    assert [name for _, name in rows] == ["Tri Dao", "Dan Fu", "Ann Ermon", "Bo Roe"]
    atlas.close()
