"""Plain text that is a list of papers: a good part of its lines link to one.

The text of a paper, or anything else that cites some, is none; nor is what a program logs. What a messenger exports of
a chat is read for any paper that somebody links to.
"""

import re

from paperatlas.graph.records import ParsedFile
from paperatlas.parsers import link_list
from paperatlas.parsers.markdown_links import links_of
from paperatlas.parsers.running_text import CLOCK

LEAST_SHARE = 0.2
"""Of the lines that are not blank."""
LEAST_SAID = 0.5
"""So many lines with who says them and when make a text a chat."""
CUT = link_list.CUT
_WHEN = r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s{1,2}\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\s?[AaPp]\.?\s?[Mm]\.?)?"
_SAID = re.compile(rf"[\u200e\u202a\ufeff]*(?:\[{_WHEN}\]|{_WHEN}\s[-–])\s(?P<who>[^:\n]{{1,60}}):\s")
_LEVEL = re.compile(r"[A-Z]+|[a-z][\w.]*")
"""How loud a program's message is, or which part of it says it."""


def accepts(text: str) -> bool:
    """Whether enough lines link to papers, or one of a chat does."""
    lines = [line for line in text.split("\n") if line.strip()]
    said = [line for line in lines if (found := _SAID.match(line)) and not _LEVEL.fullmatch(found["who"])]
    if said and len(said) >= LEAST_SAID * len(lines):
        return any(link.paper for line in said for link in links_of(line))
    linked = sum(CLOCK.search(line) is None and any(link.paper for link in links_of(line)) for line in lines)
    return linked >= LEAST_SHARE * len(lines) and link_list.accepts(text)


def parse(text: str, source: str) -> ParsedFile:
    """Reads it as a list in Markdown."""
    return link_list.parse(text, source)
