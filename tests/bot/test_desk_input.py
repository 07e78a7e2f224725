"""What people type at the desk: commands, times, and the file with both languages."""

import re
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.review.commandwords import WORDS, Command, Typed, folded, read_command, read_yes
from bot.review.sheet import SheetFault, sheet
from bot.review.times import read_until
from translations.catalogs import catalog
from translations.values import OFFICIAL_LANGUAGES

NOW = datetime(2026, 11, 23, 15, 0, tzinfo=UTC)  # 10:00 in Toronto
ZONE = ZoneInfo("America/Toronto")
DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("a", Typed(command=Command.APPROVE)),
        ("APPROVE", Typed(command=Command.APPROVE)),
        ("approuver", Typed(command=Command.APPROVE)),
        ("vérifier", Typed(command=Command.SETTLE)),
        ("verifier", Typed(command=Command.SETTLE)),
        ("LIBÉRER", Typed(command=Command.RELEASE)),
        ("?", Typed(command=Command.HELP)),
        ("12", Typed(command=Command.CARD, argument="12")),
        ("  c   12 ", Typed(command=Command.CARD, argument="12")),
        ("reporter 2 h", Typed(command=Command.SNOOZE, argument="2 h")),
        ("r off topic, really", Typed(command=Command.REJECT, argument="off topic, really")),
        ("approve12", None),
        ("12 13", None),
        ("", None),
        ("é", Typed(command=Command.EDIT)),
    ],
)
def test_commands(line: str, typed: Typed | None) -> None:
    """A letter or a word of either language, whatever its capitals and accents."""
    assert read_command(line) == typed


def test_no_two_commands_share_a_word() -> None:
    """Every letter and word means one thing, and every command has its help."""
    words = [
        folded(word)
        for letter, english, french in WORDS.values()
        for word in {letter, *map(folded, (*english, *french))}
    ]
    assert len(words) == len(set(words))
    assert set(WORDS) == set(Command)
    for lang in OFFICIAL_LANGUAGES:
        assert [one for one in Command if f"desk.command.{one}" not in catalog(lang)] == []


@pytest.mark.parametrize(("page", "first"), [("desk.md", 0), ("desk.fr.md", 1)])
def test_every_command_is_described(page: str, first: int) -> None:
    """Both pages have a line for each letter, with the words that help shows."""
    lines = (DOCS / page).read_text("utf-8").splitlines()
    for command, (letter, *languages) in WORDS.items():
        words = [words[0] for words in languages]
        told = " · ".join(dict.fromkeys([words[first], words[1 - first]]))
        assert any(line.startswith(f"| `{letter}` | {told} |") for line in lines), command


def test_every_key_that_the_desk_names_is_in_the_catalogs() -> None:
    """No sentence is missing in either language."""
    files = [*(DOCS.parent / "bot" / "review").glob("*.py"), DOCS.parent / "bot/commands/desk.py"]
    named = {
        key
        for file in files
        for key in re.findall(
            r"""["']((?:desk|decision)\.[a-z_.]*[a-z_])["']""", file.read_text("utf-8")
        )
    }
    assert len(named) > 100
    for lang in OFFICIAL_LANGUAGES:
        assert sorted(named - catalog(lang).keys()) == []


@pytest.mark.parametrize(
    ("line", "answer"),
    [("y", True), ("Oui", True), ("o", True), ("NO", False), ("non", False), ("maybe", None)],
)
def test_yes_and_no(line: str, answer: bool | None) -> None:
    """Yes and no are understood in either language; nothing else is."""
    assert read_yes(line) is answer


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 in Toronto."""
    return datetime(2026, 11, day, hour, minute, tzinfo=ZONE).astimezone(UTC)


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("30 min", at(23, 10, 30)),
        ("2h", at(23, 12)),
        ("2 h 30", at(23, 12, 30)),
        ("1 heure", at(23, 11)),
        ("2 jours", at(25, 10)),
        ("3 d", at(26, 10)),
        ("14:15", at(23, 14, 15)),
        ("2:15 p.m.", at(23, 14, 15)),
        ("12:05 am", at(24, 0, 5)),
        ("9:00", at(24, 9)),
        ("tomorrow", at(24, 9)),
        ("demain 8 h 30", at(24, 8, 30)),
        ("demain 8:30", at(24, 8, 30)),
        ("tomorrow at 2:00 pm", at(24, 14)),
        ("demain à 14:00", at(24, 14)),
        ("2026-11-27", at(27, 9)),
        ("2026-11-27T13:30", at(27, 13, 30)),
        ("2026-11-27 13:30", at(27, 13, 30)),
        ("2026-11-31", None),
        ("25:00", None),
        ("13:00 pm", None),
        ("0 min", None),
        ("3 d 5", None),
        ("soon", None),
        ("", None),
        ("à 9 h 30", at(24, 9, 30)),
        ("9 h 30", at(23, 19, 30)),
        ("at 2:15 p.m.", at(23, 14, 15)),
    ],
)
def test_times(text: str, moment: datetime | None) -> None:
    """Lengths, times of day and days are understood; a time that is over means tomorrow."""
    assert read_until(text, NOW, ZONE) == moment


@given(st.text(max_size=30))
def test_no_text_breaks_times(text: str) -> None:
    """Whatever is typed gives a later moment, a past day, or nothing."""
    moment = read_until(text, NOW, ZONE)
    assert moment is None or moment.tzinfo is UTC


_LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r"))


@given(_LINES, _LINES)
def test_both_languages_come_back_as_they_went(english: str, french: str) -> None:
    """What is written into the file is read back, whatever it is, but for spaces around it."""
    form = sheet({"en": english, "fr": french}, catalog("fr"), about="x")
    assert form.read(form.write()) == {"en": english.strip(), "fr": french.strip()}


@given(st.lists(st.sampled_from(["=", "==", "=== English ===", "# x", "text", "", "===="])))
def test_texts_that_look_like_markers_come_back(lines: list[str]) -> None:
    """A text may hold what looks like our own lines."""
    text = "\n".join(lines)
    form = sheet({"en": text, "fr": text}, catalog("en"), about="x")
    assert form.read(form.write()) == {"en": text.strip(), "fr": text.strip()}


GOOD = "# Case 1\n\n=== English ===\nHello\n\n=== Français ===\nBonjour\n"


@pytest.mark.parametrize(
    ("content", "key", "values"),
    [
        (
            GOOD.replace("=== Français ===\n", ""),
            "desk.sheet.no_marker",
            {"marker": "=== Français ==="},
        ),
        ("", "desk.sheet.no_marker", {"marker": "=== English ==="}),
        (
            GOOD + "=== English ===\n",
            "desk.sheet.twice",
            {"marker": "=== English ===", "line": 8},
        ),
        ("Hi\n" + GOOD, "desk.sheet.text_above", {"line": 1}),
    ],
)
def test_a_broken_file_is_refused(content: str, key: str, values: dict[str, object]) -> None:
    """The person is told which line is missing, stands twice, or belongs nowhere."""
    with pytest.raises(SheetFault) as refused:
        sheet({}, catalog("en"), about="Case 1").read(content)
    assert (refused.value.key, refused.value.values) == (key, values)
    assert all(refused.value.render(catalog(lang)) for lang in OFFICIAL_LANGUAGES)


def test_markers_bear_what_editors_do() -> None:
    """A byte-order mark, Windows line ends, and either order of the languages are fine."""
    content = "\ufeff=== Français ===\r\nBonjour\r\n===  English === \r\nHello\r\n"
    assert sheet({}, catalog("en"), about="x").read(content) == {"en": "Hello", "fr": "Bonjour"}
