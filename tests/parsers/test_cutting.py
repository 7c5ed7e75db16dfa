"""Files of any size, cut into pieces: the papers are those of the whole, in every form, and memory has a bound."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import MonkeyPatch

from paperatlas import pieces
from paperatlas.base.errors import InputError
from paperatlas.base.unpacking import unpack
from paperatlas.graph.records import PaperRecord
from paperatlas.parsers import parse_bytes
from paperatlas.parsing import parse_or_problem
from tests.harness import unmeasured

PIECE = 6_000
NUMBERS = range(150)


def work(number: int) -> dict[str, Any]:
    return {
        "id": f"https://openalex.org/W{10_000 + number}",
        "title": f'A "loom" \\ with [many] {{threads}}, {number}',
        "authorships": [{"author": {"id": None, "display_name": "Ann Loom"}, "institutions": []}],
        "publication_year": 2020,
    }


def listed(number: int) -> dict[str, Any]:
    return {"paper": {"id": f"2404.{number:05}", "title": f"Knots {number}", "upvotes": 3, "authors": []}}


def row(number: int) -> str:
    return f"|**2024-04-16**|**Knots {number}**|Ann Lee|[2404.{number:05}](https://arxiv.org/abs/2404.{number:05})|"


def bullet(number: int) -> str:
    return f"- [Knots {number}](https://arxiv.org/abs/2404.{number:05})\n  - tied in many more ways than one\n"


WORKS = [work(number) for number in NUMBERS]
DAILY = [listed(number) for number in NUMBERS]
JSON = {
    "list.json": json.dumps(WORKS),
    "indented.json": json.dumps(WORKS, indent=2, ensure_ascii=False),
    "answer.json": json.dumps({"meta": {"count": 150}, "results": WORKS, "group_by": []}),
    "several-lists.json": "\n".join(json.dumps(WORKS[at : at + 10]) for at in range(0, 150, 10)),
    "one-after-the-other.json": "".join(json.dumps(each, indent=1) for each in WORKS),
    "with-nulls.json": json.dumps([each for work in WORKS for each in (None, {**work, "id": work["id"]})]),
    "report.json": json.dumps({"status": "ok", "date": "2024-04-16", "papers": DAILY}),
    "2024-04-16.json": json.dumps({"data": DAILY}),
    "days.json": json.dumps({f"2024-04-{day:02}": DAILY[day * 5 : day * 5 + 5] for day in range(1, 30)}),
    "rows.json": json.dumps({"SLAM": {str(number): row(number) for number in NUMBERS}, "Knots": {"1": row(999)}}),
    "uneven.json": json.dumps({"deep": {"knots": {"2024": WORKS[:80]}}, "flat": WORKS[80:]}),
    "by-id.json": json.dumps(
        {
            f"10.1000/{number}": {"title": f"Knots {number}", "authors": ["Ann Loom"], "abstract": "We tie. " * 20}
            for number in NUMBERS
        }
    ),
    "releases.json": json.dumps({"results": WORKS[:121]}),
    "topics.json": json.dumps(
        {
            "reportDate": "2024-04-16",
            "papers": {
                f"Topic {topic}": [
                    {"title": f"Knots {topic} {number}", "arxivId": f"2404.{topic:02}{number:03}", "authors": "Ann Lee"}
                    for number in range(20)
                ]
                for topic in range(10)
            },
        }
    ),
}  # fmt: skip
ENTRIES = "".join(
    f"@inproceedings{{k{number},\n  title = {{Knots {number}}},\n  author = {{Ann Loom and Bo Weft}},\n"
    f'  crossref = {{book{number % 3}}},\n  note = jj # " Letters"\n}}\n\n'
    for number in NUMBERS
)
BOOKS = "".join(
    f"@proceedings{{book{at},\n title={{Book {at}}},\n editor={{Ed Or}},\n year=200{at}}}\n" for at in range(3)
)
PAPERS = "".join(
    f'<paper id="{number}">\n<title>Knots <fixed-case>A</fixed-case> {number}</title><author><first>Ann</first>'
    "<last>Loom</last></author></paper>\n"
    for number in range(1, 80)
)
ATOM = (
    '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom"\n xmlns:arxiv="http://arxiv.org/schemas/atom">\n'
    "<id>http://arxiv.org/api/abc</id>\n"
)
OTHERS = {
    "strings-and-crossrefs.bib": "@string{jj = {Journal of\n Looms}}\n\n" + ENTRIES + "@string{z = {Z}}\n" + BOOKS,
    "lent-to-the-last.bib": BOOKS + ENTRIES,
    "releases.bib": "".join(f"@misc{{k{at}, title={{Knots {at}}}, author={{Loom, Ann}}, year={{2020}}, "
    f"note={{{'tied ' * 20}}}}}\n" for at in range(121)),
    "anthology.xml": '<?xml version="1.0"?>\n<collection id="2020.knots">\n'
    + "".join(
        f'<volume id="{volume}" ingest-date="2020-01-01">\n<meta>\n<booktitle>Book {volume}</booktitle>\n'
        f"<year>202{volume}</year></meta>{PAPERS}</volume>\n"
        for volume in range(1, 4)
    )
    + "</collection>",
    "feed.xml": ATOM
    + "".join(
        f"<entry>\n<id>http://arxiv.org/abs/2404.{number:05}v1</id><title>Knots {number}</title>"
        "<author><name>Ann Loom</name></author><published>2024-04-16T00:00:00Z</published>"
        f"<arxiv:doi>10.1000/{number}</arxiv:doi></entry>\n"
        for number in NUMBERS
    )
    + "</feed>",
    "awesome.md": "# Awesome looms\n\nText.\n\n"
    + "".join(f"## Topic {part}\n\n{''.join(map(bullet, range(part * 20, part * 20 + 20)))}\n" for part in range(8)),
    "one-topic.md": "# Awesome looms\n\n## Knots\n\n" + "".join(map(bullet, NUMBERS)),
    "exported.csv": "\ufeffKey,Title,Author,Abstract Note,Date,Url\n"
    + "".join(
        f'k,"Knots ""tied"" {number}","Lee, Ann; Roe, Bo","They tie,\nand tie\nagain.",2024-04-16,'
        f'https://arxiv.org/abs/2404.{number:05}\n'
        for number in NUMBERS
    ),
    "web-of-science.txt": "PT\tAU\tTI\tPY\tDI\n"
    + "".join(f'J\tLee, A\tKnots "{number} {"of many " * 9}\t2024\t10.1000/{number}\n' for number in NUMBERS),
    "daily.eml": "Date: Wed, 17 Apr 2024 08:00:00 GMT\n\n"
    + "".join(
        f"\\\\\narXiv:2404.{number:05}\nDate: Tue, 16 Apr 2024 03:12:45 GMT   (1kb)\n\nTitle: Knots\n  {number}\n"
        "Authors: A Lee\n"
        f"\\\\\n  They tie.\n\\\\ ( https://arxiv.org/abs/2404.{number:05} ,  1kb)\n"
        for number in NUMBERS
    ),
    "table.md": "# Looms\n\n## Knots\n\n|Date|Title|Authors|PDF|\n|---|---|---|---|\n"
    + "".join(f"{row(number)}\n" for number in NUMBERS),
}  # fmt: skip


def in_pieces(path: Path, size: int = PIECE) -> list[list[PaperRecord]]:
    """The papers of each piece."""
    with MonkeyPatch.context() as patch:
        patch.setattr(pieces, "PIECE", size)
        patch.setattr(pieces, "MOST_UNCUT", 8 * size)
        cut = pieces.pieces_of(path, path.name)
    return [
        list(parse_or_problem(pieces.read_piece(path, each), path.name, each.first_line, each.own_lines).papers)
        for each in cut
    ]


@pytest.mark.parametrize("name", [*JSON, *OTHERS])
def test_pieces_give_the_papers_of_the_whole(name: str, tmp_path: Path) -> None:
    text = {**JSON, **OTHERS}[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    whole = parse_bytes(path.read_bytes(), name).papers
    found = in_pieces(path)
    assert len(found) >= 3
    assert all(found)
    assert [paper for piece in found for paper in piece] == list(whole)


@pytest.mark.parametrize("name", [*JSON, *OTHERS])
def test_what_is_cut_off_is_read_up_to_there(name: str, tmp_path: Path) -> None:
    text = {**JSON, **OTHERS}[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    whole = [paper.ids or paper.title for paper in parse_bytes(path.read_bytes(), name).papers]
    path.write_text(text[: int(len(text) * 0.7)], encoding="utf-8")
    found = [paper.ids or paper.title for piece in in_pieces(path) for paper in piece]
    assert found == whole[: len(found)] or name == "strings-and-crossrefs.bib"
    assert len(found) > len(whole) * 0.6


@pytest.mark.parametrize("name", ["list.json", "answer.json"])
def test_a_missing_quote_costs_one_record(name: str, tmp_path: Path) -> None:
    text = JSON[name]
    at = text.index(', 75"')
    path = tmp_path / "x.json"
    path.write_text(text[: at + 4] + text[at + 5 :])
    found = [paper.id_of("openalex") for piece in in_pieces(path) for paper in piece]
    assert found == [f"W{10_000 + number}" for number in NUMBERS if number != 75]


def test_what_has_no_place_to_cut_is_told(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_text(json.dumps([WORKS[0] | {"title": "x" * 10 * PIECE}]))
    with pytest.raises(InputError, match="a record of more than 0 MB; is the file damaged"):
        in_pieces(path)


@pytest.mark.parametrize("packed", [False, True])
def test_memory_is_bounded_by_the_piece_and_not_by_the_file(packed: bool, tmp_path: Path) -> None:
    peaks = []
    for megabytes in (4, 21):  # whole, no more than 20 are read
        path = tmp_path / f"{megabytes}.json"
        with path.open("w") as file:
            file.write('{"results": [')
            for number in range(megabytes * 1_000):
                file.write(("," if number else "") + json.dumps(work(number) | {"notes": f"{number} " * 160}))
            file.write("]}")
        if packed:
            import pyarrow as pa

            with pa.CompressedOutputStream(f"{path}.zst", "zstd") as stream:
                stream.write(path.read_bytes())
            unpack(Path(f"{path}.zst"), path)
        code = (
            "import re, sys; from pathlib import Path\n"
            "from paperatlas import pieces; from paperatlas.parsers import parse_bytes\n"
            "pieces.PIECE = 1_000_000; path = Path(sys.argv[1]); count = 0\n"
            "for each in pieces.pieces_of(path, path.name):\n"
            "    count += len(parse_bytes(pieces.read_piece(path, each), path.name, each.first_line).papers)\n"
            "peak = re.search('VmHWM:[^0-9]*([0-9]*)', Path('/proc/self/status').read_text())[1]\n"
            "print(count, peak)"
        )
        done = subprocess.run(
            [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True, env=unmeasured()
        )
        count, peak = map(int, done.stdout.split())
        assert count == megabytes * 1_000
        peaks.append(peak)
    assert peaks[1] - peaks[0] < 15_000  # kilobytes


def beside_papers(date: int, topics: int, members: int, indent: int | None, *, is_report: bool) -> str:
    """A report of papers by topics with its day at some place, or an answer with its date at one."""
    day = {"reportDate" if is_report else "date": "2024-04-16", "note": 'a "b" ] } , { [ \\', "n": 1}
    if is_report:
        found: Any = {
            f"Topic {topic}": [
                {"title": f"Knots {topic} {number}", "arxivId": f"2404.{topic:02}{number:03}", "authors": ["Ann Lee"]}
                for number in range(150 // topics)
            ]
            for topic in range(topics)
        }
        found = {"papers": found}
    else:
        found = {"data": DAILY}
    more = {f"flag {number}": True for number in range(members)}
    items = [*found.items(), *more.items()]
    items[date:date] = day.items()
    return json.dumps(dict(items), indent=indent)


@settings(max_examples=60, deadline=None)
@given(
    date=st.integers(0, 8),
    topics=st.integers(1, 20),
    members=st.integers(0, 8),
    indent=st.sampled_from([None, 1]),
    is_report=st.booleans(),
    size=st.integers(1_500, 4_000),
)
def test_what_stands_beside_a_list_counts_in_every_piece(
    date: int, topics: int, members: int, indent: int | None, is_report: bool, size: int, tmp_path_factory: Any
) -> None:
    path = tmp_path_factory.mktemp("beside") / "x.json"
    path.write_text(beside_papers(date, topics, members, indent, is_report=is_report))
    whole = parse_bytes(path.read_bytes(), path.name).papers
    assert {str(paper.day) for paper in whole} == {"2024-04-16"}
    found = in_pieces(path, size)
    assert len(found) >= 3
    assert [paper for piece in found for paper in piece] == list(whole)


def test_what_stands_behind_one_list_is_not_of_the_next(tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    days = [{"data": DAILY[at : at + 50], "date": f"2024-04-{at // 50 + 11}"} for at in (0, 50, 100)]
    for text in ("\n".join(json.dumps(day, indent=1) for day in days), json.dumps(days), json.dumps(days, indent=1)):
        path.write_text(text)
        whole = parse_bytes(path.read_bytes(), path.name).papers
        assert [str(paper.day) for paper in whole[::50]] == ["2024-04-11", "2024-04-12", "2024-04-13"]
        assert [paper for piece in in_pieces(path) for paper in piece] == list(whole)
