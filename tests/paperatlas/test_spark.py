"""An atlas that Spark made has the rows of one that DuckDB made, and opens like any other."""

import csv
import json
import os
import shlex
import socket
import subprocess
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import paperatlas
from paperatlas.base.errors import AtlasError, UsageError
from paperatlas.graph.schema import EDGES, NODES
from paperatlas.graph.views import VIEWS
from paperatlas.loaders.neo4j import bulk
from paperatlas.loaders.neo4j.chunks import table_of
from paperatlas.loaders.neo4j.server import Server
from paperatlas.spark_session import ENDED
from paperatlas.spark_target import local_path
from tests.conftest import EXAMPLES
from tests.loaders.neo4j.graphs import loadable_hostile_tables, rows_of, rows_on
from tests.neo4j_servers import OLDEST, Neo4jProcess, empty
from tests.spark import spark_environment, without_spark

# One paper in three files, by its title; one id on two papers; namesakes; a name in another language; a broken file;
# works of one title in one file; a short title of one team.
BIBTEX = """\
@article{a, title={Alignment of {Chromium} and Other Oddities in Large Models},
  author={Ann Lee and Bo Li and Roe Poe, C. and {World Bank}}, year={2024}, doi={10.1000/182}, volume={7}, note={Of 2}}
@article{b, title={A Second Look at Everything That Was Said Before}, author={Bo Li and Wei Zhang}, year={2023}}
@inproceedings{c1, title={Spinning Yarn on Ring Frames Again}, author={Cy Poe}, booktitle={Looms Meeting}, year=2020}
@article{c2, title={Spinning Yarn on Ring Frames Again}, author={Cy Poe}, journal={Journal of Yarn}, year=2021}
@phdthesis{c3, title={Spinning Yarn on Ring Frames Again}, author={Cy Poe}, school={Ghent}, year=2021}
@misc{c4, title={Spinning Yarn on Ring Frames Again}, author={Cy Poe}, year=2020}
@article{d1, title={Box Nets}, author={Ann Lee and Cy Poe}, journal={Boxes}, year=2020, doi={10.1000/183}}
"""
CSL = [
    {
        "id": "x",
        "type": "article",
        "title": "Alignment of Chromium and other oddities in large models",
        "author": [{"given": "Ann", "family": "Lee"}, {"given": "Bo", "family": "Li"}, "Cy Roe Poe", "World Bank"],
        "issued": {"date-parts": [[2024, 4]]},
    },
    {
        "id": "b",
        "type": "article",
        "DOI": "10.1000/182",
        "title": "Something else under the same id of all the papers",
        "author": [{"given": "Wei", "family": "Zhang"}],
        "issued": {"date-parts": [[2019]]},
    },
    {
        "id": "box",
        "type": "article",
        "URL": "https://arxiv.org/abs/2004.09001",
        "title": "Box Nets",
        "author": [{"given": "Ann", "family": "Lee"}, {"given": "Cy", "family": "Poe"}],
        "issued": {"date-parts": [[2020]]},
    },
]
OVERRIDES = """\
same = [["LoRA", "low-rank adaptation"]]
always = ["oddities"]
never = ["weaving of 3 kinds", "low-rank adaptatoin"]
different = [["diffusion of rumours", "Chromium"]]
[papers]
same = [["arxiv:2404.09001", "doi:10.1000/nowhere"], ["key:c2", "title:Spinning Yarn on Ring Frames Again ~ c3"]]
different = [["key:c1", "title:spinning yarn on ring frames again~c4"], ["key:c1", "key:nowhere"]]
[people]
different = [["Wei Zhang ~ doi:10.1000/182", "Bo Li ~ doi:10.1000/182"], ["Ann Leee", "Bo Lee ~ doi:10.1000/182"]]
"""


