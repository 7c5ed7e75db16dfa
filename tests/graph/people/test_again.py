"""Who is who, told step by step from what the last run found, is what a run that begins with nothing tells."""

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from paperatlas.graph.people.arrays import Numbers
from paperatlas.graph.people.corpus import Basis, basis_of, corpus_of
from paperatlas.graph.people.difference import difference
from paperatlas.graph.people.keeping import read_last, write_last
from paperatlas.graph.people.last_run import LastRun
from paperatlas.graph.people.mentions import mentions_of
from paperatlas.graph.people.resolution import MENTIONS, PAPERS, TOLD, Resolution
from paperatlas.graph.people.telling import tell_apart, tell_apart_again

Paper = tuple[int | None, str, tuple[str, ...]]
"""Year, title, names; a name may have ids behind bars."""
Papers = dict[str, Paper]
Told = list[tuple[str, str, str]]

FAMILIES = ("zhang", "li", "wang", "quux", "smith", "zyxw")
GIVEN = ("wei", "w", "min", "jane", "j", "jane q", "j q", "janet", "bo", "bob", "robert")
IDS = ("orcid:1", "orcid:2", "dblp:1", "openalex:7")
WORDS = ("parsing", "trees", "proteins", "folding", "diffusion", "tonal", "dialects", "graphs", "of", "maps")


def tables(papers: Papers, told: Told) -> tuple[pa.Table, pa.Table, pa.Table]:
    mentions = [
        {"paper": paper, "author": f"author:{key}", "names": [key], "ids": ids}
        for paper, (_, _, names) in papers.items()
        for key, *ids in (name.split("|") for name in names)
    ]
    listed: list[dict[str, Any]] = [
        {"paper": paper, "year": year, "title": title, "terms": title.split()[:2]}
        for paper, (year, title, _) in papers.items()
    ]
    said = [dict(zip(TOLD.names, row, strict=True)) for row in told]
    return (
        pa.Table.from_pylist(mentions, MENTIONS),
        pa.Table.from_pylist(listed, PAPERS),
        pa.Table.from_pylist(said, TOLD),
    )


def drawn(order: random.Random) -> Paper:
    names = {f"{order.choice(GIVEN)} {order.choice(FAMILIES)}" for _ in range(order.randint(1, 4))}
    names |= {f"friend f{order.randrange(40)}x" for _ in range(order.randint(0, 2))}
    with_ids = (f"{name}|{order.choice(IDS)}" if order.random() < 0.1 else name for name in sorted(names))
    title = " ".join(order.sample(WORDS, order.randint(0, 4)))
    return order.choice((None, 1999, 2005, 2020)), title, tuple(with_ids)


def changed(papers: Papers, order: random.Random) -> Papers:
    """Some papers come, some go, and of some the year, the title or the names change."""
    left = dict(papers)
    for paper in order.sample(sorted(left), min(len(left), order.randint(0, 2))):
        year, title, names = left.pop(paper)
        match order.randrange(4):
            case 0:
                left[paper] = (2021, title, names)
            case 1:
                left[paper] = (year, f"{title} {order.choice(WORDS)}", names)
            case 2:
                left[paper] = (year, title, (*names[1:], f"plato b{len(papers)}x|dblp:1"))
    for _ in range(order.randint(0, 3)):
        left[f"p:{order.randrange(1000):03}/{order.randrange(2)}"] = drawn(order)
    return left


def with_other_ids(names: tuple[str, ...], order: random.Random) -> tuple[str, ...]:
    """Names of which a few have an id that they had not, or no longer have it."""
    keys = (name.split("|")[0] for name in names)
    return tuple(key if order.random() > 0.02 else f"{key}|{order.choice(IDS)}" for key in keys)


def told_of(papers: Papers, order: random.Random) -> Told:
    mentions = [
        f"author:{name.split('|')[0]}~{paper.replace('/', '%2F')}"
        for paper, (_, _, names) in papers.items()
        for name in names
    ]
    if len(mentions) < 2 or order.random() < 0.5:
        return []
    one, other = sorted(order.sample(mentions, 2))
    return [(order.choice(("same", "different")), one, other), ("same", "author:w zhang", "author:wei zhang")]


def assert_same(found: Resolution, whole: Resolution) -> None:
    for name in ("people", "evidence", "names", "blocks", "problems"):
        assert getattr(found, name) == getattr(whole, name), name


@pytest.mark.parametrize("size", [0, 3, 12, 60])
@pytest.mark.parametrize("seed", range(4))
def test_steps_end_where_one_does(seed: int, size: int) -> None:
    order = random.Random(f"{seed} {size}")
    papers = {f"p:{order.randrange(1000):03}": drawn(order) for _ in range(size)}
    last: LastRun | None = None
    told: Told = []
    for _ in range(5):
        given_ = tables(papers, told)
        found, last = tell_apart_again(*given_, last)
        assert_same(found, tell_apart(*given_))
        papers = changed(papers, order)
        if order.random() < 0.3:
            told = told_of(papers, order)


