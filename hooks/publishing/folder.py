"""A folder for each run, beside the site whose place it takes when it is whole.

Beside `site/` stands `.site.runs/` while a command runs: a folder and a lock for each run,
and one lock for taking the site's place. A lock that nobody holds belongs to a process
that is dead; the next run clears away what that one left.
"""

from __future__ import annotations

import itertools
import os
import shutil
import time
import uuid
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from .lock import only_one
from .manifest import NAME, Manifest, could_be_ours, listing

DROPPINGS = {".DS_Store", "Thumbs.db", "desktop.ini"}  # file managers leave these anywhere


def is_of_a_run(name: str) -> bool:
    """Does a path of the checkout lie in the folder of a command that is at work now? Its own
    .gitignore comes and goes with it, so for a moment git may see the rest."""
    return any(part.startswith(".") and part.endswith(".runs") for part in name.split("/")[:-1])


class Run:
    """One run's own folder for a site that shall stand at `target`."""

    def __init__(self, target: Path) -> None:
        self.target = target.resolve()  # a link stays; what it points at is replaced
        self.undone = f"{self.target.name}/ stays as it was"
        self._house = self.target.with_name(f".{self.target.name}.runs")
        try:
            self._clear_dead()
            self._lock = self._claim()
            self._folder = Path(self._lock.lock_file).with_suffix("")
            self._folder.mkdir()
            self._hide()
        except OSError as error:
            raise PluginError(f"{self.undone}: no folder can be made beside it. {error}") from None
        self.new = self._folder / "new"
        self._old = self._folder / "old"

    def take_place(self) -> None:
        """Put the new site where the old one stands. Raises PluginError, and leaves the old
        one there, when another run is doing so or the system refuses."""
        with only_one(self._house / "lock", self.undone):
            refuse_strangers(self.target)
            try:
                if self.target.exists():
                    _move(self.target, self._old)
                try:
                    _move(self.new, self.target)
                except OSError:
                    if self._old.exists():
                        _move(self._old, self.target)
                    raise
            except OSError as error:
                raise PluginError(f"{self.undone}: {error}\nIs a program using it? Close that, then build again.") from None

    def discard(self) -> None:
        """Leave nothing behind. Does nothing the second time."""
        if self._lock.is_locked:
            shutil.rmtree(self._folder, ignore_errors=True)
            self._lock.release()
            with suppress(OSError):
                Path(self._lock.lock_file).unlink()
            self._leave()

    def _claim(self) -> FileLock:
        """A lock under a name of its own; another run may clear it away before it is held, so try again."""
        for _ in range(100):
            with suppress(Timeout, FileNotFoundError):
                self._house.mkdir(parents=True, exist_ok=True)
                self._hide()
                lock = FileLock(self._house / f"{uuid.uuid4().hex[:8]}.lock")
                lock.acquire(blocking=False)
                return lock
        raise OSError(f"{self._house} cannot be used.")

    def _hide(self) -> None:
        """Keep git from seeing what lies here for a moment."""
        (self._house / ".gitignore").write_text("*\n", "utf-8")

    def _clear_dead(self) -> None:
        """Remove what dead runs left. One that died between two moves gives the old site back."""
        place = FileLock(self._house / "lock")
        if not self._house.is_dir():
            return
        try:
            place.acquire(blocking=False)
        except (Timeout, FileNotFoundError):
            return  # a run that is alive is taking the place; the next one clears up
        try:
            for path in self._house.glob("*.lock"):
                lock = FileLock(path)
                with suppress(Timeout, FileNotFoundError):
                    lock.acquire(blocking=False)
                    folder = path.with_suffix("")
                    if (folder / "old").is_dir() and not self.target.exists():
                        _move(folder / "old", self.target)
                    shutil.rmtree(folder, ignore_errors=True)
                    with suppress(OSError):
                        path.unlink()
                    lock.release()
                    with suppress(OSError):
                        path.unlink()  # Windows removes no file that is open
        finally:
            place.release()

    def _leave(self) -> None:
        """Remove `.site.runs/` when no other run is in it."""
        with suppress(OSError, Timeout):
            place = FileLock(self._house / "lock")
            place.acquire(blocking=False)
            try:
                if not any(self._house.glob("*.lock")):
                    for name in ("lock.json", "lock", ".gitignore"):
                        (self._house / name).unlink(missing_ok=True)
                    self._house.rmdir()
            finally:
                place.release()


def sources(config: MkDocsConfig) -> list[Path]:
    """The files and folders that the guide is made from."""
    places = [config.config_file_path, config.docs_dir, config.theme.custom_dir, *config.watch]
    return [Path(place).resolve() for place in places if place]


def refuse_place(target: Path, root: Path, made_from: Iterable[Path]) -> None:
    """Raise PluginError when a site at `target` would replace the guide itself: its folder
    `root`, what it is `made_from`, or anything that no build wrote."""
    target = target.resolve()
    if target == root or target in root.parents:
        raise PluginError(f"Nothing was built: {target} holds the guide itself. Give another folder, such as site.")
    for source in made_from:
        if target == source or source in target.parents or target in source.parents:
            raise PluginError(f"Nothing was built: {target} is part of what the guide is made from ({source.name}). Give another folder, such as site.")
    refuse_strangers(target)


def refuse_strangers(target: Path) -> None:
    """Raise PluginError when there is something at `target` that no build of the guide wrote."""
    if target.exists() and not target.is_dir():
        raise PluginError(f"Nothing was built: {target} is a file. Give a folder.")
    if found := list(itertools.islice(_strangers(target), 4)):
        raise PluginError("\n".join([
            f"Nothing was built: a build replaces its folder, and in {target} there is what no build wrote:",
            *(f"  {name}" for name in found[:3]), *(["  and more"] if found[3:] else []),
            "Move that away, or give another folder with -d.",
        ]))


def _strangers(target: Path) -> Iterator[str]:
    """The paths below `target` that no build wrote."""
    if not target.is_dir():
        return
    if (target / ".git").exists():
        yield ".git"
        return
    manifest = Manifest.read(target)
    for name in listing(target):
        ours = name in manifest.files if manifest else could_be_ours(name) and ".git" not in name.split("/")
        if not ours and name != NAME and name.rpartition("/")[2] not in DROPPINGS:
            yield name
    if not manifest and (page := target / "index.html").is_file() and b'content="mkdocs-' not in page.read_bytes():
        yield "index.html"


def _move(source: Path, target: Path, tries: int = 10) -> None:
    """Rename a folder. On Windows a virus scanner may hold a file open for a moment."""
    for left in reversed(range(tries)):
        try:
            os.replace(source, target)
            return
        except PermissionError:
            if not left:
                raise
            time.sleep(0.1)