def run(*arguments: str, environment: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    command = [sys.executable, "-m", "paperatlas", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("inputs")
    for path in EXAMPLES.glob("*.md"):
        (directory / path.name).write_bytes(path.read_bytes())
    (directory / "papers.bib").write_text(BIBTEX)
    (directory / "papers.json").write_text(json.dumps(CSL))
    with (directory / "pieces.jsonl").open("w") as file:  # of two pieces, each without authors
        for number in range(1, 13):
            title = f"Weaving of {number} Kinds of Carpets"
            versions = [{"version": "v1", "created": "Tue, 16 Apr 2024 08:00:00 GMT"}]
            record = {"id": f"2404.{9_000 + number:05}", "title": title, "versions": versions, "notes": "x" * 900_000}
            file.write(json.dumps(record) + "\n")
    (directory / "2024-05-01.md").write_bytes(b"\xff\xfe\x00broken")
    (directory / "README.md").write_text("Nothing to see.\n")
    (directory / "overrides.toml").write_text(OVERRIDES)
    return directory


@pytest.fixture(scope="module")
def by_spark(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out, home = tmp_path_factory.mktemp("spark") / "atlas", tmp_path_factory.mktemp("java")
    told = ("--overrides", str(inputs / "overrides.toml"), "--engine", "spark", "--master", "local[2]")
    done = run("build", str(inputs), "-o", out.as_uri(), *told, environment=spark_environment(home))
    assert done.returncode == 0, done.stderr
    assert "read 9 files, 58 papers" in done.stderr
    assert "overrides: different has 'diffusion of rumours', which stands in no file" in done.stderr
    return out


@pytest.fixture(scope="module")
def by_duckdb(inputs: Path, tmp_path_factory: pytest.TempPathFactory) -> paperatlas.Atlas:
    out = tmp_path_factory.mktemp("duckdb") / "atlas"
    return paperatlas.build(inputs, out, overrides=inputs / "overrides.toml", jobs=1)


def test_rows_are_those_of_duckdb_table_by_table(by_spark: Path, by_duckdb: paperatlas.Atlas) -> None:
    with paperatlas.Atlas.open(by_spark) as atlas:
        assert atlas.problems == by_duckdb.problems
        counts = {problem.code: problem.count for problem in atlas.problems if problem.file == "pieces.jsonl"}
        assert counts == {"no-authors": 12}
        for name, table in by_duckdb.tables.items():
            assert sorted(map(repr, atlas.tables[name].to_pylist())) == sorted(map(repr, table.to_pylist())), name
        families = {row["family"] for row in atlas.tables["authored"].to_pylist()}
        assert families >= {"Lee", "Roe Poe", "World Bank", None}
        ours, theirs = ({**it.manifest, "files": 0} for it in (atlas, by_duckdb))
        assert ours == theirs
        told = [row["rule"] for row in ours["unmatched_overrides"]]
        papers = ["papers.same", "papers.different"]
        assert told == ["never", "different", *papers, "people.different", "people.different"]
        near = [bool(row["suggestions"]) for row in ours["unmatched_overrides"]]
        assert near == [True, False, False, False, True, False]
        yarn = [row["id"] for row in atlas.tables["papers"].to_pylist() if row["title"].startswith("Spinning Yarn")]
        spun = "title:spinning yarn on ring frames again"
        assert sorted(yarn) == [spun, f"{spun}~c2"]
        assert "arxiv:2004.09001" in atlas.tables["papers"]["id"].to_pylist()
        assert "doi:10.1000/183" not in atlas.tables["papers"]["id"].to_pylist()


def test_it_opens_like_any_other(by_spark: Path, by_duckdb: paperatlas.Atlas, tmp_path: Path) -> None:
    assert not list(by_spark.glob("builds/.staged-*"))
    with paperatlas.Atlas.open(by_spark) as atlas:
        assert len(list((atlas.path / "tables" / "papers.parquet").glob("*.parquet"))) > 0
        select = "SELECT id, title FROM papers ORDER BY id"
        assert atlas.sql(select).rows == by_duckdb.sql(select).rows
        question = "MATCH (a:Author)-[:AUTHORED]->(p:Paper) RETURN a.name AS who, p.title AS what ORDER BY who, what"
        assert atlas.query(question).rows == by_duckdb.query(question).rows
        for each, name in ((atlas, "spark.graphml"), (by_duckdb, "duckdb.graphml")):
            each.export(tmp_path / name)
        assert (tmp_path / "spark.graphml").read_bytes() == (tmp_path / "duckdb.graphml").read_bytes()


def test_import_files_that_its_machines_write_give_the_graph_that_a_load_gives(
    by_spark: Path, by_duckdb: paperatlas.Atlas, neo4j_process: Callable[[str], Neo4jProcess], tmp_path: Path
) -> None:
    out, told = tmp_path / "files", ("--format", "neo4j-admin", "--engine", "spark", "--master", "local[2]")
    done = run("export", out.as_uri(), "--atlas", by_spark.as_uri(), *told, environment=spark_environment(tmp_path))
    assert done.returncode == 0, done.stderr
    assert done.stdout in (out / "README.txt").read_text()
    assert len(list(out.glob("authored/part-*"))) == len(
        list(by_spark.glob("builds/*/tables/authored.parquet/*.parquet"))
    )
    process = neo4j_process(OLDEST)
    process.forget()
    process.admin(*shlex.split(done.stdout.replace("\\\n", " "))[1:], directory=out)
    process.start()
    with Server(process.login, timeout=60) as server, paperatlas.Atlas.open(by_spark) as atlas:
        report = atlas.load_to(server, lambda done, total: None)
        assert (report.created, report.removed) == (0, 0)
        imported = rows_on(server)
        assert imported == rows_of(by_duckdb.tables)
        empty(server)
        by_duckdb.load_to(server, lambda done, total: None)
        assert rows_on(server) == imported


def test_what_is_too_large_for_the_embedded_store_says_what_is_not(
    by_spark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with paperatlas.Atlas.open(by_spark) as atlas:
        monkeypatch.setitem(atlas.manifest["counts"], "papers", 10_000_000)
        with pytest.raises(AtlasError, match=r"10,000,000 papers, more than the 1,000,000 that a page holds; export"):
            atlas.view()


def test_an_output_that_is_there_stays_as_it_is(by_spark: Path, tmp_path: Path) -> None:
    before = sorted(by_spark.rglob("*"))
    told = ("--engine", "spark", "--master", "local[2]")
    done = run("build", str(EXAMPLES), "-o", str(by_spark), *told, environment=spark_environment(tmp_path))
    assert done.returncode == 2
    assert "is there already; Spark writes a new atlas" in done.stderr
    assert sorted(by_spark.rglob("*")) == before


@pytest.mark.parametrize(
    ("out", "told"),
    [("ftp://host/atlas", "is not written to ftp:"), ("hdfs:/atlas", "write hdfs://NAME/DIRECTORY")],
)
def test_an_output_of_another_kind_is_refused(out: str, told: str) -> None:
    with pytest.raises(UsageError, match=told):
        local_path(out)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("--master", "local[2]"), 2, "--master is for --engine spark"),
        (("--engine", "spark", "--jobs", "2"), 2, "--jobs is for the engine duckdb"),
        (("--engine", "spark", "--master", "nonsense"), 2, "is no master of Spark"),
    ],
)
def test_wrong_usage_is_told(arguments: tuple[str, ...], code: int, told: str, tmp_path: Path) -> None:
    done = run("build", str(EXAMPLES), "-o", str(tmp_path / "atlas"), *arguments, environment=dict(os.environ))
    assert (done.returncode, told in done.stderr) == (code, True), done.stderr
    assert not (tmp_path / "atlas").exists()


@pytest.mark.parametrize(
    ("version", "told"),
    [
        (None, "Spark needs Java 17 or newer, and JAVA_HOME is"),
        ("11.0.2", "is Java 11; name another in JAVA_HOME"),
        ("1.8.0_392", "is Java 8; name another in JAVA_HOME"),
    ],
)
def test_java_that_is_missing_or_old_is_told(version: str | None, told: str, tmp_path: Path) -> None:
    java = tmp_path / "home" / "bin" / "java"
    java.parent.mkdir(parents=True)
    if version:
        java.write_text(f"#!/bin/sh\necho 'openjdk version \"{version}\"' >&2\n")
        java.chmod(0o755)
    environment = without_spark() | {"JAVA_HOME": str(tmp_path / "home")}
    done = run("build", str(EXAMPLES), "-o", str(tmp_path / "a"), "--engine", "spark", environment=environment)
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr


def test_a_master_that_does_not_answer_is_told_at_once(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, and nobody listens
        master = f"spark://127.0.0.1:{taken.getsockname()[1]}"
        told = ("--engine", "spark", "--master", master)
        done = run("build", str(EXAMPLES), "-o", str(tmp_path / "a"), *told, environment=spark_environment(tmp_path))
    assert (done.returncode, "no master of Spark answers there" in done.stderr) == (3, True), done.stderr


def test_spark_that_is_not_installed_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyspark").mkdir()
    (tmp_path / "pyspark" / "__init__.py").write_text("raise ImportError('none here')")
    environment = without_spark() | {"PYTHONPATH": str(tmp_path)}
    done = run("build", str(EXAMPLES), "-o", str(tmp_path / "a"), "--engine", "spark", environment=environment)
    assert (done.returncode, "pip install 'paperatlas[spark]'" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--master", "local[2]", "--format", "neo4j-admin"), "--master is for --engine spark"),
        (("--engine", "spark", "--format", "graphml"), "--engine spark is for --format neo4j-admin"),
        (("--engine", "spark"), "--engine spark is for --format neo4j-admin"),
        (("--engine", "spark", "--format", "neo4j-admin", "--atlas", "nowhere"), "there is no atlas"),
    ],
)
def test_wrong_usage_of_an_export_is_told(arguments: tuple[str, ...], told: str, tmp_path: Path) -> None:
    done = run("export", str(tmp_path / "out"), *arguments, environment=dict(os.environ))
    assert (done.returncode, told in done.stderr) == (2, True), done.stderr
    assert not (tmp_path / "out").exists()


SHARES = "SELECT CAST(a / b AS DECIMAL(18, 6)) AS share FROM pairs ORDER BY a, b"
ELSEWHERE = """
import sys
from paperatlas.base.errors import AtlasError, OutputError
from paperatlas.graph.engines.dialect import spark_sql
from paperatlas.graph.engines.spark import Spark
from paperatlas.graph.views import VIEWS
from paperatlas.loaders.neo4j import bulk_spark
from paperatlas.manifest import FORMAT
from paperatlas.spark_exporting import remote_tables, written_files
from paperatlas.spark_session import spark_session
from paperatlas.spark_target import Files, remote_target

out = sys.argv[1]
with spark_session("local[1]") as session:
    with remote_target(session, f"{out}/whole/", "0" * 24) as target:
        session.range(3).write.parquet(f"{target.steps}/0001")
        Files(session).write(f"{target.address}/lines", ["one", "더"])
    try:
        with remote_target(session, f"{out}/failed", "0" * 24) as target:
            session.range(3).write.parquet(f"{target.tables}/numbers.parquet")
            raise ZeroDivisionError
    except ZeroDivisionError:
        pass
    try:
        with remote_target(session, f"{out}/whole", "1" * 24):
            pass
    except OutputError as error:
        print(error)
    with written_files(session, f"{out}/import", None) as files:
        engine = Spark(session, f"{out}/import/.steps")
        small, command = bulk_spark.write(engine, sys.argv[2], VIEWS["all"], f"{out}/import")
        files.update(small)
    try:
        with written_files(session, f"{out}/import", None):
            pass
    except OutputError as error:
        print(error)
    engine.register("pairs", session.read.parquet(sys.argv[3]))
    print([str(row.share) for row in session.sql(spark_sql(sys.argv[4])).collect()])
    for atlas in ("nowhere", "whole"):
        try:
            remote_tables(session, f"{out}/{atlas}")
        except AtlasError as error:
            print(error)
    Files(session).write(f"{out}/whole/builds/{'0' * 24}/manifest.json", [f'{{"format": {FORMAT}}}'])
    print(remote_tables(session, f"{out}/whole/"))
"""


def test_by_sparks_own_file_systems_files_are_there_when_they_are_whole(tmp_path: Path) -> None:
    """What `s3a:` and `hdfs:` go through, on the one of them that is everywhere; with text that is hard to write."""
    tables, alone = tmp_path / "tables", tmp_path / "alone"
    for directory in (tables, alone):
        directory.mkdir()
    made = loadable_hostile_tables()
    for name, table in made.items():
        pq.write_table(table, tables / f"{name}.parquet", row_group_size=5)
    bulk.write(made, VIEWS["all"], alone)
    pairs, shares = tmp_path / "pairs.parquet", [(a, b) for b in (200_000, 640_000, 800_000) for a in range(1, 2001, 3)]
    exact = pa.table({"a": [Decimal(a) / 10**6 for a, _ in shares], "b": [Decimal(b) / 10**6 for _, b in shares]})
    pq.write_table(exact.cast(pa.schema([(name, pa.decimal128(18, 6)) for name in "ab"])), pairs)
    given = [(tmp_path / "out").as_uri(), tables.as_uri(), pairs.as_uri(), SHARES]
    command = [sys.executable, "-c", ELSEWHERE, *given]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=spark_environment(tmp_path))
    assert done.returncode == 0, done.stderr
    assert "whole: is there already; Spark writes a new atlas" in done.stdout
    assert "import: is there already; name another directory" in done.stdout
    assert "nowhere: there is no atlas" in done.stdout
    assert "was not written by this version" in done.stdout
    assert done.stdout.endswith(f"out/whole/builds/{'0' * 24}/tables\n")
    names = sorted(path.name for path in (tmp_path / "out").iterdir() if not path.name.endswith(".crc"))
    assert names == ["import", "whole"]
    whole = tmp_path / "out" / "whole"
    assert (whole / "current").read_text() == "0" * 24 + "\n"
    assert (whole / "builds" / ("0" * 24) / "lines").read_text(encoding="utf-8") == "one\n더\n"
    assert not (whole / ".steps").exists()
    _same_lines(tmp_path / "out" / "import", alone)
    rounded = duckdb.execute(SHARES.replace("pairs", f"'{pairs}'")).fetchall()
    assert str([str(share) for (share,) in rounded]) in done.stdout.splitlines()


