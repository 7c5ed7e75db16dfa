"""The command line: data goes to standard output, words to standard error.

Exit codes: 0 done, 1 the data has problems, 2 wrong usage or unusable input, 3 a store is unreachable.
"""

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paperatlas.base.errors import PaperatlasError, ProblemsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from paperatlas.building import BuildReport
    from paperatlas.loaders.neo4j.store import Neo4jStore

DEFAULT_DIRECTORY = "atlas"
INTERRUPTED = 130


class _Commands(click.Group):
    """Turns what a user did wrong into a sentence and an exit code, never into a traceback."""

    def invoke(self, context: click.Context) -> Any:
        try:
            return super().invoke(context)
        except PaperatlasError as error:
            click.echo(f"Error: {error}", err=True)
            context.exit(error.exit_code)
        except KeyboardInterrupt:
            click.echo("Interrupted; nothing was changed.", err=True)
            context.exit(INTERRUPTED)


atlas_option = click.option(
    "--atlas",
    "directory",
    metavar="DIR",
    default=DEFAULT_DIRECTORY,
    envvar="PAPERATLAS_DIR",
    show_default=True,
    show_envvar=True,
    help="The atlas's directory.",
)
paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
uri_option = click.option("--uri", help="Address of the Neo4j server.  [NEO4J_URI, or bolt://localhost:7687]")
login_option = click.option(
    "--login",
    "login_file",
    metavar="FILE",
    help="Read NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE there.",
)
quiet_option = click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors.")


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="paperatlas")
def main() -> None:
    """Turn daily paper digests into a knowledge graph, query it, export it, look at it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


@main.command()
@paths_argument
@click.option(
    "--out",
    "-o",
    metavar="DIR",
    default=DEFAULT_DIRECTORY,
    envvar="PAPERATLAS_DIR",
    show_default=True,
    help="The atlas's directory.",
)
@click.option("--strict", is_flag=True, help="Build nothing where a digest has problems.")
@click.option("--max-team", type=click.IntRange(min=2), metavar="N", help="Larger teams make no collaborations.  [50]")
@click.option("--overrides", metavar="FILE", help="TOML: names that are the same, different, never or always concepts.")
@click.option(
    "--vocabulary", metavar="FILE", help="CSV of topics and broader ones, as the Computer Science Ontology's."
)
@click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="Processes to read with.  [all processors]")
@quiet_option
def build(paths: tuple[str, ...], out: str, strict: bool, jobs: int | None, quiet: bool, **settings: Any) -> None:
    """Make an atlas of digests, or bring it up to date.

    PATH is a digest, a directory with digests in it, or - for standard input.
    """
    from paperatlas.building import build_atlas, read_settings
    from paperatlas.terminal import progress_bar

    told = read_settings(**settings)
    with progress_bar("reading digests", quiet, then="making the graph") as progress:
        report = build_atlas(paths, out, told, jobs, strict, progress)
    if not quiet:
        _tell_build(report, out)


@main.command()
@paths_argument
@quiet_option
def check(paths: tuple[str, ...], quiet: bool) -> None:
    """Print what can't be read in digests, as file:line: message; exit 1 if there is anything."""
    from paperatlas.checking import check as check_digests

    listings, problems = check_digests(paths)
    for problem in problems:
        click.echo(str(problem))
    if not quiet:
        click.echo(f"{_count(len(listings), 'listing')}, {_count(len(problems), 'problem')}", err=True)
    if problems:
        sys.exit(ProblemsError.exit_code)


@main.command()
@atlas_option
def info(directory: str) -> None:
    """Show counts, days, the people and topics with the most papers, and problems."""
    from paperatlas.atlas import Atlas
    from paperatlas.summary import summarize
    from paperatlas.terminal import print_summary

    with Atlas.open(directory) as atlas:
        print_summary(summarize(atlas), str(atlas.path))


@main.command()
@click.argument("name")
@atlas_option
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json"]),
    default="table",
    show_default=True,
    help="How to print it.",
)
def concept(name: str, directory: str, form: str) -> None:
    """Show a concept: its names and why they are one, papers with evidence, neighbours, months.

    NAME is any of its names, in any language, or its id.
    """
    from paperatlas.atlas import Atlas
    from paperatlas.terminal import print_concept

    with Atlas.open(directory) as atlas:
        print_concept(atlas.concept(name), form)


