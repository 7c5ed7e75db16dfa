"""What joins and counts: one SELECT a relation, run by DuckDB in-process over Arrow tables.

Each relation reads the flat tables of `paperatlas.graph.joining` and the relations before it. The statements keep to
joins, GROUP BY, window functions and exact decimal sums, so that other engines can run them, and end in a total ORDER
BY, so that equal input gives equal rows in equal order.
"""

import contextlib
import functools
import re
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, MutableMapping
from concurrent.futures import Future, ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path

import duckdb
import pyarrow as pa

from paperatlas.base.errors import OutputError
from paperatlas.graph.arrow import conform
from paperatlas.graph.concepts.composing import compose_names
from paperatlas.graph.concepts.deciding import decide
from paperatlas.graph.concepts.judging import judge_pairs
from paperatlas.graph.concepts.meanings import same_meanings
from paperatlas.graph.concepts.search import find_places, longest_places
from paperatlas.graph.concepts.specificity import specificities
from paperatlas.graph.schema import tables

# In this order; the names that the schema does not declare are steps on the way.
RELATIONS = (
    "corpus",
    "joined_spellings",
    "defined_acronyms",
    "meanings",
    "variants",
    "paper_acronyms",
    "acronyms",
    "key_concepts",
    "paper_key_concepts",
    "composed_names",
    "sought_names",
    "name_places",
    "explained_names",
    "listings",
    "paper_ids",
    "publication",
    "paper_times",
    "papers",
    "paper_days",
    "featured_on",
    "published_on",
    "dates",
    "cited_works",
    "cites",
    "authored",
    "authors",
    "teams",
    "collaborated_with",
    "numbered_passages",
    "passages",
    "gloss_pairs",
    "judged_pairs",
    "local_names",
    "name_meanings",
    "decisions",
    "believed_places",
    "found_names",
    "found_candidates",
    "paper_candidates",
    "spellings",
    "specificities",
    "selected_terms",
    "mentions",
    "concept_mentions",
    "mentions_evidence",
    "concept_names",
    "captions",
    "concepts",
    "glossary",
    "paper_numbers",
    "rare_mentions",
    "strongest_pairs",
    "shares_concept",
    "co_occurs_with",
    "citation_groups",
    "citation_pairs",
    "coupled_with",
    "co_cited_with",
)

# What SQL can't do: a function, and what it is made of. It runs beside the relations up to the first that needs it.
COMPUTED: Mapping[str, tuple[Callable[..., pa.Table], tuple[str, ...]]] = {
    "composed_names": (
        compose_names,
        (
            """
            SELECT key
            FROM (
                SELECT key, count(DISTINCT listing) AS listings, max(score) AS score
                FROM candidate
                WHERE key LIKE '% %'
                GROUP BY key
            ) terms
            WHERE score >= 0.2
            ORDER BY floor(log2(listings)) DESC, key
            """,
            "SELECT DISTINCT language FROM listing WHERE language IS NOT NULL ORDER BY language",
        ),
    ),
    "name_places": (
        find_places,
        (
            "SELECT listing, 0 AS position, title AS text FROM listing",
            "SELECT listing, position, text FROM listed_passage",
            "SELECT name, name_key, language, concept, rule FROM sought_names",
        ),
    ),
    "meanings": (
        same_meanings,
        ("SELECT acronym, expansion, count(*) AS papers FROM defined_acronyms GROUP BY acronym, expansion",),
    ),
    "specificities": (specificities, ("SELECT concept, spelling, has_acronym FROM spellings ORDER BY concept",)),
    "judged_pairs": (judge_pairs, ("SELECT * FROM gloss_pairs",)),
    "decisions": (
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
    "found_names": (longest_places, ("SELECT * FROM believed_places",)),
}

BATCH = 8192
"""Rows that a thread takes at a time; with larger batches there is one for the first thread and none for the others."""


def run_relations(
    inputs: MutableMapping[str, pa.Table],
    max_team: int,
    min_specificity: float,
    threads: int,
    memory_limit: str,
    spill: Path,
) -> Generator[tuple[str, pa.Table]]:
    """Makes every declared table.

    Args:
        inputs: The flat tables of `paperatlas.graph.joining.join_readings`; each goes after its last use.
        max_team: Papers with more authors make no collaborations.
        min_specificity: Terms of less are no concepts.
        threads: Of DuckDB.
        memory_limit: As DuckDB writes it, `2GB`; what needs more goes to `spill`.
        spill: A directory, made when needed.

    Yields:
        Name and table, with the declared columns, as soon as it is made.

    Raises:
        OutputError: There is too little memory and disk.
    """
    declared = {kind.table: kind for kind in tables()}
    configuration: dict[str, str | bool | int | float | list[str]] = {
        "threads": str(threads),
        "memory_limit": memory_limit,
        "temp_directory": str(spill),
    }
    settings = {"max_team": pa.array([max_team], pa.int64()), "min_specificity": pa.array([min_specificity])}
    inputs["settings"] = pa.table(settings)
    last_uses = _last_uses([*inputs, *RELATIONS])
    computing: dict[str, Future[pa.Table]] = {}
    with _explained(), ThreadPoolExecutor(1) as aside, duckdb.connect(config=configuration) as connection:
        for name, table in inputs.items():
            connection.register(name, pa.Table.from_batches(table.to_batches(BATCH), table.schema))
        for name in RELATIONS:
            for needed in computing.keys() & _words(name):
                connection.register(needed, computing.pop(needed).result())
            if name in COMPUTED:
                compute, selects = COMPUTED[name]
                computing[name] = aside.submit(compute, *(_answer(connection, select) for select in selects))
            else:
                result = _answer(connection, relation(name))
                connection.register(name, result)
            for used in last_uses[name]:
                connection.unregister(used)
                inputs.pop(used, None)
            if name in declared:
                yield name, conform(result, declared[name])


def _answer(connection: duckdb.DuckDBPyConnection, select: str) -> pa.Table:
    return connection.sql(select).to_arrow_table(BATCH)


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except (duckdb.IOException, duckdb.OutOfMemoryException) as error:
        reason = str(error).partition("\n")[0]
        raise OutputError(f"too little memory, or disk to make up for it, to join the papers: {reason}") from error


def _last_uses(names: Iterable[str]) -> dict[str, list[str]]:
    """The tables that no relation after this one reads, by relation."""
    last_uses: dict[str, list[str]] = {name: [] for name in RELATIONS}
    for table in names:
        users = [name for name in RELATIONS if table in _words(name) or table == name]
        last_uses[users[-1]].append(table)
    return last_uses


@functools.cache
def _words(name: str) -> frozenset[str]:
    """The words of a relation's SELECT, among them the tables that it reads."""
    text = " ".join(COMPUTED[name][1]) if name in COMPUTED else relation(name)
    return frozenset(re.findall(r"\w+", text))


def relation(name: str) -> str:
    """The SELECT of a relation that is SQL."""
    return (files("paperatlas.graph.relations") / f"{name}.sql").read_text(encoding="utf-8")
