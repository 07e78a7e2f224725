"""Values to JSON and back, for the columns that hold whole values."""

from functools import cache
from typing import TypeVar

from pydantic import TypeAdapter

T = TypeVar("T")


@cache
def _adapter(kind: type) -> TypeAdapter[object]:
    return TypeAdapter(kind)


def dump(value: object, kind: type | None = None) -> str:
    """Return the JSON text of a value."""
    return _adapter(kind or type(value)).dump_json(value).decode()


def load(kind: type[T], text: str) -> T:
    """Return the value that `dump` wrote.

    Raises:
        pydantic.ValidationError: the text does not fit the type.
    """
    value = _adapter(kind).validate_json(text)  # type: ignore[arg-type]  # a class is hashable
    assert isinstance(value, kind)  # noqa: S101 -- what the adapter promises
    return value
