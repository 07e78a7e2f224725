"""Campaigns on disk: who belongs to which, written with the messages themselves.

Recognition happens in memory (`policies.campaigns`); after a start the window is made again from
the newest messages. What is written here costs nothing for a message of no campaign.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from bot.assessment import Assessed
from bot.grouping import Judged, alone
from bot.storage import codec, record
from bot.storage.cases import CASE, PUBLICATION
from bot.storage.record import Entry
from bot.storage.tables import AuthorRow, CampaignMemberRow, CampaignRow, MessageRow
from policies.campaignrules import CampaignRules
from policies.campaigns import Campaigns, Reference
from policies.likeness import COPY, Likeness
from policies.message import Message
from policies.routing import Route
from policies.screening_values import Screening
from responders.values import MatchResult

CAMPAIGN: Final = CampaignRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
MEMBER: Final = CampaignMemberRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

_AUTHOR: Final = AuthorRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables
_MESSAGE: Final = MessageRow.__table__  # type: ignore[attr-defined]  # SQLModel adds it to tables

LOADED: Final = 20_000  # of the newest messages, after a start
_OWN: Final = 200  # texts of ours looked at, at once


def window(connection: Connection, rules: CampaignRules) -> Campaigns:
    """Return the window as the newest messages leave it."""
    made = Campaigns(rules)
    newest = connection.execute(select(func.max(_MESSAGE.c.sent_at))).scalar_one_or_none()
    if newest is None:
        return made
    since = newest - timedelta(hours=rules.hours)
    own_texts(connection, made, 0)
    for row in connection.execute(
        select(CAMPAIGN.c.name, CAMPAIGN.c.last_at, _MESSAGE.c.text, _MESSAGE.c.quoted)
        .join(_MESSAGE, _MESSAGE.c.id == CAMPAIGN.c.sample_id)
        .where(CAMPAIGN.c.last_at >= since)
        .order_by(CAMPAIGN.c.id)
    ):
        made.restore(row.name, row.text, row.last_at, row.quoted)
    rows = connection.execute(
        select(
            _MESSAGE.c.platform,
            _MESSAGE.c.external_id,
            _MESSAGE.c.channel,
            _AUTHOR.c.handle,
            _MESSAGE.c.text,
            _MESSAGE.c.quoted,
            _MESSAGE.c.media,
            _MESSAGE.c.sent_at,
        )
        .join(_AUTHOR, _AUTHOR.c.id == _MESSAGE.c.author_id)
        .order_by(_MESSAGE.c.id.desc())
        .limit(LOADED)
    ).all()
    for row in reversed(rows):
        if row.sent_at >= since:
            made.sight(
                Message(
                    platform=row.platform,
                    id=row.external_id,
                    channel=row.channel,
                    author=row.handle,
                    text=row.text,
                    quoted=row.quoted,
                    media=row.media,
                    sent_at=row.sent_at,
                )
            )
    return made


def own_texts(connection: Connection, made: Campaigns, after: int) -> int:
    """Tell the window of the texts that we wrote since then; return where to go on."""
    query = select(PUBLICATION.c.id, PUBLICATION.c.text).order_by(PUBLICATION.c.id.desc())
    rows = connection.execute(query.where(PUBLICATION.c.id > after).limit(_OWN)).all()
    made.add_own(row.text for row in reversed(rows))
    return rows[0].id if rows else after


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A message that was just written, and where."""

    one: Assessed
    message_id: int
    case_id: int
    author_id: int
    opens: bool  # its case asked nothing before


def store(connection: Connection, batch: Sequence[Written], now: datetime) -> None:
    """Write to which campaigns new messages belong, and which cases wait on whose card."""
    asking = [one for one in batch if one.one.needs_person]
    before = _standing(connection, [one.case_id for one in asking if not one.opens])
    opening = {one.case_id for one in asking if one.opens}
    known = _known(connection, {one.one.screening.campaign for one in batch})
    rows: list[dict[str, object]] = []
    place: dict[int, int | None] = {}
    last: dict[int, datetime] = {}
    for one in batch:
        name, target = one.one.screening.campaign, None
        if name is not None:
            if name not in known:
                named = {each.message_id for each in batch if each.one.screening.campaign == name}
                known[name] = _recognize(connection, one, named, now)
            campaign, likeness = known[name], one.one.sighting.likeness
            why = alone(campaign.sample, _judged(one.one), likeness)
            rows.append(_row(one.message_id, campaign.id, one.author_id, likeness, why))
            sent_at = one.one.message.sent_at
            last[campaign.id] = max(last.get(campaign.id, sent_at), sent_at)
            target = campaign.id if why is None else None
        if not one.one.needs_person:
            continue
        if one.case_id in opening:
            opening.discard(one.case_id)
        else:
            target = None  # one decision would not say which of its messages is meant
        place[one.case_id] = target
    if rows:
        connection.execute(insert(MEMBER), rows)
    for number, moment in last.items():
        connection.execute(
            update(CAMPAIGN)
            .where(CAMPAIGN.c.id == number, CAMPAIGN.c.last_at < moment)
            .values(last_at=moment)
        )
    _place(connection, {case: to for case, to in place.items() if before.get(case) != to})


def moved(connection: Connection, written: Written, now: datetime) -> None:
    """Write anew where a message belongs whose text was edited; its case stands on its own."""
    connection.execute(delete(MEMBER).where(MEMBER.c.message_id == written.message_id))
    store(connection, [written], now)
    _place(connection, {written.case_id: None})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Known:
    id: int
    sample: Judged | None


