"""The names that a text explains in brackets: acronyms with their long forms, Korean names with English ones."""

from collections.abc import Iterator
from dataclasses import dataclass

from paperatlas.graph.concepts.definitions import Definition, definitions_in, find_brackets
from paperatlas.graph.concepts.glosses import Gloss, glosses_in


@dataclass(frozen=True, slots=True)
class Explained:
    """What a text explains."""

    definitions: tuple[Definition, ...] = ()
    glosses: tuple[Gloss, ...] = ()

    def names(self) -> Iterator[tuple[int, int]]:
        """Start and end of each name of several words, in order; none overlaps another."""
        places = {(it.start, it.end) for it in self.definitions if " " in it.long_form}
        places |= {(it.english_start, it.english_end) for it in self.glosses if " " in it.english}
        last = 0
        for start, end in sorted(places, key=lambda place: (place[0], -place[1])):
            if start >= last:
                yield start, end
                last = end


def find_explained(text: str) -> Explained:
    """Reads what a text explains."""
    if "(" not in text and "（" not in text:
        return Explained()
    brackets = find_brackets(text)
    return Explained(tuple(definitions_in(text, brackets)), tuple(glosses_in(text, brackets)))
