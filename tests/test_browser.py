"""The built guide in a real browser: accessible, quiet, light, and whole on a phone and on paper."""

from __future__ import annotations

import json
import re
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from conftest import ROOT, soup
from test_budget import too_heavy

pytestmark = pytest.mark.browser

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PAGES = sorted(path.relative_to(ROOT / "docs").as_posix() for path in (ROOT / "docs").rglob("*.md"))


def url(page: str) -> str:
    name = page.removesuffix(".md").removesuffix("index").strip("/")
    return f"{name}/" if name else ""


@contextmanager
def opened(chromium: Any, address: str, page: str, **context: Any) -> Iterator[Any]:
    """A page of the guide in a context of its own, with everything it asked for in `.asked`."""
    made = chromium.new_context(**context)
    tab = made.new_page()
    tab.asked = []
    tab.on("request", lambda request: tab.asked.append(request.url))
    tab.add_init_script(WATCH)
    tab.goto(address + url(page), wait_until="load")
    try:
        yield tab
    finally:
        made.close()


CONTRAST, LINKS = "color-contrast", "link-in-text-block"
# Nine tenths of axe's time go into the contrast of one text after another. Texts of one look have
# one contrast: the first of each look is asked, and every text on which something else may lie.
LOOKS = """scope => {
    const grounds = new Map(), firsts = new Map();
    const ground = element => {
        if (!element) return '';
        if (grounds.has(element)) return grounds.get(element);
        const style = getComputedStyle(element);
        const own = style.backgroundColor === 'rgba(0, 0, 0, 0)' && style.backgroundImage === 'none' ? '' : `${style.backgroundColor} ${style.backgroundImage}`;
        const alone = /absolute|fixed|sticky/.test(style.position) || style.opacity !== '1' || style.filter !== 'none' ? ` ${grounds.size}` : '';
        grounds.set(element, `${ground(element.parentElement)}${own}${alone}`);
        return grounds.get(element);
    };
    for (const root of scope ? document.querySelectorAll(scope) : [document.body]) {
        const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (texts.nextNode()) {
            const element = texts.currentNode.parentElement;
            if (!texts.currentNode.data.trim() || !element.checkVisibility()) continue;
            const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
            const look = [color, fontSize, fontWeight, textShadow, ground(element)].join('|');
            if (!firsts.has(look)) firsts.set(look, element);
        }
        for (const field of root.querySelectorAll('input, select, textarea')) firsts.set(field, field); // their texts are no nodes
    }
    return [...firsts.values()];
}"""


def axe(tab: Any, scope: str | None = None, *, colours: bool = True, others: bool = True) -> list[str]:
    """What axe-core finds against WCAG 2.2 AA and best practice, with the closed parts of the
    page opened: in all of it or in what matches `scope`, by the rules on colours, by all others, or both."""
    tab.evaluate("document.querySelectorAll('details').forEach(details => { details.open = true })")
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    run: dict[str, Any] = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": RULES} if others else [LINKS]}
    run["rules"] = {CONTRAST: {"enabled": False}, LINKS: {"enabled": colours}}
    found = tab.evaluate(f"""async ([scope, run, colours]) => {{
        const found = (await axe.run(scope ?? document, run)).violations;
        const looks = colours ? ({LOOKS})(scope) : [];
        if (looks.length) found.push(...(await axe.run({{ include: looks }}, {{ runOnly: ['{CONTRAST}'], resultTypes: ['violations'] }})).violations);
        return found;
    }}""", [scope, run, colours])
    return [f"{v['id']}: {v['help']}: {node['target']} {node['failureSummary'][:200]}" for v in found for node in v["nodes"]]


# --- What holds for every page: one visit ---------------------------------------------------

WATCH = """
    window.refused = [];
    addEventListener('securitypolicyviolation', event => refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`), true);
"""
LISTS = re.compile(r"/(cases/|reference/(glossary|voices|references|errata|source-map)/|meeting/(links|cards|activities)/|about/components/)")
SHELL = ".bcs-header, .bcs-container > :not(main), .bcs-toc"


def within(tab: Any, width: int) -> list[str]:
    """Nothing scrolls sideways."""
    wide = tab.evaluate("document.scrollingElement.scrollWidth")
    return [f"{wide} px wide on {width}"] if wide > width else []


def narrow(tab: Any) -> list[str]:
    """On the smallest phone: axe, and in the dark the colours of what only phones have."""
    found = axe(tab) + within(tab, 320)
    tab.emulate_media(color_scheme="dark")
    found += axe(tab, ".bcs-header", others=False)
    tab.emulate_media(color_scheme="light")
    return found


