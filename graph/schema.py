"""The shape of the graph, declared once.

Arrow schemas, Cypher stores, GraphML keys, docs/schema.md and the validation of finished tables all derive from the
declarations below, and of the tables beside the graph from those in `paperatlas.graph.side_tables`. A new property is
one line and one column in the relation that makes it.
"""

from collections.abc import Iterator

from paperatlas.graph.kinds import EdgeKind, Index, NodeKind, Property, PropertyType, Table
from paperatlas.graph.side_tables import SIDE_TABLES

_STRING, _INTEGER, _FLOAT = PropertyType.STRING, PropertyType.INTEGER, PropertyType.FLOAT
_BOOLEAN, _DATE, _STRINGS = PropertyType.BOOLEAN, PropertyType.DATE, PropertyType.STRINGS

PAPER = NodeKind(
    "Paper",
    "papers",
    "title",
    "the best id: `arxiv:2404.09656` without its version, else `doi:…`, `acl:…`, `pmid:…` and so on, else `url:…` or "
    "`title:…`",
    (
        Property(
            "title", _STRING, "title as the most trusted source prints it, the latest of equals", index=Index.WORDS
        ),
        Property("url", _STRING, "where the title links to", optional=True),
        Property("votes", _INTEGER, "votes, the best of its listings", optional=True),
        Property(
            "authors_complete",
            _BOOLEAN,
            "false where every listing cut the author list, null where none has one",
            optional=True,
        ),
        Property(
            "published",
            _STRING,
            "date of publication, as exact as it is known: `2024`, `2024-04` or `2024-04-16`",
            optional=True,
            index=Index.RANGE,
        ),
        Property(
            "published_month",
            _STRING,
            "month of the arXiv id, else of the date of publication, `2024-04`",
            optional=True,
        ),
        Property("year", _INTEGER, "year of publication, else of the arXiv id", optional=True, index=Index.RANGE),
        Property(
            "time",
            _STRING,
            "its first day in a digest, else its date of publication, as exact as that is: `2024-04-16`, `2024-04`",
            optional=True,
            index=Index.RANGE,
        ),
        Property(
            "first_seen",
            _DATE,
            "the same as a day, the first one of a month or a year",
            optional=True,
            index=Index.RANGE,
        ),
        Property("venue", _STRING, "journal, conference or book", optional=True, index=Index.WORDS),
        Property(
            "work_type",
            _STRING,
            "what it is, as CSL calls it: `article-journal`, `paper-conference`, `thesis`, `article` for a preprint",
            optional=True,
        ),
        Property(
            "citation_key",
            _STRING,
            "what the user's bibliography calls it by, `lee2020looms`; the first one where several do",
            optional=True,
        ),
        Property("ids", _STRINGS, "every id that a source gives, as `arxiv:2404.09656`, `doi:10.1000/182`"),
        Property("citations", _INTEGER, "how often it is cited, as its source counts", optional=True),
        Property("language", _STRING, "main language of the summary, `ko`, `ja`, `zh` or `en`", optional=True),
        Property("links", _STRINGS, "http(s) addresses in the summary"),
        Property("image", _STRING, "address of a picture", optional=True),
        Property("video", _STRING, "address of a video", optional=True),
    ),
)
AUTHOR = NodeKind(
    "Author",
    "authors",
    "caption",
    "`author:` + the name's key; where several people bear the name, `author:key~` + the id of the person's earliest "
    "paper with `/` as `%2F`; `author:key~` alone for papers under the name that could not be told whose they are",
    (
        Property(
            "name",
            _STRING,
            "the spelling printed most often, one with a given name before one with its initial",
            index=Index.WORDS,
        ),
        Property(
            "caption",
            _STRING,
            "the name, and where several bear it what tells this one apart: `Wei Zhang (diffusion models; with Bo Li)`",
        ),
        Property("aliases", _STRINGS, "every other spelling, most frequent first", index=Index.WORDS),
        Property("papers", _INTEGER, "number of papers", index=Index.RANGE),
        Property("first", _DATE, "day of the first paper", optional=True),
        Property("last", _DATE, "day of the latest paper", optional=True),
        Property(
            "resolved",
            _BOOLEAN,
            "whether this is one person; false where it is papers of people who could not be told apart",
        ),
        Property("ids", _STRINGS, "ids that sources give to the person, as `orcid:0000-0002-1825-0097`"),
        Property("affiliations", _STRINGS, "institutions printed for the person, most papers first"),
        Property(
            "known_for",
            _STRINGS,
            "where several bear the name, at most three topics of which this one has more than all others together",
        ),
    ),
)
DATE = NodeKind(
    "Date",
    "dates",
    "id",
    "the date as exact as it is known, `2024-04-16`, `2024-04` or `2024`",
    (
        Property("date", _DATE, "the day, null where it is a month or a year", optional=True, index=Index.RANGE),
        Property("year", _INTEGER, "calendar year"),
        Property(
            "month", _STRING, "calendar month, `2024-04`, null where it is a year", optional=True, index=Index.RANGE
        ),
        Property("week", _STRING, "ISO week, `2024-W16`, null where it is no day", optional=True),
        Property("precision", _STRING, "`day`, `month` or `year`"),
        Property("papers", _INTEGER, "number of papers featured or published on it"),
    ),
)
DEFAULT_MIN_SPECIFICITY = 0.13
"""Terms of less are no concepts, unless a build is told otherwise."""
CONCEPT = NodeKind(
    "Concept",
    "concepts",
    "name",
    "`concept:` + the term's key",
    (
        Property(
            "name",
            _STRING,
            "the most frequent name; `ASR (attack success rate)` to tell it apart",
            index=Index.WORDS,
        ),
        Property(
            "aliases",
            _STRINGS,
            "every other name, most frequent first: spellings, acronyms, names in other languages",
            index=Index.WORDS,
        ),
        Property("papers", _INTEGER, "number of papers that mention it"),
        Property("first_seen", _DATE, "day of the first paper that mentions it", optional=True, index=Index.RANGE),
        Property(
            "specificity",
            _FLOAT,
            "how likely a reader marks it as a topic of a paper that names it, 0 to 1, judged by its words; "
            "terms below `--min-specificity` are no concepts",
        ),
        Property(
            "broader",
            _STRINGS,
            "broader terms: the longest other concept that its key ends in, and those of the vocabulary, if any",
        ),
    ),
)
NODES = (PAPER, AUTHOR, DATE, CONCEPT)

