"""A thread in the reviewer's other language, as a section: what is a machine's is said. Pure."""

from collections.abc import Iterable, Iterator

from bot.review.cards import message_heading
from bot.review.sections import Section
from bot.review.wording import Reader
from bot.storage.readings import Reading
from bot.threadreading import ReadPassage
from translations.values import OFFICIAL_LANGUAGES, Origin


def reading_section(found: Iterable[ReadPassage], reader: Reader, target: str) -> Section:
    """Return a thread as it reads in a language."""
    lines = [line for one in found for line in _lines(one, reader, target)]
    title = reader.t("reading.title", language=reader.language(target))
    return Section(name="reading", title=title, lines=tuple(lines))


def reply_section(found: tuple[str, Reading], reader: Reader, target: str) -> Section:
    """Return what our draft says, translated back for whoever does not read it."""
    lang, reading = found
    title = reader.t(
        "reading.reply", language=reader.language(lang), target=reader.language(target)
    )
    note = reader.t("reading.memory" if reading.origin is Origin.MEMORY else "reading.machine")
    lines = (reader.t("reading.reply_note", note=note), *reading.text.split("\n"))
    return Section(name="reading_reply", title=title, lines=lines)


def reading_parts(
    found: Iterable[ReadPassage], reader: Reader, target: str
) -> Iterator[tuple[str, str, bool]]:
    """Yield the title and text of each passage, and whether it is somebody's words."""
    for one in found:
        yield heading(one, reader, target), one.text, not one.passage.hidden


def heading(one: ReadPassage, reader: Reader, target: str) -> str:
    """Return who wrote a passage, when, and what its text is."""
    who = message_heading(one.passage.message, reader)
    if one.passage.quoted:
        who = reader.t("reading.quotes", who=who)
    note = _note(one, reader, target)
    return reader.t("reading.heading", who=who, note=note) if note else who


def _note(one: ReadPassage, reader: Reader, target: str) -> str:
    match one.origin:
        case Origin.MACHINE:
            return reader.t("reading.machine")
        case Origin.MEMORY:
            return reader.t("reading.memory")
    lang = one.passage.message.lang
    if one.passage.hidden or lang == target or not one.text.strip():
        return ""
    known = lang in OFFICIAL_LANGUAGES
    return "" if known else reader.t("reading.other_language", language=reader.language(lang))


def _lines(one: ReadPassage, reader: Reader, target: str) -> Iterator[str]:
    yield heading(one, reader, target)
    for line in one.text.split("\n"):
        yield f"    {line}" if line.strip() else ""
