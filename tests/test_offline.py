"""The guide without a network: as a file that opens from a disk."""

from __future__ import annotations

import os
import re
import urllib.parse
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from conftest import check, mkdocs
from test_browser import PAGES, url

from macros.disk import NOTE, for_disk, on_disk, write
from macros.products import size
from macros.tags import changed

browser = pytest.mark.browser
WHEN = datetime(2026, 11, 25, 9, 30)
FILES = {"index.html", "guide/learning/index.html", "assets/shell.js", "meeting/links.csv"}


# --- A copy for a disk --------------------------------------------------------------------


@pytest.mark.parametrize(("page", "address", "expected"), [
    ("index.html", "guide/learning/#talk", "guide/learning/index.html#talk"),
    ("index.html", "./", "./index.html"),
    ("guide/learning/index.html", "../..", "../../index.html"),
    ("guide/learning/index.html", "../../?q=a/b#c", "../../index.html?q=a/b#c"),
    ("guide/learning/index.html", "../../meeting/links.csv", "../../meeting/links.csv"),
    ("guide/learning/index.html", "#talk", "#talk"),
    ("index.html", "guide/nothing/", "guide/nothing/"),
    ("index.html", "https://example.org/guide/learning/", "https://example.org/guide/learning/"),
    ("index.html", "mailto:a@example.org", "mailto:a@example.org"),
])
def test_every_link_names_its_index(page: str, address: str, expected: str) -> None:
    assert on_disk(address, page, FILES) == expected


def test_scripts_styles_and_comments_stay_to_the_byte() -> None:
    html = '<!-- <a href="x"> --><style>a[href="x"]{}</style><script src="x">"<a href=\\"x\\">"</script><a title="1 > 0" href="x" >y</a>'
    assert changed(html, lambda tag, name, value: {"href": "new", "src": "other"}.get(name)) == (
        '<!-- <a href="x"> --><style>a[href="x"]{}</style><script src="other">"<a href=\\"x\\">"</script><a title="1 > 0" href="new" >y</a>'
    )


def test_a_page_on_a_disk_keeps_its_policy_and_asks_for_no_manifest() -> None:
    html = (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'self\'; object-src \'none\'">\n<link rel="manifest" href="x">\n'
        '<meta http-equiv="refresh" content="0; url=guide/learning/#talk">'
    )
    assert for_disk(html, "index.html", FILES) == (
        '<meta http-equiv="Content-Security-Policy" content="default-src \'self\' file:; object-src \'none\'">\n'
        '<meta http-equiv="refresh" content="0; url=guide/learning/index.html#talk">'
    )


@pytest.mark.parametrize(("content", "expected"), [(84, "1 KB"), (84_200, "84 KB"), (999_499, "999 KB"), (999_500, "1.0 MB"), (1_574_000, "1.6 MB")])
def test_sizes(content: int, expected: str) -> None:
    assert size(content) == expected


