"""A server that answers as the services do, and how it is asked without waiting."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from paperatlas.sources.folder import Folder
from paperatlas.sources.gathering import Gathering
from paperatlas.sources.pace import Clock
from paperatlas.sources.service import Access, Question, Service
from paperatlas.sources.settings import FetchSettings
from tests.sources.services import Services, WatchedTime


@pytest.fixture
def services() -> Iterator[Services]:
    """The services, without a paper yet."""
    with Services() as started:
        yield started


@pytest.fixture
def time() -> WatchedTime:
    """A clock that tells what was waited for."""
    return WatchedTime()


Gather = Callable[..., Gathering]


@pytest.fixture
def gather(services: Services, time: WatchedTime, tmp_path: Path) -> Gather:
    """Asks a service for questions, into the folder `fetched`."""

    def run(
        service: Service,
        questions: Sequence[Question],
        pause: float | None = None,
        access: Access | None = None,
        timeout: float = 20.0,
        progress: Callable[[int, int], None] = lambda done, total: None,
    ) -> Gathering:
        clock = Clock(time.now, time.elapsed, time.sleep)
        settings = FetchSettings(access or Access(), services.mirror, pause, timeout, clock)
        with Folder.opened(tmp_path / "fetched") as folder:
            gathering = Gathering(folder, settings, progress)
            gathering.gather(service, questions)
            return gathering

    return run
