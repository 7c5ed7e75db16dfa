"""Lists of names in BibTeX, however broken: no name is lost, and whole ones are cut as other readers do."""

import random
import re

from bibtexparser.middlewares.names import split_multiple_persons_names

from paperatlas.parsers.fields.bibtex_names import bibtex_names

NAMES = ("Ann", "Berg", "Lee", "Neil", "Team", "Wei")
WORDS = (
    *(
        "Ann",
        "Lee",
        "van",
        "der",
        "Berg",
        "{The Team}",
        '{\\"O}zg{\\"u}r',
        "Jr.",
        "III",
        "O'Neil",
        "{A and B}",
        "and",
        "J.",
    ),
    *("Erd\\H{o}s", "Wei", "\\'{E}lan", "others", "-", ",", "  ", "\n", "~", "Sm\\,ith", "andy", "And", "AND"),
)
STRAY = (*WORDS, "{", "}", "\\")


def printed(chance: random.Random, words: tuple[str, ...]) -> str:
    return " ".join(chance.choice(words) for _ in range(chance.randint(1, 9)))


def test_no_name_is_lost() -> None:
    chance = random.Random(7)
    for _ in range(3_000):
        text = printed(chance, STRAY)
        names = bibtex_names(text).names
        assert [word for word in NAMES if word in text and not any(word in name for name in names)] == [], text


def test_lists_are_cut_where_another_reader_cuts_them() -> None:
    chance = random.Random(8)
    compared = 0
    for _ in range(3_000):
        text = printed(chance, WORDS)
        parts = {re.sub(r"[^A-Za-z\\]", "", part) for part in split_multiple_persons_names(text)}  # each name once
        if (
            "others" in text
            or re.search(r",[^,]*,", text)
            or any(not any(word in part for word in NAMES) for part in parts)
        ):
            continue
        compared += 1
        names = {re.sub(r"[\W_]", "", name) for name in bibtex_names(text).names}
        assert len(names) == len(parts), text
    assert compared > 500
