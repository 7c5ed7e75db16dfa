"""Rows of tables to papers: the title, the links and the authors in cells, whatever kind of table they stand in."""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from paperatlas.graph.identifiers import ids_in, paper_id, recognised
from paperatlas.graph.records import AuthorRecord, PaperRecord, Problem, Trust
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.counts import read_count
from paperatlas.parsers.fields.days import published_in, year_of_venue
from paperatlas.parsers.fields.doubted_lists import with_doubts
from paperatlas.parsers.fields.names import read_people
from paperatlas.parsers.markdown import plain
from paperatlas.parsers.markdown_links import PAPER_LABEL, links_of, says_only_label, title_of, unquoted, without_links
from paperatlas.parsers.service_answers import cited_works, distinct, one_of_each_scheme
from paperatlas.parsers.table_columns import OF_BIBLIOGRAPHIES, TITLE_AND_AUTHORS, TITLES
from paperatlas.parsers.table_details import details_of_row, key_of_row, type_of_row

_ID_SCHEMES = ("doi", "arxiv", "pmid", "pmcid")
_ET_AL = re.compile(r"[,;]?\s*\bet\.?\s?al\b\.?", re.IGNORECASE)
_READ_MORE = re.compile(r"\((?:[^()\[\]]{0,40}\[[^\[\]]{0,100}\]\([^()\s]{1,1000}\)[^()\[\]]{0,40}){1,8}\)\s*$")
_FOLDED = re.compile(r"</?details>|<summary>.{0,100}?</summary>", re.IGNORECASE)
_PICTURE = re.compile(
    r"\[!\[[^\[\]\n]{0,300}\]\([^()\s]{0,1000}\)\]\([^()\s]{0,1000}\)|!\[[^\[\]\n]{0,300}\]\([^()\n]{0,1000}\)|"
    r"<img\b[^<>]{0,2000}>",
    re.IGNORECASE,
)
_BREAK = re.compile(r"\s*<br\s?/?>\s*", re.IGNORECASE)
_NOTHING = re.compile(r"(?:[\W_]|n/?a|none|null|tbd|todo)*", re.IGNORECASE)
_OPENS_BOLD = re.compile(r"[\W\d_]{0,12}\*\*")
"""Where what is bold opens a cell, it is the title; else a word of it."""
_TURNED = re.compile(r"[A-Z][a-z'’-]+, [A-Z][a-z'’-]+")
"""Two single words are one name rather than two."""
_ONE_COMMA = re.compile(r"[^,，、;]+,[^,，、;]+")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the number of its first line, and its cells by what they hold; `others` hold links, or nothing known."""

    line: int
    cells: dict[str, str]
    others: tuple[str, ...] = ()

    def ids(self) -> tuple[str, ...]:
        """The ids that the row's links are, those of its title first; not those in its summary."""
        cells = self.cells
        printed = [paper_id(scheme, cells[scheme]) for scheme in _ID_SCHEMES if scheme in cells]
        bare = [
            recognised(cell)
            for cell in self.others
            if cell[:4].lower() in ("10.", "doi:", "arxi") or cell[:1].isdigit()
        ]
        places = (cells.get("title", ""), *self.others, *(cells.get(name, "") for name in ("venue", *_ID_SCHEMES)))
        linked = [link.paper for place in places for link in links_of(place)]
        return one_of_each_scheme([*linked, *printed, *bare])

    def links_to_paper(self) -> bool:
        """Whether one of the row's links is called a paper, wherever it leads: to a blog, say."""
        return any(PAPER_LABEL.fullmatch(link.text) for cell in self.others for link in links_of(cell))


def row_of(line: int, columns: Sequence[str], printed: Sequence[str], *, only_known: bool = False) -> Row:
    """A row by what its columns hold.

    Args:
        line: Its number.
        columns: Of `paperatlas.parsers.table_columns.meanings`.
        printed: Its cells.
        only_known: Whether cells under other headings are left out; else they may hold links.
    """
    cells: dict[str, str] = {}
    others: list[str] = []
    for column, cell in zip(columns, printed, strict=False):
        meaning = column if only_known or column not in OF_BIBLIOGRAPHIES else ""
        if not cell or meaning in TITLES:
            continue
        if meaning == TITLE_AND_AUTHORS:
            cells["title"], cells["authors"] = _title_and_authors(cell)
        elif meaning == "link" or not meaning:
            others += [cell] if meaning or not only_known else []
        elif meaning in ("keywords", "date") and meaning in cells:
            cells[meaning] += f"; {cell}"
        else:
            cells.setdefault(meaning, cell)
    titles = {meaning: cell for meaning, cell in zip(columns, printed, strict=False) if cell and meaning in TITLES}
    named = next((meaning for meaning in TITLES if meaning in titles and _says_title(titles[meaning])), None)
    if (
        named is None
        and "title" in titles
        and not links_of(titles["title"])
        and not _NOTHING.fullmatch(titles["title"])
    ):
        named = "title"
    if named is not None:
        cells.setdefault("title", titles.pop(named))
    return Row(line, cells, (*titles.values(), *others))


