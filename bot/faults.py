"""How errors reach the person at the terminal: one sentence in their language, and an exit code.

What can go wrong here:

CommandFault          a sentence of the catalogs and an exit code
└── WrongUsage        the command line itself: the way to the help follows

Everything else that is known (authored files, storage, engines, files, pipes) is put into words by
`guarded`. Nobody sees a traceback unless LIAISON_DEBUG is set.
"""

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Callable
from enum import IntEnum
from typing import Final

from translations.catalogs import Catalog


class ExitCode(IntEnum):
    """What a script that calls us can go by; docs/cli.md."""

    OK = 0
    FAULTS = 1  # a check found faults
    USAGE = 2  # the command line or the configuration
    BAD_LINES = 3  # some input lines could not be read; the others were processed
    MISSING = 4  # something needed is missing: a model, a database
    INTERRUPTED = 130


class CommandFault(Exception):
    """A command cannot go on; the catalogs have the sentence."""

    def __init__(self, key: str, code: ExitCode = ExitCode.USAGE, /, **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.code = code
        self.values = values

    def render(self, t: Catalog) -> str:
        """Return the sentence in the catalog's language."""
        return t(self.key, **self.values)


class WrongUsage(CommandFault):
    """The command line cannot be understood; says which command's help to read."""

    def __init__(self, key: str, command: str, /, **values: object) -> None:
        super().__init__(key, ExitCode.USAGE, **values)
        self.command = command

    def render(self, t: Catalog) -> str:
        """Return the sentence and the way to the help."""
        return f"{super().render(t)}\n{t('cli.usage.try_help', command=self.command)}"


def guarded(action: Callable[[], int], t: Catalog) -> int:
    """Run a command and return its exit code, whatever happens."""
    try:
        code = action()
        sys.stdout.flush()
    except BrokenPipeError:
        return _reader_gone()
    except (Exception, KeyboardInterrupt) as fault:  # noqa: BLE001 # the last place before the person: nothing may pass as a traceback
        if isinstance(fault, OSError) and fault.errno == errno.EPIPE:
            return _reader_gone()
        if os.environ.get("LIAISON_DEBUG"):
            traceback.print_exc()
        text, code = explain(fault, t)
        if text:
            _write(text)
        if isinstance(fault, OSError):
            _drop_output()
    return code


def explain(fault: BaseException, t: Catalog) -> tuple[str, int]:
    """Return what to tell the person about any error, and the exit code."""
    for words in (_typer_words, _own_words, _keyed_words, _shell_words, _file_words):
        told = words(fault, t)
        if told is not None:
            return told
    return t("cli.fault.unexpected", kind=type(fault).__name__), ExitCode.FAULTS


def _typer_words(fault: BaseException, t: Catalog) -> tuple[str, int] | None:
    from typer import Abort, Exit
    from typer._click.exceptions import ClickException  # Typer exports no name for it

    if isinstance(fault, Exit):
        return "", fault.exit_code
    if isinstance(fault, ClickException):
        from bot.commands.usagewords import usage_words

        return usage_words(fault, t), ExitCode.USAGE
    if isinstance(fault, (KeyboardInterrupt, Abort, EOFError)):
        return t("cli.fault.interrupted"), ExitCode.INTERRUPTED
    return None


def _own_words(fault: BaseException, t: Catalog) -> tuple[str, int] | None:
    from policies.errors import DocumentError
    from translations.errors import (
        BadPackage,
        EngineFault,
        ExchangeFault,
        ModelError,
        NoEngine,
        TermsError,
    )

    if isinstance(fault, CommandFault):
        return fault.render(t), fault.code
    if isinstance(fault, DocumentError):
        return fault.render(t.lang), ExitCode.USAGE
    if isinstance(fault, BadPackage):
        return fault.render(t.lang), ExitCode.FAULTS
    if isinstance(fault, (ExchangeFault, TermsError)):
        return fault.render(t.lang), ExitCode.USAGE
    if isinstance(fault, (NoEngine, EngineFault, ModelError)):
        return fault.render(t.lang), ExitCode.MISSING
    return None


def _keyed_words(fault: BaseException, t: Catalog) -> tuple[str, int] | None:
    """Put an error that has a `key` into words: {what} is its first argument, or its place."""
    key = getattr(fault, "key", None)
    if not isinstance(key, str):
        return None
    place = str(getattr(fault, "place", fault.args[0] if fault.args else ""))
    detail = str(getattr(fault, "detail", ""))
    # Storage is heavy to import; what was never imported cannot have raised.
    database = sys.modules.get("bot.storage.database")
    stored = database is not None and isinstance(fault, database.StorageFault)
    code = ExitCode.MISSING if stored and key != "storage.bad_address" else ExitCode.USAGE
    if key in t:
        values = {"what": place, "place": place, "detail": detail, **getattr(fault, "values", {})}
        return t(key, **values), code
    return (t("cli.fault.storage", place=place, detail=detail), code) if stored else None


_SHELL_KEYS: Final = {  # class of `bot` -> sentence, with {what} for the first argument
    "IllegalMove": ("cli.fault.illegal_move", ExitCode.USAGE),
    "NoSuchCase": ("cli.fault.no_such_case", ExitCode.USAGE),
    "NoSuchPost": ("cli.fault.no_such_post", ExitCode.USAGE),
    "NotInForce": ("cli.fault.not_in_force", ExitCode.MISSING),
    "Blocked": ("cli.fault.blocked", ExitCode.FAULTS),
}


def _shell_words(fault: BaseException, t: Catalog) -> tuple[str, int] | None:
    # By name: to import them for a comparison would import most of the program.
    found = _SHELL_KEYS.get(type(fault).__name__)
    if found is None or not type(fault).__module__.startswith("bot."):
        return None
    what = str(fault.args[0]) if fault.args else ""
    kinds = [t(f"cli.document.{kind.value}") for kind in getattr(fault, "kinds", ())]
    checks = [check.explanation[t.lang] for check in getattr(fault, "checks", ())]
    return t(found[0], what=", ".join(kinds) or "\n".join(checks) or what), found[1]


_FILE_KEYS: Final = {
    errno.ENOENT: "cli.fault.no_such_file",
    errno.ENOTDIR: "cli.fault.no_such_file",
    errno.EACCES: "cli.fault.not_allowed",
    errno.EPERM: "cli.fault.not_allowed",
    errno.EROFS: "cli.fault.read_only",
    errno.EISDIR: "cli.fault.is_a_folder",
    errno.EEXIST: "cli.fault.exists",
    errno.ENOSPC: "cli.fault.disk_full",
    errno.EDQUOT: "cli.fault.disk_full",
}


def _file_words(fault: BaseException, t: Catalog) -> tuple[str, int] | None:
    if isinstance(fault, UnicodeDecodeError):
        return t("cli.fault.not_utf8"), ExitCode.USAGE
    if isinstance(fault, MemoryError):
        return t("cli.fault.memory"), ExitCode.MISSING
    if not isinstance(fault, OSError):
        return None
    key = _FILE_KEYS.get(fault.errno or 0, "cli.fault.file")
    place = t("cli.fault.some_file") if fault.filename is None else os.fsdecode(fault.filename)
    name = errno.errorcode.get(fault.errno or 0, type(fault).__name__)
    return t(key, file=place, reason=name), ExitCode.USAGE


def _write(text: str) -> None:
    try:
        sys.stderr.write(f"{text}\n")
        sys.stderr.flush()
    except OSError:  # nobody listens there either
        return


def _drop_output() -> None:
    """Let go of output that could not be written: the interpreter would fail on it at its end."""
    try:
        sys.stdout.flush()
    except OSError:
        _to_nowhere()


def _reader_gone() -> int:
    # Whoever read our output stopped (`| head`): not a fault, and nothing more to say.
    # Standard output goes to nowhere, or the interpreter complains when it closes it.
    _to_nowhere()
    return ExitCode.OK


def _to_nowhere() -> None:
    with contextlib.suppress(OSError):  # a stream that is no file has nothing to redirect
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
