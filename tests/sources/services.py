"""A server on this machine that answers as the public services do, from papers of our own, and fails when told."""

import datetime
import http.server
import json
import sys
import threading
import urllib.parse
from collections import defaultdict, deque
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self
from xml.sax.saxutils import escape

HF, ARXIV = "huggingface.co", "export.arxiv.org"
OPENALEX, S2 = "api.openalex.org", "api.semanticscholar.org"


@dataclass(frozen=True, slots=True)
class Work:
    """A paper that the services have."""

    number: str
    title: str
    authors: tuple[str, ...]
    day: str
    doi: str | None = None
    cites: tuple[str, ...] = ()

    @property
    def s2(self) -> str:
        """Its id at Semantic Scholar."""
        return f"{int(self.number.replace('.', '')):040x}"

    @property
    def openalex(self) -> str:
        """Its id at OpenAlex."""
        return f"W{self.number.replace('.', '')}"


def works(count: int, day: str = "2024-04-16") -> list[Work]:
    """So many papers of a day."""
    return [
        Work(f"2404.{number:05}", f"Looms that weave pattern {number}", ("Ada Byron", "Bo Weaver"), day)
        for number in range(1, count + 1)
    ]


@dataclass(frozen=True, slots=True)
class Fault:
    """What a service answers instead of an answer.

    Attributes:
        status: Its status.
        headers: Beside the usual ones.
        body: What it says; the answer that it would have given where it is None.
        cut: Whether half of it is missing.
        silent: Whether nothing comes at all.
    """

    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None
    cut: bool = False
    silent: bool = False


