"""Tables of papers as CSV and what programs and services export as such."""

import pytest

from paperatlas.base.errors import InputError
from tests.parsers.reading import codes, form_of, read

ZOTERO = (
    '\ufeff"Key","Item Type","Publication Year","Author","Title","Publication Title","ISBN","DOI","Url",'
    '"Abstract Note","Date","Date Added","Extra","Manual Tags"\n'
    '"AB","journalArticle","2020","Lee, Ann; Roe, Bo, Jr.","Looms, ""that"" learn","J. Weav","","10.1000/ZC1",'
    '"https://arxiv.org/abs/2001.00001","We weave.\n\nIt holds.","2020-05-01","2024-01-01 10:00:00","see",'
    '"looms; knots"\n'
    '"AC","journalArticle","2021","de la Cruz, Ana","Knots","J. Knot","","","https://www.example.org/y","","","","",""\n'
)
SCOPUS = (
    '"Authors","Author full names","Author(s) ID","Title","Year","Source title","Cited by","DOI","Link",'
    '"Abstract","Author Keywords","Index Keywords","References"\n'
    '"Zhang W.; Li X.","Zhang, Wei (571); Li, Xiaoming (572)","571; 572","Survey of looms",2023,"AIM",17,"10.1000/sc1",'
    '"https://www.scopus.com/x","A survey.","looms; knots","weaving","Poe C., Knots, doi:10.1000/r1; Doe D., Y"\n'
)
WEB_OF_SCIENCE = (
    "PT\tAU\tAF\tTI\tSO\tDE\tID\tAB\tCR\tTC\tPD\tPY\tDI\tUT\tPM\n"
    'J\tLee, A; Roe, B\tLee, Ann; Roe, Bo\tLooms "that learn\tJ WEAV\tlooms; knots\tWEAVING\tWe weave. It holds.\t'
    "Poe C, 2001, J KNOT, DOI 10.1000/c1\t12\tAPR 16\t2024\t10.1000/w1\tWOS:0001\t123456\n"
    'J\tPoe, C\tPoe, Cy\tKnots "again\tJ KNOT\t\t\t\t\t\t\t2023\t\t\t\n'
)


def test_zoteros_table() -> None:
    assert form_of(ZOTERO.removeprefix("\ufeff"), "x.csv") == ["csv-table"]
    first, second = read(ZOTERO, "My Library.csv").papers
    assert (first.ids, first.title) == (("arxiv:2001.00001", "doi:10.1000/zc1"), 'Looms, "that" learn')
    assert (first.names, first.published, first.venue) == (("Ann Lee", "Bo Roe Jr."), "2020-05-01", "J. Weav")
    assert ([passage.text for passage in first.passages], first.keywords) == (
        ["We weave.", "It holds."],
        ("looms", "knots"),
    )
    assert (second.names, second.published, second.url) == (("Ana de la Cruz",), "2021", "https://www.example.org/y")
    assert (first.line, second.line) == (2, 5)


def test_scopus_table() -> None:
    (paper,) = read(SCOPUS, "scopus.csv").papers
    assert (paper.ids, paper.names, paper.citations) == (("doi:10.1000/sc1",), ("Wei Zhang", "Xiaoming Li"), 17)
    assert (paper.published, paper.keywords, paper.references) == ("2023", ("looms", "knots"), ("doi:10.1000/r1",))


@pytest.mark.parametrize("name", ["savedrecs.txt", "savedrecs.tsv"])
def test_web_of_sciences_table_quotes_nothing(name: str) -> None:
    first, second = read(WEB_OF_SCIENCE, name).papers
    assert (first.ids, first.title) == (("doi:10.1000/w1", "pmid:123456"), 'Looms "that learn')
    assert (first.names, first.published, first.citations) == (("Ann Lee", "Bo Roe"), "2024-04-16", 12)
    assert (first.references, first.keywords) == (("doi:10.1000/c1",), ("looms", "knots", "WEAVING"))
    assert (second.title, second.names, second.published) == ('Knots "again', ("Cy Poe",), "2023")


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('Name,Authors,Date,URL\nLooms,"Lee, Ann",2020,https://arxiv.org/abs/2001.00001\n', ("Ann Lee",)),
        ("Title;Authors;Year;DOI\nLooms;Ann Lee, Bo Roe;2020;10.1000/s1\n", ("Ann Lee", "Bo Roe")),
        ("sep=;\nTitle;Authors;Year;DOI\nLooms;Lee, Ann;2020;10.1000/s1\n", ("Ann Lee",)),
        ("title\tauthorships.author.display_name\tyear\tid\nLooms\tAnn Lee|Bo Roe\t2020\tx\n", ("Ann Lee", "Bo Roe")),
        ('paper_title,paper_url_abs,year\n"Looms",http://arxiv.org/abs/2001.00001v1,2020\n', ()),
    ],
)
def test_tables_of_others(text: str, names: tuple[str, ...]) -> None:
    (paper,) = read(text, "x.csv").papers
    assert (paper.title, paper.names, paper.published) == ("Looms", names, "2020")


