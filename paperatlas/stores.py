"""The embedded store of a build: opened, and made where it is not there yet."""

import logging
import os
import subprocess
import sys
from pathlib import Path

from paperatlas.base.errors import AtlasError
from paperatlas.base.no_pandas import are_frames_refused
from paperatlas.loaders.store import CypherStore
from paperatlas.manifest import STORE, TABLES

_LOG = logging.getLogger(__name__)
_PROGRAM = "import sys; sys.path[:] = {path!r}; from paperatlas.stores import embedded_store; embedded_store({build!r})"


def embedded_store(build: str | Path) -> CypherStore:
    """Opens the store of a build, after making it from the tables where it is missing or unreadable.

    Raises:
        AtlasError: The tables can't be read; or the store can't be made in this process and place.
    """
    from paperatlas.loaders.embedded import EmbeddedStore, open_or_remake
    from paperatlas.loaders.parquet import ParquetTables

    path = Path(build) / STORE
    if not are_frames_refused():
        return open_or_remake(path, lambda: ParquetTables(Path(build) / TABLES, keep=False))
    try:
        return EmbeddedStore.open(path)
    except AtlasError:
        make_store(Path(build))
    try:
        return EmbeddedStore.open(path)
    except AtlasError as error:
        raise AtlasError(f"{error}; build the atlas anew in a directory that can be written") from error


def make_store(build: Path, papers: int | None = None) -> None:
    """Has the store made that a large build leaves to the first question.

    A process of its own does it: that takes frames, and much memory, which the process that asks is to have back. Where
    it fails, opening the store tries once more and says why.

    Args:
        build: With tables and no store, or one that can't be read.
        papers: How many it has, if that is known.
    """
    from paperatlas.loaders.embedded import LARGE

    if not os.access(build, os.W_OK):  # it then has to be made in memory, each time
        return
    if papers is not None and papers > LARGE:
        _LOG.info("making the embedded store of %s papers, once for this build", f"{papers:,}")
    program = _PROGRAM.format(path=sys.path, build=os.path.realpath(build))
    subprocess.run([sys.executable, "-c", program], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
