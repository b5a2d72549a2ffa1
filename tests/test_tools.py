"""The tools: what they ask and keep, and how people use the factor check in a real browser."""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, check, mkdocs, modules, real
from test_browser import axe

from macros.disk import packed
from macros.render import Renderer
from macros.tool_page import tool_data
from macros.tools import groups_of, published, renewed, written

browser = pytest.mark.browser
DATA = real()
CHECK = DATA.tools["factor-check"]
PAGE = "meeting/factor-check/"
PHONE = {"viewport": {"width": 375, "height": 800}}
DESK = {"viewport": {"width": 1280, "height": 900}}


# --- what is asked --------------------------------------------------------------------------


def test_tool() -> None:
    """Every item is a group of radio buttons with a legend, and the page's data knows it."""
    show = Renderer(DATA)
    show.page = "meeting/factor-check.md"
    page = BeautifulSoup(show.tool("factor-check"), "html5lib")
    told = json.loads(page.select_one("script[data-tool]").string)
    groups = groups_of(DATA, CHECK)
    assert sum(len(group.items) for group in groups) == 62
    for group in groups:
        for item in group.items:
            (box,) = [found for found in page.select("fieldset.bcs-item") if found.find("input", attrs={"name": item.id})]
            assert box.legend.get_text().strip() == item.wording
            assert [label.get_text().strip() for label in box.select(".bcs-item__choices label")] == ["True of us", "Partly", "Not yet", "Don’t know"]
            assert told["items"][item.id]["name"] == item.wording and told["items"][item.id]["ask"] == item.record.question
    assert "Whānau" in told["mi"] and "Marae" not in told["mi"]


def test_compare() -> None:
    """The page that compares knows every tool, and what older versions asked."""
    newest = DATA.item_sets["factor-check-1"]
    group, *rest = newest.groups
    grown = newest.model_copy(update={"id": "factor-check-2", "version": 2})
    older = newest.model_copy(update={"groups": (group.model_copy(update={"items": {"gone": "What is gone", **group.items}}), *rest)})
    show = Renderer(replace(DATA, item_sets={**DATA.item_sets, "factor-check-1": older, "factor-check-2": grown}))
    show.page = "meeting/compare.md"
    told = json.loads(BeautifulSoup(show.compare(), "html5lib").select_one("script[data-tools]").string)
    assert [tool["id"] for tool in told] == list(DATA.tools)
    assert told[0]["was"] == {"gone": "What is gone"} and [known["version"] for known in told[0]["set"]["versions"]] == [1, 2]


def test_data_cannot_end_its_script() -> None:
    wicked = DATA.factors["clear-purpose"].model_copy(update={"question": "Why </script><script>alert(1)</script>?"})
    html = Renderer(replace(DATA, factors={**DATA.factors, "clear-purpose": wicked})).tool("factor-check")
    assert "</script><script>" not in html and "\\u003c/script>" in html


# --- item sets ------------------------------------------------------------------------------


def test_the_newest_sets_ask_what_the_tools_ask() -> None:
    """`python -m macros item-sets` has been run."""
    text = (ROOT / "data" / "item-sets.yml").read_text("utf-8")
    assert written(text, renewed(DATA)) == text


def test_an_enabler_of_an_editor_waits_for_the_next_version() -> None:
    """It is on its phase's page at once; codes stay as they are until the command is run."""
    own = DATA.factors["clear-purpose"].model_copy(update={"id": "our-own", "section": None, "addition": True})
    data = replace(DATA, factors={**DATA.factors, "our-own": own})
    show = Renderer(data)
    assert "our-own" in show.factors("before-starting")
    told = tool_data(show, CHECK)
    assert "our-own" not in json.dumps(told) and 'name="our-own"' not in show.tool("factor-check")
    frozen = replace(data, item_sets={found.id: found for found in published(list(data.item_sets.values()))})
    new = {found.id: found for found in renewed(frozen)}
    assert new["factor-check-1"] == frozen.item_sets["factor-check-1"]
    assert "our-own" in new["factor-check-2"].groups[0].items and not new["factor-check-2"].published
    assert 'name="our-own"' in Renderer(replace(data, item_sets=new)).tool("factor-check")


