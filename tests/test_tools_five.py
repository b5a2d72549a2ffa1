"""The five tools besides the factor check: what their results say, and how people use them in a real browser."""

from __future__ import annotations

import itertools
import json
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from conftest import ROOT, modules
from test_browser import axe
from test_tools import DESK, clipboard, kept, used

from macros.load import load
from macros.render import Renderer
from macros.tool_page import tool_data
from macros.tools import groups_of, versions_of

browser = pytest.mark.browser
DATA = load(ROOT)[0]
FIVE = ["sense-making", "life-cycle", "ways-of-working", "do-we-need-this", "roles"]
Ask = Callable[..., Any]


def told(tool: str) -> dict[str, Any]:
    """What the tool's page tells its script."""
    show = Renderer(DATA)
    show.page = DATA.tools[tool].page
    return tool_data(show, DATA.tools[tool])


def state(**given: Any) -> dict[str, Any]:
    return {"groups": [], "answers": {}, "others": {}, "parts": [], "notes": {}, "names": {}, "shown": False} | given


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with modules("results.mjs") as call:
        yield call


# --- forms ----------------------------------------------------------------------------------


@pytest.mark.parametrize("tool", FIVE)
def test_every_item_can_be_answered_in_the_form(tool: str) -> None:
    """In fields with a label and groups with a legend, and with each of its answers."""
    show = Renderer(DATA)
    show.page = DATA.tools[tool].page
    page = BeautifulSoup(show.tool(tool), "html5lib")
    record, data = DATA.tools[tool], told(tool)
    items = [f"part-{number}" for number in range(1, (record.parts or 0) + 1)] or [item.id for group in groups_of(DATA, record) for item in group.items]
    for item in items:
        fields = page.select(f'form input[name="{item}"]')
        if record.themes:
            (field,) = fields
            assert (field["type"], field["value"], field["data-else"]) == ("checkbox", "0", "1")
            assert data["items"][item]["name"] in field.find_parent("label").get_text()
        else:
            labels = {int(field["value"]): field.find_parent("label").get_text() for field in fields}
            assert sorted(labels) == list(range(len(data["scale"])))
            assert all(data["choices"][choice]["label"] in labels[place] for place, choice in enumerate(data["scale"]))
        assert all(field.find_parent("fieldset").find("legend") for field in fields)
    assert all(field.find_parent("label") for field in page.select("form :is(input, textarea)"))


def test_the_quadrant_stands_as_the_sources_draw_it() -> None:
    show = Renderer(DATA)
    page = BeautifulSoup(show.tool("sense-making"), "html5lib")
    names = [label.strong.get_text() for label in page.select_one(".bcs-place__fields").select("label")]
    assert names == [domain.name for domain in DATA.quadrant] == ["Complex", "Knowable", "Chaos", "Known"]


# --- results --------------------------------------------------------------------------------


def some(data: dict[str, Any], tool: str, chance: random.Random) -> dict[str, Any]:
    """Answers as people might give them: all kinds, more or fewer."""
    pick, given = chance.choice([0.05, 0.3, 1.0]), state(groups=[group["id"] for group in data["groups"]])
    if not data["groups"]:
        given["parts"] = [f"Part {number}" for number in range(chance.randrange(9))]
        items = [f"part-{place + 1}" for place in range(len(given["parts"]))]
    else:
        items = [item for group in data["groups"] for item in group["items"]]
    weights = [chance.random() ** 3 for _ in data["scale"]]
    given["answers"] = {item: chance.choices(data["scale"], weights)[0] for item in items if chance.random() < pick}
    if tool == "life-cycle" and chance.random() < 0.5:
        given["answers"] = {item: "seen" if chance.random() < 0.2 else "not-seen" for item in items}
        given["notes"] = {"else": "Something else"}
    if tool == "roles":
        given["names"] = {f"name-{item}": chance.choice(["", "Mere, Tom", "mere"]) for item in items}
    return given


@pytest.mark.build
@pytest.mark.parametrize("tool", FIVE)
def test_every_text_is_said_and_no_result_is_empty(ask: Ask, tool: str) -> None:
    data, chance = told(tool), random.Random(7)
    left = {name for name in data["texts"] if name not in ("else",)}
    for _ in range(1500):
        found = ask("result", tool=tool, data=data, state=some(data, tool, chance))
        assert found["summary"] and all(section["title"] for section in found["sections"])
        if left:
            said = json.dumps(found)
            left -= {name for name in left if json.dumps(data["texts"][name]["text"])[1:-1] in said}
    assert left == set()


