"""What of a build is up to the user and changes its content."""

import hashlib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from paperatlas.base.errors import InputError, UsageError
from paperatlas.base.input import read_file
from paperatlas.graph.concepts.overrides import NO_OVERRIDES, Overrides, parse_overrides
from paperatlas.graph.concepts.vocabulary import NO_VOCABULARY, Vocabulary, parse_vocabulary
from paperatlas.graph.schema import DEFAULT_MAX_TEAM, DEFAULT_MIN_SPECIFICITY

MAX_VOCABULARY_MEGABYTES = 200
"""The Computer Science Ontology has thirty."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How large a team may be, how specific a concept, and what the user says of names and topics."""

    max_team: int = DEFAULT_MAX_TEAM
    overrides: Overrides = NO_OVERRIDES
    vocabulary: Vocabulary = NO_VOCABULARY
    min_specificity: float = DEFAULT_MIN_SPECIFICITY

    def recorded(self) -> dict[str, Any]:
        """What the manifest says of them."""
        return {
            "max_team": self.max_team,
            "min_specificity": self.min_specificity,
            "overrides": asdict(self.overrides),
            "vocabulary": self.vocabulary.sha256 or None,
        }


def refuse_unfit(settings: Settings) -> None:
    """Holds on to figures that can be.

    Raises:
        UsageError: One can't.
    """
    if settings.max_team < 2:
        raise UsageError(f"a team has at least 2 people, max_team is {settings.max_team}")
    if not 0 <= settings.min_specificity <= 1:
        raise UsageError(f"specificity is between 0 and 1, min_specificity is {settings.min_specificity}")


def read_settings(
    max_team: int | None = None,
    overrides: str | Path | None = None,
    vocabulary: str | Path | None = None,
    min_specificity: float | None = None,
) -> Settings:
    """The settings with the content of the files that the user names.

    Raises:
        InputError: A file can't be read, or does not hold what it should.
    """
    names, topics = NO_OVERRIDES, NO_VOCABULARY
    if overrides is not None:
        names = parse_overrides(_text(read_file(Path(overrides)), overrides), str(overrides))
    if vocabulary is not None:
        data = read_file(Path(vocabulary), MAX_VOCABULARY_MEGABYTES)
        topics = parse_vocabulary(_text(data, vocabulary), str(vocabulary), hashlib.sha256(data).hexdigest())
    return Settings(
        DEFAULT_MAX_TEAM if max_team is None else max_team,
        names,
        topics,
        DEFAULT_MIN_SPECIFICITY if min_specificity is None else min_specificity,
    )


def _text(data: bytes, path: str | Path) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: this is no UTF-8 text ({error.reason} at byte {error.start})") from error
