import pytest

from paperatlas.base.addresses import web_address


@pytest.mark.parametrize(
    "address",
    [
        "https://arxiv.org/abs/2404.1",
        "http://example.org/한글?q=1#x",
        "https://[::1]:80/",
        "https://example.org/O'Neil",
    ],
)
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
        "https://example.org/a b",
        "https://example.org/a\tb",
        "\nhttps://example.org",
        "https://known.org@elsewhere.org",
        "https://known.org:x@elsewhere.org",
        "https://example.org/<b>",
        'https://example.org/"',
        "https://example.org/" + "a" * 2_000,
        "https://example.org/\u202e",
        "https://[::1",
        "file:///etc/passwd",
    ],
)
def test_what_is_no_web_address_is_no_link(text: str | None) -> None:
    assert web_address(text) is None
