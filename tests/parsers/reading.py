"""A text through the registry, as a build reads a file."""

import json
from typing import Any

from paperatlas.graph.records import ParsedFile
from paperatlas.parsers import claimants, parse_bytes


def read(text: str, name: str) -> ParsedFile:
    return parse_bytes(text.encode(), name)


def read_json(value: Any, name: str = "x.json") -> ParsedFile:
    return read(json.dumps(value), name)


def form_of(text: str, name: str) -> list[str]:
    return list(claimants(text, name))


def codes(parsed: ParsedFile) -> list[str]:
    return [f"{problem.line} {problem.code}" for problem in parsed.problems]
