"""Whole ways through the guide, from a folder on a disk and without a network: each tool from answering alone to the picture, and a leader's evening."""

from __future__ import annotations

import random
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument
from test_browser import axe
from test_compare import member, plain, reveal, shown
from test_tools import DATA, DESK, PHONE, used
from test_tools_five import FILL

from macros.disk import write
from macros.tools import versions_of

pytestmark = pytest.mark.browser
WHEN = datetime(2026, 11, 25, tzinfo=UTC)
FOUR = ("life-cycle", "ways-of-working", "do-we-need-this", "roles")
HEADS = ("Where you differ", "What you agree on", "What only one of you could say", "What nobody knows")


@pytest.fixture(scope="session")
def disk(site: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of the guide, unpacked from its bundle."""
    folder = tmp_path_factory.mktemp("walks")
    write(site, folder / "bundle.zip", "guide", "Unpack.", WHEN)
    with zipfile.ZipFile(folder / "bundle.zip") as archive:
        archive.extractall(folder)
    return (folder / "guide").as_uri() + "/"


@contextmanager
def offline(chromium: Any, base: str, **context: Any) -> Iterator[Any]:
    """A tab without a network that asks nobody for anything."""
    with used(chromium, base, **context) as tab:
        tab.context.set_offline(True)
        yield tab


def calculated(tool: str, people: list[dict[str, str]]) -> dict[str, dict[str, list[int]]]:
    """What the picture should say of answers to every item of a tool: heading → wording → counts, by a plain calculation."""
    newest, record = versions_of(DATA, DATA.tools[tool])[-1], DATA.tools[tool]
    found: dict[str, list[tuple[float, str, list[int]]]] = {head: [] for head in HEADS}
    for group in newest.groups:
        choices = list(group.choices or newest.choices)
        theirs = next((of for of in record.groups if of.id == group.id), None)
        ordered = bool(theirs.ordered if theirs and theirs.choices else record.ordered)
        for item, wording in group.items.items():
            answers = [each.get(item) for each in people]
            counts = Counter(answers)
            scale = [choice for choice in choices if choice != "dont-know"]
            known = [scale.index(answer) for answer in answers if answer in scale]
            pairs = list(combinations(known, 2))
            far = [abs(one - other) / (len(scale) - 1) if ordered else float(one != other) for one, other in pairs]
            apart = sum(far) / len(far) if far else 0.0
            head = HEADS[0] if apart else HEADS[3 - len(known)] if len(known) < 2 else HEADS[1]
            found[head].append((apart, wording, [*(counts[choice] for choice in scale), counts["dont-know"], counts[None]]))
    found[HEADS[0]].sort(key=lambda row: -round(row[0], 9))
    return {head: {wording: counts for _, wording, counts in rows} for head, rows in found.items() if rows}


def address_for(tool: str, answers: dict[str, str]) -> str:
    """A state of the tool as its page keeps it, after #."""
    newest = versions_of(DATA, DATA.tools[tool])[-1]
    letters = ""
    for group in newest.groups:
        choices = list(group.choices or newest.choices)
        letters += "".join(str(choices.index(answers[item])) if item in answers else "-" for item in group.items)
    return f"v=1&s={newest.version}&g={'.'.join(group.id for group in newest.groups)}&a={letters}&show=1"


@pytest.mark.parametrize("tool", FOUR)
def test_a_tool_from_answering_alone_to_the_picture(chromium: Any, disk: str, tool: str) -> None:
    """Five phones, five codes, the reveal, three questions opened, a print."""
    chance, newest = random.Random(tool), versions_of(DATA, DATA.tools[tool])[-1]
    people, codes = [], []
    for number in range(5):
        answers = {item: chance.choice(list(group.choices or newest.choices)) for group in newest.groups for item in group.items if chance.random() < 0.9}
        with offline(chromium, disk, **PHONE) as phone:
            if number:
                phone.goto(f"{disk}meeting/{tool}/index.html#{address_for(tool, answers)}")
            else:  # the first by hand
                phone.goto(f"{disk}meeting/{tool}/index.html")
                FILL[tool](phone)
                phone.get_by_role("button", name="See what to talk about").click()
                letters = iter(re.search(r"[#&]a=([^&]*)", phone.url)[1])
                answers = {}
                for group in newest.groups:
                    for item in group.items:
                        letter = next(letters, "-")
                        if letter != "-":
                            answers[item] = list(group.choices or newest.choices)[int(letter)]
                phone.get_by_role("button", name="QR code").click()
                phone.get_by_role("img", name="QR code of the link").wait_for()
            codes.append(phone.locator("[data-code]").inner_text())
            people.append(answers)
    with offline(chromium, disk, **DESK) as laptop:
        laptop.goto(f"{disk}meeting/{tool}/index.html#{address_for(tool, {})}")
        laptop.get_by_role("link", name="collect their codes").click()
        laptop.wait_for_url("**/meeting/compare/**")
        laptop.wait_for_load_state()
        laptop.get_by_label("How many of you are there?").fill("5")
        for number, code in enumerate(codes, 1):
            laptop.get_by_label("Codes or links").fill(code if number % 2 else f"{disk}meeting/compare/index.html#code={code}")
            laptop.get_by_role("button", name="Take them in").click()
            laptop.get_by_text(f"{number} of 5 in.", exact=True).wait_for()
            assert laptop.locator("[data-spread] *").count() == 0
        assert axe(laptop) == []
        reveal(laptop)
        laptop.locator("[data-spread] table").first.wait_for(state="attached")
        expected = calculated(tool, people)
        assert shown(laptop) == expected
        assert {head: list(rows) for head, rows in shown(laptop).items()} == {head: list(rows) for head, rows in expected.items()}
        opened = laptop.locator(".bcs-spread").get_by_text("The question, and where to read on")
        for fold in opened.all()[:3]:
            fold.click()
        assert axe(laptop) == []
        links = laptop.locator(".bcs-spread details a").evaluate_all("links => links.map(link => link.href)")
        assert links and all(link.startswith(disk) and "/index.html" in link for link in links)
        laptop.locator(".bcs-spread details[open] a").first.click()
        laptop.wait_for_url(lambda url: "/meeting/compare/" not in url)
        laptop.go_back()
        laptop.locator("[data-spread] table").first.wait_for(state="attached")
        assert shown(laptop) == expected
        laptop.evaluate("window.print = () => { window.printed = true }")
        laptop.get_by_role("region", name="people").get_by_role("button", name="Print").click()
        assert laptop.evaluate("window.printed")


def test_sense_making_from_a_disk(chromium: Any, disk: str) -> None:
    with offline(chromium, disk, **DESK) as tab:
        tab.goto(f"{disk}meeting/sense-making/index.html")
        FILL["sense-making"](tab)
        tab.get_by_role("button", name="See what to talk about").click()
        tab.get_by_role("button", name="QR code").click()
        tab.get_by_role("img", name="QR code of the link").wait_for()
        result = tab.get_by_role("region", name="What to talk about")
        result.get_by_role("link", name="Complex", exact=True).first.click()
        tab.wait_for_url("**/guide/getting-together/index.html#domain-complex")
        tab.go_back()
        result.wait_for()
        tab.get_by_role("link", name="collect their codes").click()
        tab.get_by_role("heading", name="Collect").wait_for()
        assert "p=Truancy" in tab.url and tab.url.startswith(f"{disk}meeting/compare/index.html#")


def test_an_evening_without_a_network(chromium: Any, disk: str) -> None:
    """Build 90 minutes, print it, hand out cards, open three links, compare five answers, project a stage."""
    with offline(chromium, disk, **DESK) as tab:
        tab.goto(f"{disk}index.html")
        tab.get_by_role("navigation").get_by_role("link", name="In a meeting").first.click()
        tab.get_by_role("main").get_by_role("link", name="plan a session").click()
        tab.get_by_role("radio", name="Take stock").check()
        tab.get_by_role("spinbutton", name="Minutes, 30 to 180").fill("90")
        tab.get_by_role("button", name="Plan the session").click()
        names = tab.get_by_role("region", name="Your agenda").get_by_role("heading", level=3).all_inner_texts()
        tab.evaluate("window.print = () => dispatchEvent(new Event('beforeprint'))")
        tab.get_by_role("button", name="Print the participants’ copy").click()
        (sheet,) = PdfDocument(tab.pdf(format="A4"))
        text = " ".join(sheet.get_textpage().get_text_range().split())
        assert len(names) >= 5 and all(name in text for name in names)
        tab.evaluate("dispatchEvent(new Event('afterprint'))")

        tab.get_by_text("For the facilitator, step by step").click()
        links = tab.locator("[data-facilitator] a").evaluate_all("links => [...new Set(links.map(link => link.href))]")
        assert len(links) >= 3
        for link in links[:3]:
            tab.goto(link)
            place = link.partition("#")[2]
            assert tab.get_by_role("heading", level=1).is_visible() and (not place or tab.locator(f"[id='{place}']").is_visible())

        tab.goto(f"{disk}meeting/cards/index.html")
        tab.get_by_role("link", name=re.compile("Sustaining, large cards")).click()
        tab.locator(".bcs-deal__card").first.wait_for()
        text = " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in PdfDocument(tab.pdf(prefer_css_page_size=True)))
        assert all(factor.wording in text for factor in DATA.factors.values() if factor.phase == "sustaining")

        chance = random.Random(90)
        people = [member(chance, ["sustaining"]) for _ in range(5)]
        tab.goto(f"{disk}meeting/compare/index.html")
        tab.get_by_label("Codes or links").fill("\n".join(each["code"] for each in people))
        tab.get_by_role("button", name="Take them in").click()
        reveal(tab)
        assert shown(tab) == plain(people)

        tab.goto(f"{disk}guide/sustaining/index.html#stage-frustration")
        tab.get_by_role("link", name="Show on a screen: Frustration").first.click()
        assert tab.get_by_role("heading", name="Frustration").first.is_visible()
        tab.keyboard.press("ArrowRight")
        assert tab.get_by_role("heading", name="Functioning").first.is_visible()
        tab.keyboard.press("Escape")
        tab.wait_for_url("**/guide/sustaining/index.html#stage-*")