def test_a_set_that_nobody_has_codes_of_is_written_anew() -> None:
    changed = DATA.factors["clear-purpose"].model_copy(update={"wording": "Say why"})
    data = replace(DATA, factors={**DATA.factors, "clear-purpose": changed}, item_sets={
        name: found.model_copy(update={"published": None}) for name, found in DATA.item_sets.items()
    })
    (new,) = [found for found in renewed(data) if found.tool == "factor-check"]
    assert new.version == 1 and new.groups[0].items["clear-purpose"] == "Say why"


def test_a_reworded_item_stops_the_build_until_the_command_is_run(project: Path) -> None:
    tools, sets = project / "data" / "tools.yml", project / "data" / "item-sets.yml"
    tools.write_text(tools.read_text("utf-8").replace("wording: We meet", "wording: We meet often"), "utf-8")
    done = mkdocs("build", cwd=project)
    line = next(number for number, text in enumerate(sets.read_text("utf-8").splitlines(), 1) if "we-meet: We meet" in text)
    assert done.returncode != 0 and not (project / "site").exists()
    assert f'data/item-sets.yml:{line}: item set "check-1", groups.2.items.we-meet: reads “We meet often” now' in done.stderr
    before = sets.read_text("utf-8")
    told = check("item-sets", cwd=project)
    assert told.stdout == "data/item-sets.yml: check-2. Commit it.\n"
    assert sets.read_text("utf-8").startswith(before)  # what was published stays to the byte
    assert check(cwd=project).returncode == 0
    assert check("item-sets", cwd=project).stdout == "data/item-sets.yml is up to date.\n"
    assert check("item-sets", "publish", cwd=project).stdout == "data/item-sets.yml: check-2. Commit it.\n"
    assert sets.read_text("utf-8").count("published: true") == 2


# --- the address ----------------------------------------------------------------------------


Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with modules("answers.mjs") as call:
        yield call


def told() -> dict[str, Any]:
    show = Renderer(DATA)
    show.page = "meeting/factor-check.md"
    return tool_data(show, CHECK)


def state(**given: Any) -> dict[str, Any]:
    return {"groups": [], "answers": {}, "others": {}, "parts": [], "notes": {}, "names": {}, "shown": False} | given


PARTS = {
    "groups": [], "items": {}, "scale": ["known", "complex", "dont-know"],
    "set": {"tool": "parts", "prefix": "PA", "versions": [{"version": 1, "choices": ["known", "complex", "dont-know"], "parts": 8}]},
}

# Addresses that people may have. Only ever add.
OLD: list[tuple[str, dict[str, Any]]] = [
    ("v=1&s=1&g=learning", state(groups=["learning"])),
    ("v=1&s=1&g=learning&a=20", state(groups=["learning"], answers={"regular-reflection-time": "not-yet", "decide-what-to-review": "true-of-us"})),
    (
        "v=1&s=1&g=before-starting.sustaining&a=-3-----1&n.clear-purpose=Ask+Mere%3F&r=lt02&show=1",
        state(groups=["before-starting", "sustaining"], answers={"outward-looking-culture": "dont-know", "SUSTAINING": "partly"},
              notes={"clear-purpose": "Ask Mere?"}, random=1017362, shown=True),
    ),
]


@pytest.mark.parametrize(("address", "expected"), OLD)
def test_old_addresses_bring_back_what_they_kept(ask: Ask, address: str, expected: dict[str, Any]) -> None:
    sets = DATA.item_sets["factor-check-1"]
    names = {"SUSTAINING": next(iter(next(group for group in sets.groups if group.id == "sustaining").items))}
    learning = list(next(group for group in sets.groups if group.id == "learning").items)
    names |= {"regular-reflection-time": learning[0], "decide-what-to-review": learning[1]}
    answers = {names.get(item, item): answer for item, answer in expected["answers"].items()}
    assert ask("fromAddress", data=told(), hash=f"#{address}") == expected | {"answers": answers}


