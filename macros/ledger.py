"""`python -m macros ledger`: builds the guide and adds to data/addresses.yml what is new."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from .addresses import LEDGER, Additions, written

ADDED = "GUIDE_LEDGER"  # names the file into which hooks/addresses.py writes what is new


def bring_up_to_date(root: Path) -> tuple[Additions | None, str]:
    """Add every new page, anchor and short address to the ledger of the guide at `root`.

    Returns what was added, and what the build said; nothing was added if the build failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        found = Path(folder) / "new.json"
        done = subprocess.run(
            [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(Path(folder) / "site")],
            cwd=root, capture_output=True, text=True, encoding="utf-8",
            env={**os.environ, ADDED: str(found), "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(root)},
        )
        if done.returncode or not found.is_file():
            return None, done.stderr
        new = Additions(**json.loads(found.read_text("utf-8")))
    path = root / LEDGER
    if new:
        path.write_text(written(path.read_text("utf-8"), new), "utf-8", newline="\n")
    return new, done.stderr
