import base64
import gzip
import json
import struct

import numpy as np
import pyarrow as pa
import pytest

from paperatlas.viz.explorer.blocks import Block, schema
from paperatlas.viz.explorer.contents import texts_block
from paperatlas.viz.explorer.joining import joined
from paperatlas.viz.numbered import numbered


def filled(leave_out: str = "") -> Block:
    block = Block("topics")
    for name, column in schema()["blocks"]["topics"].items():
        if name == leave_out:
            continue
        if column["kind"] == "text":
            block.add_texts(name, ["가", "b"])
        else:
            block.add_numbers(name, [-1, 300])
    return block


def test_a_block_holds_header_and_columns() -> None:
    data = gzip.decompress(base64.b64decode(filled().packed(palette=["#fff"])))
    (size,) = struct.unpack("<I", data[:4])
    header = json.loads(data[4 : 4 + size])
    assert (header["block"], header["palette"], header["version"]) == ("topics", ["#fff"], schema()["version"])
    kind, start, length = header["columns"]["topics.x"]
    numbers = np.frombuffer(data, kind, length, 4 + size + start)
    assert numbers.tolist() == [-1, 300]
    _, start, length = header["columns"]["concept.name"]
    assert data[4 + size + start :][:length].decode() == "가\nb"
    assert all((4 + size + at) % 8 == 0 for _, at, _ in header["columns"].values())


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        ([], "uint8"),
        ([255], "uint8"),
        ([-1, 127], "int8"),
        ([-1, 200], "int16"),
        ([70000], "uint32"),
        ([-70000], "int32"),
    ],
)
def test_numbers_take_as_little_room_as_they_can(values: list[int], kind: str) -> None:
    block = Block("topics")
    block.add_numbers("topics.x", values)
    assert block.columns["topics.x"][0] == kind


def test_only_what_is_declared_is_packed_and_all_of_it() -> None:
    with pytest.raises(ValueError, match="declared as None, not as number"):
        Block("topics").add_numbers("topics.z", [1])
    with pytest.raises(ValueError, match="declared as text, not as number"):
        Block("topics").add_numbers("concept.name", [1])
    with pytest.raises(ValueError, match=r"lacks \['topics.x'\]"):
        filled(leave_out="topics.x").packed()


def test_modules_are_joined_in_the_order_of_their_imports() -> None:
    modules = {
        "main.js": 'import { two, three as drei } from "./numbers.js";\nstart(two + drei);\n',
        "numbers.js": 'import { one } from "./one.js";\nexport const two = one;\nexport async function three() {}\n',
        "one.js": "export class one {}\n",
        "alone.js": "never();\n",
    }
    script = joined(modules, "main.js")
    assert script.index('modules["one.js"] =') < script.index('modules["numbers.js"] =') < script.index("start(")
    assert 'const { two, three: drei } = modules["numbers.js"];' in script
    assert "return { two, three };" in script
    assert "never" not in script
    assert "export" not in script


@pytest.mark.parametrize(
    "source",
    ["export default 1;\n", 'import x from "./one.js";\n', "export { x };\n", 'import { x } from "./main.js";\n'],
)
def test_modules_that_can_not_be_joined_are_refused(source: str) -> None:
    with pytest.raises(ValueError, match=r"main\.js"):
        joined({"main.js": source, "one.js": ""}, "main.js")


def test_of_too_many_summaries_the_newest_are_kept(example_tables: dict[str, pa.Table]) -> None:
    graph = numbered(example_tables)
    whole, all_papers = texts_block(graph)
    part, some = texts_block(graph, longest=8000)
    assert all_papers == len(example_tables["papers"])
    assert 3 < some < all_papers
    assert len(part) < len(whole)
