"""Tries every pattern of the modules on texts that repeat one piece, and prints the name of each before it is tried.

One that goes back over such a text in ever more ways does not come to the end of it.
"""

import importlib
import pkgutil
import re
import sys
from collections.abc import Iterator
from typing import Any

import paperatlas

TIMES = 40
BEFORE = ("", "A", "---\n", "(", "10.1000/")
PIECES = tuple(
    (
        "1§12-§1 §1-1 §1; §978-3-16-148410-0; §a§A§Ab §ab §a-b §A-b, C., §  x: y\n§    x\n§\tx\n§a: b\n§"
        "- a\n§- §|a§|§-|§:-|§---\n§# a\n§[a](http://x) §[a]§[§](§(§((a) §{a}§{§\\a{§\\§<a>§<br> §"
        '<a href=http://x §*§**a** §"a" §\'§``§, §,§; §. §A. §A.§et al. §and §a and B, §研§研究, §2020 §'
        "(2020) §10.1/§http://x §&§&amp; §$a$§~§_§=§a=b, §a = {b},\n§\n§\n\n§ §\t§@a{b,\n§TY  - a\n§"
        "\\\\\n§//a\n§/* */ §/*§1.§v1.§May 1 §1 May §1-2 §paper §link§II§Jr. §Jr, §$^1$, §^{1}§한§한국 §"
        "データ§GPT-4 §x/y§a_b§A(b) §A/B-"
    ).split("§")
)
BEHIND = ("", "!", "\nq\n", "：")


def patterns() -> Iterator[tuple[str, "re.Pattern[Any]"]]:
    """The patterns that stand at the top of modules, with their names, each once."""
    known = set()
    for found in pkgutil.walk_packages(paperatlas.__path__, "paperatlas."):
        if found.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            inside = value.values() if isinstance(value, dict) else value
            for each in inside if isinstance(inside, list | tuple | type({}.values())) else [value]:
                if isinstance(each, re.Pattern) and (each.pattern, each.flags) not in known:
                    known.add((each.pattern, each.flags))
                    yield f"{found.name}.{name}", each


def main() -> None:
    """Tries them all."""
    for name, pattern in patterns():
        sys.stdout.write(f"{name}\n")
        sys.stdout.flush()
        for before in BEFORE:
            for piece in PIECES:
                for behind in BEHIND:
                    text = before + piece * TIMES + behind
                    tried = text.encode() if isinstance(pattern.pattern, bytes) else text
                    pattern.fullmatch(tried)
                    pattern.search(tried)


if __name__ == "__main__":
    main()
