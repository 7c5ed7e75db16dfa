"""What is found under the paths given, what is skipped, and the names under which files are known."""

import gc
import gzip
import itertools
import os
import socket
from pathlib import Path

import pytest

import paperatlas
from paperatlas.base.errors import InputError, UsageError
from paperatlas.building import build_atlas
from paperatlas.inputs import find_inputs, what_is_read
from paperatlas.settings import Settings
from tests.paperatlas.conftest import DIGEST, OTHER_DIGEST


def write(root: Path, *names: str) -> None:
    """A digest of its own at each path; a name that ends in `=` has the content of the one before."""
    for number, name in enumerate(names):
        path = root / name.rstrip("=")
        path.parent.mkdir(parents=True, exist_ok=True)
        content = number - name.endswith("=")
        path.write_text(DIGEST.replace("2404.00001", f"2404.{content:05}"), encoding="utf-8")


def sources(root: Path, *names: str) -> list[str]:
    """The sources of some paths, the same in any order of them."""
    found = {
        tuple((file.source, file.path.read_bytes()) for file in find_inputs([root / name for name in order]).files)
        for order in itertools.permutations(names)
    }
    (only,) = found
    return [source for source, _ in only]


@pytest.mark.parametrize(
    ("files", "given", "expected"),
    [
        (["logs/2023/11/20.md", "logs/2023/12/20.md"], None, ["11/20.md", "12/20.md"]),
        (["logs/2022/11/20.md", "logs/2023/11/20.md"], None, ["2022/11/20.md", "2023/11/20.md"]),
        (["a/20.md", "b/21.md"], None, ["20.md", "21.md"]),
        (["a/20.md", "b/20.md", "b/21.md"], None, ["21.md", "a/20.md", "b/20.md"]),
        (["one/digest.md", "two/digest.md"], ["one", "two"], ["one/digest.md", "two/digest.md"]),
        (
            ["x/1/20.md", "x/2/20.md", "y/1/20.md"],
            ["x/1/20.md", "x/2/20.md", "y"],
            ["2/20.md", "x/1/20.md", "y/1/20.md"],
        ),
        (["a/20.md", "a/b/20.md"], None, ["20.md", "b/20.md"]),
        (["a/20.md", "b/20.md="], None, ["20.md"]),
        (["a/20.md", "b/20.md=", "c/20.md"], None, ["a/20.md", "c/20.md"]),
        (["a/20.md"], ["a/20.md", "a/../a/20.md"], ["20.md"]),
        (["logs/2023/20.md"], ["logs", "logs/2023", "logs/2023/20.md"], ["2023/20.md"]),
    ],
)
def test_a_source_is_as_long_as_it_must_be(
    files: list[str], given: list[str] | None, expected: list[str], tmp_path: Path
) -> None:
    write(tmp_path, *files)
    assert sources(tmp_path, *(given or [name.rstrip("=") for name in files])) == expected


def test_a_link_to_a_digest_is_that_digest(tmp_path: Path) -> None:
    write(tmp_path, "2024-04-15.md")
    (tmp_path / "0-latest.md").symlink_to("2024-04-15.md")
    assert sources(tmp_path, ".") == ["2024-04-15.md"]
    assert sources(tmp_path, "0-latest.md") == ["0-latest.md"]


def test_files_of_one_name_are_built_to_the_same_bytes_in_any_order(tmp_path: Path) -> None:
    write(tmp_path, "logs/2023/11/20.md", "logs/2023/12/20.md")
    files = sorted(tmp_path.glob("logs/*/*/*.md"))
    first = build_atlas(files, tmp_path / "first", Settings(), jobs=1)
    second = build_atlas(files[::-1], tmp_path / "second", Settings(), jobs=1)
    assert first.build.name == second.build.name
    listed = (first.build / "manifest.json").read_text(encoding="utf-8")
    assert '"11/20.md"' in listed
    assert str(tmp_path) not in listed


