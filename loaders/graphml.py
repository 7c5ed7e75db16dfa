"""GraphML, for yEd, Gephi, igraph and NetworkX; streamed from the tables.

- Nodes keep their ids. Those of edges are type and ends: unique in the whole file, or Gephi and yEd drop edges, and
  the same in every build, so that Gephi knows an edge again. NetworkX makes keys or attributes of them.
- A node's caption stands there twice: as `label`, for most programs, and in yEd's own element, since yEd shows no
  other. Gephi takes that key (`d3`) for yEd's labels, NetworkX reads it as `label` too, igraph passes over it.
- A whole number is an `int`, which every program has, unless a value needs a `long`.
- What is null is left out. A list is written as a JSON array, a date as `2024-04-16`.
- The whole graph is directed, also its undirected edges, which run from the smaller id: readers such as NetworkX refuse
  files that mix the two. The other views are undirected.
- Characters that XML 1.0 forbids become U+FFFD; other controls and marks of direction are references, `&#8238;`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import BinaryIO

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.kinds import EdgeKind, NodeKind, PropertyType
from paperatlas.graph.views import View
from paperatlas.loaders.attributes import Keys, attributes, escaped_end, is_undirected, keys_of
from paperatlas.loaders.text_lines import Field, lines
from paperatlas.loaders.xml_text import value_parts, xml_values

_TYPES = {
    PropertyType.STRING: "string",
    PropertyType.INTEGER: "int",
    PropertyType.FLOAT: "double",
    PropertyType.BOOLEAN: "boolean",
    PropertyType.DATE: "string",
    PropertyType.STRINGS: "string",
}
_HEAD = """\
<?xml version='1.0' encoding='UTF-8'?>
<graphml xmlns='http://graphml.graphdrawing.org/xmlns' xmlns:y='http://www.yworks.com/xml/graphml'\
 xmlns:xsi='http://www.w3.org/2001/XMLSchema-instance'\
 xsi:schemaLocation='http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd'>
"""
_DATA = ("<data key='{}'>", "</data>")
_YED_KEY = "<key id='d3' for='node' yfiles.type='nodegraphics'/>\n"
_YED_LABEL = ("<data key='d3'><y:ShapeNode><y:NodeLabel>", "</y:NodeLabel></y:ShapeNode></data>")


def write(tables: Mapping[str, pa.Table], view: View, target: BinaryIO) -> None:
    """Writes a view of the graph to a binary file."""
    node_keys, edge_keys = keys_of(view.nodes, "n"), keys_of(view.edges, "e")
    declarations = [
        *_declarations(node_keys, "node", _long(tables, view.nodes)),
        _YED_KEY,
        *_declarations(edge_keys, "edge", _long(tables, view.edges)),
    ]
    direction = "undirected" if is_undirected(view) else "directed"
    target.write(f"{_HEAD}{''.join(declarations)}<graph edgedefault='{direction}'>\n".encode())
    for node in view.nodes:
        label = Field(_YED_LABEL[0], node.caption, _YED_LABEL[1], _for_yed)  # first: who knows both takes the last one
        parts = (Field("<node id='", "id", "'>"), label, *value_parts(node, node_keys, *_DATA), "</node>")
        target.writelines(lines(tables[node.table], parts, xml_values))
    escaped = escaped_end if any(_needs_escape(tables[node.table]["id"]) for node in view.nodes) else None
    for edge in view.edges:
        name = (Field(f"<edge id='{edge.type}|", "source", "|", escaped), Field("", "target", change=escaped))
        ends = (Field("' source='", "source"), Field("' target='", "target", "'>"))
        parts = (*name, *ends, *value_parts(edge, edge_keys, *_DATA), "</edge>")
        target.writelines(lines(tables[edge.table], parts, xml_values))
    target.write(b"</graph>\n</graphml>\n")


def _declarations(keys: Keys, scope: str, long: Collection[str]) -> Iterator[str]:
    for (name, kind), key in keys.items():
        written = "long" if name in long else _TYPES[kind]
        yield f"<key id='{key}' for='{scope}' attr.name='{name}' attr.type='{written}'/>\n"


def _long(tables: Mapping[str, pa.Table], kinds: Iterable[NodeKind | EdgeKind]) -> set[str]:
    """The names of whole numbers of which a value needs more bits than an `int` has."""
    wide = set()
    for kind in kinds:
        for attribute in attributes(kind):
            if attribute.type is PropertyType.INTEGER and attribute.column is not None:
                ends = pc.min_max(tables[kind.table][attribute.column]).as_py().values()
                if any(end is not None and not -(2**31) <= end < 2**31 for end in ends):
                    wide.add(attribute.name)
    return wide


def _needs_escape(ids: pa.ChunkedArray) -> bool:
    """Whether some would change as ends in the ids of edges; mostly none, and edges are many more than nodes."""
    return bool(pc.any(pc.match_substring_regex(ids, "[%|]")).as_py())


def _for_yed(captions: pa.Array) -> pa.Array:
    """The captions as labels; null where empty. To yEd, one that begins with `<html>` would be markup."""
    harmless = pc.replace_substring_regex(captions, r"(?i)^([\x00-\x20]*)<(html)", r"\1‹\2")
    return pc.if_else(pc.equal(harmless, ""), pa.scalar(None, pa.string()), harmless)
