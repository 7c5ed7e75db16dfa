"""Names keep the cut that their source says, through each form of bibliographies and back."""

import itertools
import json
import re
from collections.abc import Sequence
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.graph.name_parts import NameParts, listed, marked, parted
from paperatlas.graph.records import PaperRecord
from paperatlas.parsers import parse_bytes
from tests.conftest import tables_of_texts
from tests.loaders.test_references import FORMS, exported, small_tables

Cut = tuple[str, str, str]
PEOPLE: list[tuple[str, str, str | None]] = [
    (r"Garc{\'i}a M{\'a}rquez, Gabriel", "Gabriel García Márquez", "García Márquez"),
    ("De Luca, Maria", "Maria De Luca", "De Luca"),
    ("Van Gogh, Vincent", "Vincent Van Gogh", "Van Gogh"),
    ("Vincent {Van Gogh}", "Vincent Van Gogh", "Van Gogh"),
    ("Al-Rfou, Rami", "Rami Al-Rfou", "Al-Rfou"),
    ("van der Berg, Jan", "Jan van der Berg", "van der Berg"),
    ("family=Berg, given=Jan, prefix=van den, useprefix=true", "Jan van den Berg", "van den Berg"),
    ("Charles Louis de la Vall{\\'e}e Poussin", "Charles Louis de la Vallée Poussin", "de la Vallée Poussin"),
    ("Ram{\\'o}n y Cajal, Santiago", "Santiago Ramón y Cajal", "Ramón y Cajal"),
    ("Humboldt, Alexander von", "Alexander von Humboldt", "Humboldt"),
    ("Vaswani, Jr., A.", "A. Vaswani Jr.", "Vaswani"),
    ("von Roe Poe, III, Sam B.", "Sam B. von Roe Poe III", "von Roe Poe"),
    ("Rao, V.", "V. Rao", "Rao"),
    ("hooks, bell", "bell hooks", "hooks"),
    ("Lee, Lee", "Lee Lee", "Lee"),
    ("{Barnes and Noble}, Ann", "Ann Barnes and Noble", "Barnes and Noble"),
    ("{World Bank}", "World Bank", "World Bank"),
    (r"{Acad{\'e}mie fran{\c c}aise}", "Académie française", "Académie française"),
    ("{University of California, Davis}", "University of California, Davis", "University of California, Davis"),
    ("{Weavers; Spinners}", "Weavers; Spinners", "Weavers; Spinners"),
    ("{J. P. Loom Society}", "J. P. Loom Society", "J. P. Loom Society"),
    ("{Plato}", "Plato", "Plato"),
    ("李, 飞飞", "李飞飞", "李"),
]
"""As in BibTeX, the name, and what of it is the family name."""
ENTRY = "@book{{key, title={{Looms}}, author={{{}}}, editor={{{}}}, year=2020, publisher={{Weft}}}}\n"


def cut(name: str, family: str | None) -> Cut:
    parts = parted(name, family)
    return (parts.whole_family, parts.whole_given, parts.suffix)


def authors_of(paper: PaperRecord) -> list[Cut]:
    return [cut(author.name, author.family) for author in paper.authors]


def editors_of(paper: PaperRecord) -> list[Cut]:
    return [cut(*each) for detail in paper.details if detail.name == "editor" for each in listed(detail.value)]


def tables_with(people: Sequence[tuple[str, str | None]], editors: str) -> dict[str, pa.Table]:
    """The tables of a paper; what builds make of authors, the last tests see."""
    tables = small_tables("Looms", [name for name, _ in people], details={"editor": editors}, work_type="book")
    families = dict(people)
    rows = [{**row, "family": families[row["as_written"][0]]} for row in tables["authored"].to_pylist()]
    tables["authored"] = pa.Table.from_pylist(rows, tables["authored"].schema)
    return tables


def read_one(text: str, form: str) -> PaperRecord:
    (paper,) = parse_bytes(text.encode(), FORMS[form]).papers
    return paper


def converted(text: str, form: str, to: str) -> str:
    paper = read_one(text, form)
    people = [(author.name, author.family) for author in paper.authors]
    editors = next((detail.value for detail in paper.details if detail.name == "editor"), "")
    return exported(to, tables_with(people, editors)).decode()


@pytest.mark.parametrize(("printed", "name", "family"), PEOPLE, ids=[name for _, name, _ in PEOPLE])
def test_a_name_is_cut_as_bibtex_says_and_comes_back_through_every_form(printed: str, name: str, family: str) -> None:
    text = ENTRY.format(printed, f"{printed} and Roe, Bo")
    first = read_one(text, "bibtex")
    assert [(author.name, author.family) for author in first.authors] == [(name, family)]
    expected = [cut(name, family)]
    for form, to in itertools.product(FORMS, FORMS):
        one = converted(text, "bibtex", form)
        other = converted(one, form, to)
        for paper in (read_one(one, form), read_one(other, to)):
            assert paper.names == (name,)
            assert authors_of(paper) == expected
            assert editors_of(paper) == [*expected, ("Roe", "Bo", "")]