LARGE = """
import sys
from paperatlas.graph.engines.spark import Spark
from paperatlas.spark_session import spark_session
import pyarrow as pa

def texts(rows):
    return pa.table({"text": pa.array([f"{key % 97} " * 2_000 for key in rows["key"].to_pylist()], pa.string())})

with spark_session("local[1]") as session:
    engine = Spark(session, sys.argv[1])
    rows = session.range(9000).withColumnRenamed("id", "key").coalesce(1)
    made = engine.in_groups(texts, "texts", "key", rows)["texts"]
    print(made.count(), made.selectExpr("sum(length(text))").first()[0])
"""


def test_what_functions_give_is_written_in_little_memory(tmp_path: Path) -> None:
    """Texts of 50 MB, of which Java may not hold all at once outside of its heap."""
    environment = spark_environment(tmp_path)
    little = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC -XX:MaxDirectMemorySize=48m"
    told = environment["PYSPARK_SUBMIT_ARGS"].replace("-XX:TieredStopAtLevel=1 -XX:+UseSerialGC", little)
    assert little in told
    command = [sys.executable, "-c", LARGE, (tmp_path / "steps").as_uri()]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=environment | {"PYSPARK_SUBMIT_ARGS": told}
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["9000", str(sum(2_000 * len(f"{key % 97} ") for key in range(9000)))]


