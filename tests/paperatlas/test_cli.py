"""The command line as a user types it: what goes where, exit codes, and never a traceback."""

import csv
import io
import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import click
import openpyxl
import psutil
import pytest
from click.testing import CliRunner, Result

import paperatlas
from paperatlas import Atlas, UsageError
from paperatlas.cli import main
from paperatlas.directory import DEFAULT_DIRECTORY
from paperatlas.graph.schema import DEFAULT_MAX_TEAM
from paperatlas.graph.views import DEFAULT_VIEW, VIEWS
from paperatlas.loaders import EXPORTS
from paperatlas.loaders.store import DEFAULT_TIMEOUT
from paperatlas.manifest import STORE
from paperatlas.terminal import PROFILE_FORMATS, ROW_FORMATS
from paperatlas.viz import RENDERERS
from tests.conftest import EXAMPLES
from tests.harness import unmeasured
from tests.paperatlas.conftest import DIGEST
from tests.paperatlas.terminals import on_terminal


def run(*arguments: str | Path, stdin: str | None = None) -> Result:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments], input=stdin)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.fixture
def atlas(example_atlas: Atlas) -> str:
    """The directory of the atlas of the examples."""
    return str(example_atlas.path.parent.parent)


def test_build_tells_what_it_did_on_standard_error(digests: Path, tmp_path: Path) -> None:
    first = run("build", digests, "-o", tmp_path / "atlas", "--jobs", "1")
    assert (first.exit_code, first.stdout) == (0, "")
    assert "read 2 files, 2 papers, 3 authors, 2 dates" in first.stderr
    again = run("build", digests, "-o", tmp_path / "atlas")
    assert "nothing changed" in again.stderr
    assert run("build", digests, "-o", tmp_path / "atlas", "--quiet").output == ""


@pytest.mark.parametrize(
    ("query", "values", "message"),
    [
        ("top-colaborators", {}, "did you mean 'top-collaborators'"),
        ("top-collaborators", {}, "needs a value for 'author'"),
        ("top-collaborators", {"author": "x", "limit": "ten"}, "limit"),
        ("most-voted", {"autor": "x"}, "no parameter 'autor'"),
    ],
)
def test_what_no_store_is_asked_for_is_refused_before_one_is_made(
    query: str, values: dict[str, str], message: str, digests: Path, tmp_path: Path
) -> None:
    out = tmp_path / "atlas"
    assert run("build", digests, "-o", out, "--jobs", "1").exit_code == 0
    store = out / "current" / STORE
    store.unlink()
    refused = run("query", query, *(f"-p{name}={value}" for name, value in values.items()), "--atlas", out)
    assert (refused.exit_code, message in refused.stderr) == (2, True)
    with Atlas.open(out) as opened, pytest.raises(UsageError, match=message):
        opened.query(query, values)
    assert not store.exists()
    assert run("query", "most-voted", "--atlas", out).exit_code == 0
    assert store.exists()


def test_what_takes_long_shows_how_far_it_is_on_a_terminal(digests: Path, tmp_path: Path) -> None:
    shown = on_terminal("build", digests, "-o", tmp_path / "atlas")
    assert "reading files" in shown
    assert "making the graph" in shown
    assert "making the graph" in on_terminal("build", digests, "-o", tmp_path / "atlas", "--max-team", "3")
    assert "drawing" in on_terminal("view", "--atlas", tmp_path / "atlas", "-o", tmp_path / "page.html")
    assert "writing" in on_terminal("export", tmp_path / "graph.graphml", "--atlas", tmp_path / "atlas")


def test_build_shows_problems_and_strict_fails(digests: Path, tmp_path: Path) -> None:
    (digests / "bad.md").write_text(DIGEST.replace("Vote: 3", "Vote: x"), encoding="utf-8")
    lenient = run("build", digests, "-o", tmp_path / "atlas", "--jobs", "1")
    assert lenient.exit_code == 0
    assert "bad.md:5: votes are a number" in lenient.stderr
    strict = run("build", digests, "-o", tmp_path / "strict", "--jobs", "1", "--strict")
    assert strict.exit_code == 1
    assert "bad.md:5" in strict.stderr


