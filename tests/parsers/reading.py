"""A text through the registry, as a build reads a file."""

import json
from typing import Any

from paperatlas.graph.records import ParsedDigest
from paperatlas.parsers import claimants, parse_digest


def read(text: str, name: str) -> ParsedDigest:
    return parse_digest(text.encode(), name)


def read_json(value: Any, name: str = "x.json") -> ParsedDigest:
    return read(json.dumps(value), name)


def form_of(text: str, name: str) -> list[str]:
    return list(claimants(text, name))


def codes(parsed: ParsedDigest) -> list[str]:
    return [f"{problem.line} {problem.code}" for problem in parsed.problems]
