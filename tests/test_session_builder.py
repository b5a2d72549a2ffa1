"""The session builder: the same rules as Python's, addresses for ever, what is taken along, and a leader at work in a real browser."""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
import re
from collections.abc import Callable, Iterator
from typing import Any

import icalendar
import pytest
from bs4 import BeautifulSoup
from conftest import modules, real
from pypdfium2 import PdfDocument
from test_browser import axe
from test_tools import DESK, clipboard, used

from macros.agenda import minutes_of, wrong
from macros.model import AIMS, SESSION_MINUTES, SESSION_PEOPLE, Item, Session
from macros.render import Renderer
from macros.session_page import address_of, builder_data

browser = pytest.mark.browser
DATA = real()
ACTIVITIES = [activity.model_dump(mode="json") for activity in DATA.activities.values()]
KNOWN = {"aims": list(AIMS), "activities": list(DATA.activities), "ready": list(DATA.sessions)}
PAGE = "meeting/session-builder/"
Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with modules("builder.mjs") as call:
        yield call


def told() -> dict[str, Any]:
    show = Renderer(DATA)
    show.page = "meeting/session-builder.md"
    return builder_data(show)


# --- the rules ------------------------------------------------------------------------------

SAYS = {  # what a finding of the browser's is called, and what Python's message says of it
    "sum": "the items take", "at": "must hold at", "stretch": "without a break", "twice": "is there twice", "minutes": " takes ", "people": " is for ",
    "before": "needs one of these before it", "after": "needs one of these after it", "opening": "The first activity", "closing": "The last activity",
}


def some_sessions(count: int) -> list[Session]:
    """Ready sessions with what a leader may do to them: items moved, taken out, doubled, lengthened, breaks added, times that hold."""
    chance = random.Random(25)
    made = []
    for turn in range(count):
        session = chance.choice(list(DATA.sessions.values()))
        items = list(session.items)
        for _ in range(turn % 5):
            place = chance.randrange(len(items))
            match chance.randrange(6):
                case 0:
                    items.insert(chance.randrange(len(items)), items.pop(place))
                case 1 if len(items) > 2:
                    items.pop(place)
                case 2:
                    items.insert(place, Item(activity=chance.choice(list(DATA.activities)), minutes=chance.randint(1, 60)))
                case 3:
                    items[place] = items[place].model_copy(update={"minutes": chance.randint(1, 100)})
                case 4:
                    items.insert(place, Item(pause="Tea", minutes=10))
                case _:
                    items[place] = items[place].model_copy(update={"at": chance.choice([None, "12:00", "10:00"])})
        people = session.people.model_copy(update={"least": chance.randint(2, 40), "most": 40}) if turn % 7 == 0 else session.people
        made.append(session.model_copy(update={"items": tuple(items), "people": people}))
    return made


def in_browser(session: Session) -> dict[str, Any]:
    items = [{name: value for name, value in item.model_dump(mode="json").items() if name in ("activity", "pause", "minutes") and value is not None}
             | ({"at": minutes_of(item.at)} if item.at else {}) for item in session.items]
    return {"minutes": session.minutes, "people": session.people.model_dump(), "start": minutes_of(session.start), "items": items}


def test_the_browser_finds_what_the_check_finds(ask: Ask) -> None:
    sessions = some_sessions(600)
    found = ask("wrong", sessions=[in_browser(session) for session in sessions], activities=ACTIVITIES)
    seen = set()
    for session, here in zip(sessions, found, strict=True):
        there = sorted(
            (path[1] if path[0] == "items" else -1, next(why for why, words in SAYS.items() if words in message))
            for path, message in wrong(session, DATA.activities)
        )
        assert sorted((-1 if one["place"] is None else one["place"], one["why"]) for one, _ in here) == there, session
        assert all(text.endswith(".") for _, text in here)
        seen |= {why for _, why in there}
    assert seen == set(SAYS) and any(not here for here in found)


def test_bounds_are_the_models(ask: Ask) -> None:
    assert ask("bounds") == [list(SESSION_MINUTES), list(SESSION_PEOPLE)]
    wish = {"aim": "start", "minutes": 90, "people": 10, "start": 540}
    assert ask("refused", wish=wish) == []
    for change in ({"minutes": 29}, {"minutes": 181}, {"minutes": None}, {"minutes": 90.5}, {"people": 1}, {"people": 201}):
        assert len(ask("refused", wish=wish | change)) == 1, change