@pytest.mark.parametrize("tool", FIVE)
def test_nothing_is_said_of_nothing(ask: Ask, tool: str) -> None:
    data = told(tool)
    assert ask("result", tool=tool, data=data, state=state()) == {"summary": data["texts"]["nothing"]["text"], "sections": []}


def test_three_questions_point_to_a_domain(ask: Ask) -> None:
    data = told("sense-making")
    for link, before, same in itertools.product(["yes", "no", None], repeat=3):
        points = ("chaos" if link == "no" else "" if link is None else "complex" if before == "no" else "" if before is None
                  else "knowable" if same == "no" else "" if same is None else "known")
        assert ask("suggested", data=data, answers={"link": link, "before": before, "same": same}) == points


def test_a_domain_brings_its_sequence_its_practices_a_warning_and_stories(ask: Ask) -> None:
    data = told("sense-making")
    given = state(parts=["Truancy", "Rent"], answers={"part-1": "complex", "part-2": "dont-know"}, notes={"part-1": "Why"})
    found = ask("result", tool="sense-making", data=data, state=given)
    section = next(section for section in found["sections"] if section["title"] == "Complex")
    facts = {fact["label"]: fact for fact in section["facts"]}
    domain = DATA.domains["complex"]
    assert facts["What to do, in this order"]["steps"] == ["Probe", "Sense", "Respond"]
    assert facts["Practices"]["items"] == list(domain.practices) and facts["You placed here"]["items"] == ["“Truancy”: Why"]
    assert facts["A warning"]["said"]["from"] and section["ask"] == domain.question
    cases = [case for case in DATA.stories if case.domain == "complex"]
    assert [(story["name"], story.get("care", False)) for story in section["stories"]] == [(case.short, bool(case.care)) for case in cases]
    assert "Rent" in json.dumps(next(section for section in found["sections"] if section["title"] == data["texts"]["dont-know"]["title"]))


def test_stages_that_a_group_resembles(ask: Ask) -> None:
    """As a plain calculation does: half of a stage's lines, two of each for the zone."""
    data, chance = told("life-cycle"), random.Random(3)
    stages = DATA.life_cycle
    for _ in range(400):
        likely = {stage.id: chance.random() for stage in stages}
        lines = {stage.id: [f"{stage.id}-{number}" for number in range(1, len(stage.characteristics) + 1)] for stage in stages}
        seen = {stage: [line for line in found if chance.random() < likely[stage]] for stage, found in lines.items()}
        answers = {item: "seen" for items in seen.values() for item in items}
        given = state(groups=[stage.id for stage in stages], answers=answers)
        clear = [stage for stage in stages if len(seen[stage.id]) >= len(stage.characteristics) / 2]
        titles = [section["title"] for section in ask("result", tool="life-cycle", data=data, state=given)["sections"]]
        assert titles[:len(clear)] == [stage.name for stage in clear]
        expected = ["zone-crossover"] if len(seen["frustration"]) >= 2 and len(seen["functioning"]) >= 2 else []
        expected += ["jump-frustration-to-failing"] if DATA.stages["frustration"] in clear else []
        expected += ["jump-any-to-failing"] if any(stage.id != "failing" for stage in clear) else []
        assert ask("crossings", data=data, state=given) == expected


def test_what_is_needed_beside_what_there_is(ask: Ask) -> None:
    scale = list(DATA.ways_of_working)
    for needed, now in itertools.product([None, "dont-know", *scale], repeat=2):
        how = "open" if not needed or not now else "unsure" if "dont-know" in (needed, now) else (
            "same" if needed == now else "closer" if scale.index(needed) > scale.index(now) else "lighter")
        assert ask("meeting", needed=needed, now=now, scale=scale) == how


LINE = ["many-sides", "tangled", "hard-to-say", "no-category", "catastrophe", "lost-picture"]


