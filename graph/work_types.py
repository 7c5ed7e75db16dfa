"""What kinds of works there are, and what the forms of bibliographies and the services call each.

A type is called as in CSL, the Citation Style Language: `article-journal`, `thesis`, `article` for a preprint. What a
form calls otherwise is its nearest; what no form says is no type, and nothing is guessed.
"""

import functools
import re
from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

_FOLDED = re.compile(r"[\W_]")
_PREPRINT_SERVERS = re.compile(
    r"\w*rxiv\b|corr\b|ssrn\b|hal\b|repec\b|research square\b|preprints(?:\.org)?\b|osf preprints|zenodo\b|"
    r"openreview\b|authorea\b|(?:iacr )?cryptology eprint|computing research repository|"
    r"electronic colloquium on computational complexity",
    re.IGNORECASE,
)
PREPRINT = "article"
"""What CSL calls one."""
_NO_KIND = (None, "article-journal", "document")
"""What a preprint is called where only its venue says that it is one: `@article{..., journal={arXiv}}`."""


@dataclass(frozen=True, slots=True)
class WorkType:
    """A type, and its names in each form; of several, exports write the first, and the others are read as it.

    Attributes:
        name: In CSL.
        meaning: For people.
        bibtex: Entries of BibTeX and biblatex. Behind a colon, what `entrysubtype` or `pubstate` says.
        ris: Values of `TY`.
        zotero: Zotero's item types.
        services: What bibliographic services and their tables write, in small letters: Crossref, OpenAlex, Semantic
            Scholar, DBLP, PubMed, Web of Science, Scopus.
        csl: Further types of CSL.
        place: The field of BibTeX for the venue.
    """

    name: str
    meaning: str
    bibtex: tuple[str, ...]
    ris: tuple[str, ...]
    zotero: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    csl: tuple[str, ...] = ()
    place: str = "howpublished"


