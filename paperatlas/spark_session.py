"""A session of Spark, and in words what keeps one from starting."""

import contextlib
import os
import re
import shutil
import socket
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from paperatlas.base.errors import AtlasError, StoreUnavailable, UsageError

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

OLDEST_JAVA = 17
ENDED = (
    "its Java ended; where that says OutOfMemoryError above, give it more:"
    " PYSPARK_SUBMIT_ARGS='--driver-memory 8g pyspark-shell'"
)
CONNECT_SECONDS = 10
_MASTER = re.compile(r"local(\[(\d+|\*)(,\d+)?\])?|spark://[^\s,]+|yarn|k8s://\S+")
_SERVER = re.compile(r"([^\s,:/\[\]]+|\[[0-9A-Fa-f:.]+\]):(\d+)")
_VERSION = re.compile(r'version "(?:1\.)?(\d+)')
_SETTINGS = {
    "spark.app.name": "paperatlas",
    "spark.sql.session.timeZone": "UTC",
    "spark.ui.showConsoleProgress": "false",
    "spark.hadoop.mapreduce.fileoutputcommitter.marksuccessfuljobs": "false",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "10000",
    "spark.sql.execution.arrow.maxBytesPerBatch": "8m",  # each task has as much twice outside of the heap
}
_ON_ONE_MACHINE = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
    "spark.ui.enabled": "false",
}
"""Nobody else has to reach it."""


@contextlib.contextmanager
def spark_session(master: str) -> "Iterator[SparkSession]":
    """A session on a cluster, or on this machine; closed in the end.

    Args:
        master: `local[2]`, `spark://host:7077`, `yarn` or `k8s://...`. What else Spark is to know stands in its own
            `spark-defaults.conf`, or in the variable PYSPARK_SUBMIT_ARGS.

    Raises:
        UsageError: Spark or Java is missing, or the address is none.
        StoreUnavailable: Nothing answers at the address.
        AtlasError: Spark failed.
    """
    if not _MASTER.fullmatch(master):
        raise UsageError(f"{master!r} is no master of Spark; write local[2], spark://HOST:7077, yarn or k8s://...")
    try:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise UsageError("Spark is not installed; install it with: pip install 'paperatlas[spark]'") from error
    if SparkSession.getActiveSession() is not None:
        raise UsageError("a session of Spark is open in this process, which this would take over; stop it first")
    _require_java()
    if master.startswith("spark://"):
        _require_answer(master)
    session = _started(master)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("ignore", message="PySpark does not yet fully support pandas")  # none is used
            yield session
    except Exception as error:
        if not _answers(session):  # then what was tried fails in many ways
            raise AtlasError(f"Spark could not go on: {ENDED}") from error
        if isinstance(error, PySparkException | Py4JError):
            raise AtlasError(f"Spark could not go on: {_first_line(error)}") from error
        raise
    finally:
        with contextlib.suppress(Py4JError, OSError):  # where its Java is gone
            session.stop()


def _started(master: str) -> "SparkSession":
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.master(master)
    for name, value in (_SETTINGS | (_ON_ONE_MACHINE if master.startswith("local") else {})).items():
        builder = builder.config(name, value)
    try:
        session = builder.getOrCreate()
    except Exception as error:
        raise AtlasError(f"Spark did not start at {master}: {_first_line(error)}") from error
    session.sparkContext.setLogLevel("ERROR")
    return session


def _require_java() -> None:
    """Holds on to a Java that Spark runs on.

    Raises:
        UsageError: There is none, or too old a one.
    """
    home = os.environ.get("JAVA_HOME")
    java = str(Path(home, "bin", "java")) if home else shutil.which("java")
    if java is None or not os.access(java, os.X_OK):
        where = f"JAVA_HOME is {home}, where none is" if home else "there is none here"
        raise UsageError(
            f"Spark needs Java {OLDEST_JAVA} or newer, and {where}; install it (Debian: apt-get install"
            " default-jre-headless), or name its directory in JAVA_HOME"
        )
    found = subprocess.run([java, "-version"], capture_output=True, text=True, check=False)
    version = _VERSION.search(found.stderr + found.stdout)
    if version is None or int(version[1]) < OLDEST_JAVA:
        what = f"is Java {version[1]}" if version else "does not tell its version"
        raise UsageError(f"Spark needs Java {OLDEST_JAVA} or newer, and {java} {what}; name another in JAVA_HOME")


def _require_answer(master: str) -> None:
    """Holds on to a master that can be reached; Spark itself asks for minutes, then ends.

    Raises:
        UsageError: The address is none.
        StoreUnavailable: Nothing answers there.
    """
    servers = [_SERVER.fullmatch(each) for each in master.removeprefix("spark://").split(",")]
    reasons = []
    for server in servers:
        if server is None:
            raise UsageError(f"{master!r} is no address of a master of Spark; write spark://HOST:7077")
        try:
            socket.create_connection((server[1].strip("[]"), int(server[2])), CONNECT_SECONDS).close()
            return
        except (OSError, OverflowError) as error:
            reasons.append(getattr(error, "strerror", None) or str(error))
    raise StoreUnavailable(f"{master}: no master of Spark answers there ({reasons[0]}); is it running?")


def _first_line(error: Exception) -> str:
    """What an error says first, or what the last line of a Python task's says."""
    lines = [line for line in str(error).splitlines() if line.strip()]
    if "PythonException" in type(error).__name__ and lines:
        return lines[-1].strip()
    if "Py4JJavaError" in type(error).__name__ and len(lines) > 1:  # the first says what was called
        return lines[1].removeprefix(":").strip()
    return lines[0].strip() if lines else type(error).__name__


def _answers(session: "SparkSession") -> bool:
    """Whether its Java is there."""
    try:
        return bool(session.version)
    except Exception:
        return False
