"""Two commands at once, and commands that die in the middle."""

from __future__ import annotations

import inspect
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from conftest import mkdocs
from filelock import FileLock
from mkdocs.exceptions import PluginError
from publishing import branch
from publishing.branch import Branch
from publishing.folder import Run
from publishing.lock import only_one
from publishing.manifest import Manifest
from repositories import ENVIRON, commit, git
from test_build import fingerprint


def start(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "mkdocs", *arguments], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, encoding="utf-8",
        env={**os.environ, **ENVIRON, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder)},
    )


def ended(*running: subprocess.Popen[str]) -> list[tuple[int, str]]:
    return [(process.returncode, output) for process in running for output in [process.communicate(timeout=120)[0]]]


@pytest.mark.parametrize("apart", [0.0, 0.2])
def test_two_builds_at_once(project: Path, apart: float) -> None:
    one = start(project, "build", "-q")
    time.sleep(apart)
    for code, output in ended(one, start(project, "build", "-q")):
        assert code == 0 and output == "", output
    whole = fingerprint(project / "site")
    assert Manifest.read(project / "site") == Manifest.of(project / "site")
    assert "guide/sustaining/index.html" in whole and not list(project.glob(".*.runs"))


def test_two_publications_at_once(clone: Path, remote: Path) -> None:
    """Twice over: the branch holds the whole site each time, and one of them says so."""
    for trial in range(2):
        head = commit(clone, f"docs: trial {trial}")
        said = ended(start(clone, "gh-deploy"), start(clone, "gh-deploy"))
        assert [code for code, _ in said] == [0, 0], said
        assert sum("Published" in output for _, output in said) == 1 and sum("nothing to publish" in output for _, output in said) == 1, said
        manifest = Manifest.parse(git(remote, "show", "gh-pages:.build.json"))
        names = set(git(remote, "ls-tree", "-r", "--name-only", "gh-pages").splitlines())
        assert manifest and manifest.commit == head and {*manifest.files, ".build.json"} == names and "guide/sustaining/index.html" in names
    assert git(remote, "rev-list", "--count", "gh-pages") == "2"


def test_another_command_at_work_is_nothing_uncommitted(clone: Path) -> None:
    """While its folder comes or goes, git sees what is in it for a moment."""
    house = clone / ".elsewhere.runs"
    (house / "0abc" / "new").mkdir(parents=True)
    (house / "0abc" / "new" / "index.html").write_text("", "utf-8")
    (house / "lock").write_text("", "utf-8")
    done = mkdocs("gh-deploy", "-q", cwd=clone, **ENVIRON)
    assert done.returncode == 0 and done.stderr == "", done.stderr


def test_two_looks_at_once(published: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    """Before the build nobody waits for anybody: one looks at the branch while the other does."""
    clone, remote = published
    tip, names = git(remote, "rev-parse", "gh-pages"), git(clone, "for-each-ref")
    monkeypatch.setenv("GIT_DIR", str(clone / ".git"))
    asked, tips = branch.git, []

    def meanwhile(*arguments: str, **others: Any) -> str:
        said = asked(*arguments, **others)
        if arguments[0] == "fetch":
            monkeypatch.setattr(branch, "git", asked)
            tips.append(Branch.look("origin", "gh-pages").tip)
        return said

    monkeypatch.setattr(branch, "git", meanwhile)
    tips.append(Branch.look("origin", "gh-pages").tip)
    assert tips == [tip, tip] and git(clone, "for-each-ref") == names


def test_the_loser_waits_and_names_the_other(tmp_path: Path) -> None:
    """Ten seconds, in truth; here less."""
    assert inspect.signature(only_one).parameters["patience"].default == 10
    lock = tmp_path / "lock"
    script = f"""if True:
        import pathlib, sys, time
        from publishing.lock import only_one
        sys.argv = ["mkdocs", "build", "-d", "there"]
        with only_one(pathlib.Path({str(lock)!r}), ""):
            print("held", flush=True)
            time.sleep(60)
    """
    other = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)})
    try:
        assert other.stdout and other.stdout.readline() == "held\n"
        began = time.monotonic()
        named = rf'site/ stays as it was: .*process {other.pid}, "mkdocs build -d there", since \d\d:'
        with pytest.raises(PluginError, match=named) as told, only_one(lock, "site/ stays as it was", 0.5):
            pass
        assert time.monotonic() - began >= 0.5 and "Waited 0.5 seconds" in str(told.value)
    finally:
        other.kill()
        other.wait()
    with only_one(lock, "", 0):  # a dead process's lock is void
        pass


def test_a_build_that_cannot_take_its_place(project: Path) -> None:
    """The lock held through the whole of another build: it waits, gives up, and leaves all as it was."""
    house = project / ".site.runs"
    house.mkdir()
    with FileLock(house / "lock"):
        began = time.monotonic()
        done = mkdocs("build", cwd=project)
        assert time.monotonic() - began >= 10
    code, output = done.returncode, done.stderr
    assert code != 0 and "site/ stays as it was: another command is at work here" in output and "Traceback" not in output, output
    assert not (project / "site").exists() and [path.name for path in house.iterdir() if path.is_dir()] == []


def test_killed_in_the_middle(built: Path) -> None:
    """What a killed build leaves does not disturb, and is gone after the next."""
    project = built
    before = fingerprint(project / "site")
    killed = start(project, "build", "-q")
    end = time.monotonic() + 60
    while not any(project.glob(".site.runs/*/new/**/*.html")):
        assert killed.poll() is None and time.monotonic() < end
        time.sleep(0.005)
    killed.kill()
    killed.communicate()
    assert fingerprint(project / "site") == before and list(project.glob(".site.runs/*/new"))
    assert ended(start(project, "build", "-q")) == [(0, "")]
    assert fingerprint(project / "site") == before and not list(project.glob(".*.runs"))


def test_killed_between_the_two_moves(tmp_path: Path) -> None:
    """The old site comes back, even if the next build fails."""
    house = tmp_path / ".site.runs" / "0a1b2c3d"
    (house / "old").mkdir(parents=True)
    (house / "old" / "index.html").write_text("the good one", "utf-8")
    house.with_suffix(".lock").touch()
    Run(tmp_path / "site").discard()
    assert (tmp_path / "site" / "index.html").read_text("utf-8") == "the good one"
    assert not house.parent.exists()


def test_a_living_run_is_left_alone(tmp_path: Path) -> None:
    one = Run(tmp_path / "site")
    one.new.mkdir()
    two = Run(tmp_path / "site")
    two.discard()
    assert one.new.is_dir()
    one.take_place()
    one.discard()
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def test_a_build_while_serving(project: Path) -> None:
    """The preview goes on, and the build is whole."""
    from test_serve import Preview

    running = Preview(project)
    try:
        running.wait("the first page", lambda: "We cannot fix it alone" in running.page(""))
        assert ended(start(project, "build", "-q")) == [(0, "")]
        assert Manifest.read(project / "site") == Manifest.of(project / "site")
        assert "We cannot fix it alone" in running.page("")
    finally:
        running.process.terminate()
        running.process.wait(10)
