"""Which words that may be a noun or a verb are a verb: *models* in *it models the world*, not in *models of the world*.

A few certain signs in the words beside them, where no tagger has read the text.
"""

from collections.abc import Iterator, Sequence

from paperatlas.graph.concepts.dictionaries import lemmas
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.concepts.words import Word

_BEFORE_OBJECT = frozenset("the a an this these its their our your his her it them us how whether what why".split())
"""Behind a noun they begin a clause of its own and mostly stand behind a comma; behind a verb they are its object."""
_BEFORE_VERB = frozenset("we i you they can could will would shall should may might must cannot".split())
_BEFORE_INFINITIVE = "to"
_BEFORE_GERUND = frozenset("by while when without".split())
_OPENING = frozenset(":?")
"""Signs behind which a title begins anew."""
_WITH_GERUND = frozenset("law rate data dataset dynamic curve property step set phase time window head signal".split())
"""What a gerund before it makes a name of: scaling law, learning rate, training data."""


def may_act(word: Word) -> bool:
    """Whether a word may be a verb, and part of a term in another place."""
    if word.breaks or "V" not in word.tags or not word.text.isalpha():
        return False
    return "N" in word.tags or word.text.endswith("ing")


def acts(word: Word, before: Word | None, after: Word | None) -> bool:
    """Whether a word that may act is the verb of its sentence.

    Args:
        word: As `may_act` has it.
        before: The word or sign before it.
        after: The one behind it.
    """
    left = before.text.lower() if before else ""
    right = after.text.lower() if after else ""
    if word.text.endswith("ing"):
        return left in _BEFORE_GERUND and _takes_object(word, after)
    usual = lemmas()[word.last_part].get("verb") in word_list("academic_verbs")
    if word.text.endswith("s") and not word.text.endswith("ss"):
        return right in _BEFORE_OBJECT or (usual and after is not None and not after.breaks)
    return left in _BEFORE_VERB or (usual and (left == _BEFORE_INFINITIVE or right in _BEFORE_OBJECT))


def verbs_of_title(words: Sequence[Word]) -> Iterator[int]:
    """The places of the gerunds that a title begins with: of *Scaling Language Models*, not of *Scaling Laws*.

    Args:
        words: Of the title and the one behind it.
    """
    for place, word in enumerate(words[:-1]):
        opens = place == 0 or words[place - 1].text in _OPENING
        if opens and may_act(word) and word.text.endswith("ing") and _takes_object(word, words[place + 1]):
            yield place


def _takes_object(gerund: Word, after: Word | None) -> bool:
    """Whether what stands behind a gerund is what is done something to, and no head that makes a name with it."""
    if after is None or after.breaks or after.key in _WITH_GERUND:
        return False
    return gerund.text.lower() not in word_list("gerunds_in_names")
