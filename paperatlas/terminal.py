"""How results look on a terminal, and as text for other programs."""

import contextlib
import csv
import dataclasses
import datetime
import json
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from paperatlas.loaders.neo4j.loading import LoadReport
    from paperatlas.loaders.store import QueryResult, StreamedRows
    from paperatlas.queries import SavedQuery
    from paperatlas.queries.concept_profile import ConceptProfile
    from paperatlas.reading import ReportProgress
    from paperatlas.summary import Summary

UNLIMITED = 100_000
SHOWN_PAPERS = 10
EXCERPT = 40
"""Characters on either side of a mention."""


@contextlib.contextmanager
def progress_bar(words: str, quiet: bool, then: str | None = None) -> Iterator["ReportProgress"]:
    """A bar and a clock on standard error, on a terminal only.

    Args:
        words: What is being done.
        quiet: Whether there is none.
        then: What is done after all has been reported, for an unknown time.

    Yields:
        What reports progress to it; until it does, only the clock runs.
    """
    if quiet or not sys.stderr.isatty():
        yield lambda done, total: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bars:
        bar = bars.add_task(words, total=None)

        def report(done: int, total: int) -> None:
            bars.update(bar, completed=done, total=total)
            if then is not None and done == total:
                bars.update(bar, visible=False)
                bars.add_task(then, total=None)

        yield report


def print_rows(result: "QueryResult | StreamedRows", form: str) -> None:
    """Prints a query's rows as `table`, `json`, `jsonl` or `csv`; the last two as they come."""
    if form == "json":
        click.echo(_json(list(result), indent=2))
    elif form == "jsonl":
        for row in result:
            click.echo(_json(row))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(result.columns)
        writer.writerows([_cell(value) for value in row] for row in result.rows)
    else:
        rows = list(result.rows)
        _print_table(result.columns, rows)
        if not rows:
            click.echo("no rows", err=True)


def print_summary(summary: "Summary", path: str) -> None:
    """Prints the figures of an atlas."""
    days = " to ".join(dict.fromkeys(summary.days)) or "none"
    click.echo(f"{path}\ndays: {days}\n")
    _print_table(("table", "rows"), summary.counts.items())
    _print_table(("author", "papers"), summary.top_authors)
    _print_table(("concept", "papers"), summary.top_concepts)
    left_out = summary.papers_without_collaborations
    click.echo(f"papers with more than {summary.max_team} authors, which make no collaborations: {left_out}")
    if summary.problems:
        _print_table(("problem", "times"), summary.problems.items())
    else:
        click.echo("problems: none")


def print_concept(profile: "ConceptProfile", form: str) -> None:
    """Prints what is known of a concept, as `table` or `json`; in tables only the papers that are most about it."""
    if form == "json":
        click.echo(_json(dataclasses.asdict(profile), indent=2))
        return
    since = f", first seen {profile.first_seen}" if profile.first_seen else ""
    count = f"{profile.papers:,} paper{'s' * (profile.papers != 1)}"
    click.echo(f"{profile.name} ({profile.id}): {count}{since}\n")
    _print_table(("name", "rule", "mentions", "papers"), map(dataclasses.astuple, profile.names))
    if profile.explanations:
        columns = (
            "in brackets",
            "verdict",
            "probability",
            "papers",
            "of all that explain it",
            "that use it",
            "translated",
        )
        judged = (
            (
                f"{it.name} ({it.english})",
                it.verdict,
                it.probability,
                it.papers,
                it.explained,
                it.using_papers,
                it.translated,
            )
            for it in profile.explanations
        )
        _print_table(columns, judged)
    if profile.neighbours:
        rows = ((it.name, it.papers, round(it.npmi, 3)) for it in profile.neighbours)
        _print_table(("often together with", "papers", "NPMI"), rows)
    if profile.months:
        _print_table(("month", "papers"), profile.months)
    shown = profile.mentions[:SHOWN_PAPERS]
    for mention in shown:
        click.echo(f"{mention.title} ({mention.paper}), weight {mention.weight:.2f}")
        for evidence in mention.evidence:
            place = "title" if evidence.passage == 0 else f"passage {evidence.passage}"
            click.echo(f"    {place}, {evidence.start}-{evidence.end}: {evidence.excerpt(EXCERPT)}")
    if len(shown) < len(profile.mentions):
        click.echo(f"and {len(profile.mentions) - len(shown)} papers more (--format json has all)")


def print_load(report: "LoadReport", where: str) -> None:
    """One line on what a load did."""
    done = {name: getattr(report, name) for name in ("created", "changed", "removed", "unchanged")}
    figures = ", ".join(f"{number:,} {name}" for name, number in done.items())
    click.echo(f"{where}: {figures}, {report.seconds:.1f} s", err=True)


def print_saved_queries(queries: Iterable["SavedQuery"]) -> None:
    """Prints a block a query: name, title, and a line a parameter."""
    for query in queries:
        click.echo(f"{query.name}: {query.title}")
        for parameter in query.parameters:
            click.echo(f"    {parameter}")


def _print_table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_words(value), justify="right" if _is_number(value) else "left") for value in row))
    # Cut and folded to a terminal's width, whole for other programs.
    Console(width=None if sys.stdout.isatty() else UNLIMITED, highlight=False).print(table)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _words(value: Any) -> str:
    """A value for people to read."""
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return ", ".join(map(_cell, value))
    return _cell(value)


def _cell(value: Any) -> str:
    """A value for programs to read: lists as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return _json(value)
    return str(value)


def _json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)


def _plain(value: Any) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