@main.command()
@click.argument("query", metavar="CYPHER|NAME")
@atlas_option
@click.option("--parameter", "-p", "given", multiple=True, metavar="KEY=VALUE", help="A value for $KEY; repeatable.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["table", "json", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="How to print the rows.",
)
@click.option("--timeout", type=click.FloatRange(min=0.001), default=60.0, show_default=True, help="Seconds to wait.")
@click.option("--on", type=click.Choice(["embedded", "neo4j"]), default="embedded", help="Whom to ask.  [embedded]")
@uri_option
@login_option
@click.option("--write", is_flag=True, help="Let the query write; on a Neo4j server only.")
def query(
    query: str,
    directory: str,
    given: tuple[str, ...],
    form: str,
    timeout: float,
    on: str,
    **server: Any,
) -> None:
    """Ask in Cypher, or by the name of a saved query; - reads the query from standard input.

    The values of a saved query have the types it declares. For your own Cypher a value is read as JSON where it is
    JSON, else as text: -p votes=30 -p name="Tri Dao".

    With --on neo4j a server is asked, see `paperatlas load`.
    """
    from paperatlas.atlas import Atlas
    from paperatlas.queries import free_value, is_name, resolve
    from paperatlas.terminal import print_rows

    text = sys.stdin.read() if query == "-" else query
    values: dict[str, Any] = dict(_key_value(pair) for pair in given)
    if not is_name(text):
        values = {key: free_value(value) for key, value in values.items()}
    if on == "neo4j":
        cypher, parameters = resolve(text, values)
        with _neo4j_store(**server) as store, store.stream(cypher, parameters, timeout) as streamed:
            print_rows(streamed, form)
            _warn(streamed.warnings)
        return
    if any(server.values()):
        raise click.UsageError("--uri, --login and --write go with --on neo4j")
    with Atlas.open(directory) as atlas:
        result = atlas.query(text, values, timeout_seconds=timeout)
    _warn(result.warnings)
    print_rows(result, form)


@main.command()
@click.argument("name", required=False)
def queries(name: str | None) -> None:
    """List the saved queries with their parameters, or show the Cypher of one."""
    from paperatlas.queries import find_saved_query, saved_queries
    from paperatlas.terminal import print_saved_queries

    if name is None:
        print_saved_queries(saved_queries().values())
    else:
        click.echo(find_saved_query(name).cypher)


@main.command()
@atlas_option
@uri_option
@login_option
@click.option("--remove", is_flag=True, help="Take the atlas out of the server instead.")
@click.option(
    "--timeout", type=click.FloatRange(min=0.1), default=60.0, show_default=True, help="Seconds to wait for an answer."
)
@quiet_option
def load(directory: str, uri: str | None, login_file: str | None, remove: bool, timeout: float, quiet: bool) -> None:
    """Bring a Neo4j server to this atlas: what is new, changed or gone since the last time is sent.

    Address, user, password and database come from NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE, from a
    file with these names, and the password from you where it is nowhere.
    """
    from paperatlas.atlas import Atlas
    from paperatlas.loaders.neo4j import loading
    from paperatlas.loaders.neo4j.login import read_login
    from paperatlas.loaders.neo4j.server import Server
    from paperatlas.terminal import print_load, progress_bar

    build = None if remove else Atlas.open(directory)
    login = read_login(uri, login_file, _ask_password)
    try:
        with Server(login, timeout) as server, progress_bar("removing" if remove else "loading", quiet) as progress:
            report = loading.remove(server, progress) if build is None else build.load_to(server, progress)
    except KeyboardInterrupt:
        click.echo("Interrupted; what is there is consistent, and the next load goes on from it.", err=True)
        sys.exit(INTERRUPTED)
    if not quiet:
        print_load(report, login.uri)


