"""Who is who, as tables that relations go on with."""

from collections.abc import Mapping

import pyarrow as pa

from paperatlas.graph.people.resolution import Contradiction
from paperatlas.graph.people.telling import tell_apart


def people_told_apart(mentions: pa.Table, papers: pa.Table, told: pa.Table, known: pa.Table) -> Mapping[str, pa.Table]:
    """The tables of `tell_apart`, by the names that relations know them by; its problems as a table."""
    resolution = tell_apart(mentions, papers, told, known=known if len(known) else None)
    fields = [pa.field(name, pa.string()) for name in Contradiction._fields]
    problems = [each._asdict() for each in resolution.problems]
    return {
        "resolved_mentions": resolution.people,
        "people_reasons": resolution.evidence,
        "borne_names": resolution.names,
        "blocks": resolution.blocks,
        "contradictions": pa.Table.from_pylist(problems, schema=pa.schema(fields)),
    }
