"""Learns word lists from what readers marked.

python -m tests.benchmarks.learn_lists SET.jsonl ...      writes lists/gerund_heads.txt and lists/commonplace.txt

A set has a text a line (see keyphrase_sets.py). Gerund heads are the words in -ing of verbs so general
that they end no term otherwise, but are the last word of the keyphrases of several texts: question answering.
Commonplace are the terms that many texts on AI (those with an arXiv number) name, and which hardly any reader
marks.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import paperatlas.graph.concepts
from paperatlas.graph.concepts.dictionaries import lemmas
from paperatlas.graph.concepts.word_lists import word_list
from tests.benchmarks.keyphrase_sets import arxiv_month
from tests.benchmarks.train_specificity import Text, examples, read_texts

OUT = Path(paperatlas.graph.concepts.__path__[0]) / "lists"
LEAST_GERUND_TEXTS = 3
LEAST_TEXTS = 8
MOST_MARKED = 0.085
"""Share of the texts that name a commonplace whose readers mark it."""
DOUBT_MARKED, DOUBT_TEXTS = 1, 10
"""Added to the counts: a term of few texts has to be marked still less often."""

GERUND_HEADS = "Words in -ing of general verbs that end a name behind the noun that it is done to: question answering."
COMMONPLACE = "Keys of terms that many texts on AI name and hardly any reader marks."


def main() -> None:
    """Writes the lists."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("sets", type=Path, nargs="+")
    options.add_argument("--until", default="9999", help="the last month to learn from, as in an arXiv number")
    given = options.parse_args()
    texts = [text for path in given.sets for text in read_texts(path) if arxiv_month(text.id) <= given.until]
    write("gerund_heads", GERUND_HEADS, gerund_heads(texts))
    write("commonplace", COMMONPLACE, commonplaces([text for text in texts if arxiv_month(text.id)]))


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
    named: Counter[str] = Counter()
    marked: Counter[str] = Counter()
    found = examples(texts)
    not_capital = {it.term.key for it in found if it.term.spelling[0].islower() or it.term.spelling.isupper()}
    for example in found:
        named[example.term.key] += 1
        marked[example.term.key] += example.marked
    for key, count in named.items():
        is_name = key not in not_capital or (key[0].isalpha() and any(map(str.isdigit, key)))
        if not is_name and count >= LEAST_TEXTS and marked[key] + DOUBT_MARKED < MOST_MARKED * (count + DOUBT_TEXTS):
            yield key


if __name__ == "__main__":
    main()
