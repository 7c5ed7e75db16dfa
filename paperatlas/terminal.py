"""The one way out to the terminal: how results look there, and as text for other programs.

Names, titles, paths and messages hold what strangers wrote. Whatever of it is not seen (escape sequences, marks that
turn the direction, line ends in a name) is written out; only CSV that goes to another program is exact.
"""

import contextlib
import csv
import dataclasses
import datetime
import json
import logging
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from paperatlas.base.counts import counted
from paperatlas.base.errors import UsageError
from paperatlas.base.visible import is_harmless, written_out
from paperatlas.graph.schema import NODES

if TYPE_CHECKING:
    from paperatlas.loaders.neo4j.loading import LoadReport
    from paperatlas.loaders.store import QueryResult, StreamedRows
    from paperatlas.queries import SavedQuery
    from paperatlas.queries.concept_profile import ConceptProfile
    from paperatlas.queries.paper_profile import PaperProfile
    from paperatlas.queries.person_profile import PersonProfile
    from paperatlas.summary import Summary
    from paperatlas.workers import ReportProgress

UNLIMITED = 100_000
"""Characters in a line for other programs."""
SHOWN_PAPERS = 10
SHOWN_REASONS = 20
EXCERPT = 40
"""Characters on either side of a mention."""


def show(line: str, lines: bool = False) -> None:
    """Prints data.

    Args:
        line: What to print.
        lines: Whether there may be several lines, all of our own making.
    """
    click.echo(written_out(line, kept="\n" if lines else ""))


def tell(line: str, lines: bool = False) -> None:
    """Says something on standard error; see `show`."""
    click.echo(written_out(line, kept="\n" if lines else ""), err=True)


@contextlib.contextmanager
def telling() -> Iterator[None]:
    """Says on standard error what the library logs."""
    log, handler = logging.getLogger("paperatlas"), _Telling(logging.INFO)
    before = log.level
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(before)


class _Telling(logging.Handler):
    def emit(self, record: logging.LogRecord) -> None:
        tell(record.getMessage())


def refuse_terminal(out: str) -> None:
    """Files are exact, whatever they hold, so they don't go to a terminal.

    Args:
        out: A path, or `-` for standard output.

    Raises:
        UsageError: It is a terminal.
    """
    if out == "-" and sys.stdout.isatty():
        raise UsageError("standard output is a terminal: name a file, or send it on with | or >")


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
    """Prints a query's rows in one of `ROW_FORMATS`."""
    ROW_FORMATS[form](result)


def _print_rows_as_table(result: "QueryResult | StreamedRows") -> None:
    rows = list(result.rows)
    _print_table(result.columns, rows)
    if not rows:
        tell("no rows")


def _print_rows_as_json(result: "QueryResult | StreamedRows") -> None:
    click.echo(_json(list(result), indent=2))


def _print_rows_as_json_lines(result: "QueryResult | StreamedRows") -> None:
    for row in result:
        click.echo(_json(row))


def _print_rows_as_csv(result: "QueryResult | StreamedRows") -> None:
    shown = _shown_cell if sys.stdout.isatty() else _cell
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(map(shown, result.columns))
    writer.writerows(map(shown, row) for row in result.rows)


def _print_rows_as_workbook(result: "QueryResult | StreamedRows") -> None:
    from paperatlas.loaders.xlsx import write_rows

    refuse_terminal("-")
    write_rows(result.columns, result.rows, sys.stdout.buffer)


ROW_FORMATS: Mapping[str, Callable[["QueryResult | StreamedRows"], None]] = {
    "table": _print_rows_as_table,
    "json": _print_rows_as_json,
    "jsonl": _print_rows_as_json_lines,
    "csv": _print_rows_as_csv,
    "xlsx": _print_rows_as_workbook,
}
"""How a query's rows can be printed, first what they are where nothing is said; jsonl and csv as the rows come."""


def print_summary(summary: "Summary", path: str) -> None:
    """Prints the figures of an atlas."""
    days = " to ".join(dict.fromkeys(summary.days)) or "none"
    show(path)
    show(f"days: {days}")
    _print_part("Tables", ("table", "rows"), summary.counts.items())
    _print_part("Authors with the most papers", ("author", "papers"), summary.top_authors)
    _print_part("Concepts with the most papers", ("concept", "papers"), summary.top_concepts)
    show("")
    left_out = summary.papers_without_collaborations
    show(f"papers with more than {summary.max_team} authors, which make no collaborations: {left_out}")
    for warning in summary.warnings:
        show(warning)
    if summary.problems:
        _print_part("Problems", ("problem", "times"), summary.problems.items())
    else:
        show("problems: none")