def test_all_names_together_come_back_from_an_atlas(tmp_path: Path) -> None:
    printed = " and ".join({name: printed for printed, name, _ in PEOPLE}.values())
    text = ENTRY.format(printed, printed)
    first = read_one(text, "bibtex")
    tables = tables_of_texts({"refs.bib": text}, tmp_path)
    for form in FORMS:
        again = read_one(exported(form, tables).decode(), form)
        assert (authors_of(again), again.authors_complete) == (authors_of(first), True)
        assert editors_of(again) == authors_of(first)
    once = exported("bibtex", tables).decode()
    assert "De Luca, Maria and Van Gogh, Vincent and Al-Rfou, Rami and van der Berg, Jan and " in once
    assert "{World Bank} and {Académie française} and " in once
    assert exported("bibtex", tables_of_texts({"refs.bib": once}, tmp_path)).decode() == once


CSL_NAMES = [
    {"family": "García Márquez", "given": "Gabriel"},
    {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der"},
    {"family": "Humboldt", "given": "Alexander", "dropping-particle": "von"},
    {"family": "Fontaine", "given": "Jean", "dropping-particle": "de", "non-dropping-particle": "la"},
    {"family": "Vaswani", "given": "A.", "suffix": "Jr."},
    {"family": "Van Gogh", "given": "Vincent"},
    {"literal": "Académie française"},
    {"literal": "World Bank"},
    {"family": "李", "given": "飞飞"},
]


def test_csl_comes_back_as_it_was() -> None:
    item = {"id": "a", "type": "book", "title": "Looms", "author": CSL_NAMES, "editor": CSL_NAMES[1:]}
    (back,) = json.loads(converted(json.dumps([item]), "csl-json", "csl-json"))
    assert (back["author"], back["editor"]) == (CSL_NAMES, CSL_NAMES[1:])
    by_way_of_others = converted(converted(json.dumps([item]), "csl-json", "bibtex"), "bibtex", "ris")
    (back,) = json.loads(converted(by_way_of_others, "ris", "csl-json"))
    assert (back["author"], back["editor"]) == (CSL_NAMES, CSL_NAMES[1:])


@pytest.mark.parametrize(
    "names",
    [
        ["García Márquez, Gabriel", "World Bank", "De Luca, Maria", "Vaswani, A., Jr."],
        ["World Bank"],
        ["Académie française"],
        ["University of California, Davis,", "World Bank"],
    ],
)
def test_ris_comes_back_as_it_was(names: list[str]) -> None:
    lines = "".join(f"AU  - {name}\n" for name in names) + "".join(f"ED  - {name}\n" for name in [*names, "Poe, Cy"])
    text = f"TY  - BOOK\nTI  - Looms\n{lines}PY  - 2020\nER  - \n"
    for way in (["ris"], ["bibtex", "ris"], ["csl-json", "ris"]):
        given, form = text, "ris"
        for to in way:
            given, form = converted(given, form, to), to
        assert [line[6:] for line in given.split("\n") if line.startswith("AU  -")] == names
        assert [line[6:] for line in given.split("\n") if line.startswith("ED  -")] == [*names, "Poe, Cy"]


def test_where_nothing_says_it_the_last_word_is_the_family_name() -> None:
    text = ENTRY.format("Gabriel Garcia Marquez and Jan van der Berg and OpenAI", "Cy Poe")
    assert [author.family for author in read_one(text, "bibtex").authors] == [None, None, None]
    assert "author = {Marquez, Gabriel Garcia and van der Berg, Jan and {OpenAI}}" in converted(
        text, "bibtex", "bibtex"
    )
    ris = "TY  - BOOK\nTI  - Looms\nAU  - Ann Lee\nAU  - Bo Roe\nED  - A. Poe\nER  - \n"
    lines = converted(ris, "ris", "ris").split("\n")
    assert {"AU  - Lee, Ann", "AU  - Roe, Bo", "ED  - Poe, A."} <= {*lines}


ITEM = '{"DOI": "10.1000/%(at)d", "title": ["Weaving Graphs %(at)d of Old"], "author": [%(author)s]}'
BIB = "@misc{%(at)d, title={Weaving Graphs %(at)d of Old}, doi={10.1000/%(at)d}, author={%(author)s}}\n"


# What a service says and the user's bibliography, and what an export then says.
SEVERAL = [
    ('{"name": "Gabriel García Márquez"}', "García Márquez, Gabriel", "García Márquez, Gabriel"),
    ('{"name": "Académie française"}', "Acad{\\'e}mie fran{\\c c}aise", "{Académie française}"),
    ('{"family": "Gabriel García Márquez"}', "García Márquez, Gabriel", "García Márquez, Gabriel"),
    ('{"family": "Gabriel García Márquez"}', "García Márquez, G.", "García Márquez, Gabriel"),
    ('{"family": "Gabriel García Márquez"}', "G. García Márquez", "Márquez, Gabriel García"),
    ('{"family": "García Márquez", "given": "Gabriel"}', "Gabriel García Márquez", "García Márquez, Gabriel"),
    ('{"family": "Márquez", "given": "Gabriel García"}', "García Márquez, Gabriel", "García Márquez, Gabriel"),
    ('{"family": "Márquez", "given": "Gabriel García"}', "García Márquez, G.", "García Márquez, Gabriel"),
]


def test_of_several_sources_one_that_says_it_cuts_the_name(tmp_path: Path) -> None:
    own = "".join(BIB % {"at": at, "author": author} for at, (_, author, _) in enumerate(SEVERAL))
    items = ",".join(ITEM % {"at": at, "author": author} for at, (author, _, _) in enumerate(SEVERAL))
    tables = tables_of_texts({"a.bib": own, "b.json": f'{{"message": {{"items": [{items}]}}}}'}, tmp_path)
    lines = exported("bibtex", tables).decode().split("\n")
    keys = [line[6:7] for line in lines if line.startswith("@")]
    names = [line.strip(" ,") for line in lines if line.startswith("  author")]
    assert [names[keys.index(str(at))] for at in range(len(SEVERAL))] == [
        f"author = {{{each}}}" for _, _, each in SEVERAL
    ]


# What is left out of names, is behind them or says that there are more, is no part of one.
NO_PART = re.compile(
    r"(?i).*\b(?:Dr|Prof|[JS]r|Inc|Ltd|Corp|Neto|Filho|Et|More|Others?|Authors?|Anon\w*|Nan|None|Null|Various|Unknown)\b.*"
)
CAPITAL = st.from_regex(r"[A-ZÉÑØ][a-zéñø]{1,7}(?:-[A-Z][a-z]{1,4})?", fullmatch=True).filter(
    lambda word: NO_PART.fullmatch(word) is None
)
PARTICLE = st.sampled_from(["van", "der", "de", "la", "von", "di", "dos"])
GIVEN = st.lists(CAPITAL | st.sampled_from(["J.", "A. B.", "É.", "V."]), min_size=1, max_size=3).map(" ".join)
FAMILY = st.tuples(st.lists(PARTICLE, max_size=2), st.lists(CAPITAL, min_size=1, max_size=3)).map(
    lambda parts: " ".join([*parts[0], *parts[1]])
)
PERSON = st.builds(
    lambda given, drop, family, suffix: (" ".join(filter(None, (given, drop, family, suffix))), family),
    GIVEN, st.sampled_from(["", "", "von", "de la"]), FAMILY, st.sampled_from(["", "", "Jr.", "III"]),
)  # fmt: skip
LITERAL = st.lists(
    CAPITAL | st.sampled_from(["of", "the", "and", "&", "für", "=", "J.", "others", "A,", "B;"]), min_size=1, max_size=5
)
WHOLE = (
    LITERAL.map(" ".join).filter(lambda name: name[-1].isalpha() and name[0].isupper()).map(lambda name: (name, name))
)


@settings(max_examples=80, deadline=None)
@given(st.lists(PERSON | WHOLE, min_size=1, max_size=4, unique_by=lambda each: each[0]))
def test_any_names_come_back(people: list[tuple[str, str]]) -> None:
    expected = [cut(*each) for each in people]
    editors = "; ".join([*(marked(*each) for each in people), "Cy Poe"])
    for name, file in FORMS.items():
        (read,) = parse_bytes(exported(name, tables_with(people, editors)), file).papers
        assert read.names == tuple(each for each, _ in people)
        assert authors_of(read) == expected
        assert editors_of(read) == [*expected, ("Poe", "Cy", "")]


@settings(max_examples=80, deadline=None)
@given(
    st.lists(
        st.tuples(st.text("Ab{}; ,", min_size=1, max_size=8), st.none() | st.text("Ab{}; ", max_size=4)), max_size=3
    )
)
def test_a_list_between_semicolons_can_be_read_whatever_is_in_it(people: list[tuple[str, str | None]]) -> None:
    named = [(name, family) for name, family in people if name.strip(" ;{}")]
    read = listed("; ".join(marked(*each) for each in named))
    assert len(read) == len(named)
    assert all(isinstance(parted(*each), NameParts) for each in read)
