"""Word lists and weighted choice, shared by the parts of the generator."""

import itertools
import tomllib
from pathlib import Path
from random import Random
from typing import Any, TypeVar

FOLDER = Path(__file__).parent / "words"

Item = TypeVar("Item")


def load(name: str) -> dict[str, Any]:
    """Read the word file `name`, such as `names`."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


def leaning(items: list[Item], random: Random, lean: float = 1.8) -> Item:
    """Choose one of `items`, the earlier the likelier; a `lean` of 1 has no preference."""
    return items[int(len(items) * random.random() ** lean)]


def zipf_weights(count: int, exponent: float) -> list[float]:
    """Return the cumulative weights of `count` ranks under Zipf's law.

    >>> zipf_weights(3, 1.0)[:2]
    [1.0, 1.5]
    """
    return list(itertools.accumulate(rank**-exponent for rank in range(1, count + 1)))


def coin(random: Random, syllables: list[str], endings: list[str]) -> str:
    """Invent a name for a model, a data set or an organisation."""
    stem = "".join(random.choices(syllables, k=2 if random.random() < 0.6 else 3))
    return stem.capitalize() + random.choice(endings)
