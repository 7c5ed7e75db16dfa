"""One concept, one node: which names are joined over all papers, and which are not."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from paperatlas.base.errors import NotInAtlas, UsageError
from paperatlas.graph.concepts.overrides import parse_overrides
from paperatlas.graph.concepts.vocabulary import NO_VOCABULARY, Vocabulary, parse_vocabulary
from paperatlas.graph.extraction import reading_of
from paperatlas.graph.joining import join_readings
from paperatlas.parsers import parse_bytes
from paperatlas.queries.concept_profile import describe_concept
from paperatlas.queries.lookup import concepts_called
from tests.conftest import relations_of


def tables(
    spill: Path, *summaries: str, overrides: str = "", vocabulary: Vocabulary = NO_VOCABULARY, title: str = "On it"
) -> dict[str, pa.Table]:
    """The tables of one digest with a paper a summary."""
    papers = (
        f"### [{title} {number}](https://arxiv.org/abs/2404.{number:05})\n\n- {summary}\n"
        for number, summary in enumerate(summaries, start=1)
    )
    return tables_of(spill, "\n".join(papers), overrides, vocabulary)


def tables_of(
    spill: Path, papers: str, overrides: str = "", vocabulary: Vocabulary = NO_VOCABULARY
) -> dict[str, pa.Table]:
    """The tables of one digest of papers as it has them."""
    text = f"## Daily Papers (2024-04-15)\n\n{papers}"
    readings = [("2024-04-15.md", reading_of(parse_bytes(text.encode(), "2024-04-15.md")))]
    inputs = join_readings(readings, parse_overrides(overrides, "o.toml"), vocabulary).tables
    return relations_of(inputs, spill)


def names(made: dict[str, pa.Table], concept: str) -> dict[str, str]:
    """The names of a concept and their rules."""
    rows = made["concept_names"].to_pylist()
    return {row["name"]: row["rule"] for row in rows if row["concept"] == f"concept:{concept}"}


def concepts(made: dict[str, pa.Table]) -> dict[str, dict[str, Any]]:
    return {row["id"].removeprefix("concept:"): row for row in made["concepts"].to_pylist()}


def glossary(made: dict[str, pa.Table]) -> list[tuple[str, str, str | None, int]]:
    """The pairs that are believed everywhere."""
    rows = [row for row in made["glossary"].to_pylist() if row["verdict"] == "everywhere"]
    return [(row["name"], row["english"], row["concept"], row["papers"]) for row in rows]


def test_spellings_of_one_key_are_one_node(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "It studies latent behaviour models.",
        "Latent Behavior Model, latent-behaviour models.",
        "A data set of speech, a speech dataset.",
        "Speech data set tokenisation, speech tokenization.",
    )
    assert names(made, "latent behavior model").keys() == {
        "latent behaviour models", "Latent Behavior Model", "latent-behaviour models",
    }  # fmt: skip
    assert len([key for key in concepts(made) if key.replace(" ", "") == "speechdataset"]) == 1


def test_a_common_word_is_no_name_with_a_letter_apart(tmp_path: Path) -> None:
    made = tables(tmp_path, "Shape, Shap-E and U-Net.", "A shape, Shap-E, UNet and shape.", "Shap-E, and U-Net.")
    assert "shape" not in {name.casefold() for name in names(made, "shap e")}
    assert {"U-Net", "UNet"} in ({*names(made, "u net")}, {*names(made, "unet")})


def test_accents_and_plurals_of_acronyms_make_no_other_concept(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "Fréchet zorblax distance by APIs, and a Schrödinger bridge on GPUs.",
        "Frechet zorblax distance by an API, and a Schrodinger bridge on a GPU.",
    )
    found = concepts(made)
    assert found["frechet zorblax distance"]["papers"] == found["schrodinger bridge"]["papers"] == 2
    assert not [key for key in found if "é" in key or "ö" in key or key in ("apis", "gpus")]
    assert describe_concept(made, "Fréchet zorblax distance") == describe_concept(made, "Frechet Zorblax Distances")


@pytest.mark.parametrize(
    ("summaries", "acronym", "key"),
    [
        # Its long form ends in a word without a letter in it.
        (("사고의 사슬 프롬프팅(Chain-of-Thought Prompting; CoT)을 쓴다.", "CoT로 푼다."), "CoT", "chain of thought"),
        # One paper explains it, more use it.
        (
            ("Denoising zonal plimz models (DZPM) are good.", "A DZPM is slow.", "DZPM and DZPM.", "The DZPM samples."),
            "DZPM",
            "denoising zonal plimz model",
        ),
        # It begins with a digit, or has one for a word.
        (("3D Gaussian Splatting (3DGS) is fast.", "3DGS and 3D Gaussian splatting."), "3DGS", "3d gaussian splatting"),
        (("Text-to-image (T2I) models are large.", "T2I models and text-to-image models."), "T2I", "text to image"),
    ],
)
def test_an_acronym_is_its_long_form_also_in_few_papers(
    summaries: tuple[str, ...], acronym: str, key: str, tmp_path: Path
) -> None:
    made = tables(tmp_path, *summaries)
    owners = {row["concept"] for row in made["concept_names"].to_pylist() if row["name"] == acronym}
    assert owners == {f"concept:{key}"}
    assert acronym.lower() not in concepts(made)


def test_a_name_has_the_mentions_that_explain_it(tmp_path: Path) -> None:
    made = tables(tmp_path, "직접 선호 최적화(direct preference optimization; DPO)를 쓴다.", "DPO is good.")
    rows = {row["name"]: row for row in made["concept_names"].to_pylist()}
    assert (rows["직접 선호 최적화"]["mentions"], rows["직접 선호 최적화"]["papers"]) == (1, 1)
    assert sum(row["count"] for row in made["mentions"].to_pylist() if "preference" in row["target"]) == len(
        [row for row in made["mentions_evidence"].to_pylist() if "preference" in row["concept"]]
    )


def test_different_digits_never_merge(tmp_path: Path) -> None:
    made = tables(
        tmp_path, "GPT-3 and GPT-4 and Llama 2 7B.", "GPT3, GPT-4 and Llama 27B.", "GPT 3, GPT4 and Llama2 7B."
    )
    found = concepts(made)
    assert {found["gpt 3"]["papers"], found["gpt 4"]["papers"]} == {3}
    assert "GPT3" in names(made, "gpt 3")
    assert all("27" not in name for key in found if "2" in key and "27" not in key for name in names(made, key))


def test_an_acronym_is_its_expansion_where_it_is_defined_and_elsewhere_by_agreement(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "Direct preference optimization (DPO) beats PPO.",
        "We use DPO (direct preference optimization).",
        "DPO is simple.",
    )
    found = concepts(made)["direct preference optimization"]
    assert (found["papers"], found["name"]) == (3, "DPO")
    assert names(made, "direct preference optimization")["DPO"] == "acronym"
    assert "dpo" not in concepts(made)


def test_an_acronym_of_two_meanings_means_what_each_paper_says(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "Autoregressive rollout (AR) works.",
        "Augmented reality (AR) works, AR is fun.",
        "AR glasses, and AR.",
    )
    found = concepts(made)
    assert names(made, "augmented reality") == {"Augmented reality": "spelling", "AR": "acronym"}
    assert "AR" in names(made, "autoregressive rollout")
    assert found["augmented reality"]["papers"] == 1


def test_names_with_of_are_found_whole_where_they_are_not_defined(tmp_path: Path) -> None:
    made = tables(tmp_path, "전문가 혼합(Mixture of Experts; MoE)을 쓴다.", "It is a mixture of experts in two layers.")
    assert names(made, "mixture of expert") == {
        "Mixture of Experts": "spelling", "mixture of experts": "spelling", "MoE": "acronym", "전문가 혼합": "glossary",
    }  # fmt: skip
    assert concepts(made)["mixture of expert"]["papers"] == 2
    assert not {"mixture", "expert"} & concepts(made).keys()


def test_korean_names_are_aliases_and_are_found_elsewhere(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "커리큘럼 선별(curriculum selection)을 제안한다.",
        "이 글은 커리큘럼 선별에서는 커리큘럼선별을 비교한다.",
        "커리큘럼 선별기와 비커리큘럼 선별은 다르다.",
    )
    assert glossary(made) == [("커리큘럼 선별", "curriculum selection", "concept:curriculum selection", 1)]
    found = concepts(made)["curriculum selection"]
    assert (found["name"], found["aliases"], found["papers"]) == (
        "curriculum selection",
        ["커리큘럼 선별", "커리큘럼선별"],
        2,
    )
    texts = {row["number"]: row["text"] for row in made["passages"].to_pylist() if row["paper"] == "arxiv:2404.00002"}
    evidence = [row for row in made["mentions_evidence"].to_pylist() if row["paper"] == "arxiv:2404.00002"]
    assert [texts[row["passage"]][row["start"] : row["end"]] for row in evidence] == ["커리큘럼 선별", "커리큘럼선별"]


def test_a_korean_word_for_two_english_terms_is_neither(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "결합 추정기(joint estimator)를 쓴다.",
        "결합 추정기(fused estimator)를 쓴다.",
        "결합 추정기는 좋다.",
    )
    assert glossary(made) == []
    assert {row["verdict"] for row in made["glossary"].to_pylist()} == {"explained"}
    assert all(row["rule"] != "glossary" for row in made["concept_names"].to_pylist())


def test_a_word_too_many_is_no_part_of_a_korean_name(tmp_path: Path) -> None:
    alone = ("장면 신경 방사장(neural radiance field)은 어렵다.",)
    others = ("이는 신경 방사장(neural radiance field)이다.", "긴 신경 방사장(neural radiance field)이다.")
    made = tables(tmp_path, *alone, *others, *("이 신경 방사장은 좋다.",) * 2)
    assert [name for name, *_ in glossary(made)] == ["신경 방사장"]
    assert {row["name"] for row in made["glossary"].to_pylist()} == {"신경 방사장", "장면 신경 방사장"}


def test_known_korean_terms_are_found_without_an_explanation_and_named_in_english(tmp_path: Path) -> None:
    made = tables(tmp_path, "확산 모델로 이미지를 만든다.", "확산모델은 느리다.")
    found = concepts(made)["diffusion model"]
    assert (found["name"], found["aliases"]) == ("diffusion model", ["확산 모델", "확산모델"])
    assert glossary(made) == []


def test_one_bracket_is_not_believed_everywhere_against_the_usual_meaning_of_the_words(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "자기 교정(self-calibration)을 쓴다.",
        "We study self-correction.",
        "Self-correction is hard.",
        "자기 교정은 좋다.",
    )
    assert {row["verdict"] for row in made["glossary"].to_pylist()} == {"explained"}
    mentioning = [row["source"] for row in made["mentions"].to_pylist() if row["target"] == "concept:self correction"]
    assert mentioning == ["arxiv:2404.00002", "arxiv:2404.00003", "arxiv:2404.00004"]


def test_a_korean_name_behind_a_term_ends_a_longer_name(tmp_path: Path) -> None:
    made = tables(tmp_path, "확산 모델을 n-gram으로 본다.", "이는 n-gram 확산 모델이다.", "확산 모델을 학습한다.")
    mentioning = [row["source"] for row in made["mentions"].to_pylist() if row["target"] == "concept:diffusion model"]
    assert mentioning == ["arxiv:2404.00001", "arxiv:2404.00003"]


def test_an_acronym_in_a_longer_name_is_what_it_stands_for(tmp_path: Path) -> None:
    explained = ("Reinforcement learning (RL) scales. RL runs.",) * 6
    written = ("It is deep reinforcement learning.", "Deep reinforcement learning is hard.", "Our Deep RL is fast.")
    made = tables(tmp_path, *explained, *written)
    assert {"Deep RL", "Deep reinforcement learning"} <= names(made, "deep reinforcement learning").keys()
    assert "deep rl" not in concepts(made)
    told = 'different = [["deep RL", "deep reinforcement learning"]]'
    assert "deep rl" in concepts(tables(tmp_path, *explained, *written, written[-1], overrides=told))


def test_an_acronym_beside_a_known_korean_name_is_its_english_name(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "보상 모델(RM)을 학습한다.",
        "RM과 언어 모델(VLM)을 쓴다.",
        "이 RM은 보상 모델(RM)이다.",
        "다중 보상 모델(robust RMs)도 있다.",
    )
    assert names(made, "reward model") == {"RM": "acronym", "보상 모델": "glossary"}
    assert concepts(made)["reward model"]["aliases"] == ["RM", "보상 모델"]
    assert "vlm" in concepts(made)


def test_overrides_join_part_bar_and_want(tmp_path: Path) -> None:
    summaries = (
        "Zorblax tuning and flim tuning (FLT) help kernel fusion.",
        "Zorblax tuning, FLT and kernel fusion: 직접 결합이 좋다.",
        "Flim tuning (FLT), and the attention of graphs.",
    )
    plain = tables(tmp_path / "plain", *summaries)
    assert {"zorblax tuning", "flim tuning", "kernel fusion"} <= concepts(plain).keys()
    made = tables(
        tmp_path / "told",
        *summaries,
        overrides="""
            same = [["Zorblax Tuning Method", "zorblax tuning"], ["direct fusion", "직접 결합"]]
            different = [["FLT", "flim tuning"]]
            never = ["kernel fusion"]
            always = ["attention of graphs", "직접 결합 같은 것", "direct fusion"]
        """,
    )
    found = concepts(made)
    assert found["zorblax tuning method"]["name"] == "Zorblax Tuning Method"
    assert names(made, "zorblax tuning method").keys() >= {"Zorblax tuning"}
    assert set(names(made, "zorblax tuning method").values()) == {"override"}
    assert "FLT" not in names(made, "flim tuning")
    assert not {"kernel fusion", "zorblax tuning"} & found.keys()
    assert found["attention of graph"]["papers"] == 1
    assert found["direct fusion"]["aliases"] == ["직접 결합"]


@pytest.mark.parametrize("space", ["  ", "\t", "\u00a0", " \u3000", "\u2009\u2009"], ids=ascii)
def test_white_space_of_any_kind_is_a_blank_in_every_name(space: str, tmp_path: Path) -> None:
    odd = (
        "reinforcement learning agent. 커리큘럼 선별(curriculum selection; CUS)과 ZMLLM, zonal multi large lossy model."
    )
    even = "Reinforcement learning agent, 커리큘럼 선별과 curriculum selection, zonal multi large lossy model, ZMLLM."
    vocabulary = parse_vocabulary(f"curriculum{space}selection,teaching{space}order\n", "t", "x")
    made = tables(tmp_path, odd.replace(" ", space), even, vocabulary=vocabulary, title=f"Kernel{space}fusion")
    found = concepts(made)
    assert {"reinforcement learning agent", "curriculum selection", "kernel fusion"} <= found.keys()
    assert all(found[key]["papers"] == 2 for key in ("reinforcement learning agent", "curriculum selection"))
    assert found["curriculum selection"]["broader"] == ["teaching order"]
    assert glossary(made) == [("커리큘럼 선별", "curriculum selection", "concept:curriculum selection", 1)]
    assert describe_concept(made, f"커리큘럼{space}선별").id == describe_concept(made, f"CURRICULUM{space}Selection").id
    shown = [row["name"] for row in made["concept_names"].to_pylist()]
    assert all(name == " ".join(name.split()) for name in [*shown, *found])


def test_overrides_hold_for_korean_names_with_latin_capitals(tmp_path: Path) -> None:
    summaries = (
        "LLM 결합기(LLM combinator)를 쓴다. XQ 조율은 새롭다.",
        "LLM 결합기(LLM combinator)와 LLM 결합기는 좋다.",
    )

    def told(name: str, overrides: str) -> dict[str, pa.Table]:
        return tables(tmp_path / name, *summaries, overrides=overrides)

    assert names(told("plain", ""), "llm combinator")["LLM 결합기"] == "glossary"
    assert "LLM 결합기" not in names(told("never", 'never = ["LLM 결합기"]'), "llm combinator")
    assert "LLM 결합기" not in names(told("apart", 'different = [["LLM 결합기", "LLM combinator"]]'), "llm combinator")
    assert names(told("same", 'same = [["merging", "LLM 결합기"]]'), "merging") == {
        "LLM 결합기": "override",
        "LLM combinator": "spelling",  # one concept with it before, and still
    }
    assert "XQ 조율" in names(told("always", 'always = ["XQ 조율"]'), "xq조율")


def test_a_vocabulary_gives_concepts_their_broader_terms(tmp_path: Path) -> None:
    topics = parse_vocabulary(
        "term,broader\nkernel fusion,compilers\nKernel-Fusions,GPU computing\nother,thing\n", "t", "x"
    )
    made = tables(tmp_path, "Kernel fusion and flim tuning.", "Kernel fusion, flim tuning.", vocabulary=topics)
    found = concepts(made)
    assert found["kernel fusion"]["broader"] == ["GPU computing", "compilers"]
    assert found["flim tuning"]["broader"] == []


def test_a_concept_can_be_asked_why(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "Direct preference optimization (DPO) and reward hacking.",
        "직접 선호 최적화(DPO)와 reward hacking.",
        "We combine DPO (direct preference optimization) with curricula.",
    )
    profile = describe_concept(made, "직접선호최적화")
    assert describe_concept(made, "dpo") == describe_concept(made, "Direct-Preference Optimizations") == profile
    assert (profile.id, profile.papers) == ("concept:direct preference optimization", 3)
    assert {name.name: name.rule for name in profile.names}["직접 선호 최적화"] == "glossary"
    assert profile.months == (("2024-04", 3),)
    assert [(it.id, it.papers) for it in profile.neighbours] == [("concept:reward hacking", 2)]
    for mention in profile.mentions:
        for evidence in mention.evidence:
            assert evidence.text[evidence.start : evidence.end].lower() in ("dpo", "direct preference optimization")
    assert {mention.evidence[0].excerpt(3) for mention in profile.mentions} == {
        "Direct preference optimization (D…", "…적화(DPO)와 …", "…ne DPO (d…",
    }  # fmt: skip


def test_a_concept_tells_which_brackets_are_believed(tmp_path: Path) -> None:
    made = tables(
        tmp_path,
        "대조 학습(contrastive learning)과 렌더링(PBR)을 한다.",
        "대조 학습이 낫다. 스타일 화면(contrastive learning)을 쓴다.",
        "렌더링을 쓴다, PBR 없이.",
    )
    believed, other = describe_concept(made, "대조 학습").explanations
    assert (believed.name, believed.verdict, believed.papers, believed.using_papers) == (
        "대조 학습", "everywhere", 1, 2,
    )  # fmt: skip
    assert (other.name, other.verdict, other.translated) == ("스타일 화면", "no", 0)
    assert believed.probability > 0.8 > other.probability
    with pytest.raises(UsageError, match=r"no concept '렌더링'; .*explain it as 'PBR' \(1, probability 0\.\d+\)"):
        describe_concept(made, "렌더링")


def test_unknown_and_ambiguous_names_suggest_others(tmp_path: Path) -> None:
    made = tables(
        tmp_path, "Zorblax tuning (ZT) works.", "Zonal tracking (ZT) works.", "Zorblax tuning, zonal tracking, ZT."
    )
    with pytest.raises(UsageError, match=r"no concept 'zorb'; did you mean Zorblax tuning\?"):
        describe_concept(made, "zorb")
    with pytest.raises(
        UsageError, match=r"'ZT' is a name of 2 concepts; .*concept:zonal tracking, concept:zorblax tuning"
    ):
        describe_concept(made, "ZT")


def test_a_name_of_two_concepts_is_suggested_once() -> None:
    concepts = [("concept:zorblax", "Zorblax", (), 3), ("concept:zt", "ZT", ("Zorblax",), 2)]
    with pytest.raises(NotInAtlas, match=r"^no concept 'zorblx'; did you mean Zorblax\?$"):
        concepts_called("zorblx", concepts)


@pytest.mark.parametrize(
    "summary",
    [
        "",
        "🚀🚀 🤖",
        r"$\alpha_{i}$ \textbf{\mathcal{L}} $$x^2$$",
        "הרצאה על רשתות نص عربي",
        "아무 영어도 없는 글이다.",
        '\'); MATCH (n) DETACH DELETE n; // <script>alert(1)</script> =cmd|\' /C calc\'!A0 "a","b"',
        "sparse attention " * 11_000,
        "희소 어텐션(sparse attention) " * 2_000,
    ],
    ids=["nothing", "emoji", "latex", "right-to-left", "glossary", "syntax", "long", "long-glosses"],
)
def test_odd_texts_make_sound_tables(summary: str, tmp_path: Path) -> None:
    made = tables(tmp_path, summary, "Sparse attention and kernel fusion.")
    texts = {(row["paper"], row["number"]): row["text"] for row in made["passages"].to_pylist()}
    texts |= {(row["id"], 0): row["title"] for row in made["papers"].to_pylist()}
    spelled = {(row["concept"], row["name"]) for row in made["concept_names"].to_pylist()}
    for row in made["mentions_evidence"].to_pylist():
        text = texts[row["paper"], row["passage"]]
        assert (row["concept"], text[row["start"] : row["end"]]) in spelled


def test_a_title_in_capitals_joins_the_other_spellings(tmp_path: Path) -> None:
    title = "LATENT DIFFUSION MODELS FOR SPEECH"
    made = tables(tmp_path, "We use latent diffusion models.", "It is a latent diffusion model.", title=title)
    assert names(made, "latent diffusion model").keys() == {title[:23], title[:23].lower(), title[:22].lower()}


@pytest.mark.parametrize("noise", ["https://example.org/" + "a" * 3000, "$" + "x" * 3000 + "$", "\u3000" * 3000])
def test_long_noise_between_words_costs_nothing_but_itself(noise: str, tmp_path: Path) -> None:
    summary = f"Sparse {noise} policy optimization, SPO and multimodal large language model {noise} MLLM."
    made = tables(tmp_path, summary, summary)
    keys = concepts(made).keys()
    assert "mllm" not in keys
    assert all(key == " ".join(key.split()) for key in keys)


def test_a_name_is_not_told_apart_from_a_rare_plural_that_looks_like_it(tmp_path: Path) -> None:
    often = [f"3D Gaussian Splatting (3DGS) is fast. 3DGS renders {count} scenes. 3DGS wins." for count in range(9)]
    made = tables(tmp_path, *often, "Here 3DGs are merged.", "More 3DGs.")
    assert concepts(made)["3d gaussian splatting"]["name"] == "3DGS"
