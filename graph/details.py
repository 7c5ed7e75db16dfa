"""What else a bibliography says of a paper: volume, pages, publisher, editors, as printed; and where each form has it.

Nothing is counted or asked of these: they are kept so that an export says what the user's own bibliography said. Its
address is one of them where one of the paper's ids leads there, too: for else nobody knows whether it was written.
"""

import re
from dataclasses import dataclass
from types import MappingProxyType

PEOPLE = ("editor", "translator")
"""Details that are names between semicolons, as `paperatlas.graph.name_parts.listed` reads them."""
AND_MORE = "et al."
"""The last of names that are cut."""
OTHER_KEYS = "other-keys"
"""Citation keys, between commas, by which biblatex knows an entry besides its own."""
ENTRY = "entry"
"""How the user's bibliography calls an entry, where BibTeX has several for the type: `manual`, which is a book."""
ENTRY_NAME = re.compile(r"[A-Za-z]+")
"""What an entry can be called."""
TEX_TITLE = "tex-title"
"""The title as the user's BibTeX has it, where it has braces or formulas: they say which capitals stay."""
PRIMARY_CLASS = "primary-class"
"""arXiv's class, as BibTeX has it beside the number: `cs.CL`."""
ORGANIZATION = "organization"
"""Who, in BibTeX, is behind a manual or a page, or held a conference. It is the publisher where no other is told, as
citeproc takes it, and CSL has no other variable for it."""
OF_BIBTEX = (OTHER_KEYS, ENTRY, TEX_TITLE, PRIMARY_CLASS, ORGANIZATION)
"""What only BibTeX has a place for."""


MASTERS_THESIS = "Master's thesis"
"""The genre of a thesis that BibTeX has an entry for."""


@dataclass(frozen=True, slots=True)
class Field:
    """A detail, and its fields in each form: of several, exports write the first, and the others are read as it.

    Attributes:
        name: In CSL.
        bibtex: In BibTeX and biblatex.
        ris: Tags of RIS; none where it has no place for it.
        zotero: In Zotero's items.
    """

    name: str
    bibtex: tuple[str, ...]
    ris: tuple[str, ...] = ()
    zotero: tuple[str, ...] = ()


RANGE = "\u2013"
"""Between pages whose numbers have hyphens; else a hyphen is."""
DETAILS = MappingProxyType(
    {
        each.name: each
        for each in (
            Field("editor", ("editor",), ("ED", "A2")),
            Field("translator", ("translator",), ("A4",)),
            Field("collection-title", ("series",), ("T3",), ("series", "seriesTitle")),
            Field("volume", ("volume",), ("VL",), ("volume",)),
            Field("issue", ("number", "issue"), ("IS",), ("issue",)),
            Field(
                "number",
                ("number", "eid"),
                ("M1", "C7"),
                ("reportNumber", "patentNumber", "seriesNumber", "billNumber", "number"),
            ),
            Field("chapter-number", ("chapter",), ("SE",)),
            Field("page", ("pages",), ("SP",), ("pages",)),
            Field("number-of-pages", ("pagetotal", "numpages"), (), ("numPages",)),
            Field("number-of-volumes", ("volumes",), ("NV",), ("numberOfVolumes",)),
            Field("edition", ("edition",), ("ET",), ("edition",)),
            Field("version", ("version",), (), ("versionNumber",)),
            Field("genre", ("type",), ("M3",), ("thesisType", "reportType", "genre", "manuscriptType", "websiteType")),
            Field(
                "publisher",
                ("publisher", "organization"),
                ("PB",),
                ("publisher", "company", "label", "studio", "distributor", "network"),
            ),
            Field("publisher-place", ("address", "location"), ("CY", "PP"), ("place",)),
            Field("event-title", ("eventtitle",), (), ("conferenceName", "meetingName")),
            Field("event-place", ("venue",), ("C1",)),
            Field("ISBN", ("isbn",), ("SN",), ("ISBN",)),
            Field("ISSN", ("issn",), ("SN",), ("ISSN",)),
            Field("status", ("pubstate",)),
            Field("language", ("language", "langid"), ("LA",), ("language",)),
            Field("title-short", ("shorttitle",), ("ST",), ("shortTitle",)),
            Field("container-title-short", ("shortjournal",), ("J2",), ("journalAbbreviation",)),
            Field("accessed", ("urldate",), ("Y2",), ("accessDate",)),
            Field("URL", ("url",), ("UR",), ("url",)),
            Field("note", ("note",), ("M2",)),
            Field("annote", ("annote", "annotation"), ("N1",)),
        )
    }
)
"""By name, in the order in which exports write them."""


def first_and_last(pages: str) -> tuple[str, str]:
    """The ends of a range of pages; the second is empty where it is none, or several.

    >>> first_and_last("3-14"), first_and_last("S1-2\u2013S1-9"), first_and_last("1-2, 7-9"), first_and_last("e12")
    (('3', '14'), ('S1-2', 'S1-9'), ('1-2, 7-9', ''), ('e12', ''))
    """
    first, sign, last = pages.partition(RANGE if RANGE in pages else "-")
    return (first, last) if sign and last and sign not in last else (pages, "")


def pages(first: str, last: str) -> str:
    """The range between two pages.

    >>> pages("3", "14"), pages("S1-2", "S1-9"), pages("3", ""), pages("3", "3")
    ('3-14', 'S1-2\u2013S1-9', '3', '3')
    """
    if not first or not last or last == first:
        return first
    return f"{first}{RANGE if '-' in first + last else '-'}{last}"
