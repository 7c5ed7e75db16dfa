"""What computed a result: fingerprints of our code, and the versions of the packages that it stands on.

What reads a file is kept apart from what joins all of them: a changed SELECT rereads nothing.
"""

import functools
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib import metadata
from pathlib import Path
from typing import Self

from paperatlas.parsers import installed_plugins

# Packages whose versions may change what is read, or only what is computed from it.
_READING_PACKAGES = ("charset-normalizer", "lemminflect", "pyarrow", "spacy", "wordfreq")
_JOINING_PACKAGES = ("ahocorasick-rs", "duckdb", "paperatlas")

_ROOMS = ("base", "parsers", "graph")
_MODULES = ("parsing.py", "pieces.py", "workers.py")

# The code that no reading depends on; all other code of the rooms above counts as reading.
ONLY_JOINS = (
    "base/memory.py",
    "base/output.py",
    "base/visible.py",
    "graph/arrow.py",
    "graph/best_titles.py",
    "graph/concepts/common_names.py",
    "graph/concepts/deciding.py",
    "graph/concepts/judging.py",
    "graph/concepts/overrides.py",
    "graph/concepts/search.py",
    "graph/concepts/specificity.py",
    "graph/concepts/title_shares.py",
    "graph/concepts/vocabulary.py",
    "graph/editions.py",
    "graph/engines/*",
    "graph/joining.py",
    "graph/kept_places.py",
    "graph/kept_readings.py",
    "graph/kinds.py",
    "graph/listings.py",
    "graph/lone_listings.py",
    "graph/paper_names.py",
    "graph/parts.py",
    "graph/people/*",
    "graph/person_references.py",
    "graph/relations/*",
    "graph/same_papers.py",
    "graph/schema.py",
    "graph/side_tables.py",
    "graph/teams.py",
    "graph/validation.py",
    "graph/views.py",
)


@dataclass(frozen=True, slots=True)
class Versions:
    """Versions by name; "code" is a fingerprint of ours.

    Attributes:
        reading: What the reading of one file depends on.
        joining: What the tables depend on besides.
    """

    reading: Mapping[str, str]
    joining: Mapping[str, str]

    @classmethod
    def installed(cls) -> Self:
        """What runs here."""
        reading, joining = _of_code()
        return cls(reading | installed_plugins().versions(), joining)

    def recorded(self) -> dict[str, dict[str, str]]:
        """What the manifest says of them."""
        return {"reading": dict(self.reading), "joining": dict(self.joining)}


def only_joins(name: str) -> bool:
    """Whether no reading depends on a file of code, named as `graph/schema.py`."""
    return any(fnmatchcase(name, pattern) for pattern in ONLY_JOINS)


def content_key(value: object) -> str:
    """A name that follows from a value of JSON's types: 24 hexadecimal digits."""
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:24]


@functools.cache  # what runs is what was loaded
def _of_code() -> tuple[dict[str, str], dict[str, str]]:
    """Versions of what reads, but for plug-ins, and of what joins."""
    reading, joining = hashlib.sha256(), hashlib.sha256()
    for name, path in _code():
        (joining if only_joins(name) else reading).update(path.read_bytes())
    return _described(reading, _READING_PACKAGES), _described(joining, _JOINING_PACKAGES)


def _code() -> Iterator[tuple[str, Path]]:
    package = Path(__file__).parent
    for room in _ROOMS:
        for path in sorted((package / room).rglob("*")):
            if path.suffix in (".py", ".sql", ".toml", ".tsv", ".txt"):
                yield path.relative_to(package).as_posix(), path
    for module in _MODULES:
        yield module, package / module


def _described(code: "hashlib._Hash", packages: tuple[str, ...]) -> dict[str, str]:
    return {"code": code.hexdigest()[:16]} | {name: metadata.version(name) for name in packages}
