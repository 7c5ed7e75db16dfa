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
    r"|<a\s[^<>]{0,300}?href=[\"'](?P<href>https?://[^\"'\s<>]{1,1000})[\"'][^<>]{0,300}>(?P<inner>[^<>]{0,1000})</a>"
    r"|(?P<bare>https?://[!#-&*-;=?-Z\\^_a-z{}~]{1,1000})",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"[\W_]*(?:(?:read|full|see|view|get|the|project|official|paper|papers|pdf|arxiv|abs|abstract|link|links|html|here|url|"
    r"doi|openreview|huggingface|hugging|face|hf|acl|anthology|code|github|repo|page|website|web|blog|tweet|preprint|"
    r"source|data|dataset|demo|video|slides|poster|bib|bibtex|论文|原文|链接|代码|主页|查看|详情|阅读|全文|地址|下载|到|論文|リンク|논문|링크|코드|\d{1,4}|"
    r"\d{4}\.\d{4,5}(?:v\d+)?|v\d)[\W_]{0,5})+",
    re.IGNORECASE,
)
_BOLD = re.compile(r"\*\*(?=\S)(.{2,1000}?)\*\*(?!\*)|__(?=\S)(.{2,1000}?)__|<b>(.{2,1000}?)</b>", re.IGNORECASE)
_QUOTED = re.compile(r"[\"“「《]([^\"“”「」《》]{4,1000})[\"”」》]")
_LEADING_DATE = re.compile(r"[\s\W]{0,12}[\[(](?P<date>[^\[\]()]{4,30})[\])]")
_BULLET = re.compile(r"\s{0,40}(?:[-*+•]|\d{1,4}[.)])\s+")
_EDGES = " \t\"“”'‘`*_:：,，;-–—|"
_NUMBER = re.compile(r"(?:\[\d{1,6}\]|\d{1,6}[.)])\s+")


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
        return not text or is_word or text.startswith(("http", "![")) or _LABEL.fullmatch(text) is not None


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


def title_of(text: str, links: list[Link]) -> tuple[str, str]:
    """The title in the text of an item that links to a paper, and what stands behind it.

    >>> title_of('⚖️ [Jul 2023] **"Tools: A Study"** it weaves', [])
    ('Tools: A Study', 'it weaves')
    """
    titled = next((link for link in links if link.paper and not link.is_label), None)
    if titled is not None:
        rest = text[titled.end :]
        return unquoted(titled.text), without_links(rest, links_of(rest)).strip(_EDGES)
    bare = without_links(text, links)
    if found := _BOLD.search(bare) or _QUOTED.search(bare):
        return unquoted(next(filter(None, found.groups()))), bare[found.end() :].strip(_EDGES)
    titled = next((link for link in links if not link.is_label), None)
    if titled is not None and len(bare.strip(_EDGES)) < len(titled.text):
        return unquoted(titled.text), bare.strip(_EDGES)
    dated = _LEADING_DATE.match(bare)
    if dated and read_published(dated["date"]):
        bare = bare[dated.end() :]
    return unquoted(_NUMBER.sub("", bare.strip(), count=1))[:MAX_TITLE], ""


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