def _known(connection: Connection, names: Iterable[str | None]) -> dict[str, _Known]:
    wanted = sorted(name for name in names if name)
    if not wanted:
        return {}
    rows = connection.execute(
        select(
            CAMPAIGN.c.id.label("campaign"),
            CAMPAIGN.c.name,
            _MESSAGE.c.route,
            _MESSAGE.c.screening,
            _MESSAGE.c.match,
            _MESSAGE.c.text,
        )
        .outerjoin(_MESSAGE, _MESSAGE.c.id == CAMPAIGN.c.sample_id)
        .where(CAMPAIGN.c.name.in_(wanted))
    )
    return {
        row.name: _Known(id=row.campaign, sample=_stored(row) if row.screening else None)
        for row in rows
    }


def _recognize(
    connection: Connection, one: Written, named: Collection[int], now: datetime
) -> _Known:
    """Write a new campaign and the members that went by before anybody knew.

    Args:
        connection: of the transaction that writes the messages.
        one: the message that made it a campaign.
        named: messages of the same batch that know of it already.
        now: the time of the event.
    """
    name, earlier = one.one.screening.campaign, dict(one.one.sighting.earlier)
    found = [row for row in _messages(connection, earlier) if row.id not in named]
    sample = found[0] if found else None
    moments = [row.sent_at for row in found] + [one.one.message.sent_at]
    number: int = connection.execute(
        insert(CAMPAIGN)
        .values(
            name=name,
            sample_id=sample.id if sample is not None else one.message_id,
            first_at=min(moments),
            last_at=max(moments),
            recognized_at=now,
        )
        .returning(CAMPAIGN.c.id)
    ).scalar_one()
    judged = _stored(sample) if sample is not None else _judged(one.one)
    rows, place = [], {}
    busy = _asked(connection, [row.case_id for row in found])
    for row in found:
        likeness = earlier[(row.platform, row.external_id)]
        why = alone(judged, _stored(row), likeness)
        rows.append(_row(row.id, number, row.author_id, likeness, why))
        if row.route != Route.IGNORE and why is None and busy.get(row.case_id) == 1:
            place[row.case_id] = number
    if rows:
        connection.execute(delete(MEMBER).where(MEMBER.c.message_id.in_([row.id for row in found])))
        connection.execute(insert(MEMBER), rows)
    _place(connection, place)
    entry = Entry(
        kind="campaign.recognized",
        actor="program",
        subject=f"campaign:{number}",
        payload={
            "campaign": name,
            "authors": one.one.sighting.authors,
            "messages": [row.id for row in found] + [one.message_id],
        },
    )
    record.append(connection, [entry], now)
    return _Known(id=number, sample=judged)


def _messages(
    connection: Connection, wanted: Mapping[Reference, Likeness]
) -> "list[Row[tuple[object, ...]]]":
    """Return messages by platform and id, in the order in which they came."""
    rows = connection.execute(
        select(_MESSAGE)
        .where(
            _MESSAGE.c.platform.in_(sorted({platform for platform, _ in wanted})),
            _MESSAGE.c.external_id.in_([number for _, number in wanted]),
            _MESSAGE.c.deleted.is_(False),
        )
        .order_by(_MESSAGE.c.id)
    )
    return [row for row in rows if (row.platform, row.external_id) in wanted]


def _asked(connection: Connection, cases: Sequence[int]) -> dict[int, int]:
    """Return how many messages of each case ask for a person."""
    rows = connection.execute(
        select(_MESSAGE.c.case_id, func.count())
        .where(
            _MESSAGE.c.case_id.in_(cases),
            _MESSAGE.c.route != Route.IGNORE.value,
            _MESSAGE.c.deleted.is_(False),
        )
        .group_by(_MESSAGE.c.case_id)
    )
    return {row[0]: row[1] for row in rows}


def _standing(connection: Connection, cases: Sequence[int]) -> dict[int, int | None]:
    if not cases:
        return {}
    rows = connection.execute(select(CASE.c.id, CASE.c.campaign_id).where(CASE.c.id.in_(cases)))
    return {row.id: row.campaign_id for row in rows}


def _place(connection: Connection, place: Mapping[int, int | None]) -> None:
    """Let cases wait on a campaign's card, or on their own."""
    by_target: dict[int | None, list[int]] = {}
    for case_id, target in place.items():
        by_target.setdefault(target, []).append(case_id)
    for target, cases in by_target.items():
        connection.execute(
            update(CASE)
            .where(CASE.c.id.in_(cases), CASE.c.campaign_id.is_distinct_from(target))
            .values(campaign_id=target)
        )


def _row(
    message_id: int, number: int, author_id: int, likeness: Likeness, why: str | None
) -> dict[str, object]:
    return {
        "message_id": message_id,
        "campaign_id": number,
        "author_id": author_id,
        "copied": likeness == COPY,
        "likeness_pct": likeness.pct,
        "added": likeness.added,
        "varied": likeness.varied,
        "alone": why,
    }


def _judged(one: Assessed) -> Judged:
    return Judged(route=one.route, screening=one.screening, match=one.match, text=one.message.text)


def _stored(row: Any) -> Judged:
    return Judged(
        route=Route(row.route),
        screening=codec.load(Screening, row.screening),
        match=codec.load(MatchResult, row.match) if row.match else None,
        text=row.text,
    )


def tidy(connection: Connection) -> None:
    """After a purge: no campaign is kept of which no message is; a sample is one that is there."""
    connection.execute(delete(CAMPAIGN).where(CAMPAIGN.c.id.not_in(select(MEMBER.c.campaign_id))))
    oldest = (
        select(func.min(MEMBER.c.message_id))
        .where(MEMBER.c.campaign_id == CAMPAIGN.c.id)
        .scalar_subquery()
    )
    connection.execute(
        update(CAMPAIGN)
        .where(CAMPAIGN.c.sample_id.not_in(select(MEMBER.c.message_id)))
        .values(sample_id=oldest)
    )