AUTHORED = EdgeKind(
    "AUTHORED",
    "authored",
    "Author",
    "Paper",
    True,
    "the person signed the paper",
    None,
    (
        Property("listed", _INTEGER, "position as printed, from 1; the source may shuffle it"),
        Property("as_written", _STRINGS, "every spelling printed for this paper"),
        Property("affiliations", _STRINGS, "institutions printed for this paper"),
        Property(
            "family",
            _STRING,
            "family name with its particles, as a source of this paper says: a part of the first spelling; all of "
            "it where that is not to be cut, as an organisation's",
            optional=True,
        ),
    ),
)
FEATURED_ON = EdgeKind(
    "FEATURED_ON",
    "featured_on",
    "Paper",
    "Date",
    True,
    "a digest of the day lists the paper",
    None,
    (Property("votes", _INTEGER, "votes on that day, the best where listed twice", optional=True),),
)
PUBLISHED_ON = EdgeKind(
    "PUBLISHED_ON",
    "published_on",
    "Paper",
    "Date",
    True,
    "the paper was published on the date, as a source says",
    None,
    (),
)
CITES = EdgeKind(
    "CITES",
    "cites",
    "Paper",
    "Paper",
    True,
    "the one lists the other among its references; both are in the atlas",
    None,
    (),
)
COUPLED_WITH = EdgeKind(
    "COUPLED_WITH",
    "coupled_with",
    "Paper",
    "Paper",
    False,
    "the papers cite the same works, in the atlas or not (bibliographic coupling); each keeps its strongest",
    "weight",
    (
        Property(
            "weight",
            _FLOAT,
            "fractional counting: each work that both cite adds 1 / (papers of the atlas that cite it - 1)",
        ),
        Property("count", _INTEGER, "number of works that both cite, without those that more than 200 papers cite"),
    ),
)
CO_CITED_WITH = EdgeKind(
    "CO_CITED_WITH",
    "co_cited_with",
    "Paper",
    "Paper",
    False,
    "papers of the atlas cite both (co-citation); each keeps its strongest",
    "weight",
    (
        Property(
            "weight", _FLOAT, "fractional counting: each paper that cites both adds 1 / (works that it cites - 1)"
        ),
        Property("count", _INTEGER, "number of papers that cite both, without those that cite more than 200 works"),
    ),
)
MENTIONS = EdgeKind(
    "MENTIONS",
    "mentions",
    "Paper",
    "Concept",
    True,
    "the title or the summary names the concept",
    "weight",
    (
        Property("weight", _FLOAT, "how much the paper is about it, 0 to 1, its best concept 1"),
        Property("count", _INTEGER, "number of mentions"),
        Property("in_title", _BOOLEAN, "whether the title names it"),
    ),
)
SHARES_CONCEPT = EdgeKind(
    "SHARES_CONCEPT",
    "shares_concept",
    "Paper",
    "Paper",
    False,
    "the papers share concepts; each keeps its strongest",
    "weight",
    (
        Property(
            "weight", _FLOAT, "Adamic and Adar's: sum of 1 / ln(papers with the concept) over the shared concepts"
        ),
        Property("concepts", _STRINGS, "names of the shared concepts, rarest first"),
        Property("count", _INTEGER, "number of shared concepts"),
    ),
)
DEFAULT_MAX_TEAM = 50
"""Papers with more authors make no collaborations, unless a build is told otherwise."""
COLLABORATED_WITH = EdgeKind(
    "COLLABORATED_WITH",
    "collaborated_with",
    "Author",
    "Author",
    False,
    "the people wrote a paper together; papers of people who could not be told apart count for nobody",
    "weight",
    (
        Property("papers", _INTEGER, "number of papers together"),
        Property("weight", _FLOAT, "Newman's strength: each paper adds 1 / (team size - 1)"),
        Property("first", _DATE, "day of their first paper", optional=True),
        Property("last", _DATE, "day of their latest paper", optional=True),
    ),
)
CO_OCCURS_WITH = EdgeKind(
    "CO_OCCURS_WITH",
    "co_occurs_with",
    "Concept",
    "Concept",
    False,
    "papers mention both concepts",
    "weight",
    (
        Property("papers", _INTEGER, "number of papers that mention both"),
        Property("weight", _FLOAT, "Salton's cosine: those papers over the root of the product of each one's, 0 to 1"),
    ),
)
EDGES = (
    AUTHORED,
    FEATURED_ON,
    PUBLISHED_ON,
    CITES,
    COUPLED_WITH,
    CO_CITED_WITH,
    MENTIONS,
    SHARES_CONCEPT,
    COLLABORATED_WITH,
    CO_OCCURS_WITH,
)


def tables() -> Iterator[Table]:
    """Every table of an atlas: nodes, edges, then the tables beside the graph."""
    yield from NODES
    yield from EDGES
    yield from SIDE_TABLES


def declared() -> dict[str, Table]:
    """The same by name."""
    return {kind.table: kind for kind in tables()}


def node(label: str) -> NodeKind:
    """The kind of node with a label."""
    return next(kind for kind in NODES if kind.label == label)