WORK_TYPES = MappingProxyType(
    {
        each.name: each
        for each in (
            WorkType(
                "article",
                "preprint",
                ("misc:prepublished",),
                ("UNPB",),
                ("preprint",),
                ("preprint", "posted content", "informal publications", "informal and other publications"),
            ),
            WorkType(
                "article-journal",
                "article in a journal",
                ("article", "suppperiodical"),
                ("JOUR", "EJOUR", "ABST", "INPR"),
                ("journalArticle",),
                (
                    "journal article", "journal articles", "article", "review", "review article", "systematic review",
                    "meta analysis", "editorial", "editorial material", "letter", "letters and comments", "comment",
                    "note", "short survey", "erratum", "correction", "published erratum", "retraction", "retracted",
                    "case report", "case reports", "clinical trial", "randomized controlled trial", "study",
                    "article in press", "early access", "data paper", "business article", "brief communication",
                    "journal", "j", "book review", "peer review",
                ),
                ("review", "review-book"),
                "journal",
            ),
            WorkType(
                "article-magazine",
                "article in a magazine",
                ("article:magazine",),
                ("MGZN", "CTLG"),
                ("magazineArticle",),
                ("magazine article",),
                place="journal",
            ),
            WorkType(
                "article-newspaper",
                "article in a newspaper",
                ("article:newspaper",),
                ("NEWS",),
                ("newspaperArticle",),
                ("newspaper article", "news", "news item"),
                place="journal",
            ),
            WorkType("bill", "bill", ("legislation:bill",), ("BILL", "UNBILL"), ("bill",)),
            WorkType(
                "book",
                "book or volume of proceedings",
                (
                    "book", "mvbook", "collection", "mvcollection", "proceedings", "mvproceedings", "manual",
                    "reference", "mvreference",
                ),
                ("BOOK", "EBOOK", "EDBOOK", "CLSWK", "SER"),
                ("book",),
                (
                    "book", "monograph", "edited book", "reference book", "proceedings", "book set", "book series",
                    "reference works", "conference proceedings", "b",
                ),
                ("classic", "collection"),
                "series",
            ),
            WorkType(
                "broadcast",
                "broadcast or podcast",
                ("misc:broadcast",),
                ("MULTI",),
                ("tvBroadcast", "radioBroadcast", "podcast"),
            ),
            WorkType(
                "chapter",
                "chapter of a book",
                ("incollection", "inbook", "bookinbook", "suppbook", "suppcollection"),
                ("CHAP", "ECHAP"),
                ("bookSection",),
                (
                    "book chapter", "book section", "book part", "book track", "chapter",
                    "parts in books or collections",
                ),
                place="booktitle",
            ),
            WorkType(
                "dataset",
                "data set",
                ("dataset", "data"),
                ("DATA", "AGGR", "DBASE"),
                ("dataset",),
                ("dataset", "data set", "database", "data and artifacts"),
            ),
            WorkType(
                "document", "anything else", ("misc",), ("GEN", "ANCIENT", "EQUA", "GRNT", "GRANT"), ("document",),
                csl=("event", "treaty", "performance"),
            ),
            WorkType(
                "entry-dictionary",
                "entry of a dictionary",
                ("inreference:dictionary",),
                ("DICT",),
                ("dictionaryEntry",),
                place="booktitle",
            ),
            WorkType(
                "entry-encyclopedia",
                "entry of an encyclopedia",
                ("inreference",),
                ("ENCYC",),
                ("encyclopediaArticle",),
                ("reference entry",),
                ("entry",),
                "booktitle",
            ),
            WorkType("figure", "figure", ("image",), ("FIGURE", "CHART")),
            WorkType("graphic", "work of art", ("artwork",), ("ART",), ("artwork",)),
            WorkType("hearing", "hearing", ("jurisdiction:hearing",), ("HEAR",), ("hearing",)),
            WorkType("legal_case", "case before a court", ("jurisdiction",), ("CASE",), ("case",)),
            WorkType(
                "legislation",
                "law",
                ("legislation", "legal", "legadminmaterial", "constitution"),
                ("STAT", "LEGAL"),
                ("statute",),
                csl=("regulation",),
            ),
            WorkType(
                "manuscript", "unpublished work", ("unpublished",), ("MANSCPT", "UNPD"), ("manuscript",),
            ),
            WorkType("map", "map", ("misc:map",), ("MAP",), ("map",)),
            WorkType(
                "motion_picture", "film", ("movie", "video"), ("MPCT", "VIDEO", "ADVS"), ("film", "videoRecording")
            ),
            WorkType("musical_score", "music", ("music",), ("MUSIC",)),
            WorkType("pamphlet", "booklet", ("booklet",), ("PAMP",)),
            WorkType(
                "paper-conference",
                "paper of a conference",
                ("inproceedings", "conference"),
                ("CONF", "CPAPER"),
                ("conferencePaper",),
                (
                    "conference paper", "proceedings article", "proceedings paper", "conference", "conference article",
                    "conference and workshop papers", "conference review", "meeting abstract", "conference abstract",
                    "congress",
                ),
                place="booktitle",
            ),
            WorkType("patent", "patent", ("patent",), ("PAT",), ("patent",), ("patent", "p")),
            WorkType(
                "periodical",
                "whole journal or issue of one",
                ("periodical",),
                ("JFULL",),
                (),
                ("journal issue", "journal volume", "periodical index"),
            ),
            WorkType(
                "personal_communication",
                "letter or message",
                ("letter",),
                ("PCOMM",),
                ("letter", "email", "instantMessage", "interview"),
                ("personal narrative", "interview"),
                ("interview",),
            ),
            WorkType("post", "post in a forum", ("online:post",), ("ICOMM",), ("forumPost",)),
            WorkType(
                "post-weblog", "post in a blog", ("online:blog",), ("BLOG",), ("blogPost",), ("blog post", "blog"),
            ),
            WorkType(
                "report",
                "report",
                ("techreport", "report"),
                ("RPRT", "GOVDOC"),
                ("report",),
                ("report", "technical report", "report series", "report component", "working paper"),
                place="institution",
            ),
            WorkType("software", "software", ("software",), ("COMP",), ("computerProgram",), ("software",)),
            WorkType("song", "recording", ("audio",), ("SOUND",), ("audioRecording",)),
            WorkType(
                "speech", "talk", ("unpublished:speech",), ("SLIDE",), ("presentation",), ("lecture", "presentation"),
            ),
            WorkType("standard", "standard", ("standard",), ("STAND",), ("standard",), ("standard",)),
            WorkType(
                "thesis",
                "thesis",
                ("phdthesis", "mastersthesis", "thesis", "bachelorsthesis"),
                ("THES",),
                ("thesis",),
                ("dissertation", "thesis", "dissertation thesis", "academic dissertation"),
                place="school",
            ),
            WorkType(
                "webpage",
                "page of the web",
                ("online", "electronic", "www", "webpage", "website"),
                ("ELEC", "WEB"),
                ("webpage",),
                ("web page", "webpage"),
            ),
        )
    }
)  # fmt: skip
"""The vocabulary, by name."""
_PUBLISHED = {"prepublished": "pubstate"}


