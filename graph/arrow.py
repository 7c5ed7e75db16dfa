"""Arrow schemas derived from the declared shape of the graph."""

import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.kinds import Property, PropertyType, Table

ARROW_TYPES = {
    PropertyType.STRING: pa.string(),
    PropertyType.INTEGER: pa.int64(),
    PropertyType.FLOAT: pa.float64(),
    PropertyType.BOOLEAN: pa.bool_(),
    PropertyType.DATE: pa.date32(),
    PropertyType.STRINGS: pa.list_(pa.field("element", pa.string(), nullable=False)),
}


def arrow_field(declared: Property) -> pa.Field:
    """The column of a property."""
    return pa.field(declared.name, ARROW_TYPES[declared.type], nullable=declared.optional)


def arrow_schema(kind: Table) -> pa.Schema:
    """The columns of a table, in declared order."""
    return pa.schema([arrow_field(column) for column in kind.columns])


DECIMAL_PLACES = 6


def conform(table: pa.Table, kind: Table) -> pa.Table:
    """The table with the declared columns and types; exact decimals become the nearest floats."""
    schema = arrow_schema(kind)
    columns = [_cast(table[field.name], field.type) for field in schema]
    return pa.Table.from_arrays(columns, schema=schema).combine_chunks()


def _cast(column: pa.ChunkedArray, wanted: pa.DataType) -> pa.ChunkedArray:
    if pa.types.is_decimal(column.type) and pa.types.is_floating(wanted):
        whole = pc.round(pc.multiply(pc.cast(column, wanted), float(10**DECIMAL_PLACES)))
        return pc.divide(whole, float(10**DECIMAL_PLACES))  # the cast alone misses by a last bit
    return pc.cast(column, wanted)
