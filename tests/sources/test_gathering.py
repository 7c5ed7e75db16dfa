"""Everything that can be had is had once, and the rest is told."""

import datetime
import json
from pathlib import Path

import pytest

from paperatlas.base.errors import OutputError
from paperatlas.sources import JOURNAL, arxiv, hugging_face, openalex, semantic_scholar
from paperatlas.sources.folder import Folder
from paperatlas.sources.service import Question
from tests.sources.conftest import Gather
from tests.sources.services import ARXIV, HF, HTML, OPENALEX, S2, Fault, Services, WatchedTime, Work, feed, works

TODAY = datetime.date(2024, 5, 1)


def _days(first: str, last: str | None = None) -> list[Question]:
    begin = datetime.date.fromisoformat(first)
    return hugging_face.days(begin, datetime.date.fromisoformat(last) if last else begin, TODAY)


def _files(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != JOURNAL)


def _arxiv(most: int | None = None) -> list[Question]:
    return [arxiv.search("looms", [], None, None, most)]


@pytest.fixture
def fetched(tmp_path: Path) -> Path:
    return tmp_path / "fetched"


PASSING = {
    "too many requests": Fault(429),
    "an error": Fault(500, body=b"<html>"),
    "unavailable": Fault(503),
    "cut": Fault(cut=True),
    "a page for people": HTML,
    "an object": Fault(body=b'{"error": "overloaded"}'),
    "nothing": Fault(body=b""),
    "half a list": Fault(body=b'[{"paper": {"id": "2404.00001"'),
    "a list of something else": Fault(body=b"[1, 2]"),
}


@pytest.mark.parametrize("fault", PASSING.values(), ids=PASSING)
def test_what_passes_is_waited_for_and_asked_again(
    fault: Fault, services: Services, gather: Gather, fetched: Path, time: WatchedTime
) -> None:
    services.works = works(3)
    services.faults[HF].extend([fault] * 4)
    done = gather(hugging_face.SERVICE, _days("2024-04-16"))
    assert (done.failures, done.report().papers, len(services.asked)) == ([], 3, 5)
    assert len(json.loads((fetched / "hf-2024-04-16.json").read_bytes())) == 3
    pauses = [round(pause) for pause in time.waited if pause >= 1]
    assert len(pauses) == 4
    assert pauses == sorted(pauses)
    assert pauses[-1] >= 8  # twice as long each time


def test_a_silent_service_is_given_up_on(services: Services, gather: Gather) -> None:
    services.works = works(1)
    services.faults[HF].append(Fault(silent=True))
    done = gather(hugging_face.SERVICE, _days("2024-04-16"), timeout=2)
    assert (done.report().papers, len(services.asked)) == (1, 2)


def test_one_day_that_fails_does_not_keep_the_others_away(services: Services, gather: Gather, fetched: Path) -> None:
    services.works = [*works(1, "2024-04-16"), *works(2, "2024-04-17"), *works(1, "2024-04-18")]
    services.faults[HF].extend([Fault(500)] * 5)
    done = gather(hugging_face.SERVICE, _days("2024-04-16", "2024-04-18"))
    (failure,) = done.failures
    assert "500 (Internal Server Error) (5 times): hf-2024-04-16 is missing" in failure
    assert _files(fetched) == ["hf-2024-04-17.json", "hf-2024-04-18.json"]
    again = gather(hugging_face.SERVICE, _days("2024-04-16", "2024-04-18"))
    assert (again.failures, again.kept, again.report().files) == ([], 2, ("hf-2024-04-16.json",))
    assert [asked.query["date"] for asked in services.asked[-3:]] == ["2024-04-17", "2024-04-18", "2024-04-16"]


def test_after_three_failures_in_a_row_no_more_is_asked(services: Services, gather: Gather) -> None:
    services.always[HF] = Fault(502)
    done = gather(hugging_face.SERVICE, _days("2024-04-01", "2024-04-20"))
    assert len(done.failures) == 3
    assert done.failures[-1].endswith("hf-2024-04-03 is missing, and 17 questions more were not asked")
    assert len(services.asked) == 15


def test_a_service_that_is_not_there(services: Services, gather: Gather, fetched: Path) -> None:
    services.mirror = "http://127.0.0.1:9"
    done = gather(hugging_face.SERVICE, _days("2024-04-16"))
    assert "Hugging Face (127.0.0.1:9) can't be reached" in done.failures[0]
    assert _files(fetched) == []


