"""Technical terms: what is one, how it is spelled, where it stands, and that spaCy can use it."""

import datetime
import math
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest
import spacy
from spacy.tokens import Doc

from paperatlas import extract_concepts
from paperatlas.graph.concepts.component import blank_pipeline
from paperatlas.graph.concepts.dictionaries import lemmas, zipf_frequencies
from paperatlas.graph.concepts.keyphrases import LIKELY
from paperatlas.graph.concepts.mentions import find_mentions
from paperatlas.graph.concepts.words import classify
from paperatlas.graph.records import PaperRecord, Passage


def record(title: str, *texts: str) -> PaperRecord:
    passages = tuple(Passage("", text, line) for line, text in enumerate(texts, start=5))
    day = datetime.date(2024, 4, 16)
    return PaperRecord(ids=("arxiv:2404.00001",), title=title, day=day, passages=passages, source="a.md", line=3)


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
        ("It uses 30ml of 12 language models in 1990s.", ["language models"]),
        ("", []),
        ("🚀🚀 ‮ ¿?", []),
        ("!!!??? ... ---", []),
    ],
)
def test_terms_of_a_text(text: str, expected: list[str]) -> None:
    assert sorted(extract_concepts("", text)) == sorted(expected)


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
        ("TRIPS", "trips"),
        ("frames", "frame"),
        ("representations", "representation"),
        ("dynamics", "dynamics"),
        ("news", "news"),
        ("MODELS", "model"),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            r"The loss $\mathcal{L}_{kl}$ and $x^2$ of \\textbf{policy gradient} \\cite{foo2020reward}.",
            {"policy gradient"},
        ),
        ("Code: https://github.com/foo/sparse-attention, huggingface.co/foo and me@example.org.", set()),
        ("Set `max_tokens=3`, max_new_tokens and model.generate() of train.py with --learning-rate.", set()),
        ("It takes 30 ml, 12.5%, 1990s, 256x256, 0.95dB, 24fps, 16-24kHz, 1024px and 10-fold.", set()),
        ("It emits <think> and </think>.", set()),
    ],
)
def test_formulas_addresses_numbers_and_code_are_no_terms(text: str, expected: set[str]) -> None:
    found = {mention.text for mention in find_mentions(record("T", text)).mentions}
    assert found - {"Code", "loss"} == expected


@pytest.mark.parametrize(
    "name", ["TL;DR", "Node.js", "C++", "GPT-4o", "o1", "llama.cpp", "Recall@5", "AT&T", "Llama 2", "Gemini 1.5"]
)
def test_names_stay_whole(name: str) -> None:
    for text in (f"We compare {name} with BERT.", f"{name}와 BERT를 비교한다."):
        assert name in {mention.text for mention in find_mentions(record("T", text)).mentions}, text


@pytest.mark.parametrize("name", ["MM-Vet v2", "Llama v3", "Kolors v1.5"])
def test_a_version_belongs_to_the_name_before_it(name: str) -> None:
    bare = name.split()[0]
    text = f"We evaluate {name} on speech. {name}를 쓴다."
    found = {mention.text for mention in find_mentions(record("T", text)).mentions}
    assert name in found
    assert bare not in found


def test_a_verb_before_a_term_is_not_of_it() -> None:
    text = "The scheduler overlaps parameter prefetching with training and guarantees background preservation."
    found = {mention.text for mention in find_mentions(record("T", text)).mentions}
    assert {"parameter prefetching", "background preservation"} <= found


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The sparse world simulator models the scene of a robot.", "models"),
        ("The grounded video challenge joins earlier speech tasks.", "joins"),
        ("With synthetic captions we prompt multimodal agents.", "prompt"),
        ("It may benchmark multimodal agents.", "benchmark"),
        ("We use adapters to fine-tune diffusion models.", "fine-tune"),
        ("They pre-train diffusion models and post-process speech tokens.", "pre-train"),
        ("They pre-train diffusion models and post-process speech tokens.", "post-process"),
        ("It is easy to design multimodal agents.", "design"),
        ("It learns by distilling diffusion models.", "distilling"),
        ("The speech token collects most of the attention.", "collects"),
    ],
)
def test_a_word_that_acts_as_a_verb_is_part_of_no_term(text: str, verb: str) -> None:
    found = [mention.text.split() for mention in find_mentions(record("T", text)).mentions]
    assert found
    assert not any(verb in words for words in found)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Scaling Language Models", "Language Models"),
        ("Zorblax: Aligning Speech Tokens", "Speech Tokens"),
        ("Does it Help? Distilling Diffusion Models", "Diffusion Models"),
        ("Scaling Laws of Speech", "Scaling Laws"),
        ("Streaming Speech Recognition", "Streaming Speech Recognition"),
        ("Robots and Meta Learning of Speech", "Meta Learning"),
    ],
)
def test_a_gerund_that_a_title_begins_with_is_a_verb_but_in_names(title: str, expected: str) -> None:
    found = {mention.text for mention in find_mentions(record(title, "글이다.")).mentions}
    assert expected in found
    assert not any(name != expected and name.endswith(f" {expected}") for name in found)


