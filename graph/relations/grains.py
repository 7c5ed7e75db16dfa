"""What a change of its inputs touches of a relation; its SELECT stays the one that says what it is.

A relation has a grain where its rows of a key (a paper, a person, a concept) follow from the rows of that key in its
parts, and from tables that are read whole. Then what changed in these tells the keys that are touched, and the same
SELECT over the touched parts gives their rows. A relation that is not here is made anew where an input changed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Part:
    """A table of which a relation needs only the rows of the touched keys.

    Attributes:
        touched: A SELECT of the keys that its changed rows touch, from `changed`, the rows that are gone or new.
        chosen: A condition for the rows to read, by `touched`, a table of one column, `key`.
    """

    touched: str
    chosen: str


@dataclass(frozen=True, slots=True)
class Grain:
    """How a relation takes a difference.

    Attributes:
        replaced: A condition for the rows of the relation that the touched keys replace.
        parts: Tables of which it needs only what is touched.
        routes: Tables that it reads whole: a SELECT of the keys that changed rows touch. What stands neither here nor
            in `parts` makes the relation anew where it changes.
        widened: A SELECT, by `touched`, of the keys whose rows follow from those of touched ones.
    """

    replaced: str
    parts: Mapping[str, Part]
    routes: Mapping[str, str] = field(default_factory=dict)
    widened: str = ""


def _by(key: str) -> Part:
    return Part(f"SELECT {key} AS key FROM changed", _within(key))


def _within(key: str) -> str:
    return f"{key} IN (SELECT key FROM touched)"


_OF_LISTING = Part(
    "SELECT paper AS key FROM changed JOIN listing USING (listing)",
    "listing IN (SELECT listing FROM listing WHERE paper IN (SELECT key FROM touched))",
)
"""Rows of listings, in a relation by paper; where a listing comes, goes or changes its paper, `listing` tells."""
_LISTING = {"listing": _by("paper")}


def _by_paper(listed: str = "", papers: str = "", routes: Mapping[str, str] | None = None, key: str = "paper") -> Grain:
    """A relation by paper, of tables of listings and of papers, by their names with blanks between."""
    parts = _LISTING | dict.fromkeys(listed.split(), _OF_LISTING) | {name: _by("paper") for name in papers.split()}
    return Grain(_within(key), parts, routes or {})


_PAPERS_OF_CALENDAR = "SELECT paper AS key FROM publication WHERE published IN (SELECT id FROM changed)"

_OTHERS_ON_PAPERS = """
SELECT {other} AS key FROM changed
UNION ALL
SELECT {other} AS key FROM {table} WHERE {paper} IN (SELECT {paper} FROM changed)
"""
"""Who or what is on changed papers now, and was there before."""
_TOUCHED_CALLINGS = f"FROM concept_callings WHERE {_within('concept')}"


_PAPERS_OF_PERSON = f"SELECT paper FROM people WHERE {_within('person')}"
_LISTED_OF_PERSON = Part(
    "SELECT person AS key FROM changed JOIN listing USING (listing) JOIN people USING (paper)",
    f"listing IN (SELECT listing FROM listing WHERE paper IN ({_PAPERS_OF_PERSON}))",
)
"""Rows of listings, in a relation by person: those of all papers of whoever is on a changed one."""
_OF_PERSON = {
    "people": _by("person"),
    "listing": Part("SELECT person AS key FROM changed JOIN people USING (paper)", f"paper IN ({_PAPERS_OF_PERSON})"),
    "listed_author": _LISTED_OF_PERSON,
}


_NAMESAKES = """
SELECT other.person AS key
FROM author_spellings one JOIN author_spellings other ON other.key = one.key
WHERE one.place = 1 AND other.place = 1 AND one.person IN (SELECT key FROM touched)
"""
"""Whoever is called by a name of touched people: they are told apart together."""
_CALLED_ANEW = """
SELECT person AS key FROM changed
UNION ALL
SELECT person AS key FROM author_spellings WHERE place = 1 AND key IN (SELECT key FROM changed)
"""
"""People who are written otherwise, and whoever had or has a name with them."""
_PARTNERS = """
SELECT unnest([source, target]) AS key FROM collaborated_with WHERE source IN ({people}) OR target IN ({people})
"""
_RECALLED = """
SELECT person FROM changed WHERE place = 1 GROUP BY person HAVING count(*) = 1 OR count(DISTINCT name) > 1
"""
_AUTHORS_OF_PAPERS = "SELECT source AS key FROM authored WHERE target IN (SELECT {paper} FROM changed)"
_RENAMED = """
SELECT concept FROM changed GROUP BY concept HAVING count(*) = 1 OR count(DISTINCT name) > 1
"""


_MENTIONING = "SELECT source AS key FROM mentions WHERE target IN ({concepts})"
_RARE_AMONG_CHANGED = "SELECT target FROM changed WHERE target IN (SELECT concept FROM concept_rarities)"


def _papers_of(table: str, condition: str) -> str:
    """The papers of rows of listings."""
    return f"SELECT paper AS key FROM {table} JOIN listing USING (listing) WHERE {condition}"


def _papers_with(table: str) -> str:
    """The papers of changed concepts."""
    return f"SELECT paper AS key FROM {table} WHERE concept IN (SELECT concept FROM changed)"


def _naming(names: str) -> str:
    """The papers that name something with one of some names in it."""
    named = """
        SELECT paper, coalesce(concept, key) AS concept
        FROM candidate JOIN listing USING (listing) LEFT JOIN paper_key_concepts USING (paper, key)
        UNION ALL
        SELECT paper, concept FROM found_candidates JOIN listing USING (listing)
    """
    within = "concat(' ', concept, ' ') LIKE concat('% ', name, ' %')"
    return f"SELECT paper AS key FROM ({named}) named JOIN ({names}) names ON {within}"


def _sharing(rows: str) -> str:
    """The concepts that share a name, whatever its case and number, with some of `concept_callings`."""
    folded = "lower(rtrim(name, 's'))"
    return f"""
        SELECT concept AS key {rows}
        UNION ALL
        SELECT concept AS key FROM concept_callings WHERE {folded} IN (SELECT {folded} {rows})
    """


_GRAINS: Mapping[str, Grain | tuple[Grain, ...]] = {
    "listings": _by_paper("listed_author"),
    "paper_ids": Grain(_within("paper"), {"given_id": _by("paper")}),
    "publication": _by_paper(),
    "paper_times": _by_paper(papers="publication", routes={"calendar": _PAPERS_OF_CALENDAR}),
    "papers": _by_paper("listed_link", "paper_ids paper_times publication", key="id"),
    "details": Grain(
        _within("paper"),
        {
            **_LISTING,
            "listed_detail": _OF_LISTING,
            "papers": Part("SELECT id AS key FROM changed", _within("id")),
        },
    ),
    "printed_authors": _by_paper("listed_author listed_person_id"),
    "telling_terms": _by_paper("candidate"),
    "paper_days": _by_paper(),
    "featured_on": Grain(
        _within("source"),
        {"paper_days": _by("paper")},
        {"calendar": "SELECT paper AS key FROM paper_days WHERE day IN (SELECT date FROM changed)"},
    ),
    "published_on": Grain(_within("source"), {"publication": _by("paper")}),
    "numbered_passages": _by_paper("listed_passage"),
    "passages": _by_paper("listed_passage", "numbered_passages"),
    "cited_works": _by_paper(
        "listed_reference",
        routes={
            "paper_ids": _papers_of(
                "listed_reference",
                """
                value IN (SELECT id FROM changed)
                OR value IN (SELECT id FROM work_name WHERE name IN (SELECT id FROM changed))
                """,
            ),
            "work_name": _papers_of("listed_reference", "value IN (SELECT id FROM changed)"),
        },
    ),
    "cites": Grain(
        _within("source"),
        {"cited_works": _by("paper")},
        {"papers": "SELECT paper AS key FROM cited_works WHERE work IN (SELECT id FROM changed)"},
    ),
    "candidate_keys": Grain(_within("key"), {"candidate": _by("key")}),
    "defined_acronyms": _by_paper(
        "listed_acronym listed_gloss",
        routes={
            "joined_spellings": f"""
                SELECT paper AS key FROM listed_acronym JOIN listing USING (listing)
                WHERE expansion IN (SELECT key FROM changed)
                UNION ALL
                {_papers_of("listed_gloss", "name_key IN (SELECT name_key FROM composed_names)")}
            """,
            "composed_names": _papers_of("listed_gloss", "name_key IN (SELECT name_key FROM changed)"),
        },
    ),
    "paper_acronyms": Grain(
        _within("paper"),
        {"defined_acronyms": _by("paper")},
        {
            "meanings": """
                SELECT paper AS key FROM defined_acronyms
                WHERE (acronym, expansion) IN (SELECT (acronym, expansion) FROM changed)
            """
        },
    ),
    "acronym_uses": _by_paper(
        "candidate",
        routes={
            "variants": _papers_of("candidate", "key IN (SELECT key FROM changed)"),
            "acronym_sides": _papers_of(
                "candidate",
                """
                key IN (SELECT key FROM changed)
                OR key IN (SELECT key FROM variants WHERE meaning IN (SELECT key FROM changed))
                """,
            ),
        },
    ),
    "foreign_acronyms": _by_paper(
        "candidate listed_gloss",
        "paper_acronyms acronym_uses",
        dict.fromkeys(("acronyms", "acronym_forms"), _papers_of("candidate", "key IN (SELECT acronym FROM changed)"))
        | {"acronym_glosses": _papers_of("listed_gloss", "key IN (SELECT acronym FROM changed)")},
    ),
    "paper_key_concepts": _by_paper(
        "candidate listed_gloss",
        "paper_acronyms foreign_acronyms namesakes",
        {
            "acronym_rivals": """
                SELECT paper AS key FROM paper_acronyms
                WHERE (acronym, expansion) IN (SELECT (acronym, expansion) FROM changed)
            """,
            "key_concepts": f"""
                {_papers_of("candidate", "key IN (SELECT key FROM changed)")}
                UNION ALL
                {_papers_of("listed_gloss", "key IN (SELECT key FROM changed)")}
            """,
        },
    ),
    "namesakes": Grain(
        _within("key"),
        {"candidate": _by("key")},
        {
            "listing": "SELECT key FROM candidate WHERE listing IN (SELECT listing FROM changed)",
            "papers": "SELECT key FROM candidate JOIN listing USING (listing) WHERE paper IN (SELECT id FROM changed)",
            "common_names": "SELECT key FROM changed",
            "paper_acronyms": "SELECT acronym AS key FROM changed",
        },
    ),
    "explained_names": _by_paper("listed_gloss", "paper_key_concepts"),
    "name_places": (
        Grain(_within("lower(text)"), {"sought_names": _by("name")}),
        Grain(_within("listing"), {"listing": _by("listing"), "listed_passage": _by("listing")}),
    ),
    "believed_places": Grain(
        _within("listing"),
        {"listing": _by("listing"), "name_places": _by("listing")},
        {
            "local_names": "SELECT listing AS key FROM listing WHERE paper IN (SELECT paper FROM changed)",
            "name_meanings": "SELECT listing AS key FROM name_places WHERE name_key IN (SELECT name_key FROM changed)",
        },
    ),
    "found_names": Grain(_within("listing"), {"believed_places": _by("listing")}),
    "found_candidates": Grain(
        _within("listing"),
        {name: _by("listing") for name in ("listing", "found_names", "candidate", "listed_gloss")},
        {"paper_key_concepts": "SELECT listing AS key FROM listing WHERE paper IN (SELECT paper FROM changed)"},
    ),
    "larger_meanings": _by_paper(
        "candidate found_candidates",
        "paper_key_concepts",
        {
            "larger_concepts": _naming("SELECT name FROM larger_forms WHERE larger IN (SELECT larger FROM changed)"),
            "larger_forms": _naming("SELECT name FROM changed"),
        },
    ),
    "paper_candidates": _by_paper("candidate found_candidates", "paper_key_concepts numbered_passages larger_meanings"),
    "spellings": Grain(
        _within("concept"),
        {"paper_candidates": _by("concept")},
        {
            "paper_acronyms": "SELECT expansion AS key FROM changed",
            "larger_concepts": "SELECT concept AS key FROM changed",
        },
    ),
    "specificities": Grain(_within("concept"), {"spellings": _by("concept")}),
    "paper_terms": Grain(
        _within("paper"),
        {"paper_candidates": _by("paper"), "papers": Part("SELECT id AS key FROM changed", _within("id"))},
    ),
    "standings": Grain(_within("concept"), {name: _by("concept") for name in ("paper_terms", "specificities")}),
    "topics": Grain(
        _within("concept"), {"specificities": _by("concept")}, {"wanted_concepts": "SELECT concept AS key FROM changed"}
    ),
    "judged_terms": Grain(
        _within("paper"),
        {"paper_terms": _by("paper")},
        {name: _papers_with("paper_terms") for name in ("topics", "standings")},
    ),
    "eligible_concepts": Grain(_within("concept"), {"judged_terms": _by("concept")}),
    "kept_terms": Grain(
        _within("paper"), {"judged_terms": _by("paper")}, {"eligible_concepts": _papers_with("judged_terms")}
    ),
    "chosen_concepts": Grain(_within("concept"), {"kept_terms": _by("concept")}),
    "selected_terms": Grain(
        _within("paper"), {"kept_terms": _by("paper")}, {"chosen_concepts": _papers_with("kept_terms")}
    ),
    "mentions": Grain(_within("source"), {"selected_terms": _by("paper")}),
    "concept_mentions": Grain(_within("paper"), {"paper_candidates": _by("paper"), "selected_terms": _by("paper")}),
    "mentions_evidence": Grain(_within("paper"), {"concept_mentions": _by("paper")}),
    "explained_mentions": _by_paper(
        "listed_gloss",
        "paper_key_concepts selected_terms numbered_passages",
        {"local_names": _papers_of("listed_gloss", "name_key IN (SELECT name_key FROM changed)")},
    ),
    "concept_names": Grain(
        _within("concept"),
        {name: _by("concept") for name in ("concept_mentions", "explained_mentions", "believed_names")},
    ),
    "concept_callings": Grain(
        _within("concept"),
        {"concept_names": _by("concept")},
        {
            "local_names": "SELECT concat('concept:', concept) AS key FROM changed",
            "composed_names": "SELECT concat('concept:', key) AS key FROM changed",
        },
    ),
    # Touched are all that share a name with what changed; to tell them apart, all that share one with these are read.
    "captions": Grain(
        _within("concept"),
        {"concept_callings": Part(_sharing("FROM changed"), f"concept IN ({_sharing(_TOUCHED_CALLINGS)})")},
        {
            "concept_names": "SELECT concept AS key FROM changed",
            "namesakes": "SELECT concat('concept:', concept) AS key FROM changed",
        },
    ),
    "concept_days": Grain(
        _within("concept"),
        {"mentions": _by("target")},
        {"paper_times": "SELECT target AS key FROM mentions WHERE source IN (SELECT paper FROM changed)"},
    ),
    "concept_terms": Grain(_within("concept"), {"selected_terms": _by("concept")}),
    "concept_rarities": Grain(_within("concept"), {"concepts": _by("id")}),
    # What a paper's neighbours weigh changes with those that mention what it mentions anew, or no longer.
    "nearest_papers": Grain(
        _within("paper"),
        {
            "mentions": Part(
                f"SELECT source AS key FROM changed UNION ALL {_MENTIONING.format(concepts=_RARE_AMONG_CHANGED)}",
                f"target IN (SELECT target FROM mentions WHERE {_within('source')})",
            ),
            "papers": Part("SELECT id AS key FROM changed", _within("id")),
        },
        {"concept_rarities": _MENTIONING.format(concepts="SELECT concept FROM changed")},
    ),
    "shares_concept": Grain(
        f"{_within('source')} AND {_within('target')}",
        {
            "nearest_papers": Part(
                "SELECT paper AS key FROM changed UNION ALL SELECT neighbour AS key FROM changed",
                f"{_within('paper')} AND {_within('neighbour')}",
            ),
            "mentions": Part(
                """
                SELECT source AS key FROM changed
                UNION ALL
                SELECT neighbour AS key FROM nearest_papers WHERE paper IN (SELECT source FROM changed)
                UNION ALL
                SELECT paper AS key FROM nearest_papers WHERE neighbour IN (SELECT source FROM changed)
                """,
                _within("source"),
            ),
        },
        {"concept_rarities": _MENTIONING.format(concepts="SELECT concept FROM changed")},
    ),
    "concept_pairs": Grain(
        f"{_within('source')} AND {_within('target')}",
        {
            "mentions": Part(
                _OTHERS_ON_PAPERS.format(table="mentions", paper="source", other="target"), _within("target")
            )
        },
    ),
    "authored": _by_paper("listed_author listed_affiliation", "people", key="target"),
    "people": Grain(_within("paper"), {"resolved_mentions": _by("paper")}),
    "author_spellings": Grain(_within("person"), _OF_PERSON),
    "authors": Grain(
        _within("person").replace("person", "id", 1),
        {
            **{name: _OF_PERSON[name] for name in ("people", "listing")},
            **dict.fromkeys(("listed_affiliation", "listed_person_id"), _LISTED_OF_PERSON),
            **{name: _by("person") for name in ("author_spellings", "author_captions", "known_for")},
            "authored": _by("source"),
        },
        {"paper_times": _AUTHORS_OF_PAPERS.format(paper="paper")},
    ),
    "known_for": Grain(
        _within("person"),
        {
            "author_spellings": Part(_CALLED_ANEW, _within("person")),
            "people": _by("person"),
            "authored": _by("source"),
            "mentions": Part(
                _AUTHORS_OF_PAPERS.format(paper="source"),
                f"source IN (SELECT target FROM authored WHERE {_within('source')})",
            ),
        },
        {
            "captions": f"""
                SELECT authored.source AS key FROM authored JOIN mentions ON mentions.source = authored.target
                WHERE mentions.target IN ({_RENAMED})
            """
        },
        _NAMESAKES,
    ),
    # Of those whom a touched one works with only the name is read.
    "author_captions": Grain(
        _within("person"),
        {
            "collaborated_with": Part(
                "SELECT source AS key FROM changed UNION ALL SELECT target AS key FROM changed",
                f"{_within('source')} OR {_within('target')}",
            ),
            "author_spellings": Part(
                f"{_CALLED_ANEW} UNION ALL {_PARTNERS.format(people=_RECALLED)}",
                f"{_within('person')} OR person IN ({_PARTNERS.format(people='SELECT key FROM touched')})",
            ),
            **{name: _by("person") for name in ("people", "known_for")},
            "authored": _by("source"),
        },
        {"paper_times": _AUTHORS_OF_PAPERS.format(paper="paper")},
        _NAMESAKES,
    ),
    "teams": Grain(_within("paper"), {"authored": _by("target")}),
    # Touched are all on a changed paper, and what is replaced are pairs within.
    "collaborated_with": Grain(
        f"{_within('source')} AND {_within('target')}",
        {
            "authored": Part(
                _OTHERS_ON_PAPERS.format(table="authored", paper="target", other="source"), _within("source")
            ),
            "people": Part(_AUTHORS_OF_PAPERS.format(paper="paper"), _within("person")),
        },
        dict.fromkeys(("teams", "paper_times"), _AUTHORS_OF_PAPERS.format(paper="paper")),
    ),
}

GRAINS: Mapping[str, tuple[Grain, ...]] = {
    name: grain if isinstance(grain, tuple) else (grain,) for name, grain in _GRAINS.items()
}
"""Where there are several, each takes what changed in the tables that it names, one after the other."""

_SMALL = "a row a thing of which there are few, of tables that are small themselves"
_ACRONYMS = "what acronyms and spellings mean everywhere follows from all papers that use them, and is a small table"
_NUMBERED = "its numbers move with those of papers; without references it is empty"
WHOLE: Mapping[str, str] = {
    "told_apart": "how rare a name is follows from all names; it goes on from what it found itself (above)",
    "corpus": "it is the number of all papers",
    "joined_spellings": "a spelling is chosen among all that differ in their spaces; few do",
    "meanings": _ACRONYMS,
    "variants": _ACRONYMS,
    "families": "a spelling is compared with those of all keys",
    "acronym_meanings": _ACRONYMS,
    "acronym_sides": _ACRONYMS,
    "acronyms": _ACRONYMS,
    "spelled_out": _ACRONYMS,
    "key_concepts": _ACRONYMS,
    "larger_concepts": _ACRONYMS,
    "larger_forms": _ACRONYMS,
    "acronym_rivals": _ACRONYMS,
    "common_names": _SMALL,
    "acronym_forms": _ACRONYMS,
    "acronym_glosses": _ACRONYMS,
    "composed_names": "names are composed of the most frequent keys",
    "sought_names": _SMALL,
    "dates": _SMALL,
    "gloss_pairs": "what speaks for a name in another language is counted over all papers; few names are explained",
    "judged_pairs": "the words of one pair tell what those of others mean",
    "local_names": _SMALL,
    "name_meanings": _SMALL,
    "decisions": "it is what the user says",
    "wanted_concepts": "it is what the user says",
    "believed_names": _SMALL,
    "concepts": "what a concept is called is in the list of those that are narrower",
    "glossary": _SMALL,
    "paper_numbers": "a new paper moves the numbers of those behind it",
    "co_occurs_with": "a pair's weight changes with the papers of each of the two: one join of what is counted already",
    "citation_groups": _NUMBERED,
    "citation_pairs": _NUMBERED,
    "coupled_with": _NUMBERED,
    "co_cited_with": _NUMBERED,
    "people_evidence": "it comes as it is from what tells people apart",
    "author_names": "it comes as it is from what tells people apart",
}
"""Why the others are made anew where an input changed."""
