"""`mkdocs gh-deploy` publishes what was committed, and loses nothing that is published.

MkDocs would publish whatever lies in the work tree under HEAD's name and replace the whole
branch. It offers no event around its push; so this hook publishes in the last event before
it (on_shutdown), through publishing/branch.py, and ends the command. Builds are dated by
the last commit, so that two builds of one commit are the same.
"""

from __future__ import annotations

import logging
import os
import sys
from pathlib import Path

import click
import mkdocs
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import event_priority
from publishing.address import host_of, is_address, pages_address
from publishing.branch import Branch
from publishing.folder import sources
from publishing.git import ROOT, GitError, answer
from publishing.lock import only_one
from publishing.manifest import Manifest
from publishing.refusals import refuse_elsewhere, refuse_nobody, refuse_options, refuse_uncommitted, refused

log = logging.getLogger("mkdocs.guide")


class Publication:
    """One run of gh-deploy: what it was asked, where it goes, and the site when it is built."""

    def __init__(self) -> None:
        context = click.get_current_context(silent=True)
        self.options: dict[str, object] = dict(context.params) if context else {}
        refuse_options(self.options)
        refuse_elsewhere()
        refuse_nobody()
        self.commit = answer("rev-parse", "HEAD")
        self.site: Path | None = None

    def prepare(self, config: MkDocsConfig) -> None:
        """Before the build: refuse what can be refused now, and find the address."""
        self.config = config
        refuse_uncommitted(sources(config))
        branch = Branch.look(config.remote_name, config.remote_branch)
        if not os.environ.get("SITE_URL"):
            host = self._host(config, branch)
            config.site_url = f"https://{host}/" if host else pages_address(answer("remote", "get-url", config.remote_name))
            if not config.site_url:
                log.info("SITE_URL is not set and %s is not on GitHub: pages carry no address of their own.", config.remote_name)

    def finish(self) -> str:
        """Publish the site that was built: look again, now that nobody else of this clone can, and push."""
        assert self.site
        with only_one(ROOT / answer("rev-parse", "--git-common-dir") / "guide-publish.lock", "Nothing was published"):
            refuse_uncommitted(sources(self.config))
            if answer("rev-parse", "HEAD") != self.commit:
                raise refused("another commit was checked out while the site was built. Publish again.")
            branch = Branch.look(self.config.remote_name, self.config.remote_branch)
            (self.site / ".nojekyll").touch()
            built = Manifest.of(self.site, self.commit)
            if lost := set((Manifest.read(self.site) or built).files.items()) - set(built.files.items()):
                raise refused(f"{min(lost)[0]} has changed since it was built. Publish again.")
            built = branch.next(built)
            built.write(self.site)
            return branch.publish(self.site, built, self._message(), self.site.with_name("index"))

    def _host(self, config: MkDocsConfig, branch: Branch) -> str:
        """The host name in the CNAME that will stand on the branch, or nothing."""
        own = Path(config.docs_dir) / "CNAME"
        cname = own.read_text("utf-8") if own.is_file() else branch.text("CNAME")
        try:
            return host_of(cname) if cname else ""
        except ValueError as error:
            raise refused(f"{error} It is {'docs/CNAME' if own.is_file() else f'on {branch.name}'}.") from None

    def _message(self) -> str:
        wanted = self.options.get("message") or "Deployed {sha} with MkDocs version: {version}"
        return str(wanted).replace("{sha}", self.commit[:7]).replace("{version}", mkdocs.__version__)


class _State:
    command = ""
    publication: Publication | None = None


_state = _State()


def on_startup(command: str, dirty: bool) -> None:
    """Date the build by the last commit, unless SOURCE_DATE_EPOCH says otherwise."""
    _state.command = command
    if "SOURCE_DATE_EPOCH" not in os.environ and (when := answer("log", "-1", "--format=%ct")):
        os.environ["SOURCE_DATE_EPOCH"] = when
    if command == "gh-deploy":
        _state.publication = Publication()


@event_priority(90)
def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Before anything is built: is the address one, and is it safe to publish?"""
    url = os.environ.get("SITE_URL") or config.site_url
    if _state.command != "serve" and url and not is_address(url):
        raise PluginError(
            f"SITE_URL is {url!r}, which is no address of a site. It looks like https://guide.example.org/ "
            "or https://example.org/guide/, with nothing after the last slash."
        )
    if _state.publication:
        _state.publication.prepare(config)
    return config


@event_priority(-200)
def on_post_build(config: MkDocsConfig) -> None:
    """After hooks/build.py found the site whole: this is what will be published."""
    if _state.publication:
        _state.publication.site = Path(config.site_dir)


@event_priority(-200)
def on_shutdown() -> None:
    """Publish, if the build ended well, and end the command before MkDocs pushes on its own."""
    publication = _state.publication
    if publication and publication.site and sys.exc_info()[0] is None:
        try:
            log.info(publication.finish())
        except GitError as error:
            raise refused(str(error)) from None
        raise SystemExit(0)
