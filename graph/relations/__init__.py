"""What joins and counts: one SELECT a relation, or a function where SQL does not reach.

Each relation reads the flat tables of `paperatlas.graph.joining` and the relations before it. The statements keep to
joins, GROUP BY, window functions and exact decimal sums, so that every engine of `paperatlas.graph.engines` can run
them, and end in a total ORDER BY, so that equal input gives equal rows in equal order.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa

from paperatlas.graph.concepts.common_names import common_names
from paperatlas.graph.concepts.composing import compose_names
from paperatlas.graph.concepts.deciding import decide
from paperatlas.graph.concepts.families import families
from paperatlas.graph.concepts.judging import weigh_pairs, word_meanings
from paperatlas.graph.concepts.meanings import same_meanings
from paperatlas.graph.concepts.search import find_places, longest_places
from paperatlas.graph.concepts.specificity import specificities
from paperatlas.graph.people.told_apart import people_told_apart, people_told_apart_again

# In this order; the names that the schema does not declare are steps on the way. What SQL does not compute stands well
# before the first relation that reads it, so that others are made meanwhile.
RELATIONS = (
    "languages",
    "candidate_keys",
    "compositions",
    "numbered_passages",
    "passages",
    "listings",
    "paper_ids",
    "publication",
    "paper_times",
    "papers",
    "details",
    "printed_authors",
    "telling_terms",
    "told_apart",
    "corpus",
    "joined_spellings",
    "composed_names",
    "defined_acronyms",
    "meanings",
    "variants",
    "paper_acronyms",
    "families",
    "acronym_meanings",
    "acronym_sides",
    "acronym_uses",
    "acronyms",
    "spelled_out",
    "key_concepts",
    "larger_concepts",
    "larger_forms",
    "acronym_rivals",
    "acronym_forms",
    "acronym_glosses",
    "foreign_acronyms",
    "common_names",
    "namesakes",
    "paper_key_concepts",
    "sought_names",
    "name_places",
    "explained_names",
    "gloss_pairs",
    "word_meanings",
    "paper_days",
    "featured_on",
    "weighed_pairs",
    "published_on",
    "dates",
    "cited_works",
    "cites",
    "judged_pairs",
    "local_names",
    "name_meanings",
    "decisions",
    "believed_places",
    "found_names",
    "found_candidates",
    "larger_meanings",
    "paper_candidates",
    "spellings",
    "specificities",
    "paper_terms",
    "standings",
    "wanted_concepts",
    "topics",
    "judged_terms",
    "eligible_concepts",
    "kept_terms",
    "chosen_concepts",
    "selected_terms",
    "mentions",
    "concept_mentions",
    "mentions_evidence",
    "explained_mentions",
    "believed_names",
    "concept_names",
    "concept_callings",
    "captions",
    "concept_days",
    "concept_terms",
    "concepts",
    "glossary",
    "paper_numbers",
    "concept_rarities",
    "nearest_papers",
    "shares_concept",
    "concept_pairs",
    "co_occurs_with",
    "citation_groups",
    "citation_pairs",
    "coupled_with",
    "co_cited_with",
    "people",
    "people_evidence",
    "author_names",
    "authored",
    "teams",
    "collaborated_with",
    "author_spellings",
    "known_for",
    "author_captions",
    "authors",
)
BESIDE = ("blocks", "contradictions")
"""What comes beside the declared tables: what the next build needs not tell apart again, and problems."""


_COMMENT = re.compile(r"--.*")
_READ = re.compile(r"\b(?:FROM|JOIN)\s+(\w+)")
ONE_ROW = ("settings", "corpus")
"""What also stands behind a comma; other tables stand behind FROM or JOIN."""


class Computed(NamedTuple):
    """What SQL can't do.

    Attributes:
        function: Makes a table, or several by name.
        selects: What it is made of.
        gives: The names of its tables, where it has several.
        again: Makes the same from what it found last, which a file keeps; it takes the tables out of the list.
        by_listing: How many of its first tables have a `listing`, where it may be made of some listings after others.
    """

    function: Callable[..., pa.Table | Mapping[str, pa.Table]]
    selects: tuple[str, ...]
    gives: tuple[str, ...] = ()
    again: Callable[[list[pa.Table], Path], Mapping[str, pa.Table]] | None = None
    by_listing: int = 0

    def made(self, name: str, asked: list[pa.Table], memory: Path | None = None) -> Mapping[str, pa.Table]:
        """Its tables by name, of what its SELECTs gave.

        Args:
            name: Its own.
            asked: A table a SELECT.
            memory: A file for what it found last; without one it begins with nothing.
        """
        if self.again is not None and memory is not None:
            return self.again(asked, memory)
        result = self.function(*asked)
        return {name: result} if isinstance(result, pa.Table) else result


# They run beside the relations up to the first that needs one. Who is who takes the longest: it rests on what each
# paper says of itself, its likeliest terms, not on concepts, so that it starts first and is waited for last.
COMPUTED: Mapping[str, Computed] = {
    "told_apart": Computed(
        people_told_apart,
        (
            "SELECT paper, author, ids FROM printed_authors",
            """
            SELECT papers.id AS paper, coalesce(year, extract(year FROM first_seen)) AS year, title,
                   coalesce(terms, array[]) AS terms
            FROM papers LEFT JOIN telling_terms ON telling_terms.paper = papers.id
            ORDER BY papers.id
            """,
            "SELECT kind, one, other FROM told_people",
            "SELECT * FROM known_blocks",
        ),
        gives=("resolved_mentions", "people_reasons", "borne_names", *BESIDE),
        again=people_told_apart_again,
    ),
    "compositions": Computed(
        compose_names,
        (
            """
            SELECT key, CAST(floor(log2(listings)) AS BIGINT) AS power
            FROM candidate_keys
            WHERE key LIKE '% %' AND score >= 0.2 AND (listings > 2 OR NOT is_own)
            ORDER BY key
            """,
            "SELECT language FROM languages ORDER BY language",
        ),
    ),
    "name_places": Computed(
        find_places,
        (
            "SELECT listing, 0 AS position, title AS text FROM listing",
            "SELECT listing, position, text FROM listed_passage",
            "SELECT name, name_key, language, concept, rule FROM sought_names",
        ),
        by_listing=2,
    ),
    "families": Computed(
        families,
        (
            """
            SELECT key, CAST(max(listings) AS BIGINT) AS listings, max(text) AS text,
                   CAST(max(explaining) AS BIGINT) AS explaining
            FROM (
                SELECT key, listings, text, 0 AS explaining FROM candidate_keys
                UNION ALL
                SELECT expansion AS key, 0 AS listings, expansion AS text, count(DISTINCT paper) AS explaining
                FROM defined_acronyms
                GROUP BY expansion
                UNION ALL
                SELECT key, 0 AS listings, key AS text, 0 AS explaining FROM known_name
            ) terms
            GROUP BY key
            ORDER BY key
            """,
        ),
    ),
    "common_names": Computed(
        common_names,
        ("SELECT DISTINCT key FROM candidate WHERE names_paper AND strpos(key, ' ') = 0 ORDER BY key",),
    ),
    "meanings": Computed(
        same_meanings,
        ("SELECT acronym, expansion, count(*) AS papers FROM defined_acronyms GROUP BY acronym, expansion",),
    ),
    "specificities": Computed(
        specificities,
        ("SELECT concept, spelling, has_acronym, is_capital, is_measure FROM spellings ORDER BY concept",),
    ),
    "word_meanings": Computed(word_meanings, ("SELECT name, concept FROM gloss_pairs",)),
    "weighed_pairs": Computed(
        weigh_pairs, ("SELECT * FROM gloss_pairs", "SELECT word, english FROM word_meanings ORDER BY word, english")
    ),
    "decisions": Computed(
        decide,
        (
            """
            SELECT s.key, coalesce(min(same.concept), s.key) AS unit,
                   coalesce(min(m.concept), min(k.concept), s.key) AS concept
            FROM override_spelling s
            LEFT JOIN override_same same ON same.key = s.key
            LEFT JOIN name_meanings m ON m.name_key = s.key
            LEFT JOIN key_concepts k ON k.key = s.key
            GROUP BY s.key
            ORDER BY min(s.place)
            """,
            "SELECT key, other, later FROM override_different ORDER BY key, other",
        ),
    ),
    # Of a database that is kept rows come in any order.
    "found_names": Computed(
        longest_places, ('SELECT * FROM believed_places ORDER BY listing, passage, start, "end" DESC',)
    ),
}


def last_uses(names: Iterable[str]) -> dict[str, list[str]]:
    """The tables that no relation after this one reads, by relation."""
    last_uses: dict[str, list[str]] = {name: [] for name in RELATIONS}
    several = {name for name in COMPUTED if COMPUTED[name].gives}
    given = [table for name in several for table in COMPUTED[name].gives if table not in BESIDE]
    for table in [name for name in (*names, *given) if name not in several]:
        users = [name for name in RELATIONS if table in tables_read(name) or table == name]
        last_uses[users[-1]].append(table)
    return last_uses


@functools.cache
def tables_read(name: str) -> frozenset[str]:
    """The tables that a relation reads, and names of steps in its SELECT; columns may be called so, too."""
    select = _COMMENT.sub("", " ".join(COMPUTED[name].selects) if name in COMPUTED else relation(name))
    return frozenset([*_READ.findall(select), *(each for each in ONE_ROW if re.search(rf",\s*{each}\b", select))])


def waited_for(begun: Iterable[str], name: str) -> list[str]:
    """Which of the computed relations that are begun a relation reads."""
    return [each for each in begun if not {each, *COMPUTED[each].gives}.isdisjoint(tables_read(name))]


@functools.cache
def relation(name: str) -> str:
    """The SELECT of a relation that is SQL."""
    return (files("paperatlas.graph.relations") / f"{name}.sql").read_text(encoding="utf-8")
