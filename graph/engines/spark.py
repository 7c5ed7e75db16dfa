"""Spark: rows are data frames, kept as Parquet after each step, so that nothing is made twice and a machine may fail.

No table comes to the driver but the names that are sought in the texts, which are broadcast.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import cast

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema, to_arrow_schema
from pyspark.sql.types import ArrayType, DecimalType

from paperatlas.graph.arrow import DECIMAL_PLACES, arrow_schema
from paperatlas.graph.concepts.search import find_places
from paperatlas.graph.engines.dialect import order_of, spark_sql
from paperatlas.graph.engines.packing import (
    PACKED_DDL,
    Function,
    chunks,
    in_groups,
    in_one_task,
    nullable,
    packing,
    read,
    unpacking,
)
from paperatlas.graph.kinds import Table
from paperatlas.graph.relations import COMPUTED, RELATIONS, Computed, relation

ROWS_A_TASK = 50_000
"""That a function takes at once, at least, unless there are fewer."""
OF_LARGE_ROWS = {"parquet.page.size.row.check.min": "1"}
"""How they are written: a page is in memory twice, and how full it is, the writer looks after a hundred rows else."""
_ROW_BITS = 33
"""Of an increasing id of Spark's, those that count the rows of a partition."""
IN_ROWS = frozenset({"specificities"})
"""Made row by row."""
BY_LISTING = frozenset({"found_names"})
"""Made listing by listing."""


