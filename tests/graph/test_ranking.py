"""The ranking of terms: the quick sum is the sum of the features, and what the features say."""

import math

import pytest

from paperatlas.graph.concepts.features import neighbour, word_features
from paperatlas.graph.concepts.ranking import Ranker, learned_weights, term_features
from paperatlas.graph.concepts.terms import term_spans
from paperatlas.graph.concepts.tokens import tokens
from paperatlas.graph.concepts.words import Word, classify

TITLE = "Sparse attention for long-context LLMs"
TEXT = "We study sparse attention. 희소 어텐션(sparse attention)은 GPT-4와 LLMs (2 models) of the art."


def words(text: str) -> list[Word]:
    return [classify(token) for token in tokens(text)]


def test_the_quick_likelihood_is_that_of_the_features() -> None:
    weights = learned_weights()
    ranker = Ranker(weights)
    text = words(f"{TITLE}.\n{TEXT}")
    found = term_spans(text)
    assert "sparse attention" in found
    for spans in found.values():
        features = term_features(text, spans, len(words(TITLE)))
        score = sum(weights[table].get(name, 0.0) * value for (table, name), value in features.items())
        assert ranker.likelihood(text, spans, len(words(TITLE))) == pytest.approx(1 / (1 + math.exp(-score)))


def test_features_of_words_and_neighbours() -> None:
    features = word_features(classify("Fine-tuning"))
    assert {"hyphen", "ending ing"} <= features.keys()
    assert {"capitals", "digit", "gerund"}.isdisjoint(features)
    kinds = [neighbour(word) for word in (None, *words("of 모델 quickly 7 ( networks"))]
    assert kinds == ["edge", "of", "hangul", "adverb", "number", "(", "word NV"]
