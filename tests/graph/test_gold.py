"""The concepts marked by hand are those of the examples, and every example has some."""

import re
import unicodedata
from pathlib import Path

import pytest

import paperatlas
from paperatlas.parsers import parse
from tests.benchmarks.gold import marked_concepts
from tests.benchmarks.reading_sample import counted, drawn_mentions, frequent_concepts
from tests.conftest import example_files


def test_every_marked_concept_stands_in_its_paper() -> None:
    texts: dict[str, str] = {}
    for path in example_files():
        for paper in parse(path).papers:
            words = " ".join([paper.title, *(passage.text for passage in paper.passages)])
            texts[paper.ids[0]] = texts.get(paper.ids[0], "") + " " + words
    folded = {paper: _folded(text) for paper, text in texts.items()}
    marked = marked_concepts()
    assert marked.keys() == texts.keys()
    missing = [
        (paper, names)
        for paper, concepts in marked.items()
        for names in concepts
        if not any(_folded(name) in folded[paper] for name in names)
    ]
    assert missing == []


def _folded(text: str) -> str:
    return re.sub(r"[\s$_-]+|\u200b", "", unicodedata.normalize("NFC", text).lower())


def test_a_sheet_for_readers_is_drawn_from_the_evidence_and_its_marks_are_counted(tmp_path: Path) -> None:
    atlas = paperatlas.build(list(example_files()), tmp_path / "atlas")
    rows = list(drawn_mentions(atlas, 20, seed=1))
    assert rows == list(drawn_mentions(atlas, 20, seed=1)) != list(drawn_mentions(atlas, 20, seed=2))
    assert all(re.search(r"\[\[.+\]\]", row["text"]) for row in rows)
    frequent = list(frequent_concepts(atlas, 5))
    papers = [int(row["text"].split()[0]) for row in frequent]
    assert papers == sorted(papers, reverse=True)
    with pytest.raises(ValueError, match=r"mention 1 .*the mark is ''"):
        counted(rows)
    marked = [row | {"mark": "right"} for row in rows[:-1]] + [rows[-1] | {"mark": "wrong"}]
    assert counted([*marked, *(row | {"mark": "keep"} for row in frequent)]) == [
        "20 of part mention: 19 right (95.0 %), 1 wrong (5.0 %), 0 generic (0.0 %)",
        "5 of part frequent: 5 keep (100.0 %), 0 strike (0.0 %)",
    ]
