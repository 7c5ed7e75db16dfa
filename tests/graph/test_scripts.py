"""East Asian scripts part words and break terms; none is taken for another."""

import pytest

from paperatlas.graph.concepts.features import beside_features
from paperatlas.graph.concepts.keyphrases import extract_concepts
from paperatlas.graph.concepts.overrides import name_key
from paperatlas.graph.concepts.tokens import tokens
from paperatlas.graph.concepts.words import classify
from paperatlas.graph.scripts import has_hangul


@pytest.mark.parametrize("word", ["모델", "模型", "モデル", "ひらがな", "ㄱ"])
def test_no_term_holds_an_east_asian_word(word: str) -> None:
    assert classify(word).breaks
    assert tokens(f"Llama2-7B{word}GPT-4") == ["Llama2-7B", word, "GPT-4"]
    found = extract_concepts("", f"{word}Sparse attention{word}Kernel fusion{word}")
    assert sorted(found) == ["Kernel fusion", "Sparse attention"]


def test_only_hangul_has_hangul() -> None:
    assert {*beside_features(classify("모델")), *beside_features(classify("模型"))} == {"beside another script"}
    assert has_hangul("LLM 에이전트")
    assert not has_hangul("扩散模型")
    assert name_key("LLM 에이전트") == "llm에이전트"
