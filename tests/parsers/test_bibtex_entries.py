"""Entries of BibTeX read the quick way are those that bibtexparser reads."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from paperatlas.graph.months import MONTHS
from paperatlas.parsers.bibtex_entries import BibtexEntry, Block, Kind, blocks_of, others_of

PARTS = st.one_of(
    st.sampled_from('{}",=#\\\n@% s'),
    st.sampled_from(
        ["@article{a,", "@misc{b ,\n", "@book(c,", "@string{s = {S}}", "title", "x y", "2020", "\n}\n", '{"}']
    ),
    st.sampled_from([" title = {A {B} of C},\n", '\nyear = "20{01}",', "note=mar", "author={Lee, Ann},", "}}"]),
)


def said(blocks: list[BibtexEntry | Block]) -> list[object]:
    """What is read of them; what is broken is cut anew, from where it begins."""
    whole = [(each.kind, each.key, each.fields) for each in blocks if isinstance(each, BibtexEntry)]
    return [*whole, len([each for each in blocks if each.kind is Kind.BROKEN])]


@settings(max_examples=300, deadline=None)
@given(st.lists(PARTS, max_size=30).map("".join))
@example('@article{a,\n  title = {A \\{B\\} {\\"o} {C {D {E {F {G}}}}}},\n  note = "x\\"y",\n}\n\n@misc{b, title={}}\n')
@example("@article{a, title = s, note = s # {x}}\n@string{s = {Later}}\n@string{S = {Again}}\n@misc{b, title = s}\n")
@example("@comment{\n@article{a, title={A}}\n}\ntext\n@misc{b, title={B}} and @misc{c, title={C}}\n")
@example('@misc{a, title="A {"} quote", year=2000}\n@misc{b,\n title={see\n @misc{c}}\n')
def test_both_read_the_same(text: str) -> None:
    strings = {name: name for name in MONTHS}
    assert said(blocks_of(text)[0]) == said(list(others_of(text, strings)))


def test_lines_and_raw_texts_are_those_of_the_file() -> None:
    text = "% mine\n\n  @article{a,\n  title = {A\n of B}\n}\n@misc{b title={B}}\n\n@misc{c, note = {x} # {y}}\n"
    blocks, _ = blocks_of(text)
    assert [(each.kind, each.line, each.raw.split()[0]) for each in blocks] == [
        (Kind.BETWEEN, 1, "%"),
        ("article", 3, "@article{a,"),
        (Kind.BROKEN, 7, "@misc{b"),
        (Kind.BETWEEN, 7, "{B}}"),
        ("misc", 9, "@misc{c,"),
    ]
    assert [each.fields for each in blocks if isinstance(each, BibtexEntry)][1] == (("note", "xy"),)


def test_braces_that_nothing_closes_take_no_longer() -> None:  # hours, were the work quadratic
    deep = "{x " * 300_000
    entries = "".join(f"@misc{{a{at}, title = {{T}}}}\n" for at in range(3))
    blocks, _ = blocks_of(f"{entries}@misc{{b, title = {deep}\n{entries}")
    assert len([each for each in blocks if isinstance(each, BibtexEntry)]) == 6
