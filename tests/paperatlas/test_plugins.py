"""Forms that other distributions bring: the one of the documentation, installed as any is, and broken ones."""

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import paperatlas
from tests.harness import unmeasured

FORMATS_DOCS = Path(__file__).parents[2] / "docs" / "formats.md"
DIGEST = "## Daily Papers (2024-04-15)\n\n### [Sparse attention](https://arxiv.org/abs/2404.00001)\n\nVote: 3\n"
WHOLE = """
from paperatlas import ParsedFile, PaperRecord, Problem
SUFFIXES = (".seen",)
def accepts(text): return True
def parse(text, source): return ParsedFile((PaperRecord(title=text.split("\\n")[0]),), ())
"""


def documented(language: str) -> str:
    """The code of a language in the section on plug-ins."""
    section = FORMATS_DOCS.read_text(encoding="utf-8").partition("## Your own form")[2]
    (code,) = re.findall(rf"```{language}\n(.*?)```", section, re.DOTALL)
    return str(code)


def install(project: Path, site: Path) -> None:
    """Installs a project into a directory: its wheel is built and unpacked, as pip does."""
    build = "import setuptools.build_meta, sys; setuptools.build_meta.build_wheel(sys.argv[1])"
    command = [sys.executable, "-W", "ignore", "-c", build, str(project / "dist")]
    (project / "dist").mkdir()
    subprocess.run(command, cwd=project, env=unmeasured(), check=True, capture_output=True)
    (wheel,) = (project / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the plug-in of the documentation is installed."""
    project, site = tmp_path_factory.mktemp("project"), tmp_path_factory.mktemp("site")
    (project / "pyproject.toml").write_text(documented("toml"), encoding="utf-8")
    (project / "seen_papers.py").write_text(documented("python"), encoding="utf-8")
    install(project, site)
    return site


def put(site: Path, name: str, code: str, version: str = "2.1", entries: str = "") -> None:
    """A distribution as pip leaves it, with a module of its own."""
    info = site / f"{name}-{version}.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: {version}\n")
    (info / "entry_points.txt").write_text(f"[paperatlas.formats]\n{entries or f'{name} = {name}'}\n")
    (site / f"{name}.py").write_text(code)


def run(site: Path, *arguments: object, code: int = 0) -> str:
    """What paperatlas says with the distributions of a directory."""
    done = subprocess.run(
        [sys.executable, "-P", "-m", "paperatlas", *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert "Traceback" not in said
    return said


def titles(atlas: Path) -> list[str]:
    with paperatlas.Atlas.open(atlas) as opened:
        return [title for (title,) in opened.query("MATCH (p:Paper) RETURN p.title ORDER BY p.title").rows]


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    lines = documented("text").splitlines()
    (folder / "spring.seen").write_text("\n".join([*lines, "no paper", "nonsense | X | Without an id"]) + "\n")
    (folder / "2024-04-15.md").write_text(DIGEST)
    return folder


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_plugin_is_listed_and_its_files_are_read(jobs: int, installed: Path, papers: Path, tmp_path: Path) -> None:
    assert re.search(r"^seen +\.seen \.txt +\(seen-papers 1\.0\)$", run(installed, "formats"), re.MULTILINE)
    (papers / "big.seen").write_text("2404.00002 | Ann Lee | Large\n" + "# filler\n" * 60_000)  # worth another process
    run(installed, "build", papers, "-o", tmp_path / "atlas", "--jobs", jobs)
    assert titles(tmp_path / "atlas") == [
        "Boxes at Rest",
        "Boxes in Motion",
        "Large",
        "Sparse attention",
        "Without an id",
    ]
    checked = run(installed, "check", papers, code=1)
    assert "spring.seen:4: this line is no paper; it is left out [no-paper]" in checked
    assert "spring.seen:5: ids: this is no id of a paper; it is left out (plug-in seen-papers 1.0)" in checked


def test_without_the_plugin_its_files_are_none_of_papers(papers: Path, tmp_path: Path) -> None:
    assert "spring.seen: skipped" in run(tmp_path, "check", papers)


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("def accepts(text: return", "SyntaxError"),
        ("raise SystemExit(3)", "SystemExit: 3"),
        ("SUFFIXES = ('.seen',)\ndef parse(text, source): ...", "broken has no function accepts"),
        (WHOLE.replace('(".seen",)', "'.seen'"), 'broken has no SUFFIXES such as (".odd",)'),
        (WHOLE + "CUT = 'x'", "CUT in broken is no compiled pattern of bytes"),
    ],
)
def test_a_plugin_that_cannot_be_used_is_told_and_the_rest_is_read(
    code: str, reason: str, papers: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    put(site, "broken", code)
    told = "broken 2.1: the form 'broken' of this plug-in can't be used"
    listed = run(site, "formats")
    assert told in listed
    assert reason in listed
    assert "daily-digest" in listed
    checked = run(site, "check", papers, code=1)
    assert told.replace("2.1:", "2.1:1:") in checked
    assert reason in checked
    assert checked.endswith("\n1 listing, 1 problem, 1 skipped\n")


def test_a_build_goes_on_without_a_plugin_that_cannot_be_used(papers: Path, tmp_path: Path) -> None:
    put(tmp_path / "site", "broken", "raise SystemExit(3)")
    run(tmp_path / "site", "build", papers, "-o", tmp_path / "atlas", "-j", "1")
    assert titles(tmp_path / "atlas") == ["Sparse attention"]


def test_two_forms_of_one_name_are_told(papers: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    put(site, "twice", WHOLE, entries="bibtex = twice")
    assert "twice 2.1: the form 'bibtex' of this plug-in can't be used (ValueError: there is another" in run(
        site, "formats"
    )


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (("return True", "raise KeyError(text[:3])"), "KeyError"),
        (("return ParsedFile(", "raise SystemExit(4); ("), "SystemExit: 4"),
        (("return ParsedFile(", "return list or ParsedFile("), "parse gives a type, not a paperatlas.ParsedFile"),
        (("), ())", "), [3])"), "AttributeError"),
        (("), ())", "), (Problem(source, '3', 'x', 'y', 'z'),))"), "has other types than a Problem"),
    ],
)
def test_a_plugin_that_fails_in_a_file_is_told_and_the_file_read_without_it(
    change: tuple[str, str], reason: str, papers: Path, tmp_path: Path
) -> None:
    site = tmp_path / "site"
    put(site, "failing", WHOLE.replace('".seen"', '".md"').replace(*change))
    checked = run(site, "check", papers, code=1)
    assert "2024-04-15.md:1: the plug-in failing 2.1 failed in this file (" in checked
    assert reason in checked
    assert "1 listing" in checked
    if reason == "KeyError":  # a build reads as a check does
        run(site, "build", papers, "-o", tmp_path / "atlas", "-j", "1")
        assert titles(tmp_path / "atlas") == ["Sparse attention"]
    (papers / "notes.md").write_text("nothing that is known\n")
    assert re.search(
        rf"notes\.md:1: this is no list of papers: .*failing 2\.1 .*{re.escape(reason)}",
        run(site, "check", papers, code=1),
    )


def test_records_that_are_none_are_told_one_by_one(papers: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    records = (
        "PaperRecord(title='Good', published='year 20244'), PaperRecord(title='Odd', day=3), {'title': 'Bad'}, "
        "PaperRecord(title=b'Bytes')"
    )
    put(site, "odd", WHOLE.replace('PaperRecord(title=text.split("\\n")[0])', records))
    checked = run(site, "check", papers, code=1)
    assert "the plug-in odd 2.1 gives no record here: it is a dict, not a paperatlas.PaperRecord" in checked
    assert "gives no record here: it must be str, not bytes: b'Bytes'; it is left out" in checked
    assert re.search(r"gives no record here: .*date.*, not int: .*3.*; it is left out", checked)
    assert "[unreadable-date]" in checked
    assert "2 listings" in checked


def test_an_updated_plugin_reads_again_and_no_other_change_does(papers: Path, tmp_path: Path) -> None:
    site, atlas = tmp_path / "site", tmp_path / "atlas"
    put(site, "seen", WHOLE)
    assert "read 2 files" in run(site, "build", papers, "-o", atlas, "-j", "1")
    assert "read 2 files" not in run(site, "build", papers, "-o", atlas, "-j", "1")
    (site / "seen-2.1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: seen\nVersion: 2.2\n")
    assert "read 2 files" in run(site, "build", papers, "-o", atlas, "-j", "1")
    (site / "seen.py").write_text(WHOLE.replace("title=text", "title='New ' + text"))
    assert "read 2 files" in run(site, "build", papers, "-o", atlas, "-j", "1")
    assert "New # what we read in spring" in titles(atlas)


def test_plugins_are_looked_up_only_where_something_is_read(tmp_path: Path) -> None:
    put(tmp_path, "noisy", "raise SystemExit('imported')")
    assert "imported" not in run(tmp_path, "--help") + run(tmp_path, "query", "--help")


def test_big_files_of_a_plugin_are_read_in_pieces(tmp_path: Path) -> None:
    parse = """
    papers = tuple(PaperRecord(title=line[1:], line=number)
        for number, line in enumerate(text.split("\\n"), start=1) if line.startswith("@"))
    return ParsedFile(papers, tuple(Problem(source, each.line, "odd", "it is odd", "") for each in papers[-1:]))"""
    code = WHOLE.replace(' return ParsedFile((PaperRecord(title=text.split("\\n")[0]),), ())', parse)
    put(tmp_path / "site", "pieces", f"import re\n{code}\nCUT = re.compile(rb'(?<=\\n)@')\nMOST_MEGABYTES = 1")
    big = tmp_path / "big.seen"
    big.write_text("".join(f"@Boxes {number}\n{'# filler' * 100_000}\n" for number in range(24)))  # 19 MB
    checked = run(tmp_path / "site", "check", big, code=1)
    assert "24 listings, " in checked
    assert checked.count("it is odd") > 1  # one a piece
    assert "big.seen:47: it is odd" in checked
    big.write_text("# filler" * 1_200_000)
    assert "1 MB" in run(tmp_path / "site", "check", big, code=1)
