"""Why a text is in no known form: what is broken in it, and what it looks like."""

import json
import re

from paperatlas.parsers.json_records import first_objects

_MARKUP = re.compile(r"\s*(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title[^<>]{0,100}>([^<]{1,200})", re.IGNORECASE)
_COMMENT = re.compile(r"\s*(?://|/\*|#)")
_PYTHON = re.compile(r"""\s*[\[{(]\s*(?:[{(\[]\s*)?['(]""")
_NOT_READ = {
    "OAI-PMH": (r"<OAI-PMH\b", "fetch the papers from arXiv (`paperatlas fetch arxiv`), or take its snapshot in JSON"),
    "EndNote's XML": (r"<xml>\s*<records>\s*<record>\s*<database\b", "export RIS or BibTeX from EndNote"),
    "an article's text in JATS": (
        r"<(?:article\b[^>]{0,2000}\b(?:article-type|dtd-version)=|pmc-articleset\b)",
        "take its record from PubMed or Crossref",
    ),
    "a text in TEI": (r"<TEI\b", "take the record of the paper from a service"),
}
"""Forms that papers come in and that are not read: what they begin with, and what to do."""
_BEGINNINGS = {
    ".json": re.compile(r"\s*[\[{]\s*(?:[\[{\"'\]}]|$)"),
    ".xml": re.compile(r"\s*<(?:\?xml|dblp|feed|collection|PubmedArticle)"),
    ".bib": re.compile(r"(?:\s{0,99}%[^\n]*\n){0,99}\s{0,99}@[A-Za-z]{3,30}\s{0,9}[{(]"),
    ".ris": re.compile(r"\s*(?:\d{1,6}[.)]?\s+)?(?:TY  ?-|FN |PT [A-Z]\n)"),
    ".eml": re.compile(r"(?:[^\n]*\n){0,200}?\\\\[ \t]*\n(?:arXiv|Paper):"),
}
_PROLOGUE = re.compile(r"(?:\s|<\?[^>]{0,500}\?>|<!DOCTYPE[^>\[]{0,500}>|<!--.{0,1000}?-->)*", re.DOTALL)
_FIRST = 100_000
MAX_KEYS = 6


def suffix_by_content(text: str) -> str:
    """The suffix that a text without a name would have; by its beginning, Markdown where that is no data.

    >>> suffix_by_content("@misc{a, title = {A}}"), suffix_by_content('[{"id": 1}]'), suffix_by_content("# Papers")
    ('.bib', '.json', '.md')
    """
    suffix = next((suffix for suffix, beginning in _BEGINNINGS.items() if beginning.match(text)), None)
    if suffix is not None:
        return suffix
    from paperatlas.parsers import csv_table  # it and what it reads with are slow to import

    return ".csv" if csv_table.accepts(text) else ".md"


def broken_data(text: str, suffix: str) -> tuple[int, str] | None:
    r"""The line where a text that should be data is none, and what is wrong there; None where nothing is.

    Args:
        text: What stands in the file.
        suffix: That of its name.

    >>> broken_data('[{"id": 1,\n "name" "x"}]', ".json")
    (2, 'this is broken JSON in line 2, column 9 (Expecting \':\' delimiter); it looks like records with "id"')
    >>> broken_data("<!DOCTYPE html><title>Not found</title>", ".json")
    (1, "this is a page of HTML, 'Not found', and no data")
    """
    if suffix not in (".json", ".jsonl", ".ndjson") or not text.strip():
        return None
    if _MARKUP.match(text):
        title = _TITLE.search(text[:_FIRST])
        return 1, f"this is a page of HTML{f', {title[1].strip()!r},' if title else ''} and no data"
    if (start := len(text) - len(text.lstrip())) and _COMMENT.match(text):
        return None
    try:
        json.JSONDecoder(strict=False).raw_decode(text, start)
    except RecursionError:
        return 1, "this JSON is nested too deeply to be read"
    except json.JSONDecodeError as error:
        if _COMMENT.match(text, error.pos):
            return None  # settings, as programs keep them
        is_cut = error.pos >= len(text.rstrip()) or error.msg.startswith("Unterminated string")
        reason = "it ends in the middle; is the file cut off?" if is_cut else error.msg
        place = f"line {error.lineno:,}, column {error.colno:,}"
        return error.lineno, f"this is broken JSON in {place} ({reason}){_likeness(text)}"
    return None


def unfit(text: str, suffix: str) -> str:
    r"""Why a text is none of the known forms where nothing in it is broken.

    >>> unfit("Name,Size\nLoom,3\n", ".csv")
    'none of its columns ("Name", "Size") holds titles of papers beside authors or ids'
    """
    if not text.strip():
        return "the file is empty"
    if suffix in (".csv", ".tsv", ".tab"):
        from paperatlas.parsers.csv_table import head_of

        headings = head.headings if (head := head_of(text)) else (text.strip().partition("\n")[0],)
        named = ", ".join(f'"{heading[:40]}"' for heading in headings[:MAX_KEYS])
        return f"none of its columns ({named}) holds titles of papers beside authors or ids"
    return "no form of papers that is known is found in it"


def unread_form(text: str) -> str:
    r"""What form of papers that is not read a text is in, as a part of a sentence; empty where it is in none.

    >>> unread_form('<?xml version="1.0"?>\n<OAI-PMH xmlns="x">')[:24]
    'this is OAI-PMH, a form '
    """
    begins = _PROLOGUE.match(text)
    start = begins.end() if begins else 0
    for name, (beginning, advice) in _NOT_READ.items():
        if re.compile(beginning).match(text, start):
            return f"this is {name}, a form that is not read; {advice}"
    return ""


def _likeness(text: str) -> str:
    """What it looks like, by what can be read of its first records."""
    keys = {key: None for each in first_objects(text[:_FIRST]) for key in each}
    if keys:
        named = ", ".join(f'"{key[:40]}"' for key in list(keys)[:MAX_KEYS])
        return f"; it looks like records with {named}"
    if _PYTHON.match(text):
        return "; it looks like Python's way of printing data, not JSON's"
    return ""
