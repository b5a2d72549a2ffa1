"""Repositories to publish from and to, with the real git and the real command."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

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


def repository(folder: Path, remote: Path) -> Path:
    """A committed clone of the small project with a bare repository as its origin."""
    small_project(folder)
    (folder / "data" / "addresses.yml").write_text(small_ledger(), "utf-8")
    (folder / ".gitignore").write_text("site/\n__pycache__/\n", "utf-8")
    git(folder, "init", "--quiet", "--initial-branch", "main")
    git(folder, "add", ".")
    git(folder, "commit", "--quiet", "--message", "docs: a small guide")
    git(folder.parent, "init", "--quiet", "--bare", "--initial-branch", "main", str(remote))
    git(folder, "remote", "add", "origin", str(remote))
    git(folder, "push", "--quiet", "origin", "main")
    return folder


def copied(clone: Path, remote: Path, folder: Path) -> tuple[Path, Path]:
    """Both repositories again below `folder`, to change and to break."""
    there = shutil.copytree(clone, folder / "clone"), shutil.copytree(remote, folder / remote.name)
    git(there[0], "remote", "set-url", "origin", str(there[1]))
    return there


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
