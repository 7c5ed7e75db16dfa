"""Tables of papers in Markdown.

    | Publish Date | Title | Authors | PDF |
    |---|---|---|---|
    | **2024-04-16** | **Title** | First Last et al. | [2404.09656](http://arxiv.org/abs/2404.09656) |

A row may be broken over lines, a title may hold pipes; an abstract may be folded up in `<details>`. What a column is
says its heading; the headings above a table are topics.
"""

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Problem
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.counts import read_count
from paperatlas.parsers.fields.days import read_day, read_published
from paperatlas.parsers.fields.doubted_lists import with_doubts
from paperatlas.parsers.fields.names import read_authors
from paperatlas.parsers.heading_topics import with_topics
from paperatlas.parsers.markdown_links import links_of, title_of, unquoted
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.outline import outline
from paperatlas.parsers.sections import ANY_DAY_HEADER
from paperatlas.parsers.service_answers import distinct, one_of_each_scheme

COLUMNS = {
    "title": (
        "title",
        "paper",
        "papers",
        "paper title",
        "name",
        "标题",
        "论文",
        "论文标题",
        "题目",
        "タイトル",
        "제목",
        "논문",
    ),
    "authors": ("authors", "author", "作者", "著者", "저자"),
    "date": ("date", "publish date", "published", "publication date", "year", "日期", "时间", "年份", "日付", "날짜"),
    "summary": (
        "abstract",
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
    "venue": ("venue", "conference", "journal", "publication", "会议", "期刊"),
    "votes": ("votes", "vote", "upvotes", "likes", "👍"),
    "keywords": ("keywords", "tags", "关键词", "キーワード", "키워드"),
}
"""What a column holds, by its heading in small letters."""
MAX_ROW_LINES = 200
LOOKAHEAD = 20
"""In so many lines a broken row goes on behind a blank one."""
_RULE = re.compile(r"^[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|){1,40}(?:[ \t]*:?-{2,}:?)?[ \t]*$", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\|")
_GROUPED = re.compile(
    r"\$[^$\n]{1,500}\$|`[^`\n]{1,500}`|\[[^\[\]\n]{1,1000}\](?=\()|"
    r"<details>(?:(?!<details>).){0,20000}?</details>",
    re.DOTALL,
)
_ET_AL = re.compile(r"[,;]?\s*\bet\.?\s?al\b\.?", re.IGNORECASE)
_READ_MORE = re.compile(r"\((?:[^()\[\]]{0,40}\[[^\[\]]{0,100}\]\([^()\s]{1,1000}\)[^()\[\]]{0,40}){1,8}\)\s*$")
_FOLDED = re.compile(r"</?details>|<summary>.{0,100}?</summary>", re.IGNORECASE)
_PAPER_LABEL = re.compile(r"\W*(?:paper|pdf|论文|論文|논문)\W*", re.IGNORECASE)
_DATE_CELL = re.compile(r"\d{4}(?:[-./]\d{1,2}){0,2}")
_DAY = re.compile(r"(?<!\d)\d{4}([-./])\d{1,2}\1\d{1,2}(?!\d)")


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the number of its first line, and its cells by what they hold; `others` have no known heading."""

    line: int
    cells: dict[str, str]
    others: tuple[str, ...] = ()


def accepts(text: str) -> bool:
    """Whether there is a table with a column of titles, and a row of it links to a paper."""
    if ANY_DAY_HEADER.search(text):
        return False
    lines = text.split("\n")
    return any(_ids(row) for table in _tables(lines) for row in table[1])


def parse(text: str, source: str) -> ParsedFile:
    """Reads every row of the tables that link to papers, also those under other headings that only say so."""
    problems: list[Problem] = []
    papers: list[PaperRecord] = []
    lines = text.split("\n")
    for day, rows in _tables(lines):
        if any(_ids(row) or _links_to_paper(row) for row in rows):
            papers.extend(_papers(rows, day or day_of_file(source), source, problems))
    return with_missing(with_topics(papers, outline(lines)), problems, source)


def _papers(rows: Sequence[Row], day: datetime.date | None, source: str, problems: list[Problem]) -> list[PaperRecord]:
    papers = []
    for row in rows:
        paper = paper_of(row, day, source)
        if paper.ids or paper.title:
            papers.append(paper)
        else:
            problems.append(Problem(source, row.line, "no-paper", "a row without title and id; it is left out", ""))
    papers, doubts = with_doubts(papers, source)
    problems.extend(doubts)
    return papers


def paper_of(row: Row, day: datetime.date | None, source: str) -> PaperRecord:
    """The paper of a row."""
    cells = row.cells
    printed = cells.get("title", "")
    links = links_of(printed)
    elsewhere = [link for cell in row.others for link in links_of(cell)]
    title, rest = _title(printed)
    authors, complete = _authors(cells.get("authors", ""))
    summary = _FOLDED.sub("", cells.get("summary", rest))
    papers = [link for link in (*links, *elsewhere) if link.paper]
    url = papers[0].address if papers else next((link.address for link in (*links, *elsewhere)), "")
    return PaperRecord(
        ids=_ids(row),
        title=title,
        url=url,
        day=None if "date" in cells else day,
        published=read_published(cells.get("date", "")),
        votes=read_count(cells.get("votes", "")),
        authors=tuple(map(AuthorRecord, authors)),
        authors_complete=complete if authors else None,
        passages=sentences(summary, row.line),
        keywords=distinct(each.strip(" `*") for each in re.split(r"[,;，、；]", cells.get("keywords", ""))),
        venue=cells.get("venue", "").strip(" *") or None,
        links=tuple(each for each in distinct(link.address for link in (*links, *elsewhere)) if each != url),
        source=source,
        line=row.line,
    )


def guessed_row(text: str, line: int) -> Row | None:
    """A row that stands alone, `|**2024-04-16**|**Title**|First Last et al.|[…](…)|`, by what its cells look like."""
    cells = [cell.strip() for cell in _PIPE.split(text.strip().strip("|"))]
    known: dict[str, str] = {}
    others = []
    for cell in cells:
        bare = cell.strip("* ")
        if "date" not in known and _DATE_CELL.fullmatch(bare) and read_published(bare):
            known["date"] = bare
        elif "title" not in known and bare and (not links_of(cell) or title_of(cell, links_of(cell))[0]):
            known["title"] = cell
        elif "authors" not in known and bare and not links_of(cell) and bare.lower() not in ("null", "none"):
            known["authors"] = cell
        else:
            others.append(cell)
    row = Row(line, known, tuple(others))
    return row if len(cells) > 2 and "title" in known and _ids(row) else None


def _title(printed: str) -> tuple[str, str]:
    """The title in a cell, and what else of the paper stands there."""
    printed = _READ_MORE.sub("", printed).strip()
    if printed.startswith(("**[", "*[")):
        printed = printed.strip("* ")
    links = links_of(printed)
    if links or "**" in printed.strip("*"):
        return title_of(printed, links)
    return unquoted(printed) if printed.startswith("**") else printed, ""


def _authors(printed: str) -> tuple[tuple[str, ...], bool]:
    names, complete = read_authors(_ET_AL.sub(" et al.", printed.strip(" *")))
    return names, complete


def _ids(row: Row) -> tuple[str, ...]:
    """The ids that the row's links are, those of its title first; not those in its summary."""
    places = (row.cells.get("title", ""), *row.others, row.cells.get("venue", ""))
    return one_of_each_scheme(link.paper for place in places for link in links_of(place))


def _links_to_paper(row: Row) -> bool:
    """Whether one of the row's links is called a paper, wherever it leads: to a blog, say."""
    return any(_PAPER_LABEL.fullmatch(link.text) for cell in row.others for link in links_of(cell))


def _tables(lines: Sequence[str]) -> Iterator[tuple[datetime.date | None, list[Row]]]:
    """The rows of each table that has a column of titles, with the day in the heading above it."""
    day = None
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.startswith("#"):
            found = _DAY.search(line)
            day = read_day(found[0]) if found else None
        elif number and "|" in line and _RULE.fullmatch(line) and "|" in lines[number - 1]:
            columns = [_meaning(cell) for cell in _cells(lines[number - 1])]
            end = _end(lines, number + 1)
            if "title" in columns:
                yield day, list(_rows(lines[number + 1 : end], number + 2, columns))
            number = end - 1
        number += 1


def _end(lines: Sequence[str], start: int) -> int:
    """The line behind the table's last: a heading, the head of another table, or a text that belongs to no row."""
    for number in range(start, len(lines)):
        line = lines[number]
        if line.startswith("#") or (number + 1 < len(lines) and "|" in line and _RULE.fullmatch(lines[number + 1])):
            return number
        is_apart = line.strip() and "|" not in line and not lines[number - 1].strip()
        goes_on = any("|" in each for each in lines[number : number + LOOKAHEAD])
        if is_apart and (not goes_on or lines[number - 2].rstrip().endswith("|")):
            return number
    return len(lines)


def _meaning(cell: str) -> str:
    name = cell.strip("* `").lower()
    return next((meaning for meaning, names in COLUMNS.items() if name in names), "")


def _rows(lines: Sequence[str], first: int, columns: Sequence[str]) -> Iterator[Row]:
    """The rows, each made whole where it is broken over lines."""
    whole = ""
    start = first
    for number, line in enumerate(lines, first):
        if whole and (_is_whole(whole, columns) if line.lstrip().startswith("|") or not line.strip() else False):
            yield _row(whole, start, columns)
            whole = ""
        elif whole and line.lstrip().startswith("|") and len(_cells(f"{whole} {line}")) > len(columns) + 1:
            yield _row(whole, start, columns)  # a short row, and one that is none of it
            whole = ""
        if not whole:
            start = number
        elif number - start > MAX_ROW_LINES:
            yield _row(whole, start, columns)
            whole, start = "", number
        whole = f"{whole} {line.strip()}".strip()
    if whole:
        yield _row(whole, start, columns)


def _is_whole(text: str, columns: Sequence[str]) -> bool:
    return text.endswith("|") and len(_cells(text)) >= len(columns)


def _cells(text: str) -> list[str]:
    text = text.strip()
    text = text[1:] if text.startswith("|") else text
    text = text[:-1] if text.endswith("|") and not text.endswith("\\|") else text
    return [cell.strip().replace("\\|", "|") for cell in _PIPE.split(text)]


def _row(text: str, line: int, columns: Sequence[str]) -> Row:
    cells = _cells(text)
    if len(cells) > len(columns):  # pipes in formulas, code and links are none of the table's
        marked = _GROUPED.sub(lambda found: found[0].replace("|", "\x00"), text)
        cells = [cell.replace("\x00", "|") for cell in _cells(marked)]
    if len(cells) > len(columns):
        at = _surplus_column(cells, columns)
        more = len(cells) - len(columns)
        cells[at : at + more + 1] = [" | ".join(cells[at : at + more + 1])]
    cells.extend([""] * (len(columns) - len(cells)))
    known = {meaning: cell for meaning, cell in zip(reversed(columns), reversed(cells), strict=True) if meaning}
    others = tuple(cell for meaning, cell in zip(columns, cells, strict=False) if not meaning)
    return Row(line, known, others)


def _surplus_column(cells: Sequence[str], columns: Sequence[str]) -> int:
    """The column that too many pipes belong to: a title that opens a mark and does not close it, else the summary."""
    title = columns.index("title")
    is_open = cells[title].count("**") % 2 or cells[title].count("[") > cells[title].count("]")
    return columns.index("summary") if "summary" in columns and not is_open else title
