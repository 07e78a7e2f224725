"""Lines in, lines out, and the person's own editor; works on a pipe as on a terminal."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping
from io import TextIOWrapper
from pathlib import Path
from typing import Final, Protocol

_USUAL_WIDTH: Final = 80


class NoEditor(Exception):
    """No editor is set, or it could not be run; `name` is empty where none is set."""

    def __init__(self, name: str = "") -> None:
        super().__init__(name)
        self.name = name


class Terminal(Protocol):
    """Where the desk talks to a person."""

    def say(self, text: str) -> None:
        """Show text."""
        ...

    def ask(self, prompt: str) -> str | None:
        """Return the line that the person types, None where there is nothing more to read."""
        ...

    def edit(self, path: Path) -> None:
        """Let the person edit a file and wait until that is done.

        Raises:
            NoEditor: no editor is set, or it could not be run.
        """
        ...


class StandardTerminal:
    """Standard input and output."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = environment
        self.interactive = sys.stdin.isatty() and sys.stdout.isatty()
        if self.interactive:
            import readline  # noqa: F401 -- `input` then has line editing and history
        elif isinstance(sys.stdin, TextIOWrapper):
            sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # whatever the locale says

    def say(self, text: str) -> None:
        """Write text and a line end."""
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def ask(self, prompt: str) -> str | None:
        """Read one line; with line editing on a terminal."""
        if self.interactive:
            try:
                return input(prompt)
            except EOFError:
                self.say("")
                return None
        sys.stdout.write(prompt)
        sys.stdout.flush()
        line = sys.stdin.readline()
        self.say("")  # what was piped in is not echoed: the next line starts fresh
        return line.rstrip("\n") if line else None

    def edit(self, path: Path) -> None:
        """Run VISUAL or EDITOR on a file."""
        command = self._environment.get("VISUAL") or self._environment.get("EDITOR") or ""
        if not command.strip():
            raise NoEditor
        try:
            code = subprocess.run([*shlex.split(command), str(path)], check=False).returncode  # noqa: S603 -- the person's own editor, as every program runs it
        except (OSError, ValueError) as fault:
            raise NoEditor(command) from fault
        if code != 0:
            raise NoEditor(command)


def terminal_width(environment: Mapping[str, str]) -> int:
    """Return the width of the terminal in cells, 80 where that is not known."""
    columns = environment.get("COLUMNS", "")
    if columns.isdecimal() and int(columns) > 0:
        return int(columns)
    return shutil.get_terminal_size((_USUAL_WIDTH, 24)).columns


def may_be_bold(environment: Mapping[str, str]) -> bool:
    """Whether titles may be bold: on a terminal that can, unless the person said no."""
    return (
        sys.stdout.isatty()
        and not environment.get("NO_COLOR")
        and environment.get("TERM", "dumb") != "dumb"
        and os.name == "posix"
    )
