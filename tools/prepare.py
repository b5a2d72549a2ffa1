"""Prepare this folder: a virtual environment, the pinned packages and, for tests, a browser.

    python3 tools/prepare.py            packages only
    python3 tools/prepare.py --browser  and Chromium

Needs Python 3.11 or newer and pip, nothing else: on Debian without python3-venv the
environment is made without its own pip, and the system's pip installs into it. A second
run notices that nothing has changed.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
PINS = ROOT / "requirements.txt"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")


def say(message: str) -> None:
    print(f"prepare: {message}", flush=True)


def environment_python() -> Path:
    """The environment's Python, on any system."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def run(*command: str | Path, quiet: bool = False) -> bool:
    """Run a command; True if it succeeded."""
    silent = subprocess.DEVNULL if quiet else None
    return subprocess.run([str(part) for part in command], stdout=silent, stderr=silent).returncode == 0


def packages() -> None:
    """Make the environment and install the pins, unless that has been done."""
    stamp = ENVIRONMENT / "prepared"
    wanted = hashlib.sha256(PINS.read_bytes() + sys.version.encode()).hexdigest()
    if stamp.is_file() and stamp.read_text() == wanted and environment_python().exists():
        return
    say(f"making a virtual environment in {ENVIRONMENT.name}/ with Python {sys.version.split()[0]}")
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    own_pip = run(sys.executable, "-m", "venv", ENVIRONMENT, quiet=True)
    if not own_pip:
        shutil.rmtree(ENVIRONMENT, ignore_errors=True)
        if not run(sys.executable, "-m", "venv", "--without-pip", ENVIRONMENT):
            sys.exit("prepare: Python cannot make a virtual environment. Install python3-venv or python3-pip.")
    say(f"installing the packages pinned in {PINS.name} (a minute or two the first time)")
    pip = [environment_python(), "-m", "pip"] if own_pip else [sys.executable, "-m", "pip", "--python", environment_python()]
    if not run(*pip, "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:", "-r", PINS):
        sys.exit("prepare: the packages could not be installed. See pip's message above; is the network there?")
    stamp.write_text(wanted)


def find_browser() -> str | None:
    """Chromium on PATH, else Playwright's own, or None."""
    for name in BROWSERS:
        if found := shutil.which(name):
            return found
    script = "from playwright.sync_api import sync_playwright as s\nwith s() as p: print(p.chromium.executable_path)"
    asked = subprocess.run([str(environment_python()), "-c", script], capture_output=True, text=True)
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else None


def driver_runs() -> bool:
    """Can Playwright's own Node.js start? A bare Debian lacks a library that it needs."""
    return run(environment_python(), "-m", "playwright", "--version", quiet=True)


def browser() -> None:
    """Chromium: the one on PATH, else Playwright's download, else Debian's package."""
    if driver_runs():
        if find_browser():
            return
        say("no Chromium on PATH: asking Playwright for its own")
        if run(environment_python(), "-m", "playwright", "install", "chromium", quiet=True) and find_browser():
            return
    if shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0:
        say("installing Debian's packages for the browser: chromium, two fonts, libatomic1")
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        packages = ("chromium", "fonts-dejavu-core", "fonts-liberation", "libatomic1")
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        if not (run("apt-get", "update", "-qq") and run(*install, quiet=True)):
            run(*install)  # again, to show what is wrong
    if not (find_browser() and driver_runs()):
        say("no Chromium that Playwright can drive: browser tests cannot run. Install Chromium or Chrome and put it on PATH (on Debian also libatomic1).")


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit(f"prepare: Python 3.11 or newer is needed, and this is {sys.version.split()[0]}.")
    packages()
    if "--browser" in sys.argv[1:]:
        browser()


if __name__ == "__main__":
    main()
