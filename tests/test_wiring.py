"""A macro called wrongly fails the build with page, line, macro and what would be right."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from conftest import mkdocs

from macros.wiring import titles

CALLS = {
    'factor("clear-purpos")': 'factor: unknown factor "clear-purpos". Did you mean "clear-purpose"? Factors are listed in data/factors.yml',
    "factor(clear)": 'factor: factor is a name without a value. Put the id in quotation marks: factor("clear")',
    "factor()": "factor: missing a required argument: 'factor'. Call it as factor(factor)",
    'factor("clear-purpose", "extra")': "factor: too many positional arguments. Call it as factor(factor)",
    'factors(fase="sustaining")': 'factors: has no argument "fase". Did you mean "phase"? Call it as factors(phase, section)',
    "factors(7)": "factors: phase should be text in quotation marks, not 7. Call it as factors(phase, section)",
    'factr("clear-purpose")': 'factr: there is no macro or variable of this name. Did you mean "factor"?',
    "faktors": 'faktors: there is no macro or variable of this name. Did you mean "factors"?',
    "factors": "factors: is the name of a macro. Call it as factors(phase, section)",
    'faktors["x"]': 'faktors: there is no macro or variable of this name. Did you mean "factors"?',
    "page.meta.nothing": "nothing: there is no macro or variable of this name.",
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


PLACES = {
    "- one\n- {{ voice(\"x\") }}\n": (2, 'voice: unknown voice "x"'),
    "```text\n{{ voice(\"x\") }}\n```\n": (2, 'voice: unknown voice "x"'),
    "!!! addition\n\n    {{ voice(\"x\") }}\n": (3, 'voice: unknown voice "x"'),
    "{% if faktors %}yes{% endif %}\n": (1, 'faktors: there is no macro or variable of this name. Did you mean "factors"?'),
    "{% for one in faktors %}yes{% endfor %}\n": (1, 'faktors: there is no macro or variable of this name. Did you mean "factors"?'),
    "{{ voice(\"x\")\n": (1, 'macro call: is not closed. A call is one line such as {{ factors("learning") }}'),
    "\n## Money {#money}\n": (2, "{#: starts a comment that has no end. The address of a heading has spaces inside the braces: { #funding }"),
}


@pytest.mark.parametrize("text", PLACES)
def test_a_mistake_is_found_wherever_it_stands(project: Path, text: str) -> None:
    page = project / "docs" / "guide" / "sustaining.md"
    before = page.read_text("utf-8").rstrip("\n") + "\n\n"
    page.write_text(before + text, "utf-8")
    line, message = PLACES[text]
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0
    assert f"docs/guide/sustaining.md:{before.count(chr(10)) + line}: {message}" in done.stderr, done.stderr
    assert "has no anchor" not in done.stderr  # the anchors of a page that cannot be read are not missing


def test_a_broken_template_is_named(project: Path) -> None:
    template = project / "macros" / "templates" / "life_cycle.html.j2"
    lines = template.read_text("utf-8").splitlines()
    template.write_text("\n".join([*lines, "{% if %}"]) + "\n", "utf-8")
    done = mkdocs("build", cwd=project)
    assert done.returncode != 0
    assert f"life_cycle: macros/templates/life_cycle.html.j2, line {len(lines) + 1}, is no template: Expected an expression" in done.stderr, done.stderr


def test_a_call_can_be_shown_as_it_is_written(project: Path) -> None:
    page = project / "docs" / "index.md"
    page.write_text(page.read_text("utf-8") + '\n```text\n{% raw %}{{ voice("x") }}{% endraw %}\n```\n', "utf-8")
    assert mkdocs("build", cwd=project).returncode == 0
    assert "{{ voice(&quot;x&quot;) }}" in (project / "site" / "index.html").read_text("utf-8")


def test_titles(tmp_path: Path) -> None:
    """As MkDocs reads them; a page without front matter has none."""
    (tmp_path / "guide").mkdir()
    for name, text in (
        ("a.md", '---\ndescription: x\ntitle: "A: first"\n---\n# A\n'), ("guide/b.md", "# B\n\ntitle: no\n"),
        ("c.md", "---\ndescription: x\n---\n\ntitle: not this\n"), ("d.md", "\ufeff---\r\ntitle: D\r\n---\r\n"),
    ):
        (tmp_path / name).write_text(text, "utf-8", newline="")
    assert titles(tmp_path) == {"a.md": "A: first", "d.md": "D"}


def test_two_mistakes_on_two_pages_are_both_told(project: Path) -> None:
    for name in ("index.md", "guide/sustaining.md"):
        page = project / "docs" / name
        page.write_text(page.read_text("utf-8") + '\n{{ voice("nobody") }}\n', "utf-8")
    told = mkdocs("build", cwd=project).stderr
    assert len(re.findall(r'docs/(?:index|guide/sustaining)\.md:\d+: voice: unknown voice "nobody"', told)) == 2
