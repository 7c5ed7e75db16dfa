from collections import Counter

import pyarrow as pa
import pytest

from paperatlas.viz.layout.views import MAPS, draw_view
from paperatlas.viz.numbered import numbered
from tests.viz.strange import complete, node_tables, paper


@pytest.mark.parametrize("view", MAPS)
def test_every_node_of_a_view_has_a_place(example_tables: dict[str, pa.Table], view: str) -> None:
    drawn = draw_view(view, numbered(example_tables))
    assert len(drawn.map.points) == len(example_tables[drawn.table])
    assert drawn.map.community.max() == len(drawn.regions) - 1
    assert (drawn.map.edges.strength[:-1] >= drawn.map.edges.strength[1:]).all()


@pytest.mark.parametrize("view", MAPS)
def test_regions_are_told_apart_by_their_titles(example_tables: dict[str, pa.Table], view: str) -> None:
    regions = draw_view(view, numbered(example_tables)).regions
    titles = Counter(region.title for region in regions)
    assert len(regions) > 2
    assert titles.most_common(1)[0][1] == 1


def test_topics_are_named_by_their_own_concepts_and_people_by_who_leads(example_tables: dict[str, pa.Table]) -> None:
    graph = numbered(example_tables)
    concepts = dict(zip(example_tables["concepts"]["name"].to_pylist(), range(10**6), strict=False))
    topics = draw_view("topics", graph)
    for number, region in enumerate(topics.regions):
        assert topics.map.community[concepts[region.title]] == number
    people = draw_view("people", graph)
    names = example_tables["authors"]["name"].to_pylist()
    for number, region in enumerate(people.regions):
        assert people.map.community[names.index(region.subtitle)] == number


@pytest.mark.parametrize("view", MAPS)
def test_tables_with_little_in_them_have_maps(view: str) -> None:
    for tables in ({}, node_tables(papers=[paper(1, votes=None)])):
        drawn = draw_view(view, numbered(complete(tables)))
        assert drawn.regions == ()
