"""Papers under headings: what a Markdown file says of each of them, whatever its labels are.

    ## 1. Title

    First Last, Second Last

    - links: [abs](https://arxiv.org/abs/2404.09656)

    **Abstract:** …

A heading is a paper's where what is under it links to one paper, in lines that say nothing but the link.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from paperatlas.base.addresses import web_address
from paperatlas.graph.records import AuthorRecord, PaperRecord, Passage
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.counts import read_count
from paperatlas.parsers.fields.days import read_published, year_of_venue
from paperatlas.parsers.fields.names import read_authors
from paperatlas.parsers.markdown_links import Link, bullet_of, links_of, title_of, unquoted, without_links
from paperatlas.parsers.running_text import says_nothing, speaks
from paperatlas.parsers.service_answers import distinct, one_of_each_scheme

LABELS = {
    "title": ("title", "paper title", "original title", "原文标题", "英文标题", "标题", "原題", "제목"),
    "authors": ("authors", "author", "作者", "著者", "저자"),
    "keywords": ("keywords", "key words", "关键词", "核心关键词", "关键字", "キーワード", "키워드"),
    "abstract": ("abstract", "摘要", "要旨", "초록"),
    "date": ("date", "published", "publication date", "日期", "发布日期", "发表日期"),
    "votes": ("votes", "vote", "upvotes", "likes", "favorites"),
    "venue": ("venue", "journal", "conference"),
    "links": (
        "link",
        "links",
        "paper",
        "pdf",
        "url",
        "arxiv",
        "论文链接",
        "链接",
        "原文链接",
        "地址",
        "code",
        "github",
    ),
}
"""What stands behind a label, by the label in small letters."""
_MEANING = {name: meaning for meaning, names in LABELS.items() for name in names}
_HEADING = re.compile(r"(#{1,6})\s{1,9}(\S.*)|<h([1-6])(?:\s[^<>]{0,300})?>(.{1,1000}?)</h\3>\s*", re.IGNORECASE)
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_SKIPPED = ("<", "![", "|--", "| --")
_LABELLED = re.compile(
    r"(?P<open>\*{0,3})(?:\d{1,2}[.)、]\s{0,3})?(?P<inner>\*{0,3})(?P<label>[^\s*:：][^*:：\n]{0,40}?)\s?"
    r"(?P<close>\*{0,3}[:：]\*{0,3}|\*{2,3}\s{0,3}$)\s{0,9}(?P<rest>.*)"
)
_VOTES = re.compile(r"\b(?:favorites|likes|upvotes|votes)[:：]\s?([\d,.]+k?)", re.IGNORECASE)
_ORNAMENT = re.compile(r"^[^\w\[$(\"“'‘\\<*]+")
_NUMBER = re.compile(r"(?:\[\d{1,4}\]|\d{1,4}[.)、])\s*(?=\S)")
_NAME = re.compile(r"[^\W\d_][\w.’'‐–-]*(?:\s+[\w.’'‐–()-]+){1,5}")
_GLOSSED = re.compile(r"(.{2,200}?)\s?[(（][^()（）]{1,100}[)）]")
MAX_REMAINDER = 30
"""So many letters beside a link may be a label."""


@dataclass(slots=True)
class Part:
    """A heading with the lines right under it, numbered, and the parts under its own headings."""

    level: int
    line: int
    heading: str
    lines: list[tuple[int, str]] = field(default_factory=list)
    parts: list["Part"] = field(default_factory=list)

    def all_lines(self) -> Iterator[tuple[int, str]]:
        """The lines under it and under its parts, with the headings of these."""
        waiting = [self]
        while waiting:
            part = waiting.pop()
            if part is not self:
                yield part.line, part.heading
            yield from part.lines
            waiting.extend(reversed(part.parts))


def outline(lines: Sequence[str], first_line: int = 1) -> Part:
    """The parts of a text; headings in code fences are none."""
    root = Part(0, first_line, "")
    path = [root]
    in_fence = False
    for number, line in enumerate(lines, first_line):
        if _FENCE.match(line):
            in_fence = not in_fence
        found = None if in_fence or not line.startswith(("#", "<h", "<H")) else _HEADING.match(line)
        if found is None:
            path[-1].lines.append((number, line))
            continue
        level = len(found[1]) if found[1] else int(found[3])
        part = Part(level, number, (found[2] or found[4]).strip().rstrip("#").strip())
        while path[-1].level >= part.level:
            path.pop()
        path[-1].parts.append(part)
        path.append(part)
    return root


def split(root: Part, *, by_labels: bool = False) -> tuple[list[Part], list[tuple[int, str]]]:
    """The parts that are papers, and the lines that are of none.

    Args:
        root: An outline.
        by_labels: Whether the labels of a paper under a heading make it one, also without a link.
    """
    papers: list[tuple[Part, Part]] = []
    others: list[tuple[int, str]] = []
    waiting = [(root, root)]
    while waiting:
        part, above = waiting.pop()
        if part.level and _is_paper(part, by_labels=by_labels):
            papers.append((part, above))
            continue
        others.extend(part.lines)
        waiting.extend((each, part) for each in reversed(part.parts))
    return sorted(_on_one_level(papers), key=lambda part: part.line), sorted(others)


def _on_one_level(papers: Sequence[tuple[Part, Part]]) -> list[Part]:
    """The papers; one whose link stands in a part of its own is the part above, where that is on the others' level."""
    levels = Counter(part.level for part, _ in papers)
    usual = max(levels, key=lambda level: (levels[level], -level), default=0)
    held = Counter(above.line for _, above in papers)
    return [
        above if above.level == usual < part.level and held[above.line] == 1 and levels[usual] > 1 else part
        for part, above in papers
    ]


