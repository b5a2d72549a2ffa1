"""On a screen: every item, one at a time, large, with its address and code."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from conftest import ROOT
from PIL import Image
from test_browser import axe, opened
from test_cards import made, render
from test_qr import SITE, read_codes

from macros.addresses import Addresses
from macros.decks import NOT_SHOWN, UNMARKED
from macros.handouts import for_meeting
from macros.load import load
from macros.model import Short
from macros.render import Renderer

pytestmark = pytest.mark.build  # handouts of the whole guide
DATA = load(ROOT)[0]
HERE = Addresses(DATA)
SHOW = Renderer(DATA, site_url=SITE)


@cache
def pages() -> dict[str, BeautifulSoup]:
    return {name: made(SITE).page(name) for name in made(SITE).below("present")}


@cache
def slides() -> dict[str, Tag]:
    return {str(slide["id"]): slide for page in pages().values() for slide in page.select("section.bcs-slide") if slide["id"] != "talk"}


def test_every_item_has_a_slide_of_its_own_with_address_and_code() -> None:
    wanted = [record for record in HERE.records() if HERE.kind_of(record) not in NOT_SHOWN]
    assert len(wanted) > 400
    for record in wanted:
        slide = slides()[HERE.short_of(record)]
        address = f"{SITE}go/{HERE.short_of(record)}/"
        assert slide.select_one(".bcs-code title").get_text() == f"QR code: {address}"
        assert slide.select_one(".bcs-address").get_text() == address.removeprefix("https://")
    tables = {name for name in set(slides()) - {HERE.short_of(record) for record in wanted} if not name.startswith("matrix-")}
    assert tables == {"quadrant", "life-cycle", "ways", "roles", "stories"}, "and each table has one"


def test_the_matrix_is_shown_a_phase_at_a_time() -> None:
    found = {}
    for name in (*(f"matrix-{phase}" for phase in DATA.phases), "matrix-other"):
        for row in slides()[name].select("tbody tr") if name in slides() else []:
            assert row.th and row.th.get_text(" ", strip=True).startswith(("Enabler:", "Impediment:"))
            marked = zip(DATA.stories, row.select("td"), strict=True)
            found[row.th.get_text(" ", strip=True).partition(": ")[2]] = [case.id for case, cell in marked if cell.get_text()]
    expected: dict[str, list[str]] = {}
    for case in DATA.stories:
        for seen in case.factors:
            wording = DATA.factors[seen.factor].wording
            expected[wording] = [*expected.get(wording, []), *([] if case.id in expected.get(wording, []) else [case.id])]
    assert found == expected and len(found) > 50
    assert slides()["matrix-learning"].select_one(".bcs-address").get_text().endswith("/go/section-appendix-stories/")


def test_the_stages_stand_on_one_screen_in_order() -> None:
    names = [heading.get_text(" ", strip=True) for heading in slides()["life-cycle"].select("li h3")]
    assert names == [f"{stage.number} {stage.name}" for stage in DATA.life_cycle] and len(names) == 5
    assert slides()["life-cycle"].select_one(".bcs-address").get_text().endswith("/go/section-moving-partnerships-forward/")


def test_drawings_and_questions_are_shown() -> None:
    assert all(slides()[HERE.short_of(figure)].select_one("figure.bcs-figure svg") for figure in DATA.figures.values())
    talk = pages()["present/phase-learning/index.html"].select_one("#talk")
    assert [item.get_text() for item in talk.select("li")] == list(DATA.phases["learning"].talk)


@pytest.mark.parametrize(("page", "names"), [
    ("guide/learning.md", ["Show on a screen", "Print cards", "Print a sheet"]),
    ("guide/context.md", ["Show on a screen", "Print a sheet"]),
    ("cases/semo.md", ["Show on a screen", "Print a sheet"]),
    ("meeting/factor-check.md", ["Show on a screen", "Print a sheet"]),
    ("guide/conclusions.md", []),
])
def test_pages_lead_to_what_there_is_for_a_meeting(page: str, names: list[str]) -> None:
    assert [name for name, _ in for_meeting(Renderer(DATA), page)] == names


def test_slide_decks_lists_each_with_its_page() -> None:
    show = Renderer(DATA)
    show.page = "meeting/present.md"
    listed = [link["href"] for link in BeautifulSoup(show.slide_decks(), "html5lib").select("a")]
    assert listed and {f"../../present/{deck.name}/" for deck, _ in show.decks} <= {href.partition("#")[0] for href in listed}


def test_a_mark_beside_an_item_shows_it() -> None:
    show = Renderer(DATA)
    show.page = "guide/learning.md"
    mark = BeautifulSoup(show.factor("reflection-by-design"), "html5lib").select_one("a.bcs-show")
    assert mark["href"] == "../../present/phase-learning/#factor-reflection-by-design" and mark.get_text().startswith("Show on a screen: ")
    assert {"terms", "situations"} == UNMARKED and not show.show(DATA.terms["ero"])


def test_slides_turn_without_scripts() -> None:
    for name, page in pages().items():
        found = page.select("section.bcs-slide")
        for index, slide in enumerate(found):
            steps = {str(link.get("data-step")): str(link["href"]) for link in slide.select("nav a[data-step]")}
            expected = {"-1": index - 1, "1": index + 1}
            assert steps == {step: f"#{found[to]['id']}" for step, to in expected.items() if 0 <= to < len(found)}, name
            assert slide.select_one("nav a[data-leave]")["href"].startswith("../../")
        ids = [str(element["id"]) for element in page.select("[id]")]
        assert len(ids) == len(set(ids)), name


def test_an_old_id_still_finds_its_slide() -> None:
    known = DATA.shorts.get("factor") or Short(id="factor")
    moved = known.model_copy(update={"ids": (*known.ids, "old-name"), "moved": {**known.moved, "old-name": "factor-clear-purpose"}})
    page = render(replace(DATA, shorts={**DATA.shorts, "factor": moved})).page("present/phase-before-starting/index.html")
    assert page.select_one("#old-name, #factor-old-name").find_parent("section")["id"] == "factor-clear-purpose"


OVER = """() => [...document.querySelectorAll('.bcs-slide')]
    .filter(slide => slide.getBoundingClientRect().height > innerHeight + 1 || slide.scrollWidth > innerWidth).map(slide => slide.id)"""


SMALLEST = "Math.min(...[...document.querySelectorAll('.bcs-slide :is(p, li)')].map(text => parseFloat(getComputedStyle(text).fontSize)))"


@pytest.mark.browser
def test_every_slide_fits_its_screen(chromium: Any, address: str, site: Path) -> None:
    """On a projector and on a laptop; and a phone in the room can read its code. Of the words
    only the letter with the longest explanation: there are too many to look at all."""
    longest = max(DATA.terms.values(), key=lambda term: len(term.definition))
    words = Renderer(DATA)._shown[HERE.short_of(longest)].split("/")[1]
    tab = chromium.new_page()
    try:
        for deck in sorted((site / "present").iterdir()):
            if deck.name.startswith("terms-") and deck.name != words:
                continue
            tab.goto(f"{address}present/{deck.name}/", wait_until="load")
            for width, height in ((1024, 768), (1440, 900)):
                tab.set_viewport_size({"width": width, "height": height})
                assert tab.evaluate(OVER) == [], f"{deck.name} at {width} × {height}"
            assert tab.evaluate(SMALLEST) >= 14
        assert len(read_codes(Image.open(io.BytesIO(tab.screenshot())))) == 1
    finally:
        tab.close()


@pytest.mark.browser
def test_keys_turn_and_escape_leaves(chromium: Any, address: str) -> None:
    from playwright.sync_api import expect

    with opened(chromium, address, "guide/learning.md", viewport={"width": 1024, "height": 768}) as tab:
        tab.get_by_role("link", name="Show on a screen", exact=True).click()
        tab.wait_for_url("**/present/phase-learning/#phase-learning")
        assert axe(tab) == []
        top = "id => Math.abs(document.getElementById(id).getBoundingClientRect().top) < 2"
        for key, where in (
            ("ArrowRight", "figure-learning-loop"), ("PageDown", "factor-reflection-by-design"), ("ArrowLeft", "figure-learning-loop"), ("End", "talk"),
            ("ArrowRight", "talk"), ("Home", "phase-learning"), ("PageUp", "phase-learning"), ("ArrowRight", "figure-learning-loop"),
        ):
            tab.keyboard.press(key)
            expect(tab).to_have_url(re.compile(f"#{where}$"))
            tab.wait_for_function(top, arg=where)
            expect(tab.locator(f"#{where}")).to_be_focused()
        assert tab.get_by_role("button", name="Full screen").first.is_visible()
        tab.locator("#figure-learning-loop").get_by_role("link", name="Next").click()
        expect(tab).to_have_url(re.compile("#factor-reflection-by-design$"))
        tab.keyboard.press("Escape")
        tab.wait_for_url("**/guide/learning/#reflection-by-design")
        tab.go_back()
        tab.wait_for_url("**/present/phase-learning/#factor-reflection-by-design")
        tab.go_back()
        tab.wait_for_url("**/guide/learning/")


@pytest.mark.browser
def test_slides_on_a_phone_in_the_dark_and_without_scripts(chromium: Any, address: str) -> None:
    with opened(chromium, address, "present/phase-sustaining/", viewport={"width": 320, "height": 700}, color_scheme="dark") as tab:
        assert axe(tab) == []
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= 320
    with opened(chromium, address, "present/phase-sustaining/", viewport={"width": 1024, "height": 768}, java_script_enabled=False) as tab:
        tab.locator("#life-cycle").get_by_role("link", name="Next").click()
        tab.wait_for_url("**#stage-forming")
        assert not tab.get_by_role("button").count()
