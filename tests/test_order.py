"""What a reader finds first: the short form of a phase, and what folds away behind it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import real
from test_browser import opened

pytestmark = pytest.mark.browser
DATA = real()
PHASES = [phase for phase in DATA.phases.values() if any(factor.phase == phase.id for factor in DATA.factors.values())]


def listed(phase: str) -> list[Any]:
    """The factors of a phase's two lists."""
    return [f for f in DATA.factors.values() if f.phase == phase and (f.addition or DATA.sections[f.section].kind == "list")]


@pytest.mark.parametrize(("width", "height", "screens"), [(1440, 900, 2), (375, 812, 3)])
@pytest.mark.parametrize("phase", PHASES, ids=lambda phase: phase.id)
def test_a_phase_s_wordings_and_questions_come_first(chromium: Any, address: str, phase: Any, width: int, height: int, screens: int) -> None:
    with opened(chromium, address, phase.page, viewport={"width": width, "height": height}) as tab:
        wordings, questions = tab.locator(".bcs-factor__wording"), tab.locator(".bcs-talk li")
        shown = " ".join(wordings.all_inner_texts() + questions.all_inner_texts())
        assert [text for text in [*(factor.wording for factor in listed(phase.id)), *phase.talk] if text not in shown] == []
        for item in [*wordings.all()[:len(listed(phase.id))], *questions.all()]:
            box = item.bounding_box()
            assert box["y"] + box["height"] <= screens * height, item.inner_text()


@pytest.mark.parametrize("script", [True, False])
def test_a_factor_opens_at_its_address(chromium: Any, address: str, script: bool) -> None:
    """Without a script the browser opens what a link leads into."""
    with opened(chromium, address, "guide/before-starting.md", java_script_enabled=script) as tab:
        item = tab.locator("#clear-purpose")
        assert not item.is_visible()
        tab.goto(f"{tab.url}#clear-purpose")
        assert item.is_visible() and item.get_by_text(DATA.factors["clear-purpose"].question).is_visible()
        assert not tab.locator("#client-and-outcome").is_visible()
        assert tab.locator("summary", has_text=DATA.factors["clear-purpose"].wording).bounding_box()["y"] >= 0


def test_a_factor_opens_by_keyboard(chromium: Any, address: str) -> None:
    with opened(chromium, address, "guide/before-starting.md") as tab:
        tab.locator("summary", has_text=DATA.factors["clear-purpose"].wording).focus()
        tab.keyboard.press("Enter")
        assert tab.locator("#clear-purpose").is_visible()


def test_folds_lie_open_on_paper(chromium: Any, address: str) -> None:
    for script in (True, False):
        with opened(chromium, address, "guide/getting-together.md", java_script_enabled=script) as tab:
            tab.emulate_media(media="print")
            folds = tab.locator("article details:visible > :not(summary)").all()
            assert len(folds) >= len(listed("getting-together"))
            for fold in folds:
                assert fold.is_visible(), fold.inner_text()
