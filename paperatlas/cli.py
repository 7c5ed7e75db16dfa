"""The command line: data goes to standard output, words to standard error.

Exit codes: 0 done, 1 the data has problems, 2 wrong usage or unusable input, 3 a store or service is unreachable, 130
interrupted, 141 the reader of a pipe has seen enough.
"""

import contextlib
import io
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from paperatlas.__main__ import INTERRUPTED
from paperatlas.base.counts import counted
from paperatlas.base.errors import PaperatlasError, ProblemsError
from paperatlas.base.memory import told_when_short
from paperatlas.base.output import quiet_when_unread, standard_output
from paperatlas.base.visible import written_out
from paperatlas.directory import DEFAULT_DIRECTORY
from paperatlas.export_command import export
from paperatlas.fetch_commands import fetch
from paperatlas.graph.schema import DEFAULT_MAX_TEAM, DEFAULT_MIN_SPECIFICITY
from paperatlas.graph.views import DEFAULT_VIEW, VIEWS
from paperatlas.loaders.store import DEFAULT_TIMEOUT
from paperatlas.options import (
    ALL_PROCESSORS,
    MB,
    atlas_option,
    either,
    engine_option,
    format_option,
    key_value,
    master_option,
    memory_option,
    parameter_option,
    quiet_option,
    refuse_master,
    timeout_option,
)
from paperatlas.sql_command import sql
from paperatlas.terminal import (
    PAPER_FORMATS,
    PERSON_FORMATS,
    PROFILE_FORMATS,
    ROW_FORMATS,
    print_build,
    print_concept,
    print_load,
    print_paper,
    print_people,
    print_rows,
    print_saved_queries,
    print_summary,
    progress_bar,
    refuse_terminal,
    show,
    tell,
    telling,
)
from paperatlas.viz import RENDERER_OF_QUERIES, RENDERER_OF_VIEWS, RENDERERS

if TYPE_CHECKING:
    from paperatlas.building import BuildReport
    from paperatlas.loaders.store import CypherStore


class _Commands(click.Group):
    """Turns what a user did wrong into a sentence and an exit code, never into a traceback."""

    def parse_args(self, context: click.Context, arguments: list[str]) -> list[str]:
        with quiet_when_unread(), _usage_shown():
            return super().parse_args(context, arguments)

    def invoke(self, context: click.Context) -> Any:
        with quiet_when_unread():  # click would call it a failure
            return self._invoke(context)

    def _invoke(self, context: click.Context) -> Any:
        try:
            with _usage_shown(), told_when_short(), standard_output(), telling():
                return super().invoke(context)
        except PaperatlasError as error:
            tell(f"Error: {error}", lines=True)
            context.exit(error.exit_code)
        except KeyboardInterrupt as interrupt:
            tell(str(interrupt) or "Interrupted; nothing was changed.")
            context.exit(INTERRUPTED)


@contextlib.contextmanager
def _usage_shown() -> Iterator[None]:
    """What click says of wrong usage quotes the arguments, which may hold anything, file names for one."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        raise click.UsageError(written_out(error.format_message(), kept="\n"), error.ctx) from error


paths_argument = click.argument("paths", nargs=-1, required=True, metavar="PATH...")
uri_option = click.option("--uri", help="Address of the Neo4j server.  [NEO4J_URI, or bolt://localhost:7687]")
login_option = click.option(
    "--login",
    "login_file",
    metavar="FILE",
    help="Read NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE there.",
)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="paperatlas")
def main() -> None:
    """Turn lists of papers into a knowledge graph, query it, export it, look at it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


