"""`mkdocs gh-deploy` itself is safe, and what it publishes works under a sub-path."""

from __future__ import annotations

import re
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, amiss, check, served
from repositories import commit, deploy, git


def test_publishes_the_commit(clone: Path, remote: Path) -> None:
    done = deploy(clone)
    assert done.returncode == 0, done.stderr
    names = git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines()
    assert {".nojekyll", "index.html", "404.html", "guide/sustaining/index.html"} <= set(names)


@pytest.mark.parametrize(("change", "name"), [("docs/index.md", "docs/index.md"), ("notes.txt", "notes.txt"), ("data/new folder/whānau.txt", "whānau.txt")])
def test_refuses_what_is_not_committed(clone: Path, remote: Path, change: str, name: str) -> None:
    path = clone / change
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text((path.read_text("utf-8") if path.exists() else "") + "\nmore\n", "utf-8")
    done = deploy(clone)
    assert done.returncode != 0
    assert "Nothing was published: these files are not committed" in done.stderr and name in done.stderr
    assert "gh-pages" not in git(remote, "branch", "--list")


@pytest.mark.parametrize("arguments", [(), ("--no-strict",)])
def test_refuses_a_warning(clone: Path, remote: Path, arguments: tuple[str, ...]) -> None:
    """Strict whatever is asked: what is warned of is not published."""
    amiss(clone)
    commit(clone)
    done = deploy(clone, *arguments)
    assert done.returncode != 0 and "Something is amiss." in done.stderr and "site/ stays as it was" in done.stderr, done.stderr
    assert "gh-pages" not in git(remote, "branch", "--list")


def test_refuses_to_push_from_another_repository(clone: Path, tmp_path: Path) -> None:
    """With -f, gh-deploy would replace a branch of the repository that it runs in."""
    other = tmp_path / "other"
    other.mkdir()
    git(other, "init", "--quiet")
    done = deploy(other, "-f", str(clone / "mkdocs.yml"))
    assert done.returncode != 0
    assert "gh-deploy runs in another repository" in done.stderr and git(other, "branch", "--all") == ""


def test_publishes_from_a_subfolder_to_another_branch(clone: Path, remote: Path) -> None:
    done = deploy(clone / "docs", "-f", "../mkdocs.yml", "--remote-branch", "pages")
    assert done.returncode == 0, done.stderr
    assert git(remote, "show", "pages:index.html")


def test_keeps_cname(published: tuple[Path, Path], tmp_path: Path) -> None:
    clone, remote = published
    other = tmp_path / "other"
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(remote), str(other))
    (other / "CNAME").write_text("guide.example.org\n", "utf-8")
    git(other, "add", "CNAME")
    git(other, "commit", "--quiet", "--message", "Own address")
    git(other, "push", "--quiet")
    git(clone, "fetch", "--quiet", "origin", "gh-pages:refs/remotes/origin/gh-pages")
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "docs: again")
    assert deploy(clone).returncode == 0
    assert git(remote, "show", "gh-pages:CNAME") == "guide.example.org"
    assert '<link rel="canonical" href="https://guide.example.org/guide/sustaining/">' in git(remote, "show", "gh-pages:guide/sustaining/index.html")


def test_an_unreachable_remote_changes_nothing(published: tuple[Path, Path]) -> None:
    clone, remote = published
    tip = git(remote, "rev-parse", "gh-pages")
    remote.rename(remote.with_name("elsewhere.git"))
    git(clone, "commit", "--quiet", "--allow-empty", "--message", "docs: again")
    done = deploy(clone)
    assert done.returncode != 0 and "Nothing was published: origin could not be asked" in done.stderr
    assert git(remote.with_name("elsewhere.git"), "rev-parse", "gh-pages") == tip


def test_an_unknown_address_is_left_out(published: tuple[Path, Path]) -> None:
    """Without SITE_URL and GitHub, the preview's address is not published as the guide's."""
    _, remote = published
    for name in ("index.html", "guide/sustaining/index.html", "404.html", "sitemap.xml"):
        assert "127.0.0.1" not in git(remote, "show", f"gh-pages:{name}")


def test_a_checkout_on_windows_has_the_same_bytes(tmp_path: Path) -> None:
    """Git for Windows turns line ends unless told otherwise; then builds would differ."""
    origin = tmp_path / "origin"
    origin.mkdir()
    (origin / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    (origin / "page.css").write_bytes(b"a {}\nb {}\n")
    git(origin, "init", "--quiet")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "--message", "site: a style")
    git(tmp_path, "-c", "core.autocrlf=true", "clone", "--quiet", str(origin), "there")
    assert (tmp_path / "there" / "page.css").read_bytes() == b"a {}\nb {}\n"


class _Page:
    """What can be linked to on a page, and what it uses."""

    def __init__(self, html: str) -> None:
        self.ids, self.uses = set[str](), set[str]()
        for element in BeautifulSoup(html, "html.parser").find_all(True):  # test_html.py holds every page to the standard
            given = element.attrs
            self.ids |= {str(given[name]) for name in ("id", "name") if given.get(name) and (name == "id" or element.name == "a")}
            self.uses |= {str(given[name]) for name in ("href", "src", "data-src") if given.get(name) and given.get("rel") != ["canonical"]}
            self.uses |= {part.split()[0] for part in str(given.get("srcset", "")).split(",") if part.strip()}


