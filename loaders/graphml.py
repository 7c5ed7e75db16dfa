"""GraphML, for yEd, Gephi, igraph and NetworkX; streamed from the tables.

- Nodes keep their ids. Edges have none: Gephi and yEd drop edges whose ids are not unique in the whole file, and
  NetworkX makes attributes of unique ones.
- What is null is left out. A list is written as a JSON array, a date as `2024-04-16`.
- The whole graph is directed, also its undirected edges, which run from the smaller id: readers such as NetworkX refuse
  files that mix the two. The other views are undirected.
- Characters that XML 1.0 forbids become U+FFFD.
"""

from collections.abc import Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa

from paperatlas.graph.schema import PropertyType
from paperatlas.graph.views import View
from paperatlas.loaders.attributes import Keys, is_undirected, keys_of
from paperatlas.loaders.text_lines import Field, lines
from paperatlas.loaders.xml_text import value_parts, xml_values

_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.INTEGER: "long",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.DATE: "string",
    PropertyType.STRINGS: "string",
}
_HEAD = """\
<?xml version='1.0' encoding='UTF-8'?>
<graphml xmlns='http://graphml.graphdrawing.org/xmlns' xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'\
 xsi:schemaLocation='http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd'>
"""
_DATA = ("<data key='{}'>", "</data>")


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes a view of the graph to a binary file."""
    node_keys, edge_keys = keys_of(view.nodes, "n"), keys_of(view.edges, "e")
    declarations = [*_declarations(node_keys, "node"), *_declarations(edge_keys, "edge")]
    direction = "undirected" if is_undirected(view) else "directed"
    target.write(f"{_HEAD}{''.join(declarations)}<graph edgedefault='{direction}'>\n".encode())
    for node in view.nodes:
        parts = (Field("<node id='", "id", "'>"), *value_parts(node, node_keys, *_DATA), "</node>")
        target.writelines(lines(tables[node.table], parts, xml_values))
    for edge in view.edges:
        ends = (Field("<edge source='", "source"), Field("' target='", "target", "'>"))
        parts = (*ends, *value_parts(edge, edge_keys, *_DATA), "</edge>")
        target.writelines(lines(tables[edge.table], parts, xml_values))
    target.write(b"</graph>\n</graphml>\n")


def _declarations(keys: Keys, scope: str) -> Iterator[str]:
    for (name, kind), key in keys.items():
        yield f"<key id='{key}' for='{scope}' attr.name='{name}' attr.type='{_TYPES[kind]}'/>\n"
