"""Which names are of one family: the last word says nothing, and what is left is used by itself as often."""

from collections.abc import Collection

import pyarrow as pa
import pytest

from paperatlas.graph.concepts.families import families
from paperatlas.graph.concepts.misspellings import corrected_keys

COUNTS = {
    "transformer": 60,
    "transformer architecture": 12,
    "transformer model": 9,
    "language": 30,
    "language model": 90,
    "language architecture": 2,
    "world": 9,
    "world model": 12,
    "reward": 40,
    "reward model": 12,
    "video": 80,
    "video generation": 30,
    "video generation model": 9,
    "text to image": 8,
    "text to image model": 5,
    "text to image generation": 9,
    "text to image diffusion model": 7,
    "latent diffusion": 2,
    "latent diffusion model": 20,
    "diffusion": 9,
    "diffusion model": 70,
    "foundation": 2,
    "foundation model": 30,
    "privacy preserving": 4,
    "privacy preserving framework": 1,
    "scalable": 9,
    "scalable architecture": 3,
    "rouge": 9,
    "rouge score": 3,
    "clip": 40,
    "clip score": 6,
    "clip embedding": 9,
    "grpo": 20,
    "grpo algorithm": 3,
    "vicuna 1.5": 2,
    "vicuna v1.5": 3,
    "internvl v2": 3,
    "self attention": 20,
    "self attention mechanism": 7,
    "end to end": 9,
    "end to end model": 2,
}
LLM, VLM, MLLM = "large language model", "vision language model", "multimodal large language model"
SPELLED = {"rouge": "ROUGE", "clip": "CLIP", "grpo": "GRPO"}


def terms_of(counts: dict[str, int], explained: Collection[str] = ()) -> pa.Table:
    """The names, as they are spelled, and which of them an acronym stands for."""
    texts = [SPELLED.get(key, key) for key in counts]
    explaining = [2 * (key in explained) for key in counts]
    return pa.table({"key": list(counts), "listings": list(counts.values()), "text": texts, "explaining": explaining})


def found(counts: dict[str, int], explained: Collection[str] = ()) -> dict[str, str]:
    """The families of some names."""
    terms = terms_of(counts, explained)
    return {row["key"]: row["family"] for row in families(terms).to_pylist() if not row["where_named"]}


def found_where_named(counts: dict[str, int]) -> dict[str, str]:
    """What some names mean in papers that name that too."""
    return {row["key"]: row["family"] for row in families(terms_of(counts)).to_pylist() if row["where_named"]}


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("transformer architecture", "transformer"),
        ("transformer model", "transformer"),
        ("video generation model", "video generation"),
        ("text to image", "text to image generation"),
        ("text to image model", "text to image generation"),
        ("diffusion", "diffusion model"),
        ("rouge score", "rouge"),
        ("grpo algorithm", "grpo"),
        ("vicuna v1.5", "vicuna 1.5"),
        ("self attention mechanism", "self attention"),
    ],
)
def test_a_word_that_says_nothing_makes_no_other_concept(name: str, family: str) -> None:
    assert found(COUNTS)[name] == family


@pytest.mark.parametrize(
    "name",
    [
        "language model",
        "language",
        "world model",
        "world",
        "reward model",
        "video generation",
        "text to image diffusion model",
        "latent diffusion model",
        "foundation model",
        "privacy preserving framework",
        "scalable architecture",
        "clip score",
        "internvl v2",
        "end to end model",
    ],
)
def test_a_word_that_says_something_does(name: str) -> None:
    assert name not in found(COUNTS)


def test_a_slip_of_the_pen_is_the_word_that_many_write() -> None:
    counts = {"transformer": 30, "vision tansformer": 1, "segment": 20, "tokenizer": 30, "tokenized": 1, "detector": 12}
    terms = pa.table({"key": list(counts), "listings": list(counts.values())})
    assert corrected_keys(terms) == {"vision tansformer": "vision transformer"}
    assert found({**counts, "vision transformer": 9})["vision tansformer"] == "vision transformer"


