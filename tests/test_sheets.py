"""One page to hand out, and what stands at the foot of every print."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
from conftest import ROOT
from test_browser import axe, opened
from test_cards import made
from test_qr import SITE, read_codes

from macros.addresses import Addresses
from macros.handouts import address_on_paper
from macros.load import load
from macros.pages import read
from macros.render import Renderer
from macros.sheets import for_office, handed_out

DATA = load(ROOT)[0]
HERE = Addresses(DATA)
PAGES = read(ROOT / "docs")


def test_sheet_list_has_every_phase_and_story_and_a_blank_of_every_tool() -> None:
    assert [sheet.record for sheet in handed_out(HERE)] == [*DATA.phases.values(), *DATA.stories]
    assert [sheet.record for sheet in for_office(HERE)[len(handed_out(HERE)):]] == list(DATA.tools.values())
    show = Renderer(DATA)
    show.page = "meeting/sheets.md"
    listed = re.findall(r'href="\.\./\.\./sheets/([^/"]+)/"', show.sheet_list())
    assert listed == [sheet.name for sheet in for_office(HERE)]


def test_a_phase_s_sheet_has_question_gist_wordings_and_questions() -> None:
    phase = DATA.phases["learning"]
    text = " ".join(made().page("sheets/phase-learning/index.html").get_text(" ").split())
    wordings = [factor.wording for factor in DATA.factors.values() if factor.phase == "learning"]
    for said in (phase.question, *phase.gist, *wordings, *phase.talk):
        assert said in text
    assert text.index(phase.gist[0]) < text.index("Enablers") < text.index("Impediments") < text.index(phase.talk[0])


def test_a_story_s_sheet_has_its_content_note_brief_and_question() -> None:
    case = DATA.cases["icm-papakura"]
    text = " ".join(made().page("sheets/story-icm-papakura/index.html").get_text(" ").split())
    assert case.care and case.care in text and case.brief_question in text
    assert text.index(case.care) < text.index(" ".join(case.brief.split())[:60]) < text.index(case.brief_question)


@pytest.mark.parametrize(("page", "address"), [
    ("guide/learning.md", "go/phase-learning/"), ("cases/semo.md", "go/story-semo/"), ("meeting/factor-check.md", "go/tool-factor-check/"),
    ("start/key-learnings.md", "go/section-key-learnings/"), ("meeting/cards.md", "meeting/cards/"), ("index.md", ""),
])
def test_a_page_s_own_short_address_is_at_the_foot(page: str, address: str) -> None:
    assert address_on_paper(Renderer(DATA, site_url=SITE), PAGES[page]) == f"example.org/guide/{address}"
    for nowhere in (None, "http://127.0.0.1:8000/"):
        assert address_on_paper(Renderer(DATA, site_url=nowhere), PAGES[page]) == ""


@pytest.mark.browser
def test_each_sheet_is_one_page_with_its_code(chromium: Any, address: str, site: Path) -> None:
    tab = chromium.new_page()
    try:
        for folder in sorted((site / "sheets").iterdir()):
            tab.goto(f"{address}sheets/{folder.name}/", wait_until="load")
            (page,) = pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True))
            assert read_codes(page.render(scale=2).to_pil()) == [f"{SITE}go/{folder.name}/"]
            assert page.get_size()[0] < page.get_size()[1]
            assert f"example.org/guide/go/{folder.name}/" in page.get_textpage().get_text_bounded()
    finally:
        tab.close()


@pytest.mark.browser
def test_a_sheet_on_a_phone(chromium: Any, address: str) -> None:
    with opened(chromium, address, "sheets/story-icm-papakura/", viewport={"width": 320, "height": 700}, color_scheme="dark") as tab:
        assert axe(tab) == []
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= 320


@pytest.mark.browser
@pytest.mark.parametrize("page", ["cases/semo.md", "guide/sustaining.md"])
def test_pages_print_upright_with_whole_numbers_and_a_foot(chromium: Any, address: str, page: str) -> None:
    """List numbers of two digits are whole, and every sheet says where it comes from."""
    with opened(chromium, address, page) as tab:
        long = tab.evaluate("[...document.querySelectorAll('article ol:not([class])')].filter(list => list.children.length > 9).length")
        sheets = list(pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True)))
    words = [sheet.get_textpage().get_text_bounded() for sheet in sheets]
    short = HERE.short_of(HERE.owner_of(page))
    assert all(sheet.get_size()[0] < sheet.get_size()[1] for sheet in sheets)
    assert all(f"example.org/guide/go/{short}/" in text for text in words)
    assert long or page != "cases/semo.md"
    assert sum(len(re.findall(r"^10\.", text, re.M)) for text in words) >= long
    assert not re.findall(r"^\.[01]\.? ", "\n".join(words), re.M)