def length(tab: Any) -> list[str]:
    """At most 3,000 words stand open, drawings, voices and lists counted. Stories are as long as
    they are, and so is what one looks things up in."""
    words = tab.evaluate("""() => {
        const words = element => element?.innerText.match(/\\S+/g)?.length ?? 0;
        const body = document.querySelector('.bcs-page__body'); // without what is only said to screen readers
        return words(body) - [...body?.querySelectorAll('.bcs-hidden') ?? []].reduce((sum, part) => sum + (part.checkVisibility() ? words(part) : 0), 0);
    }""")
    return [f"{words} words"] if words > 3000 and not LISTS.search(tab.url) else []


def tables(tab: Any) -> list[str]:
    """A part of a table with another display is none to a screen reader."""
    return tab.locator("table, thead, tbody, tr, th, td").evaluate_all("""parts => parts
        .filter(part => !/^(none|table.*)$/.test(getComputedStyle(part).display))
        .map(part => part.outerHTML.slice(0, 80))""")


def contents(tab: Any) -> list[str]:
    """Whatever is longer than four screens of a desktop says what is on it; every entry leads to its
    heading. The home page is a list of contents."""
    found = tab.evaluate("""() => {
        const targets = [...document.querySelectorAll('.bcs-toc a, .bcs-letters a')].map(link => link.hash.slice(1));
        const long = document.querySelector('article').scrollHeight > 4 * 900 && !document.querySelector('.bcs-page--home');
        return [
            ...(long && targets.length < 3 ? ['long, without contents'] : []),
            ...targets.filter(id => document.querySelectorAll(`[id="${CSS.escape(id)}"]`).length !== 1),
        ];
    }""")
    return found


def paper(tab: Any) -> list[str]:
    """The imprint keeps clear of wordmark and title, numbers of two digits have room before
    the text, what stands side by side keeps apart."""
    return tab.evaluate("""() => {
        const found = [];
        const box = selector => document.querySelector(selector).getBoundingClientRect();
        const [imprint, title, mark] = [box('.bcs-imprint'), box('h1'), box('.bcs-wordmark')];
        if (imprint.bottom > title.top) found.push('the imprint touches the title');
        if (imprint.left < mark.right + 8) found.push('the imprint touches the wordmark');
        for (const list of document.querySelectorAll('article ol')) {
            const { listStyleType, paddingLeft, fontSize } = getComputedStyle(list);
            const room = parseFloat(paddingLeft) / parseFloat(fontSize);
            if (list.children.length > 9 && listStyleType === 'decimal' && room < 2) found.push(`cut: ${list.innerText.slice(0, 40)}`);
        }
        for (const pairs of document.querySelectorAll('.bcs-pairs')) {
            const [first, second] = [...pairs.children].map(pair => pair.getBoundingClientRect());
            if (second.top < first.bottom && second.left < first.right + 12) found.push(`touch: ${pairs.innerText.slice(0, 40)}`);
        }
        for (const cell of document.querySelectorAll('table:not(.bcs-matrix__table) :is(td, th) + *')) {
            const before = getComputedStyle(cell.previousElementSibling);
            if (parseFloat(before.paddingRight) + parseFloat(getComputedStyle(cell).paddingLeft) < 6) found.push(`touch: ${cell.innerText.slice(0, 40)}`);
        }
        return found;
    }""")


def wide(tab: Any) -> list[str]:
    """On a desktop: axe, the colours in light where only desktops have something, in the dark of everything."""
    found = axe(tab, colours=False) + axe(tab, SHELL, others=False) + within(tab, 1280)
    tab.emulate_media(color_scheme="dark")
    found += axe(tab, others=False)
    tab.emulate_media(color_scheme="light")
    return found


def policy(tab: Any) -> list[str]:
    """With its folds, menu and colours used, the page does nothing that its own policy refuses."""
    tab.locator("button.bcs-menu-button").click()
    tab.locator("#menu input[value=dark]").check()
    return tab.evaluate("refused") + ([] if tab.locator("meta[http-equiv=Content-Security-Policy]").count() == 1 else ["no policy"])


EVERYWHERE: list[tuple[int, str, Callable[[Any], list[str]]]] = [  # width, medium, what is asked; a check opens folds if it likes
    (1440, "screen", length), (1440, "screen", contents),
    (672, "print", paper), (320, "screen", tables), (320, "screen", narrow), (1280, "screen", wide), (320, "screen", policy),
]


