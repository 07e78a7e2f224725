"""Facts that somebody has to see to, as a list: the reader's own first."""

from collections.abc import Sequence
from typing import Final

from bot.factcare import Care, Need
from bot.review.sections import Section
from bot.review.wording import Reader, clipped, shown
from responders.values import Fact
from translations.formats import format_date, format_number

_LONGEST: Final = 110  # characters of a statement


def facts_to_see_to_section(found: Sequence[Care], reader: Reader) -> Section:
    """Return the list for people: each entry is two lines that make sense read aloud."""
    t = reader.t
    lines: list[str] = []
    for one in sorted(found, key=lambda one: not is_own(one.fact, reader)):
        lines.append(statement_words(one.fact, reader))
        lines.append(f"    {need_words(one, reader)}")
        key = "factcare.yours" if is_own(one.fact, reader) else "factcare.owner"
        lines.append(f"    {t(key, owner=shown(one.fact.owner))}")
    title = t.plural("factcare.title", len(found))
    return Section(name="facts", title=title, lines=tuple(lines or [t("factcare.none")]))


def need_words(one: Care, reader: Reader) -> str:
    """Return why somebody has to see to a fact."""
    t = reader.t
    day = format_date(one.day, reader.lang) if one.day is not None else ""
    people = format_number(one.people, reader.lang)
    if one.need is not Need.RETRACTED:
        return t(f"factcare.need.{one.need}", day=day, people=people)
    name = reader.person(one.by)
    if one.reason:
        return t("factcare.need.retracted_because", name=name, reason=shown(one.reason))
    return t("factcare.need.retracted", name=name)


def statement_words(fact: Fact, reader: Reader) -> str:
    """Return what a fact says, with the id under which the bank has it."""
    text = clipped(fact.statement[reader.lang], _LONGEST)
    return reader.t("corrections.fact_words", text=text, id=fact.id)


def is_own(fact: Fact, reader: Reader) -> bool:
    """Whether a fact is the reader's: its owner has their name."""
    name = reader.reviewer.name if reader.reviewer is not None else ""
    return fact.owner.casefold() == name.casefold()
