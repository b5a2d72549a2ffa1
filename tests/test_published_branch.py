"""What stands on the published branch after a publication: all of the site, and all that is not ours."""

from __future__ import annotations

import hashlib
import json
import os
from itertools import count, islice
from pathlib import Path

import pytest
from mkdocs.exceptions import PluginError
from publishing import branch
from publishing.branch import Branch
from repositories import add_to_branch, commit, deploy, git


def names(remote: Path) -> set[str]:
    return set(git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines())


OTHERS = {"robots.txt": "User-agent: *\n", ".well-known/security.txt": "Contact: x\n", "CNAME": "guide.example.org\n", "assets/annual/report.txt": "By hand\n"}


def test_other_files_are_kept_and_ours_go(clone: Path, remote: Path) -> None:
    """Also below a folder of ours; what a page of ours left goes when the page goes."""
    (clone / "docs" / "assets").mkdir(exist_ok=True)
    (clone / "docs" / "assets" / "old.txt").write_text("old", "utf-8")
    commit(clone)
    assert deploy(clone).returncode == 0
    first = names(remote)
    assert {".nojekyll", ".build.json", "assets/old.txt", "index.html"} <= first
    add_to_branch(remote, **OTHERS)
    (clone / "docs" / "assets" / "old.txt").unlink()
    commit(clone)
    done = deploy(clone)
    assert done.returncode == 0, done.stderr
    assert "kept .well-known/security.txt, CNAME, assets/annual/report.txt, robots.txt" in done.stderr
    assert names(remote) == first - {"assets/old.txt"} | set(OTHERS)
    assert git(remote, "show", "gh-pages:robots.txt") == "User-agent: *"
    manifest = json.loads(git(remote, "show", "gh-pages:.build.json"))
    assert manifest["commit"] == git(clone, "rev-parse", "HEAD")
    assert set(manifest["files"]) == names(remote) - set(OTHERS) - {".build.json"}
    assert 'href="https://guide.example.org/' in git(remote, "show", "gh-pages:index.html")


def test_the_first_manifest_keeps_what_no_build_can_have_written(clone: Path, remote: Path) -> None:
    git(clone, "checkout", "--quiet", "--orphan", "gh-pages")
    git(clone, "rm", "-r", "--quiet", "--force", ".")
    for name in (*OTHERS, "google123.html", ".nojekyll", "index.html", "gone/index.html", "assets/x.1234.js", "search/search_index.json", "sitemap.xml.gz"):
        (clone / name).parent.mkdir(parents=True, exist_ok=True)
        (clone / name).write_text("guide.example.org" if name == "CNAME" else "x", "utf-8")
    commit(clone, "Deployed by hand")
    git(clone, "push", "--quiet", "origin", "gh-pages")
    git(clone, "checkout", "--quiet", "main")
    git(clone, "branch", "-D", "gh-pages")
    assert deploy(clone).returncode == 0
    assert {"robots.txt", ".well-known/security.txt", "CNAME", "google123.html"} <= names(remote)
    assert not {"gone/index.html", "assets/x.1234.js"} & names(remote)


def test_a_page_changed_by_hand_is_not_replaced_unseen(published: tuple[Path, Path]) -> None:
    clone, remote = published
    tip = add_to_branch(remote, **{"index.html": "<p>Mended in a hurry"})
    done = deploy(clone)
    assert done.returncode != 0 and "Nothing was published: on gh-pages somebody has changed index.html by hand" in done.stderr, done.stderr
    assert git(remote, "rev-parse", "gh-pages") == tip
    assert "git fetch origin gh-pages:refs/remotes/origin/gh-pages" in done.stderr
    git(clone, "fetch", "--quiet", "origin", "gh-pages:refs/remotes/origin/gh-pages")
    assert deploy(clone).returncode == 0
    assert git(remote, "rev-parse", "gh-pages^") == tip


def test_a_file_that_is_not_ours_stands_in_the_way(published: tuple[Path, Path]) -> None:
    clone, remote = published
    tip = add_to_branch(remote, extra="a file")
    (clone / "docs" / "extra").mkdir()
    (clone / "docs" / "extra" / "a.txt").write_text("a", "utf-8")
    commit(clone)
    done = deploy(clone)
    assert done.returncode != 0 and "extra on gh-pages is not the guide's and stands in the way of extra/a.txt" in done.stderr
    assert git(remote, "rev-parse", "gh-pages") == tip


