"""How long 10,000 entries of BibTeX take, over what the library alone needs for them.

python -m tests.benchmarks.bibtex
"""

import time
from collections.abc import Callable

from bibtexparser.entrypoint import parse_string

from paperatlas.parsers import parse_bytes

ENTRIES = 10_000
ROUNDS = 5
_SENTENCE = (
    "We show that the {number}th of these methods finds a good answer in far less time than all that were known. "
)


def generated(entries: int = ENTRIES) -> str:
    """A bibliography as reference managers write it."""
    return "\n".join(
        f"@article{{roe{number},\n  title = {{A Study of {{Graphs}} Number {number}}},\n"
        f"  author = {{Lee, Ann and Roe, Jr., Bob and M{{\\\"u}}ller, J{{\\'e}}r{{\\^o}}me}},\n"
        f"  journal = {{Journal of Things}},\n  year = 2020,\n  month = mar,\n  doi = {{10.1000/x{number}}},\n"
        f"  keywords = {{graphs, methods}},\n  abstract = {{{_SENTENCE.format(number=number) * 8}}},\n}}\n"
        for number in range(entries)
    )


def best(act: Callable[[], object]) -> float:
    """The shortest of some rounds, in seconds of the processor."""
    times = []
    for _ in range(ROUNDS):
        began = time.process_time()
        act()
        times.append(time.process_time() - began)
    return min(times)


def main() -> None:
    text = generated()
    data = text.encode()
    library = best(lambda: parse_string(text))
    ours = best(lambda: parse_bytes(data, "generated.bib"))
    papers = len(parse_bytes(data, "generated.bib").papers)
    print(f"{papers:,} entries: {ours:.2f} s, the library {library:.2f} s, {ours / library - 1:+.0%}")


if __name__ == "__main__":
    main()