@pytest.mark.build
def test_thousands_of_states_come_back_from_their_address(ask: Ask) -> None:
    chance, data = random.Random(20), told()
    for turn in range(2000):
        groups = [group["id"] for group in data["groups"] if chance.random() < 0.5]
        items = [item for group in data["groups"] if group["id"] in groups for item in group["items"]]
        answers = {item: chance.choice(data["scale"]) for item in items if chance.random() < 0.7}
        notes = {item: chance.choice(["a & b = c", "#?=%", "<img src=x onerror=alert(1)>", "é\nñ ā", "=1+1"]) for item in items if chance.random() < 0.1}
        others = {"q": "x=&y"} if turn % 3 else {}
        kept = state(groups=groups, answers=answers, notes=notes, others=others, names={"who": "Mere"}, random=turn, shown=turn % 2 == 0)
        mine = ask("toAddress", data=data, state=kept, more={"notes": True, "mine": True})
        assert ask("fromAddress", data=data, hash=mine) == kept | {"names": {}}
        public = ask("toAddress", data=data, state=kept, more={})
        back = ask("fromAddress", data=data, hash=public)
        assert {name: value for name, value in back.items() if name != "random"} == state(groups=groups, answers=answers, others=kept["others"])
        assert "Mere" not in mine and "random" not in back
        if answers:
            assert ask("code", data=data, state=kept)["value"]["answers"] == [
                answers.get(item) for group in data["set"]["versions"][-1]["groups"] if group["id"] in groups for item in group["items"]
            ]


def test_parts_come_back_with_their_names(ask: Ask) -> None:
    kept = state(parts=["Housing", "Who pays? & why"], answers={"part-1": "complex", "part-2": "dont-know"})
    address = ask("toAddress", data=PARTS, state=kept, more={})
    assert ask("fromAddress", data=PARTS, hash=address) == kept
    code = ask("code", data=PARTS, state=kept | {"random": 5})
    assert code["value"]["parts"] == 2 and code["value"]["answers"] == ["complex", "dont-know"]
    long = ask("fromAddress", data=PARTS, hash="v=1&s=1" + "&p=" + "x" * 500 + "&p=y" * 20)
    assert len(long["parts"]) == 8 and len(long["parts"][0]) == 80


@pytest.mark.parametrize("hash_", ["", "#", "#learning", "#v=2&s=1&g=learning", "#v=1&s=9&a=0", "#v=1&a=0", "#%", "#v=1&s=x"])
def test_what_keeps_no_state_gives_none(ask: Ask, hash_: str) -> None:
    assert ask("fromAddress", data=told(), hash=hash_) is None


def test_nonsense_in_an_address_is_left_out(ask: Ask) -> None:
    back = ask("fromAddress", data=told(), hash="v=1&s=1&g=learning.nothing.__proto__&a=9z0%E2%82%AC&x.=1&r=zzzzzz&show=2&p=x&n.a=+")
    assert back["groups"] == ["learning"] and list(back["answers"].values()) == ["true-of-us"] and "random" not in back
    assert back["parts"] == [] and back["notes"] == {} and back["shown"] is False


def test_an_address_of_an_older_version_is_still_read(ask: Ask) -> None:
    data = told()
    (old,) = data["set"]["versions"]
    learning = next(group["items"] for group in old["groups"] if group["id"] == "learning")
    data["set"]["versions"] = [{**old, "groups": [{**group, "items": ["lost", *reversed(group["items"])]} for group in old["groups"]]}, {**old, "version": 2}]
    back = ask("fromAddress", data=data, hash="v=1&s=1&g=learning&a=01")
    assert back["answers"] == {learning[-1]: "partly"}  # what is asked no more is left out


def test_tables_are_safe_to_open(ask: Ask) -> None:
    text = ask("csv", rows=[["a", "=1+1", '"q", r', -1], ["@x", "two\nlines", "ā", 2]])
    assert text == "\ufeffa,'=1+1,\"\"\"q\"\", r\",-1\r\n'@x,\"two\nlines\",ā,2\r\n"


# --- in a browser ---------------------------------------------------------------------------


@contextmanager
def used(chromium: Any, address: str, **context: Any) -> Iterator[Any]:
    """A tab in a context of its own that must ask nobody for anything, and make no mistake."""
    made = chromium.new_context(**(PHONE | context))
    if address.startswith("http"):
        made.grant_permissions(["clipboard-read", "clipboard-write"], origin=re.match(r"https?://[^/]+", address)[0])
    tab = made.new_page()
    tab.set_default_timeout(5000)
    mistakes: list[str] = []
    tab.on("pageerror", lambda error: mistakes.append(str(error)))
    tab.on("console", lambda said: mistakes.append(said.text) if said.type == "error" else None)
    tab.on("request", lambda request: request.url.startswith((address, "data:", "blob:")) or mistakes.append(request.url))
    try:
        yield tab
        assert mistakes == []
    finally:
        made.close()


