"""Asks a service: at its pace, again where that may help, and never for more than an answer may be."""

import http
from datetime import timedelta
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

from paperatlas.base.counts import counted
from paperatlas.base.visible import visible
from paperatlas.sources.pace import Pace, retry_after
from paperatlas.sources.service import DoubtfulAnswer, NotAnAnswer, Page, Question, Refused, Service, sayings
from paperatlas.sources.settings import ATTEMPTS, MAX_ANSWER, MOST_WAIT, FetchSettings, is_safe

if TYPE_CHECKING:
    import httpx
    import tenacity

MOST_REDIRECTS = 5
MOST_TIMEOUTS = 5
"""A whole answer may take as many times what a silence may."""
_LONGEST_BACKOFF = 60.0
_BUSY = frozenset({408, 425, 429})
_NOT_LET_IN = frozenset({401, 403, 407, 451})
_LOCAL = {f"all://{host}": None for host in ("localhost", "127.0.0.1", "[::1]")}
"""Hosts that no proxy of the environment is asked for."""


class GivenUp(Exception):
    """A service did not answer.

    Attributes:
        is_final: Whether it need not be asked for anything else.
    """

    def __init__(self, message: str, *, is_final: bool = False) -> None:
        super().__init__(message)
        self.is_final = is_final


class _Passing(Exception):
    """What may be better the next time.

    Attributes:
        after: Seconds that the service wants to be left alone.
    """

    def __init__(self, message: str, after: float | None = None) -> None:
        super().__init__(message)
        self.after = after


