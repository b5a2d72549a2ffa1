"""Each component beside its example: what a reader gets of it, in words and links.

tests/components/NAME/ has example.yml (macro, arguments, page; data of tests/small) and
expected.txt. After a change that is meant, `python -m tests.test_components`
writes every expected.txt anew; look at what git says has changed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup, NavigableString, Tag

from macros.load import load
from macros.render import MACROS, Renderer

HERE = Path(__file__).resolve().parent
DATA = load(HERE / "small")[0]
COMPONENTS = sorted(path for path in (HERE / "components").iterdir() if path.is_dir())
BLOCKS = {
    "p", "li", "dt", "dd", "h2", "h3", "h4", "th", "td", "tr", "summary", "figcaption", "caption", "div", "section", "aside", "blockquote", "ul", "ol", "dl",
    "table", "figure", "details",
}


def told(html: str) -> str:
    """What stands there, a block a line: ids as {#id}, links as [words](address)."""
    soup = BeautifulSoup(html, "html5lib")
    for link in soup.select("a"):
        link.replace_with(f"[{' '.join(link.get_text(' ').split())}]({link.get('href')})")
    lines = [""]

    def walk(element: Tag) -> None:
        if element.name in BLOCKS:
            lines.append("")
        if element.get("id") and not element.find_parent("svg"):
            lines[-1] += f"{{#{element['id']}}} "
        for child in element.children:
            if isinstance(child, Tag):
                walk(child)
            elif isinstance(child, NavigableString):
                lines[-1] += str(child)
        if element.name in BLOCKS:
            lines.append("")

    assert soup.body
    walk(soup.body)
    return "\n".join(text for line in lines if (text := " ".join(line.split()))) + "\n"


def shown(component: Path) -> str:
    example = yaml.safe_load((component / "example.yml").read_text("utf-8"))
    assert example["macro"] in MACROS
    renderer = Renderer(DATA)
    renderer.page = example["page"]
    return told(getattr(renderer, example["macro"])(*example.get("arguments", ())))


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_component(component: Path) -> None:
    assert shown(component) == (component / "expected.txt").read_text("utf-8")


if __name__ == "__main__":
    for folder in COMPONENTS:
        (folder / "expected.txt").write_text(shown(folder), "utf-8", newline="\n")
