"""The published branch: what is on it now, what of it stays, and the push.

Written with git itself, not with ghp-import (which MkDocs uses): that one replaces every
file on the branch, moves a local branch before it pushes, and ends in a traceback when the
push is refused. Here the commit is made from a tree of its own, pushed only if the branch
is still where it was looked at, and looked up again on the remote.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.exceptions import PluginError

from .git import GitError, agrees, answer, git
from .manifest import NAME, Manifest, could_be_ours
from .refusals import refused

_DEPLOYED = re.compile(r"Deployed ([0-9a-f]{7,40}) with MkDocs")


@dataclass(frozen=True)
class Branch:
    """`name` on `remote` as it was when looked at. `tip` is empty when there is none;
    `entries` has git's mode and id of every file on it by path."""

    remote: str
    name: str
    tip: str = ""
    entries: dict[str, tuple[str, str]] = field(default_factory=dict)
    manifest: Manifest | None = None
    commit: str = ""  # of the guide, that the branch was built from

    @classmethod
    def look(cls, remote: str, name: str) -> Branch:
        """Fetch the branch and read it. Raises PluginError when it cannot be had or must not be written."""
        if name.startswith(("-", "+", "refs/")) or name == "HEAD" or not agrees("check-ref-format", f"refs/heads/{name}"):
            raise refused(f"{name!r} cannot be the name of the branch to publish to. The usual one is gh-pages.")
        if name == answer("symbolic-ref", "--short", "HEAD"):
            raise refused(f"{name} is the branch that you work on, and publishing puts the built pages there. The usual one is gh-pages.")
        if not _address(remote):
            raise refused(f"there is no remote {remote!r}. Those that git knows: {', '.join(answer('remote').split()) or 'none'}.")
        _refuse_sources(f"{name} in this clone", _entries(f"refs/heads/{name}"))
        try:
            there = _tip(remote, name)
            if not there:
                return cls(remote, name)
            # No ref is written in this clone: another command may be looking at the same time. So
            # nothing may be tidied away either, before it is read.
            git("fetch", "--quiet", "--no-tags", "--no-auto-gc", "--refmap=", _address(remote), f"refs/heads/{name}")
        except GitError as error:
            raise refused(f"{remote} could not be asked for its {name}.", str(error)) from None
        tip = answer("rev-parse", "--verify", "--quiet", f"{there}^{{commit}}")
        if not tip:
            raise refused(f"meanwhile somebody has put another {name} in its place on {remote}.", "Publish again: it looks anew.")
        entries = _entries(tip)
        _refuse_sources(f"{name} on {remote}", entries)
        manifest = Manifest.parse(answer("cat-file", "blob", f"{tip}:{NAME}"))
        deployed = _DEPLOYED.search(answer("log", "--max-count=50", "--format=%s", tip))
        commit = manifest.commit if manifest else deployed[1] if deployed else ""
        found = cls(remote, name, tip, entries, manifest, commit)
        found._refuse_other_site()
        found._refuse_going_back()
        found._refuse_unseen()
        return found

    def text(self, path: str) -> str:
        """What the file at `path` on the branch says, or nothing."""
        return answer("cat-file", "blob", f"{self.tip}:{path}") if path in self.entries else ""

    def next(self, built: Manifest) -> Manifest:
        """`built` as the version that follows the one on the branch."""
        return built.after(self.manifest) if self.manifest else built

    def stays(self, built: Manifest) -> dict[str, tuple[str, str]]:
        """What of the branch is kept beside the new files `built`: the hashed files of the
        versions before, and everything that no publication wrote. Before there were
        manifests, everything that none can have written."""
        last = self.manifest
        ours = {NAME, *built.files, *(path for of in (last.files, *last.before) for path in of)} if last else {NAME, *built.files}
        return {
            path: entry for path, entry in self.entries.items()
            if (path not in built.files and any(path in of for of in built.before)) or (path not in ours and (last or not could_be_ours(path)))
        }

    def publish(self, folder: Path, manifest: Manifest, message: str, index: Path) -> str:
        """Push the files of `folder`, which are those of `manifest`, with what stays; `index`
        is a file to work in. Returns what happened, as a sentence. Raises PluginError when it did not."""
        try:
            tree, kept = self._tree(folder, manifest, index)
            if self.tip and tree == git("rev-parse", f"{self.tip}^{{tree}}"):
                return f"{self.name} on {self.remote} has these very files already: nothing to publish."
            parent = ["-p", self.tip] if self.tip else []
            commit = git("commit-tree", tree, *parent, "-F", "-", stdin=message)
        except GitError as error:
            raise refused("git could not write the files down.", str(error)) from None
        self._push(commit)
        others = kept.difference(*manifest.before)
        also = f", and kept {', '.join(sorted(others))}" if others else ""
        return f"Published {len(manifest.files)} files to {self.name} on {self.remote}{also}."

    def _tree(self, folder: Path, manifest: Manifest, index: Path) -> tuple[str, set[str]]:
        """The id of the tree to publish, and the paths in it that this version did not write."""
        names = [*manifest.files, NAME]
        ids = git("hash-object", "-w", "--no-filters", "--stdin-paths", stdin="".join(f"{folder / name}\n" for name in names)).split()
        built = dict(zip(names, ids, strict=True))
        stays = self.stays(manifest)
        for path in stays:
            if blocked := next((name for name in built if name.startswith(f"{path}/") or path.startswith(f"{name}/")), None):
                raise GitError(f"{path} on {self.name} is not the guide's and stands in the way of {blocked}. Move it on the branch.")
        rows = [f"100644 {blob}\t{path}" for path, blob in built.items()] + [f"{mode} {blob}\t{path}" for path, (mode, blob) in stays.items()]
        index.unlink(missing_ok=True)
        git("update-index", "-z", "--index-info", stdin="\0".join(rows) + "\0", GIT_INDEX_FILE=os.fspath(index))
        tree = git("write-tree", GIT_INDEX_FILE=os.fspath(index))
        written = {path: blob for path, (_, blob) in _entries(tree).items() if path not in stays and path != NAME}
        if written != manifest.files and len(next(iter(ids))) == 40:
            raise GitError(f"{folder.name}/ has changed since it was built. Publish again.")
        return tree, set(stays)

    def _push(self, commit: str) -> None:
        """Push if the branch is still where it was looked at, and see that it arrived."""
        place = f"refs/heads/{self.name}"
        said = ""
        try:
            git("push", "--quiet", "--no-follow-tags", f"--force-with-lease={place}:{self.tip}", self.remote, f"{commit}:{place}")
        except GitError as error:
            said = str(error)
        try:
            there = _tip(self.remote, self.name)
        except GitError as error:
            raise PluginError(
                f"It is not known whether {commit[:10]} was published: {self.remote} does not answer.\n{said or error}\nLook there, then publish again."
            ) from None
        if there == commit:
            return
        if there != self.tip:
            raise refused(
                f"meanwhile {self.name} on {self.remote} has moved on to {there[:10] or 'nothing'}; somebody else published.",
                "Publish again: it takes in what is new.",
            )
        raise refused(f"{self.remote} refused the push to {self.name}. It said:", said or "nothing")

    def _refuse_other_site(self) -> None:
        """A branch that no publication of ours began: our pages do not go among other people's files."""
        if self.manifest:
            return
        if agrees("merge-base", "HEAD", self.tip):
            raise refused(f"{self.name} on {self.remote} has grown from the guide's sources and is no branch of built pages. The usual one is gh-pages.")
        if "index.html" in self.entries and ".nojekyll" not in self.entries:
            raise refused(f"{self.name} on {self.remote} holds a site that is not the guide's. Give another branch with -b, or remove that one yourself.")

    def _refuse_going_back(self) -> None:
        """What readers have now must be part of what they get."""
        if not self.commit:
            return
        shallow = answer("rev-parse", "--is-shallow-repository") == "true"
        known = agrees("cat-file", "-e", f"{self.commit}^{{commit}}")
        if known and agrees("merge-base", "--is-ancestor", self.commit, "HEAD"):
            return
        if shallow:
            raise refused(
                f"this clone has no full history, so nobody can tell whether {self.commit[:10]}, which is published, is older.",
                "Get the history, then publish again:", "  git fetch --unshallow",
            )
        raise refused(
            f"readers have {self.commit[:10]} now, and {'this commit does not hold it' if known else 'this clone does not know it'}: "
            "an older or another state would take its place.",
            "Take in what is published, then publish again:", f"  git pull {self.remote}",
            "To go back on purpose, undo the later commits with git revert, and publish that.",
        )

    def _refuse_unseen(self) -> None:
        """Our files, changed on the branch by hand, are replaced only when this clone has seen that."""
        if self.manifest:
            changed = sorted(path for path, blob in self.manifest.files.items() if len(blob) == len(self.tip) and self.entries.get(path, ("", ""))[1] != blob)
        else:
            changed = [] if _DEPLOYED.match(answer("log", "-1", "--format=%s", self.tip)) or not self.commit else ["files"]
        if changed and answer("rev-parse", "--verify", "--quiet", f"refs/remotes/{self.remote}/{self.name}") != self.tip:
            raise refused(
                f"on {self.name} somebody has changed {', '.join(changed[:3])} by hand ({self.tip[:10]}), and a publication "
                "writes the guide's files anew. Look at it first:",
                f"  git fetch {self.remote} {self.name}:refs/remotes/{self.remote}/{self.name}",
                f"  git log -p {self.remote}/{self.name}",
                "Take what you want of it into the guide, then publish again. Nothing was changed here or there.",
            )


def _address(remote: str) -> str:
    """Where pushes to the remote go: the branch is looked at there."""
    return answer("remote", "get-url", "--push", remote)


def _tip(remote: str, name: str) -> str:
    """The commit at the end of the branch on the remote, or nothing. Raises GitError."""
    rows = (row.split("\t") for row in git("ls-remote", _address(remote), f"refs/heads/{name}").splitlines())
    return next((commit for commit, ref in rows if ref == f"refs/heads/{name}"), "")  # git lists what only ends like it too


def _entries(tree: str) -> dict[str, tuple[str, str]]:
    """Mode and id of every file in a commit or tree, by path; none when there is no such."""
    found = {}
    for row in answer("ls-tree", "-r", "-z", tree).split("\0"):
        if row:
            about, _, path = row.partition("\t")
            mode, _, blob = about.split(" ")
            found[path] = (mode, blob)
    return found


def _refuse_sources(where: str, entries: dict[str, tuple[str, str]]) -> None:
    if NAME not in entries and ("mkdocs.yml" in entries or any(path.startswith("data/") for path in entries)):
        raise refused(f"{where} holds the sources of a guide, and publishing puts built pages there. The usual branch is gh-pages.")
