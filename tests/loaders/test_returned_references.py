"""What came from a bibliography goes back to it: types, keys, volumes and pages, through each form and back."""

import json
import unicodedata
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from paperatlas.graph.citation_keys import citation_key
from paperatlas.graph.details import DETAILS, OF_BIBTEX, PEOPLE
from paperatlas.graph.plain_titles import plain_title
from paperatlas.graph.records import PaperRecord
from paperatlas.graph.work_types import WORK_TYPES, has_issues, is_of_publisher
from paperatlas.loaders.references import is_key
from paperatlas.parsers import parse_bytes
from tests.conftest import tables_of_texts
from tests.loaders.test_references import FORMS, exported, small_tables

KINDS = r"""
@article{lee2020looms, title = {Looms}, author = {Lee, Ann}, journal = {Journal of Looms}, year = 2020, month = mar,
  volume = 12, number = 3, pages = {101--117}, publisher = {Weft \& Co}, issn = {0028-0836}, doi = {10.1000/kinds.1}}
@book{roe1999, title = {All Looms}, author = {Roe, Bo}, publisher = {Weft Press}, address = {Ghent}, edition = {2nd},
  year = 1999, isbn = {978-3-16-148410-0}, series = {Books of Looms}, volume = 4}
@inproceedings{DBLP:conf/loom/LeeR21, title = {Weaving Graphs}, author = {Lee, Ann and Roe, Bo}, year = 2021,
  booktitle = {Proceedings of the 3rd Loom Days}, pages = {1--9}, editor = {Poe, Cy and Doe, Di}, series = {LNL},
  publisher = {Loom Society}, address = {Lyon}}
@conference{conf:2001, title = {Old Looms}, author = {Lee, Ann}, booktitle = {Loom Days}, year = 2001}
@incollection{Kim_2011, title = {A Chapter on Yarn}, author = {Kim, Eva}, booktitle = {Handbook of Yarn}, year = 2011,
  chapter = 7, pages = {70-80}, editor = {Poe, Cy}, publisher = {Weft Press}}
@inbook{kim:2012, title = {Yarn, Again}, author = {Kim, Eva}, chapter = 2, pages = {20--29}, publisher = {Weft Press},
  year = 2012}
@phdthesis{lee-phd, title = {On Looms of the North}, author = {Lee, Ann}, school = {University of Ghent}, year = 2018,
  address = {Ghent}}
@mastersthesis{roe.ms, title = {On Looms of the South}, author = {Roe, Bo}, school = {University of Lyon}, year = 2017}
@thesis{poe+thesis, title = {On Looms of the East}, author = {Poe, Cy}, institution = {University of Oslo},
  type = {Habilitation}, date = {2016-05-04}}
@techreport{tr7, title = {Loom Report}, author = {Doe, Di}, institution = {Loom Institute}, number = {TR-7},
  type = {Research Report}, year = 2005}
@manual{manual2, title = {Loom Manual}, author = {Doe, Di}, organization = {Loom Makers}, edition = {3rd}, year = 2006}
@booklet{booklet_3, title = {Loom Booklet}, author = {Doe, Di}, howpublished = {Handed out}, year = 2007}
@proceedings{loom21, title = {Proceedings of the 3rd Loom Days}, editor = {Poe, Cy and Doe, Di}, year = 2021,
  publisher = {Loom Society}}
@unpublished{draft5, title = {Draft of a Loom}, author = {Roe, Bo}, note = {Submitted}, year = 2022}
@misc{arxiv-style, title = {Looms as Graphs}, author = {Lee, Ann}, eprint = {2101.00001}, archiveprefix = {arXiv},
  year = 2021}
@misc{plain!misc, title = {A Loom of Sorts}, author = {Poe, Cy}, howpublished = {Talk in a garden}, year = 2003,
  note = {Unrecorded}}
@misc{page_1, title = {A Page of Yarn}, author = {Poe, Cy}, howpublished = {\url{https://example.org/a_b}}, year = 2004}
@online{site, title = {Loom Site}, author = {Doe, Di}, url = {https://example.org/looms}, urldate = {2020-02-03},
  year = 2019}
@dataset{yarns, title = {A Thousand Yarns}, author = {Kim, Eva}, publisher = {Yarn Bank}, version = {1.2}, year = 2020}
@software{loomer, title = {Loomer}, author = {Kim, Eva}, version = {3}, year = 2021}
@patent{pat1, title = {A Quicker Loom}, author = {Roe, Bo}, number = {EP 12345}, type = {European patent}, year = 1988}
@report{rep2, title = {Second Loom Report}, author = {Doe, Di}, institution = {Loom Institute}, year = 2008}
@collection{coll, title = {Looms Collected}, editor = {Kim, Eva}, publisher = {Weft Press}, year = 2013}
@article{news, title = {Looms in the News}, author = {Poe, Cy}, journal = {Loom Times}, entrysubtype = {newspaper},
  year = 2014}
@article{eid9, title = {Numbered Looms}, author = {Lee, Ann and others}, journal = {Loom Letters}, volume = 9,
  eid = {e0091}, year = 2015, ids = {oldkey9, older.key9}, language = {french}, shorttitle = {Numbered}}
@article{coming, title = {Looms to Come}, author = {Lee, Ann}, journal = {Weft}, pubstate = {inpress}}
@article{noted, title = {Noted Looms}, author = {Lee, Ann}, journal = {Weft}, publisher = {Weft}, year = 2016,
  annote = {Read in May}}
@article{protected, title = {{BERT} and {\"U}ber-{Bayes} for $\alpha$-Looms: {A} $O(n^{2})$ Way}, author = {Lee, Ann},
  journal = {Weft}, year = 2017, eprint = {1701.00001}, archiveprefix = {arXiv}, primaryclass = {cs.CL}}
@article{braced, title = {{All of It Stays, BERT}}, subtitle = {With {mRNA}}, author = {Lee, Ann},
  journal = {Weft}, year = 2017}
@standard{std, title = {Loom Standard}, author = {{Loom Society}}, number = {LS 9001}, year = 1990}
@customa{rare, title = {Of No Known Kind}, author = {Doe, Di}, year = 1991}
"""
TEXT = st.text("abZéß漢12{}%&#_~.:'\"()$", min_size=1, max_size=8).filter(lambda text: any(map(str.isalnum, text)))


