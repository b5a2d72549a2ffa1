"""Lighthouse's four scores for a page, as it gives them to phones."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

from .peers import ENVIRON, NPM

VERSION = "12"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def install(folder: Path) -> Path:
    """Lighthouse from npm; returns its program."""
    folder.mkdir()
    (folder / "package.json").write_text('{"private": true}', "utf-8")
    subprocess.run([*NPM, "install", "--no-audit", "--no-fund", f"lighthouse@{VERSION}"], cwd=folder, check=True, capture_output=True, env=ENVIRON)
    return folder / "node_modules" / ".bin" / ("lighthouse.cmd" if os.name == "nt" else "lighthouse")


def scores(program: Path, url: str, browser: str) -> tuple[int, ...]:
    """Performance, accessibility, best practices and SEO, each of 100."""
    done = subprocess.run(
        [str(program), url, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}", "--chrome-flags=--headless=new --no-sandbox"],
        check=True, capture_output=True, text=True, encoding="utf-8", env={**ENVIRON, "CHROME_PATH": browser},
    )
    found = json.loads(done.stdout)["categories"]
    return tuple(round(100 * found[name]["score"]) for name in CATEGORIES)
