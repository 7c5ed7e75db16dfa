"""What may do harm on a terminal is written out, character by character."""

import sys
import unicodedata

import pytest

from paperatlas.base.visible import visible, written_out

C0 = [*range(0x20), 0x7F]
C1 = [*range(0x80, 0xA0)]
BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
SEPARATORS = [0x2028, 0x2029]
SURROGATES = [0xD800, 0xDBFF, 0xDC80, 0xDCFF, 0xDFFF]
UNSEEN = [0xAD, 0x200B, 0x2060, 0xFEFF, 0xFFF9, 0xE0001, 0xFFFE, 0xFFFF]


@pytest.mark.parametrize("code", [*C0, *C1, *BIDI, *SEPARATORS, *SURROGATES, *UNSEEN], ids=lambda code: f"U+{code:04X}")
def test_what_is_not_seen_is_named(code: int) -> None:
    assert written_out(f"a{chr(code)}b") == f"a[U+{code:04X}]b"
    assert "a" + chr(code) + "b" == written_out(f"a{chr(code)}b", kept=chr(code))


def test_no_character_at_all_gets_through_that_is_not_seen() -> None:
    harmful = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    for code in range(sys.maxunicode + 1):
        passes = written_out(chr(code)) == chr(code)
        assert passes == (unicodedata.category(chr(code)) not in harmful or chr(code) in "\u200c\u200d"), hex(code)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "대규모 언어 모델",
        "苏剑林　全角",
        "no\u00a0break",
        "نیم\u200cفاصله 👩\u200d🔬",
        "e\u0301 ñ",
        "<b>&amp;</b>",
        "[U+202E]",
    ],
)
def test_what_is_seen_stays(text: str) -> None:
    assert written_out(text) == text


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
def test_nothing_in_one_line_is_hidden(text: str, shown: str) -> None:
    assert visible(text) == shown