def test_build_reads_standard_input(tmp_path: Path) -> None:
    assert run("build", "-", "-o", tmp_path / "atlas", "--jobs", "1", stdin=DIGEST).exit_code == 0
    assert len(Atlas.open(tmp_path / "atlas").tables["papers"]) == 1


def test_check_prints_problems_like_a_linter() -> None:
    result = run("check", EXAMPLES)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{EXAMPLES}/2024-04-09.md:103: malformed Python literal")
    assert result.stderr.endswith("42 listings, 1 problem\n")
    clean = run("check", EXAMPLES / "2024-03-04.md")
    assert (clean.exit_code, clean.stdout) == (0, "")


def test_check_lists_the_problems_where_nothing_else_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "cut.md").write_text("## Daily Papers (2024-04-15)\n\n### [Title](https://arx", encoding="utf-8")
    result = run("check", tmp_path)
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{tmp_path}/cut.md:3: this heading is no")


def test_check_compares_titles_over_files(digests: Path) -> None:
    (digests / "later.md").write_text(
        DIGEST.replace("2024-04-15", "2024-04-20").replace("Sparse", "Dense"), encoding="utf-8"
    )
    told = f"{digests}/later.md:3: arxiv:2404.00001 has another title in {digests}/2024-04-15.md:3"
    assert run("check", digests).stdout.startswith(told)


def test_info_shows_counts_people_topics_and_problems(atlas: str) -> None:
    result = run("info", "--atlas", atlas)
    assert result.exit_code == 0
    for text in ("2024-03-04 to 2024-04-09", "collaborated_with", "Luke Zettlemoyer", "malformed-literal"):
        assert text in result.stdout


PAPER = "MATCH (p:Paper {id: $id}) RETURN p.title AS title, p.votes AS votes, p.links AS links, p.image AS image"


def test_query_formats(atlas: str) -> None:
    query = ("query", PAPER, "-p", "id=arxiv:2106.09685", "--atlas", atlas, "--format")
    row = json.loads(run(*query, "json").stdout)[0]
    assert row["title"] == "LoRA: Low-Rank Adaptation of Large Language Models"
    assert json.loads(run(*query, "jsonl").stdout) == row
    header, values = csv.reader(io.StringIO(run(*query, "csv").stdout))
    assert header == ["title", "votes", "links", "image"]
    assert values == [row["title"], str(row["votes"]), json.dumps(row["links"]), row["image"] or ""]
    assert row["title"] in run(*query, "table").stdout


def test_query_parameters_are_json_or_text(atlas: str) -> None:
    def value(text: str) -> object:
        result = run("query", "RETURN $x AS x", "-p", f"x={text}", "--atlas", atlas, "--format", "json")
        return json.loads(result.stdout)[0]["x"]

    assert [value("3"), value("true"), value("Tri Dao"), value('["a", 1.5]'), value("a=b")] == [
        3,
        True,
        "Tri Dao",
        ["a", 1.5],
        "a=b",
    ]


def test_query_reads_standard_input_and_says_when_there_is_nothing(atlas: str) -> None:
    result = run("query", "-", "--atlas", atlas, stdin="MATCH (p:Paper {id: 'none'}) RETURN p.id AS id")
    assert result.exit_code == 0
    assert "no rows" in result.stderr


def test_markup_in_values_is_printed_as_it_is(atlas: str) -> None:
    assert "[red]x[/red] :smile:" in run("query", "RETURN '[red]x[/red] :smile:' AS x", "--atlas", atlas).stdout


