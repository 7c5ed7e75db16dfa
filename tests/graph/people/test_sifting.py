"""Which pairs of names, and of their papers, are looked at: none is lost that could be one person's."""

from typing import Any

import numpy as np
import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.graph.people.corpus import Corpus, corpus_of
from paperatlas.graph.people.evidence import features, learned_model, score
from paperatlas.graph.people.forms import forms_of
from paperatlas.graph.people.mentions import mentions_of
from paperatlas.graph.people.merging import MARGIN
from paperatlas.graph.people.pairing import pairs_of
from paperatlas.graph.people.parts import OF_PAPERS, Circles, circles_of, meetings, parts_of
from paperatlas.graph.people.resolution import MENTIONS, PAPERS
from paperatlas.graph.people.sifting import likely

NAMES = ("j quux", "jane quux", "jane b quux", "wei zhang", "w zhang", "bo zyxw", "bob zyxw", "ada plim", "eve vvorp")
TEAMS = st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True)
TITLES = st.sampled_from(["Parsing of trees", "Folding of proteins", "Trees of proteins"])


def corpus_and_circles(listed: list[tuple[str, list[str]]]) -> tuple[Corpus, Circles]:
    mentions = [
        {"paper": f"p:{at:03}", "author": f"author:{name}", "names": [name], "ids": []}
        for at, (_, names) in enumerate(listed)
        for name in names
    ]
    papers: list[dict[str, Any]] = [
        {"paper": f"p:{at:03}", "year": 2020 + at % 3, "title": title, "terms": []}
        for at, (title, _) in enumerate(listed)
    ]
    corpus = corpus_of(mentions_of(pa.Table.from_pylist(mentions, MENTIONS)), pa.Table.from_pylist(papers, PAPERS))
    each_paper = [(name, at) for name in range(len(corpus.authors)) for at in range(len(corpus.mentions(name)))]
    parts = parts_of(corpus, np.array([name for name, _ in each_paper]), [[at] for _, at in each_paper])
    return corpus, circles_of(corpus, parts)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(TITLES, TEAMS), min_size=2, max_size=14))
def test_no_pair_is_sifted_out_that_can_matter(listed: list[tuple[str, list[str]]]) -> None:
    corpus, circles = corpus_and_circles(listed)
    model = learned_model()
    ones, others = np.triu_indices(len(circles.name), 1)
    for above in (model.merging - MARGIN, 4.0):
        found = {
            pair
            for lot in likely(corpus, circles, ones, others, model, above)
            for pair in zip(*(side.tolist() for side in lot), strict=True)
        }
        expected = np.maximum(corpus.expected[circles.name[ones]], corpus.expected[circles.name[others]])
        ((one, other, meeting),) = meetings(corpus, circles, ones, others)
        figures = features(expected, one, other, meeting)
        figures[OF_PAPERS] = 0
        matter = score(figures, model) + max(model.rules.values()) > above
        assert set(zip(ones[matter].tolist(), others[matter].tolist(), strict=True)) <= found


def test_what_is_hopeless_is_sifted_out() -> None:
    corpus, circles = corpus_and_circles(
        [("Parsing of trees", ["w zhang", "ada plim"]), ("Tonal dialects", ["wei zhang"])]
    )
    one, other = (
        np.flatnonzero(circles.name == corpus.authors.index(f"author:{key}")) for key in ("w zhang", "wei zhang")
    )
    assert not any(len(lot[0]) for lot in likely(corpus, circles, one, other, learned_model(), 1.0))


def authors(*keys: str) -> pa.Array:
    return pa.array([f"author:{key}" for key in keys], pa.string())


def rules(*keys: str) -> dict[tuple[str, str], str | None]:
    pairs = pairs_of(forms_of(authors(*keys)))
    return {
        (keys[one], keys[other]): pairs.rule(other, one)
        for one, other in zip(pairs.ones.tolist(), pairs.others.tolist(), strict=True)
    }


def test_names_are_paired_by_what_they_share() -> None:
    assert rules("jane smith", "j smith", "jane b smith", "smith jane", "ada quux") == {
        ("jane smith", "j smith"): "initials",
        ("jane smith", "jane b smith"): "middle name",
        ("jane smith", "smith jane"): "reversed",
        ("j smith", "jane b smith"): "initials",
    }
    assert rules("nishat raihan", "md nishat raihan") == {("nishat raihan", "md nishat raihan"): "first name left out"}
    assert rules() == {}


def test_a_middle_initial_is_no_reason_to_look() -> None:
    given_names = ("ada", "bob", "cleo", "dirk", "eve", "flo", "gus", "hal")
    assert not rules(*(f"{each} x quux" for each in given_names))
    assert not rules(*(f"ada x {family}" for family in ("quux", "zyxw", "plim", "vvorp")))


def test_names_that_are_not_worth_a_look_have_no_rule() -> None:
    keys = [f"{chr(97 + at % 26)}{chr(97 + at // 26)}n smith" for at in range(70)]
    pairs = pairs_of(forms_of(authors(*keys, "j smith")))
    assert pairs.rule(0, 1) is None
    assert pairs.rule(keys.index("jan smith"), 70) == "initials"
