"""Bursts: many new cases at once that are alike, so that one decision can do for all of them.

Alike are cases of one channel whose only message for a person breaks the same rule, or, where no
rule is broken, has the same words. Escalated and sensitive cases are never part of it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, select

from bot.states import CaseState
from bot.storage import codec
from bot.storage.cases import CASE
from bot.storage.intake import MESSAGE
from bot.storage.panels import PANEL, Shown
from bot.storage.panels import load as load_panel
from bot.storage.queue import DECISION
from policies.routing import Route
from policies.screening_values import Handling, Screening

LOOK: Final = 500  # of the newest cases
_NEVER: Final = frozenset({Handling.SENSITIVE, Handling.PAGE, Handling.CRISIS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """One case of a burst, as it stood when it was looked at."""

    case_id: int
    version: int
    message_id: int
    text: str  # not masked yet


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """Cases that are alike."""

    platform: str
    channel: str
    label: str | None  # None: the same words
    words: str  # fingerprint, where there is no label
    cases: tuple[Alike, ...]  # the newest first

    @property
    def key(self) -> str:
        """What names this kind of burst."""
        return f"{self.platform}:{self.channel}:{self.label or self.words}"


def find(connection: Connection, since: datetime, at_least: int) -> list[Burst]:
    """Return the bursts among the cases that were opened since then, the largest first."""
    rows = connection.execute(
        select(
            CASE.c.id,
            CASE.c.version,
            CASE.c.platform,
            CASE.c.channel,
            MESSAGE.c.id.label("message_id"),
            MESSAGE.c.text,
            MESSAGE.c.fingerprint,
            MESSAGE.c.screening,
        )
        .join(MESSAGE, MESSAGE.c.case_id == CASE.c.id)
        .where(
            CASE.c.state == CaseState.QUEUED.value,
            CASE.c.route != Route.ESCALATE.value,
            CASE.c.opened_at >= since,
            CASE.c.campaign_id.is_(None),  # those have a card of their own
            MESSAGE.c.route != Route.IGNORE.value,
            MESSAGE.c.deleted.is_(False),
        )
        .order_by(CASE.c.id.desc(), MESSAGE.c.id)
        .limit(LOOK)
    ).all()
    if len(rows) < at_least:
        return []
    several = {number for number, count in Counter(row.id for row in rows).items() if count > 1}
    groups: dict[tuple[str, str, str | None, str], list[Alike]] = {}
    for row in rows:
        if row.id in several:
            continue  # one decision would not say what is meant for the other message
        screening = codec.load(Screening, row.screening)
        if screening.handling & _NEVER:
            continue
        label = max(screening.labels, key=lambda one: one.severity, default=None)
        name = label.label if label is not None else None
        key = (row.platform, row.channel, name, "" if name else row.fingerprint)
        groups.setdefault(key, []).append(
            Alike(case_id=row.id, version=row.version, message_id=row.message_id, text=row.text)
        )
    found = [
        Burst(platform=key[0], channel=key[1], label=key[2], words=key[3], cases=tuple(cases))
        for key, cases in groups.items()
        if len(cases) >= at_least
    ]
    return sorted(found, key=lambda one: (-len(one.cases), one.key))


def standing(connection: Connection, cases: Iterable[Sequence[int]]) -> dict[int, tuple[int, bool]]:
    """Return version of each case, and whether it still waits for anybody."""
    numbers = [one[0] for one in cases]
    rows = connection.execute(
        select(CASE.c.id, CASE.c.version, CASE.c.state).where(CASE.c.id.in_(numbers))
    )
    return {row.id: (row.version, row.state == CaseState.QUEUED.value) for row in rows}


def decided(
    connection: Connection, numbers: Sequence[int], reviewer_id: int, choice: str, since: datetime
) -> frozenset[int]:
    """Return the cases of which this person decided just that since then."""
    rows = connection.execute(
        select(DECISION.c.case_id).where(
            DECISION.c.case_id.in_(numbers),
            DECISION.c.reviewer_id == reviewer_id,
            DECISION.c.choice == choice,
            DECISION.c.at >= since,
        )
    )
    return frozenset(row.case_id for row in rows)


def in_hand(connection: Connection, kind: str) -> list[Shown]:
    """Return the digests for which a decision is being carried out."""
    rows = connection.execute(
        select(PANEL.c.id, PANEL.c.detail)
        .where(PANEL.c.kind == kind, PANEL.c.live.is_(True))
        .order_by(PANEL.c.id)
    ).all()
    found = [load_panel(connection, row.id) for row in rows if json.loads(row.detail).get("doing")]
    return [one for one in found if one is not None]
