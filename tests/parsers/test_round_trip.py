"""Any record, printed in any variant of the digest, is read back; what stands in a summary is never lost silently."""

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from paperatlas.graph.records import PaperRecord, ParsedFile
from paperatlas.parsers import parse_bytes
from paperatlas.parsers.fields.names import read_authors
from tests.harness import LONG

THOROUGHLY = settings(max_examples=20_000 if LONG else 150, derandomize=not LONG, deadline=None, database=None)

LETTERS = "abcXYZ019éßñ가나다검색학습論文あア"
words = st.text(LETTERS, min_size=1, max_size=6)
sentences = st.lists(words, min_size=1, max_size=5).map(lambda chosen: " ".join(["It", *chosen]) + ".")
people = (
    st.lists(words.filter(str.isalpha), min_size=1, max_size=3)
    .map(lambda chosen: " ".join(["Kim", *chosen]))
    .filter(lambda name: read_authors(name) == ((name,), True))  # without marks of affiliations, as "Kim 2"
)
title_parts = st.one_of(
    words, st.sampled_from(["[x]", r"$\textbf{S}^2$", "f(x)", "[a](b)", "**b**", "<i>", "&", '"q"', "🚀", "A:"])
)
titles = st.lists(title_parts, min_size=1, max_size=5).map(" ".join)
days = st.dates(datetime.date(2000, 1, 1), datetime.date(2099, 12, 31))


@dataclass
class Summary:
    """Lines of a summary, and the section and the text of each passage that they hold."""

    lines: list[str] = field(default_factory=list)
    passages: list[tuple[str, str]] = field(default_factory=list)


@st.composite
def summaries(draw: st.DrawFn) -> Summary:
    summary = Summary()
    for _ in range(draw(st.integers(0, 4))):
        form = draw(st.sampled_from(["bullet", "labelled", "list", "dict", "nested", "heading", "fence"]))
        label, text, more = draw(words), draw(sentences), draw(sentences)
        if form == "bullet":
            summary.lines += [f"- {text}"]
            summary.passages += [("", text)]
        elif form == "labelled":
            stars = draw(st.sampled_from(["**", "***"]))
            summary.lines += [f"- {stars}{label}{stars}: {text}"]
            summary.passages += [(label, text)]
        elif form == "list":
            summary.lines += [f"- **{label}**: {[text, more]!r}"]
            summary.passages += [(label, text), (label, more)]
        elif form == "dict":
            summary.lines += [f"- **{label}**: {[{'a': text, 'b': [more]}]!r}"]
            summary.passages += [(f"{label} / a", text), (f"{label} / b", more)]
        elif form == "nested":
            summary.lines += [f"- **{label}**: {text}", f"  - {more}", f"1. {text}"]
            summary.passages += [(label, text), (label, more), (label, text)]
        else:
            marks = draw(st.sampled_from(["#", "##", "###", "####"]))
            heading = [f"- {text}", f"{marks} {label}"]
            if form == "fence":  # whatever it looks like, it is text
                inside = [
                    f"{marks} {label}",
                    "Vote: 3",
                    f"- **{label}**: {text}",
                    "### [T](https://arxiv.org/abs/2404.99999)",
                ]
                inside = inside[: draw(st.integers(1, 4))]
                heading = [f"- {text}", draw(st.sampled_from(["```", "```python"])), "", *inside, "```"]
                summary.passages += [("", text), *(("", line) for line in inside)]
            else:
                summary.passages += [("", line.strip("-# ")) for line in heading]
            summary.lines += heading
    return summary


@dataclass
class Printed:
    """A paper as it stands in a digest, and what is to be read of it."""

    text: str
    expected: tuple[object, ...]


def as_read(paper: PaperRecord) -> tuple[object, ...]:
    passages = tuple((passage.section, passage.text) for passage in paper.passages)
    return (paper.id_of("arxiv"), paper.title, paper.votes, paper.names, paper.authors_complete, paper.image, passages)


@st.composite
def papers(draw: st.DrawFn, arxiv_id: str) -> Printed:
    title, summary = draw(titles), draw(summaries())
    votes = draw(st.one_of(st.none(), st.integers(0, 10**9 - 1)))
    authors = draw(st.lists(people, max_size=4, unique=True))
    cut = draw(st.booleans())
    printed = [*authors, "+"] if cut else authors
    image = draw(st.sampled_from([None, "https://example.org/a_(1).png", "/avatars/1.svg"]))
    spaces = draw(st.sampled_from(["", " "]))
    suffix = draw(st.sampled_from(["", "v2", " "]))
    lines = [f"### [{title}](https://arxiv.org/{draw(st.sampled_from(['abs', 'pdf']))}/{arxiv_id}{suffix})"]
    lines += [f"![]({image.replace('_(1)', '')})"] if image else []
    lines += [f"Vote:{spaces}{votes}"] if votes is not None else draw(st.sampled_from([[], ["Vote: -"], ["Vote:"]]))
    if printed:
        value = repr(printed) if draw(st.booleans()) else f",{spaces}".join(printed)
        lines += [f"Authors: {value}"]
    between = draw(st.sampled_from(["\n", "\n\n"]))
    text = between.join(lines) + between + "\n".join(summary.lines) + "\n\n"
    known_image = "https://example.org/a.png" if image and image.startswith("https") else None
    complete = not cut if printed else None
    expected = arxiv_id, title, votes, tuple(authors), complete, known_image, tuple(summary.passages)
    return Printed(text, expected)


