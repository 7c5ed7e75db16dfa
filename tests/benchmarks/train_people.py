"""Learns what speaks for two groups of papers being one person's, and says how well that does on names left out.

python -m tests.benchmarks.train_people BIBLIOGRAPHY GOLD      writes graph/people/data/weights.toml

BIBLIOGRAPHY is the ACL Anthology's BibTeX, gzipped; GOLD has a line of JSON a mention, gzipped: name, paper, person and
label ("id" or "orcid" where a curator gave it). It learns from the names whose papers a curator placed. The first round
compares single papers, each further one what splitting by the weights of the round before compares.

What stands in `model.toml` was chosen by hand: the stops of splitting as odds, the others on all development data.
"""

import argparse
import gzip
import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pyarrow as pa

import paperatlas.graph.people
from paperatlas.graph.identity import author_key
from paperatlas.graph.people.arrays import Numbers
from paperatlas.graph.people.blocks import Blocks, Wanted, blocks_of
from paperatlas.graph.people.corpus import Corpus, corpus_of
from paperatlas.graph.people.evidence import FEATURES, Model, learned_model
from paperatlas.graph.people.groups import Groups
from paperatlas.graph.people.mentions import mentions_of
from paperatlas.graph.people.resolution import MENTIONS, PAPERS
from paperatlas.graph.people.splitting import Watch, split
from paperatlas.graph.people.working import in_lots
from paperatlas.parsers.bibtex import parse

OUT = Path(paperatlas.graph.people.__path__[0]) / "data" / "weights.toml"
FOLDS, ROUNDS = 5, 4
MOST_PAPERS = 250
LEAST_BEARERS = 0.01
RIDGE = 1e-3
SIGNS = np.array([-1, 1, 1, 1, 1, 1, -1, -1, -1, -1])
"""Of the weights: one that comes out the other way is left out."""
AT_FIRST, NEAREST, BY_CHANCE = 30, 4, 4
"""Comparisons learned from: of so many single papers, with the likeliest others and with some more."""
SURE = 0.8
"""From which share of one person on a group is that person's."""


@dataclass(frozen=True, slots=True)
class Example:
    """A name to learn from: its papers, whose each is where known, and the fold of its family name."""

    wanted: Wanted
    persons: list[str | None]
    fold: int


@dataclass(frozen=True, slots=True)
class Lot:
    """Names of one fold that are split at once."""

    examples: list[Example]
    blocks: Blocks

    def groups(self) -> Groups:
        """Their papers, each for itself."""
        return Groups(self.blocks, [each.wanted.units for each in self.examples])


def main() -> None:
    """Tests each fifth of the family names on the weights of the others, then learns from all."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("bibliography", type=Path)
    options.add_argument("gold", type=Path)
    given = options.parse_args()
    corpus = read_corpus(given.bibliography)
    found = list(examples(corpus, given.gold))
    lots = list(in_folds(corpus, found))
    print(f"{len(found)} names", flush=True)
    tested: list[tuple[Example, list[list[int]]]] = []
    for fold in range(FOLDS):
        model = fit([lot for lot in lots if lot.examples[0].fold != fold])
        tested += told_apart([lot for lot in lots if lot.examples[0].fold == fold], model)
    show("left out", tested)
    model = fit(lots)
    show("learned from", told_apart(lots, model))
    write(model)


def write(model: Model) -> None:
    """Writes the table."""
    lines = ["# Made by tests/benchmarks/train_people.py.", f"bias = {model.bias:.2f}", "", "[weights]"]
    lines += [f'"{feature}" = {weight:.2f}' for feature, weight in zip(FEATURES, model.weights, strict=True)]
    OUT.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_corpus(bibliography: Path) -> Corpus:
    """The papers with an id of the Anthology."""
    with gzip.open(bibliography, "rt", encoding="utf-8") as file:
        read = parse(file.read(), bibliography.name)
    mentions: list[dict[str, object]] = []
    papers: dict[str, dict[str, object]] = {}
    for paper in read.papers:
        id_ = next((it for it in paper.ids if it.startswith("acl:")), None)
        if id_ is None or id_ in papers:
            continue
        year = int(paper.published[:4]) if paper.published else None
        papers[id_] = {"paper": id_, "year": year, "title": paper.title, "terms": []}
        names: dict[str, list[str]] = defaultdict(list)
        for author in paper.authors:
            if key := author_key(author.name):
                names[f"author:{key}"].append(author.name)
        mentions += [{"paper": id_, "author": key, "names": each, "ids": []} for key, each in names.items()]
    return corpus_of(
        mentions_of(pa.Table.from_pylist(mentions, MENTIONS)), pa.Table.from_pylist(list(papers.values()), PAPERS)
    )


def examples(corpus: Corpus, gold: Path) -> Iterator[Example]:
    """The names of several papers that a curator placed."""
    row, column = (
        {it.lower(): at for at, it in enumerate(corpus.papers)},
        {it: at for at, it in enumerate(corpus.authors)},
    )
    placed: dict[int, dict[int, str]] = defaultdict(dict)
    with gzip.open(gold, "rt", encoding="utf-8") as file:
        for line in map(json.loads, file):
            name, paper = column.get(f"author:{author_key(line['name'])}"), row.get(f"acl:{line['paper']}".lower())
            if line["label"] in ("id", "orcid") and name is not None and paper is not None:
                placed[name].setdefault(paper, line["person"])
    for name, persons in sorted(placed.items()):
        if corpus.expected[name] >= LEAST_BEARERS and len(persons) > 1:
            papers = corpus.papers_of(name)[:MOST_PAPERS].tolist()
            wanted = Wanted(name, tuple((at,) for at in range(len(papers))), ())
            digest = hashlib.sha256(f"x{corpus.names.name(name).family_name}".encode()).digest()
            yield Example(wanted, [persons.get(it) for it in papers], digest[0] % FOLDS)


def in_folds(corpus: Corpus, found: Sequence[Example]) -> Iterator[Lot]:
    """All names, in lots of one fold."""
    for fold in range(FOLDS):
        its = [each for each in found if each.fold == fold]
        for lot in in_lots([each.wanted for each in its]):
            chosen = [its[at] for at in lot]
            yield Lot(chosen, blocks_of(corpus, [each.wanted for each in chosen]))


def fit(lots: Sequence[Lot]) -> Model:
    """Weights learned from the comparisons that splitting by the weights before makes."""
    model = replace(learned_model(), bias=-1.0, weights=np.zeros(len(FEATURES)))
    for _ in range(ROUNDS):
        comparisons: dict[int, list[tuple[Numbers, bool]]] = defaultdict(list)
        for lot in lots:
            split(lot.groups(), model, watch=watcher(lot.examples, comparisons))
        rows = [row for its in comparisons.values() for row, _ in its]
        same = [same for its in comparisons.values() for _, same in its]
        importance = [1 / np.sqrt(len(its)) for its in comparisons.values() for _ in its]
        weights, bias = logistic(np.array(rows), np.array(same, float), np.array(importance))
        model = replace(model, weights=weights, bias=bias)
    return model


def told_apart(lots: Iterable[Lot], model: Model) -> list[tuple[Example, list[list[int]]]]:
    """What becomes of the papers of each name."""
    return [
        (example, found.members)
        for lot in lots
        for example, found in zip(lot.examples, split(lot.groups(), model), strict=True)
    ]


def watcher(found: Sequence[Example], comparisons: dict[int, list[tuple[Numbers, bool]]]) -> Watch:
    """Keeps the features of some comparisons of each name, and whether both groups are one person's."""
    random = [np.random.default_rng(each.wanted.name) for each in found]
    first = [
        set(chance.permutation(len(each.persons))[:AT_FIRST].tolist())
        for chance, each in zip(random, found, strict=True)
    ]
    seen: Counter[int] = Counter()

    def watch(groups: Groups, block: int, group: int, features: Numbers, scores: Numbers) -> None:
        example, chance = found[block], random[block]
        seen[block] += 1
        person = whose(example, groups.members[block][group])
        others = np.flatnonzero(np.isfinite(scores))
        if person is None or (seen[block] <= len(example.persons) and group not in first[block]):
            return
        nearest = others[np.argsort(-scores[others], kind="stable")[:NEAREST]].tolist()
        for other in dict.fromkeys([*nearest, *chance.permutation(others)[:BY_CHANCE].tolist()]):
            if (another := whose(example, groups.members[block][other])) is not None:
                comparisons[example.wanted.name].append((features[:, other].copy(), person == another))

    return watch


