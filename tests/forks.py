"""Runs `python -m MODULE` many times without importing the same libraries each time.

One process imports them, and a copy of it (fork) becomes each command: with arguments,
environment, folder and output of its own, and it ends as any process does. What belongs
to the guide (macros, hooks) every command imports for itself, from its own folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LIBRARIES = (
    "material.plugins", "mkdocs_macros.plugin", "mkdocs.commands.build", "mkdocs.commands.gh_deploy", "mkdocs.livereload", "markdown.extensions.md_in_html",
    "markdown.extensions.attr_list", "markdown.extensions.tables", "markdown.extensions.toc", "markdown.extensions.admonition", "pymdownx.details",
    "pydantic", "spellchecker", "filelock", "runpy", "difflib",
)
PUBLISHING = ("docx", "openpyxl", "weasyprint")  # the last where Pango is there


class Forks:
    """The process that others are copied from. It ends with the process that started it."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environ,
        )
        self._said = tempfile.TemporaryDirectory()

    def run(self, *command: str, cwd: Path, environ: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run `python -m` with these words; like subprocess.run() with its output captured."""
        files = [Path(self._said.name, name) for name in ("stdout", "stderr")]
        assert self._process.stdin and self._process.stdout
        wanted = {"command": command, "cwd": str(cwd), "environ": environ, "files": [str(file) for file in files]}
        print(json.dumps(wanted), file=self._process.stdin, flush=True)
        code = int(self._process.stdout.readline())
        return subprocess.CompletedProcess(command, code, *(file.read_text("utf-8") for file in files))


def _become(command: list[str], cwd: str, environ: dict[str, str], files: list[str]) -> None:
    """Be the command from here on."""
    import runpy
    import time

    os.environ.clear()
    os.environ.update(environ)
    time.tzset()
    os.chdir(cwd)
    sys.path[:0] = [cwd, *filter(None, environ.get("PYTHONPATH", "").split(os.pathsep))]
    sys.argv = list(command)
    sys.dont_write_bytecode = True
    for number, file in enumerate((os.devnull, *files)):
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC if number else os.O_RDONLY)
        os.dup2(handle, number)
        os.close(handle)
    encoding, _, errors = environ.get("PYTHONIOENCODING", "utf-8").partition(":")
    sys.stdout.reconfigure(encoding=encoding, errors=errors or "strict")
    sys.stderr.reconfigure(encoding=encoding, errors="backslashreplace")
    runpy.run_module(command[0], run_name="__main__", alter_sys=True)


def _serve() -> dict[str, Any] | None:
    """Copy this process for every command that comes in; in the copy, returns the command."""
    for line in sys.stdin:
        child = os.fork()
        if not child:
            wanted: dict[str, Any] = json.loads(line)
            return wanted
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    return None


if __name__ == "__main__":
    import contextlib
    import importlib
    import importlib.metadata

    for name in LIBRARIES:
        importlib.import_module(name)
    for name in PUBLISHING:
        with contextlib.suppress(ImportError, OSError):
            importlib.import_module(name)
    importlib.metadata.entry_points(group="mkdocs.plugins")  # remembers where packages lie
    del sys.path[0]  # tests/
    if (wanted := _serve()) is not None:
        _become(**wanted)
