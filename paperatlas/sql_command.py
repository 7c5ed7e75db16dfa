"""The command `paperatlas sql`."""

import contextlib
import sys

import click

from paperatlas.options import (
    MB,
    atlas_option,
    format_option,
    key_value,
    memory_option,
    parameter_option,
    timeout_option,
)
from paperatlas.terminal import ROW_FORMATS, print_rows, progress_bar


@click.command()
@click.argument("select", metavar="SELECT")
@atlas_option
@parameter_option
@format_option(ROW_FORMATS, "How to print the rows.")
@timeout_option
@memory_option
def sql(select: str, directory: str, given: tuple[str, ...], form: str, timeout: float, memory: int) -> None:
    """Ask in SQL, which is quick for the whole graph; - reads the query from standard input.

    SELECT is one query over the atlas's tables, in the SQL of DuckDB: papers, authors, authored and so on, as "SHOW
    TABLES" and "DESCRIBE papers" list them. It reads these tables and nothing else.

    A value is read as JSON where it is JSON, else as text: -p votes=30 -p name="Tri Dao".
    """
    from paperatlas.atlas import Atlas
    from paperatlas.queries import free_value

    text = sys.stdin.read() if select == "-" else select
    values = {key: free_value(value) for key, value in map(key_value, given)}
    with contextlib.ExitStack() as opened:
        with progress_bar("asking", quiet=False):
            atlas = opened.enter_context(Atlas.open(directory, query_memory=memory * MB))
            streamed = opened.enter_context(atlas.sql_store.stream(text, values, timeout))
        print_rows(streamed, form)
