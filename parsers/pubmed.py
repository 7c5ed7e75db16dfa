"""Articles of PubMed.

A title in brackets is translated: it goes without them, and without PubMed's full stop. Keywords are the authors' and
the main headings of MeSH.
"""

import re
from collections.abc import Iterator

from lxml import etree

from paperatlas.graph.identifiers import paper_id, person_id
from paperatlas.graph.months import MONTHS
from paperatlas.graph.records import AuthorRecord, PaperRecord, ParsedFile, Passage, Problem, Trust
from paperatlas.graph.work_types import service_type
from paperatlas.parsers.fields.abstracts import sentences
from paperatlas.parsers.fields.details import details_of
from paperatlas.parsers.fields.names import cleaned, person
from paperatlas.parsers.service_answers import cited_works, date_of, distinct, distinct_authors, one_of_each_scheme
from paperatlas.parsers.xml_papers import papers_of
from paperatlas.parsers.xml_records import attribute, child, children, local_name, text_at, text_in, xml_records

_RECORDS = ("PubmedArticle", "PubmedBookArticle", "MedlineCitation")
CUT = re.compile(rb"<Pubmed(?:Book)?Article[\s>]")
_HEAD = 20_000
_PUBMED = re.compile(r"<(?:PubmedArticle(?:Set)?|PubmedBookArticle|MedlineCitation(?:Set)?)[\s>]")
_SCHEMES = {"pubmed": "pmid", "doi": "doi", "pmc": "pmcid", "pmcid": "pmcid"}
_MEDLINE_DATE = re.compile(r"(\d{4})(?:\s+([A-Za-z]{3})[a-z]*(?:\s+(\d{1,2})(?!\s*-))?)?")
_TRANSLATED = re.compile(r"\[(.+)\]\.?(\s*\([^()]*\)\.?)?")
_DETAILS = {
    "volume": ("Journal", "JournalIssue", "Volume"),
    "issue": ("Journal", "JournalIssue", "Issue"),
    "page": ("Pagination", "MedlinePgn"),
    "ISSN": ("Journal", "ISSN"),
    "container-title-short": ("Journal", "ISOAbbreviation"),
    "publisher": ("Book", "Publisher", "PublisherName"),
    "publisher-place": ("Book", "Publisher", "PublisherLocation"),
    "ISBN": ("Book", "Isbn"),
}
_NO_TITLE = re.compile(r"\[?not available\]?\.?", re.IGNORECASE)


def accepts(text: str) -> bool:
    """Whether the first elements are PubMed's."""
    return _PUBMED.search(text[:_HEAD]) is not None


def parse(text: str, source: str) -> ParsedFile:
    """Reads every article."""
    problems: list[Problem] = []
    papers = [_paper(record, line, source) for line, record, _ in xml_records(text, source, problems, _RECORDS)]
    return papers_of(papers, source, problems)


def _paper(record: etree._Element, line: int, source: str) -> PaperRecord:
    citation = record if local_name(record) == "MedlineCitation" else child(record, "MedlineCitation")
    article = child(citation, "Article")
    if article is None:  # a chapter
        citation = article = child(record, "BookDocument")
    data = child(record, "PubmedData")
    if data is None:
        data = child(record, "PubmedBookData")
    listed = [each for each in children(article, "AuthorList") if attribute(each, "Type") != "editors"]
    authors = distinct_authors(_author(each) for each in _people(listed))
    references, others = cited_works(
        _listed_ids(child(each, "ArticleIdList")) for each in children(child(data, "ReferenceList"), "Reference")
    )
    venue = text_at(article, "Journal", "Title") or text_at(article, "Book", "BookTitle") or None
    work_type = _type(article)
    is_whole = all(attribute(each, "CompleteYN") != "N" for each in listed)
    return PaperRecord(
        ids=_ids(citation, article, data),
        title=_title(article),
        published=_published(article),
        authors=authors,
        authors_complete=is_whole if authors else None,
        passages=_abstract(child(article, "Abstract"), line),
        keywords=_keywords(citation),
        venue=venue,
        work_type=work_type,
        details=details_of(_details(article), work_type, venue),
        references=references,
        reference_ids=others,
        trust=Trust.SERVICE,
        source=source,
        line=line,
    )


