"""The pages that offer files, finished after the build: only then is it known what there is, and how big."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .addresses import file_of
from .products import PRODUCTS, size

if TYPE_CHECKING:
    from .guide import Guide


@dataclass(frozen=True)
class Offer:
    """A product that is there: its name, where it stands below the site, and its size in words."""

    name: str
    file: str
    size: str


class Offers:
    """Every page that calls `downloads()`, as the build left it in `site`."""

    def __init__(self, guide: Guide, site: Path) -> None:
        self.renderer, self.site = guide.renderer, site
        self.pages = {
            page.path: (site / file_of(page.path, self.renderer.directory_urls)).read_text("utf-8")
            for page in guide.pages.values() if any(call.name == "downloads" for call in page.calls)
        }

    def write(self) -> None:
        """Say on each of them what there is now. May be called again when there is more."""
        found = {product.name: self.site / product.file for product in PRODUCTS.values()}
        offers = {name: Offer(name, PRODUCTS[name].file, size(path.stat().st_size)) for name, path in found.items() if path.is_file()}
        for page, html in self.pages.items():
            self.renderer.page = page
            filled = html.replace(self.renderer.downloads(), self.renderer.part("downloads", offers=offers))
            (self.site / file_of(page, self.renderer.directory_urls)).write_text(filled, "utf-8", newline="\n")