HTML = Fault(body=b"<!DOCTYPE html><html><body>Back soon</body></html>")


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that came."""

    host: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    body: Any


class Services:
    """The services; `mirror` is what PAPERATLAS_MIRROR is set to.

    Attributes:
        works: What they have.
        faults: What each host answers first, one after the other.
        always: What a host answers all the time.
        asked: All requests, in order.
        page_size: Of searches at OpenAlex and Semantic Scholar; as large as real ones where it is None.
        most_ids: More ids at once are refused.
        gate: Requests from this number on wait until the server goes.
    """

    def __init__(self, *papers: Work) -> None:
        self.works = list(papers)
        self.faults: defaultdict[str, deque[Fault]] = defaultdict(deque)
        self.always: dict[str, Fault] = {}
        self.asked: list[Asked] = []
        self.page_size: int | None = None
        self.most_ids = 500
        self.gate: int | None = None
        self.over = threading.Event()
        self._lock = threading.Condition()
        self._server = _Server(("127.0.0.1", 0), _handler(self))
        self.mirror = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self._server.shutdown()
        self._server.server_close()

    def of(self, host: str) -> list[Asked]:
        """The requests that a service got."""
        return [asked for asked in self.asked if asked.host == host]

    def fault_for(self, asked: Asked) -> tuple[Fault | None, bool]:
        """What goes wrong with a request, and whether it is kept waiting."""
        with self._lock:
            self.asked.append(asked)
            self._lock.notify_all()
            waits = self.gate is not None and len(self.asked) >= self.gate
            fault = self.faults[asked.host].popleft() if self.faults[asked.host] else self.always.get(asked.host)
            return fault, waits

    def came(self, number: int) -> bool:
        """Waits until so many requests have come, and says whether they have."""
        with self._lock:
            return self._lock.wait_for(lambda: len(self.asked) >= number, 120)

    def said(self, host: str, **query: str) -> bytes:
        """What a service says to a query."""
        return self.answer(Asked(host, "/", query, {}, None))[1]

    def answer(self, asked: Asked) -> tuple[int, bytes]:
        """What a service says."""
        if asked.host == HF:
            return 200, json.dumps(_daily(self.works, asked.query)).encode()
        if asked.host == ARXIV:
            return 200, _feed(self.works, asked.query)
        if asked.host == OPENALEX:
            return _openalex(self.works, asked, self.page_size)
        return self._s2(asked)

    def _s2(self, asked: Asked) -> tuple[int, bytes]:
        if asked.path.endswith("/paper/batch"):
            ids = asked.body["ids"]
            if len(ids) > self.most_ids:
                return 400, b'{"error": "Response would be too large. Ask for fewer papers"}'
            by_id = {name: work for work in self.works for name in (f"ARXIV:{work.number}", f"DOI:{work.doi}", work.s2)}
            found = [_s2_paper(by_id[each], references=True) if each in by_id else None for each in ids]
            if not any(found):
                return 400, b'{"error": "No valid paper ids given"}'
            return 200, json.dumps(found).encode()
        size, start = self.page_size or 1000, int(asked.query.get("token", "0"))
        page = [_s2_paper(work, references=False) for work in self.works[start : start + size]]
        end = start + size
        token = {"token": str(end)} if end < len(self.works) else {"token": None}
        return 200, json.dumps({"total": len(self.works), **token, "data": page}).encode()


def _daily(papers: list[Work], query: dict[str, str]) -> list[dict[str, Any]]:
    start, size = int(query.get("p", "0")) * int(query["limit"]), int(query["limit"])
    listed = [work for work in papers if work.day == query["date"]]
    return [
        {
            "paper": {
                "id": work.number,
                "authors": [{"_id": "0", "name": name, "hidden": False} for name in work.authors],
                "publishedAt": f"{work.day}T00:00:00.000Z",
                "title": work.title,
                "summary": "We weave.\nIt holds.",
                "upvotes": 7,
            },
            "publishedAt": f"{work.day}T00:00:00.000Z",
            "title": work.title,
            "numComments": 1,
        }
        for work in listed[start : start + size]
    ]


def _feed(papers: list[Work], query: dict[str, str]) -> bytes:
    start, size = int(query.get("start", "0")), int(query.get("max_results", "10"))
    if "id_list" in query:
        wanted = query["id_list"].split(",")
        papers = [work for work in papers if work.number in wanted]
    entries = "".join(
        f"""
  <entry>
    <id>http://arxiv.org/abs/{work.number}v1</id>
    <published>{work.day}T17:59:56Z</published>
    <title>{escape(work.title)}</title>
    <summary>  We weave. It holds.</summary>
    {"".join(f"<author><name>{escape(name)}</name></author>" for name in work.authors)}
    <link href="http://arxiv.org/abs/{work.number}v1" rel="alternate" type="text/html"/>
  </entry>"""
        for work in papers[start : start + size]
    )
    return feed(entries, len(papers))


def feed(entries: str = "", total: int = 0) -> bytes:
    """A feed of arXiv's."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <link href="http://arxiv.org/api/query?search_query=all:loom" rel="self" type="application/atom+xml"/>
  <title type="html">ArXiv Query: search_query=all:loom</title>
  <id>http://arxiv.org/api/cHxbiOdZaP56ODnBPIenZhzg5f8</id>
  <opensearch:totalResults xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/">{total}</opensearch:totalResults>{entries}
