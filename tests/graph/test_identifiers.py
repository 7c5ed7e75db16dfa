"""Addresses of papers as lists print them, and the ids that they are."""

import pytest

from paperatlas.graph.identifiers import address_of, ids_in, paper_id, recognised


@pytest.mark.parametrize(
    ("address", "paper"),
    [
        ("https://www.nature.com/articles/s41586-025-09227-0", "doi:10.1038/s41586-025-09227-0"),
        ("https://nature.com/articles/nature14539.pdf?x=1", "doi:10.1038/nature14539"),
        ("https://www.nature.com/subjects/looms", None),
        (
            "https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0000001",
            "doi:10.1371/journal.pone.0000001",
        ),
        ("https://www.frontiersin.org/articles/10.3389/fnins.2020.00001/full", "doi:10.3389/fnins.2020.00001"),
        (
            "https://www.frontiersin.org/journals/neuroscience/articles/10.3389/fnins.2020.00001/full",
            "doi:10.3389/fnins.2020.00001",
        ),
        ("https://dblp.org/rec/conf/x/Loom20.html", "dblp:conf/x/Loom20"),
        ("https://doi.org/10.1000%2F182", "doi:10.1000/182"),
        ("https://arxiv.org/html/2401.00001v2", "arxiv:2401.00001"),
    ],
)
def test_the_id_that_an_address_is(address: str, paper: str | None) -> None:
    assert recognised(address) == paper


SICI = "doi:10.1002/(sici)1097-0258(19980815/30)17:15/16<1661::aid-sim968>3.0.co;2-2"


@pytest.mark.parametrize(
    ("printed", "paper"),
    [
        ("10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2", SICI),
        (r"10.1002/(SICI)1097-0258(19980815/30)17:15/16\<1661::AID-SIM968\>3.0.CO;2-2", SICI),
        (r"10.1002/(SICI)1097-0258(19980815/30)17:15/16{\textless}1661::AID-SIM968{\textgreater}3.0.CO;2-2", SICI),
        ("10.1002/(SICI)1097-0258(19980815/30)17:15/16$<$1661::AID-SIM968$>$3.0.CO;2-2", SICI),
        ("10.1002/(SICI)1097-0258(19980815/30)17:15/16&lt;1661::AID-SIM968&gt;3.0.CO;2-2", SICI),
        (
            "https://doi.org/10.1002/%28SICI%291097-0258%2819980815%2F30%2917%3A15%2F16"
            "%3C1661%3A%3AAID-SIM968%3E3.0.CO%3B2-2",
            SICI,
        ),
        ("10.1175/1520-0493(1969)097<0163:SAOF>2.3.CO;2", "doi:10.1175/1520-0493(1969)097<0163:saof>2.3.co;2"),
        (r"10.1007/978-3-319-24574-4{\_}28", "doi:10.1007/978-3-319-24574-4_28"),
        (r"10.1007/978-3-319-24574-4\_28", "doi:10.1007/978-3-319-24574-4_28"),
        (r"10.1007/978-3-319-24574-4$\_$28", "doi:10.1007/978-3-319-24574-4_28"),
        (r"10.1007/978-3-319-24574-4\textunderscore 28", "doi:10.1007/978-3-319-24574-4_28"),
    ],
)
def test_a_doi_has_one_spelling_however_it_is_written(printed: str, paper: str) -> None:
    assert paper_id("doi", printed) == recognised(printed) == paper
    assert ids_in(f"W. Loom, 1998, doi:{printed.removeprefix('https://doi.org/')}, and more") == [paper]
    assert recognised(address_of(paper) or "") == paper


def test_brackets_that_are_no_sici_end_a_doi() -> None:
    assert ids_in("<a>doi:10.1000/182</a> <https://doi.org/10.1000/183> doi:10.1000/184<sup>1</sup>") == [
        "doi:10.1000/182",
        "doi:10.1000/183",
        "doi:10.1000/184",
    ]


def test_a_number_of_arxiv_has_four_digits_only_up_to_2014() -> None:
    assert (paper_id("arxiv", "1412.6980"), paper_id("arxiv", "0704.0001")) == ("arxiv:1412.6980", "arxiv:0704.0001")
    assert (paper_id("arxiv", "1602.0001"), recognised("https://arxiv.org/abs/1501.0001")) == (None, None)
