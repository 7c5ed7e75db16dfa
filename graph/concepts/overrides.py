"""What a user says of names and papers: a TOML file with some of the arrays `same`, `different`, `never`, `always`.

same = [["LoRA", "low-rank adaptation"], ["diffusion model", "확산 모형"]]    # one concept, called as the first
different = [["AR", "augmented reality"]]    # two concepts, whatever speaks for one
never = ["experiment results"]               # no concept
always = ["attention", "추측 디코딩"]          # a concept, however seldom it is named

[papers]
same = [["arxiv:2404.09656", "doi:10.1000/182"]]    # one paper
different = [["doi:10.1000/1", "doi:10.1000/2"]]    # two, whatever speaks for one

[people]    # by a name (whoever bears it), a name and a paper, the id of an author, or an id that a source gives
same = [["Wei Zhang ~ arxiv:2404.09656", "orcid:0000-0002-1825-0097"]]
different = [["Wei Zhang ~ arxiv:2404.09656", "Wei Zhang ~ doi:10.1000/182"]]
"""

import itertools
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from paperatlas.base.errors import InputError
from paperatlas.base.suggestion import suggestion
from paperatlas.base.visible import quoted
from paperatlas.graph.concepts.languages import is_local, language_of, local_key
from paperatlas.graph.paper_names import paper_reference
from paperatlas.graph.person_references import person_reference
from paperatlas.graph.whitespace import squeezed

if TYPE_CHECKING:
    import pyarrow as pa

_OF_GROUPS = ("same", "different")


class _Kind(NamedTuple):
    """Things besides names that are one or several.

    Attributes:
        table: Of the file.
        read: Their one spelling, None for what is no such thing.
        named_by: By what they are named, for people.
        example: A list of such.
        none: What something is that is no such thing.
    """

    table: str
    read: Callable[[str], str | None]
    named_by: str
    example: str
    none: str


_PAPERS = _Kind(
    "papers",
    paper_reference,
    "ids",
    '[["arxiv:…", "doi:…"]]',
    "no id of a paper, such as arxiv:2404.09656, key:lee2020 or title:on looms",
)
_PEOPLE = _Kind(
    "people",
    person_reference,
    "names or ids",
    '[["Wei Zhang ~ arxiv:…", "orcid:…"]]',
    'no person: give a name, "Wei Zhang ~ arxiv:2404.09656", the id of an author, or one as orcid:0000-0002-1825-0097',
)
# A comment, or a text on one line; a text before `=` is a key.
_TOML_TEXT = re.compile(r"""\#[^\n]*|("(?:\\.|[^"\\\n])*"|'[^'\n]*')(?!\s*=)""")


@dataclass(frozen=True, slots=True)
class Overrides:
    """What a user says of names, and of papers and people by their ids; the arrays of the file."""

    same: tuple[tuple[str, ...], ...] = ()
    different: tuple[tuple[str, ...], ...] = ()
    never: tuple[str, ...] = ()
    always: tuple[str, ...] = ()
    same_papers: tuple[tuple[str, ...], ...] = ()
    different_papers: tuple[tuple[str, ...], ...] = ()
    same_people: tuple[tuple[str, ...], ...] = ()
    different_people: tuple[tuple[str, ...], ...] = ()


NO_OVERRIDES = Overrides()


@dataclass(frozen=True, slots=True)
class _Named:
    """A name in the file."""

    name: str
    key: str
    line: int

    def __str__(self) -> str:
        return f"{quoted(self.name)} (line {self.line})"


def name_key(name: str) -> str:
    """Under which a name is looked for.

    >>> name_key("Diffusion Models"), name_key("확산 모델"), name_key("扩散模型")
    ('diffusion model', '확산모델', '扩散模型')
    """
    if is_local(name):
        return local_key(name)
    from paperatlas.graph.concepts.terms import phrase_key

    return phrase_key(name)


