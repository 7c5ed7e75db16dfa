"""Names that differ in a word that says nothing: *Transformer*, *Transformer architecture*; *BLEU*, *BLEU score*.

A language model is no language, and a reward model no reward. So the last word of a name goes only where the papers
use what is left by itself, as often as with the word, and where that is a thing of the kind that the word names: an
action (*video generation model*), a name, also one that an acronym stands for (*DPO algorithm*, *diffusion transformer
architecture*, *chain-of-thought prompting*; but *CoT reasoning* names what is done), a measure (*FID score*), or what
also has an architecture (*Transformer model*). What the papers mostly put before *generation* is the same before
*synthesis*. *Text-to-image* is what *text-to-image generation* and *text-to-image model* are. Modeling is what a model
does: *reward modeling*; but *language modeling* is no language model. Of names that differ only in words that change
nothing there (*large* of a model, *language* of a multimodal one, *visual* and *vision*) the one that most papers
write stands for all: LVLM and VLM are one, LMM and MLLM are. But where most write *large*, a name without it says
less: a *language model* is a large one only in a paper that speaks of large ones; and what mostly begins the name of
an action is that only in a paper that names it: *3D Gaussian*, *3D Gaussian splatting*.
"""

import re
from collections.abc import Mapping, Sequence, Set

import pyarrow as pa

from paperatlas.graph.concepts.misspellings import corrected_keys
from paperatlas.graph.concepts.word_lists import word_list
from paperatlas.graph.concepts.words import classify, is_stop_word, zipf_frequency

_OF_METHODS = frozenset("method approach technique algorithm framework strategy procedure paradigm scheme".split())
_OF_DOINGS = _OF_METHODS | frozenset("task system mechanism model".split())
_OF_MODELS = frozenset("model architecture network".split())
_OF_NAMES = _OF_METHODS | _OF_MODELS
_OF_ACRONYMS = (_OF_NAMES | {"mechanism", "prompting"}) - {"model"}
"""Behind what an acronym stands for; a model may be all that makes a thing of it: vision-language-action model."""
_OF_MEASURES = frozenset("score metric".split())
_SAME_HEADS = {"synthesis": "generation", "dataset": "data"}
"""A word at the end, and the one that says the same behind what the papers mostly put before that: image synthesis."""
_HAS_MEANING = ("encoder", "embedding", "feature", "space", "model")
"""Behind a name they tell that it is no measure: a CLIP score is no CLIP."""
_DOING = re.compile(r"(?:ing|tion|sion|sis)$")
_NO_DOING = frozenset("diffusion attention foundation action vision dimension resolution distribution function".split())
_FOR_CONVERSIONS = frozenset("generation model synthesis task system".split())
_MODELING = " modeling"
_SIZE = re.compile(r"\blarge (?:scale )?+(?=.* model$)")
_SIZED = " model"
_SAID_ALREADY = re.compile(r"(?<=multimodal )language (?=model$)")
_INTERCHANGEABLE = re.compile(r"\bvisual\b")
_FOLDED = ("visual", "large", "language")
"""Words without one of which none of the three changes anything."""
_PARTED = re.compile(r" to | v|\bvis(?:ual|ion)\b")
"""What stands in a name that may be another's, whatever it ends in."""
_VERSION = re.compile(r"(?<= )v(?=\d\d?(?:\.\d+)?(?: |$))")
_EVERYDAY_ZIPF = 4.0
_LEAST_LISTINGS = 2
_LEAST_LONGER = 10
_LEAST_SHARE = 0.1
_COLUMNS = (("key", pa.string()), ("family", pa.string()), ("where_named", pa.bool_()))
_ENDS = (_MODELING, *(f" {word}" for word in sorted(_OF_DOINGS | _OF_ACRONYMS | _OF_MEASURES | _SAME_HEADS.keys())))


