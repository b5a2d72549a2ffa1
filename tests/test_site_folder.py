"""Where a build may go, and what it must be before it does."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from conftest import amiss, mkdocs
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import InclusionLevel
from publishing.folder import Run, refuse_place
from publishing.manifest import Manifest
from publishing.whole import faults


def write(folder: Path, *names: str, text: str = "x") -> Path:
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.mark.parametrize("place", [".", "..", "docs", "docs/new", "data", "data/cases/x", "macros", "mkdocs.yml"])
def test_never_over_the_guide(tmp_path: Path, place: str) -> None:
    root = write(tmp_path / "guide", "docs/index.md", "data/cases/x.yml", "macros/x.py", "mkdocs.yml")
    with pytest.raises(PluginError, match=r"Nothing was built: .* (holds the guide itself|is part of what the guide is made from)"):
        refuse_place(root / place, root, [root / name for name in ("docs", "data", "macros", "mkdocs.yml")])


@pytest.mark.parametrize("names", [
    (".git/HEAD",), (".git",), ("index.html", ".git/HEAD"),
    ("notes.txt",), ("index.html",), ("assets/.git/config", "index.html"), ("assets/site.css", "letter.docx"),
])
def test_never_over_what_no_build_wrote(tmp_path: Path, names: tuple[str, ...]) -> None:
    folder = write(tmp_path / "mine", *names)
    with pytest.raises(PluginError, match="there is what no build wrote"):
        refuse_place(folder, tmp_path / "guide", [])


def test_over_a_site_that_a_build_wrote(tmp_path: Path) -> None:
    """With a manifest what it lists, before there were manifests what looks like it; a file manager's droppings do not matter."""
    site = write(tmp_path / "site", "index.html", "assets/x.css", "downloads/all.zip")
    Manifest.of(site).write(site)
    write(site, ".DS_Store", "assets/Thumbs.db")
    refuse_place(site, tmp_path / "guide", [])
    write(site, "assets/mine.txt")
    with pytest.raises(PluginError, match=r"assets/mine\.txt"):
        refuse_place(site, tmp_path / "guide", [])
    old = write(tmp_path / "old", "a/index.html", "404.html", "sitemap.xml.gz", "search/search_index.json")
    write(old, "index.html", text='<meta name="generator" content="mkdocs-1.6.1">')
    refuse_place(old, tmp_path / "guide", [])
    refuse_place(tmp_path / "new", tmp_path / "guide", [])


def test_a_clone_keeps_its_git(project: Path, tmp_path: Path) -> None:
    clone = write(tmp_path / "clone", ".git/HEAD", "index.html")
    done = mkdocs("build", "-d", str(clone), cwd=project)
    assert done.returncode != 0 and "there is what no build wrote:\n  .git" in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert (clone / ".git" / "HEAD").read_text("utf-8") == "x" and [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_a_linked_site_stays_linked(tmp_path: Path) -> None:
    """A link may point at where a server reads: the folder there is replaced, the link is not."""
    there = write(tmp_path / "www", "index.html", text='content="mkdocs-1')
    link = tmp_path / "site"
    try:
        link.symlink_to(there, target_is_directory=True)
    except OSError:
        pytest.skip("this account may not make links")
    run = Run(link)
    write(run.new, "index.html", text="new")
    run.take_place()
    run.discard()
    assert link.is_symlink() and (there / "index.html").read_text("utf-8") == "new"


def test_quiet_builds_heed_warnings(built: Path) -> None:
    assert mkdocs("build", "-q", cwd=built).returncode == 0
    amiss(built)
    before = (built / "site" / "index.html").read_bytes()
    done = mkdocs("build", "-q", cwd=built)
    assert done.returncode != 0 and "Something is amiss." in done.stderr, done.stderr
    assert (built / "site" / "index.html").read_bytes() == before


class _Files:
    def __init__(self, pages: list[str], media: list[str]) -> None:
        self._pages, self._media = pages, media

    def documentation_pages(self) -> Any:
        return [SimpleNamespace(dest_uri=name) for name in self._pages]

    def media_files(self) -> Any:
        return [SimpleNamespace(dest_uri=name, inclusion=InclusionLevel.INCLUDED) for name in self._media]

    def static_pages(self) -> Any:
        return []


def test_what_is_not_whole(tmp_path: Path) -> None:
    write(tmp_path, "a/index.html", "404.html", text="<html></html>\n")
    write(tmp_path, "b/index.html", text="<html><p>")
    write(tmp_path, "c/index.html", "x.css", text="")
    nav: Any = SimpleNamespace(pages=[SimpleNamespace(file=SimpleNamespace(dest_uri="d/index.html"))])
    files: Any = _Files(["a/index.html", "b/index.html", "c/index.html"], ["x.css", "y.css"])
    assert list(faults(tmp_path, files, nav, {"404.html", "sitemap.xml"})) == [
        "b/index.html is cut short", "c/index.html is empty", "d/index.html is missing", "sitemap.xml is missing", "x.css is empty", "y.css is missing",
    ]


def test_a_site_that_is_not_whole_goes_nowhere(project: Path) -> None:
    """A hook that loses a page after it was written."""
    hook = "def on_post_page(output, page, config):\n    return output.replace('</html>', '') if page.file.src_uri == 'index.md' else output\n"
    (project / "lose.py").write_text(hook, "utf-8")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8").replace("hooks:\n", "hooks:\n  - lose.py\n"), "utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0 and "site/ stays as it was: the new one is not whole.\n  index.html is cut short" in done.stderr, done.stderr
    assert not (project / "site").exists()
