"""How a user names a person, in overrides and in questions: by name, by a name and a paper, by an id."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

from paperatlas.graph.identifiers import recognised_person
from paperatlas.graph.identity import author_id, author_key, mention_id
from paperatlas.graph.paper_names import KEY, TITLE, paper_reference
from paperatlas.graph.teams import is_same_name

if TYPE_CHECKING:
    import pyarrow as pa

AUTHOR = "author:"


def person_reference(text: str) -> str | None:
    """The one spelling of what names a person; None where it is nothing of the kind.

    >>> person_reference("Wei  Zhang"), person_reference("Wei Zhang ~ arXiv:2404.09656v2")
    ('author:wei zhang', 'author:wei zhang~arxiv:2404.09656')
    >>> person_reference("Wei Zhang ~ key:Zhang2024"), person_reference("Wei Zhang ~ title: On Looms")
    ('author:wei zhang~key:Zhang2024', 'author:wei zhang~title:on looms')
    >>> person_reference("author:wei zhang~doi:10.1000%2F182"), person_reference("0000-0002-1825-0097")
    ('author:wei zhang~doi:10.1000%2F182', 'orcid:0000-0002-1825-0097')
    >>> person_reference("Wei Zhang ~ 182"), person_reference("author:wei zhang~")
    (None, 'author:wei zhang~')
    """
    known = recognised_person(text)
    if known is not None:
        return known
    name, tilde, paper = text.strip().removeprefix(AUTHOR).partition("~")
    if not author_key(name):
        return None
    if not paper.strip():
        return f"{author_id(name)}{tilde}"
    paper = paper.strip().replace("%2F", "/")
    found = paper_reference(paper) or (paper if paper.startswith(("url:", TITLE)) else None)
    return mention_id(author_id(name), found) if found else None


def parted(reference: str) -> tuple[str, str | None]:
    """The name's id of a reference by name, and the paper's id, if it has one.

    >>> parted("author:wei zhang~arxiv:math%2F0309136"), parted("author:wei zhang")
    (('author:wei zhang', 'arxiv:math/0309136'), ('author:wei zhang', None))
    """
    name, _, paper = reference.partition("~")
    return name, paper.replace("%2F", "/") or None


class Signed(NamedTuple):
    """Who signed which papers, as far as references need it.

    Attributes:
        papers: The node's id of a paper by any of its ids, and by its citation key where no other paper has it.
        names: The names' ids on a paper.
        bearers: All names' ids.
        ids: All ids that sources give to people.
    """

    papers: Mapping[str, str]
    names: Mapping[str, list[str]]
    bearers: frozenset[str]
    ids: frozenset[str]

    def found(self, reference: str) -> str | None:
        """The reference as the papers print it; None where nothing of them is meant."""
        if not reference.startswith(AUTHOR):
            return reference if reference in self.ids else None
        name, given = parted(reference)
        if given is None:
            return name if name in self.bearers else None
        paper = self.papers.get(given, "")
        printed = self.names.get(paper, [])
        if name not in printed:  # a person is called by the fullest name, whichever stands on the earliest paper
            alike = [each for each in printed if is_same_name(each.removeprefix(AUTHOR), name.removeprefix(AUTHOR))]
            if len(alike) != 1:
                return None
            name = alike[0]
        return mention_id(name, paper)


def signed(inputs: "Mapping[str, pa.Table]", references: Iterable[str]) -> Signed:
    """Who signed the papers of some references.

    Args:
        inputs: The tables of `paperatlas.graph.joining.join_readings`.
        references: Those that are looked for.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    wanted = pa.array(sorted({paper for _, paper in map(parted, references) if paper}), pa.string())
    given = inputs["given_id"].filter(pc.is_in(inputs["given_id"]["id"], wanted))
    papers = dict(zip(given["id"].to_pylist(), given["paper"].to_pylist(), strict=True))
    nodes = inputs["listing"]["paper"].unique()  # one called by its title and author has no such id
    papers |= {paper: paper for paper in nodes.filter(pc.is_in(nodes, wanted)).to_pylist()}
    papers |= _keyed(inputs["listing"], wanted)
    listing = inputs["listing"].select(["listing", "paper"])
    listing = listing.filter(pc.is_in(listing["paper"], pa.array(sorted(set(papers.values())), pa.string())))
    printed = inputs["listed_author"].select(["listing", "author"]).join(listing, "listing", join_type="inner")
    names: dict[str, list[str]] = {}
    for author, paper in sorted(set(zip(printed["author"].to_pylist(), printed["paper"].to_pylist(), strict=True))):
        names.setdefault(paper, []).append(author)
    bearers = frozenset(inputs["listed_author"]["author"].unique().to_pylist())
    return Signed(papers, names, bearers, frozenset(inputs["listed_person_id"]["value"].unique().to_pylist()))


def _keyed(listing: "pa.Table", wanted: "pa.Array") -> dict[str, str]:
    """The papers that are called by a citation key, which is that of no other."""
    import pyarrow as pa
    import pyarrow.compute as pc

    keys = pa.array([each.removeprefix(KEY) for each in wanted.to_pylist() if each.startswith(KEY)], pa.string())
    found = listing.filter(pc.is_in(listing["citation_key"], keys)).select(["citation_key", "paper"])
    papers: dict[str, set[str]] = {}
    for row in found.to_pylist():
        papers.setdefault(row["citation_key"], set()).add(row["paper"])
    return {f"{KEY}{key}": only for key, (only, *others) in papers.items() if not others}
