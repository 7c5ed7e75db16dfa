"""Headings that say what the papers below them are about."""

import functools
import re
import unicodedata

from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.whitespace import squeezed

MAX_HEADING = 500
"""Longer ones, with all their marks, are no headings."""
MAX_LETTERS = 80
MAX_WORDS = 8
_IMAGE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)")
_LINK = re.compile(r"\[([^\[\]\n]{0,300})\]\([^()\n]{0,1000}\)")
_TAG = re.compile(r"<[^<>]{0,500}>|\{#[^{}]{0,100}\}|:[a-z\d_+-]{2,40}:")
_BACK = re.compile(r"[\[(]?\s?\bback to (?:the )?(?:top|toc|contents?|index)\b\s?[\])]?", re.IGNORECASE)
_LANGUAGE = (
    r"english|chinese|japanese|korean|spanish|french|german|russian|portuguese|en|zh|cn|ja|jp|ko|kr|es|fr|de|ru|pt|"
    r"(?:zh|en|pt)[-_]\w{2,4}|(?:简体|繁體|繁体)?中文版?|英文版?|英語|日本語|日文|한국어|국문|영문|"
    r"español|français|deutsch|русский|português"
)
_LANGUAGE_MARK = re.compile(rf"[\[(（【]\s?(?:{_LANGUAGE})(?:\s?[|/,·]\s?(?:{_LANGUAGE}))*\s?[\])）】]", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:part|chapter|section|session|week|day|module|lecture|no|vol|volume|topic)\.?\s?)?"
    r"(?:\[\d{1,4}\]|\(\d{1,4}\)|#\d{1,4}|\d{1,4}(?:\.\d{1,3}){0,4}[.)、:：]?|[A-Z][.)、]|[IVX]{1,5}[.)、])"
    r"(?:[\s:：]+|\s?[–—-]\s+)|"
    r"第\s?[\d一二三四五六七八九十]{1,4}\s?[章节部期周天回][\s:：]*|[一二三四五六七八九十]{1,3}[、.．]",
    re.IGNORECASE,
)
_REMARK = re.compile(r"\s?[(（\[【](?![A-Z][\w-]{1,12}[)）\]】])[^()（）\[\]【】]{0,100}[)）\]】]\s*$")
_LEADS = re.compile(
    r"(?:(?:the|a|an|my|our)\s)?"
    r"(?:(?:awesome|curated|must[- ]reads?|recent|latest|top|selected|key|important|other|more|all|new)\s){0,5}"
    r"(?:lists?\sof\s|collections?\sof\s)?"
    r"(?:papers|articles|publications|works|literature|resources|readings|paper\slist|reading\slist)\s"
    r"(?:on|about|of|for|in|using|with|related\sto)\s(?:the\s)?|(?:awesome|curated)[\s-]+",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"[\s-]+(?:(?:related|top|best|recent|selected)\s)?(?:papers?|paper\slist|reading\slist|publications|articles|"
    r"literature)(?:\s(?:list|collection))?(?:\sof\s(?:the\s|this\s)?(?:day|week|month|year))?$|"
    r"\sof\s(?:the|this)\s(?:day|week|month|year)$|"
    r"\s?(?:的)?(?:相关)?论文(?:列表|集|合集)?$|\s?の?論文(?:一覧)?$|\s?(?:관련\s?)?논문(?:\s?목록)?$",
    re.IGNORECASE,
)
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_DATED = re.compile(
    rf"(?<!\d)(?:1[89]|20)\d\d(?!\d)|^{_MONTH}\b|\b{_MONTH}\.?$|\b{_MONTH}\.?\s\d|\d\s{_MONTH}\b|\d{{1,2}}\s?[月월日일]|"
    r"['’]\d\d$|(?<!\d)\d{1,2}/\d{1,2}(?!\d)|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b",
    re.IGNORECASE,
)
_CATEGORY = re.compile(r"[a-z]{2,8}(?:-[a-z]{2,4})?\.[A-Za-z]{2}(?:-[a-z]{2,4})?")
_ROMAN = re.compile(r"[IVX]+")
_WORD = re.compile(r"[^\W_]+(?:['’.+#-][^\W_]+)*[+#]*")
_EDGES = " \t:：,，;；.。·|/\\-–—_*#~>»→=…&"


@functools.lru_cache(maxsize=1 << 12)
def topic_of(heading: str) -> str | None:
    """What a heading says that the papers below it are about; None where it says no topic.

    >>> topic_of("🛠️ 2.1 Tool Use [中文] (12)"), topic_of("Papers on Retrieval-Augmented Generation (RAG)")
    ('Tool Use', 'Retrieval-Augmented Generation (RAG)')
    >>> [topic_of(each) for each in ("Table of Contents", "May 2024", "NeurIPS'23", "Related Papers", "目录", "cs.CL")]
    [None, None, None, None, None, None]
    """
    if len(heading) > MAX_HEADING:
        return None
    text = _plain(heading)
    before = None
    if _DATED.search(_REMARK.sub("", text)):
        return None
    while before != text:
        before = text
        text = _REMARK.sub("", _NUMBER.sub("", text, count=1) if _NUMBER.match(text) else text).strip(_EDGES)
    if _DATED.search(text) or text.endswith(("?", "？", "!", "！")):
        return None
    text = without_list_words(text)
    words = [word.lower() for word in _WORD.findall(text)]
    unsaying = word_list("heading_words")
    says = [word for word in words if word not in unsaying and not word.isdigit() and not _is_language(word)]
    is_short = len(words) <= MAX_WORDS and len(text) <= MAX_LETTERS
    if "".join(words) in unsaying or _ROMAN.fullmatch(text):
        return None
    if not says or not is_short or sum(map(str.isalpha, text)) < 2 or _CATEGORY.fullmatch(text):
        return None
    return text


def without_list_words(text: str) -> str:
    """A heading without the words that say that it is a list of papers.

    >>> without_list_words("Awesome-Tool-Use"), without_list_words("Tool Use Papers"), without_list_words("Tools")
    ('Tool Use', 'Tool Use', 'Tools')
    """
    led = _LEADS.match(text)
    if led:
        text = text[led.end() :] if " " in text else text[led.end() :].replace("-", " ")
    return _ENDS.sub("", text).strip(_EDGES)


def says_papers(heading: str) -> bool:
    """Whether a heading says itself that it is a list of papers."""
    text = _plain(heading)
    return without_list_words(text) != text


def _is_language(word: str) -> bool:
    return re.fullmatch(_LANGUAGE, word) is not None


def _plain(heading: str) -> str:
    """The heading without pictures, links, tags, emoji and marks of languages."""
    text = _TAG.sub("", _LINK.sub(r"\1", _IMAGE.sub("", heading)))
    text = "".join(sign for sign in plain_title(text) if not _is_ornament(sign))
    return squeezed(_LANGUAGE_MARK.sub("", _BACK.sub("", text))).strip(_EDGES)


def _is_ornament(sign: str) -> bool:
    """Whether a character is of an emoji."""
    return not sign.isascii() and (
        unicodedata.category(sign) in ("So", "Sk", "Co", "Cn") or sign in "\u200d\u20e3\ufe0e\ufe0f"
    )