@pytest.mark.parametrize(("answers", "where"), [
    ({}, "open"), (dict.fromkeys(LINE, "dont-know"), "open"), (dict.fromkeys(LINE[:3], "no"), "open"), (dict.fromkeys(LINE[:4], "no"), "one-agency"),
    (dict.fromkeys(LINE, "no"), "one-agency"), ({"catastrophe": "yes"}, "several-agencies"), ({"lost-picture": "yes", "tangled": "no"}, "several-agencies"),
    (dict.fromkeys(LINE, "no") | {"tangled": "partly"}, "grey-middle"), (dict.fromkeys(LINE, "no") | {"catastrophe": "partly"}, "grey-middle"),
    (dict.fromkeys(LINE, "no") | dict.fromkeys(LINE[:2], "yes"), "grey-middle"),
    (dict.fromkeys(LINE, "no") | dict.fromkeys(LINE[:3], "yes"), "several-agencies"),
])
def test_where_an_issue_lies(ask: Ask, answers: dict[str, str], where: str) -> None:
    assert [item.id for item in DATA.tools["do-we-need-this"].groups[0].items] == LINE
    assert ask("lies", answers=answers, items=LINE) == where


def test_names_are_in_nothing_that_is_handed_on(ask: Ask) -> None:
    data = told("roles")
    given = state(groups=["roles"], answers=dict.fromkeys(DATA.roles, "someone"), names={f"name-{role}": "Mere Tāne" for role in DATA.roles})
    assert "Mere Tāne" in json.dumps(ask("result", tool="roles", data=data, state=given), ensure_ascii=False)
    assert "Mere" not in ask("text", tool="roles", data=data, state=given)
    assert "Mere" not in ask("address", data=data, state=given, more={"notes": True, "mine": True})


# Links that people may have. Only ever add.
OLD: list[tuple[str, str, dict[str, Any]]] = [
    ("sense-making", "v=1&s=1&p=Housing&p=Who+pays%3F&a=2-&n.part-1=Ask+Mere&r=2f&show=1",
     state(parts=["Housing", "Who pays?"], answers={"part-1": "complex"}, notes={"part-1": "Ask Mere"}, random=87, shown=True)),
    ("life-cycle", "v=1&s=1&g=forming.frustration.functioning.flying.failing&a=01110&show=1",
     state(groups=["forming", "frustration", "functioning", "flying", "failing"], shown=True, answers={
         "forming-1": "seen", "forming-2": "not-seen", "forming-3": "not-seen", "forming-4": "not-seen", "frustration-1": "seen"})),
    ("ways-of-working", "v=1&s=1&g=ways&a=31", state(groups=["ways"], answers={"needed": "co-ordination", "now": "communication"})),
    ("do-we-need-this", "v=1&s=1&g=needs.triggers&a=0123---2",
     state(groups=["needs", "triggers"], answers={"many-sides": "yes", "tangled": "partly", "hard-to-say": "no", "no-category": "dont-know", "TRIGGER": "no"})),
    ("roles", "v=1&s=1&g=roles&a=0120&n.guardian-angel=Nobody+yet",
     state(groups=["roles"], notes={"guardian-angel": "Nobody yet"}, answers={
         "public-entrepreneur": "someone", "guardian-angel": "no-one", "fellow-travellers": "dont-know", "active-client": "someone"})),
]


@pytest.mark.parametrize(("tool", "address", "expected"), OLD)
def test_old_links_bring_back_what_they_kept(ask: Ask, tool: str, address: str, expected: dict[str, Any]) -> None:
    trigger = list(next(found for found in versions_of(DATA, DATA.tools[tool]) if found.version == 1).groups[1].items)[1] if tool == "do-we-need-this" else ""
    answers = {trigger if item == "TRIGGER" else item: answer for item, answer in expected["answers"].items()}
    assert ask("fromAddress", data=told(tool), hash=f"#{address}") == expected | {"answers": answers}


def test_people_in_more_than_one_role(ask: Ask) -> None:
    assert ask("twice", people=[["a", "Mere, Tom and Ana"], ["b", "Anders; mere"], ["c", ""], ["d", "Tom"]]) == ["Mere", "Tom"]
    assert ask("twice", people=[["a", "Mere, Mere"], ["b", "Sandy and Andy"]]) == []


