"""Where text that a person typed stays when it could not be used: nothing typed is lost."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import Final

_PREFIX: Final = "desk-"


@dataclass(frozen=True, slots=True)
class Drawer:
    """A private folder for files that are being edited, or could not be used."""

    folder: Path

    def new_file(self, content: str) -> Path:
        """Write a file that only this account can read; return its path.

        Where the folder cannot be used, the file is among the temporary ones.
        """
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            number, name = mkstemp(prefix=_PREFIX, suffix=".txt", dir=self.folder)
        except OSError:
            number, name = mkstemp(prefix=_PREFIX, suffix=".txt")
        with os.fdopen(number, "w", encoding="utf-8", errors="surrogatepass") as file:
            file.write(content)
        return Path(name)

    def kept(self) -> list[Path]:
        """Return what is there, oldest first."""
        if not self.folder.is_dir():
            return []
        files = self.folder.glob(f"{_PREFIX}*.txt")
        return sorted(files, key=lambda path: (path.stat().st_mtime, path.name))


def usual_drawer(environment: Mapping[str, str], home: Path) -> Drawer:
    """Return the drawer of this account: in XDG_STATE_HOME, else in ~/.local/state."""
    state = environment.get("XDG_STATE_HOME")
    base = Path(state) if state and Path(state).is_absolute() else home / ".local" / "state"
    return Drawer(base / "liaison")
