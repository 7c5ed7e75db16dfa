import pytest

from paperatlas.viz.text import shortened, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("대규모 언어 모델", "대규모 언어 모델"),
        ("two\n lines\x85", "two lines"),
        ("\u202egnp.exe\u202c", "[U+202E]gnp.exe[U+202C]"),
        ("\u2066a\u2069\u200f\x00\x7f\ufeff", "[U+2066]a[U+2069][U+200F][U+0000][U+007F][U+FEFF]"),
        ("نیم\u200cفاصله 👩\u200d🔬", "نیم\u200cفاصله 👩\u200d🔬"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
    ],
)
def test_nothing_in_a_shown_text_is_hidden(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(("text", "cut"), [("abc", "abc"), ("abcd", "ab…"), ("a bcd", "a…"), ("", "")])
def test_a_long_text_ends_in_an_ellipsis(text: str, cut: str) -> None:
    assert shortened(text, 3) == cut
