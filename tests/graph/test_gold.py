"""The concepts marked by hand are those of the examples, and every example has some."""

import re
import unicodedata

from paperatlas.graph.identity import paper_id
from paperatlas.parsers import parse
from tests.benchmarks.gold import marked_concepts
from tests.conftest import example_files


def test_every_marked_concept_stands_in_its_paper() -> None:
    texts: dict[str, str] = {}
    for path in example_files():
        for paper in parse(path).papers:
            words = " ".join([paper.title, *(passage.text for passage in paper.passages)])
            texts[paper_id(paper.arxiv_id)] = texts.get(paper_id(paper.arxiv_id), "") + " " + words
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