# --- the address ----------------------------------------------------------------------------

# Links that people may have. Only ever add.
OLD: list[tuple[str, dict[str, Any]]] = [
    (
        "v=1&a=start&m=45&p=9&s=1830&d=2026-11-26&r=told-to-collaborate&i=5.what-this-is-for&i=12.chosen-sent-or-drawn-in&i=10-1850*Tea+%26+cake&i=8.who-does-what",
        {"aim": "start", "minutes": 45, "people": 9, "start": 1110, "day": "2026-11-26", "ready": "told-to-collaborate", "items": [
            {"activity": "what-this-is-for", "minutes": 5}, {"activity": "chosen-sent-or-drawn-in", "minutes": 12},
            {"pause": "Tea & cake", "minutes": 10, "at": 1130}, {"activity": "who-does-what", "minutes": 8},
        ]},
    ),
    (
        "v=1&a=unstick&m=30&p=2&s=0005&i=30-0005.first-small-thing",
        {"aim": "unstick", "minutes": 30, "people": 2, "start": 5, "day": "", "ready": "", "items": [
            {"activity": "first-small-thing", "minutes": 30, "at": 5},
        ]},
    ),
]


@pytest.mark.parametrize(("address", "plan"), OLD)
def test_old_links_bring_back_their_plan(ask: Ask, address: str, plan: dict[str, Any]) -> None:
    assert ask("fromAddress", hash=f"#{address}", known=KNOWN) == {"plan": plan, "lost": []}
    assert ask("toAddress", plan=plan) == address


def test_a_thousand_plans_come_back(ask: Ask) -> None:
    chance = random.Random(26)
    for _ in range(1000):
        items: list[dict[str, Any]] = [
            {"activity": chance.choice(KNOWN["activities"])} if chance.random() < 0.8
            else {"pause": chance.choice(["Kai", "a*b.c", "whānau & “more” 50%", "<b>"])}
            for _ in range(chance.randrange(1, 12))
        ]
        items = [item | {"minutes": chance.randint(1, 180)} | ({"at": chance.randrange(1440)} if chance.random() < 0.2 else {}) for item in items]
        plan = {"aim": chance.choice(KNOWN["aims"]), "minutes": chance.randint(30, 180), "people": chance.randint(2, 200), "start": chance.randrange(1440),
                "day": chance.choice(["", "2026-11-25"]), "ready": chance.choice(["", *KNOWN["ready"]]), "items": items}
        assert ask("fromAddress", hash=ask("toAddress", plan=plan), known=KNOWN) == {"plan": plan, "lost": []}


@pytest.mark.parametrize("session", DATA.sessions.values(), ids=lambda session: session.id)
def test_a_ready_session_opens_in_the_builder(ask: Ask, session: Session) -> None:
    got = ask("fromAddress", hash=address_of(session), known=KNOWN)
    assert got["lost"] == [] and got["plan"]["ready"] == session.id and got["plan"]["items"] == in_browser(session)["items"]
    assert ask("toAddress", plan=got["plan"]) == address_of(session)
    assert session.people.least <= got["plan"]["people"] <= session.people.most
    show = Renderer(DATA)
    show.page = session.page
    (link,) = BeautifulSoup(show.session(session.id), "html5lib").select(".bcs-session__change a")
    assert link["href"] == f"../../session-builder/#{address_of(session)}"


@pytest.mark.parametrize("hash_", ["", "#", "#your-agenda", "#v=1", "#i=5.what-this-is-for"])
def test_what_keeps_no_plan_gives_none(ask: Ask, hash_: str) -> None:
    assert ask("fromAddress", hash=hash_, known=KNOWN) is None


