"""A newcomer finds things by name alone: each stands once, in the file of its name."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

FOUND = {
    "the HTML of a factor’s callout": ("macros/templates/factor.html.j2", r'class="bcs-factor .*bcs-factor--single', "macros/templates/*.j2"),
    "the rule that counts factors": ("macros/check.py", r"^def factor_counts\(", "macros/*.py"),
    "the printed footer": ("overrides/partials/imprint.html", r'class="bcs-imprint"', "overrides/**/*.html"),
    "the colour of an impediment": ("docs/assets/css/shell/tokens.css", r"--bcs-impediment: light-dark", "docs/assets/css/**/*.css"),
}


@pytest.mark.parametrize("what", FOUND)
def test_found_at_the_first_guess(what: str) -> None:
    place, words, others = FOUND[what]
    assert [path.relative_to(ROOT).as_posix() for path in ROOT.glob(others) if re.search(words, path.read_text("utf-8"), re.M)] == [place]


def test_every_token_that_is_used_is_defined() -> None:
    css = "\n".join(path.read_text("utf-8") for path in (ROOT / "docs/assets/css").rglob("*.css"))
    pages = [*(ROOT / "docs").rglob("*.md"), *(ROOT / "macros/templates").rglob("*.j2"), *(ROOT / "overrides").rglob("*.html")]
    used = set(re.findall(r"var\((--bcs-[\w-]+)(?![\w-]|\s*,)", css + "".join(path.read_text("utf-8") for path in pages)))
    assert "--bcs-ink" in used and used - set(re.findall(r"(--bcs-[\w-]+)\s*:", css)) == set()
