"""People in an atlas: told apart, asked by name and by id, explained, overruled; the same whatever was known before."""

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import paperatlas
from paperatlas import Atlas, AuthorRecord, PaperRecord, Passage, building
from paperatlas.base.errors import NotInAtlas, ProblemsError, UsageError
from paperatlas.cli import main
from paperatlas.directory import AtlasDirectory
from paperatlas.given_records import file_of
from paperatlas.known_people import read_known

PICTURES, PROTEINS = "orcid:0000-0002-1825-0097", "orcid:0000-0001-5109-3700"
OF_PICTURES, OF_PROTEINS = "author:wei zhang~arxiv:2101.00001", "author:wei zhang~arxiv:math%2F0309136"
NAMESAKES = {OF_PICTURES, OF_PROTEINS}


def paper(
    number: str, title: str, authors: Iterable[AuthorRecord | str], published: str, text: str = ""
) -> PaperRecord:
    return PaperRecord(
        ids=(f"arxiv:{number}",),
        title=title,
        authors=tuple(AuthorRecord(each) if isinstance(each, str) else each for each in authors),
        authors_complete=True,
        published=published,
        passages=(Passage("", text, 1),) if text else (),
        trust=3,
        source="papers.jsonl",
        line=int(number[-5:]),
    )


def zhang(orcid: str, *at: str) -> AuthorRecord:
    return AuthorRecord("Wei Zhang", (orcid,), at)


IMAGES = "We study diffusion models for image generation."
FOLDING = "We study protein folding with graph neural networks."
BOX = "Box University"
JANE = ("orcid:0000-0003-1415-9269",)
PAPERS = (
    paper("2101.00001", "Diffusion models for images", [zhang(PICTURES, BOX), "Bo Li"], "2021-01-05", IMAGES),
    paper("2102.00002", "Diffusion models for films", [zhang(PICTURES, BOX), "Bo Li"], "2021-02-05", IMAGES),
    paper("2103.00003", "Diffusion models for sound", [zhang(PICTURES), "Cy Poe"], "2021-03-05", IMAGES),
    paper("math/0309136", "Folding of proteins", [zhang(PROTEINS), "Eva Roe", "Ida Ivy"], "2003-09-05", FOLDING),
    paper("2201.00004", "Folding of longer proteins", [zhang(PROTEINS, "Leaf Lab"), "Eva Roe"], "2022-01-05", FOLDING),
    paper("2202.00005", "Leaves in the wind", [AuthorRecord("Jane Quillfeather", JANE), "Ida Ivy"], "2022-02-05"),
    paper("2203.00006", "Leaves in the rain", [AuthorRecord("J. Quillfeather", JANE)], "2022-03"),
)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Atlas:
    return paperatlas.build(out=tmp_path_factory.mktemp("people") / "atlas", records=PAPERS, jobs=1)


def directory(atlas: Atlas) -> Path:
    return atlas.path.parent.parent


def run(*arguments: str | Path) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def test_people_of_one_name_are_nodes_with_what_tells_them_apart(atlas: Atlas) -> None:
    people = {row["id"]: row for row in atlas.tables["authors"].to_pylist()}
    assert {id_ for id_ in people if id_.startswith("author:wei zhang")} == NAMESAKES
    pictures, proteins = people[OF_PICTURES], people[OF_PROTEINS]
    assert (pictures["name"], pictures["papers"], pictures["ids"]) == ("Wei Zhang", 3, [PICTURES])
    assert (pictures["affiliations"], proteins["affiliations"]) == ([BOX], ["Leaf Lab"])
    assert [proteins[when].isoformat() for when in ("first", "last")] == ["2003-09-05", "2022-01-05"]
    assert pictures["resolved"] is proteins["resolved"] is True
    assert pictures["caption"] == f"Wei Zhang ({pictures['known_for'][0]}; with Bo Li)"
    assert proteins["caption"] == f"Wei Zhang ({proteins['known_for'][0]}; with Eva Roe)"
    assert set(pictures["known_for"]).isdisjoint(proteins["known_for"])
    assert (people["author:bo li"]["caption"], people["author:bo li"]["known_for"]) == ("Bo Li", [])


