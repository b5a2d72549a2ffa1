"""How the search does: what it weighs, finds, and how soon it answers.

    python -m benchmarks.search [SITE]

A built site, ours unless another is named, served with gzip to headless Chromium. Cold:
from the first letter typed, right after the field is opened on a page without any of the
search, to the first results; on a line of 1.6 Mbit/s with 150 ms round trips and with the
processor slowed four times. Warm: from a letter to its results painted, over the first
twenty queries of tests/queries.yml typed letter by letter.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import statistics
import subprocess
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parent.parent
RUNS = 5
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8, "uploadThroughput": 750e3 / 8}
WATCH = """() => {
    const input = document.querySelector('.bcs-search input[name=q]');
    window.spans = [];
    let since = 0;
    input.addEventListener('input', () => { since = since || performance.now(); }, true);
    new MutationObserver(() => {
        if (!since || !document.querySelector('.bcs-found--box:not([hidden]) li')) return;
        const from = since;
        since = 0;
        requestAnimationFrame(() => setTimeout(() => spans.push(performance.now() - from)));
    }).observe(document.querySelector('.bcs-search'), {childList: true, subtree: true, attributes: true});
}"""


class _Gzipped(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


def opened(browser: Any, address: str, slow: float) -> tuple[Any, Any]:
    """A page on a desk, the watch set, the processor slowed."""
    tab = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    tab.goto(f"{address}guide/learning/", wait_until="load")
    tab.evaluate(WATCH)
    session = tab.context.new_cdp_session(tab)
    session.send("Emulation.setCPUThrottlingRate", {"rate": slow})
    return tab, session


def cold(browser: Any, address: str) -> float:
    tab, session = opened(browser, address, 4)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW)
    tab.keyboard.press("Control+k")
    tab.keyboard.type("trust")
    tab.wait_for_selector(".bcs-found--box li")
    tab.wait_for_timeout(200)
    span: float = tab.evaluate("spans[0]")
    tab.context.close()
    return span


def warm(browser: Any, address: str, slow: float) -> list[float]:
    tab, _ = opened(browser, address, slow)
    field = tab.locator(".bcs-search input[name=q]")
    field.fill("trust")
    tab.wait_for_selector(".bcs-found--box .bcs-found__text mark")
    tab.wait_for_timeout(1500)
    tab.evaluate("spans.length = 0")
    for query in yaml.safe_load((ROOT / "tests" / "queries.yml").read_text("utf-8"))[:20]:
        field.fill("")
        tab.keyboard.type(query["query"], delay=60)
        tab.wait_for_timeout(100)
    spans: list[float] = tab.evaluate("spans")
    tab.context.close()
    return sorted(spans)


def lines(site: Path) -> list[str]:
    """The figures, as a part of results.md."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "tools"))
    from prepare import find_chromium

    program = find_chromium()
    assert program, "no Chromium as people have it: put one on PATH, or python -m playwright install chromium"
    sizes = {}
    for name, part in (("the program", ""), ("names, records and synonyms", "first-"), ("index and texts", "second-")):
        [path] = (site / "assets").glob(f"search-{part}????????.js")
        sizes[name] = len(gzip.compress(path.read_bytes(), 6)) / 1024
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Gzipped, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        firsts = sorted(cold(browser, address) for _ in range(RUNS))
        plain, slowed = warm(browser, address, 1), warm(browser, address, 4)
        browser.close()
    server.shutdown()
    return [
        "Search, gzipped: " + ", ".join(f"{name} {size:.0f} KB" for name, size in sizes.items()) + ".", "",
        f"- First results, cold on the slow line: {statistics.median(firsts):.0f} ms (median of {RUNS}; {firsts[0]:.0f} to {firsts[-1]:.0f})",
        *(
            f"- From a letter to its results painted{said}: {statistics.median(spans):.0f} ms (median of {len(spans)}), 95 of 100 within "
            f"{spans[int(len(spans) * 0.95)]:.0f} ms"
            for said, spans in (("", plain), (", processor slowed four times", slowed))
        ), "",
    ]


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        site = Path(arguments[0]) if arguments else Path(folder) / "site"
        if not arguments:
            subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "--site-dir", str(site)], cwd=ROOT, check=True)
        print("\n".join(lines(site)))


if __name__ == "__main__":
    main(sys.argv[1:])