class Client:
    """Asks one service, one request after the other."""

    def __init__(self, service: Service, settings: FetchSettings) -> None:
        import httpx

        self.service = service
        self._settings = settings
        self._base = settings.base_of(service.address)
        self._credentials = service.credentials(settings.access)
        stated = service.pause(settings.access)
        self._pace = Pace(settings.pause_of(stated), settings.clock)
        self._backoff = settings.pause_of(max(1.0, stated))
        self._doubts: set[tuple[str, str | None]] = set()
        self._http = httpx.Client(
            timeout=settings.timeout, mounts=_LOCAL, headers={"User-Agent": _user_agent(settings.access.email)}
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def page(self, question: Question, at: str | None, had: int) -> tuple[bytes, Page]:
        """A page of the answer to a question.

        Args:
            question: What is asked for.
            at: What asks for the page; None for the first.
            had: How many papers came before it.

        Returns:
            The answer as it came, and what is in it.

        Raises:
            Refused: The service does not take the question.
            GivenUp: It does not answer, however often it is asked.
        """
        from tenacity import Retrying, retry_if_exception_type, stop_after_attempt

        asking = Retrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=self._wait,
            retry=retry_if_exception_type(_Passing),
            sleep=self._settings.clock.sleep,
            reraise=True,
        )
        try:
            return asking(self._once, question, at, had)
        except _Passing as error:
            raise GivenUp(f"{self._named()} {error} ({counted(ATTEMPTS, 'time')})") from error

    def _once(self, question: Question, at: str | None, had: int) -> tuple[bytes, Page]:
        import httpx

        self._pace.wait()
        try:
            status, after, data = self._send(question, at, had)
        except httpx.TimeoutException as error:
            raise _Passing(f"does not answer within {self._settings.timeout:g} seconds") from error
        except httpx.ConnectError as error:
            raise _Passing(f"can't be reached ({visible(str(error))})") from error
        except httpx.HTTPError as error:
            raise _Passing(f"breaks off its answer ({visible(str(error))})") from error
        finally:
            self._pace.done()
        if status != http.HTTPStatus.OK:
            return data, self._refused(question, status, after, data)
        try:
            return data, self.service.read(question, at, data)
        except DoubtfulAnswer as error:
            if (question.key, at) in self._doubts:
                return data, error.page
            self._doubts.add((question.key, at))
            raise _Passing(str(error)) from error
        except NotAnAnswer as error:
            raise _Passing(str(error)) from error

    def _send(self, question: Question, at: str | None, had: int) -> tuple[int, float | None, bytes]:
        """The status of the answer, how long to wait, and what is in it."""
        asked = self.service.request(question, at, had)
        request = self._http.build_request(
            "GET" if asked.body is None else "POST",
            f"{self._base}{asked.path}",
            params={**asked.parameters, **self._credentials.parameters},
            headers=dict(self._credentials.headers),
            json=asked.body,
        )
        for _ in range(MOST_REDIRECTS + 1):
            response = self._http.send(request, stream=True)
            try:
                if response.next_request is None:
                    after = retry_after(response.headers.get("Retry-After"), self._settings.clock.now())
                    return response.status_code, after, self._body(response)
                request = self._redirected(request, response.next_request)
            finally:
                response.close()
        raise GivenUp(f"{self._named()} leads from one address to the next without an end", is_final=True)

    def _body(self, response: "httpx.Response") -> bytes:
        clock = self._settings.clock
        latest = clock.elapsed() + self._settings.timeout * MOST_TIMEOUTS
        parts: list[bytes] = []
        size = 0
        for part in response.iter_bytes():
            parts.append(part)
            size += len(part)
            if size > MAX_ANSWER:
                raise GivenUp(f"{self._named()} answers with more than {MAX_ANSWER // 1_000_000} MB")
            if clock.elapsed() > latest:
                raise _Passing(f"is not done with its answer after {self._settings.timeout * MOST_TIMEOUTS:g} seconds")
        return b"".join(parts)

    def _redirected(self, request: "httpx.Request", following: "httpx.Request") -> "httpx.Request":
        """The request that a redirect leads to, without keys where that is another place."""
        if not is_safe(str(following.url)):
            place = f"{following.url.scheme}://{following.url.host}"
            raise GivenUp(f"{self._named()} leads to {visible(place)}, which is not safe to follow", is_final=True)
        if (request.url.scheme, request.url.netloc) != (following.url.scheme, following.url.netloc):
            for name in self._credentials.headers:
                following.headers.pop(name, None)
        return following

    def _refused(self, question: Question, status: int, after: float | None, data: bytes) -> Page:
        """What an answer that is none means.

        Raises:
            _Passing: It may be better the next time.
            GivenUp: It will not, for any question.
            Refused: It will not, for this one.
        """
        words = sayings(data)
        page = self.service.refusal(question, status, words)
        if page is not None:
            return page
        message = f"answers with {_named_status(status)}{': ' * bool(words)}{words}"
        if after is not None and after > MOST_WAIT:
            until = self._settings.clock.now() + timedelta(seconds=min(after, 1e8))
            message += f", and wants to be left alone until {until:%Y-%m-%d %H:%M} UTC"
            raise GivenUp(f"{self._named()} {message}", is_final=True)
        if status in _BUSY | self.service.busy or status >= 500 or status < 400:
            raise _Passing(message, after)
        if status in _NOT_LET_IN:
            raise GivenUp(f"{self._named()} {message}", is_final=True)
        raise Refused(f"{self._named()} {message}")

    def _wait(self, state: "tenacity.RetryCallState") -> float:
        """How long to wait before the next attempt: what the service says, at least twice as long as before."""
        from tenacity import wait_exponential, wait_random

        own = wait_exponential(multiplier=self._backoff, max=_LONGEST_BACKOFF) + wait_random(0, self._backoff / 2)
        error = state.outcome.exception() if state.outcome is not None else None
        after = error.after if isinstance(error, _Passing) else None
        return max(own(state), after or 0.0)

    def _named(self) -> str:
        return f"{self.service.title} ({visible(urlsplit(self._base).netloc)})"


def _named_status(status: int) -> str:
    """A status of HTTP with its meaning.

    >>> _named_status(429), _named_status(799)
    ('429 (Too Many Requests)', '799')
    """
    phrases: dict[int, str] = {each.value: each.phrase for each in http.HTTPStatus}
    return f"{status} ({phrases[status]})" if status in phrases else str(status)


def _user_agent(email: str | None) -> str:
    from importlib.metadata import version

    return f"paperatlas/{version('paperatlas')}{f' (mailto:{email})' if email else ''}"
