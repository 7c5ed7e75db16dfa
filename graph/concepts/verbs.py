"""Which words that may be a noun or a verb are a verb: *models* in *it models the world*, not in *models of the world*.

A few certain signs in the words beside them, where no tagger has read the text.
"""

from typing import NamedTuple

from paperatlas.graph.concepts.dictionaries import lemmas
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.concepts.words import Word

_OBJECT_BEGINS = frozenset("the a an this these its their our your his her it them us how whether what why".split())
"""Behind a noun they begin a clause of its own and mostly stand behind a comma; behind a verb they are its object."""
_BEFORE_VERB = frozenset("we i you they can could will would shall should may might must cannot".split())
_BEFORE_THIRD_PERSON = frozenset(", and or then also it he she that which who".split())
_BEFORE_INFINITIVE = "to"
_BEFORE_GERUND = frozenset("by while when without".split())
OPENING = frozenset(":?")
"""Signs behind which a title begins anew, perhaps with a gerund: Scaling Language Models."""
_NOTHING: frozenset[str] = frozenset()
_WITH_GERUND = frozenset("law rate data dataset dynamic curve property step set phase time window head signal".split())
"""What a gerund before it makes a name of: scaling law, learning rate, training data."""


class VerbSigns(NamedTuple):
    """What beside a word says that it acts as a verb; a tuple, as thousands of them are looked at.

    Attributes:
        head: It ends in -ing and names what is done, but only behind the noun that it is done to: question answering.
        gerund: It ends in -ing and takes an object.
        behind: It acts behind one of these words.
        before: It acts before one of these.
        before_noun: It acts before a word that may be part of a term.
        third_person: It ends in -s and takes an object in the plural: it coordinates guests.
    """

    head: bool
    gerund: bool
    behind: frozenset[str]
    before: frozenset[str]
    before_noun: bool
    third_person: bool


def verb_signs(word: Word) -> VerbSigns | None:
    """By what a word is known as a verb; None where it never is one, or part of no term anyway."""
    if word.breaks or "V" not in word.tags or not word.text.isalpha():
        return None
    if word.text.endswith("ing"):
        lower = word.text.lower()
        if lower in word_list("gerund_heads"):
            return VerbSigns(True, False, _NOTHING, _NOTHING, False, False)
        return (
            None
            if lower in word_list("gerunds_in_names")
            else VerbSigns(False, True, _BEFORE_GERUND, _NOTHING, False, False)
        )
    if "N" not in word.tags:
        return None
    usual = lemmas()[word.last_part].get("verb") in word_list("academic_verbs")
    if word.text.endswith("s") and not word.text.endswith("ss"):
        return VerbSigns(False, False, _NOTHING, _OBJECT_BEGINS, usual, True)
    if usual:
        return VerbSigns(False, False, _BEFORE_VERB | {_BEFORE_INFINITIVE}, _OBJECT_BEGINS, False, False)
    return VerbSigns(False, False, _BEFORE_VERB, _NOTHING, False, False)


def acts(signs: VerbSigns, before: Word | None, after: Word | None) -> bool:
    """Whether a word with such signs is the verb of its sentence.

    Args:
        signs: Of the word.
        before: The word or sign before it.
        after: The one behind it.
    """
    if signs.head:  # models answering questions: a noun before the head of a name is in the singular
        return (
            before is None or before.breaks or _is_plural(before) or (after is not None and after.key in _OBJECT_BEGINS)
        )
    if before is not None and before.key in signs.behind:
        return not signs.gerund or takes_object(after)
    if after is None:
        return False
    if signs.third_person and not after.breaks and _is_plural(after) and before is not None:
        return not before.breaks or before.key in _BEFORE_THIRD_PERSON
    return after.key in signs.before or (signs.before_noun and not after.breaks)


def takes_object(after: Word | None) -> bool:
    """Whether what stands behind a gerund is what is done something to, and no head that makes a name with it."""
    if after is None or after.breaks:
        return after is not None and after.text[:1].isdigit()  # Captioning 70M Videos
    return after.key not in _WITH_GERUND


def _is_plural(word: Word) -> bool:
    """Whether a word is written with an s that its key has not."""
    return word.text.endswith("s") and not word.key.endswith("s")
