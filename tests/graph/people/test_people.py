"""Rules and bad input of telling people apart, and what must not matter to it."""

from typing import Any

import pyarrow as pa
from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.graph.people import Resolution, tell_apart
from paperatlas.graph.people.blocks import Wanted, blocks_of, fingerprints
from paperatlas.graph.people.corpus import Corpus, corpus_of
from paperatlas.graph.people.evidence import learned_model
from paperatlas.graph.people.forms import forms_of
from paperatlas.graph.people.mentions import mentions_of
from paperatlas.graph.people.names import take_apart, turning_families
from paperatlas.graph.people.rarity import expected_bearers
from paperatlas.graph.people.resolution import MENTIONS, PAPERS, TOLD
from paperatlas.graph.people.solving import solve
from paperatlas.graph.people.variants import rule_of

Rows = list[tuple[str, int | None, str, list[str]]]
"""Paper, year, title, names; a name may have ids behind bars."""


def tables(rows: Rows) -> tuple[pa.Table, pa.Table]:
    mentions = [
        {"paper": paper, "author": f"author:{key}", "names": [key], "ids": ids}
        for paper, _, _, names in rows
        for key, *ids in (name.split("|") for name in names)
    ]
    papers: list[dict[str, Any]] = [
        {"paper": paper, "year": year, "title": title, "terms": []} for paper, year, title, _ in rows
    ]
    return pa.Table.from_pylist(mentions, MENTIONS), pa.Table.from_pylist(papers, PAPERS)


def corpus_of_rows(rows: Rows) -> Corpus:
    mentions, papers = tables(rows)
    return corpus_of(mentions_of(mentions), papers)


def resolve(rows: Rows, told: list[tuple[str, str, str]] | None = None, **options: Any) -> Resolution:
    said = [dict(zip(TOLD.names, row, strict=True)) for row in told or []]
    return tell_apart(*tables(rows), pa.Table.from_pylist(said, TOLD), **options)


def person(found: Resolution, paper: str, key: str) -> str:
    (row,) = (row for row in found.people.to_pylist() if row["paper"] == paper and row["author"] == f"author:{key}")
    return str(row["person"])


TWO_ZHANGS: Rows = [
    ("a:1", 2020, "Protein folding with diffusion", ["wei zhang", "ada quux", "bo zyxw"]),
    ("a:2", 2021, "Protein folding by diffusion of chains", ["wei zhang", "ada quux", "bo zyxw"]),
    ("b/1", 2001, "Phonology of tonal dialects", ["wei zhang", "cleo vvorp", "dirk plim"]),
    ("b/2", 2002, "Tonal dialects and their phonology", ["wei zhang", "cleo vvorp", "dirk plim"]),
]


def test_a_common_name_is_two_people_called_by_their_earliest_papers() -> None:
    found = resolve(TWO_ZHANGS)
    assert person(found, "a:1", "wei zhang") == person(found, "a:2", "wei zhang") == "author:wei zhang~a:1"
    assert person(found, "b/1", "wei zhang") == person(found, "b/2", "wei zhang") == "author:wei zhang~b%2F1"
    why = found.evidence.to_pylist()
    joined = [row for row in why if row["action"] == "joined" and row["person"] == "author:wei zhang~a:1"]
    assert joined[0]["co_authors"] == ["author:ada quux", "author:bo zyxw"]
    assert "protein" in joined[0]["words"]


def test_the_same_told_wins_over_what_papers_say_and_different_over_an_id() -> None:
    same = resolve(TWO_ZHANGS, [("same", "author:wei zhang~a:1", "author:wei zhang~b%2F1")])
    assert person(same, "a:1", "wei zhang") == person(same, "b/1", "wei zhang") == "author:wei zhang"
    rows: Rows = [("p:1", 2020, "", ["ada quux|orcid:1"]), ("p:2", 2020, "", ["ada quux|orcid:1"])]
    parted = resolve(rows, [("different", "author:ada quux~p:1", "author:ada quux~p:2")])
    assert person(parted, "p:1", "ada quux") != person(parted, "p:2", "ada quux")
    assert [problem.code for problem in parted.problems] == ["override-contradicts-id"]


