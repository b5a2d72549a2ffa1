"""What `mkdocs gh-deploy` must not do: publish what was not committed, or lose anything.

MkDocs publishes whatever lies in the work tree under HEAD's name, and replaces the whole
branch. Here it refuses a work tree with changes or untracked files, refuses when the
published branch has moved on since it was last fetched, and keeps a CNAME that is on it.
Builds are dated by the last commit, so that two builds of one commit are the same.
"""

from __future__ import annotations

import logging
import os
import re
import subprocess
from pathlib import Path

from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

log = logging.getLogger("mkdocs.guide")
ROOT = Path(__file__).resolve().parent.parent
SHOWN = 20
_publishing = False


def on_startup(command: str, dirty: bool) -> None:
    """Date the build by the last commit, unless SOURCE_DATE_EPOCH says otherwise."""
    global _publishing
    _publishing = command == "gh-deploy"
    if "SOURCE_DATE_EPOCH" not in os.environ and (when := _git("log", "-1", "--format=%ct")):
        os.environ["SOURCE_DATE_EPOCH"] = when


@event_priority(90)
def on_config(config):
    """Before anything is built: is it safe to publish, and to which address?"""
    if not _publishing:
        return config
    _refuse_elsewhere()
    _refuse_uncommitted()
    _refuse_moved(config.remote_name, config.remote_branch)
    if not os.environ.get("SITE_URL"):
        host = _cname(config)
        config.site_url = f"https://{host}/" if host else pages_address(_git("remote", "get-url", config.remote_name))
        if not config.site_url:
            log.info("SITE_URL is not set and %s is not on GitHub: pages carry no address of their own.", config.remote_name)
    return config


def on_post_build(config):
    """Keep the CNAME that is on the published branch."""
    cname = Path(config.site_dir) / "CNAME"
    if _publishing and cname.parent.is_dir() and not cname.exists() and (host := _cname(config)):
        cname.write_text(f"{host}\n", "utf-8", newline="\n")
        log.info("Keeping CNAME: %s", host)


def _cname(config) -> str:
    """The host name that the published branch claims, or nothing."""
    return _git("show", f"{config.remote_name}/{config.remote_branch}:CNAME").strip()


def pages_address(remote: str) -> str:
    """GitHub Pages' address for a remote on GitHub, or nothing for any other remote."""
    found = re.match(r"(?:https://(?:[^@/]+@)?github\.com/|(?:ssh://)?git@github\.com[:/])([^/]+)/([^/]+?)(?:\.git)?/?$", remote)
    if not found:
        return ""
    owner, name = found[1].lower(), found[2]
    return f"https://{owner}.github.io/" + ("" if name.lower() == f"{owner}.github.io" else f"{name}/")


def _refuse_elsewhere() -> None:
    if _git("rev-parse", "--show-toplevel", folder=Path.cwd()) != _git("rev-parse", "--show-toplevel"):
        raise PluginError(
            "Nothing was published: mkdocs gh-deploy pushes from the repository that it runs in, and that is not the guide's.\n"
            f"Run it in {ROOT}."
        )


def _refuse_uncommitted() -> None:
    if not _git("rev-parse", "--verify", "HEAD"):
        raise PluginError("Nothing was published: this folder has no commit to publish. Commit the guide first.")
    changed = _git("-c", "core.quotePath=false", "status", "--porcelain", "--untracked-files=all").splitlines()
    if changed:
        names = [line[3:] for line in changed]
        more = [f"  and {len(names) - SHOWN} more"] if len(names) > SHOWN else []
        raise PluginError("\n".join([
            "Nothing was published: these files are not committed, and readers would get what nobody can look up later.",
            *(f"  {name}" for name in names[:SHOWN]), *more,
            "Commit them or take them out, then publish again.",
        ]))


def _refuse_moved(remote: str, branch: str) -> None:
    asked = subprocess.run(["git", "ls-remote", remote, f"refs/heads/{branch}"], cwd=ROOT, capture_output=True, text=True, encoding="utf-8")
    if asked.returncode:
        raise PluginError(f"Nothing was published: {remote} could not be asked for its {branch}.\n{asked.stderr.strip()}")
    there = asked.stdout.split()
    if not there:
        return
    known = _git("rev-parse", "--verify", "--quiet", f"refs/remotes/{remote}/{branch}")
    if known != there[0]:
        raise PluginError(
            f"Nothing was published: {branch} on {remote} has moved on to {there[0][:10]}, which this clone has not seen"
            f"{f' (it knows {known[:10]})' if known else ''}. Somebody else published. Look at it first:\n"
            f"  git fetch {remote} {branch}:refs/remotes/{remote}/{branch}\n"
            f"  git log {remote}/{branch}\n"
            "Then publish again. Nothing was changed here or there."
        )


def _git(*arguments: str, folder: Path = ROOT) -> str:
    """What git answers, without the last line break, or nothing when it refuses or is not there."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, encoding="utf-8")
    except FileNotFoundError:  # a build needs no git
        return ""
    return done.stdout.rstrip("\n") if done.returncode == 0 else ""