def test_queries_lists_and_shows(atlas: str) -> None:
    listed = run("queries").stdout
    assert "top-collaborators: Top collaborators of an author" in listed
    assert "limit: integer = 10" in listed
    assert "MATCH" in run("queries", "top-collaborators").stdout


def test_export_to_standard_output_and_to_a_directory(atlas: str, tmp_path: Path) -> None:
    result = run("export", "-", "--format", "graphml", "--view", "papers", "--atlas", atlas)
    assert result.stdout.startswith("<?xml")
    assert run("export", tmp_path / "tables", "--format", "csv", "--atlas", atlas).exit_code == 0
    assert (tmp_path / "tables" / "papers.csv").read_text(encoding="utf-8").startswith('"id",')
    again = run("export", tmp_path / "tables", "--format", "csv", "--atlas", atlas)
    assert (again.exit_code, "name a new or an empty directory" in again.stderr) == (2, True)


def test_two_papers_that_share_one_concept_have_a_page(digests: Path, tmp_path: Path) -> None:
    tables = paperatlas.build(digests, tmp_path / "atlas").tables
    assert tables["mentions"]["target"].to_pylist().count("concept:sparse attention") == len(tables["papers"]) == 2
    assert tables["shares_concept"]["count"].to_pylist() == [1]
    assert run("view", "--atlas", tmp_path / "atlas", "-o", tmp_path / "page.html").exit_code == 0


def test_papers_that_share_nothing_have_a_page(digests: Path, tmp_path: Path) -> None:
    tables = paperatlas.build(next(digests.glob("*.md")), tmp_path / "atlas").tables
    assert (len(tables["papers"]), len(tables["shares_concept"])) == (1, 0)
    assert run("view", "--atlas", tmp_path / "atlas", "-o", tmp_path / "page.html").exit_code == 0


