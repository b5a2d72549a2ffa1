"""Files that readers take along: made from the built site, offered with their size.

Publishing makes all of them and refuses without; a build or a preview makes none, unless
GUIDE_FILES names them. `python -m macros bundle` asks for one and puts it into dist/.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

WANTED = "GUIDE_FILES"  # names of products, with commas between
DIST = "dist"


@dataclass(frozen=True)
class Product:
    """A file to take along: what commands call it, and where it stands on the site."""

    name: str
    file: str


BUNDLE = Product("bundle", "files/better-connected-services.zip")
OFFICE = Product("office", "files/better-connected-services-sheets.zip")
PDF = Product("pdf", "files/better-connected-services.pdf")
PRODUCTS: Mapping[str, Product] = {product.name: product for product in (BUNDLE, OFFICE, PDF)}


def wanted() -> list[Product]:
    """What GUIDE_FILES asks a build for. Raises ValueError for a name that is none."""
    names = [name for name in os.environ.get(WANTED, "").split(",") if name]
    if unknown := [name for name in names if name not in PRODUCTS]:
        raise ValueError(f"{WANTED} asks for {', '.join(unknown)}. There is: {', '.join(PRODUCTS)}.")
    return [PRODUCTS[name] for name in names]


def size(content: int) -> str:
    """A size as readers have it: `1.6 MB`, `84 KB`."""
    return f"{content / 1e6:.1f} MB" if content >= 999_500 else f"{max(1, round(content / 1e3))} KB"


def make(product: Product, root: Path) -> tuple[Path | None, str]:
    """Build the guide at `root` and put the product into its dist/. Returns where it is, or
    None if the build failed, and what the build said."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "site"
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)],
            cwd=root, capture_output=True, text=True, encoding="utf-8",
            env={**os.environ, WANTED: product.name, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)},
        )
        if done.returncode:
            return None, done.stderr
        target = root / DIST / Path(product.file).name
        target.parent.mkdir(exist_ok=True)
        shutil.copyfile(site / product.file, target)
        return target, done.stderr
