"""Builds on disk: the same bytes from the same digests, nothing done twice, nothing half-written."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import paperatlas
from paperatlas.base.errors import AtlasError, InputError, OutputError, ProblemsError
from paperatlas.building import BuildReport, build_atlas
from paperatlas.directory import AtlasDirectory
from paperatlas.graph.schema import DEFAULT_MAX_TEAM
from paperatlas.inputs import find_inputs
from paperatlas.pieces import read_piece
from paperatlas.settings import Settings
from tests.conftest import EXAMPLES, REAL_DIGESTS
from tests.harness import unmeasured
from tests.paperatlas.conftest import DIGEST


def build(digests: Path, out: Path, jobs: int = 1, max_team: int = DEFAULT_MAX_TEAM) -> BuildReport:
    return build_atlas([digests], out, Settings(max_team), jobs=jobs)


def content(build_directory: Path) -> dict[str, bytes]:
    """The bytes that are promised to repeat: tables, manifest and problems."""
    files = [path for path in build_directory.rglob("*") if path.is_file() and path.suffix != ".kgl"]
    return {path.relative_to(build_directory).as_posix(): path.read_bytes() for path in files}


@pytest.mark.parametrize(
    "root",
    [EXAMPLES, *([Path(REAL_DIGESTS)] if REAL_DIGESTS else [])],
    ids=["examples", "real"][: 1 + bool(REAL_DIGESTS)],
)
def test_same_bytes_in_any_order_with_any_number_of_jobs(root: Path, tmp_path: Path) -> None:
    files = sorted(root.glob("2*.md"))
    first = build_atlas(files, tmp_path / "first", Settings(), jobs=1)
    second = build_atlas(files[::-1], tmp_path / "second", Settings(), jobs=2)
    third = build_atlas(files[2:] + files[:2], tmp_path / "third", Settings(), jobs=4)
    assert content(first.build) == content(second.build) == content(third.build)
    assert first.build.name == second.build.name == third.build.name


def test_neither_clock_nor_path_is_recorded(digests: Path, tmp_path: Path) -> None:
    report = build(digests, tmp_path / "atlas")
    manifest = (report.build / "manifest.json").read_text(encoding="utf-8")
    assert str(tmp_path) not in manifest
    moved = tmp_path / "elsewhere" / "digests"
    shutil.copytree(digests, moved)
    os.utime(moved / "2024-04-15.md", (0, 0))
    assert content(build(moved, tmp_path / "other").build) == content(report.build)


def test_unchanged_inputs_are_not_read_again(digests: Path, tmp_path: Path) -> None:
    assert build(digests, tmp_path / "atlas").read == 2
    before = content((tmp_path / "atlas" / "current").resolve())
    report = build(digests, tmp_path / "atlas")
    assert (report.changed, report.read) == (False, 0)
    assert content((tmp_path / "atlas" / "current").resolve()) == before


def test_only_a_new_digest_is_read(digests: Path, first_build: Path, tmp_path: Path) -> None:
    (digests / "2024-04-17.md").write_text(DIGEST.replace("2024-04-15", "2024-04-17"), encoding="utf-8")
    report = build(digests, tmp_path / "atlas", jobs=2)
    assert (report.changed, report.read) == (True, 1)
    fresh = build(digests, tmp_path / "fresh")
    assert content(report.build) == content(fresh.build)


def test_a_removed_digest_is_gone(digests: Path, first_build: Path, tmp_path: Path) -> None:
    (digests / "2024-04-16.md").unlink()
    report = build(digests, tmp_path / "atlas")
    assert report.read == 0
    assert paperatlas.Atlas.open(tmp_path / "atlas").tables["dates"]["id"].to_pylist() == ["2024-04-15"]
    assert len(list((tmp_path / "atlas" / "cache").iterdir())) == 1


def test_settings_are_part_of_the_content(digests: Path, first_build: Path, tmp_path: Path) -> None:
    smaller = build(digests, tmp_path / "atlas", max_team=2)
    assert smaller.build != first_build
    manifest = json.loads((smaller.build / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["settings"]["max_team"] == 2
    assert manifest["papers_without_collaborations"] == 1


def test_the_build_before_is_kept_and_older_ones_go(digests: Path, tmp_path: Path) -> None:
    names = [build(digests, tmp_path / "atlas", max_team=size).build.name for size in (10, 20, 30)]
    assert {path.name for path in (tmp_path / "atlas" / "builds").iterdir()} == set(names[1:])


def test_a_reader_keeps_the_build_it_opened(digests: Path, first_build: Path, tmp_path: Path) -> None:
    atlas = paperatlas.Atlas.open(tmp_path / "atlas")
    build(digests, tmp_path / "atlas", max_team=2)
    assert atlas.manifest["settings"]["max_team"] == 50
    assert len(atlas.tables["collaborated_with"]) == 3
    assert atlas.query("MATCH (p:Paper) RETURN count(*) AS papers").rows == ((2,),)


def test_where_there_are_no_links_a_text_file_names_the_build(first_build: Path, tmp_path: Path) -> None:
    current = tmp_path / "atlas" / "current"
    current.unlink()
    current.write_text(first_build.name, encoding="utf-8")
    assert paperatlas.Atlas.open(tmp_path / "atlas").path.name == first_build.name


@pytest.mark.parametrize("name", ["tables/papers.parquet", "manifest.json", "problems.jsonl"])
@pytest.mark.parametrize("damage", [None, b"junk"])
def test_a_damaged_build_is_made_again(
    digests: Path, first_build: Path, tmp_path: Path, name: str, damage: bytes | None
) -> None:
    whole = content(first_build)
    (first_build / name).unlink()
    if damage is not None:
        (first_build / name).write_bytes(damage)
    repaired = build(digests, tmp_path / "atlas")
    assert (repaired.changed, repaired.read) == (True, 0)
    assert content(repaired.build) == whole


def test_a_damaged_reading_is_made_again(digests: Path, first_build: Path, tmp_path: Path) -> None:
    whole = content(first_build)
    for reading in (tmp_path / "atlas" / "cache").iterdir():
        reading.write_bytes(b"ARROW1 but not really")
    (first_build / "manifest.json").unlink()
    assert content(build(digests, tmp_path / "atlas").build) == whole


def test_going_back_to_the_build_before_makes_nothing(digests: Path, first_build: Path, tmp_path: Path) -> None:
    build(digests, tmp_path / "atlas", max_team=2)
    marker = first_build / "manifest.json"
    before = marker.stat().st_mtime_ns
    assert build(digests, tmp_path / "atlas").changed
    assert marker.stat().st_mtime_ns == before
    assert (tmp_path / "atlas" / "current").resolve() == first_build


def test_lines_ends_of_all_kinds_in_a_problem_come_back(digests: Path, tmp_path: Path) -> None:
    (digests / "odd.md").write_bytes(DIGEST.encode() + b"- \xff\xe2\x80\xa8\xc2\x85 x\n")
    atlas = paperatlas.build(digests, tmp_path / "atlas", jobs=1)
    assert [problem.code for problem in atlas.problems] == ["invalid-utf8"]


def test_a_file_that_changes_while_it_is_read_is_an_error(digests: Path, tmp_path: Path) -> None:
    (found, _) = find_inputs([digests]).files
    found.path.write_text("changed", encoding="utf-8")
    with pytest.raises(InputError, match="changed while it was read"):
        read_piece(found.path, found.piece)


def test_modules_in_the_users_directory_are_not_taken_for_ours(
    digests: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "spacy.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert build(digests, tmp_path / "atlas", jobs=2).read == 2


def test_a_first_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Notes", encoding="utf-8")
    with pytest.raises(InputError):
        build(tmp_path / "notes.md", tmp_path / "atlas")
    assert not (tmp_path / "atlas").exists()


def test_strict_builds_nothing_where_there_are_problems(digests: Path, first_build: Path, tmp_path: Path) -> None:
    (digests / "2024-04-17.md").write_text(DIGEST.replace("Vote: 3", "Vote: lots"), encoding="utf-8")
    with pytest.raises(ProblemsError, match=r"2024-04-17\.md:5: votes are a number"):
        build_atlas([digests], tmp_path / "atlas", Settings(), jobs=1, strict=True)
    assert (tmp_path / "atlas" / "current").resolve() == first_build
    build_atlas([digests], tmp_path / "atlas", Settings(), jobs=1)
    with pytest.raises(ProblemsError):
        build_atlas([digests], tmp_path / "atlas", Settings(), jobs=1, strict=True)


def test_two_papers_with_one_id_and_different_titles_are_a_problem(digests: Path, tmp_path: Path) -> None:
    (digests / "2024-04-17.md").write_text(
        DIGEST.replace("2024-04-15", "2024-04-17").replace("Sparse", "Dense"), encoding="utf-8"
    )
    atlas = paperatlas.build(digests, tmp_path / "atlas", jobs=1)
    assert [(problem.file, problem.line, problem.code) for problem in atlas.problems] == [
        ("2024-04-17.md", 3, "title-differs")
    ]
    assert "Dense attention" in atlas.tables["papers"]["title"].to_pylist()


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("empty.md", b"", "the file is empty"),
        ("notes.md", b"# Notes", "no form of papers that is known"),
        ("picture.md", b"\x89PNG\x00", "not UTF-8 text"),
        ("README.md", b"# About", "it holds no papers"),
    ],
)
def test_where_nothing_is_a_digest_the_error_says_why(name: str, data: bytes, message: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=f"no paper in .*\n.*{name}:.*{message}"):
        build(tmp_path / name, tmp_path / "atlas")


def test_what_is_no_digest_in_a_directory_is_a_problem(digests: Path, tmp_path: Path) -> None:
    (digests / "notes.md").write_text("# Notes", encoding="utf-8")
    (digests / "README.md").write_text("# About these digests", encoding="utf-8")
    atlas = paperatlas.build(digests, tmp_path / "atlas", jobs=1)
    assert [(problem.file, problem.code) for problem in atlas.problems] == [("notes.md", "unknown-format")]


def test_digests_without_a_readable_paper_are_an_error_that_says_why(tmp_path: Path) -> None:
    (tmp_path / "cut.md").write_text("## Daily Papers (2024-04-15)\n\n### [Title](https://arx", encoding="utf-8")
    with pytest.raises(InputError, match=r"no paper in 1 file under.*\n  .*cut\.md:3: this heading is no"):
        build(tmp_path / "cut.md", tmp_path / "atlas")


@pytest.mark.parametrize(
    ("content_of", "told"),
    [
        (None, "no list of papers in there"),
        ("notes.docx", "no list of papers in there"),
        ("notes.txt", r"no paper in 1 file [^\n]*\n  .*notes\.txt: skipped, it holds no papers"),
    ],
)
def test_a_directory_without_digests_is_an_error(content_of: str | None, told: str, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    if content_of:
        (tmp_path / "in" / content_of).write_text("text", encoding="utf-8")
    with pytest.raises(InputError, match=told):
        build(tmp_path / "in", tmp_path / "atlas")


def test_a_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"nowhere: there is no such file or directory"):
        build(tmp_path / "nowhere", tmp_path / "atlas")


@pytest.mark.parametrize("name", ["cat.jpg", "builds/release/a.bin", "cache/mine.db", "current"])
def test_a_foreign_directory_is_left_alone(digests: Path, tmp_path: Path, name: str) -> None:
    kept = tmp_path / "project" / name
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"x")
    with pytest.raises(OutputError, match="holds other things than an atlas"):
        build(digests, tmp_path / "project")
    assert [path for path in (tmp_path / "project").rglob("*") if path.is_file()] == [kept]


def test_a_second_build_at_the_same_time_is_refused(digests: Path, first_build: Path, tmp_path: Path) -> None:
    with AtlasDirectory(tmp_path / "atlas").locked(), pytest.raises(AtlasError, match="another build is at work"):
        build(digests, tmp_path / "atlas")


def test_a_file_where_the_atlas_should_be_is_an_error(digests: Path, tmp_path: Path) -> None:
    (tmp_path / "atlas").write_text("x", encoding="utf-8")
    with pytest.raises(OutputError):
        build(digests, tmp_path / "atlas")


# No reading can be written, by this process or another; readings can, and tables can't.
@pytest.mark.parametrize(("size", "jobs"), [(1, "1"), (1, "2"), (2_000, "1")])
def test_a_disk_that_is_full_leaves_the_atlas_as_it_was(
    digests: Path, first_build: Path, tmp_path: Path, size: int, jobs: str
) -> None:
    whole = content(first_build)
    code = (
        "import resource; from paperatlas.__main__ import main\n"
        f"resource.setrlimit(resource.RLIMIT_FSIZE, ({size},) * 2)\nmain()"
    )
    for out in ("atlas", "new"):
        command = ["build", str(digests), "-o", str(tmp_path / out), "--max-team", "2", "--jobs", jobs]
        done = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True, env=unmeasured())
        assert done.returncode == 2
        assert "can't be written (" in done.stderr
        assert "File too large" in done.stderr or "(os error 27)" in done.stderr
        assert "Traceback" not in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["atlas", "digests"]
    assert (tmp_path / "atlas" / "current").resolve() == first_build
    assert [path.name for path in (tmp_path / "atlas" / "builds").iterdir()] == [first_build.name]
    assert content(first_build) == whole


def test_standard_input_leaves_no_file(digests: Path, tmp_path: Path) -> None:
    temporary = tmp_path / "temporary"
    (temporary / ".paperatlas-0123456789abcdef.part").mkdir(parents=True)
    command = [sys.executable, "-m", "paperatlas", "build", "-", "-o", str(tmp_path / "atlas"), "--jobs", "2"]
    text = (digests / "2024-04-15.md").read_bytes()
    subprocess.run(command, input=text, check=True, env={**os.environ, "TMPDIR": str(temporary)})
    assert list(temporary.iterdir()) == []


def test_overrides_are_recorded_by_content(digests: Path, first_build: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('never = ["kernel fusion"]  # a comment', encoding="utf-8")
    told = paperatlas.build(digests, tmp_path / "atlas", overrides=rules, jobs=1)
    assert told.path.name != first_build.name
    assert told.manifest["settings"]["overrides"]["never"] == ["kernel fusion"]
    assert "concept:kernel fusion" not in told.tables["concepts"]["id"].to_pylist()
    moved = tmp_path / "elsewhere.toml"
    moved.write_text('never = [\n"kernel fusion"]\n', encoding="utf-8-sig")
    assert paperatlas.build(digests, tmp_path / "atlas", overrides=moved, jobs=1).path == told.path


@pytest.mark.parametrize(
    "content",
    [b"\xff\xfe", b"never = 1", b"never = " + b"[" * 100_000, b"never = " + b"9" * 5000, None],
    ids=["no-text", "no-list", "deep", "long", "missing"],
)
def test_a_bad_file_of_overrides_builds_nothing(content: bytes | None, digests: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    if content is not None:
        rules.write_bytes(content)
    with pytest.raises(InputError, match=r"rules\.toml: "):
        paperatlas.build(digests, tmp_path / "atlas", overrides=rules, jobs=1)
    assert not (tmp_path / "atlas").exists()


def test_a_vocabulary_is_recorded_by_content(digests: Path, first_build: Path, tmp_path: Path) -> None:
    topics = tmp_path / "topics.csv"
    topics.write_text("sparse attention,attention\n", encoding="utf-8")
    atlas = paperatlas.build(digests, tmp_path / "atlas", vocabulary=topics, jobs=1)
    recorded = atlas.manifest["settings"]["vocabulary"]
    assert recorded == hashlib.sha256(topics.read_bytes()).hexdigest()
    rows = atlas.query("MATCH (c:Concept {name: 'sparse attention'}) RETURN c.broader AS broader").rows
    assert rows == ((["attention"],),)
    assert first_build.name != atlas.path.name


def test_what_is_skipped_is_not_counted_as_read(digests: Path, tmp_path: Path) -> None:
    (digests / "README.md").write_text("no papers")
    report = build_atlas([digests], tmp_path / "atlas", Settings(), jobs=1)
    assert (report.read, len(report.skipped)) == (2, 1)
