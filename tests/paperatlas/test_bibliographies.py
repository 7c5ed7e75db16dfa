"""A bibliography through the command line: built, asked, exported, and built again."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

import paperatlas
from paperatlas import Atlas, AuthorRecord, Detail, PaperRecord, UsageError
from paperatlas.cli import main
from tests.loaders.test_returned_references import KINDS, by_key

HEAD = re.compile(r"^@(\w+)\{([^,]*),", re.MULTILINE)


def run(*arguments: str | Path) -> str:
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_bibliography_goes_back_to_where_it_came_from(tmp_path: Path) -> None:
    given, atlas, back = tmp_path / "refs.bib", tmp_path / "atlas", tmp_path / "back"
    given.write_text(KINDS, encoding="utf-8")
    back.mkdir()
    run("build", given, "-o", atlas, "--quiet")
    for name in ("refs.bib", "refs.ris", "refs.csl.json"):
        run("export", back / name, "--atlas", atlas, "--quiet")
    heads = dict(HEAD.findall(KINDS)[at][::-1] for at in range(KINDS.count("\n@")))
    assert {key: entry for entry, key in HEAD.findall((back / "refs.bib").read_text(encoding="utf-8"))} == heads
    assert by_key((back / "refs.bib").read_bytes()) == by_key(KINDS.encode())
    shown = json.loads(run("paper", "On Looms of the North", "--atlas", atlas, "--format", "json"))
    assert (shown["work_type"], shown["citation_key"], shown["venue"]) == ("thesis", "lee-phd", "University of Ghent")
    assert shown["details"] == [{"name": "publisher-place", "value": "Ghent", "source": "refs.bib", "line": 14}]
    assert {"work_type", "citation_key"} <= {*shown["listings"][0]["gives"]}
    printed = run("paper", "On Looms of the North", "--atlas", atlas)
    assert "University of Ghent, thesis, cited as lee-phd" in printed
    assert run("paper", "lee-phd", "--atlas", atlas) == printed
    for key in ("oldkey9", "older.key9"):
        assert "cited as eid9" in run("paper", key, "--atlas", atlas)
    question = "MATCH (p:Paper {citation_key: 'lee-phd'}) RETURN p.work_type AS type"
    assert "thesis" in run("query", question, "--atlas", atlas)
    for name in ("refs.bib", "refs.ris", "refs.csl.json"):
        run("build", back / name, "-o", tmp_path / "again", "--quiet")
        run("export", tmp_path / name, "--atlas", tmp_path / "again", "--quiet")
        assert (tmp_path / name).read_bytes() == (back / name).read_bytes()


def test_records_from_python_say_what_they_are(tmp_path: Path) -> None:
    record = PaperRecord(
        title="Looms", authors=(AuthorRecord("Ann Lee"),), published="2020", work_type="thesis",
        citation_key="lee2020", venue="Ghent", details=(Detail("note", "Of 3 parts"),),
    )  # fmt: skip
    with paperatlas.build(records=[record], out=tmp_path / "atlas") as atlas:
        assert isinstance(atlas, Atlas)
        atlas.export(tmp_path / "refs.bib")
    assert "@phdthesis{lee2020,\n" in (tmp_path / "refs.bib").read_text()
    assert "  note = {Of 3 parts},\n" in (tmp_path / "refs.bib").read_text()
    with pytest.raises(UsageError, match="details"):
        paperatlas.build(records=[PaperRecord(title="Looms", details=("7",))], out=tmp_path / "atlas")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="work_type"):
        paperatlas.build(records=[PaperRecord(title="Looms", work_type=7)], out=tmp_path / "atlas")  # type: ignore[arg-type]


def test_a_key_of_two_papers_is_told_with_both_places(tmp_path: Path) -> None:
    entry = "@article{%s, title={%s}, author={Lee, Ann}, year=2020}"
    for name, key, title in (("a", "lee2020", "On the Looms of Lyon"), ("b", "lee2020", "On the Yarns of Ghent")):
        (tmp_path / f"{name}.bib").write_text(entry % (key, title))
    with paperatlas.build([tmp_path / "a.bib", tmp_path / "b.bib"], tmp_path / "atlas") as atlas:
        with pytest.raises(UsageError, match="the key of several papers"):
            atlas.paper("lee2020")
        (problem,) = (each for each in atlas.problems if each.code == "shared-key")
    assert (problem.file, problem.line) == ("b.bib", 1)
    assert "lee2020 is of another paper in a.bib:1 (title:on the looms of lyon" in problem.message
