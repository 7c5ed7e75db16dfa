"""BibTeX: our reading of 10,000 entries over the library's own.

python -m tests.benchmarks.bibtex
"""

import time

from paperatlas.parsers import parse_digest

ENTRIES = 10_000


def entry(number: int) -> str:
    """One as reference managers write it; every fifth has accents of LaTeX."""
    last = r"K{\"o}nig" if number % 5 == 0 else "Doe"
    return f"""@article{{key{number},
  author = {{Roe{number % 700}, Ann and Bob {last} and Poe, Carol}},
  title = {{{{On}} the {number}th salt mine}},
  journal = {{Journal of Salt}}, year = {{{1990 + number % 30}}}, month = apr,
  doi = {{10.1234/salt.{number}}}, url = {{https://example.org/{number}}},
  abstract = {{We dig. It works, and it works well for mines of any depth. Nothing else is known.}}
}}
"""


def main() -> None:
    from bibtexparser.entrypoint import parse_string

    text = "".join(map(entry, range(ENTRIES)))
    start = time.perf_counter()
    library = parse_string(text)
    theirs = time.perf_counter() - start
    start = time.perf_counter()
    parsed = parse_digest(text.encode(), "refs.bib")
    ours = time.perf_counter() - start
    assert len(library.entries) == len(parsed.papers) == ENTRIES
    print(f"{ENTRIES:,} entries: the library {theirs:.2f} s, we {ours:.2f} s, {ours / theirs:.1f} times")


if __name__ == "__main__":
    main()
