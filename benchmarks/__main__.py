"""What a first visit costs, and how long building and checking take, side by side with others.

    make bench        (python -m benchmarks)

Writes benchmarks/results.md. A first visit: headless Chromium with an empty cache on Slow
4G (1.6 Mbit/s, 150 ms a round trip), its processor slowed four times, from a server that
compresses; the median of five. Bytes are those that cross the line. Blocking time is what
tasks take above 50 ms each. The next page: from the click to its first paint, half a
second after its link was pointed at. Peers: peers.py. Compare only figures of one run, on
a machine that does nothing else.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import mimetypes
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from .peers import PEERS, Pages

ROOT = Path(__file__).resolve().parent.parent
VISITED = ("", "guide/sustaining/", "cases/semo/", "reference/glossary/")
RUNS = 5
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
WATCH = """
    window.largest = 0; window.blocked = 0;
    const watch = (type, told) => new PerformanceObserver(list => list.getEntries().forEach(told)).observe({type, buffered: true});
    watch('largest-contentful-paint', entry => { largest = entry.startTime; });
    watch('longtask', entry => { blocked += entry.duration - 50; });
"""


def command(*arguments: str) -> float:
    """Run a module of this Python; returns the seconds that it took."""
    environ = {**os.environ, "SITE_URL": "https://example.org/", "PYTHONPATH": str(ROOT / "tools")}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", *arguments], cwd=ROOT, check=True, capture_output=True, env=environ)
    return time.perf_counter() - start


def median(*arguments: str) -> float:
    return statistics.median(command(*arguments) for _ in range(RUNS))


class _Compressing(http.server.SimpleHTTPRequestHandler):
    """Sends files as a host of static pages does."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        found = path.is_file()
        body = gzip.compress(path.read_bytes(), 6) if found else b""
        self.send_response(200 if found else 404)
        if found:
            self.send_header("Content-Type", mimetypes.guess_type(path.name)[0] or "application/octet-stream")
            self.send_header("Content-Encoding", "gzip")
            self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """The address of a site while the block runs."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Compressing, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def slow_tab(browser: Any) -> tuple[Any, Any]:
    """A page in a context of its own, throttled, and its session of the DevTools protocol."""
    tab = browser.new_context(viewport={"width": 412, "height": 823}).new_page()
    tab.add_init_script(WATCH)
    session = tab.context.new_cdp_session(tab)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    return tab, session


def visit(browser: Any, url: str) -> tuple[float, float, float, float]:
    """A first visit: (kilobytes, requests, largest paint, blocking time); times in milliseconds."""
    tab, session = slow_tab(browser)
    weights: list[float] = []
    session.on("Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"]))
    tab.goto(url, wait_until="load")
    tab.wait_for_timeout(1500)
    found = sum(weights) / 1024, float(len(weights)), tab.evaluate("largest"), tab.evaluate("blocked")
    tab.context.close()
    return found


def next_page(browser: Any, url: str) -> float:
    """Milliseconds from a click on the first link of the text to the next page's first paint."""
    tab, _ = slow_tab(browser)
    tab.goto(url, wait_until="load")
    link = tab.locator("main a[href]:not([href*='#'], [data-copy])").first
    link.hover()
    tab.wait_for_timeout(500)
    clicked = tab.evaluate("Date.now()")
    with tab.expect_navigation(wait_until="load"):
        link.click()
    painted = tab.evaluate("""() => new Promise(done => {
        new PerformanceObserver(list => done(performance.timeOrigin + list.getEntries()[0].startTime)).observe({type: 'paint', buffered: true});
    })""")
    tab.context.close()
    return float(painted - clicked)


def texts(site: Path) -> Pages:
    """The guide's pages for other shells: title and text."""
    pages: Pages = {}
    for path in sorted(site.rglob("index.html")):
        page = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        body, title = page.select_one(".bcs-page__body"), page.select_one("h1")
        if body and title:
            address = f"{path.parent.relative_to(site).as_posix()}/".removeprefix("./")
            pages[address] = title.get_text(" ", strip=True), body.decode_contents()
    return pages


def measured(browser: Any, site: Path) -> list[tuple[float, ...]]:
    """For each page of VISITED the medians of RUNS first visits."""
    with served(site) as base:
        visits = [[visit(browser, base + page) for _ in range(RUNS)] for page in VISITED]
    return [tuple(statistics.median(values) for values in zip(*runs, strict=True)) for runs in visits]


def main() -> None:
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "tools"))
    from prepare import find_browser

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        sites = {"This guide": folder / "guide"}
        build = median("mkdocs", "build", "--site-dir", str(folder / "guide"))
        check, again = median("macros"), median("prepare")
        pages = texts(folder / "guide")
        for number, (peer, make) in enumerate(PEERS.items()):
            (folder / str(number)).mkdir()
            sites[peer] = make(folder / str(number), pages)
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        found = {peer: measured(browser, site) for peer, site in sites.items()}
        with served(folder / "guide") as base:
            following = statistics.median(next_page(browser, base) for _ in range(RUNS))
        browser.close()
    lines = [
        "# What we measured", "",
        "Made by `make bench`; the docstring of `__main__.py` says what is counted, and how.",
        f"{date.today():%-d %B %Y}, Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores.", "",
        f"- Building the whole guide: {build:.1f} s (median of {RUNS})",
        f"- Checking the data alone: {check:.2f} s (median of {RUNS})",
        f"- Setting up when nothing has changed: {again:.2f} s (median of {RUNS})",
        f"- The next page after its link was pointed at for half a second: {following:.0f} ms (median of {RUNS})", "",
        "A first visit on Slow 4G: KB, requests, largest paint, blocking time.", "",
        "| Page | " + " | ".join(found) + " |", "|---" * (len(found) + 1) + "|",
        *(
            f"| /{page} | " + " | ".join("{:.1f} KB, {:.0f}, {:.0f} ms, {:.0f} ms".format(*rows[index]) for rows in found.values()) + " |"
            for index, page in enumerate(VISITED)
        ), "",
    ]
    (ROOT / "benchmarks" / "results.md").write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
