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
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import get_build_datetime
from mkdocs.utils.templates import TemplateContext, url_filter

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

_command = ""


def on_startup(command: str, dirty: bool) -> None:
    """Publishing makes what a build does not, and a build what a preview does not."""
    global _command
    _command = command


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """What templates may call."""
    env.globals["worker"] = worker
    return env


@pass_context
def worker(context: Context) -> str:
    """The address of the service worker, as seen from the page, or nothing in a preview."""
    from macros.saving import WORKER

    return url_filter(cast(TemplateContext, context), WORKER) if _command != "serve" else ""


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """After everything that writes pages, before the site takes its place."""
    from macros import disk, saving
    from macros.guide import guide_of
    from macros.offers import Offers
    from macros.products import BUNDLE, PRODUCTS, wanted

    guide = guide_of(config)
    if guide.problems:
        return
    try:
        products = list(PRODUCTS.values()) if _command == "gh-deploy" else wanted()
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
    if _command != "serve":
        bundle = sys.modules["hooks/bundle.py"]  # under this name MkDocs loads it: mkdocs.yml
        saving.write(guide, site, bundle.inline("worker.js"), off=config.extra.get("service_worker") is False)
