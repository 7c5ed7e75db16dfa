"""The atlas as users hold it in Python: build one, open one, ask it, export it, look at it."""

import functools
import os
import threading
import weakref
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from paperatlas.base.errors import AtlasError, UsageError
from paperatlas.base.locks import InUse, hold
from paperatlas.base.memory import require_memory
from paperatlas.directory import DEFAULT_DIRECTORY, AtlasDirectory, cache_of
from paperatlas.graph.records import PaperRecord, Problem
from paperatlas.graph.schema import DEFAULT_MAX_TEAM, DEFAULT_MIN_SPECIFICITY, NODES
from paperatlas.graph.views import DEFAULT_VIEW
from paperatlas.loaders.store import DEFAULT_TIMEOUT, QUICKER, CypherStore, QueryResult, Store
from paperatlas.manifest import STORE, TABLES, read_manifest, read_problems, refuse_links
from paperatlas.people_changes import UNCHANGED, PeopleChanges, read_changes
from paperatlas.stores import embedded_store, make_store

if TYPE_CHECKING:
    import networkx as nx
    import pyarrow as pa

    from paperatlas.loaders.neo4j.loading import LoadReport
    from paperatlas.loaders.neo4j.server import Server
    from paperatlas.queries.concept_profile import ConceptProfile
    from paperatlas.queries.paper_profile import PaperProfile
    from paperatlas.queries.person_profile import PersonProfile
    from paperatlas.summary import Summary
    from paperatlas.viz import Page
    from paperatlas.workers import ReportProgress

MOST_PAPERS = 1_000_000
"""That the embedded store and the page hold, made on one machine."""
LEAST_MEMORY = 600
"""Megabytes of addresses below which tables can't be read and drawn."""


def build(
    paths: str | Path | Iterable[str | Path] = (),
    out: str | Path = DEFAULT_DIRECTORY,
    *,
    records: Iterable[PaperRecord] = (),
    max_team: int = DEFAULT_MAX_TEAM,
    overrides: str | Path | None = None,
    vocabulary: str | Path | None = None,
    min_specificity: float = DEFAULT_MIN_SPECIFICITY,
    jobs: int | None = None,
    strict: bool = False,
) -> "Atlas":
    """Makes an atlas of lists of papers, or brings it up to date; unchanged inputs cost next to nothing.

    Args:
        paths: Files of papers and directories of such.
        out: The atlas's directory.
        records: Papers of any other source. In problems and in the graph they are of the file `records.jsonl`, and
            their lines are their numbers.
        max_team: Papers with more authors make no collaborations.
        overrides: A TOML file that says which names are the same concept, different ones, none, or always one.
        vocabulary: A CSV file of topics and broader ones; concepts then carry their broader terms.
        min_specificity: Terms of less are no concepts; 0 keeps every term, 1 none but those that `overrides` wants.
        jobs: Processes to read with; all processors where it is None.
        strict: Whether problems in the files are fatal.

    Raises:
        UsageError: What is given as `records` are none, or one holds something else than its fields say.
        InputError: A path is missing, no paper is there, or the overrides contradict each other.
        ProblemsError: There are problems and `strict` is set.
        OutputError: The directory can't be written.
        AtlasError: Another build is at work there.
    """
    from paperatlas.building import build_atlas  # only asking an atlas should not take its time
    from paperatlas.given_records import file_of
    from paperatlas.settings import read_settings

    paths = [paths] if isinstance(paths, str | Path) else list(paths)
    settings = read_settings(max_team, overrides, vocabulary, min_specificity)
    with file_of(records) as written:
        build_atlas(paths, out, settings, jobs=jobs, strict=strict, records=written)
    return Atlas.open(out)


