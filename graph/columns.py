"""Arrow types that follow from the fields of records."""

import datetime
from types import NoneType
from typing import Any, get_args, get_type_hints

import pyarrow as pa

_VALUE_TYPES = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    datetime.date: pa.date32(),
}


def record_fields(record: type) -> list[pa.Field]:
    """A column a field of a dataclass or named tuple, in its order."""
    return [pa.field(name, value_type(hint)) for name, hint in get_type_hints(record).items()]


def value_type(hint: Any) -> pa.DataType:
    """The type of a column with the values of a field; a record is a struct.

    >>> value_type(tuple[str, ...]), value_type(int | None)
    (ListType(list<item: string>), DataType(int64))
    """
    if hint in _VALUE_TYPES:
        return _VALUE_TYPES[hint]
    inner = [argument for argument in get_args(hint) if argument not in (NoneType, ...)]
    if not inner:
        return pa.struct(record_fields(hint))
    (only,) = map(value_type, inner)
    return pa.list_(only) if ... in get_args(hint) else only