def test_the_text_to_copy_has_all_that_the_page_says(ask: Ask) -> None:
    data = told("ways-of-working")
    given = state(groups=["ways"], answers={"needed": "collaboration", "now": "communication"}, notes={"now": "Weekly mail"})
    text = ask("text", tool="ways-of-working", data=data, state=given)
    for part in (data["texts"]["collaboration"]["text"], DATA.ways_of_working["communication"].question, "- Weekly mail", "https://example.org/start/ways-of-working/#collaboration"):
        assert part in text


# --- in a browser ---------------------------------------------------------------------------


def sense_making(tab: Any) -> None:
    for number, name in enumerate(("Truancy", "Rent"), 1):
        tab.get_by_role("textbox", name=f"Part {number}", exact=True).fill(name)
    part = tab.get_by_role("group", name="Part 1 Truancy", exact=True)
    part.get_by_text("Not sure?").click()
    for question, answer in zip(DATA.tools["sense-making"].questions, ("Yes", "No"), strict=False):
        part.get_by_role("group", name=question.question).get_by_label(answer, exact=True).check()
    assert part.get_by_role("status").inner_text().startswith("This points to Complex.")
    part.get_by_role("radio", name="Complex").check()
    tab.get_by_role("group", name="Part 2 Rent", exact=True).get_by_role("radio", name="Known").check()


def life_cycle(tab: Any) -> None:
    for stage, many in (("frustration", 3), ("functioning", 2)):
        for line in DATA.stages[stage].characteristics[:many]:
            tab.get_by_role("checkbox", name=line.rstrip(".")).check()


def ways_of_working(tab: Any) -> None:
    tab.get_by_role("group", name="What the task needs").get_by_role("radio", name="Co-ordination").check()
    tab.get_by_role("group", name="What we have now").get_by_role("radio", name="Communication").check()


def do_we_need_this(tab: Any) -> None:
    for group in DATA.tools["do-we-need-this"].groups:
        for item in group.items:
            tab.get_by_role("group", name=item.wording, exact=True).get_by_label("No", exact=True).check()
    item = DATA.tools["do-we-need-this"].groups[1].items[1]
    tab.get_by_role("group", name=item.wording, exact=True).get_by_label("Yes", exact=True).check()


def roles(tab: Any) -> None:
    for role, answer in zip(DATA.roles.values(), ("Someone", "No one", "Don’t know"), strict=False):
        tab.get_by_role("group", name=role.name, exact=True).get_by_label(answer, exact=True).check()
    tab.get_by_role("group", name="Public entrepreneur", exact=True).get_by_role("textbox", name="Who?").fill("Mere Tāne")


FILL: dict[str, Callable[[Any], None]] = {
    "sense-making": sense_making, "life-cycle": life_cycle, "ways-of-working": ways_of_working, "do-we-need-this": do_we_need_this, "roles": roles,
}
# What the result says then: its headings, and a link that leads on.
SAYS = {
    "sense-making": (["Not all of one kind", "Known", "Complex", "And later"], "Complex", "guide/getting-together/#domain-complex"),
    "life-cycle": (["Frustration", "Crossover zone", "Jump from Frustration to Failing", "Jump to Failing", "Something of these as well"],
                   "Frustration", "guide/sustaining/#stage-frustration"),
    "ways-of-working": (["What the task needs: Co-ordination", "What we have now: Communication", "Before you change anything"],
                        "Co-ordination", "start/ways-of-working/#way-co-ordination"),
    "do-we-need-this": (["How tangled is it?", "Two answers that pull apart", "What is moving you", "A spark still needs someone"],
                        "“We can’t do it on our own”", "guide/before-starting/#cant-do-alone"),
    "roles": (["Guardian angel: no one", "If it stays like that", "You do not know", "Public entrepreneur: someone", "What to keep in mind"],
              "Guardian angel", "start/key-learnings/#guardian-angel"),
}


def filled(tab: Any, address: str, tool: str) -> Any:
    """The tool as a person fills it in, and the region with what comes out."""
    tab.goto(f"{address}meeting/{tool}/")
    FILL[tool](tab)
    tab.get_by_role("button", name="See what to talk about").click()
    return tab.get_by_role("region", name="What to talk about")


