"""What the XML formats have in common: values as text, and attributes told apart by short keys."""

from collections.abc import Iterator

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.kinds import EdgeKind, NodeKind
from paperatlas.loaders.attributes import Keys, attributes
from paperatlas.loaders.text_lines import HARMFUL, HARMFUL_CLASS, Field, json_values, rewritten

_SPECIAL = rf"[&<>'\x00-\x1f\x{{FFFE}}\x{{FFFF}}{HARMFUL_CLASS}]"
_UNHELD = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x{FFFE}\x{FFFF}]"
_FORBIDDEN = (*range(0x20), 0xFFFE, 0xFFFF)
_UNHELD_REPLACED = {code: "\N{REPLACEMENT CHARACTER}" for code in _FORBIDDEN if chr(code) not in "\t\n\r"}
_REPLACEMENTS = (
    _UNHELD_REPLACED
    | {code: f"&#{code};" for code in HARMFUL}
    | {
        ord("&"): "&amp;",
        ord("<"): "&lt;",
        ord(">"): "&gt;",
        ord("'"): "&#39;",
        ord("\t"): "&#9;",  # as they are, these three would be read as blanks in an attribute
        ord("\n"): "&#10;",
        ord("\r"): "&#13;",
    }
)


def xml_values(values: pa.Array) -> pa.Array:
    """Texts for elements and single-quoted attributes, from values of a declared type.

    A list becomes a JSON array, a date `2024-04-16`, null stays null; what XML 1.0 can't hold becomes U+FFFD. Single
    quotes, because JSON is full of double ones.
    """
    texts = json_values(values) if pa.types.is_list(values.type) else pc.cast(values, pa.string())
    return rewritten(texts, _SPECIAL, lambda text: text.translate(_REPLACEMENTS))


def without_forbidden(texts: pa.Array) -> pa.Array:
    """The texts with U+FFFD in place of what XML 1.0 can't hold."""
    return rewritten(texts, _UNHELD, lambda text: text.translate(_UNHELD_REPLACED))


def value_parts(kind: NodeKind | EdgeKind, keys: Keys, before: str, after: str) -> Iterator[str | Field]:
    """The values of the attributes that have a key, each between two texts; `{}` in the first stands for the key."""
    for attribute in attributes(kind):
        key = keys.get((attribute.name, attribute.type))
        if key is None:
            continue
        if attribute.column is None:
            yield f"{before.format(key)}{attribute.constant}{after}"
        else:
            yield Field(before.format(key), attribute.column, after)
