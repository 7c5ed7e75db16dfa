"""At the pace of the service, as who we are, and no further than it is safe."""

import datetime
from email.utils import format_datetime

import pytest

from paperatlas.base.errors import UsageError
from paperatlas.sources import arxiv, hugging_face, openalex, semantic_scholar
from paperatlas.sources.service import Access, Question, Service
from paperatlas.sources.settings import read_fetch_settings
from tests.sources.conftest import Gather
from tests.sources.services import ARXIV, HF, OPENALEX, S2, Fault, Services, WatchedTime, works

DAY = [Question("hf-2024-04-16", (("date", "2024-04-16"),), last_day=datetime.date(2024, 4, 16))]
KEYS = Access("ada@example.org", {"openalex": "secret-1", "s2": "secret-2"})


@pytest.mark.parametrize(
    ("service", "access", "pause"),
    [
        (arxiv.SERVICE, Access(), 3.0),
        (hugging_face.SERVICE, Access(), 1.0),
        (openalex.SERVICE, Access(), 0.1),
        (semantic_scholar.SERVICE, Access(), 3.0),
        (semantic_scholar.SERVICE, KEYS, 1.0),
    ],
)
def test_the_pause_that_a_service_states(
    service: Service, access: Access, pause: float, services: Services, gather: Gather, time: WatchedTime
) -> None:
    services.works = works(350)
    questions = service.by_ids([f"arxiv:{work.number}" for work in services.works])
    if service is hugging_face.SERVICE:
        questions = hugging_face.days(datetime.date(2024, 4, 1), datetime.date(2024, 4, 4), datetime.date(2024, 5, 1))
    gather(service, questions, access=access)
    assert time.waited == pytest.approx([pause] * (len(services.asked) - 1))
    time.waited.clear()
    gather(openalex.SERVICE, openalex.SERVICE.by_ids([f"doi:10.1000/{number}" for number in range(150)]), pause=7.0)
    assert time.waited == [7.0, 7.0]


def test_retry_after_in_seconds_and_as_a_date(services: Services, gather: Gather, time: WatchedTime) -> None:
    services.works = works(1)
    services.faults[HF].append(Fault(429, {"Retry-After": "90"}))
    gather(hugging_face.SERVICE, DAY)
    assert time.waited == [90.0]
    time.waited.clear()
    moment = time.now() + datetime.timedelta(seconds=200)
    services.faults[ARXIV].append(Fault(503, {"Retry-After": format_datetime(moment, usegmt=True)}))
    gather(arxiv.SERVICE, arxiv.SERVICE.by_ids(["arxiv:2404.00001"]))
    assert time.waited == [200.0]
    time.waited.clear()
    services.faults[OPENALEX].append(Fault(429, {"Retry-After": "when it suits"}))
    gather(openalex.SERVICE, openalex.SERVICE.by_ids(["arxiv:2404.00001"]))
    assert len(time.waited) == 1
    assert 1 <= time.waited[0] <= 2


def test_who_wants_to_be_left_alone_for_long_is(services: Services, gather: Gather, time: WatchedTime) -> None:
    services.always[OPENALEX] = Fault(429, {"Retry-After": "43200"}, b'{"error": "Rate limit exceeded"}')
    done = gather(openalex.SERVICE, openalex.SERVICE.by_ids([f"doi:10.1000/{number}" for number in range(300)]))
    (failure,) = done.failures
    assert "“Rate limit exceeded”, and wants to be left alone until 2024-05-02 00:00 UTC" in failure
    assert "5 questions more were not asked" in failure
    assert (time.waited, len(services.asked)) == ([], 1)


def test_who_does_not_let_us_in_is_asked_once(services: Services, gather: Gather) -> None:
    services.always[S2] = Fault(403, body=b'{"message": "Forbidden"}')
    done = gather(semantic_scholar.SERVICE, semantic_scholar.SERVICE.by_ids(["doi:10.1000/1"]))
    assert "403 (Forbidden): “Forbidden”" in done.failures[0]
    services.faults[OPENALEX].append(Fault(403))  # what it calls being asked too often
    assert gather(openalex.SERVICE, openalex.SERVICE.by_ids(["doi:10.1000/1"])).failures == []
    assert (len(services.of(S2)), len(services.of(OPENALEX))) == (1, 2)


