"""Asks a service for all pages of all questions, each once, and keeps what comes; what does not come is told."""

import datetime
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from paperatlas.base.counts import counted
from paperatlas.sources.client import Client, GivenUp
from paperatlas.sources.folder import Entry, Folder
from paperatlas.sources.pace import Clock
from paperatlas.sources.service import Question, Refused, Service
from paperatlas.sources.settings import FetchSettings

ReportProgress = Callable[[int, int], None]
"""Told how many of how many parts are there."""
PARTS = 100
"""Of a question, for the progress."""
MOST_SPLITS = 16
"""So often a question that is refused is cut in halves."""
MOST_FAILURES = 3
"""After so many questions in a row without an answer no other is asked."""


@dataclass(frozen=True, slots=True)
class FetchReport:
    """What a fetch did.

    Attributes:
        folder: Where the answers are.
        files: Names of the files that are new or were written anew.
        papers: How many listings of papers are in them.
        kept: Number of answers that were there already, and were not asked for again.
        unknown: Ids of papers that a service was asked for and does not have, with the service.
        notes: What else the user should know: that there is more than was asked for.
    """

    folder: str
    files: tuple[str, ...] = ()
    papers: int = 0
    kept: int = 0
    unknown: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(slots=True)
class Gathering:
    """What has come until now, and what has not.

    Attributes:
        folder: Where it goes.
        settings: How services are asked.
        progress: Told of each page.
        entries: What has come.
        kept: Number of answers that were there already.
        notes: What the user should know.
        failures: What did not come since a service did not answer.
        refusals: What a service does not take.
    """

    folder: Folder
    settings: FetchSettings
    progress: ReportProgress
    entries: list[Entry] = field(default_factory=list)
    kept: int = 0
    notes: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    _done: int = 0
    _expected: int = 0

    def gather(self, service: Service, questions: Sequence[Question]) -> None:
        """Asks a service; one question without an answer does not keep the others from being asked.

        Raises:
            OutputError: An answer can't be written.
        """
        self._expected += len(questions)
        in_row = 0
        with Client(service, self.settings) as client:
            for number, question in enumerate(questions):
                try:
                    self._one(client, question)
                    in_row = 0
                except GivenUp as error:
                    in_row += 1
                    left = len(questions) - number - 1 if error.is_final or in_row == MOST_FAILURES else 0
                    rest = f", and {counted(left, 'question')} more {'was' if left == 1 else 'were'} not asked"
                    self.failures.append(f"{error}: {question.name} is missing{rest * bool(left)}")
                    if error.is_final or in_row == MOST_FAILURES:
                        break
                self._done += 1
                self.progress(self._done * PARTS, self._expected * PARTS)

    def _one(self, client: Client, question: Question) -> None:
        try:
            self._pages(client, question)
        except Refused as error:
            self._refused(client, question, error)

    def _refused(self, client: Client, question: Question, error: Refused) -> None:
        """Asks for the papers of a question that is refused in smaller lots: one, or their number, may be why."""
        waiting = deque([(question, error)])
        splits = 0
        while waiting:
            asked, reason = waiting.popleft()
            half = len(asked.ids) // 2
            if not half or splits == MOST_SPLITS:
                self.refusals.append(f"{reason}: {_what(asked)} is missing")
                continue
            splits += 1
            for part in (asked.ids[:half], asked.ids[half:]):
                for smaller in client.service.by_ids(part):
                    try:
                        self._pages(client, smaller)
                    except Refused as again:
                        waiting.append((smaller, again))

    def report(self) -> FetchReport:
        """What was done."""
        files = dict.fromkeys(entry.file for entry in self.entries if entry.file is not None)
        return FetchReport(
            str(self.folder.path),
            tuple(files),
            sum(entry.papers for entry in self.entries),
            self.kept,
            tuple((entry.service, each) for entry in self.entries for each in entry.unknown),
            tuple(self.notes),
        )

    def _pages(self, client: Client, question: Question) -> None:
        """All pages of a question that are not there yet."""
        there = self.folder.pages(client.service, question)
        if (
            there
            and _is_done(there, question, client.service)
            and not self._is_settled(client.service, question, there[-1])
        ):
            there = []
        self.kept += len(there)
        had = list(there)
        resumed = bool(had)
        while not had or not _is_done(had, question, client.service):
            try:
                had.append(self._page(client, question, had))
            except Refused:
                if not resumed:
                    raise
                had = []  # what asks for the next page is not taken any more: from the first on
            resumed = False
            if len(had) > 1 and not _is_done(had, question, client.service) and had[-1].following == had[-2].following:
                raise GivenUp(f"{client.service.title} gives the same page again and again")
            self._tell(question, had)
        self._note_rest(client.service, question, had)

    def _page(self, client: Client, question: Question, had: Sequence[Entry]) -> Entry:
        at = had[-1].following if had else None
        data, page = client.page(question, at, _papers(had))
        now = f"{self.settings.clock.now():%Y-%m-%dT%H:%M:%SZ}"
        entry = self.folder.keep(client.service, question, len(had) + 1, data, page, now)
        self.entries.append(entry)
        return entry

    def _tell(self, question: Question, had: Sequence[Entry]) -> None:
        """Reports how far a question of several pages is."""
        total = had[-1].total if had else None
        if total and _papers(had) < total:
            wanted = total if question.most is None else min(total, question.most)
            part = min(PARTS, PARTS * _papers(had) // max(1, wanted))
            self.progress(self._done * PARTS + part, self._expected * PARTS)

    def _is_settled(self, service: Service, question: Question, last: Entry) -> bool:
        """Whether the same question has the same answer as before.

        A question about days has it when the last of them was over, one without an end on the day that it was asked.
        """
        if question.ids:
            return True
        if question.last_day is None:
            return last.day == _today(self.settings.clock)
        return last.day > question.last_day + datetime.timedelta(days=service.late_days)

    def _note_rest(self, service: Service, question: Question, had: Sequence[Entry]) -> None:
        papers, total = _papers(had), had[-1].total or 0
        can_more = had[-1].following is not None
        is_less = papers < total if can_more or service.has_exact_totals else papers + service.page_size < total
        if is_less and not question.ids:
            more = "--max takes more" if can_more else "it gives no more of one search; ask for fewer days"
            self.notes.append(f"{service.title} finds {total:,} papers, {papers:,} of them are here ({more})")


def _is_done(had: Sequence[Entry], question: Question, service: Service) -> bool:
    """Whether no page is wanted behind those that are there."""
    papers, total = _papers(had), had[-1].total
    is_all = service.has_exact_totals and total is not None and papers >= total
    return had[-1].following is None or is_all or (question.most is not None and papers >= question.most)


def _papers(had: Sequence[Entry]) -> int:
    return sum(entry.papers for entry in had)


def _today(clock: Clock) -> datetime.date:
    return clock.now().date()


def _what(question: Question) -> str:
    """What is asked for, as a message has it."""
    return question.ids[0] if len(question.ids) == 1 else question.name
