"""Input made to be slow: each part is read in linear time, so a megabyte takes a blink and not an hour."""

import pytest

from paperatlas.graph.extraction import reading_of
from paperatlas.parsers import parse_bytes

HEADER = "## Daily Papers (2024-04-16)\n\n### [A Title](https://arxiv.org/abs/2404.09656)\n\n"
MILLION = 1_000_000


HOSTILE_LINES = [
    "[" * MILLION,
    "- " + "[" * MILLION,
    "- " + "[{" * (MILLION // 2),
    "- ['" + "\\" * MILLION,
    "- ['" + "a" * MILLION,
    "- ['a'," + "[" * MILLION,
    "- " + "](a)" * (MILLION // 4),
    "- [](" * (MILLION // 5),
    "- " + "[a](" * (MILLION // 4),
    "- " + "**" * (MILLION // 2),
    "- " + "https://" * (MILLION // 8),
    "- https://a/" + ")." * (MILLION // 2),
    "- " + "(" * MILLION + " http",
    "- " + " " * MILLION + "x",
    "Authors: " + "+" * MILLION,
    "Authors: " + "a" * MILLION,
    "Authors: [" + "'a', " * (MILLION // 5),
    "Vote: " + "9" * MILLION,
    "### [" + "](" * (MILLION // 2),
    "### [" + "](x)" * (MILLION // 4),
    "- e" + "\u0301\u0323" * (MILLION // 10),
    "- ['" + "a', '" * (MILLION // 5),
    "### [" + "a" * MILLION + "](https://arxiv.org/abs/2404.00001)",
    "#" * MILLION,
    "![" + "a" * MILLION,
    "<div>" + " src=" * (MILLION // 5),
    "**" * (MILLION // 2) + ":",
    "- Smith et al" + "." * MILLION,
    "- " + "\t" * MILLION,
    "`" * MILLION,
    "`" * 99 + "a" * MILLION + "`",
    "~" * MILLION + "\n" + "~" * MILLION,
    "# license" + " and license" * (MILLION // 12),
    "# license" + " " * MILLION + "x",
    "<div" + "<" * MILLION,
    "<video>" * (MILLION // 7) + "x",
    "![](https://example.org/" + "a" * MILLION + ")",
    "# \n" * (MILLION // 10),
    "### [\n" * (MILLION // 50),
    "```\n# \n" * (MILLION // 10),
    "\x1b\u202e\x9b" * (MILLION // 3),
]


@pytest.mark.parametrize("line", HOSTILE_LINES, ids=lambda line: line[:12])
def test_a_line_of_a_million_signs_leaves_the_paper_readable(line: str) -> None:
    digest = parse_bytes(f"{HEADER}Vote: 7\n\n{line}\n- the end\n".encode(), "digest.md")
    assert digest.papers[0].id_of("arxiv") == "2404.09656"
    assert digest.papers[0].votes == 7
    assert len(reading_of(digest)) == len(digest.papers)


def test_fifty_megabytes_in_one_line() -> None:
    digest = parse_bytes(f"{HEADER}Vote: 7\n\n- {'word ' * 10_000_000}\n- the end\n".encode(), "digest.md")
    assert [passage.text for passage in digest.papers[0].passages] == ["the end"]
    assert [(problem.line, problem.code) for problem in digest.problems] == [(7, "summary-too-long")]
    assert len(digest.problems[0].raw) < 3_000
