"""Who is told what about an official post: pages, in the transaction that causes them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from sqlalchemy import Connection

from bot.ports import Priority
from bot.post import PostFlow
from bot.states import PostState
from bot.storage import pages, staff
from policies.approvals import CARETAKER, holds_need
from policies.roles import Act, Reviewer
from translations.values import OFFICIAL_LANGUAGES


def moved(
    connection: Connection,
    *,
    post_id: int,
    before: PostFlow,
    after: PostFlow,
    told: Iterable[str],
    now: datetime,
) -> None:
    """Ask for whom it concerns to be told that a post is out, or that half of it is.

    Args:
        told: roles that a step wants told after publication.
    """
    if after.state is before.state:
        return
    if after.state is PostState.PARTIAL:
        broken(connection, post_id=post_id, flow=after, now=now)
    elif after.state is PostState.PUBLISHED:
        people = _concerned(connection, after, now)
        _want(connection, "post_out", post_id, f"{after.revision}", people, now)
        roles = frozenset(told)
        others = [
            one
            for one in _staff(connection, now)
            if one not in people and any(holds_need(one, role) for role in roles)
        ]
        _want(connection, "notify", post_id, f"{after.revision}", others, now)


def broken(
    connection: Connection,
    *,
    post_id: int,
    flow: PostFlow,
    now: datetime,
    payload: Mapping[str, object] | None = None,
) -> None:
    """Ask for a person to be told at once that something is out that should not stay alone."""
    people = _concerned(connection, flow, now)
    people += [
        one
        for one in _staff(connection, now)
        if one not in people and one.may(Act.APPROVE_POST)  # who can put it right
    ]
    details = {"immediate": True, **(payload or {})}
    _want(connection, "post_broken", post_id, now.isoformat(), people, now, details)


def by_hand(
    connection: Connection, *, post_id: int, flow: PostFlow, half: str, now: datetime
) -> None:
    """Ask for a person to post a half that the platform does not take from us; at once, a pair."""
    people = _concerned(connection, flow, now)
    people += [
        one for one in _staff(connection, now) if one not in people and one.may(Act.APPROVE_POST)
    ]
    occasion = f"{flow.revision}:{half}"
    _want(connection, "post_by_hand", post_id, occasion, people, now, {"immediate": True})


def asked(
    connection: Connection, *, post_id: int, flow: PostFlow, consulted: Iterable[str], now: datetime
) -> None:
    """Ask everybody who can give a missing approval, and those who are consulted."""
    if flow.state is not PostState.IN_APPROVAL:
        return
    missing = ",".join(sorted(flow.missing))
    approvers = [one for one in _staff(connection, now) if can_give(one, flow)]
    _want(connection, "approval", post_id, f"{flow.revision}:{missing}", approvers, now)
    roles = frozenset(consulted)
    others = [
        one
        for one in _staff(connection, now)
        if one.id not in flow.authors and any(holds_need(one, role) for role in roles)
    ]
    _want(connection, "consult", post_id, f"{flow.revision}", others, now)


def can_give(reviewer: Reviewer, flow: PostFlow) -> tuple[str, ...]:
    """Return the missing approvals that a person could give as the post stands."""
    if flow.state is not PostState.IN_APPROVAL or reviewer.id in flow.authors:
        return ()
    theirs = {key for key, person in flow.approvals.items() if person == reviewer.id}
    distinct = {*OFFICIAL_LANGUAGES, CARETAKER}
    found = []
    for key in sorted(flow.missing):
        if key in distinct and theirs & distinct:
            continue  # the two texts and the caretaker approval are three people's
        able = (
            reviewer.may(Act.APPROVE_POST, lang=key)
            if key in OFFICIAL_LANGUAGES
            else holds_need(reviewer, key)
        )
        if able:
            found.append(key)
    return tuple(found)


def _concerned(connection: Connection, flow: PostFlow, now: datetime) -> list[Reviewer]:
    """The authors and those who approved."""
    numbers = flow.authors | set(flow.approvals.values())
    return [one for one in _staff(connection, now) if one.id in numbers]


def _staff(connection: Connection, now: datetime) -> list[Reviewer]:
    return [one.reviewer for one in staff.members(connection, now) if one.bound and not one.revoked]


def _want(
    connection: Connection,
    kind: str,
    post_id: int,
    occasion: str,
    people: Iterable[Reviewer],
    now: datetime,
    payload: Mapping[str, object] | None = None,
) -> None:
    for one in people:
        pages.want(
            connection,
            kind=kind,
            subject=f"post:{post_id}",
            key=f"{kind}:post:{post_id}:{occasion}:{one.id}",
            now=now,
            priority=Priority.REVIEWER,
            reviewer_id=one.id,
            payload=payload,
        )
