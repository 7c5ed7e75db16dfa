"""The little Markdown that digests use: links, emphasis and labels. Linear in the length of the text."""

import re

from paperatlas.base.addresses import web_address

# Visible ASCII only, so that a Korean particle glued to an address does not become part of it.
_BARE_URL = re.compile(r"https?://[!-~]{1,2000}", re.IGNORECASE)
_LINK = re.compile(r"!?\[([^\[\]\n]{0,500})\]\([^()\s]{1,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,200})?\)")
_MANGLED_COMMAND = re.compile(r"\t(?=ext(?:it|bf|tt|sc|rm|sf)?\{)")
_NUMBER = re.compile(r"^(?:\[\d{1,6}\]|\d{1,6}[.)])\s{0,9}(?=\[)")
_TRAILING = ".,;:!?'\"*_`>]}"
MAX_LABEL = 80
MAX_ADDRESS = 500


def links(text: str) -> list[str]:
    """Distinct http(s) addresses of a text, in order.

    >>> links("[여기](https://example.org/code_(v1))와 https://example.org/Page_web에서, (https://example.org/x).")
    ['https://example.org/code_(v1)', 'https://example.org/Page_web', 'https://example.org/x']
    """
    found = (web_address(_balanced(match[0]).rstrip(_TRAILING)) for match in _BARE_URL.finditer(text))
    return list(dict.fromkeys(address for address in found if address and "'" not in address))


def _balanced(url: str) -> str:
    """The address up to a closing parenthesis that it never opened."""
    depth = 0
    for position, character in enumerate(url):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                return url[:position]
    return url


def plain(text: str) -> str:
    r"""The text without link targets, emphasis marks and tabs; LaTeX stays.

    >>> plain("**bold** [the code](https://example.org) \textit{x}")
    'bold the code \\textit{x}'
    """
    if "](" in text:
        text = _LINK.sub(r"\1", text)
    if "**" in text:
        text = text.replace("***", "").replace("**", "")
    if "\t" in text:
        text = _MANGLED_COMMAND.sub(r"\\t", text).replace("\t", " ")
    return text.strip()


def labelled(text: str) -> tuple[str, str]:
    """Splits a bold label from the text behind it.

    Accepts `**Label**: text`, `**Label:** text` and the same with three stars.

    >>> labelled("***Technical Details***: text"), labelled("**bold** start")
    (('Technical Details', 'text'), ('', '**bold** start'))
    """
    if not text.startswith("**"):
        return "", text
    stars = "***" if text.startswith("***") else "**"
    end = text.find(stars, len(stars), len(stars) + MAX_LABEL)
    if end < 0:
        return "", text
    label, rest = text[len(stars) : end].strip(), text[end + len(stars) :].lstrip()
    if rest.startswith(":"):
        return label.rstrip(":").rstrip(), rest[1:].lstrip()
    if label.endswith(":"):
        return label[:-1].rstrip(), rest
    return "", text


def linked_title(heading: str, target: re.Pattern[str]) -> tuple[str, str] | None:
    """Title and address of a heading `### [title](address)`, numbered or not; the title may hold brackets.

    Args:
        heading: The line.
        target: What the wanted address matches; where none does, the last link counts.

    >>> linked_title("### [A [b](c) d](https://example.org/1 )", re.compile("example"))
    ('A [b](c) d', 'https://example.org/1')
    >>> linked_title("## [1] [A](https://example.org/1)", re.compile("example"))
    ('A', 'https://example.org/1')
    """
    text = _NUMBER.sub("", heading.strip().lstrip("#").strip(), count=1)
    if not text.startswith("["):
        return None
    found = None
    position = text.find("](")
    while position >= 0:
        end = text.find(")", position, position + MAX_ADDRESS)
        if end >= 0:
            found = position, text[position + 2 : end].strip()
            if target.search(found[1]):
                break
        position = text.find("](", position + 2)
    return (text[1 : found[0]].strip(), found[1]) if found else None