@pytest.mark.parametrize(("hash_", "lost"), [
    ("v=2&i=5.what-this-is-for", "a later edition"),
    ("v=1&a=start&m=90&p=10&s=0900&i=5.never-heard-of", "no activity “never-heard-of”"),
    ("v=1&a=start&m=90&p=10&s=0900&i=5.__proto__", "no activity “__proto__”"),
    ("v=1&a=start&m=90&p=10&s=0900&i=what", "“what” cannot be read"),
    ("v=1&a=start&m=90&p=10&s=0900&i=0*Tea", "“0*Tea” cannot be read"),
    ("v=1&a=start&m=90&p=10&s=0900&i=5-9999*Tea", "cannot be read"),
    ("v=1&a=start&m=9e3&p=10&s=0900&i=5*Tea", "the minutes cannot be “9e3”"),
    ("v=1&a=start&m=90&p=-1&s=0900&i=5*Tea", "the number of people cannot be “-1”"),
    ("v=1&a=start&m=90&s=0900&i=5*Tea", "the number of people cannot be missing"),
    ("v=1&a=start&m=90&p=10&s=2561&i=5*Tea", "the time at which it begins"),
    ("v=1&a=win&m=90&p=10&s=0900&i=5*Tea", "not among the aims"),
    ("v=1&a=start&m=90&p=10&s=0900&d=2026-02-31&i=5*Tea", "no day “2026-02-31”"),
    ("v=1&a=start&m=90&p=10&s=0900&r=never-heard-of&i=5*Tea", "the ready session “never-heard-of”"),
    ("v=1&a=start&m=90&p=10&s=0900" + "&i=1*Tea" * 61, "more than 60 items"),
])
def test_what_is_damaged_in_a_link_is_named_and_harms_nothing(ask: Ask, hash_: str, lost: str) -> None:
    got = ask("fromAddress", hash=hash_, known=KNOWN)
    assert len(got["lost"]) == 1 and lost in got["lost"][0]
    again = ask("toAddress", plan=got["plan"] | {"items": got["plan"]["items"][:59]}) + "&i=5*Tea"
    assert ask("fromAddress", hash=again, known=KNOWN)["lost"] == []


# --- to take along --------------------------------------------------------------------------

LINK = "https://guide.example/meeting/session-builder/#" + OLD[0][0]


def test_a_calendar_reads_the_session(ask: Ask) -> None:
    text = ask("calendar", plan=OLD[0][1], data=told(), link=LINK, now="2026-11-25T08:00:00.123Z")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n")) and text.endswith("END:VCALENDAR\r\n") and "\n" not in text.replace("\r\n", "")
    calendar = icalendar.Calendar.from_ical(text)
    (event,) = calendar.walk("VEVENT")
    assert event.errors == [] and event["DTSTART"].dt == datetime.datetime(2026, 11, 26, 18, 30) and event["DTEND"].dt == datetime.datetime(2026, 11, 26, 19, 5)
    assert event["DTSTAMP"].dt == datetime.datetime(2026, 11, 25, 8, tzinfo=datetime.UTC)
    assert event["URL"] == LINK and event["SUMMARY"] == "Start a group"
    lines = str(event["DESCRIPTION"]).split("\n")
    assert lines[:3] == ["6:30 pm What this is for (5 min)", "6:35 pm Chosen, sent or drawn in (12 min)", "6:47 pm Tea & cake (10 min)"]
    assert lines[-1] == LINK and any(line.startswith("Bring: agenda on paper") for line in lines)
    again, other = (ask("calendar", plan=OLD[0][1] | {"day": day}, data=told(), link=LINK, now="2027-01-01T00:00:00Z") for day in ("2026-11-26", "2026-11-27"))
    uid = re.search(r"UID:\S+", text)[0]
    assert uid in again and uid not in other  # the same event is replaced, not doubled
    late = ask("calendar", plan=OLD[0][1] | {"start": 23 * 60 + 50}, data=told(), link=LINK, now="2027-01-01T00:00:00Z")
    assert "DTSTART:20261126T235000" in late and "DTEND:20261127T002500" in late


def test_a_table_has_a_row_for_each_item(ask: Ask) -> None:
    rows = list(csv.reader(io.StringIO(ask("csv", plan=OLD[0][1], data=told()).removeprefix("\ufeff"))))
    assert rows[0] == ["Begins", "Minutes", "What we do", "Purpose", "Participants", "Facilitator", "Room", "Bring"]
    assert [row[:3] for row in rows[1:]] == [
        ["6:30 pm", "5", "What this is for"], ["6:35 pm", "12", "Chosen, sent or drawn in"],
        ["6:47 pm", "10", "Tea & cake"], ["6:57 pm", "8", "Who does what by when"],
    ]
    assert rows[1][5] == DATA.activities["what-this-is-for"].facilitator


