"""Titles and summaries: sentences made from templates, in Korean or English."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from random import Random
from string import Formatter
from typing import Any

from tests.benchmarks import words
from tests.benchmarks.variants import Variant
from tests.benchmarks.vocabulary import Subject, Term

ROLES = ("background", "method", "detail", "result", "closing")


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with slots: the slots stand between the pieces."""

    pieces: tuple[str, ...]
    slots: tuple[str, ...]

    @classmethod
    def compiled(cls, text: str) -> "Template":
        """Take a template apart once, since each is filled a thousand times."""
        pieces, slots = [""], []
        for literal, slot, _, _ in Formatter().parse(text):
            pieces[-1] += literal
            if slot is not None:
                slots.append(slot)
                pieces.append("")
        return cls(tuple(pieces), tuple(slots))

    def filled(self, fill: Callable[[str], str]) -> str:
        """Put a word of `fill` into every slot.

        >>> Template.compiled("{{a}} {term}!").filled(str.upper)
        '{a} TERM!'
        """
        parts = [self.pieces[0]]
        for slot, piece in zip(self.slots, self.pieces[1:], strict=True):
            parts.append(fill(slot))
            parts.append(piece)
        return "".join(parts)


class Templates:
    """The templates of one language, or of the titles, by role."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._by_role = {
            role: [Template.compiled(text) for text in ([texts] if isinstance(texts, str) else texts)]
            for role, texts in table.items()
        }

    def __getitem__(self, role: str) -> list[Template]:
        return self._by_role[role]


class Mentions:
    """Fills the slots of one paper's sentences."""

    def __init__(self, subject: Subject, random: Random, korean: bool) -> None:
        self._subject = subject
        self._random = random
        self._korean = korean
        self._waiting = subject.terms[::-1]
        self._rare = list(subject.rare)
        self._introduced: list[Term] = []

    def fill(self, slot: str) -> str:
        """Return a word for a slot of a sentence."""
        random, subject = self._random, self._subject
        match slot:
            case "term":
                return self._term()
            case "name":
                return subject.name
            case "rival":
                return random.choice(subject.rivals)
            case "dataset":
                return random.choice(subject.datasets)
            case "rare":
                return self._rare.pop()
            case "percent":
                return f"{0.4 + 28 * random.random():.1f}"
            case "factor":
                return f"{1.1 + 7 * random.random():.1f}"
            case "number":
                return str(random.choice((3, 5, 8, 12, 24, 60, 150, 400, 2_000, 15_000)))
            case "host":
                return "".join(char for char in subject.name.lower() if char.isalnum())
        raise ValueError(f"unknown slot {slot!r}")

    def _term(self) -> str:
        """Return the next term: new ones in turn at first, then the main ones again."""
        random = self._random
        if self._waiting and (len(self._introduced) < 2 or random.random() < 0.6):
            term = self._waiting.pop()
            self._introduced.append(term)
            return term.introduced(random, self._korean)
        term = words.leaning(self._introduced, random)
        return term.again(random, self._korean)


