"""The tables beside the graph, declared once: where what is in it comes from, and what was decided.

See `paperatlas.graph.schema`.
"""

from paperatlas.graph.kinds import Property, PropertyType, SideTable

_STRING, _INTEGER, _FLOAT = PropertyType.STRING, PropertyType.INTEGER, PropertyType.FLOAT
_BOOLEAN, _DATE, _STRINGS = PropertyType.BOOLEAN, PropertyType.DATE, PropertyType.STRINGS

LISTINGS = SideTable(
    "listings",
    "each time a source lists a paper",
    (
        Property("paper", _STRING, "id of the Paper"),
        Property("day", _DATE, "the digest's day", optional=True),
        Property("votes", _INTEGER, "votes as printed", optional=True),
        Property("title", _STRING, "title as printed"),
        Property("published", _STRING, "date of publication as the source gives it", optional=True),
        Property("venue", _STRING, "journal, conference or book as printed", optional=True),
        Property("work_type", _STRING, "what it is, as the source says", optional=True),
        Property("citation_key", _STRING, "what the source calls it by, where that is a bibliography", optional=True),
        Property("authors", _INTEGER, "number of authors printed"),
        Property("authors_complete", _BOOLEAN, "false where the list was cut, null where there is none", optional=True),
        Property("trust", _INTEGER, "1 a list or digest, 2 references that somebody keeps, 3 a bibliographic service"),
        Property("source", _STRING, "the file, relative to the given root"),
        Property("line", _INTEGER, "line of the title, or number of the record, from 1"),
    ),
)
PAPER_IDS = SideTable(
    "paper_ids",
    "every id of each paper, and why it is one",
    (
        Property("paper", _STRING, "id of the Paper"),
        Property("id", _STRING, "an id that a source gives; `title:` and the folded title where it gives none"),
        Property(
            "rule",
            _STRING,
            "`given` with the paper's id by a source; joined by `title` and an author, by the `title alone`, "
            "or told `same` by the user",
        ),
        Property("source", _STRING, "the first file that gives it"),
        Property("line", _INTEGER, "line of the title there, or number of the record, from 1"),
    ),
)
DETAILS = SideTable(
    "details",
    "what else bibliographies say of papers, as printed: for exports, which give it back",
    (
        Property("paper", _STRING, "id of the Paper"),
        Property("name", _STRING, "what it is, as CSL calls it: `volume`, `issue`, `page`, `publisher`, `editor`"),
        Property(
            "value",
            _STRING,
            "as printed; names between semicolons, the family name in braces where it is not the last word",
        ),
        Property("source", _STRING, "the file that gives it"),
        Property("line", _INTEGER, "line of the title there, or number of the record, from 1"),
    ),
)
PASSAGES = SideTable(
    "passages",
    "the summaries, sentence by sentence",
    (
        Property("paper", _STRING, "id of the Paper"),
        Property("number", _INTEGER, "position in the paper, from 1"),
        Property("section", _STRING, "the headings that lead to it; empty where there is none"),
        Property("text", _STRING, "the words"),
        Property("source", _STRING, "the file, relative to the given root"),
        Property("line", _INTEGER, "line in the file, from 1"),
    ),
)
MENTIONS_EVIDENCE = SideTable(
    "mentions_evidence",
    "where each mention was read",
    (
        Property("paper", _STRING, "id of the Paper"),
        Property("concept", _STRING, "id of the Concept"),
        Property("passage", _INTEGER, "number of the passage, 0 for the title"),
        Property("start", _INTEGER, "first character in the passage's text, from 0"),
        Property("end", _INTEGER, "the character after the last"),
    ),
)
CONCEPT_NAMES = SideTable(
    "concept_names",
    "every name of a concept, and why it is one",
    (
        Property("concept", _STRING, "id of the Concept"),
        Property("name", _STRING, "the spelling"),
        Property(
            "rule",
            _STRING,
            "`spelling` of the key, `acronym`, `glossary`, `composed`, `explained` (by that paper), `override`",
        ),
        Property("mentions", _INTEGER, "how often it is written so"),
        Property("papers", _INTEGER, "number of papers that write it so"),
    ),
)
GLOSSARY = SideTable(
    "glossary",
    "names in other languages with the English ones that papers give in brackets, and whether they are believed",
    (
        Property("name", _STRING, "the spelling that the most papers print"),
        Property("language", _STRING, "its language, `ko`, `zh` or `ja`"),
        Property("english", _STRING, "the English name, likewise"),
        Property("concept", _STRING, "id of the Concept, null where the name became none", optional=True),
        Property(
            "verdict",
            _STRING,
            "`everywhere`, `explained` (in the papers that explain it), `no`; by the user: `override`, `no (override)`",
        ),
        Property("probability", _FLOAT, "how likely the name means the concept wherever it stands"),
        Property("papers", _INTEGER, "number of papers that explain the one by the other"),
        Property("explained", _INTEGER, "number of papers that explain the name at all"),
        Property("using_papers", _INTEGER, "number of papers that use the name, explained or not"),
        Property("together", _INTEGER, "of those that do not explain it, how many name the concept too"),
        Property("translated", _FLOAT, "share of the name's letters that mean or spell words of the English one"),
        Property("english_translated", _FLOAT, "share of the English words that they mean or spell"),
        Property("sound", _FLOAT, "share of the name's letters that spell the English one by sound"),
        Property("everyday", _FLOAT, "Zipf frequency of the name in general language, 0 where it is no word of it"),
        Property("evidence", _STRINGS, "ids of these papers"),
    ),
)
PEOPLE = SideTable(
    "people",
    "which person each name on a paper is",
    (
        Property("paper", _STRING, "id of the Paper"),
        Property("name", _STRING, "the printed name: `author:` and its key"),
        Property("person", _STRING, "id of the Author"),
        Property("resolved", _BOOLEAN, "false where it could not be told which of several people it is"),
    ),
)
PEOPLE_EVIDENCE = SideTable(
    "people_evidence",
    "why papers are one person's, and why people of one name are several",
    (
        Property("person", _STRING, "id of the Author"),
        Property("other", _STRING, "id of the Author that the person is not; null for what was joined", optional=True),
        Property("action", _STRING, "`joined` or `apart`"),
        Property(
            "rule",
            _STRING,
            "how the names are alike, `one name`, `initials`, `nickname` and so on; `id` by ids of sources, `told` by "
            "the user",
        ),
        Property("name", _STRING, "the name of the one part: `author:` and its key"),
        Property("other_name", _STRING, "the name of the other part"),
        Property("paper", _STRING, "id of the earliest Paper of the one part"),
        Property("other_paper", _STRING, "id of the earliest Paper of the other part"),
        Property("score", _FLOAT, "how much speaks for one person; null for ids and what the user told", optional=True),
        Property("co_authors", _STRINGS, "ids of names that both parts share, the most telling first, at most five"),
        Property("ties", _FLOAT, "how many co-authors of the one wrote with co-authors of the other, of how many"),
        Property("words", _STRINGS, "words of titles and terms that both share, the most telling first, at most five"),
        Property("gap", _INTEGER, "years between the papers of the parts", optional=True),
    ),
)
AUTHOR_NAMES = SideTable(
    "author_names",
    "every name, and how many people bear it",
    (
        Property("name", _STRING, "`author:` and the name's key"),
        Property("expected", _FLOAT, "how many people are expected to bear it, by how frequent its parts are"),
        Property("persons", _INTEGER, "how many people bear it as told apart"),
    ),
)
SIDE_TABLES = (
    LISTINGS,
    PAPER_IDS,
    DETAILS,
    PASSAGES,
    MENTIONS_EVIDENCE,
    CONCEPT_NAMES,
    GLOSSARY,
    PEOPLE,
    PEOPLE_EVIDENCE,
    AUTHOR_NAMES,
)
