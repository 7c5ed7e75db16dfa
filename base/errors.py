"""Every error that paperatlas raises on purpose.

    PaperatlasError
    ├── UsageError          the caller asked for something that does not exist or does not fit
    ├── InputError          a digest or a path can't be read at all
    ├── AtlasError          the directory of an atlas is missing, foreign, damaged or in use
    ├── QueryError          a query is wrong, writes, or ran out of time
    ├── OutputError         a result can't be written
    ├── ProblemsError       the digests have problems and the caller asked to be strict
    ├── StoreError          a store holds what is not ours, or refuses what it is told
    └── StoreUnavailable    a store can't be reached, does not let us in, or does not answer

Each message says what, where and what to do; `exit_code` is what the command line ends with.
"""

from typing import ClassVar


class PaperatlasError(Exception):
    """Base of all errors meant for a user."""

    exit_code: ClassVar[int] = 2


class UsageError(PaperatlasError):
    """The caller asked for something that does not exist or does not fit."""


class InputError(PaperatlasError):
    """A digest or a path can't be read at all."""


class AtlasError(PaperatlasError):
    """The directory of an atlas is missing, foreign, damaged or in use."""


class QueryError(PaperatlasError):
    """A query is wrong, writes, or ran out of time."""


class OutputError(PaperatlasError):
    """A result can't be written."""


class ProblemsError(PaperatlasError):
    """The digests have problems and the caller asked to be strict."""

    exit_code = 1


class StoreError(PaperatlasError):
    """A store holds what is not ours, or refuses what it is told."""


class StoreUnavailable(PaperatlasError):
    """A store can't be reached, does not let us in, or does not answer."""

    exit_code = 3
