"""Writes the pages that derive from the code: docs/schema.md, docs/commands.md, docs/joins.md and docs/types.md."""

from pathlib import Path
from typing import Any

import click

from paperatlas.cli import main as commands
from paperatlas.graph.details import DETAILS
from paperatlas.graph.kinds import Property
from paperatlas.graph.relations import RELATIONS
from paperatlas.graph.relations.grains import GRAINS, WHOLE
from paperatlas.graph.schema import EDGES, NODES
from paperatlas.graph.side_tables import SIDE_TABLES
from paperatlas.graph.work_types import WORK_TYPES
from paperatlas.queries import saved_queries

DOCS = Path(__file__).parent


def schema_page() -> str:
    """Every node, edge and table with its properties."""
    lines = ["# The graph", "", "Generated from `graph/schema.py` and `graph/side_tables.py` by `make docs`.", ""]
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


_JOINS = """# A build goes on from the one before

Generated from `graph/relations/grains.py` by `make docs`.

Where the readings of an atlas are many, 120 MB or some 20,000 papers, a build keeps its joins in
`cache/joins.duckdb`. The next one takes out of it the files that are gone or changed and puts in those that are new;
listings keep their numbers, which have room between them. Then each relation follows, in their order. Where none of
the tables that it reads has changed it is as it was. Where it has a *grain*, a paper, a person, a concept, it is
declared which of these a changed row of each table touches; the same SELECT, over what is touched, gives their rows,
and these go in the place of those that were there. All others are made anew, and compared with what they were, so
that what reads them knows what changed. The tables are those of a build that begins with nothing, byte for byte.

Who is who has no grain: how rare a name is, and with that who is compared, follows from all names. So it keeps, in
`cache/joins.duckdb.people`, what it found and of what: names taken apart, words of titles, who wrote with whom, what
became of each name's papers, which pairs of names were rated, and the reasons. Figures of all names are made anew,
which is quick, and coarsely rounded, so that few change. A name is *touched* where one of its papers is new or has
another year or other words, or somebody on one of its papers says more or less than before or is on any paper that is
new, gone or changed; and where how many are expected to bear it, or what ids and the user say of it, is not what it
was. Only touched names are told apart, rated and explained again; who is merged with whom is then decided anew of all.
A file that is damaged, or not ours, is as good as none.

Other settings, overrides, packages or code make all of it anew, as do a database that is damaged or not ours, more
new files than old ones, and a listing that finds no number between two others. All is one transaction: a build that
fails or is killed leaves the database as it was. The embedded store is not made in such a build but at the first
question that needs it, which says so and waits.

| relation | how it follows |
|---|---|
"""


def joins_page() -> str:
    """How each relation takes a difference, or why not."""
    rows = [f"| {name} | {_how(name)} |\n" for name in RELATIONS]
    return _JOINS + "".join(rows)


def _how(name: str) -> str:
    if name in WHOLE:
        return f"anew: {WHOLE[name]}"
    tables = sorted({table for grain in GRAINS[name] for table in (*grain.parts, *grain.routes)})
    return f"by what changed in {', '.join(tables)}"


_TYPES = """# What a paper is, and what else a bibliography says

Generated from `graph/work_types.py` and `graph/details.py` by `make docs`.

Types and details are called as in CSL, the Citation Style Language. Exports write the first name of each form, and the
others are read as the type. Behind a colon stands what `entrysubtype`, or of a preprint `pubstate`, says; a preprint
of arXiv needs none.

| type | is | BibTeX | venue in | RIS | Zotero | services and their tables |
|---|---|---|---|---|---|---|
"""
_DETAILS = """
The number of an article is `eid` in BibTeX and `C7` in RIS, where `number` is that of the issue.

| detail | BibTeX | RIS | Zotero |
|---|---|---|---|
"""


def types_page() -> str:
    """The vocabulary of types, and the details."""
    types = [
        f"| {it.name} | {it.meaning} | {', '.join(it.bibtex)} | {it.place} | {', '.join(it.ris)} | "
        f"{', '.join(it.zotero)} | {', '.join(it.services)} |\n"
        for it in WORK_TYPES.values()
    ]
    details = [
        f"| {it.name} | {', '.join(it.bibtex)} | {', '.join(it.ris)} | {', '.join(it.zotero)} |\n"
        for it in DETAILS.values()
    ]
    return "".join([_TYPES, *types, _DETAILS, *details])


def _help_of(group: click.Group, context: click.Context, width: dict[str, Any]) -> list[str]:
    """The help of the commands of a group, and of those in groups among them."""
    lines = []
    for name, command in sorted(group.commands.items()):
        nested = click.Context(command, info_name=name, parent=context, **width)
        lines += [f"## {nested.command_path}", "", "```", command.get_help(nested), "```", ""]
        if isinstance(command, click.Group):
            lines += _help_of(command, nested, width)
    return lines


PAGES = {
    DOCS / "schema.md": schema_page,
    DOCS / "commands.md": commands_page,
    DOCS / "joins.md": joins_page,
    DOCS / "types.md": types_page,
}

if __name__ == "__main__":
    for path, page in PAGES.items():
        path.write_text(page(), encoding="utf-8")