def kept(paper: PaperRecord) -> tuple[Any, ...]:
    return (
        paper.citation_key, paper.work_type, plain_title(paper.title), paper.names, paper.authors_complete,
        paper.published, paper.venue, set(paper.ids), paper.url, paper.details,
    )  # fmt: skip


def by_key(text: bytes, file: str = "refs.bib") -> dict[str | None, tuple[Any, ...]]:
    parsed = parse_bytes(text, file)
    return {paper.citation_key: kept(paper) for paper in parsed.papers}


@pytest.fixture(scope="module")
def tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    return tables_of_texts({"refs.bib": KINDS}, tmp_path_factory.mktemp("spill"))


def test_every_entry_comes_back_under_its_key_with_all_it_said(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    first = exported("bibtex", tables)
    before, after = by_key(KINDS.encode()), by_key(first)
    assert len(before) == KINDS.count("\n@")
    assert after == before
    heads = {line.strip() for line in KINDS.split("\n") if line.startswith("@")}
    entries = {line.partition(",")[0] for line in heads}
    assert {line.partition(",")[0] for line in first.decode().split("\n") if line.startswith("@")} == entries
    again = tables_of_texts({"refs.bib": first.decode()}, tmp_path)
    assert exported("bibtex", again) == first


@pytest.mark.parametrize("name", ["ris", "csl-json"])
def test_other_forms_bring_all_back_that_they_have_a_place_for(
    name: str, tables: dict[str, pa.Table], tmp_path: Path
) -> None:
    first = exported(name, tables)
    before, after = by_key(KINDS.encode()), by_key(first, FORMS[name])
    lost = {field.name for field in DETAILS.values() if not field.ris} if name == "ris" else set()
    lost |= {*OF_BIBTEX}
    after = {key: (*facts, tuple(each for each in said if each.name != "URL")) for key, (*facts, said) in after.items()}
    assert after.keys() == before.keys()
    for key, (*facts, details) in before.items():
        untyped = {"rare": "document"}.get(str(key), facts[1])  # no form has a word for what it is
        expected = [facts[0], untyped, *facts[2:], tuple(each for each in details if each.name not in lost)]
        if name == "ris":
            expected[4] = facts[4] is not None or None  # it can't say that a list goes on
        if name == "ris" and not expected[8]:  # there an id of arXiv or DBLP is an address
            expected[8] = after[key][8]
        assert list(after[key]) == expected
    again = tables_of_texts({FORMS[name]: first.decode()}, tmp_path)
    assert exported(name, again) == first


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("kind", WORK_TYPES)
def test_every_type_comes_back(name: str, kind: str) -> None:
    tables = small_tables("Looms", ["Ann Lee"], work_type=kind, citation_key="lee2020looms")
    (read,) = parse_bytes(exported(name, tables), FORMS[name]).papers
    assert (read.work_type, read.citation_key, read.venue, read.published) == (kind, "lee2020looms", "V", "2020-02")
    assert (read.names, read.ids, read.details) == (("Ann Lee",), ("doi:10.1000/a",), ())


@settings(max_examples=60)
@given(
    st.sampled_from(list(WORK_TYPES)), st.dictionaries(st.sampled_from(sorted(DETAILS.keys() - {"URL", *PEOPLE})), TEXT)
)
def test_any_details_come_back(kind: str, details: dict[str, str]) -> None:
    details.pop("number" if "issue" in details or not has_issues(kind) else "issue", None)
    if not has_issues(kind):
        details.pop("issue", None)
    if kind == "article":  # BibTeX says in the place of the status that it is a preprint
        details.pop("status", None)
    for name in ("bibtex", "csl-json"):
        tables = small_tables("Looms", ["Ann Lee"], details=details, work_type=kind)
        (read,) = parse_bytes(exported(name, tables), FORMS[name]).papers
        place = {"thesis": "publisher", "report": "publisher", "book": "collection-title"}.get(kind)
        expected = {key: value for key, value in details.items() if key != place}
        assert {each.name: each.value for each in read.details if each.name != place} == expected, name


@settings(max_examples=60)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=12)
    | st.from_regex(r"(RN|US|W|WOS:|)[0-9]{1,8}|[0-9]{1,4}/[A-Z0-9]{8}|[A-Z0-9]{8}|10\.1000/[a-z]{3}", fullmatch=True)
)
def test_any_key_that_is_one_comes_back(key: str) -> None:
    tables = small_tables("Looms", ["Ann Lee"], citation_key=key)
    assume(citation_key(key) == key and is_key(key) and key == unicodedata.normalize("NFC", key))
    for name, file in FORMS.items():
        (read,) = parse_bytes(exported(name, tables), file).papers
        assert read.citation_key == key, name


