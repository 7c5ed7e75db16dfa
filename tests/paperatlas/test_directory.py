"""An atlas on disk: what is open stays, what is left goes, and nothing leads out of it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import paperatlas
from paperatlas import Atlas, AtlasError, OutputError
from paperatlas.building import build_atlas
from paperatlas.directory import AtlasDirectory
from paperatlas.manifest import is_whole
from paperatlas.settings import Settings

NAME = "0123456789abcdef01234567"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory with digests and an atlas of them; not to be changed."""
    from tests.paperatlas.conftest import DIGEST, OTHER_DIGEST

    root = tmp_path_factory.mktemp("built")
    (root / "digests").mkdir()
    (root / "digests" / "2024-04-15.md").write_text(DIGEST, encoding="utf-8")
    (root / "digests" / "2024-04-16.md").write_text(OTHER_DIGEST, encoding="utf-8")
    (root / "digests" / "2024-04-17.md").write_text(DIGEST.replace("Vote: 3", "Vote: lots"), encoding="utf-8")
    build_atlas([root / "digests"], root / "atlas", Settings(), jobs=1)
    return root


@pytest.fixture
def given(built: Path, tmp_path: Path) -> Path:
    """An atlas that somebody gave, with treasures of ours beside it."""
    shutil.copytree(built, tmp_path / "given", symlinks=True)
    treasure(tmp_path / "treasure")
    return tmp_path / "given" / "atlas"


def treasure(root: Path) -> None:
    """Files with names of the kinds that are cleared away in an atlas."""
    for name in (
        f"{NAME}/manifest.json",
        ".staged-0123abcd/tables/papers.parquet",
        f"{NAME}.arrow",
        f"{NAME}-0123456789ab.npz",
        ".paperatlas-0123456789abcdef.part",
        "maps/mine.npz",
        f"maps/{NAME}-0123456789ab.npz",
        "thesis.tex",
    ):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(b"mine")


