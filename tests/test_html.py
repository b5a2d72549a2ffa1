"""Every page of the site is valid HTML by the Nu checker (vnu-jar, which needs Java)."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

NEWER = ("@container", "container-type", "vector-effect")  # CSS that the checker does not know yet


def complaints(*places: Path) -> list[str]:
    """The checker's errors, one a line."""
    jar = next(found for folder in (ROOT, *ROOT.parents) if (found := folder / "node_modules/vnu-jar/build/dist/vnu.jar").is_file())
    done = subprocess.run(
        ["java", "-jar", str(jar), "--skip-non-html", "--errors-only", "--format", "gnu", *map(str, places)],
        capture_output=True, text=True, encoding="utf-8",
    )
    return [line for line in done.stderr.splitlines() if ": error: " in line and not any(word in line for word in NEWER)]


java = pytest.mark.skipif(shutil.which("java") is None, reason="no Java on this machine: the Nu checker needs it")


@java
def test_every_page_is_valid(site: Path) -> None:
    found = complaints(site)
    assert not found, "\n".join(found[:40])


@java
def test_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><table><tr><td role="cell">1</table><input type=checkbox autocomplete=off></html>', "utf-8")
    assert len(complaints(page)) == 2
