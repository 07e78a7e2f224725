"""The part of a card about the facts: whether to answer, what a message says of a fact, and why."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from typing import Final

from bot.review.sections import Section
from bot.review.wording import Reader, clipped, shown
from bot.storage.queue import CardData, CardMessage
from responders.reasons import gate_reasons
from responders.triage import Choice, Reason, Triage
from responders.values import Fact, Match, Stance
from translations.errors import MissingMessage
from translations.formats import format_date, format_number
from translations.values import OFFICIAL_LANGUAGES

_LONGEST: Final = 90  # characters of a claim


def triage_section(data: CardData, reader: Reader) -> Section:
    """Return whether the last message is one to answer, and why."""
    title = reader.t("triage.section")
    found = [one.triage for one in data.messages if one.triage is not None and not one.deleted]
    lines = tuple(_triage(found[-1], reader)) if found else ()
    return Section(name="triage", title=title, lines=lines)


def _triage(triage: Triage, reader: Reader) -> Iterator[str]:
    t = reader.t
    if triage.reasons == (Reason.POLICY_FIRST,) or triage.reasons == (Reason.AUTOMATIC,):
        return  # the rules above say it
    first, *others = (t(f"triage.reason.{one}") for one in triage.reasons)
    private = triage.private and triage.choice is Choice.RESPOND
    yield t(f"triage.choice.{'private' if private else triage.choice}", reason=first)
    for other in others:
        yield f"  {t('triage.also', reason=other)}"
    if triage.abstained is not None:
        key = f"triage.abstained.{triage.abstained}"
        why = t(key) if key in t else triage.abstained
        yield f"  {t('triage.abstained', reason=why)}"
    what = t(f"triage.sort.{triage.sort}")
    if triage.reach is None:
        yield f"  {t('triage.sort', sort=what)}"
    else:
        count = format_number(triage.reach, reader.lang)
        yield f"  {t('triage.sort_reach', sort=what, reach=count)}"


def facts_section(data: CardData, reader: Reader, *, ids: bool = True) -> Section:
    """Return the facts that the draft rests on, and those that the messages are about, by number.

    Args:
        data: the case as it stands.
        reader: who reads it.
        ids: say, too, what the bank calls each, and whose it is.
    """
    stances = _stances(data)
    lines: list[str] = []
    for fact_id, n in fact_numbers(data).items():
        match = best_match(data, fact_id)
        lines += _fact(n, fact_id, stances.get(fact_id), reader, match, ids=ids)
    return Section(name="facts", title=reader.t("desk.section.facts"), lines=tuple(lines))


def fact_numbers(data: CardData) -> dict[str, int]:
    """Return the facts of a card with the numbers by which its parts speak of them."""
    stances = _stances(data)
    used = data.draft.facts if data.draft else ()
    wanted = (fact for fact in stances if stances[fact] is not Stance.NONE or fact in used)
    return {fact: n for n, fact in enumerate(dict.fromkeys((*used, *wanted)), start=1)}


def _stances(data: CardData) -> dict[str, Stance]:
    stances: dict[str, Stance] = {}
    for message in data.messages:
        for match in message.match.matches if message.match else ():
            if match.stance is not Stance.NONE or match.fact not in stances:
                stances[match.fact] = match.stance
    return stances


def _fact(
    n: int,
    fact_id: str,
    stance: Stance | None,
    reader: Reader,
    match: Match | None,
    *,
    ids: bool,
) -> list[str]:
    t = reader.t
    if fact_id not in reader.bank:
        return [t("desk.fact.gone", n=n, id=fact_id)]
    fact = reader.bank.get(fact_id)
    lines = [t("desk.fact.statement", n=n, text=fact.statement[reader.lang])]
    if stance is not None and stance is not Stance.NONE:
        lines.append(f"  {t(f'desk.stance.{stance}')}")
        if match is not None:
            lines += [f"    {line}" for line in gate_lines(match, reader)]
    lines += [f"  {line}" for line in source_lines(fact, reader)]
    lines.append(f"  {_validity(fact, reader)}")
    if ids:
        lines.append(f"  {t('desk.fact.of', id=fact.id, owner=shown(fact.owner))}")
    return lines


def _validity(fact: Fact, reader: Reader) -> str:
    t = reader.t

    def day(value: date) -> str:
        return format_date(value, reader.lang)

    today = reader.now.astimezone(reader.zone).date()
    if not fact.valid_on(today) and fact.id in reader.retracted:
        return t("desk.fact.retracted")
    if not fact.valid_on(today):
        key = "desk.fact.not_yet" if today < fact.valid_from else "desk.fact.expired"
        return t(key, day=day(fact.valid_from if today < fact.valid_from else _end(fact)))
    if fact.valid_until is None:
        return t("desk.fact.valid_from", start=day(fact.valid_from), review=day(fact.review_on))
    return t("desk.fact.valid", start=day(fact.valid_from), end=day(fact.valid_until))


def _end(fact: Fact) -> date:
    return fact.valid_until or fact.valid_from


def best_match(data: CardData, fact_id: str) -> Match | None:
    """Return the match of a fact that counts most, the newest of its like."""
    found = [match for one in data.messages for match in _matches(one) if match.fact == fact_id]
    return max(reversed(found), key=lambda match: match.score, default=None)


def _matches(message: CardMessage) -> tuple[Match, ...]:
    return message.match.matches if message.match is not None and not message.deleted else ()


def gate_lines(match: Match, reader: Reader) -> list[str]:
    """Return how near the message is to the fact, and what each gate found."""
    likeness = reader.t("triage.fact.likeness", score=round(match.score * 100))
    try:
        return [likeness, *gate_reasons(match, reader.lang, partial(_claim, match.fact, reader))]
    except MissingMessage:
        return [likeness]  # stored by another version, whose gates had other words


def _claim(fact_id: str, reader: Reader, claim_id: str) -> str:
    return claim_words(f"{fact_id}/{claim_id}", reader)


def claim_words(name: str, reader: Reader) -> str:
    """Return a claim ("FACT/CLAIM") as people make it; its id where the bank has it no more."""
    fact_id, _, claim_id = name.partition("/")
    claims = reader.bank.get(fact_id).claims if fact_id in reader.bank else ()
    for claim in claims:
        said = (*claim.variants.get(reader.lang, ()), *sum(claim.variants.values(), ()))
        if claim.id == claim_id and said:
            return reader.quoted(clipped(shown(said[0]), _LONGEST))
    return claim_id


def source_lines(fact: Fact, reader: Reader) -> list[str]:
    """Return the page in the reader's language, then the one in the other."""
    t = reader.t
    lines = [t("desk.fact.source", url=shown(fact.source[reader.lang]))]
    lines += [
        t("triage.fact.source", language=reader.language(lang), url=shown(fact.source[lang]))
        for lang in OFFICIAL_LANGUAGES
        if lang != reader.lang
    ]
    return lines
