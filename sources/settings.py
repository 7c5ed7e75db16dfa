"""How services are asked: where they are, how often, and as whom."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from paperatlas.base.addresses import web_address
from paperatlas.base.errors import UsageError
from paperatlas.base.input import MAX_MEGABYTES
from paperatlas.base.visible import quoted
from paperatlas.sources import DEFAULT_TIMEOUT
from paperatlas.sources.pace import Clock
from paperatlas.sources.service import Access

EMAIL = "PAPERATLAS_EMAIL"
MIRROR = "PAPERATLAS_MIRROR"
KEYS = {"openalex": "OPENALEX_API_KEY", "s2": "S2_API_KEY"}
"""The environment variables that keys are in, by service."""
ATTEMPTS = 5
MOST_WAIT = 600.0
"""Seconds; who wants to be left alone for longer is not waited for."""
MAX_ANSWER = MAX_MEGABYTES * 1_000_000
"""Bytes; what is more, no parser would read."""

_EMAIL = re.compile(r"[^@\s<>\"(),:;]{1,100}@[\w.-]{1,200}")
_LOOPBACK = re.compile(r"http://(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?=[:/]|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How services are asked.

    Attributes:
        access: As whom.
        mirror: An address below which each service stands under the name of its host; None for the services themselves.
        pause: Seconds between requests; what the service states where it is None. Less than that only below a mirror.
        timeout: Seconds after which a silent service is given up on.
        clock: The time.
    """

    access: Access = field(default_factory=Access)
    mirror: str | None = None
    pause: float | None = None
    timeout: float = DEFAULT_TIMEOUT
    clock: Clock = field(default_factory=Clock)

    def base_of(self, address: str) -> str:
        """Where a service is asked that is at an address."""
        return address if self.mirror is None else f"{self.mirror}/{address.removeprefix('https://')}"

    def pause_of(self, stated: float) -> float:
        """The seconds between requests to a service that states some.

        >>> FetchSettings(pause=0.5).pause_of(3.0), FetchSettings(pause=0.5, mirror="https://example.org").pause_of(3.0)
        (3.0, 0.5)
        """
        if self.pause is None:
            return stated
        return max(stated, self.pause) if self.mirror is None else self.pause


def read_fetch_settings(
    environment: Mapping[str, str], pause: float | None = None, timeout: float = DEFAULT_TIMEOUT
) -> FetchSettings:
    """The settings with what the environment says.

    Raises:
        UsageError: It says what can't be.
    """
    email = environment.get(EMAIL, "").strip() or None
    if email is not None and not _EMAIL.fullmatch(email):
        raise UsageError(f"{EMAIL} is {quoted(email)}, which is no e-mail address")
    mirror = environment.get(MIRROR, "").strip().rstrip("/") or None
    if mirror is not None and not is_safe(mirror):
        raise UsageError(
            f"{MIRROR} is {quoted(mirror)}; it takes an address that begins with https://, or of this machine"
        )
    keys = {name: key for name, variable in KEYS.items() if (key := environment.get(variable, "").strip())}
    for name, key in keys.items():
        if not (key.isascii() and key.isprintable() and " " not in key):
            raise UsageError(f"{KEYS[name]} holds what is no key: it has blanks, or letters that no key has")
    return FetchSettings(Access(email, keys), mirror, pause, timeout)


def is_safe(address: str) -> bool:
    """Whether nobody on the way can read or change what goes to an address.

    >>> is_safe("https://example.org/a"), is_safe("http://example.org/a"), is_safe("http://127.0.0.1:8000")
    (True, False, True)
    >>> is_safe("http://127.0.0.1.example.org"), is_safe("ftp://127.0.0.1")
    (False, False)
    """
    return web_address(address) is not None and (
        address.lower().startswith("https://") or _LOOPBACK.match(address) is not None
    )
