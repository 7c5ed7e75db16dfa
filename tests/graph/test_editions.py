"""Works of one title and author in one bibliography: what are two, and what is one kept twice."""

import itertools

import pytest

from paperatlas.graph.concepts.overrides import NO_OVERRIDES, Overrides, parse_overrides
from paperatlas.graph.extraction import reading_of
from paperatlas.graph.joining import join_readings
from paperatlas.parsers.bibtex import parse

TITLE = "Stacking Boxes With Robot Arms"
SHORT = "title:stacking boxes with robot arms"


def placed(*files: str, overrides: Overrides = NO_OVERRIDES) -> tuple[list[str], set[str]]:
    """The papers of the entries, each file's in order, and the ids that they have.

    Args:
        files: BibTeX, title and author of each entry left out.
        overrides: What the user says.
    """
    own = f"title = {{{TITLE}}}, author = {{Lee, Ann}}"
    texts = [text.replace("}\n@", f", {own}}}\n@").strip()[:-1] + f", {own}}}" for text in files]
    readings = [(f"{at}.bib", reading_of(parse(text, f"{at}.bib"))) for at, text in enumerate(texts)]
    tables = join_readings(readings, overrides).tables
    return tables["listing"]["paper"].to_pylist(), set(tables["given_id"]["id"].to_pylist())


PUBLISHED = {
    "conference": "@inproceedings{c, booktitle={Proceedings of the Robot Meeting}, year=2020, pages={1--9}}",
    "workshop": "@inproceedings{w, booktitle={Workshop on Arms at the Robot Meeting}, year=2020}",
    "journal": "@article{j, journal={Journal of Robots}, year=2021, volume=3, pages={14--30}}",
    "thesis": "@phdthesis{t, school={University of Ghent}, year=2021}",
    "report": "@techreport{r, institution={University of Ghent}, number={TR-7}, year=2020}",
    "first volume": "@book{b1, publisher={Arms Press}, volume=1, year=2020}",
    "third volume": "@book{b3, publisher={Arms Press}, volume=3, year=2020}",
    "second edition": "@book{e2, publisher={Legs Press}, edition={Second}, volume=2, year=2020}",
    "third edition": "@book{e3, publisher={Legs Press}, edition={3rd}, volume=2, year=2021}",
}


@pytest.mark.parametrize(("one", "other"), [*itertools.combinations(PUBLISHED, 2)])
def test_two_publications_in_one_file_are_two_works(one: str, other: str) -> None:
    papers, _ = placed(f"{PUBLISHED[one]}\n{PUBLISHED[other]}\n")
    assert papers[0] != papers[1]


@pytest.mark.parametrize("kind", PUBLISHED)
@pytest.mark.parametrize(
    "unpublished",
    [
        "@misc{m, eprint={2004.00001}, archiveprefix={arXiv}, year=2020}",
        "@article{m, journal={arXiv preprint arXiv:2004.00001}, year=2020}",
        "@article{m, journal={CoRR}, volume={abs/2004.00001}, year=2020}",
        "@article{m, journal={bioRxiv}, pages={2020--04}, year=2020}",
        "@unpublished{m, note={Draft}, year=2020}",
        "@misc{m, year=2020}",
    ],
)
def test_a_preprint_and_its_publication_are_one_work(kind: str, unpublished: str) -> None:
    papers, _ = placed(f"{PUBLISHED[kind]}\n{unpublished}\n")
    assert papers[0] == papers[1]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("@article{a, journal={J. Mach. Learn. Res.}, year=2020}",
         "@article{b, journal={Journal of Machine Learning Research}, volume=21, pages={1--67}, year=2020}"),
        ("@inproceedings{a, booktitle={NeurIPS}, year=2020}",
         "@inproceedings{b, booktitle={Advances in Neural Information Processing Systems}, pages={1--9}, year=2020}"),
        ("@article{a, journal={Advances in Neural Information Processing Systems}, volume=33, year=2020}",
         "@inproceedings{b, booktitle={Advances in Neural Information Processing Systems 33}, year=2020}"),
        ("@article{a, journal={Robots}, pages={14-30}, year=2020}",
         "@article{b, journal={Robots}, pages={14--30}, volume=3, year=2021}"),
        ("@book{a, edition={2}, isbn={978-3-16-148410-0}, year=2020}",
         "@book{b, edition={Second edition}, isbn={316148410X}, year=2020}"),
        ("@proceedings{a, series={All Conferences}, volume=3, year=2020}",
         "@proceedings{b, booktitle={Proceedings of Arms}, year=2020}"),
        ("@article{a, doi={10.1000/1}, journal={Robots}, volume=1}",
         "@inproceedings{b, doi={10.1000/1}, booktitle={Arms}, volume=2}"),
    ],
)  # fmt: skip
def test_a_work_that_is_kept_twice_is_one(one: str, other: str) -> None:
    for pair in ((one, other), (other, one)):
        papers, _ = placed("\n".join(pair))
        assert papers[0] == papers[1]


