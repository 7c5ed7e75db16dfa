"""What tests of several rooms share."""

import os
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pytest

from paperatlas.graph.reading import join_readings, read_digest
from paperatlas.graph.relations import run_relations
from paperatlas.parsers import parse, parse_digest

EXAMPLES = Path(__file__).parent / "examples"
REAL_DIGESTS = os.environ.get("PAPERATLAS_TEST_DIGESTS")
"""A directory of real digests, where there is one; the tests on them run besides those on the examples."""
MAX_TEAM = 50


def tables_of_texts(texts: dict[str, str], spill: Path, max_team: int = MAX_TEAM) -> dict[str, pa.Table]:
    """The tables of digests given as source and text."""
    readings = [(source, read_digest(parse_digest(text.encode(), source))) for source, text in texts.items()]
    return dict(run_relations(join_readings(readings), max_team, 1, "1GB", spill))


def example_files() -> Iterable[Path]:
    """The example digests in the order of their days."""
    return sorted(EXAMPLES.glob("*.md"))


@pytest.fixture(scope="session")
def example_tables(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pa.Table]:
    """The tables of the example digests."""
    readings = [(path.name, read_digest(parse(path))) for path in example_files()]
    return dict(run_relations(join_readings(readings), MAX_TEAM, 1, "1GB", tmp_path_factory.mktemp("spill")))
