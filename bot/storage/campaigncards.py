"""The read side of campaigns: what a card shows, and which cases a decision for all may cover."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Select, distinct, func, select

from bot.states import CaseState
from bot.storage import codec, joins, record
from bot.storage.bursts import Alike
from bot.storage.campaigns import CAMPAIGN, MEMBER
from bot.storage.cases import CASE
from bot.storage.intake import AUTHOR, MESSAGE
from bot.storage.queue import DECISION, WAITING
from bot.storage.record import Entry
from policies.campaignsigns import Signals, Voice, read_signals
from policies.routing import Route
from policies.screening_values import Handling, Screening

LOOKED_AT: Final = 2_000  # of the newest messages, for the signals
AT_ONCE: Final = 500  # cases that one decision covers; the rest wait on the next card
_JOINS_KNOWN: Final = frozenset({"telegram"})  # where somebody's arrival would have been seen


class NoSuchCampaign(LookupError):
    """There is no campaign with this number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignLine:
    """One campaign in a list."""

    id: int
    name: str
    messages: int
    waiting: int
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CampaignCard:
    """Everything a card shows of a campaign; masking is the card's business."""

    id: int
    name: str
    first_at: datetime
    last_at: datetime
    messages: int
    authors: int
    flagged: int
    channels: tuple[tuple[str, int], ...]  # "platform:channel", the most frequent first
    languages: tuple[tuple[str, int], ...]
    sample: str
    sample_case: int | None
    covered: bool  # the sample is not to be shown
    label: str | None  # the gravest that the sample breaks
    signals: Signals
    waiting: tuple[Alike, ...]  # cases that a decision for all would cover, the oldest first
    more: int  # that wait too, and are not among these
    alone: tuple[tuple[int, str], ...]  # cases that wait on their own, and why
    answered_by: int | None  # a case of it whose reply was approved


def lines(connection: Connection, *, limit: int = 20) -> list[CampaignLine]:
    """Return the campaigns of which something waits, and the latest ones, newest first."""
    counted = connection.execute(
        select(CASE.c.campaign_id, func.count())
        .where(CASE.c.campaign_id.is_not(None), CASE.c.state.in_(_states()))
        .group_by(CASE.c.campaign_id)
    )
    waiting: dict[int, int] = {row[0]: row[1] for row in counted}
    rows = connection.execute(
        select(CAMPAIGN.c.id, CAMPAIGN.c.name, CAMPAIGN.c.last_at, func.count().label("messages"))
        .join(MEMBER, MEMBER.c.campaign_id == CAMPAIGN.c.id)
        .group_by(CAMPAIGN.c.id, CAMPAIGN.c.name, CAMPAIGN.c.last_at)
        .order_by(CAMPAIGN.c.last_at.desc(), CAMPAIGN.c.id.desc())
    ).all()
    found = [
        CampaignLine(
            id=row.id,
            name=row.name,
            messages=row.messages,
            waiting=waiting.get(row.id, 0),
            last_at=row.last_at,
        )
        for row in rows
    ]
    return sorted(found, key=lambda one: one.waiting == 0)[:limit]


def load(connection: Connection, number: int) -> CampaignCard:
    """Return one campaign as it stands.

    Raises:
        NoSuchCampaign: there is none.
    """
    row = connection.execute(select(CAMPAIGN).where(CAMPAIGN.c.id == number)).one_or_none()
    if row is None:
        raise NoSuchCampaign(number)
    members = MEMBER.join(MESSAGE, MESSAGE.c.id == MEMBER.c.message_id)
    of_it = (MEMBER.c.campaign_id == number, MESSAGE.c.deleted.is_(False))
    messages, authors, flagged = connection.execute(
        select(
            func.count(),
            func.count(distinct(MEMBER.c.author_id)),
            func.count().filter(MESSAGE.c.flagged.is_(True)),
        )
        .select_from(members)
        .where(*of_it)
    ).one()
    channels = connection.execute(
        select(MESSAGE.c.platform, MESSAGE.c.channel, func.count())
        .select_from(members)
        .where(*of_it)
        .group_by(MESSAGE.c.platform, MESSAGE.c.channel)
    ).all()
    languages = connection.execute(
        select(MESSAGE.c.lang, func.count())
        .select_from(members)
        .where(*of_it)
        .group_by(MESSAGE.c.lang)
    ).all()
    sample = connection.execute(
        select(MESSAGE.c.text, MESSAGE.c.screening, MESSAGE.c.case_id).where(
            MESSAGE.c.id == row.sample_id
        )
    ).one_or_none()
    screening = codec.load(Screening, sample.screening) if sample is not None else None
    waiting = of_card(connection, number, AT_ONCE + 1)
    return CampaignCard(
        id=row.id,
        name=row.name,
        first_at=row.first_at,
        last_at=row.last_at,
        messages=messages,
        authors=authors,
        flagged=flagged,
        channels=_ranked((f"{one[0]}:{one[1]}", one[2]) for one in channels),
        languages=_ranked((one[0], one[1]) for one in languages),
        sample=sample.text if sample is not None else "",
        sample_case=sample.case_id if sample is not None else None,
        covered=screening is None or bool(screening.handling & _COVERED),
        label=screening.labels[0].label if screening is not None and screening.labels else None,
        signals=read_signals(_voices(connection, number, row.first_at)),
        waiting=tuple(waiting[:AT_ONCE]),
        more=max(_count(connection, number) - AT_ONCE, 0),
        alone=tuple(_alone(connection, number)),
        answered_by=_answered_by(connection, number),
    )


_COVERED: Final = frozenset({Handling.SENSITIVE, Handling.NO_COPY, Handling.PROTECTED})


