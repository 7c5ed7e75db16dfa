"""Papers as references: what is written is read back equal by the parsers of the same forms."""

import io

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.graph.views import VIEWS
from paperatlas.loaders import EXPORTS, find_export, write_export
from paperatlas.parsers import parse_digest
from paperatlas.parsers.fields.latex import plain_latex

FILES = {"bibtex": "refs.bib", "ris": "refs.ris", "csl-json": "refs.csl.json"}


def strange_tables() -> dict[str, pa.Table]:
    """Two papers with all that such a form might stumble over."""
    names = [
        "Ludwig van Beethoven",
        "Sammy Davis Jr.",
        "李飞飞",
        "The Salt and Pepper Group",
        "Paul Erdős",
        "Ann-Marie O'Roe",
    ]
    ids = ["arxiv:2404.09656", "doi:10.1234/a_b(c)", "pmid:123", "acl:2024.acl-long.1", "s2:" + "0a" * 20]
    title = r"50% of {R&D} -- `a' ''b'' $x_1$ \alpha ~ #1 ^2"
    return {
        "papers": pa.table(
            {
                "id": ["arxiv:2404.09656", "title:b"],
                "ids": pa.array([ids, []], pa.list_(pa.string())),
                "title": [title, "B"],
                "authors_complete": [False, None],
                "published": ["2024-04-06", None],
                "year": [2024, 1999],
                "venue": ["Salt & Mines", None],
                "url": ["https://example.org/a_b?c=%20&d#e", None],
            }
        ),
        "authors": pa.table({"id": names, "name": names}),
        "authored": pa.table(
            {
                "source": names[::-1],
                "target": ["arxiv:2404.09656"] * len(names),
                "listed": range(len(names), 0, -1),
                "as_written": [[name] for name in names[::-1]],
            }
        ),
        "passages": pa.table(
            {"paper": ["arxiv:2404.09656"] * 2, "number": [2, 1], "text": ["It is 5% of $n$.", "We dig & dig."]}
        ),
    }


@pytest.mark.parametrize("name", FILES)
def test_strange_papers_are_read_back(name: str) -> None:
    tables = strange_tables()
    target = io.BytesIO()
    write_export(EXPORTS[name], tables, VIEWS["all"], target)
    whole, bare = parse_digest(target.getvalue(), FILES[name]).papers
    (row, _) = tables["papers"].to_pylist()
    assert (whole.title, whole.published, whole.venue, whole.url) == tuple(
        row[column] for column in ("title", "published", "venue", "url")
    )
    assert set(whole.ids) == set(row["ids"])
    assert list(whole.names) == tables["authors"]["name"].to_pylist()
    assert whole.authors_complete is False
    assert [passage.text for passage in whole.passages] == ["We dig & dig.", "It is 5% of $n$."]
    assert (bare.title, bare.published, bare.names, bare.ids) == ("B", "1999", (), ())


@pytest.mark.parametrize("name", FILES)
def test_the_examples_are_read_back(name: str, example_tables: dict[str, pa.Table]) -> None:
    target = io.BytesIO()
    write_export(EXPORTS[name], example_tables, VIEWS["all"], target)
    read = parse_digest(target.getvalue(), FILES[name]).papers
    authored = example_tables["authored"].sort_by("listed").to_pylist()
    for paper, row in zip(read, example_tables["papers"].to_pylist(), strict=True):
        written = [each["as_written"][0] for each in authored if each["target"] == row["id"]]
        assert (paper.title, set(paper.ids), list(paper.names)) == (row["title"], set(row["ids"]), written)
        assert (paper.published or "")[:4] == str(row["year"] or "")


def test_the_longer_suffix_names_the_format() -> None:
    assert find_export(None, "refs.csl.json") is EXPORTS["csl-json"]
    assert find_export(None, "graph.json") is EXPORTS["json"]
    assert find_export(None, "refs.BIB") is EXPORTS["bibtex"]


@given(st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=30))
def test_any_sign_survives_latex(text: str) -> None:
    from paperatlas.loaders.bibtex import _escaped

    assert plain_latex(_escaped(text)) == text
