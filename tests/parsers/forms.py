"""A few papers written down in every form that is read."""

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Printed:
    """A paper as a file prints it; `date` may be nonsense."""

    number: int
    title: str = "Knots"
    date: str = "2024-04-16"
    authors: tuple[str, ...] = ("Ann Loom", "Bo Weft")
    scheme_id: str = ""

    @property
    def arxiv(self) -> str:
        """The number that arXiv gives it, unless another is printed."""
        return self.scheme_id or f"2404.{self.number:05}"

    @property
    def doi(self) -> str:
        """Its DOI, unless another is printed."""
        return self.scheme_id or f"10.1000/{self.number}"

    @property
    def parts(self) -> list[tuple[str, str]]:
        """The authors' given and family names."""
        return [(name.partition(" ")[0], name.partition(" ")[2]) for name in self.authors]


Papers = Sequence[Printed]


def _lines(papers: Papers, one: Callable[[Printed], Any]) -> str:
    return "".join(json.dumps(one(each)) + "\n" for each in papers)


def _listed(papers: Papers, one: Callable[[Printed], Any]) -> str:
    return json.dumps([one(each) for each in papers], indent=1)


def _date_parts(date: str) -> dict[str, Any]:
    return {"date-parts": [[int(part) for part in date.split("-")]]}


def _work(each: Printed) -> dict[str, Any]:
    return {
        "id": f"https://openalex.org/W{10_000 + each.number}",
        "doi": f"https://doi.org/{each.doi}",
        "title": each.title,
        "publication_date": each.date,
        "authorships": [{"author": {"display_name": name}} for name in each.authors],
    }


def _bibtex(each: Printed) -> str:
    year = each.date.split("-")[0]
    return (
        f"@article{{k{each.number},\n  title = {{{each.title}}},\n  author = {{{' and '.join(each.authors)}}},\n"
        f"  year = {{{year}}},\n  doi = {{{each.doi}}}\n}}\n\n"
    )


def _ris(each: Printed) -> str:
    authors = "".join(f"AU  - {family}, {given}\n" for given, family in each.parts)
    return f"TY  - JOUR\nTI  - {each.title}\n{authors}PY  - {each.date.replace('-', '/')}\nDO  - {each.doi}\nER  - \n\n"


def _medline(each: Printed) -> str:
    authors = "".join(f"FAU - {family}, {given}\n" for given, family in each.parts)
    date = each.date.replace("-", "/")
    return (
        f"PMID- {each.scheme_id or 9_000 + each.number}\nDP  - {date}\nTI  - {each.title}.\n{authors}"
        f"LID - {each.doi} [doi]\n\n"
    )


def _atom(each: Printed) -> str:
    authors = "".join(f"<author><name>{name}</name></author>" for name in each.authors)
    return (
        f"<entry>\n<id>http://arxiv.org/abs/{each.arxiv}v1</id>\n<title>{each.title}</title>\n"
        f"<published>{each.date}T00:00:00Z</published>{authors}\n</entry>\n"
    )


def _dblp(each: Printed) -> str:
    authors = "".join(f"<author>{name}</author>\n" for name in each.authors)
    year = each.date.split("-")[0]
    return (
        f'<article key="journals/x/Loom{each.number}">\n{authors}<title>{each.title}</title>\n<year>{year}</year>\n'
        f"<ee>https://doi.org/{each.doi}</ee></article>\n"
    )


def _pubmed(each: Printed) -> str:
    authors = "".join(
        f"<Author><LastName>{family}</LastName><ForeName>{given}</ForeName></Author>" for given, family in each.parts
    )
    year, month, day = each.date.split("-")
    return (
        f"<PubmedArticle><MedlineCitation><PMID>{each.scheme_id or 9_000 + each.number}</PMID>"
        "<Article>\n<Journal><JournalIssue><PubDate>"
        f"<Year>{year}</Year><Month>{month}</Month><Day>{day}</Day></PubDate></JournalIssue></Journal>\n"
        f"<ArticleTitle>{each.title}</ArticleTitle><AuthorList>{authors}</AuthorList></Article></MedlineCitation>"
        "</PubmedArticle>\n"
    )  # fmt: skip


