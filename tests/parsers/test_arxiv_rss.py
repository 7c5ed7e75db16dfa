"""The feeds of arXiv's new papers, in RSS and in Atom."""

import datetime

import pytest

from paperatlas.graph.records import Trust
from tests.parsers.reading import codes, form_of, read

RSS = """<?xml version='1.0' encoding='UTF-8'?>
<rss xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns:dc="http://purl.org/dc/elements/1.1/" version="2.0"><channel>
<title>cs.LG updates on arXiv.org</title><link>http://rss.arxiv.org/rss/cs.LG</link>
<item><title>On Looms</title><link>https://arxiv.org/abs/2404.10001</link>
<description>arXiv:2404.10001v1 Announce Type: new
Abstract: We weave. It holds.</description><guid isPermaLink="false">oai:arXiv.org:2404.10001v1</guid>
<category>cs.LG</category>
<pubDate>Wed, 17 Apr 2024 00:00:00 -0400</pubDate><arxiv:announce_type>new</arxiv:announce_type>
<dc:creator>Ann Loom, Bo Weft</dc:creator><arxiv:DOI>10.1000/LOOM</arxiv:DOI></item>
</channel></rss>
"""
ATOM = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom"
xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns="http://www.w3.org/2005/Atom">
<id>http://rss.arxiv.org/atom/cs.LG</id><title>cs.LG updates on arXiv.org</title>
<updated>2024-04-17T04:00:00+00:00</updated>
<entry><id>oai:arXiv.org:2404.10001v1</id><title>On Looms</title><updated>2024-04-17T04:00:00+00:00</updated>
<link href="https://arxiv.org/abs/2404.10001" rel="alternate" type="text/html"/>
<summary>arXiv:2404.10001v1 Announce Type: new
Abstract: We weave. It holds.</summary><category term="cs.LG"/><published>2024-04-17T00:00:00-04:00</published>
<arxiv:announce_type>new</arxiv:announce_type>
<dc:creator>Ann Loom, Bo Weft</dc:creator><arxiv:DOI>10.1000/LOOM</arxiv:DOI></entry>
</feed>
"""


@pytest.mark.parametrize("text", [RSS, ATOM])
def test_all_that_an_item_says(text: str) -> None:
    (paper,) = (parsed := read(text, "x.xml")).papers
    assert (paper.ids, paper.title) == (("arxiv:2404.10001", "doi:10.1000/loom"), "On Looms")
    assert (paper.day, paper.published) == (datetime.date(2024, 4, 17), None)
    assert (paper.names, paper.authors_complete, paper.trust) == (("Ann Loom", "Bo Weft"), True, Trust.SERVICE)
    assert [passage.text for passage in paper.passages] == ["We weave.", "It holds."]
    assert paper.url == "https://arxiv.org/abs/2404.10001"
    assert not parsed.problems
    assert form_of(text, "x.xml") == ["arxiv-rss"]


def test_a_cut_feed_and_an_item_without_anything() -> None:
    empty = RSS.replace("<item>", "<item></item><item>", 1)
    parsed = read(empty.replace("</channel>", "<item><title>Cut"), "x.rss")
    assert [paper.title for paper in parsed.papers] == ["On Looms"]
    assert [code.split()[1] for code in codes(parsed)] == ["no-paper", "cut-off"]