def _type(article: etree._Element | None) -> str | None:
    """What it is; of a book, the chapter has a title of its own."""
    if child(article, "Book") is not None:
        return "chapter" if text_at(article, "ArticleTitle") else "book"
    printed = children(child(article, "PublicationTypeList"), "PublicationType")
    return service_type(map(text_in, printed))


def _details(article: etree._Element | None) -> Iterator[tuple[str, str]]:
    for name, path in _DETAILS.items():
        yield name, text_at(article, *path)


def _ids(
    citation: etree._Element | None, article: etree._Element | None, data: etree._Element | None
) -> tuple[str, ...]:
    dois = [each for each in children(article, "ELocationID") if attribute(each, "EIdType") == "doi"]
    return one_of_each_scheme(
        (
            paper_id("pmid", text_at(citation, "PMID")),
            *_listed_ids(child(data, "ArticleIdList")),
            *_listed_ids(child(article, "ArticleIdList")),
            *(paper_id("doi", text_in(each)) for each in dois),
        )
    )


def _listed_ids(ids: etree._Element | None) -> list[str | None]:
    return [
        paper_id(_SCHEMES[kind], text_in(each))
        for each in children(ids, "ArticleId")
        if (kind := attribute(each, "IdType")) in _SCHEMES
    ]


def _title(article: etree._Element | None) -> str:
    printed = text_at(article, "ArticleTitle") or text_at(article, "Book", "BookTitle")
    if not printed or _NO_TITLE.fullmatch(printed):
        printed = text_at(article, "VernacularTitle")
    return plain_end(printed)


def plain_end(printed: str) -> str:
    """A title without the brackets of a translation and without PubMed's full stop."""
    if translated := _TRANSLATED.fullmatch(printed):
        printed = translated[1]
    return printed[:-1] if printed.endswith(".") and not printed.endswith("..") else printed


def _people(lists: list[etree._Element]) -> list[etree._Element]:
    return [each for one in lists for each in children(one, "Author") if attribute(each, "ValidYN") != "N"]


def _author(author: etree._Element) -> AuthorRecord:
    given = text_at(author, "ForeName") or text_at(author, "Initials")
    named = person(text_at(author, "LastName"), given, text_at(author, "Suffix"))
    ids = [each for each in children(author, "Identifier") if attribute(each, "Source") == "ORCID"]
    places = [text_at(each, "Affiliation") for each in children(author, "AffiliationInfo")]
    return cleaned(named if named.name else person(text_at(author, "CollectiveName")))._replace(
        ids=distinct(person_id("orcid", text_in(each)) for each in ids),
        affiliations=distinct((*places, text_at(author, "Affiliation"))),
    )


def _published(article: etree._Element | None) -> str | None:
    """The date of the issue; where it has none that of the article."""
    dates = (
        child(article, "Journal", "JournalIssue", "PubDate"),
        child(article, "ArticleDate"),
        child(article, "Book", "PubDate"),
    )
    return next(filter(None, map(_date, dates)), None)


def _date(date: etree._Element | None) -> str | None:
    """A date of parts, or a printed one such as `1979 Jul-Sep`."""
    if found := _MEDLINE_DATE.match(text_at(date, "MedlineDate")):
        return date_of(found[1], _month(found[2] or ""), found[3])
    return date_of(text_at(date, "Year"), _month(text_at(date, "Month")), text_at(date, "Day"))


def _month(printed: str) -> int | None:
    return int(printed) if printed.isascii() and printed.isdecimal() else MONTHS.get(printed[:3].lower())


def _abstract(abstract: etree._Element | None, line: int) -> tuple[Passage, ...]:
    return tuple(
        passage
        for part in children(abstract, "AbstractText")
        for passage in sentences(text_in(part), line, attribute(part, "Label"))
    )


def _keywords(citation: etree._Element | None) -> tuple[str, ...]:
    words = [text_in(each) for one in children(citation, "KeywordList") for each in children(one, "Keyword")]
    headings = children(child(citation, "MeshHeadingList"), "MeshHeading")
    main = [
        text_at(heading, "DescriptorName")
        for heading in headings
        if any(attribute(part, "MajorTopicYN") == "Y" for part in heading)
    ]
    return distinct((*words, *main))
