"""The small file of each pair that says which unpacked package counts, replaced in one step."""

import os
import tempfile
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError


class Pointer(BaseModel):
    """The file that says which folder counts for a pair."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    folder: str
    previous: str | None = None
    older: tuple[str, ...] = ()  # before the previous one, the newest first

    def before(self) -> tuple[str, ...]:
        """Return what can be gone back to, the newest first."""
        return tuple(filter(None, (self.previous, *self.older)))


def read_pointer(home: Path, pair: str) -> Pointer | None:
    """Return the pointer of a pair, None where there is none that can be read."""
    try:
        return Pointer.model_validate_json((home / "pairs" / f"{pair}.json").read_bytes())
    except (OSError, ValidationError):
        return None


def write_pointer(home: Path, pair: str, pointer: Pointer) -> None:
    """Put a pointer in the place of the one before."""
    pairs = home / "pairs"
    pairs.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=pairs, suffix=".new")
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(pointer.model_dump_json())
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(pairs / f"{pair}.json")
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
