"""Two small digests, and an atlas of the examples."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

import paperatlas
from paperatlas.building import build_atlas
from paperatlas.settings import Settings
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


def write_digests(root: Path) -> Path:
    """Makes a directory with two digests."""
    directory = root / "digests"
    directory.mkdir()
    (directory / "2024-04-15.md").write_text(DIGEST, encoding="utf-8")
    (directory / "2024-04-16.md").write_text(OTHER_DIGEST, encoding="utf-8")
    return directory


@pytest.fixture
def digests(tmp_path: Path) -> Path:
    """A directory with two digests."""
    return write_digests(tmp_path)


@pytest.fixture(scope="session")
def atlas_of_digests(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An atlas of such a directory; not to be changed."""
    root = tmp_path_factory.mktemp("built")
    build_atlas([write_digests(root)], root / "atlas", Settings(), jobs=1)
    return root / "atlas"


@pytest.fixture
def first_build(atlas_of_digests: Path, tmp_path: Path) -> Path:
    """The build in an atlas of `digests` at `tmp_path / "atlas"`, a copy, as if it had just been built."""
    shutil.copytree(atlas_of_digests, tmp_path / "atlas", symlinks=True)
    return (tmp_path / "atlas" / "current").resolve()


@pytest.fixture(scope="session")
def example_atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[paperatlas.Atlas]:
    """An atlas of the example digests; not to be changed."""
    with paperatlas.build(EXAMPLES, tmp_path_factory.mktemp("examples") / "atlas", jobs=1) as atlas:
        yield atlas