@pytest.mark.parametrize("page", [*PAGES, "404"])
def test_every_page(chromium: Any, address: str, site: Path, page: str) -> None:
    """One visit; what is wrong, by the check that found it. And nobody else is asked for anything.

    Colours in the dark are looked at on a desktop, where all of a page is seen; what a phone shows
    besides (its header) on the phone. No other rule of axe depends on colours."""
    with opened(chromium, address, page, viewport={"width": 320, "height": 900}) as tab:
        wrong = {"weight": found} if page != "404" and (found := too_heavy(tab, site, page)) else {}
        for width, medium, check in EVERYWHERE:
            if page == "404" and check in (contents, paper):
                continue
            tab.emulate_media(media=medium)
            tab.set_viewport_size({"width": width, "height": 900})
            if found := check(tab):
                wrong[check.__name__] = found
        if strangers := [asked for asked in tab.asked if not asked.startswith((address, "data:", "blob:"))]:
            wrong["strangers"] = strangers
        assert wrong == {}


def test_a_visit_finds_what_is_wrong(chromium: Any, address: str) -> None:
    with opened(chromium, address, "guide/learning.md", viewport={"width": 1280, "height": 900}) as tab:
        tab.evaluate("""() => {
            document.querySelector('article').insertAdjacentHTML('beforeend', `
                <p class="grey">grey</p><img src=x><table><tbody><tr><td class="cell">a</table><div class="wide">b</div><a id="twice" style="color:red"></a>
                <a id="twice"></a>`);
            document.querySelector('.bcs-page__body').insertAdjacentHTML('beforeend', `<details><summary>More</summary>${'folded '.repeat(3000)}</details>`);
            document.querySelector('.bcs-toc a').hash = 'twice';
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('.grey {color: #aaa; background: #fff} .cell {display: block} .wide {width: 3000px} .bcs-imprint {position: fixed; inset: 0}');
            document.adoptedStyleSheets.push(sheet);
        }""")
        assert length(tab) == []
        tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
        assert length(tab) != []
        assert "twice" in contents(tab) and len(tables(tab)) == 1 and within(tab, 1280) != []
        assert {line.split(":")[0] for line in axe(tab)} >= {CONTRAST, "image-alt"} and CONTRAST not in "".join(axe(tab, colours=False))
        tab.emulate_media(media="print")
        assert "the imprint touches the title" in paper(tab)
        tab.emulate_media(media="screen")
        tab.set_viewport_size({"width": 320, "height": 900})
        assert [line.split()[0] for line in policy(tab)] == ["style-src-attr"]


@pytest.mark.parametrize("faint", [
    "article li:nth-of-type(3) {color: #999}", "article li:nth-of-type(3) {background: #777}", "article p:last-of-type {opacity: .4}",
    "article :is(h2, h3) {color: #aaa}", "article a {color: #bbb}", ".bcs-footer p {background: #ccc}", "input {color: #aaa}",
])
def test_one_faint_text_among_many_is_found(chromium: Any, address: str, faint: str) -> None:
    with opened(chromium, address, "guide/learning.md", viewport={"width": 1280, "height": 900}) as tab:
        tab.locator("input[type=search]").first.fill("trust")
        assert axe(tab, others=False) == []
        tab.evaluate("css => { const sheet = new CSSStyleSheet(); sheet.replaceSync(css); document.adoptedStyleSheets.push(sheet); }", faint)
        assert CONTRAST in "".join(axe(tab, others=False)), faint


@pytest.mark.parametrize("page", ["index.md", "guide/getting-together.md", "cases/matrix.md", "cases/semo.md"])
def test_everything_is_there_without_javascript(chromium: Any, address: str, page: str) -> None:
    with opened(chromium, address, page, java_script_enabled=False, viewport={"width": 375, "height": 800}) as bare, opened(
        chromium, address, page, viewport={"width": 375, "height": 800}
    ) as full:
        words = {name: tab.locator("main").inner_text() for name, tab in (("bare", bare), ("full", full))}
        assert len(words["bare"]) >= 0.9 * len(words["full"])
        assert bare.locator("nav a").count() > 5


def test_keyboard_reaches_the_text_first(chromium: Any, address: str) -> None:
    with opened(chromium, address, "guide/learning.md", viewport={"width": 1280, "height": 900}) as tab:
        tab.keyboard.press("Tab")
        assert re.search("skip", tab.evaluate("document.activeElement.textContent"), re.I)
        tab.keyboard.press("Enter")
        assert tab.url.endswith("/guide/learning/#content")


