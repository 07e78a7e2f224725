"""Replies that are out and rest on facts that no longer hold: as a list, and one by one."""

from collections.abc import Sequence
from typing import Final

from bot.review.sections import Column, Section
from bot.review.wording import Reader, clipped, shown
from bot.storage.wanted import WantedCorrection
from responders.values import Fact
from translations.values import OFFICIAL_LANGUAGES

_EXCERPT: Final = 90  # characters of a reply, and of a fact, in a list


def corrections_section(found: Sequence[WantedCorrection], reader: Reader) -> Section:
    """Return the list as a part of the desk: each entry is two lines that make sense read aloud."""
    t = reader.t
    lines: list[str] = []
    for one in found:
        key = "corrections.line_begun" if one.begun else "corrections.line"
        why = t(f"factbank.why.{one.why}")
        lines.append(t(key, number=one.id, why=why, place=_place(one), case=one.case_id))
        lines.append(f"    {reader.quoted(clipped(shown(one.said or one.text), _EXCERPT))}")
    if not lines:
        lines = [t("corrections.none")]
    title = t.plural("desk.section.corrections", len(found))
    return Section(name="corrections", title=title, lines=tuple(lines))


def correction_sections(
    one: WantedCorrection, today: Fact | None, reader: Reader
) -> tuple[Section, ...]:
    """Return one entry in full: what we said, why it does not hold, and what holds today.

    Args:
        one: the entry.
        today: what the bank says in the old fact's place; None where nothing holds.
        reader: who reads.
    """
    return (
        Section(
            name="correction",
            title=reader.t("corrections.title", number=one.id),
            lines=tuple(_about(one, reader)),
        ),
        Section(
            name="reply",
            title=reader.t("corrections.reply"),
            lines=tuple(f"  {line}" if line else "" for line in shown(one.text).split("\n")),
        ),
        _today(today, reader),
    )


def _about(one: WantedCorrection, reader: Reader) -> list[str]:
    t = reader.t
    lines = [t("corrections.why", why=t(f"factbank.why.{one.why}"))]
    if one.reason:
        lines.append(t("corrections.retracted", reason=shown(one.reason)))
    if one.why == "changed" and one.said:  # what the fact says today stands below
        said = t("corrections.fact_words", text=clipped(one.said, _EXCERPT), id=one.fact_id)
    else:
        said = fact_words(one.fact_id, reader)
    lines.append(t("corrections.fact", fact=said))
    if one.case_id is not None:
        lines.append(t("corrections.case", number=one.case_id, place=_place(one)))
    lines.append(t("corrections.since", when=reader.moment(one.wanted_at)))
    if one.begun:
        lines.append(t("corrections.begun"))
    return lines


def _today(fact: Fact | None, reader: Reader) -> Section:
    t = reader.t
    title = t("corrections.today")
    if fact is None:
        return Section(name="today", title=title, lines=(t("corrections.nothing"),))
    return Section(
        name="today",
        title=title,
        columns=tuple(
            Column(
                title=reader.language_title(lang),
                lines=(fact.statement[lang], shown(fact.source[lang])),
            )
            for lang in OFFICIAL_LANGUAGES
        ),
    )


def fact_words(fact_id: str, reader: Reader) -> str:
    """Return a fact by what it says, with the id under which the bank has it."""
    if fact_id not in reader.bank:
        return reader.t("corrections.fact_gone", id=fact_id)
    text = clipped(reader.bank.get(fact_id).statement[reader.lang], _EXCERPT)
    return reader.t("corrections.fact_words", text=text, id=fact_id)


def _place(one: WantedCorrection) -> str:
    return shown(one.url or f"{one.platform}:{one.channel}")
