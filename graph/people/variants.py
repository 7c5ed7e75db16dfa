"""Which two names can be one person's, and by what rule."""

import functools
from collections.abc import Mapping, Sequence

from rapidfuzz.distance import Levenshtein

from paperatlas.graph.organisations import is_organisation
from paperatlas.graph.people.names import DATA, Name, turning_families

LONG = 10
"""Letters of names, from which on one of them may be a slip."""
_SOUNDS = (
    ("oe", "o"), ("ue", "u"), ("ae", "a"), ("aa", "a"), ("ss", "s"), ("sch", "sh"), ("kh", "h"), ("ph", "f"),
    ("ck", "k"), ("ij", "y"), ("y", "i"), ("j", "i"), ("w", "v"), ("iu", "u"), ("ya", "ia"), ("ts", "c"), ("tz", "c"),
)  # fmt: skip


@functools.cache
def nicknames() -> Mapping[str, frozenset[str]]:
    """What people of a given name are called."""
    lines = (DATA / "nicknames.txt").read_text(encoding="utf-8").splitlines()
    return {name: frozenset(short) for name, *short in map(str.split, lines) if name != "#"}


def is_nickname(one: str, other: str) -> bool:
    """Whether one is what people of the other name are called.

    >>> is_nickname("bill", "william"), is_nickname("william", "will"), is_nickname("bill", "will")
    (True, True, False)
    """
    known = nicknames()
    return other in known.get(one, ()) or one in known.get(other, ())


@functools.lru_cache(maxsize=1 << 17)
def sound(letters: str) -> str:
    """How a name sounds, roughly, whatever alphabet it was written from.

    >>> sound("mueller") == sound("muller"), sound("yuri") == sound("iouri"), sound("khan") == sound("han")
    (True, False, True)
    """
    for written, said in _SOUNDS:
        letters = letters.replace(written, said)
    return "".join(letter for at, letter in enumerate(letters) if at == 0 or letter != letters[at - 1])


def rule_of(one: Name, other: Name) -> str | None:
    """By what rule two names can be one person's; None where they can't.

    >>> from paperatlas.graph.people.names import take_apart as name
    >>> rule_of(name("j smith"), name("jane smith")), rule_of(name("wei zhang"), name("zhang wei"))
    ('initials', 'reversed')
    >>> rule_of(name("jane smith"), name("john smith")) is None
    True
    """
    first, second = one.tokens, other.tokens
    if "".join(first) == "".join(second):
        return "letters joined"
    if len(first) < 2 or len(second) < 2 or is_organisation(" ".join(first)) or is_organisation(" ".join(second)):
        return None
    if sorted(first) == sorted(second):
        turned = len(first) == 2 or first[1:] + first[:1] == second or second[1:] + second[:1] == first
        return "reversed" if turned else "reordered"
    if first[-1] == second[-1]:
        return _given_rule(first[:-1], second[:-1], one.may_turn) or _spelling_rule(first, second)
    alike = sound(first[-1]) == sound(second[-1]) and not (one.may_turn or other.may_turn)
    if alike and (_matching(first[:-1], second[:-1]) or _sounds_alike(first[:-1], second[:-1])):
        return "sound"
    return _family_rule(first, second) or _spelling_rule(first, second)


def _given_rule(first: Sequence[str], second: Sequence[str], may_turn: bool) -> str | None:
    """The rule for given names before the same family name."""
    rule = _matching(first, second)
    if rule in ("nickname", "beginning") and may_turn:
        return None
    if rule:
        return rule
    if _is_tail(first, second) or _is_tail(second, first):
        return "first name left out"
    letters, others = "".join(first), "".join(second)
    if letters == others:
        return "letters joined"
    if may_turn:  # "x l li" for "xiaolong li"
        for short, full in ((first, others), (second, letters)):
            if len(short) <= 2 and all(len(word) == 1 for word in short) and full.startswith(short[0]):
                return "initials"
        return None
    return "sound" if sound(letters) == sound(others) else None


def _matching(first: Sequence[str], second: Sequence[str]) -> str | None:
    """The rule by which the words of the shorter stand for words of the longer, in order; the first for the first."""
    short, full = (first, second) if len(first) <= len(second) else (second, first)
    at, rules = 0, set()
    for number, word in enumerate(short):
        while at < len(full):
            rule = _word_rule(word, full[at])
            at += 1
            if rule is not None:
                rules.add(rule)
                break
            if number == 0:
                return None
        else:
            return None
    if "initial" in rules:
        return "initials" if len(short[0]) == 1 or len(full[0]) == 1 else "middle initial"
    for rule in ("beginning", "nickname"):
        if rule in rules:
            return rule
    return "middle name" if len(short) != len(full) else None


def _word_rule(one: str, other: str) -> str | None:
    if one == other:
        return "same"
    if (len(one) == 1 or len(other) == 1) and one[0] == other[0]:
        return "initial"
    if is_nickname(one, other):
        return "nickname"
    if min(len(one), len(other)) >= 3 and (one.startswith(other) or other.startswith(one)):
        return "beginning"
    return None


def _is_tail(short: Sequence[str], full: Sequence[str]) -> bool:
    """Whether the full given names are the short ones, written out, after others."""
    letters = "".join(short)
    return len(letters) > 1 and any("".join(full[at:]) == letters for at in range(1, len(full)))


def _spelling_rule(first: Sequence[str], second: Sequence[str]) -> str | None:
    """The rule for long names that one letter tells apart."""
    letters, others = " ".join(first), " ".join(second)
    if min(len(letters), len(others)) < LONG or len(first) != len(second):
        return None
    if any(one != other and min(len(one), len(other)) < 4 for one, other in zip(first, second, strict=True)):
        return None
    return "spelling" if Levenshtein.distance(letters, others, score_cutoff=1) == 1 else None


def _sounds_alike(first: Sequence[str], second: Sequence[str]) -> bool:
    return sound("".join(first)) == sound("".join(second))


def _family_rule(first: Sequence[str], second: Sequence[str]) -> str | None:
    """The rule for other family names: one part of two, or turned and written as one word."""
    short, full = (first, second) if len(first) <= len(second) else (second, first)
    if full[0] == short[0] and short[-1] in full[1:-1] and len(short[-1]) > 1:
        return "compound"
    families = turning_families()
    turned = "".join(short[-1:]) + "".join(short[:-1])
    if turned == "".join(full) and not families.isdisjoint((short[0], short[-1], full[0])):
        return "reversed"
    return None
