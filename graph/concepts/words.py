"""What the dictionary and the word lists say of a single word."""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from importlib.resources import files
from typing import NamedTuple

from paperatlas.graph.concepts.dictionaries import Tags, lemmas, zipf_frequencies
from paperatlas.graph.concepts.tokens import HYPHENS, TIMES
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.scripts import is_east_asian

UNSEEN_ZIPF = 1.5
"""Zipf frequency of a word that wordfreq does not know; at 0 misspellings and names would win."""
MOST_KNOWN = 1 << 16
"""So many words are remembered; a text repeats its own words and those of its field."""

# 30ml, 1990s, 400GB, 4K-32K, 10-fold, 280-billion-parameter, 256x256 are quantities; 3D, 2-norm, 7B are not.
_UNITS = "st|nd|rd|th|s|x|k|[mnμµkc]?[mglsVWJAN]|[GMkT]?(?:Hz|eV|B)|kg|min|dB[im]?|fps|px|pp|rpm|ppm"
_COUNTED = "fold|point|shot|parameter|token|page|second|minute|hour|day|week|month|year"
_POWERS = "hundred|thousand|million|billion|trillion"
_QUANTITY = re.compile(
    rf"[\d.,]+(?:(?:-[\d.,]+)?(?:{_UNITS})?$|(?:{_UNITS})-[\d.,]+(?:{_UNITS})$|[kMB]?-(?:{_COUNTED})s?$|-(?:{_POWERS})(?:-[a-z]+)?$|[x{TIMES}]\d+$)",
    re.IGNORECASE,
)
# With such an ending a word that no dictionary has is no noun.
_NO_NOUN_ENDING = re.compile(r"(?:al|ive|ous|ic|ary|able|ible|ly|less|ed|wise)$")
# A number after a name belongs to it: Llama 2, Gemini 1.5, MM-Vet v2.
_VERSION = re.compile(r"[vV]?\d{1,2}(?:\.\d)?")
# Verbs, also where a text has them before a noun: to fine-tune models. Their nouns end in -ing.
_HYPHENED_VERB = re.compile(
    rf"(?:fine|pre|post|re|over|under|co|mid|de|meta|instruct|instruction)[{HYPHENS}](?:tune|train|process|compute|rank|fit|generate|optimize|optimise)"
)
_HYPHEN = re.compile(f"[{HYPHENS}]")
_LETTER = re.compile(r"[^\W\d_]")
_MOST_LETTERS = 5
_PLURAL_ACRONYM = re.compile(r"[A-Z][A-Z0-9]+s$")
_ACCENTS = re.compile(r"(?<=[a-z])[\u0300-\u036f]+")

_TAGS = {"adj": "A", "adv": "R", "aux": "X", "noun": "N", "verb": "V"}


class Word(NamedTuple):
    """A token as the search for terms sees it; a tuple, as tens of thousands of them are made.

    Attributes:
        text: As written.
        last_part: Lower case, what stands behind the last hyphen.
        tags: The parts of speech that the dictionary knows of the last part: adjective, noun, adverb, verb: `ANRV`.
        key: Lower case, hyphen as space, the last part in the singular, American spelling, no accents.
        zipf: How frequent it is in general English, log10 per billion words.
        breaks: No term holds it, unless it connects.
        connects: May stand between two words of a term: of, to.
        version: A number that may follow a name.
        name: Capitalised and no word of the dictionary: Llama, ImageNet, ReAct.
        generic_adjective: Says nothing at the left edge of a term: novel, various.
        generic_head: Says nothing alone: method, result.
        ends_term: May be the last word of a name that a text sets apart.
    """

    text: str
    last_part: str
    tags: str
    key: str
    zipf: float
    breaks: bool
    connects: bool
    version: bool
    name: bool
    generic_adjective: bool
    generic_head: bool
    ends_term: bool


