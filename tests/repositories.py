"""Repositories to publish from and to, with the real git and the real command."""

from __future__ import annotations

import functools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from conftest import mkdocs, small_ledger, small_project

ENVIRON = {
    "GIT_AUTHOR_NAME": "A Maintainer", "GIT_AUTHOR_EMAIL": "maintainer@example.org", "GIT_COMMITTER_NAME": "A Maintainer",
    "GIT_COMMITTER_EMAIL": "maintainer@example.org", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1",
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8", env={**os.environ, **ENVIRON})
    assert done.returncode == 0, f"git {' '.join(arguments)}: {done.stderr}"
    return done.stdout.strip()


def deploy(folder: Path, *arguments: str, **environ: str) -> subprocess.CompletedProcess[str]:
    return mkdocs("gh-deploy", *arguments, cwd=folder, **{**ENVIRON, **environ})


@functools.cache
def _first() -> tempfile.TemporaryDirectory[str]:
    """A committed clone of the small project with a bare repository as its origin; every other is a copy."""
    made = tempfile.TemporaryDirectory()
    folder, remote = Path(made.name, "clone"), Path(made.name, "some-repo.git")
    small_project(folder)
    (folder / "data" / "addresses.yml").write_text(small_ledger(), "utf-8")
    (folder / ".gitignore").write_text("site/\n__pycache__/\n", "utf-8")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "docs: a small guide")
    git(folder.parent, "init", "--quiet", "--bare", "--initial-branch", "main", str(remote))
    git(folder, "remote", "add", "origin", str(remote))
    git(folder, "push", "--quiet", "origin", "main")
    return made


@functools.cache
def _published() -> tempfile.TemporaryDirectory[str]:
    """The same after it has published once."""
    made = tempfile.TemporaryDirectory()
    clone, _ = copied(_first(), Path(made.name))
    done = deploy(clone, "-q")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    return made


def copied(both: tempfile.TemporaryDirectory[str], folder: Path) -> tuple[Path, Path]:
    """The clone and its remote again below `folder`, to change and to break."""
    there = shutil.copytree(Path(both.name, "clone"), folder / "clone"), shutil.copytree(Path(both.name, "some-repo.git"), folder / "some-repo.git")
    git(there[0], "remote", "set-url", "origin", str(there[1]))
    return there


@pytest.fixture
def remote(tmp_path: Path) -> Path:
    """Where `clone` publishes to."""
    return tmp_path / "some-repo.git"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A committed small guide that has published nothing yet."""
    return copied(_first(), tmp_path)[0]


@pytest.fixture
def published(tmp_path: Path) -> tuple[Path, Path]:
    """A clone and its remote after the first publication."""
    return copied(_published(), tmp_path)


def commit(folder: Path, message: str = "docs: more") -> str:
    """Commit whatever is there, if only the message; returns the commit."""
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD")


def add_to_branch(remote: Path, branch: str = "gh-pages", **files: str) -> str:
    """Somebody else commits `files` on the remote's branch; returns the commit."""
    other = remote.with_name(f"somebody-{len(list(remote.parent.iterdir()))}")
    git(remote.parent, "clone", "--quiet", "--branch", branch, str(remote), str(other))
    for name, text in files.items():
        path = other / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    tip = commit(other, "By hand")
    git(other, "push", "--quiet")
    return tip
