"""One command at a time where only one can win: putting a site in its place, publishing."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout
from mkdocs.exceptions import PluginError

PATIENCE = 10.0  # seconds


@contextmanager
def only_one(path: Path, undone: str, patience: float = PATIENCE) -> Iterator[None]:
    """Hold the lock `path` while the block runs. The system lets go of it when the process
    ends, however it ends. Raises PluginError, which begins with `undone` and names the
    process that holds the lock, when it is not free within `patience` seconds."""
    lock, holder = FileLock(path), path.with_name(f"{path.name}.json")
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise PluginError(
            f"{undone}: another command is at work here{_named(holder)}. Waited {patience:g} seconds.\n"
            "Let it end, or end it; then try again."
        ) from None
    try:
        holder.write_text(json.dumps({
            "pid": os.getpid(), "command": " ".join(["mkdocs", *sys.argv[1:]]), "since": f"{datetime.now():%H:%M:%S on %d %B %Y}",
        }), "utf-8")
        yield
    finally:
        holder.unlink(missing_ok=True)
        lock.release()


def _named(holder: Path) -> str:
    """Who holds the lock, as `: process 7, "mkdocs build", since ...`, as far as it is written down."""
    try:
        who = json.loads(holder.read_text("utf-8"))
        return f': process {who["pid"]}, "{who["command"]}", since {who["since"]}'
    except (OSError, ValueError, KeyError, TypeError):
        return ""
