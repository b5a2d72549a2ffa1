"""How the running text reads: the guard of numbers; the ear decides."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT
from test_content import reading_ease

PAGES = [
    *sorted(path.relative_to(ROOT / "docs").as_posix() for folder in ("guide", "cases") for path in (ROOT / "docs" / folder).glob("*.md")),
    "meeting/links.md",
]
ENDS = re.compile(r"(?<=[.?!])[”’)]?\s+")


def body(site: Path, page: str) -> Tag:
    name = page.removesuffix(".md").removesuffix("index")
    return BeautifulSoup((site / name / "index.html").read_text("utf-8"), "html5lib").select_one(".bcs-page__body")


def paragraphs(text: Tag) -> list[str]:
    """Paragraphs of running prose, those in folds and boxes included."""
    found = text.select(":scope > p, :scope > details > p, :scope > .admonition > p:not(.admonition-title)")
    return [" ".join(p.get_text().split()) for p in found if not str(p.get("class", "")).count("bcs-")]


def short_and_long(blocks: list[str]) -> tuple[float, float, int]:
    """Mean words a sentence, share of sentences of eight words or fewer, longest run of those."""
    lengths, longest = [], 0
    for block in blocks:
        run = 0
        for sentence in ENDS.split(block):
            if words := len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", sentence)):
                lengths.append(words)
                run = run + 1 if words <= 8 else 0
                longest = max(longest, run)
    return sum(lengths) / len(lengths), sum(length <= 8 for length in lengths) / len(lengths), longest


def test_the_guard_counts() -> None:
    assert short_and_long(["One two three. Four five. Six."]) == (2, 1, 3)
    assert short_and_long([" ".join(["word"] * 10) + ". Two words."])[2] == 1


@pytest.mark.parametrize("page", PAGES)
def test_sentences_flow(site: Path, page: str) -> None:
    blocks = paragraphs(body(site, page))
    mean, short, run = short_and_long(blocks)
    assert 14 <= mean <= 20 and short <= 0.15 and run <= 2, f"{page}: {mean:.1f} words a sentence, {short:.0%} short, {run} short in a row"
    assert reading_ease(blocks) >= 55
