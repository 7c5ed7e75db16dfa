"""Listings that share nothing by which one paper is known from another: nearly all, and they need not be compared."""

from collections.abc import Collection

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from paperatlas.graph.identifiers import best_id
from paperatlas.graph.paper_names import KEY


def are_lone(rows: pa.Table, named: Collection[str]) -> np.ndarray:
    """Which listings have ids and a title that no other has, so that nothing joins them to any.

    Args:
        rows: Listings, with `ids`, `title_key` and `citation_key`.
        named: What the user names papers by that are one, or two: who is named may be joined to any.

    Returns:
        Whether each is so.
    """
    lists = rows["ids"].combine_chunks()
    ids = lists.flatten()
    parents = pc.list_parent_indices(lists).to_numpy()
    lone = np.asarray(pc.list_value_length(lists)) > 0
    lone[parents[_is_repeated(ids) | _is_in(ids, named)]] = False
    lone &= ~_is_repeated(rows["title_key"].combine_chunks())
    keys = pc.binary_join_element_wise(KEY, rows["citation_key"].combine_chunks(), "")
    lone &= ~_is_in(keys, named)
    return lone


def names_of_lone(rows: pa.Table) -> pa.Array:
    """What the papers of lone listings are called: by the best of their ids."""
    lists = rows["ids"].combine_chunks()
    if pc.max(pc.list_value_length(lists)).as_py() in (None, 1):
        return lists.flatten()
    return pa.array(map(best_id, lists.to_pylist()), pa.string())


def ids_of_lone(rows: pa.Table, papers: pa.Array) -> dict[str, pa.Array]:
    """The columns of `paperatlas.graph.same_papers.PaperId` for lone listings, a row an id.

    Args:
        rows: The listings.
        papers: What their papers are called.
    """
    lists = rows["ids"].combine_chunks()
    parents = pc.list_parent_indices(lists)
    return {
        "paper": papers.take(parents),
        "id": lists.flatten(),
        "rule": pa.repeat(pa.scalar("given"), len(parents)),
        "source": rows["source"].combine_chunks().take(parents),
        "line": rows["line"].combine_chunks().take(parents),
    }


def _is_repeated(values: pa.Array) -> np.ndarray:
    """Whether a value is there more than once."""
    encoded = np.asarray(values.dictionary_encode().indices)
    is_repeated: np.ndarray = np.bincount(encoded, minlength=1)[encoded] > 1
    return is_repeated


def _is_in(values: pa.Array, named: Collection[str]) -> np.ndarray:
    return np.asarray(pc.is_in(values, pa.array(named, pa.string())))
