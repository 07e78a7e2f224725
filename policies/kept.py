"""What was worked out from the word lists, kept in the user's cache folder: a copy, never needed.

A file is believed only if it belongs to us, is whole, and was made of the very sources that are
there now. Where it cannot be read or written, everything is worked out again.
"""

import hashlib
import json
import os
import sys
import tempfile
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

_KEPT: Final = 4  # files of one name, the newest: a checkout and an installation may take turns
_LONGEST: Final = 64_000_000  # bytes; ours have about five


def folder() -> Path | None:
    """Return where copies are kept: `liaison` in the cache folder of whoever runs the program."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    if named.startswith("/"):
        return Path(named) / "liaison"
    try:
        return Path.home() / ".cache" / "liaison"
    except RuntimeError:  # nobody knows where their home is
        return None


def fingerprint(sources: Iterable[Path]) -> str | None:
    """Return what tells these sources from any others; None where one cannot be read."""
    digest = hashlib.sha256(f"{sys.version} {unicodedata.unidata_version}".encode())
    for path in sources:
        try:
            content = path.read_bytes()
        except OSError:
            return None
        digest.update(f"\0{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def recall(name: str, key: str) -> Any:
    """Return what `keep` was given under this name and key; None where there is nothing sound."""
    at = folder()
    if at is None:
        return None
    try:
        with (at / _file(name, key)).open("rb") as file:
            about = os.fstat(file.fileno())
            if about.st_uid != os.geteuid() or about.st_size > _LONGEST:
                return None
            head, body = file.readline(200), file.read()
        if head.decode().split() != [key, hashlib.sha256(body).hexdigest()]:
            return None
        return json.loads(body)
    except (OSError, ValueError):
        return None


def keep(name: str, key: str, data: object) -> None:
    """Keep something that JSON can say; where that cannot be, nothing happens."""
    at = folder()
    if at is None:
        return
    body = json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        at.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, made = tempfile.mkstemp(prefix=f".{name}-", dir=at)
        try:
            with os.fdopen(number, "wb") as file:
                file.write(f"{key} {hashlib.sha256(body).hexdigest()}\n".encode())
                file.write(body)
            Path(made).replace(at / _file(name, key))
        except OSError:
            Path(made).unlink(missing_ok=True)
            raise
        _forget(at, name)


def _file(name: str, key: str) -> str:
    return f"{name}-{key[:16]}.txt"


def _forget(at: Path, name: str) -> None:
    files = sorted(at.glob(f"{name}-*.txt"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in files[_KEPT:]:
        path.unlink(missing_ok=True)
