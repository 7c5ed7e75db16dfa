import pytest

from paperatlas.viz.text import shortened


@pytest.mark.parametrize(("text", "cut"), [("abc", "abc"), ("abcd", "ab…"), ("a bcd", "a…"), ("", "")])
def test_a_long_text_ends_in_an_ellipsis(text: str, cut: str) -> None:
    assert shortened(text, 3) == cut
