"""Nothing is rendered that is wrong: a build ends before the first page and says all that
is to be mended; a preview shows it on the pages concerned."""

from __future__ import annotations

import logging
from typing import Any, cast

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

log = logging.getLogger("mkdocs.guide")


class _Command:
    """What MkDocs was asked to do; it says so once, before there is a configuration."""

    serving = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether this is a preview."""
    _Command.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """After mkdocs-macros, which makes the package importable: is all well?"""
    from macros.guide import guide_of
    from macros.problem import report

    if problems := guide_of(config).problems:
        if not _Command.serving:
            raise PluginError(report(problems))
        log.error(report(problems))
        config.validation.links.anchors = logging.DEBUG  # anchors of calls left out would bury it
    return config


@event_priority(100)
def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Only a preview comes here with problems: pages show them."""
    from macros.guide import guide_of

    guide: Any = guide_of(config)
    for file in files.documentation_pages():
        page = guide.pages.get(file.src_uri)
        if page is not None and (text := guide.preview(page)) is not None:
            file.content_string = text
    return files


@event_priority(100)
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """The check has made the page's HTML already: neither its calls nor its Markdown need
    be read again."""
    return markdown if _html_of(page, config) is None else ""


@event_priority(100)
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """That HTML, before any other hook looks at it, and its headings."""
    from macros.guide import guide_of

    made = _html_of(page, config)
    if made is None:
        return html
    page.toc = get_toc(cast(Any, guide_of(config).pages[page.file.src_uri].made.contents))
    return made


def _html_of(page: Page, config: MkDocsConfig) -> str | None:
    from macros.guide import guide_of

    guide = guide_of(config)
    known = guide.pages.get(page.file.src_uri)
    return None if known is None else guide.html(known)
