"""Code fences: what stands between two of their marks is text, whatever it looks like."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

_FENCE = re.compile(r"\s{0,9}(?:[-*+]\s{1,4})?(`{3,99}(?=[^`]*$)|~{3,99})(.*)")


@dataclass(frozen=True, slots=True)
class Fences:
    """The code fences of a text, by numbers of lines from 1.

    Attributes:
        inside: What is text as it stands.
        marks: What opens and closes them.
        unclosed: Marks that nothing closes; around them all is read as if they were not there.
    """

    inside: frozenset[int] = frozenset()
    marks: frozenset[int] = frozenset()
    unclosed: tuple[int, ...] = ()


def is_closing(line: str) -> bool:
    """Whether a line may close a fence."""
    text = line.strip()
    return len(text) >= 3 and text[0] in "`~" and not text.strip(text[0])


def information(line: str) -> str:
    """What stands behind the mark that opens a fence, where it is more than the name of a language."""
    fence = _FENCE.match(line)
    text = fence[2].strip() if fence else ""
    return text if " " in text else ""


def find_fences(lines: Sequence[str], barriers: Sequence[int]) -> Fences:
    """The fences of a text.

    Args:
        lines: The text.
        barriers: Lines over which no fence goes, in order.
    """
    opening = [(number, fence[1]) for number, line in enumerate(lines, start=1) if (fence := _FENCE.match(line))]
    closing: dict[tuple[str, int], list[int]] = defaultdict(list)
    for number, mark in opening:
        if is_closing(lines[number - 1]):
            closing[mark[0], len(mark)].append(number)
    inside: set[int] = set()
    marks: set[int] = set()
    unclosed = []
    end = 0
    for number, mark in opening:
        if number <= end:
            continue
        place = bisect_right(barriers, number)
        barrier = barriers[place] if place < len(barriers) else len(lines) + 1
        ends = [
            numbers[after]
            for (sign, length), numbers in closing.items()
            if sign == mark[0] and length >= len(mark) and (after := bisect_right(numbers, number)) < len(numbers)
        ]
        if ends and min(ends) < barrier:
            end = min(ends)
            inside.update(range(number + 1, end))
            marks |= {number, end}
        else:
            unclosed.append(number)
    return Fences(frozenset(inside), frozenset(marks), tuple(unclosed))
