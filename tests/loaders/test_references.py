"""BibTeX, RIS and CSL-JSON of the papers: read back equal by our own parsers, and read by others' libraries."""

import io
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import rispy
from bibtexparser.entrypoint import parse_string
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from paperatlas.base.errors import UsageError
from paperatlas.graph.arrow import arrow_schema
from paperatlas.graph.details import OF_BIBTEX
from paperatlas.graph.kinds import Table
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.records import PaperRecord
from paperatlas.graph.schema import AUTHORED, PAPER
from paperatlas.graph.side_tables import DETAILS, LISTINGS, PASSAGES
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


def facts(paper: PaperRecord) -> tuple[Any, ...]:
    abstract = " ".join(passage.text for passage in paper.passages)
    return (
        set(paper.ids), plain_title(paper.title), paper.names, paper.authors_complete, paper.published, paper.venue,
        paper.url, abstract, paper.keywords, paper.links, paper.work_type, paper.citation_key, paper.details,
    )  # fmt: skip


def by_title(read: tuple[Any, ...]) -> str:
    return str(read[1])


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    return tables_of_texts({"refs.bib": BIB}, tmp_path_factory.mktemp("spill"))


@pytest.mark.parametrize("name", FORMS)
def test_what_is_exported_is_read_back_equal(name: str, tables: dict[str, pa.Table]) -> None:
    before = sorted(map(facts, parse_bytes(BIB.encode(), "refs.bib").papers), key=by_title)
    parsed = parse_bytes(exported(name, tables), FORMS[name])
    assert len(before) == 3
    if name == "ris":  # it can't say that a list of authors goes on
        before = [(*each[:3], each[3] is not None or None, *each[4:]) for each in before]
    if name != "bibtex":  # TeX is of BibTeX alone
        before = [(*said, tuple(each for each in last if each.name not in OF_BIBTEX)) for *said, last in before]
    assert sorted(map(facts, parsed.papers), key=by_title) == before
    assert {each.code for each in parsed.problems} == {"no-authors"}


