"""Which brackets are believed, and what is a mention of a name in another language."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from paperatlas.graph.concepts.composing import compositions
from paperatlas.graph.concepts.sound import hangul_consonants, katakana_consonants, latin_consonants, likeness
from paperatlas.graph.concepts.translation import spells_acronym, translation
from tests.graph.test_naming import concepts, tables

USES = tuple(f"{name} 쓰임을 {number}번째로 본다." for name in ("정보", "렌더링") for number in range(20))


def verdicts(made: dict[str, pa.Table]) -> dict[tuple[str, str], str]:
    """What became of each pair."""
    return {(row["name"], row["english"]): row["verdict"] for row in made["glossary"].to_pylist()}


def mentioned(made: dict[str, pa.Table], concept: str) -> list[str]:
    """The words of each mention of a concept."""
    texts = {(row["paper"], row["number"]): row["text"] for row in made["passages"].to_pylist()}
    rows = [row for row in made["mentions_evidence"].to_pylist() if row["concept"] == f"concept:{concept}"]
    return [texts[row["paper"], row["passage"]][row["start"] : row["end"]] for row in rows]


def test_a_bracket_of_one_paper_is_not_believed_against_the_words(tmp_path: Path) -> None:
    made = tables(tmp_path, "정보(prior)를 쓰고 렌더링(PBR)을 한다.", *USES)
    assert set(verdicts(made).values()) == {"no"}
    assert concepts(made).keys().isdisjoint({"prior", "pbr"}) or all(
        concepts(made)[key]["papers"] == 1 for key in ("prior", "pbr") if key in concepts(made)
    )


@pytest.mark.parametrize(
    ("name", "english", "verdict"),
    [
        ("프롬프트", "prompt", "everywhere"),  # spelled out
        ("대조 학습", "contrastive learning", "everywhere"),  # translated
        ("신경 기계 번역", "NMT", "everywhere"),  # the acronym's letters
        ("커리큘럼 조율", "curriculum tuning", "everywhere"),
        ("대규모 모델", "GPT-9", "no"),
        ("체계적", "Taxonomy", "no"),
        ("베이스라인", "Vanilla XRPO", "no"),
        ("언어 모델", "large language model", "explained"),
        ("스케줄러", "cosine scheduler", "no"),  # a bare head
    ],
)
def test_what_is_believed_of_one_paper(name: str, english: str, verdict: str, tmp_path: Path) -> None:
    made = tables(tmp_path, f"우리는 {name}({english})을 쓴다.", f"또한 {name} 쓰임을 본다.", f"{name}과 다른 것.")
    assert verdicts(made) == {(name, english): verdict}
    (row,) = made["glossary"].to_pylist()
    assert (row["papers"], row["explained"], row["using_papers"], row["language"]) == (1, 1, 3, "ko")


def test_what_is_believed_in_the_papers_that_explain_it_is_not_read_elsewhere(tmp_path: Path) -> None:
    explaining = "확산 모델(latent diffusion model)을 쓴다. 그 확산 모델은 크다."
    made = tables(tmp_path, explaining, *["이 확산 모델은 작다."] * 2)
    assert mentioned(made, "latent diffusion model") == ["latent diffusion model", "확산 모델"]
    assert set(mentioned(made, "diffusion model")) == {"확산 모델"}  # that of the other papers, a common term


@pytest.mark.parametrize(
    ("text", "is_mention"),
    [
        ("대조 학습을", True),
        ("대조 학습에서는", True),
        ("대조 학습이다", True),
        ("대조 학습, 그리고", True),
        ("대조학습 기법", True),
        ("대조 학습하는", False),
        ("대조 학습된", False),
        ("대조 학습적으로", False),
        ("대조 학습시켜", False),
        ("대조 학습 있는", False),
        ("대조 학습 없이", False),
        ("대조 학습자", False),
        ("비대조 학습", False),
    ],
)
def test_only_a_noun_is_a_mention(text: str, is_mention: bool, tmp_path: Path) -> None:
    made = tables(tmp_path, "대조 학습(contrastive learning)을 쓴다.", f"또 {text} 본다.")
    papers = concepts(made)["contrastive learning"]["papers"]
    assert papers == 1 + is_mention


def test_the_longest_believed_name_is_taken(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "자기 지도 학습(self-supervised learning)과 지도 학습(supervised learning)을 쓴다.",
        "새로운 지도 학습 기법(XQZ)을 쓴다.",
        "자기 지도 학습이 낫다.",
        "새로운 지도 학습 기법이 낫다.",
    )
    assert concepts(made)["self supervised learning"]["papers"] == 2
    assert concepts(made)["supervised learning"]["papers"] == 3  # a name that is not believed hides nothing


@pytest.mark.parametrize(
    ("language", "summaries", "concept", "mentions"),
    [
        (
            "zh",
            ("我们提出了一种对比剪枝（contrastive pruning）方法。", "对比剪枝的效率很高，而对比剪枝化不算。"),
            "contrastive pruning",
            ["contrastive pruning", "对比剪枝"],
        ),
        (
            "zh",
            ("- Curriculum Distillation (课程蒸馏)是新的。", "其课程蒸馏与LLM不同。"),
            "curriculum distillation",
            ["Curriculum Distillation", "课程蒸馏"],
        ),
        (
            "ja",
            (
                "新しいプロンプトルーター（prompt router）を用いる。",
                "プロンプトルーターは速い。プロンプトルータードは違う。",
            ),
            "prompt router",
            ["prompt router", "プロンプトルーター"],
        ),
        (
            "ja",
            ("本稿では対照蒸留（contrastive distillation）を提案する。", "この対照蒸留が速い。対照蒸留する。"),
            "contrastive distillation",
            ["contrastive distillation", "対照蒸留"],
        ),
    ],
)
def test_names_of_languages_that_part_no_words(
    language: str, summaries: tuple[str, str], concept: str, mentions: list[str], tmp_path: Path
) -> None:
    made = tables(tmp_path, *summaries)
    assert mentioned(made, concept) == mentions
    assert {row["language"] for row in made["glossary"].to_pylist()} == {language}
    assert set(made["papers"]["language"].to_pylist()) == {language}


def test_common_terms_are_known_in_every_language(tmp_path: Path) -> None:
    made = tables(tmp_path, "이 확산 모델은 빠르다.", "扩散模型的速度很快。", "拡散モデルは速い。")
    assert concepts(made)["diffusion model"]["papers"] == 3
    assert concepts(made)["diffusion model"]["name"] == "diffusion model"


@pytest.mark.parametrize(
    ("name", "english", "covered"),
    [
        ("대조 학습", "contrastive learning", (1.0, 1.0)),
        ("파인튜닝", "fine-tuning", (1.0, 1.0)),
        ("사고의 사슬", "chain of thought", (1.0, 1.0)),
        ("정보", "prior", (0.0, 0.0)),
        ("자동 평가 방법", "Frechet inception distance", (0.0, 0.0)),
        ("언어 모델", "large language model", (1.0, pytest.approx(2 / 3))),
    ],
)
def test_names_that_translate_each_other(name: str, english: str, covered: Any) -> None:
    found = translation(name, english, "ko")
    assert (found.local, found.english) == covered


def test_names_that_sound_alike() -> None:
    assert likeness(hangul_consonants("트랜스포머"), latin_consonants("transformer")) == 1
    assert likeness(katakana_consonants("トランスフォーマー"), latin_consonants("transformer")) > 0.8
    assert likeness(hangul_consonants("변압기"), latin_consonants("transformer")) < 0.5
    assert likeness(hangul_consonants("값"), latin_consonants("cap")) == 1
    assert likeness(hangul_consonants("이"), latin_consonants("e")) == 0  # nothing to compare


def test_an_acronym_by_the_words_of_a_name() -> None:
    assert spells_acronym("비디오 프레임 보간", "VFI", "ko")
    assert not spells_acronym("성능 저하", "QiD", "ko")


def test_names_are_put_together_from_known_words(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "It studies router distillation.",
        "이 글은 라우터 증류를 다룬다.",
        "또 라우터증류에서는 라우터 증류하는 것을 본다.",
        "路由器 없이.",
    )
    found = concepts(made)["router distillation"]
    assert (found["papers"], found["name"]) == (3, "router distillation")
    rules = {row["name"]: row["rule"] for row in made["concept_names"].to_pylist()}
    assert rules["라우터 증류"] == rules["라우터증류"] == "composed"


def test_a_single_paper_does_not_rename_what_a_name_is_known_to_mean(tmp_path: Path) -> None:
    made = tables(tmp_path, "양자화(quantizing)를 쓴다.", "이 글은 양자화를 다룬다.", "Quantization과 양자화를 쓴다.")
    assert concepts(made)["quantization"]["papers"] == 2


def test_a_coined_word_in_a_name_put_together_stays_as_it_is(tmp_path: Path) -> None:
    made = tables(
        tmp_path, "It studies a multimodal QFMR.", "이 글은 멀티모달 QFMR을 다룬다. QFMR은 크다.", "QFMR뿐이다."
    )
    found = concepts(made)
    assert found["multimodal qfmr"]["papers"] == 2
    places = [row for row in made["mentions_evidence"].to_pylist() if row["concept"] == "concept:qfmr"]
    assert {row["paper"] for row in places} == {"arxiv:2404.00002", "arxiv:2404.00003"}
    assert len(places) == 2  # that within the longer name is none


def test_the_end_of_a_name_that_a_text_explains_is_no_mention(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "라우터 토큰(router token)을 쓴다.",
        "라우터 토큰과 router token을 쓴다.",
        "거대한 초록 라우터 토큰(GRNT)을 쓴다.",
    )
    assert concepts(made)["router token"]["papers"] == 2


def test_a_name_put_together_does_not_end_as_other_terms_do(tmp_path: Path) -> None:
    made = tables(tmp_path, "It studies a video model.", "이 글은 비디오 모델링과 비디오 모델을 다룬다.")
    assert "비디오 모델링" not in {row["name"] for row in made["concept_names"].to_pylist()}


def test_an_adjective_gives_no_noun_of_another_language(tmp_path: Path) -> None:
    made = tables(tmp_path, "It is Router-Distilled and router distilled.", "이 글은 라우터 증류를 다룬다.")
    assert "라우터 증류" not in {row["name"] for row in made["concept_names"].to_pylist()}


def test_terms_of_the_field_are_known_in_each_language_of_the_papers(tmp_path: Path) -> None:
    made = tables(tmp_path, "보상 신호가 크다.", "보상 신호는 작다.")
    assert concepts(made)["reward signal"]["name"] == "reward signal"


def test_an_english_atlas_composes_nothing(tmp_path: Path) -> None:
    made = tables(tmp_path, "It studies router distillation.", "Router distillation again.")
    assert {row["rule"] for row in made["concept_names"].to_pylist()} == {"spelling"}


@pytest.mark.parametrize(
    ("key", "name", "is_composed"),
    [
        ("reward hacking", "보상 해킹", True),
        ("reward signal", "보상 신호", True),
        ("text to image generation", "텍스트 이미지 생성", True),
        ("text to image", "텍스트 이미지", False),  # more often a pair of both
        ("quality of image", "품질 이미지", False),  # turned round in other languages
        ("memory efficient", "메모리 효율적", False),  # no noun
        ("reward", "보상", False),  # one word means too much
        ("interaction layer", "교차 계층", False),
        ("imagen video", "이미지 비디오", False),
    ],
)
def test_what_is_put_together(key: str, name: str, is_composed: bool) -> None:
    assert (name in list(compositions(key, "ko"))) is is_composed


def test_a_topic_in_another_language_weighs_as_much_as_an_english_one(tmp_path: Path) -> None:
    made = tables(tmp_path, *["강화 학습으로 cyclic scene rendering 을 한다."] * 2)
    weights = {row["target"]: row["weight"] for row in made["mentions"].to_pylist()}
    assert weights["concept:reinforcement learning"] > weights["concept:cyclic scene rendering"]