def test_keys_and_addresses_of_mail_go_where_they_belong(services: Services, gather: Gather) -> None:
    for service in (openalex.SERVICE, semantic_scholar.SERVICE, arxiv.SERVICE):
        done = gather(service, service.by_ids(["arxiv:1706.03762"]), access=KEYS)
        journal = (done.folder.path / ".fetched.jsonl").read_text(encoding="utf-8")
        assert not any(word in journal for word in ("secret", "ada@"))
    (at_openalex,), (at_s2,), (at_arxiv, _) = (services.of(host) for host in (OPENALEX, S2, ARXIV))
    assert (at_openalex.query["api_key"], at_openalex.query["mailto"]) == ("secret-1", "ada@example.org")
    assert at_s2.headers["x-api-key"] == "secret-2"
    assert "mailto:ada@example.org" in at_arxiv.headers["user-agent"]
    assert at_arxiv.headers["user-agent"].startswith("paperatlas/")
    assert "secret" not in f"{at_arxiv}{KEYS}"


def test_a_redirect_is_followed_without_the_key(gather: Gather, services: Services) -> None:
    with Services(*works(1)) as other:
        services.faults[S2].append(Fault(307, {"Location": f"{other.mirror}/{S2}/graph/v1/paper/batch"}, b""))
        questions = semantic_scholar.SERVICE.by_ids(["arxiv:2404.00001"])
        assert gather(semantic_scholar.SERVICE, questions, access=KEYS).report().papers == 1
        (there,) = other.asked
        assert (there.body, "x-api-key" in there.headers) == ({"ids": ["ARXIV:2404.00001"]}, False)


@pytest.mark.parametrize("place", ["ftp://example.org/x", "http://example.org/x", "file:///etc/passwd"])
def test_a_redirect_to_where_it_is_not_safe(place: str, services: Services, gather: Gather) -> None:
    services.always[HF] = Fault(302, {"Location": place}, b"")
    done = gather(hugging_face.SERVICE, DAY)
    assert "which is not safe to follow" in done.failures[0]
    assert len(services.asked) == 1


def test_redirects_without_an_end(services: Services, gather: Gather) -> None:
    services.always[HF] = Fault(301, {"Location": f"{services.mirror}/{HF}/api/daily_papers"}, b"")
    assert "leads from one address to the next" in gather(hugging_face.SERVICE, DAY).failures[0]


def test_an_answer_without_an_end_is_not_read(services: Services, gather: Gather) -> None:
    services.always[HF] = Fault(body=b" " * 21_000_000)
    done = gather(hugging_face.SERVICE, DAY)
    assert "answers with more than 20 MB" in done.failures[0]
    assert len(services.asked) == 1


def test_what_a_service_says_can_not_reach_the_terminal(services: Services, gather: Gather) -> None:
    services.always[HF] = Fault(404, body="\x1b[31mgone\u202e".encode())
    (refusal,) = gather(hugging_face.SERVICE, DAY).refusals
    assert "“[U+001B][31mgone[U+202E]”" in refusal


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("PAPERATLAS_EMAIL", "me", "no e-mail address"),
        ("PAPERATLAS_EMAIL", "a@b.org\r\nX: y", "no e-mail address"),
        ("PAPERATLAS_MIRROR", "http://example.org", "begins with https://"),
        ("PAPERATLAS_MIRROR", "example.org", "begins with https://"),
        ("S2_API_KEY", "two words", "no key"),
        ("OPENALEX_API_KEY", "schlüssel", "no key"),
    ],
)
def test_what_the_environment_can_not_say(variable: str, value: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        read_fetch_settings({variable: value})


def test_services_are_where_they_are_and_below_a_mirror() -> None:
    assert read_fetch_settings({}).base_of("https://api.openalex.org") == "https://api.openalex.org"
    mirrored = read_fetch_settings({"PAPERATLAS_MIRROR": "https://mirror.example.org/"})
    assert mirrored.base_of("https://api.openalex.org") == "https://mirror.example.org/api.openalex.org"