def test_view_writes_a_page(atlas: str, tmp_path: Path) -> None:
    result = run("view", "--atlas", atlas, "-o", tmp_path / "page.html", "--view", "concepts")
    assert (result.exit_code, result.stderr) == (0, f"wrote {tmp_path / 'page.html'}\n")


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["build"], 2, "Missing argument"),
        (["build", "nowhere", "-o", "atlas"], 2, "nowhere: there is no such file or directory"),
        (["check", "nowhere"], 2, "nowhere: there is no such file or directory"),
        (["info", "--atlas", "nowhere"], 2, "make one with `paperatlas build"),
        (["query", "RETURN 1", "--atlas", "nowhere"], 2, "there is no atlas"),
        (["query", "RETURN 1 AS", "--atlas", "{atlas}"], 2, "of the query"),
        (["query", "CREATE (n:Paper)", "--atlas", "{atlas}"], 2, "queries only read"),
        (["query", "top-collaborators", "--atlas", "{atlas}"], 2, "needs a value for 'author'"),
        (["query", "top-collaborators", "-p", "author=x", "-p", "limit=ten", "--atlas", "{atlas}"], 2, "limit"),
        (["query", "top-collaborators", "-p", "autor=x", "--atlas", "{atlas}"], 2, "autor"),
        (["query", "top-colaborators", "--atlas", "{atlas}"], 2, "top-collaborators"),
        (["query", "RETURN 1 AS x", "-p", "novalue", "--atlas", "{atlas}"], 2, "KEY=VALUE"),
        (["queries", "nothing"], 2, "there is no saved query 'nothing'"),
        (
            ["query", "top-collaborators", "-p", "author=x", "-p", "limit=-1", "--atlas", "{atlas}"],
            2,
            "'limit' takes a whole number such as 10, from 0 to 9223372036854775807, not '-1'",
        ),
        (
            ["query", "most-voted", "-p", "limit=9223372036854775808", "--atlas", "{atlas}"],
            2,
            "'limit' takes a whole number such as 10, from 0 to 9223372036854775807, not '9223372036854775808'",
        ),
        (
            ["query", "MATCH (p:Paper) WHERE p.votes > $votes RETURN p.id", "--atlas", "{atlas}"],
            2,
            "needs a value for $votes: give votes=…, on the command line -p votes=…",
        ),
        (["export", "authors.csv", "--view", "papers", "--atlas", "{atlas}"], 2, "is the table authors, whole; a view"),
        (["export", "authors.xlsx", "--view", "people", "--atlas", "{atlas}"], 2, "there is no view 'people'"),
        (["export", "paper.csv", "--atlas", "{atlas}"], 2, "no table 'paper', did you mean 'papers'? The tables are "),
        (
            ["export", "x/paper.CSV", "--atlas", "{atlas}"],
            2,
            "no table 'paper', did you mean 'papers'? The tables are ",
        ),
        (["export", "nowhere/g.json", "--atlas", "{atlas}"], 2, "nowhere; make it first"),
        (["export", "nowhere/csv", "--format", "csv", "--atlas", "{atlas}"], 2, "nowhere; make it first"),
        (["view", "-o", "nowhere/page.html", "--atlas", "{atlas}"], 2, "nowhere; make it first"),
        (
            ["export", "{atlas}/.paperatlas/x.json", "--atlas", "{atlas}"],
            2,
            ".paperatlas is no directory; name another",
        ),
        (["build", "-", "-o", "/dev/null/x/y"], 2, "/dev/null is no directory; name another place with -o"),
        (["build", "-", "--overrides", "."], 2, ".: this is a directory; only regular files are read\n"),
        (["build", "-", "--vocabulary", "."], 2, ".: this is a directory; only regular files are read\n"),
        (["export", "graph.xyz", "--atlas", "{atlas}"], 2, "name the format"),
        (["export", "graph.graphml", "--view", "people", "--atlas", "{atlas}"], 2, "there is no view"),
        (["export", "-", "--format", "csv", "--atlas", "{atlas}"], 2, "csv is a directory"),
        (["export", "-", "--format", "neo4j-admin", "--atlas", "{atlas}"], 2, "neo4j-admin is a directory"),
        (["export", "/dev/full", "--format", "graphml", "--atlas", "{atlas}"], 2, "can't be written"),
        (["view", "--renderer", "crayon", "--atlas", "{atlas}"], 2, "there is no renderer"),
        (["view", "-o", "nowhere/page.html", "--atlas", "{atlas}"], 2, "can't be written"),
        (
            ["view", "--query", "MATCH (p:Paper) RETURN p", "--renderer", "explorer", "--atlas", "{atlas}"],
            2,
            "drawn by pyvis",
        ),
        (["view", "-p", "author=Tri Dao", "--atlas", "{atlas}"], 2, "-p goes with --query"),
        (["view", "--query", "RETURN 1 AS x", "--view", "papers", "--atlas", "{atlas}"], 2, "not both"),
    ],
)
def test_mistakes_get_a_sentence_and_an_exit_code(
    arguments: list[str], code: int, message: str, atlas: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*(argument.replace("{atlas}", atlas) for argument in arguments))
    assert result.exit_code == code
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert list(tmp_path.iterdir()) == []


