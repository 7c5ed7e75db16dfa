"""Does without pandas in a process of our own: pyarrow imports it to see whether a list is one of its."""

import sys
from importlib.abc import MetaPathFinder


class _NoPandas(MetaPathFinder):
    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        """What `import` asks."""
        if fullname == "pandas":
            raise ModuleNotFoundError(fullname)


def are_frames_refused() -> bool:
    """Whether this process can't make frames."""
    return any(isinstance(finder, _NoPandas) for finder in sys.meta_path)


def refuse_pandas() -> None:
    """Saves half a second in a process that makes no frames; there is no way back, as pyarrow asks once."""
    sys.meta_path.insert(0, _NoPandas())
