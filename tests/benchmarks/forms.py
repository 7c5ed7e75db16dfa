"""How quickly forms are read, beside what the reader below them needs for the same text.

Run from the project's root:

    python -m tests.benchmarks.forms [--papers 8000] [--rounds 5]

DBLP's XML beside lxml's iterparse, which only builds the elements; JSON of no known form, as one object and as lines,
beside json. Rounds go in turn, without collecting garbage in cycles; times are of the processor.
"""

import argparse
import gc
import io
import json
from html import escape
from typing import Any

from lxml import etree

from paperatlas.parsers import parse_bytes
from tests.benchmarks.bibtex import fastest
from tests.benchmarks.jsonl import composed

_DBLP = '<?xml version="1.0"?>\n<!DOCTYPE dblp SYSTEM "dblp.dtd">\n<dblp>\n'


def main() -> None:
    """Measures reading the same papers in every form."""
    arguments = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    arguments.add_argument("--papers", type=int, default=8_000)
    arguments.add_argument("--rounds", type=int, default=5)
    given = arguments.parse_args()
    papers = list(composed(given.papers, 1))
    gc.disable()
    xml = f"{_DBLP}{''.join(map(of_dblp, papers))}</dblp>\n".encode()
    told("dblp.xml", xml, "lxml", *fastest(given.rounds, lambda: parse_bytes(xml, "dblp.xml"), lambda: elements(xml)))
    records = list(map(of_somebody, papers))
    one = json.dumps({"items": records}).encode()
    told("one.json", one, "json", *fastest(given.rounds, lambda: parse_bytes(one, "one.json"), lambda: json.loads(one)))
    lines = "".join(f"{json.dumps(record)}\n" for record in records).encode()
    read, alone = fastest(
        given.rounds,
        lambda: parse_bytes(lines, "lines.jsonl"),
        lambda: [json.loads(line) for line in lines.splitlines()],
    )
    told("lines.jsonl", lines, "json", read, alone)


def told(name: str, data: bytes, below: str, ours: float, alone: float) -> None:
    """Prints how long it took."""
    size = len(data) / 1e6
    print(f"{name}: {size:.1f} MB in {ours:.2f} s, {size / ours:.1f} MB/s; {below} {alone:.2f} s, {ours / alone:.1f}x")


def elements(xml: bytes) -> None:
    """Lets lxml build every element, and no more."""
    for _, element in etree.iterparse(io.BytesIO(xml), load_dtd=False):
        if element.tag == "article":
            element.clear()


def of_dblp(paper: dict[str, Any]) -> str:
    """A paper as DBLP writes it."""
    authors = "".join(f"<author>{escape(name)}</author>\n" for name in paper["authors"].split(", ")[:4])
    return (
        f'<article mdate="2024-01-01" key="journals/corr/abs-{paper["id"].replace(".", "-")}">\n{authors}'
        f"<title>{escape(paper['title'])}.</title>\n<volume>abs/{paper['id']}</volume>\n<year>2020</year>\n"
        f"<journal>CoRR</journal>\n<ee>https://doi.org/10.1000/{paper['id']}</ee>\n"
        f"<url>db/journals/corr/corr2020.html#{paper['id']}</url>\n</article>\n"
    )


def of_somebody(paper: dict[str, Any]) -> dict[str, Any]:
    """A paper as somebody's script writes it."""
    return {
        "title": paper["title"],
        "authors": paper["authors"].split(", "),
        "abstract": paper["abstract"],
        "pdf_url": f"https://arxiv.org/pdf/{paper['id']}v1",
        "date": paper["update_date"],
        "tags": paper["categories"].split(),
    }


if __name__ == "__main__":
    main()
