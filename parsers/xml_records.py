"""Records out of XML, each read by itself, so that a broken or missing part of a file takes nothing else with it.

Nothing is fetched or expanded: declarations of entities are taken out unread, and of named entities only those of HTML
are known.
"""

import functools
import html
import re
from collections.abc import Collection, Iterator
from html.entities import html5
from typing import NamedTuple

from lxml import etree

from paperatlas.graph.records import Problem
from paperatlas.graph.whitespace import squeezed
from paperatlas.parsers.decoding import cleaned

MAX_EXCERPT = 200

_DECLARED = re.compile(r"<!DOCTYPE[^\[<>]*+(?:\[(?>\"[^\"]*\"|'[^']*'|[^\]\"'])*+\]\s*)?>")
_PREFIX = re.compile(r"\s(xmlns:[\w-]{1,40})\s?=\s?(\"[^\"<]{0,500}\"|'[^'<]{0,500}')")
_HEAD = 20_000
"""In so many characters all prefixes are declared."""
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);|#\d{1,7};|#x[0-9A-Fa-f]{1,6};)(?:([A-Za-z][A-Za-z\d]{1,31});)?")
_ATTRIBUTE = re.compile(r"([\w:.-]+)\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")


class XmlRecord(NamedTuple):
    """One record.

    Attributes:
        line: Where it begins, from 1.
        element: It.
        within: Of each outer element that it stands in, the attributes.
    """

    line: int
    element: etree._Element
    within: dict[str, dict[str, str]]


def xml_records(
    text: str, source: str, problems: list[Problem], tags: Collection[str], outer: Collection[str] = ()
) -> Iterator[XmlRecord]:
    """The elements of some names, wherever they stand in a text; what is cut off or broken is a problem.

    A record that is broken inside is read as far as it can be.

    Args:
        text: A file, or a piece of one.
        source: The file's name, for problems.
        problems: Gets what is broken.
        tags: Names of the elements that are records.
        outer: Names of elements around them whose attributes matter.

    >>> found = xml_records("<a><b>J&uuml;rgen</b><b>cut", "x.xml", [], ["b"])
    >>> [text_in(record.element) for record in found]
    ['Jürgen']
    """
    text = _without_declarations(text, source, problems)
    prefixes = " ".join(f"{name}={value}" for name, value in dict(_PREFIX.findall(text[:_HEAD])).items())
    line, counted = 1, 0
    within: dict[str, dict[str, str]] = {}
    for start, end, name in _places(text, tags, outer):
        line += text.count("\n", counted, start)
        counted = start
        if name in outer:
            opening = text[start : text.find(">", start) + 1]
            within = within | {name: _attributes(opening)}
        elif end is None:
            message = f"this <{name}> has no end; it is left out. Is the file cut off?"
            problems.append(Problem(source, line, "cut-off", message, text[start : start + MAX_EXCERPT]))
        else:
            element = _element(text[start:end], prefixes, source, line, problems)
            if element is not None:
                yield XmlRecord(line, element, within)
    cut = text.rfind("<", text.rfind(">") + 1)
    if cut >= 0 and not any(problem.code == "cut-off" for problem in problems[-1:]):
        message = "this tag has no end; is the file cut off?"
        problems.append(
            Problem(source, line + text.count("\n", counted, cut), "cut-off", message, text[cut:][:MAX_EXCERPT])
        )


def local_name(element: etree._Element) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return _local(element.tag)


@functools.lru_cache(1_000)
def _local(tag: object) -> str:
    return tag.rpartition("}")[2].rpartition(":")[2] if isinstance(tag, str) else ""


