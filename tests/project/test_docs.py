"""The pages of documentation: links lead somewhere, commands exist, both languages say as much."""

import re
import shlex
from pathlib import Path

import pytest
import typer
from typer._click.core import Command as ClickCommand  # Typer exports no name for it
from typer.core import TyperGroup

from bot.cli import PROGRAM, build_app, take_globals
from bot.commands import COMMANDS
from bot.commands.session import Session
from bot.commands.tree import load_command
from bot.settings import Settings
from tests.project.lockfiles import ROOT
from tests.project.pages import (
    PAGES,
    PAIRS,
    anchors,
    blocks,
    command_lines,
    headings,
    links,
    prose,
    spoken,
    text_of,
)
from translations.catalogs import catalog
from translations.typography import faults

FRENCH = [french for _, french in PAIRS]
READMES = [ROOT / "README.md", ROOT / "README.fr.md"]
SET_UP = ["make demo", "make test"]

# Written in two parts, so that this file does not contain them.
_WORKPLACE = re.compile(
    "|".join(("/wo" + r"rk\b", "sha" + "red/", "farm" + "-", "iss" + r"ues show"))
)
_ENDS_COMMAND = {"|", "||", "&&", ";", "&", ">", ">>", "<"}


def _names(pages: list[Path]) -> list[str]:
    return [str(page.relative_to(ROOT)) for page in pages]


def _calls(line: str) -> list[list[str]]:
    """Return the arguments of each call of the program on a shell line."""
    lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
    lexer.whitespace_split = True
    calls: list[list[str]] = [[]]
    for token in lexer:
        if token in _ENDS_COMMAND:
            calls.append([])
        else:
            calls[-1].append(token)
    found = []
    for call in calls:
        while call and re.fullmatch(r"[A-Z_]+=.*", call[0]):
            call.pop(0)
        if call and Path(call[0]).name == PROGRAM:
            found.append(call[1:])
    return found


def _parse(arguments: list[str]) -> None:
    """Let the program itself read the arguments, and run nothing."""
    _, rest = take_globals(arguments)
    context = build_app().make_context(PROGRAM, list(rest), obj=Session(t=catalog("en")))
    words = [*context._protected_args, *context.args]
    command: ClickCommand = context.command
    while isinstance(command, TyperGroup) and words:
        name, found, words = command.resolve_command(context, words)
        assert found is not None
        try:
            context = found.make_context(name, list(words), parent=context)
        except typer.Exit:
            return  # --help
        command = found
        words = [*context._protected_args, *context.args] if isinstance(found, TyperGroup) else []
    assert not isinstance(command, TyperGroup), "a group alone does nothing"


@pytest.mark.parametrize("page", PAGES, ids=_names(PAGES))
def test_every_relative_link_leads_somewhere(page: Path) -> None:
    """A link to a file names one that is there; a link to a heading names one of that page."""
    broken = []
    for link in links(page):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, heading = link.partition("#")
        target = (page.parent / file).resolve() if file else page
        if not target.exists() or (heading and heading not in anchors(target)):
            broken.append(link)
    assert broken == []


@pytest.mark.parametrize("page", PAGES, ids=_names(PAGES))
def test_every_command_shown_is_one_that_the_program_reads(page: Path) -> None:
    """Each `liaison …` of a block names a command that exists, with arguments it accepts."""
    for line in command_lines(page):
        for call in _calls(line):
            _parse(call)


def test_a_wrong_command_would_be_found() -> None:
    """The check above fails for an unknown command, option, choice, and for a group alone."""
    for wrong in ("nonsense", "db", "pause --nothing", "pause --kind nonsense", "db upgrade twice"):
        with pytest.raises(Exception, match=r".+"):
            _parse(wrong.split())


