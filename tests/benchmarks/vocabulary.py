"""Technical terms by topic, with Korean names and acronyms, and the names that papers invent."""

from dataclasses import dataclass, field
from random import Random

from tests.benchmarks import words

PAPERS_OF_USUAL_CORPUS = 5_500
TOPICS_OF_USUAL_CORPUS = 70
TERMS_PER_TOPIC = 64
HEADS_PER_TOPIC = 8
MODIFIERS_PER_TOPIC = 24
RARE_WORDS_PER_PAPER = 12
NEW_WORDS, NEW_WORDS_AT_FIRST = 0.8, 100
"""How the rare words grow in number: with the words written, to the power of 0.8 (Heaps' law)."""
COUNTABLE = ("model", "network", "encoder", "decoder", "transformer", "agent", "adapter", "graph", "benchmark")


@dataclass(frozen=True, slots=True)
class Term:
    """A technical term, such as *sparse attention*."""

    english: str
    korean: str
    acronym: str = ""

    @property
    def title(self) -> str:
        """The term as titles print it."""
        return " ".join(word[0].upper() + word[1:] for word in self.english.split(" "))

    def introduced(self, random: Random, korean: bool) -> str:
        """Print the term at its first mention."""
        kind = random.random()
        if kind < 0.45:
            return self.english
        if not korean:
            return f"{self.english} ({self.acronym})" if self.acronym and kind < 0.7 else self.english
        if kind < 0.60:
            return self.korean
        name = self.title if kind > 0.85 else self.english
        return f"{self.korean}({name}; {self.acronym})" if self.acronym else f"{self.korean}({name})"

    def again(self, random: Random, korean: bool) -> str:
        """Print the term at a later mention, spelled as writers happen to."""
        kind = random.random()
        if self.acronym and kind < 0.4:
            return self.acronym
        if korean and kind < 0.6:
            return self.korean
        if kind > 0.93 and self.english.endswith(COUNTABLE):
            return self.english + "s"
        return self.title if kind > 0.85 else self.english


def acronym(english: str) -> str:
    """Abbreviate a term to its initials.

    >>> acronym("low-rank state space")
    'LRSS'
    """
    return "".join(word[0] for word in english.replace("-", " ").split(" ")).upper()


@dataclass(slots=True)
class Topic:
    """What a group works on; later papers name the models and data sets of earlier ones."""

    terms: list[Term]
    datasets: list[str]
    models: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Subject:
    """What one paper is about, its main term first."""

    name: str
    terms: list[Term]
    rivals: list[str]
    datasets: list[str]
    rare: list[str]


class Vocabulary:
    """All terms and topics. Like a real vocabulary it grows with the square root of the corpus."""

    def __init__(self, papers: int, random: Random) -> None:
        lists = words.load("terms")
        self._random = random
        self._modifiers: list[tuple[str, str]] = list(lists["modifiers"].items())
        self._heads: list[tuple[str, str]] = list(lists["heads"].items())
        self._syllables: list[str] = lists["coined"]["syllables"].split()
        self._model_endings: list[str] = lists["coined"]["model_endings"]
        self._dataset_endings: list[str] = lists["coined"]["dataset_endings"]
        self._universal = [
            Term(english, korean, acronym(english) if " " in english else "")
            for english, korean in lists["universal"].items()
        ]
        self._universal_weights = words.zipf_weights(len(self._universal), 0.9)
        self._topic_weights = words.zipf_weights(TERMS_PER_TOPIC, 0.8)
        growth = max(1.0, papers / PAPERS_OF_USUAL_CORPUS) ** 0.5
        self._known: dict[str, Term] = {}
        self._written: list[str] = []
        self._rare_types = 0
        self._topics = [self._topic() for _ in range(round(TOPICS_OF_USUAL_CORPUS * growth))]

    def subject(self, group: int) -> Subject:
        """Choose what the next paper of a group is about."""
        random = self._random
        topic = self._topic_of(group)
        name = words.coin(random, self._syllables, self._model_endings)
        subject = Subject(
            name=name,
            terms=self._terms_for(topic),
            rivals=[self._rival(topic), self._rival(topic)],
            datasets=[words.leaning(topic.datasets, random), words.leaning(topic.datasets, random)],
            rare=[self._rare() for _ in range(RARE_WORDS_PER_PAPER)],
        )
        topic.models.append(name)
        return subject

    def dataset(self) -> str:
        """Invent the name of a data set."""
        return words.coin(self._random, self._syllables, self._dataset_endings)

    def _topic_of(self, group: int) -> Topic:
        """Return one of the two topics of a group, or now and then any."""
        kind = self._random.random()
        if kind < 0.1:
            return words.leaning(self._topics, self._random, 1.2)
        # A hash of the group's number stands in for a stored preference.
        preferred = group * 7_919 if kind < 0.75 else group * 104_729 + 1
        return self._topics[preferred % len(self._topics)]

    def _rare(self) -> str:
        """Write a word that few papers have: a new one, or one written before, the likelier the more often it was."""
        random, written = self._random, len(self._written)
        kind = random.random() * (written + NEW_WORDS_AT_FIRST)
        if kind < NEW_WORDS_AT_FIRST + NEW_WORDS * self._rare_types:
            self._rare_types += 1
            word = words.coin(random, self._syllables, self._model_endings + self._dataset_endings)
        else:
            word = random.choice(self._written)
        self._written.append(word)
        return word

    def _rival(self, topic: Topic) -> str:
        """Return an earlier proposal, the oldest being the best known."""
        if not topic.models or self._random.random() < 0.1:
            return words.coin(self._random, self._syllables, self._model_endings)
        return words.leaning(topic.models, self._random, 2.5)

    def _terms_for(self, topic: Topic) -> list[Term]:
        random = self._random
        chosen = random.choices(topic.terms, cum_weights=self._topic_weights, k=6)
        chosen += random.choices(self._universal, cum_weights=self._universal_weights, k=random.randint(1, 3))
        if random.random() < 0.5:
            chosen.append(self._compose(random.sample(self._modifiers, 2), random.choice(self._heads)))
        return list(dict.fromkeys(chosen))

    def _topic(self) -> Topic:
        random = self._random
        heads = random.sample(self._heads, HEADS_PER_TOPIC)
        modifiers = random.sample(self._modifiers, MODIFIERS_PER_TOPIC)
        terms: dict[Term, None] = {}
        while len(terms) < TERMS_PER_TOPIC:
            chosen = random.sample(modifiers, 1 if random.random() < 0.85 else 2)
            terms[self._remembered(chosen, words.leaning(heads, random, 1.3))] = None
        return Topic(list(terms), [self.dataset() for _ in range(6)])

    def _remembered(self, modifiers: list[tuple[str, str]], head: tuple[str, str]) -> Term:
        """Compose a term, with the acronym it already has in another topic."""
        term = self._compose(modifiers, head)
        return self._known.setdefault(term.english, term)

    def _compose(self, modifiers: list[tuple[str, str]], head: tuple[str, str]) -> Term:
        parts = [*modifiers, head]
        english = " ".join(part for part, _ in parts)
        korean = " ".join(part for _, part in parts)
        short = acronym(english)
        has_acronym = self._random.random() < 0.2 * (len(short) - 1)
        return Term(english, korean, short if has_acronym else "")
