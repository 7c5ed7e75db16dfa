"""`paperatlas load` and `query --on neo4j` as a user types them, on a real server."""

import json
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import paperatlas
from paperatlas import Atlas, Neo4jStore, NotInAtlas, QueryError, build, remove_neo4j
from paperatlas.loaders.neo4j.login import Login
from paperatlas.loaders.neo4j.server import Server
from tests.neo4j_servers import VERSIONS, empty
from tests.paperatlas.test_cli import run


@pytest.fixture
def login(neo4j_login: Callable[[str], Login], monkeypatch: pytest.MonkeyPatch) -> Login:
    """The login to an empty database, in the environment."""
    given = neo4j_login(VERSIONS[0])
    with Server(given, timeout=60) as server:
        empty(server)
    monkeypatch.setenv("NEO4J_URI", given.uri)
    monkeypatch.setenv("NEO4J_USERNAME", given.username)
    monkeypatch.setenv("NEO4J_PASSWORD", given.password)
    return given


def test_load_query_load_again_and_remove(digests: Path, tmp_path: Path, login: Login) -> None:
    atlas = str(tmp_path / "atlas")
    run("build", digests / "2024-04-15.md", "-o", atlas, "--jobs", "1")
    first = run("load", "--atlas", atlas)
    assert (first.exit_code, first.stdout) == (0, "")
    assert first.stderr.startswith(f"{login.uri}: ")
    assert ", 0 changed, 0 removed, 0 unchanged, " in first.stderr
    run("build", digests, "-o", atlas, "--jobs", "1")
    assert run("load", "--atlas", atlas).exit_code == 0
    assert ": 0 created, 0 changed, 0 removed, " in run("load", "--atlas", atlas).stderr
    found = run("query", "papers-of-author", "-p", "author=ann lee", "--on", "neo4j", "--format", "jsonl")
    assert (
        found.stdout
        == run("query", "papers-of-author", "-p", "author=ann lee", "--atlas", atlas, "--format", "jsonl").stdout
    )
    assert len(found.stdout.splitlines()) == 2
    removed = run("load", "--remove")
    assert (removed.exit_code, " 0 removed" in removed.stderr) == (0, False)
    assert json.loads(run("query", "MATCH (n) RETURN count(n) AS n", "--on", "neo4j", "--format", "json").stdout) == [
        {"n": 0}
    ]
    assert run("load", "--atlas", atlas, "--quiet").output == ""


def test_the_same_in_python(digests: Path, tmp_path: Path, login: Login) -> None:
    with build(digests, tmp_path / "atlas", jobs=1) as atlas:
        report = atlas.load_neo4j(login.uri, username=login.username, password=login.password)
        assert report.created == report.created + report.unchanged
        assert atlas.load_neo4j().unchanged == report.created
        removed = remove_neo4j(login.uri, username=login.username, password=login.password)
        assert (removed.removed, removed.unchanged) == (report.created, 0)


def test_a_server_is_asked_in_python_as_an_atlas_is(digests: Path, tmp_path: Path, login: Login) -> None:
    with (
        build(digests, tmp_path / "atlas", jobs=1) as atlas,
        Neo4jStore.connect(login.uri, username=login.username, password=login.password) as server,
    ):
        atlas.load_neo4j()
        answer = paperatlas.query(server, "papers-of-author", author="ANN  Lee")
        assert len(answer) == 2
        assert answer == atlas.query("papers-of-author", author="ANN  Lee")
        for ask in (atlas.query, partial(paperatlas.query, server)):
            with pytest.raises(NotInAtlas, match=r"^no author 'Ann Le'; did you mean Ann Lee\?$") as raised:
                ask("papers-of-author", author="Ann Le")
            assert raised.value.suggestions == ("Ann Lee",)
            with pytest.raises(QueryError, match="queries only read"):
                ask("CREATE (:Book)")


def test_a_name_that_is_not_there_and_a_file_are_refused(digests: Path, tmp_path: Path, login: Login) -> None:
    atlas = str(tmp_path / "atlas")
    run("build", digests, "-o", atlas, "--jobs", "1")
    run("load", "--atlas", atlas)
    missed = run("query", "papers-of-author", "-p", "author=Bo Row", "--on", "neo4j")
    assert (missed.exit_code, missed.stderr) == (2, "Error: no author 'Bo Row'; did you mean Bo Roe?\n")
    loads = run("query", "LOAD CSV FROM 'file:///x' AS row RETURN row", "--on", "neo4j")
    assert (loads.exit_code, "LOAD CSV reads files and addresses" in loads.stderr) == (2, True)


def test_queries_write_only_when_told_to(login: Login) -> None:
    create = ("query", "CREATE (b:Book {name: 'Graphs'}) RETURN b.name AS name", "--on", "neo4j", "--format", "csv")
    refused = run(*create)
    assert (refused.exit_code, "queries only read; --write" in refused.stderr) == (2, True)
    assert run(*create, "--write").stdout == "name\nGraphs\n"


def test_a_pipe_that_closes_ends_the_stream(login: Login) -> None:
    cypher = "UNWIND range(1, 100000000) AS x RETURN x"
    query = f"{sys.executable} -m paperatlas query '{cypher}' --on neo4j --format jsonl"
    result = subprocess.run(["sh", "-c", f"{query} | head -2"], capture_output=True, text=True, check=True, timeout=600)
    assert result.stdout == '{"x": 1}\n{"x": 2}\n'
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    ("arguments", "variables", "code", "message"),
    [
        (["load"], {"NEO4J_URI": "bolt://127.0.0.1:9"}, 3, "can't reach the Neo4j server at bolt://127.0.0.1:9"),
        (["query", "RETURN 1", "--on", "neo4j"], {"NEO4J_PASSWORD": "secret-word"}, 3, "wrong name or password"),
        (["load"], {"NEO4J_DATABASE": "nowhere"}, 3, "has no database 'nowhere'"),
        (["load", "--uri", "ftp://x"], {}, 2, "looks like bolt://"),
        (["load"], {"NEO4J_PASSWORD": ""}, 2, "set NEO4J_PASSWORD"),
        (["load", "--login", "nowhere.txt"], {}, 2, "nowhere.txt: the login can't be read"),
        (["query", "RETURN 1 AS x", "--write"], {}, 2, "go with --on neo4j"),
        (["query", "top-colaborators", "--on", "neo4j"], {}, 2, "did you mean 'top-collaborators'"),
    ],
)
def test_mistakes_get_a_sentence_and_an_exit_code(
    arguments: list[str],
    variables: dict[str, str],
    code: int,
    message: str,
    example_atlas: Atlas,
    login: Login,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PAPERATLAS_DIR", str(example_atlas.path.parent.parent))
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (code, "")
    assert message in result.stderr
    assert "secret-word" not in result.stderr
    assert "Traceback" not in result.output
