"""Why a text is in no known form: what is broken in it, and what it looks like."""

import json
import re

from paperatlas.parsers.json_records import first_objects

_MARKUP = re.compile(r"\s*(?:<!--.{0,1000}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)
_TITLE = re.compile(r"<title[^<>]{0,100}>([^<]{1,200})", re.IGNORECASE)
_COMMENT = re.compile(r"\s*(?://|/\*|#)")
_PYTHON = re.compile(r"""\s*[\[{(]\s*(?:[{(\[]\s*)?['(]""")
_BEGINNINGS = {
    ".json": re.compile(r"\s*[\[{]\s*(?:[\[{\"'\]}]|$)"),
    ".xml": re.compile(r"\s*<(?:\?xml|dblp|feed|collection|PubmedArticle)"),
    ".bib": re.compile(r"(?:\s{0,99}%[^\n]*\n){0,99}\s{0,99}@[A-Za-z]{3,30}\s{0,9}[{(]"),
    ".ris": re.compile(r"\s*(?:\d{1,6}[.)]?\s+)?(?:TY  ?-|FN |PT [A-Z]\n)"),
}
_FIRST = 100_000
MAX_KEYS = 6


def suffix_by_content(text: str) -> str:
    """The suffix that a text without a name would have; by its beginning, Markdown where that is no data.

    >>> suffix_by_content("@misc{a, title = {A}}"), suffix_by_content('[{"id": 1}]'), suffix_by_content("# Papers")
    ('.bib', '.json', '.md')
    """
    return next((suffix for suffix, beginning in _BEGINNINGS.items() if beginning.match(text)), ".md")


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


def _likeness(text: str) -> str:
    """What it looks like, by what can be read of its first records."""
    keys = {key: None for each in first_objects(text[:_FIRST]) for key in each}
    if keys:
        named = ", ".join(f'"{key[:40]}"' for key in list(keys)[:MAX_KEYS])
        return f"; it looks like records with {named}"
    if _PYTHON.match(text):
        return "; it looks like Python's way of printing data, not JSON's"
    return ""