@browser
@pytest.mark.parametrize("tool", FIVE)
def test_with_a_pointer_and_back_again(chromium: Any, address: str, tool: str) -> None:
    headings, link, place = SAYS[tool]
    with used(chromium, address, **DESK) as tab:
        result = filled(tab, address, tool)
        assert tab.evaluate("document.activeElement.id") == "what-to-talk-about"
        assert result.get_by_role("heading", level=3).all_inner_texts() == headings
        assert axe(tab) == []
        before = kept(tab)
        result.get_by_role("link", name=link, exact=True).first.click()
        tab.wait_for_url(f"**/{place}")
        tab.go_back()
        result.wait_for()
        assert kept(tab) == before and result.get_by_role("heading", level=3).all_inner_texts() == headings
        tab.go_forward()
        tab.wait_for_url(f"**/{place}")
        tab.go_back()
        tab.reload()
        assert kept(tab) == before and result.is_visible()
        tab.get_by_role("button", name="Copy a link with my answers only").click()
        tab.get_by_text("The link is copied.").wait_for()
        with used(chromium, address) as other:
            other.goto(clipboard(tab))
            assert kept(other) == before | {"notes": []}
            assert "Mere" not in other.url + str(other.evaluate("[...document.querySelectorAll('form input')].map(field => field.value)"))


@browser
@pytest.mark.parametrize("tool", FIVE)
def test_with_keys_only(chromium: Any, address: str, tool: str) -> None:
    with used(chromium, address, **DESK) as tab:
        tab.goto(f"{address}meeting/{tool}/")

        def until(test: str) -> None:
            for _ in range(60):
                tab.keyboard.press("Tab")
                if tab.evaluate(f"() => {{ const here = document.activeElement; return {test}; }}"):
                    return
            raise AssertionError(test)

        if tool == "sense-making":
            until("here.dataset.part === '1'")
            tab.keyboard.type("Truancy")
        until("here.type === 'radio' && !here.name.startsWith('ask-') || here.type === 'checkbox'")
        assert tab.evaluate("getComputedStyle(document.activeElement.closest('label')).outlineStyle") == "solid"
        tab.keyboard.press("Space")
        if tool != "life-cycle":
            tab.keyboard.press("ArrowDown")
        until("here.textContent === 'See what to talk about'")
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.id") == "what-to-talk-about"
        chosen = {"sense-making": "Knowable", "life-cycle": "Forming", "ways-of-working": "What the task needs: Communication",
                  "do-we-need-this": "How tangled is it?", "roles": "Public entrepreneur: no one"}[tool]
        assert chosen in tab.get_by_role("region", name="What to talk about").inner_text()


@browser
@pytest.mark.parametrize("tool", FIVE)
def test_on_a_narrow_screen_with_a_finger(chromium: Any, address: str, tool: str) -> None:
    with used(chromium, address, viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True, color_scheme="dark") as tab:
        filled(tab, address, tool)
        tab.get_by_role("button", name="Copy the code").tap()
        tab.get_by_text("The code is copied.").wait_for()
        assert axe(tab) == []
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= 320
        wide = tab.evaluate("""() => [...document.querySelectorAll('.bcs-tool *')].filter(found => found.checkVisibility()
            && !found.closest('.bcs-hidden') && found.getBoundingClientRect().right > 321).map(found => found.outerHTML.slice(0, 80))""")
        assert wide == []
        small = tab.evaluate("""() => [...document.querySelectorAll('.bcs-tool :is(button, label, summary)')]
            .filter(target => target.checkVisibility() && !target.querySelector('textarea, [type=text]'))
            .filter(target => Math.min(target.getBoundingClientRect().height, target.getBoundingClientRect().width) < 24)
            .map(target => target.textContent)""")
        assert small == []
        assert tab.evaluate("""() => [...document.querySelectorAll('.bcs-tool form label')].filter(label => label.checkVisibility()
            && label.querySelector('[type=radio]') && label.offsetHeight < 44).map(label => label.textContent)""") == []


