"""GEXF 1.3, for Gephi; streamed from the tables.

As in GraphML, with Gephi's own places for what it knows: a node's label, an edge's weight, and its type as `kind`, by
which Gephi keeps parallel edges apart. The type is an attribute as well, since other readers pass over `kind`.
"""

from collections.abc import Mapping
from typing import BinaryIO

import pyarrow as pa

from paperatlas.graph.kinds import EdgeKind, NodeKind, PropertyType
from paperatlas.graph.views import View
from paperatlas.loaders.attributes import Keys, is_undirected, keys_of
from paperatlas.loaders.text_lines import Field, lines
from paperatlas.loaders.xml_text import value_parts, xml_values

_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.INTEGER: "long",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.DATE: "string",  # Gephi would take a date for a time of a graph that changes
    PropertyType.STRINGS: "liststring",
}
_HEAD = """\
<?xml version='1.0' encoding='UTF-8'?>
<gexf xmlns='http://gexf.net/1.3' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'\
 xsi:schemaLocation='http://gexf.net/1.3 http://gexf.net/1.3/gexf.xsd' version='1.3'>
<meta><creator>paperatlas</creator></meta>
"""
_VALUE = ("<attvalue for='{}' value='", "'/>")


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes a view of the graph to a binary file."""
    node_keys = _without("label", keys_of(view.nodes, "n"))
    edge_keys = _without("weight", keys_of(view.edges, "e"))
    declarations = _declarations(node_keys, "node") + _declarations(edge_keys, "edge")
    direction = "undirected" if is_undirected(view) else "directed"
    target.write(f"{_HEAD}<graph defaultedgetype='{direction}' mode='static'>\n{declarations}<nodes>\n".encode())
    for node in view.nodes:
        start = (Field("<node id='", "id"), Field("' label='", node.caption, "'>"))
        target.writelines(lines(tables[node.table], (*start, *_values(node, node_keys), "</node>"), xml_values))
    target.write(b"</nodes>\n<edges>\n")
    for edge in view.edges:
        ends = (Field("<edge source='", "source"), Field("' target='", "target"))
        weight = (Field(" weight='", edge.weight, "'"),) if edge.weight else ()
        parts = (*ends, f"' kind='{edge.type}'", *weight, ">", *_values(edge, edge_keys), "</edge>")
        target.writelines(lines(tables[edge.table], parts, xml_values))
    target.write(b"</edges>\n</graph>\n</gexf>\n")


def _without(name: str, keys: Keys) -> Keys:
    return {attribute: key for attribute, key in keys.items() if attribute[0] != name}


def _declarations(keys: Keys, scope: str) -> str:
    declared = (f"<attribute id='{key}' title='{name}' type='{_TYPES[kind]}'/>\n" for (name, kind), key in keys.items())
    return f"<attributes class='{scope}' mode='static'>\n{''.join(declared)}</attributes>\n"


def _values(kind: NodeKind | EdgeKind, keys: Keys) -> tuple[str | Field, ...]:
    return ("<attvalues>", *value_parts(kind, keys, *_VALUE), "</attvalues>")
