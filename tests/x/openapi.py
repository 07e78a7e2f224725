"""Holds requests against X's published interface (OpenAPI), where that is on the machine."""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

REFERENCE: Final = Path(__file__).parents[3] / "shared"
_TYPES: Final[dict[str, type | tuple[type, ...]]] = {
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "array": list,
    "object": dict,
}


@cache
def published(folder: Path = REFERENCE) -> "Interface | None":
    """Return the published interface; None where it is not on this machine."""
    file = folder / "specs/x_openapi.json"
    return Interface(json.loads(file.read_text("utf-8"))) if file.is_file() else None


class Interface:
    """The part of OpenAPI that says what a request may be, and what an answer is."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._paths = {
            re.compile("^" + re.sub(r"\{[^}]+\}", "([^/]+)", path) + "$"): operations
            for path, operations in document["paths"].items()
        }

    def request(self, method: str, path: str, query: dict[str, str], body: Any) -> list[str]:
        """Return what is wrong with a request."""
        operation = self._operation(method, path)
        if operation is None:
            return [f"{method} {path}: no such operation"]
        known = {one["name"]: one for one in map(self._resolved, operation.get("parameters", []))}
        faults = [f"{path}: unknown parameter {name}" for name in query if name not in known]
        for name, one in known.items():
            if one["in"] != "query":
                continue
            if name in query:
                faults += self._text(query[name], one["schema"], f"{path}?{name}")
            elif one.get("required"):
                faults.append(f"{path}: {name} is missing")
        wanted = operation.get("requestBody")
        if wanted is None:
            return faults + ([f"{path}: has a body"] if body is not None else [])
        schema = wanted["content"]["application/json"]["schema"]
        return faults + self._value(body, schema, f"{path}#")

    def answer(self, method: str, path: str, status: int, document: Any) -> list[str]:
        """Return what is wrong with an answer."""
        operation = self._operation(method, path)
        if operation is None:
            return [f"{method} {path}: no such operation"]
        response = operation["responses"].get(str(status))
        if response is None:
            return [f"{path}: no answer {status}"]
        schema = response["content"]["application/json"]["schema"]
        return self._value(document, schema, f"{path}→", strict=True)

    def _operation(self, method: str, path: str) -> dict[str, Any] | None:
        exact = self._document["paths"].get(path, {}).get(method.lower())
        if exact is not None:
            return dict(exact)
        found = (ops for pattern, ops in self._paths.items() if pattern.match(path))
        return next((dict(ops[method.lower()]) for ops in found if method.lower() in ops), None)

    def _resolved(self, part: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in part:
            found: Any = self._document
            for name in part["$ref"].removeprefix("#/").split("/"):
                found = found[name]
            part = found
        return part

    def _text(self, text: str, schema: dict[str, Any], at: str) -> list[str]:
        """Check a value of the query: numbers and lists are text there."""
        schema = self._resolved(schema)
        value: Any = text
        if schema.get("type") == "array":
            value = text.split(",")
        elif schema.get("type") == "integer":
            value = int(text) if text.isdecimal() else text
        return self._value(value, schema, at)

    def _value(
        self, value: Any, schema: dict[str, Any], at: str, *, strict: bool = False
    ) -> list[str]:
        schema = self._resolved(schema)
        if "oneOf" in schema:
            tried = [self._value(value, one, at, strict=strict) for one in schema["oneOf"]]
            return [] if any(not faults for faults in tried) else tried[0]
        kind = _TYPES.get(schema.get("type", ""))
        if kind is not None and (not isinstance(value, kind) or (kind is int and value is True)):
            return [f"{at}: {value!r} is no {schema['type']}"]
        faults = self._scalar(value, schema, at)
        if isinstance(value, list):
            if len(value) < schema.get("minItems", 0):
                faults.append(f"{at}: too short")
            if schema.get("uniqueItems") and len(set(map(str, value))) < len(value):
                faults.append(f"{at}: twice the same")
            for one in value:
                faults += self._value(one, schema.get("items", {}), f"{at}[]", strict=strict)
        elif isinstance(value, dict):
            faults += self._members(value, schema, at, strict=strict)
        return faults

    def _scalar(self, value: Any, schema: dict[str, Any], at: str) -> list[str]:
        faults: list[str] = []
        if "enum" in schema and value not in schema["enum"]:
            faults.append(f"{at}: {value!r} is not one of those that may be")
        if isinstance(value, str):
            if not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 1 << 30):
                faults.append(f"{at}: length {len(value)}")
            if "pattern" in schema and not re.search(schema["pattern"], value):
                faults.append(f"{at}: {value!r} does not match {schema['pattern']}")
        elif isinstance(value, int) and not schema.get("minimum", -1e30) <= value <= schema.get(
            "maximum", 1e30
        ):
            faults.append(f"{at}: {value} is out of bounds")
        return faults

    def _members(
        self, value: dict[str, Any], schema: dict[str, Any], at: str, *, strict: bool
    ) -> list[str]:
        known = schema.get("properties", {})
        faults = [
            f"{at}.{name} is missing" for name in schema.get("required", ()) if name not in value
        ]
        closed = schema.get("additionalProperties") is False or (strict and known)
        for name, one in value.items():
            if name in known:
                faults += self._value(one, known[name], f"{at}.{name}", strict=strict)
            elif closed:
                faults.append(f"{at}.{name} is unknown")
        return faults
