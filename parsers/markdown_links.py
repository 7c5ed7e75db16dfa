"""Links in Markdown and HTML, and what of a line that links to a paper is its title."""

import html
import re
from dataclasses import dataclass

from paperatlas.base.addresses import web_address
from paperatlas.graph.identifiers import recognised
from paperatlas.parsers.fields.days import read_published

MAX_TITLE = 1_000
MAX_LABEL = 8
"""A single word in small letters up to this length is no title."""
_LINK = re.compile(
    r"(?P<image>!?)\[(?P<text>(?:[^\[\]\n]|\[[^\[\]\n]{0,300}\]){0,1000})\]"
    r"\(\s?<?(?P<address>https?://[^\s()<>]{1,1000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?)>?(?:\s\"[^\"\n]{0,300}\")?\s?\)"
    r"|(?P<picture><img\b[^<>]{0,2000}>)"
    r"|<a\s[^<>]{0,300}?href=[\"'](?P<href>https?://[^\"'\s<>]{1,1000})[\"'][^<>]{0,300}>(?P<inner>[^<>]{0,1000})</a>"
    r"|(?P<bare>https?://[!#-&*-;=?-Z\\^_a-z{}~]{1,1000})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[\W_]*(?:(?:read|full|see|view|get|the|project|official|paper|papers|pdf|arxiv|abs|abstract|link|links|html|here|url|"
    r"doi|openreview|huggingface|hugging|face|hf|acl|anthology|code|github|repo|page|website|web|blog|tweet|preprint|"
    r"source|data|dataset|demo|video|slides|poster|bib|bibtex|论文|原文|链接|代码|主页|查看|摘要|详情|阅读|全文|地址|下载|到|論文|リンク|논문|링크|코드|\d{1,4}(?!\d)|"
    r"\d{4}\.\d{4,5}(?:v\d+)?|v\d)[\W_]{0,5})+",
    re.IGNORECASE,
)
PAPER_LABEL = re.compile(r"\W*(?:paper|pdf|论文|論文|논문)\W*", re.IGNORECASE)
"""What a link to the paper says, and to nothing else of it."""
_CLOSING = re.compile(r"(?<=\w\w)(?<!\bal)\.$")
"""The full stop that a citation sets behind a title."""
_BOLD = re.compile(r"\*\*(?=\S)(.{2,1000}?)\*\*(?!\*)|__(?=\S)(.{2,1000}?)__|<b>(.{2,1000}?)</b>", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“「《]([^\"“”「」《》]{4,1000})[\"”」》]")
_CITED = re.compile(
    r"[^\W\d_][\w.’'-]*\s+et\s+al\.?|[^\W\d_][\w.’'-]*(?:\s+et\s+al\.?,?|(?:\s*,\s+[^\W\d_][\w.’'-]*)*,?\s+(?:and|&)\s+[^\W\d_][\w.’'-]*,?|,)\s+"
    r"\(?(?:19|20)\d\d[a-z]?\)?"
)
"""*Lee et al., 2022*: who wrote a paper, and no title."""
_LEADING_ID = re.compile(
    r"^\s*[\[(]?(?:arXiv:\s?)?\d{4}\.\d{4,5}(?:v\d{1,2})?[\])]?[\s:：–—-]{1,5}(?=\S)", re.IGNORECASE
)
_PICTURE = re.compile(r"!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)|<img\b[^<>]{0,2000}>", re.IGNORECASE)
_VENUE = re.compile(
    r"(?:[A-Z][\w&-]*[A-Z][\w&-]*|Nature|Science|Interspeech|Findings of [A-Z]+)(?:\s[A-Z][A-Za-z]+){0,2}"
    r"(?:\s(?:19|20)\d\d|\s?['’]\d\d)"
)
_LEADING_DATE = re.compile(r"[\s\W]{0,12}[\[(](?P<date>[^\[\]()]{4,30})[\])]")
_BULLET = re.compile(r"\s{0,40}(?:[-*+•]|\d{1,4}[.)])\s+")
_EDGES = " \t\"“”'‘`*_:：,，;-–—|"
_NUMBER = re.compile(r"^(?:\[\d{1,6}\]|\d{1,6}\\?[.)])\s+")


@dataclass(frozen=True, slots=True)
class Link:
    """A link.

    Attributes:
        text: What is shown; empty where only the address stands there.
        address: Where it leads.
        paper: The id of a paper that the address is, else None.
        start: Where it begins.
        end: The character behind it.
    """

    text: str
    address: str
    paper: str | None
    start: int
    end: int

    @property
    def is_label(self) -> bool:
        """Whether its text says only what kind of thing it leads to."""
        text = self.text
        is_word = len(text) <= MAX_LABEL and text.islower() and text.isalpha()
        return not text or is_word or text.startswith(("http", "![")) or says_only_label(text)

    @property
    def is_badge(self) -> bool:
        """Whether a picture is shown instead of a text."""
        return self.text.startswith("![")


def says_only_label(text: str) -> bool:
    """Whether a text says only what kind of thing a link leads to.

    >>> says_only_label("[Read paper]"), says_only_label("Paper folding")
    (True, False)
    """
    return _LABEL.fullmatch(text) is not None


def links_of(text: str) -> list[Link]:
    """The links of a text in order, pictures left out.

    >>> [(link.text, link.paper) for link in links_of("[[paper](https://arxiv.org/abs/2404.09656v1)] [x](./y)")]
    [('paper', 'arxiv:2404.09656')]
    """
    if "http" not in text.lower():
        return []
    found = []
    for match in _LINK.finditer(text):
        printed = match["address"] or match["href"] or (match["bare"] or "").rstrip(".,;:!?*_")
        address = web_address(html.unescape(printed))
        if address and not match["image"]:
            shown = (match["text"] or match["inner"] or "").strip()
            found.append(Link(shown, address, recognised(address), match.start(), match.end()))
    return found


def without_links(text: str, links: list[Link]) -> str:
    """The text without its links, and without the brackets that stood around them."""
    for link in reversed(links):
        start, end = link.start, link.end
        while start and end < len(text) and (text[start - 1], text[end]) in (("[", "]"), ("(", ")"), ("<", ">")):
            start, end = start - 1, end + 1
        text = f"{text[:start].rstrip()} {text[end:].lstrip()}"
    return text.strip()


def bullet_of(line: str) -> str | None:
    """What stands behind the mark of a list's item; None where the line is none."""
    found = _BULLET.match(line)
    return line[found.end() :] if found else None


def title_of(text: str, links: list[Link], *, by_words: bool = True) -> tuple[str, str]:
    """The title in the text of an item that links to a paper, and what stands behind it.

    Args:
        text: It.
        links: Its links.
        by_words: Whether words that nothing marks may be the title; else they say something.

    >>> title_of('⚖️ [Jul 2023] **"Tools: A Study"** it weaves', [])
    ('Tools: A Study', 'it weaves')
    """
    titled = next((link for link in links if link.paper and not link.is_label), None)
    bare = without_links(text, links)
    is_cited = titled is not None and _CITED.fullmatch(titled.text) and any(map(str.isalpha, bare))
    if titled is not None and not is_cited:
        rest = text[titled.end :]
        return unquoted(_LEADING_ID.sub("", titled.text)), without_links(rest, links_of(rest)).strip(_EDGES)
    if found := _BOLD.search(bare) or _QUOTED.search(bare):
        return _CLOSING.sub("", unquoted(next(filter(None, found.groups())))), bare[found.end() :].strip(_EDGES)
    if not by_words:
        return "", bare.strip()
    titled = next((link for link in links if not link.is_label), None)
    if titled is not None and not is_cited and len(bare.strip(_EDGES)) < len(titled.text):
        return unquoted(titled.text), bare.strip(_EDGES)
    dated = _LEADING_DATE.match(bare)
    if dated and read_published(dated["date"]):
        bare = bare[dated.end() :]
    return _CLOSING.sub("", unquoted(_LEADING_ID.sub("", _NUMBER.sub("", bare.strip(), count=1))))[:MAX_TITLE], ""


def without_pictures(text: str) -> str:
    """The text without pictures."""
    return _PICTURE.sub("", text).strip() if "](" in text or "<" in text else text


def venue_behind(text: str) -> str | None:
    """The conference and its year that stand behind a title, apart from all else.

    >>> venue_behind("Ho et al., NeurIPS 2020"), venue_behind("*Ann Lee*. **CVPR'23**"), venue_behind("as in ICML 2020")
    ('NeurIPS 2020', "CVPR'23", None)
    """
    pieces = (piece.strip(_EDGES + ".") for piece in re.split(r"[,;|·—–()\[\]*]|\.\s", text[:MAX_TITLE]))
    return next((piece for piece in pieces if _VENUE.fullmatch(piece)), None)


def unquoted(title: str) -> str:
    """A title without the quotes and the stars around it."""
    title = title.strip()
    while len(title) > 4 and title.startswith("**") and title.endswith("**"):
        title = title[2:-2].strip()
    stripped = title.strip('"“”「」《》').strip()
    keeps = title.count('"') > 1 and not (title.startswith('"') and title.endswith('"'))
    return (title if keeps else stripped).strip(" \t:：,，|–—-").strip()


def leading_date(text: str) -> str | None:
    """The date that an item begins with, in brackets.

    >>> leading_date("🔥 [Nov 2024] **A title**")
    '2024-11'
    """
    found = _LEADING_DATE.match(text)
    return read_published(found["date"]) if found else None
