"""Brings what public services answer into a folder that `build` reads."""

import datetime
import os
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict, Unpack

from paperatlas.base.counts import counted
from paperatlas.base.errors import ServiceUnavailable, UsageError
from paperatlas.base.suggestion import suggestion
from paperatlas.base.visible import quoted
from paperatlas.graph.identifiers import recognised
from paperatlas.sources import ASKED_BY_IDS, DEFAULT_FOLDER, DEFAULT_MOST, DEFAULT_TIMEOUT
from paperatlas.sources.days import read_day, read_range
from paperatlas.sources.folder import Folder
from paperatlas.sources.gathering import FetchReport, Gathering
from paperatlas.sources.service import Question, Service
from paperatlas.sources.settings import FetchSettings, read_fetch_settings

if TYPE_CHECKING:
    from paperatlas.sources.by_ids import IdService, WantedPaper

Day = str | datetime.date


class FetchOptions(TypedDict, total=False):
    """How services are asked.

    Attributes:
        pause_seconds: Between requests; what the service states where there is none. Less only below a mirror.
        timeout_seconds: When to give up waiting for a silent service.
        progress: Told how many of how many parts are there.
    """

    pause_seconds: float | None
    timeout_seconds: float
    progress: Callable[[int, int], None]


def fetch_hf(
    first: Day, last: Day | None = None, out: str | Path = DEFAULT_FOLDER, **options: Unpack[FetchOptions]
) -> FetchReport:
    """Fetches the daily papers of Hugging Face, a file a day; a day that is not over is asked for again.

    Args:
        first: A day, `2024-04-16`, `today` or `yesterday`.
        last: The last day of a range; the same where it is None.
        out: The folder for the answers.
        **options: `pause_seconds`, `timeout_seconds`, `progress`.

    Raises:
        UsageError: There are no daily papers of some of it.
        ServiceUnavailable: The service does not answer; what it answered before is kept.
        OutputError: The folder can't be written.
    """
    from paperatlas.sources import hugging_face

    today = _today()
    begin = read_day(first, today)
    end = begin if last is None else read_day(last, today)
    return _fetched(hugging_face.SERVICE, hugging_face.days(begin, end, today), out, options)


def fetch_arxiv(
    query: str | None = None,
    out: str | Path = DEFAULT_FOLDER,
    *,
    categories: Iterable[str] = (),
    first: Day | None = None,
    last: Day | None = None,
    most: int | None = DEFAULT_MOST,
    **options: Unpack[FetchOptions],
) -> FetchReport:
    """Fetches what arXiv finds, the newest first.

    Args:
        query: In arXiv's language, or words that must all be there.
        out: The folder for the answers.
        categories: `cs.CL` and the like; a paper must be in one of them.
        first: The first day of submission.
        last: The last one.
        most: So many papers; all where it is None.
        **options: `pause_seconds`, `timeout_seconds`, `progress`.

    Raises:
        UsageError: Nothing is asked for, a day or a category is none, or arXiv does not take the query.
        ServiceUnavailable: The service does not answer; what it answered before is kept.
        OutputError: The folder can't be written.
    """
    from paperatlas.sources import arxiv

    names = [categories] if isinstance(categories, str) else list(categories)
    question = arxiv.search(query, names, *read_range(first, last, _today()), most)
    return _fetched(arxiv.SERVICE, [question], out, options)


def fetch_openalex(
    search: str | None = None,
    out: str | Path = DEFAULT_FOLDER,
    *,
    filter: str | None = None,  # noqa: A002 - as OpenAlex calls it
    first: Day | None = None,
    last: Day | None = None,
    most: int | None = DEFAULT_MOST,
    **options: Unpack[FetchOptions],
) -> FetchReport:
    """Fetches works that OpenAlex finds.

    Args:
        search: Words.
        out: The folder for the answers.
        filter: In OpenAlex's language, `type:article,is_oa:true`.
        first: The first day of publication.
        last: The last one.
        most: So many papers, and the rest of the page; all where it is None.
        **options: `pause_seconds`, `timeout_seconds`, `progress`.

    Raises:
        UsageError: Nothing is asked for, a day is none, or OpenAlex does not take the filter.
        ServiceUnavailable: The service does not answer; what it answered before is kept.
        OutputError: The folder can't be written.
    """
    from paperatlas.sources import openalex

    question = openalex.search(search, filter, *read_range(first, last, _today()), most)
    return _fetched(openalex.SERVICE, [question], out, options)


def fetch_s2(
    query: str,
    out: str | Path = DEFAULT_FOLDER,
    *,
    first: Day | None = None,
    last: Day | None = None,
    most: int | None = DEFAULT_MOST,
    **options: Unpack[FetchOptions],
) -> FetchReport:
    """Fetches papers that Semantic Scholar finds.

    Args:
        query: In its language; words must all be there.
        out: The folder for the answers.
        first: The first day of publication.
        last: The last one.
        most: So many papers, and the rest of the page; all where it is None.
        **options: `pause_seconds`, `timeout_seconds`, `progress`.

    Raises:
        UsageError: Nothing is asked for, or a day is none.
        ServiceUnavailable: The service does not answer; what it answered before is kept.
        OutputError: The folder can't be written.
    """
    from paperatlas.sources import semantic_scholar

    question = semantic_scholar.search(query, *read_range(first, last, _today()), most)
    return _fetched(semantic_scholar.SERVICE, [question], out, options)


