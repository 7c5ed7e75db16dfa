"""Learns word lists from what readers marked.

python -m tests.benchmarks.learn_lists SET.jsonl ...      writes three of the lists

A set has a text a line (see keyphrase_sets.py). Gerund heads are the words in -ing of verbs so general
that they end no term otherwise, but are the last word of the keyphrases of several texts: question answering.
Commonplace are the terms that many texts on AI (those with an arXiv number) name, and which hardly any reader
marks. Attributive beginnings are the first parts of compounds that stand before a noun and seldom by themselves.
"""

import argparse
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import paperatlas.graph.concepts
from paperatlas.graph.concepts.dictionaries import lemmas
from paperatlas.graph.concepts.specificity import SpecificityModel
from paperatlas.graph.concepts.word_lists import word_list
from tests.benchmarks.keyphrase_sets import arxiv_month
from tests.benchmarks.train_specificity import Example, Text, examples, learn, read_texts

OUT = Path(paperatlas.graph.concepts.__path__[0]) / "lists"
LEAST_GERUND_TEXTS = 3
LEAST_TEXTS = 8
MOST_MARKED = 0.085
"""Share of the texts that name a commonplace whose readers mark it."""
DOUBT_MARKED, DOUBT_TEXTS = 1, 10
"""Added to the counts: a term of few texts has to be marked still less often."""
LEAST_WORDED_TEXTS = 6
MOST_MARKED_BY_WORDS = 0.14
"""The same share where the texts are few, but its words tell too; of later texts, those below it were marked in 8 %."""
LEAST_HEADED_TEXTS = 5
MOST_MARKED_BY_HEAD = 0.19
"""The same share where the last word is the head of nearly any term, and names no action: loss function."""
LEAST_BEHIND, LEAST_WORDS_BEFORE = 2, 8
"""How often as by itself a bare word stands behind another, and behind how many; 9 % of them were marked later."""
MOST_MARKED_BARE, DOUBT_BARE = 0.3, 4
MARKED_OF_ALL = 0.28
LEAST_BEFORE_NOUN, LEAST_AS_MODIFIER, MOST_MARKED_OF_MODIFIERS = 20, 3, 0.25
NUMBERS = frozenset("zero one two three four five six seven eight nine ten hundred thousand million".split())

GERUND_HEADS = "Words in -ing of general verbs that end a name behind the noun that it is done to: question answering."
ATTRIBUTIVE = "First parts of compounds that stand before a noun and seldom by themselves: low-resolution."
COMMONPLACE = "Keys of terms that many texts on AI name and hardly any reader marks."


