"""Digests in Chinese: papers under headings with labels such as 原文标题 and 关键词, often without ids and authors."""

import re
from dataclasses import replace

from paperatlas.graph.records import ParsedFile
from paperatlas.parsers.fields.days import read_day
from paperatlas.parsers.left_over import blanked
from paperatlas.parsers.missing import day_of_file, with_missing
from paperatlas.parsers.outline import PartReader, outline, split

_LABELS = re.compile(
    r"^[\s>*#\d.)、-]{0,12}(?:原文标题|英文标题|(?:本文的?|工作的?)?主要(?:工作|亮点|贡献)|核心关键词|关键词)\s?\**\s?(?:[:：]|\*\*|$)",
    re.MULTILINE,
)
_HEADING = re.compile(r"^#{1,6}\s", re.MULTILINE)
_FRONT_MATTER = "---\n"


def accepts(text: str) -> bool:
    """Whether Chinese labels of papers stand under headings."""
    if text.startswith(_FRONT_MATTER):
        return False
    return _HEADING.search(text) is not None and _LABELS.search(text) is not None


def parse(text: str, source: str) -> ParsedFile:
    """Reads every paper."""
    root = outline(text.split("\n"))
    day = day_of_file(source) or next((day for part in root.parts if (day := read_day(part.heading))), None)
    parts, _ = split(root, by_labels=True)
    papers = [replace(PartReader(part).record(source), day=day) for part in parts]
    return with_missing(papers, [], source)


def rest(text: str) -> str:
    """The text without its papers."""
    lines = text.split("\n")
    parts, _ = split(outline(lines), by_labels=True)
    return blanked(lines, {number for part in parts for number in (part.line, *(line for line, _ in part.all_lines()))})