def test_people_of_several_names_are_one_node(atlas: Atlas) -> None:
    jane = next(row for row in atlas.tables["authors"].to_pylist() if row["id"] == "author:jane quillfeather")
    assert (jane["name"], jane["aliases"], jane["papers"]) == ("Jane Quillfeather", ["J. Quillfeather"], 2)


def test_collaborations_are_between_people(atlas: Atlas) -> None:
    pairs = {(row["source"], row["target"]) for row in atlas.tables["collaborated_with"].to_pylist()}
    assert pairs == {
        ("author:bo li", OF_PICTURES),
        ("author:cy poe", OF_PICTURES),
        ("author:eva roe", OF_PROTEINS),
        ("author:eva roe", "author:ida ivy"),
        ("author:ida ivy", OF_PROTEINS),
        ("author:ida ivy", "author:jane quillfeather"),
    }


@pytest.mark.parametrize(
    ("given", "whose"),
    [
        ("Wei  ZHANG", NAMESAKES),
        ("wei zhang", NAMESAKES),
        (OF_PROTEINS, {OF_PROTEINS}),
        ("author:wei zhang~arxiv:math/0309136", {OF_PROTEINS}),
        ("Wei Zhang ~ 2201.00004", {OF_PROTEINS}),
        ("Wei Zhang ~ 2103.00003", {OF_PICTURES}),
        (PICTURES, {OF_PICTURES}),
        ("https://orcid.org/0000-0001-5109-3700", {OF_PROTEINS}),
        ("J. Quillfeather", {"author:jane quillfeather"}),
        ("Quillfeather ~ 2203.00006", None),
        ("jane quillfeather", {"author:jane quillfeather"}),
        ("orcid:0000-0002-9079-593X", None),
        ("Wei Zhang ~ 2203.00006", None),
    ],
)
def test_a_name_asks_for_all_bearers_an_id_for_one(atlas: Atlas, given: str, whose: set[str] | None) -> None:
    if whose is None:
        with pytest.raises(NotInAtlas):
            atlas.query("papers-of-author", author=given)
        return
    assert {row["author_id"] for row in atlas.query("papers-of-author", author=given)} == whose
    assert {person.id for person in atlas.person(given)} == whose


def test_what_tells_people_apart_is_a_name_too(atlas: Atlas) -> None:
    for person in atlas.person("Wei Zhang"):
        assert [found.id for found in atlas.person(person.caption)] == [person.id]


def test_answers_say_whose_they_are(atlas: Atlas) -> None:
    met = {(row["author_id"], row["id"]) for row in atlas.query("top-collaborators", author="Wei Zhang")}
    assert met == {
        (OF_PICTURES, "author:bo li"),
        (OF_PICTURES, "author:cy poe"),
        (OF_PROTEINS, "author:eva roe"),
        (OF_PROTEINS, "author:ida ivy"),
    }
    together = list(atlas.query("papers-together", author="Wei Zhang", other="Eva Roe"))
    assert {(row["author_id"], row["other_id"]) for row in together} == {(OF_PROTEINS, "author:eva roe")}
    paths = list(atlas.query("shortest-path", author="Wei Zhang", other="J. Quillfeather"))
    assert [(row["length"], row["author_id"]) for row in paths] == [(2, OF_PROTEINS)]
    found = {row["id"]: row["name"] for row in atlas.query("find-authors", word="zhang")}
    assert found == {person.id: person.caption for person in atlas.person("Wei Zhang")}
    assert {row["author_id"] for row in atlas.query("people-to-meet", author="Wei Zhang")} == {OF_PROTEINS}
    assert {row["author_id"] for row in atlas.query("concepts-of-author", author="Wei Zhang")} == NAMESAKES


