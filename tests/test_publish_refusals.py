"""What `mkdocs gh-deploy` refuses, each with a sentence on why and nothing published."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import amiss
from publishing.address import host_of, is_address, pages_address
from repositories import add_to_branch, commit, deploy, git


def refused(done: subprocess.CompletedProcess[str], remote: Path, tip: str, *words: str) -> None:
    """It says so in one plain message, and the branch stands where it stood."""
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
    assert done.stderr.count("Nothing was published") == 1, done.stderr
    for word in words:
        assert word in done.stderr, done.stderr
    assert tip_of(remote) == tip


def tip_of(remote: Path) -> str:
    return git(remote, "for-each-ref", "--format=%(objectname)", "refs/heads/gh-pages")


def exclude_file(clone: Path) -> None:
    (clone / ".git" / "info" / "exclude").write_text("secret*\n", "utf-8")
    (clone / "docs" / "secret.md").write_text("# Secret\n", "utf-8")


def exclude_file_by_gitignore(clone: Path) -> None:
    (clone / ".gitignore").write_text("site/\n__pycache__/\nsecret*\n", "utf-8")
    commit(clone)
    (clone / "docs" / "secret.md").write_text("# Secret\n", "utf-8")


def exclude_file_for_all_repositories(clone: Path) -> None:
    (clone.parent / "ignore").write_text("secret*\n", "utf-8")
    git(clone, "config", "core.excludesFile", str(clone.parent / "ignore"))
    (clone / "data" / "cases" / "secret.yml").write_text("id: secret\n", "utf-8")


def assume_unchanged(clone: Path) -> None:
    git(clone, "update-index", "--assume-unchanged", "docs/index.md")


def skip_worktree(clone: Path) -> None:
    git(clone, "update-index", "--skip-worktree", "docs/index.md")


@pytest.mark.parametrize(("hide", "name"), [
    (exclude_file, "docs/secret.md"), (exclude_file_by_gitignore, "docs/secret.md"), (exclude_file_for_all_repositories, "data/cases/secret.yml"),
    (assume_unchanged, "docs/index.md"), (skip_worktree, "docs/index.md"),
])
def test_what_is_hidden_from_git(published: tuple[Path, Path], hide: Callable[[Path], None], name: str) -> None:
    clone, remote = published
    hide(clone)
    page = clone / "docs" / "index.md"
    if hide in (assume_unchanged, skip_worktree):
        page.write_text(page.read_text("utf-8") + "\nUnseen.\n", "utf-8")
        assert git(clone, "status", "--porcelain") == ""
    refused(deploy(clone), remote, tip_of(remote), f"  {name}")


def test_what_goes_nowhere_may_be_hidden(published: tuple[Path, Path]) -> None:
    """Compiled Python, hidden files and what lies outside the sources stand in nobody's way."""
    clone, _ = published
    for name in ("macros/__pycache__/x.pyc", "docs/.DS_Store", "site/index.html"):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_text("x", "utf-8")
    (clone / ".git" / "info" / "exclude").write_text(".DS_Store\n", "utf-8")
    done = deploy(clone)
    assert done.returncode == 0 and "has these very files already" in done.stderr, done.stderr