def item(tab: Any, number: int, phase: str = "learning") -> Any:
    """The form's group for an item, by its legend."""
    found = list(next(group for group in groups_of(DATA, CHECK) if group.id == phase).items)[number]
    return tab.get_by_role("group", name=found.wording, exact=True)


def name(number: int, phase: str = "learning") -> str:
    return list(next(group for group in groups_of(DATA, CHECK) if group.id == phase).items)[number].wording


def answered(tab: Any, address: str) -> None:
    """Three answers and a note, and the result open."""
    tab.goto(address + PAGE)
    tab.get_by_role("checkbox", name="Learning").check()
    item(tab, 0).get_by_label("True of us").check()
    item(tab, 1).get_by_label("Not yet").check()
    item(tab, 2).get_by_label("Don’t know").check()
    item(tab, 1).get_by_text("What it looks like, and a note").click()
    item(tab, 1).get_by_role("textbox", name="Note").fill("Ask <b>Mere</b> & Tom")
    tab.get_by_role("button", name="See what to talk about").click()


def said(tab: Any) -> str:
    return str(tab.get_by_role("status").first.inner_text())


def clipboard(tab: Any) -> str:
    return str(tab.evaluate("navigator.clipboard.readText()"))


def kept(tab: Any) -> dict[str, Any]:
    """What the form holds: checked fields and notes."""
    return tab.evaluate("""() => ({
        checked: [...document.querySelectorAll('form :checked')].map(field => `${field.name}=${field.value}`),
        notes: [...document.querySelectorAll('form textarea')].map(field => field.value).filter(Boolean),
    })""")


ALL = {"checked": ["group=learning"], "notes": ["Ask <b>Mere</b> & Tom"]}


@browser
def test_with_a_pointer(chromium: Any, address: str) -> None:
    with used(chromium, address, **DESK) as tab:
        tab.goto(address + PAGE)
        assert tab.get_by_role("group", name=name(0), exact=True).count() == 0  # nothing is asked that was not chosen
        answered(tab, address)
        assert tab.evaluate("document.activeElement.textContent") == "What to talk about"
        assert said(tab).startswith("3 of 8 answered.")
        assert tab.get_by_text("3 of 8 answered", exact=True).is_visible()  # progress, in words
        result = tab.get_by_role("region", name="What to talk about")
        assert result.get_by_role("heading", level=3).all_inner_texts() == ["Not yet", "Don’t know", "True of us"]
        factor = list(next(group for group in groups_of(DATA, CHECK) if group.id == "learning").items)[1].record
        entry = result.get_by_role("listitem").filter(has_text=name(1))
        assert factor.question in entry.inner_text() and "Your note: Ask <b>Mere</b> & Tom" in entry.inner_text()
        entry.get_by_text("What it looks like").click()
        assert entry.get_by_text(factor.explanation).is_visible()
        item(tab, 1).get_by_label("Partly").check()  # the open result follows
        assert result.get_by_role("heading", level=3).all_inner_texts() == ["Partly", "Don’t know", "True of us"]
        entry.get_by_role("link", name="Read the passage").click()
        tab.wait_for_url(f"**/guide/learning/#{factor.id}")
        assert tab.locator(f"[id='{factor.id}']").is_visible()
        tab.go_back()
        tab.get_by_role("region", name="What to talk about").wait_for()
        assert item(tab, 1).get_by_label("Partly").is_checked()
        tab.go_forward()
        tab.wait_for_url(f"**/guide/learning/#{factor.id}")
        tab.go_back()
        tab.reload()
        assert tab.get_by_role("region", name="What to talk about").is_visible() and item(tab, 0).get_by_label("True of us").is_checked()


