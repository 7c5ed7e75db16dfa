"""What the last build found of who is who, in the cache: what has not changed is not looked at again."""

import contextlib
import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from paperatlas.base.paths import is_regular
from paperatlas.base.temporary import new_file

if TYPE_CHECKING:
    import pyarrow as pa

_CHECK = b"sha256"


def read_known(path: Path) -> "pa.Table | None":
    """The blocks of the build before; None where there are none, or the file is damaged."""
    import pyarrow as pa

    from paperatlas.graph.people.resolution import BLOCKS

    if not is_regular(path):
        return None
    with contextlib.suppress(OSError, ValueError, pa.ArrowException), pa.OSFile(str(path)) as file:
        blocks = pa.ipc.open_file(file).read_all()
        blocks.validate(full=True)
        if blocks.schema.equals(BLOCKS) and (blocks.schema.metadata or {}).get(_CHECK) == _check(blocks):
            return blocks.replace_schema_metadata(None)
    return None


def write_known(blocks: "pa.Table", path: Path) -> None:
    """Keeps the blocks of a build for the next one; whoever reads sees those before or these."""
    import pyarrow as pa

    from paperatlas.graph.people.resolution import BLOCKS

    if not len(blocks):
        path.unlink(missing_ok=True)
        return
    # A database that keeps joins does not keep that no text is missing.
    checked = blocks.cast(BLOCKS).replace_schema_metadata({_CHECK: _check(blocks)})
    with new_file(path) as file, pa.ipc.new_file(file, checked.schema) as writer:
        writer.write_table(checked)


def _check(blocks: "pa.Table") -> bytes:
    """What says that no bit of the blocks has changed on a disk."""
    texts = hashlib.sha256()
    for column in blocks.itercolumns():
        for text in column.to_pylist():
            texts.update(f"{len(text)}:{text}".encode())
    return texts.hexdigest().encode()
