"""Nothing that stands in an answer of a service makes a parser throw: cut, damaged, of other types, very deep."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from paperatlas.graph.records import ParsedFile
from paperatlas.parsers import FORMATS
from tests.parsers import (
    test_acl_anthology,
    test_arxiv_atom,
    test_arxiv_snapshot,
    test_crossref,
    test_dblp,
    test_openalex,
    test_pubmed,
    test_semantic_scholar,
)

JSON: dict[str, dict[str, Any]] = {
    "arxiv-snapshot": test_arxiv_snapshot.PAPER,
    "openalex": test_openalex.WORK,
    "semantic-scholar": test_semantic_scholar.PAPER,
    "crossref": test_crossref.WORK,
}
XML = {
    "arxiv-atom": test_arxiv_atom.HEAD + test_arxiv_atom.ENTRY,
    "dblp": test_dblp.HEAD + test_dblp.LOOMS + test_dblp.PREPRINT,
    "pubmed": test_pubmed.HEAD + test_pubmed.ARTICLE,
    "acl-anthology": test_acl_anthology.HEAD + test_acl_anthology.PAPER,
}
TEXTS = {name: json.dumps([record, record]) for name, record in JSON.items()} | XML
STRANGE: tuple[Any, ...] = (
    None,
    True,
    -1,
    1e400,
    10**30,
    "",
    "x",
    "<",
    "\ud800",
    [],
    [None],
    [[]],
    {},
    {"a": []},
    [{"name": [1]}],
)


def parsed_as(form: str, text: str) -> ParsedFile:
    parser = FORMATS[form].parser()
    parser.accepts(text)
    parsed = parser.parse(text, "x")
    assert all(paper.ids or paper.title for paper in parsed.papers)
    assert all(problem.line >= 1 for problem in parsed.problems)
    return parsed


def changed(value: Any) -> Iterator[Any]:
    """The value with one part of it, at any depth, replaced by something strange."""
    yield from STRANGE
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from (value | {key: other} for other in changed(inner))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from ([*value[:place], other, *value[place + 1 :]] for other in changed(inner))


@pytest.mark.parametrize("form", JSON)
def test_a_field_of_any_other_type(form: str) -> None:
    records = list(changed(JSON[form]))
    parsed = parsed_as(form, json.dumps([*records, JSON[form]]))
    assert parsed.papers[-1].line == len(records) + 1


@pytest.mark.parametrize("form", TEXTS)
@given(data=st.data())
def test_damage_anywhere(form: str, data: st.DataObject) -> None:
    text = TEXTS[form]
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.sampled_from([start, start + 1, start + 40, len(text)]))
    noise = data.draw(
        st.sampled_from(["", "<", ">", '"', "}", "]", "&", "<!DOCTYPE a [", "<!--", "\\", "\x00", "é", "{"])
    )
    parsed_as(form, text[:start] + noise + text[end:])


@pytest.mark.parametrize("form", TEXTS)
@pytest.mark.parametrize(
    "text", ["", "<html><body>503</body></html>", "[" * 50_000, "<a>" * 50_000, "null", "\n", "{}"]
)
def test_what_is_no_answer_at_all(form: str, text: str) -> None:
    assert not FORMATS[form].parser().accepts(text)
    assert parsed_as(form, text).papers == ()


@pytest.mark.parametrize("form", TEXTS)
def test_no_other_form_takes_it(form: str) -> None:
    asked = {name: each for name, each in FORMATS.items() if not each.is_catch_all}
    assert [name for name, each in asked.items() if each.parser().accepts(TEXTS[form])] == [form]
