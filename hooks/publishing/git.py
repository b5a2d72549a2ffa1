"""Git, asked in the guide's repository."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from mkdocs.exceptions import PluginError

ROOT = Path(__file__).resolve().parents[2]


class GitError(PluginError):
    """Git refused; the text is what it said."""


def git(*arguments: str, folder: Path = ROOT, stdin: str = "", **environ: str) -> str:
    """What git answers, without the last line break. Raises GitError when it refuses or is not there."""
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=folder, input=stdin.encode("utf-8", "surrogateescape"), capture_output=True, env={**os.environ, **environ},
        )
    except FileNotFoundError:
        raise GitError("git is not installed, or not on PATH.") from None
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip() or f"git {arguments[0]} ended with {done.returncode}.")
    return done.stdout.decode("utf-8", "surrogateescape").rstrip("\n")


def answer(*arguments: str, folder: Path = ROOT) -> str:
    """What git answers, or nothing when it refuses or is not there: a build needs no git."""
    try:
        return git(*arguments, folder=folder)
    except GitError:
        return ""


def agrees(*arguments: str) -> bool:
    """Does git answer yes?"""
    try:
        git(*arguments)
    except GitError:
        return False
    return True
