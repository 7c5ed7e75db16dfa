"""What texts explain in brackets: acronyms, and Korean names in English."""

import pytest

from paperatlas.graph.concepts.definitions import find_definitions, long_forms
from paperatlas.graph.concepts.explained import find_explained
from paperatlas.graph.concepts.glosses import find_glosses
from paperatlas.graph.concepts.languages import local_key, terms
from paperatlas.graph.concepts.terms import phrase_key


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("with large language models (LLMs) and", [("LLMs", "large language models")]),
        ("혼합(Mixture of Experts; MoE)", [("MoE", "Mixture of Experts")]),
        ("RAG (Retrieval-Augmented Generation)을", [("RAG", "Retrieval-Augmented Generation")]),
        ("정보(PGI, Programmable Gradient Information)", [("PGI", "Programmable Gradient Information")]),
        ("of position persistent sparse attention (PPSA)", [("PPSA", "position persistent sparse attention")]),
        ("Reflective Augmentation (RefAug)", [("RefAug", "Reflective Augmentation")]),
        ("3D Gaussian Splatting (3DGS)", [("3DGS", "3D Gaussian Splatting")]),
        ("방법인 'Zonal Policy Zooming' (ZPZ)", [("ZPZ", "Zonal Policy Zooming")]),
        ("Broad Clip and Dense Output Zooming (BCDZ)", [("BCDZ", "Broad Clip and Dense Output Zooming")]),
        ("Language Instructed Tidal-Localization Assistant (LITA)", [
            ("LITA", "Language Instructed Tidal-Localization Assistant"),
        ]),
        ("text-to-image (T2I) and video to audio (V2A)", [("T2I", "text-to-image"), ("V2A", "video to audio")]),
        ("image-to-video generation (I2V)", []),
        ("supervised models (SFT)", []),
        ("확산 모델(SDXL)과 (FID) ()", []),
        ("our method (see below)", []),
    ],
)  # fmt: skip
def test_acronyms_that_a_text_defines(text: str, expected: list[tuple[str, str]]) -> None:
    found = list(find_definitions(text))
    assert [(it.acronym, it.long_form) for it in found] == expected
    assert all(text[it.start : it.end] == it.long_form for it in found)


@pytest.mark.parametrize(
    ("text", "forms"),
    [
        ("Chain-of-Thought Prompting (CoT)", ["Chain-of-Thought Prompting", "Chain-of-Thought"]),
        ("Zonal Opus Prompting (ZOP)", ["Zonal Opus Prompting"]),  # though the first two words have a p too
        ("Early Vista Edge (EVE)", ["Early Vista Edge"]),
    ],
)
def test_a_long_form_loses_no_word_that_gives_a_letter(text: str, forms: list[str]) -> None:
    (definition,) = find_definitions(text)
    assert list(long_forms(definition)) == forms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("주성분 분석(Principal Component Analysis; PCA)을", [("주성분 분석", "Principal Component Analysis")]),
        ("효율적으로 긴 문맥(long context)을", [("긴 문맥", "long context")]),
        ("기존의 사고의 사슬(chain of thought)", [("사고의 사슬", "chain of thought")]),
        ("쓰는 사고의 사슬(chain of thought)", [("사고의 사슬", "chain of thought")]),
        ("인간 피드백 기반 강화학습(reinforcement learning from human feedback)", [
            ("인간 피드백 기반 강화학습", "reinforcement learning from human feedback"),
        ]),
        ("조건을 넣어 음성-문자 변환(speech-to-text transfer)", [("음성-문자 변환", "speech-to-text transfer")]),
        ("잡음 제거 확률 모델(denoising chance model)", [("잡음 제거 확률 모델", "denoising chance model")]),
        ("旨在优化大型语言模型 (Large Language Models，LLM)", [("大型语言模型", "Large Language Models")]),
        ("一种基于元学习（Meta-Learning）的", [("元学习", "Meta-Learning")]),
        ("采用3D高斯泼溅（3D Gaussian Splatting）", [("3D高斯泼溅", "3D Gaussian Splatting")]),
        ("- Ethical Reasoning (道德推理)", [("道德推理", "Ethical Reasoning")]),
        ("改进了该网络（MAE）", [("网络", "MAE")]),
        ("本稿の手法は拡散トランスフォーマー（Diffusion Transformer）を", [
            ("拡散トランスフォーマー", "Diffusion Transformer"),
        ]),
        ("思考の連鎖（Chain-of-Thought）と量子もつれ(quantum entanglement)", [
            ("思考の連鎖", "Chain-of-Thought"), ("量子もつれ", "quantum entanglement"),
        ]),
        ("generative model(생성 모델)의", [("생성 모델", "generative model")]),
        ("‘자체 비판’(self-critique)", [("자체 비판", "self-critique")]),
        ("여러 과제(translation, summarization)", []),
        ("강화학습(Reinforcement Learning from Human Feedback)", []),
        ("모델(e.g. Llama)과 값(3)", []),
    ],
)  # fmt: skip
def test_korean_names_that_a_text_explains(text: str, expected: list[tuple[str, str]]) -> None:
    found = list(find_glosses(text))
    assert [(it.name, it.english) for it in found] == expected
    assert all(text[it.start :].startswith(it.name) for it in found)
    assert all(text[it.english_start : it.english_end] == it.english for it in found)


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("커리큘럼 학습(curriculum learning)", True),
        ("신경 광선 필드(NRF)", True),
        ("단방향 자동 회귀 모델링(VAR)", False),  # the name may begin further left
        ("빠른 추론(inference)", False),  # one short word
        ("예측 가능한 스케일링(predictable scaling)", False),  # cut at the left
        ("확산 모델(GPT-2)", False),
        ("확산 방법(diffusion model)", False),  # another general word
    ],
)
def test_a_pair_of_one_paper_needs_more(text: str, safe: bool) -> None:
    (gloss,) = find_glosses(text)
    assert gloss.well_formed is safe


def test_names_of_several_words_are_whole() -> None:
    text = "전문가 혼합(Mixture of Experts; MoE)과 a state space model (SSM)"
    assert [text[start:end] for start, end in find_explained(text).names()] == [
        "Mixture of Experts",
        "state space model",
    ]


def test_known_korean_terms_lead_to_keys() -> None:
    keys = [local_key(korean) for korean in terms("ko")]
    assert len(set(keys)) == len(keys)
    for english in terms("ko").values():
        assert phrase_key(english) == english.lower().replace("-", " ")