def test_who_is_not_there_gets_the_nearest_names(atlas: Atlas) -> None:
    with pytest.raises(NotInAtlas, match="did you mean Wei Zhang") as error:
        atlas.person("Wei Zhnag")
    assert error.value.suggestions == ("Wei Zhang",)
    with pytest.raises(UsageError, match="is no name of a person"):
        atlas.person("...")
    assert run("person", "Wei Zhnag", "--atlas", directory(atlas)).exit_code == 2


def test_a_person_is_told_with_reasons(atlas: Atlas) -> None:
    pictures, proteins = atlas.person("Wei Zhang")
    assert (pictures.id, proteins.id) == (OF_PICTURES, OF_PROTEINS)
    assert [each.id for each in pictures.papers] == ["arxiv:2103.00003", "arxiv:2102.00002", "arxiv:2101.00001"]
    assert [(each.name, each.papers) for each in pictures.co_authors] == [("Bo Li", 2), ("Cy Poe", 1)]
    assert [(each.name, each.papers) for each in pictures.spellings] == [("Wei Zhang", 3)]
    (apart,) = (reason for reason in pictures.reasons if reason.evidence.action == "apart")
    assert apart.evidence.other == OF_PROTEINS
    assert f"who is {proteins.caption} ({OF_PROTEINS})" in apart.sentence
    (jane,) = atlas.person("J. Quillfeather")
    joined = [reason for reason in jane.reasons if reason.evidence.action == "joined"]
    assert [reason.evidence.rule for reason in joined] == ["id"]
    assert joined[0].sentence.endswith("a source gives both one id.")


def test_the_command_prints_a_person(atlas: Atlas) -> None:
    printed = run("person", "Wei Zhang", "--atlas", directory(atlas)).stdout
    for person in atlas.person("Wei Zhang"):
        assert f"{person.caption} ({person.id}): {len(person.papers)} papers" in printed
        assert all(reason.sentence in printed for reason in person.reasons)
    told = json.loads(run("person", OF_PROTEINS, "--atlas", directory(atlas), "--format", "json").stdout)
    assert [person["id"] for person in told] == [OF_PROTEINS]
    assert [each["id"] for each in told[0]["papers"]] == ["arxiv:2201.00004", "arxiv:math/0309136"]


def test_every_printed_name_is_somebody(atlas: Atlas) -> None:
    people = atlas.tables["people"].to_pylist()
    assert len(people) == sum(len(each.authors) for each in PAPERS)
    assert {row["person"] for row in people} == set(atlas.tables["authors"]["id"].to_pylist())
    names = {row["name"]: row["persons"] for row in atlas.tables["author_names"].to_pylist()}
    assert (names["author:wei zhang"], names["author:bo li"]) == (2, 1)


def overruled(tmp_path: Path, lines: str, records: Iterable[PaperRecord] = PAPERS, strict: bool = False) -> Atlas:
    overrides = tmp_path / "names.toml"
    overrides.write_text(f"[people]\n{lines}\n", encoding="utf-8")
    return paperatlas.build(out=tmp_path / "atlas", records=records, overrides=overrides, jobs=1, strict=strict)


def test_the_user_parts_what_was_one(tmp_path: Path) -> None:
    before = paperatlas.build(out=tmp_path / "atlas", records=PAPERS, jobs=1)
    assert before.manifest["people_changes"] == {"parted": 0, "joined": 0, "renamed": 0}
    atlas = overruled(tmp_path, 'different = [["Jane Quillfeather ~ 2202.00005", "J. Quillfeather ~ 2203.00006"]]')
    found = {person.id for name in ("Jane Quillfeather", "J. Quillfeather") for person in atlas.person(name)}
    assert found == {"author:jane quillfeather", "author:j quillfeather"}
    assert atlas.manifest["people_changes"] == {"parted": 1, "joined": 0, "renamed": 0}