@pytest.mark.parametrize(
    ("title", "written"),
    [
        # The user's own TeX, whatever protects what.
        ("{BERT} for $\\alpha$ and BERT", None),
        ("{{Looms}}", None),
        ("On {\\'E}tale {Looms} \\& $\\{0, 1\\}$", None),
        ("Looms of {\\em old} \\emph{Times}", None),
        ("looms of old", None),
        # Nothing protected: what no style may write in small letters.
        ("BERT for the mRNA of GPT-4V", "{BERT} for the {mRNA} of {GPT}-{4V}"),
        ("Looms: A Korean view and the Bayes factor of A", "Looms: A {Korean} view and the {Bayes} factor of A"),
        ("Looms of the Old Times in Vitamin C", "Looms of the Old Times in Vitamin {C}"),
        ("LOOMS OF OLD TIMES", None),
        ("100\\% of the C\\_x", "100\\% of the {C}\\_x"),
    ],
)
def test_titles_come_back_with_the_capitals_that_stay(title: str, written: str | None, tmp_path: Path) -> None:
    given = f"@article{{a, title = {{{title}}}, author = {{Lee, Ann}}, year = 2020}}"
    first = exported("bibtex", tables_of_texts({"refs.bib": given}, tmp_path)).decode()
    assert f"  title = {{{written or title}}},\n" in first
    assert [paper.title for paper in parse_bytes(first.encode(), "refs.bib").papers] == [
        paper.title for paper in parse_bytes(given.encode(), "refs.bib").papers
    ]


