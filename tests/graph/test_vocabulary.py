"""Lists of topics in the forms that are published, and errors that name the line."""

import pytest

from paperatlas.base.errors import InputError
from paperatlas.graph.concepts.vocabulary import Vocabulary, parse_vocabulary

TOPICS = "https://cso.kmi.open.ac.uk/topics/"
RELATIONS = "http://cso.kmi.open.ac.uk/schema/cso#"


def test_two_columns_or_the_triples_of_the_computer_science_ontology() -> None:
    plain = "term,broader\r\n\r\nneural networks,machine learning\r\nneural networks,machine learning\r\n"
    assert parse_vocabulary(plain, "t.csv", "x") == Vocabulary("x", (("neural networks", "machine learning"),))
    triples = (
        f'"<{TOPICS}machine_learning>","<{RELATIONS}superTopicOf>","<{TOPICS}neural_networks>"\n'
        f'"<{TOPICS}c%2B%2B>","<{RELATIONS}relatedEquivalent>","<{TOPICS}c_plus_plus>"\n'
        f'"<{TOPICS}languages>","<{RELATIONS}superTopicOf>","<{TOPICS}c%2B%2B>"\n'
    )
    assert parse_vocabulary(triples, "t.csv", "x").broader == (
        ("neural networks", "machine learning"),
        ("c++", "languages"),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a,b\nc\n", "t.csv:2: a line has a term and a broader one"),
        ("a,\n", "t.csv:1: a line has"),
        ("a,b,c,d\n", "t.csv:1: a line has"),
        ("", "t.csv: no line has a term and a broader one"),
        ("a,isA,b\n", "t.csv: no line has"),
    ],
)
def test_other_files_are_errors_with_their_line(text: str, message: str) -> None:
    with pytest.raises(InputError) as raised:
        parse_vocabulary(text, "t.csv", "x")
    assert str(raised.value).startswith(message)