def test_the_user_parts_a_name(tmp_path: Path) -> None:
    atlas = overruled(tmp_path, 'different = [["Bo Li ~ 2101.00001", "Bo Li ~ 2102.00002"]]')
    one, other = atlas.person("Bo Li")
    assert {one.id, other.id} == {"author:bo li~arxiv:2101.00001", "author:bo li~arxiv:2102.00002"}
    for person in (one, other):
        assert [reason.evidence.rule for reason in person.reasons] == ["told"]
        assert person.reasons[0].sentence.endswith("the overrides say so.")


def test_the_user_joins_what_was_apart(tmp_path: Path) -> None:
    paperatlas.build(out=tmp_path / "atlas", records=PAPERS, jobs=1)
    lines = 'same = [["Bo Li", "Cy Poe ~ 2103.00003"]]'
    atlas = overruled(tmp_path, lines)
    ((one,), (other,)) = atlas.person("Bo Li"), atlas.person("Cy Poe")
    assert one.id == other.id == "author:cy poe"
    assert [spelling.name for spelling in one.spellings] == ["Bo Li", "Cy Poe"]
    assert any(reason.sentence.endswith("the overrides say so.") for reason in one.reasons)
    assert atlas.manifest["people_changes"]["joined"] == 1
    assert atlas.manifest["settings"]["overrides"]["same_people"] == [
        ["author:bo li", "author:cy poe~arxiv:2103.00003"]
    ]
    assert atlas.manifest["unmatched_overrides"] == []


def test_against_an_orcid_the_user_is_followed_and_told(tmp_path: Path) -> None:
    line = 'same = [["Wei Zhang ~ 2101.00001", "Wei Zhang ~ 2201.00004"]]'
    atlas = overruled(tmp_path, line)
    assert {person.id for person in atlas.person("Wei Zhang")} == {"author:wei zhang"}
    (problem,) = (each for each in atlas.problems if "orcid" in each.message.lower())
    assert problem.file == "records.jsonl"
    assert atlas.manifest["problems"] == len(atlas.problems)
    current = atlas.path
    with pytest.raises(ProblemsError, match=r"(?i)orcid"):
        overruled(
            tmp_path, f"{line}\n", records=[*PAPERS, paper("2301.00007", "One more", ["Bo Li"], "2023")], strict=True
        )
    assert Atlas.open(tmp_path / "atlas").path == current


def test_whom_no_paper_has_is_told(tmp_path: Path) -> None:
    atlas = overruled(tmp_path, 'same = [["Eva Row", "Cy Poe"], ["Bo Li ~ 2103.00003", "Cy Poe"]]')
    assert atlas.summary().warnings == (
        "overrides: people.same has 'author:eva row', which stands in no file; did you mean 'author:eva roe'?",
        "overrides: people.same has 'author:bo li~arxiv:2103.00003', a name that the paper is not signed with",
    )


def files(build: Path) -> dict[str, bytes]:
    return {
        path.relative_to(build).as_posix(): path.read_bytes()
        for path in sorted(build.rglob("*"))
        if path.is_file() and not path.name.startswith("graph.kgl")
    }


def many_namesakes() -> list[PaperRecord]:
    """A hundred papers of a common name, of five teams."""
    teams = ["Ann Fathom", "Bert Quill", "Cleo Marsh", "Dora Finch", "Emil Thorn"]
    return [
        paper(
            f"23{1 + at % 12:02}.1{at:04}",
            f"Study {at} of {teams[at % 5].split()[1]}s",
            ["Wei Zhang", teams[at % 5]],
            "2023",
        )
        for at in range(100)
    ]


