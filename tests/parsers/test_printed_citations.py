"""Citations as they are printed, alone and in lists."""

import pytest

from paperatlas.parsers.printed_citations import read_citation
from tests.parsers.reading import codes, form_of, read

PRINTED = {
    "Last, A. et al. (2017). Looms are all you need. NeurIPS.": (("A. Last",), False, "2017", "NeurIPS"),
    "Last, A. B., & Roe, J. (2017). Looms are all you need. ICLR.": (("A. B. Last", "J. Roe"), True, "2017", "ICLR"),
    'A. Last, B. Roe, "Looms are all you need," Commun. ACM, vol. 60, 2017.': (
        ("A. Last", "B. Roe"), True, "2017", "Commun. ACM",
    ),
    "Last, A., Roe, B., Poe, C.: Looms are all you need. NeurIPS (2017)": (
        ("A. Last", "B. Roe", "C. Poe"), True, "2017", "NeurIPS",
    ),
    'Last, Ann, and Bo Roe. "Looms are all you need." CVPR (2017).': (("Ann Last", "Bo Roe"), True, "2017", "CVPR"),
    "Ann Last, Bo Roe, and Cy van der Poe. Looms are all you need. In NeurIPS, 2017.": (
        ("Ann Last", "Bo Roe", "Cy van der Poe"), True, "2017", "NeurIPS",
    ),
    "Ann Last and Bo Roe. 2017. Looms are all you need. In ACL.": (("Ann Last", "Bo Roe"), True, "2017", "ACL"),
}  # fmt: skip
NONE = (
    "Ann Lee (2023) presented looms. They weave.",
    "Adam: A method for optimization. It is used a lot.",
    "We read it in 2017. It was good. Looms are all you need.",
    "Looms Are All You Need. Ann Last and Bo Roe. CVPR 2017.",
    "This week we read about looms and knots. They are fine. 2017 was better.",
    "In the beginning (2017). There was nothing.",
)


@pytest.mark.parametrize("text", PRINTED)
def test_a_citation_in_one_of_the_usual_styles(text: str) -> None:
    for printed in (text, f"[1] {text}"):
        found = read_citation(printed)
        assert found is not None
        assert found.title == "Looms are all you need"
        assert (found.authors, found.complete, found.published, found.venue) == PRINTED[text]


@pytest.mark.parametrize("text", NONE)
def test_other_sentences_are_none(text: str) -> None:
    assert read_citation(text) is None


@pytest.mark.parametrize("begin", ["", "- ", "3. "])
@pytest.mark.parametrize("text", PRINTED)
def test_citations_in_a_text_are_papers(begin: str, text: str) -> None:
    cited = f"{begin}{text} https://arxiv.org/abs/2404.00001\n\n{begin}{text} doi: 10.1000/182.\n"
    assert form_of(cited, "x.md") == ["link-list"]
    parsed = read(cited, "x.md")
    names, complete, year, venue = PRINTED[text]
    assert [(paper.ids, paper.title) for paper in parsed.papers] == [
        (("arxiv:2404.00001",), "Looms are all you need"),
        (("doi:10.1000/182",), "Looms are all you need"),
    ]
    assert {(paper.names, paper.authors_complete, paper.published, paper.venue) for paper in parsed.papers} == {
        (names, complete, year, venue)
    }
    assert codes(parsed) == []


@pytest.mark.parametrize(
    "text", ["Last, A., " * 2_000, "A. Last and " * 2_000, "Ann (" * 1_000, "a. " * 1_600, '"' * 4_000]
)
def test_no_text_is_looked_at_for_ever(text: str) -> None:
    assert read_citation(text) is None
    assert read_citation(text[:4_990]) is None