main.add_command(fetch)


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
@click.option("--strict", is_flag=True, help="Build nothing where a file has problems.")
@click.option(
    "--max-team",
    type=click.IntRange(min=2),
    metavar="N",
    help=f"Larger teams make no collaborations.  [{DEFAULT_MAX_TEAM}]",
)
@click.option("--overrides", metavar="FILE", help="TOML: names that are the same, different, never or always concepts.")
@click.option(
    "--vocabulary", metavar="FILE", help="CSV of topics and broader ones, as the Computer Science Ontology's."
)
@click.option(
    "--min-specificity",
    type=click.FloatRange(0, 1),
    metavar="X",
    help=f"Terms that say less of a paper are no concepts.  [{DEFAULT_MIN_SPECIFICITY}]",
)
@click.option("--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="Processes to read with.  [all processors]")
@engine_option("What joins the papers; spark is for more than one machine holds, and makes a new atlas.")
@master_option
@quiet_option
def build(
    paths: tuple[str, ...],
    out: str,
    strict: bool,
    jobs: int | None,
    engine: str,
    master: str | None,
    quiet: bool,
    **settings: Any,
) -> None:
    """Make an atlas of lists of papers, or bring it up to date.

    PATH is a file, a directory with files in it, or - for standard input.
    """
    from paperatlas.building import build_atlas
    from paperatlas.settings import read_settings

    told = read_settings(**settings)
    if engine == "spark":
        if jobs is not None:
            raise click.UsageError("--jobs is for the engine duckdb; for Spark, --master says it")
        from paperatlas.spark_building import build_on_spark

        made = build_on_spark(paths, out, told, master or ALL_PROCESSORS, strict)
        if not quiet:
            more = [f"{counted(made.problems, 'problem')} (paperatlas check)"] if made.problems else []
            print_build(out, made.files, made.counts, len(made.skipped), [*made.warnings, *more])
        return
    refuse_master(master)
    with progress_bar("reading files", quiet, then="making the graph") as progress:
        report = build_atlas(paths, out, told, jobs, strict, progress)
    if not quiet:
        _tell_build(report, out)


@main.command()
@paths_argument
@quiet_option
def check(paths: tuple[str, ...], quiet: bool) -> None:
    """Print what can't be read in files, as file:line: message; exit 1 if there is anything.

    What is skipped, such as files of other forms, is listed on standard error. Files are parsed only: what goes wrong
    where concepts are looked for in their texts is told by build.
    """
    from paperatlas.checking import check as check_paths
    from paperatlas.places import located

    report = check_paths(paths)
    for problem in report.problems:
        show(str(located(problem, report.places)))
    if not quiet:
        for skipped in report.skipped:
            tell(str(skipped))
        counts = counted(len(report.listings), "listing"), counted(len(report.problems), "problem")
        tell(", ".join([*counts, *([f"{len(report.skipped):,} skipped"] if report.skipped else [])]))
    if report.problems:
        sys.exit(ProblemsError.exit_code)


@main.command()
def formats() -> None:
    """List the forms of papers that are read, their suffixes, and the plug-ins that bring forms."""
    from paperatlas.parsers import forms, installed_plugins

    known = forms()
    width = max(map(len, known))
    for name, form in known.items():
        bringer = getattr(form, "distribution", "")
        show(f"{name:<{width}}  {' '.join(form.suffixes)}{f'  ({bringer})' if bringer else ''}")
    for problem in installed_plugins().problems:
        tell(f"{problem.file}: {problem.message}")


@main.command()
@atlas_option
def info(directory: str) -> None:
    """Show counts, days, the people and topics with the most papers, and problems."""
    from paperatlas.atlas import Atlas

    with Atlas.open(directory) as atlas:
        print_summary(atlas.summary(), str(atlas.path))


@main.command()
@click.argument("name")
@atlas_option
@format_option(PROFILE_FORMATS, "How to print it.")
def concept(name: str, directory: str, form: str) -> None:
    """Show a concept: its names and why they are one, papers with evidence, neighbours, months.

    NAME is any of its names, in any language, or its id.
    """
    from paperatlas.atlas import Atlas

    with Atlas.open(directory) as atlas:
        print_concept(atlas.concept(name), form)


@main.command()
@click.argument("paper", metavar="ID|KEY|TITLE")
@atlas_option
@format_option(PAPER_FORMATS, "How to print it.")
def paper(paper: str, directory: str, form: str) -> None:
    """Show a paper: its ids and why they are its own, and which source gives its title, date, venue, type and key.

    ID is any of its ids, or an address that holds one; KEY its citation key; TITLE its whole title, in any spelling.
    """
    from paperatlas.atlas import Atlas

    with Atlas.open(directory) as atlas:
        print_paper(atlas.paper(paper), form)


@main.command()
@click.argument("person", metavar="NAME|ID")
@atlas_option
@format_option(PERSON_FORMATS, "How to print it.")
def person(person: str, directory: str, form: str) -> None:
    """Show who bears a name: papers, co-authors, topics, spellings and ids of each, and why that is one person.

    NAME is one in any spelling, or a name and a paper: "Wei Zhang ~ 2404.09656". ID is that of an author, or one that a
    source gives, such as an ORCID.
    """
    from paperatlas.atlas import Atlas

    with Atlas.open(directory) as atlas:
        print_people(atlas.person(person), form)


@main.command()
@click.argument("query", metavar="CYPHER|NAME")
@atlas_option
@parameter_option
@format_option(ROW_FORMATS, "How to print the rows.")
@timeout_option
@memory_option
@click.option("--on", type=click.Choice(["embedded", "neo4j"]), default="embedded", help="Whom to ask.  [embedded]")
@uri_option
@login_option
@click.option("--write", is_flag=True, help="Let the query do more than read the graph; on a Neo4j server only.")
def query(
    query: str, directory: str, given: tuple[str, ...], form: str, timeout: float, memory: int, on: str, **server: Any
) -> None:
    """Ask in Cypher, or by the name of a saved query; - reads the query from standard input.

    The values of a saved query have the types it declares. For your own Cypher a value is read as JSON where it is
    JSON, else as text: -p votes=30 -p name="Tri Dao".

    With --on neo4j a server is asked, see `paperatlas load`.
    """
    from paperatlas.asking import stream
    from paperatlas.queries import refuse_unfit

    text = sys.stdin.read() if query == "-" else query
    values = _read_values(text, given)
    refuse_unfit(text, values)
    if on == "embedded" and any(server.values()):
        raise click.UsageError("--uri, --login and --write go with --on neo4j")
    asked = _neo4j_store(**server) if on == "neo4j" else _embedded_store(directory, memory)
    with asked as store, stream(store, text, values, timeout) as streamed:
        print_rows(streamed, form)
        _warn(streamed.warnings)


main.add_command(sql)


@main.command()
@click.argument("name", required=False)
def queries(name: str | None) -> None:
    """List the saved queries with their parameters, or show the Cypher of one."""
    from paperatlas.queries import find_saved_query, saved_queries

    if name is None:
        print_saved_queries(saved_queries().values())
    else:
        show(find_saved_query(name).cypher, lines=True)


@main.command()
@atlas_option
@uri_option
@login_option
@click.option("--remove", is_flag=True, help="Take the atlas out of the server instead.")
@click.option(
    "--timeout",
    type=click.FloatRange(min=0.1),
    default=DEFAULT_TIMEOUT,
    show_default=True,
    help="Seconds to wait for an answer.",
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

    build = None if remove else Atlas.open(directory)
    login = read_login(uri, login_file, _ask_password)
    try:
        with Server(login, timeout) as server, progress_bar("removing" if remove else "loading", quiet) as progress:
            report = loading.remove(server, progress) if build is None else build.load_to(server, progress)
    except KeyboardInterrupt:
        tell("Interrupted; what is there is consistent, and the next load goes on from it.")
        sys.exit(INTERRUPTED)
    if not quiet:
        print_load(report, login.uri)


main.add_command(export)


@main.command()
@atlas_option
@click.option("--out", "-o", default="atlas.html", show_default=True, metavar="OUT.html", help="The page.")
@click.option("--view", metavar="VIEW", help=f"What it opens on: {either(VIEWS)}.  [{DEFAULT_VIEW}]")
@click.option(
    "--query", "cypher", metavar="CYPHER|NAME", help="Draw what this query returns: whole nodes, or their ids."
)
@parameter_option
@memory_option
@click.option(
    "--renderer",
    metavar="NAME",
    help=f"{either(RENDERERS)}.  [{RENDERER_OF_VIEWS}; {RENDERER_OF_QUERIES} for a query's result]",
)
@click.option("--open", "show", is_flag=True, help="Open the page in a browser.")
@quiet_option
def view(
    directory: str, out: str, view: str | None, cypher: str | None, given: tuple[str, ...], memory: int, **how: Any
) -> None:
    """Draw the graph, or a query's result, as an interactive page that works offline.

    The explorer holds the whole atlas: maps of its topics, people and papers, search, details and a timeline.
    pyvis draws small graphs: a view, or what a query returns.
    """
    from paperatlas.atlas import Atlas

    quiet, show = how["quiet"] or out == "-", how["show"]
    if view is not None and cypher is not None:
        raise click.UsageError("give --view or --query, not both")
    if given and cypher is None:
        raise click.UsageError("-p goes with --query")
    refuse_terminal(out)
    values = _read_values(cypher, given) if cypher is not None else None
    with Atlas.open(directory, query_memory=memory * MB) as atlas, progress_bar("drawing", quiet):
        page = atlas.view(out, view or DEFAULT_VIEW, query=cypher, renderer=how["renderer"], parameters=values)
    for note in page.notes:
        tell(note)
    if not quiet:
        tell(f"wrote {out}")
    if show:
        click.launch(Path(out).resolve().as_uri())


def _tell_build(report: "BuildReport", out: str) -> None:
    """One line on the build, and the first problems."""
    from paperatlas.atlas import Atlas
    from paperatlas.parsing import SHOWN_PROBLEMS
    from paperatlas.places import located
    from paperatlas.queries.unmatched import warnings as unmatched

    with Atlas.open(out) as atlas:
        counts, problems = atlas.manifest["counts"], atlas.problems
        warnings = list(unmatched(atlas.manifest["unmatched_overrides"]))
    more = [f"people since the build before: {report.people}"] if report.people else []
    more += [*warnings, *(str(located(problem, report.places)) for problem in problems[:SHOWN_PROBLEMS])]
    if len(problems) > SHOWN_PROBLEMS:
        more.append(f"and {counted(len(problems) - SHOWN_PROBLEMS, 'problem')} more (paperatlas check)")
    print_build(out, report.read if report.changed else None, counts, len(report.skipped), more)


def _neo4j_store(uri: str | None, login_file: str | None, write: bool) -> "CypherStore":
    from paperatlas.loaders.neo4j.login import read_login
    from paperatlas.loaders.neo4j.store import Neo4jStore

    return Neo4jStore(read_login(uri, login_file, _ask_password), writes=write)


@contextlib.contextmanager
def _embedded_store(directory: str, memory: int) -> "Iterator[CypherStore]":
    from paperatlas.atlas import Atlas

    with Atlas.open(directory, query_memory=memory * MB) as atlas:
        yield atlas.store


def _read_values(query: str, given: Iterable[str]) -> dict[str, Any]:
    """The values of -p: texts for a saved query, which knows their types, else JSON where they are that."""
    from paperatlas.queries import free_value, is_name

    values = dict(key_value(pair) for pair in given)
    return {**values} if is_name(query) else {key: free_value(value) for key, value in values.items()}


def _ask_password(question: str) -> str:
    if not sys.stdin.isatty():
        raise click.UsageError("there is no password: set NEO4J_PASSWORD, or name a file that has it with --login")
    return str(click.prompt(written_out(question), hide_input=True, err=True))


def _warn(warnings: Iterable[str]) -> None:
    for warning in warnings:
        tell(f"Warning: {warning}")
