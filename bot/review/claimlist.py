"""Claims and where they are made: as a list, and one by one. Pure; nobody's name is in it."""

from collections.abc import Sequence
from typing import Final

from bot.claimwords import claim_words
from bot.review.sections import Section
from bot.review.wording import Reader, clipped, shown
from bot.storage.claims import ClaimLine, Place, Spread, Standing
from translations.formats import format_date, format_number

LISTED: Final = 20
_PLACES: Final = 12
_DAYS: Final = 14
_CASES: Final = 15
_STATEMENT: Final = 160  # characters


def claims_section(found: Sequence[ClaimLine], reader: Reader, listed: int = LISTED) -> Section:
    """Return the list: each entry is three lines that make sense read aloud."""
    t = reader.t
    lines: list[str] = []
    for number, one in enumerate(found[:listed], start=1):
        lines.append(t("claims.entry", number=number, words=words_of(one, reader)))
        lines.append(f"    {_counts(one, reader)}")
        lines.append(f"    {standings(one, reader)}")
    if len(found) > listed:
        lines.append(t.plural("claims.more", len(found) - listed))
    title = t.plural("claims.title", len(found)) if found else t("claims.none")
    return Section(name="claims", title=title, lines=tuple(lines))


def claim_sections(one: Spread, reader: Reader) -> tuple[Section, ...]:
    """Return one claim in full: what the fact says, counts, places, days, cases."""
    t = reader.t
    return (
        Section(name="claim", title=words_of(one, reader), lines=tuple(_about(one, reader))),
        Section(
            name="places",
            title=t.plural("claims.places.title", len(one.places)),
            lines=tuple(_limited([_place(place, reader) for place in one.places], _PLACES)),
        ),
        Section(
            name="days",
            title=t.plural("claims.days.title", min(len(one.days), _DAYS)),
            lines=tuple(
                t.plural("claims.day", count, day=format_date(day, reader.lang))
                for day, count in one.days[-_DAYS:]
            ),
        ),
        Section(
            name="cases",
            title=standings(one, reader),
            lines=tuple(
                _limited(
                    [
                        t(
                            f"claims.case.{case.standing}",
                            number=case.id,
                            ago=reader.ago(case.last_at),
                        )
                        for case in one.cases
                    ],
                    _CASES,
                )
            ),
        ),
    )


def words_of(one: ClaimLine | Spread, reader: Reader) -> str:
    """Return the claim as people make it."""
    return claim_words(one.fact, one.claim, reader.bank, reader.t)


def standings(one: ClaimLine | Spread, reader: Reader) -> str:
    """Return how many cases wait, are answered, are watched, are closed without a reply."""
    counts = {
        standing.value: format_number(one.count(standing), reader.lang) for standing in Standing
    }
    return reader.t("claims.standings", **counts)


def _counts(one: ClaimLine | Spread, reader: Reader) -> str:
    t = reader.t
    places = one.places if isinstance(one, ClaimLine) else len(one.places)
    return t(
        "claims.counts",
        messages=t.plural("claims.messages", one.messages),
        authors=t.plural("claims.authors", one.authors),
        places=t.plural("claims.places", places),
        lately=format_number(one.lately, reader.lang),
        ago=reader.ago(one.last_at),
    )


def _about(one: Spread, reader: Reader) -> list[str]:
    t = reader.t
    lines = []
    if one.fact in reader.bank:
        statement = clipped(shown(reader.bank.get(one.fact).statement[reader.lang]), _STATEMENT)
        lines.append(t("claims.fact", text=statement))
    lines.append(_counts(one, reader))
    lines.append(
        t("claims.seen", first=reader.moment(one.first_at), last=reader.moment(one.last_at))
    )
    if one.reach is None:
        lines.append(t("claims.reach.unknown"))
    else:
        reach = format_number(one.reach, reader.lang)
        lines.append(t.plural("claims.reach", one.reach_known, reach=reach))
    if one.campaigns:
        numbers = ", ".join(str(number) for number in one.campaigns)
        lines.append(t.plural("claims.campaigns", len(one.campaigns), numbers=numbers))
    return lines


def _place(place: Place, reader: Reader) -> str:
    t = reader.t
    return t(
        "claims.place",
        place=shown(place.name),
        messages=t.plural("claims.messages", place.messages),
        authors=t.plural("claims.authors", place.authors),
    )


def _limited(lines: list[str], longest: int) -> list[str]:
    return lines if len(lines) <= longest else [*lines[:longest], "…"]
