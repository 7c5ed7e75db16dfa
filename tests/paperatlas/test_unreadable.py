"""One digest that can't be read is a problem; the others come through."""

import bz2
import gzip
import lzma
import os
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path

import pytest

import paperatlas
from paperatlas import Atlas
from paperatlas.base.errors import InputError
from paperatlas.building import build_atlas
from paperatlas.settings import Settings
from paperatlas.workers import BYTES_A_WORKER
from tests.harness import unmeasured
from tests.paperatlas.conftest import DIGEST, OTHER_DIGEST

PACKAGE = Path(paperatlas.__file__).parent
THIRD = DIGEST.replace("2024-04-15", "2024-04-17").replace("2404.00001", "2404.00003")
UNREADABLE = {
    "cp949.md": THIRD.encode("cp949"),
    "utf16.md": THIRD.encode("utf-16-le"),
    "picture.md": b"\x89PNG\r\n\x1a\n\x00",
    "binary.md": bytes(range(256)),
    "nothing.md": b"\0" * 100,
}


@pytest.mark.parametrize("jobs", [1, 2])
def test_unreadable_files_are_problems_and_the_rest_is_built(jobs: int, digests: Path, tmp_path: Path) -> None:
    for name, data in UNREADABLE.items():
        (digests / name).write_bytes(data)
    (digests / "marked.md").write_bytes(THIRD.encode("utf-16"))
    atlas = paperatlas.build(digests, tmp_path / "atlas", jobs=jobs)
    assert len(atlas.tables["papers"]) == 3
    problems = {problem.file: problem for problem in atlas.problems}
    assert problems.keys() == UNREADABLE.keys()
    assert {problem.code for problem in problems.values()} == {"not-utf8"}
    assert "it looks like CP949 (EUC-KR); convert it: iconv -f CP949" in problems["cp949.md"].message
    assert paperatlas.check(digests).problems == tuple(atlas.problems)


def test_where_nothing_is_readable_the_build_fails_and_says_why(tmp_path: Path) -> None:
    for name, data in UNREADABLE.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(InputError, match=r"no paper in 5 files[\s\S]*cp949\.md:1: this is not UTF-8 text"):
        build_atlas([tmp_path], tmp_path / "atlas", Settings(), jobs=1)
    assert len(paperatlas.check(tmp_path).problems) == 5


PACK: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".bz2": bz2.compress, ".xz": lzma.compress}
KOREAN = DIGEST.replace("2404.00001", "2404.00009").encode("cp949")


def shell(words: str, cwd: Path) -> "subprocess.CompletedProcess[str]":
    command = words.replace("paperatlas", f"{sys.executable} -m paperatlas", 1)
    return subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=False, cwd=cwd)


def command_in(line: str) -> str:
    return line.partition("; convert it: ")[2].removesuffix(" [not-utf8]")


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("logs/2024/x.md", "logs"),
        ("logs/2024/x.md", "logs/2024/x.md"),
        ("my logs/it's $HOME.md", "'my logs'"),
        ("-x.md", "./-x.md"),
        ("logs/x.md.gz", "logs"),
        ("logs/x.md.bz2", "logs/x.md.bz2"),
        ("logs/x.md.xz", "logs"),
    ],
)
def test_a_problem_opens_and_is_mended_from_where_the_user_is(name: str, given: str, tmp_path: Path) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(PACK.get(path.suffix, bytes)(KOREAN))
    checked = shell(f"paperatlas check {given}", tmp_path).stdout
    file, _, message = checked.rstrip().partition(":1: this is not UTF-8 text")
    assert (tmp_path / file).samefile(path)
    mended = shell(command_in(message), tmp_path)
    assert (mended.returncode, mended.stdout, mended.stderr) == (0, "", "")
    (converted,) = path.parent.glob("*.utf8.md")
    assert paperatlas.check(converted).problems == ()


def test_build_tells_a_problem_as_check_does_and_keeps_nothing_of_the_place(tmp_path: Path) -> None:
    (tmp_path / "my logs" / "1").mkdir(parents=True)
    (tmp_path / "my logs" / "1" / "x.md").write_bytes(KOREAN)
    (tmp_path / "other.md").write_text(OTHER_DIGEST, encoding="utf-8")
    told = shell("paperatlas check 'my logs'", tmp_path).stdout
    assert told.startswith("my logs/1/x.md:1: ")
    assert f"\n  {told}" in shell("paperatlas build 'my logs' -o atlas", tmp_path).stderr
    assert f"\n  {told}" in shell("paperatlas build 'my logs' other.md -o atlas", tmp_path).stderr
    assert f"\n{told}" in shell("paperatlas build 'my logs' other.md -o atlas --strict", tmp_path).stderr
    (kept,) = Atlas.open(tmp_path / "atlas").problems
    assert (kept.file, command_in(kept.message)) == ("1/x.md", "iconv -f CP949 -t UTF-8 x.md > x.utf8.md")


