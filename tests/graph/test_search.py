"""Of a few texts only those names are sought that begin as something there does; they find what all names do."""

from typing import Any

import pyarrow as pa
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from paperatlas.graph.concepts import search
from paperatlas.graph.concepts.search import find_places

_WORDS = (
    "확산",
    "모델",
    "보상 해킹",
    "llm",
    "RL",
    "a",
    "Weaving",
    "weav",
    "diffusion model",
    "拡散",
    "ÉTALE",
    "étale",
    "에",
    " ",
    "-",
)
_TEXTS = st.lists(st.lists(st.sampled_from(_WORDS), max_size=6).map(" ".join), max_size=4)
_NAMES = st.lists(st.sampled_from([word.lower() for word in _WORDS if word.strip(" -")]), unique=True, min_size=1)


def _found(titles: list[str], passages: list[str], names: list[str]) -> list[dict[str, Any]]:
    texts = [
        pa.table(
            {
                "listing": pa.array(range(len(rows)), pa.int64()),
                "position": pa.array([place] * len(rows), pa.int64()),
                "text": pa.array(rows, pa.string()),
            }
        )
        for place, rows in enumerate((titles, passages))
    ]
    languages = ["ko" if name > "가" else None for name in names]
    empty = pa.nulls(len(names), pa.string())
    sought = {
        "name": pa.array(names, pa.string()),
        "name_key": pa.array(names),
        "language": pa.array(languages, pa.string()),
    }
    places = find_places(texts[0], texts[1], pa.table(sought | {"concept": empty, "rule": empty}))
    rows: list[dict[str, Any]] = places.to_pylist()
    return rows


@given(_TEXTS, _TEXTS, _NAMES)
@example([], ["RL"], ["rl"])  # all texts together are shorter than a syllable
def test_few_texts_find_what_many_do(titles: list[str], passages: list[str], names: list[str]) -> None:
    found = _found(titles, passages, names)
    with pytest.MonkeyPatch.context() as many:
        many.setattr(search, "_FEW_BYTES", -1)
        assert found == _found(titles, passages, names)
    for row in found:
        text = (titles, passages)[row["passage"]][row["listing"]]
        assert text[row["start"] : row["end"]] == row["text"]
