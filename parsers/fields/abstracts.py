"""Abstracts to sentences: without the tags of HTML, JATS, MathML and LaTeX, a passage a sentence."""

import html
import re

from paperatlas.graph.records import Passage

_ATTRIBUTES = r"(?:\s+[\w:.-]{1,60}\s?=\s?(?:\"[^\"<>]{0,500}\"|'[^'<>]{0,500}'))"
# Only names that are tags: "if a<b and c>d" has none.
_TAG = re.compile(
    r"</?(?:(?:jats|mml|m|xhtml):[a-z-]{1,30}|abstract|abstracttext|p|div|sec|title|h[1-6]|ul|ol|li|br|hr|table|t[rdh]|"
    r"list|list-item|disp-formula|inline-formula|alternatives|math|mrow|m[inos]|msu[bp]|msubsup|mfrac|msqrt|mtext|"
    r"semantics|xref|ext-link|uri|italic|bold|sc|i|b|u|s|em|strong|su[bp]|inf|small|span|a|code|tt|pre|font|q|cite|"
    rf"scp|blockquote|named-content|styled-content|monospace|underline|roman|label|caption){_ATTRIBUTES}{{0,20}}\s?/?>",
    re.IGNORECASE,
)
_BLOCK = re.compile(
    r"</?(?:jats:)?(?:p|div|sec|title|h[1-6]|ul|ol|li|br|hr|tr|list|list-item|abstracttext|blockquote)\b", re.IGNORECASE
)
_SAID_TWICE = re.compile(r"<((?:jats:)?tex-math|(?:mml:)?annotation)\b[^<>]{0,500}>[^<]{0,5000}</\1\s?>", re.IGNORECASE)
_LABEL = re.compile(
    r"\s*(?:abstract|summary|zusammenfassung|résumé|resumen|resumo|аннотация|摘\s?要|要\s?旨|초\s?록|요\s?약)"
    r"(?:\s*(?:[:：.—–]|-\s)|\s*\n)\s*",
    re.IGNORECASE,
)
_SHOUTED_LABEL = re.compile(r"\s*(?:ABSTRACT|Abstract)\s*(?=[A-Z][^.])")

_CITED = re.compile(
    r"[~\s]?\\(?:cite[a-z]*\*?|ref|eqref|label|footnote(?:mark)?)\s?(?:\[[^\[\]{}]{0,200}\]){0,2}\{[^{}]{0,300}\}"
)
_FONT = re.compile(
    r"\\(?:emph|text(?:it|bf|tt|sc|sf|rm|sl|up|md|normal)?|math(?:bf|rm|cal|bb|sf|it|tt|frak|scr|bm)|bm|underline|mbox|"
    r"operatorname|url|href\{[^{}]{0,2000}\})\s?\{([^{}]*)\}"
)
_SWITCH = re.compile(
    r"\{\\(?:em|it|bf|tt|sc|sf|rm|sl)(?:\s+|\\/)([^{}]*)\}|\\(?:em|it|bf|tt|sc|sf|rm|sl)(?![A-Za-z])\s?"
)
_ESCAPED = re.compile(r"\\([%&#_$])")
_QUOTES = re.compile(r"``|''(?!')")
_NESTED = 4
"""How deep one command of LaTeX may stand in another."""

_PARAGRAPH = re.compile(r"\n[^\S\n]{0,100}\n|\n\s{0,100}(?=[•‣▪●])")
_LAST_ASCII = re.compile(r"[.!?][\"')\]}]*[ ](?=[^a-z ])")
_LAST_ROUND = re.compile(r"[.!?…][\"'”’»)\]}]*[ ](?=[^a-z ])|[。！？](?:[」』”’）]*)[ ]?(?=[^ ])|[۔।][ ](?=[^ ])")
_NO_LETTERS = re.compile(r"^.*[(\[{/–—\"“‘']")
_LONG = 12
"""So long is no abbreviation."""
_WORD = 7
"""So long is no abbreviation of letters alone."""
_SHORT = 20
"""A heading in an abstract is no longer."""
_ABBREVIATED = frozenset(
    "a.k.a aka al app approx appx ca cf ch chap circa cor corp cv def dept dr e.g ed eds eg eq eqn eqns eqs esp et "
    "ex fig figs gen gov i.e i.i.d ie inc incl jr lem ltd mr mrs ms nos pp prof prop ref refs resp rev sec secs "
    "sect sp spp sr st subsp supp suppl tab thm univ var viz vol vs w.r.t wrt".split()
)
_HEADINGS = frozenset(
    "aim aims background conclusion conclusions context design discussion findings goal interpretation introduction "
    "method methods motivation objective objectives purpose result results setting significance summary".split()
)
"""They open a part of an abstract and are no sentence."""
_NUMBERED = frozenset("apr art aug col dec feb jan jul jun mar no nov nr oct op p para pt sep sept ver vers".split())
"""They are short for something before a number only."""
_OPENERS = frozenset(
    "A Additionally After All Although An And As At Based Because Both But By Compared Consequently Despite Due "
    "Each Empirically Experimental Experiments Extensive Finally First Firstly For From Furthermore Given Hence "
    "Here How However If In Instead It Its Last Lastly Many More Moreover Most Motivated Next No Notably On One Our "
    "Results Second Secondly Several Since So Some Specifically Such Surprisingly That The Their Then There "
    "Therefore These They Third This Those Through Thus To Two Unfortunately Unlike Using We What When Where "
    "Whereas Whether Which While With Yet".split()
)
"""With these a sentence begins, and no surname."""


