"""The relations in a database that is kept from build to build: each takes what changed in the tables that it reads.

Where a relation has a grain (`paperatlas.graph.relations.grains`), its SELECT runs over what is touched; else it is
made anew and compared. Either way the rows that are gone and those that are new are known to what reads it.
"""

import contextlib
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

import duckdb
import pyarrow as pa

from paperatlas.graph.relations.grain import Grain
from paperatlas.graph.relations.grains import GRAINS
from paperatlas.graph.schema import declared

GONE, COME = "gone_", "come_"
"""What the names of the tables of a difference begin with."""
_FRESH, _COMPARED = "fresh_rows", "compared_rows"
_SIGN, _MORE = "row_sign", "more_rows"
_ORDER = re.compile(r"\sORDER BY\s+([^()]+?)\s*\Z")
_QUALIFIER = re.compile(r"\b\w+\.")
_ORDERS = {"coupled_with": "source, target", "co_cited_with": "source, target"}
"""Of relations in the order of numbers that sort as the ids do."""

Made = str | Callable[[], pa.Table]
"""What a relation is: a SELECT, or what computes it of what it then asks the database."""


class _Given:
    """Rows to put into a table: a transaction holds on to what was registered in it, but not to what this has lost."""

    def __init__(self, rows: pa.Table) -> None:
        self.rows: pa.Table | None = rows

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows, for whoever reads Arrow."""
        if self.rows is None:
            raise ValueError("these rows are put in already")
        return self.rows.__arrow_c_stream__(requested_schema)


class KeptTables(Mapping[str, pa.Table]):
    """The tables of a database by name, read when they are asked for, and what changed in them since it was opened.

    Args:
        connection: To the database; the tables of differences are temporary ones.
        is_new: Whether the database is empty: then all is made anew, and nothing is a difference.
        memory: A file beside it for what goes on from what it found last.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, is_new: bool, memory: Path) -> None:
        self.connection = connection
        self.memory = memory
        self._catalog: str = connection.execute("SELECT current_database()").fetchall()[0][0]
        self._is_new = is_new
        self._changed: set[str] = set()
        self._in_order = declared().keys()

    def __getitem__(self, name: str) -> pa.Table:
        return self.connection.sql(f"FROM {self._whole(name)}").to_arrow_table()

    def __iter__(self) -> Iterator[str]:
        return (name for (name,) in self.connection.sql("SELECT table_name FROM duckdb_tables()").fetchall())

    def __len__(self) -> int:
        return len(list(iter(self)))

    def limit_memory(self, megabytes: int) -> None:
        """Gives back what memory is above."""
        self.connection.execute(f"SET memory_limit = '{megabytes}MB'")

    def put(self, name: str, rows: pa.Table) -> None:
        """Replaces a table by one that was computed."""
        self._replace(name, lambda: rows)

    def append(self, name: str, rows: pa.Table | str) -> None:
        """Adds rows that are new: some, or those of a SELECT."""
        if isinstance(rows, str):
            self._append(name, f"({rows})")
        elif len(rows):
            with self.given(rows):
                self._append(name, "given_rows")

    def _append(self, name: str, rows: str) -> None:
        into = self._whole(name)
        if not self._is_new:
            self._difference(name)
            self.connection.execute(f"INSERT INTO {COME}{name} SELECT * FROM {rows} rows")
        self.connection.execute(f"INSERT INTO {into} SELECT * FROM {rows} rows")

    def remove(self, name: str, condition: str) -> None:
        """Takes rows away."""
        if not self.count(f"SELECT count(*) FROM {self._whole(name)} WHERE {condition}"):
            return
        if not self._is_new:
            self._difference(name)
            self.connection.execute(f"INSERT INTO {GONE}{name} SELECT * FROM {self._whole(name)} WHERE {condition}")
        self.connection.execute(f"DELETE FROM {self._whole(name)} WHERE {condition}")

    def declare(self, name: str, schema: pa.Schema) -> None:
        """Makes an empty table, where the database is new."""
        if self._is_new:
            with self.given(schema.empty_table()):
                self.connection.execute(f"CREATE TABLE {self._whole(name)} AS SELECT * FROM given_rows")

    def changed(self, names: Collection[str]) -> set[str]:
        """Which of some tables are other than they were."""
        return self._changed.intersection(names)

    def takes_difference(self, name: str, reads: Collection[str]) -> bool:
        """Whether a relation needs only what is touched of it."""
        known = {table for grain in GRAINS.get(name, ()) for table in (*grain.parts, *grain.routes)}
        return not self._is_new and self.changed(reads) <= known

    def run(self, name: str, made: Made, reads: Collection[str]) -> None:
        """Brings a relation up to date.

        Args:
            name: Its name.
            made: What it is.
            reads: The tables that it reads.
        """
        if not self.is_due(reads):
            return
        if isinstance(made, str) and name in GRAINS and name not in self._in_order:
            made = _ORDER.sub("", made)  # nobody reads these rows in an order, and they come and go anyway
        if not self.takes_difference(name, reads):
            self._replace(name, made)
            return
        for grain in GRAINS[name]:
            changed = self.changed(reads).intersection((*grain.parts, *grain.routes))
            with self._touched(grain, changed) as touched:
                if touched:
                    with self._only_touched(grain, made if isinstance(made, str) else ""):
                        self._create(f"TEMP TABLE {_FRESH}", made)
                    self._exchange(name, grain.replaced)

    def is_due(self, reads: Collection[str]) -> bool:
        """Whether a relation that reads these tables may be other than it was."""
        return self._is_new or bool(self.changed(reads))

    def rows(self, name: str, select: str) -> pa.Table:
        """The rows of a relation in its order."""
        order = f" ORDER BY {self.order(name, select)}" if name in GRAINS and not self._is_new else ""
        return self.connection.sql(f"SELECT * FROM {self._whole(name)}{order}").to_arrow_table()

    @staticmethod
    def order(name: str, select: str) -> str:
        """The order of a relation by its own columns."""
        found = _ORDER.search(select)
        return _ORDERS[name] if name in _ORDERS or found is None else _QUALIFIER.sub("", found[1])

    def _whole(self, name: str) -> str:
        """The name of a table, also while a view of what is touched hides it."""
        return f"{self._catalog}.main.{name}"

    def _create(self, what: str, made: Made) -> None:
        if isinstance(made, str):
            self.connection.execute(f"CREATE {what} AS {made}")
            return
        with self.given(made()):
            self.connection.execute(f"CREATE {what} AS SELECT * FROM given_rows")

    def _replace(self, name: str, made: Made) -> None:
        """Makes a table anew, and finds what changed."""
        fresh = self._whole(_FRESH)
        self._create(f"TABLE {fresh}", made)
        if not self._is_new:
            self._compare(name, self._whole(name), fresh)
            if name not in self._changed:
                self.connection.execute(f"DROP TABLE {fresh}")
                return
            self.connection.execute(f"DROP TABLE {self._whole(name)}")
        self.connection.execute(f"ALTER TABLE {fresh} RENAME TO {name}")

    def _exchange(self, name: str, replaced: str) -> None:
        """Puts fresh rows in the place of those that the touched keys replace."""
        fresh = f"(SELECT * FROM {_FRESH} WHERE {replaced})"
        self._compare(name, f"(SELECT * FROM {self._whole(name)} WHERE {replaced})", fresh)
        if name in self._changed:
            self.connection.execute(f"DELETE FROM {self._whole(name)} WHERE {replaced}")
            self.connection.execute(f"INSERT INTO {self._whole(name)} FROM {fresh} rows")
        self.connection.execute(f"DROP TABLE {_FRESH}")

    def _compare(self, name: str, before: str, after: str) -> None:
        """Finds which rows are gone and which are new, a row as often as it is so."""
        execute = self.connection.execute
        execute(f"""
            CREATE TEMP TABLE {_COMPARED} AS
            SELECT * EXCLUDE {_SIGN}, CAST(sum({_SIGN}) AS BIGINT) AS {_MORE}
            FROM (SELECT *, 1 AS {_SIGN} FROM {after} a UNION ALL SELECT *, -1 AS {_SIGN} FROM {before} b) either
            GROUP BY ALL
            HAVING sum({_SIGN}) <> 0
        """)  # one pass: EXCEPT ALL, which numbers the rows of each kind, takes four times as long
        if self.count(f"SELECT count(*) FROM {_COMPARED}"):
            self._difference(name)
            for table, times in ((GONE + name, f"-{_MORE}"), (COME + name, _MORE)):
                execute(
                    f"INSERT INTO {table} "
                    f"SELECT rows.* EXCLUDE {_MORE} FROM {_COMPARED} rows, unnest(range({times})) each"
                )
        execute(f"DROP TABLE {_COMPARED}")

    def _difference(self, name: str) -> None:
        """Makes the tables of a difference, if they are not there."""
        for table in (GONE + name, COME + name):
            self.connection.execute(f"CREATE TEMP TABLE IF NOT EXISTS {table} AS FROM {self._whole(name)} LIMIT 0")
        self._changed.add(name)

    @contextlib.contextmanager
    def _touched(self, grain: Grain, changed: set[str]) -> Iterator[int]:
        """The table `touched`; gives how many keys it has."""
        if not changed:
            yield 0
            return
        keys = " UNION ALL ".join(f"SELECT key FROM ({each}) keys" for each in self._touching(grain, changed))
        self.connection.execute(
            f"CREATE TEMP TABLE touched AS SELECT DISTINCT key FROM ({keys}) touching WHERE key IS NOT NULL"
        )
        if grain.widened:
            self.connection.execute(
                f"INSERT INTO touched FROM ({grain.widened}) keys WHERE key NOT IN (SELECT key FROM touched)"
            )
        try:
            yield self.count("SELECT count(*) FROM touched")
        finally:
            self.connection.execute("DROP TABLE touched")

    @staticmethod
    def _touching(grain: Grain, changed: set[str]) -> Iterator[str]:
        """SELECTs of the keys that changed rows touch; tables by which the same are touched are looked at together."""
        tables: dict[str, list[str]] = {}
        for name in sorted(changed):
            part = grain.parts.get(name)
            tables.setdefault(part.touched if part else grain.routes[name], []).append(name)
        for select, names in tables.items():
            rows = " UNION ALL BY NAME ".join(f"FROM {kind}{name}" for name in names for kind in (GONE, COME))
            yield re.sub(r"\bFROM changed\b", f"FROM ({rows}) changed", select)

    @contextlib.contextmanager
    def _only_touched(self, grain: Grain, select: str) -> Iterator[None]:
        """Hides the parts of a relation behind what is touched of them: views, or tables if it reads them twice."""
        kinds = {}
        for name, part in grain.parts.items():
            whole = self._whole(name)
            chosen = re.sub(rf"\b(FROM|JOIN) {name}\b", rf"\1 {whole}", part.chosen)
            kinds[name] = "TABLE" if len(re.findall(rf"\b(?:FROM|JOIN) {name}\b", select)) > 1 else "VIEW"
            self.connection.execute(f"CREATE TEMP {kinds[name]} {name} AS SELECT * FROM {whole} WHERE {chosen}")
        try:
            yield
        finally:
            for name, kind in kinds.items():
                self.connection.execute(f"DROP {kind} temp.{name}")

    @contextlib.contextmanager
    def given(self, rows: pa.Table) -> Iterator[None]:
        """The table `given_rows`, as long as the block lasts."""
        given = _Given(rows)
        self.connection.register("given_rows", given)
        try:
            yield
            self.connection.unregister("given_rows")  # after an error only the end of the transaction is possible
        finally:
            given.rows = None

    def count(self, select: str) -> int:
        """The number that a SELECT gives."""
        return int(self.connection.execute(select).fetchall()[0][0])
