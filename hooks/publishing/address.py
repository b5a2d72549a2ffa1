"""At which address readers find the guide."""

from __future__ import annotations

import re

_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST = rf"{_LABEL}(?:\.{_LABEL})*"
_SITE = re.compile(rf"https?://{_HOST}(?::\d{{1,5}})?(?:/[a-z0-9._~%+,=-]+)*/?", re.I)
_GITHUB = re.compile(r"(?:https://(?:[^@/]+@)?github\.com/|(?:ssh://)?git@github\.com[:/])([^/]+)/([^/]+?)(?:\.git)?/?")


def is_address(text: str) -> bool:
    """Is it an address that a site can have: http(s), a host and folders, and no more?"""
    return bool(_SITE.fullmatch(text)) and not {".", ".."} & set(text.split("/"))


def host_of(cname: str) -> str:
    """The one host name that a CNAME file holds. Raises ValueError when it holds another number of them or no host name."""
    names = cname.split()
    if len(names) != 1 or "." not in names[0] or not re.fullmatch(_HOST, names[0], re.I):
        raise ValueError(f"CNAME must hold one host name, such as guide.example.org, and holds {cname.strip()!r}.")
    return names[0]


def pages_address(remote: str) -> str:
    """GitHub Pages' address for a remote on GitHub, or nothing for any other remote."""
    found = _GITHUB.fullmatch(remote)
    if not found:
        return ""
    owner, name = found[1].lower(), found[2]
    return f"https://{owner}.github.io/" + ("" if name.lower() == f"{owner}.github.io" else f"{name}/")
