"""Errors in words: every known kind, in both languages, with its exit code."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from bot.app import NotInForce
from bot.decisions import Blocked, NotAllowed
from bot.faults import CommandFault, ExitCode, explain, guarded
from bot.states import CaseEvent, CaseState, IllegalMove
from bot.storage.cases import NoSuchCase
from bot.storage.database import BadAddress, StorageFault
from bot.storage.documents import DocumentFault, DocumentKind
from bot.storage.retention import RetentionFault
from bot.storage.staff import NoSuchPerson, StaffFault
from policies.errors import DocumentError
from policies.yamlfile import load_yaml
from responders.values import CheckResult, Weight
from translations.catalogs import catalog
from translations.engine import no_engine
from translations.errors import EngineFault
from translations.values import Bilingual

LANGUAGES = ("en", "fr")
Captured = pytest.CaptureFixture[str]


def _document_error() -> DocumentError:
    with pytest.raises(DocumentError) as caught:
        load_yaml(Path("nowhere.yaml"))
    return caught.value


_CHECK = CheckResult(
    check="numbers",
    passed=False,
    weight=Weight.BLOCKING,
    explanation=Bilingual(en="0.5 stands in no fact.", fr="0.5 n'est dans aucun fait."),
)


class _Unworded(StorageFault):
    """A fault that nobody has put into words."""

    key = "storage.nobody-wrote-this"


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [
        (CommandFault("cli.fault.memory", ExitCode.MISSING), 4, "--batch"),
        (_document_error(), 2, "nowhere.yaml:1:1"),
        (no_engine("en", "fr"), 4, "liaison models install"),
        (EngineFault(Bilingual(en="It broke.", fr="Il a flanché.")), 4, ""),
        (_Unworded("/data/x.db", "why"), 4, "/data/x.db"),
        (IllegalMove(CaseState.CLOSED, CaseEvent.CLAIM), 2, ""),
        (NoSuchCase(7), 2, " 7"),
        (NotInForce((DocumentKind.FACTS,)), 4, ""),
        (Blocked((_CHECK,)), 1, "0.5"),
        (FileNotFoundError(errno.ENOENT, "x", "a.txt"), 2, "a.txt"),
        (PermissionError(errno.EACCES, "x", "a.txt"), 2, "a.txt"),
        (IsADirectoryError(errno.EISDIR, "x", "a.txt"), 2, "a.txt"),
        (FileExistsError(errno.EEXIST, "x", "a.txt"), 2, "a.txt"),
        (OSError(errno.ENOSPC, "x", "a.txt"), 2, "a.txt"),
        (OSError(errno.EROFS, "x", "a.txt"), 2, "a.txt"),
        (OSError(errno.EIO, "x", "a.txt"), 2, "EIO"),
        (OSError("x"), 2, "OSError"),
        (UnicodeDecodeError("utf-8", b"x", 0, 1, "x"), 2, "UTF-8"),
        (MemoryError(), 4, "--batch"),
        (KeyboardInterrupt(), 130, ""),
        (typer.Abort(), 130, ""),
        (typer.Exit(3), 3, ""),
        (RuntimeError("secret text of a message"), 1, "RuntimeError"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, BaseException) else None,
)
def test_every_kind_has_words(fault: BaseException, code: int, words: str) -> None:
    """Each kind of error gives its code and a sentence, different in each language."""
    told = [explain(fault, catalog(lang)) for lang in LANGUAGES]
    assert [each[1] for each in told] == [code, code]
    assert all(words in each[0] for each in told)
    assert isinstance(fault, typer.Exit) or told[0][0] != told[1][0]
    assert "secret" not in told[0][0]


def test_bad_address_is_a_configuration_error() -> None:
    """An address that cannot be read is exit code 2, whoever words it."""
    if BadAddress.key not in catalog("en"):
        pytest.skip("storage has no words of its own yet")
    assert explain(BadAddress("x"), catalog("fr"))[1] == ExitCode.USAGE


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (NoSuchPerson("Dominique"), "Dominique"),
        (NotAllowed("cli.fault.no_such_case", what="12"), " 12"),
    ],
)
def test_errors_with_a_key_are_looked_up(fault: Exception, words: str) -> None:
    """An error that names its sentence is told by it, in both languages."""
    if getattr(fault, "key", "") not in catalog("en"):
        pytest.skip("not worded yet")
    told = [explain(fault, catalog(lang)) for lang in LANGUAGES]
    assert [each[1] for each in told] == [ExitCode.USAGE] * 2
    assert all(words in each[0] for each in told)


_ROOTS = (StorageFault, StaffFault, RetentionFault, DocumentFault)
_KINDS = [kind for root in _ROOTS for kind in root.__subclasses__() if kind is not _Unworded]


@pytest.mark.parametrize("kind", _KINDS, ids=lambda kind: kind.__name__)
def test_every_fault_of_storage_has_words(kind: type[Exception]) -> None:
    """Each fault that storage can report has its sentence, with all its placeholders filled."""
    english, french = (explain(kind("here"), catalog(lang)) for lang in LANGUAGES)
    assert english[1] == french[1] in {ExitCode.USAGE, ExitCode.MISSING}
    assert english[0] != french[0]
    assert "LIAISON_DEBUG" not in english[0]


def _raiser(fault: BaseException) -> Callable[[], int]:
    def action() -> int:
        raise fault

    return action


def test_no_traceback_unless_asked(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    """A person sees a sentence; LIAISON_DEBUG adds the traceback."""
    monkeypatch.delenv("LIAISON_DEBUG", raising=False)
    assert guarded(_raiser(ZeroDivisionError("x")), catalog("en")) == ExitCode.FAULTS
    assert "Traceback" not in capsys.readouterr().err
    monkeypatch.setenv("LIAISON_DEBUG", "1")
    assert guarded(_raiser(ZeroDivisionError("x")), catalog("en")) == ExitCode.FAULTS
    assert "Traceback" in capsys.readouterr().err


def test_result_of_the_action_is_the_code() -> None:
    """What a command returns is what the shell gets."""
    assert guarded(lambda: ExitCode.BAD_LINES, catalog("en")) == 3