</feed>""".encode()


def _openalex(papers: list[Work], asked: Asked, page_size: int | None) -> tuple[int, bytes]:
    if asked.path.startswith("/works/doi:"):
        found = [work for work in papers if work.doi == asked.path.removeprefix("/works/doi:")]
        return (200, json.dumps(_openalex_work(found[0])).encode()) if found else (404, b"<html>404</html>")
    given = asked.query.get("filter", "")
    if given.startswith("nonsense"):
        return 400, b'{"error": "Invalid query parameters error.", "message": "nonsense is not a valid field"}'
    name, _, values = given.partition(":")
    if name == "doi":
        wanted = values.split("|")
        papers = [work for work in papers if work.doi in wanted or f"10.48550/arxiv.{work.number}" in wanted]
    size = page_size or int(asked.query["per_page"])
    start = int(asked.query.get("cursor", "*").replace("*", "0"))
    page = [_openalex_work(work) for work in papers[start : start + size]]
    meta = {"count": len(papers), "per_page": size, "next_cursor": str(start + size) if page else None}
    return 200, json.dumps({"meta": meta, "results": page, "group_by": []}).encode()


def _openalex_work(work: Work) -> dict[str, Any]:
    doi = f"https://doi.org/{work.doi or f'10.48550/arxiv.{work.number}'}"
    return {
        "id": f"https://openalex.org/{work.openalex}",
        "doi": doi,
        "title": work.title,
        "display_name": work.title,
        "publication_date": work.day,
        "ids": {"openalex": f"https://openalex.org/{work.openalex}", "doi": doi},
        "primary_location": {
            "landing_page_url": f"http://arxiv.org/abs/{work.number}",
            "source": {"display_name": "Journal of Looms"},
        },
        "authorships": [
            {
                "author": {
                    "id": f"https://openalex.org/A{100 + place}",
                    "display_name": name,
                    "orcid": "https://orcid.org/0000-0002-1825-0097" if place == 0 else None,
                },
                "institutions": [],
            }
            for place, name in enumerate(work.authors)
        ],
        "cited_by_count": 12,
        "abstract_inverted_index": {"We": [0], "weave.": [1]},
        "referenced_works": [],
    }


def _s2_paper(work: Work, *, references: bool) -> dict[str, Any]:
    cited = [{"paperId": "f" * 40, "externalIds": {"ArXiv": each}} for each in work.cites]
    return {
        "paperId": work.s2,
        "externalIds": {"ArXiv": work.number, "CorpusId": int(work.number.replace(".", ""))},
        "title": work.title,
        "abstract": "We weave.",
        "venue": "Journal of Looms",
        "year": int(work.day[:4]),
        "publicationDate": work.day,
        "citationCount": 9,
        "authors": [{"authorId": str(200 + place), "name": name} for place, name in enumerate(work.authors)],
        **({"references": cited} if references else {}),
    }


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """Says nothing of who goes away in the middle: that is what is tried."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(*_)  # type: ignore[arg-type]


def _handler(services: Services) -> type[http.server.BaseHTTPRequestHandler]:
    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.respond(None)

        def do_POST(self) -> None:
            self.respond(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def respond(self, body: Any) -> None:
            parts = urllib.parse.urlsplit(self.path)
            host, _, path = parts.path.lstrip("/").partition("/")
            query = dict(urllib.parse.parse_qsl(parts.query))
            headers = {name.lower(): value for name, value in self.headers.items()}
            asked = Asked(host, urllib.parse.unquote(f"/{path}"), query, headers, body)
            fault, waits = services.fault_for(asked)
            if waits or (fault is not None and fault.silent):
                services.over.wait(60)
                self.close_connection = True
                return
            if fault is not None and fault.body is not None:
                status, data = fault.status, fault.body
            else:
                status, data = services.answer(asked)
                status = status if fault is None else fault.status
            self.send_response(status)
            for name, value in (fault.headers if fault is not None else {}).items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data[: len(data) // 2] if fault is not None and fault.cut else data)
            self.close_connection = fault is not None and fault.cut

        def log_message(self, *_: object) -> None:
            pass

    return Handler


@dataclass(slots=True)
class WatchedTime:
    """A clock of which each second that somebody waits is known, and none passes but by waiting.

    Attributes:
        start: When it begins.
        passed: Seconds since.
        waited: What was waited for, one after the other.
    """

    start: datetime.datetime = datetime.datetime(2024, 5, 1, 12, tzinfo=datetime.UTC)
    passed: float = 0.0
    waited: list[float] = field(default_factory=list)

    def now(self) -> datetime.datetime:
        """The time of day."""
        return self.start + datetime.timedelta(seconds=self.passed)

    def elapsed(self) -> float:
        """Seconds since some moment."""
        return self.passed

    def sleep(self, seconds: float) -> None:
        """Lets time pass."""
        self.waited.append(seconds)
        self.passed += seconds