def test_the_directory_can_come_from_the_environment(atlas: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PAPERATLAS_DIR", atlas)
    assert run("query", "RETURN 1 AS one", "--format", "jsonl").stdout == '{"one": 1}\n'


def words_of_help(command: str) -> str:
    """The help of a command, as one line."""
    return " ".join(run(command, "--help").stdout.split())


def options(command: str) -> dict[str, click.Parameter]:
    """The options and arguments of a command by name."""
    return {str(parameter.name): parameter for parameter in main.commands[command].params}


def test_help_names_what_the_registries_hold() -> None:
    export = words_of_help("export")
    assert all(f"{name} {form.meaning}" in export for name, form in EXPORTS.items())
    *others, last = VIEWS
    assert f"{', '.join(others)} or {last}." in export
    assert f"[default: {DEFAULT_VIEW}]" in export
    view = words_of_help("view")
    assert all(name in view.partition("--view")[2].partition("--query")[0] for name in VIEWS)
    assert all(name in view.partition("--renderer")[2].partition("--open")[0] for name in RENDERERS)
    assert f"[{DEFAULT_MAX_TEAM}]" in words_of_help("build")


def test_options_take_what_the_registries_hold() -> None:
    for command, formats in (("query", ROW_FORMATS), ("sql", ROW_FORMATS), ("concept", PROFILE_FORMATS)):
        form = options(command)["form"]
        assert isinstance(form.type, click.Choice)
        assert list(form.type.choices) == list(formats)
        assert form.default == "table"
    assert options("export")["view"].default == DEFAULT_VIEW
    assert {options(name)["timeout"].default for name in ("query", "sql", "load")} == {DEFAULT_TIMEOUT}
    directories = {
        options(name)["directory"].default for name in ("info", "concept", "query", "sql", "load", "export", "view")
    }
    assert directories | {options("build")["out"].default} == {DEFAULT_DIRECTORY}


@pytest.mark.parametrize("form", ROW_FORMATS)
@pytest.mark.parametrize(
    "asked", [("query", "RETURN 'sparse attention' AS text"), ("sql", "SELECT 'sparse attention' AS text")]
)
def test_every_format_prints_rows(form: str, asked: tuple[str, str], atlas: str) -> None:
    result = run(*asked, "--format", form, "--atlas", atlas)
    assert result.exit_code == 0
    if form == "xlsx":
        rows = openpyxl.load_workbook(io.BytesIO(result.stdout_bytes))["rows"].iter_rows(values_only=True)
        assert list(rows) == [("text",), ("sparse attention",)]
    else:
        assert "sparse attention" in result.stdout


@pytest.mark.parametrize("form", ["table", "json", "jsonl", "csv"])
def test_sql_and_cypher_print_the_same(form: str, atlas: str) -> None:
    cypher = (
        "MATCH (p:Paper) RETURN p.id AS id, p.title AS title, p.votes AS votes, p.first_seen AS first_seen, "
        "p.ids AS ids, p.links AS links, p.venue AS venue, p.authors_complete AS whole ORDER BY id"
    )
    select = "SELECT id, title, votes, first_seen, ids, links, venue, authors_complete AS whole FROM papers ORDER BY id"
    asked, answered = (
        run(*words, "--format", form, "--atlas", atlas) for words in (("query", cypher), ("sql", select))
    )
    assert (answered.exit_code, answered.stderr) == (0, "")
    assert answered.stdout == asked.stdout


def test_sql_reads_standard_input_and_parameters(atlas: str) -> None:
    select = "SELECT $votes + 1 AS more, $name AS name"
    result = run("sql", "-", "-p", "votes=30", "-p", "name=Tri Dao", "--format", "csv", "--atlas", atlas, stdin=select)
    assert (result.exit_code, result.stdout) == (0, "more,name\n31,Tri Dao\n")


@pytest.mark.parametrize(
    ("select", "message"),
    [
        ("FROM paperz", "there is no table 'paperz', did you mean 'papers'?"),
        ("SELECT titel FROM papers", "there is no column 'titel' here, did you mean 'title'?\n  line 1: SELECT titel"),
        ("SELECT \x1b[31m", "syntax error"),
        ("SELECT * FROM read_text('/etc/passwd')", "SQL reads the tables of the atlas only"),
        ("COPY papers TO 'x.csv'", "SQL only reads the tables"),
        ("SELECT $day", "the query needs a value for $day"),
    ],
)
def test_wrong_sql_is_a_sentence(select: str, message: str, atlas: str) -> None:
    result = run("sql", select, "--atlas", atlas)
    assert (result.exit_code, result.stdout) == (2, "")
    assert message in result.stderr
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("blocks", [1, 8, 64])
def test_a_full_disk_is_told_and_leaves_the_older_workbook(blocks: int, atlas: str, tmp_path: Path) -> None:
    older = tmp_path / "graph.xlsx"
    older.write_text("older", encoding="utf-8")
    command = f"ulimit -f {blocks}; exec {sys.executable} -m paperatlas export {older} --atlas {atlas}"
    result = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, env=unmeasured())
    assert result.returncode == 2, result.stderr
    assert f"Error: {older}: can't be written (File too large)" in result.stderr
    assert "Traceback" not in result.stderr
    assert older.read_text(encoding="utf-8") == "older"
    assert list(tmp_path.iterdir()) == [older]