@pytest.mark.parametrize("joins", ["in memory", "kept"])
def test_the_result_is_the_same_whatever_is_known(joins: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if joins == "kept":
        monkeypatch.setattr(building, "LARGE", 0)
    papers = many_namesakes()
    place = AtlasDirectory(tmp_path / "atlas")
    paperatlas.build(out=place.path, records=papers[:60], jobs=1)
    assert place.kept_joins.exists() == (joins == "kept")
    assert read_known(place.known_people) is not None
    grown = files(paperatlas.build(out=place.path, records=papers, jobs=1).path)
    at_once = files(paperatlas.build(out=tmp_path / "new", records=papers, jobs=2).path)
    assert grown == at_once


def halved(kept: bytes) -> bytes:
    return kept[: len(kept) // 2]


def changed(kept: bytes) -> bytes:
    """With one bit turned in the middle, where the results are."""
    at = len(kept) // 2
    return kept[:at] + bytes([kept[at] ^ 1]) + kept[at + 1 :]


@pytest.fixture(scope="module")
def of_namesakes(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, bytes]]:
    """An atlas of some of the papers, not to be changed, and the files of one of all."""
    root = tmp_path_factory.mktemp("namesakes")
    paperatlas.build(out=root / "some", records=many_namesakes()[:60], jobs=1)
    return root / "some", files(paperatlas.build(out=root / "all", records=many_namesakes(), jobs=1).path)


@pytest.mark.parametrize("damage", [lambda kept: b"", lambda kept: b"junk", halved, changed])
def test_what_is_known_may_be_damaged(
    tmp_path: Path, damage: Callable[[bytes], bytes], of_namesakes: tuple[Path, dict[str, bytes]]
) -> None:
    some, whole = of_namesakes
    shutil.copytree(some, tmp_path / "atlas", symlinks=True)
    place = AtlasDirectory(tmp_path / "atlas")
    place.known_people.write_bytes(damage(place.known_people.read_bytes()))
    assert read_known(place.known_people) is None
    assert files(paperatlas.build(out=place.path, records=many_namesakes(), jobs=1).path) == whole
    assert read_known(place.known_people) is not None


def test_a_damaged_count_of_changes_is_none(tmp_path: Path) -> None:
    atlas = paperatlas.build(out=tmp_path / "atlas", records=PAPERS, jobs=1)
    changes = AtlasDirectory(tmp_path / "atlas").people_changes
    for text in ("[]", '{"build": 1', json.dumps({"build": atlas.path.name, "parted": "many"}), "[" * 100_000):
        changes.write_text(text, encoding="utf-8")
        assert Atlas.open(tmp_path / "atlas").manifest["people_changes"] == {"parted": 0, "joined": 0, "renamed": 0}


def test_a_build_tells_what_became_of_people(tmp_path: Path) -> None:
    out = tmp_path / "atlas"
    paperatlas.build(out=out, records=PAPERS[3:], jobs=1)
    with file_of(PAPERS) as written:
        assert written is not None
        told = run("build", written, "-o", out)
    assert "people since the build before: 0 parted, 0 joined, 1 under another id" in told.stderr
    assert Atlas.open(out).manifest["people_changes"] == {"parted": 0, "joined": 0, "renamed": 1}


def test_reasons_stand_once_and_name_a_co_author_whose_name_several_bear_as_printed(tmp_path: Path) -> None:
    one, other = AuthorRecord("Yu Liu", (PICTURES,)), AuthorRecord("Yu Liu", (PROTEINS,))
    papers = (
        paper("2101.00001", "Diffusion models for images", ["Wei Wang", one, "Zed Quillfeather"], "2021-01-05"),
        paper("2102.00002", "Diffusion models for films", ["Wei Wang", one, "Zed Quillfeather"], "2021-02-05"),
        paper("math/0309136", "Folding of proteins", ["Wei Wang", "Ida Ivy"], "2003-09-05"),
        paper("2103.00003", "Leaves in the wind", [other, "Eva Roe"], "2021-03-05"),
    )
    profiles = paperatlas.build(out=tmp_path / "atlas", records=papers, jobs=1).person("Wei Wang")
    joined = [reason.evidence for each in profiles for reason in each.reasons if reason.evidence.action == "joined"]
    assert [evidence.co_authors for evidence in joined] == [("Zed Quillfeather", "Yu Liu")]
    for each in profiles:
        assert len({reason.sentence for reason in each.reasons}) == len(each.reasons) > 0
