"""What became of the people of the build before: whose papers were parted, who was joined, whose id is another now.

This is no part of a build: it follows from the build before, too, and the same inputs give the same build whatever was
there. So it stands in the cache, and `Atlas.manifest` has it while that build is the newest.
"""

import contextlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from paperatlas.base.errors import AtlasError
from paperatlas.base.paths import is_regular
from paperatlas.base.temporary import new_file
from paperatlas.graph.side_tables import PEOPLE
from paperatlas.manifest import TABLES


@dataclass(frozen=True, slots=True)
class PeopleChanges:
    """How many people are others than before, as far as their papers were there before.

    Attributes:
        parted: People whose papers are now those of several.
        joined: People whose papers were those of several.
        renamed: People of the same papers under another id.
    """

    parted: int = 0
    joined: int = 0
    renamed: int = 0

    def __str__(self) -> str:
        return f"{self.parted:,} parted, {self.joined:,} joined, {self.renamed:,} under another id"

    def __bool__(self) -> bool:
        return bool(self.parted or self.joined or self.renamed)


UNCHANGED = PeopleChanges()
_MOVED = """
WITH pairs AS (
    SELECT old.person AS person, new.person AS person_now
    FROM read_parquet($1) old JOIN read_parquet($2) new USING (paper, name)
),
moved AS (
    SELECT DISTINCT person, person_now FROM pairs WHERE person <> person_now
)
SELECT DISTINCT person, person_now
FROM pairs
WHERE person IN (SELECT person FROM moved) OR person_now IN (SELECT person_now FROM moved)
"""
"""A person of before and one of now who have a mention in common, of those who are not all the same as before."""


def changes_of(before: Path | None, staged: Path) -> PeopleChanges:
    """Compares the people of a build in the making with those of the one before.

    Args:
        before: The build before, if there is one.
        staged: The build in the making.

    Returns:
        What changed; nothing where there is nothing to compare, as with a build that does not say who is who.
    """
    import duckdb

    from paperatlas.loaders.parquet import part_files

    if before is None:
        return UNCHANGED
    with contextlib.suppress(AtlasError, OSError, duckdb.Error):
        files = [[str(part) for part in part_files(build / TABLES, PEOPLE.table)] for build in (before, staged)]
        with duckdb.connect() as connection:
            return compare(connection.execute(_MOVED, files).fetchall())
    return UNCHANGED


def compare(pairs: Iterable[tuple[str, str]]) -> PeopleChanges:
    """What became of people.

    Args:
        pairs: A person of before and one of now who have a paper in common; who is still the same may be left out.

    >>> compare([("x", "x~a"), ("x", "x~b"), ("y", "y!"), ("z", "z"), ("z.", "z")])
    PeopleChanges(parted=1, joined=1, renamed=1)
    """
    became: dict[str, set[str]] = {}
    came: dict[str, set[str]] = {}
    for one, other in pairs:
        became.setdefault(one, set()).add(other)
        came.setdefault(other, set()).add(one)
    alone = {one: next(iter(others)) for one, others in became.items() if len(others) == 1}
    return PeopleChanges(
        parted=sum(len(others) > 1 for others in became.values()),
        joined=sum(len(others) > 1 for others in came.values()),
        renamed=sum(one != other and len(came[other]) == 1 for one, other in alone.items()),
    )


def write_changes(changes: PeopleChanges, build: str, path: Path) -> None:
    """Keeps what a build changed, if it did."""
    if not changes:
        path.unlink(missing_ok=True)
        return
    with new_file(path) as file:
        file.write(json.dumps({"build": build, **asdict(changes)}).encode() + b"\n")


def read_changes(build: Path, path: Path) -> PeopleChanges:
    """What became of the people of the build before this one, as far as that is known."""
    if is_regular(path):
        with contextlib.suppress(OSError, ValueError, TypeError, AttributeError, LookupError, RecursionError):
            kept = json.loads(path.read_text(encoding="utf-8"))
            if kept.pop("build") == build.name and all(isinstance(count, int) for count in kept.values()):
                return PeopleChanges(**kept)
    return UNCHANGED
