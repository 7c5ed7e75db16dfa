"""East Asian scripts part words and break terms; none is taken for another."""

import pytest

from paperatlas.graph.concepts.features import beside_features
from paperatlas.graph.concepts.keyphrases import extract_concepts
from paperatlas.graph.concepts.overrides import is_korean, name_key
from paperatlas.graph.concepts.tokens import tokens
from paperatlas.graph.concepts.words import classify


@pytest.mark.parametrize("word", ["모델", "模型", "モデル", "ひらがな", "ㄱ"])
def test_no_term_holds_an_east_asian_word(word: str) -> None:
    assert classify(word).breaks
    assert tokens(f"Llama2-7B{word}GPT-4") == ["Llama2-7B", word, "GPT-4"]
    found = extract_concepts("", f"{word}Sparse attention{word}Kernel fusion{word}")
    assert sorted(found) == ["Kernel fusion", "Sparse attention"]


def test_only_hangul_is_korean() -> None:
    assert {*beside_features(classify("모델")), *beside_features(classify("模型"))} == {"beside another script"}
    assert is_korean("LLM 에이전트")
    assert not is_korean("扩散模型")
    assert name_key("LLM 에이전트") == "llm에이전트"