def families(terms: pa.Table) -> pa.Table:
    """The shorter name of the same thing, for each that has one.

    Args:
        terms: With `key`, `listings` (how many hold it, 0 of a name that the texts may have in another language or only
            explain), `text`, a spelling, and `explaining`, how many papers explain an acronym by it.

    Returns:
        `key`, `family`, and `where_named`, whether that holds only in papers that name the family otherwise too; a row
        a key that is not its own, and one where it may be larger.
    """
    keys, listings = terms["key"].to_pylist(), terms["listings"].to_pylist()
    known = _Names(
        dict(zip(keys, listings, strict=True)),
        dict(zip(keys, terms["text"].to_pylist(), strict=True)),
        {key for key, papers in zip(keys, terms["explaining"].to_pylist(), strict=True) if papers >= _LEAST_LISTINGS},
    )
    right = corrected_keys(terms)
    often = [key for key, count in zip(keys, listings, strict=True) if count >= _LEAST_LONGER]
    keys = dict.fromkeys([*keys, *sorted(word_list("field_terms"))])
    likely = [key for key in keys if key in right or key.endswith(_ENDS) or _PARTED.search(key)]
    likely += [key.removeprefix("3d ") for key in keys if key.startswith("3d ") and key.count(" ") > 1]
    words = [key.removesuffix(_SIZED) for key in likely if key.endswith(_SIZED)]
    families = [(key, known.family(right.get(key, key)), False) for key in dict.fromkeys([*likely, *words])]
    larger = [(key, known.larger(key), True) for key in likely if key.endswith(_SIZED)]
    begun = [(stem, key, True) for key in often if (stem := known.beginning(key))]
    found = [row for row in [*families, *larger, *begun] if row[0] != row[1]]
    return pa.table({name: pa.array([row[at] for row in found], kind) for at, (name, kind) in enumerate(_COLUMNS)})


class _Names:
    """What the papers say of the names."""

    def __init__(self, counts: Mapping[str, int], texts: Mapping[str, str], with_acronym: Set[str]) -> None:
        self._counts = counts
        self._texts = texts
        self._with_acronym = with_acronym
        self._of_fold: dict[str, str] = {}
        self._unsized: dict[str, str] = {}
        for key, count in sorted((key, count) for key, count in counts.items() if count >= _LEAST_LISTINGS):
            fold = _fold(key)
            says_size = fold != key and _SIZE.search(key) is not None
            for usual in (self._of_fold,) if says_size else (self._of_fold, self._unsized):
                if fold and count > counts.get(usual.get(fold, ""), 0):
                    usual[fold] = key

    def family(self, key: str) -> str:
        """The name that stands for one."""
        bare = _VERSION.sub("", key)
        found = bare if bare in self._counts else key
        while (shorter := self._shorter(found)) != found:
            found = shorter
        return found

    def larger(self, key: str) -> str:
        """What a name that says no size means in papers that name it: large language model."""
        usual = self._of_fold.get(_fold(key), key)
        return usual if _leaves_size_open(key, usual) else key

    def beginning(self, key: str) -> str:
        """What mostly begins this name of an action and is short for it, a name of several words; else nothing."""
        stem, _, head = key.rpartition(" ")
        is_short = self._counts.get(key, 0) >= max(_LEAST_LONGER, self._counts.get(stem, 0))
        if " " not in stem or stem not in self._counts or not is_short or not _is_action(head):
            return ""
        return stem if self.family(key) == key and not any(map(_is_modifier, stem.split(" "))) else ""

    def _shorter(self, key: str) -> str:
        stem, _, head = key.rpartition(" ")
        if conversion := _conversion(key):
            return self._of_conversion(conversion)
        if not stem:
            return self._longer(key)
        usual = self._of_fold.get(_fold(key), key)
        if _leaves_size_open(key, usual):
            usual = self._unsized.get(_fold(key), key)
        if usual != key:
            return usual
        if key.endswith(_MODELING) and not stem[0].isdigit():
            return self._of_modeling(key)
        if head in _SAME_HEADS and self._is_usual(usual := f"{stem} {_SAME_HEADS[head]}"):
            return usual if self._counts[usual] >= self._counts.get(key, 0) else key
        return stem if self._is_same(stem, head, key) else self._longer(self._in_space(key))

    def _of_conversion(self, conversion: str) -> str:
        generation = f"{conversion} generation"
        return generation if self._counts.get(generation) else conversion

    def _of_modeling(self, key: str) -> str:
        model = key.removesuffix("ing")
        is_usual = self._is_usual(model) and self._counts[model] >= self._counts.get(key, 0)
        return model if is_usual and self._shorter(model) == model == self.larger(model) else key

    def _is_usual(self, key: str) -> bool:
        return self._counts.get(key, 0) >= _LEAST_LISTINGS

    def _is_same(self, stem: str, head: str, key: str) -> bool:
        if not self._is_usual(stem) or self._counts[stem] < self._counts.get(key, 0):
            return False
        last = stem.rpartition(" ")[2]
        if head in _OF_DOINGS and " " in stem and _is_doing(last):
            return True
        if head in _OF_ACRONYMS and " " in stem and stem in self._with_acronym and last not in _OF_MODELS:
            return True
        if self._is_name(stem):
            return head in _OF_NAMES or (head in _OF_MEASURES and self._is_measure(stem))
        if head == "mechanism":
            return " " in stem and "N" in classify(last).tags
        return head in _OF_MODELS and " " not in stem and self._is_model(stem)

    def _is_name(self, stem: str) -> bool:
        text = self._texts.get(stem, stem)
        return " " not in stem and any(map(str.isupper, text[1:])) and zipf_frequency(stem) < _EVERYDAY_ZIPF

    def _is_measure(self, stem: str) -> bool:
        scores = max(self._counts.get(f"{stem} {word}", 0) for word in _OF_MEASURES)
        others = max(self._counts.get(f"{stem} {word}", 0) for word in _HAS_MEANING)
        return scores >= max(_LEAST_LISTINGS, others + 1, _LEAST_SHARE * self._counts[stem])

    def _is_model(self, stem: str) -> bool:
        """Whether a thing is a model: it has an architecture, and is mostly named without either word."""
        models, architectures = self._counts.get(f"{stem} model", 0), self._counts.get(f"{stem} architecture", 0)
        has_one = architectures >= max(_LEAST_LISTINGS, models / 4) and self._counts[stem] >= models + architectures
        return has_one and _is_rare_noun(stem)

    def _longer(self, word: str) -> str:
        """What a name is short for that mostly stands before *model*: diffusion, latent diffusion."""
        longer = f"{word} model"
        is_short = self._counts.get(longer, 0) >= max(_LEAST_LONGER, 3 * self._counts.get(word, 0))
        return longer if is_short and not self._is_name(word) and _is_rare_noun(word.rpartition(" ")[2]) else word

    def _in_space(self, key: str) -> str:
        """What a name is short for that mostly stands behind *3D*: Gaussian splatting."""
        spatial, plane = self._counts.get(f"3d {key}", 0), self._counts.get(f"2d {key}", 0)
        is_short = spatial >= max(_LEAST_LONGER, self._counts.get(key, 0), _LEAST_LONGER / 2 * plane)
        return f"3d {key}" if is_short else key


