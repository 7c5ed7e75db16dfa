"""Answers of arXiv's interface."""

from paperatlas.graph.records import AuthorRecord, Trust
from tests.parsers.reading import codes, form_of, read

HEAD = """<?xml version='1.0' encoding='UTF-8'?>
<feed xmlns:arxiv="http://arxiv.org/schemas/atom" xmlns="http://www.w3.org/2005/Atom">
  <id>https://arxiv.org/api/xyz</id>
  <title>arXiv Query: looms</title>
"""
ENTRY = """  <entry>
    <id>http://arxiv.org/abs/astro-ph/0601001v2</id>
    <title>Weaving of
      R&amp;D $x^2$</title>
    <updated>2006-03-02T14:57:58Z</updated>
    <link href="https://arxiv.org/abs/astro-ph/0601001v2" rel="alternate" type="text/html"/>
    <link href="https://arxiv.org/pdf/astro-ph/0601001v2" rel="related" title="pdf"/>
    <summary>  We weave.
It holds.</summary>
    <published>2006-01-02T14:57:58Z</published>
    <arxiv:comment>Code: https://example.org/loom</arxiv:comment>
    <arxiv:journal_ref>J.Weav.56:1-50,2006</arxiv:journal_ref>
    <arxiv:doi>10.1000/LOOM.1</arxiv:doi>
    <author><name>Ada Byron</name><arxiv:affiliation>Loom House</arxiv:affiliation></author>
    <author><name>Bo Li</name></author>
  </entry>
"""
ERROR = """<entry><id>http://arxiv.org/api/errors#incorrect_id_format_for_x</id><title>Error</title>
<summary>incorrect id format for x</summary></entry>
"""


def test_all_that_an_entry_says() -> None:
    parsed = read(f"{HEAD}{ENTRY}</feed>", "x.xml")
    (paper,) = parsed.papers
    assert paper.ids == ("arxiv:astro-ph/0601001", "doi:10.1000/loom.1")
    assert (paper.title, paper.published, paper.venue) == ("Weaving of R&D $x^2$", "2006-01-02", "J.Weav")
    assert paper.authors == (AuthorRecord("Ada Byron", (), ("Loom House",)), AuthorRecord("Bo Li"))
    assert (paper.authors_complete, [each.text for each in paper.passages]) == (True, ["We weave.", "It holds."])
    assert paper.links == ("https://arxiv.org/pdf/astro-ph/0601001v2", "https://example.org/loom")
    assert (paper.url, paper.line, paper.trust) == ("http://arxiv.org/abs/astro-ph/0601001v2", 5, Trust.SERVICE)
    assert parsed.problems == ()


def test_the_service_s_error_is_a_problem_and_so_is_a_cut() -> None:
    parsed = read(f"{HEAD}{ERROR}{ENTRY}{ENTRY[:200]}", "x.xml")
    assert (len(parsed.papers), codes(parsed)) == (1, ["5 service-error", "23 cut-off"])


def test_another_feed_is_none() -> None:
    assert form_of(HEAD, "x.xml") == ["arxiv-atom"]