def test_days_are_asked_once_but_for_one_that_was_not_over(
    services: Services, gather: Gather, time: WatchedTime
) -> None:
    services.works = [*works(1, "2024-04-30"), *works(1, "2024-05-01")]
    questions = _days("2024-04-29", "2024-05-01")
    gather(hugging_face.SERVICE, questions)
    services.works += works(3, "2024-05-01")
    again = gather(hugging_face.SERVICE, questions)
    assert (again.kept, again.report().files, again.report().papers) == (2, ("hf-2024-05-01.json",), 4)
    time.passed += 24 * 3600
    assert gather(hugging_face.SERVICE, questions).report().papers == 4
    assert gather(hugging_face.SERVICE, questions).report() == gather(hugging_face.SERVICE, questions).report()
    assert [asked.query["date"][-2:] for asked in services.asked] == ["29", "30", "01", "01", "01"]


def test_a_day_without_papers_leaves_no_file_and_is_asked_once(
    services: Services, gather: Gather, fetched: Path
) -> None:
    for _ in range(2):
        assert gather(hugging_face.SERVICE, _days("2024-04-20")).failures == []
    assert (_files(fetched), len(services.asked)) == ([], 1)


def test_a_day_of_many_pages_also_where_the_service_gives_the_same_again(
    services: Services, gather: Gather, fetched: Path
) -> None:
    services.works = works(130)
    assert gather(hugging_face.SERVICE, _days("2024-04-16")).report().papers == 130
    assert _files(fetched) == ["hf-2024-04-16-2.json", "hf-2024-04-16.json"]
    services.works = works(60, "2024-04-17")
    services.faults[HF].extend([Fault(), Fault(body=b"[]")])
    assert gather(hugging_face.SERVICE, _days("2024-04-17")).report().papers == 60
    services.works = works(60, "2024-04-18")
    services.always[HF] = Fault(body=services.said(HF, date="2024-04-18", limit="100"))
    assert gather(hugging_face.SERVICE, _days("2024-04-18")).report().papers == 60


def test_pages_of_a_search_go_on_where_a_failure_stopped_them(
    services: Services, gather: Gather, fetched: Path
) -> None:
    services.works = works(1200)
    services.faults[ARXIV].extend([Fault(), *[Fault(503)] * 5])
    stopped = gather(arxiv.SERVICE, _arxiv())
    assert (stopped.report().papers, len(stopped.failures)) == (500, 1)
    went_on = gather(arxiv.SERVICE, _arxiv())
    assert (went_on.report().papers, went_on.kept, went_on.failures) == (700, 1, [])
    assert [asked.query["start"] for asked in services.asked] == ["0", *["500"] * 6, "1000"]
    (name, *_) = _files(fetched)
    assert len(_files(fetched)) == 3
    assert name.startswith("arxiv-looms-")


def test_empty_and_short_pages_of_arxiv(services: Services, gather: Gather) -> None:
    services.works = works(700)
    first = services.said(ARXIV, start="0", max_results="300")
    services.faults[ARXIV].extend([Fault(body=feed(total=700)), Fault(body=first), Fault(body=feed())])
    done = gather(arxiv.SERVICE, _arxiv())
    assert (done.failures, done.report().papers) == ([], 700)
    assert [asked.query["start"] for asked in services.asked] == ["0", "0", "300", "300"]
    services.works = []
    nothing = gather(arxiv.SERVICE, [arxiv.search("nothing", [], None, None, None)])
    assert (nothing.failures, nothing.report().papers, len(services.asked)) == ([], 0, 6)  # believed the second time


def test_a_search_is_cut_where_the_user_says_and_goes_on_when_more_is_wanted(
    services: Services, gather: Gather, time: WatchedTime
) -> None:
    services.works = works(20)
    some = gather(arxiv.SERVICE, _arxiv(8))
    assert (some.report().papers, services.asked[0].query["max_results"]) == (8, "8")
    assert some.notes == ["arXiv finds 20 papers, 8 of them are here (--max takes more)"]
    more = gather(arxiv.SERVICE, _arxiv(15))
    assert (more.report().papers, more.kept, services.asked[1].query["start"]) == (7, 1, "8")
    assert gather(arxiv.SERVICE, _arxiv(10)).report().files == ()
    time.passed += 24 * 3600  # there may be new ones
    assert gather(arxiv.SERVICE, _arxiv(15)).report().papers == 15


