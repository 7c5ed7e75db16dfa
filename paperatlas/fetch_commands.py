"""`paperatlas fetch`: one command a service."""

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
from click.decorators import FC

from paperatlas.base.counts import counted
from paperatlas.sources import ASKED_BY_IDS, DEFAULT_FOLDER, DEFAULT_MOST, DEFAULT_TIMEOUT
from paperatlas.terminal import progress_bar, tell

if TYPE_CHECKING:
    from paperatlas.sources.gathering import FetchReport

SHOWN_UNKNOWN = 5

_options = (
    click.option(
        "--out", "-o", metavar="DIR", default=DEFAULT_FOLDER, show_default=True, help="The folder for answers."
    ),
    click.option(
        "--pause",
        "pause_seconds",
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="Between requests; less than a service states only below a mirror.  [what the service states]",
    ),
    click.option(
        "--timeout",
        "timeout_seconds",
        type=click.FloatRange(min=0.1),
        default=DEFAULT_TIMEOUT,
        show_default=True,
        help="Seconds to wait for a silent service.",
    ),
    click.option("--quiet", "-q", is_flag=True, help="Say nothing but errors."),
)


def _fetching(command: FC) -> FC:
    """The options that all these commands have."""
    for option in reversed(_options):
        command = option(command)
    return command


def _searching(days: str) -> Callable[[FC], FC]:
    """The options of searches."""

    def add(command: FC) -> FC:
        for option in (
            click.option(
                "--max",
                "most",
                type=click.IntRange(min=1),
                default=DEFAULT_MOST,
                show_default=True,
                metavar="N",
                help="So many papers, rounded up to the service's pages.",
            ),
            click.option("--to", "last", metavar="DAY", help=f"The last day of {days}."),
            click.option("--from", "first", metavar="DAY", help=f"The first day of {days}."),
        ):
            command = option(command)
        return command

    return add


@click.group()
def fetch() -> None:
    """Bring papers from public services into a folder that build reads.

    Answers are files, as they came. What is there is not asked for again: a fetch that was stopped goes on with the
    same command, and so does one whose service failed (exit code 3). A day is 2024-04-16, today or yesterday, in UTC.

    PAPERATLAS_EMAIL tells services who asks, which some answer better. OPENALEX_API_KEY and S2_API_KEY are keys for
    OpenAlex and Semantic Scholar. PAPERATLAS_MIRROR is an address below which each service stands under the name of its
    host: https://mirror.example.org for https://mirror.example.org/export.arxiv.org/api/query.
    """


@fetch.command()
@click.argument("first", metavar="DAY")
@click.argument("last", metavar="[LAST]", required=False)
@_fetching
def hf(quiet: bool, **asked: Any) -> None:
    """Fetch the daily papers of Hugging Face, of a DAY or of all days up to LAST.

    A day that is not over is asked for again the next time.
    """
    from paperatlas.fetching import fetch_hf

    _run(fetch_hf, quiet, asked)


@fetch.command()
@click.argument("query", required=False)
@click.option("--category", "-c", "categories", multiple=True, metavar="NAME", help="cs.CL and the like; repeatable.")
@_searching("submission")
@_fetching
def arxiv(quiet: bool, **asked: Any) -> None:
    """Fetch what arXiv finds for QUERY, or has in a category, the newest first.

    QUERY is in arXiv's language, 'ti:attention AND au:vaswani', or words that must all be there.
    """
    from paperatlas.fetching import fetch_arxiv

    _run(fetch_arxiv, quiet, asked)


@fetch.command()
@click.argument("search", required=False)
@click.option("--filter", metavar="FILTER", help="In OpenAlex's language: type:article,is_oa:true.")
@_searching("publication")
@_fetching
def openalex(quiet: bool, **asked: Any) -> None:
    """Fetch works that OpenAlex finds for SEARCH, for a filter, or for both.

    Without a key in OPENALEX_API_KEY, which is free, OpenAlex answers a few times a day only.
    """
    from paperatlas.fetching import fetch_openalex

    _run(fetch_openalex, quiet, asked)


@fetch.command()
@click.argument("query")
@_searching("publication")
@_fetching
def s2(quiet: bool, **asked: Any) -> None:
    """Fetch papers that Semantic Scholar finds for QUERY.

    Words must all be there; | is or, - is not, "..." is a phrase.
    """
    from paperatlas.fetching import fetch_s2

    _run(fetch_s2, quiet, asked)


@fetch.command()
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--atlas", metavar="DIR", help="An atlas; those of its papers are asked for that are not complete.")
@click.option(
    "--service",
    "services",
    multiple=True,
    type=click.Choice(ASKED_BY_IDS),
    default=ASKED_BY_IDS,
    help="Whom to ask; repeatable.  [all]",
)
@_fetching
def ids(quiet: bool, ids: tuple[str, ...], **asked: Any) -> None:
    """Fetch what services know of papers: those of the IDs, and those of an atlas that are not complete.

    Authors and abstracts are asked of arXiv; authors, abstracts, venues and citations of OpenAlex and Semantic Scholar,
    which has references too; ORCIDs of OpenAlex. Build the atlas again of what it was made of and the folder.

    An ID is 2404.09656, doi:10.1000/182, pmid:31978945, an address that holds one, or - for ids on standard input,
    one a line.
    """
    from paperatlas.fetching import fetch_ids

    given = [
        line for each in ids for line in (sys.stdin.read().splitlines() if each == "-" else [each]) if line.strip()
    ]
    _run(fetch_ids, quiet, {"ids": given, **asked})


def _run(fetching: "Callable[..., FetchReport]", quiet: bool, asked: dict[str, Any]) -> None:
    """Fetches with a bar, and tells what came."""
    try:
        with progress_bar("fetching", quiet) as progress:
            report = fetching(**asked, progress=progress)
    except KeyboardInterrupt:
        told = f"Interrupted; what is in {asked['out']} stays, and the same command asks only for the rest."
        raise KeyboardInterrupt(told) from None
    if not quiet:
        _tell_report(report)


def _tell_report(report: "FetchReport") -> None:
    from paperatlas.sources.by_ids import ID_SERVICES

    for note in report.notes:
        tell(note)
    for service in dict.fromkeys(service for service, _ in report.unknown):
        unknown = [each for name, each in report.unknown if name == service]
        more = f" and {len(unknown) - SHOWN_UNKNOWN:,} more" if len(unknown) > SHOWN_UNKNOWN else ""
        tell(f"{ID_SERVICES[service].service.title} does not have {', '.join(unknown[:SHOWN_UNKNOWN])}{more}")
    before = f"; {counted(report.kept, 'answer')} there already" if report.kept else ""
    tell(f"{report.folder}: {counted(len(report.files), 'new file')} with {counted(report.papers, 'paper')}{before}")