@pytest.mark.parametrize("tex", ["{Looms", "Looms}", "}Looms{", "{Looms\\}", "Looms$\\", "{Yarn}"])
def test_a_title_whose_braces_are_broken_or_that_is_not_the_papers_is_not_written(tex: str) -> None:
    tables = small_tables("Looms", ["Ann Lee"], details={"tex-title": tex})
    assert "  title = {Looms},\n" in exported("bibtex", tables).decode()


def test_two_papers_of_one_key_are_told_apart_and_it_is_said(tmp_path: Path) -> None:
    texts = {
        "a.bib": "@article{lee2020, title={On the Looms of Lyon}, author={Lee, Ann}, year=2020}",
        "b.bib": "@article{Lee2020, title={On the Yarns of Ghent}, author={Lee, Ann}, year=2020}\n"
        "@misc{lee2020a, title={On the Wool of Oslo}, author={Lee, Ann}, year=2020}",
    }
    tables = tables_of_texts(texts, tmp_path)
    assert sorted(map(str, by_key(exported("bibtex", tables)))) == ["Lee2020b", "lee2020", "lee2020a"]


@pytest.mark.parametrize("keys", [("lee2020", "lee2020"), ("Lee2020", "lee2020")])
@pytest.mark.parametrize("ids", [("10.1000/9", "10.1000/1"), ("10.1000/1", "10.1000/9")])
def test_the_first_entry_keeps_the_key(keys: tuple[str, str], ids: tuple[str, str], tmp_path: Path) -> None:
    titles = ("On the Looms of Lyon", "On the Yarns of Ghent")
    entries = zip(keys, titles, ids, strict=True)
    texts = [f"@article{{{key}, title={{{title}}}, year=2020, doi={{{doi}}}}}" for key, title, doi in entries]
    read = by_key(exported("bibtex", tables_of_texts({"refs.bib": "\n".join(texts)}, tmp_path)))
    assert keys[0] in read
    assert {str(key) for key in read} == {keys[0], f"{keys[1]}a"}
    assert titles[0] in repr(read[keys[0]])


def test_a_paper_of_two_keys_is_cited_by_the_first_and_biblatex_is_told_the_other(tmp_path: Path) -> None:
    entry = "@article{%s, title={On the Looms of Lyon}, author={Lee, Ann}, year=2020, doi={10.1000/182}}"
    tables = tables_of_texts({"a.bib": entry % "lee2020", "b.bib": entry % "AnnLee"}, tmp_path)
    first = exported("bibtex", tables).decode()
    assert first.startswith("@article{lee2020,\n")
    assert "  ids = {AnnLee},\n" in first
    again = tables_of_texts({"refs.bib": first}, tmp_path)
    assert exported("bibtex", again).decode() == first


ENTRIES = sorted({entry.partition(":")[0] for kind in WORK_TYPES.values() for entry in kind.bibtex})