def papers_of_rows(
    rows: Sequence[Row],
    day: datetime.date | None,
    source: str,
    problems: list[Problem],
    trust: Trust = Trust.LIST,
    *,
    by_semicolons: bool = False,
) -> list[PaperRecord]:
    """The papers of a table; a row that is none is a problem.

    Args:
        rows: Of one table.
        day: That the table is of.
        source: The file.
        problems: Where what can't be read is told.
        trust: How far the table is trusted.
        by_semicolons: Whether names stand between these, so that a comma is inside of one; it shows in other rows, too.
    """
    by_semicolons = by_semicolons or any(";" in row.cells.get("authors", "") for row in rows)
    papers = []
    for row in rows:
        is_turned = trust is not Trust.LIST and _TURNED.fullmatch(row.cells.get("authors", "")) is not None
        paper = paper_of(row, day, source, trust, by_semicolons=by_semicolons or is_turned)
        if paper.ids or paper.title:
            papers.append(paper)
        else:
            problems.append(Problem(source, row.line, "no-paper", "a row without title and id; it is left out", ""))
    if trust is not Trust.LIST:
        return papers
    papers, doubts = with_doubts(papers, source)
    problems.extend(doubts)
    return papers


def paper_of(
    row: Row, day: datetime.date | None, source: str, trust: Trust = Trust.LIST, *, by_semicolons: bool = False
) -> PaperRecord:
    """The paper of a row; `by_semicolons` says that names stand between these, so that a comma is inside of one."""
    cells = row.cells
    printed = squeezed(cells.get("title", ""))
    elsewhere = [
        link for cell in (*row.others, cells.get("doi", ""), cells.get("arxiv", "")) for link in links_of(cell)
    ]
    links = [*links_of(printed), *elsewhere]
    title, rest = _title(printed)
    authors, complete = _authors(cells.get("authors", ""), by_semicolons=by_semicolons)
    summary = _FOLDED.sub("", _PICTURE.sub("", cells.get("summary", rest)))
    papers = [link for link in links if link.paper]
    url = next((link.address for link in (*papers, *links)), "")
    venue = _venue(cells.get("venue", ""))
    work_type = type_of_row(cells)
    is_dated = "date" in cells or "year" in cells
    references, reference_ids = cited_works(ids_in(each) for each in cells.get("references", "").split(";") if each)
    return PaperRecord(
        ids=row.ids(),
        title=title,
        url=url,
        day=None if is_dated else day,
        published=published_in(cells.get("date", ""), cells.get("year", "")) or year_of_venue(venue),
        votes=read_count(cells.get("votes", "")),
        authors=authors,
        authors_complete=complete if authors else None,
        passages=sentences(summary, row.line),
        keywords=distinct(each.strip(" `*") for each in re.split(r"[,;|，、；]", cells.get("keywords", ""))),
        venue=venue or None,
        work_type=work_type,
        citation_key=key_of_row(cells),
        details=details_of_row(cells, work_type, venue),
        references=references,
        reference_ids=reference_ids,
        citations=read_count(cells.get("citations", "")),
        links=tuple(each for each in distinct(link.address for link in links) if each != url),
        trust=trust,
        source=source,
        line=row.line,
    )


def _says_title(cell: str) -> bool:
    """Whether a cell has a title, not only what a link leads to."""
    links = links_of(cell)
    bare = without_links(_PICTURE.sub("", cell), links_of(_PICTURE.sub("", cell)))
    return any(not link.is_label for link in links) or not (says_only_label(bare) or _NOTHING.fullmatch(bare))


def _title_and_authors(cell: str) -> tuple[str, str]:
    """The title and the authors of a cell that holds both, in lines."""
    pieces = [piece for piece in _BREAK.split(_PICTURE.sub("", cell)) if not _NOTHING.fullmatch(piece)]
    return (pieces[0], ", ".join(pieces[1:])) if pieces else ("", "")


def _title(printed: str) -> tuple[str, str]:
    """The title in a cell, and what else of the paper stands there."""
    printed = _READ_MORE.sub("", _PICTURE.sub("", printed)).strip()
    pieces = [piece for piece in _BREAK.split(printed) if not _NOTHING.fullmatch(piece)] or [""]
    printed, further = pieces[0], " ".join(pieces[1:])
    if printed.startswith(("**[", "*[")) or printed.count("**") % 2:
        printed = printed.strip("* ")
    links = links_of(printed)
    is_linked = any(not link.is_label for link in links)
    if "**" in printed and not is_linked and not _OPENS_BOLD.match(printed):
        return without_links(printed, links), further
    if links or "**" in printed.strip("*"):
        title, rest = title_of(printed, links)
        return title, f"{rest} {further}".strip()
    return unquoted(printed) if printed.startswith("**") else printed, further


def _authors(printed: str, *, by_semicolons: bool) -> tuple[tuple[AuthorRecord, ...], bool]:
    printed = _ET_AL.sub(" et al.", _BREAK.sub(", ", printed.strip(" *")))
    if ";" not in printed:
        if "|" in printed or "\n" in printed:
            printed = re.sub(r"[|\n]", ";", printed)
        elif by_semicolons and _ONE_COMMA.fullmatch(printed):
            printed += ";"
    return read_people(printed)


def _venue(printed: str) -> str:
    shown = plain(_PICTURE.sub("", printed)).strip(" *")
    return "" if _NOTHING.fullmatch(shown) or (links_of(printed) and says_only_label(shown)) else shown
