"""The parameters of one call, read as the method wants them."""

import json
from collections.abc import Mapping
from typing import Any

from tests.telegram.server.refusals import bad
from tests.telegram.server.wire import Upload

Json = dict[str, Any]


class Params:
    """What came with a call: strings from a form, JSON values from a JSON body, files."""

    def __init__(self, raw: Mapping[str, Any], files: Mapping[str, Upload]) -> None:
        self.raw = dict(raw)
        self.files = dict(files)

    def __contains__(self, name: str) -> bool:
        return name in self.raw or name in self.files

    def text(self, name: str, default: str = "") -> str:
        """Return a string."""
        value = self.raw.get(name, default)
        return value if isinstance(value, str) else json.dumps(value)

    def number(self, name: str) -> int | None:
        """Return an integer; None where it is left out."""
        value = self.raw.get(name)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError) as error:
            raise bad(f"{name} is not an integer") from error

    def wanted_number(self, name: str) -> int:
        """Return an integer that has to be there."""
        value = self.number(name)
        if value is None:
            raise bad(f"{name} is not specified")
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return a boolean, as lenient as the server is."""
        value = self.raw.get(name)
        if value is None:
            return default
        return value if isinstance(value, bool) else str(value).lower() in {"true", "1", "yes"}

    def document(self, name: str) -> Any:
        """Return a JSON-serialized value; None where it is left out."""
        value = self.raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad(f"can't parse {name.replace('_', ' ')} JSON object") from error

    def mapping(self, name: str) -> Json | None:
        """Return a JSON object; None where it is left out."""
        value = self.document(name)
        if value is not None and not isinstance(value, dict):
            raise bad(f"object expected as {name.replace('_', ' ')}")
        return value

    def items(self, name: str) -> list[Any] | None:
        """Return a JSON array; None where it is left out."""
        value = self.document(name)
        if value is not None and not isinstance(value, list):
            raise bad(f"can't parse {name.replace('_', ' ')}: expected an array")
        return value