def _acl(each: Printed) -> str:
    authors = "".join(f"<author><first>{given}</first><last>{family}</last></author>" for given, family in each.parts)
    year = each.date.split("-")[0]
    return (
        f'<paper id="{each.number}">\n<title>{each.title}</title>\n{authors}<year>{year}</year>\n'
        f"<doi>{each.doi}</doi></paper>\n"
    )


def _digest(each: Printed) -> str:
    authors = ", ".join(f"'{name}'" for name in each.authors)
    return (
        f"### [{each.title}](https://arxiv.org/abs/{each.arxiv})\n\nVote: 3\n\nAuthors: [{authors}]\n\n"
        "- ***What's New***: they tie knots.\n\n"
    )


def _daily(each: Printed) -> dict[str, Any]:
    authors = [{"name": name} for name in each.authors]
    paper = {"id": each.arxiv, "title": each.title, "publishedAt": each.date, "upvotes": 3, "authors": authors}
    return {"paper": paper, "numComments": 1}


def _mailed(each: Printed) -> str:
    return (
        f"\\\\\narXiv:{each.arxiv}\nDate: {each.date}   (12kb)\n\nTitle: {each.title}\n"
        f"Authors: {', '.join(each.authors)}\n"
        f"Categories: cs.CL\n\\\\\n  They tie.\n\\\\ ( https://arxiv.org/abs/{each.arxiv} ,  12kb)\n{'-' * 78}\n"
    )


def _snapshot(each: Printed) -> dict[str, Any]:
    parsed = [[family, given, ""] for given, family in each.parts]
    created = f"Tue, 16 Apr {each.date.partition('-')[0]} 08:00:00 GMT"
    versions = [{"version": "v1", "created": created}]
    return {"id": each.arxiv, "title": each.title, "authors_parsed": parsed, "versions": versions}


def _crossref(each: Printed) -> dict[str, Any]:
    authors = [{"given": given, "family": family} for given, family in each.parts]
    return {"DOI": each.doi, "title": [each.title], "author": authors, "issued": _date_parts(each.date), "member": "1"}


def _csl(each: Printed) -> dict[str, Any]:
    authors = [{"given": given, "family": family} for given, family in each.parts]
    return {
        "type": "article",
        "DOI": each.doi,
        "title": each.title,
        "author": authors,
        "issued": _date_parts(each.date),
    }


def _zotero(each: Printed) -> dict[str, Any]:
    creators = [{"creatorType": "author", "firstName": given, "lastName": family} for given, family in each.parts]
    return {"itemType": "preprint", "DOI": each.doi, "title": each.title, "creators": creators, "date": each.date}


def _hit(each: Printed) -> dict[str, Any]:
    authors = {"author": [{"@pid": "1/2", "text": name} for name in each.authors]}
    info = {"key": f"journals/x/Loom{each.number}", "title": f"{each.title}.", "year": each.date.split("-")[0]}
    return {"@id": str(each.number), "info": {**info, "doi": each.doi, "authors": authors}}


