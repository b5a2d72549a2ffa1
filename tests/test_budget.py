"""How heavy a first visit may be: bytes, requests, and nothing that moves."""

from __future__ import annotations

import gzip
import time
import urllib.parse
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import Handler, served

pytestmark = pytest.mark.browser

KB = 1024
HEAVY = {"cases/matrix.md", "reference/glossary.md"}
NAMED = "[...document.querySelectorAll('link[rel=icon], link[rel=manifest]')].map(link => link.href)"  # not every browser asks for them
SHIFT = """() => new Promise(done => {
    const moved = [];
    new PerformanceObserver(list => {
        for (const entry of list.getEntries()) moved.push([entry.value, ...entry.sources.map(({node}) => node?.className || node?.nodeName || 'something')]);
    }).observe({type: 'layout-shift', buffered: true});
    setTimeout(() => done(moved), 400);
})"""


def budget(page: str) -> tuple[int, int]:
    """Bytes (gzipped) and requests that a first visit to a page may take."""
    if page == "index.md":
        return 30 * KB, 6
    return (48 if page in HEAVY or page.startswith("meeting/") else 40) * KB, 8


def first_visit(tab: Any, site: Path) -> dict[str, int]:
    """What a first visit fetches: the gzipped size of each file by its address."""
    found = {}
    for asked in {*tab.asked, *tab.evaluate(NAMED)}:
        path = site.parent / urllib.parse.unquote(urllib.parse.urlsplit(asked).path).lstrip("/")
        path = path / "index.html" if path.is_dir() else path
        found[asked] = len(gzip.compress(path.read_bytes(), 6))
    return found


def too_heavy(tab: Any, site: Path, page: str) -> list[str]:
    """What a first visit has above its budget. Asked of every page in test_browser.py."""
    tab.wait_for_timeout(300)
    files, (most, requests) = first_visit(tab, site), budget(page)
    return [f"{sum(files.values())} bytes in {len(files)} requests: {files}"] if sum(files.values()) > most or len(files) > requests else []


STILL = [
    "", "guide/before-starting/", "guide/supporting/", "guide/supporting/?header", "cases/semo/", "cases/matrix/", "reference/glossary/",
    "reference/voices/", "search/?q=trust",
]


class InPieces(Handler):
    """The top of a page comes in pieces of about a kilobyte, as on a slow line, and scripts come late.

    With `?header` its header comes element by element.
    """

    def copyfile(self, source: Any, outputfile: Any) -> None:
        text = source.read()
        if self.path.endswith(".js"):
            time.sleep(0.2)
        start = text.find(b"<body")
        if start < 0:
            outputfile.write(text)
            return
        step, pause, end = (1, 0.05, text.find(b"</header>")) if "?header" in self.path else (KB, 0.01, start + 40 * KB)
        cuts = {text.find(b"<", at) for at in range(start, min(end, len(text)), step)}  # between elements
        for begin, finish in pairwise([0, *sorted(cut for cut in cuts if cut > 0), len(text)]):
            outputfile.write(text[begin:finish])
            outputfile.flush()
            time.sleep(pause)


@pytest.fixture(scope="module")
def slowly(site: Path) -> Iterator[str]:
    with served(site.parent, InPieces) as base:
        yield f"{base}/{site.name}/"


@pytest.mark.parametrize("width", [375, 1440])
@pytest.mark.parametrize("page", STILL)
def test_nothing_moves(chromium: Any, slowly: str, page: str, width: int) -> None:
    """Neither while the page arrives nor when the scripts do."""
    context = chromium.new_context(viewport={"width": width, "height": 900})
    tab = context.new_page()
    try:
        tab.goto(slowly + page, wait_until="load")
        if "?q=" in page:
            tab.locator("[data-search=answered]").wait_for()
        assert tab.evaluate(SHIFT) == []
    finally:
        context.close()
