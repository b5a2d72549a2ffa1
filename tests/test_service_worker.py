"""What the service worker keeps, and what it shows when the network does not answer: in a real browser."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import Handler, mkdocs, served, small_project

from macros.products import size
from macros.saving import listing

pytestmark = pytest.mark.browser
EDITIONS = {"one": ("1795600000", "25 November 2026"), "two": ("1796600000", "6 December 2026")}

OFFLINE = """---
title: Without a network
description: What the browser keeps of the pages that were visited, and how to keep all of them.
---

# Without a network

{{ downloads() }}

{{ saving() }}
"""


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two builds of a small guide, and one that keeps nothing any more, each in a folder `guide` of its own."""
    folder = tmp_path_factory.mktemp("builds")
    project = small_project(folder / "project")
    (project / "docs" / "meeting").mkdir(exist_ok=True)
    (project / "docs" / "meeting" / "offline.md").write_text(OFFLINE, "utf-8")
    page = project / "docs" / "guide" / "sustaining.md"
    settings = project / "mkdocs.yml"
    for name, change in (
        ("one", lambda: None),
        ("two", lambda: page.write_text(page.read_text("utf-8").replace("\n# ", "\n# Newer: ", 1), "utf-8")),
        ("off", lambda: settings.write_text(settings.read_text("utf-8") + "\nextra:\n  service_worker: false\n", "utf-8")),
    ):
        change()
        when = EDITIONS.get(name, EDITIONS["two"])[0]
        done = mkdocs("build", "-q", "-d", str(folder / name / "guide"), cwd=project, SITE_URL="https://example.org/guide/", SOURCE_DATE_EPOCH=when)
        assert done.returncode == 0, done.stderr
    return folder