def test_what_arxiv_does_not_give_of_one_search_is_told(services: Services, gather: Gather) -> None:
    services.works = works(12)
    entries = services.said(ARXIV, start="0", max_results="12").decode().partition("</opensearch:totalResults>")[2]
    services.always[ARXIV] = Fault(body=feed(entries.removesuffix("</feed>"), 31_000))
    with Folder.opened(gather(arxiv.SERVICE, _arxiv(12)).folder.path) as folder:
        (entry,) = folder.pages(arxiv.SERVICE, _arxiv()[0])
    assert (entry.following, entry.total) == ("12", 31_000)
    page = arxiv.SERVICE.read(_arxiv()[0], "29990", feed(entries.removesuffix("</feed>"), 31_000))
    assert (page.papers, page.following, page.total) == (12, None, 31_000)


def test_a_range_of_days_is_settled_when_nothing_can_come_any_more(
    services: Services, gather: Gather, time: WatchedTime
) -> None:
    services.works = works(2)
    questions = [arxiv.search("looms", [], None, datetime.date(2024, 4, 28), None)]
    for days, requests in ((0, 1), (1, 2), (10, 3), (100, 3)):
        time.passed = days * 24 * 3600
        gather(arxiv.SERVICE, questions)
        assert len(services.asked) == requests


def test_cursors_and_tokens_lead_from_page_to_page(services: Services, gather: Gather, fetched: Path) -> None:
    services.works = works(250)
    question = openalex.search("looms", "type:article", datetime.date(2024, 4, 1), datetime.date(2024, 4, 30), None)
    assert gather(openalex.SERVICE, [question]).report().papers == 250
    assert [asked.query["cursor"] for asked in services.of(OPENALEX)] == ["*", "100", "200"]
    asked = services.of(OPENALEX)[0].query
    assert asked["filter"] == "type:article,from_publication_date:2024-04-01,to_publication_date:2024-04-30"
    assert (asked["search"], asked["per_page"]) == ("looms", "100")
    services.page_size = 100
    searched = semantic_scholar.search("looms", datetime.date(2024, 4, 1), None, None)
    assert gather(semantic_scholar.SERVICE, [searched]).report().papers == 250
    assert [asked.query.get("token") for asked in services.of(S2)] == [None, "100", "200"]
    assert services.of(S2)[0].query["publicationDateOrYear"] == "2024-04-01:"
    assert len(_files(fetched)) == 6


@pytest.mark.parametrize("size", [1, 30, 99])
def test_short_pages_are_followed_too(size: int, services: Services, gather: Gather) -> None:
    services.works = works(130)
    services.page_size = size
    question = openalex.search("looms", None, None, None, None)
    done = gather(openalex.SERVICE, [question]).report()
    assert (done.papers, done.notes) == (130, ())


def test_what_a_service_counts_and_does_not_give_is_told(services: Services, gather: Gather) -> None:
    services.works = works(1)
    answer = json.loads(services.said(OPENALEX, per_page="100", cursor="*"))
    services.faults[OPENALEX].append(
        Fault(body=json.dumps(answer | {"meta": {"count": 2, "next_cursor": "1"}}).encode())
    )
    done = gather(openalex.SERVICE, [openalex.search("looms", None, None, None, None)]).report()
    assert [asked.query["cursor"] for asked in services.of(OPENALEX)][-2:] == ["*", "1"]
    assert (done.papers, done.notes) == (1, ())  # the second page says that there is one only
    last = json.dumps({"meta": {"count": 2, "next_cursor": None}, "results": []}).encode()
    first = json.dumps(answer | {"meta": {"count": 2, "next_cursor": "two"}}).encode()
    services.faults[OPENALEX].extend([Fault(body=first), Fault(body=last)])
    done = gather(openalex.SERVICE, [openalex.search("knots", None, None, None, None)]).report()
    assert "OpenAlex finds 2 papers, 1 of them are here" in done.notes[0]


def test_a_cursor_that_is_not_taken_any_more_starts_anew(services: Services, gather: Gather) -> None:
    services.works = works(250)
    question = openalex.search("looms", None, None, datetime.date(2024, 4, 20), None)
    services.faults[OPENALEX].extend([Fault(), *[Fault(500)] * 5])
    gather(openalex.SERVICE, [question])
    services.faults[OPENALEX].append(Fault(400, body=b'{"error": "Invalid cursor"}'))
    done = gather(openalex.SERVICE, [question])
    assert (done.failures, done.refusals, done.report().papers) == ([], [], 250)


def test_a_service_that_gives_one_page_for_ever(services: Services, gather: Gather) -> None:
    services.works = works(300)
    services.always[OPENALEX] = Fault(body=services.said(OPENALEX, per_page="100", cursor="100"))
    done = gather(openalex.SERVICE, [openalex.search("looms", None, None, None, None)])
    assert "gives the same page again and again" in done.failures[0]
    assert len(services.asked) == 2