@browser
def test_with_keys_only(chromium: Any, address: str) -> None:
    with used(chromium, address, **DESK) as tab:
        tab.goto(address + PAGE)
        tab.get_by_role("checkbox", name="Before starting").focus()
        for _ in range(3):
            tab.keyboard.press("Tab")
        tab.keyboard.press("Space")
        assert tab.get_by_role("checkbox", name="Learning").is_checked()

        def until(label: str) -> None:
            for _ in range(40):
                tab.keyboard.press("Tab")
                if tab.evaluate("label => (document.activeElement.closest('label, button, summary, a')?.textContent ?? '').includes(label)", label):
                    return
            raise AssertionError(label)

        until("True of us")
        outline = tab.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineStyle")
        tab.keyboard.press("ArrowRight")
        assert item(tab, 0).get_by_label("Partly").is_checked() and outline == "solid"
        until("What it looks like")
        tab.keyboard.press("Enter")
        tab.keyboard.press("Tab")
        tab.keyboard.type("from keys")
        until("See what to talk about")
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "what-to-talk-about"
        assert "Your note: from keys" in tab.get_by_role("region", name="What to talk about").inner_text()
        until("Copy the code")
        tab.keyboard.press("Enter")
        tab.get_by_text("The code is copied.").wait_for()
        assert clipboard(tab) == tab.locator("[data-code]").inner_text()


@browser
def test_with_a_finger(chromium: Any, address: str) -> None:
    with used(chromium, address, **PHONE, has_touch=True, is_mobile=True) as tab:
        tab.goto(address + PAGE)
        tab.get_by_role("checkbox", name="Learning").tap()
        item(tab, 0).get_by_text("Not yet").tap()
        tab.get_by_role("button", name="See what to talk about").tap()
        assert tab.get_by_role("region", name="What to talk about").is_visible()
        small, low = tab.evaluate("""() => {
            const targets = [...document.querySelectorAll('.bcs-tool :is(button, label, summary)')]
                .filter(target => target.checkVisibility() && !target.querySelector('textarea'));
            const box = target => target.getBoundingClientRect();
            return [
                targets.filter(target => box(target).height < 24 || box(target).width < 24).map(target => target.textContent),
                Math.min(...targets.filter(target => target.matches('.bcs-item__choices label')).map(target => box(target).height)),
            ];
        }""")
        assert small == []
        assert low >= 44


@browser
def test_without_scripts_it_is_a_worksheet(chromium: Any, address: str) -> None:
    with used(chromium, address, java_script_enabled=False) as tab:
        tab.goto(address + PAGE)
        assert tab.locator("fieldset.bcs-item").count() == 62 and tab.locator("fieldset.bcs-item").last.is_visible()
        assert tab.get_by_text("Without JavaScript this page is a worksheet").is_visible()
        assert tab.get_by_role("button").filter(visible=True).count() == tab.locator("header button:visible").count() == 0
        tab.emulate_media(media="print")
        boxes = tab.locator(".bcs-item").first
        assert boxes.locator("input[type=radio]:visible").count() == 4 and boxes.locator("textarea").is_visible()  # room for a pen


@browser
def test_printed(chromium: Any, address: str) -> None:
    with used(chromium, address, **DESK) as tab:
        tab.goto(address + PAGE)
        tab.emulate_media(media="print")
        assert tab.locator("fieldset.bcs-item").last.is_visible()  # nothing chosen: all of it is the worksheet
        tab.emulate_media(media="screen")
        answered(tab, address)
        tab.evaluate("window.print = () => { window.printed = true }")
        tab.get_by_role("button", name="Print", exact=True).click()
        assert tab.evaluate("window.printed")
        tab.emulate_media(media="print")
        assert tab.locator("fieldset.bcs-item:visible").count() == 8
        assert tab.locator(".bcs-tool button:visible, .bcs-tool [role=status]:visible").count() == 0
        assert tab.get_by_role("region", name="What to talk about").is_visible() and tab.locator("[data-code]").is_visible()


@browser
def test_two_links_bring_back_exactly_what_they_say(chromium: Any, address: str) -> None:
    with used(chromium, address) as tab:
        answered(tab, address)
        full = kept(tab)
        assert full["notes"] == ALL["notes"] and len(full["checked"]) == 4
        assert "Mere" not in tab.url  # notes never enter the address unasked
        for button, notes in (("Copy a link with my answers only", []), ("Copy a link with my answers and notes", ALL["notes"])):
            tab.get_by_role("button", name=button).click()
            tab.get_by_text("The link is copied.").wait_for()
            link = clipboard(tab)
            with used(chromium, address) as other:
                other.goto(link)
                assert kept(other) == {"checked": full["checked"], "notes": notes}
        assert "whoever holds it can read them" in said(tab)
        tab.get_by_role("button", name="Copy the link for the others").click()
        tab.get_by_text("no answers.").last.wait_for()
        with used(chromium, address) as other:
            other.goto(clipboard(tab))
            assert kept(other) == {"checked": ["group=learning"], "notes": []}


