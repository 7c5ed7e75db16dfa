"""The ranking of terms: the quick sum is the sum of the features, what the features say, and that memory is bounded."""

import math
import os
import subprocess
import sys

import pytest

from paperatlas.graph.concepts.features import Place, beside_features, word_features
from paperatlas.graph.concepts.keyphrases import learned_ranker, read_words, title_and_text
from paperatlas.graph.concepts.ranking import Ranker, learned_weights
from paperatlas.graph.concepts.terms import Text, find_terms, reasons
from paperatlas.graph.concepts.tokens import tokens
from paperatlas.graph.concepts.words import MOST_KNOWN, Word, classify

TITLE = "Sparse attention for long-context LLMs"
TEXT = "We study sparse attention. 희소 어텐션(sparse attention)은 GPT-4와 LLMs (2 models) of the art."
MATERIALS = (
    "The stress corrosion cracking of steel alloys was observed by scanning electron microscopy at the grain boundary. "
    "The crack growth was measured with a finite element simulation of the elastic and plastic deformation, and the "
    "results obtained show that the temperature of the heat treatment controls the fracture of the material."
)


def words(text: str) -> list[Word]:
    return [classify(token) for token in tokens(text)]


def read(title: str, text: str) -> Text:
    return read_words(title_and_text(title, text), title, learned_ranker())


@pytest.mark.parametrize("text", [TEXT, MATERIALS])
def test_the_quick_likelihood_is_that_of_the_features(text: str) -> None:
    found = find_terms(read(TITLE, text), learned_ranker())
    assert "sparse attention" in {term.key for term in found}
    for term in found:
        score = sum(weight for _, _, weight in reasons(read(TITLE, text), learned_ranker(), term.key))
        assert term.likelihood == pytest.approx(1 / (1 + math.exp(-score)))


def test_what_speaks_most_for_a_term_comes_first() -> None:
    why = reasons(read(TITLE, TEXT), learned_ranker(), "sparse attention")
    assert [abs(weight) for _, _, weight in why] == sorted((abs(weight) for _, _, weight in why), reverse=True)
    assert (Place.LAST, "word attention") in {(place, feature) for place, feature, _ in why}
    assert reasons(read(TITLE, TEXT), learned_ranker(), "no such term") == []


def test_features_of_words_and_of_those_beside_a_term() -> None:
    features = set(word_features(classify("Fine-tuning")))
    assert {"word fine tuning", "begins fine-", "ends -tuning", "ending ing"} <= features
    assert not {"name", "generic head"} & features
    kinds = [next(iter(beside_features(word))) for word in (None, *words("of 모델 7 ( networks"))]
    assert kinds == [
        "beside edge", "beside of", "beside another script", "beside number", "beside (", "beside NV s p",
    ]  # fmt: skip


def test_a_text_is_read_in_the_register_of_its_words() -> None:
    ranker = learned_ranker()
    assert ranker.register(read("", "Large language models learn by reinforcement learning.").words) == 0
    assert ranker.register(read("", MATERIALS).words) == 1
    assert ranker.register(read("", "희소 어텐션을 쓴다.").words) == 0


def test_a_ranker_forgets_words_when_it_knows_too_many() -> None:
    ranker = Ranker(learned_weights())
    ranker.words(["sparse ", "attention"])
    assert (ranker.known.currsize, ranker.known.maxsize) == (3, MOST_KNOWN)
    assert classify.cache_info().maxsize == MOST_KNOWN


def test_scores_are_the_same_to_the_last_bit_in_every_process() -> None:
    words = "sparse attention layers of large language models generate 3D images with GPT-4o and self-supervised Llama"
    code = (
        "from paperatlas.graph.concepts.keyphrases import learned_ranker\n"
        f"print([word.values for word in learned_ranker().words({words.split()!r})])"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(printed) == 1
