"""BibTeX: entries to records, broken ones to problems."""

import time

from paperatlas.graph.records import Trust
from tests.parsers.reading import codes, form_of, read

ENTRIES = r"""% my references
@string{jir = "Journal of Imagined Results"}
@Article{roe2024,
  author    = {Roe, Jr., Ann and K{\"o}nig, D{\'e}nes and Ludwig van Doe and {The Salt and Pepper Group} and others},
  title     = {{GPT} of $x_{1}$: {\TeX} \& the
               \mbox{Salt} Mines},
  journal   = jir,
  year      = 2024, month = apr,
  doi       = {10.1234/ABC.5},
  eprint    = {2404.09656v2}, archivePrefix = {arXiv},
  url       = {https://example.org/a\_b},
  keywords  = {salt, deep mines; pepper},
  abstract  = {We dig. It works, e.g. here.},
  file      = {:/home/ann/secret.pdf:PDF}
}
@inproceedings{doe, author = "Bob Doe", title = "A " # jir, crossref = {vol}}
@proceedings{vol, title = {Proceedings of Digging}, year = {2023}}
@misc{bare, title = {Without much}, date = {2022-03-04}}
"""


def test_every_field() -> None:
    parsed = read(ENTRIES, "refs.bib")
    roe, doe, bare = parsed.papers
    assert roe.names == ("Ann Roe Jr.", "Dénes König", "Ludwig van Doe", "The Salt and Pepper Group")
    assert roe.authors_complete is False
    assert roe.title == "GPT of $x_{1}$: TeX & the Salt Mines"
    assert (roe.ids, roe.published) == (("arxiv:2404.09656", "doi:10.1234/abc.5"), "2024-04")
    assert (roe.venue, roe.url) == ("Journal of Imagined Results", "https://example.org/a_b")
    assert roe.keywords == ("salt", "deep mines", "pepper")
    assert [passage.text for passage in roe.passages] == ["We dig.", "It works, e.g. here."]
    assert (roe.links, roe.trust, roe.line) == ((), Trust.BIBLIOGRAPHY, 3)
    assert (doe.title, doe.venue, doe.published) == (
        "A Journal of Imagined Results",
        "Proceedings of Digging",
        "2023",
    )
    assert (bare.published, bare.authors_complete) == ("2022-03-04", None)
    assert codes(parsed) == ["16 no-id", "18 no-authors"]


def test_broken_entries_are_problems_and_the_others_are_read() -> None:
    text = """@article{a, title={Not closed, year=2000
@article{b, title={Whole}, year = 20244}
@article c
@misc{b, title={Same key}}
@misc{d, title={Twice}, title={two}}
@misc{e, note={nothing}}
@misc{f, title={Cut"""
    parsed = read(text, "x.bib")
    assert [paper.title for paper in parsed.papers] == ["Whole", "Same key", "Twice"]
    assert parsed.papers[0].published is None
    found = codes(parsed)
    assert {"1 broken-entry", "3 broken-entry", "7 broken-entry", "6 no-paper"} <= set(found)


def test_it_is_told_by_what_it_looks_like() -> None:
    assert form_of("@ARTICLE{key,\n  AUTHOR    = {A},\n", "x.bib") == ["bibtex"]
    assert form_of("@misc{key, title={A}}", "x.unknown") == ["bibtex"]


def test_hostile_texts_take_linear_time() -> None:
    for piece in ("@article{a", "{", "@a{b, c={", "\\'{", '@article{a, title="', " and "):

        def seconds(count: int, piece: str = piece) -> float:
            start = time.process_time()
            read("@misc{k, title={A}}\n" + piece * count, "x.bib")
            return time.process_time() - start

        assert seconds(8_000) < 40 * seconds(800) + 1


def test_ten_thousand_authors() -> None:
    text = "@misc{k, title={A}, author={" + " and ".join(f"Ann{n} Bee" for n in range(10_000)) + "}}"
    assert len(read(text, "x.bib").papers[0].authors) == 10_000
