"""The compiled form of a catalog (GNU .mo), read and written without locale lookups."""

import struct
from collections.abc import Mapping
from typing import Final

from translations.errors import CatalogFault

_MAGIC: Final = 0x950412DE
_HEADER: Final = struct.Struct("<7I")
_PAIR: Final = struct.Struct("<2I")

Forms = tuple[str, ...]  # one text, or one text per plural form


def write_mo(messages: Mapping[str, Forms], headers: Mapping[str, str]) -> bytes:
    """Return the bytes of a .mo file; messages with several forms are written as plurals."""
    head = "".join(f"{name}: {value}\n" for name, value in headers.items())
    rows = [(b"", head.encode())]
    for key, forms in messages.items():
        name = key if len(forms) == 1 else f"{key}\0{key}"
        rows.append((name.encode(), "\0".join(forms).encode()))
    rows.sort()
    originals = _HEADER.size
    translations = originals + _PAIR.size * len(rows)
    place = translations + _PAIR.size * len(rows)
    tables: list[bytes] = []
    strings: list[bytes] = []
    for column in (0, 1):
        for row in rows:
            tables.append(_PAIR.pack(len(row[column]), place))
            strings.append(row[column] + b"\0")
            place += len(row[column]) + 1
    header = _HEADER.pack(_MAGIC, 0, len(rows), originals, translations, 0, place)
    return header + b"".join(tables) + b"".join(strings)


def read_mo(data: bytes) -> tuple[dict[str, Forms], dict[str, str]]:
    """Return the messages and the headers of a .mo file.

    Raises:
        CatalogFault: the bytes are not a little-endian .mo file.
    """
    try:
        magic, _, count, originals, translations, _, _ = _HEADER.unpack_from(data)
        if magic != _MAGIC:
            raise CatalogFault("not a compiled catalog")
        messages: dict[str, Forms] = {}
        for row in range(count):
            key = _string(data, originals + row * _PAIR.size)
            messages[key.partition("\0")[0]] = tuple(
                _string(data, translations + row * _PAIR.size).split("\0")
            )
    except (struct.error, UnicodeDecodeError, IndexError) as fault:
        raise CatalogFault("a compiled catalog is damaged") from fault
    head = messages.pop("", ("",))[0]
    lines = (line.partition(": ") for line in head.splitlines())
    return messages, {name: value for name, _, value in lines}


def _string(data: bytes, entry: int) -> str:
    length, place = _PAIR.unpack_from(data, entry)
    if place + length > len(data):
        raise IndexError(place)
    return data[place : place + length].decode()
