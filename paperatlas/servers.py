"""A Neo4j server as users reach it from Python; loading one is `Atlas.load_neo4j`."""

from typing import TYPE_CHECKING

from paperatlas.loaders.store import DEFAULT_TIMEOUT

if TYPE_CHECKING:
    from paperatlas.loaders.neo4j.loading import LoadReport
    from paperatlas.workers import ReportProgress


def remove_neo4j(
    uri: str | None = None,
    *,
    username: str | None = None,
    password: str | None = None,
    database: str | None = None,
    timeout_seconds: float = DEFAULT_TIMEOUT,
    progress: "ReportProgress" = lambda done, total: None,
) -> "LoadReport":
    """Takes the atlas that a Neo4j server holds out of it, also one whose load was cut off; foreign nodes stay.

    Args:
        uri: The address; here and below, the environment variable NEO4J_… counts where none is given.
        username: The user.
        password: Never shown.
        database: The user's home database where there is none.
        timeout_seconds: When to give up waiting for any one answer.
        progress: Told how many of how many nodes and edges are through.

    Raises:
        StoreUnavailable: The server can't be reached, does not let us in, or does not answer.
        StoreError: Foreign nodes are linked to ours.
        UsageError: There is no password, or the address is none.
    """
    from paperatlas.loaders.neo4j.loading import remove
    from paperatlas.loaders.neo4j.login import given_login
    from paperatlas.loaders.neo4j.server import Server

    login = given_login(uri, {"username": username, "password": password, "database": database})
    with Server(login, timeout_seconds) as server:
        return remove(server, progress)
