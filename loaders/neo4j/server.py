"""A connection that answers within our own time, with the driver's errors in our words."""

import contextlib
import itertools
import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from types import TracebackType
from typing import Any, Self, TypeVar

import neo4j
from neo4j import exceptions as neo4j_errors

from paperatlas.base.errors import PaperatlasError, StoreError, StoreUnavailable, UsageError
from paperatlas.base.visible import quoted
from paperatlas.loaders.neo4j.login import Login

CONNECT_SECONDS = 10.0
"""For the first answer of a server."""
RETRY_PAUSES = (0.5, 1.0, 2.0)
"""Seconds before a transaction is tried again that lost to another."""
RETURN_PAUSES = (0.5, 1.0, 2.0, 4.0, 8.0, 8.0, 8.0)
"""The same where the server went away: a cluster elects another leader, or it is started again."""
GRACE_SECONDS = 5.0
"""What the server gets beyond a time limit to say itself that it has passed."""

_NO_LEADER = ("NotALeader", "ForbiddenOnReadOnlyDatabase")

Answer = TypeVar("Answer")

# What the driver logs comes back as errors and notifications anyway; without a handler it would go to standard error.
logging.getLogger("neo4j").addHandler(logging.NullHandler())


class Server:
    """A database of a Neo4j server. Close it, or use it in a `with` statement.

    Of a cluster (`neo4j://`), what writes goes to the leader and what reads to a follower; each step sees those before.

    Args:
        login: Where, and as whom.
        timeout: Seconds for any one answer.
        connect_seconds: Seconds for the first one.

    Raises:
        StoreUnavailable: It can't be reached, or does not let us in.
        UsageError: The address is none.
    """

    def __init__(self, login: Login, timeout: float, connect_seconds: float = CONNECT_SECONDS) -> None:
        self.login = login
        self.timeout = timeout
        try:
            self._driver = neo4j.GraphDatabase.driver(
                login.uri,
                auth=(login.username, login.password),
                connection_timeout=connect_seconds,
                connection_acquisition_timeout=connect_seconds,
            )
        except (ValueError, neo4j_errors.DriverError) as error:
            raise UsageError(f"{login.uri}: {error}") from error
        self._bookmarks = neo4j.GraphDatabase.bookmark_manager()
        try:
            self.bounded(self._greet, connect_seconds)
        except BaseException:
            self.close()
            raise

    def _greet(self) -> None:
        # The driver's own check takes any database for there, and would try for longer.
        with self.session() as session:
            session.run("RETURN 1").consume()

    def session(self, writes: bool = False, notified: bool = False) -> neo4j.Session:
        """A session, which reads unless it is told to write; `notified` of what is likely a slip in a query."""
        return self._driver.session(
            database=self.login.database,
            default_access_mode=neo4j.WRITE_ACCESS if writes else neo4j.READ_ACCESS,
            bookmark_manager=self._bookmarks,
            notifications_min_severity=neo4j.NotificationMinimumSeverity.WARNING
            if notified
            else neo4j.NotificationMinimumSeverity.OFF,
        )

    def read(self, cypher: str, **parameters: Any) -> list[neo4j.Record]:
        """The rows of a query.

        Raises:
            StoreUnavailable: The server does not answer in time.
            StoreError: It refuses.
        """
        return self._run(lambda tx: list(tx.run(cypher, parameters)), writes=False)

    def write(self, work: Callable[[neo4j.Transaction], Answer], patience: float = 1) -> Answer:
        """Does something in a transaction; again if it lost to another, or the connection broke.

        Args:
            work: Does it.
            patience: Times the usual timeout that it may take.

        Raises:
            StoreUnavailable: The server does not answer in time.
            StoreError: It refuses.
        """
        return self._run(work, writes=True, patience=patience)

    def define(self, cypher: str) -> None:
        """Makes or drops an index or a constraint; takes as long as it takes to fill it."""
        self._run(lambda tx: tx.run(cypher).consume(), writes=True, patience=100)

    def _run(self, work: Callable[[neo4j.Transaction], Answer], writes: bool, patience: float = 1) -> Answer:
        seconds = self.timeout * patience

        def run() -> Answer:
            with self.session(writes) as session, session.begin_transaction(timeout=seconds) as transaction:
                answer = work(transaction)
                transaction.commit()
                return answer

        tries = itertools.count()
        while True:
            try:
                return self.bounded(run, seconds + GRACE_SECONDS)
            except StoreUnavailable as error:
                pauses = _pauses(error.__cause__)
                before = next(tries)
                if before >= len(pauses):
                    raise
            time.sleep(pauses[before])

    def bounded(self, work: Callable[[], Answer], seconds: float) -> Answer:
        """What `work` gives; it is left behind where it takes too long, for the driver waits for a minute and more.

        Raises:
            StoreUnavailable: It took longer.
        """
        outcome: list[Answer | BaseException] = []

        def run() -> None:
            try:
                outcome.append(work())
            except BaseException as error:
                outcome.append(error)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        thread.join(seconds)
        if not outcome:
            raise StoreUnavailable(
                f"the Neo4j server at {self.login.uri} did not answer within {seconds:g} s: it hangs, is overloaded, "
                "or something holds a lock there; try again, or allow more time"
            )
        answer = outcome[0]
        if isinstance(answer, BaseException):
            with self.translated():
                raise answer
        return answer

    @contextlib.contextmanager
    def translated(self) -> Iterator[None]:
        """Turns the driver's errors into ours."""
        try:
            yield
        except (neo4j_errors.Neo4jError, neo4j_errors.DriverError) as error:
            raise self._explained(error) from error
        except OSError as error:
            raise StoreUnavailable(f"can't reach a Neo4j server at {self.login.uri} ({error})") from error

    def _explained(self, error: Exception) -> PaperatlasError:
        where = f"the Neo4j server at {self.login.uri}"
        user = quoted(self.login.username)
        code = str(getattr(error, "code", None) or "")
        if code.endswith("CredentialsExpired"):
            return StoreUnavailable(f"{where} does not let {user} in: the password has expired, set another one there")
        if isinstance(error, neo4j_errors.AuthError) or code.endswith("AuthenticationRateLimit"):
            return StoreUnavailable(
                f"{where} does not let {user} in: wrong name or password (NEO4J_USERNAME, NEO4J_PASSWORD)"
            )
        if code.endswith(("DatabaseNotFound", "DatabaseUnavailable")):
            return StoreUnavailable(f"{where} has no database {quoted(self.login.database)} at work (NEO4J_DATABASE)")
        if "TransactionTimedOut" in code or "LockClient" in code:
            return StoreUnavailable(
                f"{where} gave up after {self.timeout:g} s: it is overloaded, or something holds a lock there; try "
                "again, or allow more time"
            )
        if isinstance(error, neo4j_errors.DriverError):
            reason = _message(error).rstrip(":")
            return StoreUnavailable(f"can't reach {where} ({reason}); is it running there (NEO4J_URI)?")
        if code.endswith(_NO_LEADER):
            return StoreUnavailable(
                f"{where} is not the leader of its cluster, which alone takes what is written; with neo4j:// in the "
                "address it is found"
            )
        if isinstance(error, neo4j_errors.TransientError):
            return StoreUnavailable(f"{where} gave up: {_message(error)}")
        return StoreError(f"{where} refuses: {_message(error)}")

    def close(self) -> None:
        """Lets go of the server; of one that hangs, soon."""
        closing = threading.Thread(target=self._driver.close, daemon=True)
        closing.start()
        closing.join(1)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _pauses(error: BaseException | None) -> Sequence[float]:
    """How long to wait before each new try; none where it took all its time or all the memory already."""
    if not isinstance(error, neo4j_errors.Neo4jError | neo4j_errors.DriverError) or not error.is_retryable():
        return ()
    code = str(getattr(error, "code", None) or "")
    if any(word in code for word in ("LockClientStopped", "TimedOut", "OutOfMemory")):
        return ()
    return RETURN_PAUSES if isinstance(error, neo4j_errors.DriverError) or code.endswith(_NO_LEADER) else RETRY_PAUSES


def _message(error: Exception) -> str:
    """The first line of what the server or the driver says."""
    text = str(getattr(error, "message", None) or error) or type(error).__name__
    return text.splitlines()[0]
