"""Joins the page's modules into one script: inline modules can't import each other.

Each module becomes a function that is called once, in the order of their imports, so that its own names stay its own.
"""

import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import \{([^}]*)\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ((?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
_UNKNOWN = re.compile(r"^(?:import|export)\b.*", re.MULTILINE)


def joined(modules: Mapping[str, str], main: str) -> str:
    """One script that runs a module and all that it imports.

    Args:
        modules: Sources by file name; they import by relative path, and export what they declare, by name.
        main: Name of the module to start with.

    Raises:
        ValueError: A module imports or exports in another way, or in a circle.
    """
    parts = "".join(_wrapped(name, modules[name]) for name in _in_order(modules, main))
    return f'"use strict";\n(() => {{\nconst modules = {{}};\n{parts}}})();\n'


def _in_order(modules: Mapping[str, str], main: str) -> list[str]:
    """Every module after those that it imports."""
    done: list[str] = []
    begun: list[str] = []

    def visit(name: str) -> None:
        if name in done:
            return
        if name in begun:
            raise ValueError(f"{name} imports itself by way of {begun[-1]}")
        begun.append(name)
        for _, other in _IMPORT.findall(modules[name]):
            visit(other)
        done.append(name)

    visit(main)
    return done


def _wrapped(name: str, source: str) -> str:
    exported = [found[1] for found in _EXPORT.findall(source)]
    body = _IMPORT.sub(lambda found: f'const {{{found[1].replace(" as ", ": ")}}} = modules["{found[2]}"];\n', source)
    body = _EXPORT.sub(r"\1", body)
    if unknown := _UNKNOWN.search(body):
        raise ValueError(f"{name}: {unknown[0]!r} is not a way in which modules are joined")
    return f'modules["{name}"] = (() => {{\n{body}return {{ {", ".join(exported)} }};\n}})();\n'