def _is_paper(part: Part, *, by_labels: bool) -> bool:
    own = links_of(part.heading)
    if any(link.paper for link in own):
        return True
    linked: list[str] = []
    labelled = False
    for _, line in part.lines:
        links = links_of(line)
        papers = [link.paper for link in links if link.paper]
        labelled = labelled or _is_labelled(line)
        if papers:
            linked.extend(papers)
            if not all(link.is_label for link in links if link.paper) or not says_only_links(line):
                return False
            if _has_own_title(line, links) or (
                says_nothing(part.heading) and not says_nothing(without_links(line, links))
            ):
                return False
    if not linked and any(_is_paper(each, by_labels=by_labels) for each in part.parts):
        return False
    schemes = {each.partition(":")[0] for each in linked}
    if linked:
        return len(set(linked)) == len(schemes)
    return by_labels and labelled


def says_only_links(line: str) -> bool:
    """Whether a line has nothing but links and what they are called.

    >>> says_only_links("- 🔗 arXiv page: https://arxiv.org/abs/2404.09656")
    True
    >>> says_only_links("All of it is told in https://arxiv.org/abs/2404.09656")
    False
    """
    return len(_remainder(line)) <= MAX_REMAINDER and not speaks(line, links_of(line))


def without_page_badges(text: str) -> str:
    r"""A page without the lines of badges below its title, which are of what it is about: a program and its own paper.

    >>> without_page_badges("# A\n[![x](https://x.org/a.svg)](https://arxiv.org/abs/2404.09656)\n## B\n")
    '# A\n\n## B\n'
    """
    top = text.find("\n##") if text.lstrip().startswith("# ") else -1
    if top < 0 or "[![" not in text[:top]:
        return text
    lines = ("" if "[![" in line and _are_badges(line) else line for line in text[:top].split("\n"))
    return "\n".join(lines) + text[top:]


def _are_badges(line: str) -> bool:
    links = links_of(line)
    return bullet_of(line) is None and all(link.is_badge for link in links) and not _remainder(line)


def _has_own_title(line: str, links: list[Link]) -> bool:
    """Whether a line says the title of what it links to, in bold or quotes: a label in bold has a colon."""
    title, _ = title_of(line, links, by_words=False)
    return not says_nothing(title) and _labelled(line)[0] == ""


def _remainder(line: str) -> str:
    return re.sub(r"[\W_]+", "", without_links(line, links_of(line)))


def _is_labelled(line: str) -> bool:
    label, _ = _labelled(line)
    return _MEANING.get(label.lower()) in ("title", "keywords", "abstract")


def _labelled(line: str) -> tuple[str, str]:
    """The label of a line and what is behind it; an empty label where it has none."""
    text = bullet_of(line) or line.strip()
    found = _LABELLED.fullmatch(text.strip())
    if found is None:
        return "", text
    label = re.sub(r"^\d{1,2}[.)、]\s*", "", found["label"]).strip()
    is_bold = bool(found["open"] or found["inner"]) and "*" in found["close"]
    known = label.lower().removeprefix("论文的").removeprefix("本文的")
    if is_bold or known in _MEANING:
        return label, found["rest"].strip()
    return "", text


