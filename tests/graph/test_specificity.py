"""Topics are told from everyday words of papers, and the user says how strictly."""

import tomllib
from importlib.resources import files
from math import exp
from pathlib import Path

import pytest

from paperatlas.base.errors import UsageError
from paperatlas.graph.concepts.specificity import JudgedTerm, specificity_features, specificity_model
from paperatlas.graph.schema import DEFAULT_MIN_SPECIFICITY
from tests.conftest import tables_of_texts
from tests.graph.test_relations import digest, paper

EVERYDAY = ("efficiency", "expansion", "selection", "speed", "prior", "mechanism", "mapping", "complexity", "diversity")
EVERYDAY_PHRASES = ("strong performance", "real world scenario", "prior work", "critical challenge")
TOPICS = (
    ("diffusion model", "diffusion models", False),
    ("reinforcement learning", "reinforcement learning", True),
    ("low rank adaptation", "Low-Rank Adaptation", True),
    ("quantization", "quantization", False),
    ("object detection", "Object Detection", False),
    ("imagenet", "ImageNet", False),
    ("clip", "CLIP", False),
)


def specificity(key: str, spelling: str = "", has_acronym: bool = False) -> float:
    return specificity_model().specificity(JudgedTerm(key, spelling or key, has_acronym))


@pytest.mark.parametrize("key", EVERYDAY + EVERYDAY_PHRASES)
def test_everyday_words_are_no_topics(key: str) -> None:
    assert specificity(key) < DEFAULT_MIN_SPECIFICITY


@pytest.mark.parametrize("key, spelling, has_acronym", TOPICS)
def test_technical_terms_are_topics(key: str, spelling: str, has_acronym: bool) -> None:
    assert specificity(key, spelling, has_acronym) > DEFAULT_MIN_SPECIFICITY


@pytest.mark.parametrize("key", ["retrieval", "decoder", "embedding", "alignment", "reasoning", "reward"])
def test_a_word_that_mostly_stands_behind_one_that_says_which_is_no_topic(key: str) -> None:
    assert specificity(key) < DEFAULT_MIN_SPECIFICITY < specificity(f"visual {key}")


@pytest.mark.parametrize(
    "modifier", ["low-resolution", "Multi-View", "one-shot", "long-context", "cross-modal", "mixed-modal"]
)
def test_a_compound_that_mostly_stands_before_a_noun_is_no_topic(modifier: str) -> None:
    key = modifier.lower().replace("-", " ")
    assert specificity(key, modifier) < DEFAULT_MIN_SPECIFICITY < specificity(key + " dialogue", modifier + " dialogue")


@pytest.mark.parametrize("key", ["unified framework", "novel approach"])
def test_what_any_paper_says_of_itself_is_no_topic(key: str) -> None:
    assert specificity(key) < DEFAULT_MIN_SPECIFICITY


@pytest.mark.parametrize("name", ["Open-Sora", "self-attention", "Super-Resolution", "cross-attention", "fine-tuning"])
def test_a_compound_that_stands_by_itself_is_a_topic(name: str) -> None:
    assert specificity(name.lower().replace("-", " "), name) > DEFAULT_MIN_SPECIFICITY


@pytest.mark.parametrize("spelling", ["KL", "CMs", "3T", "16k", "1e-04"])
def test_two_letters_or_a_quantity_are_no_topic_by_themselves(spelling: str) -> None:
    assert specificity(spelling.lower().rstrip("s").replace("-", " "), spelling) < DEFAULT_MIN_SPECIFICITY


@pytest.mark.parametrize("spelling", ["RL", "T5", "o1", "KTO", "C++"])
def test_a_name_of_two_signs_that_readers_mark_is_a_topic(spelling: str) -> None:
    assert specificity(spelling.lower(), spelling) > DEFAULT_MIN_SPECIFICITY


@pytest.mark.parametrize("spelling", ["8-A100", "8xH100 GPU", "A100 80GB", "RTX 3090"])
def test_what_experiments_run_on_is_no_topic(spelling: str) -> None:
    assert specificity(spelling.lower().replace("-", " "), spelling) < DEFAULT_MIN_SPECIFICITY