@pytest.fixture(scope="module")
def disk(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The guide unpacked from its bundle."""
    folder = tmp_path_factory.mktemp("disk")
    write(site, folder / "bundle.zip", "the guide", "Unpack.\nOpen.\n", WHEN)
    with zipfile.ZipFile(folder / "bundle.zip") as archive:
        archive.extractall(folder)
    assert [path.name for path in folder.iterdir() if path.is_dir()] == ["the guide"]
    return folder / "the guide"


def test_the_bundle_holds_all_but_what_needs_a_server(site: Path, disk: Path) -> None:
    files, there = ({path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} for folder in (disk, site))
    assert (disk / NOTE).read_bytes() == b"Unpack.\r\nOpen.\r\n"
    assert there - files == {".build.json", "404.html", "503.html", "everything.json", "manifest.webmanifest", "sitemap.xml", "sitemap.xml.gz", "sw.js"}
    assert files - there == {NOTE}
    assert max(map(len, files)) < 150, "Windows allows 260 characters for all of a path"


def links(html: str) -> Iterator[str]:
    """What the page leads to or loads."""
    for name, value in re.findall(r'\s(href|src|action|data-search-\w+)="([^"]*)"', re.sub(r"(?s)<(script|style)\b.*?</\1>", "", html)):
        if not re.match(r"[a-z]+:", value) and name:
            yield value
    yield from re.findall(r'content="0; url=([^"]*)"', html)


def test_every_link_of_the_bundle_leads_to_a_file(disk: Path) -> None:
    lost = {
        f"{page.relative_to(disk).as_posix()}: {link}" for page in disk.rglob("*.html") for link in links(page.read_text("utf-8"))
        if (path := urllib.parse.unquote(re.split(r"[?#]", link)[0])) and not (page.parent / path).is_file()
    }
    assert lost == set()


@pytest.fixture
def tab(chromium: Any) -> Iterator[Any]:
    """A page of a browser without a network; `.amiss` is what it could not do, `.asked` what it asked for."""
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 900})
    found = context.new_page()
    found.amiss, found.asked = [], []
    found.on("console", lambda message: found.amiss.append(message.text) if message.type in ("error", "warning") else None)
    found.on("pageerror", lambda error: found.amiss.append(str(error)))
    found.on("request", lambda request: found.asked.append(request.url))
    yield found
    context.close()


@browser
def test_every_page_from_a_disk(tab: Any, disk: Path) -> None:
    """No error, and nothing is asked of the network."""
    for page in PAGES:
        tab.goto((disk / url(page) / "index.html").as_uri(), wait_until="load")
        assert tab.evaluate("document.documentElement.className") == "js", page
        assert tab.amiss == [], page
    assert len(tab.asked) > len(PAGES) and [asked for asked in tab.asked if not asked.startswith((disk.as_uri(), "data:", "blob:"))] == []


@browser
def test_a_way_through_the_bundle(tab: Any, disk: Path) -> None:
    """By the menu, a short address, the search, a filter, as one does in a room."""
    tab.goto((disk / "index.html").as_uri())
    tab.locator(".bcs-tabs a", has_text="Stories").click()
    tab.wait_for_url("**/cases/index.html")
    tab.goto((disk / "go" / "stage-forming" / "index.html").as_uri(), wait_until="commit")
    tab.wait_for_url("**/guide/sustaining/index.html#*")
    assert tab.evaluate("document.querySelector(':target') !== null")
    tab.keyboard.press("/")
    tab.keyboard.type("fatigue")
    tab.wait_for_selector(".bcs-found--box a")
    tab.keyboard.press("Enter")
    tab.wait_for_url("**/search/index.html?q=fatigue")
    tab.locator("[data-search] li a").first.click()
    tab.wait_for_url(re.compile(r"/index\.html(#.*)?$"))
    tab.goto((disk / "cases" / "matrix" / "index.html").as_uri())
    tab.select_option("select[name=phase]", "learning")
    assert tab.url.endswith("/cases/matrix/index.html?phase=learning")
    assert tab.amiss == [] and all(asked.startswith(disk.as_uri()) for asked in tab.asked)


def test_the_command_puts_the_bundle_into_dist(project: Path) -> None:
    done = check("bundle", cwd=project)
    assert done.returncode == 0 and re.fullmatch(r"dist/better-connected-services\.zip: \d+ KB\.\n", done.stdout), done.stdout + done.stderr
    with zipfile.ZipFile(project / "dist" / "better-connected-services.zip") as archive:
        folder = archive.namelist()[0].partition("/")[0]
        assert re.fullmatch(r"better-connected-services-\d{4}-\d\d-\d\d", folder)
        assert {f"{folder}/index.html", f"{folder}/guide/sustaining/index.html", f"{folder}/reference/voices/index.html"} <= {*archive.namelist()}
        assert [name for name in archive.namelist() if name.startswith(f"{folder}/go/")]
        assert "Unpack this file first." in archive.read(f"{folder}/{NOTE}").decode()
    assert not (project / "site").exists()


def test_a_product_that_is_none(project: Path) -> None:
    done = mkdocs("build", cwd=project, GUIDE_FILES="bundle,poster")
    assert done.returncode != 0 and "GUIDE_FILES asks for poster. There is: bundle" in done.stderr and not (project / "site").exists()


def test_a_build_makes_none_and_says_so(site: Path) -> None:
    assert not (site / "files").exists()
    assert "came without files to take along" in (site / "meeting" / "offline" / "index.html").read_text("utf-8")


def test_the_same_site_gives_the_same_bytes(tmp_path: Path) -> None:
    """Whatever the times of its files, and with the bundle of before still in it."""
    (tmp_path / "b").mkdir()
    for name in ("index.html", "b/index.html", "a.txt", ".build.json"):
        (tmp_path / name).write_text("<a href='b/'>", "utf-8")
    write(tmp_path, tmp_path / "files" / "x.zip", "guide", "", WHEN)
    first = (tmp_path / "files" / "x.zip").read_bytes()
    os.utime(tmp_path / "a.txt", (1e9, 1e9))
    write(tmp_path, tmp_path / "files" / "x.zip", "guide", "", WHEN)
    assert (tmp_path / "files" / "x.zip").read_bytes() == first
    with zipfile.ZipFile(tmp_path / "files" / "x.zip") as archive:
        assert archive.namelist() == [f"guide/{name}" for name in (NOTE, "a.txt", "b/index.html", "index.html")]
        assert {entry.date_time for entry in archive.infolist()} == {(2026, 11, 25, 9, 30, 0)}
