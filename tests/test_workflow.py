"""The workflow tests each change everywhere and can publish; checked as YAML, for it does not run here."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml
from conftest import ROOT

TEXT = (ROOT / ".github" / "workflows" / "guide.yml").read_text("utf-8")
WORKFLOW: dict[Any, Any] = yaml.safe_load(TEXT)
JOBS: dict[str, dict[str, Any]] = WORKFLOW["jobs"]
README = (ROOT / "README.md").read_text("utf-8")
CURRENT = {"actions/checkout": 5, "actions/setup-python": 6, "actions/setup-node": 5}  # the first that run on Node.js 24


def commands(job: str) -> str:
    return "\n".join(step.get("run", "") for step in JOBS[job]["steps"])


def test_starts_on_a_change_and_by_hand() -> None:
    starts = WORKFLOW[True]  # YAML 1.1 reads the key `on` so
    assert starts["push"] == {"branches": ["main"]} and {"pull_request", "workflow_dispatch"} <= set(starts)


@pytest.mark.parametrize("job", JOBS)
def test_actions_run_on_a_current_node_cache_and_end(job: str) -> None:
    used = dict(step["uses"].split("@v") for step in JOBS[job]["steps"] if "uses" in step)
    assert set(used) == set(CURRENT) and all(int(used[name]) >= least for name, least in CURRENT.items())
    options = {step["uses"].split("@")[0]: step["with"] for step in JOBS[job]["steps"] if "uses" in step}
    assert options["actions/setup-python"]["cache"] == "pip" and options["actions/setup-node"]["cache"] == "npm"
    assert list(ROOT.glob(options["actions/setup-python"]["cache-dependency-path"]))
    assert options["actions/checkout"]["fetch-depth"] == 0, "pages are dated by their commits"
    assert 0 < JOBS[job]["timeout-minutes"] <= 60


def test_the_suite_runs_on_three_systems_and_every_python() -> None:
    matrix = JOBS["test"]["strategy"]["matrix"]
    assert {*matrix["os"], *(entry["os"] for entry in matrix["include"])} == {"ubuntu-latest", "macos-latest", "windows-latest"}
    oldest = re.search(r'requires-python = ">=(3\.\d+)"', (ROOT / "pyproject.toml").read_text("utf-8"))
    assert oldest and oldest[1] == matrix["python"][0]
    assert "make test" in commands("test")


def test_windows_runs_the_readmes_commands() -> None:
    windows = README.split("```powershell\n")[1].split("```")[0]
    step = next(step for step in JOBS["test"]["steps"] if step.get("if", "").endswith("== 'Windows'") and "prepare.py" in step["run"])
    for line in step["run"].splitlines():
        assert re.sub(r"^python ", "py ", line) in windows.splitlines()


def test_publishes_main_alone_after_the_tests_at_the_given_address() -> None:
    publish = JOBS["publish"]
    assert publish["needs"] == ["test", "recipes"] and publish["permissions"] == {"contents": "write"} and WORKFLOW["permissions"] == {"contents": "read"}
    assert "github.ref == 'refs/heads/main'" in publish["if"]
    assert publish["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    assert publish["steps"][-1]["env"] == {"ADDRESS": "${{ vars.SITE_URL }}"} and 'export SITE_URL="$ADDRESS"' in commands("publish")
    assert "make publish" in commands("publish")


def test_one_run_for_each_branch_and_main_is_not_cut_off() -> None:
    assert WORKFLOW["concurrency"] == {"group": "guide-${{ github.ref }}", "cancel-in-progress": "${{ github.event_name == 'pull_request' }}"}


def test_readme_says_how_to_switch_on_pages() -> None:
    told = README.split("\n## On GitHub\n")[1].split("\n## ")[0]
    assert all(word in told for word in ("Settings", "Pages", "gh-pages", "SITE_URL", "Variables"))
