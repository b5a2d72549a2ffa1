"""Ready sessions and activities: their times, their pages, and what the check holds."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from macros.agenda import STRETCH, agenda, clock_of, minutes_of, share, spoken, wrong, wrong_activity
from macros.load import load
from macros.model import AIMS, SESSION_PARTS, Session, Step
from macros.render import Renderer

ROOT = Path(__file__).resolve().parent.parent
DATA = load(ROOT)[0]
SESSIONS = list(DATA.sessions.values())
STEPS = st.lists(st.tuples(st.integers(1, 20), st.integers(0, 20)), min_size=1, max_size=6)


def page_of(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html5lib")


def show(page: str) -> Renderer:
    renderer = Renderer(DATA)
    renderer.page = page
    return renderer


@given(STEPS, st.integers(0, 200))
def test_minutes_fall_to_steps_whole_and_within_what_they_allow(sizes: list[tuple[int, int]], spare: int) -> None:
    steps = tuple(Step(who="alone", text="x", least=least, most=least + more) for least, more in sizes)
    least, most = sum(step.least for step in steps), sum(step.most for step in steps)
    minutes = min(least + spare, most)
    given_ = share(minutes, steps)
    assert sum(given_) == minutes
    assert all(step.least <= part <= step.most for step, part in zip(steps, given_, strict=True))
    short = share(least // 2, steps)
    assert sum(short) == least // 2 and all(0 <= part <= step.least for step, part in zip(steps, short, strict=True))


def test_times_of_day() -> None:
    assert [spoken(minutes_of(clock)) for clock in ("00:05", "09:30", "12:00", "23:59")] == ["12:05\u00a0am", "9:30\u00a0am", "12:00\u00a0pm", "11:59\u00a0pm"]
    assert all(clock_of(minutes_of(clock)) == clock for clock in ("00:00", "07:05", "18:30", "23:59"))


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: session.id)
def test_a_ready_session_holds_its_rules(session: Session) -> None:
    assert list(wrong(session, DATA.activities)) == []
    slots = agenda(session, DATA.activities)
    assert slots[0].start == minutes_of(session.start) and slots[-1].end - slots[0].start == session.minutes
    assert all(before.end == after.start for before, after in pairwise(slots))
    assert all(sum(minutes for _, minutes in slot.steps) == slot.item.minutes for slot in slots if slot.activity)
    assert f'{{{{ session("{session.id}") }}}}' in (ROOT / "docs" / session.page).read_text("utf-8")
    assert f"\n# {session.title} {{" in (ROOT / "docs" / session.page).read_text("utf-8")


def test_there_are_ten_for_every_aim_and_one_for_tonight() -> None:
    assert len(SESSIONS) >= 10 and {session.aim for session in SESSIONS} == set(AIMS)
    tonight = DATA.sessions["told-to-collaborate"]
    assert tonight.minutes == 90 and tonight.people.least <= 10 <= tonight.people.most and minutes_of(tonight.start) >= 17 * 60


def test_there_are_enough_activities_for_every_aim() -> None:
    assert len(DATA.activities) >= 24
    assert all(list(wrong_activity(activity, DATA.activities)) == [] for activity in DATA.activities.values())
    for aim in AIMS:
        for people in (4, 8, 12, 20, 30):
            fit = [found for found in DATA.activities.values() if aim in found.core + found.fits and found.people.least <= people <= found.people.most]
            assert {found.part for found in fit} == set(SESSION_PARTS), (aim, people)
            assert sum(found.most for found in fit) >= 180, (aim, people)


def broken(**changes: object) -> list[str]:
    """What the check says of a ready session with these changes."""
    return [message for _, message in wrong(DATA.sessions["stuck-around-lunch"].model_copy(update=changes), DATA.activities)]


def test_what_breaks_a_session_is_told() -> None:
    session = DATA.sessions["stuck-around-lunch"]
    items = session.items
    assert broken() == []
    assert "but the items take 180" in broken(minutes=170)[0]
    assert "must hold at 12:00, but what stands before ends at 12:30" in broken(start="11:00")[0]
    assert any("needs one of these before it" in message for message in broken(items=tuple(item for item in items if item.activity != "which-stage")))
    assert any("without a break" in message for message in broken(items=tuple(item for item in items if not item.pause)))
    assert any("Once is enough" in message for message in broken(items=(*items[:3], items[2], *items[3:])))
    assert any("people" in message for message in broken(people=session.people.model_copy(update={"most": 90})))
    assert STRETCH == 90


def test_session() -> None:
    """The agenda for everyone comes first; the facilitator's part has every step with its minutes."""
    page = page_of(show("meeting/sessions/stuck-around-lunch.md").session("stuck-around-lunch"))
    rows = [[cell.get_text(" ", strip=True) for cell in row.select("td, th")] for row in page.select("table tbody tr")]
    assert rows[0][0] == "10:30\u00a0am" and rows[5][:2] == ["12:00\u00a0pm", "Lunch"] and rows[-1] == ["1:30\u00a0pm", "End", "180"]
    assert [heading.get("id") for heading in page.select("h2")] == ["agenda", "before-the-day", "step-by-step", "afterwards"]
    slots = page.select(".bcs-slot")
    assert len(slots) == len(DATA.sessions["stuck-around-lunch"].items) == len(rows) - 1
    assert "This time has to hold." in slots[5].get_text()
    first = slots[0]
    assert DATA.activities["what-this-is-for"].invitation in first.get_text() and first.select(".bcs-steps__minutes")[0].get_text() == "3 min"
    assert all(link["href"].startswith("../") for link in page.select(".bcs-activity__facts a"))
    assert "This session and its activities are this edition’s addition" in page.get_text()


def test_sessions() -> None:
    page = page_of(show("meeting/sessions/index.md").sessions())
    assert [heading["id"] for heading in page.select("h2")] == [f"aim-{aim}" for aim in AIMS]
    assert {link["href"] for link in page.select("a")} == {f"{session.id}/" for session in SESSIONS}


def test_activities() -> None:
    page = page_of(show("meeting/activities.md").activities())
    assert [article["id"] for article in page.select("article")] == [
        f"activity-{activity.id}" for part in SESSION_PARTS for activity in DATA.activities.values() if activity.part == part
    ]
    told = page.find(id="activity-why-there").get_text(" ", strip=True)
    assert "13 to 30 min" in told and "Comes after What kind of problem is each part?" in told and "This edition’s addition" in told
    assert all("This edition’s addition" in article.get_text() for article in page.select("article"))


def test_an_activity_that_is_renamed_is_missed_by_its_session() -> None:
    fewer = replace(DATA, activities={name: found for name, found in DATA.activities.items() if name != "which-stage"})
    told = list(wrong(DATA.sessions["stuck-around-lunch"], fewer.activities))
    assert any("which-stage" in message for _, message in told), "what came after it says so; the unknown id is told by the rule of references"
