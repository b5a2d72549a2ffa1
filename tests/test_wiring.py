"""A macro called wrongly fails the build with page, line, macro and what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import mkdocs

CALLS = {
    'factor("clear-purpos")': 'factor: unknown factor "clear-purpos". Did you mean "clear-purpose"? Factors are listed in data/factors.yml',
    "factor(clear)": 'factor: factor is a name without a value. Put the id in quotation marks: factor("clear")',
    "factor()": "factor: missing a required argument: 'factor'. Call it as factor(factor)",
    'factor("clear-purpose", "extra")': "factor: too many positional arguments. Call it as factor(factor)",
    'factors(fase="sustaining")': 'factors: has no argument "fase". Did you mean "phase"? Call it as factors(phase, section)',
    "factors(7)": "factors: phase should be text in quotation marks, not 7. Call it as factors(phase, section)",
    'factr("clear-purpose")': 'factr: there is no macro or variable of this name. Did you mean "factor"?',
    "faktors": 'faktors: there is no macro or variable of this name. Did you mean "factors"?',
    'factors("sustaining"': "macro call: unexpected '}'",
}


@pytest.mark.parametrize("call", CALLS)
def test_wrong_call(project: Path, call: str) -> None:
    page = project / "docs" / "guide" / "sustaining.md"
    lines = page.read_text("utf-8").splitlines()
    number = next(i for i, line in enumerate(lines) if "life_cycle()" in line)
    lines[number] = f"{{{{ {call} }}}}"
    page.write_text("\n".join(lines) + "\n", "utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0
    assert f"docs/guide/sustaining.md:{number + 1}: {CALLS[call]}" in done.stderr, done.stderr
    assert not (project / "site").exists()


def test_two_mistakes_on_two_pages_are_both_told(project: Path) -> None:
    for name in ("index.md", "guide/sustaining.md"):
        page = project / "docs" / name
        page.write_text(page.read_text("utf-8") + '\n{{ voice("nobody") }}\n', "utf-8")
    told = mkdocs("build", cwd=project).stderr
    assert len(re.findall(r'docs/(?:index|guide/sustaining)\.md:\d+: voice: unknown voice "nobody"', told)) == 2