def test_check_lists_what_is_skipped_and_why(digests: Path) -> None:
    write(digests, ".git/config.md", "old/2023-01-01.md", "atlas/x.md")
    (digests / "atlas" / ".paperatlas").touch()
    for name in ("papers.csv", "papers.docx", "package.json", "notes.txt", "Makefile"):
        (digests / name).write_text("{}", encoding="utf-8")
    (digests / "README.md").write_text("# About these digests", encoding="utf-8")
    (digests / "linked").symlink_to(digests / "old")
    (digests / "loop").symlink_to(digests)
    report = paperatlas.check(digests)
    assert report.problems == ()
    assert len(report.listings) == 3
    read = f"; what is read: {what_is_read()}"
    assert {Path(file.path).name: file.reason for file in report.skipped} == {
        ".git": "its name begins with a dot",
        "atlas": "an atlas",
        "papers.csv": "it holds no papers",
        "notes.txt": "it holds no papers",
        "papers.docx": f"a .docx file{read}",
        "package.json": "it holds no papers",
        "Makefile": f"a file without a suffix{read}",
        "README.md": "it holds no papers",
        "linked": "a link to a directory; name it to have it read",
        "loop": "a link to a directory; name it to have it read",
    }
    skipped = build_atlas([digests], digests.parent / "atlas", Settings(), jobs=1).skipped
    assert skipped == report.skipped
    assert build_atlas([digests], digests.parent / "atlas", Settings(), jobs=1).skipped == skipped


def test_an_address_of_the_web_is_not_taken_for_a_path() -> None:
    with pytest.raises(UsageError, match=r"https://example\.org/x\.md: addresses of the web are not read"):
        find_inputs(["https://example.org/x.md"])


def test_a_directory_without_a_digest_says_what_is_read_and_what_was_there(tmp_path: Path) -> None:
    for name in ("a.xlsx", "b.xlsx", "c.docx", "LICENSE"):
        (tmp_path / name).touch()
    message = (
        r"no list of papers in there; what is read: lists of papers .*\.md.*; found: 1 \.docx, 2 \.xlsx, 1 LICENSE"
    )
    with pytest.raises(InputError, match=message):
        find_inputs([tmp_path])


def test_what_should_be_read_and_can_not_be_is_a_problem_of_its_own(digests: Path) -> None:
    os.mkfifo(digests / "pipe.md")
    (digests / "zero.md").symlink_to("/dev/zero")
    (digests / "dangling.md").symlink_to("nowhere")
    (digests / "self.md").symlink_to("self.md")
    (digests / "big.md").touch()
    os.truncate(digests / "big.md", 10**10)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(digests / "socket.md"))
        report = paperatlas.check(digests)
        atlas = paperatlas.build(digests, digests.parent / "atlas", jobs=1)
    assert len(report.listings) == 2
    assert {(problem.file, problem.code) for problem in report.problems} == {
        (f"{name}.md", "unreadable-file") for name in ("pipe", "zero", "dangling", "self", "big", "socket")
    }
    assert len(atlas.tables["papers"]) == 2
    assert {problem.file for problem in atlas.problems} == {problem.file for problem in report.problems}