def test_a_table_is_a_sheet_of_its_own(atlas: str, tmp_path: Path) -> None:
    assert run("export", tmp_path / "glossary.xlsx", "--atlas", atlas).exit_code == 0
    (sheet,) = openpyxl.load_workbook(tmp_path / "glossary.xlsx").worksheets
    assert "직접 선호 최적화" in [row[0] for row in sheet.iter_rows(values_only=True)]
    assert run("export", tmp_path / "all.xlsx", "--atlas", atlas).exit_code == 0
    assert "papers" in openpyxl.load_workbook(tmp_path / "all.xlsx").sheetnames


@pytest.mark.parametrize("form", PROFILE_FORMATS)
def test_every_format_shows_a_concept(form: str, atlas: str) -> None:
    assert "Direct Preference Optimization" in run("concept", "DPO", "--format", form, "--atlas", atlas).stdout


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom paperatlas.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "heavy = {'pyarrow', 'duckdb', 'pandas', 'spacy', 'networkx', 'numpy', 'kglite', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)


def test_commands_that_only_read_do_without_pandas(atlas: str, tmp_path: Path) -> None:
    told = run_program("-X", "importtime", "-m", "paperatlas", "info", "--atlas", atlas)
    assert "papers" in told.stdout
    assert not re.search(r"\| +pandas\.", told.stderr)

    commands = [
        ["concept", "DPO"],
        ["query", "busiest-days"],
        ["sql", "FROM dates"],
        ["view", "-o", f"{tmp_path}/p.html"],
    ]
    commands += [["export", f"{tmp_path}/{form}", "--format", form] for form in EXPORTS]
    code = (
        "import sys\nfrom paperatlas.base.no_pandas import refuse_pandas\nfrom paperatlas.cli import main\n"
        "refuse_pandas()\n"
        f"for command in {commands}:\n    main([*command, '--atlas', {atlas!r}], standalone_mode=False)\n"
        "assert 'pandas' not in sys.modules"
    )
    run_program("-c", code)
    assert {path.name for path in tmp_path.iterdir()} == {"p.html", *EXPORTS}


def run_program(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)


def test_results_are_utf_8_whatever_the_locale(atlas: str) -> None:
    cypher = "MATCH (a:Author)-[:AUTHORED]->(p:Paper {id: 'arxiv:2104.09864'}) RETURN a.name AS name ORDER BY name"
    command = [sys.executable, "-m", "paperatlas", "query", cypher, "--atlas", atlas, "--format", "csv"]
    environment = {**os.environ, "PYTHONIOENCODING": "latin-1"}
    result = subprocess.run(command, capture_output=True, env=environment, check=True)
    assert "苏剑林" in result.stdout.decode("utf-8")


