"""The embedded store of a build: opened, and made where it is not there yet."""

import os
import subprocess
import sys
from pathlib import Path

from paperatlas.loaders.store import CypherStore
from paperatlas.manifest import STORE, TABLES

_PROGRAM = "import sys; sys.path[:] = {path!r}; from paperatlas.stores import embedded_store; embedded_store({build!r})"


def embedded_store(build: str | Path) -> CypherStore:
    """Opens the store of a build, after making it from the tables where it is missing or unreadable.

    Raises:
        AtlasError: The tables can't be read.
    """
    from paperatlas.loaders.embedded import open_or_remake
    from paperatlas.loaders.parquet import ParquetTables

    return open_or_remake(Path(build) / STORE, lambda: ParquetTables(Path(build) / TABLES, keep=False))


def make_store(build: Path, papers: int) -> None:
    """Has the store made that a large build leaves to the first question.

    A process of its own does it: that takes frames, and much memory, which the process that asks is to have back. Where
    it fails, opening the store tries once more and says why.

    Args:
        build: With tables and no store.
        papers: How many it has.
    """
    from paperatlas.loaders.embedded import LARGE

    if not os.access(build, os.W_OK):  # it then has to be made in memory, each time
        return
    if papers > LARGE:
        from paperatlas.terminal import tell

        tell(f"making the embedded store of {papers:,} papers, once for this build")
    program = _PROGRAM.format(path=sys.path, build=os.path.realpath(build))
    subprocess.run([sys.executable, "-c", program], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