def test_a_row_that_lost_a_quote_costs_no_others() -> None:
    text = 'Title,Authors,DOI\n"Looms\na study",Ann Lee,10.1000/1\n"Lost,Bo Roe,10.1000/2\nKnots,Cy Poe,10.1000/3\n'
    parsed = read(text, "x.csv")
    assert [(paper.title, paper.ids, paper.line) for paper in parsed.papers] == [
        ("Looms a study", ("doi:10.1000/1",), 2),
        ("Lost", ("doi:10.1000/2",), 4),
        ("Knots", ("doi:10.1000/3",), 5),
    ]
    assert codes(parsed)[-1] == "4 broken-row"
    more = read("Title,Authors,DOI\nLooms,Ann Lee,10.1000/1,of too many\n", "x.csv")
    assert (more.papers[0].title, codes(more)) == ("Looms", ["2 broken-row", "2 no-date"])


@pytest.mark.parametrize(
    "text",
    [
        "Name,Size\nShop,3\n",
        "Title,Rating,URL\nFilm,4,https://example.org/film\n",
        "Title, Authors and all that\n\nA text.\n",
        "a,b\n[x](https://arxiv.org/abs/2404.00001),2\n",
    ],
)
def test_tables_of_anything_else_are_none_of_papers(text: str) -> None:
    with pytest.raises(InputError, match=r"none of its columns .* holds titles of papers"):
        read(text, "x.csv")


def test_quotes_without_an_end_are_broken_rows() -> None:  # in hours, were the work quadratic
    parsed = read("Title,Authors,DOI\n" + 'x,"y,z\n' * 100_001 + "z" * 3_000_000, "x.csv")
    assert "broken-row" in {problem.code for problem in parsed.problems}


@pytest.mark.parametrize(
    "table",
    [
        "Date,Title,Author,Amount\n2024-05-01,Groceries,Supermarket,12\n",
        "Number,Title,Author,Created,URL\n1,Crash,ann,2024-01-01,https://example.org/1\n",
        "hash,author,date,title\nabc,Ann Lee,2024-01-01,Fix the build\n",
        "Title,Author,Year,ISBN\nLooms,Ann Lee,1965,9780000000000\n",
        "a,b\rc\n",
    ],
)
def test_tables_of_other_things_that_have_authors_are_none_of_papers(table: str) -> None:
    with pytest.raises(InputError, match="this is no list of papers"):
        read(table, "x.csv")


@pytest.mark.parametrize(
    "head", ["Title,Author,Year", "Title,Authors,Date", "Name,Authors,Date", "Title,Author,Journal,ISBN"]
)
def test_papers_without_ids_are_told_from_other_things_by_their_columns(head: str) -> None:
    (paper,) = read(f"{head}\nLooms,Ann Lee,2020,\n", "x.csv").papers
    assert (paper.title, paper.names) == ("Looms", ("Ann Lee",))


def test_a_quote_that_is_never_closed_costs_no_row() -> None:
    parsed = read('Title,Authors,DOI,Abstract\nLooms,Ann Lee,10.1000/1,"open\nKnots,Bo Roe,10.1000/2,x\n', "x.csv")
    assert [(paper.title, paper.ids) for paper in parsed.papers] == [
        ("Looms", ("doi:10.1000/1",)),
        ("Knots", ("doi:10.1000/2",)),
    ]
    assert ("broken-row", 2) in [(problem.code, problem.line) for problem in parsed.problems]


def test_a_first_row_that_is_longer_than_what_is_looked_at_hides_no_table() -> None:
    parsed = read(f"Title,Authors,Abstract\nLooms,Ann Lee,{'x' * 200_000}\nKnots,Bo Roe,y\n", "x.csv")
    assert [paper.title for paper in parsed.papers] == ["Looms", "Knots"]
