"""Answers of DBLP's search, in JSON and in XML."""

from typing import Any

import pytest

from paperatlas.graph.records import AuthorRecord, Trust
from tests.parsers.reading import codes, form_of, read, read_json

INFO: dict[str, Any] = {
    "authors": {"author": [{"@pid": "1/2-1", "text": "Ann Loom 0001"}, {"@pid": "3/4", "text": "Bo Weft"}]},
    "title": "Warp &amp; Weft.",
    "venue": "LOOM",
    "year": "2020",
    "type": "Conference and Workshop Papers",
    "key": "conf/loom/LoomW20",
    "doi": "10.1000/LOOM",
    "ee": "https://doi.org/10.1000/LOOM",
    "url": "https://dblp.org/rec/conf/loom/LoomW20",
}
PREPRINT: dict[str, Any] = {
    "authors": {"author": {"@pid": "3/4", "text": "Bo Weft"}},
    "title": "Knots.",
    "venue": "CoRR",
    "volume": "abs/2001.00001",
    "year": "2020",
    "key": "journals/corr/abs-2001-00001",
    "ee": ["https://arxiv.org/abs/2001.00001", "https://example.org/knots.pdf"],
}
PROCEEDINGS = {"title": "LOOM 2020.", "year": "2020", "type": "Editorship", "key": "conf/loom/2020"}
XML = """<?xml version="1.0" encoding="UTF-8"?>
<result><query id="1">x</query><status code="200">OK</status><hits total="3" computed="3" sent="3" first="0">
<hit score="5" id="1"><info><authors><author pid="1/2-1">Ann Loom 0001</author><author pid="3/4">Bo Weft</author></authors><title>Warp &amp; Weft.</title><venue>LOOM</venue><year>2020</year><type>Conference and Workshop Papers</type><key>conf/loom/LoomW20</key><doi>10.1000/LOOM</doi><ee>https://doi.org/10.1000/LOOM</ee></info><url>URL#1</url></hit>
<hit score="5" id="2"><info><authors><author pid="3/4">Bo Weft</author></authors><title>Knots.</title><venue>CoRR</venue><volume>abs/2001.00001</volume><year>2020</year><key>journals/corr/abs-2001-00001</key><ee>https://arxiv.org/abs/2001.00001</ee><ee>https://example.org/knots.pdf</ee></info></hit>
<hit score="5" id="3"><info><title>LOOM 2020.</title><year>2020</year><type>Editorship</type><key>conf/loom/2020</key></info></hit>
</hits></result>
"""  # noqa: E501


def answer(*infos: dict[str, Any]) -> dict[str, Any]:
    hits = [{"@score": "5", "@id": str(number), "info": info, "url": "URL"} for number, info in enumerate(infos)]
    return {
        "result": {"query": "x*", "status": {"@code": "200"}, "completions": {}, "hits": {"@total": "3", "hit": hits}}
    }


def test_json_and_xml_say_the_same() -> None:
    for parsed in (read_json(answer(INFO, PREPRINT, PROCEEDINGS)), read(XML, "x.xml")):
        looms, knots = parsed.papers
        assert looms.ids == ("dblp:conf/loom/LoomW20", "doi:10.1000/loom")
        assert (looms.title, looms.published, looms.venue, looms.trust) == (
            "Warp & Weft",
            "2020",
            "LOOM",
            Trust.SERVICE,
        )
        assert looms.authors == (AuthorRecord("Ann Loom", ("dblp:Ann Loom 0001",)), AuthorRecord("Bo Weft"))
        assert knots.ids == ("dblp:journals/corr/abs-2001-00001", "arxiv:2001.00001")
        assert (knots.names, knots.url) == (("Bo Weft",), "https://arxiv.org/abs/2001.00001")
        assert knots.links == ("https://example.org/knots.pdf",)
        assert not parsed.problems


def test_what_is_missing_or_cut() -> None:
    parsed = read_json(answer({"title": "Knots.", "key": "conf/loom/K20", "year": "20200", "authors": None}, INFO))
    assert [paper.title for paper in parsed.papers] == ["Knots", "Warp & Weft"]
    assert codes(parsed) == ["1 no-authors", "1 no-date"]
    cut = read(XML[: XML.index('<hit score="5" id="3"') + 60], "x.xml")
    assert [paper.title for paper in cut.papers] == ["Warp & Weft", "Knots"]
    assert [problem.code for problem in cut.problems] == ["cut-off"]


@pytest.mark.parametrize("text", [XML, "<result><hits><hit><info></info></hit></hits></result>"])
def test_the_form(text: str) -> None:
    assert form_of(text, "x.xml") == ["dblp-search"]


def test_a_hit_of_several_types_is_read() -> None:
    parsed = read_json(answer(INFO | {"type": ["Conference and Workshop Papers", "Withdrawn"]}, PREPRINT))
    assert [paper.title for paper in parsed.papers] == ["Warp & Weft", "Knots"]