def text_in(element: etree._Element | None) -> str:
    """All text in an element, with single blanks."""
    if element is None:
        return ""
    text = "".join(map(str, element.itertext())) if len(element) else str(element.text or "")
    return squeezed(cleaned(text))


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first element of a path of names below an element."""
    for name in path:
        if element is None:
            return None
        for each in element:
            if _local(each.tag) == name:
                element = each
                break
        else:
            return None
    return element


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """All elements of a name directly below an element."""
    return [] if element is None else [each for each in element if _local(each.tag) == name]


def by_name(element: etree._Element) -> dict[str, list[etree._Element]]:
    """The elements directly below an element by name, found at once where a record has many fields."""
    found: dict[str, list[etree._Element]] = {}
    for each in element:
        found.setdefault(_local(each.tag), []).append(each)
    return found


def text_at(element: etree._Element | None, *path: str) -> str:
    """The text of the first element of a path; empty where there is none."""
    return text_in(child(element, *path))


def attribute(element: etree._Element, name: str) -> str:
    """An attribute's text; empty where there is none."""
    text = element.get(name)
    return squeezed(cleaned(str(text))) if text else ""


def _without_declarations(text: str, source: str, problems: list[Problem]) -> str:
    """The text without document type and comments; line ends stay."""
    if "<!ENTITY" in text:
        line = text.count("\n", 0, text.index("<!ENTITY")) + 1
        message = "entities that a file declares itself are not read; their names stay as they are"
        problems.append(Problem(source, line, "xml-entities", message, ""))
    start = text.find("<!DOCTYPE")
    if start >= 0:
        found = _DECLARED.match(text, start)
        end = found.end() if found else text.find("]>", start) + 2
        text = _blanked(text, start, max(end, start + len("<!DOCTYPE")))
    return _without_comments(text) if "<!--" in text else text


def _without_comments(text: str) -> str:
    kept: list[str] = []
    at = 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        kept += (text[at:start], "\n" * text.count("\n", start, end))
        at = end + len("-->")
    return "".join((*kept, text[at:]))


def _blanked(text: str, start: int, end: int) -> str:
    """The text with line ends only in a part of it."""
    return text[:start] + "\n" * text.count("\n", start, end) + text[end:]


def _places(text: str, tags: Collection[str], outer: Collection[str]) -> Iterator[tuple[int, int | None, str]]:
    """Where records begin and end, None for one without an end, and where outer elements begin."""
    names = "|".join(map(re.escape, (*tags, *outer)))
    open_at: int | None = None
    open_name = ""
    for tag in re.compile(rf"<(/?)((?:\w+:)?(?:{names}))(?=[\s>/])[^<>]*>").finditer(text):
        name = tag[2].rpartition(":")[2]
        if tag[1]:
            if open_at is not None and name == open_name:
                yield open_at, tag.end(), name
                open_at = None
        elif open_at is None or name == open_name or name in outer:
            if open_at is not None:
                yield open_at, None, open_name
                open_at = None
            if name in outer:
                yield tag.start(), None, name
            elif tag[0].endswith("/>"):
                yield tag.start(), tag.end(), name
            else:
                open_at, open_name = tag.start(), name
    if open_at is not None:
        yield open_at, None, open_name


def _attributes(opening: str) -> dict[str, str]:
    return {name: html.unescape(one or other) for name, one, other in _ATTRIBUTE.findall(opening)}


def _element(text: str, prefixes: str, source: str, line: int, problems: list[Problem]) -> etree._Element | None:
    if "&" in text:
        text = _ENTITY.sub(_character, text)
    data = f"<record {prefixes}>{text}</record>".encode()
    try:
        return etree.fromstring(data, _parser(recover=False))[0]
    except etree.XMLSyntaxError as error:
        message = f"this is broken XML ({error.msg}); it is read as far as it can be"
        problems.append(Problem(source, line, "broken-xml", message, text[:MAX_EXCERPT]))
    try:
        recovered = etree.fromstring(data, _parser(recover=True))
    except etree.XMLSyntaxError:
        return None
    return recovered[0] if recovered is not None and len(recovered) else None


@functools.cache
def _parser(*, recover: bool) -> etree.XMLParser:
    """A parser that fetches nothing and stops at trees too deep and texts too long to be meant."""
    return etree.XMLParser(
        recover=recover, resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, ns_clean=False
    )


def _character(entity: re.Match[str]) -> str:
    """The character that an entity of HTML stands for; else the entity as text."""
    character = html5.get(f"{entity[1]};") if entity[1] else None
    return character if character is not None else f"&amp;{entity[0][1:]}"
