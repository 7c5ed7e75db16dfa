"""Writes the files for a bulk import of Neo4j on Spark: in parallel, of an atlas that no machine holds."""

import contextlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from paperatlas.atlas import Atlas
from paperatlas.base.errors import AtlasError, OutputError
from paperatlas.base.output import whole_directory
from paperatlas.graph.views import DEFAULT_VIEW, find_view
from paperatlas.manifest import FORMAT, MANIFEST, TABLES
from paperatlas.spark_session import spark_session
from paperatlas.spark_target import Files, local_path

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

STEPS = ".steps"


def export_on_spark(atlas: str, out: str, master: str, view: str = DEFAULT_VIEW) -> str:
    """Writes the files that `neo4j-admin database import` reads, each by the task that has the rows.

    Args:
        atlas: The address of an atlas's directory, `file:`, `s3a:` or `hdfs:`; a path alone is one of `file:`.
        out: The address of a directory that is not there yet, which all machines see.
        master: Of Spark: `local[2]`, `spark://host:7077`, `yarn`, `k8s://...`.
        view: One of `paperatlas.graph.views.VIEWS`.

    Returns:
        The command that imports them, which also stands in the README beside them.

    Raises:
        UsageError: There is no such view, Spark or Java is missing, or an address is none.
        AtlasError: There is no atlas, it is damaged, or Spark failed; nothing is left.
        StoreUnavailable: No master of Spark answers.
        OutputError: Something is there where the files are to be, or they can't be written.
    """
    part, here, there = find_view(view), local_path(atlas), local_path(out)
    with contextlib.ExitStack() as stack:
        opened = None if here is None else stack.enter_context(Atlas.open(here))
        directory = None if there is None else stack.enter_context(whole_directory(there))
        session = stack.enter_context(spark_session(master))
        tables = remote_tables(session, atlas) if opened is None else (opened.path / TABLES).resolve().as_uri()
        target = out.rstrip("/") if directory is None else directory.absolute().as_uri()
        with written_files(session, target, directory) as files:
            from paperatlas.graph.engines.spark import Spark
            from paperatlas.loaders.neo4j import bulk_spark

            small, command = bulk_spark.write(Spark(session, f"{target}/{STEPS}"), tables, part, target)
            files.update(small)
    return command


@contextlib.contextmanager
def written_files(session: "SparkSession", target: str, directory: Path | None) -> Iterator[dict[str, str]]:
    """Small files, written where the block ends well; else nothing is left at the target."""
    small: dict[str, str] = {}
    if directory is not None:
        yield small
        shutil.rmtree(directory / STEPS, ignore_errors=True)
        for name, content in small.items():
            (directory / name).write_text(content, encoding="utf-8")
        return
    files = Files(session)
    if files.exists(target):
        raise OutputError(f"{target}: is there already; name another directory")
    try:
        yield small
        for name, content in small.items():  # the README last: where it is, all is
            files.write(f"{target}/{name}", content.removesuffix("\n").split("\n"))
    except BaseException:
        files.delete(target)
        raise
    files.delete(f"{target}/{STEPS}")


def remote_tables(session: "SparkSession", atlas: str) -> str:
    """The tables of an atlas on a file system that only Spark reaches.

    Raises:
        AtlasError: There is none, or one of another version.
    """
    files, place = Files(session), atlas.rstrip("/")
    if not files.exists(f"{place}/current"):
        raise AtlasError(f"{atlas}: there is no atlas; build one: paperatlas build --engine spark PATH... -o {atlas}")
    build = f"{place}/builds/{files.read(f'{place}/current').strip()}"
    if not _is_ours(files.read(f"{build}/{MANIFEST}") if files.exists(f"{build}/{MANIFEST}") else ""):
        raise AtlasError(f"{build}: was not written by this version of paperatlas; build the atlas again")
    return f"{build}/{TABLES}"


def _is_ours(manifest: str) -> bool:
    try:
        return bool(json.loads(manifest)["format"] == FORMAT)
    except (ValueError, TypeError, LookupError, RecursionError):
        return False
