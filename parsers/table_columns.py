"""What the columns of a table of papers hold, by their headings: in Markdown, HTML, CSV, exports of services."""

import functools
import re
from collections.abc import Sequence

from paperatlas.graph.whitespace import squeezed

TITLES = ("title", "paper", "name")
"""Columns in which titles stand: those that say so, and what may as well hold a link or the name of a model."""
TITLE_AND_AUTHORS = "title and authors"
TITLE_COLUMNS = frozenset((*TITLES, TITLE_AND_AUTHORS))
COLUMNS = {
    "title": (
        "title",
        "paper title",
        "document title",
        "article title",
        "item title",
        "publication name",
        "标题",
        "论文标题",
        "题目",
        "タイトル",
        "제목",
    ),
    "paper": ("paper", "papers", "paper name", "article", "publication", "论文", "论文名称", "論文", "논문"),
    "name": ("name", "display name"),
    "authors": (
        "author full names",
        "authors",
        "author",
        "author(s)",
        "author/s",
        "author names",
        "authorships.author.display name",
        "作者",
        "著者",
        "저자",
    ),
    "date": (
        "date",
        "publish date",
        "published",
        "publication date",
        "publication date (online)",
        "date published",
        "日期",
        "时间",
        "发布日期",
        "日付",
        "날짜",
    ),
    "year": ("year", "publication year", "pub year", "pubyear", "年份", "年", "연도"),
    "summary": (
        "abstract",
        "abstract note",
        "summary",
        "tldr",
        "tl;dr",
        "description",
        "摘要",
        "总结",
        "简介",
        "要旨",
        "要約",
        "요약",
        "초록",
    ),
    "venue": (
        "venue",
        "conference",
        "journal",
        "journal/book",
        "publication title",
        "source title",
        "source",
        "journal/conference",
        "conference/journal",
        "会议",
        "期刊",
        "会议/期刊",
    ),
    "votes": ("votes", "vote", "upvotes", "likes", "👍"),
    "keywords": (
        "keywords",
        "author keywords",
        "tags",
        "manual tags",
        "topics",
        "关键词",
        "キーワード",
        "키워드",
    ),
    "citations": (
        "citations",
        "cited by",
        "cites",
        "times cited",
        "citation count",
        "citing works count",
        "article citation count",
        "times cited, wos core",
    ),
    "references": ("references", "cited references"),
    "work type": ("document type", "publication type", "type", "type crossref", "content type", "文献类型"),
    "item type": ("item type", "itemtype"),
    "citation key": ("citation key", "citationkey", "citekey", "bibtex key", "bibtexkey"),
    "volume": ("volume",),
    "issue": ("issue",),
    "pages": ("pages", "page range"),
    "first page": ("page start", "start page", "biblio.first page", "first page"),
    "last page": ("page end", "end page", "biblio.last page", "last page"),
    "number": ("art. no.", "article number"),
    "editors": ("editor", "editors", "book editors"),
    "publisher": ("publisher",),
    "publisher place": ("place", "publisher address"),
    "edition": ("edition",),
    "series": ("series", "series title", "book series title"),
    "isbn": ("isbn", "isbns"),
    "issn": ("issn",),
    "language": ("language", "language of original document"),
    "doi": ("doi", "item doi", "doi link"),
    "arxiv": ("arxiv", "arxiv id", "arxivid", "arxiv_id", "paper arxiv id"),
    "pmid": ("pmid", "pubmed id", "pubmedid"),
    "pmcid": ("pmcid", "pmc id"),
    "link": (
        "link",
        "links",
        "url",
        "urls",
        "pdf",
        "pdf link",
        "id",
        "paper url",
        "paper url abs",
        "paper url pdf",
        "paper link",
        "abs",
        "article url",
        "articleurl",
        "source urls",
        "openreview",
        "链接",
        "论文链接",
        "リンク",
        "링크",
    ),
}
"""What a column holds, by its heading in small letters; of two that hold the same the one named first is read."""
OF_WEB_OF_SCIENCE = {
    "TI": "title",
    "AF": "authors",
    "AU": "authors",
    "PD": "date",
    "PY": "year",
    "AB": "summary",
    "SO": "venue",
    "DE": "keywords",
    "ID": "keywords",
    "TC": "citations",
    "CR": "references",
    "DI": "doi",
    "PM": "pmid",
    "DT": "work type",
    "VL": "volume",
    "IS": "issue",
    "BP": "first page",
    "EP": "last page",
    "AR": "number",
    "BE": "editors",
    "PU": "publisher",
    "PI": "publisher place",
    "SE": "series",
    "BN": "isbn",
    "SN": "issn",
    "LA": "language",
}
OF_BIBLIOGRAPHIES = frozenset(
    (
        "work type", "item type", "citation key", "volume", "issue", "pages", "first page", "last page", "number",
        "editors", "publisher", "publisher place", "edition", "series", "isbn", "issn", "language",
    )
)  # fmt: skip
"""What only tables that programs and services export hold: in a list, a column of the name holds anything."""
_RANKS = {name: (meaning, rank) for meaning, names in COLUMNS.items() for rank, name in enumerate(names)}
_AND = re.compile(r"\s*(?:&amp;|&|/|\+|,|\band\b|与|和)\s*")


def meanings(headings: Sequence[str]) -> tuple[str, ...]:
    """What the columns hold; empty for one of which that is not known, or that says worse what another says.

    >>> meanings(["Year", "**Title & Authors**", "Paper", "Stars"])
    ('year', 'title and authors', 'paper', '')
    """
    if {"TI", "AU", "PY"} <= {heading.strip() for heading in headings}:
        found = [(OF_WEB_OF_SCIENCE.get(heading.strip(), ""), at) for at, heading in enumerate(headings)]
        full = "AF" in headings
        found = [("" if full and headings[at].strip() == "AU" else meaning, at) for meaning, at in found]
        return tuple(meaning for meaning, _ in found)
    ranked = [_meaning(heading) for heading in headings]
    best: dict[str, int] = {}
    for meaning, rank in ranked:
        best[meaning] = min(rank, best.get(meaning, rank))
    several = ("link", "keywords", "date")
    return tuple(meaning if rank == best[meaning] or meaning in several else "" for meaning, rank in ranked)


def has_titles(columns: Sequence[str]) -> bool:
    """Whether titles stand in one of the columns."""
    return not TITLE_COLUMNS.isdisjoint(columns)


@functools.lru_cache(1 << 10)
def _meaning(heading: str) -> tuple[str, int]:
    name = squeezed(heading.replace("_", " ")).strip("*` :#").lower()
    if name in _RANKS:
        return _RANKS[name]
    first, *others = _AND.split(name)
    found = _RANKS.get(first, ("", 0))
    if others and found[0] in TITLES:
        says_authors = any(_RANKS.get(other, ("", 0))[0] == "authors" for other in others)
        return (TITLE_AND_AUTHORS, 0) if says_authors else found
    return "", 0