def test_a_directory_that_can_not_be_read_is_a_problem(digests: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as inside:  # so deep that the system refuses its path
        inside.chdir(digests)
        for _ in range(25):
            Path("d" * 200).mkdir()
            inside.chdir("d" * 200)
    report = paperatlas.check(digests)
    assert len(report.listings) == 2
    assert [problem.code for problem in report.problems] == ["unreadable-directory"]


def test_a_name_that_is_no_utf8_is_written_out(digests: Path) -> None:
    path = os.fsencode(digests) + b"/caf\xe9.md"
    Path(os.fsdecode(path)).write_text(OTHER_DIGEST.replace("2404.00002", "2404.00003"), encoding="utf-8")
    atlas = paperatlas.build(digests, digests.parent / "atlas", jobs=2)
    assert r"caf\xe9.md" in [row["source"] for row in atlas.manifest["inputs"]]
    assert len(atlas.tables["papers"]) == 3


@pytest.mark.parametrize("path", ["nowhere", "2024-04-15.md/below", "x" * 300, "nul\0"])
def test_a_path_that_was_named_and_is_not_there_is_an_error(path: str, digests: Path) -> None:
    with pytest.raises(InputError, match=r"no such file|this is no path"):
        find_inputs([digests, digests / path])


def test_a_readme_that_is_a_list_of_papers_is_read(digests: Path) -> None:
    text = '# Papers\n\n- **"Looms"** [[paper](https://arxiv.org/abs/2404.09656)]\n'
    (digests / "README.md").write_text(text, encoding="utf-8")
    report = paperatlas.check(digests)
    assert {problem.code for problem in report.problems} == {"no-authors", "no-date"}
    assert "README.md" not in {Path(file.path).name for file in report.skipped}


def test_what_a_program_says_of_papers_is_skipped_and_told(tmp_path: Path) -> None:
    address = "https://arxiv.org/abs/2404.0000"
    item = "- [Looms]({}{})\n"
    texts = {
        "README.md": f"# Loomer\n\n[![arXiv](https://img.example.org/a.svg)]({address}1)\n\n## Usage\n\nText.\n",
        "CHANGELOG.md": f"## 1.2\n- Add the loss of {address}2 (#12)\n- Fix [#13](https://example.org/13)\n",
        "TODO.md": f"- [ ] read {address}3\n- [ ] build [Looms]({address}4)\n",
        "docs/usage.md": "# Usage\n\nText.\n",
        "docs/methods.md": f"# Methods\n\nWe use the loss of [Lee et al.]({address}5). It is fast.\n",
    }
    lists = {"docs/papers.md": item.format(address, 6) + item.format(address, 7), "notes.md": "No papers.\n"}
    for name, text in {**texts, **lists}.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = paperatlas.check(tmp_path)
    assert [listing.ids for listing in report.listings] == [("arxiv:2404.00006",), ("arxiv:2404.00007",)]
    assert {(Path(file.path).relative_to(tmp_path).as_posix(), file.reason) for file in report.skipped} == {
        (name, "it holds no papers") for name in texts
    }
    assert {(problem.file, problem.code) for problem in report.problems} == {
        ("docs/papers.md", "no-authors"),
        ("docs/papers.md", "no-date"),
        ("notes.md", "unknown-format"),
    }


def test_a_list_of_papers_to_do_is_read(tmp_path: Path) -> None:
    items = (f"- [ ] [Looms {at}](https://arxiv.org/abs/2404.0000{at})\n" for at in range(3))
    (tmp_path / "TODO.md").write_text("".join(items))
    assert len(paperatlas.check(tmp_path).listings) == 3


def test_papers_without_ids_are_checked_and_built(tmp_path: Path) -> None:
    text = '# Papers\n\n- **"Looms"** [[paper](https://example.org/x.pdf)]\n- [T](https://arxiv.org/abs/2404.09656)\n'
    (tmp_path / "2024-04-16.md").write_text(text, encoding="utf-8")
    report = paperatlas.check(tmp_path)
    assert [listing.title for listing in report.listings] == ["Looms", "T"]
    assert {problem.code for problem in report.problems} == {"no-authors", "no-id"}
    assert build_atlas([tmp_path / "2024-04-16.md"], tmp_path / "atlas", Settings(), jobs=1)


def test_a_text_file_in_a_directory_is_read_by_what_stands_in_it(tmp_path: Path) -> None:
    (tmp_path / "savedrecs.txt").write_text("FN Clarivate\nVR 1.0\nPT J\nAU Lee, A\nTI Looms\nPY 2020\nER\n\nEF\n")
    (tmp_path / "savedrecs(1).txt").write_text("PT\tAU\tTI\tPY\tDI\nJ\tRoe, B\tKnots\t2021\t10.1000/1\n")
    (tmp_path / "export.txt").write_text("TY  - JOUR\nTI  - Threads\nER  - \n")
    (tmp_path / "refs.txt").write_text("@misc{a, title={Weft}}\n")
    (tmp_path / "licence.txt").write_text("You may copy this.\n")
    report = paperatlas.check(tmp_path)
    assert sorted(listing.title for listing in report.listings) == ["Knots", "Looms", "Threads", "Weft"]
    assert [Path(file.path).name for file in report.skipped] == ["licence.txt"]


@pytest.mark.parametrize("content", ["", " \n\n"])
@pytest.mark.parametrize("name", ["a.md", "a.bib", "a.ris", "a.json", "a.jsonl", "a.xml", "a.yaml"])
def test_an_empty_file_is_a_problem_of_any_form(name: str, content: str, tmp_path: Path) -> None:
    write(tmp_path, "digest.md")
    (tmp_path / name).write_text(content)
    (tmp_path / "README.md").write_text("")
    report = paperatlas.check(tmp_path)
    assert [(problem.file, problem.code) for problem in report.problems] == [(name, "unknown-format")]
    assert "the file is empty" in report.problems[0].message


def test_the_journal_of_what_was_fetched_is_no_file_that_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, "digest.md", ".fetched.jsonl", ".other.jsonl")
    skipped = find_inputs([tmp_path]).skipped
    assert [Path(each.path).name for each in skipped] == [".other.jsonl"]


def test_what_is_unpacked_goes_with_the_inputs(tmp_path: Path) -> None:
    path = tmp_path / "list.md.gz"
    path.write_bytes(gzip.compress(b"- [Looms](https://arxiv.org/abs/2404.00001)\n"))
    found = find_inputs([path])
    (unpacked,) = (file.path for file in found.files)
    assert unpacked.read_bytes().startswith(b"- [Looms]")
    del found
    gc.collect()
    assert not unpacked.exists()
    assert path.exists()
