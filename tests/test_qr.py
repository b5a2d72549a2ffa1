"""QR codes: read as a camera reads them, from what is printed and shown."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import pypdfium2
import pytest
import zxingcpp
from bs4 import BeautifulSoup
from conftest import real
from PIL import Image, ImageDraw, ImageFilter
from test_browser import opened

from macros.addresses import Addresses
from macros.decks import card_decks
from macros.qr import QUIET, Code, code_of
from macros.render import Renderer

DATA = real()
HERE = Addresses(DATA)
SITE = "https://example.org/guide/"


def read_codes(picture: Image.Image) -> list[str]:
    """What a camera finds in a picture."""
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


def printed(tab: Any, scale: float = 2) -> list[Image.Image]:
    """The sheets that printing a page gives, as pictures; a scale of 2 is 144 dots to the inch."""
    return [page.render(scale=scale).to_pil() for page in pypdfium2.PdfDocument(tab.pdf(prefer_css_page_size=True))]


def drawn(code: Code, module: int = 4) -> Image.Image:
    picture = Image.new("L", (code.size * module,) * 2, 255)
    draw = ImageDraw.Draw(picture)
    for x, y, length in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)", code.path):
        top = (float(y) - 0.5) * module
        draw.rectangle((float(x) * module, top, (float(x) + float(length)) * module - 1, top + module - 1), fill=0)
    return picture


@pytest.mark.build
def test_every_short_address_has_a_code_that_is_read_blurred_too() -> None:
    show = Renderer(DATA, site_url=SITE)
    for record in HERE.records():
        if not show.addresses.short_of(record).startswith("section-"):
            code = show.code_of(record)
            assert code and read_codes(drawn(code).filter(ImageFilter.GaussianBlur(1))) == [f"{SITE}go/{HERE.short_of(record)}/"], record.id


def test_a_code_keeps_its_quiet_zone() -> None:
    code = code_of(SITE)
    assert code.text == SITE
    edges = [(float(x), float(y), float(x) + float(length)) for x, y, length in re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)", code.path)]
    assert min(x for x, _, _ in edges) == QUIET and max(end for _, _, end in edges) == code.size - QUIET
    assert min(y for _, y, _ in edges) == QUIET + 0.5 and max(y for _, y, _ in edges) == code.size - QUIET - 0.5


@pytest.mark.parametrize("site_url", [None, "", "http://127.0.0.1:8000/", "http://localhost/guide/"])
def test_no_code_and_no_address_without_a_public_one(site_url: str | None) -> None:
    show, record = Renderer(DATA, site_url=site_url), DATA.factors["clear-purpose"]
    assert show.code_of(record) is None and show.printed_address(record) == ""


def leads_to(site: Path, address: str) -> str:
    """Where the site's page at an address sends those who come."""
    page = site / address.removeprefix(SITE) / "index.html"
    return str(BeautifulSoup(page.read_text("utf-8"), "html5lib").select("body a")[0]["href"])


@pytest.mark.browser
def test_codes_on_printed_cards_open_what_is_on_the_card(chromium: Any, address: str, site: Path) -> None:
    """Every card of the guide, from the sheets as they come out of the printer."""
    records = card_decks(HERE)[-1].records
    with opened(chromium, address, "cards/all/") as tab:
        found = [text for sheet in printed(tab) for text in read_codes(sheet)]
    assert sorted(found) == sorted(f"{SITE}go/{HERE.short_of(record)}/" for record in records)
    for record in records:
        place, _, anchor = leads_to(site, f"{SITE}go/{HERE.short_of(record)}/").partition("#")
        assert ("../../" + HERE.place_of(record).replace(".md", "/").partition("#")[0] == place) and anchor == HERE.place_of(record).partition("#")[2]


@pytest.mark.browser
def test_a_code_is_never_inverted(chromium: Any, address: str) -> None:
    """In the dark and in forced colours, on the screen; and following it arrives."""
    with opened(chromium, address, "cards/phase-learning/", color_scheme="dark", viewport={"width": 1000, "height": 800}) as tab:
        for forced in ("none", "active"):
            tab.emulate_media(color_scheme="dark", forced_colors=forced)
            shot = Image.open(io.BytesIO(tab.locator(".bcs-code").first.screenshot()))
            assert shot.convert("L").getpixel((2, 2)) > 250, forced
            [text] = read_codes(shot)
        tab.goto(text.replace(SITE, address))
        tab.wait_for_url(f"{address}guide/learning/#*")
