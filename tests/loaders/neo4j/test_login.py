"""Where the login comes from, and that the password goes nowhere."""

from pathlib import Path

import pytest

from paperatlas.base.errors import UsageError
from paperatlas.loaders.neo4j.login import Login, read_login

VARIABLES = {
    "NEO4J_URI": "neo4j+s://db.example.org",
    "NEO4J_USERNAME": "ann",
    "NEO4J_PASSWORD": "secret-word",
    "NEO4J_DATABASE": "papers",
}


def test_the_environment_and_what_stands_for_nothing() -> None:
    assert read_login(environment=VARIABLES) == Login("neo4j+s://db.example.org", "ann", "secret-word", "papers")
    login = read_login(environment={"NEO4J_PASSWORD": "secret-word", "NEO4J_DATABASE": ""})
    assert login == Login("bolt://localhost:7687", "neo4j", "secret-word")


def test_a_given_address_goes_before_a_file_and_a_file_before_the_environment(tmp_path: Path) -> None:
    file = tmp_path / "login.txt"
    file.write_text(
        "# from a console\nNEO4J_URI='bolt://file:1'\nexport NEO4J_PASSWORD=\"a=b 'c'\"\n", encoding="utf-8"
    )
    assert read_login(file=file, environment=VARIABLES) == Login("bolt://file:1", "ann", "a=b 'c'", "papers")
    assert read_login("bolt://given:1", file, environment=VARIABLES).uri == "bolt://given:1"


def test_a_password_that_is_nowhere_is_asked_for() -> None:
    assert read_login(ask=lambda question: f"{question}?", environment={}).password == (
        "Password of neo4j at bolt://localhost:7687?"
    )
    with pytest.raises(UsageError, match="set NEO4J_PASSWORD"):
        read_login(environment={})


def test_the_password_is_never_shown() -> None:
    assert "secret-word" not in repr(read_login(environment=VARIABLES))


@pytest.mark.parametrize("uri", ["localhost", "http://localhost:7474", "bolt://", "bolt://[", ""])
def test_addresses_that_are_none(uri: str) -> None:
    with pytest.raises(UsageError, match="looks like bolt://localhost:7687"):
        Login(uri, "neo4j", "x")


def test_an_address_with_a_password_is_refused_and_not_repeated() -> None:
    with pytest.raises(UsageError) as caught:
        Login("bolt://ann:secret-word@localhost", "neo4j", "x")
    assert "secret-word" not in str(caught.value)


@pytest.mark.parametrize("content", [None, b"\xff\xfe"])
def test_a_file_that_can_not_be_read(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "login.txt").write_bytes(content)
    with pytest.raises(UsageError, match="login can't be read"):
        read_login(file=tmp_path / "login.txt", environment=VARIABLES)