def title_of_heading(heading: str) -> str:
    """A heading without its number, ornaments and the word "Title:"; empty where it only says "Papers", or a day.

    >>> title_of_heading("📌 Title: Attention Is All You Need"), title_of_heading("1. [A title](https://example.org)")
    ('Attention Is All You Need', 'A title')
    """
    text = _NUMBER.sub("", _ORNAMENT.sub("", heading), count=1)
    links = links_of(text)
    if links:
        return title_of(text, links)[0]
    label, rest = _labelled(text)
    title = unquoted(rest if rest and _MEANING.get(label.lower()) == "title" else text)
    return "" if says_nothing(title) else title


class PartReader:
    """Collects what the lines of a part say of its paper."""

    def __init__(self, part: Part) -> None:
        self.part = part
        self.title = title_of_heading(part.heading)
        self.authors: tuple[str, ...] = ()
        self.complete: bool | None = None
        self.keywords: list[str] = []
        self.texts: list[tuple[str, str, int]] = []
        self.section = ""
        self.votes: int | None = None
        self.published: str | None = None
        self.venue: str | None = None
        self.heading = part.line

    def record(self, source: str) -> PaperRecord:
        """The paper."""
        headings = {part.line for part in _parts(self.part)}
        for number, line in self.part.all_lines():
            if number in headings:
                self.read_section(line)
            elif line.strip("-*_ \t") and not line.lstrip().startswith(_SKIPPED):
                self.read(number, line)
        links = [*links_of(self.part.heading), *(link for _, line in self.part.all_lines() for link in links_of(line))]
        papers = [link for link in links if link.paper]
        url = papers[0].address if papers else ""
        return PaperRecord(
            ids=one_of_each_scheme(link.paper for link in papers),
            title=self.title,
            url=url,
            published=self.published or year_of_venue(self.venue or ""),
            votes=self.votes,
            authors=tuple(map(AuthorRecord, self.authors)),
            authors_complete=self.complete,
            passages=self.passages(),
            keywords=distinct(self.keywords),
            venue=self.venue,
            links=tuple(each for each in distinct(web_address(link.address) for link in links) if each != url),
            source=source,
            line=self.part.line,
        )

    def passages(self) -> tuple[Passage, ...]:
        """The abstract first, then what else is said."""
        ordered = sorted(self.texts, key=lambda each: bool(each[0]))
        return tuple(each for section, text, line in ordered for each in sentences(text, line, section))

    def read_section(self, heading: str) -> None:
        """A heading below that of the paper."""
        name = unquoted(_ORNAMENT.sub("", heading))
        self.section = "" if _MEANING.get(name.lower()) == "abstract" else name

    def read(self, number: int, line: str) -> None:
        """A line that is not blank."""
        if found := _VOTES.search(line):
            self.votes = read_count(found[1])
            return
        label, text = _labelled(line)
        links = links_of(line)
        meaning = _MEANING.get(label.lower(), "")
        if label and self.read_field(meaning, text):
            return
        if label:
            self.section = "" if meaning == "abstract" else label
        elif not self.texts and not self.authors and not links and _are_names(line):
            self.authors, self.complete = read_authors(line)
            return
        if links and says_only_links(line):
            return
        if _MEANING.get(self.section.lower()) == "keywords" and text:
            glossed = _GLOSSED.fullmatch(text)
            named = [glossed[1]] if glossed else re.split(r"[,，、;；]", text)
            self.keywords.extend(keyword.strip(" \t`*") for keyword in named)
        if text.strip():
            self.texts.append((self.section, without_links(text, links_of(text)), number))

    def read_field(self, meaning: str, text: str) -> bool:
        """What stands behind a label, where it is no text."""
        if meaning == "authors" and text:
            self.authors, complete = read_authors(text)
            self.complete = complete if self.authors else None
        elif meaning == "title" and text:
            if self.title and self.title != unquoted(text):
                self.texts.append(("title", self.title, self.part.line))
            self.title = unquoted(text)
        elif meaning == "date":
            self.published = read_published(text)
        elif meaning == "venue":
            self.venue = text or None
        elif meaning == "votes":
            self.votes = read_count(text)
        else:
            return meaning == "links"
        return True


def _parts(part: Part) -> Iterator[Part]:
    waiting = list(part.parts)
    while waiting:
        each = waiting.pop()
        yield each
        waiting.extend(each.parts)


def _are_names(line: str) -> bool:
    """Whether a line is a list of people and nothing else."""
    line = line.strip().strip("*_")
    if line.endswith((".", ":", "?", "!", "：", "。")) and not line.endswith("al."):
        return False
    names, _ = read_authors(line)
    return bool(names) and all(_NAME.fullmatch(name) and sum(map(str.isupper, name)) > 1 for name in names)
