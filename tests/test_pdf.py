"""The whole guide as one page and as a PDF: addresses that resolve, contents that agree, tags; and publishing that refuses without it."""

from __future__ import annotations

import builtins
import io
import os
import platform
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, check, mkdocs, real, small_project
from pypdf import PdfReader
from pypdf.generic import Destination
from repositories import ENVIRON, deploy, git

from macros import pdf, whole
from macros.render import Renderer

PAGES = [
    whole.Read("start/index.md", "Start here", "Start", '<h1 id="start">Start</h1><p><a href="../guide/b/#x">there</a> <a href="#start">here</a> '
               '<a href="../meeting/cards/">cards</a> <a href="https://example.org/#x">out</a></p>'),
    whole.Read("meeting/cards.md", "In a meeting", "Cards", '<h1 id="cards">Cards</h1>'),
    whole.Read("guide/b.md", "The guide", "B", '<h1 id="x">B</h1><h2 id="y" aria-describedby="x z">Y</h2>'
               '<a href="../../start/">back</a> <img src="../../assets/a.png" alt="A"><svg><marker id="m"></marker><path marker-end="url(#m)"/></svg>'),
]


pytestmark = pytest.mark.build


@pytest.fixture(scope="module")
def pango() -> None:
    """What WeasyPrint needs of the system. Without it, CI fails; elsewhere the closing lines say so."""
    try:
        pdf.ready()
    except pdf.Missing as error:
        if os.environ.get("CI"):
            pytest.fail(f"{error} `make test` installs it; see tools/prepare.py")
        pytest.skip(str(error))


