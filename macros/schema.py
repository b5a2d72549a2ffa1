"""JSON Schema for every data file, from the model.

An editor that knows YAML (VS Code with its YAML extension) completes and checks data
files with these as one types. Ids of small, settled vocabularies become choices.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic.json_schema import models_json_schema

from .load import load
from .model import KINDS, Data, Kind, Ref, marks_of, meaning, models

SETTLED = {"phases", "roles", "ways_of_working", "domains", "stages"}


def schemas(data: Data) -> dict[str, str]:
    """File name below data/schema/ → schema text, for every data file."""
    return {
        schema_name(name): json.dumps(_schema(name, data), indent=2, ensure_ascii=False) + "\n"
        for name in dict.fromkeys(kind.file for kind in KINDS)
    }


def schema_name(file: str) -> str:
    """`factors.yml` → `factors.schema.json`, `cases/*.yml` → `case.schema.json`."""
    return ("case" if "*" in file else file.removesuffix(".yml")) + ".schema.json"


def write(root: Path) -> list[Path]:
    """Write every schema below `root`/data/schema; returns the files written."""
    data, _ = load(root)
    folder = root / "data" / "schema"
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for name, text in schemas(data).items():
        (folder / name).write_text(text, "utf-8", newline="\n")  # the same file on every system
        written.append(folder / name)
    return written


def _schema(file: str, data: Data) -> dict[str, Any]:
    kinds = [kind for kind in KINDS if kind.file == file]
    _, definitions = models_json_schema([(kind.model, "validation") for kind in kinds])
    defs = definitions["$defs"]
    for kind in kinds:
        _choices(kind, defs, data)
        _tell(kind, defs)
    pointers = {kind.key: {"$ref": f"#/$defs/{kind.model.__name__}"} for kind in kinds}
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"data/{file}"}
    if "*" in file:
        body: dict[str, Any] = pointers[None]
    elif kinds[0].key is None:
        body = {"type": "array", "items": pointers[None]}
    else:
        body = {
            "type": "object",
            "properties": {str(key): {"type": "array", "items": pointer} for key, pointer in pointers.items()},
            "required": [str(key) for key in pointers],
            "additionalProperties": False,
        }
    return {**head, **body, "$defs": defs}


def _tell(kind: Kind, defs: dict[str, Any]) -> None:
    """Say in a field's description how its text is written."""
    for model in models(kind.model):
        for name, field in model.model_fields.items():
            defs[model.__name__]["properties"][name]["description"] = meaning(field)


def _choices(kind: Kind, defs: dict[str, Any], data: Data) -> None:
    """Turn fields that name a record of a settled vocabulary into an enumeration."""
    for model in models(kind.model):
        for name, field in model.model_fields.items():
            for mark in marks_of(field):
                if isinstance(mark, Ref) and mark.kind in SETTLED:
                    _enumerate(defs[model.__name__]["properties"][name], [*sorted(data.of(mark.kind)), *mark.besides])


def _enumerate(schema: dict[str, Any], ids: list[str]) -> None:
    if "pattern" in schema:
        schema.pop("pattern")
        schema["enum"] = ids
    for inner in [*schema.get("anyOf", []), schema.get("items"), *schema.get("prefixItems", [])]:
        if isinstance(inner, dict):
            _enumerate(inner, ids)