def test_a_concept_is_shown_with_its_names_and_evidence(atlas: str) -> None:
    shown = run("concept", "rlhf", "--atlas", atlas)
    assert shown.exit_code == 0
    assert "concept:reinforcement learning from human feedback" in shown.stdout
    assert "인간 피드백 기반 강화학습" in shown.stdout
    profile = json.loads(run("concept", "인간 피드백 기반 강화학습", "--atlas", atlas, "--format", "json").stdout)
    assert profile["id"] == "concept:reinforcement learning from human feedback"
    assert {name["rule"] for name in profile["names"]} == {"spelling", "acronym", "glossary"}
    for mention in profile["mentions"]:
        for place in mention["evidence"]:
            assert place["text"][place["start"] : place["end"]] in {name["name"] for name in profile["names"]}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            ["query", "top-collaborators", "-p", "author=Christofer Re"],
            "no author 'Christofer Re'; did you mean Christopher R",
        ),
        (["query", "papers-of-concept", "-p", "concept=LoRAs Adapters"], "no concept 'LoRAs Adapters'; find-concepts"),
        (
            ["query", "papers-of-day", "-p", "day=2024-03-07"],
            "no day '2024-03-07'; did you mean 2024-03-06, 2024-03-05 or",
        ),
        (
            ["query", "papers-of-day", "-p", "day=2042-03-05"],
            "no day '2042-03-05'; the days go from 2024-03-04 to 2024-04-09; did you mean 2024-03-05, 2024-04-09",
        ),
        (
            ["query", "most-voted", "-p", "month=2024-05"],
            "no month '2024-05'; the months go from 2024-03 to 2024-04; did you mean 2024-04 or 2024-03?",
        ),
        (["query", "most-voted", "-p", "month=1999-12"], "no month '1999-12'; the months go from 2024-03 to 2024-04; "),
        (
            ["query", "find-authors", "-p", "word=Luke Zettlemoyr"],
            "no author 'Luke Zettlemoyr'; did you mean Luke Zettlemoyer?",
        ),
        (["query", "find-authors", "-p", "word=Zettelmoyer"], "no author 'Zettelmoyer'; did you mean Zettlemoyer?"),
        (["query", "find-papers", "-p", "word=atention"], "no paper 'atention'; did you mean Attention?"),
        (["query", "find-concepts", "-p", "word=xyzzyq"], "no concept 'xyzzyq'; none has these letters in its name"),
        (["query", "papers-of-venue", "-p", "word=Nature"], "no venue 'Nature'; none has these letters in its name"),
        (["query", "cited-by", "-p", "paper=9999.99999"], "no paper '9999.99999'; find-papers finds them"),
        (["query", "papers-of-author", "-p", "author=\x1b[31mAnn"], "no author '[U+001B][31mAnn'; find-authors"),
        (
            ["query", "similar-papers", "-p", "paper=2106.09686"],
            "no paper '2106.09686'; did you mean arxiv:2106.09685 (LoRA",
        ),
        (["concept", "language"], "no concept 'language'; did you mean "),
        (["concept", "langauge"], "no concept 'langauge'; did you mean language model, Large L"),
        (["view", "--query", "papers-of-author", "-p", "author=Tri Doa"], "no author 'Tri Doa'; did you mean Tri Dao?"),
    ],
)
def test_what_is_not_there_is_an_error_with_the_nearest_names(atlas: str, arguments: list[str], message: str) -> None:
    result = run(*arguments, "--atlas", atlas)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"Error: {message}")


def test_accents_and_addresses_as_people_type_them(atlas: str) -> None:
    found = run("query", "find-authors", "-p", "word=Christopher Re", "--atlas", atlas, "--format", "csv").stdout
    assert "Christopher Ré" in found
    for paper in ("2106.09685", "https://arxiv.org/pdf/2106.09685v2.pdf?download=1#page=3"):
        assert len(run("query", "similar-papers", "-p", f"paper={paper}", "--atlas", atlas).stdout.splitlines()) > 2