@pytest.mark.parametrize("key", ["loss function", "visual feature", "downstream task", "reasoning performance"])
def test_a_generic_head_that_readers_seldom_mark_makes_no_topic(key: str) -> None:
    assert specificity(key) < DEFAULT_MIN_SPECIFICITY


@pytest.mark.parametrize("key", ["video generation", "synthetic data", "reward function", "latent space"])
def test_a_generic_head_that_readers_mark_makes_a_topic(key: str) -> None:
    assert specificity(key) > DEFAULT_MIN_SPECIFICITY


def test_a_generic_head_takes_from_a_topic_but_an_acronym_tells_that_it_is_one() -> None:
    term, known = (JudgedTerm("dual branch framework", "dual-branch framework", acronym) for acronym in (False, True))
    model = specificity_model()
    assert model.specificity(term) < 1 / (1 + exp(-model.score(term))) - 0.05
    assert model.specificity(known) == pytest.approx(1 / (1 + exp(-model.score(known))), abs=0.01)


def test_capitals_make_a_name_of_a_word_but_a_capital_first_letter_does_not() -> None:
    assert specificity("clip", "CLIP") > 2 * specificity("clip", "Clip") == 2 * specificity("clip")


def test_an_acronym_speaks_for_a_topic() -> None:
    assert specificity("latent planning", has_acronym=True) > specificity("latent planning")


def test_every_weight_is_of_a_feature_that_occurs() -> None:
    text = (files("paperatlas.graph.concepts") / "specificity.toml").read_text(encoding="utf-8")
    weights = {(table, name) for table, names in tomllib.loads(text).items() for name in names}
    by_word = ("word ", "is ", "tags ", "ending ")
    words = {name.removeprefix("word ") for _, name in weights if name.startswith("word ")}
    seen = set()
    for word in (*words, "3d", "LoRA", "GPT4"):
        for spelling in (word, " ".join([word] * 3)):
            judged = JudgedTerm(spelling.lower(), spelling, has_acronym=True)
            seen |= {feature for feature, _ in specificity_features(judged)}
    unseen = {name for _, name in weights - seen if not name.startswith(by_word)}
    assert {table for table, _ in weights} == {"term", "only", "first", "inner", "last"}
    assert unseen <= {"length 2", "length 4", "length 5"}


def test_the_sum_of_the_features_is_the_score() -> None:
    text = (files("paperatlas.graph.concepts") / "specificity.toml").read_text(encoding="utf-8")
    weights = tomllib.loads(text)
    for spelling in ("Diffusion model", "CLIP", "chain of thought"):
        term = JudgedTerm(spelling.lower(), spelling, has_acronym=False)
        summed = sum(weights[table].get(name, 0.0) * value for (table, name), value in specificity_features(term))
        assert specificity_model().score(term) == pytest.approx(summed)


def test_words_beside_others_are_no_concepts_unless_the_user_says_so(tmp_path: Path) -> None:
    summary = "We study sparse attention, selection, expansion and diversity of samples. Selection is simple."
    texts = {"a.md": digest("2024-04-15", paper(1, summary=summary), paper(2, summary=summary))}
    kept = {
        least: set(tables_of_texts(texts, tmp_path, min_specificity=least)["concepts"]["id"].to_pylist())
        for least in (0.0, DEFAULT_MIN_SPECIFICITY, 1.0)
    }
    assert kept[DEFAULT_MIN_SPECIFICITY] == {"concept:sparse attention"}
    assert kept[0.0] > kept[DEFAULT_MIN_SPECIFICITY] > kept[1.0] == set()
    assert "concept:selection" in kept[0.0]


def test_the_specificity_is_on_the_node(tmp_path: Path) -> None:
    texts = {"a.md": digest("2024-04-15", paper(1, summary="Sparse attention."), paper(2, summary="Sparse attention."))}
    (row,) = tables_of_texts(texts, tmp_path)["concepts"].to_pylist()
    assert row["specificity"] == specificity("sparse attention", "Sparse attention")


def test_a_specificity_out_of_range_is_refused(tmp_path: Path) -> None:
    from paperatlas.atlas import build

    (tmp_path / "2024-04-15.md").write_text(digest("2024-04-15", paper(1)), encoding="utf-8")
    with pytest.raises(UsageError, match="between 0 and 1"):
        build(tmp_path, tmp_path / "atlas", min_specificity=1.5)
