"""What a query does beyond reading the graph, as far as its words tell; stores take some of that for reading.

Files and addresses that `LOAD CSV` opens are no part of the graph, nor is what some procedures of a Neo4j server do in
reading mode: end connections, show settings, load from the web.
"""

import itertools
import re
from collections.abc import Sequence

from paperatlas.base.errors import QueryError

NEO4J_PROCEDURES = (
    "apoc.algo.",
    "apoc.meta.",
    "apoc.neighbors.",
    "apoc.path.",
    "db.awaitindex",
    "db.index.fulltext.",
    "db.index.vector.query",
    "db.info",
    "db.labels",
    "db.ping",
    "db.propertykeys",
    "db.relationshiptypes",
    "db.schema.",
    "dbms.components",
    "gds.",
)
"""How the names begin, in lower case, of procedures that read the graph of a Neo4j server, or what is known of it."""
_NEO4J_FUNCTIONS_BEYOND = ("apoc.cypher.", "genai.vector.", "ai.text.")
"""How the names of functions begin that run other queries or ask the web."""

BEYOND = "queries only read the graph: LOAD CSV reads files and addresses outside it"

_TOKEN = re.compile(
    r"""(?P<blank> (?: [\s\u180e\u200b-\u200f\u2060\ufeff]++ | //[^\n\r]*+ | /\*.*?(?:\*/|\Z) )+ )
      | (?P<text> '(?:\\.|[^'\\])*(?:'|\Z) | "(?:\\.|[^"\\])*(?:"|\Z) )
      | ` (?P<quoted> (?:``|[^`])* ) (?:`|\Z)
      | (?P<word> [^\W\d]\w* )
      | (?P<sign> . )""",
    re.DOTALL | re.VERBOSE,
)
_UNICODE = re.compile(r"\\u+([0-9A-Fa-f]{4})")
_UNESCAPED_UNICODE = re.compile(r"(?<!\\)((?:\\\\)*)\\u+([0-9A-Fa-f]{4})")


def refuse_beyond_reading(cypher: str, procedures: Sequence[str] | None = None) -> None:
    """Refuses a query that would read files or addresses, or do anything else than read the graph.

    What writes to the graph is not refused here: every store knows that itself.

    Args:
        cypher: The query.
        procedures: How the names begin, in lower case, of procedures that may be called; all where it is None.

    Raises:
        QueryError: It does, or is more than one query.
    """
    for text in _readings(cypher):
        words = _words(text)
        _refuse_words(words)
        if procedures is not None:
            _refuse_calls(words, procedures)


def _readings(cypher: str) -> set[str]:
    r"""The ways in which servers read it: some take \u004C for L before anything else, and not after a backslash."""
    everywhere = _UNICODE.sub(lambda match: chr(int(match[1], 16)), cypher)
    unescaped = _UNESCAPED_UNICODE.sub(lambda match: match[1] + chr(int(match[2], 16)), cypher)
    return {cypher, everywhere, unescaped}


def without_explain(cypher: str) -> str:
    """The query without its EXPLAIN or PROFILE, and everything else in its place."""
    for match in _TOKEN.finditer(cypher):
        if (match["word"] or "").lower() in ("explain", "profile"):
            return cypher[: match.start()] + " " * len(match[0]) + cypher[match.end() :]
    return cypher


def _words(cypher: str) -> list[str]:
    """Names in lower case and signs, one by one; without what a store passes over, and `''` for a text."""
    found = []
    for match in _TOKEN.finditer(cypher):
        if match.lastgroup == "text":
            found.append("''")
        elif match.lastgroup != "blank":
            found.append((match["quoted"] or match["word"] or match["sign"] or "").lower())
    return found


def _refuse_words(words: Sequence[str]) -> None:
    pairs = set(itertools.pairwise(words))
    if ("load", "csv") in pairs:
        raise QueryError(BEYOND)
    if any(first == ";" and second != ";" for first, second in pairs):
        raise QueryError("one query at a time: there is more after the semicolon")
    if next((word for word in words if word not in (";", "explain", "profile")), "") == "terminate":
        raise QueryError("queries only read the graph: TERMINATE ends what others do")


def _refuse_calls(words: Sequence[str], procedures: Sequence[str]) -> None:
    for position, word in enumerate(words):
        name = _dotted_name(words, position + 1) if word == "call" else ""
        if name and not name.startswith(tuple(procedures)):
            raise QueryError(
                f"queries only read the graph: of the procedure {name} that is not known; those that do begin with "
                f"{', '.join(procedures)}. --write lets a query call any"
            )
        if (function := _dotted_name(words, position)).startswith(_NEO4J_FUNCTIONS_BEYOND):
            raise QueryError(f"queries only read the graph: the function {function} does more. --write lets a query")


def _dotted_name(words: Sequence[str], start: int) -> str:
    """The name that begins there, `db.labels`; empty where none does."""
    name = words[start] if start < len(words) and (words[start][:1].isalpha() or words[start][:1] == "_") else ""
    position = start + 1
    while name and words[position : position + 1] == ["."] and position + 1 < len(words):
        name += f".{words[position + 1]}"
        position += 2
    return name