def test_two_orcids_are_two_people_and_one_on_two_authors_is_not_believed() -> None:
    two = resolve([("p:1", 2020, "", ["ada quux|orcid:1"]), ("p:2", 2020, "", ["ada quux|orcid:2"])])
    assert person(two, "p:1", "ada quux") != person(two, "p:2", "ada quux")
    noise = resolve([("p:1", 2020, "", ["ada quux|orcid:1", "bo zyxw|orcid:1"])])
    assert person(noise, "p:1", "ada quux") != person(noise, "p:1", "bo zyxw")
    assert [problem.code for problem in noise.problems] == ["id-of-two-authors"]


def test_an_id_on_the_wrong_co_author_is_not_believed_there() -> None:
    rows: Rows = [(f"p:{at}", 2020, "", ["ada quux|orcid:1"]) for at in range(3)]
    found = resolve([*rows, ("p:9", 2020, "", ["bo zyxw|orcid:1"])])
    assert person(found, "p:9", "bo zyxw") == "author:bo zyxw"
    assert [problem.code for problem in found.problems] == ["id-of-another-name"]


def test_names_of_one_person_are_joined_where_co_authors_say_so() -> None:
    team = ["cleo vvorp", "dirk plim"]
    found = resolve(
        [
            ("p:1", 2020, "Parsing trees", ["jane q quibble", *team]),
            ("p:2", 2020, "Parsing of trees", ["jane quibble", *team]),
        ]
    )
    assert person(found, "p:2", "jane quibble") == person(found, "p:1", "jane q quibble") == "author:jane q quibble"


def test_initials_of_a_rare_name_are_the_one_who_can_be_meant_without_a_shared_co_author() -> None:
    def bearers(*names: str) -> int:
        rows: Rows = [(f"p:{at}", 2020, "", [name, f"friend f{at}x"]) for at, name in enumerate(names)]
        found = resolve(rows)
        return len({person(found, f"p:{at}", name) for at, name in enumerate(names)})

    assert bearers("q zyxwquux", "quentin zyxwquux") == 1
    assert bearers("q zyxwquux", "quentin zyxwquux", "quincy zyxwquux") == 3
    assert bearers("j smith", "jane smith") == 2


def test_a_name_in_two_scripts_is_as_common_as_in_one_and_joined_to_it() -> None:
    assert expected("wei zhang 张伟", []) == expected("wei zhang", [])
    team = ["cleo vvorp", "dirk plim"]
    rows: Rows = [
        ("p:1", 2020, "Parsing trees", ["wei zhang 张伟", *team]),
        ("p:2", 2020, "Parsing trees", ["wei zhang", *team]),
        ("p:3", 2020, "Protein folding", ["wei zhang 张伟", "bo zyxw"]),
    ]
    found = resolve(rows)
    assert person(found, "p:1", "wei zhang 张伟") == person(found, "p:2", "wei zhang")
    assert person(found, "p:3", "wei zhang 张伟") != person(found, "p:1", "wei zhang 张伟")


def test_rules_between_names() -> None:
    for one, other, rule in (
        ("van der berg", "vanderberg", "letters joined"),
        ("bill quux", "william quux", "nickname"),
        ("ana garcia-lopez", "ana garcia", "compound"),
        ("jurgen mueller", "jurgen muller", "sound"),
        ("md nishat raihan", "nishat raihan", "first name left out"),
        ("x l li", "xiaolong li", "initials"),
        ("plato", "aristotle", None),
        ("plato", "plato smith", None),
        ("loom team", "loom weaving team", None),
    ):
        assert rule_of(take_apart(one), take_apart(other)) == rule, (one, other)


def test_bad_input_goes_through() -> None:
    crowd = [f"member {at} crowd" for at in range(1_200)]
    found = resolve(
        [
            ("p:1", None, "", crowd),
            ("p:2", 2020, "机器翻译", ["plato", "others", "openai", "김민수", "wei zhang 张伟", "-", "j"]),
        ]
    )
    assert len(found.people) == 1_207
    assert len(set(found.people["person"].to_pylist())) == 1_207


def test_a_parting_is_told_once() -> None:
    parted = [row for row in resolve(TWO_ZHANGS).evidence.to_pylist() if row["action"] == "apart"]
    assert [{row["person"], row["other"]} for row in parted] == [{"author:wei zhang~a:1", "author:wei zhang~b%2F1"}]


