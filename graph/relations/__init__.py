"""What joins and counts: one SELECT a relation, run by DuckDB in-process over Arrow tables.

Each relation reads the flat tables of `paperatlas.graph.joining` and the relations before it. The statements keep to
joins, GROUP BY, window functions and exact decimal sums, so that other engines can run them, and end in a total ORDER
BY, so that equal input gives equal rows in equal order.
"""

import contextlib
import functools
import re
from collections.abc import Callable, Collection, Generator, Iterable, Iterator, Mapping, MutableMapping, Sequence
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

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
from paperatlas.graph.people.resolution import BLOCKS
from paperatlas.graph.people.told_apart import people_told_apart
from paperatlas.graph.schema import tables

# In this order; the names that the schema does not declare are steps on the way.
RELATIONS = (
    "listings",
    "paper_ids",
    "publication",
    "paper_times",
    "papers",
    "printed_authors",
    "telling_terms",
    "told_apart",
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
    "paper_days",
    "featured_on",
    "published_on",
    "dates",
    "cited_works",
    "cites",
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


class Computed(NamedTuple):
    """What SQL can't do.

    Attributes:
        function: Makes a table, or several by name.
        selects: What it is made of.
        gives: The names of its tables, where it has several.
        takes_jobs: Whether it can be spread over processes.
    """

    function: Callable[..., pa.Table | Mapping[str, pa.Table]]
    selects: tuple[str, ...]
    gives: tuple[str, ...] = ()
    takes_jobs: bool = False


# They run beside the relations up to the first that needs one. Who is who takes the longest: it rests on what each
# paper says of itself, its likeliest terms, not on concepts, so that it starts first and is waited for last.
COMPUTED: Mapping[str, Computed] = {
    "told_apart": Computed(
        people_told_apart,
        (
            "SELECT * FROM printed_authors",
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
        takes_jobs=True,
    ),
    "composed_names": Computed(
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
    "name_places": Computed(
        find_places,
        (
            "SELECT listing, 0 AS position, title AS text FROM listing",
            "SELECT listing, position, text FROM listed_passage",
            "SELECT name, name_key, language, concept, rule FROM sought_names",
        ),
    ),
    "meanings": Computed(
        same_meanings,
        ("SELECT acronym, expansion, count(*) AS papers FROM defined_acronyms GROUP BY acronym, expansion",),
    ),
    "specificities": Computed(
        specificities, ("SELECT concept, spelling, has_acronym FROM spellings ORDER BY concept",)
    ),
    "judged_pairs": Computed(judge_pairs, ("SELECT * FROM gloss_pairs",)),
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
    "found_names": Computed(longest_places, ("SELECT * FROM believed_places",)),
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
        inputs: The flat tables of `paperatlas.graph.joining.join_readings`; and `known_blocks`, the `blocks` of a
            build before, if there are any. Each goes after its last use.
        max_team: Papers with more authors make no collaborations.
        min_specificity: Terms of less are no concepts.
        threads: Of DuckDB; processes that tell people apart.
        memory_limit: As DuckDB writes it, `2GB`; what needs more goes to `spill`.
        spill: A directory, made when needed.

    Yields:
        Name and table, with the declared columns, as soon as it is made. In the end `inputs` has those of `BESIDE`.

    Raises:
        OutputError: There is too little memory and disk.
    """
    declared = {kind.table: kind for kind in tables()}
    configuration: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": memory_limit,
        "temp_directory": str(spill),
    }
    settings = {"max_team": pa.array([max_team], pa.int64()), "min_specificity": pa.array([min_specificity])}
    inputs["settings"] = pa.table(settings)
    inputs.setdefault("known_blocks", BLOCKS.empty_table())
    last_uses = _last_uses([*inputs, *RELATIONS])
    with _explained(), ThreadPoolExecutor(2) as pool, duckdb.connect(config=configuration) as connection:
        computing = _Computing(pool, threads)
        for name, table in inputs.items():
            connection.register(name, pa.Table.from_batches(table.to_batches(BATCH), table.schema))
        for name in RELATIONS:
            for table, rows in computing.awaited(_words(name)):
                if table in BESIDE:
                    inputs[table] = rows
                else:
                    connection.register(table, rows)
            if name in COMPUTED:
                computing.start(name, [_answer(connection, select) for select in COMPUTED[name].selects])
            else:
                result = _answer(connection, relation(name))
                connection.register(name, result)
            for used in last_uses[name]:
                connection.unregister(used)
                inputs.pop(used, None)
            if name in declared:
                yield name, conform(result, declared[name])


class _Computing:
    """What SQL can't do, while it is done beside the relations."""

    def __init__(self, pool: Executor, jobs: int) -> None:
        self._pool, self._jobs = pool, jobs
        self._begun: dict[str, Future[pa.Table | Mapping[str, pa.Table]]] = {}

    def start(self, name: str, asked: Sequence[pa.Table]) -> None:
        """Begins to make the tables of one of COMPUTED."""
        computed = COMPUTED[name]
        jobs = {"jobs": self._jobs} if computed.takes_jobs else {}
        self._begun[name] = self._pool.submit(computed.function, *asked, **jobs)

    def awaited(self, wanted: Collection[str]) -> Iterator[tuple[str, pa.Table]]:
        """All tables, with their names, of what makes a wanted one."""
        for name in [name for name in self._begun if not {name, *COMPUTED[name].gives}.isdisjoint(wanted)]:
            made = self._begun.pop(name).result()
            yield from [(name, made)] if isinstance(made, pa.Table) else made.items()


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
    several = {name for name in COMPUTED if COMPUTED[name].gives}
    given = [table for name in several for table in COMPUTED[name].gives if table not in BESIDE]
    for table in [name for name in (*names, *given) if name not in several]:
        users = [name for name in RELATIONS if table in _words(name) or table == name]
        last_uses[users[-1]].append(table)
    return last_uses


@functools.cache
def _words(name: str) -> frozenset[str]:
    """The words of a relation's SELECT, among them the tables that it reads."""
    text = " ".join(COMPUTED[name].selects) if name in COMPUTED else relation(name)
    return frozenset(re.findall(r"\w+", text))


def relation(name: str) -> str:
    """The SELECT of a relation that is SQL."""
    return (files("paperatlas.graph.relations") / f"{name}.sql").read_text(encoding="utf-8")
