"""What a report says of the facts themselves: their use, what came of it, who has to look."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from typing import Final

from sqlalchemy import Connection

from bot.factcare import facts_to_see_to
from bot.reports.excerpts import masked
from bot.reports.values import CareRow, CorrectionRow, FactUpkeep, FactUseRow
from bot.storage import wanted
from bot.storage.outcomes import FactUse, Outcome, Result, fact_uses, outcomes
from bot.triagesettings import TriageSettings
from responders.facts import FactBank
from translations.values import Bilingual

CORRECTIONS_SHOWN: Final = 20
_REPLY: Final = 160  # characters of a reply of ours


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """When a report is made, and by which rules facts need somebody."""

    now: datetime | None = None  # None: nobody's facts are looked at
    zone: tzinfo = UTC
    retracted: Collection[str] = ()
    limits: TriageSettings = field(default_factory=TriageSettings)


def fact_upkeep(connection: Connection, bank: FactBank, occasion: Occasion) -> FactUpkeep:
    """Return it; facts that are neither used nor in need of anybody are left out.

    Args:
        connection: to the database.
        bank: as it was approved.
        occasion: when, and by which rules.
    """
    replies = outcomes(connection)
    listed = wanted.listed(connection)
    return FactUpkeep(
        uses=_uses(fact_uses(connection), bank),
        replies=len(replies),
        answered=_count(replies, Result.ANSWERED),
        disputed=_count(replies, Result.DISPUTED),
        corrected=sum(one.corrected for one in replies),
        cares=_cares(connection, bank, occasion),
        waiting=len({one.publication_id for one in listed}),
        to_correct=tuple(
            CorrectionRow(
                number=one.id,
                case_id=one.case_id,
                why=one.why,
                begun=one.begun,
                text=masked(one.said or one.text, _REPLY),
            )
            for one in listed[:CORRECTIONS_SHOWN]
        ),
    )


def _uses(uses: dict[str, FactUse], bank: FactBank) -> tuple[FactUseRow, ...]:
    rows = [
        FactUseRow(
            fact=name,
            statement=bank.get(name).statement if name in bank else Bilingual(en=name, fr=name),
            owner=bank.get(name).owner if name in bank else "",
            drafted=use.drafted,
            sent=use.sent,
            answered=use.answered,
            disputed=use.disputed,
            corrected=use.corrected,
        )
        for name, use in uses.items()
    ]
    return tuple(sorted(rows, key=lambda row: (-row.sent, -row.drafted, row.fact)))


def _cares(connection: Connection, bank: FactBank, occasion: Occasion) -> tuple[CareRow, ...]:
    if occasion.now is None:
        return ()
    found = facts_to_see_to(
        connection, bank, occasion.retracted, occasion.now, occasion.zone, occasion.limits
    )
    return tuple(
        CareRow(
            need=one.need.value,
            fact=one.fact.id,
            statement=one.fact.statement,
            owner=one.fact.owner,
            day=one.day,
            people=one.people,
        )
        for one in found
    )


def _count(replies: Collection[Outcome], result: Result) -> int:
    return sum(one.result is result for one in replies)
