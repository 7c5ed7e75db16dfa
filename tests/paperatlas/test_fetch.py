"""`paperatlas fetch`, from the question to the atlas that is built of the answers."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import paperatlas
from paperatlas import Atlas, NotInAtlas, ServiceUnavailable, UsageError
from paperatlas.sources import JOURNAL
from tests.paperatlas.terminals import on_terminal
from tests.paperatlas.test_cli import run
from tests.sources.services import ARXIV, HF, HTML, OPENALEX, S2, Fault, Services, Work, works

DIGEST = """## Daily Papers (2024-04-16)

### [Looms that weave pattern 1](https://arxiv.org/abs/2404.00001)

Vote: 3

Authors: Ada Byron, ...

- 직조(weaving)를 한다.

### [Looms that weave pattern 2](https://arxiv.org/abs/2404.00002)

Authors: Ada Byron, ...

- Weaving again.
"""


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Iterator[Services]:
    """The services, where the command line finds them."""
    with Services() as started:
        monkeypatch.setenv("PAPERATLAS_MIRROR", started.mirror)
        yield started


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    return tmp_path / "fetched"


def _built(folder: Path, *more: Path) -> Atlas:
    return paperatlas.build([folder, *more], folder.parent / "atlas", jobs=1)


COMMANDS = {
    "hf": ("hf", "2024-04-15", "2024-04-17"),
    "arxiv": ("arxiv", "looms", "-c", "cs.CL", "--from", "2024-04-01", "--to", "2024-04-30"),
    "openalex": ("openalex", "looms", "--filter", "type:article"),
    "s2": ("s2", "looms", "--max", "100"),
    "ids": ("ids", "2404.00001", "https://arxiv.org/abs/2404.00002", "arxiv:2404.00003"),
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_what_is_fetched_is_built(command: tuple[str, ...], services: Services, fetched: Path) -> None:
    services.works = works(3)
    first = run("fetch", *command, "-o", fetched, "--pause", "0")
    assert (first.exit_code, first.stdout) == (0, "")
    requests = len(services.asked)
    assert f"{fetched}: " in first.stderr
    again = run("fetch", *command, "-o", fetched, "--pause", "0")
    assert (again.exit_code, len(services.asked)) == (0, requests)
    assert f"{fetched}: 0 new files with 0 papers" in again.stderr
    with _built(fetched) as atlas:
        assert atlas.tables["papers"]["title"].to_pylist() == [work.title for work in services.works]
        assert set(atlas.tables["papers"]["authors_complete"].to_pylist()) == {True}
        assert atlas.problems == []


def test_a_day_is_that_of_the_list(services: Services, fetched: Path) -> None:
    services.works = [*works(110), *works(2, "2024-04-17")]
    assert run("fetch", "hf", "2024-04-16", "2024-04-17", "-o", fetched, "--pause", "0").exit_code == 0
    with _built(fetched) as atlas:
        days = atlas.query(
            "MATCH (p:Paper)-[:FEATURED_ON]->(d:Date) RETURN d.id AS day, count(p) AS papers ORDER BY day"
        )
        assert [tuple(row) for row in days.rows] == [("2024-04-16", 110), ("2024-04-17", 2)]


def test_an_atlas_is_completed(services: Services, fetched: Path, tmp_path: Path) -> None:
    digest = tmp_path / "2024-04-16.md"
    digest.write_text(DIGEST, encoding="utf-8")
    first, second = works(2)
    services.works = [Work(first.number, first.title, first.authors, first.day, cites=(second.number,)), second]
    with paperatlas.build(digest, tmp_path / "atlas", jobs=1) as before:
        assert before.tables["papers"]["authors_complete"].to_pylist() == [False, False]
    told = run("fetch", "ids", "--atlas", tmp_path / "atlas", "-o", fetched, "--pause", "0").stderr
    assert "arXiv is asked for 2 papers: authors of 2\n" in told
    assert "OpenAlex is asked for 2 papers: authors of 2, venue of 2, citations of 2, ORCIDs of 2\n" in told
    assert "Semantic Scholar is asked for 2 papers: authors of 2, venue of 2, citations of 2\n" in told
    assert [len(services.of(host)) for host in (ARXIV, OPENALEX, S2)] == [1, 1, 1]
    with _built(fetched, digest) as atlas:
        papers = atlas.tables["papers"]
        assert papers["authors_complete"].to_pylist() == [True, True]
        assert papers["venue"].to_pylist() == ["Journal of Looms"] * 2
        assert None not in papers["citations"].to_pylist()
        assert (
            "orcid:0000-0002-1825-0097"
            in atlas.query("MATCH (a:Author {name: 'Ada Byron'}) RETURN a.ids AS ids").rows[0][0]
        )
        assert atlas.tables["cites"].num_rows == 1
        names = atlas.query("MATCH (a:Author) RETURN a.name AS name ORDER BY name").rows
        assert [name for (name,) in names] == ["Ada Byron", "Bo Weaver"]
    requests = len(services.asked)
    again = run("fetch", "ids", "--atlas", tmp_path / "atlas", "-o", fetched, "--pause", "0")
    assert (again.exit_code, len(services.asked)) == (0, requests)
    assert "nobody is asked" in again.stderr


def test_only_who_may_know_is_asked_and_what_nobody_knows_is_told(services: Services, fetched: Path) -> None:
    services.works = works(1)
    told = run("fetch", "ids", "doi:10.1000/1", "2404.00001", "-o", fetched, "--pause", "0", "--service", "s2").stderr
    assert "Semantic Scholar does not have doi:10.1000/1\n" in told
    assert {asked.host for asked in services.asked} == {S2}


def test_a_service_that_fails_ends_with_what_is_kept(services: Services, fetched: Path) -> None:
    services.works = [*works(2, "2024-04-16"), *works(1, "2024-04-17"), *works(1, "2024-04-18")]
    services.faults[HF].extend([Fault(), *[HTML] * 5])
    command = ("fetch", "hf", "2024-04-16", "2024-04-18", "-o", fetched, "--pause", "0")
    failed = run(*command)
    assert failed.exit_code == 3
    assert "no JSON: “<!DOCTYPE html>" in failed.stderr
    assert "hf-2024-04-17 is missing" in failed.stderr
    assert f"{fetched}: keeps 2 new files with 3 papers; the same command asks only for the rest" in failed.stderr
    assert run(*command).exit_code == 0
    with _built(fetched) as atlas:
        assert len(atlas.tables["papers"]) == 2
    assert sorted(path.name for path in fetched.iterdir()) == [
        JOURNAL,
        "hf-2024-04-16.json",
        "hf-2024-04-17.json",
        "hf-2024-04-18.json",
    ]


def test_one_service_that_fails_leaves_the_others(services: Services, fetched: Path) -> None:
    services.works = works(1)
    services.always[OPENALEX] = Fault(401, body=b'{"error": "Invalid API key"}')
    failed = run("fetch", "ids", "2404.00001", "-o", fetched, "--pause", "0")
    assert failed.exit_code == 3
    assert "OpenAlex (127.0.0.1" in failed.stderr
    assert "“Invalid API key”" in failed.stderr
    assert "keeps 2 new files" in failed.stderr


def test_a_service_that_is_not_there(monkeypatch: pytest.MonkeyPatch, fetched: Path) -> None:
    monkeypatch.setenv("PAPERATLAS_MIRROR", "http://127.0.0.1:9")
    failed = run("fetch", "s2", "looms", "-o", fetched, "--pause", "0")
    assert failed.exit_code == 3
    assert "Semantic Scholar (127.0.0.1:9) can't be reached" in failed.stderr
    assert [path.name for path in fetched.iterdir()] == [JOURNAL]


WRONG = {
    "a day that is none": (("hf", "2024-02-30"), "'2024-02-30' is no day"),
    "a range turned round": (("hf", "2024-04-16", "2024-04-15"), "2024-04-15 is before 2024-04-16"),
    "a range of a search turned round": (("s2", "x", "--from", "2024-04-16", "--to", "2024-04-01"), "is before"),
    "a day to come": (("hf", "2924-04-16"), "has not come"),
    "an id that is none": (("ids", "hello"), "'hello' is no id of a paper"),
    "an id that nobody is asked by": (("ids", "openreview:rJXMpikCZ"), "no service can be asked by"),
    "no id": (("ids",), "name papers by their ids, or an atlas"),
    "no atlas": (("ids", "--atlas", "nowhere"), "there is no atlas"),
    "no such service": (("ids", "2404.00001", "--service", "s3"), "'s3' is not one of"),
    "no query": (("arxiv",), "say what to search arXiv for"),
    "a category that is none": (("arxiv", "-c", "cs CL"), "no category"),
    "a filter that is wrong": (("openalex", "--filter", "nonsense:1"), "nonsense is not a valid field"),
    "nothing": (("hf",), "Missing argument 'DAY'"),
    "no number": (("s2", "x", "--max", "0"), "0 is not in the range"),
}


@pytest.mark.parametrize(("arguments", "words"), WRONG.values(), ids=WRONG)
def test_wrong_usage(arguments: tuple[str, ...], words: str, services: Services, fetched: Path) -> None:
    result = run("fetch", *arguments, "-o", fetched, "--pause", "0")
    assert (result.exit_code, result.stdout) == (2, "")
    assert words in result.stderr


def test_a_folder_with_other_things_is_fine_and_an_atlas_is_none(services: Services, fetched: Path) -> None:
    services.works = works(1)
    fetched.mkdir()
    (fetched / "refs.bib").write_text("@article{a, title={Looms by hand}, author={Cy Poe}}", encoding="utf-8")
    assert run("fetch", "hf", "2024-04-16", "-o", fetched, "--pause", "0").exit_code == 0
    with _built(fetched) as atlas:
        assert len(atlas.tables["papers"]) == 2
    refused = run("fetch", "hf", "2024-04-16", "-o", fetched.parent / "atlas")
    assert refused.exit_code == 2
    assert "this is an atlas" in refused.stderr


def _start(services: Services, fetched: Path, until: int) -> "subprocess.Popen[bytes]":
    """A fetch of three pages that waits for an answer to the request of a number."""
    services.works = works(1300)
    services.gate = until
    command = [sys.executable, "-m", "paperatlas", "fetch", "arxiv", "looms", "-o", str(fetched)]
    process = subprocess.Popen(
        [*command, "--pause", "0", "--max", "9999"], stderr=subprocess.PIPE, env={**os.environ, "TERM": "dumb"}
    )
    assert services.came(until)
    return process


@pytest.mark.parametrize("until", [1, 2, 3])
def test_a_kill_in_the_middle_loses_nothing_that_was_there(until: int, services: Services, fetched: Path) -> None:
    process = _start(services, fetched, until)
    process.kill()
    process.communicate()
    services.gate = None
    (fetched / ".paperatlas-0123456789abcdef.part").write_bytes(b"half")
    assert run("fetch", "arxiv", "looms", "-o", fetched, "--pause", "0", "--max", "9999").exit_code == 0
    starts = [asked.query["start"] for asked in services.asked]
    pages = ["0", "500", "1000"]
    assert starts == [*pages[:until], *pages[until - 1 :]]
    assert len([path for path in fetched.iterdir() if not path.name.startswith(".")]) == 3
    assert not list(fetched.glob("*.part"))
    with _built(fetched) as atlas:
        assert len(atlas.tables["papers"]) == 1300


def test_an_interrupt_says_what_stays(services: Services, fetched: Path) -> None:
    process = _start(services, fetched, 2)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate()
    assert process.returncode == 130
    assert told.decode() == f"Interrupted; what is in {fetched} stays, and the same command asks only for the rest.\n"


def test_a_bar_on_a_terminal(services: Services, fetched: Path) -> None:
    services.works = works(2)
    shown = on_terminal("fetch", "hf", "2024-04-10", "2024-04-16", "-o", fetched, "--pause", "0")
    assert "fetching" in shown
    assert "1 new file with 2 papers" in shown
    assert "100%" in shown


def test_ids_on_standard_input(services: Services, fetched: Path) -> None:
    services.works = works(2)
    result = run("fetch", "ids", "-", "-o", fetched, "--pause", "0", stdin="2404.00001\n\n2404.00002\n")
    assert (result.exit_code, services.of(ARXIV)[0].query["id_list"]) == (0, "2404.00001,2404.00002")


def test_the_same_in_python(services: Services, fetched: Path) -> None:
    services.works = works(3)
    told: list[tuple[int, int]] = []
    report = paperatlas.fetch_hf("2024-04-16", out=fetched, pause_seconds=0, progress=lambda *parts: told.append(parts))
    assert (report.folder, report.files, report.papers) == (str(fetched), ("hf-2024-04-16.json",), 3)
    assert told == [(100, 100)]
    asks: list[Callable[[], paperatlas.FetchReport]] = [
        lambda: paperatlas.fetch_arxiv("looms", fetched, categories="cs.CL", most=2, pause_seconds=0),
        lambda: paperatlas.fetch_openalex("looms", fetched, pause_seconds=0),
        lambda: paperatlas.fetch_s2("looms", fetched, pause_seconds=0),
        lambda: paperatlas.fetch_ids("2404.00001", fetched, services="s2", pause_seconds=0),
    ]
    assert [ask().papers for ask in asks] == [2, 3, 3, 1]
    services.always[HF] = Fault(503)
    with pytest.raises(ServiceUnavailable, match="503") as caught:
        paperatlas.fetch_hf("2024-04-17", out=fetched, pause_seconds=0)
    assert caught.value.files == ()
    with pytest.raises(UsageError, match="did you mean 'arxiv'"):
        paperatlas.fetch_ids("2404.00001", fetched, services=["arxi"])
    assert not issubclass(ServiceUnavailable, NotInAtlas)


def test_the_library_for_fetching_is_loaded_only_to_fetch() -> None:
    code = (
        "import sys, paperatlas.cli, paperatlas.fetching\n"
        "loaded = {'httpx', 'tenacity', 'pyarrow'} & set(sys.modules)\n"
        "assert not loaded, loaded"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