FORMS: dict[str, tuple[str, Callable[[Papers], str]]] = {
    "records": (
        "x.jsonl",
        lambda papers: "".join(
            f'{{"paperatlas": 1, "ids": ["arxiv:{each.arxiv}"], "title": {json.dumps(each.title)}, "published": '
            f'{json.dumps(each.date)}, "authors": {json.dumps([{"name": name} for name in each.authors])}}}\n'
            for each in papers
        ),
    ),
    "daily-digest": (
        "2024-04-16.md",
        lambda papers: "## Daily Papers (2024-04-16)\n\n" + "".join(map(_digest, papers)),
    ),
    "arxiv-daily-markdown": (
        "2024-04-16.md",
        lambda papers: (
            "# cs.CL\n\n"
            + "".join(
                f"### [{each.number}] [{each.title}](https://arxiv.org/abs/{each.arxiv})\n"
                f"*{', '.join(each.authors)}*\n\nTL;DR: they tie knots\n\n"
                for each in papers
            )
        ),
    ),
    "markdown-table": (
        "x.md",
        lambda papers: (
            "# Looms\n\n|Date|Title|Authors|PDF|\n|---|---|---|---|\n"
            + "".join(
                f"|{each.date}|{each.title}|{', '.join(each.authors)}|[{each.arxiv}](https://arxiv.org/abs/{each.arxiv})|\n"
                for each in papers
            )
        ),
    ),
    "front-matter": (
        "x.yaml",
        lambda papers: "".join(
            f'- title: "{each.title}"\n  authors: "{", ".join(each.authors)}"\n  date: {each.date}\n'
            f"  pdf: https://arxiv.org/pdf/{each.arxiv}\n"
            for each in papers
        ),
    ),
    "daily-json": ("x.json", lambda papers: _listed(papers, _daily)),
    "arxiv-daily": (
        "x.jsonl",
        lambda papers: _lines(
            papers,
            lambda each: {
                "id": each.arxiv,
                "categories": ["cs.CL"],
                "title": each.title,
                "authors": each.authors,
                "summary": "They tie.",
                "published": each.date,
            },
        ),
    ),
    "arxiv-snapshot": ("x.json", lambda papers: _lines(papers, _snapshot)),
    "openalex": ("x.json", lambda papers: json.dumps({"meta": {}, "results": [_work(each) for each in papers]})),
    "semantic-scholar": (
        "x.json",
        lambda papers: _listed(
            papers,
            lambda each: {
                "paperId": f"{each.number:040}",
                "externalIds": {"ArXiv": each.arxiv},
                "title": each.title,
                "authors": [{"authorId": None, "name": name} for name in each.authors],
                "publicationDate": each.date,
            },
        ),
    ),
    "crossref": ("x.json", lambda papers: json.dumps({"message": {"items": [_crossref(each) for each in papers]}})),
    "zotero-json": ("x.json", lambda papers: json.dumps({"config": {}, "items": [_zotero(each) for each in papers]})),
    "dblp-search": (
        "x.json",
        lambda papers: json.dumps({"result": {"status": {"@code": "200"}, "hits": {"hit": list(map(_hit, papers))}}}),
    ),
    "csl-json": ("x.json", lambda papers: _listed(papers, _csl)),
    "ris": ("x.ris", lambda papers: "".join(map(_ris, papers))),
    "medline": ("x.nbib", lambda papers: "".join(map(_medline, papers))),
    "bibtex": ("x.bib", lambda papers: "".join(map(_bibtex, papers))),
    "csv-table": (
        "x.csv",
        lambda papers: (
            "Key,Title,Author,Date,Url\n"
            + "".join(
                f'k,"{each.title}","{"; ".join(f"{family}, {given}" for given, family in each.parts)}",{each.date},'
                f"https://arxiv.org/abs/{each.arxiv}\n"
                for each in papers
            )
        ),
    ),
    "arxiv-mail": ("x.eml", lambda papers: "Subject: cs daily\n\n" + "".join(map(_mailed, papers))),
    "arxiv-atom": (
        "x.xml",
        lambda papers: (
            '<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
            "<id>http://arxiv.org/api/abc</id>\n" + "".join(map(_atom, papers)) + "</feed>\n"
        ),
    ),
    "dblp": ("x.xml", lambda papers: '<?xml version="1.0"?>\n<dblp>\n' + "".join(map(_dblp, papers)) + "</dblp>\n"),
    "pubmed": (
        "x.xml",
        lambda papers: (
            '<?xml version="1.0"?>\n<PubmedArticleSet>\n' + "".join(map(_pubmed, papers)) + "</PubmedArticleSet>\n"
        ),
    ),
    "acl-anthology": (
        "x.xml",
        lambda papers: (
            '<?xml version="1.0"?>\n<collection id="2024.knots">\n<volume id="1" ingest-date="2024-01-01">\n'
            "<meta><booktitle>Knots</booktitle></meta>\n" + "".join(map(_acl, papers)) + "</volume></collection>\n"
        ),
    ),
    "other-json": (
        "x.json",
        lambda papers: json.dumps(
            {
                "count": len(papers),
                "picks": [
                    {"title": each.title, "arxiv_id": each.arxiv, "authors": list(each.authors), "date": each.date}
                    for each in papers
                ],
            }
        ),
    ),
    "text-list": (
        "x.txt",
        lambda papers: "".join(f"- {each.title}: https://arxiv.org/abs/{each.arxiv}\n" for each in papers),
    ),
    "link-list": (
        "x.md",
        lambda papers: (
            "# Awesome looms\n\n## Knots\n\n"
            + "".join(f"- [{each.title}](https://arxiv.org/abs/{each.arxiv})\n" for each in papers)
        ),
    ),
}
"""By form: the name of a file, and how papers are written in it."""
