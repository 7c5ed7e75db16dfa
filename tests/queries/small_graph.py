"""A small graph made for queries: ties, unknown values, papers listed twice, odd names, a spelling of two concepts."""

import datetime
import random
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from paperatlas.graph.extraction import SCHEMA
from paperatlas.graph.identity import author_id
from paperatlas.graph.joining import join_readings
from tests.conftest import relations_of

LARGEST_TEAM = 6
PEOPLE = (
    ("José Álvarez", "Jose Alvarez", "JOSÉ ÁLVAREZ"),
    ("Y. Wu", "Y Wu"),
    ('Sercan "O. Arık', "Sercan O. Arik"),
    ("Ö. Öztürk",),
    ("李雷",),
    ("김민지",),
    ("Zoë 😀 Smile",),
    ("ﬁnn ﬂynn",),
    ("O'Neil Shaq",),
    ("Ann Able",),
    ("Ben Baker",),
    ("Cay Cole",),
    ("Dan Dole",),
    ("Eva Ebert",),
    ("Fay Fox",),
    ("Gus Green",),
)
# Apart from the others: two ways from Ida to Kim, three steps to Max, and Nan who works alone.
FIXED_TEAMS = (
    ("Ida Ivy", "Jon Jay"),
    ("Jon Jay", "Kim Kay"),
    ("Ida Ivy", "Lee Low"),
    ("Lee Low", "Kim Kay"),
    ("Kim Kay", "Max Moon"),
    ("Nan Night",),
)
TERMS = (
    ("lora", ("LoRA", "lora", "로라")),
    ("diffusion model", ("diffusion model", "Diffusion Models", "확산 모델")),
    ("attention", ("attention", "Attention")),
    ("retrieval", ("retrieval",)),
    ("élan vital", ("élan vital", "ÉLAN VITAL")),
    ("c++", ("C++",)),
    ("pruning", ("pruning", "Pruning")),
    ("speech", ("speech",)),
    ("robot", ("robot", "robots")),
    ("robotics", ("robotics", "Robots")),
)
DAYS = (None, *(datetime.date(2024, month, day) for month in (1, 2, 3) for day in (1, 15, 29)))
PAPERS = 48


def small_graph(spill: Path) -> dict[str, pa.Table]:
    """The tables of the graph; the same ones each time."""
    readings = [(f"{number}.md", pa.Table.from_pylist([row], SCHEMA)) for number, row in enumerate(_listings())]
    return relations_of(join_readings(readings).tables, spill, LARGEST_TEAM, 0)


def _listings() -> Iterator[dict[str, object]]:
    """One listing a paper, and for every fifth another one with its own day and votes; then the fixed teams."""
    chance = random.Random(7)
    for number in range(PAPERS):
        team = chance.sample(PEOPLE, chance.choice((0, 1, 2, 3, 3, 4, 5, 8)))
        terms = chance.sample(TERMS, chance.choice((0, 1, 2, 3, 4)))
        for _ in range(2 if number % 5 == 0 else 1):
            yield _listing(number, team, terms, chance)
    for number, names in enumerate(FIXED_TEAMS, start=PAPERS):
        yield _listing(number, [(name,) for name in names], [], chance)


def _listing(
    number: int,
    team: list[tuple[str, ...]],
    terms: list[tuple[str, tuple[str, ...]]],
    chance: random.Random,
) -> dict[str, object]:
    other = random.Random(number)
    names = [chance.choice(spellings) for spellings in team]
    words = [(key, chance.choice(spellings), chance.choice((0.5, 0.2))) for key, spellings in terms]
    return {
        "ids": [f"arxiv:2401.{number:05}"],
        "authors_in_order": True,
        "trust": 1,
        "keywords": [],
        "references": [f"arxiv:2401.{other.randrange(PAPERS):05}" for _ in range(other.choice((0, 0, 1, 3)))],
        "title": "Émile’s Own Title" if number == 3 else f"Paper {number % 7} on {words[0][1] if words else ''}",
        "url": chance.choice((None, f"https://arxiv.org/abs/2401.{number:05}")),
        "day": chance.choice(DAYS),
        "votes": chance.choice((None, 0, 3, 3, 8)),
        "published": other.choice((None, "2023", "2024-01", "2024-02-15", "2024-03-01")),
        "venue": other.choice((None, "Journal of Robots", "Revista de Visión", "机器学习会议")),
        "citation_key": f"Able2024:{number}" if number % 3 == 0 else None,
        "citations": other.choice((None, 0, 4, 4, 90)),
        "printed_title": "x",
        "authors_complete": chance.choice((True, False)) if team else None,
        "line": 1,
        "words": 100,
        "links": [],
        "acronyms": [],
        "glosses": [],
        "authors": [{"name": name, "ids": [], "affiliations": [], "author": author_id(name)} for name in names],
        "passages": [{"section": "", "text": f"It is about {text}.", "line": 3} for _, text, _ in words],
        "mentions": [
            {
                "key": key,
                "text": text,
                "passage": position,
                "start": 12,
                "end": 12 + len(text),
                "score": score,
                "names_paper": False,
                "beside_figure": False,
            }
            for position, (key, text, score) in enumerate(words, start=1)
        ],
    }
