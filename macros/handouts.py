"""Pages without the guide's frame: cards, sheets and slides, to print and to show.

They are no pages of MkDocs: not in the menu, the site map or the search. What they show
comes from decks.py, what they look like from their own style sheets.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Protocol

from markupsafe import Markup

from .addresses import file_of, page_url
from .decks import FOUR, STEPS, card_decks, cards_page, formats, sheets, slides_page
from .model import Case
from .pages import Page
from .render import Renderer
from .sheets import for_office, sheet_page


class Assets(Protocol):
    """What a page takes from the bundle."""

    def inline(self, name: str) -> str:
        """The text of a script, to stand in the page."""

    def styles(self, first: str, html: str) -> str:
        """The sheet `first` and those of the parts that stand in `html`."""

    def address(self, name: str) -> str:
        """The file of a script below the site."""


Files = Mapping[str, Sequence[tuple[str, str, str]]]  # sheet → what each file is, its name beside the page, its size


def handouts(renderer: Renderer, assets: Assets, site_name: str, files: Files = MappingProxyType({})) -> Iterator[tuple[str, str]]:
    """(file below the site, its HTML) for every page that is printed or shown. `files` are
    there to download beside the sheets."""
    made = []
    for page, title, body, sheet, script in (*_cards(renderer), *_slides(renderer), *_sheets(renderer, files)):
        made.append(page)
        renderer.page = page
        yield file_of(page, renderer.directory_urls), renderer.part(
            "plain", title=title, body=Markup(body), site_name=site_name, head=Markup(assets.inline("head.js")),
            styles=Markup(assets.styles(sheet, body)), script=script, source=assets.address(f"{script}.js"),
        )
    for old, new, name in _retired(renderer, made):
        renderer.page = old
        yield file_of(old, renderer.directory_urls), renderer.part("leads_on", name=name, place=new, parts={}, carries=False, script="", canonical="")


def for_meeting(renderer: Renderer, page: str) -> list[tuple[str, str]]:
    """What there is to show and to print of a page that a phase, a story or a tool has to
    itself: (what it is, link from the page)."""
    renderer.page = page
    record = renderer.addresses.owner_of(page) or next((tool for tool in renderer.data.tools.values() if tool.page == page), None)
    if record is None:
        return []
    short = renderer.addresses.short_of(record)
    found = [("Show on a screen", renderer.show(record))]
    if any(deck.name == short for deck in card_decks(renderer.addresses)):
        found.append(("Print cards", renderer.link(cards_page(short, FOUR))))
    if any(sheet.name == short for sheet in for_office(renderer.addresses)):
        found.append(("Print a sheet", renderer.link(sheet_page(short))))
    return [(name, href) for name, href in found if href]


def address_on_paper(renderer: Renderer, page: Page) -> str:
    """What stands at the foot of a page’s prints: its short address, or its own where it has
    none; nothing where the site has no public address."""
    place = f"{page.path}#{page.headings[0].id}" if page.headings else page.path
    record = renderer.addresses.owner_of(page.path) or renderer.addresses.at().get(place)
    record = record or next((tool for tool in renderer.data.tools.values() if tool.page == page.path), None)
    if record is not None:
        return renderer.printed_address(record)
    return (renderer.base + page_url(page.path, renderer.directory_urls)).partition("://")[2] if renderer.base else ""


def _retired(renderer: Renderer, made: list[str]) -> Iterator[tuple[str, str, str]]:
    """(old page, new page, name) for what was made for a phase or a story with an id that
    nobody has any more: the ledger knows what has its place."""
    addresses = renderer.addresses
    live = {addresses.short_of(record) for record in addresses.records()}
    for old, place in addresses.shorts().items():
        owner = addresses.owner_of(place)
        if old in live or owner is None:
            continue
        new = f"/{addresses.short_of(owner)}/"
        yield from ((page.replace(new, f"/{old}/"), page, addresses.name_of(owner)) for page in made if new in page)


_Page = tuple[str, str, str, str, str]  # page, title, body, style sheet, script


def _cards(renderer: Renderer) -> Iterator[_Page]:
    for deck in card_decks(renderer.addresses):
        for form in formats(deck):
            renderer.page = cards_page(deck.name, form)
            left_out = form.two_sided and any(isinstance(record, Case) for record in deck.records)
            sides = sheets(deck.records, form)
            count = sum(bool(record) for side, cards in sides if side == "front" for record in cards)
            body = renderer.part(
                "cards", deck=deck, form=form, sides=sides, count=count, left_out=left_out, large=cards_page(deck.name, FOUR), base=renderer.base,
            )
            yield renderer.page, f"Cards: {deck.title}", body, "cards.css", "paper"


def _slides(renderer: Renderer) -> Iterator[_Page]:
    retired: dict[str, list[str]] = {}
    addresses = renderer.addresses
    live = {addresses.short_of(record): addresses.place_of(record) for record in addresses.records()}
    for old, place in addresses.shorts().items():
        if old not in live:
            retired.setdefault(place, []).append(old)
    for deck, slides in renderer.decks:
        renderer.page = slides_page(deck.name)
        body = renderer.part("slides", deck=deck, slides=slides, steps=STEPS, base=renderer.base, retired=retired, place_of=addresses.place_of,
                             drawings={slide.id: Markup(renderer.drawing(slide.record)) for slide in slides if slide.kind == "figure"})
        yield renderer.page, deck.title, body, "slides.css", "slides"


def _sheets(renderer: Renderer, files: Files) -> Iterator[_Page]:
    for sheet in for_office(renderer.addresses):
        renderer.page = sheet_page(sheet.name)
        body = renderer.part("sheet", sheet=sheet, files=files.get(sheet.name, ()), base=renderer.base)
        yield renderer.page, f"Sheet: {sheet.title}", body, "sheets.css", "paper"