def print_concept(profile: "ConceptProfile", form: str) -> None:
    """Prints what is known of a concept in one of `PROFILE_FORMATS`."""
    PROFILE_FORMATS[form](profile)


def _print_profile_as_json(profile: "ConceptProfile") -> None:
    click.echo(_json(dataclasses.asdict(profile), indent=2))


def _print_profile_as_tables(profile: "ConceptProfile") -> None:
    """Of the papers only those that are most about it."""
    since = f", first seen {profile.first_seen}" if profile.first_seen else ""
    count = f"{profile.papers:,} paper{'s' * (profile.papers != 1)}"
    show(f"{profile.name} ({profile.id}): {count}{since}")
    _print_part("Names", ("name", "rule", "mentions", "papers"), map(dataclasses.astuple, profile.names))
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
        _print_part("Explained in brackets", columns, judged)
    if profile.neighbours:
        rows = ((it.name, it.papers, round(it.weight, 3)) for it in profile.neighbours)
        _print_part("Neighbours", ("often together with", "papers", "weight"), rows)
    if profile.months:
        _print_part("Months", ("month", "papers"), profile.months)
    show("")
    show("Papers, those that are most about it first")
    shown = profile.mentions[:SHOWN_PAPERS]
    for mention in shown:
        show(f"{mention.title} ({mention.paper}), weight {mention.weight:.2f}")
        for evidence in mention.evidence:
            place = "title" if evidence.passage == 0 else f"passage {evidence.passage}"
            show(f"    {place}, {evidence.start}-{evidence.end}: {evidence.excerpt(EXCERPT)}")
    if len(shown) < len(profile.mentions):
        show(f"and {len(profile.mentions) - len(shown)} papers more (--format json has all)")


PROFILE_FORMATS: Mapping[str, Callable[["ConceptProfile"], None]] = {
    "table": _print_profile_as_tables,
    "json": _print_profile_as_json,
}
"""How what is known of a concept can be printed, first what it is where nothing is said."""


def print_paper(profile: "PaperProfile", form: str) -> None:
    """Prints what is known of a paper in one of `PAPER_FORMATS`."""
    PAPER_FORMATS[form](profile)


def _print_paper_as_json(profile: "PaperProfile") -> None:
    click.echo(_json(dataclasses.asdict(profile), indent=2))


def _print_paper_as_tables(profile: "PaperProfile") -> None:
    listed = profile.published and profile.time and profile.time != profile.published and f"listed on {profile.time}"
    facts = [
        profile.published or profile.time,
        listed,
        profile.venue,
        profile.work_type,
        profile.citation_key and f"cited as {profile.citation_key}",
        profile.citations is not None and f"cited {profile.citations:,} times",
    ]
    show(f"{profile.title} ({profile.id})")
    show(", ".join(str(fact) for fact in facts if fact) or "of an unknown date")
    cut = " (the list is cut)" if profile.authors_complete is False else ""
    show(f"{', '.join(profile.authors) or 'no authors'}{cut}")
    _print_part("Ids", ("id", "rule", "source", "line"), map(dataclasses.astuple, profile.ids))
    if profile.details:
        _print_part("Details", ("name", "value", "source", "line"), map(dataclasses.astuple, profile.details))
    columns = (
        "source", "line", "trust", "day", "title", "published", "venue", "type", "key", "authors", "complete", "gives"
    )  # fmt: skip
    rows = ((*dataclasses.astuple(listing)[:-1], list(listing.gives)) for listing in profile.listings)
    _print_part("Listings", columns, rows)


PAPER_FORMATS: Mapping[str, Callable[["PaperProfile"], None]] = {
    "table": _print_paper_as_tables,
    "json": _print_paper_as_json,
}
"""How what is known of a paper can be printed, first what it is where nothing is said."""


def print_people(people: "Sequence[PersonProfile]", form: str) -> None:
    """Prints who bears a name in one of `PERSON_FORMATS`."""
    PERSON_FORMATS[form](people)


def _print_people_as_json(people: "Sequence[PersonProfile]") -> None:
    click.echo(_json([dataclasses.asdict(person) for person in people], indent=2))


def _print_people_as_tables(people: "Sequence[PersonProfile]") -> None:
    """Of papers, co-authors, topics and reasons only the first."""
    for place, person in enumerate(people):
        if place:
            show("")
        _print_person(person)


