"""What the dictionary and the word lists say of a single word; each word is classified once."""

import functools
import math
import re
import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

from paperatlas.graph.concepts.tokens import HYPHENS
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.scripts import is_east_asian

UNSEEN_ZIPF = 1.5
"""Zipf frequency of a word that wordfreq does not know; at 0 misspellings and names would win."""

_CALLS_VERB = frozenset("to will can may might must should would could cannot not we they it which who i you".split())
_OPENS_PHRASE = frozenset("the a an this these those our its their his her his some any each".split())
# 30ml, 1990s, 400GB, 10-fold, 256x256 are quantities; 3D, 2-norm, 7B are not.
_QUANTITY = re.compile(
    r"[\d.,]+(?:(?:st|nd|rd|th|s|x|k|[mnμµkc]?[mglsVWJAN]|[GMkT]?(?:Hz|eV|B)|kg|min)?$|-(?:fold|year|point|shot)s?$|x\d+$)",
    re.IGNORECASE,
)
# With such an ending a word that no dictionary has is no noun.
_NO_NOUN_ENDING = re.compile(r"(?:al|ive|ous|ic|ary|able|ible|ly|less|ed|wise)$")
# A number after a name belongs to it: Llama 2, Gemini 1.5.
_VERSION = re.compile(r"\d{1,2}(?:\.\d)?")
_HYPHEN = re.compile(f"[{HYPHENS}]")
_LETTER = re.compile(r"[^\W\d_]")

Tags = dict[str, tuple[str, ...]]


class Word(NamedTuple):
    """A token as the search for terms sees it; a tuple, as a hundred thousand of them are made.

    Attributes:
        text: As written.
        last_part: Lower case, what stands behind the last hyphen.
        tags: The initials of the parts of speech that the dictionary knows of the last part, `ANV`.
        key: Lower case, hyphen as space, the last part in the singular, American spelling.
        zipf: How frequent it is in general English, log10 per billion words.
        breaks: No term holds it.
        version: A number that may follow a name.
        name: Capitalised and no word of the dictionary: Llama, ImageNet, ReAct.
        generic_adjective: Says nothing at the left edge of a term: novel, various.
        generic_head: Says nothing alone: method, result.
        gerund: An -ing form that is neither noun nor adjective.
        ends_term: May be the last word of a term.
        may_be_verb: The dictionary knows it as a verb, among others.
        calls_verb: What follows is likely a verb: to, will, we.
        opens_phrase: What stands before is likely a verb: the, this, our.
        cuts_left: A term after it lacks its left end: adverbs, possessives.
    """

    text: str
    last_part: str
    tags: str
    key: str
    zipf: float
    breaks: bool
    version: bool
    name: bool
    generic_adjective: bool
    generic_head: bool
    gerund: bool
    ends_term: bool
    may_be_verb: bool
    calls_verb: bool
    opens_phrase: bool
    cuts_left: bool


@functools.cache
def _dictionaries() -> tuple[dict[str, Tags], dict[str, float]]:
    """Lemmas by word and part of speech, and word frequencies; the public look-ups would copy what they return."""
    from lemminflect import config
    from lemminflect.codecs.LemmaLUCodec import LemmaLUCodec
    from wordfreq import get_frequency_dict

    return LemmaLUCodec.load(config.lemma_lu_fn), get_frequency_dict("en")


@functools.cache
def classify(text: str) -> Word:
    """Looks a word up."""
    lower = text.lower()
    *front, last = _HYPHEN.split(lower) if len(text) > 2 and not text.isalpha() else (lower,)
    made_up = any(map(str.isupper, text[1:])) and any(map(str.islower, text))  # ReAct is no verb
    tags = {} if made_up else _dictionaries()[0].get(last, {})
    breaks = _breaks(text, lower, {} if front else tags)
    name = not breaks and text[0].isupper() and not tags
    version = breaks and _VERSION.fullmatch(text) is not None
    # The capital S of a name is no plural: CompGS, EBES.
    lemma = last if not tags and text.endswith("S") else _singular(last, tags)
    return Word(
        text=text,
        last_part=last,
        tags="".join(sorted({tag[0] for tag in tags})),
        key=lower if breaks else " ".join((*map(american, front), american(lemma))),
        zipf=UNSEEN_ZIPF if breaks else zipf_frequency(lower),
        breaks=breaks,
        version=version,
        name=name,
        generic_adjective=not breaks and lower in word_list("generic_adjectives"),
        generic_head=not breaks and lemma in word_list("generic_heads"),
        gerund=not breaks
        and not front
        and lower.endswith("ing")
        and bool(tags)
        and tags.keys().isdisjoint(("NOUN", "ADJ")),
        ends_term=version or name or (not breaks and _ends_term(last, tags)),
        may_be_verb=not breaks and not front and "VERB" in tags,
        calls_verb=lower in _CALLS_VERB,
        opens_phrase=lower in _OPENS_PHRASE,
        cuts_left=lower.endswith(("ly", "'s", "’s")),
    )


@functools.cache
def _british() -> tuple[Mapping[str, str], re.Pattern[str]]:
    table = tomllib.loads((files("paperatlas.graph.concepts") / "spellings.toml").read_text(encoding="utf-8"))
    stems = "|".join(stem.removesuffix("is") for stem in table["ise"])
    return table["words"], re.compile(f"({stems})is(?=[aei])")


def american(lower: str) -> str:
    """A lower-case word in American spelling.

    >>> american("detokenisation"), american("behavioural"), american("optimistic")
    ('detokenization', 'behavioral', 'optimistic')
    """
    words, stems = _british()
    if lower in words:
        return words[lower]
    return stems.sub(r"\1iz", lower) if "is" in lower else lower


def is_stop_word(lower: str) -> bool:
    """Whether a lower-case word is never part of a term."""
    return lower in word_list("stop_words")


def zipf_frequency(lower: str) -> float:
    """Zipf frequency of a lower-case word in general English, at least `UNSEEN_ZIPF`."""
    frequency = _dictionaries()[1].get(lower)
    return max(UNSEEN_ZIPF, math.log10(frequency) + 9) if frequency else UNSEEN_ZIPF


def _ends_term(last: str, tags: Tags) -> bool:
    if tags:
        return "NOUN" in tags or last.endswith("ing")
    return not _NO_NOUN_ENDING.search(last)


def _singular(lower: str, tags: Tags) -> str:
    """The singular of a word; of acronyms (LLMs) and unknown words (datasets) by their ending."""
    if "NOUN" in tags:
        return lower if lower in tags["NOUN"] else tags["NOUN"][0]
    if tags or len(lower) < 4 or not lower.endswith("s") or lower.endswith(("ss", "us", "is")):
        return lower
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    return lower[:-2] if lower.endswith(("sses", "xes", "ches", "shes")) else lower[:-1]


def _breaks(text: str, lower: str, tags: Tags) -> bool:
    if len(lower) == 1 or not lower[0].isalnum() or is_stop_word(lower) or is_east_asian(lower):
        return True
    if lower[0].isdigit() and (not _LETTER.search(lower) or _QUANTITY.match(text)):
        return True
    if "NOUN" in tags or "ADJ" in tags:
        return False
    adverb = lower.endswith("ly") and "ADV" in tags
    return adverb or not word_list("academic_verbs").isdisjoint(tags.get("VERB", ()))
