"""The list of what a build wrote, kept beside it: everything else in that place is somebody else's."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

NAME = ".build.json"
KEPT = 2  # how many versions back the hashed files stay published
_HASHED = re.compile(r"assets/[^/]+-[A-Z0-9]{8}\.(?:js|css)")


@dataclass(frozen=True)
class Manifest:
    """The commit that was published, or nothing for a local build, and git's id of every file by its path.
    `before` has the files with a hash in their names of the versions before, the last one
    first: pages that browsers still keep ask for them."""

    commit: str
    files: dict[str, str]
    before: tuple[dict[str, str], ...] = ()

    @classmethod
    def of(cls, folder: Path, commit: str = "") -> Manifest:
        """What lies below `folder` now, the manifest itself left out."""
        return cls(commit, {name: blob_id((folder / name).read_bytes()) for name in sorted(listing(folder)) if name != NAME})

    @classmethod
    def parse(cls, text: str) -> Manifest | None:
        """The manifest that `text` holds, or None when it holds none."""
        try:
            found = json.loads(text)
            files, *before = ({str(name): str(blob) for name, blob in of.items()} for of in [found["files"], *found.get("before", ())])
            return cls(str(found["commit"]), files, tuple(before))
        except (ValueError, KeyError, TypeError, AttributeError):
            return None

    @classmethod
    def read(cls, folder: Path) -> Manifest | None:
        """The manifest in `folder`, or None."""
        try:
            return cls.parse((folder / NAME).read_text("utf-8"))
        except (OSError, UnicodeDecodeError):
            return None

    def write(self, folder: Path) -> None:
        """Leave it in `folder`, the same to the byte for the same files."""
        about = {"commit": self.commit, "files": self.files} | ({"before": self.before} if self.before else {})
        text = json.dumps(about, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / NAME).write_text(text + "\n", "utf-8", newline="\n")

    def after(self, last: Manifest) -> Manifest:
        """This version, published after `last`; the same files again are no new version."""
        return replace(self, before=last.before if self.files == last.files else (hashed(last.files), *last.before)[:KEPT])


def hashed(files: dict[str, str]) -> dict[str, str]:
    """Those of `files` whose names change with what is in them."""
    return {path: blob for path, blob in files.items() if _HASHED.fullmatch(path)}


def blob_id(content: bytes) -> str:
    """The id that git gives to a file with this content."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def listing(folder: Path) -> Iterator[str]:
    """The path of every file and link below `folder`, with forward slashes."""
    for here, folders, names in os.walk(folder):
        for name in names + [name for name in folders if (Path(here) / name).is_symlink()]:
            yield (Path(here) / name).relative_to(folder).as_posix()


def could_be_ours(name: str) -> bool:
    """Could a build from before there were manifests have written the file at this path?"""
    path = PurePosixPath(name)
    return path.parts[0] in {"assets", "search"} or path.name == "index.html" or name in {"404.html", "sitemap.xml", "sitemap.xml.gz", ".nojekyll", NAME}
