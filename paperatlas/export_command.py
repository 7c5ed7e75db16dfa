"""`paperatlas export`: the graph, or a part of it, as files of other programs."""

import click

from paperatlas.graph.views import DEFAULT_VIEW, VIEWS
from paperatlas.loaders import EXPORTS
from paperatlas.options import (
    ALL_PROCESSORS,
    atlas_option,
    either,
    engine_option,
    listed,
    master_option,
    quiet_option,
    refuse_master,
)
from paperatlas.terminal import progress_bar, refuse_terminal, show, tell


@click.command(epilog=listed("Formats", {name: export.meaning for name, export in EXPORTS.items()}))
@click.argument("out", metavar="OUT")
@atlas_option
@click.option("--format", "form", metavar="FORMAT", help="One of those below.  [by OUT's suffix]")
@click.option("--view", metavar="VIEW", default=DEFAULT_VIEW, show_default=True, help=f"{either(VIEWS)}.")
@engine_option("What writes; spark does so in parallel, for the format neo4j-admin, and prints the command.")
@master_option
@quiet_option
def export(out: str, directory: str, form: str | None, view: str, engine: str, master: str | None, quiet: bool) -> None:
    """Write the graph, or a view of it, to the file OUT; - is standard output.

    A file with the name of a table, such as glossary.csv or papers.xlsx, is that table, whole. CSV is for programs,
    exact to the letter; for a spreadsheet take xlsx, in which no cell becomes a formula.
    """
    from paperatlas.atlas import Atlas

    if engine == "spark":
        _export_on_spark(out, directory, form, view, master, quiet)
        return
    refuse_master(master)
    refuse_terminal(out)
    with Atlas.open(directory) as atlas, progress_bar("writing", quiet or out == "-"):
        atlas.export(out, format=form, view=view)
    if not quiet and out != "-":
        tell(f"wrote {out}")


def _export_on_spark(out: str, directory: str, form: str | None, view: str, master: str | None, quiet: bool) -> None:
    """Writes the files of a bulk import, and prints the command that reads them."""
    if form != "neo4j-admin":
        raise click.UsageError("--engine spark is for --format neo4j-admin; other formats are written by one machine")
    from paperatlas.spark_exporting import export_on_spark

    command = export_on_spark(directory, out, master or ALL_PROCESSORS, view)
    show(command, lines=True)
    if not quiet:
        tell(f"wrote {out}; run the command there, see README.txt")
