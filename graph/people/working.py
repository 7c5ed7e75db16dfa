"""Blocks solved, at once by several processes where they are much work.

A process is a program of its own: it reads the corpus and its share of the blocks, and answers with the
results. (Those of `multiprocessing` would import the user's own script again.)
"""

import itertools
import os
import pickle
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

from paperatlas.base.errors import AtlasError
from paperatlas.graph.people.blocks import Wanted, block_of, fingerprint
from paperatlas.graph.people.corpus import Corpus
from paperatlas.graph.people.evidence import Model
from paperatlas.graph.people.solving import solve, written

PAPERS_A_PROCESS = 5_000
"""Starting a process for fewer takes longer than solving them."""
_PROGRAM = "from paperatlas.graph.people.working import answer; answer()"
Known = dict[str, str]
"""Results by fingerprint."""


def solve_all(corpus: Corpus, wanted: Sequence[Wanted], model: Model, known: Known, jobs: int) -> list[tuple[str, str]]:
    """The fingerprint and the result of each block.

    Args:
        corpus: All papers.
        wanted: Which names to solve.
        model: What is likely.
        known: Results of before.
        jobs: At most this many processes.
    """
    papers = sum(len(block.units) for block in wanted)
    processes = min(jobs, papers // PAPERS_A_PROCESS)
    if processes < 2:
        return _solve_here(corpus, wanted, model, known)
    shares = _shares(wanted, processes)
    with ThreadPoolExecutor(processes) as pool:
        answers = list(pool.map(lambda share: _ask(corpus, [wanted[at] for at in share], model, known), shares))
    numbers = [at for share in shares for at in share]
    by_number = dict(zip(numbers, itertools.chain.from_iterable(answers), strict=True))
    return [by_number[at] for at in range(len(wanted))]


def _solve_here(corpus: Corpus, wanted: Sequence[Wanted], model: Model, known: Known) -> list[tuple[str, str]]:
    solved = []
    for each in wanted:
        block = block_of(corpus, each)
        key = fingerprint(block, model)
        solved.append((key, known.get(key) or written(solve(block, model))))
    return solved


def _shares(wanted: Sequence[Wanted], processes: int) -> list[list[int]]:
    """Blocks by number in shares of about the same work, the largest first."""
    shares: list[list[int]] = [[] for _ in range(processes)]
    work = [0.0] * processes
    for at in sorted(range(len(wanted)), key=lambda at: (-len(wanted[at].units), at)):
        least = work.index(min(work))
        shares[least].append(at)
        work[least] += len(wanted[at].units) ** 2 + 20 * len(wanted[at].units)
    return shares


def _ask(corpus: Corpus, wanted: list[Wanted], model: Model, known: Known) -> list[tuple[str, str]]:
    """What another process answers.

    Raises:
        AtlasError: It ended without an answer.
    """
    process = subprocess.run(
        [sys.executable, "-P", "-c", _PROGRAM],  # -P: no module of the user's directory
        input=pickle.dumps((corpus, wanted, model, known), protocol=5),
        stdout=subprocess.PIPE,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1"},
        check=False,
    )
    if process.returncode:
        raise AtlasError(
            f"a process that tells authors apart ended by itself (exit code {process.returncode}); what it said stands"
            " above, and --jobs 1 works without other processes"
        )
    answers: list[tuple[str, str]] = pickle.loads(process.stdout)
    return answers


def answer() -> None:
    """Solves what standard input asks for."""
    corpus, wanted, model, known = pickle.load(sys.stdin.buffer)
    sys.stdout.buffer.write(pickle.dumps(_solve_here(corpus, wanted, model, known)))
