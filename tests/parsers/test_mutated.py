"""Digests cut, spliced, flipped and salted with hostile text: no fault, no paper lost silently, nothing slow."""

import random
import re
import unicodedata
from collections.abc import Sequence

import pytest

from paperatlas.base.errors import InputError
from paperatlas.graph.extraction import reading_of
from paperatlas.graph.records import ParsedFile
from paperatlas.graph.unexpected import UNEXPECTED
from paperatlas.parsers import parse_bytes
from paperatlas.parsers.decoding import decode
from tests.conftest import example_files
from tests.harness import LONG

ROUNDS = 2_000 if LONG else 8
FIRST = random.randrange(10**6) if LONG else 0
MUTANTS = 20
SALT = [
    *(b"# Results\n", b"\n\n## Next\n\n", b"### More\n", b"\n### [1] x\n", b"\n###[Cut](https://arx", b"\n#### \n"),
    *(b"```\n", b"\n~~~~\n", b"- ['", b"': '", b"'}]", b"[[[[{{{{", b"\\", b"**", b"](", b"https://", b"\t"),
    *(b"\nVote: ", b"\nAuthors: ", b"\nAuthors: ['", b"+, ", b"\n## Daily Papers (2024-02-30)\n", b"\n## License\n"),
    *(b"\n## Daily Papers (2024-05-06)\n", b"\n\n### [New](https://arxiv.org/abs/2405.00001)\n\nVote: 3\n\n"),
    *(b"\0", b"\x1b[2J", b"\xc2\x9b", b"\xe2\x80\xae", b"\xef\xbb\xbf", b"\xff\xfe", b"\r", b"\x0c", b"\xe2\x80\xa8"),
    *("최적화(optimi  zation; MLLM)".encode(), b"(  , ;)", b"(reinforcement  learning) MLLM ", b"  ", b"()"),
    *(b"e\xcc\x81" * 300, b"[" * 5_000, b"a" * 20_000, b"(" * 5_000, b"- " * 5_000, b"\xea\xb0\x80" * 5_000, b"A" * 90),
]


def mutated(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """A digest changed in one to six places."""
    for _ in range(chance.randint(1, 6)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + int(chance.expovariate(1 / 200)))
        change = chance.randrange(7)
        if change == 0:
            flipped = bytes(byte ^ (1 << chance.randrange(8)) for byte in data[start : start + chance.randint(1, 4)])
            data = data[:start] + flipped + data[start + len(flipped) :]
        elif change == 1:
            data = data[:start] + data[end:]
        elif change == 2:
            data = data[:end] + data[start:]
        elif change == 3:
            other = chance.choice(others)
            place = chance.randrange(len(other))
            data = data[:start] + other[place : place + 2_000] + data[end:]
        elif change == 4 and chance.random() < 0.3:
            data = data[:start]
        else:
            data = data[:start] + chance.choice(SALT) + data[start:]
    return data


TITLE = re.compile(r"### \[[^\[\]]+\]\(https://arxiv\.org/abs/\d\d(?:0[1-9]|1[0-2])\.\d{5}\)\s*")
FOOT = re.compile(r"#+ License")
DAY = re.compile(r"##? Daily Papers \(", re.IGNORECASE)


def lost_titles(text: str, digest: ParsedFile) -> list[str]:
    """Papers' headings that are neither a paper nor in a problem; examples above a day and in a README's foot aside."""
    found = {paper.line for paper in digest.papers} | {problem.line for problem in digest.problems}
    raws = "\n".join(problem.raw for problem in digest.problems)
    lost, inside = [], DAY.search(text, re.MULTILINE) is None
    for number, line in enumerate(text.split("\n"), start=1):
        inside = (inside or DAY.match(line) is not None) and not FOOT.match(line)
        if inside and TITLE.fullmatch(line) and number not in found and line not in raws:
            lost.append(f"{number}: {line}")
    return lost


@pytest.mark.parametrize("seed", range(FIRST, FIRST + ROUNDS))
def test_a_mutated_digest_is_read_as_far_as_it_can_be(seed: int) -> None:
    chance = random.Random(seed)
    whole = [path.read_bytes() for path in example_files()]
    for number in range(MUTANTS):
        data = mutated(chance.choice(whole), whole, chance)
        try:
            digest = parse_bytes(data, "mutant.md")
            text = decode(data, "mutant.md")[0]
        except InputError:
            continue
        assert lost_titles(text, digest) == [], f"seed {seed}, mutant {number}"
        assert unicodedata.is_normalized("NFC", text)
        assert len(reading_of(digest)) == len(digest.papers)
        assert UNEXPECTED not in str(reading_of(digest).schema.metadata), f"seed {seed}, mutant {number}"