def test_text_measure(chromium: Any, address: str) -> None:
    """60 to 75 characters a line on a desktop."""
    with opened(chromium, address, "guide/before-starting.md", viewport={"width": 1440, "height": 900}) as tab:
        characters = tab.evaluate("""() => {
            const lines = [];
            for (const p of document.querySelectorAll('.bcs-page__body > p')) {
                const range = document.createRange();
                const text = p.textContent.length, height = parseFloat(getComputedStyle(p).lineHeight);
                const rows = Math.round(p.getBoundingClientRect().height / height);
                if (rows >= 4) lines.push(text / (rows - 0.5));
            }
            lines.sort((a, b) => a - b);
            return lines[Math.floor(lines.length / 2)];
        }""")
        assert 55 <= characters <= 78, characters


@pytest.mark.parametrize("page", ["guide/before-starting.md", "cases/semo.md", "guide/sustaining.md"])
def test_print_is_a_clean_handout(chromium: Any, address: str, page: str) -> None:
    with opened(chromium, address, page, color_scheme="dark") as tab:
        tab.emulate_media(media="print")
        for gone in ("nav", ".bcs-search", ".bcs-search-link", ".bcs-colours", "a.bcs-copy", "a.bcs-show", ".bcs-uses"):
            for index in range(tab.locator(gone).count()):
                assert not tab.locator(gone).nth(index).is_visible(), gone
        assert tab.locator("article h1").is_visible()
        foot = tab.locator(".bcs-imprint")
        assert foot.is_visible()
        assert "example.org/guide/go/" in foot.inner_text(), "its short address"
        assert re.search(r"\b\d{1,2} (January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d\b", foot.inner_text())
        background = tab.evaluate("getComputedStyle(document.body).backgroundColor")
        assert background in ("rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"), background
        assert tab.evaluate("getComputedStyle(document.querySelector('.bcs-factor, .bcs-voice')).breakInside") == "avoid"


def test_matrix_filters_with_javascript(chromium: Any, address: str) -> None:
    with opened(chromium, address, "cases/matrix.md", viewport={"width": 1280, "height": 900}) as tab:
        columns = tab.locator("thead th:visible").count()
        select = tab.locator("select").filter(has=tab.locator("option", has_text=re.compile("below|bottom", re.I))).first
        value = select.locator("option").nth(1).get_attribute("value")
        select.select_option(value)
        tab.wait_for_timeout(200)
        assert tab.locator("thead th:visible").count() < columns
        assert "=" in urllib.parse.urlsplit(tab.url).query
        tab.reload()
        assert tab.locator("thead th:visible").count() < columns
        assert not tab.locator("#matrix-phase-before-starting").is_visible()
        tab.locator("select[name=phase]").select_option("before-starting")
        assert tab.locator("#matrix-phase-before-starting").is_visible()  # its fold opens, the others go
        assert tab.locator("#matrix-role-public-entrepreneur, #matrix-ground-rules, .bcs-matrix__fold:not([open])").filter(visible=True).count() == 0


@pytest.mark.parametrize("script", [True, False])
def test_a_row_of_the_matrix_opens_at_its_address(chromium: Any, address: str, script: bool) -> None:
    with opened(chromium, address, "cases/matrix.md", java_script_enabled=script) as tab:
        row = tab.locator("#matrix-ground-rules")
        assert not row.is_visible()
        tab.goto(f"{tab.url}#matrix-ground-rules")
        assert row.is_visible()
        tab.goto(tab.url.partition("#")[0])
        tab.emulate_media(media="print")
        assert row.is_visible() and tab.locator("#matrix-clear-purpose").is_visible()


def test_shared_pages_have_a_card(site: Path) -> None:
    """Title, description and picture for chat, all on the guide's own address."""
    for page in ("index.html", "guide/learning/index.html", "cases/semo/index.html"):
        head = soup(site / page).head
        found = {tag["property"]: str(tag["content"]) for tag in head.select("meta[property^='og:']")}
        assert {"og:title", "og:description", "og:image", "og:url"} <= set(found)
        assert found["og:image"].startswith("https://example.org/guide/")
        assert (site / found["og:image"].removeprefix("https://example.org/guide/")).is_file()
        manifest = head.select_one("link[rel=manifest]")["href"]
        icons = json.loads((site / page).parent.joinpath(manifest).resolve().read_text("utf-8"))["icons"]
        assert icons
