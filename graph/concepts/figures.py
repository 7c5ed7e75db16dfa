"""What stands beside a figure: *an FID of 2.3*, *27.1 PSNR*; a measure often does, a model hardly ever."""

import re

_FIGURE = r"\d+(?:\.\d+|(?:\.\d+)? ?(?:%|dB\b|점|포인트|points?\b|分))"
_BEHIND = re.compile(
    r"(?:은|는|이|가|을|를|의|으로|로|は|が|を|の|为|達)?"
    rf"(?: (?:of|to|from|at)\b)?(?: ?[=≈~] ?)? ?[~≈+-]?{_FIGURE}"
)
_BEFORE = re.compile(rf"(?<![\w.]){_FIGURE}(?:의|の|的)? $")
_LONGEST_FIGURE = 16


def is_beside_figure(text: str, start: int, end: int) -> bool:
    """Whether the words at a place of a text say what a number counts: not those that say where it was found.

    >>> [is_beside_figure(each, 3, 6) for each in ("an FID of 2.3", "Im FID가 2.3", "on VQA, 2.3 %", "an LLM 7B")]
    [True, True, False, False]
    """
    if _BEHIND.match(text, end):
        return True
    is_parted = start > 1 and text[start - 1] == " "
    return is_parted and _BEFORE.search(text, max(0, start - _LONGEST_FIGURE), start) is not None
