"""The grains of what names in other languages mean, and where they stand."""

from collections.abc import Mapping

from paperatlas.graph.relations.grain import Grain, Part, by, by_paper, other, within


def _either(*keys: str) -> Part:
    """Rows that say something of several keys, each."""
    return Part(" UNION ALL ".join(f"SELECT {key} AS key FROM changed" for key in keys), " OR ".join(map(within, keys)))


_OF_CHANGED_KEYS = "key IN (SELECT key FROM changed)"
NAMES_OF_CHANGED_KEYS = f"""
SELECT name_key AS key FROM known_name WHERE {_OF_CHANGED_KEYS}
UNION ALL
SELECT name_key AS key FROM composed_names WHERE {_OF_CHANGED_KEYS}
"""
"""The names that are known to mean changed keys."""
_NAMES_ON_PAPERS = """
SELECT name_key AS key FROM name_places JOIN listing USING (listing) WHERE paper IN (SELECT paper FROM {papers})
"""
_PAPERS_OF_NAMES = f"""
SELECT paper FROM listing WHERE listing IN (SELECT listing FROM name_places WHERE {within("name_key")})
"""

NAME_GRAINS: Mapping[str, Grain | tuple[Grain, ...]] = {
    "compositions": Grain(within("key"), {"candidate_keys": by("key")}),
    "composed_names": Grain(within("name_key"), {"compositions": by("name_key")}),
    "explained_names": by_paper("listed_gloss", "paper_key_concepts"),
    "sought_names": Grain(
        within("name"),
        {
            **dict.fromkeys(("listed_gloss", "composed_names"), _either("lower(name)", "lower(name_key)")),
            "listed_acronym": _either("lower(sought)"),
        },
        {
            "key_concepts": f"""
                SELECT lower(sought) AS key FROM listed_acronym WHERE expansion IN (SELECT key FROM changed)
                UNION ALL
                SELECT lower(spelling) AS key FROM override_always WHERE {_OF_CHANGED_KEYS}
            """
        },
    ),
    "name_places": (
        Grain(within("lower(text)"), {"sought_names": by("name")}),
        Grain(within("listing"), {"listing": by("listing"), "listed_passage": by("listing")}),
    ),
    "believed_places": Grain(
        within("listing"),
        {
            "listing": by("listing"),
            "name_places": by("listing"),
            "local_names": Part(
                "SELECT listing AS key FROM listing WHERE paper IN (SELECT paper FROM changed)",
                f"paper IN (SELECT paper FROM listing WHERE {within('listing')})",
            ),
        },
        {"name_meanings": "SELECT listing AS key FROM name_places WHERE name_key IN (SELECT name_key FROM changed)"},
    ),
    # What is counted over papers, for names that stand in them.
    "gloss_pairs": Grain(
        within("name_key"),
        {
            **{name: by("name_key") for name in ("explained_names", "name_places", "composed_names")},
            "candidate": Part(
                _NAMES_ON_PAPERS.format(papers="changed JOIN listing USING (listing)"),
                f"listing IN (SELECT listing FROM listing WHERE paper IN ({_PAPERS_OF_NAMES}))",
            ),
        },
        {
            "listing": f"""
                {_NAMES_ON_PAPERS.format(papers="changed")}
                UNION ALL
                SELECT name_key AS key FROM name_places WHERE listing IN (SELECT listing FROM changed)
            """,
            "paper_key_concepts": _NAMES_ON_PAPERS.format(papers="changed"),
            "candidate_keys": f"""
                SELECT name_key AS key FROM explained_names WHERE concept IN ({other("key", "is_own")})
            """,
            "key_concepts": NAMES_OF_CHANGED_KEYS,
        },
    ),
    "weighed_pairs": Grain(
        within("name_key"),
        {"gloss_pairs": by("name_key")},
        {
            "word_meanings": """
                SELECT name_key AS key FROM gloss_pairs JOIN (SELECT DISTINCT word FROM changed) words
                ON strpos(name_key, word) > 0
            """
        },
    ),
    # Touched are the names that share a concept with what changed, and read is all of a concept of theirs.
    "judged_pairs": Grain(
        within("name_key"),
        {
            "weighed_pairs": Part(
                """
                SELECT name_key AS key FROM changed
                UNION ALL
                SELECT name_key AS key FROM weighed_pairs WHERE concept IN (SELECT concept FROM changed)
                """,
                f"""
                {within("name_key")}
                OR concept IN (SELECT concept FROM weighed_pairs WHERE {within("name_key")})
                """,
            )
        },
    ),
    "local_names": Grain(within("name_key"), {name: by("name_key") for name in ("explained_names", "judged_pairs")}),
    "name_meanings": Grain(
        within("name_key"),
        {name: by("name_key") for name in ("local_names", "composed_names")},
        {"key_concepts": NAMES_OF_CHANGED_KEYS},
    ),
    "found_names": Grain(within("listing"), {"believed_places": by("listing")}),
}