def _print_person(person: "PersonProfile") -> None:
    show(f"{person.caption} ({person.id}): {counted(len(person.papers), 'paper')}")
    if not person.resolved:
        show("of people who could not be told apart")
    others = [f"{it.name} ({it.papers:,})" for it in person.spellings if it.name != person.name]
    facts = {"also written": others, "ids": person.ids, "at": person.affiliations, "known for": person.known_for}
    facts["topics"] = [f"{topic.name} ({topic.papers:,})" for topic in person.topics[:SHOWN_PAPERS]]
    facts["works with"] = [f"{other.name} ({other.papers:,})" for other in person.co_authors[:SHOWN_PAPERS]]
    for words, values in facts.items():
        if values:
            show(f"{words}: {', '.join(values)}")
    rows = ((it.time, it.title, ", ".join(it.as_written), it.id) for it in person.papers[:SHOWN_PAPERS])
    _print_table(("time", "title", "as written", "id"), rows)
    _tell_more(len(person.papers), "papers")
    for reason in person.reasons[:SHOWN_REASONS]:
        show(f"- {reason.sentence}")
    _tell_more(len(person.reasons), "reasons", SHOWN_REASONS)


def _tell_more(count: int, words: str, shown: int = SHOWN_PAPERS) -> None:
    if count > shown:
        show(f"and {count - shown:,} {words} more (--format json has all)")


PERSON_FORMATS: Mapping[str, Callable[["Sequence[PersonProfile]"], None]] = {
    "table": _print_people_as_tables,
    "json": _print_people_as_json,
}
"""How who bears a name can be printed, first what it is where nothing is said."""


def print_build(out: str, read: int | None, counts: Mapping[str, int], skipped: int, more: Iterable[str]) -> None:
    """One line on a build, and what there is to say besides.

    Args:
        out: The atlas.
        read: How many files were read; None where nothing changed.
        counts: Rows by table.
        skipped: How many files were not looked into.
        more: A line each.
    """
    done = "nothing changed" if read is None else f"read {counted(read, 'file')}"
    nodes = ", ".join(counted(counts[kind.table], kind.label.lower()) for kind in NODES)
    tell(f"{out}: {done}{':' if read is None else ','} {nodes}")
    if skipped:
        tell(f"  skipped {counted(skipped, 'file')} (paperatlas check lists them)")
    for line in more:
        tell(f"  {line}")


def print_load(report: "LoadReport", where: str) -> None:
    """One line on what a load did."""
    done = {name: getattr(report, name) for name in ("created", "changed", "removed", "unchanged")}
    figures = ", ".join(f"{number:,} {name}" for name, number in done.items())
    tell(f"{where}: {figures}, {report.seconds:.1f} s")


def print_saved_queries(queries: Iterable["SavedQuery"]) -> None:
    """Prints a block a query: name, title, and a line a parameter."""
    for query in queries:
        show(f"{query.name}: {query.title}")
        for parameter in query.parameters:
            show(f"    {parameter}")


def _print_part(heading: str, columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    """A table under a heading, parted from what is before it."""
    show("")
    show(heading)
    _print_table(columns, rows)


def _print_table(columns: Iterable[str], rows: Iterable[Iterable[Any]]) -> None:
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for column in columns:
        table.add_column(Text(_shown_cell(column)), overflow="fold")
    for row in rows:
        table.add_row(*(Text(_words(value), justify="right" if _is_number(value) else "left") for value in row))
    # Cut and folded to a terminal's width, whole for other programs.
    console = Console(width=None if sys.stdout.isatty() else UNLIMITED, highlight=False)
    with console.capture() as printed:  # it has an end of its own for a pipe that is closed
        console.print(table)
    click.echo(printed.get(), nl=False)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _words(value: Any) -> str:
    """A value for people to read."""
    if isinstance(value, list) and not any(isinstance(item, list | dict) for item in value):
        return ", ".join(map(_shown_cell, value))
    return _shown_cell(value)


def _shown_cell(value: Any) -> str:
    """A cell as a terminal may have it."""
    return written_out(_cell(value), kept="\n\t")


def _cell(value: Any) -> str:
    """A value for programs to read: lists as JSON."""
    if value is None:
        return ""
    if isinstance(value, bool | list | dict):
        return _json(value)
    return str(value)


def _json(value: Any, indent: int | None = None) -> str:
    r"""JSON in which what is not seen is escaped: equal to every program, harmless on a terminal.

    >>> _json(["모델", "\u202e\x9b"])
    '["모델", "\\u202e\\u009b"]'
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=_plain)
    if text.isprintable():
        return text
    return "".join(c if is_harmless(c) or c == "\n" else json.dumps(c)[1:-1] for c in text)


def _plain(value: Any) -> str:
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")
