"""Cards: what is on them, and that they come out of the printer as they should."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import real
from test_browser import axe, opened
from test_qr import SITE, printed

from macros.addresses import Addresses
from macros.decks import EIGHT, FOUR, Face, Format, Listed, card_decks, cards_page, face, formats, sheets
from macros.handouts import handouts
from macros.model import Case, Data, Short
from macros.render import Renderer

pytestmark = pytest.mark.build  # handouts of the whole guide
DATA = real()
HERE = Addresses(DATA)
DECKS = {deck.name: deck for deck in card_decks(HERE)}


class Bare:
    """A bundle with nothing in it."""

    def inline(self, name: str) -> str:
        return ""

    def styles(self, first: str, html: str) -> str:
        return ""

    def address(self, name: str) -> str:
        return f"assets/{name}"


class Pages(dict[str, str]):
    """Handouts by file; `page` parses one."""

    def page(self, name: str) -> BeautifulSoup:
        return BeautifulSoup(self[name], "html.parser")

    def below(self, folder: str) -> dict[str, str]:
        found = {name: html for name, html in self.items() if name.startswith(f"{folder}/")}
        assert found
        return found


def render(data: Data, site_url: str | None = None) -> Pages:
    """Every handout by its file, without the bundle."""
    return Pages(handouts(Renderer(data, site_url=site_url), Bare(), "The guide"))


@cache
def made(site_url: str | None = None) -> Pages:
    """Those of the guide."""
    return render(DATA, site_url)


def test_every_record_that_has_a_card_is_in_one_deck_and_in_all() -> None:
    *decks, everything = DECKS.values()
    wanted = [*DATA.factors.values(), *DATA.domains.values(), *DATA.stages.values(), *DATA.roles.values(), *DATA.ways_of_working.values(), *DATA.cases.values()]
    dealt = [record for deck in decks for record in deck.records]
    assert Counter(map(HERE.short_of, dealt)) == Counter(map(HERE.short_of, wanted)) == Counter(map(HERE.short_of, everything.records))
    assert [deck.name for deck in decks][:2] == ["phase-before-starting", "phase-getting-together"], "phases come in their order"
    assert [stage.number for stage in DECKS["life-cycle"].records] == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(("count", "form", "sides"), [
    (8, FOUR, ["front 1 2 3 4", "front 5 6 7 8"]),
    (5, FOUR, ["front 1 2 3 4", "front 5"]),
    (8, EIGHT, ["front 1 2 3 4 5 6 7 8", "back 2 1 4 3 6 5 8 7"]),
    (3, EIGHT, ["front 1 2 3", "back 2 1 - 3"]),
])
def test_backs_stand_behind_their_fronts(count: int, form: Format, sides: list[str]) -> None:
    """When the sheet turns over its long edge, left is right."""
    found = sheets(list(range(1, count + 1)), form)
    assert [f"{side} {' '.join(str(card or '-') for card in cards)}" for side, cards in found] == sides


def test_stories_need_large_cards() -> None:
    assert formats(DECKS["stories"]) == [FOUR] and formats(DECKS["roles"]) == [FOUR, EIGHT]
    small = [card for _, cards in sheets(DECKS["all"].records, EIGHT) for card in cards if card]
    assert small and not any(isinstance(card, Case) for card in small)


def test_a_card_says_what_the_record_says() -> None:
    factor = DATA.factors["clear-purpose"]
    [card] = [found for found in made().page("cards/phase-before-starting/index.html").select(".bcs-deal__card") if factor.wording in found.get_text()]
    text = " ".join(card.get_text(" ").split())
    assert text.startswith(f"Enabler {factor.wording} {factor.explanation} Ask yourselves {factor.question}") and text.endswith("Question: this edition’s")
    assert card.select_one("svg.bcs-mark")


def test_what_this_edition_adds_is_marked() -> None:
    factor = DATA.factors["clear-purpose"]
    assert face(factor.model_copy(update={"addition": True, "section": None}), DATA).ours == "This edition’s addition"
    assert face(factor.model_copy(update={"added": True}), DATA).ours == "Explanation and question: this edition’s"
    assert face(DATA.domains["knowable"], DATA).ours == "Called since: Complicated · Explanation and question: this edition’s"
    assert all(face(record, DATA).ours for record in DECKS["all"].records), "every question is this edition’s"


def test_longer_cards_have_smaller_letters() -> None:
    words = "word " * 20
    assert Face("", "").length(FOUR.steps) == "short"
    assert [Face("", "", texts=(words * times,)).length(FOUR.steps) for times in (3, 4, 6, 8)] == ["short", "middling", "long", "longest"]
    assert Face("", "", lists=(Listed("", (words,)),)).length(EIGHT.steps, small=True) == "short", "a list that is not on the back of a small card"


@pytest.mark.parametrize("folder", ["cards", "present"])
def test_without_a_public_address_handouts_say_what_to_set(folder: str) -> None:
    for name, html in made().below(folder).items():
        assert 'class="bcs-code"' not in html and "bcs-address" not in html and "SITE_URL" in html, name
        assert "://" not in html.replace("http://www.w3.org/2000/svg", ""), name
    for name, html in made(SITE).below(folder).items():
        assert 'class="bcs-code"' in html and "SITE_URL" not in html, name
        beside = re.findall(r'<p class="bcs-address">(.*?)</p>.*?<title>QR code: https://([^<]*)</title>', html, re.S)
        assert len(beside) == html.count('class="bcs-code"'), name
        assert all(address.replace("<wbr>", "") == code for address, code in beside), "the address stands there in text"


def test_card_decks_offer_every_deck_with_its_sheets() -> None:
    show = Renderer(DATA)
    show.page = "meeting/cards.md"
    page = BeautifulSoup(show.card_decks(), "html5lib")
    links = {str(link["href"]): link.get_text() for link in page.select("tbody a")}
    assert set(links) == {f"../../cards/{deck.name}/{form.name + '/' if form.name else ''}" for deck in DECKS.values() for form in formats(deck)}
    assert links["../../cards/roles/"] == "1 sheet: Roles, large cards" and links["../../cards/life-cycle/"].startswith("2 sheets")
    assert {f"{cards_page(deck.name, form)}".replace(".md", ".html") for deck in DECKS.values() for form in formats(deck)} <= set(made())


def test_a_deck_keeps_its_address_when_a_phase_gets_another_id() -> None:
    known = DATA.shorts.get("phase") or Short(id="phase")
    shorts = {**DATA.shorts, "phase": known.model_copy(update={"ids": (*known.ids, "reflecting"), "moved": {"reflecting": "phase-learning"}})}
    page = render(replace(DATA, shorts=shorts)).page("cards/phase-reflecting/index.html")
    assert page.select_one("a")["href"] == "../phase-learning/"
    assert "cards/phase-reflecting/index.html" not in made()


OVER = """() => [...document.querySelectorAll('.bcs-deal__card')]
    .filter(card => card.scrollHeight > card.clientHeight + 1 || card.scrollWidth > card.clientWidth + 1)
    .map(card => card.innerText.slice(0, 60))"""


@pytest.mark.browser
@pytest.mark.parametrize("form", [FOUR, EIGHT], ids=["large", "small"])
def test_all_cards_come_out_of_the_printer(chromium: Any, address: str, form: Format) -> None:
    """As many sheets as told, each card whole within its marks."""
    with opened(chromium, address, f"cards/all/{form.name}") as tab:
        pages = printed(tab, 0.2)
        tab.emulate_media(media="print")
        assert tab.evaluate(OVER) == []
        assert not tab.locator(".bcs-paper").is_visible()
    assert len(pages) == len(sheets(DECKS["all"].records, form))
    assert all(page.size == pages[0].size and page.size[0] < page.size[1] for page in pages)
    assert all(page.convert("L").getextrema()[0] < 128 for page in pages), "no sheet is empty"


@pytest.mark.browser
def test_cards_on_a_phone_and_their_button(chromium: Any, address: str) -> None:
    with opened(chromium, address, "cards/roles/eight/", viewport={"width": 320, "height": 700}) as tab:
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= 320
        tab.evaluate("window.print = () => { window.printed = true }")
        tab.get_by_role("button", name="Print").click()
        assert tab.evaluate("window.printed") is True
        tab.emulate_media(color_scheme="dark")
        assert axe(tab) == []


@pytest.mark.browser
def test_cards_need_no_script(chromium: Any, address: str, site: Path) -> None:
    with opened(chromium, address, "cards/roles/", java_script_enabled=False) as tab:
        assert tab.get_by_role("heading", name="Guardian angel").is_visible()
        assert not tab.get_by_role("button", name="Print").is_visible()
        assert len(printed(tab, 0.2)) == 1
