"""Spelling: English by pyspellchecker's list, and the guide's own words.

data/words.txt holds what the English list lacks: New Zealand spelling, te reo Māori,
names and terms. Pages and data are held against the same two lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from spellchecker import SpellChecker

_ADDRESS = re.compile(r"\b[\w.-]+\.(?:nz|com|org|uk|au|htm|html|php|aspx?|md|yml|json)\b\S*|\S*[@/]\S*|--[\w-]+")
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")


@cache
def _english() -> SpellChecker:
    return SpellChecker(distance=1)


class Speller:
    """Knows the words of English and of `root`/data/words.txt."""

    def __init__(self, root: Path) -> None:
        path = root / "data" / "words.txt"
        lines = path.read_text("utf-8").splitlines() if path.is_file() else []
        self.own = {word.lower() for line in lines if not line.startswith("#") for word in line.split()}
        self._seen: dict[str, bool] = {}

    def knows(self, word: str) -> bool:
        """Is this a word? Case and a possessive ending make no difference."""
        word = word.lower().removesuffix("’s").removesuffix("’")
        if word not in self._seen:
            self._seen[word] = len(word) < 3 or word in self.own or bool(_english().known([word.replace("’", "'")]))
        return self._seen[word]

    def wrong(self, text: str) -> Iterator[str]:
        """What is wrong with the spelling of a text, word by word. Addresses are left out."""
        for word in dict.fromkeys(_WORD.findall(_ADDRESS.sub(" ", text))):
            if not self.knows(word):
                near = sorted(_english().candidates(word.lower()) or (), key=_english().word_usage_frequency, reverse=True)[:1]
                hint = f' Did you mean "{near[0]}"?' if near and near[0] != word.lower() else ""
                yield f'"{word}" is in no list of words.{hint} If it is right, add it to data/words.txt'
