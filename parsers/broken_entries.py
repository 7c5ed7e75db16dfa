"""What can still be read of an entry of BibTeX in which a brace, a quote, a comma or the end is missing."""

import re
from collections.abc import Iterator

_HEAD = re.compile(r"\s*@(?P<type>[A-Za-z]{1,40})\s{0,20}[{(]?\s{0,20}(?P<key>[^\s,{}()\"=]{0,200}(?=\s{0,20},))?")
_NAMES = (
    "abstract|address|archiveprefix|author|booktitle|chapter|crossref|date|day|doi|edition|editor|eprint|eprinttype|file|"
    "howpublished|institution|isbn|issn|journal|journaltitle|keywords?|language|month|note|number|organization|pages|pmid|"
    "pmcid|primaryclass|publisher|school|series|title|url|urldate|volume|year"
)
# A field in the middle of a line is one of those that everybody has: `, n = 5` may be of a sentence.
_FIELD = re.compile(
    rf"(?:^[ \t,]*(?P<first>[A-Za-z][\w-]{{0,40}})|(?<=[,{{}}\"\s])(?P<name>{_NAMES}))"
    r"\s{0,20}(?:=\s{0,20}(?=\S)|(?=\{))",
    re.MULTILINE | re.IGNORECASE,
)
_FIELDS_AFTER = re.compile(r"[\s,}]*[A-Za-z][\w-]{0,40}\s{0,20}=\s{0,20}[{\"\w]")
# Where all braces close, any name behind a value begins a field.
_FIELD_BEHIND = re.compile(
    rf"{_FIELD.pattern}|(?<=[,}}\"])[^\S\n]{{0,20}}(?P<any>[A-Za-z][\w-]{{0,40}})\s{{0,20}}=\s{{0,20}}(?=[{{\"\w])",
    re.MULTILINE | re.IGNORECASE,
)
_NEXT_FIELD = re.compile(r"\s{0,20}[A-Za-z][\w-]{0,40}\s{0,20}=\s{0,20}[{\"\w]")
_BARE_WORD = re.compile(r"[\w.:-]+(?=\s)")
_SIGN = re.compile(r"\\.|[{}\"]", re.DOTALL)


def is_rest_of_entry(text: str) -> bool:
    r"""Whether a text between two entries is fields: those behind a brace too many.

    >>> is_rest_of_entry(",\n  year = 2001,\n}"), is_rest_of_entry("% year = 2001 is the oldest")
    (True, False)
    """
    return _FIELDS_AFTER.match(text) is not None


def lacks_comma(value: str) -> bool:
    r"""Whether the next field stands in what was read as a value.

    >>> lacks_comma("{Lee, Ann} year={2020}"), lacks_comma("2020\ndoi={10.1000/1}"), lacks_comma('{As {b} c = "d"}')
    (True, True, False)
    """
    if "=" not in value:
        return False
    if bare := _BARE_WORD.match(value):
        return _NEXT_FIELD.match(value, bare.end()) is not None
    depth = 0
    is_quoted = False
    for found in _SIGN.finditer(value):
        if found[0] == '"' and depth == 0:
            is_quoted = not is_quoted
        elif found[0] in "{}":
            depth += 1 if found[0] == "{" else -1
        if depth == 0 and not is_quoted and _NEXT_FIELD.match(value, found.end()):
            return True
    return False


def head_of(text: str) -> tuple[str, str]:
    """The type and the key of an entry; empty where they can't be told."""
    found = _HEAD.match(text)
    return (found["type"].lower(), found["key"] or "") if found else ("", "")


def fields_of(text: str, *, is_cut: bool) -> Iterator[tuple[str, str]]:
    r"""The fields that stand in an entry, by what looks like the beginning of one.

    Args:
        text: From its `@` to the next entry.
        is_cut: Whether the file ends with it: a last value without an end is not whole, and left out.

    >>> list(fields_of("@misc{a,\n title = {A {B of C},\n year = 2001\n}", is_cut=False))
    [('title', '{A {B of C}}'), ('year', '2001')]
    """
    found = list(_fields(text))
    ends = [*(each.start() for each in found), len(text)][1:]
    for each, end in zip(found, ends, strict=True):
        value = text[each.end() : end].strip().rstrip(",").rstrip()
        is_last = end == len(text)
        opened = value.count("{") - value.count("}")
        if is_last and is_cut and (opened > 0 or (value.startswith('"') and value.count('"') == 1)):
            return
        if is_last and opened < 0 and value.endswith("}"):
            value = value[:-1].rstrip().rstrip(",").rstrip()  # the end of the entry
        yield next(filter(None, each.groups())).lower(), _balanced(value)


def _fields(text: str) -> Iterator[re.Match[str]]:
    """Where fields begin; where all braces close, none inside of a value."""
    opened = text.count("{") - text.count("\\{")
    if not opened or opened != text.count("}") - text.count("\\}"):
        yield from _FIELD.finditer(text)
        return
    signs = _SIGN.finditer(text)
    sign = next(signs, None)
    depth = 0
    own: int | None = None  # 0 where the entry lacks its own brace
    for each in _FIELD_BEHIND.finditer(text):
        while sign is not None and sign.start() < each.start():
            depth += {"{": 1, "}": -1}.get(sign[0], 0)
            sign = next(signs, None)
        own = depth if own is None else own
        if depth == own:
            yield each


def _balanced(value: str) -> str:
    """The value in braces or quotes that close, or a bare word."""
    if value[:1] not in ("{", '"'):
        return value.strip('{}" \t\n,')
    inner = value[1:]
    if value[0] == '"':
        inner = inner.removesuffix('"')
    elif value.count("{") <= value.count("}"):
        inner = inner.removesuffix("}")
    if inner.count("{") != inner.count("}"):
        inner = inner.replace("{", "").replace("}", "")
    return f"{{{inner.strip()}}}"