def of_card(connection: Connection, number: int, limit: int) -> list[Alike]:
    """Return the cases that wait on a campaign's card and nobody has, the oldest first."""
    rows = connection.execute(
        select(CASE.c.id, CASE.c.version, MESSAGE.c.id.label("message_id"), MESSAGE.c.text)
        .join(MESSAGE, MESSAGE.c.case_id == CASE.c.id)
        .join(MEMBER, MEMBER.c.message_id == MESSAGE.c.id)
        .where(
            *_free(number),
            MEMBER.c.campaign_id == number,
            MEMBER.c.alone.is_(None),
            MESSAGE.c.route != Route.IGNORE.value,
            MESSAGE.c.deleted.is_(False),
        )
        .order_by(CASE.c.id)
        .limit(limit)
    )
    return [
        Alike(case_id=row.id, version=row.version, message_id=row.message_id, text=row.text)
        for row in rows
    ]


def to_show(connection: Connection, at_least: int) -> list[tuple[int, datetime]]:
    """Return the campaigns of which so many cases wait for anybody, and when the newest came."""
    rows = connection.execute(
        select(CASE.c.campaign_id, func.max(CASE.c.opened_at))
        .where(
            CASE.c.campaign_id.is_not(None),
            CASE.c.state == CaseState.QUEUED.value,
            CASE.c.route != Route.ESCALATE.value,
        )
        .group_by(CASE.c.campaign_id)
        .having(func.count() >= at_least)
        .order_by(CASE.c.campaign_id)
    )
    return [(row[0], row[1]) for row in rows]


def last_decided(connection: Connection, number: int) -> list[int]:
    """Return the cases of the last decision for a campaign; none where it was taken back."""
    last: Entry | None = None
    for entry, _ in record.events(connection, f"campaign:{number}"):
        if entry.kind in {"campaign.decided", "campaign.undone"}:
            last = entry
    if last is None or last.kind == "campaign.undone":
        return []
    cases = last.payload.get("cases")
    return [int(one) for one in cases] if isinstance(cases, list) else []


def _states() -> list[str]:
    return [state.value for state in WAITING]


def _free(number: int) -> tuple[Any, ...]:
    return (
        CASE.c.campaign_id == number,
        CASE.c.state == CaseState.QUEUED.value,
        CASE.c.route != Route.ESCALATE.value,
    )


def _count(connection: Connection, number: int) -> int:
    query: Select[int] = select(func.count()).select_from(CASE).where(*_free(number))
    return int(connection.execute(query).scalar_one())


def _alone(connection: Connection, number: int) -> list[tuple[int, str]]:
    rows = connection.execute(
        select(MESSAGE.c.case_id, MEMBER.c.alone)
        .join(MESSAGE, MESSAGE.c.id == MEMBER.c.message_id)
        .join(CASE, CASE.c.id == MESSAGE.c.case_id)
        .where(
            MEMBER.c.campaign_id == number,
            MEMBER.c.alone.is_not(None),
            CASE.c.state.in_(_states()),
            MESSAGE.c.deleted.is_(False),
        )
        .order_by(MESSAGE.c.case_id)
        .limit(AT_ONCE)
    )
    return [(row.case_id, row.alone) for row in rows]


def _answered_by(connection: Connection, number: int) -> int | None:
    """Return the case of this campaign whose reply was approved last, and not taken back."""
    return connection.execute(
        select(DECISION.c.case_id)
        .join(CASE, CASE.c.id == DECISION.c.case_id)
        .where(
            CASE.c.campaign_id == number,
            DECISION.c.choice == "approve",
            DECISION.c.undone.is_(False),
            CASE.c.state.in_([CaseState.ANSWERING.value, CaseState.CLOSED.value]),
        )
        .order_by(DECISION.c.id.desc())
        .limit(1)
    ).scalar_one_or_none()


def _voices(connection: Connection, number: int, first_at: datetime) -> list[Voice]:
    rows = connection.execute(
        select(MEMBER, MESSAGE, AUTHOR.c.handle)
        .join(MESSAGE, MESSAGE.c.id == MEMBER.c.message_id)
        .join(AUTHOR, AUTHOR.c.id == MEMBER.c.author_id)
        .where(MEMBER.c.campaign_id == number, MESSAGE.c.deleted.is_(False))
        .order_by(MEMBER.c.message_id.desc())
        .limit(LOOKED_AT)
    ).all()
    known = _heard_before(connection, sorted({row.author_id for row in rows}), first_at)
    places = {_place(row) for row in rows if row.platform in _JOINS_KNOWN}
    arrived = joins.when(connection, places) if places else {}
    return [
        Voice(
            author=str(row.author_id),
            handle=row.handle,
            at=row.sent_at,
            channel=row.channel,
            platform=row.platform,
            lang=row.lang,
            text=row.text,
            copied=row.copied,
            added=row.added,
            varied=row.varied,
            flagged=row.flagged,
            automatic=row.automatic,
            newcomer=_place(row) in arrived if row.platform in _JOINS_KNOWN else None,
            heard_before=row.author_id in known,
        )
        for row in rows
    ]


def _place(row: Any) -> tuple[str, str, str]:
    return row.platform, row.channel.partition("/")[0], row.handle


def _heard_before(connection: Connection, authors: Sequence[int], first_at: datetime) -> set[int]:
    found: set[int] = set()
    for start in range(0, len(authors), AT_ONCE):
        some = authors[start : start + AT_ONCE]
        rows = connection.execute(
            select(MESSAGE.c.author_id)
            .distinct()
            .where(MESSAGE.c.author_id.in_(some), MESSAGE.c.sent_at < first_at)
        )
        found.update(rows.scalars())
    return found


def _ranked(counted: Any) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(dict(counted)).items(), key=lambda one: (-one[1], one[0])))