def test_a_question_that_is_wrong_is_not_asked_again(services: Services, gather: Gather) -> None:
    question = openalex.search(None, "nonsense:1", None, None, None)
    done = gather(openalex.SERVICE, [question])
    (refusal,) = done.refusals
    assert "400 (Bad Request): “Invalid query parameters error.: nonsense is not a valid field”" in refusal
    assert (done.failures, len(services.asked)) == ([], 1)
    services.always[ARXIV] = Fault(
        body=feed(
            "<entry><id>https://arxiv.org/api/errors#incorrect_id_format_for_x</id>"
            "<summary>incorrect id format for x</summary></entry>",
            1,
        )
    )
    assert "incorrect id format for x" in gather(arxiv.SERVICE, _arxiv()).refusals[0]


def test_papers_by_ids_and_those_that_are_not_known(services: Services, gather: Gather, fetched: Path) -> None:
    services.works = works(3)
    ids = [f"arxiv:2404.{number:05}" for number in range(1, 6)]
    for service, host in ((arxiv.SERVICE, ARXIV), (openalex.SERVICE, OPENALEX), (semantic_scholar.SERVICE, S2)):
        done = gather(service, service.by_ids(ids))
        assert (done.failures, done.report().papers) == ([], 3)
        assert done.report().unknown == tuple((service.name, each) for each in ids[3:])
        assert len(services.of(host)) == 1
    assert len(_files(fetched)) == 3
    assert services.of(OPENALEX)[0].query["filter"].startswith("doi:10.48550/arxiv.2404.00001|10.48550/arxiv.2404.0")
    assert services.of(S2)[0].body["ids"][0] == "ARXIV:2404.00001"
    nothing = gather(semantic_scholar.SERVICE, semantic_scholar.SERVICE.by_ids(["arxiv:2404.09999", "doi:10.1000/9"]))
    assert (nothing.refusals, len(nothing.report().unknown)) == ([], 2)


def test_batches_are_as_large_as_a_service_takes(services: Services, gather: Gather) -> None:
    services.works = works(450)
    ids = [f"arxiv:{work.number}" for work in services.works]
    for service, requests in ((arxiv.SERVICE, 5), (openalex.SERVICE, 9), (semantic_scholar.SERVICE, 3)):
        before = len(services.asked)
        assert gather(service, service.by_ids(ids)).report().papers == 450
        assert len(services.asked) - before == requests


def test_too_large_a_batch_is_cut_in_halves(services: Services, gather: Gather) -> None:
    services.works = works(150)
    services.most_ids = 60
    ids = [f"arxiv:{work.number}" for work in services.works]
    done = gather(semantic_scholar.SERVICE, semantic_scholar.SERVICE.by_ids(ids))
    assert (done.report().papers, done.refusals) == (150, [])
    services.always[S2] = Fault(400, body=b'{"error": "Unsupported"}')
    refused = gather(semantic_scholar.SERVICE, semantic_scholar.SERVICE.by_ids(["doi:10.1000/1", "doi:10.1000/2"]))
    assert [words.rsplit(": ", 1)[1] for words in refused.refusals] == [
        "doi:10.1000/1 is missing",
        "doi:10.1000/2 is missing",
    ]


def test_a_doi_with_a_comma_is_asked_for_alone(services: Services, gather: Gather) -> None:
    services.works = [Work("2404.00007", "Looms", ("A B",), "2024-04-16", doi="10.1000/a,b")]
    done = gather(openalex.SERVICE, openalex.SERVICE.by_ids(["doi:10.1000/a,b", "doi:10.1000/c,d"]))
    assert [asked.path for asked in services.asked] == ["/works/doi:10.1000/a,b", "/works/doi:10.1000/c,d"]
    assert (done.report().papers, done.report().unknown) == (1, (("openalex", "doi:10.1000/c,d"),))


def test_an_answer_that_was_taken_away_is_asked_for_again(services: Services, gather: Gather, fetched: Path) -> None:
    services.works = works(1200)
    gather(arxiv.SERVICE, _arxiv())
    second = next(path for path in fetched.glob("*-2.xml"))
    second.unlink()
    assert second.name in gather(arxiv.SERVICE, _arxiv()).report().files
    assert second.exists()


@pytest.mark.parametrize("left", [b'{"service": "hf", "quest', b"\xff\xfe\n", b"[]\n{}\nnull\n", b'{"a": 1}\n'])
def test_a_journal_that_was_cut_or_holds_something_else(
    left: bytes, services: Services, gather: Gather, fetched: Path
) -> None:
    services.works = [*works(1, "2024-04-16"), *works(1, "2024-04-17")]
    gather(hugging_face.SERVICE, _days("2024-04-16"))
    with (fetched / JOURNAL).open("ab") as journal:
        journal.write(left)
    gather(hugging_face.SERVICE, _days("2024-04-16", "2024-04-17"))
    done = gather(hugging_face.SERVICE, _days("2024-04-16", "2024-04-17"))
    assert (done.kept, len(services.asked)) == (2, 2)