class Writer:
    """Writes the title and the summary of papers."""

    def __init__(self, random: Random) -> None:
        lists = words.load("sentences")
        self._random = random
        self._languages = {True: Templates(lists["korean"]), False: Templates(lists["english"])}
        self._titles = Templates(lists["titles"])
        self._usual_sections: list[str] = lists["sections"]["usual"]
        self._rare_sections: list[str] = lists["sections"]["rare"]
        self._literal_keys: list[str] = lists["sections"]["literal_keys"]

    def title(self, subject: Subject, variants: frozenset[Variant]) -> str:
        """Write the title of a paper."""
        kinds = {Variant.TITLE_LATEX: "latex", Variant.TITLE_BRACKETS: "brackets", Variant.TITLE_MARKUP: "markup"}
        role = next((kinds[variant] for variant in kinds if variant in variants), "templates")
        mentions = Mentions(subject, self._random, korean=False)
        terms = iter(self._random.sample(subject.terms, min(2, len(subject.terms))) * 2)
        template = self._random.choice(self._titles[role])
        return template.filled(lambda slot: next(terms).title if slot == "term" else mentions.fill(slot))

    def summary(self, subject: Subject, variants: frozenset[Variant], korean: bool, sectioned: bool) -> list[str]:
        """Write the lines of a summary."""
        templates = self._languages[korean]
        mentions = Mentions(subject, self._random, korean)
        if sectioned:
            lines = self._sections(templates, mentions, variants)
        else:
            lines = [f"- {text}" for text in self._plain(templates, mentions)]
        lines += [f"- {text}" for text in self._sentences(templates, mentions, "names", 2)]
        return [*lines, *self._additions(templates, mentions, variants)]

    def _plain(self, templates: Templates, mentions: Mentions) -> list[str]:
        random = self._random
        counts = (random.randint(1, 3), random.randint(1, 4), random.randint(3, 5), random.randint(2, 5), 1)
        sentences: list[str] = []
        for role, count in zip(ROLES, counts, strict=True):
            sentences += self._sentences(templates, mentions, role, count)
        return sentences

    def _sections(self, templates: Templates, mentions: Mentions, variants: frozenset[Variant]) -> list[str]:
        random = self._random
        mark = "***" if random.random() < 0.05 else "**"
        opening = self._sentences(templates, mentions, "background", random.randint(1, 3))
        opening += self._sentences(templates, mentions, "method", random.randint(2, 3))
        details = self._details(templates, mentions, variants)
        results = self._sentences(templates, mentions, "result", random.randint(3, 5))
        texts = [" ".join(opening), details, " ".join(results)]
        labels = list(self._usual_sections)
        if random.random() < 0.1:
            labels.append(random.choice(self._rare_sections))
            texts.append(" ".join(self._sentences(templates, mentions, "closing", 1)))
        return [f"- {mark}{label}{mark}: {text}" for label, text in zip(labels, texts, strict=True)]

    def _details(self, templates: Templates, mentions: Mentions, variants: frozenset[Variant]) -> str:
        """Write the middle section, which some digests hold as a Python literal."""
        sentences = self._sentences(templates, mentions, "detail", self._random.randint(3, 6))
        if Variant.LITERAL in variants:
            return self._literal(sentences)
        if Variant.MALFORMED_LITERAL in variants:
            # Literals get cut in two ways: within the last text, or just before the last bracket.
            return self._literal(sentences)[: self._random.choice((-3, -1))]
        return " ".join(sentences)

    def _literal(self, sentences: list[str]) -> str:
        named = dict(zip(self._literal_keys, sentences, strict=False))
        match self._random.randrange(3):
            case 0:
                return repr([named])
            case 1:
                return repr(named)
            case _:
                return repr(sentences)

    def _additions(self, templates: Templates, mentions: Mentions, variants: frozenset[Variant]) -> Iterable[str]:
        """Write the unusual lines at the end of a summary."""
        if Variant.NESTED_BULLETS in variants:
            yield from self._list_under(templates, mentions, ["  -", "  -", "    -"])
        if Variant.NUMBERED_LINES in variants:
            yield from self._list_under(templates, mentions, ["  1.", "  2.", "  3."])
        if Variant.LATEX in variants:
            yield "- " + templates["latex"][0].filled(mentions.fill)
        if Variant.TAB in variants:
            yield "- " + templates["latex"][0].filled(mentions.fill).replace(r"\textit", "\textit")
        if Variant.LINK in variants:
            yield "- " + templates["link"][0].filled(mentions.fill)
        if Variant.GLUED_ADDRESS in variants:
            yield "- " + templates["glued_address"][0].filled(mentions.fill)

    def _list_under(self, templates: Templates, mentions: Mentions, marks: list[str]) -> Iterable[str]:
        head, *items = self._sentences(templates, mentions, "detail", 1 + len(marks))
        yield f"- {head}"
        yield from (f"{mark} {item}" for mark, item in zip(marks, items, strict=True))

    def _sentences(self, templates: Templates, mentions: Mentions, role: str, count: int) -> list[str]:
        chosen = self._random.sample(templates[role], count)
        return [template.filled(mentions.fill) for template in chosen]