def test_a_saved_query_is_drawn_with_its_values(atlas: str, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    drawn = run("view", "--query", "papers-of-author", "-p", "author=tri dao", "--atlas", atlas, "-o", page, "--quiet")
    assert (drawn.exit_code, drawn.output) == (0, "")
    assert "FlashAttention" in page.read_text(encoding="utf-8")


def test_an_interrupted_query_leaves_no_process(atlas: str) -> None:
    cypher = " ".join(f"UNWIND range(1, 1000) AS {name}" for name in "abcd") + " RETURN count(*) AS n"
    command = [sys.executable, "-m", "paperatlas", "query", cypher, "--timeout", "3600", "--atlas", atlas]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as asking:
        while not (answering := psutil.Process(asking.pid).children()):
            assert asking.poll() is None
        asking.send_signal(signal.SIGINT)
        _, told = asking.communicate()
    assert (asking.returncode, told) == (130, "Interrupted; nothing was changed.\n")
    assert psutil.wait_procs(answering, timeout=60)[1] == []


def test_a_query_without_bound_is_an_error_of_the_command(atlas: str) -> None:
    growing = "RETURN size(reduce(text = 'a', x IN range(1, 40) | text + text)) AS length"
    result = run("query", growing, "--memory", "128", "--atlas", atlas)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "needs more memory than the 128 MB it may take" in result.stderr


def test_overrides_that_contradict_each_other_name_their_lines(digests: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text('never = ["x"]\nalways = ["x"]\n', encoding="utf-8")
    result = run("build", digests, "-o", tmp_path / "atlas", "--overrides", rules)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "never has 'x' (line 1), yet always has 'x' (line 2)" in result.stderr


def test_names_in_overrides_that_no_digest_has_are_told(digests: Path, tmp_path: Path) -> None:
    rules = tmp_path / "rules.toml"
    rules.write_text(
        'same = [["our fusion", "kernel fusion"], ["plimz", "plomz"]]\nnever = ["sparse atention", "없는 이름"]\n'
        'different = [["Kernel Fusion", "没有的名字"]]',
        encoding="utf-8",
    )
    told = [
        "overrides: never has 'sparse atention', which stands in no file; did you mean 'sparse attention'?",
        "overrides: never has '없는 이름', which stands in no file",
        "overrides: different has '没有的名字', which stands in no file",
        "overrides: same has 'plimz', which stands in no file",
        "overrides: same has 'plomz', which stands in no file",
    ]
    for _ in range(2):  # also where the build is there already
        result = run("build", digests, "-o", tmp_path / "atlas", "--overrides", rules, "--strict")
        assert result.exit_code == 0
        assert [line.strip() for line in result.stderr.splitlines() if "overrides: " in line] == told
    shown = run("info", "--atlas", tmp_path / "atlas").stdout.splitlines()
    assert [line for line in shown if "overrides: " in line] == told
    quiet = run("build", digests, "-o", tmp_path / "atlas", "--quiet")
    assert (quiet.exit_code, quiet.stderr) == (0, "")


def test_tables_in_a_row_are_parted_and_have_headings(atlas: str) -> None:
    headings = {
        ("info",): ("Tables", "Authors with the most papers", "Concepts with the most papers"),
        ("concept", "CLIP"): (
            "Names",
            "Neighbours",
            "Months",
            "Papers, those that are most about it first",
        ),
    }
    for command, expected in headings.items():
        lines = run(*command, "--atlas", atlas).stdout.splitlines()
        assert all(lines[lines.index(heading) - 1] == "" for heading in expected)


def test_the_glossary_is_exported_as_a_table(atlas: str, tmp_path: Path) -> None:
    assert run("export", tmp_path / "glossary.csv", "--atlas", atlas).exit_code == 0
    with (tmp_path / "glossary.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["name"]: row for row in csv.DictReader(file)}
    pair = rows["직접 선호 최적화"]
    assert (pair["english"], pair["concept"]) == (
        "Direct Preference Optimization",
        "concept:direct preference optimization",
    )
    assert json.loads(pair["evidence"])[0].startswith("arxiv:")
    assert run("export", tmp_path / "unknown.csv", "--atlas", atlas).exit_code == 2
