"""What `import paperatlas` promises: the names, and that each type which comes back has one."""

import ast
import importlib.metadata
import inspect
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

import paperatlas

BUILTIN = {"Any", "None", "Self", "Mapping", "bool", "bytes", "dict", "float", "int", "list", "str", "tuple"}
FOREIGN = {"nx", "Graph", "MultiDiGraph", "pa", "Table"}
"""Types of NetworkX and Arrow, by the names under which annotations have them."""


def _declared() -> set[str]:
    """The names that type checkers see: what the package imports for them."""
    source = Path(inspect.getfile(paperatlas)).read_text(encoding="utf-8")
    (checking,) = (node for node in ast.parse(source).body if isinstance(node, ast.If))
    imported = {alias.name for node in checking.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    return imported | {
        node.target.id
        for node in checking.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def test_all_is_what_is_public() -> None:
    assert sorted(paperatlas.__all__) == paperatlas.__all__
    assert set(paperatlas.__all__) == _declared() == set(dir(paperatlas))
    with pytest.raises(AttributeError):
        paperatlas.nothing  # noqa: B018


@pytest.mark.parametrize("name", paperatlas.__all__)
def test_every_name_leads_to_what_it_says(name: str) -> None:
    value = getattr(paperatlas, name)
    assert not isinstance(value, ModuleType)
    if name != "__version__":
        assert (value.__name__, value.__module__.partition(".")[0]) == (name, "paperatlas")
        assert value.__doc__


def test_the_version_is_the_one_installed() -> None:
    assert paperatlas.__version__ == importlib.metadata.version("paperatlas")


def _returned() -> set[str]:
    functions = [getattr(paperatlas, name) for name in paperatlas.__all__ if name.islower() and name != "__version__"]
    functions += [
        member.fget if isinstance(member, property) else member
        for name, member in vars(paperatlas.Atlas).items()
        if not name.startswith("_") and (inspect.isfunction(member) or isinstance(member, property))
    ]
    assert len(functions) > 10
    annotations = (str(function.__annotations__["return"]) for function in functions)
    return {word for text in annotations for word in re.findall(r"\w+", text.replace("paperatlas.", ""))}


def test_each_type_that_comes_back_is_public() -> None:
    classes = {word for word in _returned() if word not in BUILTIN | FOREIGN and not word.islower()}
    assert {"Page", "QueryResult", "Summary", "LoadReport", "ConceptProfile"} <= classes
    assert classes <= set(paperatlas.__all__)


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys, paperatlas\n"
        "heavy = {'pyarrow', 'duckdb', 'pandas', 'spacy', 'networkx', 'numpy', 'kglite', 'neo4j'} & set(sys.modules)\n"
        "sys.exit(f'loaded {heavy}' if heavy else 0)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
