"""A slow line and a slow phone: what a visit costs in headless Chromium.

Slow 4G is 1.6 Mbit/s with 150 ms a round trip; the processor is slowed four times, the
cache is empty, and the server compresses as a host of static pages does.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import mimetypes
import statistics
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
WATCH = """
    window.largest = 0; window.blocked = 0;
    const watch = (type, told) => new PerformanceObserver(list => list.getEntries().forEach(told)).observe({type, buffered: true});
    watch('largest-contentful-paint', entry => { largest = entry.startTime; });
    watch('longtask', entry => { blocked += entry.duration - 50; });
    addEventListener('click', event => sessionStorage.setItem('clicked', performance.timeOrigin + event.timeStamp), true);
"""
PAINTED = """() => new Promise(done => new PerformanceObserver(
    list => done(performance.timeOrigin + list.getEntries()[0].startTime - sessionStorage.clicked)
).observe({type: 'paint', buffered: true}))"""


class _Compressing(http.server.SimpleHTTPRequestHandler):
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
    drawings: set[str] = set()  # data: in a style sheet asks nobody for anything
    session.on("Network.requestWillBeSent", lambda told: drawings.add(told["requestId"]) if told["request"]["url"].startswith("data:") else None)
    session.on("Network.loadingFinished", lambda told: weights.append(told["encodedDataLength"]) if told["requestId"] not in drawings else None)
    tab.goto(url, wait_until="load")
    tab.wait_for_timeout(1000)
    found = sum(weights) / 1024, float(len(weights)), tab.evaluate("largest"), tab.evaluate("blocked")
    tab.context.close()
    return found


def visits(browser: Any, base: str, pages: tuple[str, ...], runs: int) -> list[tuple[float, ...]]:
    """For each page the medians of its first visits."""
    return [tuple(statistics.median(values) for values in zip(*(visit(browser, base + page) for _ in range(runs)), strict=True)) for page in pages]


def next_page(browser: Any, url: str, pointed: int) -> float:
    """Milliseconds from the click on the first link of the text to the next page's first
    paint, the link `pointed` at for so many milliseconds before; 0 is a touch."""
    tab, _ = slow_tab(browser)
    tab.goto(url, wait_until="load")
    link = tab.locator("main a[href]:not([href=''], [href*='#'], [data-copy]):visible").first
    if pointed:
        link.hover()
        tab.wait_for_timeout(pointed)
    with tab.expect_navigation(wait_until="load"):
        link.click() if pointed else link.dispatch_event("click")
    painted: float = tab.evaluate(PAINTED)
    tab.context.close()
    return painted