# --- the timer's clock ----------------------------------------------------------------------

MINUTE = 60_000


def test_the_clock_counts_to_a_time_of_day(ask: Ask) -> None:
    run: list[list[Any]] = [["begin", [5, 10, 20], 0]]
    assert ask("clock", steps=[*run, ["left", 4 * MINUTE]]) == MINUTE
    assert ask("clock", steps=[*run, ["left", 9 * MINUTE]]) == -4 * MINUTE  # a tab that slept knows it
    assert ask("clock", steps=[*run, ["ends", 0]]) == 35 * MINUTE and ask("clock", steps=[*run, ["ends", 9 * MINUTE]]) == 39 * MINUTE
    assert ask("clock", steps=[*run, ["longer", 5, MINUTE], ["left", 4 * MINUTE]]) == 6 * MINUTE
    assert ask("clock", steps=[*run, ["longer", 5, MINUTE], ["ends", 0]]) == 40 * MINUTE
    assert ask("clock", steps=[*run, ["longer", 5, 8 * MINUTE], ["left", 8 * MINUTE]]) == 5 * MINUTE  # it was over: five from now
    paused = [*run, ["pause", 2 * MINUTE]]
    assert ask("clock", steps=[*paused, ["left", 30 * MINUTE]]) == 3 * MINUTE and ask("clock", steps=[*paused, ["ends", 30 * MINUTE]]) == 63 * MINUTE
    assert ask("clock", steps=[*paused, ["pause", 30 * MINUTE], ["left", 31 * MINUTE]]) == 2 * MINUTE
    assert ask("clock", steps=[*run, ["turn", 1, 3 * MINUTE], ["left", 3 * MINUTE]]) == 10 * MINUTE
    assert ask("clock", steps=[*run, ["turn", -1, 3 * MINUTE], ["left", 3 * MINUTE]]) == 2 * MINUTE  # there is none before


def test_the_clock_in_figures_and_in_words(ask: Ask) -> None:
    figures = {5 * MINUTE: "5:00", 59_001: "1:00", 1: "0:01", 0: "0:00", -1: "0:00", -999: "0:00", -1000: "+0:01", -61_500: "+1:01"}
    assert {rest: ask("clock", steps=[["shown", rest]]) for rest in figures} == figures
    words = {
        (6, 4.9): "5 minutes left.", (5, 4): "", (4, 1): "One minute left.", (6, 0.5): "One minute left.",
        (1, 0): "Time is up.", (9, -3): "Time is up.", (-1, -2): "",
    }
    assert {(before, rest): ask("clock", steps=[["announced", before * MINUTE, rest * MINUTE]]) for before, rest in words} == words


# --- the page -------------------------------------------------------------------------------


def test_session_builder() -> None:
    show = Renderer(DATA)
    show.page = "meeting/session-builder.md"
    page = BeautifulSoup(show.session_builder(), "html5lib")
    assert [field["value"] for field in page.select("input[name=aim]")] == list(AIMS) and page.select("input[name=aim][checked]")
    data = json.loads(page.select_one("script[data-builder]").string)
    assert [activity["id"] for activity in data["activities"]] == list(DATA.activities)
    assert data["ready"]["told-to-collaborate"]["notes"]["what-this-is-for"] == "Read out the order, and say what it leaves open."
    assert {link["href"] for link in page.select("ul a")} == {f"../sessions/{session.id}/" for session in DATA.sessions.values()}
    assert all(href.startswith("../") for activity in data["activities"] for name in ("pages", "tools", "cards") for _, href in activity[name])


def planned(tab: Any, address: str, aim: str = "Get a group unstuck", minutes: int = 90) -> None:
    tab.goto(address + PAGE)
    tab.get_by_role("radio", name=aim).check()
    tab.get_by_role("spinbutton", name="Minutes, 30 to 180").fill(str(minutes))
    tab.get_by_role("spinbutton", name="People").fill("12")
    tab.get_by_label("Begins at").first.fill("10:00")
    tab.get_by_role("button", name="Plan the session").click()


def names(tab: Any) -> list[str]:
    return tab.get_by_role("region", name="Your agenda").get_by_role("heading", level=3).all_inner_texts()


def times(tab: Any) -> list[str]:
    return [" ".join(re.match(r"(\S+)\s([ap]m)", text).groups()) for text in tab.locator(".bcs-plan__when").all_inner_texts()]


