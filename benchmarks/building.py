"""How long commands take: building once and with more pages, checking, and from saving to seeing."""

from __future__ import annotations

import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("data", "docs", "hooks", "macros", "overrides", "mkdocs.yml")
MODULES = next((str(place / "node_modules") for place in (ROOT, *ROOT.parents) if (place / "node_modules").is_dir()), "")
ENVIRON = {
    "NODE_PATH": MODULES, **os.environ, "SITE_URL": "https://example.org/", "PYTHONPATH": str(ROOT / "tools"), "NO_MKDOCS_2_WARNING": "1",
}


def seconds(*arguments: str, folder: Path = ROOT, runs: int = 5) -> float:
    """The median of what a module of this Python takes."""
    taken = []
    for _ in range(runs):
        start = time.perf_counter()
        subprocess.run([sys.executable, "-m", *arguments], cwd=folder, check=True, capture_output=True, env=ENVIRON)
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def copied(folder: Path, times: int = 1) -> Path:
    """The guide again in `folder`, with `times` as many pages. In the copies of a page its
    calls stay, except for the one that asks which page it stands on."""
    folder.mkdir(parents=True)
    for name in PARTS:
        source = ROOT / name
        copy = shutil.copytree if source.is_dir() else shutil.copy2
        copy(source, folder / name)
    pages = [path for path in (folder / "docs").rglob("*.md")]
    for number in range(1, times):
        for path in pages:
            there = folder / "docs" / f"copy-{number}" / path.relative_to(folder / "docs")
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_text(path.read_text("utf-8").replace("{{ sources() }}", ""), "utf-8")
        shutil.copytree(folder / "docs" / "assets", folder / "docs" / f"copy-{number}" / "assets", ignore=shutil.ignore_patterns("css", "js"))
    settings = (folder / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(settings.replace("omitted_files: warn", "omitted_files: ignore"), "utf-8")
    return folder


def until_seen(folder: Path) -> dict[str, float]:
    """In the preview of a copy: seconds from saving a page and a data file to seeing it."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = found.getsockname()[1]
    address = f"http://127.0.0.1:{port}/"
    serving = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-q", "--dev-addr", f"127.0.0.1:{port}"],
        cwd=folder, env={**ENVIRON, "PYTHONDONTWRITEBYTECODE": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )
    try:
        _shows(address, "<main", 60)
        found_in: dict[str, float] = {}
        edits = [("page", "docs/index.md", "---\n\n", "Paper number {}."), ("data", "data/phases.yml", 'title: "Learning"', "Learning {}")]
        for name, file, old, shown in edits:
            path, taken = folder / file, []
            text = path.read_text("utf-8")
            for number in range(1, 4):
                time.sleep(1)  # the preview rests
                mark = shown.format(number)
                path.write_text(text.replace(old, f"{old}{mark}\n\n" if name == "page" else f'title: "{mark}"', 1), "utf-8")
                start = time.perf_counter()
                _shows(address, mark, 30)
                taken.append(time.perf_counter() - start)
            path.write_text(text, "utf-8")
            found_in[name] = statistics.median(taken)
        return found_in
    finally:
        serving.terminate()
        serving.wait()


def _shows(address: str, text: str, limit: float) -> None:
    """Wait until the page at `address` has `text`."""
    end = time.monotonic() + limit
    while time.monotonic() < end:
        with suppress(OSError), urllib.request.urlopen(address, timeout=5) as answer:
            if text in answer.read().decode():
                return
        time.sleep(0.02)
    raise TimeoutError(f"{address} does not show {text!r}")