def test_standard_input_is_no_file_and_is_mended_in_the_pipe(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(KOREAN)
    checked = shell("cat x.md | paperatlas check -", tmp_path).stdout
    assert checked.startswith("<stdin>:1: this is not UTF-8 text")
    mended = shell(f"cat x.md | {command_in(checked.rstrip())} | paperatlas check -", tmp_path)
    assert (mended.returncode, mended.stdout) == (0, "")


def test_both_digests_of_a_conflict_are_told_by_their_places(tmp_path: Path) -> None:
    for name, title in (("logs/1/a.md", "Sparse"), ("logs/2/b: it.md", "Dense")):
        (tmp_path / name).parent.mkdir(parents=True)
        digest = DIGEST.replace("Sparse", title).replace("04-15", "04-15" if title == "Sparse" else "04-16")
        (tmp_path / name).write_text(digest, encoding="utf-8")
    told = "logs/2/b: it.md:3: arxiv:2404.00001 has another title in logs/1/a.md:3; it is one paper"
    assert shell("paperatlas check logs", tmp_path).stdout.startswith(told)
    assert f"  {told}" in shell("paperatlas build logs -o atlas --jobs 1", tmp_path).stderr
    (kept,) = Atlas.open(tmp_path / "atlas").problems
    assert (kept.file, " in 1/a.md:3; " in kept.message) == ("2/b: it.md", True)
    assert paperatlas.check(tmp_path / "logs").problems == (kept,)


def test_a_packed_file_without_papers_is_skipped_by_its_own_path(tmp_path: Path) -> None:
    (tmp_path / "package.json.gz").write_bytes(gzip.compress(b"{}"))
    (tmp_path / "other.md").write_text(OTHER_DIGEST, encoding="utf-8")
    assert shell("paperatlas check .", tmp_path).stderr.startswith("package.json.gz: skipped, it holds no papers\n")


def overwrite(path: Path) -> None:
    path.write_bytes(b"x")


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize(("change", "code"), [(os.remove, "no such file"), (overwrite, "changed")])
def test_a_file_that_goes_or_changes_while_others_are_read(
    jobs: int, change: Callable[[Path], None], code: str, digests: Path, tmp_path: Path
) -> None:
    def progress(done: int, total: int) -> None:
        if done == 0 and (digests / "2024-04-16.md").exists():
            change(digests / "2024-04-16.md")

    report = build_atlas([digests], tmp_path / "atlas", Settings(), jobs=jobs, progress=progress)
    atlas = paperatlas.Atlas.open(tmp_path / "atlas")
    assert atlas.path == report.build
    assert atlas.tables["papers"]["id"].to_pylist() == ["arxiv:2404.00001"]
    ((file, problem_code, message),) = [(it.file, it.code, it.message) for it in atlas.problems]
    assert (file, problem_code) == ("2024-04-16.md", "unreadable-file")
    assert code in message


@pytest.fixture
def faulty_package(tmp_path: Path) -> Path:
    """A copy of the package that fails on a certain title as the environment says."""
    copy = tmp_path / "site" / "paperatlas"
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for name, function, title in (
        ("graph/concepts/mentions.py", "find_mentions(paper)", "paper.title"),
        ("parsers/daily_digest.py", "parse(text, source)", "text"),
    ):
        with (copy / name).open("a", encoding="utf-8") as file:
            file.write(f"""
import os as _os
_whole_{function.split("(")[0]} = {function.split("(")[0]}
def {function}:
    if _os.environ.get("FAULT_IN") == "{function.split("(")[0]}" and "Kernel" in {title}:
        exec(_os.environ["FAULT"])
    return _whole_{function}
""")
    return copy


def run_with(package: Path, fault_in: str, fault: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-P", "-m", "paperatlas", *arguments],
        env={**unmeasured(), "PYTHONPATH": str(package.parent), "FAULT_IN": fault_in, "FAULT": fault},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(("fault_in", "papers", "jobs"), [("find_mentions", 2, "2"), ("parse", 1, "1")])
def test_a_fault_of_ours_costs_only_what_it_hits(
    fault_in: str, papers: int, jobs: str, faulty_package: Path, digests: Path, tmp_path: Path
) -> None:
    arguments = ["build", str(digests), "-o", str(tmp_path / "atlas"), "-j", jobs]
    result = run_with(faulty_package, fault_in, "[][1]", *arguments)
    assert result.returncode == 0, result.stderr
    assert "memory" not in result.stderr
    assert "Traceback" not in result.stderr
    atlas = paperatlas.Atlas.open(tmp_path / "atlas")
    assert len(atlas.tables["papers"]) == papers
    (problem,) = atlas.problems
    assert (problem.file, problem.code) == ("2024-04-16.md", "unexpected-error")
    assert "IndexError" in problem.message
    assert str(tmp_path) not in problem.raw
    strict = run_with(faulty_package, fault_in, "[][1]", *arguments, "--strict")
    assert strict.returncode == 1
    assert f" in {fault_in}: " in strict.stderr
    assert "IndexError: list index out of range" in strict.stderr


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
            "was killed, as the system does where memory runs out",
        ),
        ("import os; os.abort()", "crashed (SIGABRT); --jobs 1 reads without other processes"),
        ("import os; os._exit(3)", "ended by itself (exit code 3)"),
        ("raise MemoryError", "there is too little memory to read this file"),
    ],
)
def test_a_process_that_ends_says_how(
    fault: str, said: str, faulty_package: Path, digests: Path, tmp_path: Path
) -> None:
    result = run_with(
        faulty_package, "find_mentions", fault, "build", str(digests), "-o", str(tmp_path / "atlas"), "-j", "2"
    )
    assert result.returncode == 2
    assert "2024-04-16.md: " in result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "atlas" / "current").exists()


