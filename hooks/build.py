"""A good site stays until the next one is whole.

`mkdocs build` empties site_dir before it knows whether the pages are sound. Here every run
builds in a folder of its own (publishing/folder.py), which takes the site's place only when
every page was written, whole and without a warning. While serving, mistakes are shown and
forgotten: strict is off, and the macros package is imported anew when it was edited.
"""

from __future__ import annotations

import atexit
import logging
import sys
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.utils import CountHandler
from publishing.folder import Run, refuse_place, sources
from publishing.manifest import Manifest
from publishing.whole import faults


class _Warnings(logging.Handler):
    """Keeps what was warned of."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.said.append(record.getMessage())


class Build:
    """One build into a folder of its own."""

    def __init__(self, config: MkDocsConfig, publishing: bool) -> None:
        target = Path(config.site_dir)
        if not publishing:
            refuse_place(target, Path(config.config_file_path).resolve().parent, sources(config))
        self.strict = config.strict or publishing  # --no-strict is for builds one looks at
        self.site_dir = config.site_dir
        self.run = Run(target)
        atexit.register(self.end)
        config.site_dir = str(self.run.new)
        self.warnings = _Warnings()
        logging.getLogger("mkdocs").addHandler(self.warnings)

    def read(self, files: Files, nav: Navigation) -> None:
        """What the site shall be made of."""
        self.files, self.nav = files, nav

    def refuse_unsound(self, config: MkDocsConfig, quiet: bool) -> None:
        """Raise PluginError when anything was warned of, or the site is not whole."""
        if self.strict and self.warnings.said:
            unheard = [*self.warnings.said, ""] if quiet else []
            raise PluginError("\n".join([*unheard, f"{self.run.undone}: mend what is said above, then build again."]))
        if missing := list(faults(self.run.new, self.files, self.nav, config.theme.static_templates or ())):
            raise PluginError("\n".join([f"{self.run.undone}: the new one is not whole.", *(f"  {fault}" for fault in missing)]))

    def end(self) -> None:
        """Leave nothing half-built behind."""
        logging.getLogger("mkdocs").removeHandler(self.warnings)
        self.run.discard()


class _State:
    """What MkDocs was asked to do, and the build that is under way."""

    command = ""
    quiet = False
    build: Build | None = None
    read: dict[Path, int] | None = None  # what the macros that are imported were made from
    config: MkDocsConfig | None = None  # of the preview’s last build


_state = _State()


def on_startup(command: str, dirty: bool) -> None:
    """Remember what MkDocs was asked to do."""
    _state.command = command
    if command == "serve":
        sys.dont_write_bytecode = True  # compiled files under macros/ would trigger the watcher
    else:
        _state.quiet = _heed_warnings()


def _heed_warnings() -> bool:
    """With -q MkDocs drops warnings before anybody counts them. Silence the console instead. Returns whether that was so."""
    logger = logging.getLogger("mkdocs")
    if logger.level <= logging.WARNING:
        return False
    for handler in logger.handlers:
        handler.setLevel(max(handler.level, logger.level))
    logger.setLevel(logging.WARNING)
    return True


def _code(settings: Path) -> dict[Path, int]:
    """When each file was written from which the macros package is made, or by which it reads pages."""
    return {path: path.stat().st_mtime_ns for path in [settings, *(settings.parent / "macros").rglob("*.*")] if path.suffix in {".yml", ".py", ".j2"}}


@event_priority(100)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before any plugin: macros as they are now, strictness by command, and a folder to build in."""
    before, _state.read = _state.read, _code(Path(config.config_file_path))
    if _state.read != before:
        for name in [name for name in sys.modules if name == "macros" or name.startswith("macros.")]:
            del sys.modules[name]
    elif _state.config:
        vars(config)["guide_before"] = vars(_state.config).get("guide")
    if _state.command == "serve":
        _state.config = config
        # build() has hung up its strict counter already; deaf, it cannot end the preview
        for handler in logging.getLogger("mkdocs").handlers:
            if isinstance(handler, CountHandler):
                handler.setLevel(logging.CRITICAL + 1)
        return config
    _state.build = Build(config, publishing=_state.command == "gh-deploy")
    return config


@event_priority(-100)
def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """After every plugin: remember what the site shall hold."""
    if _state.build:
        _state.build.read(files, nav)
    return nav


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    """After everything else: put the new site in the old one's place if nothing was wrong.
    What is published stays in its own folder; hooks/publish.py takes it from there."""
    build = _state.build
    if not build:
        return
    build.refuse_unsound(config, _state.quiet)
    Manifest.of(build.run.new).write(build.run.new)
    if _state.command == "gh-deploy":
        return
    build.run.take_place()
    config.site_dir = build.site_dir
    on_build_error(None)


def on_build_error(error: Exception | None) -> None:
    """Leave nothing half-built behind."""
    if _state.build:
        _state.build.end()
        _state.build = None
