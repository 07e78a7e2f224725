"""The command tree against its help pages and its documentation, in both languages."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from typer._click.core import Command as ClickCommand  # Typer exports no name for it
from typer.core import TyperArgument, TyperGroup, TyperOption

from bot.cli import PROGRAM, main
from bot.commands import COMMANDS
from bot.commands.tree import load_command
from translations.catalogs import catalog

DOCS = Path(__file__).parents[2] / "docs"
PAGES = {"en": DOCS / "cli.md", "fr": DOCS / "cli.fr.md"}
GLOBALS = ("--lang", "--config", "--version", "--help")
Captured = pytest.CaptureFixture[str]
SAME_IN_BOTH = {"cli.help.options", "cli.help.options_here", "cli.metavar.code", "cli.metavar.url"}


def _walk(path: str, command: ClickCommand) -> Iterator[tuple[str, ClickCommand]]:
    yield path, command
    if isinstance(command, TyperGroup):
        for name, below in command.commands.items():
            yield from _walk(f"{path} {name}", below)


def _commands() -> list[tuple[str, ClickCommand]]:
    """Return every command that exists, by its full name."""
    found: list[tuple[str, ClickCommand]] = []
    for name, place in COMMANDS.items():
        if find_spec(place.partition(":")[0]) is not None:
            found.extend(_walk(f"{PROGRAM} {name}", load_command(name)))
    return found


TREE = _commands()


def _help(path: str, lang: str, capsys: Captured) -> str:
    assert main([*path.split()[1:], "--help", "--lang", lang]) == 0
    return _flat(capsys.readouterr().out)


def _flat(text: str) -> str:
    """Return a text on one line, its no-break spaces made ordinary."""
    return " ".join(text.split())


def _options(command: ClickCommand) -> list[TyperOption]:
    return [p for p in command.params if isinstance(p, TyperOption) and not p.hidden]


def _section(page: str, path: str) -> str | None:
    """Return what stands under a command's heading, up to the next heading of any command."""
    match = re.search(
        rf"^#+ {re.escape(path)}\n(.*?)(?=^#+ |\Z)", page, flags=re.MULTILINE | re.DOTALL
    )
    return match[1] if match else None


@pytest.mark.parametrize("name", COMMANDS)
def test_every_registered_command_exists(name: str) -> None:
    """The registry names nothing that is not there."""
    if find_spec(COMMANDS[name].partition(":")[0]) is None:
        pytest.skip("not written yet")
    assert load_command(name).name == name


@pytest.mark.parametrize("lang", PAGES)
@pytest.mark.parametrize(("path", "command"), TREE, ids=[path for path, _ in TREE])
def test_commands_and_options_are_documented(lang: str, path: str, command: ClickCommand) -> None:
    """Each command has its heading on both pages, and each option of it stands under it."""
    section = _section(PAGES[lang].read_text("utf-8"), path)
    assert section is not None, f"{PAGES[lang].name} has no heading for {path}"
    names = [max(option.opts, key=len) for option in _options(command)]
    assert [name for name in names if not re.search(rf"`{name}\b", section)] == []


@pytest.mark.parametrize("lang", PAGES)
def test_documentation_names_nothing_else(lang: str) -> None:
    """No heading and no option on the pages is an invention; unwritten commands aside."""
    page = PAGES[lang].read_text("utf-8")
    known = dict(TREE)
    for path in re.findall(rf"^#+ ({PROGRAM} .+)$", page, flags=re.MULTILINE):
        if find_spec(COMMANDS[path.split()[1]].partition(":")[0]) is None:
            continue
        assert path in known
        names = {name for option in _options(known[path]) for name in option.opts}
        mentioned = set(
            re.findall(r"^\| `(--[a-z0-9-]+)", _section(page, path) or "", re.MULTILINE)
        )
        assert mentioned - names == set()


@pytest.mark.parametrize("lang", PAGES)
def test_global_options_and_codes_are_documented(lang: str) -> None:
    """What holds everywhere is on both pages: global options, variables, exit codes, fields."""
    page = PAGES[lang].read_text("utf-8")
    words = [
        *GLOBALS,
        "LIAISON_LANG",
        "LIAISON_CONFIG",
        "LIAISON_DEBUG",
        "LIAISON_MODELS",
        "| 130 |",
    ]
    assert [word for word in words if word not in page] == []


def test_pages_say_the_same() -> None:
    """Both pages have the same headings of commands, the same options and the same rows."""
    pages = [PAGES[lang].read_text("utf-8") for lang in ("en", "fr")]
    codes = [re.findall(r"^\| `?([A-Za-z0-9_-]+)", page, re.MULTILINE) for page in pages]
    headings = [re.findall(rf"^#+ ({PROGRAM} .+)$", page, re.MULTILINE) for page in pages]
    assert headings[0] == headings[1]
    assert [c for c in codes[0] if c.islower()] == [c for c in codes[1] if c.islower()]


@pytest.mark.parametrize(("path", "command"), TREE, ids=[path for path, _ in TREE])
def test_help_is_in_both_languages(path: str, command: ClickCommand, capsys: Captured) -> None:
    """Every help page can be shown, and no sentence of the English one is left in the French."""
    english, french = (_help(path, lang, capsys) for lang in ("en", "fr"))
    assert english.startswith(f"Usage: {path} ")
    assert french.startswith(f"Utilisation : {path} ")
    keys = [command.help]
    keys += [p.help for p in command.params if isinstance(p, (TyperOption, TyperArgument))]
    for key in keys:
        assert key, f"{path}: a text is missing"
        assert _flat(catalog("en")(key)) in english
        assert _flat(catalog("fr")(key)) in french
        assert _flat(catalog("en")(key)) not in french


def test_main_help_is_in_both_languages(capsys: Captured) -> None:
    """The main page lists every command with its line, in either language."""
    for lang in ("en", "fr"):
        told = _help(PROGRAM, lang, capsys)
        lines = {name: _flat(catalog(lang)(f"cli.{name}.help")) for name in COMMANDS}
        assert [name for name, line in lines.items() if f"{name} {line}" not in told] == []


def test_no_wording_is_left_in_english() -> None:
    """Each wording of the command line differs between the languages, but for a few that can't."""
    english, french = catalog("en"), catalog("fr")
    keys = [key for key in sorted(english.keys()) if key.startswith("cli.")]
    same = {key for key in keys if english._forms(key) == french._forms(key)}
    assert same <= SAME_IN_BOTH
