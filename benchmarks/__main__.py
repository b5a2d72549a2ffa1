"""What a first visit weighs, and how long building and checking take.

    make bench        (python -m benchmarks)

Writes benchmarks/results.md. Weight: every file that headless Chromium asks for when it
opens a page with an empty cache, each gzipped at level 6, in units of 1024 bytes. The
yardstick is the same pages built with Material as it comes. Time: the median of five
runs on the machine at hand, so compare only figures of one machine.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("", "guide/before-starting/", "guide/sustaining/", "cases/semo/", "cases/matrix/", "reference/glossary/", "reference/source-map/")
RUNS = 5
PLAIN = """site_name: Better Connected Services
site_url: https://example.org/
docs_dir: {docs}
theme:
  name: material
  font: false
plugins:
  - search
  - macros:
      module_name: {macros}
markdown_extensions: [admonition, attr_list, md_in_html, tables, {{toc: {{permalink: true}}}}]
hooks: [{navigation}]
"""


def command(*arguments: str, cwd: Path = ROOT) -> float:
    """Run a module of this Python; returns the seconds that it took."""
    environ = {**os.environ, "SITE_URL": "https://example.org/", "PYTHONPATH": str(ROOT / "tools")}
    start = time.perf_counter()
    subprocess.run([sys.executable, "-m", *arguments], cwd=cwd, check=True, capture_output=True, env=environ)
    return time.perf_counter() - start


def median(*arguments: str) -> float:
    return statistics.median(command(*arguments) for _ in range(RUNS))


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: object) -> None:
        pass


def weights(site: Path) -> dict[str, float]:
    """Kilobytes of a first visit to each page of PAGES."""
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "tools"))
    from prepare import find_browser

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        for page in PAGES:
            context = browser.new_context()
            tab = context.new_page()
            asked: set[str] = set()
            tab.on("request", lambda request, asked=asked: asked.add(request.url))
            tab.goto(f"http://127.0.0.1:{server.server_port}/{page}", wait_until="load")
            tab.wait_for_timeout(1000)
            total = 0
            for url in asked:
                path = site / urllib.parse.unquote(urllib.parse.urlsplit(url).path).lstrip("/")
                path = path / "index.html" if path.is_dir() else path
                if path.is_file():
                    total += len(gzip.compress(path.read_bytes(), 6))
            found[page] = total / 1024
            context.close()
        browser.close()
    server.shutdown()
    return found


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, plain = folder / "ours", folder / "plain"
        build = median("mkdocs", "build", "--site-dir", str(ours))
        check = median("macros")
        again = median("prepare")
        ours_weight = weights(ours)
        tree = folder / "tree"
        shutil.copytree(ROOT, tree, ignore=shutil.ignore_patterns(".git", ".venv*", "node_modules*", "site*", "overrides"))
        (tree / "mkdocs.yml").write_text(PLAIN.format(docs="docs", macros="macros", navigation="hooks/navigation.py"), "utf-8")
        command("mkdocs", "build", "--site-dir", str(plain), cwd=tree)
        plain_weight = weights(plain)
    lines = [
        "# What we measured", "",
        "Made by `make bench`; see the docstring of `__main__.py` for what is counted.",
        f"Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores.", "",
        f"- Building the whole guide: {build:.1f} s (median of {RUNS})",
        f"- Checking the data alone: {check:.2f} s (median of {RUNS})",
        f"- Setting up when nothing has changed: {again:.2f} s (median of {RUNS})", "",
        "First visit, gzipped, with everything that the browser asks for:", "",
        "| Page | This guide, KB | Material as it comes, KB |", "|---|---:|---:|",
        *(f"| /{page} | {ours_weight[page]:.0f} | {plain_weight[page]:.0f} |" for page in PAGES), "",
    ]
    (ROOT / "benchmarks" / "results.md").write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