def _fold(key: str) -> str:
    """A name without what changes nothing in it; empty of a bare model.

    >>> _fold("multimodal large language model"), _fold("large multimodal model"), _fold("visual encoder")
    ('multimodal model', 'multimodal model', 'vision encoder')
    """
    if any(word in key for word in _FOLDED):
        key = _SAID_ALREADY.sub("", _SIZE.sub("", _INTERCHANGEABLE.sub("vision", key)))
    return key if " " in key else ""


def _leaves_size_open(key: str, usual: str) -> bool:
    """Whether a name says nothing of the size that the usual one has; of multimodal ones nobody means small ones.

    >>> _leaves_size_open("language model", "large language model")
    True
    """
    says_size = _SIZE.search(usual) is not None and _SIZE.search(key) is None
    return says_size and _SAID_ALREADY.search(_SIZE.sub("", usual)) is None


def _is_doing(word: str) -> bool:
    """Whether a word names an action: generation, learning; no adjective, as in privacy-preserving framework."""
    names = "N" in classify(word).tags or word in word_list("gerund_heads") or word in word_list("gerunds_in_names")
    return names and _is_action(word)


def _is_action(word: str) -> bool:
    return _DOING.search(word) is not None and word not in _NO_DOING


def _is_modifier(word: str) -> bool:
    """Whether a word of a name may be an adjective, or is none that a dictionary has as a noun: low, supervised."""
    tags = classify(word).tags
    return "A" in tags or (tags != "" and "N" not in tags) or is_stop_word(word)


def _is_rare_noun(word: str) -> bool:
    return "N" in classify(word).tags and zipf_frequency(word) < _EVERYDAY_ZIPF


def _conversion(key: str) -> str | None:
    """The *text to image* of text to image model; None of end to end."""
    words: Sequence[str] = key.split(" ")
    if len(words) < 3 or words[1] != "to" or words[0] == words[2]:
        return None
    if len(words) > 3 and (len(words) > 4 or words[3] not in _FOR_CONVERSIONS):
        return None
    is_thing = all("N" in classify(word).tags or any(map(str.isdigit, word)) for word in (words[0], words[2]))
    return " ".join(words[:3]) if is_thing else None