def files(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def build(atlas: Path, max_team: int = 50) -> Path:
    return build_atlas([atlas.parent / "digests"], atlas, Settings(max_team), jobs=1).build


def replace_by_link(path: Path, target: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)
    path.symlink_to(target)


@pytest.mark.parametrize("part", ["cache", "cache/maps", "builds", "current", ".lock", ".paperatlas"])
@pytest.mark.parametrize("absolute", [True, False])
def test_a_part_that_leads_elsewhere_is_refused_and_nothing_there_is_touched(
    given: Path, tmp_path: Path, part: str, absolute: bool
) -> None:
    far = tmp_path / "treasure"
    before = files(far)
    target = far / "thesis.tex" if part.startswith(".") else far / NAME if part == "current" else far
    replace_by_link(given / part, target if absolute else Path(os.path.relpath(target, (given / part).parent)))
    for team in (2, 3):
        with pytest.raises(AtlasError, match="remove it"):
            build(given, team)
    with pytest.raises(AtlasError, match="remove it"):
        Atlas.open(given)
    assert files(far) == before


@pytest.mark.parametrize(
    "target",
    ["builds", "builds/..", f"builds/../builds/{NAME}", f"x/{NAME}", "hop"],
)
def test_current_leads_to_a_build_and_nowhere_else(given: Path, target: str) -> None:
    (given / "hop").symlink_to((given / "current").readlink())
    (given / "current").unlink()
    (given / "current").symlink_to(target)
    with pytest.raises(AtlasError, match="leads to no build of this atlas; remove it and build the atlas again"):
        Atlas.open(given)
    with pytest.raises(AtlasError, match="leads to no build"):
        build(given)
    (given / "current").unlink()
    Atlas(build(given)).close()


@pytest.mark.parametrize("text", [f"../{NAME}", "/etc", "", "\0", "a" * 10**6])
def test_a_text_for_current_names_a_build_and_nothing_else(given: Path, text: str) -> None:
    (given / "current").unlink()
    (given / "current").write_text(text, encoding="utf-8")
    with pytest.raises(AtlasError, match="leads to no build"):
        Atlas.open(given)


def test_a_build_that_is_a_link_is_none(given: Path, tmp_path: Path) -> None:
    real = (given / "current").resolve()
    real.rename(tmp_path / "treasure" / "build")
    real.symlink_to(tmp_path / "treasure" / "build")
    before = files(tmp_path / "treasure")
    with pytest.raises(AtlasError, match="never finished"):
        Atlas.open(given)
    assert build(given) == given / "builds" / real.name
    assert not real.is_symlink()
    assert files(tmp_path / "treasure") == before


def test_only_what_has_a_name_of_our_own_kind_is_cleared_and_links_are_not_followed(
    given: Path, tmp_path: Path
) -> None:
    far = tmp_path / "treasure"
    outside = files(far)
    foreign = [
        "builds/mine",
        "builds/ABCDEF0123456789ABCDEF01",
        "cache/mine.arrow",
        "cache/maps/mine.npz",
        "builds/x.part",
    ]
    for name in foreign:
        (given / name).parent.mkdir(exist_ok=True)
        (given / name).write_bytes(b"mine")
    links = [
        f"builds/{NAME}",
        "builds/.staged-0123abcd",
        f"cache/{NAME}.arrow",
        "cache/.paperatlas-0123456789abcdef.part",
    ]
    for name in links:
        (given / name).symlink_to(far)
    ours = [f"builds/{'a' * 24}", "builds/.staged-abcd0123"]
    for name in ours:
        (given / name / "tables").mkdir(parents=True)
        (given / name / "tables" / "out").symlink_to(far)
        os.utime(given / name, (0, 0))
    for team in (2, 3):
        build(given, team)
    assert files(far) == outside
    assert all((given / name).read_bytes() == b"mine" for name in foreign)
    assert all((given / name).is_symlink() for name in links)
    assert not any((given / name).exists() for name in ours)


def test_a_first_build_that_fails_takes_away_only_what_is_ours(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text("# Notes", encoding="utf-8")
    atlas = tmp_path / "atlas"
    for name in ("builds/mine", "cache/mine.db", f"cache/maps/{NAME}-0123456789ab.npz", ".paperatlas"):
        (atlas / name).parent.mkdir(parents=True, exist_ok=True)
        (atlas / name).write_bytes(b"")
    (atlas / "cache" / f"{NAME}.arrow").write_bytes(b"")
    with pytest.raises(paperatlas.InputError):
        build_atlas([tmp_path / "notes.md"], atlas, Settings(), jobs=1)
    assert {"builds/mine", "cache/mine.db"} <= files(atlas).keys()
    assert f"cache/{NAME}.arrow" not in files(atlas)


def pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def directory(path: Path) -> None:
    path.unlink()
    path.mkdir()


def link(path: Path) -> None:
    path.rename(path.parent / "moved")
    path.symlink_to("moved")


@pytest.mark.parametrize("name", ["manifest.json", "problems.jsonl", "tables/papers.parquet", "graph.kgl"])
@pytest.mark.parametrize("put", [pipe, directory, link])
def test_what_is_no_plain_file_is_an_error_and_the_next_build_mends_it(
    given: Path, name: str, put: Callable[[Path], None]
) -> None:
    found = (given / "current").resolve()
    whole = files(found)
    put(found / name)
    if put is not directory or name == "manifest.json":
        with pytest.raises(AtlasError, match=r"build the atlas again|never finished"):
            Atlas.open(given)
    build(given)
    with Atlas.open(given) as atlas:
        assert len(atlas.problems) == 1
        assert atlas.query("MATCH (p:Paper) RETURN count(*) AS papers").rows == ((2,),)
    assert (put is directory and name == "graph.kgl") or files(found).keys() == whole.keys()


def edit(manifest: dict[str, Any], path: str, value: Any) -> None:
    *ways, last = path.split("/")
    for way in ways:
        manifest = manifest[way]
    if value is None:
        del manifest[last]
    else:
        manifest[last] = value


@pytest.mark.parametrize(
    "path", ["counts", "counts/papers", "days", "settings", "settings/max_team", "content_id", "inputs", "files"]
)
@pytest.mark.parametrize("value", [None, "text", 1.5, True, [[[]]], {"a": 1}, [1]])
def test_a_manifest_of_other_types_is_an_error(given: Path, path: str, value: Any) -> None:
    file = (given / "current").resolve() / "manifest.json"
    manifest = json.loads(file.read_text(encoding="utf-8"))
    edit(manifest, path, value)
    file.write_text(json.dumps(manifest), encoding="utf-8")
    if (path, value) in (("content_id", "text"), ("files", {"a": 1})):
        Atlas.open(given).close()
    else:
        with pytest.raises(AtlasError, match="build the atlas again"):
            Atlas.open(given)


HOSTILE_JSON = [
    b"[" * 100_000,
    b'{"a":' * 100_000,
    b'{"format": ' + b"9" * 5000 + b"}",
    b'{"format": 1e999}',
    b"\xff\xfe",
    b"",
    b"null",
    b'"\\ud800"',
]


@pytest.mark.parametrize("name", ["manifest.json", "problems.jsonl"])
@pytest.mark.parametrize("data", HOSTILE_JSON, ids=lambda data: repr(data[:12]))
def test_json_that_is_none_of_ours_is_an_error_and_the_next_build_mends_it(given: Path, name: str, data: bytes) -> None:
    file = (given / "current").resolve() / name
    whole = file.read_bytes()
    file.write_bytes(data)
    if data or name == "manifest.json":
        with pytest.raises(AtlasError, match=f"{name}: .*build the atlas again"):
            assert not Atlas.open(given).problems
    assert not is_whole(file.parent)
    if data in (HOSTILE_JSON[0], b""):  # for a build, one that is not whole is like another
        build(given)
        assert file.read_bytes() == whole


@pytest.mark.parametrize(
    "row", [{"line": "1"}, {"file": None}, {"raw": 1}, {"more": 1}, {"line": True}], ids=lambda row: str(row)
)
def test_problems_of_other_types_are_an_error(given: Path, row: dict[str, Any]) -> None:
    file = (given / "current").resolve() / "problems.jsonl"
    problem = json.loads(file.read_text(encoding="utf-8").splitlines()[0])
    file.write_text(json.dumps(problem | row), encoding="utf-8")
    with Atlas.open(given) as atlas, pytest.raises(AtlasError, match=r"problems\.jsonl: .*build the atlas again"):
        assert not atlas.problems


def without_ids(table: pa.Table) -> pa.Table:
    return table.set_column(0, table.schema.field(0).with_nullable(True), pa.nulls(len(table), pa.string()))


def of_texts(table: pa.Table) -> pa.Table:
    return pa.table({name: pa.array(["x"] * len(table)) for name in table.column_names})


def beyond_the_calendar(table: pa.Table) -> pa.Table:
    at = table.column_names.index("date")
    return table.set_column(at, "date", pa.array([2**31 - 1] * len(table), pa.int32()).cast(pa.date32()))


@pytest.mark.parametrize(
    "spoil", [without_ids, of_texts, beyond_the_calendar, lambda table: table.drop_columns(["id"])]
)
def test_a_table_that_does_not_fit_is_an_error(given: Path, spoil: Callable[[pa.Table], pa.Table]) -> None:
    path = (given / "current").resolve() / "tables" / "dates.parquet"
    pq.write_table(spoil(pq.read_table(path)), path)
    with Atlas.open(given) as atlas, pytest.raises(AtlasError, match=r"dates\.parquet: .*build the atlas again"):
        atlas.export(given.parent / "graph.graphml")
    assert not (given.parent / "graph.graphml").exists()


def of_other_columns(reading: pa.Table) -> pa.Table:
    return reading.drop_columns(["title"])


def of_deep_problems(reading: pa.Table) -> pa.Table:
    return reading.replace_schema_metadata({"problems": "[" * 100_000})


def of_odd_problems(reading: pa.Table) -> pa.Table:
    row = {"file": "", "line": "one", "code": "x", "message": "", "raw": ""}
    return reading.replace_schema_metadata({"problems": json.dumps([row])})


def of_no_problems(reading: pa.Table) -> pa.Table:
    return reading.replace_schema_metadata(None)


@pytest.mark.parametrize("spoil", [of_other_columns, of_deep_problems, of_odd_problems, of_no_problems, pipe, link])
def test_a_reading_that_does_not_fit_is_made_again(given: Path, spoil: Callable[[Any], Any]) -> None:
    whole = files((given / "current").resolve() / "tables")
    for path in list((given / "cache").glob("*.arrow")):
        if spoil in (pipe, link):
            spoil(path)
            continue
        with pa.ipc.open_file(path) as source:
            reading = spoil(source.read_all())
        with pa.OSFile(str(path), "wb") as sink, pa.ipc.new_file(sink, reading.schema) as writer:
            writer.write_table(reading)
    shutil.rmtree((given / "current").resolve())
    assert files(build(given) / "tables") == whole


def test_trees_too_deep_for_anything_of_ours_are_an_error_and_no_traceback(given: Path) -> None:
    deep = (given / "current").resolve()
    home = Path.cwd()
    for place in (deep, given / "builds" / ("b" * 24)):
        place.mkdir(exist_ok=True)
        os.chdir(place)
        for _ in range(1100):
            Path("d").mkdir()
            os.chdir("d")
    os.chdir(home)
    with pytest.raises(AtlasError, match="build the atlas again"):
        Atlas.open(given)
    for team in (50, 3):
        build(given, team)
    Atlas.open(given).close()
    subprocess.run(["rm", "-rf", given], check=True)  # pytest would not get it away


@pytest.mark.parametrize("name", ["n" * 300, "a\0b", os.fsdecode(b"\xff\xfe"), "file/atlas"])
def test_a_name_that_can_hold_no_atlas_is_explained(built: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(AtlasError):
        Atlas.open(tmp_path / name)
    with pytest.raises((OutputError, AtlasError)):
        build_atlas([built / "digests"], tmp_path / name, Settings(), jobs=1)
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_an_open_atlas_keeps_its_build_through_any_number_of_builds(given: Path) -> None:
    with Atlas.open(given) as atlas:
        for team in (2, 3, 4, 5):
            build(given, team)
        assert len(list((given / "builds").iterdir())) == 3
        assert atlas.manifest["settings"]["max_team"] == 50
        assert len(atlas.tables["papers"]) == 2
        assert atlas.query("MATCH (p:Paper) RETURN count(*) AS papers").rows == ((2,),)
    build(given, 5)
    assert len(list((given / "builds").iterdir())) == 2
    assert not atlas.path.exists()


def test_an_atlas_that_is_gone_holds_nothing(given: Path) -> None:
    atlas = Atlas.open(given)
    path = atlas.path
    del atlas
    for team in (2, 3):
        build(given, team)
    assert not path.exists()


READER = """
import sys
from paperatlas import Atlas
atlas = Atlas.open(sys.argv[1])
print(atlas.path.name, flush=True)
sys.stdin.readline()
print(len(atlas.tables["papers"]), atlas.query("MATCH (p:Paper) RETURN count(*) AS n").rows[0][0], flush=True)
sys.stdin.readline()
"""


def test_a_reader_in_another_process_keeps_its_build_until_it_dies(given: Path) -> None:
    command = [sys.executable, "-c", READER, str(given)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdin is not None
        assert reader.stdout is not None
        opened = given / "builds" / reader.stdout.readline().strip()
        for team in (2, 3):
            build(given, team)
        reader.stdin.write("\n")
        reader.stdin.flush()
        assert reader.stdout.readline() == "2 2\n"
        assert opened.exists()
        reader.kill()
    build(given, 3)
    assert not opened.exists()


def test_an_atlas_opens_while_its_store_is_made_again(given: Path) -> None:
    made = (given / "current").resolve() / ".paperatlas-0123456789abcdef.part"
    code = """
import itertools, os, sys
for number in itertools.count():
    os.makedirs(sys.argv[1] + "/graph.kgl")
    os.rmdir(sys.argv[1] + "/graph.kgl")
    os.rmdir(sys.argv[1])
    if number == 20:
        print("making", flush=True)
"""
    with subprocess.Popen([sys.executable, "-c", code, str(made)], stdout=subprocess.PIPE, text=True) as maker:
        assert maker.stdout is not None
        assert maker.stdout.readline() == "making\n"
        try:
            for _ in range(1000):
                Atlas.open(given).close()
        finally:
            maker.kill()


def test_an_atlas_opens_while_builds_take_others_away(given: Path) -> None:
    loop = """
import sys
from paperatlas.building import build_atlas
from paperatlas.settings import Settings
for team in range(2, 6):
    build_atlas([sys.argv[1]], sys.argv[2], Settings(team), jobs=1)
"""
    command = [sys.executable, "-c", loop, str(given.parent / "digests"), str(given)]
    opened = 0
    with subprocess.Popen(command) as builder:
        while builder.poll() is None or not opened:
            with Atlas.open(given) as atlas:
                assert len(atlas.tables["papers"]) == 2
            opened += 1
        assert builder.returncode == 0


def test_a_build_that_was_never_published_goes_with_the_next_run(given: Path) -> None:
    current = AtlasDirectory(given).current_build()
    assert current is not None
    for number, letter in enumerate("abc"):
        left = given / "builds" / (letter * 24)
        shutil.copytree(current, left)
        os.utime(left, (number, number))
    (given / "builds" / ".staged-0123abcd" / "tables").mkdir(parents=True)
    (given / "cache" / ".paperatlas-0123456789abcdef.part").write_bytes(b"half")
    assert build(given) == current
    assert {path.name for path in (given / "builds").iterdir()} == {current.name, "c" * 24}
    assert not list((given / "cache").glob(".*"))