@pytest.mark.parametrize(("arguments", "words"), [
    (("--force",), "--force pushes over whatever is there"),
    (("--no-history",), "--no-history throws earlier publications away"),
    (("-b", "main"), "main is the branch that you work on"),
    (("-b", "draft"), "draft on origin holds the sources of a guide"),
    (("-b", "mine"), "mine in this clone holds the sources of a guide"),
    (("-b", "work"), "work on origin has grown from the guide's sources"),
    (("-b", "theirs"), "theirs on origin holds a site that is not the guide's"),
    (("-b", "a b"), "cannot be the name of the branch"), (("-b", "refs/heads/main"), "cannot be the name of the branch"),
    (("-b", "x:main"), "cannot be the name of the branch"), (("-r", "elsewhere"), "there is no remote 'elsewhere'. Those that git knows: origin."),
])
def test_branches_and_options_that_destroy(published: tuple[Path, Path], arguments: tuple[str, ...], words: str) -> None:
    clone, remote = published
    git(clone, "push", "--quiet", "origin", "main:draft")
    git(clone, "branch", "mine")
    git(clone, "checkout", "--quiet", "-b", "work")
    git(clone, "rm", "-r", "--quiet", "data", "mkdocs.yml")
    git(clone, "commit", "--quiet", "--message", "docs: less")
    git(clone, "push", "--quiet", "origin", "work")
    git(clone, "checkout", "--quiet", "--orphan", "theirs")
    git(clone, "rm", "-r", "--quiet", "--force", ".")
    (clone / "index.html").write_text("<p>Theirs", "utf-8")
    commit(clone)
    git(clone, "push", "--quiet", "origin", "theirs")
    git(clone, "checkout", "--quiet", "main")
    git(clone, "branch", "-D", "work", "theirs")
    before = git(remote, "for-each-ref"), git(clone, "for-each-ref")
    refused(deploy(clone, *arguments), remote, tip_of(remote), words)
    assert (git(remote, "for-each-ref"), git(clone, "for-each-ref")) == before


def test_an_older_commit(published: tuple[Path, Path]) -> None:
    clone, remote = published
    old = git(clone, "rev-parse", "HEAD")
    new = commit(clone)
    assert deploy(clone).returncode == 0
    git(clone, "checkout", "--quiet", old)
    refused(deploy(clone), remote, tip_of(remote), f"readers have {new[:10]} now", "git pull origin", "git revert")
    commit(clone, "docs: another way")
    refused(deploy(clone), remote, tip_of(remote), f"readers have {new[:10]} now")


def test_an_older_commit_than_one_from_before_manifests(published: tuple[Path, Path]) -> None:
    """Earlier publications only named their commit in the message."""
    clone, remote = published
    new = commit(clone)
    other = clone.parent / "other"
    git(clone.parent, "clone", "--quiet", "--branch", "gh-pages", str(remote), str(other))
    git(other, "rm", "--quiet", ".build.json")
    git(other, "commit", "--quiet", "--message", f"Deployed {new[:7]} with MkDocs version: 1.6.1")
    git(other, "push", "--quiet")
    git(clone, "checkout", "--quiet", "HEAD^")
    refused(deploy(clone), remote, tip_of(remote), f"readers have {new[:7]} now")


def test_a_shallow_clone(published: tuple[Path, Path]) -> None:
    clone, remote = published
    commit(clone)
    git(clone, "push", "--quiet", "origin", "main")
    shallow = clone.parent / "shallow"
    git(clone.parent, "clone", "--quiet", "--depth", "1", remote.as_uri(), str(shallow))
    done = deploy(shallow)
    refused(done, remote, tip_of(remote), "git fetch --unshallow")
    assert "omebody" not in done.stderr
    git(shallow, "fetch", "--quiet", "--unshallow")
    done = deploy(shallow)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("environ", [
    {"GIT_COMMITTER_NAME": "", "GIT_COMMITTER_EMAIL": ""}, {"GIT_COMMITTER_EMAIL": ""}, {"GIT_COMMITTER_NAME": " "},
])
def test_commits_by_nobody(published: tuple[Path, Path], environ: dict[str, str]) -> None:
    clone, remote = published
    refused(deploy(clone, **environ), remote, tip_of(remote), 'git config --global user.name "Your Name"')


