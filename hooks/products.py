"""After a build: the files to take along, and the page that offers them with their size.

Publishing asks for all of them, `python -m macros bundle` for one. The page that offers
them is finished here, because only now is it known what there is and how big it is.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.utils import get_build_datetime

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

_publishing = False


def on_startup(command: str, dirty: bool) -> None:
    """Publishing makes what a build does not."""
    global _publishing
    _publishing = command == "gh-deploy"


@event_priority(-50)
def on_post_build(config: MkDocsConfig) -> None:
    """After everything that writes pages, before the site takes its place."""
    from macros import disk
    from macros.guide import guide_of
    from macros.offers import Offers
    from macros.products import BUNDLE, PRODUCTS, wanted

    guide = guide_of(config)
    if guide.problems:
        return
    try:
        products = list(PRODUCTS.values()) if _publishing else wanted()
    except ValueError as error:
        raise PluginError(str(error)) from None
    site, when = Path(config.site_dir), get_build_datetime()
    offers = Offers(guide, site)
    offers.write()
    if BUNDLE in products:
        note = guide.renderer.env.get_template("disk.txt.j2").render(
            name=config.site_name, date=f"{when.day} {when:%B %Y}", address=guide.renderer.base,
        )
        disk.write(site, site / BUNDLE.file, f"{Path(BUNDLE.file).stem}-{when:%Y-%m-%d}", note, when)
        offers.write()
