"""How far the graph of the examples agrees with the concepts that a reader marked: precision and recall of MENTIONS.

python -m tests.benchmarks.gold
"""

import tempfile
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import paperatlas
from paperatlas.graph.concepts.overrides import name_key

EXAMPLES = Path(__file__).parent.parent / "examples"


@dataclass(frozen=True, slots=True)
class Agreement:
    """What was found of a paper's concepts, against what a reader marked."""

    language: str
    marked: int
    found: int
    right: int


def marked_concepts() -> dict[str, list[list[str]]]:
    """The names of each concept that a reader marked, by the paper's id."""
    table = tomllib.loads((EXAMPLES.parent / "expected" / "concepts.toml").read_text(encoding="utf-8"))
    return {f"arxiv:{number}": [names.split(" | ") for names in concepts] for number, concepts in table.items()}


def agreements(atlas: paperatlas.Atlas) -> Iterator[Agreement]:
    """Compares paper by paper; a concept is right where one of its names is one of the marked ones."""
    keys: dict[str, set[str]] = {}
    for row in atlas.tables["concepts"].to_pylist():
        keys[row["id"]] = {name_key(name) for name in (row["name"], *row["aliases"])}
    languages = dict(atlas.tables["papers"].select(["id", "language"]).to_pandas().itertuples(index=False))
    found: dict[str, list[set[str]]] = {}
    for row in atlas.tables["mentions"].to_pylist():
        found.setdefault(row["source"], []).append(keys[row["target"]])
    for paper, concepts in marked_concepts().items():
        marked = [set(map(name_key, names)) for names in concepts]
        names = found.get(paper, [])
        right = sum(any(not one.isdisjoint(other) for other in names) for one in marked)
        yield Agreement(languages[paper], len(marked), len(names), right)


def main() -> None:
    """Prints precision and recall, over all and by the language of the summary."""
    with tempfile.TemporaryDirectory(prefix="paperatlas-gold-") as scratch:
        atlas = paperatlas.build(sorted(EXAMPLES.glob("2*.md")), Path(scratch, "atlas"))
        rows = list(agreements(atlas))
    for language in ("all", "ko", "en"):
        chosen = [row for row in rows if language in ("all", row.language)]
        marked, found, right = (sum(getattr(row, name) for row in chosen) for name in ("marked", "found", "right"))
        print(f"{language}: {len(chosen)} papers, precision {right / found:.2f}, recall {right / marked:.2f}")


if __name__ == "__main__":
    main()
