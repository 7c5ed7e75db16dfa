from collections import Counter

import pyarrow as pa
import pytest

from paperatlas.viz.layout.views import MAPS, draw_views
from paperatlas.viz.numbered import numbered
from tests.viz.strange import complete, node_tables, paper, shared


@pytest.mark.parametrize("view", MAPS)
def test_every_node_of_a_view_has_a_place(example_tables: dict[str, pa.Table], view: str) -> None:
    drawn = draw_views(numbered(example_tables), {})[view]
    assert len(drawn.map.points) == len(example_tables[drawn.table])
    assert drawn.map.community.max() == len(drawn.regions) - 1
    assert (drawn.map.edges.strength[:-1] >= drawn.map.edges.strength[1:]).all()


@pytest.mark.parametrize("view", MAPS)
def test_regions_are_told_apart_by_their_titles(example_tables: dict[str, pa.Table], view: str) -> None:
    regions = draw_views(numbered(example_tables), {})[view].regions
    titles = Counter(region.title for region in regions)
    assert len(regions) > 2
    assert titles.most_common(1)[0][1] == 1


def test_topics_are_named_by_their_own_concepts_and_people_by_who_leads(example_tables: dict[str, pa.Table]) -> None:
    graph = numbered(example_tables)
    concepts = dict(zip(example_tables["concepts"]["name"].to_pylist(), range(10**6), strict=False))
    views = draw_views(graph, {})
    topics, people = views["topics"], views["people"]
    for number, region in enumerate(topics.regions):
        assert topics.map.community[concepts[region.title]] == number
    names = example_tables["authors"]["name"].to_pylist()
    for number, region in enumerate(people.regions):
        assert people.map.community[names.index(region.subtitle)] == number


@pytest.mark.parametrize("view", MAPS)
def test_tables_with_little_in_them_have_maps(view: str) -> None:
    for tables in ({}, node_tables(papers=[paper(1, votes=None)])):
        drawn = draw_views(numbered(complete(tables)), {})[view]
        assert drawn.regions == ()


def test_shared_concepts_are_those_that_both_papers_mention(example_tables: dict[str, pa.Table]) -> None:
    some = node_tables(
        papers=[paper(1), paper(2)],
        concepts=[{"id": f"concept:{name}", "name": name} for name in ("LLM", "frequent", "GAN")],
    )
    mentioned = [("1", "LLM"), ("1", "frequent"), ("2", "frequent"), ("2", "GAN"), ("2", "LLM")]
    like = example_tables["mentions"].to_pylist()[0]
    rows = [like | {"source": f"arxiv:2404.0000{one}", "target": f"concept:{name}"} for one, name in mentioned]
    mentions = pa.Table.from_pylist(rows, schema=example_tables["mentions"].schema)
    # The graph's own count leaves out what is too frequent to tie papers.
    tables = complete(some | {"mentions": mentions, "shares_concept": shared({(1, 2): 3.0})})
    assert tables["shares_concept"]["count"].to_pylist() == [1]
    assert draw_views(numbered(tables), {})["papers"].map.edges.papers.tolist() == [2]


def test_a_region_is_named_by_what_titles_have_though_within_longer_terms(example_tables: dict[str, pa.Table]) -> None:
    topics = ("fluvial", "tidal", "glacial", "karst")
    members = {topic: range(10 * number + 1, 10 * number + 10) for number, topic in enumerate(topics)}
    concepts = {topic: (f"Basin {topic}", f"{topic} routing", f"network {topic}") for topic in members}
    nodes = node_tables(
        papers=[
            paper(one) | {"title": f"Adaptive {topic} routings of kind {one}"}
            for topic in members
            for one in members[topic]
        ],
        concepts=[
            {"id": f"concept:{name}", "name": name, "papers": 9} for topic in members for name in concepts[topic]
        ],
    )
    like = example_tables["mentions"].to_pylist()[0] | {"in_title": False}
    rows = [
        like | {"source": f"arxiv:2404.{one:05}", "target": f"concept:{name}"}
        for topic in members
        for one in members[topic]
        for name in concepts[topic]
    ]
    mentions = pa.Table.from_pylist(rows, schema=example_tables["mentions"].schema)
    pairs = shared({(one, other): 3.0 for those in members.values() for one in those for other in those if one < other})
    drawn = draw_views(numbered(complete(nodes | {"mentions": mentions, "shares_concept": pairs})), {})["papers"]
    assert {region.title for region in drawn.regions} == {f"{topic} routing" for topic in members}
