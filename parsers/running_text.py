"""Whether the words around a link are the title of what it leads to, or say something: chats, mails, notes, a README.

    10:32 Ann: look at https://arxiv.org/abs/2404.09656
    See https://arxiv.org/abs/2404.09656 for the proofs.

What words in English, and some in other languages, are told by is grammar, not what they are about.
"""

import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.parsers.markdown_links import Link, bullet_of, links_of, says_only_label, without_links

CLOCK = re.compile(r"(?<![\d:])[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?![\d:])")
LEAST_SHARE = 0.5
"""So many lines of titles with their addresses make a text a list, and so many of speakers a chat."""
LEAST_CAPITALS = 0.7
"""Of the words of a title in capitals that are longer than three letters."""
MOST_BEFORE_CLOCK = 40
"""Characters: who says something, and on which day."""
_NICK = re.compile(r"\s*<[@+~&%]?[^\W\d][\w.|`^-]{0,30}>\s")
_SPEAKER = re.compile(
    r"[\s*_]*(?P<name>[^\W\d_][\w.'’-]{0,30}(?:\s[^\W\d_][\w.'’-]{0,30}){0,2})[*_]{0,2}[:：][*_]{0,2}\s"
)
_QUOTING = re.compile(r"\s{0,3}(?:>\s?){1,9}")
_MARK = re.compile(r"\s*(?:\\?[\[(]\d{1,4}\\?[\])]|\d{1,4}\\?[.)、]|[^\s\w\"'“‘«「《(\[{<>@#*$&~^|\\/:;.,!?-])\s*\S")
"""What opens an item of a list whose mark Markdown does not know: [12], (3), a picture."""
_EDGES = " \t\"“”'‘’`*_()[]{}<>,;:：，.。!?|–—-"
_LEADS = re.compile(
    r"(?:^|(?<=[\s(\[]))(?:an?|the|at|in|on|of|for|from|by|with|via|to|into|and|or|as|than|about|per|under|see|this|these|"
    r"those|our|my|your|his|her|its|their|is|are|was|were|be|e\.g|i\.e|i\.a|also|here|called|following|"
    r"(?i:see|cf|vgl|siehe|voir|véase|vedi|zie|viz|check|read|reads|reading|cite|cites|citing|visit|watch|"
    r"discuss(?:ed|es)?|present(?:ed|s)?|review(?:ed|s)?|suggest(?:ed|s)?|found|recommend(?:ed|s)?|check(?:ed)?\sout))$"
)
"""What no title ends with, but a sentence that goes on with an address."""
_NAMED_PAPER = re.compile(
    r"(?:^|\s)(?:our|the|this|that|these|their|his|her|its|my|your|an?|another)\s(?:[\w-]{1,30}\s){0,3}"
    r"(?:papers?|preprints?|articles?|manuscripts?|publications?|report|work|arxiv|link)$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:is|are|was|were|has|have|had|does|did|can|could|will|would|should|may|might|must|shows?|uses?|says|proposes?|"
    r"introduces?|describes?|until|if|because|but|so|when)\b"
)
_STATES = re.compile(r"\b(?:is|are|was|were)\b")
_OPENS = re.compile(
    r"(?:hi|hey|hello|dear|thanks?|please|see|look|check|have|has|had|i|we|you|he|she|they|my|your|our|it|this|that|"
    r"these|those|there|here|also|just|if|did|does|do|nice|cool|great|good|new|another|more|one|ok|okay|yes|no|so|well|what|who|why|how|"
    r"[a-z]{1,9}['’](?:s|m|re|ll|ve|d|t))(?![\w-])",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"(?:参?见|參見|参考|參考|看看?|这篇(?:论文|文章)?|這篇(?:論文|文章)?|本文|论文在|"
    r"は|を|が|の論文|詳しくは|참고|참조|보세요|이\s?논문|우리\s?논문|읽어)[:：]?$|"
    r"^(?:推荐(?:大家|一篇|阅读)|请|請|大家|我们?|我們|你们?|看看|この|その|이\s?논문|저희\s|우리\s)"
)
_SAID_BEHIND = re.compile(
    r"(?:を|は|が|に|で|の|も|です|是|的|也|这|這|可以|中(?:的|提)|参照|(?:이[가다]?|을|를|은|는|의|에서?|입니다|참고)(?:\s|$))"
)
_TAG = re.compile(r"</?[a-z][^<>]{0,300}>", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_TIMES = frozenset(
    "next last tomorrow session meeting time monday tuesday wednesday thursday friday saturday sunday january february "
    "march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct "
    "nov dec".split()
)


_POINTERS = frozenset("the this that these a an another our their my his her".split())


def unquoted_line(line: str) -> str:
    """A line without the signs that it is quoted by.

    >>> unquoted_line("> > - Looms"), unquoted_line("<ann> Looms")
    ('- Looms', '<ann> Looms')
    """
    found = _QUOTING.match(line)
    return line[found.end() :] if found else line


def without_clock(text: str, *, is_item: bool = False) -> tuple[str, bool]:
    """What is said at a time of day, without it and without who says it; and whether it is.

    An item begins with the time, if it is said then.

    >>> without_clock("12/05/2024, 10:32 - Ann: look"), without_clock("<ann> look"), without_clock("Looms: a study")
    (('look', True), ('look', True), ('Looms: a study', False))
    """
    clock, nick = CLOCK.search(text[: MOST_BEFORE_CLOCK + 8]), _NICK.match(text)
    before = text[: clock.start()] if clock else text
    start = nick or clock
    if start is None:
        return text, False
    if nick is None and ("http" in before or (is_item and any(map(str.isalpha, before)))):
        return text, False
    end = start.end()
    said = re.sub(r"^\s?[APap]\.?[Mm]\b\.?", "", text[end:]).lstrip(" \t])-–—:,")
    for who in (_NICK, _SPEAKER):
        if found := who.match(said):
            said = said[found.end() :]
    return said, True


def speaks(text: str, links: Sequence[Link]) -> bool:
    """Whether a sentence goes on over a link, in an item of a list too.

    >>> speaks(text := "Bo reads https://arxiv.org/abs/2404.00002 until Monday", links_of(text))
    True
    >>> speaks(text := "All that we need: https://arxiv.org/abs/2404.00002", links_of(text))
    False
    """
    before, behind = _around(text, links)
    if not before and not behind:
        return False
    if _LEADS.search(before) or _NAMED_PAPER.search(before) or _GOES_ON.match(behind):
        return True
    return _SAID.search(before) is not None or (before != "" and _SAID_BEHIND.match(behind) is not None)


def titled_lines(lines: Sequence[tuple[int, str]]) -> set[int]:
    """The numbers of the lines whose words may be a title though they are no items: there are others of the kind.

    Args:
        lines: All lines, numbered.
    """
    plain = [(number, unquoted_line(line)) for number, line in lines if line.strip()]
    plain = [(number, line) for number, line in plain if bullet_of(line) is None and not line.startswith("#")]
    is_chat = _is_chat([line for _, line in plain])
    linked: set[int] = set()
    marked: set[int] = set()
    titles: list[int] = []
    for place, (number, line) in enumerate(plain):
        if "http" not in line or (is_chat and _SPEAKER.match(line)) or without_clock(line)[1]:
            continue
        links = links_of(line)
        if not any(link.paper for link in links) or speaks(line, links) or _goes_around(line, links):
            continue
        linked.add(number)
        if _MARK.match(line) or _is_in_capitals(line, links):
            marked.add(number)
        if not _opens_sentence(line, links):
            titles.append(place)
    if not is_chat and len(titles) >= max(2, LEAST_SHARE * len(plain)):
        return linked
    neighbours = (pair for pair in itertools.pairwise(titles) if pair[1] - pair[0] == 1)
    return marked | {plain[place][0] for pair in neighbours for place in pair}


def _is_chat(lines: Sequence[str]) -> bool:
    """Whether most lines begin with who says them, and one of those says more than one."""
    names = [found["name"] for line in lines if (found := _SPEAKER.match(line))]
    speakers = [name for name, count in Counter(names).items() if count > 1 and not says_only_label(name)]
    return len(names) > LEAST_SHARE * len(lines) and speakers != []


def shown(text: str, links: Sequence[Link]) -> str:
    """A text with what its links show.

    >>> shown(text := "We use [looms](https://example.org), see also (https://example.org/a).", links_of(text))
    'We use looms, see also .'
    """
    text = without_links(text, [link for link in links if not link.text or link.is_badge])
    links = [link for link in links_of(text) if link.text]
    for link in reversed(links):
        text = f"{text[: link.start]}{link.text}{text[link.end :]}"
    return text.strip()


def says_nothing(text: str) -> bool:
    """Whether words only say what stands there, or when something is read.

    >>> [says_nothing(text) for text in ("Latest Paper", "Next week", "May 1, 2024", "Looms")]
    [True, True, True, False]
    """
    words = (word.lower() for word in _WORD.findall(text))
    return says_only_label(text) or all(
        word in word_list("heading_words") or word in _TIMES or word.isdigit() for word in words
    )


def names_speaker(marked: str, text: str) -> bool:
    """Whether what running text has in bold is who says it, and no title.

    >>> names_speaker("Ann Lee", "**Ann Lee**: see"), names_speaker("Looms", "**Looms** are old")
    (True, False)
    """
    return text.startswith(f"**{marked}**") and text[len(marked) + 4 :].lstrip().startswith((":", "："))


def points(text: str) -> bool:
    """Whether a text in small letters only points to something: *the new one*.

    >>> points("the new one"), points("The New One"), points("theory of looms")
    (True, False, False)
    """
    return text.split(" ", 1)[0] in _POINTERS


def is_small(text: str) -> bool:
    """Whether words begin as those within a sentence do: with a small letter, and the first of them has no other."""
    word = text.split(maxsplit=1)[0] if text.strip() else ""
    return word.isalpha() and word.islower()


def _around(text: str, links: Sequence[Link]) -> tuple[str, str]:
    """The words before the first link to a paper and those behind it, without what other links show."""
    first = next((link for link in links if link.paper), None)
    if first is None:
        return _TAG.sub(" ", text).strip(_EDGES), ""
    before = without_links(text[: first.start], [link for link in links if link.end <= first.start])
    shift = first.end
    later = [replace(each, start=each.start - shift, end=each.end - shift) for each in links if each.start >= shift]
    behind = without_links(text[shift:], later)
    return _TAG.sub(" ", before).strip(_EDGES), _TAG.sub(" ", behind).strip(_EDGES)


def _goes_around(text: str, links: Sequence[Link]) -> bool:
    """Whether words go on behind a link in small letters."""
    before, behind = _around(text, links)
    goes_on = is_small(behind) and not behind.startswith("by ") and not says_only_label(behind)
    return before != "" and goes_on


def _opens_sentence(text: str, links: Sequence[Link]) -> bool:
    """Whether a line is a sentence rather than a title, by its words alone: some titles are, too."""
    words = " ".join(_around(text, links)).strip(_EDGES)
    if (speaker := _SPEAKER.match(words)) and speaker["name"].istitle():
        words = words[speaker.end() :]
    return is_small(words) or _OPENS.match(words) is not None or _STATES.search(words) is not None


def _is_in_capitals(text: str, links: Sequence[Link]) -> bool:
    """Whether most words have a capital, as in a title."""
    words = [word for word in _WORD.findall(" ".join(_around(text, links))) if len(word) > 3]
    capital = len([word for word in words if word[0].isupper()])
    return capital >= max(2, LEAST_CAPITALS * len(words))
