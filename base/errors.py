"""Every error that paperatlas raises on purpose.

    PaperatlasError
    ├── UsageError          the caller asked for something that does not exist or does not fit
    │   ├── NotInAtlas      a person, concept, paper or day that the atlas does not have; with the nearest ones
    │   └── UnknownTable    no table has the name; also a KeyError
    ├── InputError          a file or a path can't be read at all
    ├── AtlasError          the directory of an atlas is missing, foreign, damaged or in use
    ├── QueryError          a query is wrong, does more than it may, or ran out of time or memory
    ├── OutputError         a result can't be written
    ├── ProblemsError       the files have problems and the caller asked to be strict
    ├── StoreError          a store holds what is not ours, refuses what it is told, or is closed
    ├── StoreUnavailable    a store can't be reached, does not let us in, or does not answer
    └── ServiceUnavailable  a public service can't be reached, or does not answer as it should

Each message says what, where and what to do; `exit_code` is what the command line ends with.
"""

from typing import ClassVar


class PaperatlasError(Exception):
    """Base of all errors meant for a user."""

    exit_code: ClassVar[int] = 2


class UsageError(PaperatlasError):
    """The caller asked for something that does not exist or does not fit."""


class NotInAtlas(UsageError):
    """A person, concept, paper, day or month that the atlas does not have.

    Attributes:
        suggestions: The nearest ones that it has, the nearest first; each can be asked for in its place.
    """

    def __init__(self, message: str, suggestions: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.suggestions = suggestions


class UnknownTable(UsageError, KeyError):
    """No table has the name."""

    __str__ = Exception.__str__  # a KeyError's own is for keys, not for sentences


class InputError(PaperatlasError):
    """A file or a path can't be read at all."""


class AtlasError(PaperatlasError):
    """The directory of an atlas is missing, foreign, damaged or in use."""


class QueryError(PaperatlasError):
    """A query is wrong, does more than it may, or ran out of time or memory."""


class OutputError(PaperatlasError):
    """A result can't be written."""


class ShortageError(OutputError):
    """There is less memory than a result takes, as far as it was limited."""


class ProblemsError(PaperatlasError):
    """The files have problems and the caller asked to be strict."""

    exit_code = 1


class StoreError(PaperatlasError):
    """A store holds what is not ours, refuses what it is told, or is closed."""


class StoreUnavailable(PaperatlasError):
    """A store can't be reached, does not let us in, or does not answer."""

    exit_code = 3


class ServiceUnavailable(PaperatlasError):
    """A public service can't be reached, does not let us in, or does not answer as it should.

    Attributes:
        files: Names of the files that were fetched before.
    """

    exit_code = 3

    def __init__(self, message: str, files: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.files = files
