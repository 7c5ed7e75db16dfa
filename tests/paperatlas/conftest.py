"""Two small digests, and an atlas of the examples."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import paperatlas
from tests.conftest import EXAMPLES

DIGEST = """## Daily Papers (2024-04-15)

### [Sparse attention](https://arxiv.org/abs/2404.00001)

Vote: 3

Authors: Ann Lee, Bo Roe, Cy Poe

- 희소 어텐션(sparse attention)을 쓴다.
"""
OTHER_DIGEST = """## Daily Papers (2024-04-16)

### [Kernel fusion](https://arxiv.org/abs/2404.00002)

Authors: Ann Lee

- Kernel fusion speeds up sparse attention.
"""


@pytest.fixture
def digests(tmp_path: Path) -> Path:
    """A directory with two digests."""
    directory = tmp_path / "digests"
    directory.mkdir()
    (directory / "2024-04-15.md").write_text(DIGEST, encoding="utf-8")
    (directory / "2024-04-16.md").write_text(OTHER_DIGEST, encoding="utf-8")
    return directory


@pytest.fixture(scope="session")
def example_atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[paperatlas.Atlas]:
    """An atlas of the example digests; not to be changed."""
    with paperatlas.build(EXAMPLES, tmp_path_factory.mktemp("examples") / "atlas", jobs=1) as atlas:
        yield atlas
