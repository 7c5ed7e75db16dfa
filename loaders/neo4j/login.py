"""Who we are to a server: its address, a name and a password, from where other tools take them too."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from paperatlas.base.errors import UsageError

DEFAULT_URI = "bolt://localhost:7687"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
DEFAULT_USERNAME = "neo4j"
_LINE = re.compile(r"""\s*(?:export\s+)?(NEO4J_\w+)\s*=\s*(?:"(.*)"|'(.*)'|(.*?))\s*""")


@dataclass(frozen=True, slots=True)
class Login:
    """How to get into a server.

    Attributes:
        uri: `bolt://`, `neo4j://`, or with `+s` for an encrypted connection.
        username: The user.
        password: Never shown.
        database: The user's home database where it is None.
    """

    uri: str
    username: str
    password: str = field(repr=False)
    database: str | None = None

    def __post_init__(self) -> None:
        try:
            inside = urlsplit(self.uri)
        except ValueError:
            inside = urlsplit("")
        if inside.scheme not in SCHEMES or not inside.netloc:
            raise UsageError(
                f"the address of a Neo4j server looks like {DEFAULT_URI} (NEO4J_URI); it starts with one of "
                f"{', '.join(SCHEMES)}"
            )
        if "@" in inside.netloc:
            raise UsageError("the address of the Neo4j server holds a name or a password; set NEO4J_PASSWORD instead")


def read_login(
    uri: str | None = None,
    file: str | Path | None = None,
    ask: Callable[[str], str] | None = None,
    environment: Mapping[str, str] = os.environ,
) -> Login:
    """The login from a file, else from the environment: NEO4J_URI, NEO4J_USERNAME, NEO4J_PASSWORD and NEO4J_DATABASE.

    Args:
        uri: An address that goes before both.
        file: Lines of NAME=VALUE, as the consoles of hosted databases offer them.
        ask: Gets a password from a person, given a question.
        environment: The variables.

    Raises:
        UsageError: The file can't be read, the address is none, or there is no password.
    """
    given = {name: value for name, value in environment.items() if value}
    if file is not None:
        given |= _read_file(Path(file))
    uri = uri or given.get("NEO4J_URI", DEFAULT_URI)
    username = given.get("NEO4J_USERNAME", DEFAULT_USERNAME)
    login = Login(uri, username, given.get("NEO4J_PASSWORD", ""), given.get("NEO4J_DATABASE"))
    if login.password:
        return login
    if ask is None:
        raise UsageError(f"there is no password for {username} at {uri}: set NEO4J_PASSWORD, or name a file of logins")
    return Login(uri, username, ask(f"Password of {username} at {uri}"), login.database)


def given_login(uri: str | None, given: Mapping[str, str | None]) -> Login:
    """The login from an address, and `username`, `password` and `database` where they are given; see `read_login`."""
    variables = {f"NEO4J_{name.upper()}": value for name, value in given.items() if value is not None}
    return read_login(uri, environment={**os.environ, **variables})


def _read_file(path: Path) -> dict[str, str]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "not UTF-8"
        raise UsageError(f"{path}: the login can't be read ({reason})") from error
    found = (match for match in map(_LINE.fullmatch, lines) if match)
    return {match[1]: match[2] or match[3] or match[4] or "" for match in found}
