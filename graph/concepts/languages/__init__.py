"""What is known of a language around English terms: a folder each, with the same three files.

`grammar.toml` says where a name begins and ends, `words.toml` what the words of names mean, `terms.toml` has English
names of common terms.
"""

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from paperatlas.graph.scripts import EAST_ASIAN, HAN, HANGUL_SYLLABLES, KANA, has_hangul, has_kana

LETTERS: Mapping[str, str] = {"ko": HANGUL_SYLLABLES, "zh": HAN, "ja": HAN + KANA}
"""The letters that names are made of, by language."""

_ENDINGS = frozenset(
    """
    s es e ed d ing ings ion ions y ies er ers or ors al ally ive ively ation ations ational ative ator
    ators ity ities ty ic ics ical ically icity ized izer izers ization izing ize izes ised isation ising ise
    zed zer zation zing ze zes sed sation sing se sis sizer t ts tic tics tion tions tional tive able ability
    iable ible ibility ility ilities le lable ly ment ments ement ional ioning ness ence ences ance ances ency
    ancy ent ents ant ants ce ces cy ication ications ism istic ist ists sion sions sive ition itions itional
    itive ial tial ual ure ures ured ting ted ier iers ied ying ry ar ous ling led ler lers ning ned ner ming
    mated matic king ping ding red ality alized ated age ely ful fulness less ian ivity ship wise x a o f n
    on um ple
    """.split()
)
_REMEMBERED = 10_000
"""Names whose words are not taken apart once more; they are asked for again and again."""
_FILLERS = frozenset("a an the of and or for in on to with by from via at as".split())
_ENGLISH_WORD = re.compile(r"[a-z]+|\d+[a-z]?")
_BETWEEN_WORDS = re.compile(r"[\s-]")
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists of a `grammar.toml`; it says what each is for."""

    broken_endings: frozenset[str]
    kept_endings: frozenset[str]
    outside_words: frozenset[str]
    particles: tuple[str, ...]
    other_uses: tuple[str, ...]
    words_of_other_uses: tuple[str, ...]
    adjectival_endings: tuple[str, ...]
    nouns_like_adjectives: tuple[str, ...]
    joints: frozenset[str]
    adjectives: Mapping[str, str]
    heads: Mapping[str, str]


@functools.cache
def grammar(language: str) -> Grammar:
    """Reads the file."""
    table = _table(language, "grammar")
    return Grammar(
        broken_endings=frozenset(table["broken_endings"]),
        kept_endings=frozenset(table["kept_endings"]),
        outside_words=frozenset(table["outside_words"]),
        particles=tuple(table["particles"]),
        other_uses=tuple(table["other_uses"]),
        words_of_other_uses=tuple(table["words_of_other_uses"]),
        adjectival_endings=tuple(table["adjectival_endings"]),
        nouns_like_adjectives=tuple(table["nouns_like_adjectives"]),
        joints=frozenset(table["joints"]),
        adjectives=table["adjectives"],
        heads=table["heads"],
    )


@functools.cache
def meanings(language: str) -> Mapping[str, tuple[tuple[str, ...], ...]]:
    """What the words of names mean, by their keys: beginnings of English words, the usual meaning first."""
    words = _table(language, "words").items()
    return {key: tuple(filter(None, map(content_words, english.split("|")))) for key, english in words}


@functools.lru_cache(_REMEMBERED)
def content_words(english: str) -> tuple[str, ...]:
    """The words of an English name that another language has words for.

    >>> content_words("Retrieval-Augmented Generation of 3D text")
    ('retrieval', 'augmented', 'generation', '3d', 'text')
    """
    return tuple(word for word in _ENGLISH_WORD.findall(english.lower()) if word not in _FILLERS)


def inflects(word: str, stem: str) -> bool:
    """Whether an English word is a stem with one of the usual endings: *reasoning*, but not *multimodal* of *multi*.

    >>> inflects("generative", "generat"), inflects("crossover", "cross")
    (True, False)
    """
    return word.startswith(stem) and (word == stem or (len(stem) > 2 and word[len(stem) :] in _ENDINGS))


@functools.cache
def terms(language: str) -> Mapping[str, str]:
    """English names of common terms."""
    return _table(language, "terms")


@functools.cache
def english_by_key() -> Mapping[str, str]:
    """The same by the keys of the names, over all languages."""
    return {local_key(name): english for language in LETTERS for name, english in terms(language).items()}


def _table(language: str, name: str) -> dict[str, Any]:
    path = files("paperatlas.graph.concepts.languages") / language / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def is_local(name: str) -> bool:
    """Whether a name has a letter of one of the languages."""
    return _EAST_ASIAN.search(unicodedata.normalize("NFC", name)) is not None


def language_of(text: str) -> str:
    """The language of a text that has letters of one: by Hangul, then by kana.

    >>> language_of("LLM 에이전트"), language_of("拡散モデル"), language_of("扩散模型")
    ('ko', 'ja', 'zh')
    """
    if has_hangul(text):
        return "ko"
    return "ja" if has_kana(text) else "zh"


def local_key(name: str) -> str:
    """A name without spaces and hyphens, which vary.

    >>> local_key("시각-언어 모델")
    '시각언어모델'
    """
    return _BETWEEN_WORDS.sub("", unicodedata.normalize("NFC", name).lower())
