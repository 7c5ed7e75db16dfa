"""Which words that may be a noun or a verb are a verb: *models* in *it models the world*, not in *models of the world*.

A few certain signs in the words beside them, where no tagger has read the text.
"""

from paperatlas.graph.concepts.dictionaries import lemmas
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.concepts.words import Word

_BEFORE_OBJECT = frozenset("the a an this these its their our your his her it them us how whether what why".split())
"""Behind a noun they begin a clause of its own and mostly stand behind a comma; behind a verb they are its object."""
_BEFORE_VERB = frozenset("we i you they can could will would shall should may might must cannot".split())
_BEFORE_INFINITIVE = "to"


def may_act(word: Word) -> bool:
    """Whether a word may be a noun, and a verb in another place."""
    return not word.breaks and "N" in word.tags and "V" in word.tags and word.text.isalpha()


def acts(word: Word, before: Word | None, after: Word | None) -> bool:
    """Whether a word that may act is the verb of its sentence.

    Args:
        word: As `may_act` has it.
        before: The word or sign before it.
        after: The one behind it.
    """
    left = before.text.lower() if before else ""
    right = after.text.lower() if after else ""
    third_person = word.text.endswith("s") and not word.text.endswith("ss")
    usual = lemmas()[word.last_part].get("verb") in word_list("academic_verbs")
    if third_person:
        return right in _BEFORE_OBJECT or (usual and after is not None and not after.breaks)
    if word.text.endswith("ing"):
        return False
    return left in _BEFORE_VERB or (usual and (left == _BEFORE_INFINITIVE or right in _BEFORE_OBJECT))
