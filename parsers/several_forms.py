"""Files with parts in several forms: a bibliography pasted below a list, answers of two services in one file."""

import bisect
import itertools
import re
from collections.abc import Iterator

from paperatlas.parsers import front_matter
from paperatlas.parsers.sections import ANY_DAY_HEADER

_STARTS = {
    "json": re.compile(r"\n(?=\{\s{0,99}\"[^\"\n]{1,60}\"\s{0,9}:|\[\s{0,99}\{\s{0,99}\")"),
    "xml": re.compile(
        r"\n(?<![?\"]>\n)(?=<(?:\?xml\s|feed\s|dblp>|(?:Pubmed|Medline)[A-Za-z]{0,20}Set>|collection\s))"
    ),
    "bib": re.compile(r"\n(?=@(?!comment)[A-Za-z]{3,30}\s?\{[^\s,{}\"=]{1,200},[ \t]*\n)"),
    "ris": re.compile(r"\n(?=TY  - )"),
    "medline": re.compile(r"\n(?=PMID- ?\d)"),
    "mail": re.compile(r"\n(?=\\\\[ \t]*\narXiv:)"),
}
_LINK = re.compile(r"\n(?=(?:#{1,4}|[-*+]) [^\n]{0,1000}\]\(https?://)")
_MARKDOWN = re.compile(r"\n(?=#{1,4} [^\n]{1,300}\n|[-*+] [^\n]{0,1000}\]\(https?://)")
_FENCE = re.compile(r"\n {0,3}(?:```|~~~)")
_KINDS = {
    ".json": "json", ".jsonl": "json", ".ndjson": "json", ".xml": "xml", ".atom": "xml", ".bib": "bib",
    ".bibtex": "bib", ".biblatex": "bib", ".ris": "ris", ".wos": "ris", ".ciw": "ris", ".nbib": "medline",
    ".medline": "medline", ".md": "md",
    ".markdown": "md", ".yaml": "md", ".yml": "md", ".csv": "csv", ".tsv": "csv",
    ".tab": "csv", ".eml": "mail",
}  # fmt: skip
_SUFFIXES = {
    "json": ".json", "xml": ".xml", "bib": ".bib", "ris": ".ris", "medline": ".nbib", "md": ".md", "mail": ".eml",
    "front": ".md", "day": ".md", "numbered": ".md",
}  # fmt: skip
_FRONT = re.compile(
    r"^---[ \t]*\n(?:[A-Za-z_][\w -]{0,40}:[^\n]*\n|[ \t][^\n]*\n|- [^\n]*\n|#[^\n]*\n|\n){1,200}?"
    r"(?:---|\.\.\.)[ \t]*$",
    re.MULTILINE,
)
_NUMBERED = re.compile(
    r"^(?:#{1,2} [^\n]{1,200}\n\s{0,9})?#{2,4} \[\d{1,5}\] ?\[[^\n]{1,2000}\]\(https?://[^\s()]{1,500}\)[ \t]*\n"
    r"\s{0,9}\*[^*\n][^\n]*\*[ \t]*$",
    re.MULTILINE,
)


def parts_of(text: str, suffix: str) -> list[tuple[int, str, str]]:
    r"""The parts of a text, each with the place where it begins and the suffix of its kind; the first has none.

    >>> parts_of('- [Looms](https://arxiv.org/abs/2404.00001)\n@article{k,\n title={Knots}}', ".md")
    [(0, '', '- [Looms](https://arxiv.org/abs/2404.00001)\n'), (44, '.bib', '@article{k,\n title={Knots}}')]
    """
    kind = _KINDS.get(suffix, "")
    starts = sorted(_starts(text, kind)) if kind else []
    found: list[tuple[int, str]] = [(0, "")]
    last = kind
    for start, its_kind in starts:
        if start and (its_kind != last or its_kind in ("xml", "front")):  # each root, or paper, is of one form
            found.append((start, _SUFFIXES[its_kind]))
            last = its_kind
    ends = [*(start for start, _ in found[1:]), len(text)]
    return [(start, its, text[start:end]) for (start, its), end in zip(found, ends, strict=True)]


def _starts(text: str, kind: str) -> Iterator[tuple[int, str]]:
    """Where something of another kind begins, and where then something of the text's own kind does."""
    patterns = {each: pattern for each, pattern in _STARTS.items() if each != kind or kind == "xml"}
    if kind == "md":
        del patterns["mail"]  # which is Markdown, too
    else:
        patterns["md"] = _LINK
    others = [(found.end(), each) for each, pattern in patterns.items() for found in pattern.finditer(text)]
    own_forms = _forms_of_markdown(text) if kind == "md" else []
    if kind == "md":
        fences = [found.start() for found in _FENCE.finditer(text)] if others or own_forms else []
        others = [(at, each) for at, each in others if bisect.bisect(fences, at) % 2 == 0]
        own_forms = [(at, each) for at, each in own_forms if bisect.bisect(fences, at) % 2 == 0]
    yield from own_forms
    if others:
        yield from others
        own = _MARKDOWN if kind == "md" else _STARTS.get(kind)
        if kind != "xml" and own is not None:
            yield from ((found.end(), kind) for found in own.finditer(text, min(others)[0]))


def _forms_of_markdown(text: str) -> list[tuple[int, str]]:
    """Where front matter of papers begins in the midst of a text, and where digests of two forms do."""
    found = _fronts(text) if "\n---" in text else []
    if (days := list(ANY_DAY_HEADER.finditer(text))) and (numbered := list(_NUMBERED.finditer(text))):
        places = sorted([*((each.start(), "day") for each in days), *((each.start(), "numbered") for each in numbered)])
        changes = itertools.pairwise([("", 0), *((each, at) for at, each in places)])
        found += [(at, each) for (before, _), (each, at) in changes if before and each != before]
    return found


def _fronts(text: str) -> list[tuple[int, str]]:
    blocks: list[tuple[int, str]] = []
    at = 0
    while block := _FRONT.search(text, at):
        is_front = front_matter.has_title(block[0])
        blocks += [(block.start(), block[0])] if is_front else []
        at = block.end() if is_front else block.start() + 3
    ends = [*(start for start, _ in blocks), len(text)][1:]
    return [
        (start, "front")
        for (start, block), end in zip(blocks, ends, strict=True)
        if start and (front_matter.accepts(block) or front_matter.accepts(text[start:end]))
    ]
