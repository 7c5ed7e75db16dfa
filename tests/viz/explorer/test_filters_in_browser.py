"""What the filters leave is what the map, the list, the search and the saved graph show."""

import itertools
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pytest

from paperatlas.graph.schema import CO_CITED_WITH, COUPLED_WITH
from paperatlas.viz import RenderOptions, render
from tests.viz.explorer.conftest import OpenExplorer
from tests.viz.strange import complete, node_tables, paper, shared, tied

NEWEST_DAY = "2024-04-09"
EARLIER_PAPER = "arxiv:2305.18290"
GRAPHML = "{http://graphml.graphdrawing.org/xmlns}"
COUNTED = re.compile(r"([\d,]+)(?: of ([\d,]+))? (papers?|people|person|concepts?)")
TWO_WAYS = "#view=people&node=author:albert gu&to=author:atri rudra"


def papers_left(tables: dict[str, pa.Table], day: str) -> set[str]:
    """The papers that a day featured."""
    return {row["source"] for row in tables["featured_on"].to_pylist() if str(row["target"]).endswith(day)}


def counted(tables: dict[str, pa.Table], left: set[str]) -> tuple[dict[str, Counter[str]], dict[str, Counter[str]]]:
    """By view, how many of some papers each node and each pair of nodes is tied to."""
    groups: dict[str, dict[str, list[str]]] = {"topics": {}, "people": {}}
    for row in tables["mentions"].to_pylist():
        groups["topics"].setdefault(row["source"], []).append(row["target"])
    for row in tables["authored"].to_pylist():
        groups["people"].setdefault(row["target"], []).append(row["source"])
    nodes: dict[str, Counter[str]] = {view: Counter() for view in groups}
    pairs: dict[str, Counter[str]] = {view: Counter() for view in groups}
    for view, members in groups.items():
        for each in (some for one, some in members.items() if one in left):
            nodes[view].update(each)
            pairs[view].update(" ".join(pair) for pair in itertools.combinations(sorted(each), 2))
    return nodes, pairs


@pytest.mark.parametrize("view", ["topics", "people"])
def test_the_saved_graph_and_the_list_count_the_papers_that_are_left(
    explore: OpenExplorer, example_tables: dict[str, pa.Table], tmp_path: Path, view: str
) -> None:
    nodes, pairs = counted(example_tables, papers_left(example_tables, NEWEST_DAY))
    explored = explore(address=f"#view={view}&from={NEWEST_DAY}&list=1")
    graph = ET.fromstring(explored.saved("Graph (GraphML)", tmp_path / "map.graphml"))
    sizes = {
        node.get("id"): int(node.findtext(f"{GRAPHML}data[@key='size']", "")) for node in graph.iter(f"{GRAPHML}node")
    }
    assert sizes == dict(nodes[view])
    edges = list(graph.iter(f"{GRAPHML}edge"))
    assert edges
    for edge in edges:
        ends = " ".join(sorted([edge.get("source", ""), edge.get("target", "")]))
        assert int(edge.findtext(f"{GRAPHML}data", "")) == pairs[view][ends] > 0
    counts = [int(row[1]) for row in explored.table_rows()]
    assert counts == sorted(nodes[view].values(), reverse=True)[: len(counts)]


def test_the_legend_counts_what_is_left(explore: OpenExplorer, example_tables: dict[str, pa.Table]) -> None:
    left = papers_left(example_tables, NEWEST_DAY)
    nodes, _ = counted(example_tables, left)
    explored = explore(address=f"#view=topics&from={NEWEST_DAY}")
    told = {noun: (one, all_) for one, all_, noun in COUNTED.findall(explored.page.locator("#legend").inner_text())}
    assert told == {
        "papers": (str(len(left)), str(len(example_tables["papers"]))),
        "people": (str(len(nodes["people"])), str(len(example_tables["authors"]))),
        "concepts": (str(len(nodes["topics"])), str(len(example_tables["concepts"]))),
    }
    explored.page.locator("#all-days").click()
    explored.opened.wait_for(lambda: " of " not in explored.page.locator("#legend").inner_text())


