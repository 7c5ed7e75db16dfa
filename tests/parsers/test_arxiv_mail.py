"""Listings of new papers that arXiv sends by e-mail."""

import datetime

import pytest

from tests.parsers.reading import codes, form_of, read

MAIL = r"""Date: Wed, 17 Apr 2024 20:00:00 -0400
Subject: cs daily Subj-class mailing

------------------------------------------------------------------------------
 Submissions to:
Machine Learning
 received from  Tue 16 Apr 24 18:00:00 GMT  to  Wed 17 Apr 24 18:00:00 GMT
------------------------------------------------------------------------------
\\
arXiv:2404.11000
Date: Tue, 16 Apr 2024 03:12:45 GMT   (1234kb,D)

Title: Looms that learn to weave by numbers: a title that goes on in
  the next line
Authors: Ann Lee (1), Bo Roe (1 and 2) ((1) Loom Works, Knots Lab,
  (2) Elsewhere)
Categories: cs.LG cs.AI
Comments: 12 pages, code at https://example.org/code
Journal-ref: Phys.Rev.D76:013009,2007
DOI: 10.1000/am.1
\\
  We weave
numbers. It holds.
\\ ( https://arxiv.org/abs/2404.11000 ,  1234kb)
------------------------------------------------------------------------------
\\
arXiv:hep-th/9901001 (*cross-listing*)
Date: Tue, 16 Apr 2024 04:12:45 GMT   (234kb)

Title: Knots
Authors: Cy Poe and Dee Foe
Categories: hep-th
\\
  They tie.
\\ ( https://arxiv.org/abs/hep-th/9901001 ,  234kb)
%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--%%--
------------------------------------------------------------------------------
\\
arXiv:2301.00001
replaced with revised version Wed, 17 Apr 2024 01:00:00 GMT   (12kb)

Title: Threads
Authors: Eve Goe
Categories: cs.LG
\\ ( https://arxiv.org/abs/2301.00001 ,  12kb)
%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---%%%---

For general information, write to the archive.
""".replace("\\\\\\\\", "\\\\")


@pytest.mark.parametrize("name", ["mail.txt", "mail.eml", "mail.md", "mail"])
def test_every_entry_is_a_paper(name: str) -> None:
    assert form_of(MAIL, name)[0] == "arxiv-mail"
    parsed = read(MAIL, name)
    first, second, third = parsed.papers
    assert (first.ids, first.published) == (("arxiv:2404.11000", "doi:10.1000/am.1"), "2024-04-16")
    assert first.title == "Looms that learn to weave by numbers: a title that goes on in the next line"
    assert (first.names, first.authors_complete, first.venue) == (("Ann Lee", "Bo Roe"), True, "Phys.Rev.D")
    assert [passage.text for passage in first.passages] == ["We weave numbers.", "It holds."]
    assert (first.url, first.links) == ("https://arxiv.org/abs/2404.11000", ("https://example.org/code",))
    assert (second.ids, second.names) == (("arxiv:hep-th/9901001",), ("Cy Poe", "Dee Foe"))
    assert (third.title, third.published, third.passages) == ("Threads", None, ())
    assert {paper.day for paper in parsed.papers} == {datetime.date(2024, 4, 17)}
    assert [MAIL.split("\n")[paper.line - 1][:6] for paper in parsed.papers] == ["arXiv:"] * 3
    assert codes(parsed) == [f"{third.line} no-date"]


def test_what_is_cut_off_is_read_as_far_as_it_goes() -> None:
    (paper,) = read(MAIL[: MAIL.index("numbers. It")], "x.eml").papers
    assert (paper.names, [passage.text for passage in paper.passages]) == (("Ann Lee", "Bo Roe"), ["We weave"])