_new = tuple.__new__  # half the time of the class's own, of which there are several a paper


def sentences(text: str, line: int, section: str = "") -> tuple[Passage, ...]:
    """The sentences of an abstract, without markup, white space squeezed, a leading "Abstract:" left out.

    Args:
        text: The abstract as printed.
        line: Where it stands.
        section: What it is about, where the abstract has headings.

    >>> [passage.text for passage in sentences("Abstract: We try it, e.g. on Fig. 2. It gives 3.5 <i>of</i> 4.", 1)]
    ['We try it, e.g. on Fig. 2.', 'It gives 3.5 of 4.']
    """
    paragraphs = _paragraphs(_without_label(without_markup(text)))
    return tuple([_new(Passage, (section, sentence, line)) for paragraph in paragraphs for sentence in _cut(paragraph)])


def without_markup(text: str) -> str:
    r"""The text without tags, entities and LaTeX's commands for fonts and citations; formulas stay as they are.

    >>> without_markup(r"<jats:p>R&amp;D of \\emph{small} models</jats:p>, if a<b and c>d".replace(r"\\", "\\"))
    '\n\nR&D of small models\n\n, if a<b and c>d'
    """
    if "&" in text:
        text = html.unescape(text)
    if "<" in text:
        if "&" in text:  # what is escaped twice
            text = html.unescape(text)
        text = _TAG.sub(_instead_of_tag, _SAID_TWICE.sub("", text))
    if "\\" in text:
        text = _without_latex(text)
    if "`" in text or "''" in text:
        text = _QUOTES.sub('"', text)
    return text


def _instead_of_tag(tag: re.Match[str]) -> str:
    return "\n\n" if _BLOCK.match(tag[0]) else ""


def _without_latex(text: str) -> str:
    text = _CITED.sub("", text)
    for _ in range(_NESTED):
        changed = _SWITCH.sub(lambda found: found[1] or "", _FONT.sub(r"\1", text))
        if changed == text:
            break
        text = changed
    return _ESCAPED.sub(r"\1", text)


def _without_label(text: str) -> str:
    """The text without a heading that says that it is an abstract."""
    found = _LABEL.match(text) or _SHOUTED_LABEL.match(text)
    return text[found.end() :] if found and found.end() < len(text) else text


def _paragraphs(text: str) -> list[str]:
    may_be_several = "\n\n" in text or "\n " in text or not text.isascii()
    return [_flat(piece) for piece in (_PARAGRAPH.split(text) if may_be_several else [text])]


def _flat(text: str) -> str:
    """The text with single blanks; the quick way where it is wrapped and no more."""
    flat = text.strip().replace("\n", " ")
    return flat if flat.isascii() and "  " not in flat and "\t" not in flat else " ".join(flat.split())


def _cut(paragraph: str) -> list[str]:
    """The sentences of a paragraph."""
    if paragraph.isascii() and not _has_other_ends(paragraph):
        return _cut_at_stops(paragraph)
    found = []
    start = 0
    for end in (_LAST_ASCII if paragraph.isascii() else _LAST_ROUND).finditer(paragraph):
        stop, after = end.span()
        if (
            (stop - start > _SHORT and paragraph[stop - _WORD : stop].isalpha())  # so it is mostly
            or paragraph[stop] != "."
            or _ends_sentence(paragraph, start, stop, after)
        ):
            found.append(paragraph[start:after].rstrip())
            start = after
    if start < len(paragraph):
        found.append(paragraph[start:])
    return found


def _has_other_ends(text: str) -> bool:
    """Whether a sentence of an ASCII text may end with anything but a full stop and a blank."""
    return "!" in text or "?" in text or '."' in text or ".'" in text or ".)" in text or ".]" in text or ".}" in text


def _cut_at_stops(paragraph: str) -> list[str]:
    """The sentences of a paragraph that all end with a full stop and a blank, the quick way."""
    found = []
    start = 0
    before, *others = paragraph.split(". ")
    stop = len(before)
    for part in others:
        after = stop + 2
        if not "a" <= paragraph[after] <= "z" and (
            (stop - start > _SHORT and len(before) >= _WORD and before[-_WORD:].isalpha())  # so it is mostly
            or _ends_sentence(paragraph, start, stop, after)
        ):
            found.append(paragraph[start : stop + 1])
            start = after
        before = part
        stop = after + len(part)
    if start < len(paragraph):
        found.append(paragraph[start:])
    return found


def _ends_sentence(text: str, start: int, stop: int, after: int) -> bool:
    """Whether the full stop at `stop` of a sentence from `start` ends it; `after` is where the next would begin."""
    word = text[max(text.rfind(" ", start, stop) + 1, start, stop - _LONG) : stop]
    if not word.isalpha():
        word = _NO_LETTERS.sub("", word)
    if stop - start == len(word) and word.lower() in _HEADINGS:
        return False
    if len(word) >= _LONG:
        return True
    if len(word) < 3 and stop - start < 4 and text[start:stop].endswith(word):
        return False  # the number of an item
    folded = word.lower()
    if folded in _ABBREVIATED:
        return False
    if folded in _NUMBERED:
        return not text[after].isdecimal()
    if (len(word) == 1 and word.isupper()) or (word[-2:-1] == "." and word[-1].isalpha()):  # initials
        opener = text[after : after + _LONG].partition(" ")[0].rstrip(",")
        return opener in _OPENERS
    return True