def test_of_several_processes_the_one_that_dies_is_known_by_its_digest(
    faulty_package: Path, digests: Path, tmp_path: Path
) -> None:
    for path in digests.iterdir():  # so large that a second process is worth it
        path.write_bytes(path.read_bytes() + b"\n" * BYTES_A_WORKER)
    fault = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
    arguments = ["build", str(digests), "-o", str(tmp_path / "atlas"), "-j", "2"]
    result = run_with(faulty_package, "find_mentions", fault, *arguments)
    assert result.returncode == 2
    assert "2024-04-16.md: the process that read this file was killed" in result.stderr


def test_processes_that_read_import_no_pandas() -> None:
    code = (
        "import sys, pyarrow, paperatlas.workers as workers\n"
        "workers._load()\n"
        "assert pyarrow.array([1, 2]).to_pylist() == [1, 2]\n"
        "assert 'pandas' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ('[{"id": 1,\n "name" "x"}]', 2, r'line 2, column 9 \(.*it looks like records with "id"'),
        ('{"a": {"b": [1, 2', 1, r"line 1, column 18 \(it ends in the middle; is the file cut off\?\)"),
        ("<!DOCTYPE html>\n<title>Not found</title>", 1, "a page of HTML, 'Not found', and no data"),
        ("{'title': 'A'}", 1, "line 1, column 2 .*it looks like Python's way of printing data"),
        ("hello", 1, "line 1, column 1 "),
        ('{"a":' * 100_000, 1, "nested too deeply"),
    ],
)
def test_broken_data_is_told_with_its_place_and_what_it_looks_like(
    text: str, line: int, said: str, digests: Path, tmp_path: Path
) -> None:
    (tmp_path / "papers.json").write_text(text)
    with pytest.raises(InputError, match=rf"papers\.json:{line}: this is no list of papers: .*{said}"):
        paperatlas.build(tmp_path / "papers.json", tmp_path / "atlas", jobs=1)
    (digests / "papers.json").write_text(text)
    (problem,) = paperatlas.check(digests).problems
    assert (problem.file, problem.line, problem.code) == ("papers.json", line, "unknown-format")


@pytest.mark.parametrize(
    "text", ['{\n  // how wide\n  "width": 4\n}', '{"name": "a package"}', "[]", '{"a": 1}\n{"b": 2}\n']
)
def test_data_that_holds_no_papers_is_skipped(text: str, digests: Path) -> None:
    (digests / "settings.json").write_text(text)
    report = paperatlas.check(digests)
    assert not report.problems
    assert [file.reason for file in report.skipped] == ["it holds no papers"]


@pytest.mark.parametrize("suffix", ["", ".gz"])
def test_an_archive_by_name_is_refused_with_a_word(suffix: str, tmp_path: Path) -> None:
    (tmp_path / "x.md").write_text("- [Looms](https://arxiv.org/abs/2404.00001)\n")
    with tarfile.open(tmp_path / f"x.tar{suffix}", "w:gz" if suffix else "w") as archive:
        archive.add(tmp_path / "x.md", "x.md")
    problems = paperatlas.check([tmp_path / f"x.tar{suffix}", tmp_path / "x.md"]).problems
    assert {problem.code: problem.message for problem in problems}[
        "unreadable-file"
    ] == "this is an archive of files (tar); unpack it and name the directory"