def test_a_gerund_before_a_number_is_a_verb_in_a_title() -> None:
    found = {mention.text for mention in find_mentions(record("Zorblax: Captioning 70M Videos", "글이다.")).mentions}
    assert "Zorblax" in found
    assert "Captioning" not in found


@pytest.mark.parametrize(
    "term", ["language models", "design spaces", "reward models", "speech test sets", "fine-tuning", "post-training"]
)
def test_a_word_that_might_be_a_verb_stays_where_it_is_a_noun(term: str) -> None:
    for text in (f"We study {term} of robots.", f"Robots need {term}, not the cloud."):
        assert any(term in mention.text for mention in find_mentions(record("T", text)).mentions), text


def test_the_tags_of_a_trained_pipeline_tell_verbs() -> None:
    nlp = blank_pipeline()
    words, tags = "Here models mask language tokens .".split(), "RB NNS VBP NN NNS .".split()
    for doc, expected in (
        (Doc(nlp.vocab, words), ["mask language token"]),
        (Doc(nlp.vocab, words, tags=tags), ["language token"]),
    ):
        assert nlp.get_pipe("paper_concepts")(doc).spans["concepts"].attrs["keys"] == expected


def test_without_spacy_the_same_is_found() -> None:
    text = "Direct preference optimization (DPO) aligns large language models. 직접 선호 최적화(DPO)는 GPT-4o보다 낫다."
    doc = blank_pipeline()(text)
    group = doc.spans["concepts"]
    scored = sorted(zip(group.attrs["scores"], [span.text for span in group], strict=True), reverse=True)
    assert list(dict.fromkeys(found for score, found in scored if score >= LIKELY)) == extract_concepts("", text)


def test_the_dictionaries_say_what_their_packages_say() -> None:
    from lemminflect import getAllLemmas
    from wordfreq import get_frequency_dict
    from wordfreq import zipf_frequency as package_frequency

    for word in ("networks", "analyses", "learned", "data", "sparse", "quickly", "zzzunknown"):
        for category, known in getAllLemmas(word).items():
            assert lemmas()[word][category.lower()] in known
        assert zipf_frequencies().get(word, 0.0) == pytest.approx(package_frequency(word, "en"), abs=0.006)
    for language, word in (("ko", "학습"), ("zh", "学习"), ("ja", "学習")):
        frequency = get_frequency_dict(language)[word]  # the other function would take the word apart
        assert zipf_frequencies(language)[word] == pytest.approx(math.log10(frequency) + 9)


def test_extraction_does_not_wait_for_spacy() -> None:
    code = "import sys, paperatlas; paperatlas.extract_concepts('', 'sparse attention'); print('spacy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_decomposed_hangul_breaks_terms_as_composed_does() -> None:
    text = "확산 모델은 latent space를 쓴다."
    assert extract_concepts("", unicodedata.normalize("NFC", text)) == ["latent space"]


def test_spacy_finds_the_component_by_its_name(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("paper_concepts", config={"weights": {"ai": {"bias": 0.9}}})
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


def test_adjectives_are_no_terms() -> None:
    text = "A diffusion-based and task-agnostic method. Transformer-based retrieval beats video diffusion models."
    names = [name.casefold() for name in extract_concepts("", text)]
    assert not [name for name in names if name.endswith(("based", "agnostic"))]
    assert "video diffusion models" in names
