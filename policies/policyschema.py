"""The JSON Schema of the policy's files, made from the models that read them.

`python -m policies.policyschema` writes docs/policy.schema.json; editors that know YAML complete
and check a policy with it.
"""

import json
from pathlib import Path
from typing import Any, Final

from policies.policyfiles import PolicyPart

ADDRESS: Final = "policy.schema.json"
PUBLISHED: Final = Path(__file__).parents[1] / "docs" / ADDRESS
_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"


def policy_schema() -> dict[str, Any]:
    """Return the schema of one file of a policy."""
    made = PolicyPart.model_json_schema()
    body = _tidied(made)
    assert isinstance(body, dict)  # noqa: S101 # a schema is an object
    return {
        "$schema": _DIALECT,
        "$id": ADDRESS,
        **body,
        "title": "Comment policy",
        "description": "One file of a comment policy; all files of a directory make one policy.",
    }


def schema_text() -> str:
    """Return the schema as it is published."""
    return json.dumps(policy_schema(), ensure_ascii=False, indent=2) + "\n"


def _tidied(node: Any) -> Any:
    """Drop what pydantic adds for programs only: titles, and null for what may be left out.

    A key of a YAML file is left out, not given as null.
    """
    if isinstance(node, list):
        return [_tidied(each) for each in node]
    if not isinstance(node, dict):
        return node
    kept: dict[str, Any] = {
        key: _properties(value) if key == "properties" else _tidied(value)
        for key, value in node.items()
        if not (key == "title" and isinstance(value, str))
    }
    given = kept.get("anyOf", [])
    choices = [each for each in given if each != {"type": "null"}]
    if len(choices) == len(given):
        return kept
    del kept["anyOf"]
    kept.pop("default", None)
    return {**choices[0], **kept} if len(choices) == 1 else {"anyOf": choices, **kept}


def _properties(properties: dict[str, Any]) -> dict[str, Any]:
    """A property may be called `title`: its name is not a title."""
    return {name: _tidied(value) for name, value in properties.items()}


if __name__ == "__main__":
    PUBLISHED.write_text(schema_text(), encoding="utf-8")
