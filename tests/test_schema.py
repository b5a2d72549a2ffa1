"""The JSON Schemas are fresh, wired into the editor, and agree with the model."""

from __future__ import annotations

import json
import re

import jsonschema
import pytest
import yaml
from conftest import ROOT, real

from macros.model import KINDS, Kind
from macros.schema import schema_name, schemas

FILES = list(dict.fromkeys(kind.file for kind in KINDS))


def test_written_schemas_are_fresh() -> None:
    fresh = schemas(real())
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "data" / "schema").glob("*.json")}
    assert written == fresh, "run `make schema`"


@pytest.mark.parametrize("file", FILES)
def test_real_data_fits_its_schema(file: str) -> None:
    schema = json.loads((ROOT / "data" / "schema" / schema_name(file)).read_text("utf-8"))
    paths = sorted((ROOT / "data").glob(file))
    assert paths
    for path in paths:
        jsonschema.validate(yaml.load(path.read_text("utf-8"), yaml.CSafeLoader), schema)


def test_schema_refuses_what_the_model_refuses() -> None:
    schema = json.loads((ROOT / "data" / "schema" / "factors.schema.json").read_text("utf-8"))
    good = yaml.safe_load((ROOT / "data" / "factors.yml").read_text("utf-8"))[:1]
    for change in ({"kind": "enabeler"}, {"phase": "befor-starting"}, {"id": "Not An Id"}, {"colour": "red"}, {"wording": " "}):
        with pytest.raises(jsonschema.ValidationError):
            jsonschema.validate([{**good[0], **change}], schema)


@pytest.mark.parametrize("file", FILES)
def test_editor_knows_the_schema(file: str) -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text("utf-8"))["yaml.schemas"]
    assert settings[f"./data/schema/{schema_name(file)}"] == f"data/{file}"
    for path in (ROOT / "data").glob(file):
        first = path.read_text("utf-8").splitlines()[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(.+)", first)
        assert found, f"{path.name} should name its schema in the first line"
        assert (path.parent / found[1]).resolve() == (ROOT / "data" / "schema" / schema_name(file)).resolve()


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "*" not in kind.file], ids=lambda kind: kind.name)
def test_the_header_names_every_field(kind: Kind) -> None:
    """What an editor reads at the top of a file leaves no field of the model out."""
    header = (ROOT / "data" / kind.file).read_text("utf-8").split("\n\n")[0]
    missing = [field for field in kind.model.model_fields if not re.search(rf"^#.*\b{field}\b", header, re.M)]
    assert not missing, f"data/{kind.file} should say what these are: {missing}"