def whose(example: Example, members: Sequence[int]) -> str | None:
    """The person of nearly all papers of a group."""
    counts = Counter(person for at in members if (person := example.persons[at]) is not None)
    if not counts:
        return None
    person, count = counts.most_common(1)[0]
    return person if count >= SURE * counts.total() else None


def logistic(rows: Numbers, same: Numbers, importance: Numbers) -> tuple[Numbers, float]:
    """Weights and bias by Newton's method, with ridge on standardized features."""
    keep, importance = np.arange(rows.shape[1]), importance / importance.sum()
    while True:
        mean, spread = rows[:, keep].mean(0), rows[:, keep].std(0) + 1e-9
        scaled = np.c_[(rows[:, keep] - mean) / spread, np.ones(len(rows))]
        penalty = RIDGE * np.diag([*[1.0] * len(keep), 0.0])
        found = np.zeros(len(keep) + 1)
        for _ in range(30):
            chance = 1 / (1 + np.exp(-np.clip(scaled @ found, -30, 30)))
            gradient = scaled.T @ (importance * (chance - same)) + penalty @ found
            hessian = (scaled * (importance * chance * (1 - chance))[:, None]).T @ scaled + penalty
            found -= np.linalg.solve(hessian + 1e-9 * np.eye(len(found)), gradient)
        weights = np.zeros(rows.shape[1])
        weights[keep] = found[:-1] / spread
        wrong = weights * SIGNS < 0
        if not wrong.any():
            return weights, float(found[-1] - weights[keep] @ mean)
        keep = keep[~wrong[keep]]


def show(title: str, tested: Sequence[tuple[Example, list[list[int]]]]) -> None:
    """Prints precision and recall of pairs, and B-cubed, over the papers that a curator placed."""
    pairs: Counter[tuple[str, str]] = Counter()
    for number, (example, members) in enumerate(tested):
        for group, papers in enumerate(members):
            pairs.update((f"{number} {group}", it) for at in papers if (it := example.persons[at]) is not None)
    told, truth = _sums(pairs, 0), _sums(pairs, 1)
    both = _pairs(pairs)
    precision, recall = both / _pairs(told), both / _pairs(truth)
    total = pairs.total()
    exact = sum(count**2 / told[group] for (group, _), count in pairs.items()) / total
    whole = sum(count**2 / truth[person] for (_, person), count in pairs.items()) / total
    print(f"{title}: {total} papers, pairs {precision:.3f}/{recall:.3f}, B-cubed {exact:.3f}/{whole:.3f}", flush=True)


def _sums(pairs: Mapping[tuple[str, str], int], side: int) -> Counter[str]:
    sums: Counter[str] = Counter()
    for key, count in pairs.items():
        sums[key[side]] += count
    return sums


def _pairs(counts: Mapping[str, int] | Mapping[tuple[str, str], int]) -> float:
    return sum(count * (count - 1) / 2 for count in counts.values())


if __name__ == "__main__":
    main()
