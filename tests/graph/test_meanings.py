"""Acronyms of several meanings, and captions that tell concepts apart."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from paperatlas.graph.concepts.meanings import same_meanings
from tests.conftest import tables_of_texts
from tests.graph.test_relations import digest, paper


def meanings(*rows: tuple[str, str, int]) -> dict[str, str]:
    table = pa.table({name: [row[at] for row in rows] for at, name in enumerate(("acronym", "expansion", "papers"))})
    found = same_meanings(table).to_pylist()
    assert len(found) == len(rows)
    return {row["expansion"]: row["meaning"] for row in found}


def test_forms_of_the_same_words_are_one_meaning() -> None:
    found = meanings(
        ("rl", "reinforcement learning", 9),
        ("rlhf", "reinforcement learning from human feedback", 9),
        ("rlhf", "rl with human feedback", 1),
        ("rlhf", "reward learning from human feedback", 2),
        ("mae", "masked autoencoder", 3),
        ("mae", "mask autoencoder", 1),
        ("fid", "fréchet inception distance", 5),
        ("fid", "frechet inception distance", 3),
    )
    assert found["rl with human feedback"] == "reinforcement learning from human feedback"
    assert found["reward learning from human feedback"] == "reward learning from human feedback"
    assert found["mask autoencoder"] == "masked autoencoder"
    assert found["frechet inception distance"] == "fréchet inception distance"


def test_a_prefix_written_apart_makes_no_other_word() -> None:
    found = meanings(("lmm", "large multimodal model", 5), ("lmm", "large multi modality model", 1))
    assert found["large multi modality model"] == "large multimodal model"


def test_other_words_are_other_meanings() -> None:
    found = meanings(
        ("vqa", "visual question answering", 5),
        ("vqa", "video question answering", 3),
        ("mlm", "multimodal language model", 2),
        ("mlm", "multilingual language model", 2),
    )
    assert all(expansion == meaning for expansion, meaning in found.items())


def concepts(tmp_path: Path, *summaries: str) -> dict[str, dict[str, Any]]:
    entries = [paper(number, summary=summary) for number, summary in enumerate(summaries, 1)]
    rows = tables_of_texts({"a.md": digest("2024-04-15", *entries)}, tmp_path)["concepts"].to_pylist()
    captions = [row["name"].lower() for row in rows]
    assert len(captions) == len(set(captions))
    return {row["id"]: row for row in rows}


def test_an_acronym_of_two_meanings_is_several_nodes_whose_captions_tell(tmp_path: Path) -> None:
    found = concepts(
        tmp_path,
        "We lower the attack success rate (ASR) of jailbreak attacks. ASR falls.",
        "The attack success rate (ASR) of adversarial training. ASR falls.",
        "We study automatic speech recognition (ASR) with beam search. ASR, ASR.",
        "We use automatic speech recognition (ASR) with beam search. ASR, ASR.",
        "We use ASR with beam search.",
        "We use ASR with adversarial training.",
    )
    assert found["concept:asr"]["name"] == "ASR"
    assert found["concept:automatic speech recognition"]["name"] == "ASR (automatic speech recognition)"
    assert found["concept:attack success rate"]["name"] == "ASR (attack success rate)"
    assert found["concept:asr"]["papers"] == 2
    assert "ASR" in found["concept:attack success rate"]["aliases"]


def test_a_bare_acronym_means_what_dominates(tmp_path: Path) -> None:
    defined = ["We use automatic speech recognition (ASR) with beam search."] * 3
    found = concepts(tmp_path, *defined, "We use ASR with beam search.")
    assert found["concept:automatic speech recognition"]["papers"] == 4
    assert "concept:asr" not in found


def test_few_that_define_it_do_not_dominate_many_that_use_it(tmp_path: Path) -> None:
    defined = ["We use automatic speech recognition (ASR) with beam search."]
    found = concepts(tmp_path, *defined, *["We use ASR with beam search."] * 9)
    assert found["concept:automatic speech recognition"]["papers"] == 1
    assert found["concept:asr"]["papers"] == 9


def test_two_letters_are_no_caption_where_there_is_a_longer_name(tmp_path: Path) -> None:
    found = concepts(tmp_path, *["Reinforcement learning (RL) is used. RL, RL, RL."] * 3)
    assert found["concept:reinforcement learning"]["name"] == "Reinforcement learning"
    assert "RL" in found["concept:reinforcement learning"]["aliases"]


def test_a_long_form_is_told_the_shorter_one_that_it_ends_in(tmp_path: Path) -> None:
    summaries = ["Latent diffusion models and chain of thought.", "A latent diffusion model, beyond chain of thought."]
    found = concepts(tmp_path, *summaries, "A diffusion model.", "Diffusion models.")
    assert found["concept:latent diffusion model"]["broader"] == [found["concept:diffusion model"]["name"]]
    assert found["concept:diffusion model"]["broader"] == []


@pytest.mark.parametrize("ends_in", ["multi view diffusion of sparse attention"])
def test_what_stands_behind_a_preposition_is_no_head(tmp_path: Path, ends_in: str) -> None:
    summaries = [f"The {ends_in} (MVDSA). Sparse attention.", f"The {ends_in} (MVDSA). Sparse attention."]
    found = concepts(tmp_path, *summaries)
    assert found[f"concept:{ends_in}"]["broader"] == []
