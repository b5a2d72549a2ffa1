"""Compare: codes are collected, and the picture is what a plain calculation says. A session, whole."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from conftest import modules
from prepare import find_browser
from test_browser import axe
from test_codes import expected_code, sealed
from test_tools import CHECK, DATA, DESK, PHONE, clipboard, item, said, used

from macros.tools import versions_of

browser = pytest.mark.browser
PAGE = "meeting/compare/"
SET = versions_of(DATA, CHECK)[-1]
GROUPS = {group.id: list(group.items) for group in SET.groups}
SCALE = list(SET.choices)
LABELS = SET.choices
PARTS = ("Where you differ", "What you agree on", "What only one of you could say", "What nobody knows")
Member = dict[str, Any]


def member(chance: random.Random, groups: list[str], answers: list[str | None] | None = None) -> Member:
    items = [item for group in groups for item in GROUPS[group]]
    said = answers or [chance.choice([None, *SCALE]) for _ in items]
    mask = sum(1 << (len(GROUPS) - 1 - place) for place, group in enumerate(GROUPS) if group in groups)
    digits = [0 if answer is None else SCALE.index(answer) + 1 for answer in said]
    code = expected_code("FC", [SET.version, mask >> 5, mask & 31], chance.randrange(1 << 20), digits, len(SCALE) + 1)
    return {"code": code, "answers": dict(zip(items, said, strict=True))}


def collected(tab: Any, address: str, text: str, people: int | None = None) -> None:
    tab.goto(address + PAGE)
    if people:
        tab.get_by_label("How many of you are there?").fill(str(people))
    tab.get_by_label("Codes or links").fill(text)
    tab.get_by_role("button", name="Take them in").click()


def reveal(tab: Any) -> None:
    tab.get_by_role("button", name="Show where we differ").click()


def shown(tab: Any) -> dict[str, dict[str, list[int]]]:
    """The tables of the picture: heading → item → counts, in their order."""
    return tab.evaluate("""() => Object.fromEntries([...document.querySelectorAll('[data-spread] > section')].map(section => [
        section.querySelector('h2').textContent,
        Object.fromEntries([...section.querySelectorAll('tbody tr')].map(row => {
            const [name, ...counts] = [...row.cells].map(cell => cell.textContent);
            return [name, counts.map(Number)];
        })),
    ]))""")


def plain(members: list[Member]) -> dict[str, dict[str, list[int]]]:
    """The same, calculated here."""
    found: dict[str, list[tuple[float, str, list[int]]]] = {title: [] for title in PARTS}
    for group in GROUPS.values():
        for name in group:
            if not any(name in each["answers"] for each in members):
                continue
            answers = [each["answers"].get(name) for each in members]
            counts = Counter(answers)
            known = [SCALE.index(answer) for answer in answers if answer in SCALE[:3]]
            pairs = list(combinations(known, 2))
            apart = sum(abs(one - other) for one, other in pairs) / len(pairs) if pairs else 0.0
            part = PARTS[0] if apart else PARTS[3 - len(known)] if len(known) < 2 else PARTS[1]
            wording = next(text for of in SET.groups for item, text in of.items.items() if item == name)
            found[part].append((apart, wording, [counts[choice] for choice in (*SCALE, None)]))
    found["Where you differ"].sort(key=lambda row: -row[0])
    return {title: {wording: counts for _, wording, counts in rows} for title, rows in found.items() if rows}


# --- words and order ------------------------------------------------------------------------


Ask = Callable[..., Any]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    with modules("answers.mjs") as call:
        yield call


@pytest.mark.parametrize(("counts", "unsure", "silent", "ordered", "expected"), [
    ((4, 2, 3), 0, 0, True, "Four of nine at one end (“A”), three at the other (“C”), two between (“B”)."),
    ((3, 2, 4), 0, 0, True, "Four of nine at one end (“C”), three at the other (“A”), two between (“B”)."),
    ((6, 3, 0), 0, 0, True, "Six of nine say “A”, three “B”."),
    ((1, 1, 0), 1, 2, True, "One of five says “A”, one “B”. One does not know. Two gave no answer."),
    ((9, 0, 0), 0, 0, True, "All nine say “A”."),
    ((0, 7, 0), 2, 0, True, "Seven of nine say “B”. Two do not know."),
    ((0, 0, 0), 3, 1, True, "Three do not know. One gave no answer."),
    ((40, 1, 20), 0, 0, True, "40 of 61 at one end (“A”), 20 at the other (“C”), one between (“B”)."),
    ((2, 0, 3), 0, 0, False, "Three of five say “C”, two “A”."),
])
def test_differences_are_named_by_counts(ask: Ask, counts: tuple[int, int, int], unsure: int, silent: int, ordered: bool, expected: str) -> None:
    spread = {"item": "x", "counts": dict(zip("abc", counts, strict=True)), "unsure": unsure, "silent": silent}
    assert ask("said", spread=spread, scale=["a", "b", "c"], labels={"a": "A", "b": "B", "c": "C"}, ordered=ordered) == expected


def test_what_one_says_is_no_agreement(ask: Ask) -> None:
    all_ = [{"item": name, "counts": {"a": a, "b": 0}, "unsure": 1, "silent": 0, "distance": 0} for name, a in (("none", 0), ("one", 1), ("two", 2))]
    found = ask("sorted", all=all_)
    assert [[spread["item"] for spread in found[part]] for part in ("differ", "agreed", "single", "unknown")] == [[], ["two"], ["one"], ["none"]]


def test_people_are_shuffled(ask: Ask) -> None:
    chance = random.Random(30)
    orders = Counter(tuple(ask("shuffled", people=[1, 2, 3], picks=[chance.randrange(1 << 32) for _ in range(2)])) for _ in range(600))
    assert len(orders) == 6 and min(orders.values()) > 60


# --- in a browser ---------------------------------------------------------------------------


@browser
def test_a_hundred_members(chromium: Any, address: str) -> None:
    """Hostile, foreign, broken, doubled and future codes among them; the picture is what a plain calculation says."""
    chance = random.Random(31)
    people = [member(chance, [group for group in GROUPS if chance.random() < 0.5] or ["learning"]) for _ in range(98)]
    for person in people:  # something agreed, something that nobody knows, something that one alone knows
        if GROUPS["learning"][0] in person["answers"]:
            person["answers"].update(zip(GROUPS["learning"][:3], ("partly", "dont-know", None), strict=True))
    people = [member(chance, [group for group in GROUPS if GROUPS[group][0] in each["answers"]], list(each["answers"].values())) for each in people]
    people += [member(chance, ["learning"], [None, None, "not-yet", *[None] * 5]), member(chance, ["learning"], ["partly", *[None] * 7])]
    codes = [each["code"] for each in people]
    twice, short, wrong = codes[4].lower(), codes[5][:-1].rstrip("-"), codes[6][:-1] + ("Q" if codes[6][-1] != "Q" else "P")
    noise = {
        twice: "is in already", short: "too long or too short", wrong: "is damaged", "ZZ-QQQQ-QQQQ-2QQQ": "letters that no tool has",
        sealed("FC", [9, 0, 1, 0, 0, 0, 0, 0]): "by a later edition", codes[7][:-1] + "O": "has a character that no code has",
        member(chance, ["learning"])["code"]: "A hundred is the most",
    }
    links = [f"https://example.org/guide/meeting/compare/#code={code}" for code in codes[50:]]
    text = "\n".join([*codes[:50], twice, "<img src=x onerror=window.hacked=1>", wrong, *links, *noise])
    with used(chromium, address, **DESK) as tab:
        collected(tab, address, text)
        assert said(tab).endswith("100 in.") and tab.get_by_text("100 in.", exact=True).is_visible()
        refused = tab.get_by_role("heading", name="Not taken in").locator("xpath=..").get_by_role("listitem").all_inner_texts()
        for code, reason in noise.items():
            assert [line for line in refused if line.startswith(code) and reason in line], f"{code}: {reason}: {refused}"
        assert len(refused) == len(noise) + 2 and not tab.evaluate("window.hacked")
        reveal(tab)
        expected = plain(people)
        assert shown(tab) == expected
        assert {title: list(rows) for title, rows in shown(tab).items()} == {title: list(rows) for title, rows in expected.items()}  # and in this order
        assert set(expected) == set(PARTS)
        first, counts = next(iter(expected["Where you differ"].items()))
        row = tab.get_by_role("listitem").filter(has=tab.get_by_role("heading", name=first))
        assert row.locator("svg circle").count() == 0 and row.locator(".bcs-spread__column").count() == 5  # beyond thirty: columns with counts
        assert re.findall(r"\d+", row.locator(".bcs-spread__picture").inner_text()) == [str(count) for count in counts]
        assert tab.evaluate("document.body.innerText.match(/average|score|total|%/gi)") is None


@browser
def test_few_people_are_asked_and_nothing_is_drawn_while_codes_come(chromium: Any, address: str) -> None:
    chance = random.Random(32)
    people = [member(chance, ["learning"]) for _ in range(20)]
    codes = [each["code"] for each in people]
    with used(chromium, address) as tab:
        collected(tab, address, "Good morning, everybody")
        assert said(tab).startswith("There is no code in this text.")
        collected(tab, address, "\n".join(codes[:2]), people=10)
        reveal(tab)
        assert said(tab) == "Three is the least, so that nobody’s answers stand alone. 2 of 10 in."
        tab.get_by_label("Codes or links").fill(codes[2])
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")  # a button
        tab.get_by_text("3 of 10 in.", exact=True).wait_for()
        assert tab.locator("[data-spread] *").count() == 0
        reveal(tab)
        assert tab.evaluate("document.activeElement.textContent") == "Fewer than five answers" and tab.locator("[data-spread] *").count() == 0
        assert axe(tab) == []
        tab.get_by_role("button", name="Wait for more").click()
        assert not tab.get_by_role("heading", name="Fewer than five").is_visible()
        reveal(tab)
        tab.get_by_role("button", name="All are content").click()
        assert shown(tab) == plain(people[:3])
        tab.get_by_role("button", name="Close it and collect more").click()
        assert tab.locator("[data-spread] *").count() == 0
        tab.get_by_label("Codes or links").fill(" ".join(codes))
        tab.get_by_role("button", name="Take them in").click()
        reveal(tab)  # nobody asks for twenty
        assert shown(tab) == plain(people)
        here = re.search(r"c=([^&]+)", tab.url)[1].split(".")
        solid = [code.replace("-", "") for code in codes]
        assert sorted(here) == sorted(solid) and here != solid  # the address says nothing of who came when
        tab.reload()
        tab.get_by_role("heading", name="Where you differ").wait_for()
        assert shown(tab) == plain(people)
        tab.get_by_role("button", name="Copy as text").click()
        tab.get_by_text("The text is copied.").wait_for()
        assert "WHERE YOU DIFFER" in clipboard(tab)
        with tab.expect_download() as table:
            tab.get_by_role("button", name="Save as a table").click()
        assert next(iter(plain(people)["Where you differ"])) in Path(table.value.path()).read_text("utf-8-sig")
        tab.once("dialog", lambda dialog: dialog.accept())
        tab.get_by_role("region", name="people").get_by_role("button", name="Clear everything").click()
        assert "#" not in tab.url and tab.get_by_text("0 in.", exact=True).is_visible()


# What people may have on a bookmark. Only ever add.
OLD = "v=1&t=factor-check&n=10&c=FCPQYY9QFRPMSGN9FQ4.FCPQY9P7TFKAR9XK78L.FCPQY2NHXZ9Y9W0WFYT.FCPQY7QXFXVZ2DXVVNF.FCPQY2EQXF6DEVQ46G2&show=1"
OLD_COUNTS = [  # item by item in the order of the set: true of us, partly, not yet, do not know, no answer
    [1, 1, 0, 2, 1], [1, 0, 1, 1, 2], [2, 2, 1, 0, 0], [0, 0, 1, 2, 2], [4, 0, 0, 0, 1], [1, 0, 2, 2, 0], [1, 1, 0, 2, 1], [1, 1, 1, 1, 1],
]


@browser
def test_an_old_address_brings_back_what_it_kept(chromium: Any, address: str) -> None:
    with used(chromium, address) as tab:
        tab.goto(f"{address}{PAGE}#{OLD}")
        tab.get_by_role("heading", name="Where you differ").wait_for()
        found = shown(tab)
        counts = {wording: numbers for rows in found.values() for wording, numbers in rows.items()}
        first = next(found for found in versions_of(DATA, CHECK) if found.version == 1)
        assert [counts[wording] for group in first.groups if group.id == "learning" for wording in group.items.values()] == OLD_COUNTS
        assert tab.get_by_label("How many of you are there?").input_value() == "10"


@browser
def test_parts_that_the_leader_named(chromium: Any, address: str) -> None:
    """Codes about the same parts come in, others are foreign; an item opens what its answers say."""
    named, codes = "v=1&t=sense-making&p=Housing&p=Who+pays%3F", [
        "SM-PZK3-9JW5-W2Q5-679F-8J", "SM-PZK3-9JXS-JZQW-SUUQ-VY", "SM-PZK3-9J4L-07Q6-ZNQJ-HY", "SM-PZK3-9JX5-NVQG-385J-U8", "SM-PZK3-9JS3-6KPQ-XLUK-FX",
    ]
    with used(chromium, address) as tab:
        for start, reason in (("", "is about parts that somebody named."), ("#v=1&t=sense-making&p=Housing&p=Else", "is about other parts.")):
            tab.goto("about:blank")
            tab.goto(address + PAGE + start)
            tab.get_by_label("Codes or links").fill(codes[0])
            tab.get_by_role("button", name="Take them in").click()
            assert reason in tab.locator("[data-refused]").inner_text()
        tab.goto("about:blank")
        tab.goto(f"{address}{PAGE}#{named}")
        tab.get_by_label("Codes or links").fill(" ".join(codes))
        tab.get_by_role("button", name="Take them in").click()
        reveal(tab)
        assert shown(tab) == {"Where you differ": {"Housing": [1, 1, 1, 1, 1, 0]}, "What you agree on": {"Who pays?": [0, 5, 0, 0, 0, 0]}}
        tab.locator(".bcs-spread").last.get_by_text("The question, and where to read on").click()
        assert tab.locator(".bcs-spread").last.get_by_role("link", name="Knowable").get_attribute("href").endswith("#domain-knowable")


@browser
def test_a_members_link_hands_its_code_to_the_page_that_collects(chromium: Any, address: str) -> None:
    chance = random.Random(33)
    codes = [member(chance, ["learning"])["code"] for _ in range(3)]
    with used(chromium, address) as tab:
        collected(tab, address, codes[0])
        other = tab.context.new_page()
        other.goto(f"{address}{PAGE}#code={codes[1]}")
        other.get_by_text("Your code is in, on the page that collects.").wait_for()
        tab.get_by_text("2 in.", exact=True).wait_for()
        other.close()
        tab.goto(f"{address}{PAGE}#code={codes[2]}")  # in the same tab
        tab.get_by_text("3 in.", exact=True).wait_for()
    with used(chromium, address) as alone:
        alone.goto(f"{address}{PAGE}#code={codes[2]}")
        alone.get_by_text("1 in.", exact=True).wait_for()


@browser
@pytest.mark.parametrize(("scheme", "size", "forced"), [("light", (1280, 900), "none"), ("dark", (320, 256), "none"), ("light", (320, 800), "active")])
def test_the_picture_is_sound(chromium: Any, address: str, scheme: str, size: tuple[int, int], forced: str) -> None:
    """axe, 320 px and 400 %, forced colours, paper: dots a person, not knowing apart, the table beside."""
    chance = random.Random(34)
    people = [member(chance, ["learning"]) for _ in range(9)]
    with used(chromium, address, viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, forced_colors=forced) as tab:
        collected(tab, address, "\n".join([each["code"] for each in people] + ["FC-ZZZZ-ZZZZ-ZZZZ"]))
        if forced == "none":
            assert axe(tab) == []
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= size[0]
        small = """() => [...document.querySelectorAll('bcs-compare :is(button, summary, input, textarea)')]
            .filter(target => target.checkVisibility())
            .filter(target => Math.min(target.getBoundingClientRect().height, target.getBoundingClientRect().width) < 24)
            .map(target => target.textContent)"""
        assert tab.evaluate(small) == []
        reveal(tab)
        assert tab.evaluate(small) == []
        for fold in tab.locator("[data-spread] summary").all()[:2]:
            fold.click()
        if forced == "none":
            assert axe(tab) == []
        assert tab.evaluate("document.scrollingElement.scrollWidth") <= size[0]
        expected = {name: counts for rows in plain(people).values() for name, counts in rows.items()}
        drawn = tab.evaluate("""() => Object.fromEntries([...document.querySelectorAll('.bcs-spread')].map(row => [
            row.querySelector('h3').lastChild.textContent,
            [...row.querySelectorAll('.bcs-spread__column')].map(column => [column.innerText.trim(), column.querySelectorAll('circle').length]),
        ]))""")
        for wording, counts in expected.items():
            heads = [*LABELS.values(), "No answer"]
            seen = [(head, count) for place, (head, count) in enumerate(zip(heads, counts, strict=True)) if place < 3 or count]
            assert [tuple(column) for column in drawn[wording]] == seen, wording
        tab.emulate_media(media="print", color_scheme=scheme)
        assert tab.locator("bcs-compare button:visible").count() == 0 and tab.get_by_role("table").first.is_visible()


@browser
def test_from_a_disk_by_keyboard(chromium: Any, site: Path, tmp_path: Path) -> None:
    from macros.disk import packed

    for path, content in packed(site):
        if path.startswith(("meeting/compare/", "assets/")):
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_bytes(content)
    chance = random.Random(35)
    people = [member(chance, ["learning"]) for _ in range(5)]
    base = tmp_path.as_uri() + "/"
    with used(chromium, base, **DESK) as tab:
        tab.goto(f"{base}{PAGE}index.html")
        tab.get_by_label("Codes or links").focus()
        tab.keyboard.type(" ".join(each["code"] for each in people))
        tab.keyboard.press("Tab")
        tab.keyboard.press("Enter")
        for _ in range(5):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.textContent") == "Show where we differ":
                break
        tab.keyboard.press("Enter")
        assert tab.evaluate("document.activeElement.textContent") == "Factor check: five people"
        assert shown(tab) == plain(people)
        link = tab.get_by_role("link", name="Read the passage", include_hidden=True).first.get_attribute("href")
        assert re.fullmatch(r"\.\./\.\./guide/learning/index\.html#[a-z-]+", link)


@browser
def test_without_scripts_it_says_how_to_compare_on_paper(chromium: Any, address: str) -> None:
    with used(chromium, address, java_script_enabled=False) as tab:
        tab.goto(address + PAGE)
        assert tab.get_by_text("compare on paper").is_visible() and not tab.locator("[name=codes]").is_visible()


@browser
def test_a_camera_reads_a_code(chromium: Any, address: str, tmp_path: Path) -> None:
    """A pretended camera that films a member’s QR code; and one that nobody allows."""
    code = member(random.Random(36), ["learning"])["code"]
    with used(chromium, address) as tab:
        tab.goto(f"{address}meeting/factor-check/#v=1&s=1&g=learning&a=0123&show=1")
        code = tab.locator("[data-code]").inner_text()
        tab.get_by_role("button", name="QR code").click()
        rows = tab.get_by_role("img", name="QR code of the link").evaluate("""svg => {
            const size = svg.viewBox.baseVal.width, rows = Array.from({length: size}, () => Array(size).fill(0));
            for (const [, x, y] of svg.querySelector('path').getAttribute('d').matchAll(/M(\\d+) (\\d+)h/g)) rows[y][x] = 1;
            return rows;
        }""")
    scale, side = 8, 480
    edge = (side - len(rows) * scale) // 2
    grey = bytearray(b"\xe8" * (side * side))
    for y, row in enumerate(rows):
        for x, dark in enumerate(row):
            for line in range(scale if dark else 0):
                start = (edge + y * scale + line) * side + edge + x * scale
                grey[start:start + scale] = b"\x18" * scale
    film = tmp_path / "camera.y4m"
    film.write_bytes(f"YUV4MPEG2 W{side} H{side} F10:1 Ip A1:1 C420\n".encode() + (b"FRAME\n" + bytes(grey) + b"\x80" * (side * side // 2)) * 3)
    own = chromium.browser_type.launch(executable_path=find_browser(), args=[
        "--no-sandbox", "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", f"--use-file-for-fake-video-capture={film}",
    ])
    try:
        with used(own, address, permissions=["camera"], **PHONE) as tab:
            tab.goto(address + PAGE)
            tab.get_by_role("button", name="Read QR codes with the camera").click()
            tab.get_by_text("1 in.", exact=True).wait_for(timeout=15000)
            assert code.replace("-", "") in tab.url
            tab.get_by_role("button", name="Stop the camera").click()
            assert not tab.locator("video").is_visible() and tab.evaluate("document.querySelector('video').srcObject") is None
            tab.evaluate("() => { navigator.mediaDevices.getUserMedia = async () => { throw new Error('no'); }; }")
            tab.get_by_role("button", name="Read QR codes with the camera").click()
            tab.get_by_text("The camera could not be opened.").wait_for()
    finally:
        own.close()


@browser
def test_a_session(chromium: Any, address: str) -> None:
    """Five phones, five codes, one laptop, the reveal, three questions opened, a print."""
    codes = []
    five = ("True of us", "Not yet"), ("True of us", "Partly"), ("Not yet", "Partly"), ("Not yet", "Partly"), ("Don’t know", "Partly")
    for number, choices in enumerate(five):
        with used(chromium, address, **PHONE, has_touch=True, is_mobile=True) as phone:
            phone.goto(address + "meeting/factor-check/#v=1&s=1&g=learning")  # the link that the leader sent round
            for place, choice in enumerate(choices):
                item(phone, place).get_by_text(choice, exact=True).tap()
            phone.get_by_role("button", name="See what to talk about").tap()
            phone.get_by_role("button", name=("Copy the code", "Copy it as a link")[number % 2]).tap()
            phone.get_by_text(re.compile("(code|link) is copied")).wait_for()
            codes.append(clipboard(phone))
    with used(chromium, address, **DESK) as laptop:
        laptop.goto(address + PAGE)
        laptop.get_by_label("How many of you are there?").fill("5")
        for number, code in enumerate(codes, 1):
            laptop.get_by_label("Codes or links").fill(f"Here is mine: {code}")
            laptop.get_by_role("button", name="Take them in").click()
            laptop.get_by_text(f"{number} of 5 in.", exact=True).wait_for()
            assert laptop.locator("[data-spread] *").count() == 0
        reveal(laptop)
        found = shown(laptop)
        first, second = (next(text for text in SET.groups[3].items.values()), list(SET.groups[3].items.values())[1])
        assert found["Where you differ"] == {first: [2, 0, 2, 1, 0], second: [0, 4, 1, 0, 0]}
        assert laptop.get_by_text("Two of five at one end (“True of us”), two at the other (“Not yet”). One does not know.").is_visible()
        for number in range(3):
            row = laptop.locator(".bcs-spread").nth(number)
            row.get_by_text("The question, and where to read on").click()
            factor = next(factor for factor in DATA.factors.values() if factor.wording == row.get_by_role("heading").inner_text().split("\n")[-1])
            assert row.get_by_text(factor.question).is_visible() and row.get_by_text(factor.explanation).is_visible()
            assert row.get_by_role("link", name="Read the passage").get_attribute("href").endswith(f"#{factor.id}")
        laptop.evaluate("window.print = () => { window.printed = true }")
        laptop.get_by_role("region", name="people").get_by_role("button", name="Print").click()
        assert laptop.evaluate("window.printed") and len(laptop.pdf()) > 20_000