def said(tab: Any) -> str:
    return str(tab.locator("[data-said]").inner_text())


def amiss(tab: Any) -> list[str]:
    return tab.locator(".bcs-plan__item li, [data-amiss] p").all_inner_texts()


@browser
def test_with_a_pointer(chromium: Any, address: str) -> None:
    """Plan, change everything in place, send the link, open it elsewhere, go back, take it along, clear."""
    with used(chromium, address, **DESK) as tab:
        planned(tab, address)
        assert tab.evaluate("document.activeElement.id") == "your-agenda" and re.search(r"items, 10:00\sam to 11:30\sam\.", said(tab))
        before = names(tab)
        assert times(tab)[0] == "10:00 am" and amiss(tab) == []
        tab.get_by_role("button", name=f"Move {before[1]} down").click()
        assert names(tab)[1:3] == [before[2], before[1]] and f"{before[1]} is 3 of {len(before)}, at" in said(tab)
        assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == f"Move {before[1]} down"
        tab.get_by_role("button", name=f"Move {before[1]} up").click()
        first = tab.get_by_role("spinbutton", name=f"Minutes for {before[0]}")
        was = int(first.input_value())
        first.fill(str(was + 40))
        first.press("Tab")
        assert any("The agenda takes 130 minutes, 40 more than you have." in text for text in amiss(tab))
        assert any(text.startswith("Takes ") for text in amiss(tab))
        assert tab.evaluate("document.activeElement.tagName") == "SELECT"  # the focus goes where the key sent it
        first.fill(str(was))
        tab.get_by_role("button", name=f"Move {before[0]} down").click()  # straight from the field: the click arrives
        assert names(tab)[1] == before[0] and first.input_value() == str(was)
        tab.get_by_role("button", name=f"Move {before[0]} up").click()
        assert amiss(tab) == []
        other = tab.get_by_role("combobox", name=f"Do instead of {before[0]}")
        value = other.locator("option").nth(1).get_attribute("value")
        other.select_option(value)
        assert names(tab)[0] == DATA.activities[value].title
        tab.get_by_role("button", name=f"Take out {before[1]}").click()
        assert before[1] not in names(tab) and f"{before[1]} was taken out." == said(tab)
        tab.get_by_role("button", name="Add a break").click()
        pause = tab.get_by_role("textbox", name="Name of this pause").first
        pause.fill("Kai <b>& talk</b>")
        pause.press("Enter")
        assert "Kai <b>& talk</b>" in names(tab)
        add = tab.get_by_role("combobox", name="Add an activity")
        value = add.locator("option").nth(2).get_attribute("value")
        add.select_option(value)
        assert DATA.activities[value].title in names(tab)
        now = names(tab)
        tab.get_by_role("button", name="Copy a link to this agenda").click()
        link = clipboard(tab)
        assert link.startswith(f"{address}{PAGE}#v=1&a=unstick&m=90&p=12&s=1000&i=")
        tab.get_by_role("button", name="Copy as Markdown").click()
        tab.wait_for_function("document.querySelector('[data-said]').textContent.includes('Markdown')")
        text = clipboard(tab)
        assert text.startswith("# Plan a session\n") and text.rstrip().endswith(link) and "\\<b\\>& talk\\</b\\>" in text and f"]({address}" in text
        with tab.expect_download() as saved:
            tab.get_by_role("button", name="Save as a table").click()
        assert len(list(csv.reader(io.StringIO(saved.value.path().read_text("utf-8"))))) == len(now) + 1
        tab.get_by_role("button", name="Save for a calendar").click()
        assert "needs a day" in said(tab) and tab.evaluate("document.activeElement.name") == "day"
        tab.get_by_label("Day, if you know it").fill("2026-12-01")
        with tab.expect_download() as saved:
            tab.get_by_role("button", name="Save for a calendar").click()
        (event,) = icalendar.Calendar.from_ical(saved.value.path().read_bytes()).walk("VEVENT")
        assert event["DTSTART"].dt == datetime.datetime(2026, 12, 1, 10)
        here = tab.url
        tab.evaluate("location.hash = 'take-it-along'")
        tab.wait_for_url(here)  # a heading of the page does not lose the plan
        tab.goto(address + "meeting/activities/")
        tab.go_back()
        assert names(tab) == now
        tab.goto("about:blank")
        tab.goto(link)
        assert names(tab) == now and tab.get_by_role("radio", name="Get a group unstuck").is_checked()
        tab.get_by_role("button", name="Plan the session").click()
        assert names(tab) != now
        tab.get_by_role("button", name="Bring back the agenda of before").click()
        assert names(tab) == now
        tab.get_by_role("button", name="Clear everything").click()
        assert tab.url == address + PAGE and not tab.get_by_role("region", name="Your agenda").is_visible()


