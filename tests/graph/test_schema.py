"""The declarations refuse what no export could tell apart."""

from dataclasses import replace

import pytest

from paperatlas.graph.kinds import RESERVED_OF_EDGES, RESERVED_OF_NODES, EdgeKind, Property, PropertyType
from paperatlas.graph.schema import AUTHORED, CITES, MENTIONS, PAPER, tables
from paperatlas.graph.side_tables import LISTINGS


def called(name: str) -> Property:
    return Property(name, PropertyType.STRING, "for the test")


@pytest.mark.parametrize("name", sorted(RESERVED_OF_NODES))
def test_a_property_of_a_node_has_no_reserved_name(name: str) -> None:
    with pytest.raises(ValueError, match=f"Paper: a property can't be called '{name}'"):
        replace(PAPER, properties=(*PAPER.properties, called(name)))


@pytest.mark.parametrize("kind", [AUTHORED, CITES], ids=lambda kind: kind.type)
@pytest.mark.parametrize("name", sorted(RESERVED_OF_EDGES))
def test_a_property_of_an_edge_has_no_reserved_name(name: str, kind: EdgeKind) -> None:
    with pytest.raises(ValueError, match=f"{kind.type}: a property can't be called '{name}'"):
        replace(kind, properties=(*kind.properties, called(name)))


def test_the_weight_may_be_a_property_itself() -> None:
    assert "weight" in {each.name for each in MENTIONS.properties}


@pytest.mark.parametrize("name", ["", "Title", "two words", "first-seen", "1st", "제목", "a.b", "title"])
def test_every_format_takes_the_names(name: str) -> None:
    with pytest.raises(ValueError, match="Paper: "):
        replace(PAPER, properties=(*PAPER.properties, called(name)))


def test_tables_beside_the_graph_have_names_of_their_own() -> None:
    with pytest.raises(ValueError, match="two properties 'paper'"):
        replace(LISTINGS, columns=(*LISTINGS.columns, called("paper")))
    assert len({kind.table for kind in tables()}) == len(list(tables()))
