"""The user's word goes before all evidence, and means the same in any language, in few papers and in many."""

import itertools
from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pytest

from paperatlas.base.errors import NotInAtlas
from paperatlas.queries.concept_profile import describe_concept
from tests.graph.test_naming import concepts, names, tables

SUMMARIES = (
    "강화 학습(reinforcement learning)으로 로봇을 다룬다. 강화 학습은 느리다.",
    "강화 학습(RL)은 어렵다. 그래도 강화 학습이 낫다.",
    "我们使用强化学习(reinforcement learning)训练机器人。我们的强化学习很好。",
    "Reinforcement learning (RL) for robots; RL is slow, and so is reinforcement learning.",
)
KEY = "reinforcement learning"
NAMES = {"Korean": "강화 학습", "English": "reinforcement learning", "acronym": "RL", "Chinese": "强化学习"}
LOCAL = {NAMES["Korean"], NAMES["Chinese"]}
SIZES = {"few": 1, "many": 12}
PAIRS = list(itertools.permutations(NAMES.values(), 2))
COMBINED = [(one, other, size) for one, other in PAIRS for size in SIZES]
EACH = list(itertools.product(NAMES.values(), SIZES))

Tables = Mapping[str, pa.Table]


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, pa.Table]]:
    """What the papers say, by size."""
    return {size: tables(tmp_path_factory.mktemp("plain"), *SUMMARIES * times) for size, times in SIZES.items()}


def bearers(made: Tables, name: str) -> set[str]:
    """The concepts that a name is written for, upper or lower case."""
    rows = made["concept_names"].to_pylist()
    return {row["concept"] for row in rows if row["name"].casefold() == name.casefold() and row["mentions"]}


def verdicts(made: Tables, name: str) -> dict[str, str]:
    return {row["english"]: row["verdict"] for row in made["glossary"].to_pylist() if row["name"] == name}


def test_without_it_the_four_names_are_one_concept(plain: dict[str, dict[str, pa.Table]]) -> None:
    for made in plain.values():
        assert all(bearers(made, name) == {f"concept:{KEY}"} for name in NAMES.values())


@pytest.mark.parametrize(("one", "other", "size"), COMBINED)
def test_same_joins_and_tears_nothing_apart(
    one: str, other: str, size: str, plain: dict[str, dict[str, pa.Table]], tmp_path: Path
) -> None:
    made = tables(tmp_path, *SUMMARIES * SIZES[size], overrides=f'same = [["{one}", "{other}"]]')
    found, before = concepts(made), concepts(plain[size])
    assert found.keys() == before.keys()
    assert (found[KEY]["name"], found[KEY]["papers"]) == (one, before[KEY]["papers"])
    assert {name.casefold() for name in names(made, KEY)} >= {name.casefold() for name in NAMES.values()}
    for name in {one, other} & LOCAL:
        assert names(made, KEY)[name] == "override"
        assert set(verdicts(made, name).values()) == {"override"}
    assert {it.verdict for it in describe_concept(made, other).explanations if it.name in {one, other}} <= {"override"}


@pytest.mark.parametrize(("name", "size"), EACH)
def test_same_takes_all_names_to_a_new_one(
    name: str, size: str, plain: dict[str, dict[str, pa.Table]], tmp_path: Path
) -> None:
    made = tables(tmp_path, *SUMMARIES * SIZES[size], overrides=f'same = [["reward school", "{name}"]]')
    found = concepts(made)
    assert KEY not in found
    assert found["reward school"]["papers"] == concepts(plain[size])[KEY]["papers"]
    assert all(bearers(made, each) == {"concept:reward school"} for each in NAMES.values())


@pytest.mark.parametrize(("one", "other", "size"), COMBINED)
def test_different_makes_two_concepts(one: str, other: str, size: str, tmp_path: Path) -> None:
    made = tables(tmp_path, *SUMMARIES * SIZES[size], overrides=f'different = [["{one}", "{other}"]]')
    (first,), (second,) = bearers(made, one), bearers(made, other)
    assert first != second
    assert describe_concept(made, one).id == first
    assert describe_concept(made, other).id == second
    assert f"concept:{KEY}" in {first, second}
    for name in {one, other} & LOCAL:
        against = {english for english, verdict in verdicts(made, name).items() if verdict == "no (override)"}
        assert bool(against) == (bearers(made, name) != {f"concept:{KEY}"})


@pytest.mark.parametrize(("name", "size"), EACH)
def test_never_bars_the_name_and_with_its_own_name_the_concept(name: str, size: str, tmp_path: Path) -> None:
    made = tables(tmp_path, *SUMMARIES * SIZES[size], overrides=f'never = ["{name}"]')
    assert not bearers(made, name)
    others = {} if name == KEY else {f"concept:{KEY}"}
    assert all(bearers(made, other) == set(others) for other in NAMES.values() if other != name)
    with pytest.raises(NotInAtlas) as raised:
        describe_concept(made, name)
    if name in LOCAL:
        assert set(verdicts(made, name).values()) == {"no (override)"}
        assert "override" in str(raised.value)


def test_different_goes_before_what_same_would_join(tmp_path: Path) -> None:
    rules = 'same = [["강화 학습", "强化学习"]]\ndifferent = [["强化学习", "RL"]]'
    made = tables(tmp_path, *SUMMARIES, overrides=rules)
    (joined,) = bearers(made, "강화 학습")
    assert bearers(made, "强化学习") == {joined}
    assert bearers(made, "RL") != {joined}
