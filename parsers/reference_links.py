"""Links whose addresses stand elsewhere in the text: `[Title][1]`, and below `[1]: https://arxiv.org/abs/2404.00001`."""

import re

_DEFINED = re.compile(
    r"^ {0,3}\[(?P<name>[^\[\]\n]{1,200})\]:[ \t]{1,9}<?(?P<address>https?://[^\s<>]{1,1000})>?"
    r"(?:[ \t]{1,9}[\"'(][^\n]{0,300})?[ \t]*$",
    re.MULTILINE,
)
_USED = re.compile(r"(?<![!\]])\[((?:[^\[\]\n]|\[[^\[\]\n]{0,100}\]){1,1000})\](?:\[([^\[\]\n]{0,200})\]|(?![\[(:]))")


def inlined(text: str) -> str:
    r"""The text with such links as `[Title](address)`, on the lines that they have; what defines them is gone.

    >>> inlined("- [Looms][1] and [Knots]\n\n[1]: https://example.org/1 'A'\n[knots]: <https://example.org/2>")
    '- [Looms](https://example.org/1) and [Knots](https://example.org/2)\n\n\n'
    """
    if "]: http" not in text and "]: <http" not in text and "]:\t" not in text:
        return text
    defined = {found["name"].lower(): found["address"] for found in _DEFINED.finditer(text)}
    used: set[str] = set()

    def link(found: re.Match[str]) -> str:
        name = (found[2] or found[1]).lower()
        if name not in defined:
            is_around = found[1].startswith("[")  # as in `[[code][1]]`
            return f"[{_USED.sub(link, found[0][1:])}" if is_around else found[0]
        used.add(name)
        return f"[{found[1]}]({defined[name]})"

    linked = _USED.sub(link, text) if defined else text
    return _DEFINED.sub(lambda found: "" if found["name"].lower() in used else found[0], linked) if used else text