KILLED = """
import os, signal, sys
from pathlib import Path
from paperatlas.base.errors import AtlasError
from paperatlas.spark_session import spark_session
from paperatlas.spark_target import local_target

try:
    with spark_session("local[1]") as session:
        session.sparkContext._jvm.java.util.Optional.empty().get()
except AtlasError as error:
    print(error)
with spark_session("local[1]") as session, local_target(Path(sys.argv[1]), "0" * 24) as target:
    java = session.sparkContext._jvm.java.lang.ProcessHandle.current().pid()

    def end(batches):
        os.kill(java, signal.SIGKILL)
        yield from batches

    session.range(3).mapInArrow(end, "id bigint").write.parquet(target.steps)
"""


def test_what_java_says_and_that_it_ended_is_told(tmp_path: Path) -> None:
    command = [sys.executable, "-c", KILLED, str(tmp_path / "atlas")]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=spark_environment(tmp_path))
    said = "java.util.NoSuchElementException: No value present"
    assert done.stdout == f"Spark could not go on: {said}\n"
    assert done.stderr.endswith(f"AtlasError: Spark could not go on: {ENDED}\n")
    assert not (tmp_path / "atlas").exists()


def _same_lines(ours: Path, alone: Path) -> None:
    """Holds the files that Spark wrote against those of one machine; chunks may be cut elsewhere."""
    told = (alone / "README.txt").read_text().replace("'", "").replace(".csv \\", "/part-.* \\")
    assert (ours / "README.txt").read_text().replace("'", "") == told
    assert not (ours / ".steps").exists()
    for path in alone.glob("*-header.csv"):
        assert (ours / path.name).read_bytes() == path.read_bytes()
    for kind in (*NODES, *EDGES):
        written = b"".join(part.read_bytes() for part in sorted((ours / kind.table).glob("part-*")))
        assert written == (alone / f"{kind.table}.csv").read_bytes(), kind.table
    (load,) = (ours / "load").glob("part-*")
    ((_, _, names, *_),) = csv.reader([load.read_text()])
    held = names.split("\x1e")
    lines = [line for part in (ours / "chunks").glob("part-*") for line in part.read_text().splitlines()]
    assert sorted(held) == sorted(line.split(",")[0].strip('"') for line in lines)
    filled = [kind.table for kind in (*NODES, *EDGES) if (alone / f"{kind.table}.csv").stat().st_size]
    assert list(dict.fromkeys(map(table_of, held))) == filled
