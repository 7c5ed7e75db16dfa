import pytest

from paperatlas.viz.text import shortened, web_address


@pytest.mark.parametrize(("text", "cut"), [("abc", "abc"), ("abcd", "ab…"), ("a bcd", "a…"), ("", "")])
def test_a_long_text_ends_in_an_ellipsis(text: str, cut: str) -> None:
    assert shortened(text, 3) == cut


@pytest.mark.parametrize("address", ["https://arxiv.org/abs/2404.1", "http://example.org/한글?q=1#x"])
def test_a_web_address_is_kept(address: str) -> None:
    assert web_address(address) == address


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "//example.org",
        "https://",
        "https:///path",
        " https://example.org",
        "https://example.org/\u202e",
        "https://[::1",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_web_address_is_no_link(text: str | None) -> None:
    assert web_address(text) is None
