"""What a visit, a search and a build cost, side by side with others.

    make bench        (python -m benchmarks)

Writes benchmarks/results.md and prints it. Peers (peers.py) are made from the same text.
First visits, the next page and Lighthouse: browser.py and lighthouse.py. Building, with
five and ten times the pages too, and from saving to seeing: building.py; its peer is
Material as it comes, over the same pages with every call filled in. Searching: search.py.
Compare only figures of one run, on a machine that does nothing else: it takes half an hour
and asks PyPI, npm and a repository for the peers. A peer that cannot be had is named.
"""

from __future__ import annotations

import os
import platform
import statistics
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

from . import building, lighthouse, search
from .browser import next_page, served, visits
from .peers import PEERS, material, texts

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("", "guide/sustaining/", "cases/semo/", "reference/glossary/")
OURS = ("start/managers/", "cases/matrix/", "reference/voices/", "meeting/factor-check/", "search/")  # the other kinds
RUNS, THEIRS = 5, 3


def table(head: list[str], rows: list[list[str]]) -> list[str]:
    return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *("| " + " | ".join(row) + " |" for row in rows), ""]


def visited(found: tuple[float, ...]) -> str:
    return "{:.1f} KB, {:.0f}, {:.0f} ms, {:.0f} ms".format(*found)


def growing(folder: Path) -> list[list[str]]:
    """Seconds to build 1, 5 and 10 times the pages, ours and Material as it comes."""
    rows = []
    for times, runs in ((1, RUNS), (5, 1), (10, 1)):
        guide = building.copied(folder / f"guide-{times}", times)
        ours = building.seconds("mkdocs", "build", "-q", folder=guide, runs=runs)
        bare = folder / f"bare-{times}"
        pages = texts(guide / "site")
        material(bare, pages)
        theirs = building.seconds("mkdocs", "build", "-q", folder=bare, runs=runs)
        rows.append([f"{times}, {len(pages)} pages", f"{ours:.1f} s", f"{theirs:.1f} s", f"{ours / theirs:.2f}"])
    return rows


def main() -> None:
    from playwright.sync_api import sync_playwright

    sys.path.insert(0, str(ROOT / "tools"))
    from prepare import find_chromium

    program = find_chromium()
    assert program, "no Chromium as people have it: put one on PATH, or python -m playwright install chromium"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        building.seconds("mkdocs", "build", "-q", "--site-dir", str(folder / "guide"), runs=1)
        text, sites, absent = texts(folder / "guide"), {"This guide": folder / "guide"}, []
        with ThreadPoolExecutor(2) as workers:  # before anything is measured
            lights = workers.submit(lighthouse.install, folder / "lighthouse")
            coming = {}
            for number, (peer, make) in enumerate(PEERS.items()):
                (folder / str(number)).mkdir()
                coming[peer] = workers.submit(make, folder / str(number), text)
            for peer, site in coming.items():
                try:
                    sites[peer] = site.result()
                except (OSError, subprocess.CalledProcessError) as error:
                    absent.append(f"{peer} could not be had: {str(getattr(error, 'stderr', b'') or error)[-200:]}")
        rows = growing(folder)
        seen = building.until_seen(building.copied(folder / "served"))
        check, again = building.seconds("macros"), building.seconds("prepare")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
            found = {}
            for peer, site in sites.items():
                with served(site) as base:
                    found[peer] = visits(browser, base, PAGES, THEIRS if peer in PEERS else RUNS)
            with served(folder / "guide") as base:
                others = visits(browser, base, OURS, THEIRS)
                pointed, touched = (statistics.median(next_page(browser, base, since) for _ in range(RUNS)) for since in (500, 0))
                browser.close()
                scores = [lighthouse.scores(lights.result(), base + page, program) for page in (*PAGES, *OURS)]
        searching = search.lines(folder / "guide")
    lines = [
        "# What we measured", "",
        "Made by `make bench`; the docstrings of benchmarks/ say what is counted, and how.",
        f"{date.today():%-d %B %Y}, Python {platform.python_version()} on {platform.machine()}, {os.cpu_count()} cores.", "",
        "A first visit on Slow 4G, the processor slowed four times: KB, requests, largest paint, blocking time.", "",
        *table(["Page", *found], [[f"/{page}", *(visited(of[at]) for of in found.values())] for at, page in enumerate(PAGES)]),
        *(f"{line}\n" for line in absent),
        "The other kinds of page, and Lighthouse (performance, accessibility, best practices, SEO):", "",
        *table(["Page", "First visit", "Lighthouse"], [
            [f"/{page}", visited(cost), " ".join(map(str, of))]
            for page, cost, of in zip((*PAGES, *OURS), [*found["This guide"], *others], scores, strict=True)
        ]),
        "The next page on that line and processor, from the click to its first paint: "
        f"{pointed:.0f} ms when its link was pointed at for half a second, {touched:.0f} ms when not (medians of {RUNS}).", "",
        *searching,
        "Building, times the pages:", "",
        *table(["Pages", "This guide", "Material as it comes", "Ratio"], rows),
        f"- From saving to seeing in the preview: a page {seen['page']:.1f} s, data {seen['data']:.1f} s (medians of 3)",
        f"- `make check`: {check:.2f} s; setting up when nothing has changed: {again:.2f} s (medians of {RUNS})", "",
    ]
    (ROOT / "benchmarks" / "results.md").write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))


if __name__ == "__main__":
    main()
