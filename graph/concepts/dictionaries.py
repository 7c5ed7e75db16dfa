"""Lemmas and word frequencies, read from the data files of lemminflect and wordfreq.

Their modules would import spaCy and tables of languages, which takes each process that reads papers a second.
"""

import functools
import gzip
from importlib.util import find_spec
from pathlib import Path

import msgpack

Tags = dict[str, str]
"""Lemma by part of speech: adj, adv, aux, noun, verb."""


@functools.cache
def lemmas() -> dict[str, Tags]:
    """The lemmas of each English word; a word that is one of its own lemmas has itself."""
    found: dict[str, Tags] = {}
    for line in gzip.decompress(_data_file("lemminflect", "resources/lemma_lu.csv.gz")).decode().splitlines():
        word, category, spellings = line.split(",")
        known = spellings.split("/")
        found.setdefault(word, {})[category] = word if word in known else known[0]
    return found


@functools.cache
def zipf_frequencies(language: str = "en") -> dict[str, float]:
    """The Zipf frequency of each word of a language: log10 per billion words.

    The file has a list of words a frequency; the place of a list says how many hundredths of a power of ten it is below
    one word in one.
    """
    size = "small" if language == "ko" else "large"  # there is no large one of Korean
    header, *buckets = msgpack.unpackb(gzip.decompress(_data_file("wordfreq", f"data/{size}_{language}.msgpack.gz")))
    assert header == {"format": "cB", "version": 1}, f"wordfreq's data has another format: {header}"
    found: dict[str, float] = {}
    for place, words in enumerate(buckets):
        found.update(dict.fromkeys(words, 9 - place / 100))
    return found


def _data_file(package: str, name: str) -> bytes:
    found = find_spec(package)
    assert found is not None and found.submodule_search_locations, f"{package} is a dependency"
    return Path(found.submodule_search_locations[0], name).read_bytes()
