"""From a paper's record to candidate mentions: the first phase, pure and one paper at a time."""

import itertools
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paperatlas.graph.concepts.cleaning import blank_noise
from paperatlas.graph.concepts.definitions import long_forms
from paperatlas.graph.concepts.explained import Explained, find_explained
from paperatlas.graph.concepts.figures import is_beside_figure
from paperatlas.graph.concepts.keyphrases import learned_ranker, named_spans, read_words
from paperatlas.graph.concepts.languages import english_by_key, local_key
from paperatlas.graph.concepts.terms import find_terms, is_name, is_run, phrase_key
from paperatlas.graph.concepts.tokens import tokens
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.concepts.words import classify
from paperatlas.graph.records import Acronym, CandidateMention, GlossMention, PaperMentions, PaperRecord
from paperatlas.graph.whitespace import squeezed

SCORE_PLACES = 6

_LEAST_INITIALS = 3
_SHORTEST = 2
_COLON = re.compile(r"[^\w\s]*:")
_LATIN_WORD = re.compile(r"[A-Za-z][\w-]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class _Places:
    """The title and the passages of a paper as one text."""

    texts: Sequence[str]
    starts: Sequence[int]

    def place(self, position: int) -> tuple[int, int]:
        """The passage of a character of the whole text, and its position there."""
        passage = bisect_right(self.starts, position) - 1
        return passage, position - self.starts[passage]


def find_mentions(paper: PaperRecord) -> PaperMentions:
    """Reads the title and the passages of a paper."""
    texts = [blank_noise(paper.title), *(blank_noise(passage.text) for passage in paper.passages)]
    whole = f"{texts[0]}.\n" + "\n".join(texts[1:])
    ends = itertools.accumulate((len(text) + len("\n") for text in texts[1:-1]), initial=len(texts[0]) + len(".\n"))
    places = _Places(texts, [0, *ends])
    explained = find_explained(whole)
    mentions = tuple(_candidates(whole, explained, places))
    return PaperMentions(
        mentions=mentions,
        acronyms=tuple(dict.fromkeys([*_acronyms(explained), *_known(explained), *_implied(mentions)])),
        glosses=tuple(_glosses(explained, places)),
        words=sum(len(_LATIN_WORD.findall(text)) for text in texts),
    )


def _candidates(whole: str, explained: Explained, places: _Places) -> Iterator[CandidateMention]:
    title = places.texts[0]
    read = read_words(whole, title, learned_ranker())
    begins = read.begins
    for key, likelihood, zipf, spans in find_terms(read, learned_ranker(), named_spans(read, explained)):
        score = round(likelihood, SCORE_PLACES)
        for first, behind in spans:
            passage, start = places.place(begins[first])
            text = places.texts[passage][start : start + begins[behind] - begins[first]].rstrip()
            end = start + len(text)
            names_paper = passage == 0 and _opens_with(title, start, end)
            if len(text) == _SHORTEST and _is_joined(places.texts[passage], start, end):
                continue
            frequency = zipf if zipf is not None and _is_plain_word(text) else None
            counts = passage > 0 and is_beside_figure(places.texts[passage], start, end)
            yield CandidateMention(key, squeezed(text), passage, start, end, score, frequency, names_paper, counts)


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether a stroke makes a name of two of what stands at a place: the DM of CNN/DM."""
    return (text[start - 1 : start] == "/" and start > 1 and text[start - 2].isalnum()) or (
        text[end : end + 1] == "/" and text[end + 1 : end + 2].isalnum()
    )


def _opens_with(title: str, start: int, end: int) -> bool:
    """Whether a title begins with the words at a place and a colon, but for signs: **DINOv2**: Learning ..."""
    return not any(map(str.isalnum, title[:start])) and _COLON.match(title, end) is not None


def _acronyms(explained: Explained) -> Iterator[Acronym]:
    for definition in explained.definitions:
        forms = list(long_forms(definition))
        for long_form in forms:
            words = [classify(token) for token in tokens(long_form) if token.strip()]
            without_gerund = long_form is forms[-1] or words[-1].key not in word_list("gerund_heads")
            if without_gerund and is_name(words):  # CoT has no letter of chain-of-thought prompting's last word
                sought = None if is_run(words) else squeezed(long_form)
                longer = None if long_form is forms[0] else phrase_key(forms[0])
                yield Acronym(phrase_key(definition.acronym), phrase_key(long_form), sought, longer)
                break


def _known(explained: Explained) -> Iterator[Acronym]:
    """Acronyms that explain a Korean name whose English one is known: 보상 모델(RM), the reward model.

    One that only begins alike means that too, whatever it means elsewhere: 기계 번역(ML), machine translation.
    """
    for gloss in explained.glosses:
        english = "" if " " in gloss.english else english_by_key().get(local_key(gloss.name), "")
        if not english:
            continue
        initials = "".join([word[0] for word in re.split("[ -]", english) if word])
        capitals = "".join(filter(str.isupper, gloss.english)).lower()
        nearly = initials[:1] == capitals[:1] and len(initials) == len(gloss.english)
        if len(initials) > 1 and (initials == capitals or nearly):
            yield Acronym(phrase_key(gloss.english), phrase_key(english), None)


def _implied(mentions: Sequence[CandidateMention]) -> Iterator[Acronym]:
    """Acronyms that are the initials of one other term of the paper: MLLM and multimodal large language model."""
    acronyms = {mention.text.removesuffix("s"): mention.key for mention in mentions if " " not in mention.key}
    acronyms = {text.lower(): key for text, key in acronyms.items() if text.isupper() and len(text) >= _LEAST_INITIALS}
    expansions: dict[str, set[str]] = {}
    for key in {mention.key for mention in mentions if acronyms and " " in mention.key}:
        expansions.setdefault("".join([word[0] for word in key.split(" ")]), set()).add(key)
    for letters, key in acronyms.items():
        if len(meant := expansions.get(letters, set())) == 1:
            yield Acronym(key, next(iter(meant)), None)


def _glosses(explained: Explained, places: _Places) -> Iterator[GlossMention]:
    for gloss in explained.glosses:
        words = [classify(token) for token in tokens(gloss.english) if token.strip()]
        if is_name(words):
            yield GlossMention(
                gloss.name,
                local_key(gloss.name),
                gloss.language,
                squeezed(gloss.english),
                " ".join([word.key for word in words]),
                *places.place(gloss.start),
                gloss.well_formed,
            )


def _is_plain_word(text: str) -> bool:
    """Whether a word has neither digits, hyphens nor capitals behind its first letter."""
    return text.isalpha() and text[1:].islower()