@browser
@pytest.mark.parametrize("tool", FIVE)
def test_without_scripts_it_is_a_worksheet(chromium: Any, address: str, tool: str) -> None:
    """All of it is there to fill in with a pen, and nothing that would need a script."""
    record = DATA.tools[tool]
    many = record.parts or sum(len(group.items) for group in groups_of(DATA, record))
    with used(chromium, address, java_script_enabled=False) as tab:
        tab.goto(f"{address}meeting/{tool}/")
        for media in ("screen", "print"):
            tab.emulate_media(media=media)
            choices = tab.locator("form :is([type=radio], [type=checkbox]):visible:not([name^=ask-], [data-keep])")
            assert choices.count() == many * (1 if record.themes else len(record.choices)), media
            assert tab.locator("bcs-tool button:visible").count() == 0, media
        if record.parts:
            assert tab.locator("[data-part]:visible").count() == record.parts and tab.get_by_text("Yes to all three: Known").is_visible()
            assert tab.locator("[name^=ask-]:visible").count() == 0  # asked once, at the top
        if record.themes:
            assert tab.get_by_text("Which line belongs to which stage").is_visible() and tab.locator(".bcs-signs__key dd:visible").count() == 5


@browser
@pytest.mark.parametrize("tool", FIVE)
def test_printed_and_in_forced_colours(chromium: Any, address: str, tool: str) -> None:
    with used(chromium, address, **DESK) as tab:
        tab.goto(f"{address}meeting/{tool}/")
        tab.emulate_media(media="print")
        record = DATA.tools[tool]
        assert tab.locator("form :is([type=radio], [type=checkbox]):visible:not([name^=ask-], [data-keep])").count() == (
            (record.parts or sum(len(group.items) for group in groups_of(DATA, record))) * (1 if record.themes else len(record.choices)))
        tab.emulate_media(media="screen", forced_colors="active")
        result = filled(tab, address, tool)
        styles = tab.evaluate("""() => [':checked', ':not(:checked)'].map(which => {
            const found = [...document.querySelectorAll(`form :is([type=radio], [type=checkbox])${which}`)]
                .find(field => field.checkVisibility() && field.dataset.keep === undefined && !field.name.startsWith('ask-'));
            return found.closest('label').className === 'bcs-tick' ? 'native' : getComputedStyle(found.closest('label')).outlineStyle;
        })""")
        assert styles in (["solid", "none"], ["native", "native"])
        tab.emulate_media(media="print", forced_colors="none")
        assert result.is_visible() and tab.locator(".bcs-tool button:visible").count() == 0
        if tool == "sense-making":
            assert tab.locator(".bcs-judge:visible").count() == 2  # those that were named


@browser
def test_parts_that_the_leader_names(chromium: Any, address: str) -> None:
    """A link with the parts, three members' codes, one of other parts: compared, and the stranger named."""
    codes = []
    with used(chromium, address, **DESK) as leader:
        leader.goto(f"{address}meeting/sense-making/")
        for number, name in enumerate(("Truancy", "Rent & <b>heat</b>"), 1):
            leader.get_by_role("textbox", name=f"Part {number}", exact=True).fill(name)
        leader.get_by_role("button", name="Copy the link with these parts").click()
        leader.get_by_text("The link is copied.").wait_for()
        link = clipboard(leader)
        for places in (("Complex", "Known"), ("Complex", "Chaos"), ("Complex", "Knowable"), ("Chaos", "Chaos")):
            with used(chromium, address) as member:
                member.goto(link)
                for number, place in enumerate(places, 1):
                    if len(codes) == 3 and number == 2:
                        member.get_by_role("textbox", name="Part 2", exact=True).fill("Something else")
                    member.locator(f"[data-judge='{number}']").get_by_role("radio", name=place).check()
                assert member.locator("bcs-tool b").count() == 0
                member.get_by_role("button", name="See what to talk about").click()
                codes.append(member.locator("[data-code]").inner_text())
        leader.get_by_role("button", name="See what to talk about").click()
        leader.get_by_role("link", name="collect their codes").click()
        leader.get_by_role("textbox", name="Codes or links").fill("\n".join(codes))
        leader.get_by_role("button", name="Take them in").click()
        refused = leader.get_by_role("listitem").filter(has_text=codes[3])
        refused.wait_for()
        assert "is about other parts" in refused.inner_text()
        leader.get_by_role("button", name="Show where we differ").click()
        leader.get_by_role("button", name="All are content: show it").click()
        picture = leader.get_by_role("main").inner_text()
        assert "Truancy" in picture and "Rent & <b>heat</b>" in picture and "Something else" not in picture
        assert picture.index("Rent & <b>heat</b>") < picture.index("Truancy")  # where they differ comes first
        assert axe(leader) == []
