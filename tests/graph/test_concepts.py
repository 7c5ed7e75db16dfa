"""Technical terms: what is one, how it is spelled, where it stands, and that spaCy can use it."""

import datetime
import unicodedata
from pathlib import Path

import pytest
import spacy

from paperatlas import extract_concepts
from paperatlas.graph.concepts.component import blank_pipeline
from paperatlas.graph.concepts.mentions import find_mentions
from paperatlas.graph.concepts.words import classify
from paperatlas.graph.records import PaperRecord, Passage


def record(title: str, *texts: str) -> PaperRecord:
    passages = tuple(Passage("", text, line) for line, text in enumerate(texts, start=5))
    day = datetime.date(2024, 4, 16)
    return PaperRecord("2404.00001", title, "", day, None, (), None, passages, (), None, None, "a.md", 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "직접 선호 최적화(Direct Preference Optimization; DPO)를 제안한다.",
            ["DPO", "Direct Preference Optimization"],
        ),
        ("Llama2-7B와 GPT-4를 비교한다.", ["Llama2-7B", "GPT-4"]),
        (
            "We propose a novel sparse attention mechanism that outperforms GPT-3.",
            ["sparse attention mechanism", "GPT-3"],
        ),
        ("It uses 30ml of 12 reagents in 1990s.", ["reagents"]),
        ("", []),
        ("🚀🚀 ‮ ¿?", []),
        ("!!!??? ... ---", []),
    ],
)
def test_terms_of_a_text(text: str, expected: list[str]) -> None:
    assert extract_concepts("", text) == expected


def test_best_first_and_at_most_as_many_as_asked() -> None:
    found = extract_concepts("Sparse attention", "Sparse attention beats dense attention. Sparse attention is fast.", 1)
    assert found == ["Sparse attention"]


@pytest.mark.parametrize(
    ("word", "key"),
    [
        ("LLMs", "llm"),
        ("networks", "network"),
        ("analysis", "analysis"),
        ("datasets", "dataset"),
        ("fine-tuning", "fine tuning"),
    ],
)
def test_keys_fold_case_hyphen_and_plural(word: str, key: str) -> None:
    assert classify(word).key == key


def test_offsets_point_at_the_words_in_their_passage() -> None:
    paper = record(
        "Mamba: State Space Models",
        "선형 시간(linear-time) 모델, see https://example.org/abc-def.",
        "Sparse attention too.",
    )
    texts = [paper.title, *(passage.text for passage in paper.passages)]
    mentions = find_mentions(paper).mentions
    assert mentions
    for mention in mentions:
        assert texts[mention.passage][mention.start : mention.end] == mention.text
    assert [mention.text for mention in mentions if mention.names_paper] == ["Mamba"]
    assert not any("example" in mention.text for mention in mentions)


def test_citations_and_latex_are_no_terms() -> None:
    paper = record("T", r"BERT (Devlin et al., 2019), Smith and Doe, 2020 use \textit{masked language modeling}.")
    assert {mention.text for mention in find_mentions(paper).mentions} == {"BERT", "masked language modeling"}


def test_decomposed_hangul_breaks_terms_as_composed_does() -> None:
    text = "확산 모델은 latent space를 쓴다."
    assert extract_concepts("", unicodedata.normalize("NFC", text)) == ["latent space"]


def test_spacy_finds_the_component_by_its_name(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("paper_concepts", config={"weights": {"term": {"title": 0.9}}})
    nlp.to_disk(tmp_path / "pipeline")
    doc = spacy.load(tmp_path / "pipeline")("Direct preference optimization for language models.")
    group = doc.spans["concepts"]
    assert [span.text for span in group] == ["Direct preference optimization", "language models"]
    assert [span.label_ for span in group] == ["CONCEPT", "CONCEPT"]
    assert group.attrs["keys"] == ["direct preference optimization", "language model"]
    assert len(group.attrs["scores"]) == 2


def test_the_tokenizer_gives_every_text_back() -> None:
    text = "  Llama2-7B와 C++/C#,  it's\n\n$x^2$ 30ml\t끝 "
    assert blank_pipeline().make_doc(text).text == text