@pytest.mark.parametrize(
    "published", ["", "publisher = {Weft}, ", "journal = {Loom Letters}, ", "booktitle = {Loom Days}, "]
)
def test_organization_and_series_come_back_of_every_entry(published: str, tmp_path: Path) -> None:
    said = f"author = {{Lee, Ann}}, year = 2020, {published}series = {{Looms}}, organization = {{Yarn \\& Co}}"
    given = "\n".join(f"@{entry}{{{entry}, title = {{Of {entry} on looms}}, {said}}}" for entry in ENTRIES)
    tables = tables_of_texts({"refs.bib": given}, tmp_path)
    first = exported("bibtex", tables).decode()
    for field in ("series = {Looms}", "organization = {Yarn \\& Co}"):
        assert first.count(f"  {field},\n") == len(ENTRIES)
    assert by_key(first.encode()) == by_key(given.encode())
    publisher = "Weft" if "publisher" in published else "Yarn & Co"
    for item in json.loads(exported("csl-json", tables)):
        assert item["collection-title"] == "Looms"
        assert is_of_publisher(item["type"]) or item["publisher"] == publisher


def test_further_keys_of_every_entry_come_back(tmp_path: Path) -> None:
    entry = "{%s, title={On the Looms of Lyon}, author={Lee, Ann}, year=2020, ids={%s}, %s}\n"
    text = "@misc" + entry % ("a", "a1, a2", "eprint={2001.00001}, archiveprefix={arXiv}, primaryclass={cs.CL}")
    text += "@article" + entry % ("b", "b1", "journal={Weft}")
    first = exported("bibtex", tables_of_texts({"refs.bib": text}, tmp_path)).decode()
    (line,) = [line for line in first.split("\n") if line.startswith("  ids = ")]
    assert sorted(line[len("  ids = {") : -2].split(",")) == ["a1", "a2", "b", "b1"]
    assert "@article{a,\n" in first
    assert "  primaryclass = {cs.CL},\n" in first
    assert exported("bibtex", tables_of_texts({"refs.bib": first}, tmp_path)).decode() == first


def test_a_bibliography_keeps_its_order(tables: dict[str, pa.Table], tmp_path: Path) -> None:
    for name, file in FORMS.items():
        read = [paper.citation_key for paper in parse_bytes(exported(name, tables), file).papers]
        assert read == [paper.citation_key for paper in parse_bytes(KINDS.encode(), "refs.bib").papers]
    texts = {"refs.bib": KINDS, "a.md": "- [Looms of Lyon](https://arxiv.org/abs/2404.00001)\n"}
    both = tables_of_texts(texts, tmp_path)
    read = [paper.title for paper in parse_bytes(exported("bibtex", both), "refs.bib").papers]
    assert len(read) == KINDS.count("\n@") + 1


def test_what_is_published_goes_before_its_preprint_and_the_user_before_a_service(tmp_path: Path) -> None:
    texts = {
        "a.bib": "@misc{loom, title={Weaving Graphs of Old}, author={Lee, Ann}, eprint={2101.00001}, year=2021}",
        "b.bib": "@inproceedings{loom2, title={Weaving Graphs of Old}, author={Lee, Ann}, booktitle={Loom Days},"
        " pages={1--9}, year=2021}",
        "c.json": '{"message": {"items": [{"DOI": "10.1000/182", "type": "journal-article", "volume": "7",'
        ' "title": ["Weaving Graphs of Old"], "author": [{"given": "Ann", "family": "Lee"}],'
        ' "container-title": ["Proceedings of Loom Days"], "issued": {"date-parts": [[2021]]}}]}}',
    }
    tables = tables_of_texts(texts, tmp_path)
    (paper,) = tables["papers"].to_pylist()
    assert (paper["work_type"], paper["citation_key"]) == ("paper-conference", "loom")
    details = [(row["name"], row["value"], row["source"]) for row in tables["details"].to_pylist()]
    assert details == [("page", "1-9", "b.bib")]


