"""One mark beside every heading and item copies its address."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import real
from test_browser import opened

from macros.addresses import Addresses
from macros.copying import with_copy_links
from macros.render import Renderer

DATA = real()
HERE = Addresses(DATA)


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text("utf-8"), "html5lib")


@pytest.mark.parametrize(("page", "heading", "href"), [
    ("guide/learning.md", '<h2 id="useful-links">Useful links</h2>', "../../go/section-links-5/"),
    ("guide/learning.md", '<h2 id="nobody-lives-here">Here</h2>', "#nobody-lives-here"),
    ("guide/learning.md", '<h1 id="learning">Learning</h1>', "../../go/phase-learning/"),
    ("cases/semo.md", '<h1 id="story-semo">SEMO</h1>', "../../go/story-semo/"),
    ("index.md", '<h1 id="home">Home</h1>', "./"),
])
def test_a_heading_has_the_address_of_what_lives_there(page: str, heading: str, href: str) -> None:
    made = with_copy_links(Renderer(DATA), f"<p>a</p>\n{heading}\n<p>b</p>", page)
    assert heading in made, "the heading itself stays as it is"
    mark = BeautifulSoup(made, "html5lib").select_one("div.bcs-heading > :is(h1, h2) + a.bcs-copy[data-copy]")
    assert mark is not None and mark["href"] == href and mark.text.startswith("Copy link to ")


def test_a_template_s_own_mark_is_the_only_one() -> None:
    html = '<div class="bcs-heading">\n<h3 id="domain-complex-name">Complex</h3>\n<a class="bcs-copy" href="x">y</a>\n</div>'
    assert with_copy_links(Renderer(DATA), html, "guide/getting-together.md") == html


def test_every_heading_has_one_mark_and_a_clean_name(site: Path) -> None:
    seen = 0
    for path in sorted(site.rglob("index.html")):
        if path.relative_to(site).parts[0] == "go":
            continue
        for heading in soup(path).select("article :is(h1, h2, h3, h4)[id]"):
            seen += 1
            assert not heading.select("a.bcs-copy"), f"{path}: {heading}"
            [mark] = heading.parent.find_all("a", class_="bcs-copy", recursive=False)
            assert heading.parent["class"] == ["bcs-heading"] and mark.find_previous_sibling() is heading
            assert mark.get_text().startswith("Copy link to ") and len(mark.get_text()) >= 14
    assert seen > 300


def test_every_item_has_a_mark_where_it_lives(site: Path) -> None:
    """Records whose short address opens an item's own place; a situation without stories
    only leads on, and a section is marked at its heading."""
    found: dict[str, set[str]] = {}
    for record in HERE.records():
        place, short = HERE.place_of(record), HERE.short_of(record)
        if place == "index.md" or short.startswith("section-"):
            continue
        page = place.partition("#")[0]
        if page not in found:
            file = site / page.removesuffix(".md").removesuffix("index") / "index.html"
            found[page] = {str(mark["href"]).rstrip("/").rpartition("/")[2] for mark in soup(file).select("article a.bcs-copy")}
        assert short in found[page], f"{short} has no mark on {page}"


def test_a_mark_is_named_for_what_it_copies(site: Path) -> None:
    page = soup(site / "guide" / "learning" / "index.html")
    for factor in DATA.factors.values():
        if factor.phase == "learning":
            [mark] = page.select(f'#{factor.id} a.bcs-copy')
            assert mark.get_text(" ", strip=True) == f"Copy link to {factor.wording}"


@pytest.mark.browser
@pytest.mark.parametrize("key", ["click", "Enter"])
def test_copying_says_so_and_stays_on_the_page(chromium: Any, address: str, key: str) -> None:
    with opened(chromium, address, "guide/learning.md", permissions=["clipboard-read", "clipboard-write"], viewport={"width": 375, "height": 800}) as tab:
        tab.locator("summary", has_text=DATA.factors["reflection-by-design"].wording).click()
        mark = tab.locator("#reflection-by-design a.bcs-copy")
        assert mark.is_visible()
        box = mark.bounding_box()
        assert box["width"] >= 24 and box["height"] >= 24
        before = tab.url
        assert tab.locator("[role=status].bcs-said").inner_text() == ""
        if key == "click":
            mark.click()
        else:
            mark.press(key)
        from playwright.sync_api import expect

        expect(tab.locator(".bcs-said")).to_have_text("Link copied")
        assert tab.evaluate("navigator.clipboard.readText()") == f"{address}go/factor-reflection-by-design/"
        assert tab.url == before


@pytest.mark.browser
def test_without_javascript_the_mark_is_a_link_to_the_item(chromium: Any, address: str) -> None:
    with opened(chromium, address, "guide/learning.md", java_script_enabled=False) as tab:
        tab.locator("summary", has_text=DATA.factors["reflection-by-design"].wording).click()
        tab.locator("#reflection-by-design a.bcs-copy").click()
        tab.wait_for_url("**/guide/learning/#reflection-by-design")