@main.command()
@click.argument("out", metavar="OUT")
@atlas_option
@click.option("--format", "form", metavar="FORMAT", help="graphml, gexf, json, csv or neo4j-admin.  [by OUT's suffix]")
@click.option("--view", default="all", show_default=True, help="all, collaborations, papers or concepts.")
@quiet_option
def export(out: str, directory: str, form: str | None, view: str, quiet: bool) -> None:
    """Write the graph, or a view of it, to the file OUT; - is standard output.

    CSV is a directory with a file a table; a file with the name of a table, such as glossary.csv, is that table;
    neo4j-admin is a directory of files for the bulk import of a Neo4j server.
    """
    from paperatlas.atlas import Atlas
    from paperatlas.terminal import progress_bar

    with Atlas.open(directory) as atlas, progress_bar("writing", quiet or out == "-"):
        atlas.export(out, format=form, view=view)
    if not quiet and out != "-":
        click.echo(f"wrote {out}", err=True)


@main.command()
@atlas_option
@click.option("--out", "-o", default="atlas.html", show_default=True, metavar="OUT.html", help="The page.")
@click.option("--view", metavar="VIEW", help="What it opens on: concepts, collaborations, papers or all.  [all]")
@click.option("--query", "cypher", metavar="CYPHER", help="Draw what this query returns: whole nodes, or their ids.")
@click.option("--renderer", metavar="NAME", help="explorer or pyvis.  [explorer; pyvis for a query's result]")
@click.option("--open", "show", is_flag=True, help="Open the page in a browser.")
@quiet_option
def view(
    directory: str, out: str, view: str | None, cypher: str | None, renderer: str | None, show: bool, quiet: bool
) -> None:
    """Draw the graph, or a query's result, as an interactive page that works offline.

    The explorer holds the whole atlas: maps of its topics, people and papers, search, details and a timeline.
    pyvis draws small graphs: a view, or what a query returns.
    """
    from paperatlas.atlas import DEFAULT_VIEW, Atlas
    from paperatlas.terminal import progress_bar

    if view is not None and cypher is not None:
        raise click.UsageError("give --view or --query, not both")
    with Atlas.open(directory) as atlas, progress_bar("drawing", quiet or out == "-"):
        page = atlas.view(out, view or DEFAULT_VIEW, query=cypher, renderer=renderer)
    for note in page.notes:
        click.echo(note, err=True)
    if not quiet and out != "-":
        click.echo(f"wrote {out}", err=True)
    if show:
        click.launch(Path(out).resolve().as_uri())


def _tell_build(report: "BuildReport", out: str) -> None:
    """One line on the build, and the first problems."""
    from paperatlas.atlas import Atlas
    from paperatlas.reading import SHOWN_PROBLEMS

    with Atlas.open(out) as atlas:
        counts = atlas.manifest["counts"]
        problems = atlas.problems
    done = f"read {_count(report.read, 'file')}, " if report.changed else "nothing changed: "
    nodes = ", ".join(_count(counts[f"{noun}s"], noun) for noun in ("paper", "author", "date", "concept"))
    click.echo(f"{out}: {done}{nodes}", err=True)
    for problem in problems[:SHOWN_PROBLEMS]:
        click.echo(f"  {problem}", err=True)
    if len(problems) > SHOWN_PROBLEMS:
        click.echo(f"  and {_count(len(problems) - SHOWN_PROBLEMS, 'problem')} more (paperatlas check)", err=True)


def _neo4j_store(uri: str | None, login_file: str | None, write: bool) -> "Neo4jStore":
    from paperatlas.loaders.neo4j.login import read_login
    from paperatlas.loaders.neo4j.store import Neo4jStore

    return Neo4jStore(read_login(uri, login_file, _ask_password), writes=write)


def _ask_password(question: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("there is no password: set NEO4J_PASSWORD, or name a file that has it with --login")
    return str(click.prompt(question, hide_input=True, err=True))


def _warn(warnings: "Iterable[str]") -> None:
    for warning in warnings:
        click.echo(f"Warning: {warning}", err=True)


def _key_value(pair: str) -> tuple[str, str]:
    key, equals, value = pair.partition("=")
    if not equals or not key:
        raise click.UsageError(f"-p takes KEY=VALUE, not {pair!r}")
    return key, value


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