def test_a_journal_from_somebody_else_leads_nowhere(services: Services, gather: Gather, fetched: Path) -> None:
    services.works = works(1)
    gather(hugging_face.SERVICE, _days("2024-04-16"))
    journal = fetched / JOURNAL
    journal.write_text(journal.read_text().replace('"hf-2024-04-16.json"', '"../../etc/passwd"'))
    assert gather(hugging_face.SERVICE, _days("2024-04-16")).report().files == ("hf-2024-04-16.json",)


def test_two_at_once_in_one_folder(fetched: Path) -> None:
    with (
        Folder.opened(fetched),
        pytest.raises(OutputError, match="another `paperatlas fetch` is at work"),
        Folder.opened(fetched),
    ):
        pass


def test_where_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "atlas").mkdir()
    (tmp_path / "atlas" / ".paperatlas").touch()
    for place, words in (("file", "it is no directory"), ("atlas", "this is an atlas"), ("a\0b", "can't be written")):
        with pytest.raises(OutputError, match=words), Folder.opened(tmp_path / place):
            pass


def test_the_progress_ends_where_it_should(services: Services, gather: Gather) -> None:
    services.works = works(1200)
    told: list[tuple[int, int]] = []
    gather(arxiv.SERVICE, _arxiv(), progress=lambda done, total: told.append((done, total)))
    assert told == [(41, 100), (83, 100), (100, 100)]
    told.clear()
    gather(hugging_face.SERVICE, _days("2024-04-15", "2024-04-16"), progress=lambda *parts: told.append(parts))
    assert told[-1] == (200, 200)


def test_a_kill_between_a_file_and_its_line(services: Services, gather: Gather, fetched: Path) -> None:
    services.works = works(700)
    gather(arxiv.SERVICE, _arxiv())
    files = {name: (fetched / name).read_bytes() for name in _files(fetched)}
    journal = fetched / JOURNAL
    journal.write_bytes(b"".join(journal.read_bytes().splitlines(keepends=True)[:-1]))
    gather(arxiv.SERVICE, _arxiv())
    assert {name: (fetched / name).read_bytes() for name in _files(fetched)} == files
    assert [asked.query["start"] for asked in services.asked] == ["0", "500", "500"]


def test_where_a_file_can_not_be(services: Services, gather: Gather, fetched: Path) -> None:
    services.works = works(1)
    (fetched / "hf-2024-04-16.json").mkdir(parents=True)
    with pytest.raises(OutputError, match=r"can't be written \(Is a directory\); what was fetched before stays"):
        gather(hugging_face.SERVICE, _days("2024-04-16"))
    assert sorted(path.name for path in fetched.iterdir()) == [JOURNAL, "hf-2024-04-16.json"]


LAUGHS = b"""<!DOCTYPE feed [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&c;</title></feed>"""
NONSENSE = {
    "a page": HTML.body,
    "deep": b"[" * 100_000,
    "a number": b"7",
    "an object": b"{}",
    "lists for objects": b'{"results": [[]], "data": [[]], "meta": []}',
    "half an object": b'{"results": [{"id": "W1"}], "data": [{"paperId"',
    "an error": b'{"message": "Endpoint request timed out"}',
    "another feed": b'<rss version="2.0"></rss>',
    "laughs": LAUGHS,
    "letters that are none": b"\xff\xfe\xfd",
}


@pytest.mark.parametrize("body", NONSENSE.values(), ids=NONSENSE)
def test_nonsense_is_no_answer(body: bytes, services: Services, gather: Gather, fetched: Path) -> None:
    for service, host in ((arxiv.SERVICE, ARXIV), (openalex.SERVICE, OPENALEX), (semantic_scholar.SERVICE, S2)):
        services.always[host] = Fault(body=body)
        batch = gather(service, service.by_ids(["arxiv:2404.00001"]))
        assert batch.failures or batch.report().unknown == ((service.name, "arxiv:2404.00001"),)
    for service, question in (
        (openalex.SERVICE, openalex.search("looms", None, None, None, None)),
        (semantic_scholar.SERVICE, semantic_scholar.search("looms", None, None, None)),
    ):
        assert len(gather(service, [question]).failures) == 1
    assert _files(fetched) == []