@functools.lru_cache(MOST_KNOWN)
def classify(text: str) -> Word:
    """Looks a word up."""
    lower = text.lower()
    *front, last = _HYPHEN.split(lower) if len(text) > 2 and not text.isalpha() else (lower,)
    capitals = not text[1:].islower() and any(map(str.isupper, text[1:]))
    made_up = capitals and any(map(str.islower, text))  # ReAct is no verb
    tags = {} if made_up else lemmas().get(last, {})
    breaks = _breaks(text, lower, {} if front else tags)
    name = not breaks and text[0].isupper() and not tags
    version = breaks and _VERSION.fullmatch(text) is not None
    # The capital S of a name is no plural: CompGS, EBES, TRIPS; the small one of an acronym always is: APIs, GPUs.
    if text.endswith("s") and _PLURAL_ACRONYM.search(text):
        lemma = last[:-1]
    else:
        is_acronym = text.isupper() and len(text) <= _MOST_LETTERS  # else a word of a heading: MODELS
        lemma = last if text.endswith("S") and (not tags or is_acronym) else _singular(last, tags)
    return Word(
        text=text,
        last_part=last,
        tags="".join(sorted([_TAGS[category] for category in tags])),
        key=lower if breaks else without_accents(" ".join([american(part) for part in (*front, lemma)])),
        zipf=UNSEEN_ZIPF if breaks else zipf_frequency(lower),
        breaks=breaks,
        connects=lower in word_list("connecting_words"),
        version=version,
        name=name,
        generic_adjective=not breaks and lower in word_list("generic_adjectives"),
        generic_head=not breaks and lemma in word_list("generic_heads"),
        ends_term=version or name or (not breaks and _ends_term(last, tags)),
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


def without_accents(lower: str) -> str:
    """A lower-case word whose Latin letters have no accents; × is an x.

    >>> without_accents("fréchet"), without_accents("йога")
    ('frechet', 'йога')
    """
    if lower.isascii():
        return lower
    return unicodedata.normalize("NFC", _ACCENTS.sub("", unicodedata.normalize("NFD", lower))).replace(TIMES, "x")


def is_stop_word(lower: str) -> bool:
    """Whether a lower-case word is never part of a term."""
    return lower in word_list("stop_words")


def zipf_frequency(lower: str) -> float:
    """Zipf frequency of a lower-case word in general English, at least `UNSEEN_ZIPF`."""
    return max(UNSEEN_ZIPF, zipf_frequencies().get(lower, 0.0))


def _ends_term(last: str, tags: Tags) -> bool:
    if tags:
        return "noun" in tags or last.endswith("ing")
    return not _NO_NOUN_ENDING.search(last)


def _singular(lower: str, tags: Tags) -> str:
    """The singular of a word; of acronyms (LLMs) and unknown words (datasets) by their ending."""
    if "noun" in tags:
        return lower[:-1] if tags["noun"] == lower and _is_plain_plural(lower) else tags["noun"]
    if tags or len(lower) < 4 or not lower.endswith("s") or lower.endswith(("ss", "us", "is", ".js")):
        return lower
    if lower.endswith("ies"):
        return lower[:-3] + "y"
    return lower[:-2] if lower.endswith(("sses", "xes", "ches", "shes")) else lower[:-1]


def _is_plain_plural(lower: str) -> bool:
    """Whether a word that the dictionary has as a singular too is a noun with an s, and rarer than the noun: frames."""
    is_plural = lower.endswith("s") and not lower.endswith(("ss", "us", "is", "ics"))
    return is_plural and "noun" in lemmas().get(lower[:-1], {}) and zipf_frequency(lower[:-1]) > zipf_frequency(lower)


def _breaks(text: str, lower: str, tags: Tags) -> bool:
    if len(lower) == 1 or is_stop_word(lower) or is_east_asian(lower) or is_east_asian(lower[-1]):
        return True
    if not lower[0].isalnum():
        return lower != ".net"
    if lower[0].isdigit() and (not _LETTER.search(lower) or _QUANTITY.match(text.removesuffix("+"))):
        return True
    if len(text) == 2 and text.islower() and lower not in word_list("short_names"):
        return True  # a symbol: xt, p2
    if lower[0] == "v" and _VERSION.fullmatch(text):
        return True
    if lower in word_list("finite_verbs") or (not lower.isalpha() and _HYPHENED_VERB.fullmatch(lower)):
        return True
    if "noun" in tags or "adj" in tags:
        return False
    if lower in word_list("gerund_heads"):
        return False
    adverb = lower.endswith("ly") and "adv" in tags
    return adverb or tags.get("verb", "") in word_list("academic_verbs")
