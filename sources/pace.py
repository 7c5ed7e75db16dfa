"""Not more often than a service wants to be asked, and not before it says."""

import datetime
import time
from collections.abc import Callable
from dataclasses import dataclass
from email.utils import parsedate_to_datetime


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


@dataclass(frozen=True, slots=True)
class Clock:
    """The time, and waiting for it to pass.

    Attributes:
        now: The time of day.
        elapsed: Seconds that only ever grow.
        sleep: Waits for some seconds.
    """

    now: Callable[[], datetime.datetime] = _now
    elapsed: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep


class Pace:
    """Keeps a pause between requests."""

    def __init__(self, pause: float, clock: Clock) -> None:
        self.pause = pause
        self._clock = clock
        self._last: float | None = None

    def wait(self) -> None:
        """Waits until the pause since the last request is over."""
        if self._last is not None:
            left = self._last + self.pause - self._clock.elapsed()
            if left > 0:
                self._clock.sleep(left)

    def done(self) -> None:
        """Notes that a request has ended just now."""
        self._last = self._clock.elapsed()


def retry_after(value: str | None, now: datetime.datetime) -> float | None:
    """The seconds that `Retry-After` asks to wait; None where it says nothing that makes sense.

    >>> retry_after("120", _now()), retry_after("soon", _now())
    (120.0, None)
    >>> retry_after("Wed, 21 Oct 2026 07:28:00 GMT", datetime.datetime(2026, 10, 21, 7, 27, tzinfo=datetime.UTC))
    60.0
    """
    value = (value or "").strip()
    if value.isascii() and value.isdecimal():
        return float(value[:12])
    try:
        moment = parsedate_to_datetime(value)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=datetime.UTC)
    return max(0.0, (moment - now).total_seconds())
