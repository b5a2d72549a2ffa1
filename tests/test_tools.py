"""The tools: what they ask and keep, and how people use them in a real browser."""

from __future__ import annotations

import json

from bs4 import BeautifulSoup
from conftest import ROOT

from macros.load import load
from macros.render import Renderer
from macros.tools import groups_of

DATA = load(ROOT)[0]


def test_tool() -> None:
    """Every item is a group of radio buttons with a legend, and the page's data knows it."""
    show = Renderer(DATA)
    show.page = "meeting/factor-check.md"
    page = BeautifulSoup(show.tool("factor-check"), "html5lib")
    told = json.loads(page.select_one("script[data-tool]").string)
    groups = groups_of(DATA, DATA.tools["factor-check"])
    assert sum(len(group.items) for group in groups) == 62
    for group in groups:
        for item in group.items:
            (box,) = [found for found in page.select("fieldset") if found.find("input", attrs={"name": item.id})]
            assert box.legend.get_text().strip().endswith(item.wording)
            assert [label.get_text().strip() for label in box.select(".bcs-item__choices label")] == [choice.label for choice in group.choices]
            assert told["items"][item.id]["name"] == item.wording and told["items"][item.id]["ask"]
