"""Is a site that was just built whole?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Navigation


def faults(folder: Path, files: Files, nav: Navigation, templates: Iterable[str]) -> Iterator[str]:
    """What is missing below `folder`, empty or cut short: every page of the menu and of
    the documentation, every other file, and the theme's own pages (`templates`)."""
    pages = {file.dest_uri for file in files.documentation_pages()} | {page.file.dest_uri for page in nav.pages}
    pages |= {name for name in templates if name.endswith(".html")}
    kept = [file for file in (*files.static_pages(), *files.media_files()) if file.inclusion.value > InclusionLevel.DRAFT.value]
    others = {*(file.dest_uri for file in kept), *templates}
    for name in sorted(pages | others):
        path = folder / name
        if not path.is_file():
            yield f"{name} is missing"
        elif not path.stat().st_size:
            yield f"{name} is empty"
        elif name in pages and not path.read_bytes().rstrip().endswith(b"</html>"):
            yield f"{name} is cut short"