def test_sizes_names_regions_and_land_follow_what_is_left(explore: OpenExplorer, tmp_path: Path) -> None:
    explored = explore(address="#view=topics")
    everything = explored.drawing(tmp_path)
    explored.go(f"#view=topics&from={NEWEST_DAY}")
    explored.wait_until_whole()
    left = explored.drawing(tmp_path)
    assert {caption.text for caption in left.of("node")} - {caption.text for caption in everything.of("node")}
    assert len(left.discs) < len(everything.discs)
    sizes = {(round(x), round(y)): radius for x, y, radius in everything.discs}
    changed = [radius / sizes[round(x), round(y)] for x, y, radius in left.discs if (round(x), round(y)) in sizes]
    assert max(changed) > 1.5 * min(changed)
    lands = [drawing.root.find("{http://www.w3.org/2000/svg}image") for drawing in (everything, left)]
    assert lands[0] is not None
    assert lands[1] is not None
    assert lands[0].get("href") != lands[1].get("href")


def test_a_region_alone_leaves_its_own_land_and_name(explore: OpenExplorer, tmp_path: Path) -> None:
    explored = explore(address="#view=people")
    region = explored.evaluate("[...document.querySelectorAll('#region option')][1].value")
    explored.go(f"#view=people&region={region}&at=0,0,1")
    explored.wait_until_whole()
    titles = " ".join(caption.text for caption in explored.drawing(tmp_path).of("region"))
    assert titles == "" or titles.startswith(region.upper())
    legend = explored.page.locator("#legend").inner_text()
    assert re.search(r"papers · \d+ of \d+ people", legend)


def test_the_search_says_what_the_filters_leave_out_and_lifts_them(explore: OpenExplorer) -> None:
    explored = explore(address=f"#view=papers&from={NEWEST_DAY}&votes=1")
    hit = explored.search("language model is secretly").first
    assert "left out by the filters" in hit.inner_text()
    hit.click()
    explored.details().get_by_text("leave it out of the map").wait_for()
    explored.details().get_by_role("button", name="Lift them").click()
    explored.opened.wait_for(lambda: "from" not in explored.address())
    assert explored.address()["node"] == EARLIER_PAPER
    assert "votes" not in explored.address()
    assert explored.details().get_by_text("leave it out of the map").count() == 0
    assert "left out" not in explored.search("language model is secretly").first.inner_text()


def test_a_region_filter_hides_nothing_silently(explore: OpenExplorer) -> None:
    explored = explore(address="#view=papers")
    titles = explored.evaluate("[...document.querySelectorAll('#region option')].slice(1).map(option => option.value)")
    explored.go(f"#view=papers&node={EARLIER_PAPER}")
    explored.wait_until_whole()
    own = explored.details().locator(".facts a[href*='region=']").inner_text()
    other = next(title for title in titles if title != own)
    explored.go(f"#view=papers&region={other}")
    explored.wait_until_whole()
    hit = explored.search("language model is secretly").first
    assert "left out by the filters" in hit.inner_text()
    hit.click()
    explored.details().get_by_role("button", name="Lift them").click()
    explored.opened.wait_for(lambda: "region" not in explored.address())
    explored.go("#view=topics")
    explored.wait_until_whole()
    first = explored.evaluate("document.querySelectorAll('#region option')[1].value")
    explored.go(f"#view=topics&region={first}")
    explored.wait_until_whole()
    explored.search("language model is secretly").first.click()
    explored.heading()
    assert "region" not in explored.address()  # it is one of the topics


def test_a_path_stays_in_sight_while_the_days_are_brushed(explore: OpenExplorer, tmp_path: Path) -> None:
    explored = explore(address=TWO_WAYS)
    explored.rest()
    assert explored.details().locator(".path li").count() == 3
    x, y, zoom = explored.camera()
    explored.go(f"{TWO_WAYS}&at={x},{y},{zoom * 4}")
    explored.wait_until_whole()
    explored.page.locator("#last-day").focus()
    for _ in range(2):
        explored.page.keyboard.press("ArrowLeft")
    explored.opened.wait_for(lambda: explored.address().get("until") == "2024-03-06")
    explored.opened.wait_for(lambda: explored.details().locator(".path li").count() == 5)
    people = explored.details().locator(".path li:not(.step)").all_inner_texts()

    def are_seen() -> bool:
        return sorted(caption.text for caption in explored.drawing(tmp_path).of("held")) == sorted(people)

    explored.opened.wait_for(are_seen)