def test_the_message_and_what_git_would_change(clone: Path, remote: Path) -> None:
    """Bytes go out as built, whatever git is told to do with line ends; nobody's own branch moves."""
    (clone / "docs" / "lines.txt").write_bytes(b"a\r\nb\n")
    (clone / ".gitattributes").write_text("*.txt -text\n", "utf-8")
    commit(clone)
    git(clone, "config", "core.autocrlf", "true")
    done = deploy(clone, "-m", "Published {sha} of {branch}")
    assert done.returncode == 0, done.stderr
    assert git(remote, "log", "-1", "--format=%s", "gh-pages") == f"Published {git(clone, 'rev-parse', '--short=7', 'HEAD')} of {{branch}}"
    assert git(remote, "cat-file", "-s", "gh-pages:lines.txt") == "5"
    assert git(clone, "branch", "--format=%(refname:short)").splitlines() == ["main"]
    assert not (clone / "site").exists() and not list(clone.glob(".*.runs"))


def test_hashed_files_of_two_versions_before_stay(clone: Path, remote: Path) -> None:
    """Browsers keep pages for a while, and each asks for the scripts of its own version; the
    same version again takes none away."""
    def scripts() -> set[str]:
        return {name for name in names(remote) if name.startswith("assets/shell-") and name.endswith(".js")}

    added: list[str] = []
    for number in range(1, 5):
        (clone / "docs" / "assets" / "js" / "shell.js").write_text(f'document.title = "version {number}";\n', "utf-8")
        commit(clone)
        done = deploy(clone, SOURCE_DATE_EPOCH="1700000000")
        assert done.returncode == 0, done.stderr
        assert "and kept" not in done.stderr, "only other people's files are named"
        [new] = scripts() - set(added)
        added.append(new)
        assert scripts() == set(added[-3:])
    assert f"version {number - 2}" in git(remote, "show", f"gh-pages:{added[-3]}")
    add_to_branch(remote, **{"assets/report-ABCDEFGH.js": "by hand"})
    assert "nothing to publish" in deploy(clone, SOURCE_DATE_EPOCH="1700000000").stderr
    commit(clone)
    done = deploy(clone, SOURCE_DATE_EPOCH="1700000000")
    assert done.returncode == 0 and "and kept assets/report-ABCDEFGH.js." in done.stderr, done.stderr
    assert scripts() == set(added[-3:])
    manifest = json.loads(git(remote, "show", "gh-pages:.build.json"))
    assert not set(added[:-1]) & set(manifest["files"])


def test_a_look_takes_the_branch_of_that_very_name(published: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    clone, remote = published
    tip = git(remote, "rev-parse", "gh-pages")
    git(remote, "update-ref", "refs/backup/refs/heads/gh-pages", git(remote, "rev-parse", "main"))
    monkeypatch.setenv("GIT_DIR", str(clone / ".git"))
    assert Branch.look("origin", "gh-pages").tip == tip


def test_a_branch_that_is_replaced_while_we_look(published: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    clone, _ = published
    monkeypatch.setenv("GIT_DIR", str(clone / ".git"))
    monkeypatch.setattr(branch, "_tip", lambda *of: "0" * 39 + "1")
    with pytest.raises(PluginError, match="Nothing was published: meanwhile somebody has put another gh-pages in its place on origin"):
        Branch.look("origin", "gh-pages")


def test_git_tidies_nothing_away_before_it_is_read(published: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """What was fetched at a look a month ago, and no name holds, when git finds that there is much to tidy."""
    clone, remote = published
    tip = add_to_branch(remote, CNAME="guide.example.org")
    git(clone, "config", "gc.auto", "1")
    git(clone, "config", "gc.autoDetach", "false")
    blobs = (f"blob {len(str(number))}\0{number}" for number in count())
    for blob in islice((found for found in blobs if hashlib.sha1(found.encode()).hexdigest().startswith("17")), 3):  # git counts these
        (clone / "blob").write_text(blob.partition("\0")[2], "utf-8")
        git(clone, "hash-object", "-w", "blob")
    monkeypatch.setenv("GIT_DIR", str(clone / ".git"))
    for _ in range(2):
        found = Branch.look("origin", "gh-pages")
        assert found.tip == tip and found.text("CNAME") == "guide.example.org"
        for path in (clone / ".git" / "objects").rglob("*"):
            if path.is_file():
                os.utime(path, (1_700_000_000, 1_700_000_000))
