"""What a change of its inputs touches of a relation; its SELECT stays the one that says what it is.

A relation has a grain where its rows of a key (a paper, a person, a concept) follow from the rows of that key in its
parts, and from tables that are read whole. Then what changed in these tells the keys that are touched, and the same
SELECT over the touched parts gives their rows. A relation that is not here is made anew where an input changed.
"""

from collections.abc import Mapping

from paperatlas.graph.relations.grain import LISTING, OF_LISTING, Grain, Part, by, by_paper, other, within
from paperatlas.graph.relations.name_grains import NAME_GRAINS, NAMES_OF_CHANGED_KEYS

_PAPERS_OF_CALENDAR = "SELECT paper AS key FROM publication WHERE published IN (SELECT id FROM changed)"

_OTHERS_ON_PAPERS = """
SELECT {other} AS key FROM changed
UNION ALL
SELECT {other} AS key FROM {table} WHERE {paper} IN (SELECT {paper} FROM changed)
"""
"""Who or what is on changed papers now, and was there before."""
_TOUCHED_CALLINGS = f"FROM concept_callings WHERE {within('concept')}"


_PAPERS_OF_PERSON = f"SELECT paper FROM people WHERE {within('person')}"
_LISTED_OF_PERSON = Part(
    "SELECT person AS key FROM changed JOIN listing USING (listing) JOIN people USING (paper)",
    f"listing IN (SELECT listing FROM listing WHERE paper IN ({_PAPERS_OF_PERSON}))",
)
"""Rows of listings, in a relation by person: those of all papers of whoever is on a changed one."""
_OF_PERSON = {
    "people": by("person"),
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
_AUTHORS_OF_PAPERS = "SELECT source AS key FROM authored WHERE target IN (SELECT {paper} FROM changed)"


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


_IS_A_WORD = "strpos(key, ' ') = 0"
_RECKONED = f"{other('acronym', 'expansion')} OR min(papers) < 4"
"""Acronyms that mean something else than before, or that few papers define."""
_FOLDED = "replace(key, ' ', '')"

_GRAINS: Mapping[str, Grain | tuple[Grain, ...]] = {
    "listings": by_paper("listed_author"),
    "paper_ids": Grain(within("paper"), {"given_id": by("paper")}),
    "publication": by_paper(),
    "paper_times": by_paper(papers="publication", routes={"calendar": _PAPERS_OF_CALENDAR}),
    "papers": by_paper("listed_link", "paper_ids paper_times publication", key="id"),
    "details": Grain(
        within("paper"),
        {
            **LISTING,
            "listed_detail": OF_LISTING,
            "papers": Part("SELECT id AS key FROM changed", within("id")),
        },
    ),
    "printed_authors": by_paper("listed_author listed_person_id"),
    "telling_terms": by_paper("candidate"),
    "paper_days": by_paper(),
    "featured_on": Grain(
        within("source"),
        {"paper_days": by("paper")},
        {"calendar": "SELECT paper AS key FROM paper_days WHERE day IN (SELECT date FROM changed)"},
    ),
    "published_on": Grain(within("source"), {"publication": by("paper")}),
    "numbered_passages": by_paper("listed_passage"),
    "passages": by_paper("listed_passage", "numbered_passages"),
    "cited_works": by_paper(
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
        within("source"),
        {"cited_works": by("paper")},
        {"papers": "SELECT paper AS key FROM cited_works WHERE work IN (SELECT id FROM changed)"},
    ),
    "candidate_keys": Grain(within("key"), {"candidate": by("key")}),
    "joined_spellings": Grain(
        within(_FOLDED), {"candidate_keys": Part(f"SELECT {_FOLDED} AS key FROM changed", within(_FOLDED))}
    ),
    "defined_acronyms": by_paper(
        "listed_acronym listed_gloss",
        routes={
            "joined_spellings": f"""
                SELECT paper AS key FROM listed_acronym JOIN listing USING (listing)
                WHERE expansion IN (SELECT key FROM changed)
                UNION ALL
                {_papers_of("listed_gloss", f"name_key IN (SELECT key FROM ({NAMES_OF_CHANGED_KEYS}) names)")}
            """,
            "composed_names": _papers_of("listed_gloss", "name_key IN (SELECT name_key FROM changed)"),
        },
    ),
    "paper_acronyms": Grain(
        within("paper"),
        {"defined_acronyms": by("paper")},
        {
            "meanings": """
                SELECT paper AS key FROM defined_acronyms
                WHERE (acronym, expansion) IN (SELECT (acronym, expansion) FROM changed)
            """
        },
    ),
    "acronym_uses": by_paper(
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
    "acronyms": Grain(
        within("acronym"),
        {
            **{name: by("acronym") for name in ("acronym_meanings", "paper_acronyms")},
            "acronym_uses": Part(
                """
                SELECT key FROM changed
                UNION ALL
                SELECT acronym AS key FROM acronym_meanings WHERE expansion IN (SELECT key FROM changed)
                """,
                f"{within('key')} OR key IN (SELECT expansion FROM acronym_meanings WHERE {within('acronym')})",
            ),
        },
    ),
    "acronym_forms": Grain(
        within("acronym"),
        {
            **{name: by("acronym") for name in ("paper_acronyms", "acronyms")},
            "candidate": Part("SELECT key FROM changed WHERE key IN (SELECT acronym FROM acronyms)", within("key")),
        },
        {"listing": "SELECT acronym AS key FROM paper_acronyms WHERE paper IN (SELECT paper FROM changed)"},
    ),
    "foreign_acronyms": by_paper(
        "candidate listed_gloss",
        "paper_acronyms acronym_uses",
        {
            "acronyms": _papers_of("candidate", f"key IN ({_RECKONED})"),
            "acronym_forms": _papers_of("candidate", "key IN (SELECT acronym FROM changed)"),
            "acronym_glosses": _papers_of("listed_gloss", "key IN (SELECT acronym FROM changed)"),
        },
    ),
    "paper_key_concepts": by_paper(
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
        within("key"),
        {"candidate": Part(f"SELECT key FROM changed WHERE {_IS_A_WORD}", within("key"))},
        {
            "listing": f"SELECT key FROM candidate WHERE listing IN (SELECT listing FROM changed) AND {_IS_A_WORD}",
            "papers": f"""
                SELECT key FROM candidate JOIN listing USING (listing)
                WHERE paper IN (SELECT id FROM changed) AND {_IS_A_WORD}
            """,
            "common_names": "SELECT key FROM changed",
            "paper_acronyms": "SELECT acronym AS key FROM changed",
        },
    ),
    "found_candidates": Grain(
        within("listing"),
        {name: by("listing") for name in ("listing", "found_names", "candidate", "listed_gloss")},
        {"paper_key_concepts": "SELECT listing AS key FROM listing WHERE paper IN (SELECT paper FROM changed)"},
    ),
    "larger_meanings": by_paper(
        "candidate found_candidates",
        "paper_key_concepts",
        {
            "larger_concepts": _naming("SELECT name FROM larger_forms WHERE larger IN (SELECT larger FROM changed)"),
            "larger_forms": _naming("SELECT name FROM changed"),
        },
    ),
    "paper_candidates": by_paper("candidate found_candidates", "paper_key_concepts numbered_passages larger_meanings"),
    "spellings": Grain(
        within("concept"),
        {"paper_candidates": by("concept")},
        {
            "paper_acronyms": "SELECT expansion AS key FROM changed",
            "larger_concepts": "SELECT concept AS key FROM changed",
        },
    ),
    "specificities": Grain(within("concept"), {"spellings": by("concept")}),
    "paper_terms": Grain(
        within("paper"),
        {"paper_candidates": by("paper"), "papers": Part("SELECT id AS key FROM changed", within("id"))},
    ),
    "standings": Grain(within("concept"), {name: by("concept") for name in ("paper_terms", "specificities")}),
    "topics": Grain(
        within("concept"), {"specificities": by("concept")}, {"wanted_concepts": "SELECT concept AS key FROM changed"}
    ),
    "judged_terms": Grain(
        within("paper"),
        {"paper_terms": by("paper")},
        {name: _papers_with("paper_terms") for name in ("topics", "standings")},
    ),
    "eligible_concepts": Grain(within("concept"), {"judged_terms": by("concept")}),
    "kept_terms": Grain(
        within("paper"), {"judged_terms": by("paper")}, {"eligible_concepts": _papers_with("judged_terms")}
    ),
    "chosen_concepts": Grain(within("concept"), {"kept_terms": by("concept")}),
    "selected_terms": Grain(
        within("paper"), {"kept_terms": by("paper")}, {"chosen_concepts": _papers_with("kept_terms")}
    ),
    "mentions": Grain(within("source"), {"selected_terms": by("paper")}),
    "concept_mentions": Grain(within("paper"), {"paper_candidates": by("paper"), "selected_terms": by("paper")}),
    "mentions_evidence": Grain(within("paper"), {"concept_mentions": by("paper")}),
    "explained_mentions": by_paper(
        "listed_gloss",
        "paper_key_concepts selected_terms numbered_passages",
        {"local_names": _papers_of("listed_gloss", "name_key IN (SELECT name_key FROM changed)")},
    ),
    "concept_names": Grain(
        within("concept"),
        {name: by("concept") for name in ("concept_mentions", "explained_mentions", "believed_names")},
    ),
    "concept_callings": Grain(
        within("concept"),
        {"concept_names": by("concept")},
        {
            "local_names": "SELECT concat('concept:', concept) AS key FROM changed",
            "composed_names": "SELECT concat('concept:', key) AS key FROM changed",
        },
    ),
    # Touched are all that share a name with what changed; to tell them apart, all that share one with these are read.
    "captions": Grain(
        within("concept"),
        {"concept_callings": Part(_sharing("FROM changed"), f"concept IN ({_sharing(_TOUCHED_CALLINGS)})")},
        {
            "concept_names": "SELECT concept AS key FROM changed",
            "namesakes": "SELECT concat('concept:', concept) AS key FROM changed",
        },
    ),
    "concept_days": Grain(
        within("concept"),
        {"mentions": by("target")},
        {"paper_times": "SELECT target AS key FROM mentions WHERE source IN (SELECT paper FROM changed)"},
    ),
    "concept_terms": Grain(within("concept"), {"selected_terms": by("concept")}),
    "concept_rarities": Grain(within("concept"), {"concepts": by("id")}),
    # What a paper's neighbours weigh changes with those that mention what it mentions anew, or no longer.
    "nearest_papers": Grain(
        within("paper"),
        {
            "mentions": Part(
                f"SELECT source AS key FROM changed UNION ALL {_MENTIONING.format(concepts=_RARE_AMONG_CHANGED)}",
                f"target IN (SELECT target FROM mentions WHERE {within('source')})",
            ),
            "papers": Part("SELECT id AS key FROM changed", within("id")),
        },
        {"concept_rarities": _MENTIONING.format(concepts="SELECT concept FROM changed")},
    ),
    "shares_concept": Grain(
        f"{within('source')} AND {within('target')}",
        {
            "nearest_papers": Part(
                "SELECT paper AS key FROM changed UNION ALL SELECT neighbour AS key FROM changed",
                f"{within('paper')} AND {within('neighbour')}",
            ),
            "mentions": Part(
                """
                SELECT source AS key FROM changed
                UNION ALL
                SELECT neighbour AS key FROM nearest_papers WHERE paper IN (SELECT source FROM changed)
                UNION ALL
                SELECT paper AS key FROM nearest_papers WHERE neighbour IN (SELECT source FROM changed)
                """,
                within("source"),
            ),
        },
        {"concept_rarities": _MENTIONING.format(concepts="SELECT concept FROM changed")},
    ),
    "concept_pairs": Grain(
        f"{within('source')} AND {within('target')}",
        {
            "mentions": Part(
                _OTHERS_ON_PAPERS.format(table="mentions", paper="source", other="target"), within("target")
            )
        },
    ),
    "authored": by_paper("listed_author listed_affiliation", "people", key="target"),
    "people": Grain(within("paper"), {"resolved_mentions": by("paper")}),
    "author_spellings": Grain(within("person"), _OF_PERSON),
    "authors": Grain(
        within("person").replace("person", "id", 1),
        {
            **{name: _OF_PERSON[name] for name in ("people", "listing")},
            **dict.fromkeys(("listed_affiliation", "listed_person_id"), _LISTED_OF_PERSON),
            **{name: by("person") for name in ("author_spellings", "author_captions", "known_for")},
            "authored": by("source"),
        },
        {"paper_times": _AUTHORS_OF_PAPERS.format(paper="paper")},
    ),
    "known_for": Grain(
        within("person"),
        {
            "author_spellings": Part(_CALLED_ANEW, within("person")),
            "people": by("person"),
            "authored": by("source"),
            "mentions": Part(
                _AUTHORS_OF_PAPERS.format(paper="source"),
                f"source IN (SELECT target FROM authored WHERE {within('source')})",
            ),
        },
        {
            "captions": f"""
                SELECT authored.source AS key FROM authored JOIN mentions ON mentions.source = authored.target
                WHERE mentions.target IN ({other("concept", "name")})
            """
        },
        _NAMESAKES,
    ),
    # Of those whom a touched one works with only the name is read.
    "author_captions": Grain(
        within("person"),
        {
            "collaborated_with": Part(
                "SELECT source AS key FROM changed UNION ALL SELECT target AS key FROM changed",
                f"{within('source')} OR {within('target')}",
            ),
            "author_spellings": Part(
                f"{_CALLED_ANEW} UNION ALL {_PARTNERS.format(people=other('person', 'name', 'place = 1'))}",
                f"{within('person')} OR person IN ({_PARTNERS.format(people='SELECT key FROM touched')})",
            ),
            **{name: by("person") for name in ("people", "known_for")},
            "authored": by("source"),
        },
        {"paper_times": _AUTHORS_OF_PAPERS.format(paper="paper")},
        _NAMESAKES,
    ),
    "teams": Grain(within("paper"), {"authored": by("target")}),
    # Touched are all on a changed paper, and what is replaced are pairs within.
    "collaborated_with": Grain(
        f"{within('source')} AND {within('target')}",
        {
            "authored": Part(
                _OTHERS_ON_PAPERS.format(table="authored", paper="target", other="source"), within("source")
            ),
            "people": Part(_AUTHORS_OF_PAPERS.format(paper="paper"), within("person")),
        },
        dict.fromkeys(("teams", "paper_times"), _AUTHORS_OF_PAPERS.format(paper="paper")),
    ),
}

GRAINS: Mapping[str, tuple[Grain, ...]] = {
    name: grain if isinstance(grain, tuple) else (grain,) for name, grain in {**_GRAINS, **NAME_GRAINS}.items()
}
"""Where there are several, each takes what changed in the tables that it names, one after the other."""

_SMALL = "a row a thing of which there are few, of tables that are small themselves"
_ACRONYMS = "what acronyms and spellings mean everywhere follows from all papers that use them, and is a small table"
_NUMBERED = "its numbers move with those of papers; without references it is empty"
WHOLE: Mapping[str, str] = {
    "languages": "a handful of rows, of one pass over the listings",
    "told_apart": "how rare a name is follows from all names; it goes on from what it found itself (above)",
    "corpus": "it is the number of all papers",
    "meanings": _ACRONYMS,
    "variants": _ACRONYMS,
    "families": "a spelling is compared with those of all keys",
    "acronym_meanings": _ACRONYMS,
    "acronym_sides": _ACRONYMS,
    "spelled_out": _ACRONYMS,
    "key_concepts": _ACRONYMS,
    "larger_concepts": _ACRONYMS,
    "larger_forms": _ACRONYMS,
    "acronym_rivals": _ACRONYMS,
    "common_names": _SMALL,
    "acronym_glosses": _ACRONYMS,
    "dates": _SMALL,
    "decisions": "it is what the user says",
    "wanted_concepts": "it is what the user says",
    "word_meanings": "what a word means follows from all names that have it; few words are learned so",
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
