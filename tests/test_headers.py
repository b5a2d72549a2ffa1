"""What an editor reads at the top of a data file agrees with the model, and its sample is a good record."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any, Literal, get_args, get_origin

import pytest
import yaml
from conftest import ROOT

from macros.check import check
from macros.model import KINDS, Kind, MaxWords, Record, marks_of, models

FILES = [file for file in dict.fromkeys(kind.file for kind in KINDS) if "*" not in file]
ENTRY = re.compile(r"#   ?((?:  )?)([a-z_]+(?:, [a-z_]+)*)(?:  +(.*)|)$")


def header(file: str) -> str:
    return (ROOT / "data" / file).read_text("utf-8").split("\n\n")[0]


def explained(file: str) -> dict[str, str]:
    """Field → what the header says of it, from its list of fields."""
    text, found, names = header(file), {}, []
    keys = {kind.key for kind in KINDS if kind.file == file}
    fields = {field for kind in KINDS if kind.file == file for model in models(kind.model) for field in model.model_fields}
    for line in text.split("\n# - id:")[0].splitlines():
        entry = re.match(r"#  +([a-z_]+(?:, [a-z_]+)*)(?:\s\s*(\S.*))?$", line)
        parts = entry[1].split(", ") if entry else []
        if entry and all(part in fields for part in parts) and (re.match(r"#  +[a-z_, ]+?(?:  |$)", line) or len(entry[1]) >= 8):
            names = parts
            for name in names:
                found[name] = f"{found.get(name, '')} {entry[2] or ''}"
        elif re.match(r"#\s*$|# \S", line):
            if not (key := re.match(r"# ([a-z]+):", line)) or key[1] not in keys:
                names = []
        else:
            for name in names:
                found[name] += f" {line.lstrip('# ')}"
    return found


def choices(annotation: Any) -> list[str]:
    """The words of a field that is one of a few."""
    if get_origin(annotation) is Literal:
        return [word for word in get_args(annotation) if isinstance(word, str)]
    return [word for inner in get_args(annotation) for word in choices(inner)]


def fields_of(file: str) -> list[tuple[str, type[Record], Any]]:
    return [(name, model, field) for kind in KINDS if kind.file == file for model in models(kind.model) for name, field in model.model_fields.items()]


@pytest.mark.parametrize("file", FILES)
def test_the_header_says_what_the_model_says(file: str) -> None:
    """Every word of choice and every limit of the model stands with its field."""
    told = explained(file)
    for name, _, field in fields_of(file):
        if name not in told:
            continue  # test_schema.py holds that every field of a record is named
        for word in choices(field.annotation):
            assert re.search(rf"\b{word}\b", told[name]), f"data/{file}, {name}: {word} is not named. It says: {told[name]}"
        for limit in re.findall(r"at most (\d+) words", told[name]):
            assert [mark.limit for mark in marks_of(field) if isinstance(mark, MaxWords)] == [int(limit)], f"data/{file}, {name}"


@pytest.mark.parametrize("file", FILES)
def test_the_header_explains_no_field_that_is_none(file: str) -> None:
    known = {name for name, _, _ in fields_of(file)} | {kind.key for kind in KINDS if kind.file == file}
    listed = re.findall(r"^#   ?(?:  )?([a-z_]+)  +\S", header(file).split("\n# - id:")[0], re.M)
    besides = {"ways", "speech", "framework", "trio"}  # words and drawings that the list goes on about
    assert [name for name in listed if name not in known | besides] == [], f"data/{file}"


def sample(file: str) -> Any:
    """The sample at the end of a header, as YAML reads it."""
    found = re.search(r"^# (?:- id:|[a-z]+:\n#   - id:)[^\n]*(?:\n#(?: .*)?)*", header(file), re.M)
    assert found, f"data/{file} has no sample to copy"
    return yaml.safe_load("\n".join(line.removeprefix("# ").removeprefix("#") for line in found[0].split("\n#\n")[0].splitlines()))


def put(root: Path, file: str) -> set[str]:
    """Put a header's sample in the place of the record whose id it has, or else at the end; the ids."""
    path, records = root / "data" / file, sample(file)
    given = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
    lists: dict[str | None, list[Any]] = {key: given[key] for key in records} if isinstance(records, dict) else {None: given}
    new = records if isinstance(records, dict) else {None: records}
    for key, found in lists.items():
        for record in new[key]:
            place = next((index for index, old in enumerate(found) if old["id"] == record["id"]), len(found))
            found[place:place + 1] = [record]
    path.write_text(yaml.dump(given, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10**6), "utf-8")
    return {str(record["id"]) for records in new.values() for record in records}


@pytest.mark.parametrize("files", [[file for file in FILES if file != "item-sets.yml"], ["item-sets.yml"]], ids=["most", "item sets, of the real tools"])
def test_the_samples_of_the_headers_are_good_records(files: list[str], tmp_path: Path) -> None:
    """All at once they load, and nothing is wrong with any."""
    for name in ("data", "docs", "mkdocs.yml"):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    ids = {f"data/{file}": put(tmp_path, file) for file in files}
    wrong = [str(problem) for problem in check(tmp_path)[1] if any(f'"{name}"' in problem.record for name in ids.get(problem.file, ()))]
    assert not wrong, "\n".join(wrong)


def test_every_kind_has_a_file_that_explains_it() -> None:
    assert {kind.file for kind in KINDS if isinstance(kind, Kind)} - set(FILES) == {"cases/*.yml"}