class Network:
    """A line that can be cut or slow, and what it leads to: the folder of one build or another."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.up, self.address = folder, True, ""
        self.fast = threading.Event()
        self.fast.set()

    def handler(network) -> type[Handler]:
        class Line(Handler):
            def translate_path(self, path: str) -> str:
                self.directory = str(network.folder)
                return super().translate_path(path)

            def end_headers(self) -> None:
                self.send_header("Cache-Control", "max-age=0")  # what a browser holds as fresh is no network
                super().end_headers()

            def do_GET(self) -> None:
                if "text/html" in self.headers.get("Accept", ""):
                    network.fast.wait(20)
                if network.up:
                    super().do_GET()
                else:
                    self.close_connection = True  # without an answer

        return Line


@pytest.fixture
def network(builds: Path) -> Iterator[Network]:
    found = Network(builds / "one")
    with served(found.folder, found.handler()) as base:
        found.address = f"{base}/guide/"
        yield found
        found.fast.set()


@pytest.fixture
def tab(chromium: Any, network: Network) -> Iterator[Any]:
    context = chromium.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


KEPT = """async () => {
    const found = {};
    for (const name of await caches.keys()) found[name] = (await (await caches.open(name)).keys()).map(request => new URL(request.url).pathname);
    return found;
}"""


def until(tab: Any, condition: str, argument: Any = None) -> None:
    """Wait until an asynchronous condition holds; Playwright itself takes a promise for yes."""
    tab.evaluate(f"async given => {{ while (!await ({condition})(given)) await new Promise(done => setTimeout(done, 50)); }}", argument)


def kept(tab: Any) -> list[str]:
    """The pages that the one cache of the guide holds."""
    caches = {name: paths for name, paths in tab.evaluate(KEPT).items() if name.startswith("bcs:/guide/:")}
    assert len(caches) == 1, caches
    return sorted(path for path in next(iter(caches.values())) if path.endswith("/"))


def visit(tab: Any, network: Network, *pages: str) -> None:
    """Open pages and wait until each is kept."""
    for page in pages:
        tab.goto(network.address + page)
        until(tab, "async () => await caches.match(location.href) && navigator.serviceWorker.controller")


def test_only_what_was_visited_is_there_without_a_network(tab: Any, network: Network) -> None:
    visit(tab, network, "", "guide/sustaining/")
    assert kept(tab) == ["/guide/", "/guide/guide/sustaining/"]
    network.up = False
    tab.goto(network.address + "guide/sustaining/?a=b#top")
    mark = tab.locator(".bcs-saved")
    assert mark.is_visible() and "in the edition of 25 November 2026. The network did not answer in time." in mark.inner_text()
    assert tab.locator("h1").inner_text() == "Sustaining" and not tab.locator(".bcs-saved__newer").is_visible()
    short = next(name for name, place in json.loads((network.folder / "guide/assets/shorts.json").read_text("utf-8")).items() if "sustaining/#" in place)
    tab.goto(f"{network.address}go/{short}/")
    assert "/guide/guide/sustaining/#" in tab.url and tab.evaluate("document.querySelector(':target') !== null")
    answer = tab.goto(network.address + "reference/glossary/")
    assert answer.status == 503 and tab.locator("h1").inner_text() == "This page is not on your device"
    tab.wait_for_selector("[data-kept] li")
    assert tab.locator("[data-kept] a").evaluate_all("links => links.map(link => link.pathname)") == ["/guide/", "/guide/guide/sustaining/"]
    network.up = True
    tab.get_by_role("link", name="Try again").click()
    tab.wait_for_selector("h1:has-text('Glossary')")
    assert not mark.is_visible()


def test_a_newer_page_is_offered_and_not_swapped_in(tab: Any, network: Network, builds: Path) -> None:
    """After the time limit the kept page comes; the newer answer only when the reader asks for it."""
    visit(tab, network, "", "guide/sustaining/")
    network.folder = builds / "two"
    network.fast.clear()
    tab.goto(network.address + "guide/sustaining/", wait_until="commit")
    tab.wait_for_selector(".bcs-saved:visible")
    assert "25 November 2026" in tab.locator(".bcs-saved").inner_text() and not tab.locator(".bcs-saved__newer").is_visible()
    network.fast.set()
    tab.wait_for_selector(".bcs-saved__newer:visible")
    assert tab.locator("h1").inner_text() == "Sustaining"
    tab.get_by_role("link", name="Show it").click()
    tab.wait_for_selector("h1:has-text('Newer: Sustaining')")
    assert not tab.locator(".bcs-saved").is_visible()


def test_online_the_newest_comes_at_once_and_what_was_kept_follows(tab: Any, network: Network, builds: Path) -> None:
    """Each build has a cache; the older one goes when its pages are there in the new edition. Other sites’ caches stay."""
    visit(tab, network, "", "guide/sustaining/")
    tab.evaluate("async () => { for (const name of ['bcs:/:1', 'bcs:/guide/two/:1', 'bcs:/other/:1']) await caches.open(name); }")
    before = set(tab.evaluate("caches.keys()"))
    network.folder = builds / "two"
    tab.goto(network.address)
    gone = "async before => { const names = await caches.keys(); return names.length === before.length && names.some(name => !before.includes(name)); }"
    until(tab, gone, sorted(before))
    assert set(tab.evaluate("caches.keys()")) >= {"bcs:/:1", "bcs:/guide/two/:1", "bcs:/other/:1"}
    assert kept(tab) == ["/guide/", "/guide/guide/sustaining/"]
    network.up = False
    tab.goto(network.address + "guide/sustaining/")
    assert tab.locator("h1").inner_text() == "Newer: Sustaining" and "6 December 2026" in tab.locator(".bcs-saved").inner_text()


def test_everything_can_be_saved_and_forgotten_for_good(tab: Any, network: Network, builds: Path) -> None:
    visit(tab, network, "meeting/offline/")
    tab.get_by_role("button", name="Save everything (").click()
    tab.wait_for_selector("[data-offline-status]:has-text('Everything is kept in this browser.')")
    assert not [name for name in ("sw.js", "everything.json", "sitemap.xml", ".build.json") if f"/guide/{name}" in str(tab.evaluate(KEPT))]
    network.up = False
    for page in ("cases/papakura/", "reference/glossary/"):
        assert tab.goto(network.address + page).status == 200 and tab.locator(".bcs-saved").is_visible()
    tab.keyboard.press("/")
    tab.keyboard.type("sustaining")
    tab.wait_for_selector(".bcs-found--box a")
    network.up = True

    visit(tab, network, "meeting/offline/")
    tab.get_by_role("button", name="Stop, and forget all of it").click()
    tab.wait_for_selector("[data-offline-status]:has-text('Nothing is kept in this browser any more.')")
    gone = "async () => [await caches.keys(), (await navigator.serviceWorker.getRegistrations()).length]"
    assert tab.evaluate("document.activeElement.textContent") == "Keep the pages that I visit"
    for page in ("guide/sustaining/", "meeting/offline/"):
        tab.goto(network.address + page, wait_until="networkidle")
        assert tab.evaluate(gone) == [[], 0], page
    assert tab.locator("[data-offline-status]").inner_text() == "Nothing is kept in this browser."
    tab.get_by_role("button", name="Keep the pages that I visit").click()
    tab.wait_for_function("() => navigator.serviceWorker.controller !== null")
    visit(tab, network, "guide/sustaining/")
    assert "/guide/guide/sustaining/" in kept(tab)


def test_the_guide_can_take_it_away_from_every_device(tab: Any, network: Network, builds: Path) -> None:
    """With `service_worker: false` in mkdocs.yml."""
    visit(tab, network, "", "guide/sustaining/")
    network.folder = builds / "off"
    tab.goto(network.address)
    until(tab, "async () => (await caches.keys()).length === 0 && (await navigator.serviceWorker.getRegistrations()).length === 0")


def test_what_everything_is(builds: Path) -> None:
    """Each page and all that pages load; nothing that is only taken along, and no page that only leads on."""
    site = builds / "one" / "guide"
    files = json.loads((site / "everything.json").read_text("utf-8"))["files"]
    assert "" in files and "guide/sustaining/" in files and [name for name in files if name.startswith("assets/search-second-")]
    assert not [name for name in files if name.startswith(("go/", "files/", "assets/social/")) or name.endswith(("404.html", "503.html", ".csv", "index.html"))]
    said = (site / "meeting/offline/index.html").read_text("utf-8")
    whole = sum(path.stat().st_size for path in listing(site))
    assert any(f"Save everything ({size(whole - later)})" in said for later in (0, 1000)), "but for what the page says itself"




def test_builds_of_other_files_have_other_caches(builds: Path) -> None:
    told = {name: json.loads((builds / name / "guide/sw.js").read_text("utf-8").partition("=")[2].partition(";\n")[0]) for name in ("one", "two", "off")}
    assert told["one"]["version"] != told["two"]["version"] and [build["off"] for build in told.values()] == [False, False, True]
