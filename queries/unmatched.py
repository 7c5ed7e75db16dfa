"""Names that the user gave and that no file has, with those that may be meant."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from paperatlas.base.visible import quoted
from paperatlas.graph.concepts.languages import is_local, local_key
from paperatlas.graph.concepts.overrides import Overrides, name_key
from paperatlas.graph.paper_names import KEY, unmarked
from paperatlas.graph.person_references import AUTHOR, parted
from paperatlas.queries.nearest import letters_of, nearest, or_list, spelling

if TYPE_CHECKING:
    import pyarrow as pa

SUGGESTED = 3


def unmatched_names(overrides: Overrides, inputs: "Mapping[str, pa.Table]") -> tuple[tuple[str, str], ...]:
    """The names that the rules give and that no text has, each with its rule.

    Args:
        overrides: The rules.
        inputs: The tables of `paperatlas.graph.joining.join_readings`.
    """
    names = given_names(overrides)
    if not names:
        return ()
    read = {*inputs["candidate"]["key"].unique().to_pylist(), *inputs["listed_gloss"]["name_key"].unique().to_pylist()}
    left = {name for name in names if name_key(name) not in read}
    columns = (inputs["listing"]["title"], inputs["listed_passage"]["text"])
    texts = (text for column in columns for chunk in column.chunks for text in chunk.to_pylist())
    return told_of(overrides, left - written_names(left, texts))


def given_names(overrides: Overrides) -> list[str]:
    """The names of concepts that the rules give."""
    return list(dict.fromkeys(name for _, names in _rules(overrides) for name in names))


def told_of(overrides: Overrides, missing: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The names that are missing, each with its rule.

    The first name of a list in `same` may be one that the user calls the others by, where any of them is there.
    """
    found: dict[tuple[str, str], None] = {}
    for rule, names in _rules(overrides):
        is_new_name = rule == "same" and not set(missing).issuperset(names)
        found |= {(rule, name): None for name in names[is_new_name:] if name in missing}
    return tuple(found)


def _rules(overrides: Overrides) -> list[tuple[str, tuple[str, ...]]]:
    given: list[tuple[str, tuple[str, ...]]] = [("never", (name,)) for name in overrides.never]
    given += [("always", (name,)) for name in overrides.always]
    given += [("different", names) for names in overrides.different]
    given += [("same", names) for names in overrides.same]
    return given


def written_names(names: Iterable[str], texts: Iterable[str | None]) -> set[str]:
    """The names that stand in a text as they are, whatever their case and spaces."""
    left = set(names)
    local = {name for name in left if is_local(name)}
    written = {name: re.compile(rf"(?<!\w){re.escape(name.lower())}(?![a-z0-9])") for name in left - local}
    found: set[str] = set()
    for text in filter(None, texts) if left else ():
        lower, key = text.lower(), local_key(text) if local else ""
        now = {name for name, pattern in written.items() if pattern.search(lower)}
        now |= {name for name in local if local_key(name) in key}
        found |= now
        local -= now
        written = {name: written[name] for name in written.keys() - now}
        if not local and not written:
            break
    return found


def unmatched_papers(overrides: Overrides, inputs: "Mapping[str, pa.Table]") -> list[dict[str, Any]]:
    """What the manifest says of ids of papers that the rules give and that no listing has, each with its rule."""
    if not given_papers(overrides):
        return []
    keys = inputs["listing"]["citation_key"].unique().drop_null().to_pylist()
    columns = (inputs["given_id"]["id"], inputs["listing"]["paper"])
    known = {each for column in columns for each in column.unique().to_pylist()}
    return told_of_papers(overrides, known.union(f"{KEY}{key}" for key in keys))


def told_of_papers(overrides: Overrides, known: Collection[str]) -> list[dict[str, Any]]:
    """The same, of those that are not among the known ones."""
    return [
        {"rule": rule, "name": each, "suggestions": []}
        for rule, each in given_papers(overrides)
        if each not in known and unmarked(each) not in known
    ]


def given_papers(overrides: Overrides) -> list[tuple[str, str]]:
    """The ids of papers that the rules give, each with its rule."""
    rules = {"papers.same": overrides.same_papers, "papers.different": overrides.different_papers}
    return list(dict.fromkeys((rule, each) for rule, groups in rules.items() for group in groups for each in group))


def suggest(unmatched: Sequence[tuple[str, str]], concept_names: "pa.Table") -> list[dict[str, Any]]:
    """What the manifest says of them: `rule`, `name`, and in `suggestions` the names of concepts most like it."""
    if not unmatched:
        return []
    mentions: dict[str, int] = {}
    for row in concept_names.select(["name", "mentions"]).to_pylist():
        mentions[row["name"]] = mentions.get(row["name"], 0) + row["mentions"]
    usual: dict[str, str] = {}
    for name in sorted(mentions, key=lambda name: (-mentions[name], name)):
        usual.setdefault(spelling(name), name)
    names = sorted(usual.values())
    spelled = [spelling(name) for name in names]
    rows = []
    for rule, name in unmatched:
        near = nearest(spelling(name), spelled, lambda at: (-mentions[names[at]], names[at]))
        rows.append({"rule": rule, "name": name, "suggestions": [names[at] for at in near[:SUGGESTED]]})
    return rows


def suggest_people(unmatched: Sequence[tuple[str, str]], inputs: "Mapping[str, pa.Table]") -> list[dict[str, Any]]:
    """The same of people that the user names and no paper has, with the names most like theirs."""
    if not unmatched:
        return []
    known = sorted(inputs["listed_author"]["author"].unique().to_pylist())
    spelled = [letters_of(author.removeprefix(AUTHOR)) for author in known]
    rows = []
    for rule, given in unmatched:
        near = []
        if given.startswith(AUTHOR):
            near = nearest(letters_of(parted(given)[0].removeprefix(AUTHOR)), spelled, lambda at: known[at])
        rows.append({"rule": rule, "name": given, "suggestions": [known[at] for at in near[:SUGGESTED]]})
    return rows


def warnings(rows: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A sentence for each row of `suggest`."""
    for row in rows:
        shown = [name for name in row["suggestions"] if name != parted(row["name"])[0]]
        hint = f"; did you mean {or_list([repr(name) for name in shown])}?" if shown else ""
        if len(shown) < len(row["suggestions"]):
            yield f"overrides: {row['rule']} has {quoted(row['name'])}, a name that the paper is not signed with{hint}"
        else:
            yield f"overrides: {row['rule']} has {quoted(row['name'])}, which stands in no file{hint}"
