"""Which printed names are one author, and which are not."""

import pytest

from paperatlas.graph.identity import author_id, author_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Christopher Ré", "Christopher Re"),
        ("Christopher Ré", "Christopher Re\u0301"),
        ("Y. Wu", "Y Wu"),
        ("Y.Wu", "Y. Wu"),
        ("Ann  Lee", "Ann Lee"),
        ("ANN LEE", "Ann Lee"),
        ("Sean O'Neil", "Sean O’Neil"),
        ("Sean O'Neil", "Sean O´Neil"),
        ('Sercan "O. Arik', "Sercan Ö. Arık"),
        ("Søren Łukasz", "Soren Lukasz"),
        ("Ａｎｎ Ｌｅｅ", "Ann Lee"),
        ("김철수", "김철수"),
    ],
)
def test_spellings_of_one_author(one: str, other: str) -> None:
    assert author_key(one) == author_key(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ann Lee", "Anne Lee"),
        ("かき", "がき"),
        ("Wei Li", "Li Wei"),
        ("Jean-Luc Roe", "Jeanluc Roe"),
        ("김철수", "김철호"),
    ],
)
def test_different_authors_stay_apart(one: str, other: str) -> None:
    assert author_key(one) != author_key(other)


@pytest.mark.parametrize("name", ["", " . ", '"', "'’", "\u200d"])
def test_nothing_left_is_an_empty_key(name: str) -> None:
    assert author_key(name) == ""


def test_ids_read_well() -> None:
    assert author_id("Yann LeCun") == "author:yann lecun"
