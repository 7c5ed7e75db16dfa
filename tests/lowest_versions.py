"""Prints the lower bounds of pyproject.toml as pip constraints, so that CI can run what they promise."""

import re
import tomllib
from pathlib import Path

PROJECT = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8"))["project"]

if __name__ == "__main__":
    for requirement in PROJECT["dependencies"]:
        bound = re.fullmatch(r"([\w-]+)(?:\[[\w,]+\])?>=([\w.]+).*", requirement)
        if bound is None:
            raise SystemExit(f"{requirement}: no lower bound")
        print(f"{bound[1]}=={bound[2]}")
