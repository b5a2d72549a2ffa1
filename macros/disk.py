"""The guide as one file that opens from a disk: every link names its `index.html`.

A browser shows files without a server, but opens no folder's index by itself, refuses a
web app manifest, and has no place for a service worker. What needs a server stays out.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import urlsplit, urlunsplit

from .tags import changed

NOTE = "READ ME FIRST.txt"
_SERVED = {"404.html", "503.html", "sw.js", "everything.json", "sitemap.xml", "sitemap.xml.gz", "manifest.webmanifest"}
_REFRESH = re.compile(r"(\s*\d+\s*;\s*url=)(.*)", re.I)
_POLICY = re.compile(r"(?<=Content-Security-Policy\" content=\")[^\"]*")
_LINKS = {"href", "action", "src"}


def for_disk(html: str, page: str, files: set[str]) -> str:
    """A page of the site at `page`, as it works on a disk beside `files`."""
    def change(tag: str, name: str, value: str) -> str | None:
        if tag == "meta" and name == "content" and (found := _REFRESH.fullmatch(value)):
            return found[1] + on_disk(found[2], page, files)
        return on_disk(value, page, files) if name in _LINKS else None

    html = re.sub(r'<link rel="manifest"[^>]*>\n?', "", html)
    # A file has no origin of its own, so that 'self' need not cover the file beside it: CSP, Level 3, 6.7.2.8.
    html = _POLICY.sub(lambda found: found[0].replace("'self'", "'self' file:"), html)
    return changed(html, change)


def on_disk(address: str, page: str, files: set[str]) -> str:
    """A relative address on `page` that leads to a folder, with the folder's index.html; others as they are."""
    parts = urlsplit(address)
    if parts.scheme or not parts.path or parts.path.startswith("/"):
        return address
    index = normpath(join(dirname(page), parts.path, "index.html"))
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/index.html")) if index in files else address


def packed(site: Path, target: Path | None = None) -> Iterator[tuple[str, bytes]]:
    """(path, content) of every file of the built `site` that works on a disk, in order, without `target`."""
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("*") if path.is_file() and path != target}
    files = {name for name in paths if name not in _SERVED and not name.startswith(".")}
    for name in sorted(files):
        content = paths[name].read_bytes()
        yield name, for_disk(content.decode("utf-8"), name, files).encode("utf-8") if name.endswith(".html") else content


def write(site: Path, target: Path, folder: str, note: str, when: datetime) -> None:
    """Write the built `site` into the file `target`, which may lie in it, as one `folder`
    with a `note` on how to open it. `when` dates everything in it: the same site gives the
    same bytes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    stamp = (max(when.year, 1980), *when.timetuple()[1:6])
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in [(NOTE, note.replace("\n", "\r\n").encode()), *packed(site, target)]:
            entry = zipfile.ZipInfo(f"{folder}/{name}", stamp)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, content)
