"""`python -m macros`: check data and pages without building the site.

`python -m macros` prints every problem and exits with 1, or a count and 0.
`python -m macros schema` writes data/schema/ anew from the model.
`python -m macros item-sets` writes into data/item-sets.yml what the tools ask now.
Before publishing, `python -m macros ledger` adds new addresses to data/addresses.yml, and
`python -m macros item-sets publish` marks the item sets: they never change again.
`python -m macros office` puts the sheets for word processors and spreadsheets into dist/,
`python -m macros bundle` the guide as one file, which opens from a disk, and `python -m
macros pdf` the whole guide as one PDF.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from . import tools
from .addresses import LEDGER
from .guide import load_guide
from .ledger import bring_up_to_date
from .load import ROOT, load
from .problem import annotated, report
from .products import PRODUCTS, make, size
from .schema import write


def main(arguments: list[str], root: Path = ROOT) -> int:
    """Run the command; returns the exit status."""
    if arguments == ["schema"]:
        for path in write(root):
            print(path.relative_to(root).as_posix())
        return 0
    if arguments == ["ledger"]:
        new, said = bring_up_to_date(root)
        print(said if new is None else f"{LEDGER}: {len(new)} new. Commit it, then publish." if new else f"{LEDGER} is up to date.")
        return 1 if new is None else 0
    if arguments in (["item-sets"], ["item-sets", "publish"]):
        _item_sets(root, freeze="publish" in arguments)
        return 0
    if len(arguments) == 1 and arguments[0] in PRODUCTS:
        made, said = make(PRODUCTS[arguments[0]], root)
        print(said if made is None else f"{made.relative_to(root).as_posix()}: {size(made.stat().st_size)}.")
        return 1 if made is None else 0
    if arguments:
        print(__doc__.strip(), file=sys.stderr)
        return 2
    guide = load_guide(root)
    if problems := guide.problems:
        print(report(problems, {}))
        if told := annotated(problems):
            print(told, file=sys.stderr)  # stdout holds the problems and nothing else
        print(f"{len(problems)} problem{'s' if len(problems) != 1 else ''} in data/ and docs/. Nothing is published until they are mended.", file=sys.stderr)
        return 1
    print(f"data/ and docs/ are in order: {sum(1 for _ in guide.data.all())} records, {len(guide.pages)} pages.")
    return 0


def _item_sets(root: Path, freeze: bool = False) -> None:
    """Bring the item sets up to date, and say which are new."""
    data, _ = load(root)
    path = root / tools.FILE
    before = path.read_text("utf-8") if path.is_file() else ""
    sets = tools.renewed(data)
    after = tools.written(before, tools.published(sets) if freeze else sets)
    if after == before:
        print(f"{tools.FILE} is up to date.")
        return
    path.write_text(after, "utf-8", newline="\n")
    changed = [found.id for found in sets if data.item_sets.get(found.id) != (found.model_copy(update={"published": True}) if freeze else found)]
    print(f"{tools.FILE}: {', '.join(changed)}. Commit it.")


if __name__ == "__main__":
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # a console without macrons still gets the message
    sys.exit(main(sys.argv[1:]))
