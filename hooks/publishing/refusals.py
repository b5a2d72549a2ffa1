"""What of the checkout stands against publishing it. Each raises PluginError with what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mkdocs.exceptions import PluginError

from .folder import is_of_a_run
from .git import ROOT, GitError, answer, git

SHOWN = 20


def refused(*lines: str) -> PluginError:
    """The error that says why nothing was published."""
    return PluginError("Nothing was published: " + "\n".join(lines))


def refuse_options(options: dict[str, object]) -> None:
    """Options of gh-deploy that can lose what others published."""
    if options.get("force"):
        raise refused("--force pushes over whatever is there. Leave it out: when a push is refused, the message says what to do.")
    if options.get("no_history"):
        raise refused("--no-history throws earlier publications away, and with them the way back. Leave it out.")


def refuse_elsewhere() -> None:
    """Another repository than the guide's, where mkdocs was called with -f."""
    if answer("rev-parse", "--show-toplevel", folder=Path.cwd()) != answer("rev-parse", "--show-toplevel"):
        raise refused(f"mkdocs gh-deploy runs in another repository than the guide's.\nRun it in {ROOT}.")


def refuse_nobody() -> None:
    """A commit that would have no author."""
    try:
        who = git("-c", "user.useConfigOnly=true", "var", "GIT_COMMITTER_IDENT")
    except GitError:
        who = ""
    if not re.match(r"\S.* <\S+> \d", who):
        raise refused(
            "git does not know who you are, and a publication carries a name. Say it once:",
            '  git config --global user.name "Your Name"', "  git config --global user.email you@example.org",
        )


def refuse_uncommitted(sources: Iterable[Path]) -> None:
    """Files that readers would get and nobody could look up later: changed, new, or hidden
    from git's eyes below `sources`, by whatever list of exceptions."""
    if not answer("rev-parse", "--verify", "HEAD"):
        raise refused("this folder has no commit to publish. Commit the guide first.")
    changed = [line[3:] for line in _split(git("status", "--porcelain", "-z", "--no-renames", "--untracked-files=all"))]
    if changed := [name for name in changed if not is_of_a_run(name)]:
        raise refused(
            "these files are not committed, and readers would get what nobody can look up later.", *_some(changed),
            "Commit them or take them out, then publish again.",
        )
    places = [str(path) for path in sources if path.exists() and path.is_relative_to(ROOT)]
    unknown = [name for name in _split(git("ls-files", "--others", "-z", "--", *places)) if not _harmless(name)]
    if unknown:
        raise refused(
            "git is told to ignore these files (.gitignore, .git/info/exclude or your own list), and they would go out.",
            *_some(unknown), "Commit them or move them out of the guide, then publish again.",
        )
    overlooked = [line[2:] for line in _split(git("ls-files", "-v", "-z")) if line[0].islower() or line[0] == "S"]
    if overlooked:
        raise refused(
            "git is told to overlook changes of these files, so that nobody knows what would go out.", *_some(overlooked),
            "Undo it, then publish again:", "  git update-index --no-assume-unchanged --no-skip-worktree FILE",
        )


def _harmless(name: str) -> bool:
    """MkDocs takes no hidden file, and Python's compiled files go nowhere."""
    return any(part.startswith(".") or part == "__pycache__" for part in name.split("/"))


def _split(answered: str) -> list[str]:
    return [part for part in answered.split("\0") if part]


def _some(names: Iterable[str]) -> list[str]:
    """The first of `names` on a line each, and how many more there are."""
    every = list(names)
    return [f"  {name}" for name in every[:SHOWN]] + ([f"  and {len(every) - SHOWN} more"] if len(every) > SHOWN else [])