def crawl(base: str, start: list[str]) -> list[str]:
    """Follow every link and asset below `base`; returns what is broken, as `page → target: why`."""
    root = urllib.parse.urlsplit(base)
    pages: dict[str, _Page | None] = {}
    queue, broken, anchors = list(start), [], []
    while queue:
        url = queue.pop()
        if url in pages:
            continue
        try:
            with urllib.request.urlopen(url) as answer:
                body, kind = answer.read(), answer.headers.get_content_type()
        except urllib.error.HTTPError as error:
            if not url.endswith("/no-such-page/deep/"):
                raise
            body, kind = error.read(), "text/html"
        pages[url] = _Page(body.decode("utf-8")) if kind == "text/html" else None
        uses = pages[url].uses if pages[url] else set(re.findall(r"url\(['\"]?([^'\")]+)", body.decode("utf-8"))) if kind == "text/css" else set()
        for use in uses:
            target = urllib.parse.urlsplit(urllib.parse.urljoin(url, use))
            if target.scheme not in ("http", "https") or target.netloc != root.netloc:
                continue
            if not target.path.startswith(root.path):
                broken.append(f"{url} → {use}: outside the sub-path")
                continue
            clean = target._replace(fragment="").geturl()
            if clean not in pages:
                try:
                    urllib.request.urlopen(urllib.request.Request(clean, method="HEAD")).close()
                    queue.append(clean)
                except urllib.error.HTTPError as error:
                    broken.append(f"{url} → {use}: {error.code}")
            if target.fragment and target.fragment != "top" and not target.fragment.startswith("v=1&"):  # HTML gives every page a #top; v=1 keeps a state
                anchors.append((url, use, clean, urllib.parse.unquote(target.fragment)))
    broken += [f"{url} → {use}: no such anchor" for url, use, clean, fragment in anchors if pages.get(clean) is not None and fragment not in pages[clean].ids]
    return sorted(set(broken))


@pytest.mark.build
def test_the_published_guide_works_under_a_sub_path(tmp_path: Path) -> None:
    """The whole guide, pushed with the real command to a bare repository, served under
    /some-repo/ and crawled: no broken link, anchor or asset, the 404 page included."""
    clone, remote, landed = tmp_path / "clone", tmp_path / "some-repo.git", tmp_path / "served"
    files = git(ROOT, "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    for name in files:
        source = ROOT / name
        if source.is_file():
            (clone / name).parent.mkdir(parents=True, exist_ok=True)
            (clone / name).write_bytes(source.read_bytes())
    git(clone, "init", "--quiet", "--initial-branch", "main")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "--message", "docs: the guide")
    git(tmp_path, "init", "--quiet", "--bare", str(remote))
    git(clone, "remote", "add", "origin", str(remote))
    done = deploy(clone, SITE_URL="https://owner.example.org/some-repo/")
    if "Run `python -m macros" in done.stderr:  # there are new addresses: as a maintainer does
        for words in (["ledger"], ["item-sets", "publish"]):
            assert check(*words, cwd=clone).returncode == 0
        git(clone, "commit", "--quiet", "--all", "--message", "data: the ledger")
        done = deploy(clone, SITE_URL="https://owner.example.org/some-repo/")
    assert done.returncode == 0, done.stderr
    git(tmp_path, "clone", "--quiet", "--branch", "gh-pages", str(remote), str(landed / "some-repo"))
    with served(landed) as base:
        home = f"{base}/some-repo/"
        sitemap = (landed / "some-repo" / "sitemap.xml").read_text("utf-8")
        locations = re.findall(r"<loc>https://owner\.example\.org/some-repo/([^<]*)</loc>", sitemap)
        placed = [page.relative_to(landed / "some-repo").parts[0] for page in (landed / "some-repo").rglob("index.html")]
        assert len(locations) == len([part for part in placed if part not in ("go", "cards", "sheets", "present", "whole")])
        assert crawl(home, [home, f"{base}/some-repo/no-such-page/deep/", *(home + place for place in locations)]) == []


def test_the_crawl_finds_what_is_broken(tmp_path: Path) -> None:
    folder = tmp_path / "x"
    folder.mkdir()
    (folder / "index.html").write_text('<p id="a"><a href="gone/">x</a><a href="#b">y</a><a href="/z">z</a><img src="no.png"></p>', "utf-8")
    with served(tmp_path) as base:
        found = crawl(f"{base}/x/", [f"{base}/x/"])
    assert [line.split("→ ")[1] for line in found] == ["#b: no such anchor", "/z: outside the sub-path", "gone/: 404", "no.png: 404"]


def test_refuses_an_address_that_the_ledger_lacks(clone: Path, remote: Path) -> None:
    """Nothing is published that could be lost later without anybody's notice."""
    page = clone / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + "\n## A new heading { #new-heading }\n", "utf-8")
    git(clone, "commit", "--quiet", "--all", "--message", "docs: a new heading")
    done = deploy(clone)
    assert done.returncode != 0
    assert "new and not in data/addresses.yml" in done.stderr and "python -m macros ledger" in done.stderr, done.stderr
    assert "gh-pages" not in git(remote, "branch", "--list")


def test_refuses_item_sets_that_may_still_change(clone: Path, remote: Path) -> None:
    """Nobody gets a code of questions that the next rewording takes away."""
    sets = clone / "data" / "item-sets.yml"
    text = sets.read_text("utf-8")
    assert "  published: true\n" in text
    sets.write_text(text.replace("  published: true\n", "", 1), "utf-8")
    git(clone, "commit", "--quiet", "--all", "--message", "data: questions that may still change")
    done = deploy(clone)
    assert done.returncode != 0
    assert "which may still change" in done.stderr and "python -m macros item-sets publish" in done.stderr, done.stderr
    assert "gh-pages" not in git(remote, "branch", "--list")
