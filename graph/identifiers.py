"""The ids that others give to papers and people: how each scheme is written, linked to, and recognised in text.

An id is `scheme:value` in one spelling: `arxiv:2404.09656` without its version, `doi:10.1000/182` in lower case.
"""

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote, unquote


@dataclass(frozen=True, slots=True)
class Scheme:
    """How the ids of one kind are written.

    Attributes:
        name: What stands before the colon of an id.
        value: A pattern of the value alone.
        before: A pattern of what may stand before a value in text: addresses and other prefixes than `name:`.
        after: A pattern of what may stand behind a value and does not belong to it.
        address: Where an id leads, with `{}` for the value; None where there is no such place.
        is_folded: Whether capitals are the same as small letters.
    """

    name: str
    value: str
    before: str
    after: str
    address: str | None
    is_folded: bool = False


def _at(*hosts: str) -> str:
    """A pattern of addresses up to a value."""
    return r"(?:https?://)?(?:www\.)?(?:" + "|".join(hosts) + ")"


_MONTH = r"(?:0[1-9]|1[0-2])"
_NEW_ARXIV = rf"(?:\d\d{_MONTH}\.\d{{5}}|(?:0[7-9]|1[0-4]){_MONTH}\.\d{{4}})"  # four digits up to 2014
_SICI = r"<[\w.-]{1,12}:[^<>\s]{0,60}>(?=\d\.\d{1,2}\.[a-z]{2};)"
"""What old DOIs hold of the number of an article; nothing else in brackets is of a DOI."""
PAPER_SCHEMES = {
    scheme.name: scheme
    for scheme in (  # the first is the best to call a paper by
        Scheme(
            "arxiv",
            _NEW_ARXIV + r"|[a-z]+(?:-[a-z]+)?(?:\.[a-z]{2})?/\d\d(?:0[1-9]|1[0-2])\d{3}",
            _at(
                r"(?:[a-z]{2,10}\.)?arxiv\.org/(?:abs|pdf|html|src|e-print|format|ps)/",
                r"(?:dx\.)?doi\.org/10\.48550/arxiv\.",
                r"alphaxiv\.org/(?:[a-z]{2}/)?(?:abs|pdf|overview)/",
                r"ar5iv(?:\.labs\.arxiv)?\.org/(?:abs|html|pdf)/",
                r"(?:huggingface\.co|hf\.co)/papers/",
                r"paperswithcode\.com/paper/arxiv-",
                r"papers\.cool/arxiv/",
            )
            + r"|(?:doi:\s?)?10\.48550/arxiv\.|oai:arxiv\.org:",
            r"(?:v\d{1,3})?(?:\.pdf)?",
            "https://arxiv.org/abs/{}",
            is_folded=True,
        ),
        Scheme(
            "doi",
            rf"10\.\d{{4,9}}/(?:[^\s\"'<>{{}}|\\^`]|{_SICI}){{1,300}}",
            _at(
                r"(?:dx\.)?doi\.org/",
                r"link\.springer\.com/(?:article|chapter|book|content/pdf)/",
                r"(?:bio|med)rxiv\.org/content/",
                r"frontiersin\.org/(?:journals/[\w-]{1,60}/)?articles/",
                r"journals\.plos\.org/\w{1,30}/article(?:/file)?\?id=",
            )
            + r"|https?://[a-z\d.-]{4,60}/doi/(?:(?:abs|e?pdf|full|book|abstract)/)?",  # of many publishers
            "",
            "https://doi.org/{}",
            is_folded=True,
        ),
        Scheme(
            "acl",
            r"[A-Z]\d\d-\d{4}|\d{4}\.[a-z\d]+(?:-[a-z\d]+)*\.\d{1,5}",
            _at(r"aclanthology\.org/", r"aclweb\.org/anthology/", r"aclanthology\.info/papers/"),
            r"(?:v\d{1,2})?(?:\.pdf|\.bib|\.xml)?",
            "https://aclanthology.org/{}/",
        ),
        Scheme(
            "pmid",
            r"[1-9]\d{0,8}",
            _at(r"pubmed\.ncbi\.nlm\.nih\.gov/", r"ncbi\.nlm\.nih\.gov/pubmed/"),
            "",
            "https://pubmed.ncbi.nlm.nih.gov/{}/",
        ),
        Scheme(
            "pmcid",
            r"PMC\d{3,9}",
            _at(r"(?:pmc\.)?ncbi\.nlm\.nih\.gov/(?:pmc/)?articles/"),
            "",
            "https://pmc.ncbi.nlm.nih.gov/articles/{}/",
        ),
        Scheme("openalex", r"W\d{3,12}", _at(r"(?:api\.)?openalex\.org/(?:works/)?"), "", "https://openalex.org/{}"),
        Scheme(
            "s2",
            r"[0-9a-f]{40}",
            _at(r"(?:api\.)?semanticscholar\.org/(?:paper/)?(?:[^/\s]{1,300}/)?"),
            "",
            "https://www.semanticscholar.org/paper/{}",
            is_folded=True,
        ),
        Scheme(
            "corpusid",
            r"\d{1,12}",
            _at(r"api\.semanticscholar\.org/CorpusID:"),
            "",
            "https://api.semanticscholar.org/CorpusID:{}",
        ),
        Scheme(
            "dblp",
            r"(?:conf|journals|books|phd|series|reference|tr)/[\w+.-]{1,60}/[\w+.-]{1,80}",
            _at(r"dblp\.(?:org|uni-trier\.de|dagstuhl\.de)/rec/(?:html/|bibtex/|xml/)?"),
            r"(?:\.html|\.xml|\.bib)?",
            "https://dblp.org/rec/{}",
        ),
        Scheme(
            "openreview",
            r"[\w-]{8,16}",
            _at(r"(?:api2?\.)?openreview\.net/(?:forum|pdf|attachment)\?(?:[^\s#]{0,100}&)?id="),
            "",
            "https://openreview.net/forum?id={}",
        ),
    )
}
PERSON_SCHEMES = {
    scheme.name: scheme
    for scheme in (
        Scheme("orcid", r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", _at(r"orcid\.org/"), "", "https://orcid.org/{}"),
        Scheme("openalex", r"A\d{3,12}", _at(r"(?:api\.)?openalex\.org/(?:authors/)?"), "", "https://openalex.org/{}"),
        Scheme(
            "s2",
            r"\d{1,12}",
            _at(r"semanticscholar\.org/author/(?:[^/\s]{1,300}/)?"),
            "",
            "https://www.semanticscholar.org/author/{}",
        ),
        Scheme("dblp", r"[^\s:][^:]{0,200}", _at(r"dblp\.(?:org|uni-trier\.de)/pid/"), r"(?:\.html|\.xml)?", None),
        Scheme(
            "acl",
            r"[a-z\d]+(?:-[a-z\d]+)*",
            _at(r"aclanthology\.org/people/"),
            "/?",
            "https://aclanthology.org/people/{}/",
        ),
    )
}
RANKS = {name: rank for rank, name in enumerate((*PAPER_SCHEMES, "url", "title"))}
"""Which id a paper is called by: that of the lowest rank."""

# Publishers whose addresses hold a DOI without its beginning.
_SHORTENED = re.compile(r"https?://(?:www\.)?nature\.com/articles/(?=[a-z\d])", re.ASCII | re.IGNORECASE)
_IN_ADDRESS = "/:;(),@!$'*+=&~"
_TAIL = r"/?(?:[?#&]\S*)?"
# How TeX and HTML write what a DOI may hold, and TeX's braces.
_IN_TEX = re.compile(
    r"\{?\\text(?:(?P<less>less)|(?P<greater>greater)|underscore)(?:\{\}|\s|(?![A-Za-z]))\}?|"
    r"\$([<>])\$|[${]?\\([_%&#<>])[}$]?"
)
_DISGUISED = re.compile(r"[\\%{$]|&[a-z#]")
_SUBJECT_CLASS = re.compile(r"\.[a-z]{2}(?=/)")
# What ends a sentence or a bracket around a DOI, not the DOI.
_DOI_END = re.compile(r"(?:[.,;:!?*_\]]|&(?:amp)?|/(?:abstract|full|pdf|epdf|meta)|\.pdf|(?<=\d)v\d{1,2}(?:\.full)?)+$")
_WHOLE = {
    (kind, name): re.compile(
        rf"(?:{scheme.before}|{name}:\s?)?(?P<value>{scheme.value}){scheme.after}{_TAIL}", re.ASCII | re.IGNORECASE
    )
    for kind, schemes in (("paper", PAPER_SCHEMES), ("person", PERSON_SCHEMES))
    for name, scheme in schemes.items()
}
_COLON = r":\s?"
# Of some schemes texts write `DOI 10.1000/182` and `DOI [10.1000/182, …]`, too.
_COLONS = dict.fromkeys(("arxiv", "doi", "pmid", "pmcid"), r"(?::|(?=[\s\[]))\s?\[?")
_IN_TEXT = {
    name: re.compile(
        rf"(?<![\w./-])(?:{scheme.before}|{name}{_COLONS.get(name, _COLON)})"
        rf"(?P<value>{scheme.value}){scheme.after}(?![\w-])",
        re.ASCII | re.IGNORECASE,
    )
    for name, scheme in PAPER_SCHEMES.items()
}
_UNMISTAKABLE = ("arxiv", "doi")
"""Schemes whose values are told from everything else without a prefix."""
# What says by a prefix that it is an id of a scheme.
_MARKED = {
    name: re.compile(rf"(?:{scheme.before}|{name}:)", re.ASCII | re.IGNORECASE)
    for name, scheme in PAPER_SCHEMES.items()
}
ARXIV_ID = re.compile(
    rf"(?:^|[/:=])({_NEW_ARXIV})(?:v\d{{1,3}})?(?:\.pdf)?/?(?:[?#]\S*)?$",
    re.ASCII | re.IGNORECASE,
)
"""An address, a number or an id that ends in an arXiv id; the group is the id without its version."""


def paper_id(scheme: str, value: str) -> str | None:
    r"""The id of a paper in its one spelling; None where the value is none of the scheme's.

    A DOI of arXiv's own is the arXiv id that it holds.

    >>> paper_id("arxiv", "arXiv:2404.09656v2"), paper_id("doi", "https://doi.org/10.48550/arXiv.1706.03762")
    ('arxiv:2404.09656', 'arxiv:1706.03762')
    >>> paper_id("arxiv", "math.GT/0309136v1"), paper_id("pmid", "none"), paper_id("arxiv", "1602.0001")
    ('arxiv:math/0309136', None, None)
    >>> paper_id("doi", r"10.1000/a{\_}1"), paper_id("doi", "10.1000/%28SICI%2930:1%3C16::AID-X%3E3.0.CO;2-2")
    ('doi:10.1000/a_1', 'doi:10.1000/(sici)30:1<16::aid-x>3.0.co;2-2')
    """
    value = value.strip()
    if scheme == "doi" and _DISGUISED.search(value):
        value = _undisguised(value).replace("{", "").replace("}", "")
    if scheme == "doi" and (arxiv := _WHOLE["paper", "arxiv"].fullmatch(value)) and "48550" in value:
        return f"arxiv:{_spelled(PAPER_SCHEMES['arxiv'], arxiv['value'])}"
    found = _WHOLE["paper", scheme].fullmatch(value)
    if found is None:
        return None
    spelled = _spelled(PAPER_SCHEMES[scheme], found["value"])
    return f"{scheme}:{spelled}" if spelled else None


def person_id(scheme: str, value: str) -> str | None:
    """The id of a person in its one spelling; None where the value is none of the scheme's.

    >>> person_id("orcid", "https://orcid.org/0000-0002-1825-0097"), person_id("orcid", "0000-0002-1825-0098")
    ('orcid:0000-0002-1825-0097', None)
    """
    found = _WHOLE["person", scheme].fullmatch(value.strip())
    if found is None:
        return None
    spelled = _spelled(PERSON_SCHEMES[scheme], found["value"])
    if scheme == "orcid" and not _is_orcid(spelled):
        return None
    return f"{scheme}:{spelled}"


def recognised(text: str) -> str | None:
    """The id of a paper that an address, an id or a number is; None where it is none.

    >>> recognised("https://arxiv.org/pdf/2404.09656v2.pdf?download=1#page=3"), recognised("hep-th/9711200")
    ('arxiv:2404.09656', 'arxiv:hep-th/9711200')
    >>> recognised("https://openreview.net/forum?id=rJXMpikCZ&noteId=x"), recognised("doi:10.1000/ABC.")
    ('openreview:rJXMpikCZ', 'doi:10.1000/abc')
    >>> recognised("https://onlinelibrary.wiley.com/doi/full/10.1000/182"), recognised("https://example.org/doi/x")
    ('doi:10.1000/182', None)
    >>> recognised("12345678"), recognised("pmid:12345678")
    (None, 'pmid:12345678')
    >>> recognised("https://www.nature.com/articles/nature12345.pdf"), recognised("https://doi.org/10.1000%2F182")
    ('doi:10.1038/nature12345', 'doi:10.1000/182')
    """
    text = text.strip()
    if "nature.com/" in text:
        text = _SHORTENED.sub("https://doi.org/10.1038/", text)
    elif "%" in text:
        text = unquote(text)
    for name in PAPER_SCHEMES:
        if name in _UNMISTAKABLE or _MARKED[name].match(text):
            found = paper_id(name, text)
            if found is not None:
                return found
    return None


def recognised_person(text: str) -> str | None:
    """The id of a person that an address, an id or an ORCID is; None where it is none.

    >>> recognised_person("https://orcid.org/0000-0002-1825-0097"), recognised_person("0000-0002-1825-0097")
    ('orcid:0000-0002-1825-0097', 'orcid:0000-0002-1825-0097')
    >>> recognised_person("openalex:A5023888391"), recognised_person("Wei Zhang")
    ('openalex:A5023888391', None)
    """
    text = text.strip()
    for name, scheme in PERSON_SCHEMES.items():
        if name == "orcid" or re.match(rf"(?:{scheme.before}|{name}:)", text, re.ASCII | re.IGNORECASE):
            found = person_id(name, text)
            if found is not None:
                return found
    return None


def ids_in(text: str) -> list[str]:
    """The ids of papers whose addresses or prefixed values stand in a text, each once, in order.

    >>> ids_in("see https://arxiv.org/abs/2404.09656v1, (doi:10.1000/182) and PMID: 31978945.")
    ['arxiv:2404.09656', 'doi:10.1000/182', 'pmid:31978945']
    >>> ids_in("NATURE, V3, DOI 10.1000/182"), ids_in("DOI [10.1000/182, 10.1000/183]"), ids_in("arXiv [2404.09656]")
    (['doi:10.1000/182'], ['doi:10.1000/182'], ['arxiv:2404.09656'])
    """
    found: list[tuple[int, str]] = []
    if "\\" in text or "&lt;" in text or "$<" in text:
        text = _undisguised(text)
    for name, pattern in _IN_TEXT.items():
        for match in pattern.finditer(text):
            value = match["value"].rstrip(")") if "(" not in match["value"] else match["value"]
            each = paper_id(name, f"10.48550/arxiv.{value}" if "10.48550" in match[0] and name == "arxiv" else value)
            if each is not None:
                found.append((match.start(), each))
    return list(dict.fromkeys(each for _, each in sorted(found)))


def find_arxiv_id(text: str) -> str | None:
    """The new-style arXiv id, without its version, that an address of any site, a number or an id ends in.

    >>> find_arxiv_id("https://arxiv.org/pdf/2404.09656v2.pdf?download=1#page=3"), find_arxiv_id("arXiv:2404.09656")
    ('2404.09656', '2404.09656')
    >>> find_arxiv_id("https://arxiv.org/abs/2413.00001") is None
    True
    """
    found = ARXIV_ID.search(text.strip())
    return found[1] if found else None


def address_of(paper: str) -> str | None:
    """Where the id of a paper leads.

    >>> address_of("doi:10.1000/182"), address_of("title:attention is all you need")
    ('https://doi.org/10.1000/182', None)
    >>> address_of("doi:10.1000/1:2<3::x>3.0.co;2-#")
    'https://doi.org/10.1000/1:2%3C3::x%3E3.0.co;2-%23'
    """
    scheme, _, value = paper.partition(":")
    if scheme == "url":
        return value
    form = PAPER_SCHEMES[scheme].address if scheme in PAPER_SCHEMES else None
    return form.format(quote(value, safe=_IN_ADDRESS) if scheme == "doi" else value) if form else None


def best_id(ids: Iterable[str]) -> str | None:
    """The id that a paper is called by.

    >>> best_id(["doi:10.1000/182", "arxiv:2404.09656"])
    'arxiv:2404.09656'
    """
    return min(ids, key=lambda each: (RANKS[each.partition(":")[0]], each), default=None)


def _spelled(scheme: Scheme, value: str) -> str:
    if scheme.is_folded:
        value = value.lower()
    if scheme.name == "arxiv":
        return _SUBJECT_CLASS.sub("", value)
    if scheme.name == "doi":
        if "<" not in value:
            value = value.partition("?")[0].partition("#")[0]
        value = _DOI_END.sub("", value)
        return value if value.count(")") <= value.count("(") else value.rstrip(")")
    if scheme.name == "dblp":
        return re.sub(r"\.(?:html|xml|bib)$", "", value)
    if scheme.name in ("openalex", "pmcid", "orcid"):
        return value.upper()
    return value


def _undisguised(text: str) -> str:
    """A DOI, or a text with some, as it was before TeX, HTML or an address wrote it."""
    if "\\" in text or "$" in text:
        text = _IN_TEX.sub(_of_tex, text)
    if "&" in text:
        text = html.unescape(text)
    return unquote(text) if "%" in text else text


def _of_tex(found: re.Match[str]) -> str:
    """The character that TeX writes so."""
    if found["less"] or found["greater"]:
        return "<" if found["less"] else ">"
    return found[3] or found[4] or "_"


def _is_orcid(value: str) -> bool:
    """Whether the check digit is right: ISO 7064, MOD 11-2."""
    total = 0
    for digit in value.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    return value[-1] == "0123456789X"[(12 - total % 11) % 11]
