"""A preview whose port is taken says so before it builds anything, with a port that is free."""

from __future__ import annotations

import errno
import socket

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority

NEAR = 50  # how many ports above the one asked for may be proposed


class _Command:
    """A preview reads its settings for each build, and binds its port after the first."""

    starting = False


def on_startup(command: str, dirty: bool) -> None:
    """Remember that a preview starts."""
    _Command.starting = command == "serve"


@event_priority(110)
def on_config(config: MkDocsConfig) -> None:
    """Before anything else: can the preview be shown at its address?

    Raises PluginError, which ends the command, when the port is taken or cannot be used."""
    if not _Command.starting:
        return
    _Command.starting = False
    host, port = config.dev_addr
    if (error := _refused(host, port)) is None:
        return
    free = next((near for near in range(port + 1, min(port + NEAR, 65536)) if _refused(host, near) is None), None)
    what = f"port {port} is taken, perhaps by another preview" if error.errno == errno.EADDRINUSE else f"{host}:{port} cannot be used ({error.strerror})"
    other = f" or take another port: make serve PORT={free}, or mkdocs serve --dev-addr {host}:{free}." if free else ""
    raise PluginError(f"Nothing is shown: {what}. End what uses it,{other}" if other else f"Nothing is shown: {what}.")


def _refused(host: str, port: int) -> OSError | None:
    """What the system says against listening there, or None."""
    try:
        socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET).close()
    except OSError as error:
        return error
    return None
