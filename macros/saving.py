"""What the service worker needs: itself with what it is told about this build, the table
of short addresses, and the list of everything, for those who save all of it.

The version is a digest of the build's files, so that each build has a cache of its own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from .addresses import file_of, page_url
from .products import size

if TYPE_CHECKING:
    from .guide import Guide
    from .render import Renderer

WORKER, EVERYTHING, SHORTS, NOT_KEPT = "sw.js", "everything.json", "assets/shorts.json", "503.html"
_OURS = {WORKER, EVERYTHING}
_NOT_READ = re.compile(r"go/|files/|whole/|assets/social/|sitemap\.xml|\.|(?:404|503)\.html|.*\.(?:csv|docx|xlsx|ics)")


def shorts(renderer: Renderer) -> dict[str, str]:
    """Every short address and where it leads: `factor-funding` to `guide/supporting/#funding`."""
    return {
        short: page_url(place.partition("#")[0], renderer.directory_urls) + (f"#{place.partition('#')[2]}" if "#" in place else "")
        for short, place in renderer.addresses.shorts().items()
    }


def listing(site: Path) -> Iterator[Path]:
    """The files that one reads or that pages load, in order: all of them, without those to take along."""
    found = []
    for folder, below, names in os.walk(site):
        here = Path(folder).relative_to(site).as_posix().removeprefix(".")
        below[:] = [name for name in below if not _NOT_READ.match(f"{here}/{name}/".lstrip("/"))]
        found += [Path(folder, name) for name in names if (at := f"{here}/{name}".lstrip("/")) not in _OURS and not _NOT_READ.match(at)]
    yield from sorted(found)


def offer(guide: Guide, site: Path) -> None:
    """Write the table of short addresses, and say how big everything is on each page that calls `saving()`."""
    _put(site / SHORTS, shorts(guide.renderer))
    said = size(sum(path.stat().st_size for path in listing(site)))
    renderer = guide.renderer
    for page in guide.pages.values():
        if any(call.name == "saving" for call in page.calls):
            renderer.page = page.path
            path = site / file_of(page.path, renderer.directory_urls)
            filled = path.read_text("utf-8").replace(renderer.saving(), renderer.part("saving", size=said))
            path.write_text(filled, "utf-8", newline="\n")


def write(guide: Guide, site: Path, source: str, off: bool) -> None:
    """Write the worker from `source`, the text of js/worker/worker.js, and what it reads.
    With `off` it takes itself and all that it kept away from every device."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    digest = hashlib.sha256()
    for name, path in files.items():
        if name not in _OURS:
            digest.update(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    version = digest.hexdigest()[:12]
    base = [NOT_KEPT, SHORTS, *(name for name in files if re.fullmatch(r"assets/(?:shell|offline)-\w+\.js", name))]
    _put(site / EVERYTHING, {"version": version, "files": [_address(path.relative_to(site).as_posix()) for path in listing(site)]})
    told = json.dumps({"version": version, "base": [name for name in base if name in files], "shorts": SHORTS, "off": off})
    (site / WORKER).write_text(f"self.BUILD={told};\n{source}\n", "utf-8", newline="\n")


def _address(name: str) -> str:
    """A file as pages link to it."""
    return name.removesuffix("index.html") if name.endswith("/index.html") or name == "index.html" else name


def _put(path: Path, what: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(what, separators=(",", ":")) + "\n", "utf-8", newline="\n")
