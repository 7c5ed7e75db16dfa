"""Writes the pages that derive from the code: docs/schema.md and docs/commands.md."""

from pathlib import Path
from typing import Any

import click

from paperatlas.cli import main as commands
from paperatlas.graph.kinds import Property
from paperatlas.graph.schema import EDGES, NODES, SIDE_TABLES
from paperatlas.queries import saved_queries

DOCS = Path(__file__).parent


def schema_page() -> str:
    """Every node, edge and table with its properties."""
    lines = ["# The graph", "", "Generated from `graph/schema.py` by `make docs`.", ""]
    for kind in NODES:
        lines += [f"## {kind.label}", "", f"Table `{kind.table}`.", "", *_properties(kind.columns)]
    for edge in EDGES:
        arrow = "→" if edge.directed else "—"
        ends = f"{edge.source} {arrow} {edge.target}"
        note = "" if edge.directed else " Stored once, smaller id first; match it without direction."
        meaning = f"{edge.meaning[0].upper()}{edge.meaning[1:]}."
        lines += [
            f"## {edge.type}",
            "",
            f"{ends}: table `{edge.table}`. {meaning}{note}",
            "",
            *_properties(edge.columns),
        ]
    for table in SIDE_TABLES:
        lines += [f"## Table {table.table}", "", f"{table.meaning[0].upper()}{table.meaning[1:]}.", ""]
        lines += _properties(table.columns)
    return "\n".join(lines)


def _properties(columns: tuple[Property, ...]) -> list[str]:
    rows = [f"| {it.name} | {it.type.value}{', or null' * it.optional} | {it.meaning} |" for it in columns]
    return ["| property | type | meaning |", "|---|---|---|", *rows, ""]


def commands_page() -> str:
    """The help of every command, and the saved queries."""
    lines = ["# Commands", "", "Generated from the command line itself by `make docs`.", ""]
    width: dict[str, Any] = {"terminal_width": 100, "max_content_width": 100}
    context = click.Context(commands, info_name="paperatlas", **commands.context_settings, **width)
    lines += ["```", commands.get_help(context), "```", ""]
    lines += _help_of(commands, context, width)
    lines += ["# Saved queries", "", "| name | what it answers | parameters |", "|---|---|---|"]
    for query in saved_queries().values():
        parameters = "<br>".join(str(parameter).replace("|", "\\|") for parameter in query.parameters)
        lines.append(f"| {query.name} | {query.title} | {parameters} |")
    return "\n".join([*lines, ""])


def _help_of(group: click.Group, context: click.Context, width: dict[str, Any]) -> list[str]:
    """The help of the commands of a group, and of those in groups among them."""
    lines = []
    for name, command in sorted(group.commands.items()):
        nested = click.Context(command, info_name=name, parent=context, **width)
        lines += [f"## {nested.command_path}", "", "```", command.get_help(nested), "```", ""]
        if isinstance(command, click.Group):
            lines += _help_of(command, nested, width)
    return lines


PAGES = {DOCS / "schema.md": schema_page, DOCS / "commands.md": commands_page}

if __name__ == "__main__":
    for path, page in PAGES.items():
        path.write_text(page(), encoding="utf-8")
