"""Keeps both sides honest: calls, answers and updates are held against the published Bot API.

The machine-readable Bot API is reference data that users do not have; without it, only what
python-telegram-bot makes of our answers and updates is looked at.
"""

import importlib.util
import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

import telegram

from tests.telegram.server import markup
from tests.telegram.server.params import Params
from tests.telegram.server.refusals import Refusal

REFERENCE: Final = Path(__file__).parents[4] / "shared"
_ARRAY: Final = "Array of "
_NEWER: Final = {"can_react_to_messages"}  # in the published API, not yet in the library


@cache
def published(folder: Path = REFERENCE) -> Any:
    """Return the `Spec` of the reference data; None where it is not on this machine."""
    tool, document = folder / "tools/telegram_spec.py", folder / "specs/telegram_bot_api.json"
    if not tool.is_file() or not document.is_file():
        return None
    found = importlib.util.spec_from_file_location("reference_telegram_spec", tool)
    if found is None or found.loader is None:
        return None
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module.Spec(str(document))


class Honesty:
    """Collects what is not as published.

    Args:
        spec: the published API, see `published`; None: calls are not checked.
        active: whether anything is checked; benches switch it off.
    """

    def __init__(self, spec: Any = None, *, active: bool = True) -> None:
        self.spec = spec
        self.active = active
        self.faults: list[str] = []
        self.checked = 0

    def call(self, method: str, params: Params) -> None:
        """Check the parameters of a call."""
        if self.active and self.spec is not None:
            self.checked += 1
            self.faults += self.spec.check(method, self.decoded(method, params))

    def answer(self, method: str, result: Any) -> None:
        """Check the result of a call."""
        if not self.active:
            return
        known = self.spec.methods.get(method.lower()) if self.spec is not None else None
        returns = known["returns"] if known else []
        if known:
            self.faults += self.spec._value(f"{method} →", result, returns)
        for kind in returns:
            self._parse(kind, result, f"{method} →")

    def update(self, update: dict[str, Any]) -> None:
        """Check an update."""
        if not self.active:
            return
        if self.spec is not None:
            self.faults += self.spec._value("update", update, ["Update"])
        self._parse("Update", update, "update")

    def _parse(self, kind: str, value: Any, path: str) -> None:
        """Let the library make of it what it makes of real answers; nothing may be left over."""
        if kind.startswith(_ARRAY):
            for one in value if isinstance(value, list) else ():
                self._parse(kind.removeprefix(_ARRAY), one, path)
            return
        shape = getattr(telegram, kind, None)
        if shape is None or not isinstance(value, dict):
            return
        try:
            parsed = shape.de_json(json.loads(json.dumps(value)), None)
        except (TypeError, KeyError, ValueError) as error:
            self.faults.append(f"{path} {kind} cannot be parsed: {error!r}")
            return
        self.faults += [f"{path} {kind}: {name} is left over" for name in leftovers(parsed)]

    def decoded(self, method: str, params: Params) -> dict[str, Any]:
        """Return the parameters as values of the published types, as the server reads forms."""
        fields = {
            field["name"]: field["types"]
            for field in self.spec.methods.get(method.lower(), {}).get("fields", [])
        }
        values = {
            name: _decoded(value, fields.get(name, ["String"]))
            for name, value in params.raw.items()
        }
        values |= {name: "file" for name in params.files if name in fields}
        for name in ("text", "caption"):  # their length counts "after entities parsing"
            if isinstance(values.get(name), str):
                try:
                    values[name] = markup.parse(values[name], params.text("parse_mode"))[0]
                except Refusal:
                    continue  # refused anyway
        return values


def _decoded(value: Any, types: list[str]) -> Any:
    if not isinstance(value, str) or types == ["String"]:
        return value
    try:
        found = json.loads(value)
    except ValueError:
        return value
    plain = isinstance(found, (int, float)) and not isinstance(found, bool)
    if plain and not {"Integer", "Float"} & set(types):
        return value
    return found


def leftovers(parsed: Any, path: str = "") -> Iterator[str]:
    """Name everything that the library did not know what to do with."""
    if isinstance(parsed, (list, tuple)):
        for one in parsed:
            yield from leftovers(one, path)
    if not isinstance(parsed, telegram.TelegramObject):
        return
    for name in parsed.api_kwargs:
        if name not in _NEWER:
            yield f"{path}.{name}".lstrip(".")
    slots = {name for kind in type(parsed).__mro__ for name in getattr(kind, "__slots__", ())}
    for name in sorted(slots):
        if not name.startswith("_") and name != "api_kwargs":
            yield from leftovers(getattr(parsed, name, None), f"{path}.{name}")