def test_entries_of_other_files_go_to_the_work_that_says_the_same() -> None:
    conference, journal = PUBLISHED["conference"], PUBLISHED["journal"]
    both, turned = f"{conference}\n{journal}", f"{journal}\n{conference}"
    alone = "@article{x, journal={Journal of Robots}, year=2021}"
    for given in itertools.permutations((both, turned, alone)):
        rows = iter(placed(*given)[0])
        found = {text: [next(rows) for _ in range(text.count("@"))] for text in given}
        assert found[both] == found[turned][::-1]
        assert found[alone] == found[both][1:] != found[both][:1]
    papers, _ = placed(conference, journal)
    assert papers[0] == papers[1]


def test_works_that_are_kept_apart_have_names_that_the_user_can_use() -> None:
    volumes = f"{PUBLISHED['first volume']}\n{PUBLISHED['third volume']}"
    papers, ids = placed(volumes)
    assert papers == [SHORT, f"{SHORT}~b3"]
    assert ids == {SHORT, f"{SHORT}~b1", f"{SHORT}~b3"}
    for named in (f'"{SHORT}", "{SHORT}~b3"', '"key:b1", "key:b3"'):
        same, _ = placed(volumes, overrides=parse_overrides(f"[papers]\nsame = [[{named}]]", "rules.toml"))
        assert same == [SHORT, SHORT]
    copies = "@article{x, journal={Robots}, year=2020}\n@article{y, journal={Robots}, year=2020}"
    assert placed(copies)[0] == [SHORT, SHORT]
    for named in ('"title:Stacking Boxes With Robot Arms ~ x", "key:y"', f'"{SHORT}", "{SHORT}~y"'):
        rules = parse_overrides(f"[papers]\ndifferent = [[{named}]]", "rules.toml")
        assert placed(copies, overrides=rules)[0] == [SHORT, f"{SHORT}~y"]


def papers_of(*entries: str) -> list[str]:
    """The papers of whole entries of one file, in order."""
    reading = reading_of(parse("\n".join(entries), "a.bib"))
    papers: list[str] = join_readings([("a.bib", reading)]).tables["listing"]["paper"].to_pylist()
    return papers


@pytest.mark.parametrize(
    "titles",
    [
        ("Introduction to {C++}", "Introduction to {C\\#}", "Introduction to {C}"),
        ("A$^*$ Search Over Long Ways", "A Search Over Long Ways"),
        ("Old Spaces with $p > q$", "Old Spaces with $p < q$", "Old Spaces with $p \\leq q$", "Old Spaces with p q"),
        ("On Channels of {K}$^+$ and Others", "On Channels of {K} and Others"),
    ],
)
def test_titles_that_differ_in_signs_of_meaning_are_of_two_works(titles: tuple[str, ...]) -> None:
    own = "author={Doe, Jim}, publisher={X}, year=2010}"
    papers = papers_of(*(f"@book{{c{at}, title={{{title}}}, {own}" for at, title in enumerate(titles)))
    assert len(set(papers)) == len(titles)


@pytest.mark.parametrize(
    "titles",
    [
        ("Looms & Yarns: A Re-View", "Looms and Yarns --- a Re View."),
        ("``Looms'' of the {Vision+Language} Kind", "Looms of the vision + language kind*"),
        ("From Looms -> Yarns to {C++} Looms", "From Looms $\\to$ Yarns to C++ looms"),
        ("Looms with $p<q$ and A$^*$", "Looms with p < q and {A*}"),
    ],
)
def test_titles_that_differ_in_how_they_are_set_are_of_one_work(titles: tuple[str, ...]) -> None:
    own = "author={Doe, Jim}, publisher={X}, year=2010}"
    papers = papers_of(*(f"@book{{c{at}, title={{{title}}}, {own}" for at, title in enumerate(titles)))
    assert len(set(papers)) == 1


KNUTH = (
    "@article{a, author={Knuth, Donald E.}, title={Literate Programming}, journal={The Computer Journal}, "
    "volume=27, number=2, pages={97--111}, year=1984}"
)


@pytest.mark.parametrize(
    ("told", "other", "papers"),
    [
        ("Donald E.", "D. E.", 1),
        ("Donald E.", "D.", 1),
        ("The Computer Journal", "Comput. J.", 1),
        ("volume=27, number=2, ", "", 1),
        ("Donald E.", "Jill", 2),
        ("pages={97--111}", "pages={112--120}", 2),
        ("year=1984", "year=1985", 2),
        ("volume=27, number=2, pages={97--111}, ", "", 2),
        ("The Computer Journal", "Letters of Looms", 2),
    ],
)
def test_initials_join_a_short_title_where_the_publication_is_the_same(told: str, other: str, papers: int) -> None:
    second = KNUTH.replace("{a,", "{b,").replace(told, other).replace("Donald E.", "D. E.")
    for pair in ((KNUTH, second), (second, KNUTH)):
        assert len(set(papers_of(*pair))) == papers
        readings = [(f"{at}.bib", reading_of(parse(text, f"{at}.bib"))) for at, text in enumerate(pair)]
        assert len(set(join_readings(readings).tables["listing"]["paper"].to_pylist())) == papers
