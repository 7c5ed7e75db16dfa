"""Pages that hold all they need and allow nothing else."""

import base64
import hashlib
from collections.abc import Sequence
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from paperatlas.base.errors import OutputError


def fill_page(template: str, styles: Sequence[str], scripts: Sequence[str], **values: Any) -> bytes:
    """Makes one HTML file.

    Args:
        template: Jinja's language; besides the values it has `policy`, `styles` and `scripts`.
        styles: Style sheets.
        scripts: In the order they run.
        **values: Put in as text, whatever they hold; `|tojson` makes them data that can't end its element.
    """
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.policies["json.dumps_kwargs"] = {"sort_keys": True, "separators": (",", ":")}
    return (
        environment.from_string(template)
        .render(
            policy=_policy(styles, scripts),
            styles=[_inline(style, "style") for style in styles],
            scripts=[_inline(script, "script") for script in scripts],
            **values,
        )
        .encode()
    )


def _inline(source: str, element: str) -> Markup:
    """Our own or a library's source, as it is."""
    if f"</{element}" in source.lower() or "<!--" in source:
        raise OutputError(f"a {element} of the page can't stand inside it: it holds the end of its element")
    return Markup(source)


def _policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """A Content-Security-Policy under which these scripts and styles work and nothing else, from anywhere."""
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src {' '.join(map(_hash, scripts))}",
            f"style-src {' '.join(map(_hash, styles))}",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'",
        ]
    )


def _hash(source: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(source.encode()).digest()).decode()}'"
