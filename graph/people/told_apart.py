"""Who is who, as tables that relations go on with."""

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa

from paperatlas.graph.people.keeping import read_last, write_last
from paperatlas.graph.people.resolution import Contradiction
from paperatlas.graph.people.telling import tell_apart, tell_apart_again


def people_told_apart(
    mentions: pa.Table, papers: pa.Table, told: pa.Table, known: pa.Table, memory: Path | None = None
) -> Mapping[str, pa.Table]:
    """The tables of `tell_apart`, by the names that relations know them by; its problems as a table.

    Args:
        mentions: As there.
        papers: As there.
        told: As there.
        known: As there; none is as good as no table.
        memory: A file with what the last run found, and then with what this one does.
    """
    blocks = known if len(known) else None
    if memory is None:
        resolution = tell_apart(mentions, papers, told, known=blocks)
    else:
        resolution, run = tell_apart_again(mentions, papers, told, read_last(memory), known=blocks)
        write_last(run, memory)
    fields = [pa.field(name, pa.string()) for name in Contradiction._fields]
    problems = [each._asdict() for each in resolution.problems]
    return {
        "resolved_mentions": resolution.people,
        "people_reasons": resolution.evidence,
        "borne_names": resolution.names,
        "blocks": resolution.blocks,
        "contradictions": pa.Table.from_pylist(problems, schema=pa.schema(fields)),
    }
