"""The spaCy component `paper_concepts`, and the blank pipeline that needs no model.

nlp = spacy.blank("en")
nlp.add_pipe("paper_concepts")
doc = nlp("Direct preference optimization for language models.")
doc.spans["concepts"]            # a span a mention, label CONCEPT
doc.spans["concepts"].attrs      # {"keys": [...], "scores": [...]}, one a mention

Behind a trained pipeline it uses its tags: what acts as a verb there is part of no term.
"""

import functools
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup, Token
from spacy.util import registry
from spacy.vocab import Vocab

from paperatlas.graph.concepts.cleaning import blank_noise
from paperatlas.graph.concepts.explained import find_explained
from paperatlas.graph.concepts.features import Place
from paperatlas.graph.concepts.keyphrases import named_spans
from paperatlas.graph.concepts.ranking import REGISTERS, Ranker, Weights, learned_weights, no_part
from paperatlas.graph.concepts.terms import Term, Text, find_terms, reasons
from paperatlas.graph.concepts.tokens import spaced_tokens

SPANS_KEY = "concepts"
TITLE_TOKENS = "title_tokens"
MAX_CHARACTERS = 1_000_000_000
_FINITE = frozenset({"VB", "VBD", "VBP", "VBZ", "MD"})


class TermTokenizer:
    """Splits a text into words; a change of script ends one, so that `Llama2-7B와` gives `Llama2-7B`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Makes a Doc that gives the text back exactly."""
        found = spaced_tokens(text)
        return Doc(self.vocab, [word for word, _ in found], [space == " " for _, space in found])

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to store."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> "TermTokenizer":
        """Nothing to restore."""
        return self

    def to_disk(self, _path: Path, **_: Any) -> None:
        """Nothing to store."""

    def from_disk(self, _path: Path, **_: Any) -> "TermTokenizer":
        """Nothing to restore."""
        return self


class PaperConcepts:
    """Finds the terms of a Doc; `doc.user_data["title_tokens"]` says how many of its tokens are a title."""

    def __init__(self, spans_key: str, weights: Weights) -> None:
        self.spans_key = spans_key
        self.ranker = Ranker(weights)

    def __call__(self, doc: Doc) -> Doc:
        """Puts the mentions in `doc.spans`."""
        label = doc.vocab.strings.add("CONCEPT")
        mentions = [(term, Span(doc, *span, label=label)) for term in self.terms(doc) for span in term.spans]
        attributes = {
            "keys": [term.key for term, _ in mentions],
            "scores": [term.likelihood for term, _ in mentions],
        }
        spans = [span for _, span in mentions]
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=spans, attrs=attributes)
        return doc

    def terms(self, doc: Doc) -> list[Term]:
        """The terms of a Doc, in the order of their first mention."""
        text = self.text(doc)
        return find_terms(text, self.ranker, named_spans(text, find_explained(doc.text)))

    def reasons(self, doc: Doc, key: str) -> list[tuple[str, str, float]]:
        """Why a term ranks where it does: places, features and what each adds to its score, the weightiest first."""
        return reasons(self.text(doc), self.ranker, key)

    def text(self, doc: Doc) -> Text:
        """The words of a Doc, and where they begin."""
        clean = blank_noise(doc.text)
        tagged = doc.has_annotation("TAG")
        pieces = ["\n" if clean[token.idx].isspace() else token.text for token in doc]
        title_words = doc.user_data.get(TITLE_TOKENS, 0)
        words = self.ranker.titled_words(pieces, title_words)
        if tagged:
            words = [no_part(word) if _is_verb(token) else word for word, token in zip(words, doc, strict=True)]
        begins = [*(token.idx for token in doc), len(doc.text)]
        return Text(words, begins, title_words)


def _is_verb(token: Token) -> bool:
    return token.tag_ in _FINITE


@Language.factory("paper_concepts", default_config={"spans_key": SPANS_KEY, "weights": {}})
def make_component(nlp: Language, name: str, spans_key: str, weights: dict[str, dict[str, float]]) -> PaperConcepts:
    """Makes the component; `weights` replaces weights of whole terms: a table a register, by feature."""
    learned = learned_weights()
    tables = [
        {**table, **_of_terms(weights.get(register, {}))}
        for register, table in zip(REGISTERS, learned.tables, strict=True)
    ]
    return PaperConcepts(spans_key, learned._replace(tables=tuple(tables)))


def _of_terms(weights: Mapping[str, float]) -> dict[tuple[str, str], float]:
    return {(Place.TERM, feature): weight for feature, weight in weights.items()}


def make_tokenizer() -> Callable[[Language], TermTokenizer]:
    """Makes the tokenizer, under a name that spaCy's settings can hold."""
    return lambda nlp: TermTokenizer(nlp.vocab)


registry.tokenizers("paperatlas.TermTokenizer.v1")(make_tokenizer)


@functools.cache
def blank_pipeline() -> Language:
    """English without a model: the tokenizer and the component."""
    nlp = spacy.blank("en", config={"nlp": {"tokenizer": {"@tokenizers": "paperatlas.TermTokenizer.v1"}}})
    nlp.add_pipe("paper_concepts")
    nlp.max_length = MAX_CHARACTERS
    return nlp
