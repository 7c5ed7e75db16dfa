"""The user's word on names: what the file may say, and errors that name its lines."""

import pytest

from paperatlas.base.errors import InputError
from paperatlas.graph.concepts.overrides import Overrides, override_tables, parse_overrides

FILE = """
same = [
    ["LoRA", "low-rank adaptation"],  # "a comment", 'with quotes'
    ['diffusion model', "확산 모형"],
]
different = [["AR", "augmented reality"]]
never = ["experiment results"]
always = ["attention"]
"""


def test_a_file_with_every_rule() -> None:
    assert parse_overrides(FILE, "o.toml") == Overrides(
        same=(("LoRA", "low-rank adaptation"), ("diffusion model", "확산 모형")),
        different=(("AR", "augmented reality"),),
        never=("experiment results",),
        always=("attention",),
    )
    assert parse_overrides("", "o.toml") == Overrides()


def test_names_lead_to_the_first_of_their_list_also_through_another() -> None:
    rules = parse_overrides(
        'same = [["b one", "c one"], ["a one", "b one"], ["확산 모형", "diffusion forms"]]', "o.toml"
    )
    same = {row["key"]: (row["concept"], row["name"]) for row in override_tables(rules)["override_same"].to_pylist()}
    assert same["c one"] == same["b one"] == same["a one"] == ("a one", "a one")
    assert same["diffusion form"] == ("확산모형", "확산 모형")


def test_white_space_in_names_is_a_blank_whatever_it_is() -> None:
    rules = parse_overrides(
        'same = [["low-rank \t adaptation", "저랭크\u3000적응"]]\nnever = ["kernel\u00a0 fusion", "저랭크\u00a0 결합"]',
        "o.toml",
    )
    made = override_tables(rules)
    assert {(row["key"], row["spelling"]) for row in made["override_same"].to_pylist()} == {
        ("low rank adaptation", "low-rank adaptation"),
        ("저랭크적응", "저랭크 적응"),
    }
    assert {row["key"] for row in made["override_never"].to_pylist()} == {"kernel fusion", "저랭크결합"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('same = [["a", "b"],\n["b", "a"]]', "the same as 'b' (line 2), and that as 'a' (line 1): a cycle"),
        ('same = [["a", "b"],\n["b", "c"],\n["c", "a"]]', "'c' (line 3), and that as 'b' (line 2): a cycle"),
        ('same = [["a", "b"],\n["c", "b"]]', "'b' (line 2) is the same as 'a' (line 1) and as 'c' (line 2)"),
        ('same = [["a", "b"]]\n\ndifferent = [["B", "a"]]', "'B' (line 3) and 'a' (line 3) are different, yet"),
        ('different = [["LLM", "LLMs"]]', "'LLM' (line 1) and 'LLMs' (line 1) are different, yet one name"),
        ('never = ["x"]\nalways = [\n"X"]', "never has 'x' (line 1), yet always has 'X' (line 3)"),
        ('same = [["x", "y"]]\nnever = ["y"]', "never has 'y' (line 2), yet same has 'y' (line 1)"),
        (
            'some = ["x"]',
            "there is no rule 'some', did you mean 'same'? The rules are same, different, never, always, the sections "
            "[papers] and [people]",
        ),
        (
            '[paper]\nsame = [["key:a", "key:b"]]',
            "there is no section '[paper]', did you mean '[papers]'? The rules are same, different, never, always, the "
            "sections [papers] and [people]",
        ),
        ("[of]\nx = 1", "there is no section '[of]'. The rules are same, different, never, always, the sections"),
        ("same = 1", "same is a list of lists of names"),
        ('same = ["a"]', "same is a list of lists of names"),
        ('same = [["a"]]', "same takes two names or more together"),
        ('never = ["..."]', "never is a list of names, each name on one line and with a letter in it"),
        ("never = [1]", "never is a list of names"),
        ('never = ["""a\nb"""]', "never is a list of names, each name on one line"),
        ("same = [", "this is no TOML"),
    ],
)  # fmt: skip
def test_contradictions_name_their_lines(text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_overrides(text, "o.toml")
    assert message in str(raised.value)
    assert str(raised.value).startswith("o.toml: ")