@st.composite
def digests(draw: st.DrawFn) -> tuple[str, list[tuple[object, ...]]]:
    """The text of a digest, and day and papers that are to be read."""
    text, expected = draw(st.sampled_from(["", "# Notes\n\nSome text.\n\n"])), []
    for day_number in range(draw(st.integers(1, 2))):
        day = draw(days)
        text += f"{draw(st.sampled_from(['#', '##']))} Daily Papers ({day})\n\n"
        for number in range(draw(st.integers(1, 3))):
            paper = draw(papers(f"24{day_number + 1:02}.{number:05}"))
            text += paper.text
            expected.append((day, *paper.expected))
        text += draw(st.sampled_from(["", "## License\n\nMIT\n\n"]))
    return text, expected


@st.composite
def encoded(draw: st.DrawFn, text: str) -> bytes:
    if draw(st.booleans()):
        text = text.replace("\n", draw(st.sampled_from(["\r\n", "\r"])))
    if draw(st.booleans()):
        text = unicodedata.normalize("NFD", text)
    return text.encode(draw(st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"])))


@THOROUGHLY
@given(st.data())
def test_any_record_in_any_variant_is_read_back(data: st.DataObject) -> None:
    text, expected = data.draw(digests())
    digest = parse_bytes(data.draw(encoded(text)), "digest.md")
    assert digest.problems == ()
    assert [(paper.day, *as_read(paper)) for paper in digest.papers] == expected


# What a summary may be made of: signs that mean something to Markdown, to a reader of literals or to a terminal.
MARKS = [
    "# ",
    "## ",
    "### ",
    "###[",
    "#### ",
    "- ",
    "  - ",
    "* ",
    "1. ",
    "> ",
    "| a |",
    "```",
    "~~~",
    "**",
    "***",
    "**A**: ",
]
QUOTES = ["['", "']", "{'", "': '", "', '", "'}", '"', "\\", "[", "]", "(", ")", "![", "<b>", "---", "$x^2$", "+", ","]
LINKS = [" [code](https://example.org/x) ", " https://example.org/y "]
HIDDEN = ["\t", "\x1b[31m", "\x9b", "\u202e", "\u200b"]
LINE_ENDS = re.compile(r"[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
pieces = st.one_of(words, st.text(max_size=3), st.sampled_from([*MARKS, *QUOTES, *LINKS, *HIDDEN]))
lines = st.lists(pieces, max_size=6).map(lambda chosen: LINE_ENDS.sub("", "".join(chosen)))
SEQUENCES = r"(?:\x1b\[[0-?]*|\x9b[0-?]+)[ -/]*[@-~]|"
SEQUENCES += r"(?:\x1b[\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c)"
DROPPED = re.compile(
    SEQUENCES + r"|[\x00-\x08\x0e-\x1b\x7f-\x9f\xad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)
BULLET = re.compile(r"^\s*(?:[-*+•]|\d{1,3}[.)])\s+")

# A fence, perhaps with the name of a language.
MARK = re.compile(r"^\s*(?:[-*+]\s+)?(?:```+|~~~+)\S*\s*$")


def is_of_summary(line: str) -> bool:
    """Whether a line is neither a day header, a paper's title, a field, a picture, markup nor an empty section."""
    clean = DROPPED.sub("", line)
    taken = r"""(?i)\#+\s*daily\ paper|\]\((?!https://)|(?:vote|author)s?\W*[:：]|^\s*(?:!\[|\[watch|<)
        |\*\*.*:\W*$|\\.*['"]|['"].*\\"""
    halves = "[\xc3-\xc5][\x80-\x9f\xad]"  # of a letter, which are joined
    return re.search(taken, clean, re.VERBOSE) is None and "\0" not in line and re.search(halves, line) is None


def lost(lines: Sequence[str], paper: PaperRecord, digest: ParsedFile) -> set[str]:
    """The words of some lines that are neither in a paper nor in a problem."""
    told = [part for passage in paper.passages for part in (passage.section, passage.text)]
    told += [*paper.links, *(problem.raw for problem in digest.problems)]
    clean = (
        unicodedata.normalize("NFC", BULLET.sub("", DROPPED.sub("", line), count=1))
        for line in lines
        if not MARK.match(line)
    )
    return {word for line in clean for word in re.findall(r"[^\W_]+", line) if not any(word in text for text in told)}


@THOROUGHLY
@given(st.lists(lines.filter(is_of_summary), max_size=6), st.lists(lines.filter(is_of_summary), max_size=6))
def test_nothing_in_a_summary_is_lost_silently(first: list[str], second: list[str]) -> None:
    heading = "### [{}](https://arxiv.org/abs/2404.0000{})\n\nVote: 1\n\nAuthors: Ann Lee\n\n"
    text = "## Daily Papers (2024-04-16)\n\n" + heading.format("A", 1) + "- a\n" + "\n".join(first)
    text += "\n\n" + heading.format("B", 2) + "- b\n" + "\n".join(second) + "\n"
    digest = parse_bytes(text.encode("utf-8", errors="replace"), "digest.md")
    assert [(paper.title, paper.votes, paper.names) for paper in digest.papers] == [
        ("A", 1, ("Ann Lee",)),
        ("B", 1, ("Ann Lee",)),
    ]
    one, two = digest.papers
    replaced = [[line.encode("utf-8", errors="replace").decode() for line in lines] for lines in (first, second)]
    assert lost(replaced[0], one, digest) == set()
    assert lost(replaced[1], two, digest) == set()
    shown = [part for paper in digest.papers for passage in paper.passages for part in (passage.section, passage.text)]
    assert not re.search(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]", "".join(shown))
