"""The statements of the relations, which are written for DuckDB, as Spark SQL."""

import functools

import sqlglot
from sqlglot import exp

_SORTED = "transform(array_sort(collect_list(struct({parts}))), each -> each.value)"
_SORTED_DISTINCT = "array_sort(collect_set({value}))"
_QUOTIENT = "CAST({left} AS DOUBLE) / ({right})"
# Rounded as a float, where an exact decimal would be half-way to the next more often: six places, as all decimals here.
_DECIMAL = "CAST(ROUND(CAST({value} AS DOUBLE) * 1000000) / 1000000 AS {type})"


@functools.cache
def spark_sql(statement: str, ordered: bool = True) -> str:
    """A statement in Spark's dialect.

    Args:
        statement: A SELECT.
        ordered: Whether the order of its rows matters; sorting is most of the work where it does not.

    >>> spark_sql("SELECT array_agg(DISTINCT x ORDER BY x) AS all FROM t ORDER BY x", ordered=False)
    'SELECT ARRAY_SORT(COLLECT_SET(x)) AS all FROM t'
    """
    tree = sqlglot.parse_one(statement, read="duckdb")
    if not ordered:
        tree.set("order", None)
    return tree.transform(_of_spark).sql(dialect="spark")


def _of_spark(node: exp.Expr) -> exp.Expr:
    """What Spark says otherwise: lists in an order, quotients, which it keeps exact, and decimals of floats."""
    if isinstance(node, exp.Div):
        left, right = (side.transform(_of_spark).sql("spark") for side in (node.this, node.expression))
        return _parsed(_QUOTIENT.format(left=left, right=right))
    if isinstance(node, exp.Cast) and node.to.this == exp.DataType.Type.DECIMAL:
        value = node.this.transform(_of_spark).sql("spark")
        return _parsed(_DECIMAL.format(value=value, type=node.to.sql("spark")))
    return _sorted_list(node)


def _sorted_list(node: exp.Expr) -> exp.Expr:
    """An ordered list of values: Spark's aggregate takes no order, so that pairs are sorted."""
    if not isinstance(node, exp.ArrayAgg) or not isinstance(node.this, exp.Order):
        return node
    value, keys = node.this.this, node.this.expressions
    if isinstance(value, exp.Distinct):
        return _parsed(_SORTED_DISTINCT.format(value=value.expressions[0].sql("spark")))
    parts = [f"{'-' if key.args.get('desc') else ''}({key.this.sql('spark')}) AS k{at}" for at, key in enumerate(keys)]
    return _parsed(_SORTED.format(parts=", ".join([*parts, f"{value.sql('spark')} AS value"])))


def _parsed(text: str) -> exp.Expr:
    return sqlglot.parse_one(text, read="spark")


@functools.cache
def order_of(statement: str) -> tuple[tuple[str, bool], ...]:
    """The columns that a statement's rows are in the order of, each with whether it goes down.

    >>> order_of("SELECT t.a, b FROM t ORDER BY t.a, b DESC")
    (('a', False), ('b', True))
    """
    order = sqlglot.parse_one(statement, read="duckdb").args.get("order")
    if order is None:
        return ()
    return tuple((each.this.name, bool(each.args.get("desc"))) for each in order.expressions)
