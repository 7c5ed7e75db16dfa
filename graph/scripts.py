"""The scripts of East Asia, as ranges for the character classes of regular expressions: the one place that has them."""

import re

HANGUL_SYLLABLES = "가-힣"
HANGUL = f"ㄱ-ㆎ{HANGUL_SYLLABLES}"
HAN = "々〇㐀-䶿一-鿿豈-﫿\U00020000-\U000323af"
HIRAGANA = "ぁ-ゖゝ-ゟ"
KATAKANA = "ァ-ヺー-ヿㇰ-ㇿｦ-ﾟ"
KANA = f"{HIRAGANA}{KATAKANA}"
EAST_ASIAN = f"{HANGUL}{HAN}{KANA}"

_HANGUL = re.compile(f"[{HANGUL}]")
_KANA = re.compile(f"[{KANA}]")
_EAST_ASIAN = re.compile(f"[{EAST_ASIAN}]")


def has_hangul(text: str) -> bool:
    """Whether a text has a Korean letter.

    >>> has_hangul("LLM 에이전트"), has_hangul("扩散模型")
    (True, False)
    """
    return _HANGUL.search(text) is not None


def has_kana(text: str) -> bool:
    """Whether a text has a letter of Japanese alone."""
    return _KANA.search(text) is not None


def is_east_asian(text: str) -> bool:
    """Whether a text begins with a letter of Korean, Chinese or Japanese.

    >>> is_east_asian("扩散"), is_east_asian("モデル"), is_east_asian("한"), is_east_asian("é")
    (True, True, True, False)
    """
    return not text.isascii() and _EAST_ASIAN.match(text) is not None