@pytest.mark.parametrize("seed", range(3))
def test_the_days_of_a_long_list_end_where_one_list_does(seed: int, tmp_path: Path) -> None:
    order = random.Random(seed)
    papers = {f"p:{at:03}": drawn(order) for at in range(250)}
    path = tmp_path / "people"
    told: Told = []
    for day in range(8):
        given_ = tables(papers, told)
        found, run = tell_apart_again(*given_, read_last(path))
        write_last(run, path)
        assert_same(found, tell_apart(*given_))
        told = told_of(papers, order)
        if day % 2:  # else only what is told changes, and ids
            papers = changed(papers, order)
        else:
            papers = {
                paper: (year, title, with_other_ids(names, order)) for paper, (year, title, names) in papers.items()
            }


def test_a_bucket_that_fills_takes_pairs_away_and_gives_them_back() -> None:
    middle = [f"{one}{other}x" for one in "abcdefgh" for other in "abcdefgh"]
    crowd: Papers = {f"p:{each}": (2020, "", (f"zed {each} quux",)) for each in middle[:57]}
    few: Papers = {
        "q:1": (2020, "Parsing", ("zed quux", "ada plim")),
        "q:2": (2020, "Parsing", ("zed bcq quux", "ada plim")),
    }
    more: Papers = {f"r:{each}": (2020, "", (f"zed {each} quux",)) for each in middle[57:61]}
    last: LastRun | None = None
    joined = []
    for papers in (crowd | few, crowd | few | more, crowd | few, few, crowd | few | more):
        given_ = tables(papers, [])
        found, last = tell_apart_again(*given_, last)
        assert_same(found, tell_apart(*given_))
        joined.append("author:zed quux" not in found.people["person"].to_pylist())
    assert joined == [True, False, True, True, False]


def test_whoever_is_on_a_changed_paper_or_says_more_or_less_touches_who_is_beside_them() -> None:
    papers: Papers = {f"p:{at}": (2020, "", ("wei zhang", f"friend f{at}x")) for at in range(7)}
    papers |= {"q:1": (2020, "", ("min wang", "ada plim")), "q:2": (2020, "", ("ada plim",))}
    listed, titles, _ = tables(papers, [])
    now = corpus_of(mentions_of(listed), titles)
    before = basis_of(now)

    def touched(earlier: Basis) -> list[str]:
        return [now.authors[at].partition(":")[2] for at in np.flatnonzero(~difference(now, earlier).untouched)]

    def more(figures: Numbers, name: str) -> Numbers:
        return np.where([author == f"author:{name}" for author in now.authors], figures + 1, figures)

    assert touched(before) == []
    assert touched(replace(before, expected=more(now.expected, "ada plim"))) == ["ada plim"]
    assert touched(replace(before, weights=more(now.weights, "ada plim"))) == ["ada plim", "min wang"]
    listed, titles, _ = tables(papers | {"r:1": (2020, "", ("ada plim", "gone"))}, [])
    gone = basis_of(corpus_of(mentions_of(listed), titles))
    column = [gone.names.authors.to_pylist().index(author) for author in now.authors]
    for name in ("weights", "expected"):  # which is what tells it otherwise
        figures = getattr(gone, name)
        figures[column] = getattr(now, name)
    assert touched(gone) == ["ada plim", "min wang"]


def test_only_who_is_near_a_new_paper_is_touched() -> None:
    papers: Papers = {
        "p:1": (2020, "Parsing of trees", ("wei zhang", "ada plim")),
        "p:2": (2020, "Parsing of trees", ("wei zhang", "bo zyxw")),
        "p:3": (2020, "Folding of proteins", ("min wang", "cleo vvorp")),
        "p:4": (2020, "Folding of proteins", ("min wang", "dirk quux")),
    }
    more = papers | {"p:5": (2020, "", ("ada plim", "eve new"))}
    before, now = (corpus_of(mentions_of(given[0]), given[1]) for given in (tables(papers, []), tables(more, [])))
    untouched = difference(now, basis_of(before)).untouched
    names = [now.authors[at].partition(":")[2] for at in np.flatnonzero(untouched)]
    assert names == ["bo zyxw", "cleo vvorp", "dirk quux", "min wang"]


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def turn_bits(path: Path) -> None:
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 64] = bytes(255 - each for each in data[middle : middle + 64])
    path.write_bytes(data)


def is_of_others(path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, other=np.arange(3))


def holds_objects(path: Path) -> None:
    with path.open("wb") as file:
        np.savez(file, allow_pickle=True, **{"run.basis.years": np.array([{}], object)})


def is_a_link(path: Path) -> None:
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


@pytest.mark.parametrize("damage", [cut, turn_bits, is_of_others, holds_objects, is_a_link, lambda path: path.unlink()])
def test_what_is_damaged_or_of_others_is_not_gone_on_from(damage: Callable[[Path], None], tmp_path: Path) -> None:
    order = random.Random(1)
    path = tmp_path / "people"
    _, run = tell_apart_again(*tables({f"p:{at:03}": drawn(order) for at in range(40)}, []), None)
    write_last(run, path)
    assert read_last(path) is not None
    damage(path)
    assert read_last(path) is None


def test_of_no_mention_nothing_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "people"
    path.write_bytes(b"of before")
    _, run = tell_apart_again(*tables({}, []), None)
    write_last(run, path)
    assert not path.exists()