def test_two_people_without_a_path_are_not_joined(explore: OpenExplorer, tmp_path: Path) -> None:
    explored = explore(address="#view=people&node=author:tri dao&to=author:daya guo")
    assert "No shown papers connect them" in explored.details().inner_text()
    root = explored.drawing(tmp_path).root
    assert root.findall("{http://www.w3.org/2000/svg}path[@stroke-width='2.5']") == []


def test_a_column_is_sorted_as_it_says(explore: OpenExplorer) -> None:
    explored = explore(address="#view=papers&list=1")
    heading = explored.page.locator("#list th[scope=col]")
    assert heading.nth(1).get_attribute("aria-sort") == "descending"

    def column(number: int) -> list[str]:
        return [row[number] for row in explored.table_rows()]

    for number, first in ((0, "ascending"), (2, "descending"), (3, "ascending")):
        heading.nth(number).get_by_role("button").click()
        for direction in (first, "ascending" if first == "descending" else "descending"):
            assert heading.nth(number).get_attribute("aria-sort") == direction
            cells = [cell.casefold() for cell in column(number) if cell not in ("", "unknown")]
            ends = (cells[0], cells[-1]) if direction == "ascending" else (cells[-1], cells[0])
            assert ends[0] < ends[1]
            heading.nth(number).get_by_role("button").click()
    for _ in range(2):
        heading.nth(1).get_by_role("button").click()
        votes = column(1)
        known = [int(cell) for cell in votes if cell != "unknown"]
        isdown = heading.nth(1).get_attribute("aria-sort") == "descending"
        assert known == sorted(known, reverse=isdown)
        assert votes[len(known) :] == ["unknown"] * (len(votes) - len(known))
        assert len(known) < len(votes)


def test_a_filter_keeps_the_sorting(explore: OpenExplorer) -> None:
    explored = explore(address="#view=papers&list=1")
    explored.page.get_by_role("button", name="Title").click()
    explored.page.locator("#show-filters").click()
    explored.page.locator("#votes").fill("10")
    explored.page.locator("#votes").press("Tab")
    explored.opened.wait_for(lambda: explored.address().get("votes") == "10")
    titles = [row[0].casefold() for row in explored.table_rows()]
    assert explored.page.locator("#list th[scope=col]").first.get_attribute("aria-sort") == "ascending"
    assert titles[0] < titles[-1]
    explored.page.locator("[data-view=people]").click()
    explored.page.locator("#list caption", has_text="people").wait_for()
    explored.page.locator("[data-view=papers]").click()
    explored.page.locator("#list caption", has_text="papers").wait_for()
    assert [row[0].casefold() for row in explored.table_rows()] == titles


def test_no_votes_are_told_from_unknown_ones(explore: OpenExplorer) -> None:
    tables = complete(node_tables(papers=[paper(1, votes=0), paper(2, votes=None), paper(3, votes=1)]))
    html = render("explorer", tables, "Votes", RenderOptions(view="all")).html
    for number, told in ((1, "0 votes"), (2, "votes unknown"), (3, "1 vote")):
        explored = explore(html, f"#view=papers&list=1&node=arxiv:2404.0000{number}")
        assert explored.details().locator(".facts").first.inner_text().endswith(told)
    assert [row[1] for row in explored.table_rows()] == ["1", "0", "unknown"]