def test_other_libraries_read_it(tables: dict[str, pa.Table]) -> None:
    library = parse_string(exported("bibtex", tables).decode())
    assert (len(library.entries), library.failed_blocks) == (3, [])
    ris = rispy.loads(exported("ris", tables).decode())
    assert {each["title"] for each in ris} == {"Graphs & BERT: 100% of A_b", "Second", "Third of no one"}
    assert next(each["authors"] for each in ris if each["title"] == "Second") == [
        "李, 飞飞",
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


def test_who_is_not_named_is_no_person_to_other_programs(tmp_path: Path) -> None:
    entry = "@book{a, title={Looms}, author={Lee, Ann and others}, editor={Roe, Bo and others}, year=2020}"
    tables = tables_of_texts({"refs.bib": entry}, tmp_path)
    (item,) = json.loads(exported("csl-json", tables))
    assert (item["author"], item["editor"]) == (
        [{"family": "Lee", "given": "Ann"}],
        [{"family": "Roe", "given": "Bo"}],
    )
    (ris,) = rispy.loads(exported("ris", tables).decode())
    assert "et al" not in repr(ris)
    (read,) = parse_bytes(exported("csl-json", tables), "refs.json").papers
    assert read.authors_complete is False
    assert [each.value for each in read.details if each.name == "editor"] == ["Bo Roe; et al."]
    only_editors = entry.replace("author={Lee, Ann and others}, ", "")
    edited = exported("csl-json", tables_of_texts({"refs.bib": only_editors}, tmp_path))
    (read,) = parse_bytes(edited, "refs.json").papers
    assert (read.names, read.authors_complete) == (("Bo Roe",), False)


def test_an_organisation_stays_whole_and_a_paper_without_id_has_a_key_that_can_be_read() -> None:
    tables = small_tables("The Looms of Lower Saxony", ["World Health Organization", "Nguyen The Anh"])
    tables["papers"] = pa.Table.from_pylist(
        [{**tables["papers"].to_pylist()[0], "id": "url:https://example.org/a", "ids": []}], tables["papers"].schema
    )
    tables["authored"] = pa.Table.from_pylist(
        [{**row, "target": "url:https://example.org/a"} for row in tables["authored"].to_pylist()],
        tables["authored"].schema,
    )
    bibtex, ris = (exported(name, tables).decode() for name in ("bibtex", "ris"))
    assert bibtex.startswith("@article{worldhealthorganization2020looms,\n")
    assert "author = {{World Health Organization} and Anh, Nguyen The}" in bibtex
    assert "AU  - World Health Organization\nAU  - Anh, Nguyen The\n" in ris
    first = json.loads(exported("csl-json", tables))[0]["author"][0]
    assert first == {"literal": "World Health Organization"}


def test_no_key_or_entry_of_a_foreign_atlas_ends_an_export() -> None:
    details = {"entry": "misc{x,}\n\\write18{id}\n@manual", "other-keys": "one,k},note={x}"}
    tables = small_tables("The Looms of Lower Saxony", ["Ann Lee"], details=details, citation_key="k}, note={x")
    text = exported("bibtex", tables).decode()
    assert text.startswith(("@article{", "@misc{"))
    assert "write18" not in text
    assert "note" not in text
    assert "ids = {one}" in text


def test_papers_in_other_scripts_have_keys_that_say_which_they_are(tmp_path: Path) -> None:
    entries = "".join(
        f"@misc{{, title={{深度学习综述与织机第{at}卷}}, author={{李, 明}}, year={{2020}}}}\n" for at in range(40)
    )
    keys = re.findall(r"@\w+\{([^,\n]+)", exported("bibtex", tables_of_texts({"refs.bib": entries}, tmp_path)).decode())
    assert len(set(keys)) == 40
    assert all(any("\u4e00" <= letter <= "\u9fff" for letter in key) for key in keys)


def returned(entry: str, tmp_path: Path) -> str:
    """An entry as it comes back in BibTeX."""
    return exported("bibtex", tables_of_texts({"refs.bib": entry}, tmp_path)).decode()


def test_who_wrote_a_part_of_what_he_edits_is_its_author(tmp_path: Path) -> None:
    part = "@incollection{a, author={Lee, Ann}, editor={Lee, Ann}, title={Knots}, booktitle={Looms}, year={2020}}"
    (read,) = parse_bytes(returned(part, tmp_path).encode(), "refs.bib").papers
    assert read.names == ("Ann Lee",)
    assert "author = {Lee, Ann}" in returned(part, tmp_path)
    whole = "@proceedings{b, editor={Lee, Ann}, title={Looms of 2020}, booktitle={Looms of 2020}, year={2020}}"
    assert "author" not in returned(whole, tmp_path)
    assert "series" not in returned(whole, tmp_path)


@pytest.mark.parametrize(
    "abstract",
    [
        r"Let $x_i \in A^n$ and $\alpha>0$ hold.",
        r"It costs \$5-\$10, or $2^{k}$ of 10\% as a\_b.",
        r"Broken $x_{i$ and more_or less.",
    ],
)
def test_formulas_in_abstracts_come_back(abstract: str, tmp_path: Path) -> None:
    entry = "@article{a, author={Lee, Ann}, title={Knots}, journal={Looms}, year={2020}, abstract={ABSTRACT}}"
    once = returned(entry.replace("ABSTRACT", abstract.replace("{i", "{i}")), tmp_path)
    (again,) = re.findall(r"abstract = \{(.*)\},", once)
    assert again == abstract.replace("{i", "{i}").replace("more_or", r"more\_or")
    assert returned(once, tmp_path) == once


WORDS = st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S")), min_size=1, max_size=12)


def small_tables(
    title: str, names: list[str], keywords: Sequence[str] = (), details: Mapping[str, str] | None = None, **more: str
) -> dict[str, pa.Table]:
    paper = {
        "id": "doi:10.1000/a", "ids": ["doi:10.1000/a"], "title": title, "url": "https://example.org/a",
        "published": "2020-02", "year": 2020, "venue": "V", "authors_complete": True, **more,
    }  # fmt: skip
    authored = [
        {"source": f"author:{name}", "target": paper["id"], "listed": at, "as_written": [name]}
        for at, name in reversed(list(enumerate(names, start=1)))
    ]
    passage = [
        {"paper": paper["id"], "section": "", "text": title},
        {"paper": paper["id"], "section": "Keywords", "text": "; ".join(keywords)},
    ]
    said = [{"paper": paper["id"], "name": name, "value": value} for name, value in (details or {}).items()]
    made: dict[Table, list[dict[str, Any]]] = {
        PAPER: [paper],
        AUTHORED: authored,
        PASSAGES: passage,
        DETAILS: said,
        LISTINGS: [],
    }
    return {kind.table: pa.Table.from_pylist(rows, arrow_schema(kind)) for kind, rows in made.items()}


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
