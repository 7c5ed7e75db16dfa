import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import pyarrow as pa
import pytest

from paperatlas.base.errors import UsageError
from paperatlas.graph.parts import tables_of
from paperatlas.graph.schema import NODES
from paperatlas.graph.views import VIEWS, View
from paperatlas.viz import RENDERERS, RenderOptions, pyvis, render
from tests.viz.strange import HOSTILE, SHOWN, node_tables, paper, shared


class Elements(HTMLParser):
    """The start tags of a page, and what stands in its scripts and styles."""

    def __init__(self, html: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.sources: dict[str, list[str]] = {"script": [], "style": []}
        self.inside: str | None = None
        self.feed(html.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.inside = None if "type" in dict(attrs) else tag

    def handle_endtag(self, tag: str) -> None:
        self.inside = None

    def handle_data(self, data: str) -> None:
        if self.inside in self.sources:
            self.sources[self.inside].append(data)

    @property
    def policy(self) -> str:
        return next(a["content"] or "" for _, a in self.tags if a.get("http-equiv") == "Content-Security-Policy")


def drawn(html: bytes) -> dict[str, list[dict[str, object]]]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', html.decode(), re.DOTALL)
    assert found
    data: dict[str, list[dict[str, object]]] = json.loads(found[1])
    return data


@pytest.mark.parametrize("view", VIEWS.values(), ids=list(VIEWS))
def test_every_view_is_drawn_whole(example_tables: dict[str, pa.Table], view: View) -> None:
    page = render("pyvis", tables_of(view, example_tables), view.meaning)
    data = drawn(page.html)
    assert page.notes == ()
    assert {node["id"] for node in data["nodes"]} == {
        value for kind in view.nodes for value in example_tables[kind.table]["id"].to_pylist()
    }
    assert len(data["edges"]) == sum(len(example_tables[kind.table]) for kind in view.edges)
    assert len({(node["x"], node["y"]) for node in data["nodes"]}) == len(data["nodes"])


def test_equal_tables_make_equal_pages(example_tables: dict[str, pa.Table]) -> None:
    tables = tables_of(VIEWS["concepts"], example_tables)
    assert render("pyvis", tables, "Concepts") == render("pyvis", tables, "Concepts")


def test_the_page_refers_to_nothing_outside(example_tables: dict[str, pa.Table]) -> None:
    elements = Elements(render("pyvis", example_tables, "All").html)
    assert not [tag for tag, attributes in elements.tags if {"src", "href", "style"} & attributes.keys()]
    assert not [tag for tag, _ in elements.tags if tag in {"link", "iframe", "img", "base", "form"}]


def test_the_policy_allows_the_pages_own_scripts_and_style_only() -> None:
    elements = Elements(render("pyvis", node_tables(papers=[paper(1)]), "One").html)
    hashes = {
        tag: [f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'" for source in sources]
        for tag, sources in elements.sources.items()
    }
    directives = dict(part.split(" ", 1) for part in elements.policy.split("; "))
    assert directives["default-src"] == "'none'"
    assert directives["script-src"].split() == hashes["script"]
    assert directives["style-src"].split() == hashes["style"]


def test_hostile_text_stays_text() -> None:
    tables = node_tables(
        papers=[paper(1, title=HOSTILE, url="javascript:alert(1)"), paper(2, url="https://arxiv.org/abs/2404.2")],
        authors=[{"id": HOSTILE, "name": HOSTILE, "aliases": [HOSTILE]}],
    )
    tables["shares_concept"] = shared({(1, 2): 1.0})
    html = render("pyvis", tables, HOSTILE).html
    assert b"<img" not in html
    assert b"\xe2\x80\xae" not in html
    assert html.count(b"</script>") == 4  # the data, vis-network, and two of our own
    nodes = {str(node["id"]): node for node in drawn(html)["nodes"]}
    assert str(nodes["arxiv:2404.00001"]["title"]).splitlines()[0] == SHOWN
    assert "address" not in nodes["arxiv:2404.00001"]
    assert nodes["arxiv:2404.00002"]["address"] == "https://arxiv.org/abs/2404.2"


def test_facts_are_for_people() -> None:
    tables = node_tables(papers=[paper(1, votes=54, authors_complete=False, language=None)])
    node, *_ = drawn(render("pyvis", tables, "One").html)["nodes"]
    assert node["title"] == "Paper 1\nvotes: 54\nauthors complete: no\npublished month: 2024-04"


def test_a_long_label_is_cut_and_its_title_whole() -> None:
    title = "Attention " * 20
    node, *_ = drawn(render("pyvis", node_tables(papers=[paper(1, title=title)]), "One").html)["nodes"]
    assert len(str(node["label"])) <= 40
    assert str(node["title"]).startswith(title.strip())


def test_what_is_left_out_stands_on_the_page_and_in_the_notes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pyvis, "MAX_NODES", 3)
    page = render("pyvis", node_tables(papers=[paper(number) for number in range(5)]), "Some")
    assert len(drawn(page.html)["nodes"]) == 3
    (note,) = page.notes
    assert "3 of 5 papers" in note
    assert f'<p class="note">{note}</p>'.encode() in page.html


@pytest.mark.parametrize("tables", [{}, node_tables(papers=[], authors=[]) | {"shares_concept": shared({})}])
def test_a_graph_without_nodes_says_so(tables: dict[str, pa.Table]) -> None:
    html = render("pyvis", tables, "Nothing").html
    assert b"There is nothing to draw" in html
    assert b"<script" not in html


def test_every_kind_of_node_has_a_colour_in_both_themes() -> None:
    style, *_ = Elements(render("pyvis", {}, "Nothing").html).sources["style"]
    for kind in NODES:
        assert style.count(f"--{kind.label}: #") == 2
        assert f'[data-mark="{kind.label}"]' in style


def test_what_can_not_be_drawn_is_refused() -> None:
    with pytest.raises(UsageError, match="crayon"):
        render("crayon", {}, "Nothing")


def test_every_renderer_is_there(example_tables: dict[str, pa.Table]) -> None:
    options = RenderOptions(view="concepts")
    assert all(render(name, example_tables, "Concepts", options).html for name in RENDERERS)


def test_a_notebook_shows_the_page_in_a_frame_of_its_own() -> None:
    shown = render("pyvis", node_tables(papers=[paper(1, title=HOSTILE)]), "One")._repr_html_()
    ((tag, attributes),) = Elements(shown.encode()).tags
    assert tag == "iframe"
    assert "allow-same-origin" not in (attributes["sandbox"] or "")
    assert (attributes["srcdoc"] or "").startswith("<!doctype html>")
