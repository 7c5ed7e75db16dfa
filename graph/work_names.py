"""One id for each work that papers cite, also where it is in no atlas and sources call it by different ids."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import pyarrow as pa

from paperatlas.graph.identifiers import best_id


def work_names(reference_ids: pa.ChunkedArray, given: pa.Table) -> pa.Table:
    """What each id of a cited work is called by that is not called by itself.

    Args:
        reference_ids: Of the listings, lists of `reference` and `id`.
        given: `paper` and `id`: the ids of the papers of the atlas.

    Returns:
        `id` and `name`, a row an id.
    """
    values = reference_ids.combine_chunks().flatten()
    pairs = pa.table({name: values.field(name) for name in ("reference", "id")}).group_by(["reference", "id"])
    distinct = pairs.aggregate([])
    papers = dict(zip(given["id"].to_pylist(), given["paper"].to_pylist(), strict=True)) if len(distinct) else {}
    names = _other_names(zip(distinct["reference"].to_pylist(), distinct["id"].to_pylist(), strict=True), papers)
    return pa.table({"id": pa.array(names.keys(), pa.string()), "name": pa.array(names.values(), pa.string())})


def _other_names(pairs: Iterable[tuple[str, str]], papers: Mapping[str, str]) -> dict[str, str]:
    """What each id is called by that is not called by itself: a paper's id, else the best one.

    Ids of several papers of the atlas are left alone: somebody took one of them for the other.
    """
    root: dict[str, str] = {}

    def found(each: str) -> str:
        root.setdefault(each, each)
        while root[each] != each:
            root[each] = each = root[root[each]]
        return each

    for one, other in pairs:
        root[found(one)] = found(other)
    works: dict[str, list[str]] = defaultdict(list)
    for each in root:
        works[found(each)].append(each)
    names: dict[str, str] = {}
    for ids in works.values():
        of_papers = {papers[each] for each in ids if each in papers}
        name = best_id([each for each in ids if each in papers] or ids)
        if len(of_papers) <= 1 and name is not None:
            names |= {each: name for each in ids if each != name}
    return dict(sorted(names.items()))
