"""Files for the bulk import, read by the server's own neo4j-admin; then `load` finishes and keeps in step."""

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest

from paperatlas.base.errors import OutputError
from paperatlas.graph.views import VIEWS
from paperatlas.loaders.neo4j.bulk import write
from paperatlas.loaders.neo4j.bulk_format import README
from paperatlas.loaders.neo4j.server import Server
from tests.loaders.graphs import hostile_tables
from tests.loaders.neo4j.graphs import load_tables, loadable_hostile_tables, rows_of, rows_on
from tests.neo4j_servers import NEWEST, OLDEST, Neo4jProcess


@pytest.mark.parametrize("version", [OLDEST, NEWEST])
def test_the_command_in_the_readme_imports_everything(
    version: str, neo4j_process: Callable[[str], Neo4jProcess], tmp_path: Path
) -> None:
    tables = loadable_hostile_tables()
    write(tables, VIEWS["all"], tmp_path)
    guide = (tmp_path / README).read_text(encoding="utf-8")
    command = re.search(r"^neo4j-admin (.*?[^\\])$", guide, re.MULTILINE | re.DOTALL)
    assert command is not None
    process = neo4j_process(version)
    process.forget()
    process.admin(*shlex.split(command[1].replace("\\\n", " ")), directory=tmp_path)
    process.start()
    with Server(process.login, timeout=60) as server:
        report = load_tables(server, tables, "bulk")
        assert (report.created, report.removed) == (0, 0)
        assert rows_on(server) == rows_of(tables)
        assert load_tables(server, tables, "bulk").changed == 0


def test_lists_that_hold_every_separator_are_refused(tmp_path: Path) -> None:
    tables = hostile_tables()
    index = tables["authors"].schema.get_field_index("aliases")
    kind = tables["authors"].schema.field(index)
    aliases = pa.array([["\x1f\x1e\x1d\x1c|;"]] * len(tables["authors"]), kind.type)
    with pytest.raises(OutputError, match="use another format"):
        write(tables | {"authors": tables["authors"].set_column(index, kind, aliases)}, VIEWS["all"], tmp_path)
