"""No address dies: the build holds the site against its ledger, data/addresses.yml.

Old anchors stay on their page as a short visible link to where they moved, old pages as
a small page that leads on, and every record has a short address under go/. All of it
works without JavaScript, under a sub-path and from a folder on a disk. None of it is in
the menu, the site map or the search.
"""

from __future__ import annotations

import json
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.pages import Page

SHORT = "go"  # macros/addresses.py: short_page()
log = logging.getLogger("mkdocs.guide")


class _Build:
    """What MkDocs was asked to do, and the anchors of each page that it has rendered."""

    def __init__(self) -> None:
        self.command = ""
        self.present: dict[str, list[str]] = {}
        self.written: dict[str, str] = {}  # the pages that lead on


_build = _Build()


def on_startup(command: str, dirty: bool) -> None:
    """Publishing asks for more than a look does."""
    _build.command = command


def on_pre_build(config: MkDocsConfig) -> None:
    """Forget the pages of the build before. A preview puts the many small ones aside, where
    MkDocs, which empties the site, leaves them: it takes no hidden folder."""
    _build.present.clear()
    short, aside = _folders(config)
    if _build.command == "serve" and short.is_dir():
        shutil.rmtree(aside, ignore_errors=True)
        short.rename(aside)


def _folders(config: MkDocsConfig) -> tuple[Path, Path]:
    """Where the short addresses are, and where a preview keeps them during a build."""
    return Path(config.site_dir, SHORT), Path(config.site_dir, f".{SHORT}")


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Remember a page's anchors, put the ones that moved where people look for them, and
    beside every heading the mark that copies its address."""
    from macros.addresses import outline_of
    from macros.copying import with_copy_links
    from macros.guide import guide_of
    from macros.moved import with_moved

    outline, source, guide = outline_of(html), page.file.src_uri, guide_of(config)
    _build.present[source] = outline.ids
    if guide.problems:
        return html
    return with_copy_links(guide.renderer, with_moved(guide.renderer, html, outline, source), source)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Every short address as a table, for spreadsheets."""
    from macros.guide import guide_of
    from macros.links import LINKS_FILE, as_csv

    guide = guide_of(config)
    if not guide.problems:
        files.append(File.generated(config, LINKS_FILE, content=as_csv(guide.renderer)))
    return files


def on_post_build(config: MkDocsConfig) -> None:
    """Check the ledger; write the pages that only lead on."""
    from macros.addresses import additions, homeless, lost
    from macros.guide import guide_of
    from macros.moved import leading_on
    from macros.problem import report
    from macros.tools import FILE, unpublished

    guide = guide_of(config)
    if guide.problems:  # the preview shows what is wrong
        return
    data = guide.data
    if problems := [*lost(data, _build.present), *homeless(data, _build.present)]:
        log.error(report(problems))
    new = additions(data, _build.present)
    if wanted := os.environ.get("GUIDE_LEDGER"):
        Path(wanted).write_text(json.dumps({"pages": new.pages, "shorts": new.shorts}), "utf-8")
    elif new and _build.command == "gh-deploy":
        raise PluginError(
            f"Nothing was published: {len(new)} pages, anchors and short addresses are new and not in data/addresses.yml, "
            "so nobody would notice if they were lost.\n"
            "Run `python -m macros ledger`, commit data/addresses.yml, then publish again."
        )
    elif _build.command == "gh-deploy" and (waiting := unpublished(data)):
        raise PluginError(
            f"Nothing was published: people would have codes of {', '.join(found.id for found in waiting)}, which may still change.\n"
            f"Run `python -m macros item-sets publish`, commit {FILE}, then publish again."
        )
    bundle = sys.modules["hooks/bundle.py"]  # under this name MkDocs loads it: mkdocs.yml

    def made() -> Iterator[tuple[str, str]]:
        for name, html in leading_on(guide.renderer, config.site_url, bundle.inline("moved.js")):
            yield name, bundle.with_policy(html)

    pages = guide.renderer.keep("leading on", bundle.addresses(), made)
    short, aside = _folders(config)
    if as_before := pages is _build.written and aside.is_dir():
        aside.rename(short)
    _build.written = pages
    for name, html in pages.items():
        if as_before and name.startswith(f"{SHORT}/"):
            continue
        path = Path(config.site_dir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8", newline="\n")
