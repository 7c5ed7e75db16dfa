"""A name that goes on is not cut, neither by words in it nor by signs, nor is a sentence's verb part of one."""

import pytest

from paperatlas.graph.concepts.mentions import find_mentions
from tests.graph.test_concepts import record


def found(text: str) -> set[str]:
    """What is read as a term in a text, in lower case."""
    return {mention.text.lower() for mention in find_mentions(record("T", text)).mentions}


@pytest.mark.parametrize(
    ("text", "whole", "cut"),
    [
        ("We study Visual Question Answering in medicine.", "visual question answering", "visual question"),
        ("이 논문은 Visual Question Answering 과제를 다룬다.", "visual question answering", "visual question"),
        ("Reports on chain-of-thought prompting and on model merging.", "model merging", "merging"),
        ("We compare Mixtral-8×7B with it.", "mixtral-8×7b", "mixtral-8"),
        ("We select data with RDS+ and test on it.", "rds+", "rds"),
        ("무작위 선택보다 RDS+를 쓴다.", "rds+", "rds"),
        ("We render with 2D Gaussian Splatting and test it.", "2d gaussian splatting", "gaussian splatting"),
        ("이전의 MeshZoomer V2는 빠르다.", "meshzoomer v2", "v2"),
        ("긴 맥락(4K-32K 토큰)과 4M-21 모델을 다룬다.", "4m-21", "4k-32k"),
        ("The tests of HumanEval+, of which there are 100K+, are hard.", "humaneval+", "100k+"),
        ("모델을 GPT-4V(ision)과 비교한다.", "gpt-4v", "ision"),
    ],
)
def test_a_name_is_taken_whole(text: str, whole: str, cut: str) -> None:
    assert whole in found(text)
    assert cut not in found(text)


def test_both_signs_of_times_are_one() -> None:
    mentions = find_mentions(record("T", "Mixtral-8×7B is fast. Mixtral-8x7B is sparse.")).mentions
    assert {mention.key for mention in mentions if "ixtral" in mention.text} == {"mixtral 8x7b"}


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The study has language models answering exam questions.", "answering"),
        ("The [CLS] token pools the sentence embedding.", "cls"),
        ("Toxicity is measured alongside accuracy on dialogue.", "alongside"),
        ("They scale it up to the 70-billion-parameter Chinchilla.", "parameter"),
        ("A planner splits the goal and coordinates robots at runtime.", "coordinates"),
        ("The attack targets models and defeats filters.", "defeats"),
        ("비선형성(Zorblax, 2020)과 gating(Quuxly, 2021b)을 쓴다.", "x"),
        ("그 비용은 O(logN)보다, O(d(M+N))보다 작다.", "n"),
        ("새로운 OMNI-비디오 데이터셋과 OMNI-ビデオ, OMNI-视频 세트.", "omni"),
    ],
)
def test_what_is_no_part_of_a_name_is_in_none(text: str, wrong: str) -> None:
    assert not [term for term in found(text) if wrong in term]


def test_a_noun_in_the_plural_is_no_verb_behind_a_preposition() -> None:
    assert "sports videos" in found("A retrieval benchmark of sports videos is released.")
