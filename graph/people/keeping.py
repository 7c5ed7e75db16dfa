"""What a run found, in a file for the next one."""

import contextlib
import dataclasses
import typing
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import scipy.sparse as sp

from paperatlas.base.paths import is_regular
from paperatlas.base.temporary import new_file
from paperatlas.graph.people.last_run import LastRun

_COLUMN = "rows"


def write_last(run: LastRun | None, path: Path) -> None:
    """Keeps what a run found, if anything; whoever reads has what was there before, or this."""
    if run is None:
        path.unlink(missing_ok=True)
        return
    with new_file(path) as file:
        np.savez(file, allow_pickle=False, **dict(_arrays("run", run)))


def read_last(path: Path) -> LastRun | None:
    """What the last run found; None where there is no such file, or it is damaged or not ours."""
    if not is_regular(path):
        return None
    broken = (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, pa.ArrowException)
    with contextlib.suppress(*broken), path.open("rb") as file, np.load(file, allow_pickle=False) as arrays:
        run: LastRun = _value("run", LastRun, arrays)
        return run
    return None


def _arrays(name: str, value: Any) -> Iterator[tuple[str, np.ndarray[Any, Any]]]:
    """A value as arrays by name."""
    if isinstance(value, np.ndarray):
        yield name, value
    elif isinstance(value, sp.csr_matrix):
        yield from _arrays(name, (np.array(value.shape), value.data, value.indices, value.indptr))
    elif isinstance(value, (pa.Table, pa.Array)):
        rows = value if isinstance(value, pa.Table) else pa.table({_COLUMN: value})
        sink = pa.BufferOutputStream()
        with pa.ipc.new_file(sink, rows.schema) as writer:
            writer.write_table(rows)
        yield name, np.frombuffer(sink.getvalue(), np.uint8)
    else:
        parts = enumerate(value) if isinstance(value, tuple) else _fields(value)
        for field, part in parts:
            yield from _arrays(f"{name}.{field}", part)


def _fields(value: Any) -> Iterator[tuple[str, Any]]:
    return ((field.name, getattr(value, field.name)) for field in dataclasses.fields(value))


def _value(name: str, kind: Any, arrays: Any) -> Any:
    """A value of a kind, of its arrays."""
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{field: _value(f"{name}.{field}", hint, arrays) for field, hint in hints.items()})
    if typing.get_origin(kind) is tuple:
        return tuple(_value(f"{name}.{at}", part, arrays) for at, part in enumerate(typing.get_args(kind)))
    if kind is sp.csr_matrix:
        shape, *parts = (arrays[f"{name}.{at}"] for at in range(4))
        return sp.csr_matrix(tuple(parts), tuple(shape.tolist()))
    if kind in (pa.Table, pa.Array):
        rows = pa.ipc.open_file(pa.py_buffer(arrays[name])).read_all()
        rows.validate(full=True)
        return rows if kind is pa.Table else rows[_COLUMN].combine_chunks()
    return arrays[name]
