"""MEDLINE's tagged text, as PubMed saves it."""

from paperatlas.graph.records import AuthorRecord, Trust
from tests.parsers.reading import codes, form_of, read

TEXT = """
PMID- 31978945
OWN - NLM
DP  - 2015 May 28
TI  - Weaving by numbers and
      by hand.
LID - 10.1000/LOOM.1 [doi]
LID - loom1 [pii]
AB  - BACKGROUND: We weave. It holds. METHODS: By hand, with
      two looms.
FAU - Byron, Ada Jr
AU  - Byron A Jr
AUID- ORCID: 0000-0002-1825-0097
AD  - Loom House, London.
FAU - Roe, Sam B
AU  - Roe SB
CN  - The Loom Collaboration
FIR - Poe, Cy
AD  - Not of an author.
JT  - Journal of looms
PMC - PMC7654321
MH  - *Looms
MH  - Hands/*history
MH  - Wool
OT  - weaving
SO  - J Looms. 2015 May 28;521(7553):436-44. doi: 10.1000/LOOM.1.

PMID- 2
TI  - [A translated title].
AU  - Makar AB
DP  - 1975 Jun

a stray line
"""


def test_every_field() -> None:
    assert form_of(TEXT, "x.nbib") == form_of(TEXT, "x.txt") == ["medline"]
    parsed = read(TEXT, "x.nbib")
    assert codes(parsed) == ["33 stray-text"]
    first, second = parsed.papers
    assert first.ids == ("pmid:31978945", "pmcid:PMC7654321", "doi:10.1000/loom.1")
    assert (first.title, first.published, first.venue) == (
        "Weaving by numbers and by hand",
        "2015-05-28",
        "Journal of looms",
    )
    assert first.authors == (
        AuthorRecord("Ada Byron Jr", ("orcid:0000-0002-1825-0097",), ("Loom House, London.",), "Byron"),
        AuthorRecord("Sam B Roe", family="Roe"),
        AuthorRecord("The Loom Collaboration", family="The Loom Collaboration"),
    )
    assert [(each.section, each.text) for each in first.passages] == [
        ("BACKGROUND", "We weave."),
        ("BACKGROUND", "It holds."),
        ("METHODS", "By hand, with two looms."),
    ]
    assert (first.keywords, first.trust, first.line) == (("weaving", "Looms", "Hands"), Trust.SERVICE, 2)
    assert (second.title, second.names, second.published) == ("A translated title", ("AB Makar",), "1975-06")
