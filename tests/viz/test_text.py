import pytest

from paperatlas.viz.text import plain, shortened, visible, web_address


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


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("**Bold** and *slanted* and `code.py`", "Bold and slanted and code.py"),
        ("***Both*** of **one *in* another**", "Both of one in another"),
        (r"$\textbf{Trans-\emph{LoRA}}$: \textsc{small} caps", "Trans-LoRA: small caps"),
        (r"M$^{2}$UGen, MVD$^2$, $L_2$, $\nabla^2$DFT, $\sim$20, $x^n$", "M²UGen, MVD², L₂, ∇²DFT, ~20, xⁿ"),
        (r"$\pi$ and $\Delta$ and $\unheard{of}$ and $\unheardof$", "π and Δ and of and unheardof"),
        (r"R\&D at 5\% of \$9 and \_x\_ \*y\*", "R&D at 5% of $9 and _x_ *y*"),
        ("Beyond A*: AtP* for $200k or $300k", "Beyond A*: AtP* for $200k or $300k"),
        ("2*3*4 ** a ** __init__ E^2-LLM ^RFLAV", "2*3*4 ** a ** __init__ E^2-LLM ^RFLAV"),
        (r"\textbf{open and $\textbf{$", r"\textbf{open and textbf"),
        ("대규모 **언어** 모델", "대규모 언어 모델"),
    ],
)
def test_a_title_loses_the_marks_of_markdown_and_tex(title: str, shown: str) -> None:
    assert plain(title) == shown


@pytest.mark.parametrize("piece", ["$", "*", "**a", "`", "\\a{", "$\\a{", "_{", "\\"])
def test_marks_without_end_are_read_in_good_time(piece: str) -> None:
    assert len(plain(piece * 3000)) <= 3000 * len(piece)


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
