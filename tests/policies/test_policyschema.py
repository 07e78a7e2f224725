"""The published JSON Schema is that of the models, and fits the policies that we ship."""

import json
from pathlib import Path
from typing import Any

import yaml

from policies.document import SHIPPED
from policies.policyfiles import PolicyPart
from policies.policyschema import PUBLISHED, policy_schema, schema_text

KINDS = {int: "integer", float: "number", bool: "boolean", dict: "object", list: "array"}


def test_published_schema_is_up_to_date() -> None:
    """docs/policy.schema.json is what `python -m policies.policyschema` writes."""
    assert PUBLISHED.read_text("utf-8") == schema_text()


def test_every_field_is_described() -> None:
    """Each property of each part has a sentence for the editor to show."""
    schema = policy_schema()
    parts = {"": schema, **schema["$defs"]}
    bare = [
        f"{name}.{field}"
        for name, part in parts.items()
        for field, spec in part.get("properties", {}).items()
        if not spec.get("description")
    ]
    assert bare == []
    assert set(schema["properties"]) == set(PolicyPart.model_fields)


def test_shipped_policy_fits() -> None:
    """Every shipped file fits the schema; a wrong field, type or choice does not."""
    schema = policy_schema()
    for path in sorted(SHIPPED.glob("*.yaml")):
        assert unfit(yaml.safe_load(path.read_text("utf-8")), schema, schema) == []
    assert unfit({"idd": "x"}, schema, schema) == ["idd: unknown"]
    assert unfit({"version": 1}, schema, schema) == ["version: integer"]
    assert unfit({"effects": {"default": {"a": "hide"}}}, schema, schema) == [
        "effects.default.a: fits nothing"
    ]


def test_files_name_the_schema() -> None:
    """Editors find the schema from the first line of a shipped file."""
    for path in sorted(SHIPPED.glob("*.yaml")):
        first = path.read_text("utf-8").split("\n")[0]
        prefix = "# yaml-language-server: $schema="
        assert first.startswith(prefix), path.name
        assert (path.parent / first.removeprefix(prefix)).resolve() == PUBLISHED


def unfit(value: Any, schema: dict[str, Any], whole: dict[str, Any], at: str = "") -> list[str]:
    """Return where a value does not fit; knows the part of JSON Schema that we use."""
    if "$ref" in schema:
        schema = whole["$defs"][schema["$ref"].rpartition("/")[2]]
    if "anyOf" in schema:
        fits = [not unfit(value, choice, whole, at) for choice in schema["anyOf"]]
        return [] if any(fits) else [f"{at}: fits nothing"]
    kind = KINDS.get(type(value), "string")  # a date is a text in JSON
    wanted = schema.get("type", kind)
    if kind != wanted and not (kind == "integer" and wanted == "number"):
        return [f"{at}: {kind}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value}"]
    if kind == "array":
        return [bad for one in value for bad in unfit(one, schema["items"], whole, f"{at}[]")]
    if kind != "object":
        return []
    known = schema.get("properties", {})
    others = schema.get("additionalProperties", True)
    found: list[str] = []
    for name, one in value.items():
        place = f"{at}.{name}".lstrip(".")
        if name in known:
            found += unfit(one, known[name], whole, place)
        elif others is False:
            found.append(f"{place}: unknown")
        elif isinstance(others, dict):
            found += unfit(one, others, whole, place)
    missing = [name for name in schema.get("required", []) if name not in value]
    return [*found, *(f"{at}.{name}: missing" for name in missing)]


def test_schema_is_json(tmp_path: Path) -> None:
    """The text is JSON that reads back as the same schema."""
    assert json.loads(schema_text()) == policy_schema()