def _by_name(names: str) -> dict[str, str]:
    """The types by what a form calls them."""
    return {_folded(each): kind.name for kind in WORK_TYPES.values() for each in getattr(kind, names)}


def _folded(name: str) -> str:
    return _FOLDED.sub("", name).lower()


_OF_BIBTEX = {each: kind.name for kind in WORK_TYPES.values() for each in kind.bibtex}
_OF_RIS, _OF_ZOTERO, _OF_SERVICES = map(_by_name, ("ris", "zotero", "services"))
_OF_CSL = {each: kind.name for kind in WORK_TYPES.values() for each in (kind.name, *kind.csl)}


@functools.lru_cache(1 << 10)
def bibtex_type(entry: str, *subtypes: str) -> str | None:
    """The type of an entry of BibTeX, by its name and what `entrysubtype` and `pubstate` say.

    >>> bibtex_type("PhdThesis"), bibtex_type("article", "newspaper"), bibtex_type("article", "x"), bibtex_type("x")
    ('thesis', 'article-newspaper', 'article-journal', None)
    """
    entry = entry.lower()
    marked = (f"{entry}:{subtype.strip().lower()}" for subtype in subtypes)
    return next((_OF_BIBTEX[each] for each in (*marked, entry) if each in _OF_BIBTEX), None)


def bibtex_entry(name: str) -> tuple[str, str, str]:
    """The entry that a type is written as, and the field and its value that tell it from another type, if any does.

    >>> bibtex_entry("article-newspaper"), bibtex_entry("thesis")
    (('article', 'entrysubtype', 'newspaper'), ('phdthesis', '', ''))
    """
    entry, _, subtype = WORK_TYPES[name].bibtex[0].partition(":")
    return entry, _PUBLISHED.get(subtype, "entrysubtype") if subtype else "", subtype


def names_preprint_server(venue: str | None) -> bool:
    """Whether a venue is where preprints are kept.

    >>> names_preprint_server("arXiv preprint arXiv:2101.00003"), names_preprint_server("Journal of Archives")
    (True, False)
    """
    return bool(venue and _PREPRINT_SERVERS.match(venue))


def type_at(venue: str | None, name: str | None) -> str | None:
    """The type of a work by where it stands: an article in a server of preprints is a preprint.

    >>> type_at("bioRxiv", "article-journal"), type_at("Zenodo", "dataset"), type_at("Nature", "article-journal")
    ('article', 'dataset', 'article-journal')
    """
    return PREPRINT if name in _NO_KIND and names_preprint_server(venue) else name


def place_of(name: str | None) -> str:
    """The field of BibTeX for the venue of a work of a type."""
    return WORK_TYPES[name].place if name else "journal"


def has_issues(name: str | None) -> bool:
    """Whether what a work of a type stands in comes in issues, and a number is that of one."""
    return place_of(name) == "journal"


def is_of_publisher(name: str | None) -> bool:
    """Whether the venue of a work of a type is who published it, as of a thesis or a report, not what it stands in."""
    return place_of(name) in ("school", "institution")


def ris_type(printed: str) -> str | None:
    """The type of a value of `TY`.

    >>> ris_type("THES"), ris_type("XYZ")
    ('thesis', None)
    """
    return _OF_RIS.get(_folded(printed))


def csl_type(printed: str) -> str | None:
    """The type of a type of CSL; also of one that is written in the way of a service, as Crossref does.

    >>> csl_type("paper-conference"), csl_type("entry"), csl_type("journal-article"), csl_type("x")
    ('paper-conference', 'entry-encyclopedia', 'article-journal', None)
    """
    return _OF_CSL.get(printed) or _OF_SERVICES.get(_folded(printed))


def zotero_type(printed: str) -> str | None:
    """The type of a type of Zotero's items.

    >>> zotero_type("conferencePaper"), zotero_type("letter")
    ('paper-conference', 'personal_communication')
    """
    return _OF_ZOTERO.get(_folded(printed))


def service_type(names: Iterable[str]) -> str | None:
    """The type that the names of a service say together: of several, the one that says most.

    >>> service_type(["JournalArticle", "Conference"]), service_type(["Review"]), service_type(["Other"])
    ('paper-conference', 'article-journal', None)
    """
    found = [kind for name in names if (kind := _OF_SERVICES.get(_folded(name)))]
    return next((kind for kind in found if kind != "article-journal"), found[0] if found else None)