@browser
def test_it_is_taken_away_as_text_table_and_data(chromium: Any, address: str) -> None:
    with used(chromium, address) as tab:
        answered(tab, address)
        tab.get_by_role("button", name="Copy as text").click()
        tab.get_by_text("The text is copied.").wait_for()
        text = clipboard(tab)
        assert text.startswith("Factor check\n") and f"- {name(1)}" in text and "Note: Ask <b>Mere</b> & Tom" in text
        assert f"{address}guide/learning/#" in text
        with tab.expect_download() as table:
            tab.get_by_role("button", name="Save as a table").click()
        rows = list(csv.reader(io.StringIO(Path(table.value.path()).read_text("utf-8-sig"))))
        assert rows[0] == ["Part", "Item", "Answer", "Note"] and len(rows) == 9
        assert rows[2] == ["Learning", name(1), "Not yet", "Ask <b>Mere</b> & Tom"]
        with tab.expect_download() as data:
            tab.get_by_role("button", name="Save as data").click()
        found = json.loads(Path(data.value.path()).read_text("utf-8"))
        assert data.value.suggested_filename == "factor-check.json"
        assert [answer["answer"] for answer in found["answers"]][:4] == ["true-of-us", "not-yet", "dont-know", None]


@browser
def test_without_a_clipboard_the_text_is_there_to_copy(chromium: Any, address: str) -> None:
    with used(chromium, address) as tab:
        tab.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
        answered(tab, address)
        tab.get_by_role("button", name="Copy the code").click()
        field = tab.get_by_role("textbox", name="To copy")
        field.wait_for()
        assert field.input_value() == tab.locator("[data-code]").inner_text()
        assert tab.evaluate("document.activeElement.getAttribute('aria-label')") == "To copy"


@browser
def test_nothing_is_kept_unless_asked_and_clear_clears(chromium: Any, address: str) -> None:
    with used(chromium, address) as tab:
        answered(tab, address)
        assert tab.evaluate("localStorage.length + sessionStorage.length") == 0
        tab.get_by_role("checkbox", name="Keep answers").check()
        assert tab.evaluate("localStorage.length") == 1
        full = kept(tab)
        tab.goto("about:blank")
        tab.goto(address + PAGE)
        assert kept(tab) == full and tab.get_by_role("checkbox", name="Keep answers").is_checked()
        tab.once("dialog", lambda dialog: dialog.dismiss())
        tab.get_by_role("button", name="Clear everything").click()
        assert kept(tab) == full
        tab.once("dialog", lambda dialog: dialog.accept())
        tab.get_by_role("button", name="Clear everything").click()
        assert kept(tab) == {"checked": [], "notes": []} and said(tab) == "Everything is cleared."
        assert tab.evaluate("localStorage.length") == 0 and "#" not in tab.url
        tab.reload()
        assert kept(tab) == {"checked": [], "notes": []}
        tab.get_by_role("checkbox", name="Learning").check()
        tab.get_by_role("checkbox", name="Keep answers").check()
        tab.get_by_role("checkbox", name="Keep answers").uncheck()
        assert tab.evaluate("localStorage.length") == 0


@browser
def test_a_heading_of_the_page_does_not_lose_the_answers(chromium: Any, address: str) -> None:
    with used(chromium, address) as tab:
        answered(tab, address)
        before = tab.url
        tab.evaluate("location.hash = 'answer-learning'")
        tab.wait_for_url(before)
        assert len(kept(tab)["checked"]) == 4


@browser
def test_what_addresses_hold_is_only_ever_text(chromium: Any, address: str) -> None:
    """And a start a second time is refused."""
    wicked = "%3Cimg%20src%3Dx%20onerror%3D%22window.hacked%3D1%22%3E"
    with used(chromium, address) as tab:
        first = next(group for group in groups_of(DATA, CHECK) if group.id == "learning").items[0].id
        tab.goto(f"{address}{PAGE}#v=1&s=1&g=learning&a=2&n.{first}={wicked}&show=1")
        assert "<img src=x" in tab.get_by_role("region", name="What to talk about").inner_text()
        assert tab.locator("bcs-tool img").count() == 0 and not tab.evaluate("window.hacked")
        before = tab.locator("bcs-tool").inner_text()
        tab.evaluate("() => { const tool = document.querySelector('bcs-tool'); const place = tool.parentNode; tool.remove(); place.append(tool); }")
        item(tab, 0).get_by_label("Partly").check()
        assert tab.locator("bcs-tool").inner_text().count("What to talk about") == before.count("What to talk about")
    with used(chromium, address) as tab:
        tab.goto(address + PAGE)
        tab.evaluate("""() => new Promise(done => {
            window.addEventListener('error', event => { window.refusal = event.message; event.preventDefault(); });
            const script = document.createElement('script');
            script.src = document.querySelector('script[src*=factor-check]').src + '?again';
            script.onload = done;
            document.body.append(script);
        })""")
        assert "has been started on this page" in tab.evaluate("window.refusal")