def fetch_ids(
    ids: Iterable[str] = (),
    out: str | Path = DEFAULT_FOLDER,
    *,
    atlas: str | Path | None = None,
    services: Iterable[str] = ASKED_BY_IDS,
    **options: Unpack[FetchOptions],
) -> FetchReport:
    """Fetches what services know of papers: given ones, and those of an atlas that are not complete.

    arXiv is asked for authors and abstracts; OpenAlex and Semantic Scholar for venues and citations too, OpenAlex for
    the ORCIDs of authors. Each is asked only for papers that lack what it may have, and once.

    Args:
        ids: Of papers, or addresses that hold them.
        out: The folder for the answers.
        atlas: The directory of an atlas.
        services: Of `arxiv`, `openalex` and `s2`.
        **options: `pause_seconds`, `timeout_seconds`, `progress`.

    Raises:
        UsageError: An id is none, nobody can be asked by it, or there is no such service.
        AtlasError: There is no atlas.
        ServiceUnavailable: A service does not answer; what all answered before is kept.
        OutputError: The folder can't be written.
    """
    from paperatlas.sources.by_ids import ID_SERVICES, asked_by

    chosen = [_id_service(name) for name in dict.fromkeys([services] if isinstance(services, str) else services)]
    papers = _wanted([ids] if isinstance(ids, str) else ids, atlas)

    def ask(gathering: Gathering) -> None:
        for name in chosen:
            of = ID_SERVICES[name]
            found = asked_by(of, papers, gathering.folder.asked(of.service))
            if found:
                gathering.notes.append(_asked_for(of, found.values()))
                gathering.gather(of.service, of.service.by_ids(list(found)))
        if not gathering.notes:
            gathering.notes.append("nobody is asked: the papers lack nothing that can be had, or were asked for before")

    return _gathered(ask, out, options)


def _wanted(ids: Iterable[str], atlas: str | Path | None) -> "list[WantedPaper]":
    """The papers given, and those of an atlas that lack something."""
    from paperatlas.sources.by_ids import WantedPaper, is_known_somewhere

    papers = []
    for text in ids:
        each = recognised(text)
        if each is None:
            raise UsageError(
                f"{quoted(text)} is no id of a paper; ids look like 2404.09656, doi:10.1000/182, pmid:31978945"
            )
        if not is_known_somewhere([each]):
            raise UsageError(f"{quoted(text)}: no service can be asked by an id of {each.partition(':')[0]}")
        papers.append(WantedPaper((each,)))
    if atlas is not None:
        from paperatlas.atlas import Atlas
        from paperatlas.lacking import papers_that_lack

        with Atlas.open(atlas) as opened:
            papers += papers_that_lack(opened.tables)
    elif not papers:
        raise UsageError("name papers by their ids, or an atlas with --atlas whose papers are to be completed")
    return papers


def _id_service(name: str) -> str:
    if name not in ASKED_BY_IDS:
        raise UsageError(f"{quoted(name)} can't be asked by ids{suggestion(name, ASKED_BY_IDS)}")
    return name


def _asked_for(of: "IdService", papers: "Iterable[WantedPaper]") -> str:
    """Who was asked for how many papers, and why."""
    from paperatlas.sources.by_ids import LACKS

    papers = list(papers)
    lacking = Counter(name for paper in papers for name in paper.lacks & of.gives)
    why = ", ".join(f"{name} of {lacking[name]:,}" for name in LACKS if lacking[name])
    return f"{of.service.title} is asked for {counted(len(papers), 'paper')}: {why}"


def _fetched(service: Service, questions: Sequence[Question], out: str | Path, options: FetchOptions) -> FetchReport:
    return _gathered(lambda gathering: gathering.gather(service, questions), out, options)


def _gathered(ask: Callable[[Gathering], None], out: str | Path, options: FetchOptions) -> FetchReport:
    """What is in the folder when all was asked.

    Raises:
        ServiceUnavailable: Something did not come.
        UsageError: A service does not take what it was asked.
    """
    settings = _settings(options)
    with Folder.opened(out) as folder:
        gathering = Gathering(folder, settings, options.get("progress", lambda done, total: None))
        ask(gathering)
    report = gathering.report()
    lines = "\n".join((*gathering.failures, *gathering.refusals, kept_in(report)))
    if gathering.failures:
        raise ServiceUnavailable(lines, report.files)
    if gathering.refusals:
        raise UsageError(lines)
    return report


def kept_in(report: FetchReport) -> str:
    """What is kept of a fetch that is not whole."""
    new = f"{counted(len(report.files), 'new file')} with {counted(report.papers, 'paper')}"
    before = f" besides {counted(report.kept, 'answer')} from before" if report.kept else ""
    return f"{report.folder}: keeps {new}{before}; the same command asks only for the rest"


def _settings(options: FetchOptions) -> FetchSettings:
    return read_fetch_settings(
        os.environ, options.get("pause_seconds"), options.get("timeout_seconds", DEFAULT_TIMEOUT)
    )


def _today() -> datetime.date:
    return datetime.datetime.now(datetime.UTC).date()
