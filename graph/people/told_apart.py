"""Who is who, as tables that relations go on with."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from paperatlas.graph.people.keeping import read_last, write_last
from paperatlas.graph.people.resolution import Contradiction, Resolution
from paperatlas.graph.people.telling import tell_apart, tell_apart_again


def people_told_apart(mentions: pa.Table, papers: pa.Table, told: pa.Table, known: pa.Table) -> Mapping[str, pa.Table]:
    """The tables of `tell_apart`, by the names that relations know them by; its problems as a table.

    Args:
        mentions: As there.
        papers: As there.
        told: As there.
        known: As there; none is as good as no table.
    """
    return _tables(tell_apart(mentions, papers, told, known=known if len(known) else None))


def people_told_apart_again(tables: list[pa.Table], memory: Path) -> Mapping[str, pa.Table]:
    """The same, by what changed since the last run.

    Args:
        tables: The same; they are taken out of the list, so that each goes as soon as it has been read.
        memory: A file with what the last run found, and then with what this one does.
    """
    known = tables.pop()
    resolution, run = tell_apart_again(
        tables.pop(0), tables.pop(0), tables.pop(0), read_last(memory), known=known if len(known) else None
    )
    write_last(run, memory)
    return _tables(resolution)


def _tables(resolution: Resolution) -> Mapping[str, pa.Table]:
    fields = [pa.field(name, pa.string()) for name in Contradiction._fields]
    problems = [each._asdict() for each in resolution.problems]
    return {
        "resolved_mentions": resolution.people,
        "people_reasons": resolution.evidence,
        "borne_names": resolution.names,
        "blocks": resolution.blocks,
        "contradictions": pa.Table.from_pylist(problems, schema=pa.schema(fields)),
    }