@browser
def test_a_sitting_needs_no_net_once_it_has_begun(chromium: Any, address: str) -> None:
    with used(chromium, address) as tab:
        tab.goto(address + PAGE)
        with tab.expect_response(re.compile("qr-write")):
            tab.get_by_role("checkbox", name="Learning").check()
        tab.context.set_offline(True)
        item(tab, 0).get_by_label("Not yet").check()
        tab.get_by_role("button", name="See what to talk about").click()
        tab.get_by_role("button", name="QR code").click()
        tab.get_by_role("img", name="QR code of the link").wait_for()
        tab.get_by_role("button", name="Copy as text").click()
        tab.get_by_text("The text is copied.").wait_for()


@browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_any_state(chromium: Any, address: str, scheme: str) -> None:
    with used(chromium, address, color_scheme=scheme) as tab:
        tab.goto(address + PAGE)
        assert axe(tab) == []
        answered(tab, address)
        tab.get_by_role("button", name="QR code").click()
        tab.get_by_role("img", name="QR code of the link that hands in your code").wait_for()
        assert axe(tab) == []


@browser
@pytest.mark.parametrize("size", [(320, 800), (320, 256)])  # the second is 1280 by 1024 at 400 %
def test_narrow_and_enlarged(chromium: Any, address: str, size: tuple[int, int]) -> None:
    with used(chromium, address, viewport={"width": size[0], "height": size[1]}) as tab:
        answered(tab, address)
        tab.get_by_role("button", name="QR code").click()
        tab.get_by_role("img", name="QR code of the link").wait_for()
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= size[0]
        wide = tab.evaluate("""width => [...document.querySelectorAll('.bcs-tool *')].filter(found => found.checkVisibility()
            && !found.closest('.bcs-hidden') && found.getBoundingClientRect().right > width + 1).map(found => found.outerHTML.slice(0, 80))""", size[0])
        assert wide == []


@browser
def test_forced_colours_show_what_is_chosen(chromium: Any, address: str) -> None:
    with used(chromium, address, forced_colors="active") as tab:
        answered(tab, address)
        chosen, other = (item(tab, 0).locator("label", has_text=text) for text in ("True of us", "Partly"))
        style = "label => getComputedStyle(label).outlineStyle"
        assert (chosen.evaluate(style), other.evaluate(style)) == ("solid", "none")
        item(tab, 0).get_by_label("True of us").press("ArrowRight")
        assert other.evaluate("label => getComputedStyle(label).outlineWidth") == "3px"


@browser
def test_from_a_disk(chromium: Any, site: Path, tmp_path: Path) -> None:
    """From a folder: the form, the result, a QR code, the way to Compare and a passage."""
    for path, content in packed(site):
        if path.startswith(("meeting/", "guide/learning/", "assets/")):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    base = tmp_path.as_uri() + "/"
    with used(chromium, base) as tab:
        tab.goto(f"{base}{PAGE}index.html")
        tab.get_by_role("checkbox", name="Learning").check()
        item(tab, 0).get_by_label("Not yet").check()
        tab.get_by_role("button", name="See what to talk about").click()
        tab.get_by_role("button", name="QR code").click()
        tab.get_by_role("img", name="QR code of the link").wait_for()
        tab.get_by_role("link", name="collect their codes").click()
        tab.get_by_role("heading", name="Collect").wait_for()
        tab.go_back()
        tab.get_by_role("region", name="What to talk about").get_by_text("What it looks like").first.click()
        tab.get_by_role("link", name="Read the passage").first.click()
        tab.wait_for_url("**/guide/learning/index.html#*")