def parse_overrides(text: str, source: str) -> Overrides:
    """Reads the file.

    Args:
        text: Its content.
        source: Its name, for errors.

    Raises:
        InputError: It is no such file, or its rules contradict each other; the message names the lines.
    """
    try:
        table = tomllib.loads(text)
    except (ValueError, RecursionError) as error:  # also numbers too long, and lists too deep
        raise InputError(f"{source}: this is no TOML ({error})") from error
    papers, people = (_groups(table.pop(kind.table, {}), kind, source) for kind in (_PAPERS, _PEOPLE))
    _refuse_same_and_different(people, source)
    arrays = dict(_arrays(table, source))
    lines = _lines(text)
    named = {
        rule: [[_Named(name, name_key(name), next(lines)) for name in names] for names in groups]
        for rule, groups in arrays.items()
    }
    _check(named, source)
    alone = {rule: tuple(name for (name,) in arrays.get(rule, ())) for rule in ("never", "always")}
    of_names = arrays.get("same", ()), arrays.get("different", ()), alone["never"], alone["always"]
    return Overrides(*of_names, *papers.values(), *people.values())


def _groups(table: object, kind: _Kind, source: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The things that are one, and those that are several, in their one spelling."""
    found: dict[str, tuple[tuple[str, ...], ...]] = dict.fromkeys(_OF_GROUPS, ())
    if not isinstance(table, dict) or not table.keys() <= found.keys():
        raise InputError(f"{source}: [{kind.table}] has the lists same and different, of lists of {kind.named_by}")
    for rule, groups in table.items():
        if not isinstance(groups, list) or not all(isinstance(group, list) and len(group) > 1 for group in groups):
            raise InputError(
                f"{source}: {kind.table}.{rule} takes lists of two {kind.named_by} or more, {kind.example}"
            )
        read = [[(given, kind.read(given) if isinstance(given, str) else None) for given in group] for group in groups]
        for given, each in (pair for group in read for pair in group):
            if each is None:
                raise InputError(f"{source}: {kind.table}.{rule}: {given!r} is {kind.none}")
        found[rule] = tuple(tuple(each for _, each in group if each) for group in read)
    return found


def _refuse_same_and_different(people: Mapping[str, Iterable[Sequence[str]]], source: str) -> None:
    groups = [set(group) for group in people["same"]]
    for group in people["different"]:
        for one, other in itertools.combinations(group, 2):
            reached = {one}
            while grown := [each for each in groups if reached & each and not each <= reached]:
                reached.update(*grown)
            if other in reached:
                raise InputError(
                    f"{source}: people.different has {quoted(one)} and {quoted(other)}, yet they are the same"
                )


def _arrays(table: Mapping[str, Any], source: str) -> Iterator[tuple[str, tuple[tuple[str, ...], ...]]]:
    """Each rule with its groups of names, in the order of the file; `never` and `always` have groups of one."""
    rules = (*_OF_GROUPS, "never", "always")
    for rule, values in table.items():
        if rule not in rules:
            raise InputError(f"{source}: {_unknown(rule, rules, is_section=isinstance(values, dict))}")
        grouped = rule in _OF_GROUPS
        groups = [value if grouped else [value] for value in values] if isinstance(values, list) else [None]
        for names in groups:
            if not isinstance(names, list) or not all(isinstance(name, str) and _usable(name) for name in names):
                form = "lists of names" if grouped else "names"
                raise InputError(f"{source}: {rule} is a list of {form}, each name on one line and with a letter in it")
            if grouped and len(names) < 2:
                raise InputError(f"{source}: {rule} takes two names or more together, not {names}")
        yield rule, tuple(tuple(map(squeezed, names)) for names in groups if names)


def _unknown(name: str, rules: Sequence[str], *, is_section: bool) -> str:
    sections = [f"[{kind.table}]" for kind in (_PAPERS, _PEOPLE)]
    kind, shown, known = ("section", f"[{name}]", sections) if is_section else ("rule", name, rules)
    all_ = f"The rules are {', '.join(rules)}, the sections {' and '.join(sections)}"
    return f"there is no {kind} {quoted(shown)}{suggestion(shown, known)} {all_}"


def _usable(name: str) -> bool:
    return "\n" not in name and any(map(str.isalpha, name))


def _lines(text: str) -> Iterator[int]:
    """The line of each name, in the order of the file."""
    for match in _TOML_TEXT.finditer(text):
        if match[1]:
            yield text.count("\n", 0, match.start()) + 1


def _check(named: Mapping[str, list[list[_Named]]], source: str) -> None:
    mains = _mains(named.get("same", []), source)
    for names in named.get("different", []):
        for one, other in itertools.combinations(names, 2):
            if _root(mains, one.key) == _root(mains, other.key):
                same = [str(mains[name.key]) for name in (one, other) if name.key in mains]
                reason = f"the same as {', '.join(same)}" if same else "one name"
                raise InputError(f"{source}: {one} and {other} are different, yet {reason}")
    always = {name.key: name for (name,) in named.get("always", [])}
    joined = {name.key: name for names in named.get("same", []) for name in names}
    for (name,) in named.get("never", []):
        for rule, others in (("always", always), ("same", joined)):
            if name.key in others:
                raise InputError(f"{source}: never has {name}, yet {rule} has {others[name.key]}")


def _mains(groups: Iterable[Sequence[_Named]], source: str) -> dict[str, _Named]:
    """The name that each name is the same as, by key.

    Raises:
        InputError: A name has two, or leads back to itself.
    """
    mains: dict[str, _Named] = {}
    for main, *others in groups:
        for name in others:
            if name.key == main.key:
                continue
            known = mains.setdefault(name.key, main)
            if known.key != main.key:
                raise InputError(f"{source}: {name} is the same as {known} and as {main}; name them all in one list")
            if _root(mains, name.key) == name.key:
                raise InputError(f"{source}: {name} is the same as {main}, and that as {mains[main.key]}: a cycle")
    return mains


def _root(mains: Mapping[str, _Named], key: str) -> str:
    """The key at the end of a chain of names; there is no cycle beyond the key itself."""
    start = key
    while key in mains:
        key = mains[key].key
        if key == start:
            break
    return key


def override_tables(overrides: Overrides) -> "dict[str, pa.Table]":
    """The rules as tables that the relations read, by the keys of the names.

    `override_same` leads each key to that of the first name and to that name; `override_different` has each pair both
    ways, and whether its key is the later one in the file; `override_spelling` has every name of both.
    """
    groups = [[_Named(name, name_key(name), 0) for name in names] for names in overrides.same]
    mains = _mains(groups, "")
    spelled = {name.key: name.name for names in reversed(groups) for name in reversed(names)}
    same = {key: _root(mains, key) for key in spelled}
    apart = [(one, other) for names in overrides.different for one, other in itertools.combinations(names, 2)]
    later = {(name_key(other), name_key(one)) for one, other in apart}
    different = {(one, other, True) for one, other in later} | {
        (other, one, False) for one, other in later if (other, one) not in later
    }
    names = dict.fromkeys(itertools.chain(*overrides.same, *overrides.different))
    places = {key: place for place, key in enumerate(dict.fromkeys(map(name_key, names)))}
    spellings = [
        (name_key(name), places[name_key(name)], name, language_of(name) if is_local(name) else None) for name in names
    ]
    same_rows = [(key, main, spelled[main], spelled[key]) for key, main in same.items()]
    return {
        "override_same": _table(["key", "concept", "name", "spelling"], same_rows),
        "override_different": _table(["key", "other", "later"], different),
        "override_spelling": _table(["key", "place", "spelling", "language"], spellings),
        "override_never": _table(["key"], [(name_key(name),) for name in overrides.never]),
        "override_always": _table(["key", "spelling"], [(name_key(name), name) for name in overrides.always]),
    }


def _table(columns: Sequence[str], rows: Iterable[tuple[str | int | bool | None, ...]]) -> "pa.Table":
    import pyarrow as pa

    ordered = sorted(set(rows), key=str)
    kinds = {"place": pa.int64(), "later": pa.bool_()}
    return pa.table(
        {name: pa.array([row[at] for row in ordered], kinds.get(name, pa.string())) for at, name in enumerate(columns)}
    )
