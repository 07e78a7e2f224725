"""Pydantic's errors as faults of the file that a person wrote."""

import difflib
import types
import typing
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from policies.faults import FieldError, FileFault, said
from translations.values import Bilingual

KeyPath = tuple[str | int, ...]


class Positions(Protocol):
    """What is needed of a file: its name and where things stand in it."""

    @property
    def path(self) -> Path: ...

    @property
    def data(self) -> Any: ...

    def position(self, path: KeyPath = ()) -> tuple[int, int]: ...

    def key_position(self, path: KeyPath) -> tuple[int, int]: ...


# error type of pydantic -> key of the catalog; the values come from the error's own context
_KINDS = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_type": "text",
    "int_type": "whole",
    "int_parsing": "whole",
    "int_from_float": "whole",
    "float_type": "number",
    "float_parsing": "number",
    "bool_type": "boolean",
    "bool_parsing": "boolean",
    "list_type": "list",
    "tuple_type": "list",
    "set_type": "list",
    "frozen_set_type": "list",
    "dict_type": "mapping",
    "mapping_type": "mapping",
    "model_type": "mapping",
    "model_attributes_type": "mapping",
    "dataclass_type": "mapping",
    "literal_error": "choice",
    "enum": "choice",
    "string_too_short": "blank",
    "too_short": "blank",
    "string_too_long": "long",
    "too_long": "long",
    "greater_than": "range",
    "greater_than_equal": "range",
    "less_than": "range",
    "less_than_equal": "range",
    "string_pattern_mismatch": "pattern",
}


def model_faults(
    file: Positions, model: type[BaseModel], error: ValidationError, at: KeyPath = ()
) -> list[FileFault]:
    """Return one fault per error, in the order of the file."""
    faults = [_fault(file, model, detail, at) for detail in error.errors(include_url=False)]
    faults.sort(key=lambda fault: (fault.line, fault.column, fault.field))
    # a value that fits no branch of a union gives one error per branch: the first says enough
    return [
        fault
        for n, fault in enumerate(faults)
        if n == 0 or (fault.line, fault.field) != (faults[n - 1].line, faults[n - 1].field)
    ]


def _fault(file: Positions, model: type[BaseModel], detail: ErrorDetails, at: KeyPath) -> FileFault:
    kind = detail["type"]
    loc = tuple(_known(file.data, (*at, *detail["loc"]), missing=kind == "missing"))
    unknown = kind == "extra_forbidden"
    line, column = file.key_position(loc) if unknown else file.position(loc)
    problem, remedy = _wording(model, detail, loc, at)
    return FileFault(
        file=file.path,
        line=line,
        column=column,
        field=field_name(loc),
        problem=problem,
        remedy=remedy,
    )


def _wording(
    model: type[BaseModel], detail: ErrorDetails, loc: KeyPath, at: KeyPath
) -> tuple[Bilingual, Bilingual]:
    kind, context = detail["type"], detail.get("ctx", {})
    cause = context.get("error")
    if isinstance(cause, FieldError):
        return cause.problem, cause.remedy
    values: dict[str, object] = {"name": loc[-1] if loc else "", "reason": detail["msg"]}
    key = _KINDS.get(kind, "invalid")
    if kind.startswith(("date_", "datetime_", "timezone_")):
        key = "date"
        values["value"] = detail["input"]
    elif key == "choice":
        values["choices"] = str(context.get("expected", "")).replace(" or ", ", ").replace("'", "")
    elif key == "long":
        values["limit"] = context.get("max_length", "")
    elif key == "range":
        operator, bound = next(
            (_OPERATORS[name], context[name]) for name in _OPERATORS if name in context
        )
        values["bound"] = f"{operator} {bound}"
    elif key == "unknown":
        names = sorted(_names(model, loc[len(at) : -1]))
        close = difflib.get_close_matches(str(loc[-1]), names, n=1, cutoff=0.6)
        values["names"] = ", ".join(names)
        if close:
            key = "unknown_close"
            values["close"] = close[0]
    return (
        said(f"policies.field.{key}.problem", **values),
        said(f"policies.field.{key}.remedy", **values),
    )


_OPERATORS = {"gt": ">", "ge": "≥", "lt": "<", "le": "≤"}


def _known(data: Any, loc: KeyPath, *, missing: bool) -> Iterator[str | int]:
    """Drop the parts that pydantic adds for unions: they name no key of the file."""
    for index, part in enumerate(loc):
        in_list = isinstance(data, list) and isinstance(part, int) and part < len(data)
        if in_list or (isinstance(data, dict) and part in data):
            data = data[part]
        elif not (missing and index == len(loc) - 1):
            continue
        yield part


def _names(model: object, loc: KeyPath) -> set[str]:
    """Return the field names that are allowed where `loc` leads."""
    for found in _models(model):
        if not loc:
            return {field.alias or name for name, field in found.model_fields.items()}
        for name, field in found.model_fields.items():
            if (field.alias or name) == loc[0]:
                names = _inside(field.annotation, loc[1:])
                if names:
                    return names
    return set()


def _inside(annotation: object, loc: KeyPath) -> set[str]:
    origin = typing.get_origin(annotation)
    arguments = typing.get_args(annotation)
    if origin in (typing.Union, types.UnionType, typing.Annotated):
        return next((names for a in arguments if (names := _inside(a, loc))), set())
    if origin is not None and loc:
        return next((names for a in reversed(arguments) if (names := _inside(a, loc[1:]))), set())
    return _names(annotation, loc)


def _models(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation


def field_name(path: KeyPath) -> str:
    """Return a path as people write it: rules[3].when."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text
