"""After a build: the files to take along, what the browser keeps, and the page that offers both.

Publishing asks for all files to take along, `python -m macros bundle` for one. The page
that offers them is finished here, because only now is it known what there is and how big
it is. Of the service worker a preview has none: it would keep what editors are changing.
`extra: service_worker: false` in mkdocs.yml takes it away from every device.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

from jinja2 import Environment, pass_context
from jinja2.runtime import Context
from markupsafe import Markup
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext, url_filter

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from macros.guide import Guide

class _State:
    """What MkDocs was asked to do, and the menu of the build that is under way."""

    command = ""
    nav: Navigation | None = None


_state = _State()


def on_startup(command: str, dirty: bool) -> None:
    """Publishing makes what a build does not, and a build what a preview does not."""
    _state.command = command


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """The order of the menu is that of the whole guide as one page."""
    _state.nav = nav
    return nav


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """What templates may call."""
    env.globals["worker"] = worker
    return env


@pass_context
def worker(context: Context) -> str:
    """The address of the service worker, as seen from the page, or nothing in a preview."""
    from macros.saving import WORKER

    return url_filter(cast(TemplateContext, context), WORKER) if _state.command != "serve" else ""


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """After everything that writes pages, before the site takes its place."""
    from macros import disk, saving
    from macros.guide import guide_of
    from macros.offers import Offers
    from macros.products import BUNDLE, PDF, PRODUCTS, wanted

    guide = guide_of(config)
    if guide.problems:
        return
    try:
        products = list(PRODUCTS.values()) if _state.command == "gh-deploy" else wanted()
    except ValueError as error:
        raise PluginError(str(error)) from None
    site, when = Path(config.site_dir), get_build_datetime()
    saving.offer(guide, site)
    offers = Offers(guide, site)
    offers.write()
    if BUNDLE in products:
        note = guide.renderer.env.get_template("disk.txt.j2").render(
            name=config.site_name, date=f"{when.day} {when:%B %Y}", address=guide.renderer.base,
        )
        disk.write(site, site / BUNDLE.file, f"{Path(BUNDLE.file).stem}-{when:%Y-%m-%d}", note, when)
        offers.write()
    if PDF in products:
        _whole(guide, config, site)
        offers.write()
    if _state.command != "serve":
        bundle = sys.modules["hooks/bundle.py"]  # under this name MkDocs loads it: mkdocs.yml
        saving.write(guide, site, bundle.inline("worker.js"), off=config.extra.get("service_worker") is False)


def _whole(guide: Guide, config: MkDocsConfig, site: Path) -> None:
    """The whole guide as one page, and as a PDF of it."""
    from macros import pdf, whole
    from macros.addresses import file_of
    from macros.products import PDF

    renderer, when = guide.renderer, get_build_datetime()
    read = [
        whole.Read(page.file.src_uri, str(list(page.ancestors)[-1].title), str(page.title), page.content or "")
        for page in (_state.nav.pages if _state.nav else []) if list(page.ancestors)
    ]
    renderer.page = whole.PAGE
    body = renderer.part(
        "whole", chapters=list(whole.chapters(read, renderer.directory_urls)), site_name=config.site_name, description=config.site_description or "",
        date=f"{when.day} {when:%B %Y}", base=renderer.base, address=renderer.base.partition("://")[2].rstrip("/"),
    )
    bundle = sys.modules["hooks/bundle.py"]
    page = renderer.part(
        "plain", title="The whole guide", body=Markup(body), site_name=config.site_name, head="",
        styles=Markup(bundle.styles_of(body, "shell.css")), script="", source="",
    )
    target = site / file_of(whole.PAGE, renderer.directory_urls)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(bundle.with_policy(page), "utf-8", newline="\n")
    try:
        content = pdf.made(page, Path(config.docs_dir) / "assets" / "css", renderer.base)
    except (pdf.Missing, pdf.Faulty) as error:
        raise PluginError(f"{'Nothing was published' if _state.command == 'gh-deploy' else 'Nothing was built'}: {error}") from None
    (site / PDF.file).parent.mkdir(exist_ok=True)
    (site / PDF.file).write_bytes(content)
