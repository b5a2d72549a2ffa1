"""Writes the cards, sheets and slides: pages of their own beside those of MkDocs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.exceptions import PluginError
from mkdocs.utils import get_build_datetime

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files


class _State:
    """What MkDocs was asked to do."""

    publishing = False


_state = _State()


class _Bundled:
    """The bundle of this build, under the names by which MkDocs loads the hooks: mkdocs.yml."""

    def __init__(self) -> None:
        self.bundle = sys.modules["hooks/bundle.py"]

    def inline(self, name: str) -> str:
        return str(self.bundle.inline(name))

    def styles(self, first: str, html: str) -> str:
        return str(self.bundle.styles_of(html, first))

    def address(self, name: str) -> str:
        return str(self.bundle.address_of(name))


def on_startup(command: str, dirty: bool) -> None:
    """Publishing makes what a build does not."""
    _state.publishing = command == "gh-deploy"


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """`for_meeting(page)`: what there is of a page for a meeting; `address_on_paper(page)`."""
    from macros.guide import guide_of
    from macros.handouts import address_on_paper, for_meeting

    guide = guide_of(config)
    env.globals["for_meeting"] = lambda page: [] if guide.problems else for_meeting(guide.renderer, page)
    env.globals["address_on_paper"] = lambda page: "" if guide.problems else address_on_paper(guide.renderer, guide.pages[page])
    return env


def on_post_build(config: MkDocsConfig) -> None:
    """After every page, and before the site is held to be whole."""
    from macros.guide import guide_of
    from macros.handouts import handouts

    guide = guide_of(config)
    if guide.problems:  # the preview shows what is wrong
        return
    files = _office(guide.renderer, Path(config.site_dir))
    bundled, language = _Bundled(), sys.modules["hooks/language.py"]
    words = [term.term for term in guide.data.terms.values() if term.lang == "mi"]

    def made() -> Iterator[tuple[str, str]]:
        for name, html in handouts(guide.renderer, bundled, config.site_name, files):
            yield name, bundled.bundle.with_policy(language.mark(html, words) if words else html)

    for name, html in guide.renderer.keep("handouts", (bundled.bundle.addresses(), config.site_name, files), made).items():
        path = Path(config.site_dir) / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(html, "utf-8", newline="\n")


def _office(renderer: Any, site: Path) -> dict[str, list[tuple[str, str, str]]]:
    """Write the files for word processors and spreadsheets if they are wanted: to publish,
    or because GUIDE_FILES asks. Returns by sheet what its page offers."""
    from macros import office
    from macros.products import OFFICE, size, wanted

    try:
        if not _state.publishing and OFFICE not in wanted():
            return {}
        paths = office.write(site / "sheets", renderer, get_build_datetime())
    except ValueError as error:
        raise PluginError(str(error)) from None
    except office.Missing as error:
        raise PluginError(f"{'Nothing was published' if _state.publishing else 'Nothing was built'}: {error}") from None
    office.together(paths, site / OFFICE.file, get_build_datetime())
    kinds = {".docx": "word processor (DOCX)", ".xlsx": "spreadsheet (XLSX)"}
    offers: dict[str, list[tuple[str, str, str]]] = {}
    for path in paths:
        offers.setdefault(path.parent.name, []).append((kinds[path.suffix], path.name, size(path.stat().st_size)))
    return offers
