"""BibTeX, RIS and CSL-JSON of the papers: read back equal by our own parsers, and read by others' libraries."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from paperatlas.base.errors import UsageError
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.records import PaperRecord
from paperatlas.graph.schema import AUTHORED, PAPER, PASSAGES
from paperatlas.graph.views import VIEWS
from paperatlas.loaders import EXPORTS, find_export, write_export
from paperatlas.loaders.references import references
from paperatlas.parsers import parse_bytes
from tests.conftest import tables_of_texts

FORMS = {"bibtex": "refs.bib", "ris": "refs.ris", "csl-json": "refs.json"}
BIB = r"""
@article{a, title = {{Graphs \& {BERT}: 100\% of A\_b}},
  author = {de la Fontaine, Jean and Roe, Jr., Sam and {OpenAI} and others},
  journal = {Journal of Things}, year = 2020, month = mar, day = 4, doi = {10.1000/a_b}, eprint = {2003.00001},
  archiveprefix = {arXiv}, url = {https://example.org/a_b}, abstract = {We make it at 5\% cost. It works.},
  keywords = {graphs; R\&D, 100\%; things}}
@misc{b, title = {Second}, author = {李, 飞飞 and M{\"u}ller, J{\"o}rg-Peter and Lee, Ann}, year = 1999,
  url = {https://aclanthology.org/P99-1001/}, keywords = {graphs, yarn}}
@misc{c, title = {Third of no one}, year = 2001, month = 5, doi = {10.1000/c},
  url = {https://example.org/c}}
"""


def exported(name: str, tables: dict[str, pa.Table]) -> bytes:
    target = io.BytesIO()
    write_export(EXPORTS[name], tables, VIEWS["all"], target)
    return target.getvalue()


def facts(paper: PaperRecord) -> tuple[object, ...]:
    abstract = " ".join(passage.text for passage in paper.passages)
    return (
        set(paper.ids), plain_title(paper.title), paper.names, paper.authors_complete, paper.published, paper.venue,
        paper.url, abstract, paper.keywords,
    )  # fmt: skip


def by_title(read: tuple[object, ...]) -> str:
    return str(read[1])


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    return tables_of_texts({"refs.bib": BIB}, tmp_path_factory.mktemp("spill"))


@pytest.mark.parametrize("name", FORMS)
def test_what_is_exported_is_read_back_equal(name: str, tables: dict[str, pa.Table]) -> None:
    before = sorted(map(facts, parse_bytes(BIB.encode(), "refs.bib").papers), key=by_title)
    parsed = parse_bytes(exported(name, tables), FORMS[name])
    assert len(before) == 3
    assert sorted(map(facts, parsed.papers), key=by_title) == before
    assert {each.code for each in parsed.problems} == {"no-authors"}


def test_other_libraries_read_it(tables: dict[str, pa.Table]) -> None:
    library = parse_string(exported("bibtex", tables).decode())
    assert (len(library.entries), library.failed_blocks) == (3, [])
    ris = rispy.loads(exported("ris", tables).decode())
    assert {each["title"] for each in ris} == {"Graphs & BERT: 100% of A_b", "Second", "Third of no one"}
    assert next(each["authors"] for each in ris if each["title"] == "Second") == [
        "李飞飞",
        "Müller, Jörg-Peter",
        "Lee, Ann",
    ]
    csl = json.loads(exported("csl-json", tables))
    first = next(each for each in csl if each.get("DOI") == "10.1000/a_b")
    assert first["author"][:2] == [
        {"family": "Fontaine", "given": "Jean", "non-dropping-particle": "de la"},
        {"family": "Roe", "given": "Sam", "suffix": "Jr."},
    ]
    assert first["issued"] == {"date-parts": [[2020, 3, 4]]}


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)


def small_tables(title: str, names: list[str], keywords: Sequence[str] = ()) -> dict[str, pa.Table]:
    paper = {
        "id": "doi:10.1000/a", "ids": ["doi:10.1000/a"], "title": title, "url": "https://example.org/a",
        "published": "2020-02", "year": 2020, "venue": "V", "authors_complete": True,
    }  # fmt: skip
    authored = [
        {"source": f"author:{name}", "target": paper["id"], "listed": at, "as_written": [name]}
        for at, name in reversed(list(enumerate(names, start=1)))
    ]
    passage = [
        {"paper": paper["id"], "section": "", "text": title},
        {"paper": paper["id"], "section": "Keywords", "text": "; ".join(keywords)},
    ]
    made = {PAPER.table: [paper], AUTHORED.table: authored, PASSAGES.table: passage}
    return {table: pa.Table.from_pylist(rows) for table, rows in made.items()}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(WORDS, min_size=1, max_size=6).map(" ".join),
    st.lists(st.from_regex(r"[A-Z][a-z]{2,8} [A-Z][a-z]{3,8}", fullmatch=True), min_size=1, max_size=5, unique=True),
)
def test_any_title_stays_one_reference(title: str, names: list[str]) -> None:
    for name, file in FORMS.items():
        (read,) = parse_bytes(exported(name, small_tables(title, names)), file).papers
        assert (read.ids, read.names, read.published, read.venue) == (("doi:10.1000/a",), tuple(names), "2020-02", "V")


@settings(max_examples=200, deadline=None)
@given(st.lists(st.text("abZéß漢{}%&#_~.,:;-'\"()$", min_size=1, max_size=8), min_size=1, max_size=4).map(" ".join))
def test_signs_in_titles_come_back(title: str) -> None:
    assume(plain_title(title) == title)  # what a graph shows
    for name, file in FORMS.items():
        (read,) = parse_bytes(exported(name, small_tables(title, ["Ann Lee"])), file).papers
        assert plain_title(read.title) == title


KEYWORD = st.text("abZéß漢{}%&#_~.,:'\"()$", min_size=1, max_size=8).filter(lambda text: any(map(str.isalpha, text)))


@settings(max_examples=150, deadline=None)
@given(st.lists(KEYWORD, max_size=4, unique=True))
def test_keywords_come_back(keywords: list[str]) -> None:
    assume(all(plain_title(keyword) == keyword for keyword in keywords))
    for name, file in FORMS.items():
        (read,) = parse_bytes(exported(name, small_tables("T", ["Ann Lee"], keywords)), file).papers
        assert [*map(plain_title, read.keywords)] == keywords
        assert [passage.text for passage in read.passages] == ["T"]


def test_a_form_is_found_by_its_ending() -> None:
    assert find_export(None, "my.refs.bib") is EXPORTS["bibtex"]
    assert find_export(None, "refs.RIS") is EXPORTS["ris"]
    assert find_export(None, "refs.csl.json") is EXPORTS["csl-json"]
    assert find_export(None, "graph.json") is EXPORTS["json"]


@pytest.mark.parametrize("name", FORMS)
def test_a_view_without_papers_is_refused(name: str, tables: dict[str, pa.Table], tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no papers"):
        write_export(EXPORTS[name], tables, VIEWS["collaborations"], io.BytesIO())


def test_a_paper_whose_year_only_its_arxiv_id_tells_has_that_year(example_tables: dict[str, pa.Table]) -> None:
    years = {reference.id: reference.published for reference in references(example_tables, VIEWS["papers"])}
    assert years["arxiv:1706.03762"] == "2017"
    assert all(len(year) == 4 for year in years.values())