@pytest.mark.parametrize("page", PAGES, ids=_names(PAGES))
def test_every_command_named_in_prose_exists(page: Path) -> None:
    """Each `liaison …` within a sentence or a table names commands of the tree."""
    for span in re.findall(rf"`{PROGRAM} ([^`]+)`", prose(page)):
        _, words = take_globals(span.split())
        if not words or not re.fullmatch("[a-z]+", words[0]):
            continue
        assert words[0] in COMMANDS
        command: ClickCommand = load_command(words[0])
        for word in words[1:]:
            if not isinstance(command, TyperGroup) or not re.fullmatch("[a-z]+", word):
                break
            assert word in command.commands, span
            command = command.commands[word]


@pytest.mark.parametrize("page", PAGES, ids=_names(PAGES))
def test_every_make_target_named_exists(page: Path) -> None:
    """Each `make …` of a page is a target of the Makefile."""
    targets = set(re.findall(r"^([a-z][a-z-]*):", text_of(ROOT / "Makefile"), re.MULTILINE))
    named = re.findall(r"(?:^|`)make ([a-z-]+)", text_of(page), re.MULTILINE)
    assert set(named) - targets == set()


@pytest.mark.parametrize("page", PAGES, ids=_names(PAGES))
def test_every_dotted_setting_named_exists(page: Path) -> None:
    """Each `part.key` whose part is one of the settings names a key of that part."""
    for part, key in re.findall(r"`([a-z_]+)\.([a-z_]+)`", prose(page)):
        field = Settings.model_fields.get(part)
        keys = getattr(field.annotation, "model_fields", None) if field else None
        assert keys is None or key in keys or key in {"py", "md", "yaml"}, f"{part}.{key}"


@pytest.mark.parametrize(("english", "french"), PAIRS, ids=[one.stem for one, _ in PAIRS])
def test_both_languages_have_the_same_parts(english: Path, french: Path) -> None:
    """A page and its pair have the same levels of headings, blocks, table rows and list items."""

    def shape(page: Path) -> list[object]:
        told = prose(page)
        return [
            [level for level, _ in headings(page)],
            [language for language, _ in blocks(page)],
            len(re.findall(r"^\|", told, re.MULTILINE)),
            len(re.findall(r"^(?:- |\d\. )", told, re.MULTILINE)),
        ]

    assert shape(english) == shape(french)


@pytest.mark.parametrize(("english", "french"), PAIRS, ids=[one.stem for one, _ in PAIRS])
def test_both_languages_lead_to_each_other(english: Path, french: Path) -> None:
    """The first lines of each page have a link to the other one."""
    assert french.name in links_at_top(english)
    assert english.name in links_at_top(french)


def links_at_top(page: Path) -> list[str]:
    """Return the links of the first lines."""
    return re.findall(r"\(([^()]+)\)", "\n".join(text_of(page).splitlines()[:5]))


@pytest.mark.parametrize("page", FRENCH, ids=_names(FRENCH))
def test_french_pages_follow_canadian_typography(page: Path) -> None:
    """No French page breaks a rule that a program can check, code and addresses aside."""
    assert [
        (line.strip()[:60], fault.rule, fault.found)
        for line in spoken(page).splitlines()
        if not line.startswith("English")  # the link to the other language is in that language
        for fault in faults(line, "fr")
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=_names(PAGES))
def test_no_page_names_the_place_where_it_was_written(page: Path) -> None:
    """The documentation speaks of the product, not of somebody's machine or tools."""
    assert _WORKPLACE.findall(text_of(page)) == []


@pytest.mark.parametrize("page", READMES, ids=_names(READMES))
def test_readme_sets_up_with_two_commands(page: Path) -> None:
    """The first block of the README is the whole set-up."""
    assert blocks(page)[0] == ("sh", "\n".join([*SET_UP, ""]))


@pytest.mark.parametrize("page", READMES, ids=_names(READMES))
def test_readme_lists_every_command_once(page: Path) -> None:
    """The table of commands is the registry, no more and no less."""
    rows = [row for row in prose(page).splitlines() if row.startswith(f"| `{PROGRAM} ")]
    named = [
        name for row in rows for name in re.findall(rf"`{PROGRAM} ([a-z]+)`", row.split("|")[1])
    ]
    assert sorted(named) == sorted(COMMANDS)