def test_a_paper_tells_whom_citations_tie_it_to(explore: OpenExplorer) -> None:
    papers = complete(node_tables(papers=[paper(number) for number in range(1, 5)]))
    coupled = tied(COUPLED_WITH, {(1, 2): (0.1, 4), (1, 3): (1.5, 2), (2, 3): (1.0, 1)})
    together = tied(CO_CITED_WITH, {(1, 2): (0.5, 1)})
    tables = papers | {"coupled_with": coupled, "co_cited_with": together}
    html = render("explorer", tables, "Ties", RenderOptions(view="coupling")).html
    explored = explore(html, "#node=arxiv:2404.00001")
    assert explored.page.locator("nav button[aria-pressed=true]").inner_text() == "Papers"
    headings = explored.details().locator("h3").all_text_contents()
    assert headings == ["Papers that cite the same works", "Papers cited together with it"]
    told = [item.split("\n") for item in explored.details().locator("ul.papers li").all_inner_texts()]
    assert told == [["Paper 3", "2 same works"], ["Paper 2", "4 same works"], ["Paper 2", "1 time"]]
    explored.go("#node=arxiv:2404.00001&votes=3")
    explored.wait_until_whole()
    assert explored.details().locator("ul.papers li").all_inner_texts() == ["Paper 3\n2 same works"]
    explored.details().get_by_role("link", name="Paper 3").click()
    explored.details().locator("h2", has_text="Paper 3").wait_for()
    explored.go("#node=arxiv:2404.00004")
    explored.wait_until_whole()
    assert explored.details().locator("h3").count() == 0
    assert explored.opened.noise == []


def of_papers(**members: list[tuple[int, str]]) -> dict[str, pa.Table]:
    """Tables of two papers that mention and were written by some."""
    names = {table: list(dict.fromkeys(name for _, name in some)) for table, some in members.items()}
    prefix = {"concepts": "concept", "authors": "author"}
    nodes = {
        table: [{"id": f"{prefix[table]}:{name.lower()}", "name": name} for name in some]
        for table, some in names.items()
    }
    tables = complete(node_tables(papers=[paper(1), paper(2)], **nodes) | {"shares_concept": shared({(1, 2): 3.0})})
    rows = {"mentions": "concepts", "authored": "authors"}
    for edges, table in rows.items():
        made = []
        for place, (number, name) in enumerate(members.get(table, []), start=1):
            ends = [f"arxiv:2404.{number:05}", f"{prefix[table]}:{name.lower()}"]
            source, target = ends if edges == "mentions" else reversed(ends)
            row = {"source": source, "target": target, "listed": place, "weight": 1.0}
            made.append({name: row.get(name) for name in tables[edges].schema.names if name in row})
        schema = pa.schema([field.with_nullable(True) for field in tables[edges].schema])
        tables[edges] = pa.Table.from_pylist(made, schema=schema)
    return tables


def test_shared_concepts_are_as_many_as_both_papers_show(explore: OpenExplorer) -> None:
    concepts = [(1, "LLM"), (1, "Frequent One"), (1, "RAG"), (2, "LLM"), (2, "GAN"), (2, "Frequent One")]
    html = render("explorer", of_papers(concepts=concepts), "Shared", RenderOptions(view="all")).html
    shown = []
    for number in (1, 2):
        explored = explore(html, f"#view=papers&node=arxiv:2404.0000{number}")
        assert "2 shared concepts" in explored.details().locator("ul.papers").inner_text()
        shown.append(set(explored.details().locator("ul.chips a").all_inner_texts()))
    assert len(shown[0] & shown[1]) == 2


def test_around_a_paper_of_many_stand_its_concepts_too(explore: OpenExplorer, tmp_path: Path) -> None:
    authors = [(1, f"Person {number}") for number in range(60)]
    concepts = [(1, f"Concept {number}") for number in range(5)]
    html = render("explorer", of_papers(authors=authors, concepts=concepts), "Many", RenderOptions(view="all")).html
    explored = explore(html, "#view=papers&node=arxiv:2404.00001&open=arxiv:2404.00001")
    explored.rest()
    drawing = explored.drawing(tmp_path)
    assert len([radius for _, _, radius in drawing.held if radius == 5]) == 5
    people = drawing.root.findall("{http://www.w3.org/2000/svg}path[@stroke-width='1.2']")
    assert len(people) == 31
    assert "Concept 4" in [caption.text for caption in drawing.of("held")]