def test_without_a_shared_co_author_it_takes_better_odds_to_join() -> None:
    def people(title: str, *team: str) -> int:
        found = resolve(
            [
                ("p:1", 2020, "Parsing of old maps", ["lei jiang", "ada quux"]),
                ("p:2", 2020, title, ["lei jiang", *team]),
            ]
        )
        return len({person(found, paper, "lei jiang") for paper in ("p:1", "p:2")})

    assert people("Sorting of small fish", "ada quux") == 1
    assert people("Sorting of small fish", "bo zyxw") == 2
    assert people("Parsing of old maps", "bo zyxw") == 1


def test_names_told_apart_at_once_are_told_apart_as_each_alone() -> None:
    circles = [
        ("Parsing of trees", ["ada quux", "bo zyxw"]),
        ("Folding of proteins", ["cleo vvorp", "dirk plim"]),
        ("Tonal dialects", ["eve brill", "flo garg"]),
    ]
    rows: Rows = [
        (f"p:{name}:{at}", 2000 + at, circles[at % 3][0], [name, circles[at % 3][1][at % 2]])
        for size, name in enumerate(("wei zhang", "yang liu", "jie li", "hao chen", "min wang"), 2)
        for at in range(size * size)
    ]
    corpus = corpus_of_rows(rows)
    wanted = [
        Wanted(name, tuple((at,) for at in range(len(corpus.mentions(name)))), ((0, 1),) * (name % 2))
        for name in range(len(corpus.authors))
    ]
    model = learned_model()
    alone = [solve(blocks_of(corpus, [each]), model)[0] for each in wanted]
    assert solve(blocks_of(corpus, wanted), model) == alone
    assert any(each.joins for each in alone)
    assert any(len(set(each.labels)) > 2 for each in alone)
    keys = [next(fingerprints(blocks_of(corpus, [each]), model)) for each in wanted]
    assert list(fingerprints(blocks_of(corpus, wanted), model)) == keys


def test_a_block_of_ten_thousand_papers_is_solved() -> None:
    rows: Rows = [(f"p:{at:05}", 2000 + at % 20, "", ["wei zhang", f"friend f{at // 10}x"]) for at in range(10_000)]
    corpus = corpus_of_rows(rows)
    name = corpus.authors.index("author:wei zhang")
    wanted = Wanted(name, tuple((at,) for at in range(10_000)), ())
    (solved,) = solve(blocks_of(corpus, [wanted]), learned_model())
    assert solved.labels[:10] == [0] * 10
    assert len(solved.labels) == 10_000


def expected(name: str, others: list[str]) -> float:
    names = pa.array([f"author:{each}" for each in dict.fromkeys((name, *others))])
    return float(expected_bearers(forms_of(names))[0])


def test_a_name_is_expected_as_often_as_its_group_is_found_in_the_list() -> None:
    chinese = [f"{given} {family}" for given in ("bo", "li", "na", "yu") for family in sorted(turning_families())]
    others = [
        f"{given} {family}" for given in ("ada", "bob", "eve", "flo") for family in map("quux{}".format, range(400))
    ]
    for name in ("wei zhang", "w zhang", "min chen"):
        assert expected(name, others) < expected(name, []) < expected(name, chinese)
    for name in ("john smith", "j smith"):
        assert expected(name, chinese) < expected(name, []) <= expected(name, others)
    for name in ("wei zhang", "john smith"):
        assert expected(name, chinese[:-30]) == expected(name, chinese)


NAMES = st.sampled_from(["wei zhang", "w zhang", "yang liu", "ada quux", "bo zyxw", "jie li|orcid:1", "jie li|orcid:2"])
LISTS = st.lists(
    st.tuples(
        st.one_of(st.none(), st.integers(1990, 2025)),
        st.sampled_from(["Parsing trees", "Diffusion of proteins", "", "Tonal dialects"]),
        st.lists(NAMES, min_size=1, max_size=4, unique_by=lambda name: name.split("|")[0]),
    ),
    max_size=12,
)


@settings(max_examples=25, deadline=None)
@given(LISTS, st.randoms(use_true_random=False))
def test_neither_order_nor_known_blocks_matter_and_no_paper_has_a_person_twice(listed: Any, random: Any) -> None:
    rows: Rows = [(f"p:{at}", *row) for at, row in enumerate(listed)]
    found = resolve(rows)
    shuffled = list(rows)
    random.shuffle(shuffled)
    assert resolve(shuffled) == found
    assert resolve(rows, known=found.blocks) == found
    resolved = [(row["paper"], row["person"]) for row in found.people.to_pylist() if row["resolved"]]
    assert len(set(resolved)) == len(resolved)
