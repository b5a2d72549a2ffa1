"""Spelling: English by pyspellchecker's list, and the guide's own words.

data/words.txt holds what the English list lacks: New Zealand spelling, te reo Māori,
names and terms. Pages and data are held against the same two lists.
"""

from __future__ import annotations

import gzip
import pkgutil
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spellchecker import SpellChecker

_ADDRESS = re.compile(r"\b[\w.-]+\.(?:nz|com|org|uk|au|htm|html|php|aspx?|md|yml|json)\b\S*|\S*[@/]\S*|--[\w-]+")
_WORD = re.compile(r"[^\W\d_]+(?:’[^\W\d_]+)?")


@cache
def _english() -> frozenset[str]:
    """The words alone: the checker itself takes five times as long to be ready."""
    packed = pkgutil.get_data("spellchecker", "resources/en.json.gz")
    assert packed
    return frozenset(re.findall(r'"([^"]+)":', gzip.decompress(packed).decode()))


@cache
def _checker() -> SpellChecker:
    from spellchecker import SpellChecker

    return SpellChecker(distance=1)


class Speller:
    """Knows the words of English and of a list: words between blanks, no lines that start with #."""

    def __init__(self, listed: str) -> None:
        self.own = {word.lower() for line in listed.splitlines() if not line.startswith("#") for word in line.split()}
        self._seen: set[str] = set()  # as they were written, and known

    def knows(self, word: str) -> bool:
        """Is this a word? Case and a possessive ending make no difference."""
        plain = word.lower().removesuffix("’s").removesuffix("’")
        known = len(plain) < 3 or plain in self.own or plain.replace("’", "'") in _english()
        if known:
            self._seen.add(word)
        return known

    def wrong(self, text: str) -> Iterator[str]:
        """What is wrong with the spelling of a text, word by word. Addresses are left out."""
        if self._seen.issuperset(_WORD.findall(text)):
            return
        for word in dict.fromkeys(_WORD.findall(_ADDRESS.sub(" ", text))):
            if word not in self._seen and not self.knows(word):
                english = _checker()
                near = sorted(english.candidates(word.lower()) or (), key=english.word_usage_frequency, reverse=True)[:1]
                hint = f' Did you mean "{near[0]}"?' if near and near[0] != word.lower() else ""
                yield f'"{word}" is in no list of words.{hint} If it is right, add it to data/words.txt'


def speller(root: Path) -> Speller:
    """The speller of a guide, for its data and its pages: with `root`/data/words.txt."""
    path = root / "data" / "words.txt"
    return _with(path.read_text("utf-8") if path.is_file() else "")


_with = lru_cache(maxsize=4)(Speller)
