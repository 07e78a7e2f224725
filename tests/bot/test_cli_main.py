"""The command line as a person meets it: languages, help, mistakes, exit codes."""

import io
import os
import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli import choose_language, main, take_globals
from bot.commands.progress import Progress
from translations.catalogs import catalog

Captured = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _no_wishes(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LIAISON_LANG", "LC_ALL", "LC_MESSAGES", "LANG", "LIAISON_DEBUG"):
        monkeypatch.delenv(name, raising=False)


@pytest.mark.parametrize(
    ("option", "environment", "lang"),
    [
        (None, {}, "en"),
        ("fr", {"LIAISON_LANG": "en", "LC_ALL": "en_CA.UTF-8"}, "fr"),
        ("en", {"LANG": "fr_CA.UTF-8"}, "en"),
        ("de", {"LANG": "fr_CA.UTF-8"}, "fr"),
        (None, {"LIAISON_LANG": "fr", "LC_ALL": "en_CA.UTF-8"}, "fr"),
        (None, {"LIAISON_LANG": "xx", "LC_ALL": "fr_CA.UTF-8"}, "fr"),
        (None, {"LC_ALL": "en_CA.UTF-8", "LC_MESSAGES": "fr_CA", "LANG": "fr_CA"}, "en"),
        (None, {"LC_ALL": "", "LC_MESSAGES": "fr_CA", "LANG": "en_CA"}, "fr"),
        (None, {"LANG": "FR_fr"}, "fr"),
        (None, {"LIAISON_LANG": "fr_CA", "LANG": "en_CA"}, "fr"),
        (None, {"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_language(option: str | None, environment: Mapping[str, str], lang: str) -> None:
    """--lang, then LIAISON_LANG, then the locale in its own order, then English."""
    assert choose_language(option, environment) == lang


@pytest.mark.parametrize(
    ("arguments", "found", "rest"),
    [
        (["screen", "--lang", "fr", "x"], {"--lang": "fr"}, ["screen", "x"]),
        (["--lang=fr", "--config", "c", "run"], {"--lang": "fr", "--config": "c"}, ["run"]),
        (["run", "--lang"], {"--lang": None}, ["run"]),
        (["post", "--", "--lang", "fr"], {}, ["post", "--", "--lang", "fr"]),
        (["x", "--language", "fr"], {}, ["x", "--language", "fr"]),
    ],
)  # fmt: skip
def test_global_options_stand_anywhere(
    arguments: list[str], found: dict[str, str | None], rest: list[str]
) -> None:
    """--lang and --config are found before and after the command, but not behind `--`."""
    assert take_globals(arguments) == (found, rest)


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ["Usage: liaison [OPTIONS] COMMAND …", "\nCommands\n", "\nOptions\n"]),
        ("fr", ["Utilisation\u00a0: liaison [OPTIONS] COMMANDE …", "\nCommandes\n", "\nOptions\n"]),
    ],
)
def test_help_speaks_the_language(lang: str, words: list[str], capsys: Captured) -> None:
    """The main help has its headings and every command's line in the reader's language."""
    assert main(["--lang", lang, "--help"]) == 0
    told = capsys.readouterr()
    assert [word for word in words if word not in told.out] == []
    assert " ".join(catalog(lang)("cli.doctor.help").split()) in " ".join(told.out.split())
    assert told.err == ""


@pytest.mark.parametrize(
    ("arguments", "en", "fr"),
    [
        (["scren"], "Did you mean “screen”?", "Vouliez-vous dire «\u00a0screen\u00a0»?"),
        (["zzzzzz"], "There is no command “zzzzzz”.", "«\u00a0zzzzzz\u00a0» n'existe pas."),
        (["policy", "chek"], "Did you mean “check”?", "Vouliez-vous dire «\u00a0check\u00a0»?"),
        (["screen", "--bach", "5"], "--batch", "--batch"),
        (["screen", "--zzzz"], "There is no option --zzzz", "L'option --zzzz n'existe pas"),
        (["screen", "--batch"], "--batch needs a value", "--batch demande une valeur"),
        (["screen", "--batch", "x"], "a whole number from 1 to 10000", "un nombre entier de 1 à"),
        (["screen", "--batch", "0"], "a whole number from 1 to 10000", "un nombre entier de 1 à"),
        (["screen", "a", "b"], "more arguments than", "plus de paramètres que"),
        (["translate"], "--to is missing", "Il manque --to"),
        (["policy", "page", "--format", "pdf"], "one of html, md", "\u00a0: html, md"),
        (["--version=3"], "--version takes no value", "--version ne prend pas de valeur"),
        (["screen", "--now", "monday"], "2026-01-14T15:00Z", "2026-01-14T15:00Z"),
        (["screen", "--now", "2026-01-14"], "2026-01-14T15:00Z", "2026-01-14T15:00Z"),
        (["--config", "nowhere.yaml", "policy", "page"], "nowhere.yaml", "nowhere.yaml"),
        (["screen", "nowhere.jsonl"], "nowhere.jsonl: no such file", "dossier introuvable"),
        (["screen", "."], ".: this is a folder", "c'est un dossier"),
        (["translate", "--to", "es"], "with --from", "avec --from"),
        (["translate", "--to", "fr", "--from", "FR"], "are both “fr”", "valent tous deux"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_mistakes_are_explained(
    lang: str, arguments: list[str], en: str, fr: str, capsys: Captured
) -> None:
    """A mistake gives exit code 2 and a sentence in the reader's language, on standard error."""
    assert main([*arguments, "--lang", lang]) == 2
    told = capsys.readouterr()
    assert {"en": en, "fr": fr}[lang] in told.err
    assert told.out == ""
    assert "Traceback" not in told.err


@pytest.mark.parametrize("arguments", [["--lang", "de"], ["--lang"], ["--config="]])
def test_bad_global_options(arguments: list[str], capsys: Captured) -> None:
    """A language that we don't speak, or a missing value, is a mistake like any other."""
    assert main(["screen", *arguments]) == 2
    assert arguments[0].rstrip("=") in capsys.readouterr().err


def test_nothing_said_shows_the_help(capsys: Captured) -> None:
    """`liaison` alone shows the help and counts as a mistake, so that scripts notice."""
    assert main([]) == 2
    assert "Usage: liaison" in capsys.readouterr().err


def test_version(capsys: Captured) -> None:
    """--version says name and number and stops."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("liaison 0.")


def _liaison(
    *arguments: str, stdin: bytes = b"", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    env = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "LIAISON_"))}
    code = "import sys; from bot.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        input=stdin,
        capture_output=True,
        env=env | environment,
        timeout=60,
    )


def test_locale_of_the_process_decides() -> None:
    """With a French locale the help is French, in UTF-8 even where the locale is not."""
    done = _liaison("--help", LC_ALL="fr_CA.ISO-8859-1")
    assert done.returncode == 0
    assert done.stdout.decode("utf-8").startswith("Utilisation\u00a0: liaison")


def test_help_imports_little() -> None:
    """`liaison --help` stays fast: none of the heavy libraries, and no command, is imported."""
    code = (
        "import sys; from bot.cli import main; main(['--help']); "
        "heavy = {'rich', 'pydantic', 'sqlalchemy', 'sqlmodel', 'cel', 'yaml', 'jinja2', "
        "'bot.commands.screen', 'policies.screening'}; "
        "print([m for m in sys.modules if m in heavy], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
    assert done.stderr.strip() == "[]"


@pytest.mark.soak
def test_closed_pipe_is_no_fault(tmp_path: Path) -> None:
    """`liaison … | head` ends without a word when the reader has seen enough."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "hello"}\n' * 5_000, encoding="utf-8")
    code = "import sys; from bot.cli import main; sys.exit(main())"
    process = subprocess.Popen(
        [sys.executable, "-c", code, "match", str(source)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    told = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), told) == (0, b"")


@pytest.mark.soak
@pytest.mark.parametrize("redirection", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(redirection: str, tmp_path: Path) -> None:
    """Started by a service with streams closed, the program works all the same."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "hello"}\n', encoding="utf-8")
    code = "import sys; from bot.cli import main; sys.exit(main())"
    command = f"exec '{sys.executable}' -c '{code}' match {source} {redirection}"
    assert subprocess.run(["/bin/sh", "-c", command], timeout=60).returncode == 0


@pytest.mark.soak
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_full_disk_is_explained(tmp_path: Path) -> None:
    """Results that cannot be written give a sentence and a code, not silence."""
    source = tmp_path / "in.jsonl"
    source.write_text('{"text": "hello"}\n', encoding="utf-8")
    code = "import sys; from bot.cli import main; sys.exit(main())"
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", code, "--lang", "fr", "match", str(source)],
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
        )
    assert done.returncode == 2
    assert "le disque est plein" in done.stderr.decode()


def test_interruption_has_its_code() -> None:
    """Ctrl+C gives a sentence and exit code 130."""
    code = "import sys; from bot.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-c", code, "match"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdin.write(b'{"text": "hello"}\n')
        process.stdin.flush()
        process.stdout.readline()  # it is at work
        process.send_signal(signal.SIGINT)
        told = process.stderr.read().decode()
        assert (process.wait(timeout=60), "Traceback" in told) == (130, False)
    assert told.strip()


class _Screen(io.StringIO):
    """A terminal of paper."""

    def isatty(self) -> bool:
        """Say that a person is looking."""
        return True


@pytest.mark.parametrize(
    ("stream", "patience_s", "shown"),
    [(_Screen(), 0.0, True), (_Screen(), 60.0, False), (io.StringIO(), 0.0, False)],
)
def test_progress_shows_itself_late_and_to_people_only(
    stream: io.StringIO, patience_s: float, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bar appears at a terminal, after a while; never in a file and never for quick work."""
    monkeypatch.setattr(sys, "stderr", stream)
    monkeypatch.setenv("TERM", "xterm")  # a dumb terminal gets no bar
    with Progress("Traduction [fr]", 10, patience_s=patience_s) as bar:
        for _ in range(10):
            bar.advance()
        assert bar.shown == shown
    assert ("Traduction [fr]" in stream.getvalue()) == shown