def test_what_notes_say_of_a_paper_stands_beside_no_abstract(tmp_path: Path) -> None:
    address = "https://arxiv.org/abs/2404.00001"
    texts = {
        "a.md": f"- [Looms of Lyon]({address}) I would not weave on any of these again.\n- [Yarn]({address[:-1]}2)\n",
        "b.bib": "@misc{b, title={Looms of Lyon}, eprint={2404.00001}, abstract={We weave on looms. It works.}}",
        "c.bib": "@misc{c, title={Looms of Lyon}, eprint={2404.00001}, abstract={We weave on looms; it works well.}}",
    }
    tables = tables_of_texts(texts, tmp_path)
    assert len({row["source"] for row in tables["passages"].to_pylist()}) == 3
    alone = tables_of_texts({"a.md": texts["a.md"]}, tmp_path)
    assert alone["passages"].num_rows > 0
    for name, file in FORMS.items():
        (paper,) = [each for each in parse_bytes(exported(name, tables), file).papers if each.passages]
        assert " ".join(passage.text for passage in paper.passages) == "We weave on looms. It works."
        assert [each.passages for each in parse_bytes(exported(name, alone), file).papers] == [(), ()]


PREPRINTS = {
    "Google Scholar": "@article{p, journal={arXiv preprint arXiv:2101.00003}, year=2020, month=dec, WORK}",
    "DBLP": "@article{p, journal={CoRR}, volume={abs/2101.00003}, year=2020, month=dec, WORK}",
    "volume": "@article{p, journal={arXiv}, volume={2101.00003}, year=2020, month=dec, WORK}",
    "archive": "@misc{p, eprint={2101.00003}, archiveprefix={arXiv}, year=2020, month=dec, WORK}",
    "misc": "@misc{p, howpublished={arXiv preprint arXiv:2101.00003}, year=2020, month=dec, WORK}",
    "bioRxiv": "@article{p, journal={bioRxiv}, pages={2020--12}, year=2020, month=dec, WORK}",
    "SSRN": "@article{p, journal={SSRN Electronic Journal}, year=2020, month=dec, WORK}",
    "OpenReview": "@article{p, journal={OpenReview}, year=2020, month=dec, WORK}",
}
WORK = "title={Gaps Between Looms and Yarns}, author={Lee, Ann and Roe, Bo}"


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("kind", PREPRINTS)
@pytest.mark.parametrize("venue", ["booktitle={Proceedings of the Loom Days}, ", ""])
def test_a_preprint_yields_to_its_publication(kind: str, venue: str, is_first: bool, tmp_path: Path) -> None:
    published = f"@inproceedings{{c, {venue}pages={{1--9}}, year=2021, {WORK}}}"
    entries = [PREPRINTS[kind].replace("WORK", WORK), published][:: 1 if is_first else -1]
    for files in ({"refs.bib": "\n".join(entries)}, dict(zip(("a.bib", "b.bib"), entries, strict=True))):
        (read,) = parse_bytes(exported("bibtex", tables_of_texts(files, tmp_path)), "refs.bib").papers
        assert (read.work_type, read.published) == ("paper-conference", "2021")
        assert read.venue == ("Proceedings of the Loom Days" if venue else None)
        assert {each.name: each.value for each in read.details}.get("volume") is None
        assert ("arxiv:2101.00003" in read.ids) == ("2101.00003" in PREPRINTS[kind])


@pytest.mark.parametrize("kind", PREPRINTS)
def test_a_preprint_alone_comes_back_as_it_was_entered(kind: str, tmp_path: Path) -> None:
    given = PREPRINTS[kind].replace("WORK", WORK)
    first = exported("bibtex", tables_of_texts({"refs.bib": given}, tmp_path))
    assert first.decode().partition("{")[0] == given.partition("{")[0]
    assert by_key(first) == by_key(given.encode())
    assert by_key(first)["p"][1] == "article"
