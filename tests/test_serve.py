"""`mkdocs serve` follows edits of pages, data, Python and templates, shows a mistake, and recovers."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import environment, mkdocs

PATIENCE = 60  # seconds until a change must show; generous, this is no benchmark


class Preview:
    def __init__(self, project: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.project = project
        self.log = project / "serve.log"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", f"127.0.0.1:{self.port}"], cwd=project,
            stdout=self.log.open("w"), stderr=subprocess.STDOUT, env=environment(PYTHONPATH=str(project)),
        )

    def page(self, path: str) -> str:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=5) as answer:
                return answer.read().decode("utf-8")
        except (urllib.error.URLError, OSError):
            return ""

    def wait(self, what: str, seen: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if seen():
                return
            assert self.process.poll() is None, f"serve ended: {self.log.read_text('utf-8')}"
            time.sleep(0.2)
        pytest.fail(f"{what} did not show. Log:\n{self.log.read_text('utf-8')[-3000:]}")

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.project / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_mistake_at_the_start_is_shown_and_mended(project: Path) -> None:
    """With bad data the preview starts all the same, shows the message, and recovers."""
    file = project / "data" / "situations.yml"
    good = file.read_text("utf-8")
    file.write_text(good.replace("home: true", "home: false"), "utf-8")
    home = project / "docs" / "index.md"
    home.write_text(home.read_text("utf-8") + "\n[Knowing why](guide/before-starting.md#clear-purpose)\n", "utf-8")
    unread = project / "docs" / "guide" / "sustaining.md"
    sound = unread.read_bytes()
    unread.write_bytes(sound + b"\xff")
    running = Preview(project)
    try:
        running.wait("the message on the page", lambda: "should be true, or left out, not false" in running.page(""))
        assert 'data/situations.yml:5: situation "stuck-alone", home: should be true' in running.log.read_text("utf-8")
        assert "an anchor" not in running.log.read_text("utf-8")  # macros’ anchors are missing now; that must not bury it
        assert "is not UTF-8 text" in running.page("guide/sustaining/")
        file.write_text(good, "utf-8")
        unread.write_bytes(sound)
        running.wait("the page after mending", lambda: "We cannot fix it alone" in running.page(""))
    finally:
        running.process.terminate()
        running.process.wait(10)


@pytest.fixture
def preview(project: Path) -> Iterator[Preview]:
    running = Preview(project)
    try:
        running.wait("the first page", lambda: "We cannot fix it alone" in running.page(""))
        yield running
    finally:
        running.process.terminate()
        running.process.wait(10)


def test_edits_show_and_mistakes_mend(preview: Preview) -> None:
    page = "guide/before-starting/"
    preview.edit("docs/guide/before-starting.md", "Work with the whānau.", "Work alongside them.")
    preview.wait("an edited page", lambda: "Work alongside them." in preview.page(page))
    made_of_data = ["go/factor-clear-purpose/", "cards/phase-before-starting/", "present/phase-before-starting/"]
    preview.wait("what was made before", lambda: all("Knowing why" in preview.page(place) for place in made_of_data))
    preview.edit("data/factors.yml", "wording: Knowing why", "wording: Knowing the reason")
    preview.wait("edited data", lambda: "Knowing the reason" in preview.page(page))
    preview.wait("what is made of data", lambda: all("Knowing the reason" in preview.page(place) for place in made_of_data))
    preview.edit("macros/templates/talk.html.j2", "There are no right answers", "No answer is wrong")
    preview.wait("an edited template", lambda: "No answer is wrong" in preview.page(page))
    preview.edit("macros/render.py", 'return self._html("talk", questions=', 'return "<p>from Python</p>" + self._html("talk", questions=')
    preview.wait("edited Python", lambda: "from Python" in preview.page(page))

    preview.edit("data/factors.yml", "kind: impediment", "kind: impedimant")
    preview.wait("the message for bad data", lambda: '"impedimant" is not one of enabler, impediment' in preview.log.read_text("utf-8"))
    preview.wait("the message in the browser", lambda: "impedimant" in preview.page(page))
    preview.edit("data/factors.yml", "kind: impedimant", "kind: impediment")
    preview.edit("data/factors.yml", "wording: Doing the usual", "wording: Doing as always")
    preview.wait("the page after mending data", lambda: "Doing as always" in preview.page(page))

    preview.edit("docs/guide/before-starting.md", "Work alongside them.", '{{ factor("nobody") }}')
    preview.wait("the message for a bad call", lambda: 'factor: unknown factor "nobody"' in preview.log.read_text("utf-8"))
    preview.wait("the message on the page", lambda: "unknown factor" in preview.page(page))
    preview.edit("docs/guide/before-starting.md", '{{ factor("nobody") }}', "All is well.")
    preview.wait("the page after mending the call", lambda: "All is well." in preview.page(page))

    preview.edit("macros/templates/talk.html.j2", "{% for question in questions %}", "{% for question in nothing %}")
    preview.wait("the message for a bad template", lambda: "'nothing' is undefined" in preview.log.read_text("utf-8"))
    preview.edit("macros/templates/talk.html.j2", "{% for question in nothing %}", "{% for question in questions %}")
    preview.edit("docs/guide/before-starting.md", "All is well.", "All is well again.")
    preview.wait("the page after mending the template", lambda: "All is well again." in preview.page(page))

    file = preview.project / "docs" / "guide" / "before-starting.md"
    good = file.read_bytes()
    file.write_bytes(good.replace(b"title: Before starting", b"title: 2008") + b"\xff\n")
    preview.wait("the message for a page that is not UTF-8", lambda: "is not UTF-8 text" in preview.page(page))
    assert "should be text. Put it in quotation marks" in preview.page(page)
    file.write_bytes(good.replace(b"All is well again.", b"All is well at last."))
    preview.wait("the page after mending its encoding", lambda: "All is well at last." in preview.page(page))


def test_a_port_that_is_taken_is_said_plainly(project: Path) -> None:
    """Before the build, without a traceback, and the port proposed is free."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = mkdocs("serve", "--dev-addr", f"127.0.0.1:{port}", cwd=project)
        assert done.returncode == 1
        assert f"port {port} is taken" in done.stderr and "Traceback" not in done.stderr and "Documentation built" not in done.stderr, done.stderr
        told = re.search(r"make serve PORT=(\d+), or mkdocs serve --dev-addr 127\.0\.0\.1:(\d+)\.", done.stderr)
        assert told and told[1] == told[2] != str(port)
        socket.create_server(("127.0.0.1", int(told[1]))).close()
