"""What the hooks change: te reo Māori is marked, and the stories stand in the menu."""

from __future__ import annotations

import importlib.util
from types import ModuleType

import pytest
from conftest import ROOT


def hook(name: str) -> ModuleType:
    """A module of hooks/, loaded from its file as MkDocs does."""
    spec = importlib.util.spec_from_file_location(f"hook_{name}", ROOT / "hooks" / f"{name}.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("html", "marked"), [
    ("<p>The whānau met.</p>", '<p>The <span lang="mi">whānau</span> met.</p>'),
    ("<p>Whānau and hapū</p>", '<p><span lang="mi">Whānau</span> and <span lang="mi">hapū</span></p>'),
    ("<p>iwi authority, iwis</p>", '<p><span lang="mi">iwi authority</span>, iwis</p>'),
    ('<p title="whānau">one<br>iwi</p>', '<p title="whānau">one<br><span lang="mi">iwi</span></p>'),
    ('<p>a <span lang="mi">whānau</span> iwi</p>', '<p>a <span lang="mi">whānau</span> <span lang="mi">iwi</span></p>'),
    ("<code>iwi</code> <svg><g><text>iwi</text></g></svg> iwi", '<code>iwi</code> <svg><g><text>iwi</text></g></svg> <span lang="mi">iwi</span>'),
    ('<dt lang="mi"><b>iwi</b></dt>', '<dt lang="mi"><b>iwi</b></dt>'),
    ("<!-- iwi --> iwi", '<!-- iwi --> <span lang="mi">iwi</span>'),
    ("<code>a<code>b</code>iwi</code>iwi", '<code>a<code>b</code>iwi</code><span lang="mi">iwi</span>'),
])
def test_language(html: str, marked: str) -> None:
    assert hook("language").mark(html, ["whānau", "iwi", "iwi authority", "hapū"]) == marked


def test_navigation() -> None:
    """The pattern stands for every story, wherever it is in the menu; the rest stays."""
    nav = ["index.md", {"Stories": ["cases/index.md", "cases/*.md", {"More": ["cases/*.md"]}]}, {"About": "about.md"}]
    assert hook("navigation")._expanded(nav, {"cases/*.md": ["cases/a.md", "cases/b.md"]}) == [
        "index.md", {"Stories": ["cases/index.md", "cases/a.md", "cases/b.md", {"More": ["cases/a.md", "cases/b.md"]}]}, {"About": "about.md"},
    ]