class Spark:
    """The engine of many machines."""

    def __init__(self, session: SparkSession, steps: str) -> None:
        """Runs in a session.

        Args:
            session: Of Spark, 4 or newer.
            steps: A directory that all machines reach, for what is made on the way.
        """
        self.session = session
        self._steps = steps
        self._numbers = count(1)
        self._orders: dict[str, list[tuple[str, bool]]] = {}

    def register(self, name: str, rows: DataFrame) -> None:
        """Lets statements know rows by a name; see `Engine.register`."""
        rows.createOrReplaceTempView(name)

    def unregister(self, name: str) -> None:
        """Forgets a name; see `Engine.unregister`."""
        self.session.catalog.dropTempView(name)

    def select(self, name: str, statement: str) -> DataFrame:
        """The answer to a SELECT: kept, or, where it goes into a computed relation, in its order."""
        if name not in COMPUTED:
            return self.kept(self.session.sql(spark_sql(statement, ordered=False)))
        rows = self.session.sql(spark_sql(statement))
        whole = statement.strip().removeprefix("SELECT * FROM ")
        return self.ordered(rows, whole) if whole in RELATIONS and whole not in COMPUTED else rows

    def step(self, name: str, statement: str) -> None:
        """Lets statements know the answer to a SELECT by a name; see `Engine.step`."""
        self.register(name, self.select(name, statement))

    def ordered(self, rows: DataFrame, name: str) -> DataFrame:
        """Rows of a relation in its order, as far as its columns tell; the same each time."""
        order = [(column, is_down) for column, is_down in order_of(relation(name)) if column in rows.columns]
        known = {column for column, _ in order}
        rest = [field.name for field in rows.schema if not isinstance(field.dataType, ArrayType)]
        order += [(column, False) for column in rest if column not in known]
        return rows.orderBy(*(F.desc_nulls_last(it) if is_down else F.asc_nulls_last(it) for it, is_down in order))

    def kept(self, rows: DataFrame, options: Mapping[str, str] = MappingProxyType({})) -> DataFrame:
        """The rows, written with some options, and read back."""
        path = f"{self._steps}/{next(self._numbers):04}"
        rows.write.options(**options).parquet(path)
        return self.session.read.schema(rows.schema).parquet(path)

    def table(self, rows: pa.Table) -> DataFrame:
        """A small table from the driver."""
        return self.session.createDataFrame(rows.to_pylist(), from_arrow_schema(nullable(rows.schema)))

    def begin(self, name: str, computed: Computed, asked: Sequence[DataFrame]) -> Callable[[], Mapping[str, DataFrame]]:
        """Makes a computed relation, spread over the machines where it can be; see `Engine.begin`."""
        if name in IN_ROWS:
            made = {name: self.in_rows(cast(Callable[[pa.Table], pa.Table], computed.function), asked[0])}
        elif name in BY_LISTING:
            made = self.in_groups(computed.function, name, "listing", self._grouped(asked[0]))
        elif name == "name_places":
            made = {name: self._places(*asked)}
        else:
            made = self.in_one_task(computed.function, name, asked)
        return lambda: made

    def _grouped(self, places: DataFrame) -> DataFrame:
        order = [F.asc("listing"), F.asc("passage"), F.asc("start"), F.desc("end")]
        return places.repartition("listing").sortWithinPartitions(*order)

    def _places(self, titles: DataFrame, passages: DataFrame, sought: DataFrame) -> DataFrame:
        """Where names stand: each machine has all names, and searches its share of the texts."""
        schema = _schema(sought)
        contents = [row.content for row in self._packed(sought, "0").orderBy("place").collect()]
        names = self.session.sparkContext.broadcast(contents)
        texts = titles.unionByName(passages)

        def search(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            known = pa.concat_tables([schema.empty_table(), *(read(each) for each in names.value)])
            for table in chunks(batches, ROWS_A_TASK):
                yield from find_places(table.slice(0, 0), table, known).to_batches()

        result = find_places(_empty(texts), _empty(texts), schema.empty_table()).schema
        return self.kept(texts.mapInArrow(search, from_arrow_schema(nullable(result))))

    def in_rows(self, function: Callable[[pa.Table], pa.Table], rows: DataFrame) -> DataFrame:
        """What a function makes of each batch of rows."""
        result = function(_empty(rows)).schema

        def compute(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
            for batch in batches:
                yield from function(pa.Table.from_batches([batch])).to_batches()

        return self.kept(rows.mapInArrow(compute, from_arrow_schema(nullable(result))))

    def in_groups(self, function: Function, name: str, key: str, rows: DataFrame) -> dict[str, DataFrame]:
        """What a function makes of groups of rows that lie together in their partition."""
        packed = rows.mapInArrow(in_groups(function, name, key, ROWS_A_TASK), PACKED_DDL)
        return self._unpacked(self.kept(packed, OF_LARGE_ROWS), function(_empty(rows)), name)

    def in_one_task(self, function: Function, name: str, asked: Sequence[DataFrame]) -> dict[str, DataFrame]:
        """What a function makes of whole tables: one task on one of the machines has it all in memory."""
        packed = [self._packed(rows, str(number)) for number, rows in enumerate(asked)]
        together = packed[0]
        for rows in packed[1:]:
            together = together.unionByName(rows)
        compute = in_one_task(function, name, [_schema(rows) for rows in asked])
        made = self.kept(together.coalesce(1).mapInArrow(compute, PACKED_DDL), OF_LARGE_ROWS)
        return self._unpacked(made, function(*map(_empty, asked)), name)

    def _packed(self, rows: DataFrame, name: str) -> DataFrame:
        packed = rows.mapInArrow(packing(name), PACKED_DDL)
        return packed.withColumn("place", F.monotonically_increasing_id())

    def _unpacked(
        self, packed: DataFrame, shapes: pa.Table | Mapping[str, pa.Table], name: str
    ) -> dict[str, DataFrame]:
        made = {}
        for table, shape in ({name: shapes} if isinstance(shapes, pa.Table) else shapes).items():
            schema = nullable(shape.schema)
            rows = packed.where(F.col("name") == table)
            made[table] = self.kept(rows.mapInArrow(unpacking(schema), from_arrow_schema(schema)))
        return made

    def numbered(self, rows: DataFrame, order: Sequence[str], name: str) -> DataFrame:
        """Rows with their number in an order, from 0, counted partition by partition."""
        in_order = rows.orderBy(*(F.asc_nulls_first(column) for column in order))
        placed = self.kept(in_order.withColumn("_place", F.monotonically_increasing_id()))
        placed = placed.withColumn("_part", F.shiftright("_place", _ROW_BITS))
        before = Window.orderBy("_part").rowsBetween(Window.unboundedPreceding, -1)
        sizes = placed.groupBy("_part").count()
        starts = sizes.select("_part", F.coalesce(F.sum("count").over(before), F.lit(0)).alias("_start"))
        own = F.col("_place").bitwiseAND(F.lit((1 << _ROW_BITS) - 1))
        found = placed.join(F.broadcast(starts), "_part").withColumn(name, F.col("_start") + own)
        return self.kept(found.drop("_place", "_part", "_start"))

    def conform(self, rows: DataFrame, kind: Table) -> DataFrame:
        """The rows with the declared columns and types; see `Engine.conform`."""
        columns = []
        for field in from_arrow_schema(nullable(arrow_schema(kind))):
            column = F.col(f"`{field.name}`").cast(field.dataType)
            if isinstance(rows.schema[field.name].dataType, DecimalType):
                column = F.round(column, DECIMAL_PLACES)
            columns.append(column.alias(field.name))
        return rows.select(*columns)

    def count(self, rows: DataFrame) -> int:
        """How many rows there are."""
        return rows.count()

    def write(self, rows: DataFrame, directory: str, name: str) -> None:
        """Writes a directory of Parquet files, in the order of their names; see `Engine.write`."""
        rows = self.ordered(rows, name) if name not in COMPUTED else rows
        rows.write.option("compression", "zstd").parquet(f"{directory}/{name}.parquet")


def _schema(rows: DataFrame) -> pa.Schema:
    return to_arrow_schema(rows.schema)


def _empty(rows: DataFrame) -> pa.Table:
    return _schema(rows).empty_table()
