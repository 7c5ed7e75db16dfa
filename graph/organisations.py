"""Names of organisations, which have neither a family name nor a given one."""

import re

# Words that nobody has for a family name, and what only stands between such words.
_OF_ORGANISATION = re.compile(
    r"\b(?:organi[sz]ations?|teams?|collaborations?|consorti(?:um|a)|universit(?:y|ies|é|à|ät|eit|at|e|et)|"
    r"universidade?|groups?|grupo|institut(?:e|es|o|ion)?|committees?|council|association|society|foundation|"
    r"cent(?:er|re)s?|laborator(?:y|ies|ium)|labs?|departments?|ministry|agency|bureau|corporation|corp|inc|ltd|llc|"
    r"gmbh|networks?|initiative|projects?|program(?:me)?|commission|alliance|federation|academy|school|college|hospital|"
    r"union|task force|investigators|partners|community|contributors|authors|company|research|technologies)\b|&|"
    r"(?-i:\bAI$|\b(?:for|of|and)\b)",
    re.IGNORECASE,
)


def is_organisation(name: str) -> bool:
    """Whether a name is that of an organisation or a team, as far as its words tell.

    >>> is_organisation("World Health Organization"), is_organisation("gemini robotics team"), is_organisation("Ai Lee")
    (True, True, False)
    """
    return _OF_ORGANISATION.search(name) is not None
