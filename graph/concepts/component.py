"""The spaCy component `paper_concepts`, and the blank pipeline that needs no model.

nlp = spacy.blank("en")
nlp.add_pipe("paper_concepts")
doc = nlp("Direct preference optimization for language models.")
doc.spans["concepts"]            # a span a mention, label CONCEPT
doc.spans["concepts"].attrs      # {"keys": [...], "scores": [...]}, one a mention
"""

import functools
import itertools
import operator
from bisect import bisect_left
from collections.abc import Callable, Sequence
from typing import Any, TypeVar, cast

import spacy
from spacy.attrs import LANG, LOWER, NORM, SPACY
from spacy.language import Language
from spacy.tokens import Doc, Span, SpanGroup
from spacy.util import registry

from paperatlas.graph.concepts.explained import Explained, find_explained
from paperatlas.graph.concepts.ranking import Ranker, Weights, learned_weights
from paperatlas.graph.concepts.terms import Term, find_terms, is_name
from paperatlas.graph.concepts.tokens import TermTokenizer, tokens
from paperatlas.graph.concepts.words import Word, classify

SPANS_KEY = "concepts"
LIKELY = 0.2
ALWAYS_KEPT = 3
TITLE_TOKENS = "title_tokens"
MAX_CHARACTERS = 1_000_000_000

_Found = TypeVar("_Found")


class PaperConcepts:
    """Finds the terms of a Doc; `doc.user_data["title_tokens"]` says how many of its tokens are a title."""

    def __init__(self, spans_key: str, weights: Weights) -> None:
        self.spans_key = spans_key
        self.ranker = Ranker(weights)
        self.known: dict[int, Word] = {}

    def __call__(self, doc: Doc) -> Doc:
        """Puts the mentions in `doc.spans`."""
        label = doc.vocab.strings.add("CONCEPT")
        words = self.words(doc)
        begins = word_begins(doc, words)
        terms = self.terms(doc, words, find_explained(whole_text(words, begins)))
        mentions = [(term, Span(doc, *span, label=label)) for term in terms for span in term.spans]
        attributes = {
            "keys": [term.key for term, _ in mentions],
            "scores": [term.likelihood for term, _ in mentions],
        }
        spans = [span for _, span in mentions]
        doc.spans[self.spans_key] = SpanGroup(doc, name=self.spans_key, spans=spans, attrs=attributes)
        return doc

    def terms(self, doc: Doc, words: Sequence[Word], explained: Explained) -> list[Term]:
        """The terms of a Doc, in the order of their first mention.

        Args:
            doc: What the words are of.
            words: `self.words(doc)`.
            explained: What its text explains; these names are terms as a whole.
        """
        named = []
        names = list(explained.names())
        begins = word_begins(doc, words) if names else []
        for start, end in names:
            span = bisect_left(begins, start), bisect_left(begins, end)
            if begins[span[0]] == start and is_name(words[slice(*span)]):
                named.append(span)
        return find_terms(words, doc.user_data.get(TITLE_TOKENS, 0), self.ranker, named)

    def words(self, doc: Doc) -> list[Word]:
        """A Word a token, looked up by the token's hash: Token objects cost more than the look-up."""
        known, strings = self.known, doc.vocab.strings
        words = []
        for orth in doc.to_array("ORTH").tolist():
            word = known.get(orth)
            if word is None:
                word = known[orth] = classify(strings[orth])
            words.append(word)
        return words


def word_begins(doc: Doc, words: Sequence[Word]) -> list[int]:
    """The first character of each word, and the one behind the last; `Doc.to_array(IDX)` takes far longer."""
    lengths = [len(word.text) for word in words]
    return [0, *itertools.accumulate(map(operator.add, lengths, doc.to_array(SPACY).tolist()))]


def whole_text(words: Sequence[Word], begins: Sequence[int]) -> str:
    """The text of the words; `Doc.text` takes far longer."""
    return "".join([word.text.ljust(end - begin) for word, begin, end in zip(words, begins, begins[1:], strict=False)])


@Language.factory("paper_concepts", default_config={"spans_key": SPANS_KEY, "weights": {}})
def make_component(nlp: Language, name: str, spans_key: str, weights: dict[str, dict[str, float]]) -> PaperConcepts:
    """Makes the component; `weights` overrides some of `weights.toml`, table by table."""
    learned = learned_weights()
    return PaperConcepts(spans_key, {table: {**learned[table], **weights.get(table, {})} for table in learned})


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
    getters: dict[int, Any] = cast(Any, nlp.vocab).lex_attr_getters
    for attribute in getters.keys() - {LANG, LOWER, NORM}:
        del getters[attribute]  # like_url, shape ...: half the cost of a new word, and unused
    return nlp


@functools.cache
def blank_component() -> PaperConcepts:
    """The component of the blank pipeline."""
    return cast(PaperConcepts, blank_pipeline().get_pipe("paper_concepts"))


def title_and_text(title: str, text: str) -> Doc:
    """A Doc of the title, a full stop, a line feed and the text, not yet read."""
    doc = blank_pipeline().make_doc(f"{title}.\n{text}" if title else text)
    doc.user_data[TITLE_TOKENS] = len(tokens(title)) if title else 0
    return doc


def extract_concepts(title: str, text: str, limit: int = 10) -> list[str]:
    """The technical terms of a paper, best first, each in the spelling of its first mention.

    Terms that a reader would hardly mark are left out, so that there may be fewer than `limit`.

    Args:
        title: May be empty.
        text: Abstract or summary, English or Korean with English terms.
        limit: At most this many.
    """
    doc = title_and_text(title, text)
    component = blank_component()
    words = component.words(doc)
    terms = component.terms(doc, words, find_explained(f"{title}.\n{text}" if title else text))
    ranked = likely(sorted(terms, key=lambda term: -term.likelihood), lambda term: term.likelihood)
    return [doc[slice(*term.spans[0])].text for term in ranked[:limit]]


def likely(ranked: Sequence[_Found], likelihood: Callable[[_Found], float]) -> list[_Found]:
    """What is worth showing of a text's terms, best first: the first few, and others while they are likely."""
    return [found for place, found in enumerate(ranked) if place < ALWAYS_KEPT or likelihood(found) >= LIKELY]