@pytest.mark.parametrize(
    ("counts", "name", "family"),
    [
        ({"image generation": 9, "image synthesis": 4}, "image synthesis", "image generation"),
        ({"synthetic data": 9, "synthetic dataset": 4}, "synthetic dataset", "synthetic data"),
        (
            {"gaussian splatting": 12, "3d gaussian splatting": 30, "2d gaussian splatting": 2},
            "gaussian splatting",
            "3d gaussian splatting",
        ),
        ({"large language model": 9, "large scale language model": 2}, "large scale language model", LLM),
        ({"vision language model": 9, "large vision language model": 4}, "large vision language model", VLM),
        ({"vision language model": 9, "visual language model": 1}, "visual language model", VLM),
        ({"multimodal large language model": 9, "large multimodal model": 4}, "large multimodal model", MLLM),
        ({"multimodal large language model": 9, "multimodal model": 4}, "multimodal model", MLLM),
        ({"vision encoder": 9, "visual encoder": 4}, "visual encoder", "vision encoder"),
        ({"reward model": 9, "reward modeling": 4}, "reward modeling", "reward model"),
        ({"latent diffusion model": 12, "latent diffusion": 3}, "latent diffusion", "latent diffusion model"),
    ],
)
def test_what_the_papers_mostly_call_otherwise_is_the_same(counts: dict[str, int], name: str, family: str) -> None:
    assert found(counts)[name] == family


@pytest.mark.parametrize(
    ("counts", "name"),
    [
        ({"view synthesis": 9, "view generation": 1}, "view synthesis"),
        ({"pose estimation": 12, "3d pose estimation": 20, "2d pose estimation": 9}, "pose estimation"),
        ({"point cloud": 40, "3d point cloud": 20}, "point cloud"),
        ({"large language model": 90, "small language model": 9}, "small language model"),
        ({"vision language model": 90, "vision model": 9}, "vision model"),
        ({"large language model": 90, "language": 9}, "language"),
        ({"large language model": 90, "language model": 30}, "language model"),
        ({"large scale model": 9, "scale model": 2}, "scale model"),
        ({"large language model": 90, "language model": 30, "language modeling": 9}, "language modeling"),
        ({"3d model": 9, "3d modeling": 4}, "3d modeling"),
        ({"user model": 2, "user modeling": 4}, "user modeling"),
        ({"large language model": 90, "large language": 3}, "large language"),
        ({"latent diffusion model": 12, "latent diffusion": 6}, "latent diffusion"),
    ],
)
def test_what_the_papers_also_say_otherwise_stays(counts: dict[str, int], name: str) -> None:
    assert name not in found(counts)


def test_what_an_acronym_stands_for_is_a_name() -> None:
    counts = {
        "chain of thought": 9,
        "chain of thought prompting": 3,
        "chain of thought reasoning": 3,
        "diffusion transformer": 4,
        "diffusion transformer architecture": 4,
        "large language model": 90,
        "large language model framework": 3,
        "vision language action": 9,
        "vision language action model": 4,
        "visual prompt": 9,
        "visual prompt method": 2,
    }
    explained = {"chain of thought", "diffusion transformer", "large language model", "vision language action"}
    assert {key: family for key, family in found(counts, explained).items() if key in counts} == {
        "chain of thought prompting": "chain of thought",
        "diffusion transformer architecture": "diffusion transformer",
    }


def test_what_mostly_begins_the_name_of_an_action_is_short_for_it() -> None:
    counts = {
        "3d gaussian": 9,
        "3d gaussian splatting": 12,
        "score distillation": 4,
        "score distillation sampling": 4,
        "low rank": 1,
        "low rank adaptation": 12,
        "image": 9,
        "image generation": 40,
        "point cloud": 20,
        "point cloud completion": 12,
    }
    assert found_where_named(counts) == {"3d gaussian": "3d gaussian splatting"}
