"""The lines under a paper's heading: picture, votes, authors and the summary."""

import re
from collections.abc import Callable, Iterator

from paperatlas.base.addresses import web_address
from paperatlas.graph.identity import author_key
from paperatlas.graph.records import Passage
from paperatlas.parsers import markdown
from paperatlas.parsers.fields.counts import read_count
from paperatlas.parsers.fields.names import CUT_LIST, clean_name, is_name, split_names, with_suffixes
from paperatlas.parsers.literals import Bare, Literal, MalformedLiteral, looks_like_literal, read_literal

MAX_NAME = 300
MAX_KEY_BYTES = 2_000
MAX_SUMMARY = 1_000_000

_FIELD = re.compile(r" {0,3}\*{0,3}(vote|author)s?\*{0,3}\s{0,9}[:：]\*{0,3}", re.IGNORECASE)
_FIELD_STARTS = frozenset("VvAa* ")
_BULLET = re.compile(r"(\s*)([-*+•]|\d{1,3}[.)])\s+")
# The source's own parentheses are missing now and then.
_MEDIA = re.compile(
    r"(!\[|\[watch video)[^\]]{0,300}\](?:\((?P<address>[^()\s]{1,2000})\)|(?P<bare>https?://[^()\s]{1,2000}))",
    re.IGNORECASE,
)
_VIDEO_SOURCE = re.compile(r"<video[^>]{0,300}\ssrc=[\"']([^\"']{1,2000})[\"']", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")

ReportProblem = Callable[[int, str, str, str], None]


def is_field(line: str) -> bool:
    """Whether a line gives votes or authors."""
    return line[:1] in _FIELD_STARTS and _FIELD.match(line) is not None


def is_summary(line: str) -> bool:
    """Whether a line has text that is neither votes, authors, a picture, a video nor a rule."""
    return (
        bool(line.strip("-*_ \t"))
        and not is_field(line)
        and _MEDIA.fullmatch(line.rstrip()) is None
        and not _is_markup(line)
    )


def _is_markup(line: str) -> bool:
    """Whether a line is nothing but the tags around a video."""
    return line.startswith(("<div", "</div", "<video", "</video")) and not _TAG.sub("", line).strip()


class EntryReader:
    """Reads a paper line by line; its attributes are those of `PaperRecord`."""

    def __init__(self, problem: ReportProblem) -> None:
        self.problem = problem
        self.votes: int | None = None
        self.authors: dict[str, None] = {}
        self.authors_complete: bool | None = None
        self.passages: list[Passage] = []
        self.links: dict[str, None] = {}
        self.image: str | None = None
        self.video: str | None = None
        self.section = ""
        self.fields: set[str] = set()
        self.characters = 0
        self.is_cut = False

    def read(self, number: int, line: str) -> None:
        """Takes one line that is not blank; `number` is its line in the file."""
        field = _FIELD.match(line) if line[0] in _FIELD_STARTS else None
        if field is not None:
            self.read_field(number, field[1].lower(), line[field.end() :].strip())
        elif line.startswith(("![", "[")) and (media := _MEDIA.fullmatch(line.rstrip())):
            self.read_media(media[1], media["address"] or media["bare"])
        elif line.startswith("<") and _is_markup(line):
            source = _VIDEO_SOURCE.search(line)
            self.video = self.video or (web_address(source[1]) if source else None)
        elif line.strip("-*_ \t"):  # else a rule
            self.read_summary(number, line)

    def read_code(self, number: int, line: str) -> None:
        """Takes a line of a code fence as it is; in it nothing is Markdown."""
        if "http" in line:
            self.links.update(dict.fromkeys(markdown.links(line)))
        self.keep(number, self.section, line.strip())

    def read_field(self, number: int, name: str, value: str) -> None:
        """Votes or authors; a paper has one line of each."""
        if name in self.fields:
            message = "a second line of this kind in one paper; it is left out. Is the heading of a paper broken?"
            self.problem(number, "repeated-field", message, value)
        elif name == "vote":
            self.read_votes(number, value)
        else:
            self.read_authors(number, value)
        self.fields.add(name)

    def read_media(self, kind: str, address: str) -> None:
        """A picture or a video; a relative address leads nowhere outside its site and is left out."""
        safe = web_address(address)
        if kind == "![":
            self.image = self.image or safe
        else:
            self.video = self.video or safe
        if safe and safe not in (self.image, self.video):
            self.links[safe] = None

    def read_votes(self, number: int, value: str) -> None:
        """A count, or `-` and nothing for unknown."""
        self.votes = read_count(value)
        if self.votes is None and value not in ("", "-", "–", "—"):
            self.problem(number, "unreadable-votes", "votes are a number or `-`; they are kept as unknown", value)

    def read_authors(self, number: int, value: str) -> None:
        """`A, B, +, C` or a Python list of names; `+` says that the list was cut there."""
        names = with_suffixes(self.literal_names(number, value)) if value.startswith("[") else split_names(value)
        for name in names:
            if self.authors_complete is None:
                self.authors_complete = True
            if name.startswith("+") or CUT_LIST.fullmatch(name):
                self.authors_complete = False
                name = "" if CUT_LIST.fullmatch(name) else name[1:].strip()
                if not name:
                    continue
            name = clean_name(name) or name
            if not _is_name(name):
                message = f"an author's name has letters and at most {MAX_NAME} characters; this one is left out"
                self.problem(number, "unreadable-author", message, name)
            else:
                self.authors[name] = None

    def literal_names(self, number: int, value: str) -> list[str]:
        """The names in a Python list; in a malformed one, what stands between the commas."""
        try:
            texts = [text for _, text in _texts(read_literal(value))]
        except MalformedLiteral as error:
            message = f"malformed list of authors ({error}); it is read as names between commas"
            self.problem(number, "malformed-literal", message, value)
            return [name.strip(" '\"[]") for name in value.split(",")]
        for text in texts:
            if isinstance(text, Bare):
                self.problem(number, "unreadable-author", "an author's name stands in quotes; this is left out", text)
        return [text for text in texts if not isinstance(text, Bare)]

    def read_summary(self, number: int, line: str) -> None:
        """A bullet, with or without a label, or what stands under one."""
        bullet = _BULLET.match(line)
        text = line[bullet.end() :] if bullet else line.strip().lstrip("#").strip()
        label, text = markdown.labelled(text)
        if bullet and not bullet[1] and not bullet[2][0].isdigit():
            self.section = section = label
        elif text.strip():
            section = _joined(self.section, label)
        else:  # nothing below takes it for its section
            section, text = self.section, label
        if "http" in text:
            self.links.update(dict.fromkeys(markdown.links(text)))
        if looks_like_literal(text):
            self.read_literal(number, section, text)
        else:
            self.add_passage(number, section, text)

    def read_literal(self, number: int, section: str, text: str) -> None:
        """The named texts in a Python literal."""
        try:
            texts = list(_texts(read_literal(text.strip())))
        except MalformedLiteral as error:
            self.problem(number, "malformed-literal", f"malformed Python literal ({error}); it is kept as text", text)
            texts = [("", text)]
        for name, passage in texts:
            self.add_passage(number, _joined(section, name), passage)

    def add_passage(self, number: int, section: str, text: str) -> None:
        """Keeps a text that is not empty, up to `MAX_SUMMARY` characters a paper."""
        self.keep(number, section, markdown.plain(text))

    def keep(self, number: int, section: str, text: str) -> None:
        """Keeps a text as it is."""
        if not text:
            return
        if self.characters + len(text) >= MAX_SUMMARY:
            if not self.is_cut:
                message = f"the summary has more than {MAX_SUMMARY:,} characters; what goes beyond is left out"
                self.problem(number, "summary-too-long", message, text)
            self.is_cut = True
            return
        self.characters += len(text) + 1
        self.passages.append(Passage(section, text, number))


def _texts(value: Literal, name: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a literal with the keys that lead to it."""
    if isinstance(value, str):
        yield name, value
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, name)
    else:
        for key, item in value.items():
            yield from _texts(item, _joined(name, key))


def _joined(section: str, name: str) -> str:
    return f"{section} / {name}" if section and name else section or name


def _is_name(name: str) -> bool:
    """Whether something can be an author's name: letters, and short enough to be an id."""
    if len(name) > MAX_NAME:
        return False
    key = author_key(name)
    return is_name(key) and len(key.encode()) <= MAX_KEY_BYTES