@pytest.fixture(scope="module")
def made(pango: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A small guide built with its PDF."""
    project = small_project(tmp_path_factory.mktemp("pdf") / "project")
    done = mkdocs("build", "-q", cwd=project, GUIDE_FILES="pdf", SITE_URL="https://guide.example.org/", SOURCE_DATE_EPOCH="1790000000")
    assert done.returncode == 0, done.stderr
    yield project


@pytest.fixture(scope="module")
def paper(made: Path) -> PdfReader:
    return PdfReader(made / "site" / "files" / "better-connected-services.pdf")


# --- the page -------------------------------------------------------------------------------


def test_ids_are_of_their_chapter_and_links_lead_within_or_out() -> None:
    start, guide = whole.chapters(PAGES)
    assert (start.id, start.part, guide.id, guide.title) == ("start-index", "Start here", "guide-b", "B")
    page = BeautifulSoup(start.html + guide.html, "html5lib")
    assert [link["href"] for link in page.select("a")] == [
        "#guide-b--x", "#start-index--start", "../meeting/cards/", "https://example.org/#x", "#start-index",
    ]
    assert [heading.name for heading in page.select("h1, h2, h3")] == ["h2", "h2", "h3"]
    assert page.h3["aria-describedby"] == "guide-b--x guide-b--z" and page.img["src"] == "../assets/a.png"
    assert page.path["marker-end"] == f"url(#{page.marker['id']})" and page.marker["id"] == "guide-b--m"


def test_the_page_holds_every_page_that_is_read_once(made: Path) -> None:
    page = BeautifulSoup((made / "site" / "whole" / "index.html").read_text("utf-8"), "html5lib")
    ids = [found["id"] for found in page.select("[id]")]
    assert len(ids) == len(set(ids)) and [found.get_text() for found in page.select("h1")] == ["Better Connected Services"]
    inside = {link["href"][1:] for link in page.select("a[href^='#']")}
    assert inside and inside <= set(ids)
    contents = [link["href"][1:] for link in page.select(".bcs-whole__contents a")]
    assert contents == [section["id"] for section in page.select(".bcs-whole__chapter")] and "guide-sustaining" in contents
    assert not [name for name in contents if name.startswith("meeting")]
    for link in page.select("a[href^='../']"):
        place = (made / "site" / link["href"].removeprefix("../").partition("#")[0])
        assert (place / "index.html").is_file() or place.is_file(), link["href"]


# --- the PDF --------------------------------------------------------------------------------


def outline(entries: list[Any], depth: int = 0) -> Iterator[tuple[int, Destination]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from outline(entry, depth + 1)
        else:
            yield depth, entry


def test_the_outline_resolves_and_the_contents_have_its_page_numbers(made: Path, paper: PdfReader) -> None:
    found = [(depth, entry.title, paper.get_destination_page_number(entry)) for depth, entry in outline(paper.outline)]
    assert all(isinstance(number, int) and 0 <= number < len(paper.pages) for _, _, number in found) and max(depth for depth, _, _ in found) == 1
    texts = [" ".join(page.extract_text().split()) for page in paper.pages]
    assert all(title.split()[0] in texts[number] for _, title, number in found)
    chapters = {title: number + 1 for depth, title, number in found if depth == 0}
    contents = " ".join(text for text in texts[1:4])
    page = BeautifulSoup((made / "site" / "whole" / "index.html").read_text("utf-8"), "html5lib")
    for link in page.select(".bcs-whole__contents a"):
        heading = page.find(id=link["href"][1:]).h2.get_text()
        assert re.search(rf"{re.escape(link.get_text())}[ .]*{chapters[heading]}\b", contents), (heading, chapters[heading])


def test_it_is_tagged_named_and_in_a_language(paper: PdfReader) -> None:
    root = paper.trailer["/Root"]
    assert root["/Lang"] == "en-NZ" and root["/MarkInfo"]["/Marked"] and root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.metadata and paper.metadata.title == "The whole guide – Better Connected Services"
    assert "<pdfuaid:part>1</pdfuaid:part>" in re.sub(r'pdfuaid:part="1"', "<pdfuaid:part>1</pdfuaid:part>", root["/Metadata"].get_data().decode())
    assert {"/H1", "/H2", "/P", "/L", "/Link"} <= {str(element.get("/S")) for element in tags(paper)}


def tags(paper: PdfReader) -> Iterator[Any]:
    """Every element of the structure."""
    left = [paper.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while left:
        element = left.pop().get_object()
        if isinstance(element, list):
            left.extend(element)
        elif isinstance(element, dict):
            yield element
            if "/K" in element:
                left.append(element["/K"])


@pytest.mark.parametrize("figure", ["framework", "life-cycle", "learning-loop", "trio"])
def test_a_drawing_has_its_text_and_its_words_over_it(pango: None, figure: str) -> None:
    show = Renderer(real())
    show.page = "guide/sustaining.md"
    html = show.figure(figure)
    drawn = BeautifulSoup(html, "html5lib").select_one("svg.bcs-fig--wide")
    words = [room.get_text(" ", strip=True) for room in drawn.select("foreignobject")]
    page = f'<html lang="en-NZ"><title>T</title><body><h1>T</h1>{html}</body></html>'.replace('href="#', 'data-was="#')
    paper = PdfReader(io.BytesIO(pdf.made(page, ROOT / "docs" / "assets" / "css", "https://guide.example.org/")))
    (alternative,) = [element["/Alt"] for element in tags(paper) if element.get("/S") == "/Figure"]
    assert alternative == real().figures[figure].title
    text = "".join(paper.pages[0].extract_text().split())
    assert words and all("".join(word.split()) in text for word in words)


def test_what_is_folded_lies_open_and_what_a_screen_needs_is_gone(paper: PdfReader) -> None:
    text = " ".join(" ".join(page.extract_text().split()) for page in paper.pages)
    assert "Edition of" in text and "guide.example.org" in text
    assert "Ask yourselves" in text and "Copy link to" not in text and "Show on a screen" not in text


def test_the_same_guide_gives_the_same_bytes(made: Path) -> None:
    path = made / "site" / "files" / "better-connected-services.pdf"
    before = path.read_bytes()
    done = mkdocs("build", "-q", cwd=made, GUIDE_FILES="pdf", SITE_URL="https://guide.example.org/", SOURCE_DATE_EPOCH="1790000000")
    assert done.returncode == 0 and path.read_bytes() == before


def test_without_a_public_address_nothing_leads_out(pango: None) -> None:
    page = '<html lang="en-NZ"><title>T</title><body><h1>T</h1><p><a href="../meeting/cards/">Cards</a></p></body></html>'
    links = [note.get_object()["/A"]["/URI"] for base in ("", "https://guide.example.org/") for page_ in PdfReader(
        io.BytesIO(pdf.made(page, ROOT / "docs" / "assets" / "css", base))).pages for note in page_.get("/Annots", [])]
    assert links == ["https://guide.example.org/meeting/cards/"]


# --- what is not to be published ------------------------------------------------------------


@pytest.mark.parametrize(("page", "fault"), [
    ('<p><a href="#nowhere">x</a></p>', "nowhere"),
    ('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9"/></svg>', "no title"),
])
def test_a_faulty_one_is_refused(pango: None, page: str, fault: str) -> None:
    with pytest.raises(pdf.Faulty, match=fault):
        pdf.made(f'<html lang="en-NZ"><title>T</title><body><h1>T</h1>{page}</body></html>', ROOT / "docs" / "assets" / "css", "")


def test_one_that_is_too_heavy_is_refused(pango: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf, "MOST", 1000)
    with pytest.raises(pdf.Faulty, match=r"MB, more than"):
        pdf.made('<html lang="en-NZ"><title>T</title><body><h1>T</h1></body></html>', ROOT / "docs" / "assets" / "css", "")


@pytest.mark.parametrize(("system", "package"), [("Linux", "apt install libpango-1.0-0"), ("Darwin", "brew install pango"), ("Windows", "First Steps")])
def test_a_missing_library_is_named_with_its_package(monkeypatch: pytest.MonkeyPatch, system: str, package: str) -> None:
    usual = builtins.__import__

    def without(name: str, *given: Any, **more: Any) -> Any:
        if name == "weasyprint":
            raise OSError("cannot load library 'libpango-1.0-0'")
        return usual(name, *given, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    monkeypatch.setattr(platform, "system", lambda: system)
    with pytest.raises(pdf.Missing, match=re.escape(package)):
        pdf.ready()
    monkeypatch.undo()
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(pdf.Missing, match=r"needs weasyprint, which is not installed\. `make publish`"):
        pdf.ready()


def test_publishing_makes_all_files_first_and_refuses_without(clone: Path, remote: Path, pango: None, tmp_path: Path) -> None:
    """And neither a build nor a preview does."""
    (tmp_path / "weasyprint.py").write_text("raise OSError(\"cannot load library 'libpango-1.0-0'\")\n", "utf-8")
    done = mkdocs("gh-deploy", cwd=clone, forked=False, **ENVIRON, PYTHONPATH=str(tmp_path))
    assert done.returncode != 0 and "Nothing was published: the PDF needs a library of the system, Pango" in done.stderr, done.stderr
    assert "gh-pages" not in git(remote, "branch", "--list")
    assert deploy(clone).returncode == 0
    names = set(git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines())
    assert {f"files/better-connected-services{end}" for end in (".pdf", ".zip", "-sheets.zip")} | {"whole/index.html"} <= names
    assert mkdocs("build", "-q", cwd=clone).returncode == 0
    assert not (clone / "site" / "files").exists() and not (clone / "site" / "whole").exists()


def test_the_command_puts_it_into_dist(made: Path) -> None:
    done = check("pdf", cwd=made)
    assert done.returncode == 0 and re.fullmatch(r"dist/better-connected-services\.pdf: \d+ KB\.\n", done.stdout), done.stdout + done.stderr