def main() -> None:
    """Writes the lists."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", type=Path, nargs="+")
    options.add_argument("--until", default="9999", help="the last month to learn from, as in an arXiv number")
    given = options.parse_args()
    texts = [text for path in given.sets for text in read_texts(path) if arxiv_month(text.id) <= given.until]
    write("gerund_heads", GERUND_HEADS, gerund_heads(texts))
    of_ai = [text for text in texts if arxiv_month(text.id)]
    write("commonplace", COMMONPLACE, commonplaces(of_ai))
    write("attributive_beginnings", ATTRIBUTIVE, attributive_beginnings(of_ai))


def write(name: str, comment: str, entries: Iterable[str]) -> None:
    """Writes a list, with a comment that says what it is and where it comes from."""
    head = f"# {comment}\n# Written by tests/benchmarks/learn_lists.py.\n"
    (OUT / f"{name}.txt").write_text(head + "".join(f"{entry}\n" for entry in sorted(entries)), encoding="utf-8")


def gerund_heads(texts: Sequence[Text]) -> Iterator[str]:
    """The words in -ing that end marked terms although their verbs are general ones."""
    counts = Counter(word for text in texts for word in {last for key in text.written for last in _last_words(key)})
    return (word for word, count in counts.items() if count >= LEAST_GERUND_TEXTS and _is_general(word))


def _last_words(key: str) -> Iterator[str]:
    words = key.lower().replace("-", " ").split()
    if len(words) > 1 and words[-1].endswith("ing"):
        yield words[-1]


def _is_general(gerund: str) -> bool:
    tags = lemmas().get(gerund, {})
    return not tags.keys() & {"noun", "adj"} and tags.get("verb") in word_list("academic_verbs")


def commonplaces(texts: Sequence[Text]) -> Iterator[str]:
    """The terms that many texts name and few readers mark, be it by their acronym or long form; no names of models."""
    found = examples(texts)
    model = SpecificityModel(learn([found]))
    behind = _words_before(found)
    not_capital = {it.term.key for it in found if it.term.spelling[0].islower() or it.term.spelling.isupper()}
    by_key: dict[str, list[Example]] = {}
    for example in found:
        by_key.setdefault(example.term.key, []).append(example)
    for key, those in by_key.items():
        is_name = key not in not_capital or (key[0].isalpha() and any(map(str.isdigit, key)))
        if not is_name and len(those) >= LEAST_HEADED_TEXTS and _is_commonplace(those, model, behind.get(key, [])):
            yield key


def _is_commonplace(those: Sequence[Example], model: SpecificityModel, before: Sequence[str]) -> bool:
    """Whether readers leave a term out: what they marked of it and, in few texts, of terms of its words.

    A word that mostly stands behind one that says which, as *decoder* does, needs less.
    """
    count, marked, term = len(those), sum(example.marked for example in those), those[0].term
    if count >= LEAST_TEXTS and marked + DOUBT_MARKED < MOST_MARKED * (count + DOUBT_TEXTS):
        return True
    if term.has_acronym or any(example.term.spelling.isupper() for example in those):
        return False  # readers write Long Form (LF), which equals neither
    by_words = 1 / (1 + math.exp(-model.score(term)))
    share = (marked + DOUBT_TEXTS * by_words) / (count + DOUBT_TEXTS)
    if share < MOST_MARKED_BY_HEAD and term.has_generic_head():
        return True
    if count < LEAST_WORDED_TEXTS:
        return False
    if share < MOST_MARKED_BY_WORDS:
        return True
    is_bare = " " not in term.key and len(before) >= LEAST_BEHIND * count and len(set(before)) >= LEAST_WORDS_BEFORE
    return is_bare and marked + DOUBT_MARKED < MOST_MARKED_BARE * (count + DOUBT_BARE)


def _words_before(found: Sequence[Example]) -> dict[str, list[str]]:
    """The word before a term where it is the end of a longer one, by the term, once a text."""
    before: dict[str, list[str]] = {}
    for example in found:
        words = example.term.key.split(" ")
        for start in range(1, len(words)):
            before.setdefault(" ".join(words[start:]), []).append(words[start - 1])
    return before


def attributive_beginnings(texts: Sequence[Text]) -> Iterator[str]:
    """The adjectives, numbers and the like that make a modifier of a noun: low-resolution, mostly before a noun."""
    before_noun: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    for example in examples(texts):
        written, *behind = example.term.spelling.split(" ")
        first, _, rest = written.lower().partition("-")
        if rest.isalpha() and not written.partition("-")[0].isupper():
            before_noun[first] += bool(behind)
            alone[first] += not behind
            marked[first] += not behind and example.marked
    for first, count in alone.items():
        share = (marked[first] + DOUBT_TEXTS * MARKED_OF_ALL) / (count + DOUBT_TEXTS)
        often = before_noun[first] >= max(LEAST_BEFORE_NOUN, LEAST_AS_MODIFIER * count)
        if often and share < MOST_MARKED_OF_MODIFIERS and _is_modifier(first):
            yield first


def _is_modifier(word: str) -> bool:
    """Whether a word is a number, or a dictionary has it as an adjective or adverb, or not at all."""
    tags = lemmas().get(word, {})
    return word in NUMBERS or not tags or not tags.keys().isdisjoint(("adj", "adv"))


if __name__ == "__main__":
    main()