def test_a_guess_of_git_is_nobody(published: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Without settings git would make up a name from the machine's."""
    clone, remote = published
    for name in ("GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL"):
        monkeypatch.setitem(__import__("repositories").ENVIRON, name, "")
    refused(deploy(clone), remote, tip_of(remote), "git does not know who you are")


@pytest.mark.parametrize("url", [
    "https://example.org/a b/", "https://example.org/?a=b", "https://example.org/#top", 'https://example.org/"><script>', "https://example.org/'x",
    "ftp://example.org/", "https://", "https://user@example.org/", "https://example.org/a/../b/", "https://example.org//x/", "https://a_b.example.org/",
    "https://example.org/\n", "https://example.org:port/",
])
def test_what_is_no_address(url: str) -> None:
    assert not is_address(url)


@pytest.mark.parametrize("url", ["https://example.org", "http://127.0.0.1:8000/", "https://owner.github.io/some-repo/", "https://example.org/a/b.c/~x/"])
def test_addresses(url: str) -> None:
    assert is_address(url)


@pytest.mark.parametrize("url", ["https://example.org/a b/", "https://example.org/?a=b", 'https://example.org/"><script>alert(1)</script>'])
def test_site_url_is_an_address(published: tuple[Path, Path], url: str) -> None:
    clone, remote = published
    tip = tip_of(remote)
    done = deploy(clone, SITE_URL=url)
    assert done.returncode != 0 and "which is no address of a site" in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert tip_of(remote) == tip


def test_cname_of_two_lines(published: tuple[Path, Path]) -> None:
    clone, remote = published
    tip = add_to_branch(remote, CNAME="guide.example.org\nother.example.org\n")
    refused(deploy(clone), remote, tip, "CNAME must hold one host name", "It is on gh-pages.")


@pytest.mark.parametrize("cname", ["", "a.example.org\nb.example.org", "https://example.org", "example.org/x", "localhost", "-a.example.org"])
def test_what_is_no_host(cname: str) -> None:
    with pytest.raises(ValueError, match="CNAME must hold one host name"):
        host_of(cname)


def test_a_host() -> None:
    assert host_of("\nguide.example.org\n") == "guide.example.org"


def test_address_of_github_pages() -> None:
    assert pages_address("git@github.com:Some-Owner/some-repo.git") == "https://some-owner.github.io/some-repo/"
    assert pages_address("https://someone@github.com/owner/repo/") == "https://owner.github.io/repo/"
    assert pages_address("https://github.com/owner/owner.github.io") == "https://owner.github.io/"
    assert pages_address("ssh://git@example.org/x/y.git") == ""


def test_quiet_refuses_what_strict_refuses(published: tuple[Path, Path]) -> None:
    """-q silences warnings; it does not forgive them, and the refusal says what they were."""
    clone, remote = published
    tip = tip_of(remote)
    amiss(clone)
    commit(clone)
    done = deploy(clone, "-q")
    assert done.returncode != 0 and "Something is amiss." in done.stderr and "Traceback" not in done.stderr, done.stderr
    assert tip_of(remote) == tip


@pytest.mark.skipif("os.name == 'nt'", reason="hooks of a bare repository are shell scripts")
def test_a_push_that_the_remote_refuses(published: tuple[Path, Path]) -> None:
    clone, remote = published
    hook = remote / "hooks" / "update"
    hook.write_text("#!/bin/sh\necho 'The branch is protected.'\nexit 1\n", "utf-8")
    hook.chmod(0o755)
    commit(clone)
    refused(deploy(clone), remote, tip_of(remote), "origin refused the push to gh-pages", "The branch is protected.")


@pytest.mark.skipif("os.name == 'nt'", reason="hooks of a repository are shell scripts")
def test_a_push_that_loses_a_race(published: tuple[Path, Path]) -> None:
    """Somebody publishes between our last look and our push: a hook of git stands for them."""
    clone, remote = published
    theirs = add_to_branch(remote, **{"notice.txt": "by somebody else"})
    git(remote, "update-ref", "refs/heads/gh-pages", f"{theirs}^")
    hook = clone / ".git" / "hooks" / "pre-push"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ngit --git-dir='{remote}' update-ref refs/heads/gh-pages {theirs}\n", "utf-8")
    hook.chmod(0o755)
    commit(clone)
    refused(deploy(clone), remote, theirs, f"meanwhile gh-pages on origin has moved on to {theirs[:10]}", "Publish again")
    hook.unlink()
    assert deploy(clone).returncode == 0
    assert git(remote, "show", "gh-pages:notice.txt") == "by somebody else"