@browser
def test_lunch_holds_and_what_cannot_be_planned_is_said(chromium: Any, address: str) -> None:
    with used(chromium, address, **DESK) as tab:
        planned(tab, address, minutes=180)
        tab.get_by_text("Something has to begin at a set time").click()
        first = tab.get_by_role("group", name="Set time", exact=True)
        first.get_by_label("What it is").fill("Lunch")
        first.get_by_label("Has to begin at").fill("09:00")
        first.get_by_label("Minutes").fill("30")
        tab.get_by_role("button", name="Plan the session").click()
        assert "Lunch begins before the session does" in tab.get_by_role("alert").inner_text()
        first.get_by_label("Has to begin at").fill("12:00")
        tab.get_by_role("button", name="Plan the session").click()
        assert tab.get_by_role("alert").inner_text() == "" and times(tab)[names(tab).index("Lunch")] == "12:00 pm" and amiss(tab) == []
        tab.get_by_role("button", name="Move Lunch up").click()
        assert any("Has to begin at 12:00\u00a0pm, but what stands before it ends at" in text for text in amiss(tab))
        tab.get_by_role("button", name="Let Lunch move").click()
        assert not any("Has to begin" in text for text in amiss(tab))
        tab.get_by_role("spinbutton", name="Minutes, 30 to 180").fill("300")
        tab.get_by_role("button", name="Plan the session").click()
        assert "30 to 180 minutes" in tab.get_by_role("alert").inner_text()


@browser
def test_with_keys_only(chromium: Any, address: str) -> None:
    with used(chromium, address, **DESK) as tab:
        tab.goto(address + PAGE)
        tab.get_by_role("radio", name="Start a group").focus()
        tab.keyboard.press("ArrowDown")
        tab.keyboard.press("Enter")
        tab.wait_for_function("document.activeElement.id === 'your-agenda'")
        before = names(tab)
        for _ in range(9):
            tab.keyboard.press("Tab")
            if str(tab.evaluate("document.activeElement.getAttribute('aria-label')")).endswith(" down"):
                break
        tab.keyboard.press("Enter")
        tab.keyboard.press("Enter")
        assert names(tab)[:3] == [before[1], before[2], before[0]]
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        assert names(tab) == [*before[1:3], *before[3:]] and str(tab.evaluate("document.activeElement.getAttribute('aria-label')")).startswith("Take out")


@browser
def test_by_touch_on_a_small_phone_and_without_a_script(chromium: Any, address: str) -> None:
    with used(chromium, address, viewport={"width": 320, "height": 640}, has_touch=True) as tab:
        tab.goto(address + PAGE)
        tab.get_by_role("button", name="Plan the session").tap()
        before = names(tab)
        tab.get_by_role("button", name=f"Take out {before[1]}").tap()
        assert names(tab) == [before[0], *before[2:]]
        assert tab.evaluate("document.scrollingElement.scrollWidth") == 320
        small = tab.evaluate("""() => [...document.querySelectorAll('bcs-session-builder :is(button, input:not([type=radio]), select)')]
            .filter(one => one.offsetHeight).map(one => one.getBoundingClientRect()).filter(box => box.width < 44 || box.height < 44).length""")
        assert small == 0
    with used(chromium, address, java_script_enabled=False) as tab:
        tab.goto(address + PAGE)
        assert tab.get_by_text("The builder needs JavaScript.").is_visible() and not tab.get_by_role("button", name="Plan the session").is_visible()
        tab.get_by_role("link", name="Tonight, 90 minutes").click()
        assert tab.get_by_role("heading", level=1).inner_text().startswith("Tonight")
        assert tab.get_by_role("link", name="Change this session").is_visible()


@browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(chromium: Any, address: str, scheme: str) -> None:
    with used(chromium, address, color_scheme=scheme, **DESK) as tab:
        planned(tab, address)
        assert axe(tab, "article") == []
        tab.locator(".bcs-plan__edit input").first.fill("99")
        tab.locator(".bcs-plan__edit input").first.press("Enter")
        tab.get_by_role("spinbutton", name="People").fill("0")
        tab.get_by_role("button", name="Plan the session").click()
        assert axe(tab, "article") == []
        tab.get_by_role("button", name="Run it").click()
        assert axe(tab, "dialog") == []


@browser
def test_the_timer_on_the_wall(chromium: Any, address: str) -> None:
    with used(chromium, address, **DESK) as tab:
        tab.clock.install(time=datetime.datetime(2026, 11, 26, 10, 0))
        tab.goto(f"{address}{PAGE}#v=1&a=start&m=30&p=9&s=1000&i=6.what-this-is-for&i=24.chosen-sent-or-drawn-in")
        tab.get_by_role("button", name="Run it").click()
        wall = tab.get_by_role("dialog")
        left = wall.get_by_role("timer")
        status = wall.get_by_role("status")
        assert wall.get_by_text("What this is for").is_visible() and left.inner_text() == "6:00"
        assert wall.get_by_text("The session ends at 10:30\u00a0am.").is_visible()
        tab.clock.fast_forward("02:00")  # as a tab that slept: hardly a tick in two minutes
        assert left.inner_text() == "4:00" and status.inner_text() == "5 minutes left."
        wall.get_by_role("button", name="+5 minutes").click()
        assert left.inner_text() == "9:00" and wall.get_by_text("The session ends at 10:35\u00a0am.").is_visible()
        wall.get_by_role("button", name="Pause").click()
        tab.clock.fast_forward("10:00")
        assert left.inner_text() == "9:00" and wall.get_by_text("paused").is_visible()
        wall.get_by_role("button", name="Go on").click()
        tab.clock.fast_forward("09:30")
        assert left.inner_text() == "+0:30" and status.inner_text() == "Time is up."
        tab.keyboard.press("Escape")
        assert not wall.is_visible()
        tab.get_by_role("button", name="Run it").click()
        assert left.inner_text() == "+0:30"  # it went on
        wall.get_by_role("button", name="Next").click()
        assert left.inner_text() == "24:00" and status.inner_text() == "Chosen, sent or drawn in" and wall.get_by_text("Nothing comes after this.").is_visible()
        wall.get_by_role("button", name="Leave").click()
        assert tab.evaluate("document.activeElement.textContent").startswith("Run it")
        assert not wall.is_visible()


@browser
def test_a_ready_session_has_its_agenda_on_the_first_sheet(chromium: Any, address: str) -> None:
    with used(chromium, address, **DESK) as tab:
        tab.goto(address + "meeting/sessions/told-to-collaborate/")
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        first = next(iter(PdfDocument(tab.pdf(format="A4", prefer_css_page_size=True)))).get_textpage().get_text_range()
        assert "7:30" in first and "Who does what by when" in first and "Change this session" not in first


@browser
def test_each_copy_prints_alone(chromium: Any, address: str) -> None:
    """What print() is asked to print: the participants' sheet is one page, the facilitator's has every step."""
    with used(chromium, address, **DESK) as tab:
        tab.goto(f"{address}{PAGE}#{address_of(DATA.sessions['told-to-collaborate'])}")
        tab.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
        texts = {}
        for copy in ("participants", "facilitator"):
            tab.get_by_role("button", name=f"Print the {copy}’ copy" if copy == "participants" else f"Print the {copy}’s copy").click()
            document = PdfDocument(tab.pdf(format="A4"))
            texts[copy] = [page.get_textpage().get_text_range() for page in document]
            tab.evaluate("dispatchEvent(new Event('afterprint'))")
        assert len(texts["participants"]) == 1 and "Who does what by when" in texts["participants"][0] and "Facilitator" not in texts["participants"][0]
        steps = " ".join(texts["facilitator"])
        assert "Read out the order" in steps and "For everyone" not in steps and "Take it along" not in steps and "Do instead" not in steps
        assert len(texts["facilitator"]) <= 5
        assert "printing" not in tab.evaluate("Object.keys(document.querySelector('bcs-session-builder').dataset)")
