"""Without any Chromium the browser tests fail under CI, and elsewhere the closing lines say that they did not run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT


def browser_test(folder: Path, ci: bool) -> subprocess.CompletedProcess[str]:
    """One browser test on a machine where neither PATH nor Playwright has a browser."""
    environ = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith("PYTEST_")}
    environ |= {"PATH": str(folder), "PLAYWRIGHT_BROWSERS_PATH": str(folder)} | ({"CI": "true"} if ci else {})
    return subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "tests/test_browser.py", "-k", "a_visit_finds"],
        cwd=ROOT, capture_output=True, text=True, env=environ,
    )


@pytest.mark.build
@pytest.mark.parametrize("ci", [True, False], ids=["CI", "elsewhere"])
def test_without_a_browser(tmp_path: Path, ci: bool) -> None:
    done = browser_test(tmp_path, ci)
    if ci:
        assert done.returncode == 1 and "No Chromium: `make test` installs one" in done.stdout
    else:
        assert done.returncode == 0
        assert "NOT RUN: tests/test_browser.py::test_a_visit_finds_what_is_wrong: Skipped: no Chromium to be had on this machine" in done.stdout