class Atlas:
    """A built atlas, as it was when it was opened; no build takes it away before it is closed or gone.

    Attributes:
        path: The directory of the build.
        manifest: What it was made of: inputs with hashes, settings, versions, counts; and in `people_changes` how many
            people were parted, joined or renamed since the build before it.
    """

    def __init__(self, path: Path, *, query_memory: int | None = None) -> None:
        self.path = path
        self._release = _hold(self, path)
        refuse_links(path)
        self.manifest = read_manifest(path) | {"people_changes": asdict(_people_changes(path))}
        self._query_memory = query_memory
        self._tables: Mapping[str, pa.Table] | None = None
        self._store: CypherStore | None = None
        self._sql_store: Store | None = None
        self._opening = threading.Lock()
        self._closed = False

    @classmethod
    def open(cls, directory: str | Path = DEFAULT_DIRECTORY, *, query_memory: int | None = None) -> Self:
        """Opens the newest build in an atlas's directory.

        Args:
            directory: The atlas's directory.
            query_memory: Bytes that a query may take. Queries then run in processes of their own, and one that grows
                without bound is an error; where it is None they run in this process, quicker, and such a one ends it.

        Raises:
            AtlasError: There is none, or it is damaged.
        """
        place = AtlasDirectory(directory)
        build = place.open_build()
        while True:
            try:
                return cls(build, query_memory=query_memory)
            except AtlasError:
                found, build = build, place.open_build()
                if build == found:  # not one that builds took away just now
                    raise

    @property
    def tables(self) -> "Mapping[str, pa.Table]":
        """The graph as Arrow tables by name, each read when it is asked for."""
        if self._tables is None:
            require_memory(LEAST_MEMORY)
            from paperatlas.loaders.parquet import ParquetTables

            self._tables = ParquetTables(self.path / TABLES)
        return self._tables

    @property
    def problems(self) -> list[Problem]:
        """What could not be read in the files."""
        return read_problems(self.path)

    def summary(self) -> "Summary":
        """What is in it at a glance: counts, days, the people and topics with the most papers, kinds of problems."""
        from paperatlas.summary import summarize

        return summarize(self.manifest, self.tables, self.problems)

    @property
    def store(self) -> CypherStore:
        """The embedded Cypher store, opened once; made from the tables where it is missing or unreadable.

        A build of some 20,000 papers and more leaves it to the first question, which waits for it.

        Raises:
            AtlasError: The atlas is closed, or its tables can't be read.
        """
        with self._opening:
            self._refuse_closed()
            if not (self.path / STORE).exists():
                self._refuse_large("the embedded store holds", "load it into Neo4j, or ask it in SQL")
                make_store(self.path, self.manifest["counts"]["papers"])
            if self._store is None or self._store.closed:
                self._store = self._open_store()
            return self._store

    @property
    def sql_store(self) -> Store:
        """The tables to ask in SQL, opened once; see `sql`.

        Raises:
            AtlasError: The atlas is closed, or its tables can't be read.
        """
        with self._opening:
            self._refuse_closed()
            if self._sql_store is None or self._sql_store.closed:
                self._sql_store = self._open_sql_store()
            return self._sql_store

    def _refuse_closed(self) -> None:
        if self._closed:
            raise AtlasError(f"{self.path}: this atlas is closed; open it again to ask it")

    def _refuse_large(self, holder: str, instead: str) -> None:
        papers = self.manifest["counts"]["papers"]
        if papers > MOST_PAPERS:
            raise AtlasError(
                f"{self.path}: has {papers:,} papers, more than the {MOST_PAPERS:,} that {holder}; {instead}"
            )

    def _open_store(self) -> CypherStore:
        if self._query_memory is None:
            return embedded_store(self.path)
        from paperatlas.loaders.confined import ConfinedStore

        return ConfinedStore(functools.partial(embedded_store, self.path), self._query_memory, quicker=QUICKER)

    def _open_sql_store(self) -> Store:
        from paperatlas.loaders.sql import SqlStore

        if self._query_memory is None:
            return SqlStore.open(self.path / TABLES)
        from paperatlas.loaders.confined import ConfinedStore

        opened = functools.partial(SqlStore.open, self.path / TABLES, self._query_memory)
        return ConfinedStore(opened, self._query_memory)

    def query(
        self,
        cypher: str,
        parameters: Mapping[str, Any] | None = None,
        /,
        *,
        timeout_seconds: float = DEFAULT_TIMEOUT,
        **values: Any,
    ) -> QueryResult:
        """Answers a query.

        Args:
            cypher: A reading Cypher query, or the name of a saved one.
            parameters: Values for the query's `$parameters`.
            timeout_seconds: When to give up.
            **values: More of them, as keywords.

        Raises:
            QueryError: The query is wrong, does more than it may, or ran out of time or memory.
            UsageError: A parameter of a saved query is missing, unknown or of the wrong type.
            NotInAtlas: A person, concept, paper, day or month of a saved query is not there.
        """
        from paperatlas.asking import query
        from paperatlas.queries import refuse_unfit

        given = {**(parameters or {}), **values}
        refuse_unfit(cypher, given)
        return query(self.store, cypher, given, timeout_seconds=timeout_seconds)

    def sql(
        self,
        select: str,
        parameters: Mapping[str, Any] | None = None,
        /,
        *,
        timeout_seconds: float = DEFAULT_TIMEOUT,
        **values: Any,
    ) -> QueryResult:
        """Answers a SELECT over the tables, in the SQL of DuckDB: the quick way for questions about the whole graph.

        Args:
            select: One query; its tables are those of `tables`.
            parameters: Values for the query's `$parameters`.
            timeout_seconds: When to give up.
            **values: More of them, as keywords.

        Raises:
            QueryError: The query is wrong, does more than it may, or ran out of time or memory.
            AtlasError: The atlas is closed, or its tables can't be read.
        """
        return self.sql_store.query(select, {**(parameters or {}), **values}, timeout_seconds)

    def load_neo4j(
        self,
        uri: str | None = None,
        *,
        username: str | None = None,
        password: str | None = None,
        database: str | None = None,
        timeout_seconds: float = DEFAULT_TIMEOUT,
        progress: "ReportProgress" = lambda done, total: None,
    ) -> "LoadReport":
        """Brings a Neo4j server to this atlas, by what it differs in; where it is there already, nothing is written.

        Args:
            uri: The address; here and below, the environment variable NEO4J_… counts where none is given.
            username: The user.
            password: Never shown.
            database: The user's home database where there is none.
            timeout_seconds: When to give up waiting for any one answer.
            progress: Told how many of how many nodes and edges are through.

        Raises:
            StoreUnavailable: The server can't be reached, does not let us in, or does not answer.
            StoreError: The database holds nodes of our labels that were not loaded, nodes that vanish are linked to
                foreign ones, or another load is at work.
            UsageError: There is no password, or the address is none.
            OutputError: There is no room for what is to be loaded.
        """
        from paperatlas.loaders.neo4j.login import given_login
        from paperatlas.loaders.neo4j.server import Server

        login = given_login(uri, {"username": username, "password": password, "database": database})
        with Server(login, timeout_seconds) as server:
            return self.load_to(server, progress)

    def load_to(self, server: "Server", progress: "ReportProgress") -> "LoadReport":
        """Brings a Neo4j server to this atlas; see `load_neo4j`."""
        from paperatlas.loaders.neo4j.loading import load
        from paperatlas.loaders.parquet import ParquetTables

        return load(server, ParquetTables(self.path / TABLES).parts, self.manifest["content_id"], progress)

    def concept(self, name: str) -> "ConceptProfile":
        """What is known of a concept: its names and the rule behind each, papers with evidence, neighbours, months.

        Args:
            name: Any of its names in any spelling, or its id.

        Raises:
            NotInAtlas: No concept has the name; with the nearest ones.
            UsageError: Several have; the message names them.
        """
        require_memory(LEAST_MEMORY)
        from paperatlas.queries.concept_profile import describe_concept

        return describe_concept(self.tables, name)

    def paper(self, paper: str) -> "PaperProfile":
        """What is known of a paper: its ids and why they are its own, its listings, and which gives what is shown.

        Args:
            paper: Any of its ids, an address that holds one, its citation key, or its title.

        Raises:
            NotInAtlas: It is not there; with the nearest ids or titles.
            UsageError: Several papers have the key or the title; the message names them.
        """
        require_memory(LEAST_MEMORY)
        from paperatlas.queries.paper_profile import describe_paper

        return describe_paper(self.tables, paper, lambda text, given: self.store.query(text, given).rows)

    def person(self, person: str) -> "tuple[PersonProfile, ...]":
        """Who bears a name: each person with papers, co-authors, topics, spellings and ids, and why that is one person.

        Args:
            person: A name in any spelling; a name and a paper, `Wei Zhang ~ arxiv:2404.09656`; the id of an author; or
                an id that a source gives, as an ORCID.

        Returns:
            All who bear the name, most papers first, and last the papers of which it could not be told whose they are;
            of an id the one.

        Raises:
            NotInAtlas: Nobody is there; with the nearest names.
            UsageError: The text names nobody.
        """
        require_memory(LEAST_MEMORY)
        from paperatlas.queries.person_profile import describe_people

        return describe_people(self.tables, person, lambda text, given: self.store.query(text, given).rows)

    def networkx(self, view: str = DEFAULT_VIEW, *, plain: bool = False) -> "nx.MultiDiGraph[str] | nx.Graph[str]":
        """The graph for NetworkX: a `MultiDiGraph` of everything or of citations, the weighted `Graph` of another view.

        Args:
            view: One of `paperatlas.graph.views.VIEWS`.
            plain: Whether lists and dates are texts, so that NetworkX's writers of GraphML, GEXF, GML and JSON take the
                graph; see `paperatlas.loaders.networkx.to_networkx` on others.

        Raises:
            UsageError: There is no such view.
        """
        require_memory(LEAST_MEMORY)
        from paperatlas.graph.views import find_view
        from paperatlas.loaders.networkx import to_networkx

        return to_networkx(self.tables, find_view(view), plain)

    def export(self, out: str | Path, format: str | None = None, view: str = DEFAULT_VIEW) -> None:  # noqa: A002
        """Writes a view of the graph to a file; one that is there is replaced when the new one is whole.

        Args:
            out: A path, `-` for standard output. A file with the name of a table, `glossary.csv` or `glossary.xlsx`, is
                that table, whole: no view goes with it.
            format: One of `paperatlas.loaders.EXPORTS`; by the path's suffix where it is None.
            view: One of `paperatlas.graph.views.VIEWS`.

        Raises:
            UsageError: There is no such format, view or table, or a table is to have a view.
            OutputError: The file can't be written.
        """
        require_memory(LEAST_MEMORY)
        from paperatlas.base.output import whole_directory, whole_file
        from paperatlas.graph.views import find_view
        from paperatlas.loaders import find_export, named_table, write_export, write_table

        table = named_table(str(out)) if format is None else None
        if table is not None:
            if find_view(view).name != DEFAULT_VIEW:
                raise UsageError(f"{out}: is the table {table}, whole; a view goes with a format, --format csv for one")
            with whole_file(out) as file:
                write_table(self.tables[table], str(out), file)
            return
        chosen, part = find_export(format, str(out)), find_view(view)
        whole = whole_directory(out) if chosen.directory else whole_file(out)
        with whole as target:
            write_export(chosen, self.tables, part, target)

    def view(
        self,
        out: str | Path | None = None,
        view: str = DEFAULT_VIEW,
        query: str | None = None,
        renderer: str | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> "Page":
        """Draws the graph, or what a query returns, as an interactive page that works offline.

        Args:
            out: The page's file, `-` for standard output; none where it is None.
            view: One of `paperatlas.graph.views.VIEWS`: what pyvis draws, and what the explorer opens on; ignored where
                there is a query.
            query: Cypher, or the name of a saved query; the nodes that its rows hold, whole or by id, are drawn with
                all edges between them.
            renderer: One of `paperatlas.viz.RENDERERS`; the explorer where it is None, pyvis for a query's result.
            parameters: Values for the query's `$parameters`.

        Returns:
            The page, which a notebook shows, with notes on what is not drawn.

        Raises:
            UsageError: There is no such view or renderer, or the query's rows hold no node.
            QueryError: The query is wrong, does more than it may, or ran out of time or memory.
            OutputError: The page can't be written.
        """
        require_memory(LEAST_MEMORY)
        from paperatlas.base.output import whole_file
        from paperatlas.viz import RENDERER_OF_QUERIES, RENDERER_OF_VIEWS

        if query is None:
            page = self._page_of_view(view, renderer or RENDERER_OF_VIEWS)
        else:
            page = self._page_of_query(query, parameters, renderer or RENDERER_OF_QUERIES)
        if out is not None:
            with whole_file(out) as file:
                file.write(page.html)
        return page

    def _page_of_view(self, view: str, renderer: str) -> "Page":
        from paperatlas.graph.views import find_view
        from paperatlas.loaders.parquet import ParquetTables
        from paperatlas.viz import RENDERER_OF_VIEWS, RenderOptions, render

        self._refuse_large("a page holds", "export a part of it, or look at the answer to a query")
        chosen = find_view(view)
        team = self.manifest["settings"]["max_team"]
        options = RenderOptions(chosen.name, max_team=team, cache=cache_of(self.path), build=self.path.name)
        title = self._title() if renderer == RENDERER_OF_VIEWS else f"{chosen.name.capitalize()}: {chosen.meaning}"
        return render(renderer, ParquetTables(self.path / TABLES, keep=False), title, options)

    def _page_of_query(self, query: str, parameters: Mapping[str, Any] | None, renderer: str) -> "Page":
        from paperatlas.graph.parts import induced
        from paperatlas.viz import render

        part = induced(self.tables, self.query(query, parameters).texts())
        if not any(len(part[kind.table]) for kind in NODES):
            raise UsageError("the query's rows hold no node to draw; return nodes (RETURN p) or ids (RETURN p.id)")
        return render(renderer, part, query)

    def _title(self) -> str:
        """What the page of the whole atlas is called."""
        days = " to ".join(dict.fromkeys(self.manifest["days"]))
        return f"paperatlas: {self.manifest['counts']['papers']:,} papers{', ' * bool(days)}{days}"

    def close(self) -> None:
        """Lets go of the store, the tables and the build for good; queries that run end as they would."""
        self._release()
        with self._opening:
            self._closed = True
            for store in (self._store, self._sql_store):
                if store is not None:
                    store.close()
            self._store = self._sql_store = self._tables = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _people_changes(build: Path) -> PeopleChanges:
    cache = cache_of(build)
    return UNCHANGED if cache is None else read_changes(build, AtlasDirectory(cache.parent).people_changes)


def _hold(atlas: Atlas, build: Path) -> Callable[[], object]:
    """Keeps a build from being taken away until the returned function is called or the atlas is gone."""
    try:
        handle = hold(Path(os.path.realpath(build)), shared=True)
    except (InUse, OSError, ValueError) as error:
        raise AtlasError(f"{build}: can't be opened, or was taken away; open the atlas again") from error
    return (lambda: None) if handle is None else weakref.finalize(atlas, os.close, handle)
